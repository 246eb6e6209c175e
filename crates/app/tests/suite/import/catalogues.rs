//! Real catalogues and the scale data, where they are to be found beside the repository.

use std::collections::BTreeSet;
use std::io::{BufRead, Cursor};
use std::path::{Path, PathBuf};
use std::process::Command;

use app::import::{BadRows, ImportError, ImportOptions, Table};
use domain::permission::Actor;
use exchange::MappingFile;

use super::{World, counts, table_with};

fn shared(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !file.exists() {
        println!("skipped: ../shared/{path} is not there");
        return None;
    }
    Some(file)
}

fn file_table(path: &Path, mapping: Option<&str>) -> Table<Cursor<Vec<u8>>> {
    let mappings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/mappings");
    let file = mapping.map_or_else(MappingFile::default, |name| {
        MappingFile::parse(&std::fs::read_to_string(mappings.join(name)).unwrap()).unwrap()
    });
    let name = path.file_name().unwrap().to_string_lossy();
    table_with(&name, std::fs::read(path).unwrap(), &file)
}

#[tokio::test]
async fn real_catalogues_import_twice_to_the_same() {
    let world = World::new().await;
    let skip = ImportOptions { bad_rows: BadRows::Skip, ..ImportOptions::default() };
    for (path, mapping) in [
        ("data/catalogues/awesome-selfhosted.jsonl.gz", "awesome-selfhosted.toml"),
        ("data/catalogues/dpg-registry.jsonl.gz", "dpg-registry.toml"),
        ("data/catalogues/sill/2020-sill-2020.csv", "sill-2020.toml"),
        ("data/catalogues/sill/2019-sill-2019.csv", "sill-2019.toml"),
    ] {
        let Some(path) = shared(path) else { return };
        let options = ImportOptions { source: mapping.to_owned(), ..skip.clone() };
        let mut first = [file_table(&path, Some(mapping))];
        let first =
            world.app.import_solutions(&Actor::Operator, &mut first, &options, &mut |_| ()).await.unwrap();
        assert!(first.created > 100, "{mapping}");
        let mut again = [file_table(&path, Some(mapping))];
        let again =
            world.app.import_solutions(&Actor::Operator, &mut again, &options, &mut |_| ()).await.unwrap();
        assert_eq!((again.created, again.changed), (0, 0), "{mapping}");
        assert_eq!(again.unchanged, first.created + first.changed, "{mapping}");
    }
}

fn make_scale(folder: &Path, arguments: &[&str]) -> bool {
    let Some(tool) = shared("tools/make_scale_data.py") else { return false };
    match Command::new("python3").arg(tool).arg(folder).args(arguments).output() {
        Ok(output) if output.status.success() => true,
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            println!("skipped: no python3");
            false
        }
    }
}

#[tokio::test]
async fn of_the_hostile_scale_data_exactly_the_nameless_rows_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    if !make_scale(folder.path(), &["-n", "400", "-m", "1", "-k", "20", "--hostile", "0.3", "--bom"]) {
        return;
    }
    let lines =
        std::io::BufReader::new(std::fs::File::open(folder.path().join("losningar.jsonl")).unwrap()).lines();
    let nameless: BTreeSet<u64> = (1..)
        .zip(lines)
        .filter(|(_, line)| {
            let line: serde_json::Value = serde_json::from_str(line.as_ref().unwrap()).unwrap();
            line["namn"].as_str().unwrap().trim().is_empty()
        })
        .map(|(row, _)| row)
        .collect();
    assert!(!nameless.is_empty());
    let mut exports = Vec::new();
    for (name, header) in [("losningar.csv", 1), ("losningar.jsonl", 0)] {
        let world = World::new().await;
        let path = folder.path().join(name);
        let mut tables = [file_table(&path, None)];
        let done =
            world.app.import_solutions(&Actor::Operator, &mut tables, &Default::default(), &mut |_| ()).await;
        let Err(ImportError::RowsRefused(report)) = done else { panic!("{name} is not refused") };
        let refused: BTreeSet<u64> =
            report.problems.kept.iter().map(|finding| finding.place.row - header).collect();
        assert_eq!(refused, nameless, "{name}");
        let skip = ImportOptions { bad_rows: BadRows::Skip, ..ImportOptions::default() };
        let report =
            world.app.import_solutions(&Actor::Operator, &mut tables, &skip, &mut |_| ()).await.unwrap();
        let bad = u64::try_from(nameless.len()).unwrap();
        assert_eq!(counts(&report), [400, 400 - bad, 0, 0, 0, bad], "{name}");
        let exported = world.export().await;
        let mut tables = [table_with("export.csv", exported.clone(), &MappingFile::default())];
        let again = world
            .app
            .import_solutions(&Actor::Operator, &mut tables, &Default::default(), &mut |_| ())
            .await
            .unwrap();
        assert_eq!(again.unchanged, 400 - bad, "{name}");
        assert_eq!(world.export().await, exported, "{name}");
        exports.push(exported);
    }
    assert!(exports[0] == exports[1], "the table and its JSON lines make the same catalogue");
}
