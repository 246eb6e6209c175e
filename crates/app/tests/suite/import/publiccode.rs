//! Descriptions of public software in the catalogue: the newest wins, the original is kept, people's work is left alone.

use std::io::Cursor;

use app::import::{BadRows, ImportOptions, ImportReport, Table};
use domain::permission::Actor;
use domain::solution::{Lifecycle, Original, OriginalFormat};
use exchange::publiccode::{describe, newest_last, read, table};

use super::{World, counts};

fn file(url: &str, version: &str, released: &str, more: &str) -> String {
    format!(
        "publiccodeYmlVersion: \"0\"\nname: Nyckelfritt {version}\nurl: https://code.example/{url}\n\
         softwareVersion: \"{version}\"\nreleaseDate: {released}\ndevelopmentStatus: beta\n\
         legal:\n  license: EUPL-1.2\n{more}"
    )
}

/// The tables that the files make, as the command line makes them.
fn tables(files: &[String]) -> Vec<Table<Cursor<Vec<u8>>>> {
    let mut read: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(at, text)| (at, text, describe(&read(text.as_bytes()).unwrap()).unwrap()))
        .collect();
    newest_last(&mut read, |(_, _, described)| described);
    read.into_iter()
        .map(|(at, text, described)| {
            let (source, mapping) = table(&described).unwrap();
            let original = Some(Original { format: OriginalFormat::Publiccode, body: text.clone() });
            Table { name: format!("{at}.yml"), source, mapping, original }
        })
        .collect()
}

impl World {
    async fn import_files(&self, files: &[String]) -> ImportReport {
        let options = ImportOptions { bad_rows: BadRows::Skip, ..ImportOptions::default() };
        let mut tables = tables(files);
        self.app.import_solutions(&Actor::Operator, &mut tables, &options, &mut |_| ()).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_of_one_solution_become_one_entry_and_the_newest_wins() {
    let world = World::new().await;
    let files = [
        file("a", "2", "2024-05-01", ""),
        file("b", "1", "2020-01-01", ""),
        file("a", "1", "2023-01-01", ""),
    ];
    let report = world.import_files(&files).await;
    assert_eq!(counts(&report), [3, 2, 0, 0, 1, 0]);
    let remark = &report.remarks.kept[0];
    assert_eq!(report.tables[remark.place.table], "2.yml", "the older file is the one that is told of");
    let solution = world.called("Nyckelfritt 2").await;
    assert_eq!(
        (solution.facts.lifecycle, solution.facts.licence.as_deref()),
        (Lifecycle::Pilot, Some("EUPL-1.2"))
    );
    assert_eq!(solution.facts.url.as_deref(), Some("https://code.example/a"));
    // Again, and nothing happens.
    assert_eq!(counts(&world.import_files(&files).await), [3, 0, 0, 2, 1, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_original_is_kept_with_what_the_catalogue_has_no_field_for() {
    let world = World::new().await;
    let original = |text: &str| Some(Original { format: OriginalFormat::Publiccode, body: text.to_owned() });
    let first = file("a", "1", "2024-05-01", "foobar: { own: [1, 2] } # a note\n");
    world.import_files(std::slice::from_ref(&first)).await;
    let number = world.called("Nyckelfritt 1").await.number;
    let kept = world.app.solution_with_original(&Actor::Operator, number).await.unwrap().1;
    assert_eq!(kept, original(&first));
    // Other words for the same: the entry stays, the original is the new one.
    let second = file("a", "1", "2024-05-01", "foobar: 3\n");
    assert_eq!(counts(&world.import_files(std::slice::from_ref(&second)).await), [1, 0, 0, 1, 0, 0]);
    let kept = world.app.solution_with_original(&Actor::Operator, number).await.unwrap().1;
    assert_eq!(kept, original(&second));
}
