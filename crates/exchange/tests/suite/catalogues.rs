//! Real catalogues with the mapping files that are kept for them.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use exchange::read::{Encoding, JsonLayout, Layout, Packing, Separator};
use exchange::{
    Cell, Key, Mapping, MappingFile, Problem, ReadOptions, SolutionRecord, SolutionWriter, Source, Superseded,
};
use serde_json::Value;

use crate::{open, records, shared};

fn open_file(path: &Path) -> Source<File> {
    let name = path.file_name().unwrap().to_string_lossy();
    Source::open(File::open(path).unwrap(), &name, ReadOptions::default()).unwrap()
}

fn mapped(path: &Path, mapping: &str) -> (Vec<SolutionRecord>, Vec<Problem>) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mappings").join(mapping);
    let file = MappingFile::parse(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut source = open_file(path);
    let sample = source.sample(200).unwrap();
    let mapping = Mapping::with_file(&source, &sample, &file).unwrap();
    records(&mut source, &mapping)
}

fn lines(path: &Path) -> Vec<Value> {
    let unpacked = flate2::read::GzDecoder::new(File::open(path).unwrap());
    let lines = std::io::BufReader::new(unpacked).lines();
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}

fn codes(problems: &[Problem]) -> BTreeMap<&'static str, usize> {
    problems.iter().fold(BTreeMap::new(), |mut counts, problem| {
        *counts.entry(problem.kind.code()).or_default() += 1;
        counts
    })
}

#[test]
fn awesome_selfhosted() {
    let Some(path) = shared("data/catalogues/awesome-selfhosted.jsonl.gz") else { return };
    let format = open_file(&path).format();
    assert_eq!((format.packing, format.encoding), (Packing::Gzip, Encoding::Utf8));
    assert_eq!(format.layout, Layout::Json(JsonLayout::Lines));
    let (made, problems) = mapped(&path, "awesome-selfhosted.toml");
    assert_eq!(codes(&problems), BTreeMap::new());
    let source = lines(&path);
    assert_eq!(made.len(), source.len());
    for (record, line) in made.iter().zip(&source) {
        assert_eq!(record.name, line["name"].as_str().unwrap().trim());
        assert_eq!(record.url, line["website_url"].as_str().unwrap().trim());
        assert_eq!(record.tags.len(), line["tags"].as_array().unwrap().len());
        assert!(!record.description.is_empty() && !record.licence.is_empty());
    }
    let keys: HashSet<String> = made.iter().map(|record| Key::of(record).canonical()).collect();
    assert_eq!(keys.len(), made.len());
}

#[test]
fn fdroid_prefers_swedish_and_refuses_the_nameless() {
    let Some(path) = shared("data/catalogues/fdroid.jsonl.gz") else { return };
    let (made, problems) = mapped(&path, "fdroid.toml");
    let source = lines(&path);
    let filled = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    let named = |line: &Value| {
        let translated =
            line["localized"].as_object().into_iter().flatten().any(|(_, texts)| filled(&texts["name"]));
        filled(&line["AutoName"]) || filled(&line["Name"]) || translated
    };
    let nameless: Vec<u64> =
        (1..).zip(&source).filter(|(_, line)| !named(line)).map(|(row, _)| row).collect();
    assert!(!nameless.is_empty());
    assert_eq!(problems.iter().map(|problem| problem.row).collect::<Vec<_>>(), nameless);
    assert_eq!(codes(&problems), BTreeMap::from([("no_name", nameless.len())]));
    assert_eq!(made.len(), source.len() - nameless.len());
    for record in &made {
        let line = &source[usize::try_from(record.row).unwrap() - 1];
        let texts = [
            &line["localized"]["sv"]["summary"],
            &line["localized"]["sv-SE"]["summary"],
            &line["Summary"],
            &line["localized"]["en-US"]["summary"],
        ];
        let expected =
            texts.into_iter().find(|text| filled(text)).map_or("", |text| text.as_str().unwrap().trim());
        assert_eq!(record.summary, expected.replace("\r\n", "\n"), "row {}", record.row);
        assert_eq!(record.id, line["id"].as_str().unwrap());
    }
}

#[test]
fn public_goods_in_two_shapes() {
    let Some(path) = shared("data/catalogues/dpg-registry.jsonl.gz") else { return };
    let (made, problems) = mapped(&path, "dpg-registry.toml");
    assert_eq!(codes(&problems), BTreeMap::new());
    assert_eq!(made.len(), lines(&path).len());
    assert!(made.iter().filter(|record| !record.description.is_empty()).count() > 200);
    assert!(made.iter().all(|record| !record.url.contains(' ')));
}

