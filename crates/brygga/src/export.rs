//! `brygga export solutions`: the catalogue as CSV, to a file or to standard output.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

use app::App;
use domain::permission::Actor;
use exchange::SolutionWriter;
use exchange::read::Separator;
use web::texts::Texts;

use crate::cli::ExportArgs;
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::screen::note;

/// Exports every solution.
pub(crate) async fn solutions(arguments: &ExportArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let count = match &arguments.output {
        Some(path) => to_file(&app, path, arguments.delimiter).await?,
        None => {
            let out = BufWriter::new(std::io::stdout());
            let output =
                |error: std::io::Error| Failure::of("cli-error-output").with("detail", error.to_string());
            match write(&app, out, arguments.delimiter).await? {
                Ok((count, mut out)) => out.flush().map(|()| count).or_else(no_reader).map_err(output)?,
                Err(error) => no_reader(error).map_err(output)?,
            }
        }
    };
    app.close().await;
    note(&texts.text_with("cli-exported", &[("count", count.into())]));
    Ok(())
}

/// A reader who has seen enough (`| head`) is no fault.
fn no_reader(error: std::io::Error) -> std::io::Result<usize> {
    if error.kind() == ErrorKind::BrokenPipe { Ok(0) } else { Err(error) }
}

/// Writes beside the file and puts it in its place when all is written, so that no half file replaces a whole one.
async fn to_file(app: &App, path: &Path, separator: Separator) -> Result<usize, Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::NamedTempFile::new_in(folder).map_err(|error| Failure::file(folder, &error))?;
    let out: BufWriter<File> = BufWriter::new(beside.reopen().map_err(failed)?);
    let (count, out) = write(app, out, separator).await?.map_err(failed)?;
    out.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
    beside.persist(path).map_err(|error| failed(error.error))?;
    Ok(count)
}

async fn write<W: Write>(
    app: &App,
    out: W,
    separator: Separator,
) -> Result<std::io::Result<(usize, W)>, Failure> {
    let mut writer = match SolutionWriter::new(out, separator) {
        Ok(writer) => writer,
        Err(error) => return Ok(Err(error)),
    };
    let written = app.export_solutions(&Actor::Operator, &mut writer).await?;
    Ok(written.and_then(|count| writer.finish().map(|out| (count, out))))
}
