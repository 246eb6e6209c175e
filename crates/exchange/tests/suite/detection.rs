//! What a file is: encodings, separators, quoting, packing, and files of the wrong kind.

use std::io::Write;

use exchange::ReadError;
use exchange::read::{Encoding, FileKind, JsonLayout, Layout, Packing, Quoting, Separator};

use crate::{cells, open};

const ROWS: [[&str; 3]; 3] =
    [["namn", "ort", "text"], ["Åkes nyckel", "Götene", "äppelö"], ["Väg", "Vara", "é – €"]];

fn table(separator: char) -> String {
    ROWS.iter().map(|row| row.join(&separator.to_string()) + "\r\n").collect()
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => ["\u{feff}", text].concat().into_bytes(),
        Encoding::Utf16Le => {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }
        Encoding::Utf16Be => {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
        }
        Encoding::Windows1252 => encoding_of_windows(text),
    }
}

fn encoding_of_windows(text: &str) -> Vec<u8> {
    let byte = |c| match c {
        '€' => 0x80,
        '–' => 0x96,
        c => u8::try_from(u32::from(c)).unwrap(),
    };
    text.chars().map(byte).collect()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn every_encoding_with_every_separator_plain_and_gzipped() {
    for encoding in
        [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252]
    {
        for separator in Separator::ALL {
            let bytes = encoded(&table(char::from(separator.byte())), encoding);
            for (bytes, packing) in [(gzipped(&bytes), Packing::Gzip), (bytes, Packing::Plain)] {
                let mut source = open(bytes, "losningar.csv").unwrap();
                let format = source.format();
                assert_eq!((format.encoding, format.packing, format.unreadable), (encoding, packing, 0));
                let layout = Layout::Csv { separator, quoting: Quoting::Double, preface: 0 };
                assert_eq!(format.layout, layout);
                let headers: Vec<&str> = source.columns().iter().map(|column| column.name.as_str()).collect();
                assert_eq!(headers, ROWS[0]);
                let (rows, problems) = cells(&mut source);
                assert!(problems.is_empty());
                assert_eq!(rows.len(), 2);
                for (row, expected) in rows.iter().zip(&ROWS[1..]) {
                    let expected: Vec<String> =
                        expected.iter().map(|cell| format!("Text({cell:?})")).collect();
                    assert_eq!(*row, expected);
                }
            }
        }
    }
}

#[test]
fn utf16_without_a_mark_is_seen_by_its_zeros() {
    let text = table(';');
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(open(little, "a.csv").unwrap().format().encoding, Encoding::Utf16Le);
    assert_eq!(open(big, "a.csv").unwrap().format().encoding, Encoding::Utf16Be);
}

#[test]
fn the_encoding_is_that_of_the_whole_file_not_of_its_beginning() {
    let plain = "namn;text\n".to_owned() + &"nyckel;vanlig text\n".repeat(40_000);
    let windows = [plain.as_bytes(), b"V\xE4g;sist\n"].concat();
    let utf8 = [plain.as_bytes(), "Väg;sist\n".as_bytes()].concat();
    assert_eq!(open(windows, "a.csv").unwrap().format().encoding, Encoding::Windows1252);
    assert_eq!(open(utf8, "a.csv").unwrap().format().encoding, Encoding::Utf8);
}

#[test]
fn a_few_broken_places_do_not_make_utf8_something_else() {
    let mut source =
        open(b"namn;ort\nV\xC3\xA4g;G\xC3\xB6tene\nL\xE5s;\xC3\x85s\n".to_vec(), "a.csv").unwrap();
    assert_eq!((source.format().encoding, source.format().unreadable), (Encoding::Utf8, 1));
    let rows: Vec<_> = source.rows().unwrap().map(Result::unwrap).collect();
    assert!(rows[0].remarks.is_empty());
    assert_eq!(rows[1].remarks[0].kind.code(), "unreadable_characters");
}

#[test]
fn separators_inside_cells_do_not_confuse() {
    for (text, separator, quoting) in [
        ("namn;text\nA;ett, två, tre\nB;fyra, fem\n", Separator::Semicolon, Quoting::Double),
        ("namn,text\nA,\"ett; två\"\nB,\"tre; fyra\"\n", Separator::Comma, Quoting::Double),
        ("namn\ttext\nA\t5\" rör\nB\t\"öppen fråga\n", Separator::Tab, Quoting::None),
        ("'namn';'text'\n'A;B';'rad\nrad'\n'C';'D'\n", Separator::Semicolon, Quoting::Single),
        ("namn|text\nA|b, c; d\n", Separator::Bar, Quoting::Double),
        ("namn\nA, B\nC\n", Separator::Comma, Quoting::Double),
    ] {
        let format = open(text, "a.csv").unwrap().format();
        assert_eq!(format.layout, Layout::Csv { separator, quoting, preface: 0 }, "{text}");
    }
}

#[test]
fn a_line_that_names_the_separator_is_not_the_header() {
    let mut source = open("sep=;\r\nnamn;text\r\nA;b,c\r\n", "a.csv").unwrap();
    assert_eq!(source.columns()[0].name, "namn");
    assert_eq!(source.rows().unwrap().next().unwrap().unwrap().number, 3);
}

#[test]
fn json_in_its_three_shapes_whatever_the_name() {
    for (text, name, layout) in [
        ("{\"name\":\"A\"}\n{\"name\":\"B\"}\n", "a.jsonl", JsonLayout::Lines),
        ("[{\"name\":\"A\"},\n {\"name\":\"B\"}]", "a.json", JsonLayout::Array),
        ("[{\"name\":\"A [,]}\\\"\"},{\"name\":\"B\"}]", "a.txt", JsonLayout::Array),
        ("{\n  \"name\": \"A\"\n}\n{\n  \"name\": \"B\"\n}\n", "a.json", JsonLayout::Array),
        ("\u{feff}{\"name\":\"A\"}\r\n\r\n{\"name\":\"B\"}", "a.csv", JsonLayout::Lines),
    ] {
        let mut source = open(text, name).unwrap();
        assert_eq!(source.format().layout, Layout::Json(layout), "{text}");
        let (rows, problems) = cells(&mut source);
        assert_eq!((rows.len(), problems.len()), (2, 0), "{text}");
    }
}

#[test]
fn files_of_the_wrong_kind_are_called_by_name() {
    let kind = |bytes: &[u8]| match open(bytes, "losningar.csv") {
        Err(ReadError::NotATable(kind)) => Some(kind),
        Ok(_) | Err(_) => None,
    };
    let utf16: Vec<u8> = "\u{feff}<html><body>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, expected) in [
        (&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], FileKind::OldOffice),
        (b"%PDF-1.7\n", FileKind::Pdf),
        (b"  <!DOCTYPE html><html>", FileKind::Html),
        (&utf16, FileKind::Html),
        (b"\xEF\xBB\xBF<?xml version=\"1.0\"?>", FileKind::Xml),
        (b"\x89PNG\r\n\x1A\n", FileKind::Image),
        (b"7z\xBC\xAF\x27\x1C", FileKind::Archive),
        (b"\x01\x02\x03\0\0\0abc\0\0", FileKind::Binary),
    ] {
        assert_eq!(kind(bytes), Some(expected));
        assert_eq!(kind(&gzipped(bytes)), Some(expected), "gzipped");
    }
    // What a zip file is, is asked only where it can be opened; inside another packed file its beginning has to do.
    for (bytes, expected) in [
        (&b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml"[..], FileKind::Spreadsheet),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", FileKind::OpenDocument),
        (b"PK\x03\x04\x14\0readme.txt", FileKind::Zip),
    ] {
        assert_eq!(kind(&gzipped(bytes)), Some(expected));
        assert_eq!(kind(bytes), None, "a zip file without a directory is damaged");
    }
    assert_eq!(kind(&gzipped(&gzipped(b"namn\nA\n"))), Some(FileKind::Archive));
}

#[test]
fn files_without_rows() {
    let code = |bytes: &[u8], name: &str| open(bytes, name).map(|_| ()).unwrap_err().code();
    for (bytes, name, expected) in [
        (&b""[..], "a.csv", "empty_file"),
        (b" \r\n\n ", "a.csv", "empty_file"),
        (b"\xEF\xBB\xBF", "a.csv", "empty_file"),
        (b"namn;text\r\n", "a.csv", "only_header"),
        (b"namn;text\n\n;;\n \n", "a.csv", "only_header"),
        (b"[]", "a.json", "empty_file"),
        (b"[ {} ]", "a.json", "empty_file"),
        (b"namn;text\nA;b\n", "a.jsonl.gz", "not_json"),
    ] {
        assert_eq!(code(bytes, name), expected, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_damaged_gzip_file_says_so() {
    let whole = gzipped(table(';').repeat(500).as_bytes());
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    for bytes in [whole[..whole.len() - 9].to_vec(), flipped] {
        assert!(matches!(open(bytes, "a.csv.gz"), Err(ReadError::DamagedGzip)));
    }
}
