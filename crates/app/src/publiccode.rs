//! A solution as publiccode.yml, for the catalogues of others.
//!
//! Deliberately not here: reading such files in, which is an import (`import`), and what the file holds (`exchange`).

use domain::number::Number;
use domain::permission::Actor;
use exchange::publiccode::{self, Gap, Source};

use crate::{App, AppError};

impl App {
    /// The text of the file, or everything that is missing for one that the standard accepts.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is a solution that the reader may not see.
    pub async fn publiccode(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Result<String, Vec<Gap>>, AppError> {
        let (solution, original) = self.solution_with_original(actor, number).await?;
        // An original was read once; one that a later version cannot read any more is left aside.
        let original = original.and_then(|original| publiccode::read(original.body.as_bytes()).ok());
        Ok(publiccode::write(&Source { facts: &solution.facts, original: original.as_ref() }))
    }
}
