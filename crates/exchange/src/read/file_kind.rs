//! Recognises files that are no table of text, so that the person is told what the file is.

use std::io::{Read, Seek, SeekFrom};

use super::ReadError;
use super::encoding::utf16_without_mark;
use super::error::FileKind;

const MAGIC: &[(&[u8], FileKind)] = &[
    (b"%PDF-", FileKind::Pdf),
    (&[0xD0, 0xCF, 0x11, 0xE0], FileKind::OldOffice),
    (b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
    (b"Rar!\x1A\x07", FileKind::Archive),
    (b"BZh", FileKind::Archive),
    (&[0xFD, b'7', b'z', b'X', b'Z'], FileKind::Archive),
    (&[0x28, 0xB5, 0x2F, 0xFD], FileKind::Archive),
    (&[0x1F, 0x8B], FileKind::Archive),
    (b"\x89PNG", FileKind::Image),
    (&[0xFF, 0xD8, 0xFF], FileKind::Image),
    (b"GIF8", FileKind::Image),
    (b"\x7FELF", FileKind::Binary),
    (b"SQLite format 3\0", FileKind::Binary),
];

/// What the file is, when it cannot be a table of text.
pub(super) fn not_a_table(sample: &[u8]) -> Option<FileKind> {
    if sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06") {
        return Some(zip(sample));
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| sample.starts_with(magic)) {
        return Some(*kind);
    }
    if binary(sample) {
        return Some(FileKind::Binary);
    }
    let beginning: String = String::from_utf8_lossy(&sample[..sample.len().min(1024)])
        .chars()
        .filter(|c| *c != '\0' && *c != '\u{FEFF}' && *c != '\u{FFFD}')
        .collect();
    let beginning = beginning.trim_start().to_ascii_lowercase();
    if ["<!doctype html", "<html", "<table", "<head", "<body", "<meta"]
        .iter()
        .any(|tag| beginning.starts_with(tag))
    {
        return Some(FileKind::Html);
    }
    beginning.starts_with("<?xml").then_some(FileKind::Xml)
}

fn zip(sample: &[u8]) -> FileKind {
    let holds = |name: &[u8]| sample.windows(name.len()).any(|window| window == name);
    if holds(b"[Content_Types].xml") || holds(b"xl/") {
        FileKind::Spreadsheet
    } else if holds(b"application/vnd.oasis.opendocument") {
        FileKind::OpenDocument
    } else {
        FileKind::Zip
    }
}

/// Whether an old Office file is the wrapping of a workbook that opens with a password: its directory then names the
/// packed workbook.
pub(super) fn is_encrypted<R: Read + Seek>(input: &mut R) -> Result<bool, ReadError> {
    input.seek(SeekFrom::Start(0))?;
    let mut header = Vec::new();
    input.by_ref().take(512).read_to_end(&mut header)?;
    let (Some(&[size, 0]), Some(&[a, b, c, d])) = (
        header.get(30..32).and_then(|bytes| bytes.as_array()),
        header.get(48..52).and_then(|bytes| bytes.as_array()),
    ) else {
        return Ok(false);
    };
    let sector = u64::from(u32::from_le_bytes([a, b, c, d]));
    let Some(size) = 1_u64.checked_shl(size.into()).filter(|size| (512..=4_096).contains(size)) else {
        return Ok(false);
    };
    input.seek(SeekFrom::Start((sector + 1) * size))?;
    let mut directory = Vec::new();
    input.by_ref().take(4_096).read_to_end(&mut directory)?;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Ok(directory.windows(name.len()).any(|window| window == name))
}

/// Bytes that no text has: one in twenty, but a few stray ones do not make a small table unreadable.
fn binary(sample: &[u8]) -> bool {
    let marked = sample.starts_with(&[0xFF, 0xFE]) || sample.starts_with(&[0xFE, 0xFF]);
    if marked && !sample.starts_with(&[0xFF, 0xFE, 0, 0]) || utf16_without_mark(sample).is_some() {
        return false;
    }
    let odd = sample.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    odd * 20 > sample.len() && (odd >= 8 || odd * 2 > sample.len())
}
