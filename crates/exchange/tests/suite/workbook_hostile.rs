//! Workbooks that are meant to hurt: each is refused with its reason, or read for what it holds, in little time.

use std::time::{Duration, Instant};

use exchange::ReadError;
use exchange::read::{FileKind, Oddity};

use crate::open;
use crate::parts::{Book, Raw, plain, raw_zip, texts, worksheet, zipped};

/// What a file comes to: the code of its refusal, and within two seconds.
fn code(bytes: Vec<u8>) -> String {
    let started = Instant::now();
    let told = match open(bytes, "losningar.xlsx") {
        Ok(mut source) => {
            let rows = source.rows().unwrap();
            let faults: Vec<String> =
                rows.filter_map(|row| row.err().map(|fault| fault.to_string())).collect();
            format!("read {}", faults.join(" ")).trim().to_owned()
        }
        Err(ReadError::OddWorkbook(oddity)) => oddity.code().to_owned(),
        Err(error) => error.code().to_owned(),
    };
    assert!(started.elapsed() < Duration::from_secs(2), "{told} took {:?}", started.elapsed());
    told
}

fn book() -> Book {
    plain(&[&["namn", "text"], &["A", "b"]])
}

fn raw() -> Vec<Raw> {
    Raw::of(&book().parts())
}

fn with(part: Raw) -> Vec<u8> {
    raw_zip(&[raw(), vec![part]].concat())
}

#[test]
fn what_is_put_together_by_hand_is_sound() {
    assert_eq!(code(book().bytes()), "read");
    assert_eq!(code(raw_zip(&raw())), "read");
}

#[test]
fn bombs_stop_before_they_go_off() {
    // A thousand to one, as a sheet, as shared texts, and as a part that nobody reads.
    let spaces = vec![b' '; 1 << 20];
    for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/a.bin"] {
        let mut parts = raw();
        parts.retain(|part| part.name != name);
        parts.push(Raw { name: name.into(), body: spaces.clone(), times: 64, ..Raw::default() });
        assert_eq!(code(raw_zip(&parts)), "packed_too_hard", "{name}");
    }
    // One inside the other: nothing inside is unpacked.
    let inner = raw_zip(&[Raw { name: "a".into(), body: spaces.clone(), times: 64, ..Raw::default() }]);
    assert_eq!(
        code(with(Raw { name: "xl/embeddings/b.zip".into(), body: inner.clone(), ..Raw::default() })),
        "read"
    );
    assert_eq!(code(zipped(&[("b.zip".into(), inner)])), "not_a_table");
}

#[test]
fn parts_that_lie_over_each_other_or_have_one_name_are_refused() {
    let body = b"x".to_vec();
    let over = Raw { name: "xl/media/a.png".into(), at: Some(0), ..raw()[0].clone() };
    assert_eq!(code(with(over)), Oddity::PartName.code());
    let over = Raw { at: Some(0), ..raw()[0].clone() };
    assert_eq!(code(with(over)), Oddity::RepeatedPart.code());
    // A part that holds another whole part.
    let mut parts = raw();
    let name = "xl/worksheets/sheet1.xml";
    let inner = raw_zip(&[Raw { name: "a".into(), body, ..Raw::default() }]);
    parts.push(Raw { name: "b".into(), body: inner, ..Raw::default() });
    assert_eq!(code(raw_zip(&parts)), "read");
    for same in [name, "XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"] {
        let again = Raw { name: same.into(), body: b"<worksheet/>".to_vec(), ..Raw::default() };
        assert_eq!(code(with(again)), Oddity::RepeatedPart.code(), "{same}");
    }
}

#[test]
fn overlapping_parts_are_found_by_where_they_lie() {
    // The directory says of one part that it is longer than it is, so that it reaches into the next.
    let mut bytes = raw_zip(&raw());
    let first = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[first + 20..first + 24].copy_from_slice(&400_u32.to_le_bytes());
    assert_eq!(code(bytes), Oddity::OverlappingParts.code());
}

#[test]
fn names_that_lead_out_of_the_file_are_refused() {
    for name in ["../../etc/passwd", "xl/../../a", "/etc/passwd", "C:\\a", "..\\..\\a", "xl/a\0.xml", ""] {
        let part = Raw { name: name.into(), body: b"x".to_vec(), ..Raw::default() };
        assert_eq!(code(with(part)), Oddity::PartName.code(), "{name:?}");
    }
    let part = Raw { name: "xl/a".into(), local_name: Some("../a".into()), ..Raw::default() };
    assert_eq!(code(with(part)), Oddity::PartName.code());
}

#[test]
fn document_types_and_entities_are_refused_wherever_they_stand() {
    let laughs = (1..10).fold("<!DOCTYPE a [<!ENTITY l0 \"ha\">".to_owned(), |text, level| {
        text + &format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))
    }) + "]>";
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    for declared in [laughs.as_str(), outside] {
        let cell = "<row><c t=\"inlineStr\"><is><t>&l9;&x;</t></is></c></row>";
        let sheet = declared.to_owned() + &worksheet(cell, "");
        assert_eq!(code(Book::default().with_sheet("B", "", &sheet).bytes()), Oddity::DocumentType.code());
        let mut strings = book();
        strings.strings = Some(format!("{declared}<sst><si><t>&l9;</t></si></sst>"));
        assert_eq!(code(strings.bytes()), Oddity::DocumentType.code());
        let mut styles = book();
        styles.styles = Some(format!("{declared}<styleSheet/>"));
        assert_eq!(code(styles.bytes()), Oddity::DocumentType.code());
    }
    let undeclared = Book::default().with("B", "<row><c t=\"inlineStr\"><is><t>&l9;</t></is></c></row>", "");
    assert_eq!(code(undeclared.bytes()), Oddity::Entity.code());
}

