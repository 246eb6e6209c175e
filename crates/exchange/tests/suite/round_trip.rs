//! What is written comes back unchanged, and no cell of it is a formula.

use std::io::Cursor;

use calamine::Reader;
use exchange::read::Separator;
use exchange::record::ITEMS_MAX;
use exchange::write::{ReportRow, harmless, joined_items, restored, split_items};
use exchange::{Field, Mapping, ReportWriter, SolutionRecord, SolutionWriter};
use proptest::prelude::*;

use crate::{open, records};

const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Texts that are likely to hurt: signs of formulas, apostrophes, quotes, separators, line breaks, marks.
fn hostile_text(most: usize) -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        '\'', '=', '+', '-', '@', '\t', '\r', '\n', '"', ';', ',', '|', '\\', ' ', 'a', 'å', '\u{308}',
        '\u{feff}', '\u{202e}', '🏛', '＝', '0',
    ]);
    prop_oneof![
        prop::collection::vec(sign, 0..most).prop_map(|signs| signs.into_iter().collect()),
        "\\PC{0,20}",
    ]
}

fn item() -> impl Strategy<Value = String> {
    hostile_text(8).prop_map(|text| text.trim().to_owned()).prop_filter("empty", |item| !item.is_empty())
}

prop_compose! {
    fn record()(
        name in hostile_text(12),
        texts in prop::collection::vec(hostile_text(12), 20),
        lists in prop::collection::vec(prop::collection::vec(item(), 0..4), 7),
    ) -> SolutionRecord {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        let mut lists = lists.into_iter();
        let mut list = || lists.next().unwrap_or_default();
        SolutionRecord {
            row: 0,
            id: text(),
            name: name + "N",
            summary: text(),
            description: text(),
            provider: text(),
            organisation: text(),
            url: text(),
            kind: text(),
            lifecycle: text(),
            usage_status: text(),
            usages: list(),
            service_areas: list(),
            capabilities: list(),
            tags: list(),
            integrations: list(),
            standards: list(),
            licence: text(),
            sharing: text(),
            language: text(),
            typical_needs: list(),
            contact_role: text(),
            confidentiality: text(),
            integrity: text(),
            availability: text(),
            created: text(),
            updated: text(),
            number: text(),
            version: text(),
        }
    }
}

fn written(all: &[SolutionRecord], separator: Separator) -> Vec<u8> {
    let mut writer = SolutionWriter::new(Vec::new(), separator).unwrap();
    all.iter().for_each(|record| writer.write(record).unwrap());
    writer.finish().unwrap()
}

fn workbook(all: &[SolutionRecord]) -> Vec<u8> {
    let mut writer = SolutionWriter::workbook(Vec::new()).unwrap();
    all.iter().for_each(|record| writer.write(record).unwrap());
    writer.finish().unwrap()
}

fn read_back(bytes: Vec<u8>) -> Vec<SolutionRecord> {
    let mut source = open(bytes, "export.csv").unwrap();
    assert!(source.format().own_export);
    let sample = source.sample(200).unwrap();
    let mapping = Mapping::guess(&source, &sample).unwrap();
    let (mut made, problems) = records(&mut source, &mapping);
    assert_eq!(problems, []);
    made.iter_mut().for_each(|record| record.row = 0);
    made
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_made_harmless_and_restored(text in prop_oneof![hostile_text(6), any::<String>()]) {
        let cell = harmless(&text);
        prop_assert!(!cell.starts_with(FORMULA));
        prop_assert_eq!(restored(&cell), text.as_str());
    }

    #[test]
    fn any_list_is_joined_and_taken_apart(items in prop::collection::vec(item(), 0..6)) {
        prop_assert_eq!(split_items(&joined_items(&items)), items);
    }

    #[test]
    fn any_catalogue_comes_back_as_it_was(
        all in prop::collection::vec(record(), 1..5),
        separator in prop::sample::select(Separator::ALL.to_vec()),
    ) {
        let bytes = written(&all, separator);
        prop_assert_eq!(&read_back(bytes.clone()), &all);
        let sheet = workbook(&all);
        prop_assert_eq!(read_back(sheet), all);
        let mut table = csv::ReaderBuilder::new().delimiter(separator.byte()).from_reader(&bytes[3..]);
        for row in table.records() {
            for cell in row.unwrap().iter() {
                prop_assert!(!cell.starts_with(FORMULA), "{:?}", cell);
            }
        }
    }
}

