//! From the list to a spreadsheet and back: only what was edited there changes, and what others did meanwhile stays.

use std::io::Cursor;

use crate::cast::Cast;
use app::import::{Choices, Conflicts, Effect, ImportReport, Outcome, Resolve};
use app::solution::keep::SolutionInput;
use app::solution_change::{MergeChoices, Pair};
use app::{AppError, SolutionFilter, SolutionWriter};
use domain::id::SolutionId;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::Solution;
use exchange::{Mapping, ReadOptions, SolutionRecord, Source};

/// The list as a workbook, as somebody who keeps the catalogue fetches it.
async fn fetched(cast: &Cast, actor: &Actor, search: &str) -> Vec<u8> {
    let mut writer = SolutionWriter::workbook(Vec::new()).unwrap();
    let filter = SolutionFilter { search: search.to_owned(), ..SolutionFilter::default() };
    cast.app.export_listed(actor, &filter, &mut writer).await.unwrap().unwrap();
    writer.finish().unwrap()
}

/// The workbook with its rows edited, and columns emptied that somebody has removed.
fn edited(file: &[u8], edit: impl Fn(&mut SolutionRecord)) -> Vec<u8> {
    let mut source = Source::open(Cursor::new(file.to_vec()), "a.xlsx", ReadOptions::default()).unwrap();
    assert!(source.format().own_export);
    let sample = source.sample(200).unwrap();
    let mapping = Mapping::guess(&source, &sample).unwrap();
    let mut writer = SolutionWriter::workbook(Vec::new()).unwrap();
    for row in sample {
        let mut record = mapping.record(&row).unwrap().record;
        edit(&mut record);
        writer.write(&record).unwrap();
    }
    writer.finish().unwrap()
}

/// What the file comes to, and with [`Effect::Save`] that it is saved.
async fn read_in(cast: &Cast, file: Vec<u8>, conflicts: Conflicts, effect: Effect) -> ImportReport {
    let id = cast.app.put_upload(&cast.karin, "lösningar.xlsx", file).await.unwrap();
    let choices = Choices { conflicts, ..Choices::default() };
    cast.app.choose_for_upload(&cast.karin, id, &choices).await.unwrap();
    let mut tried = cast.app.try_upload(&cast.karin, id).await.unwrap();
    let report = tried.end().await.unwrap();
    let report = report.as_ref().as_ref().unwrap().clone();
    if effect == Effect::Try {
        return report;
    }
    let mut saved = cast.app.save_upload(&cast.karin, id, report.digest).await.unwrap();
    let report = saved.end().await.unwrap();
    report.as_ref().as_ref().unwrap().clone()
}

fn counts(report: &ImportReport) -> [u64; 6] {
    [report.rows, report.created, report.changed, report.unchanged, report.refused, report.conflicted]
}

async fn now(cast: &Cast, id: SolutionId) -> Solution {
    let mut tx = cast.test.db.read().await.unwrap();
    store::solution::get(&mut tx, id).await.unwrap().unwrap()
}

async fn edit(cast: &Cast, solution: &Solution, change: impl Fn(&mut SolutionInput)) {
    let stands = now(cast, solution.id).await;
    let mut input = SolutionInput::of(&stands.facts);
    change(&mut input);
    cast.app.edit_solution(&cast.karin, (stands.number, stands.version), &input).await.unwrap();
}

async fn three(cast: &Cast) -> [Solution; 3] {
    let own = async |name: &str| {
        let made = cast.solution(Some(cast.essunga), name, "Gör något", Sharing::Collaboration).await;
        edit(cast, &made, |input| {
            input.provider = "Lås AB".into();
            input.tags = "lås\nnyckel".into();
        })
        .await;
        now(cast, made.id).await
    };
    [own("Nyckelfritt").await, own("Nyckelskåpet").await, own("Nyckelbrickan").await]
}

#[tokio::test]
async fn what_was_not_touched_is_unchanged_and_only_edited_cells_change() {
    let cast = Cast::new().await;
    let [first, second, third] = three(&cast).await;
    let neighbour = cast.solution(Some(cast.vara), "Nyckelns granne", "Varas", Sharing::Collaboration).await;
    for stranger in [&cast.anna, &cast.bo, &Actor::Anonymous] {
        let mut writer = SolutionWriter::workbook(Vec::new()).unwrap();
        let denied = cast.app.export_listed(stranger, &SolutionFilter::default(), &mut writer).await;
        assert!(matches!(denied.unwrap_err(), AppError::Denied));
    }
    let file = fetched(&cast, &cast.karin, "nyckel").await;
    let same = read_in(&cast, file.clone(), Conflicts::default(), Effect::Try).await;
    assert_eq!(counts(&same), [4, 0, 0, 4, 0, 0], "a neighbour's entry too: {same:?}");

    let number = second.number.to_string();
    let changed = edited(&file, |record| {
        if record.number == number {
            record.summary = "En ny sammanfattning".into();
            record.provider = String::new();
            record.tags = Vec::new();
        }
    });
    let report = read_in(&cast, changed, Conflicts::default(), Effect::Save).await;
    assert_eq!(report.outcome, Outcome::Saved);
    assert_eq!(counts(&report), [4, 0, 1, 3, 0, 0], "{report:?}");
    let fields: Vec<&str> = report.changes[0].changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["provider", "summary", "tags"], "an empty cell empties its field");
    for (before, id) in [(&first, first.id), (&third, third.id), (&neighbour, neighbour.id)] {
        assert_eq!(now(&cast, id).await, *before);
    }
    let after = now(&cast, second.id).await;
    assert_eq!((after.facts.provider, after.owner), (None, second.owner));
}

