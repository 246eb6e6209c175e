//! All or nothing, dry runs, permission, and what is told about rows.

use app::AppError;
use app::import::{BadRows, Effect, FindingKind, ImportError, ImportOptions, Outcome};
use domain::event::EventKind;
use domain::permission::Actor;
use domain::sharing::Sharing;

use super::{NOW, World, coordinator_of, counts, table};

#[tokio::test]
async fn a_row_becomes_an_entry_with_number_key_and_event() {
    let world = World::new().await;
    let report = world.import("id;namn;beskrivning\n7;Nyckelfritt;Lås utan nyckel\n8;Larm;Ringer\n").await;
    assert_eq!((report.outcome, counts(&report)), (Outcome::Saved, [2, 2, 0, 0, 0, 0]));
    let solution = world.called("Nyckelfritt").await;
    assert_eq!(solution.number.to_string(), "L-2026-0001");
    assert_eq!(solution.source_key.as_deref(), Some("id:7"));
    assert_eq!(solution.sharing, Sharing::Collaboration);
    assert_eq!(solution.created.milliseconds(), NOW);
    assert_eq!(world.events(&solution).await, [(EventKind::Imported, vec![])]);
}

#[tokio::test]
async fn one_bad_row_refuses_the_whole_table() {
    let world = World::new().await;
    let text = "id;namn;beskrivning\n1;A;x\n2;;utan namn\n3;C;y\n";
    let Err(ImportError::RowsRefused(report)) = world.import_with(text, &ImportOptions::default()).await
    else {
        panic!("not refused");
    };
    assert_eq!((report.outcome, report.refused), (Outcome::Refused, 1));
    let finding = &report.problems.kept[0];
    assert_eq!((finding.place.row, finding.kind.code()), (3, "no_name"));
    assert_eq!(finding.column.as_deref(), Some("namn"));
    assert!(world.solutions().await.is_empty());
}

#[tokio::test]
async fn bad_rows_can_be_skipped_and_are_told() {
    let world = World::new().await;
    let options = ImportOptions { bad_rows: BadRows::Skip, ..ImportOptions::default() };
    let report =
        world.import_with("id;namn;beskrivning\n1;A;x\n2;;utan namn\n3;C;y\n", &options).await.unwrap();
    assert_eq!(counts(&report), [3, 2, 0, 0, 0, 1]);
    assert_eq!(report.problems.total, 1);
    assert_eq!(world.solutions().await.len(), 2);
}

#[tokio::test]
async fn a_dry_run_counts_truly_and_leaves_nothing() {
    let world = World::new().await;
    world.import("id;namn\n1;A\n2;B\n").await;
    let before = world.export().await;
    let text = "id;namn;status\n1;A;\n2;B bis;drift\n3;C;pilot\n3;C;pilot\n";
    let options = ImportOptions { effect: Effect::Try, ..ImportOptions::default() };
    let tried = world.import_with(text, &options).await.unwrap();
    assert_eq!((tried.outcome, counts(&tried)), (Outcome::Tried, [4, 1, 1, 1, 1, 0]));
    assert_eq!(world.export().await, before);
    let saved = world.import(text).await;
    assert_eq!(counts(&saved), counts(&tried));
    assert_eq!(world.called("C").await.number.to_string(), "L-2026-0003", "a dry run takes no number");
}

#[tokio::test]
async fn only_who_keeps_the_catalogue_may_import_into_it() {
    let world = World::new().await;
    let skara = world.organisation("Skara kommun", "Skara").await;
    world.organisation("Vara kommun", "Vara").await;
    let actor = coordinator_of(&world, &skara).await;
    let mut progress = |_| ();
    for (text, allowed) in [
        ("id;namn;organisation\n1;A;Skara\n", true),
        ("id;namn;organisation\n2;B;Skara\n3;C;Vara\n", false),
        ("id;namn;organisation\n4;D;\n", false),
        ("id;namn;organisation\n1;A bis;Skara\n", true),
    ] {
        let before = world.solutions().await.len();
        let mut tables = [table("a.csv", text)];
        let done =
            world.app.import_solutions(&actor, &mut tables, &ImportOptions::default(), &mut progress).await;
        if allowed {
            done.unwrap();
        } else {
            let Err(ImportError::RowsRefused(report)) = done else { panic!("{text} is not refused") };
            assert_eq!(
                (report.refused, &report.problems.kept[0].kind),
                (1, &FindingKind::NotYours),
                "{text}"
            );
            assert_eq!(world.solutions().await.len(), before);
        }
    }
    // An entry of somebody else's is not taken over by naming its key.
    world.import("id;namn;organisation\n9;Varas;Vara\n").await;
    let mut tables = [table("a.csv", "id;namn;organisation\n9;Skaras;Skara\n")];
    let done =
        world.app.import_solutions(&actor, &mut tables, &ImportOptions::default(), &mut progress).await;
    assert!(matches!(done, Err(ImportError::RowsRefused(_))));
    assert_eq!(world.called("Varas").await.version, 1);
    let anonymous = world
        .app
        .import_solutions(
            &Actor::Anonymous,
            &mut [table("a.csv", "namn\nA\n")],
            &ImportOptions::default(),
            &mut progress,
        )
        .await;
    assert!(matches!(anonymous, Err(ImportError::App(AppError::Denied))));
}

