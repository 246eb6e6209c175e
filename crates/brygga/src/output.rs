//! Where a result is written that is a file of its own: standard output, or a file that is put in its place when it is whole.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Result as Written, Write};
use std::path::Path;

use crate::failure::Failure;

/// Writes a result to a file, or to standard output; gives how many records it has.
pub(crate) async fn write(
    path: Option<&Path>,
    records: impl AsyncFnOnce(&mut dyn Write) -> Result<Written<usize>, Failure>,
) -> Result<usize, Failure> {
    if let Some(path) = path {
        return to_file(path, records).await;
    }
    let failed = |error: std::io::Error| Failure::of("cli-error-output").with("detail", error.to_string());
    let mut out = BufWriter::new(std::io::stdout());
    let written = records(&mut out).await?;
    written.and_then(|count| out.flush().map(|()| count)).or_else(no_reader).map_err(failed)
}

/// A reader who has seen enough (`| head`) is no fault.
fn no_reader(error: std::io::Error) -> Written<usize> {
    if error.kind() == ErrorKind::BrokenPipe { Ok(0) } else { Err(error) }
}

/// Writes beside the file and puts it in its place when all is written, so that no half file replaces a whole one.
async fn to_file(
    path: &Path,
    records: impl AsyncFnOnce(&mut dyn Write) -> Result<Written<usize>, Failure>,
) -> Result<usize, Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::NamedTempFile::new_in(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut out: BufWriter<File> = BufWriter::new(beside.reopen().map_err(failed)?);
    let count = records(&mut out).await?.map_err(failed)?;
    out.into_inner().map_err(|error| failed(error.into_error()))?.sync_all().map_err(failed)?;
    beside.persist(path).map_err(|error| failed(error.error))?;
    Ok(count)
}