#[test]
fn depth_and_endless_events_are_refused() {
    let deep = "<row>".repeat(100_000) + &"</row>".repeat(100_000);
    assert_eq!(code(Book::default().with("B", &deep, "").bytes()), Oddity::Depth.code());
    let mut strings = book();
    strings.strings = Some("<sst>".to_owned() + &"<si>".repeat(100_000));
    assert_eq!(code(strings.bytes()), Oddity::Depth.code());
    let long: String = (0..1_200_000).map(|number| format!("a{number}=\"\" ")).collect();
    assert_eq!(
        code(Book::default().with("B", &format!("<row {long}/>"), "").bytes()),
        Oddity::LongEvent.code()
    );
}

#[test]
fn wide_sheets_are_refused() {
    let wide: Vec<String> = (0..16_384).map(|number| format!("k{number}")).collect();
    let wide: Vec<&str> = wide.iter().map(String::as_str).collect();
    assert_eq!(code(plain(&[&wide, &wide]).bytes()), "too_many_columns");
    let cells = "<c t=\"inlineStr\"><is><t>x</t></is></c>".repeat(16_385);
    assert_eq!(
        code(Book::default().with("B", &format!("<row>{cells}</row>"), "").bytes()),
        "damaged_workbook"
    );
}

#[test]
fn merged_areas_take_no_time_and_no_memory() {
    let areas: String = (1..50_000).map(|row| format!("<mergeCell ref=\"A{row}:XFD1048576\"/>")).collect();
    let rows = texts(1, &[&["namn", "text"], &["A", "b"], &["C", "d"]]);
    let told = code(Book::default().with("B", &rows, &format!("<mergeCells>{areas}</mergeCells>")).bytes());
    assert!(told == "read" || told == "only_header", "{told}");
}

#[test]
fn a_small_text_that_many_cells_share_does_not_become_an_endless_one() {
    let mut shared = Book::default().with(
        "B",
        &format!("<row><c t=\"s\"><v>0</v></c></row>{}", "<row><c t=\"s\"><v>1</v></c></row>".repeat(2_000)),
        "",
    );
    shared.strings = Some(format!("<sst><si><t>namn</t></si><si><t>{}</t></si></sst>", "x".repeat(1 << 20)));
    // So much of one letter packs too hard before anything is read.
    assert_eq!(code(shared.bytes()), "workbook_too_large");
}

#[test]
fn broken_workbooks_are_damaged() {
    let whole = book().bytes();
    for length in [whole.len() - 1, whole.len() / 2, 30, 4] {
        assert_eq!(code(whole[..length].to_vec()), "damaged_workbook", "{length}");
    }
    let sheet = |part: &str| code(Book::default().with_sheet("B", "", part).bytes());
    for part in [
        "",
        "<worksheet><sheetData><row><c>",
        "<worksheet><sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"2\"/><row r=\"2\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1048577\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"-1\"/></sheetData></worksheet>",
        "<worksheet><sheetData><row><c r=\"XFE1\"/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c t=\"s\"><v>99999999999999999999</v></c></row></sheetData></worksheet>",
    ] {
        let expected = if part.is_empty() { "empty_file" } else { "damaged_workbook" };
        assert_eq!(sheet(part), expected, "{part}");
    }
    // A byte that is flipped is found by the checksum, if not before.
    let flipped = (30..whole.len()).step_by(7).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        code(bytes)
    });
    assert!(flipped.collect::<Vec<_>>().iter().all(|told| !told.is_empty()));
}

#[test]
fn files_that_are_something_else_are_called_by_name() {
    let kind = |bytes: Vec<u8>, name: &str| match open(bytes, name) {
        Err(ReadError::NotATable(kind)) => Some(kind),
        Ok(_) | Err(_) => None,
    };
    let zip = |name: &str| zipped(&[(name.to_owned(), b"x".to_vec())]);
    assert_eq!(kind(zip("xl/workbook.bin"), "a.xlsx"), Some(FileKind::Spreadsheet));
    assert_eq!(kind(zip("word/document.xml"), "a.xlsx"), Some(FileKind::Document));
    assert_eq!(kind(zip("a.csv"), "a.xlsx"), Some(FileKind::Zip));
    let open_document = [("mimetype".into(), b"x".to_vec()), ("content.xml".into(), b"x".to_vec())];
    assert_eq!(kind(zipped(&open_document), "a.xlsx"), Some(FileKind::OpenDocument));
    let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 2_000]].concat();
    assert_eq!(kind(old, "a.xlsx"), Some(FileKind::OldOffice));
    // A table of text that is called a workbook, and the reverse.
    assert_eq!(code(b"namn;text\nA;b\n".to_vec()), "read");
    assert!(open(book().bytes(), "a.csv").is_ok());
    assert!(matches!(open(zipped(&[]), "a.xlsx"), Err(ReadError::Empty)));
}

#[test]
fn a_password_is_seen() {
    let mut wrapped = vec![0; 4_096];
    wrapped[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    wrapped[30] = 9;
    wrapped[48] = 3;
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    wrapped[2_048 + 128..2_048 + 128 + name.len()].copy_from_slice(&name);
    assert_eq!(code(wrapped), "protected_workbook");
    let mut parts = raw();
    parts[0].flags = 1;
    assert_eq!(code(raw_zip(&parts)), "protected_workbook");
}
