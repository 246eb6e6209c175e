//! Archives: files in one ZIP, with a list of their checksums, so that whoever keeps it can see that nothing in it has changed:
//! `sha256sum -c checksums.sha256` where it was unpacked.

use std::io::{self, Cursor, Write};

use jiff::civil::DateTime;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What the list of checksums is called.
pub const CHECKSUMS: &str = "checksums.sha256";

/// One ZIP of files with their names, and the list of their checksums. The same files at the same time give the same bytes.
///
/// # Errors
/// When a name cannot stand in a ZIP, or without memory.
pub fn archive(files: &[(&str, &[u8])], at: DateTime) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    if let Some(at) = moment(at) {
        options = options.last_modified_time(at);
    }
    let mut checksums = String::new();
    for (name, body) in files {
        checksums.push_str(&format!("{:x}  {name}\n", Sha256::digest(body)));
        zip.start_file(*name, options).map_err(io::Error::other)?;
        zip.write_all(body)?;
    }
    zip.start_file(CHECKSUMS, options).map_err(io::Error::other)?;
    zip.write_all(checksums.as_bytes())?;
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

/// A time as a ZIP has it, which begins in 1980.
fn moment(at: DateTime) -> Option<zip::DateTime> {
    let small = |part: i8| u8::try_from(part).ok();
    let (year, month, day) = (u16::try_from(at.year()).ok()?, small(at.month())?, small(at.day())?);
    let (hour, minute, second) = (small(at.hour())?, small(at.minute())?, small(at.second())?);
    zip::DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_put_in_comes_out_and_the_list_names_every_file_with_its_checksum() {
        let at = jiff::civil::date(2026, 11, 29).at(12, 0, 0, 0);
        let files: [(&str, &[u8]); 2] = [("arende.html", "<p>Å</p>".as_bytes()), ("tom.csv", b"")];
        let made = archive(&files, at).unwrap();
        assert_eq!(made, archive(&files, at).unwrap(), "the same each time");
        let mut read = zip::ZipArchive::new(Cursor::new(made)).unwrap();
        let mut text = |name: &str| {
            let mut out = String::new();
            read.by_name(name).unwrap().read_to_string(&mut out).unwrap();
            out
        };
        assert_eq!(text("arende.html"), "<p>Å</p>");
        assert_eq!(text("tom.csv"), "");
        let list = text(CHECKSUMS);
        // The checksum of nothing is known to everybody.
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  tom.csv";
        assert_eq!(list.lines().count(), 2);
        assert!(list.lines().any(|line| line == nothing), "{list}");
    }
}
