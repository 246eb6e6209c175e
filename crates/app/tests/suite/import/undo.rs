//! Undoing a run as a whole, also after other edits: nothing of others is lost.

use app::import::{Effect, Undoing};
use app::{AppError, Page, Refusal, SolutionFilter};
use domain::event::EventKind;
use domain::permission::Actor;

use super::{World, counts, table};

const OPERATOR: Actor = Actor::Operator;

#[tokio::test]
async fn a_run_that_made_entries_is_undone_and_the_file_brings_them_back() {
    let world = World::new().await;
    let text = "id;namn\n1;Nyckelfria lås\n2;Larm\n";
    let report = world.import(text).await;
    let number = world.called("Larm").await.number;
    let tried = world.app.undo_import(&OPERATOR, report.import, Effect::Try).await.unwrap();
    assert_eq!((tried.withdrawn, tried.conflicts), (2, 0));
    assert_eq!(world.solutions().await.len(), 2, "trying changes nothing");
    let undone = world.app.undo_import(&OPERATOR, report.import, Effect::Save).await.unwrap();
    assert_eq!(undone, tried);
    assert_eq!(world.solutions().await, []);
    // Its page is still there for whoever has a link.
    let page = world.app.read_solution(&OPERATOR, number).await.unwrap();
    assert!(page.solution.withdrawn.is_some());
    assert_eq!(page.history[0].event.kind, EventKind::ImportUndone);
    let again = world.app.undo_import(&OPERATOR, report.import, Effect::Save).await;
    assert!(matches!(again, Err(AppError::Refused(Refusal::ImportUndone))), "{again:?}");
    assert_eq!(counts(&world.import(text).await), [2, 0, 2, 0, 0, 0]);
    assert_eq!(world.called("Larm").await.number, number);
}

#[tokio::test]
async fn values_that_still_stand_go_back_and_what_others_have_changed_stays() {
    let world = World::new().await;
    world.organisation("Skara kommun", "Skara").await;
    world.organisation("Vara kommun", "Vara").await;
    let first =
        "id;namn;leverantör;licens;organisation;status\n1;A;Gamla AB;MIT;Skara;pilot\n2;B;Ett;;Vara;drift\n";
    world.import(first).await;
    let before = world.called("B").await;
    let second = "id;namn;leverantör;licens;organisation;status\n1;A;Nya AB;GPL;Skara;drift\n2;B;Två;;Vara;planerad\n3;C;;;;\n";
    let run = world.import(second).await;
    assert_eq!(counts(&run), [3, 1, 2, 0, 0, 0]);
    // Somebody corrects the licence of A meanwhile, and builds on C.
    world.import("id;namn;licens\n1;A;EUPL\n").await;
    world.import("id;namn;leverantör\n3;C;Någon\n").await;
    let undone = world.app.undo_import(&OPERATOR, run.import, Effect::Save).await.unwrap();
    assert_eq!((undone.restored, undone.withdrawn, undone.conflicts), (2, 0, 2));
    let a = world.called("A").await;
    assert_eq!((a.facts.provider.as_deref(), a.facts.licence.as_deref()), (Some("Gamla AB"), Some("EUPL")));
    assert_eq!(undone.entries[0].kept, ["licence"]);
    assert_eq!(undone.entries[2].undoing, Undoing::Kept);
    assert_eq!(world.called("C").await.facts.provider.as_deref(), Some("Någon"));
    // Who uses what goes back too.
    let b = world.called("B").await;
    assert_eq!(b.facts, before.facts);
    let usages = world.app.read_solution(&OPERATOR, b.number).await.unwrap().usages;
    assert_eq!(usages[0].usage.status.code(), "in_use");
    let usages = world.app.read_solution(&OPERATOR, a.number).await.unwrap().usages;
    assert_eq!(usages[0].usage.status.code(), "pilot");
}