#[test]
fn the_file_is_what_spreadsheets_expect() {
    let record = SolutionRecord {
        name: "=1+1".into(),
        summary: "rad\nrad".into(),
        tags: vec!["a|b".into(), "c".into()],
        ..SolutionRecord::default()
    };
    let text = String::from_utf8(written(&[record], Separator::Comma)).unwrap();
    let header: Vec<&str> = Field::ALL.iter().map(|field| field.name()).chain(["brygga_export"]).collect();
    let expected = format!(
        "\u{feff}{}\r\n,'=1+1,\"rad\nrad\",,,,,,,,,,,a\\|b | c,,,,,,,,,,,,,,,1\r\n",
        header.join(",")
    );
    assert_eq!(text, expected);
}

#[test]
fn an_export_comes_back_after_a_spreadsheet_reordered_and_saved_it() {
    let text = "brygga_export;tags;name\r\n1;'-a | b;'=SUM(A1)\r\n;x|y;ny rad\r\n";
    let made = read_back(text.into());
    assert_eq!((made[0].name.as_str(), made[1].name.as_str()), ("=SUM(A1)", "ny rad"));
    assert_eq!(
        (&made[0].tags[..], &made[1].tags[..]),
        (&["-a".into(), "b".into()][..], &["x".into(), "y".into()][..])
    );
}

#[test]
fn a_foreign_file_keeps_its_apostrophes() {
    let (made, _) = crate::import("name;tags\n'=x;a\\|b\n", "");
    assert_eq!((made[0].name.as_str(), made[0].tags.len()), ("'=x", 2));
}

#[test]
fn the_longest_record_comes_back() {
    let record = SolutionRecord {
        name: "å".repeat(Field::Name.limit()),
        description: "ö\r\n".repeat(Field::Description.limit() / 3),
        tags: (0..ITEMS_MAX).map(|place| format!("{place}{}", "|".repeat(290))).collect(),
        ..SolutionRecord::default()
    };
    let all = [record];
    assert_eq!(read_back(written(&all, Separator::Semicolon)), all);
    assert_eq!(read_back(workbook(&all)), all);
}

#[test]
fn a_workbook_is_what_other_programs_expect() {
    let record = SolutionRecord {
        id: "0042".into(),
        name: "=1+1".into(),
        summary: " rad\r\n<rad> & _x000D_ ".into(),
        description: "å".repeat(70_000),
        created: "2026-11-30".into(),
        ..SolutionRecord::default()
    };
    let bytes = workbook(std::slice::from_ref(&record));
    let mut read: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = read.worksheet_range_at(0).unwrap().unwrap();
    let header: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!((header[0].as_str(), header[28].as_str()), ("id", "brygga_export"));
    let cell = |column: &str| {
        let at = Field::ALL.iter().position(|field| field.name() == column).unwrap();
        let Some(calamine::Data::String(text)) = range.get((1, at)) else { panic!("{column} is no text") };
        text.clone()
    };
    assert_eq!((cell("id"), cell("created")), ("0042".into(), "2026-11-30".into()));
    assert_eq!((cell("name"), cell("summary")), ("'=1+1".into(), record.summary));
    assert!(range.cells().all(|(_, _, cell)| cell.to_string().encode_utf16().count() < 32_767));
}

#[test]
fn the_row_report_is_harmless_too() {
    let mut report =
        ReportWriter::new(Vec::new(), Separator::Semicolon, ["Rad", "Kolumn", "Värde", "Kod", "Vad du gör"])
            .unwrap();
    let line = ReportRow {
        row: 3,
        column: "namn",
        value: "=1",
        code: "no_name",
        message: "Skriv ett namn; eller \"ta bort\".",
    };
    report.write(&line).unwrap();
    let text = String::from_utf8(report.finish().unwrap()).unwrap();
    assert_eq!(
        text,
        "\u{feff}Rad;Kolumn;Värde;Kod;Vad du gör\r\n3;namn;'=1;no_name;\"Skriv ett namn; eller \"\"ta bort\"\".\"\r\n"
    );
}
