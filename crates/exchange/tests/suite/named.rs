//! Every hostile file that has a name, in one table: each is refused with its code within two seconds, and all of them together take
//! little memory. What is special about each stands beside the format that it is of (`hostile`, `workbook_hostile`, `publiccode`).

use std::io::Write;
use std::time::{Duration, Instant};

use exchange::{ReadError, publiccode};

use crate::open;
use crate::parts::{Book, Raw, plain, raw_zip, worksheet, zipped};

/// Most that reading all of them may add to the memory that the process holds.
const MEMORY: usize = 64 << 20;
const MIB: usize = 1 << 20;

/// What a file comes to: the code of its refusal, or of the first fault in its rows.
fn code(bytes: &[u8], name: &str) -> String {
    if name.ends_with(".yml") {
        return match publiccode::read(bytes) {
            Ok(_) => "read".to_owned(),
            Err(fault) => fault.code().to_owned(),
        };
    }
    match open(bytes.to_vec(), name) {
        Ok(mut source) => match source.rows().unwrap().find_map(Result::err) {
            Some(fault) => fault.to_string(),
            None => "read".to_owned(),
        },
        Err(ReadError::OddWorkbook(oddity)) => oddity.code().to_owned(),
        Err(error) => error.code().to_owned(),
    }
}

/// Most bytes that the process has held in memory, where the system tells.
fn most_held() -> Option<usize> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<usize>().ok()? * 1024)
}

fn gzipped(head: &[u8], mebibytes: usize) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(head).unwrap();
    let zeros = vec![b'0'; MIB];
    (0..mebibytes).for_each(|_| out.write_all(&zeros).unwrap());
    out.finish().unwrap()
}

fn book() -> Book {
    plain(&[&["namn", "text"], &["A", "b"]])
}

/// A sound workbook with one more part.
fn with(part: Raw) -> Vec<u8> {
    raw_zip(&[Raw::of(&book().parts()), vec![part]].concat())
}

fn called(name: &str) -> Vec<u8> {
    with(Raw { name: name.into(), body: b"x".to_vec(), ..Raw::default() })
}

/// A workbook in which one part is a bomb of a thousand to one.
fn bomb(name: &str) -> Vec<u8> {
    let mut parts = Raw::of(&book().parts());
    parts.retain(|part| part.name != name);
    parts.push(Raw { name: name.into(), body: vec![b' '; MIB], times: 64, ..Raw::default() });
    raw_zip(&parts)
}

fn sheet(part: &str) -> Vec<u8> {
    Book::default().with_sheet("B", "", part).bytes()
}

fn rows(rows: &str) -> Vec<u8> {
    Book::default().with("B", rows, "").bytes()
}

fn strings(part: String) -> Vec<u8> {
    let mut book = book();
    book.strings = Some(part);
    book.bytes()
}

fn overlapping() -> Vec<u8> {
    let mut bytes = raw_zip(&Raw::of(&book().parts()));
    let first = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[first + 20..first + 24].copy_from_slice(&400_u32.to_le_bytes());
    bytes
}

fn laughs() -> String {
    let levels = (1..10).fold("<!DOCTYPE a [<!ENTITY l0 \"ha\">".to_owned(), |text, level| {
        text + &format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))
    });
    levels + "]>"
}

const OUTSIDE: &str = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";

