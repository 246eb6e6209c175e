//! `brygga export publiccode NUMBER`: one solution as a file that the standard accepts.

use std::io::{Result as Written, Write};

use domain::permission::Actor;
use web::texts::Texts;

use super::told;
use crate::cli::ExportPubliccodeArgs;
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::output;
use crate::screen::note;

/// Writes the solution, or says what is missing.
pub(crate) async fn one(arguments: &ExportPubliccodeArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let written = app.publiccode(&Actor::Operator, arguments.number).await;
    app.close().await;
    let text = match written? {
        Ok(text) => text,
        Err(gaps) => {
            gaps.iter().for_each(|gap| note(&told::gap(*gap).text(texts)));
            return Err(Failure::of("publiccode-not-written").with("number", arguments.number.to_string()));
        }
    };
    let file = async |out: &mut dyn Write| -> Result<Written<usize>, Failure> {
        Ok(out.write_all(text.as_bytes()).map(|()| 1))
    };
    output::write(arguments.output.as_deref(), file).await?;
    Ok(())
}
