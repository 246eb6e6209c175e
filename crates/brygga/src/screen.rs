//! Writing to the terminal. Standard output carries results, standard error everything else.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Writes lines of a result. A reader who has seen enough (`| head`) is no fault.
pub(crate) fn say(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::of("cli-error-output").with("detail", error.to_string())),
    }
}

/// Writes something that is no result. Nothing can be done where even that fails.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