type Case = (&'static str, &'static str, Vec<u8>, &'static str);

fn packed() -> Vec<Case> {
    let inner = raw_zip(&[Raw { name: "a".into(), body: vec![b' '; MIB], times: 64, ..Raw::default() }]);
    let again =
        |name: &str| with(Raw { name: name.into(), body: b"<worksheet/>".to_vec(), ..Raw::default() });
    let other = Raw { name: "xl/a".into(), local_name: Some("../a".into()), ..Raw::default() };
    vec![
        ("a bomb as a sheet", "a.xlsx", bomb("xl/worksheets/sheet1.xml"), "packed_too_hard"),
        ("a bomb as shared texts", "a.xlsx", bomb("xl/sharedStrings.xml"), "packed_too_hard"),
        ("a bomb that nobody reads", "a.xlsx", bomb("xl/media/a.bin"), "packed_too_hard"),
        ("a bomb within a zip", "a.xlsx", zipped(&[("b.zip".into(), inner)]), "not_a_table"),
        ("a gzip bomb", "a.csv.gz", gzipped(b"namn;text\nA;", 64), "packed_too_hard"),
        ("a gzip cut short", "a.csv.gz", gzipped(b"namn;text\nA;b\n", 0)[..16].to_vec(), "damaged_gzip"),
        ("overlapping parts", "a.xlsx", overlapping(), "overlapping_parts"),
        ("a part twice", "a.xlsx", again("xl/worksheets/sheet1.xml"), "repeated_part"),
        ("a part twice in other letters", "a.xlsx", again("XL/Worksheets/Sheet1.xml"), "repeated_part"),
        ("a name up and out", "a.xlsx", called("../../etc/passwd"), "part_name"),
        ("a name from the root", "a.xlsx", called("/etc/passwd"), "part_name"),
        ("a name on a drive", "a.xlsx", called("C:\\a"), "part_name"),
        ("a name out by backslashes", "a.xlsx", called("..\\..\\a"), "part_name"),
        ("a name with NUL", "a.xlsx", called("xl/a\0.xml"), "part_name"),
        ("a part without a name", "a.xlsx", called(""), "part_name"),
        ("two names for one part", "a.xlsx", with(other), "part_name"),
    ]
}

fn workbooks() -> Vec<Case> {
    let whole = book().bytes();
    let half = whole[..whole.len() / 2].to_vec();
    let laughing = laughs() + &worksheet("<row><c t=\"inlineStr\"><is><t>&l9;</t></is></c></row>", "");
    let texts = |declared: &str| strings(format!("{declared}<sst><si><t>&x;</t></si></sst>"));
    let mut styles = book();
    styles.styles = Some(format!("{OUTSIDE}<styleSheet/>"));
    let entity = "<row><c t=\"inlineStr\"><is><t>&l9;</t></is></c></row>";
    let deep = "<row>".repeat(100_000) + &"</row>".repeat(100_000);
    let long: String = (0..1_200_000).map(|number| format!("a{number}=\"\" ")).collect();
    let wide: Vec<String> = (0..16_384).map(|number| format!("k{number}")).collect();
    let wide: Vec<&str> = wide.iter().map(String::as_str).collect();
    let mut locked = Raw::of(&book().parts());
    locked[0].flags = 1;
    let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 2_000]].concat();
    let zip = |name: &str| zipped(&[(name.to_owned(), b"x".to_vec())]);
    let open_document = zipped(&[("mimetype".into(), b"x".to_vec()), ("content.xml".into(), b"x".to_vec())]);
    vec![
        ("billion laughs in a sheet", "a.xlsx", sheet(&laughing), "document_type"),
        ("billion laughs in shared texts", "a.xlsx", texts(&laughs()), "document_type"),
        ("a file of ours as an entity", "a.xlsx", texts(OUTSIDE), "document_type"),
        ("the same in styles", "a.xlsx", styles.bytes(), "document_type"),
        ("an entity nobody declared", "a.xlsx", rows(entity), "entity"),
        ("a hundred thousand rows in each other", "a.xlsx", rows(&deep), "depth"),
        ("shared texts as deep", "a.xlsx", strings("<sst>".to_owned() + &"<si>".repeat(100_000)), "depth"),
        ("one tag without an end", "a.xlsx", rows(&format!("<row {long}/>")), "long_event"),
        ("16,384 columns", "a.xlsx", plain(&[&wide, &wide]).bytes(), "too_many_columns"),
        ("a row past the last", "a.xlsx", rows("<row r=\"1048577\"/>"), "damaged_workbook"),
        ("a row before the first", "a.xlsx", rows("<row r=\"-1\"/>"), "damaged_workbook"),
        ("a cell past the last", "a.xlsx", rows("<row><c r=\"XFE1\"/></row>"), "damaged_workbook"),
        (
            "a text that is not there",
            "a.xlsx",
            rows("<row><c t=\"s\"><v>0</v></c></row>"),
            "damaged_workbook",
        ),
        ("half a workbook", "a.xlsx", half, "damaged_workbook"),
        ("a workbook with a password", "a.xlsx", raw_zip(&locked), "protected_workbook"),
        ("an old workbook", "a.xlsx", old, "not_a_table"),
        ("a binary workbook", "a.xlsx", zip("xl/workbook.bin"), "not_a_table"),
        ("a text document", "a.xlsx", zip("word/document.xml"), "not_a_table"),
        ("an open document", "a.xlsx", open_document, "not_a_table"),
    ]
}

