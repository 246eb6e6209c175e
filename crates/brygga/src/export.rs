//! `brygga export solutions`: the catalogue as CSV, to a file or to standard output.

use std::io::{Result as Written, Write};

use app::App;
use domain::permission::Actor;
use exchange::SolutionWriter;
use exchange::read::Separator;
use web::texts::Texts;

use crate::cli::ExportArgs;
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::output;
use crate::screen::note;

/// Exports every solution.
pub(crate) async fn solutions(arguments: &ExportArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let records = async |out: &mut dyn Write| write(&app, out, arguments.delimiter).await;
    let count = output::write(arguments.output.as_deref(), records).await?;
    app.close().await;
    note(&texts.text_with("cli-exported", &[("count", count.into())]));
    Ok(())
}

async fn write(app: &App, out: &mut dyn Write, separator: Separator) -> Result<Written<usize>, Failure> {
    let mut writer = match SolutionWriter::new(out, separator) {
        Ok(writer) => writer,
        Err(error) => return Ok(Err(error)),
    };
    let written = app.export_solutions(&Actor::Operator, &mut writer).await?;
    Ok(written.and_then(|count| writer.finish().map(|_| count)))
}
