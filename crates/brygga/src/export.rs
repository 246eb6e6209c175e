//! `brygga export solutions`: the catalogue as CSV or a workbook; and `organisation`: all that one has, as an archive. To a file or to
//! standard output.

use std::io::{Result as Written, Write};

use app::App;
use domain::permission::Actor;
use exchange::SolutionWriter;
use exchange::write::TableFormat;
use web::texts::Texts;

use crate::cli::{ExportArgs, ExportOrganisationArgs, SolutionFile};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::import;
use crate::output;
use crate::screen::note;

/// Exports every solution.
pub(crate) async fn solutions(arguments: &ExportArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let format = format(arguments);
    let records = async |out: &mut dyn Write| write(&app, out, format).await;
    let count = output::write(arguments.output.as_deref(), records).await?;
    app.close().await;
    note(&texts.text_with("cli-exported", &[("count", count.into())]));
    Ok(())
}

/// What was asked for, or what the file's ending says.
fn format(arguments: &ExportArgs) -> TableFormat {
    let ending = arguments.output.as_ref().and_then(|path| path.extension());
    let is_workbook = match arguments.format {
        Some(SolutionFile::Xlsx) => true,
        Some(SolutionFile::Csv) => false,
        None => ending.is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")),
    };
    if is_workbook { TableFormat::Workbook } else { TableFormat::Csv(arguments.delimiter) }
}

async fn write(app: &App, out: &mut dyn Write, format: TableFormat) -> Result<Written<usize>, Failure> {
    let mut writer = match SolutionWriter::of(format, out) {
        Ok(writer) => writer,
        Err(error) => return Ok(Err(error)),
    };
    let written = app.export_solutions(&Actor::Operator, &mut writer).await?;
    Ok(written.and_then(|count| writer.finish().map(|_| count)))
}

/// Exports all that an organisation has and has said.
pub(crate) async fn organisation(arguments: &ExportOrganisationArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let organisation = import::organisation(&app.directory().await?, &arguments.organisation)?;
    let taken = app.take_along(&Actor::Operator, organisation, None).await?;
    let archive = web::leaving::archive_of(texts, &taken, app.clock().now().local());
    let rows = taken.tables.iter().map(|table| table.rows.len()).sum::<usize>();
    let content =
        async |out: &mut dyn Write| Ok(archive.and_then(|archive| out.write_all(&archive).map(|()| rows)));
    let count = output::write(arguments.output.as_deref(), content).await?;
    app.close().await;
    note(&texts.text_with("cli-exported-organisation", &[("count", count.into())]));
    Ok(())
}
