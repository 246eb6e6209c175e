//! When the demo's entries were last confirmed: most within the year, some longer ago, some long ago, and some never.

use domain::event::Doer;
use domain::freshness::Confirmation;
use store::Tx;

use super::{Load, days_ago, spread};
use crate::AppError;

/// One entry in so many was never confirmed.
const NEVER: u64 = 6;
/// Over how many days the others are spread: more than two years.
const DAYS: u64 = 860;

impl Load<'_> {
    pub(super) async fn confirmations(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.solutions {
            let Doer::Person { person, .. } = self.keeper(entry.owner.as_deref()) else { continue };
            if spread(&entry.key, NEVER) == 0 {
                continue;
            }
            let solution = self.solutions.get(entry.key.as_str()).copied().ok_or(AppError::NotFound)?;
            // Half of them within some months, so that the catalogue is worth looking at.
            let days = spread(&format!("{}-posten", entry.key), DAYS) / (1 + spread(&entry.name, 2) * 4);
            let at = days_ago(self.now, days, &entry.key);
            store::freshness::confirm(tx, solution, Confirmation { at, by: Some(person) }).await?;
        }
        Ok(())
    }
}