#[tokio::test]
async fn addresses_that_are_no_web_addresses_are_left_out_and_told() {
    let world = World::new().await;
    let report = world.import("id;namn;url\n1;A;javascript:alert(1)\n2;B;https://b.example/x\n").await;
    assert_eq!(world.called("A").await.facts.url, None);
    assert_eq!(world.called("B").await.facts.url.as_deref(), Some("https://b.example/x"));
    let told: Vec<_> =
        report.remarks.kept.iter().map(|f| (f.kind.code(), f.value.as_str(), f.place.row)).collect();
    assert_eq!(told, [("not_a_web_address", "javascript:alert(1)", 2)]);
}

#[tokio::test]
async fn days_of_the_source_are_kept_and_others_told() {
    let world = World::new().await;
    let report = world.import("id;namn;skapad\n1;A;2024-03-01\n2;B;i fjol\n3;C;2999-01-01\n").await;
    assert_eq!(world.called("A").await.created.day().to_string(), "2024-03-01");
    assert_eq!(world.called("B").await.created.milliseconds(), NOW);
    assert_eq!(world.called("C").await.created.milliseconds(), NOW, "the future has made nothing yet");
    assert_eq!(report.remarks.kept[0].kind, FindingKind::NotADate);
}

#[tokio::test]
async fn progress_reaches_the_end_of_both_steps() {
    let world = World::new().await;
    let rows: String = (0..2_000).map(|n| format!("{n};Lösning {n}\n")).collect();
    let mut seen = Vec::new();
    let mut tables = [table("a.csv", format!("id;namn\n{rows}")), table("b.csv", "id;namn\nx;X\n")];
    let options = ImportOptions::default();
    world.app.import_solutions(&Actor::Operator, &mut tables, &options, &mut |p| seen.push(p)).await.unwrap();
    assert!(seen.len() > 10);
    assert!(seen.iter().all(|progress| progress.read <= progress.size));
    for step in [app::import::Step::Check, app::import::Step::Write] {
        assert!(seen.iter().any(|progress| progress.step == step && progress.read == progress.size));
    }
}

#[tokio::test]
async fn what_an_organisation_has_rejected_does_not_come_back_with_the_next_file() {
    let world = World::new().await;
    let skara = world.organisation("Skara kommun", "Skara").await;
    let text = "id;namn;organisation;status\n1;Larm;Skara kommun;drift\n";
    world.import(text).await;
    let keeper = coordinator_of(&world, &skara).await;
    let larm = world.called("Larm").await;
    let used = async || world.app.read_solution(&Actor::Operator, larm.number).await.unwrap().usages;
    let registered = used().await;
    assert_eq!(registered.len(), 1);
    let version = registered[0].usage.version;
    world.app.reject_usage(&keeper, larm.number, version, "Vi har aldrig haft det.").await.unwrap();

    let again = world.import(text).await;
    assert!(used().await.is_empty(), "Skara has said that it is not so");
    let told = &again.remarks.kept[0];
    assert_eq!((told.kind.code(), told.value.as_str(), told.place.row), ("usage_rejected", "Skara", 2));
    assert_eq!(counts(&again), [1, 0, 0, 1, 0, 0], "and nothing else is said of the row");

    let mut own = [table("losningar.csv", text)];
    let options = ImportOptions { owner: Some(skara.id), ..ImportOptions::default() };
    world.app.import_solutions(&keeper, &mut own, &options, &mut |_| ()).await.unwrap();
    assert_eq!(used().await.len(), 1, "its own people may say that it is so after all");
    world.import("id;namn;organisation;status\n1;Larm;Skara kommun;pilot\n").await;
    assert_eq!(used().await.len(), 1, "what stands there can be changed");
}
