//! Finding an entry again: by key, never by likeness.

use app::import::{FindingKind, ImportOptions, Place};
use domain::event::EventKind;
use domain::permission::Actor;

use super::{World, counts, table};

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let world = World::new().await;
    world.organisation("Skara kommun", "Skara").await;
    let text = "id;namn;organisation;status;taggar\n1;A;Skara;drift;x|y\n2;B;Okänd;drift;\n3;C;;kanske;z\n";
    assert_eq!(counts(&world.import(text).await), [3, 3, 0, 0, 0, 0]);
    let (before, first) = (world.export().await, world.called("A").await);
    assert_eq!(counts(&world.import(text).await), [3, 0, 0, 3, 0, 0]);
    assert_eq!(world.export().await, before);
    assert_eq!(world.called("A").await, first);
    assert_eq!(world.events(&first).await.len(), 1);
}

#[tokio::test]
async fn a_changed_row_changes_its_entry_and_says_what() {
    let world = World::new().await;
    world.import("id;namn;leverantör\n1;A;Gamla AB\n").await;
    assert_eq!(counts(&world.import("id;namn;leverantör\n1;A;Nya AB\n").await), [1, 0, 1, 0, 0, 0]);
    let solution = world.called("A").await;
    assert_eq!((solution.version, solution.facts.provider.as_deref()), (2, Some("Nya AB")));
    assert_eq!(world.events(&solution).await[1], (EventKind::Imported, vec!["provider".to_owned()]));
}

#[tokio::test]
async fn without_an_id_the_address_and_then_the_names_find_the_entry() {
    let world = World::new().await;
    world.import("namn;url;leverantör\nA;https://A.example;X\nB;;Y\n").await;
    let report = world.import("namn;url;leverantör\nA bis;https://a.example/;X\n b ;;y\nB;;Z\n").await;
    assert_eq!(counts(&report), [3, 1, 2, 0, 0, 0]);
    assert_eq!(world.solutions().await.len(), 3);
}

#[tokio::test]
async fn likeness_never_merges() {
    let world = World::new().await;
    let text = "id;namn;beskrivning\n1;Digitala lås;Samma\n2;Digitala lås;Samma\n3;Digitala  lås;Samma\n";
    assert_eq!(counts(&world.import(text).await), [3, 3, 0, 0, 0, 0]);
}

#[tokio::test]
async fn of_two_rows_with_one_key_the_last_wins_and_both_are_told() {
    let world = World::new().await;
    let report = world.import("id;namn\n1;Först\n2;B\n1;Sist\n").await;
    assert_eq!(counts(&report), [3, 2, 0, 0, 1, 0]);
    world.called("Sist").await;
    let finding = &report.remarks.kept[0];
    assert_eq!(finding.place, Place { table: 0, row: 2 });
    assert_eq!(finding.kind, FindingKind::Superseded { by: Place { table: 0, row: 4 } });
    // Over several files too.
    let mut tables = [table("a.csv", "id;namn\n1;Ett\n"), table("b.csv", "id;namn\n1;Två\n")];
    let options = ImportOptions::default();
    let report =
        world.app.import_solutions(&Actor::Operator, &mut tables, &options, &mut |_| ()).await.unwrap();
    assert_eq!(counts(&report), [2, 0, 1, 0, 1, 0]);
    assert_eq!(report.remarks.kept[0].kind, FindingKind::Superseded { by: Place { table: 1, row: 2 } });
}

#[tokio::test]
async fn two_sources_may_use_the_same_ids() {
    let world = World::new().await;
    for source in ["a", "b"] {
        let options = ImportOptions { source: source.to_owned(), ..ImportOptions::default() };
        let report = world.import_with("id;namn\n1;A\n", &options).await.unwrap();
        assert_eq!(counts(&report), [1, 1, 0, 0, 0, 0], "{source}");
    }
}

#[tokio::test]
async fn a_key_that_meets_quite_another_name_is_told() {
    let world = World::new().await;
    world.import("id;namn\n1;Digitala lås\n2;Larm natt\n").await;
    let report = world.import("id;namn\n1;Skolskjuts\n2;Larm\n").await;
    assert_eq!(counts(&report), [2, 0, 2, 0, 0, 0]);
    assert_eq!(report.remarks.total, 1);
    let before = "Digitala lås".to_owned();
    assert_eq!(report.remarks.kept[0].kind, FindingKind::NameReplaced { before });
}

#[tokio::test]
async fn a_column_that_is_not_there_changes_nothing() {
    let world = World::new().await;
    world.organisation("Skara kommun", "Skara").await;
    world.import("id;namn;organisation;status;synlighet;licens;taggar\n1;A;Skara;pilot;öppen;MIT;x\n").await;
    let before = world.called("A").await;
    assert_eq!(counts(&world.import("id;namn\n1;A\n").await), [1, 0, 0, 1, 0, 0]);
    assert_eq!(world.called("A").await, before);
    // One that is there and empty takes away.
    world.import("id;namn;licens\n1;A;\n2;B;GPL\n").await;
    assert_eq!(world.called("A").await.facts.licence, None);
}