#[tokio::test]
async fn what_others_change_meanwhile_stays_unless_both_have_changed_the_same() {
    let cast = Cast::new().await;
    let [first, second, third] = three(&cast).await;
    let file = fetched(&cast, &cast.karin, "nyckel").await;
    edit(&cast, &first, |input| input.summary = "Skriven av en annan".into()).await;
    edit(&cast, &second, |input| input.summary = "Också av en annan".into()).await;
    let theirs = edited(&file, |record| {
        if record.number == first.number.to_string() {
            record.licence = "MIT".into();
        }
        if record.number == second.number.to_string() {
            record.summary = "Min sammanfattning".into();
            record.licence = "GPL".into();
        }
        if record.number == third.number.to_string() {
            record.name = "Nyckelbrickan plus".into();
        }
    });
    let tried = read_in(&cast, theirs.clone(), Conflicts::default(), Effect::Try).await;
    assert_eq!(counts(&tried), [3, 0, 2, 0, 0, 1], "{tried:?}");
    assert_eq!(tried.left_out, 1);
    let [conflict] = &tried.conflicts[..] else { panic!("{:?}", tried.conflicts) };
    assert_eq!((conflict.number, conflict.resolve), (second.number, Resolve::LeaveOut));
    let [field] = &conflict.fields[..] else { panic!("the licence was changed here alone: {conflict:?}") };
    let values = [&field.exported, &field.present, &field.wanted].map(Option::as_deref);
    assert_eq!(values, [None, Some("Också av en annan"), Some("Min sammanfattning")]);

    for (resolve, summary, licence) in [
        (Resolve::LeaveOut, "Också av en annan", None),
        (Resolve::Ours, "Också av en annan", Some("GPL")),
        (Resolve::File, "Min sammanfattning", Some("GPL")),
    ] {
        let rows = [(second.number.to_string(), resolve)].into();
        let chosen = Conflicts { all: Resolve::LeaveOut, rows };
        read_in(&cast, theirs.clone(), chosen, Effect::Save).await;
        let stands = now(&cast, second.id).await.facts;
        assert_eq!((stands.summary.as_str(), stands.licence.as_deref()), (summary, licence), "{resolve:?}");
    }
    let first = now(&cast, first.id).await.facts;
    assert_eq!(first.summary, "Skriven av en annan", "not touched in the file, so not overwritten");
    assert_eq!(first.licence.as_deref(), Some("MIT"));
    let third = now(&cast, third.id).await;
    assert_eq!(third.lineage.former_names, ["Nyckelbrickan"]);
}

#[tokio::test]
async fn the_columns_of_brygga_may_be_gone_and_a_number_finds_what_was_merged() {
    let cast = Cast::new().await;
    let [first, second, _] = three(&cast).await;
    let file = fetched(&cast, &cast.karin, "nyckelfritt").await;
    // Without its version a file says what shall stand; without its number the id finds the entry.
    edit(&cast, &first, |input| input.summary = "Av en annan".into()).await;
    let mut file = file;
    for gone in ["version", "number", "id"] {
        let less = edited(&file, |record| {
            match gone {
                "version" => record.version = String::new(),
                "number" => record.number = String::new(),
                _ => record.id = String::new(),
            }
            record.description = format!("Utan {gone}");
        });
        let report = read_in(&cast, less, Conflicts::default(), Effect::Save).await;
        assert_eq!(counts(&report)[..3], [1, 0, 1], "{gone}: {report:?}");
        let stands = now(&cast, first.id).await.facts;
        assert_eq!(stands.description, format!("Utan {gone}"));
        assert_eq!(stands.summary, "", "{gone}: a file without its version says what shall stand");
        file = fetched(&cast, &cast.karin, "nyckelfritt").await;
    }
    // What went up in another is found there; what the file does not touch stays.
    let file = fetched(&cast, &cast.karin, "nyckelskåpet").await;
    let (stays, goes) = (now(&cast, first.id).await, now(&cast, second.id).await);
    let pair = Pair { stays: stays.number, goes: goes.number };
    let versions = (stays.version, goes.version);
    cast.app.merge_solutions(&cast.karin, pair, versions, &MergeChoices::default()).await.unwrap();
    let same = read_in(&cast, file.clone(), Conflicts::default(), Effect::Try).await;
    assert_eq!(counts(&same)[..4], [1, 0, 0, 1], "{same:?}");
    let licensed = edited(&file, |record| record.licence = "MIT".into());
    read_in(&cast, licensed, Conflicts::default(), Effect::Save).await;
    let stands = now(&cast, first.id).await.facts;
    assert_eq!((stands.name.as_str(), stands.licence.as_deref()), ("Nyckelfritt", Some("MIT")));
}
