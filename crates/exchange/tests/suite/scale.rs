//! The output of the scale-data tool, hostile rows included.

use std::fs::File;
use std::io::BufRead;
use std::path::Path;
use std::process::Command;

use exchange::read::{Layout, Separator};
use exchange::{Field, Mapping, ReadOptions, Source};

use crate::{records, shared};

fn make(folder: &Path, arguments: &[&str]) -> bool {
    let Some(tool) = shared("tools/make_scale_data.py") else { return false };
    let made = Command::new("python3").arg(tool).arg(folder).args(arguments).output();
    match made {
        Ok(output) if output.status.success() => true,
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            println!("skipped: no python3");
            false
        }
    }
}

/// Ids of the rows that the tool wrote without a name, from its own JSON Lines.
fn nameless(folder: &Path) -> Vec<u64> {
    let lines = std::io::BufReader::new(File::open(folder.join("losningar.jsonl")).unwrap()).lines();
    (1..)
        .zip(lines)
        .filter(|(_, line)| {
            let line: serde_json::Value = serde_json::from_str(line.as_ref().unwrap()).unwrap();
            line["namn"].as_str().unwrap().trim().is_empty()
        })
        .map(|(row, _)| row)
        .collect()
}

#[test]
fn exactly_the_nameless_rows_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["-n", "2000", "-m", "1", "-k", "20", "--hostile", "0.2", "--bom"];
    if !make(folder.path(), &arguments) {
        return;
    }
    let nameless = nameless(folder.path());
    assert!(!nameless.is_empty());
    let mut read = Vec::new();
    // The first row of a table is its header.
    for (name, header) in [("losningar.jsonl", 0), ("losningar.csv", 1)] {
        let file = File::open(folder.path().join(name)).unwrap();
        let mut source = Source::open(file, name, ReadOptions::default()).unwrap();
        if let Layout::Csv { separator, .. } = source.format().layout {
            assert_eq!(separator, Separator::Semicolon);
        }
        let sample = source.sample(200).unwrap();
        let mapping = Mapping::guess(&source, &sample).unwrap();
        for field in [
            Field::Id,
            Field::Organisation,
            Field::Summary,
            Field::Description,
            Field::Language,
            Field::ServiceAreas,
            Field::Tags,
            Field::Lifecycle,
            Field::Licence,
            Field::Sharing,
            Field::ContactRole,
            Field::Created,
            Field::Updated,
        ] {
            assert!(mapping.origin(field).is_some(), "{name}: {}", field.name());
        }
        let (mut made, problems) = records(&mut source, &mapping);
        let refused: Vec<u64> = problems.iter().map(|problem| problem.row - header).collect();
        assert_eq!(refused, nameless, "{name}");
        assert!(problems.iter().all(|problem| problem.kind.code() == "no_name"));
        assert_eq!(made.len(), 2_000 - nameless.len());
        made.iter_mut().for_each(|record| record.row = 0);
        read.push(made);
    }
    assert!(read[0] == read[1], "CSV and JSON Lines of the same rows give the same records");
}
