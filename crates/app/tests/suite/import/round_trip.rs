//! What is exported imports back to the same data.

use domain::id::SolutionId;
use domain::instant::Instant;
use domain::number::{Number, Series};
use domain::permission::Actor;

use super::{NOW, World, counts, table};

const HOSTILE: &str =
    "id;namn;kort_beskrivning;beskrivning;url;organisation;status;slag;synlighet;taggar;verksamhetsområde;\
licens;kontakt;skapad
1;=HYPERLINK(\"x\");+46;\"-1+1
rad två\";https://a.example/;Skara;drift;system;öppen;a|b;510;MIT;it-chef;2024-01-02
2;@SUM(A1);;\"citat \"\"inuti\"\"; semikolon\";;Okänd;kanske;Manick;hemligt;'x|y\\z;Framtid;;;
;Utan id;<script>alert(1)</script>;tab\there;https://b.example/x;Vara;pilot;;intern;;;;;
;Bara namn;\u{202e}moc\u{202c};;;;;;;;;;;
";

#[tokio::test]
async fn an_export_changes_nothing_where_it_came_from() {
    let world = World::new().await;
    world.organisation("Skara kommun", "Skara").await;
    world.organisation("Vara kommun", "Vara").await;
    world.import(HOSTILE).await;
    let before = world.solutions().await;
    let exported = world.export().await;
    let mut tables = [table("export.csv", exported.clone())];
    let report = world
        .app
        .import_solutions(&Actor::Operator, &mut tables, &Default::default(), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(counts(&report), [4, 0, 0, 4, 0, 0]);
    assert_eq!(world.solutions().await, before);
    assert_eq!(world.export().await, exported);
}

#[tokio::test]
async fn an_export_makes_the_same_catalogue_elsewhere() {
    let (from, to) = (World::new().await, World::new().await);
    for world in [&from, &to] {
        world.organisation("Skara kommun", "Skara").await;
        world.organisation("Vara kommun", "Vara").await;
    }
    from.import(HOSTILE).await;
    let exported = from.export().await;
    let mut tables = [table("export.csv", exported.clone())];
    let report = to
        .app
        .import_solutions(&Actor::Operator, &mut tables, &Default::default(), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(counts(&report), [4, 4, 0, 0, 0, 0]);
    assert_eq!(String::from_utf8(to.export().await), String::from_utf8(exported));
}

#[tokio::test]
async fn an_entry_that_was_written_here_is_found_by_its_number() {
    let world = World::new().await;
    world.import("id;namn\n1;A\n").await;
    let mut written = world.called("A").await;
    written.id = SolutionId::at(Instant::from_milliseconds(NOW + 1));
    written.number = Number { series: Series::Solution, year: 2026, serial: 900 };
    written.facts.name = "Skriven här".to_owned();
    written.source_key = None;
    let mut tx = world._test.db.write().await.unwrap();
    store::solution::insert(&mut tx, &written).await.unwrap();
    tx.commit().await.unwrap();
    let exported = String::from_utf8(world.export().await).unwrap();
    let mut tables = [table("export.csv", exported.replace("Skriven här", "Skriven här och ändrad"))];
    let report = world
        .app
        .import_solutions(&Actor::Operator, &mut tables, &Default::default(), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(counts(&report), [2, 0, 1, 1, 0, 0]);
    assert_eq!(world.called("Skriven här och ändrad").await.number, written.number);
}