fn texts() -> Vec<Case> {
    let deep = format!("[{{\"namn\":{}1{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    let cells = [b"namn;text\n".to_vec(), b"xxxxxxxx;".repeat(12 * MIB / 9)].concat();
    let wide = "x;".repeat(16_383) + "x\n" + &"1;".repeat(16_384);
    vec![
        (
            "one endless cell",
            "a.csv",
            [b"namn;text\n".to_vec(), vec![b'x'; 12 * MIB]].concat(),
            "cell_too_large",
        ),
        (
            "one endless cell in quotes",
            "a.csv",
            [b"namn;text\n\"".to_vec(), b"x\n;".repeat(4 * MIB)].concat(),
            "cell_too_large",
        ),
        ("one endless row", "a.csv", cells, "row_too_large"),
        ("16,384 columns of text", "a.csv", wide.into_bytes(), "too_many_columns"),
        ("a header of one name", "a.csv", vec![b'x'; 3 * MIB], "header_too_large"),
        ("nothing", "a.csv", Vec::new(), "empty_file"),
        ("nothing but space", "a.csv", b" \n\t\n".to_vec(), "empty_file"),
        ("a paper called a table", "a.csv", b"%PDF-1.7\nnamn;text\n".to_vec(), "not_a_table"),
        ("a picture called a table", "a.csv", b"\x89PNG\r\n\x1A\n\0\0".to_vec(), "not_a_table"),
        ("a web page called a table", "a.csv", b"<!DOCTYPE html><html>".to_vec(), "not_a_table"),
        ("JSON a hundred thousand deep", "a.json", deep.into_bytes(), "invalid_json"),
    ]
}

fn descriptions() -> Vec<Case> {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let before = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), vec!["*a"; 10_000].join(","));
    let nest = |inner: &str| format!("{}{inner}{}", "[".repeat(30), "]".repeat(30));
    let nested = format!("a: &a {}\nb: {}\n", nest("x"), nest("*a"));
    let utf16 = "name: Nyckel\n".encode_utf16().flat_map(u16::to_le_bytes);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16).collect();
    vec![
        ("an alias bomb", "publiccode.yml", bomb.into_bytes(), "too_much"),
        ("a few long aliases", "publiccode.yml", long.into_bytes(), "too_much"),
        ("an alias of nothing", "publiccode.yml", b"a: *b\n".to_vec(), "not_yaml"),
        ("lists a hundred thousand deep", "publiccode.yml", b"[".repeat(100_000), "not_yaml"),
        ("lists that an alias makes too deep", "publiccode.yml", nested.into_bytes(), "too_deep"),
        ("UTF-16", "publiccode.yml", utf16, "utf16"),
        ("Latin-1", "publiccode.yml", b"name: L\xE5s\n".to_vec(), "not_utf8"),
        ("UTF-8 that is longer than it need be", "publiccode.yml", b"name: A\xC0\xAF\n".to_vec(), "not_utf8"),
        ("a NUL", "publiccode.yml", b"name: A\0B\n".to_vec(), "control_character"),
        ("a mark that turns the text", "publiccode.yml", "name: A\u{202e}B\n".into(), "direction_mark"),
        (
            "more than a description may have",
            "publiccode.yml",
            vec![b'a'; publiccode::FILE_MAX + 1],
            "too_large",
        ),
        ("two documents", "publiccode.yml", b"a: b\n---\nc: d\n".to_vec(), "several_documents"),
        ("a key twice", "publiccode.yml", b"a: b\na: c\n".to_vec(), "duplicate_key"),
    ]
}

#[test]
fn each_is_refused_with_its_code_soon_and_in_little_memory() {
    let cases = [packed(), workbooks(), texts(), descriptions()].concat();
    assert!(cases.len() >= 40, "{}", cases.len());
    let names: std::collections::BTreeSet<&str> = cases.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names.len(), cases.len(), "each has its own name");
    let (before, mut wrong) = (most_held(), Vec::new());
    for (name, file, bytes, expected) in cases {
        let started = Instant::now();
        let told = code(&bytes, file);
        let took = started.elapsed();
        if told != expected || took > Duration::from_secs(2) {
            wrong.push(format!("{name}: {told} in {took:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let more = most_held().zip(before).map(|(most, before)| most.saturating_sub(before));
    assert!(more.is_none_or(|more| more < MEMORY), "{more:?} bytes more than before");
}