#[tokio::test]
async fn a_usage_that_a_run_added_is_taken_away_again() {
    let world = World::new().await;
    world.organisation("Skara kommun", "Skara").await;
    world.import("id;namn\n1;A\n").await;
    let run = world.import("id;namn;organisation;status\n1;A;Skara;drift\n").await;
    let number = world.called("A").await.number;
    assert_eq!(world.app.read_solution(&OPERATOR, number).await.unwrap().usages.len(), 1);
    world.app.undo_import(&OPERATOR, run.import, Effect::Save).await.unwrap();
    assert_eq!(world.app.read_solution(&OPERATOR, number).await.unwrap().usages.len(), 0);
    assert_eq!(world.called("A").await.owner, None, "the entry was nobody's before");
}

#[tokio::test]
async fn what_a_run_did_to_each_entry_can_be_read() {
    let world = World::new().await;
    world.import("id;namn;leverantör\n1;A;Ett\n").await;
    let run = world.import("id;namn;leverantör\n1;A;Två\n2;B;Tre\n3;A;\n").await;
    let page = world.app.import_run(&OPERATOR, run.import, Page::new(1, 2)).await.unwrap();
    assert_eq!((page.entries.total, page.entries.rows.len()), (3, 2));
    let change = &page.entries.rows[0].changes[0];
    assert_eq!((change.field.as_str(), change.after.as_deref()), ("provider", Some("Två")));
    assert_eq!(page.entries.rows[1].changes, [], "made by the run");
    let runs = world.app.import_runs(&OPERATOR, Page::new(1, 25)).await.unwrap();
    // Both were made in the same instant, so either may come first.
    let found = runs.rows.iter().find(|row| row.run.id == run.import).unwrap();
    assert_eq!((runs.total, found.run.counts.created, found.run.counts.changed), (2, 2, 1));
}

#[tokio::test]
async fn a_refused_run_leaves_no_trace() {
    let world = World::new().await;
    let refused = world.import_with("id;namn\n1;A\n2;\n", &Default::default()).await;
    assert!(refused.is_err());
    let runs = world.app.import_runs(&OPERATOR, Page::new(1, 25)).await.unwrap();
    assert_eq!(runs.total, 0);
}

#[tokio::test]
async fn what_is_withdrawn_is_in_no_list_export_or_match_and_comes_back() {
    let world = World::new().await;
    world.import("id;namn;beskrivning\n1;Nyckelfria lås;Hemtjänsten öppnar dörrar med telefonen\n").await;
    world.app.fill_index(|_| {}).await.unwrap();
    let found = async || {
        let question = app::matches::Question {
            text: "öppna dörrar i hemtjänsten",
            solutions: 5,
            needs: 0,
            except: None,
        };
        world.app.matches(&OPERATOR, question).await.unwrap().solutions.len()
    };
    assert_eq!(found().await, 1);
    let solution = world.called("Nyckelfria lås").await;
    let (number, version) = (solution.number, solution.version);
    let no_reason = world.app.withdraw_solution(&OPERATOR, number, version, " ").await;
    assert!(matches!(no_reason, Err(AppError::Invalid(_))));
    world.app.withdraw_solution(&OPERATOR, number, version, "Finns inte längre").await.unwrap();
    assert_eq!(found().await, 0);
    assert_eq!(world.solutions().await, []);
    let export = String::from_utf8(world.export().await).unwrap();
    assert!(!export.contains("Nyckelfria"), "{export}");
    let stale = world.app.restore_solution(&OPERATOR, number, version).await;
    assert!(matches!(stale, Err(AppError::Refused(Refusal::ChangedMeanwhile))));
    world.app.restore_solution(&OPERATOR, number, version + 1).await.unwrap();
    assert_eq!(found().await, 1);
    // A new node reads the catalogue without what is withdrawn.
    world.app.withdraw_solution(&OPERATOR, number, version + 2, "Igen").await.unwrap();
    let other = app::App::new(world._test.db.clone(), world.app.clock().clone());
    other.fill_index(|_| {}).await.unwrap();
    assert_eq!(other.index_state().solutions, 0);
    let listed = other.list_solutions(&OPERATOR, &SolutionFilter::default(), Page::new(1, 25)).await.unwrap();
    assert_eq!(listed.total, 0);
    let mut tables = [table("a.csv", "id;namn\n1;Nyckelfria lås\n")];
    let back = world.app.import_solutions(&OPERATOR, &mut tables, &Default::default(), &mut |_| ()).await;
    assert_eq!(back.unwrap().changed, 1);
}