#[test]
fn sill_2020_with_ids_and_lists() {
    let Some(path) = shared("data/catalogues/sill/2020-sill-2020.csv") else { return };
    let (made, problems) = mapped(&path, "sill-2020.toml");
    assert_eq!(codes(&problems), BTreeMap::new());
    assert_eq!(made.len(), 225);
    assert!(
        made.iter().all(|record| !record.id.is_empty() && !record.tags.iter().any(|tag| tag.contains(';')))
    );
    let guessed = open_and_guess(&path);
    let name =
        |records: &[SolutionRecord]| records.iter().map(|record| record.name.clone()).collect::<Vec<_>>();
    assert_eq!(name(&guessed), name(&made));
}

fn open_and_guess(path: &Path) -> Vec<SolutionRecord> {
    let mut source = open_file(path);
    let sample = source.sample(200).unwrap();
    let mapping = Mapping::guess(&source, &sample).unwrap();
    records(&mut source, &mapping).0
}

#[test]
fn sill_2019_in_four_tables_with_different_headers() {
    for table in ["sill", "sill-dev", "sill-office", "sill-prod"] {
        let Some(path) = shared(&format!("data/catalogues/sill/2019-{table}-2019.csv")) else { return };
        let Layout::Csv { separator, .. } = open_file(&path).format().layout else { panic!("{table}") };
        assert_eq!(separator, Separator::Comma);
        let rows = open_file(&path).rows().unwrap().count();
        let (made, problems) = mapped(&path, "sill-2019.toml");
        assert!(codes(&problems).keys().all(|code| *code == "no_name"), "{table}: {:?}", codes(&problems));
        assert_eq!(made.len() + problems.len(), rows);
        assert!(made.len() > 30, "{table}");
        let mut seen = Superseded::default();
        made.iter().for_each(|record| seen.note(&Key::of(record), record.row));
        let last = made.iter().filter(|record| seen.by(&Key::of(record), record.row).is_none()).count();
        assert_eq!(last, seen.keys());
    }
}

#[test]
fn the_municipalities_read_as_any_table() {
    let Some(path) = shared("data/municipalities/kommuner.csv") else { return };
    let mut source = open_file(&path);
    assert_eq!(source.rows().unwrap().filter(Result::is_ok).count(), 290);
}

/// The rows of a table of text as a workbook that somebody else writes, every cell a text.
fn as_workbook(source: &mut Source<File>) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (place, column) in (0..).zip(source.columns()) {
        sheet.write_string(0, place, &column.header).unwrap();
    }
    for (number, row) in (1..).zip(source.rows().unwrap()) {
        for (place, cell) in (0..).zip(row.unwrap().cells) {
            let Cell::Text(text) = cell else { panic!("a table of text has no lists") };
            sheet.write_string(number, place, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn without_rows(mut made: Vec<SolutionRecord>) -> Vec<SolutionRecord> {
    made.iter_mut().for_each(|record| record.row = 0);
    made
}

#[test]
fn a_catalogue_gives_the_same_records_as_text_and_as_a_workbook() {
    for table in ["2020-sill-2020", "2019-sill-2019", "2019-sill-dev-2019"] {
        let Some(path) = shared(&format!("data/catalogues/sill/{table}.csv")) else { return };
        let bytes = as_workbook(&mut open_file(&path));
        let mut source = open(bytes, "katalog.xlsx").unwrap();
        let sample = source.sample(200).unwrap();
        let mapping = Mapping::guess(&source, &sample).unwrap();
        let made = without_rows(records(&mut source, &mapping).0);
        assert!(made == without_rows(open_and_guess(&path)), "{table}");
    }
}

#[test]
fn catalogues_go_through_our_own_workbook_unchanged() {
    for (name, mapping) in [
        ("awesome-selfhosted.jsonl.gz", "awesome-selfhosted.toml"),
        ("dpg-registry.jsonl.gz", "dpg-registry.toml"),
        ("sill/2020-sill-2020.csv", "sill-2020.toml"),
    ] {
        let Some(path) = shared(&format!("data/catalogues/{name}")) else { return };
        let (made, _) = mapped(&path, mapping);
        let mut writer = SolutionWriter::workbook(Vec::new()).unwrap();
        made.iter().for_each(|record| writer.write(record).unwrap());
        let mut source = open(writer.finish().unwrap(), "export.xlsx").unwrap();
        assert!(source.format().own_export);
        let sample = source.sample(200).unwrap();
        let mapping = Mapping::guess(&source, &sample).unwrap();
        let (back, problems) = records(&mut source, &mapping);
        assert_eq!(problems, [], "{name}");
        assert!(without_rows(back) == without_rows(made), "{name}");
    }
}
