//! Entries of the catalogue that are written, merged, parted and retired, and what undoing brings back.

use crate::cast::Cast;
use app::import::Effect;
use app::matches::Question;
use app::sharing::Which;
use app::solution::keep::SolutionInput;
use app::solution_change::{MergeChoices, Pair, SplitInput, Take};
use app::{AppError, FieldProblem, Page, Refusal, SolutionFilter};
use domain::event::EventKind;
use domain::id::{OrganisationId, SolutionId, UsageId};
use domain::number::Number;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::{Lifecycle, Solution};
use domain::solution_change::Relation;
use domain::usage::{Usage, UsageStatus};
use domain::verdict::Verdict;

/// An entry of Essunga's, whose coordinator keeps the catalogue.
async fn entry(cast: &Cast, name: &str, description: &str) -> Solution {
    cast.solution(Some(cast.essunga), name, description, Sharing::Collaboration).await
}

async fn uses(cast: &Cast, organisation: OrganisationId, solution: SolutionId, status: UsageStatus) {
    let usage = Usage {
        contact_role: Some(format!("{} {status}", solution.as_u128() % 97)),
        ..Usage::new(UsageId::at(cast.app.clock().now()), solution, organisation, status)
    };
    let mut tx = cast.test.db.write().await.unwrap();
    store::usage::put(&mut tx, &usage).await.unwrap();
    tx.commit().await.unwrap();
}

async fn read(cast: &Cast, id: SolutionId) -> Solution {
    let mut tx = cast.test.db.read().await.unwrap();
    store::solution::get(&mut tx, id).await.unwrap().unwrap()
}

async fn usages(cast: &Cast, id: SolutionId) -> Vec<(OrganisationId, UsageStatus)> {
    let mut tx = cast.test.db.read().await.unwrap();
    let usages = store::usage::of_solution(&mut tx, id).await.unwrap();
    usages.into_iter().map(|usage| (usage.organisation, usage.status)).collect()
}

async fn listed(cast: &Cast, search: &str) -> Vec<Number> {
    let filter = SolutionFilter { search: search.to_owned(), ..SolutionFilter::default() };
    let found = cast.app.list_solutions(&cast.karin, &filter, Page::new(1, 50)).await.unwrap();
    found.rows.into_iter().map(|row| row.solution.number).collect()
}

fn refusal(error: AppError) -> Refusal {
    let AppError::Refused(refusal) = error else { panic!("{error:?}") };
    refusal
}

fn fields(error: AppError) -> Vec<(&'static str, FieldProblem)> {
    let AppError::Invalid(fields) = error else { panic!("{error:?}") };
    fields.into_iter().map(|field| (field.field, field.problem)).collect()
}

#[tokio::test]
async fn an_entry_is_written_and_changed_and_its_old_name_still_finds_it() {
    let cast = Cast::new().await;
    let input = SolutionInput {
        name: "Lifecare".into(),
        kind: "system".into(),
        lifecycle: "in_use".into(),
        typical_needs: "Nycklar hämtas på kontoret\n\nNycklar hämtas på kontoret".into(),
        ..SolutionInput::default()
    };
    for stranger in [&cast.anna, &cast.bo, &Actor::Anonymous] {
        let denied = cast.app.add_solution(stranger, &input).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "{stranger:?}");
    }
    let bad = SolutionInput {
        name: String::new(),
        url: "javascript:alert(1)".into(),
        service_areas: vec!["finns inte".into()],
        information_class: ["3".into(), String::new(), "9".into()],
        ..input.clone()
    };
    let told = fields(cast.app.add_solution(&cast.karin, &bad).await.unwrap_err());
    let names: Vec<&str> = told.iter().map(|(field, _)| *field).collect();
    for field in ["name", "url", "service_areas", "integrity", "availability"] {
        assert!(names.contains(&field), "{field} is told with the others: {names:?}");
    }
    let made = cast.app.add_solution(&cast.karin, &input).await.unwrap();
    assert_eq!(made.facts.typical_needs, ["Nycklar hämtas på kontoret"], "each once");
    assert_eq!((made.owner, made.sharing), (Some(cast.essunga), Sharing::Organisation), "and theirs alone");

    let new = SolutionInput { name: "Omsorgsstödet".into(), ..input.clone() };
    let hidden = cast.app.edit_solution(&cast.bo, (made.number, made.version), &new).await.unwrap_err();
    assert!(matches!(hidden, AppError::NotFound));
    let shared = cast.shares(&cast.karin, Which::Solution(made.number), Sharing::Collaboration).await;
    let place = (made.number, shared.version);
    let denied = cast.app.edit_solution(&cast.bo, place, &new).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    cast.app.edit_solution(&cast.karin, place, &new).await.unwrap();
    let stale = cast.app.edit_solution(&cast.karin, place, &input).await.unwrap_err();
    assert_eq!(refusal(stale), Refusal::ChangedMeanwhile);
    for search in ["omsorgsst", "lifeca"] {
        assert_eq!(listed(&cast, search).await, [made.number], "{search}");
    }
    let question = Question { text: "lifecare", solutions: 5, needs: 0, except: None };
    let found = cast.app.matches(&cast.karin, question).await.unwrap().solutions;
    assert_eq!(found[0].solution.number, made.number, "a match finds it by its old name");
    let page = cast.app.read_solution(&cast.karin, made.number).await.unwrap();
    assert_eq!(page.solution.lineage.former_names, ["Lifecare"]);
    assert_eq!(page.history[0].event.kind, EventKind::Edited);
}

struct Two {
    stays: Solution,
    goes: Solution,
}

impl Two {
    /// Two entries of the same thing, with everything that can be tied to one.
    async fn of(cast: &Cast) -> Self {
        let stays = entry(cast, "Nyckelfritt", "Digitala nycklar").await;
        let goes = entry(cast, "Nyckelskåpet", "Nycklar utan kontor").await;
        uses(cast, cast.essunga, stays.id, UsageStatus::Planned).await;
        uses(cast, cast.essunga, goes.id, UsageStatus::InUse).await;
        uses(cast, cast.vara, goes.id, UsageStatus::Pilot).await;
        Self { stays, goes }
    }

    fn pair(&self) -> Pair {
        Pair { stays: self.stays.number, goes: self.goes.number }
    }

    fn versions(&self) -> (i64, i64) {
        (self.stays.version, self.goes.version)
    }
}

#[tokio::test]
async fn two_entries_become_one_and_are_parted_again() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas varje morgon.", Sharing::Collaboration).await;
    for (who, verdict) in [(&cast.anna, Verdict::Fits), (&cast.karin, Verdict::Partly)] {
        cast.app.give_verdict(who, (need.number, two.goes.number), verdict, "").await.unwrap();
    }
    cast.app.give_verdict(&cast.karin, (need.number, two.stays.number), Verdict::Not, "").await.unwrap();
    cast.app.comment_on(&cast.bo, two.goes.number, "Vi har den på två enheter.", "").await.unwrap();

    for stranger in [&cast.anna, &cast.bo, &cast.ida] {
        let result =
            cast.app.merge_solutions(stranger, two.pair(), two.versions(), &MergeChoices::default()).await;
        assert!(matches!(result.unwrap_err(), AppError::Denied | AppError::NotFound));
    }
    let plan =
        cast.app.would_merge_solutions(&cast.karin, two.pair(), &MergeChoices::default()).await.unwrap();
    let moving: Vec<_> = plan.moving.iter().map(|one| (one.relation, one.going, one.staying)).collect();
    let expected = [(Relation::Usage, 1, 1), (Relation::Verdict, 1, 1), (Relation::Comment, 1, 0)];
    assert_eq!(moving, expected, "both are used by Essunga, and Karin has judged both");
    assert_eq!(plan.usages.len(), 1);
    assert_eq!(plan.usages[0].take, Take::Own);

    let choices = MergeChoices {
        fields: [("description".to_owned(), Take::Other)].into(),
        usages: [(cast.essunga, Take::Other)].into(),
    };
    let stale = (two.stays.version + 1, two.goes.version);
    let refused = cast.app.merge_solutions(&cast.karin, two.pair(), stale, &choices).await.unwrap_err();
    assert_eq!(refusal(refused), Refusal::ChangedMeanwhile);
    let merged = cast.app.merge_solutions(&cast.karin, two.pair(), two.versions(), &choices).await.unwrap();
    assert_eq!(
        (merged.facts.name.as_str(), merged.facts.description.as_str()),
        ("Nyckelfritt", "Nycklar utan kontor")
    );

    // What was the other's is found here, under its number and its name.
    let gone = cast.app.read_solution(&cast.karin, two.goes.number).await.unwrap_err();
    assert!(matches!(gone, AppError::NotFound));
    assert_eq!(cast.app.solution_today(&cast.bo, two.goes.number).await.unwrap(), Some(two.stays.number));
    assert_eq!(cast.app.solution_today(&Actor::Anonymous, two.goes.number).await.unwrap(), None);
    assert_eq!(listed(&cast, "nyckelskåp").await, [two.stays.number]);
    let stands = usages(&cast, two.stays.id).await;
    assert!(stands.contains(&(cast.essunga, UsageStatus::InUse)), "{stands:?}");
    assert!(stands.contains(&(cast.vara, UsageStatus::Pilot)), "{stands:?}");
    let page = cast.app.read_solution(&cast.karin, two.stays.number).await.unwrap();
    let judged = cast.app.verdicts_on_solution(&cast.karin, &page.solution).await.unwrap();
    let verdicts: Vec<Verdict> = judged[0].verdicts.iter().map(|row| row.given.verdict).collect();
    assert_eq!(verdicts.len(), 2, "{verdicts:?}");
    assert!(
        verdicts.contains(&Verdict::Fits) && verdicts.contains(&Verdict::Not),
        "what was said here holds"
    );
    assert_eq!(page.history[0].event.kind, EventKind::Merged);
    assert_eq!(page.history[0].solution.as_deref(), Some("Nyckelskåpet"));
    let told = cast.app.read_need(&cast.anna, need.number).await.unwrap();
    assert!(told.history.iter().any(|entry| entry.event.kind == EventKind::Moved));

    // Vara says more since; what others change stays.
    uses(&cast, cast.vara, two.stays.id, UsageStatus::InUse).await;
    let change = page.changes[0].change.id;
    let would =
        cast.app.undo_solution_change(&cast.karin, two.stays.number, change, Effect::Try).await.unwrap();
    assert!(would.things.contains(&(Relation::Usage, 1, 1)), "{:?}", would.things);
    let denied = cast.app.undo_solution_change(&cast.bo, two.stays.number, change, Effect::Save).await;
    assert!(matches!(denied.unwrap_err(), AppError::Denied));
    cast.app.undo_solution_change(&cast.karin, two.stays.number, change, Effect::Save).await.unwrap();
    let (stays, goes) = (read(&cast, two.stays.id).await, read(&cast, two.goes.id).await);
    assert_eq!((stays.facts, stays.lineage), (two.stays.facts.clone(), two.stays.lineage.clone()));
    assert_eq!(
        (goes.facts, goes.withdrawn, goes.lineage),
        (two.goes.facts.clone(), None, two.goes.lineage.clone())
    );
    let own = usages(&cast, two.stays.id).await;
    assert!(own.contains(&(cast.essunga, UsageStatus::Planned)), "{own:?}");
    assert!(own.contains(&(cast.vara, UsageStatus::InUse)), "what Vara has said since stays: {own:?}");
    assert_eq!(usages(&cast, two.goes.id).await, [(cast.essunga, UsageStatus::InUse)]);
    assert_eq!(listed(&cast, "nyckelskåp").await, [two.goes.number]);
    let comments = cast.app.read_solution(&cast.karin, two.goes.number).await.unwrap();
    assert_eq!(comments.history[0].event.kind, EventKind::Unmerged);
    let again = cast.app.undo_solution_change(&cast.karin, two.stays.number, change, Effect::Save).await;
    assert_eq!(refusal(again.unwrap_err()), Refusal::NothingToUndo);
}

#[tokio::test]
async fn values_that_others_have_changed_since_stay_when_a_merge_is_undone() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let choices =
        MergeChoices { fields: [("description".to_owned(), Take::Other)].into(), ..MergeChoices::default() };
    let merged = cast.app.merge_solutions(&cast.karin, two.pair(), two.versions(), &choices).await.unwrap();
    let page = cast.app.read_solution(&cast.karin, merged.number).await.unwrap();
    let input = SolutionInput { description: "Skriven om".into(), ..SolutionInput::of(&page.solution.facts) };
    cast.app.edit_solution(&cast.karin, (merged.number, page.solution.version), &input).await.unwrap();
    let change = page.changes[0].change.id;
    let undone =
        cast.app.undo_solution_change(&cast.karin, merged.number, change, Effect::Save).await.unwrap();
    assert_eq!(undone.kept, ["description"]);
    assert_eq!(read(&cast, merged.id).await.facts.description, "Skriven om");
}

#[tokio::test]
async fn what_few_read_does_not_go_up_in_what_many_read() {
    let cast = Cast::new().await;
    let stays = entry(&cast, "Nyckelfritt", "").await;
    let goes = cast.solution(Some(cast.essunga), "Hemligt", "Bara vårt", Sharing::Organisation).await;
    let pair = Pair { stays: stays.number, goes: goes.number };
    let plan = cast.app.would_merge_solutions(&cast.karin, pair, &MergeChoices::default()).await.unwrap();
    assert_eq!(plan.refused, Some(Refusal::SharedLess));
    let refused = cast.app.merge_solutions(&cast.karin, pair, (1, 1), &MergeChoices::default()).await;
    assert_eq!(refusal(refused.unwrap_err()), Refusal::SharedLess);
    let other_way = Pair { stays: goes.number, goes: stays.number };
    cast.app.merge_solutions(&cast.karin, other_way, (1, 1), &MergeChoices::default()).await.unwrap();
    assert_eq!(cast.app.solution_today(&cast.bo, stays.number).await.unwrap(), None, "Vara reads it no more");
    let same = Pair { stays: goes.number, goes: goes.number };
    let told = cast.app.would_merge_solutions(&cast.karin, same, &MergeChoices::default()).await.unwrap_err();
    assert_eq!(fields(told), [("other", FieldProblem::Unknown)]);
}

#[tokio::test]
async fn a_part_takes_what_is_its_own_and_comes_back() {
    let cast = Cast::new().await;
    let both = entry(&cast, "Nycklar och larm", "Två saker").await;
    uses(&cast, cast.essunga, both.id, UsageStatus::InUse).await;
    uses(&cast, cast.vara, both.id, UsageStatus::InUse).await;
    let input = SolutionInput {
        typical_needs: "Nycklar hämtas på kontoret\nLarm når ingen".into(),
        ..SolutionInput::of(&both.facts)
    };
    let both = cast.app.edit_solution(&cast.karin, (both.number, 1), &input).await.unwrap();
    let part = SplitInput {
        name: "Larm".into(),
        usages: vec![cast.vara],
        typical_needs: vec!["Larm når ingen".into()],
        ..SplitInput::default()
    };
    let version = read(&cast, both.id).await.version;
    let nameless = SplitInput { name: " ".into(), ..part.clone() };
    let told = cast.app.split_solution(&cast.karin, (both.number, version), &nameless).await.unwrap_err();
    assert_eq!(fields(told)[0].0, "name");
    let denied = cast.app.split_solution(&cast.bo, (both.number, version), &part).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let larm = cast.app.split_solution(&cast.karin, (both.number, version), &part).await.unwrap();
    let rest = read(&cast, both.id).await;
    assert_eq!(rest.facts.typical_needs, ["Nycklar hämtas på kontoret"]);
    assert_eq!(larm.facts.typical_needs, ["Larm når ingen"]);
    assert_eq!(usages(&cast, both.id).await, [(cast.essunga, UsageStatus::InUse)]);
    assert_eq!(usages(&cast, larm.id).await, [(cast.vara, UsageStatus::InUse)]);
    for number in [both.number, larm.number] {
        let page = cast.app.read_solution(&cast.bo, number).await.unwrap();
        assert_eq!(page.history[0].event.kind, EventKind::Split);
    }
    let page = cast.app.read_solution(&cast.karin, both.number).await.unwrap();
    let change = page.changes[0].change.id;
    let undone = cast.app.undo_solution_change(&cast.karin, both.number, change, Effect::Save).await.unwrap();
    assert!(!undone.part_stays);
    assert_eq!(read(&cast, both.id).await.facts.typical_needs.len(), 2);
    assert_eq!(usages(&cast, both.id).await.len(), 2);
    assert!(read(&cast, larm.id).await.withdrawn.is_some());
}

#[tokio::test]
async fn a_retired_entry_says_what_replaces_it() {
    let cast = Cast::new().await;
    let old = entry(&cast, "Nyckelskåpet", "Nycklar i skåp").await;
    let new = entry(&cast, "Nyckelfritt", "Digitala nycklar").await;
    uses(&cast, cast.vara, old.id, UsageStatus::InUse).await;
    let retire = async |successor: &str, reason: &str| {
        cast.app.retire_solution(&cast.karin, (old.number, old.version), successor, reason).await
    };
    assert_eq!(fields(retire("", "").await.unwrap_err())[0].0, "reason");
    for wrong in ["L-2026-9999", &old.number.to_string(), "Nyckelfritt"] {
        assert_eq!(fields(retire(wrong, "Slut").await.unwrap_err())[0].0, "successor", "{wrong}");
    }
    let named = format!("{} Nyckelfritt", new.number);
    let retired = retire(&named, "Avtalet tar slut.").await.unwrap();
    assert_eq!(retired.facts.lifecycle, Lifecycle::Retired);
    let page = cast.app.read_solution(&cast.bo, old.number).await.unwrap();
    assert_eq!(page.successor.unwrap().number, new.number);
    assert_eq!(usages(&cast, old.id).await.len(), 1, "who uses it says so itself");
    let filter = SolutionFilter { search: "nyckelskåp".into(), ..SolutionFilter::default() };
    let list = cast.app.list_solutions(&cast.bo, &filter, Page::new(1, 9)).await.unwrap();
    assert_eq!(list.rows[0].successor.as_ref().unwrap().number, new.number);
    let question = Question { text: "nycklar i skåp", solutions: 5, needs: 0, except: None };
    let found = cast.app.matches(&cast.bo, question).await.unwrap().solutions;
    let hit = found.iter().find(|hit| hit.solution.id == old.id).unwrap();
    assert_eq!(hit.successor.as_ref().unwrap().name, "Nyckelfritt");
    let changes = cast.app.read_solution(&cast.karin, old.number).await.unwrap().changes;
    let id = changes[0].change.id;
    cast.app.undo_solution_change(&cast.karin, old.number, id, Effect::Save).await.unwrap();
    let back = read(&cast, old.id).await;
    assert_eq!((back.facts.lifecycle, back.lineage), (Lifecycle::InUse, old.lineage.clone()));
}

/// Every column that names a solution, and what a merge does with it. A column that is not here has not been decided about: see
/// `docs/decisions/0013`. What moves has its relation in `store::solution_change`.
const RULE: &[(&str, &str)] = &[
    ("solutions.merged_into", "is the rule"),
    ("solutions.successor_id", "moves: what replaces the retired"),
    ("solution_areas.solution_id", "follows the values that are chosen"),
    ("solution_capabilities.solution_id", "follows the values that are chosen"),
    ("usages.solution_id", "moves; of the same organisation, one is chosen"),
    ("usage_proposals.solution_id", "moves"),
    ("contract_solutions.solution_id", "moves; a contract that names both goes on naming this one"),
    ("solution_confirmations.solution_id", "stays: what was said of that entry; the other has its own"),
    ("favourites.solution_id", "moves, where somebody does not keep both"),
    ("coverages.solution_id", "moves; where both have one, what was said here holds"),
    ("verdicts.solution_id", "moves; where both have one, what was said here holds"),
    ("typical_need_proposals.solution_id", "moves"),
    ("initiatives.solution_id", "moves"),
    ("lessons.solution_id", "moves"),
    ("import_entries.solution_id", "stays: what the run made of it"),
    ("solution_originals.solution_id", "moves, where there is none"),
    ("solution_changes.solution_id", "stays: what was done to it"),
    ("solution_changes.other_id", "stays: what was done to it"),
    ("merge_proposals.stays_id", "stays: it was about that entry, and asks nobody any more"),
    ("merge_proposals.goes_id", "stays: it was about that entry, and asks nobody any more"),
    ("comments.subject_id", "moves"),
    ("goal_pointers.subject_id", "is no solution: a need, an initiative, an intervention or a benefit"),
    ("events.subject_id", "stays: what happened to it"),
    ("notices.subject_id", "stays: its number leads on"),
    ("reminders.subject_id", "moves: what is to be done is done with this one now"),
    ("disposal_items.subject_id", "stays: it is the decision's"),
    ("openings.subject_id", "stays: who read it"),
    ("publications.subject_id", "stays: it went up in another, which is shared for itself"),
    ("identity_reasons.subject_id", "stays: what stands in it does"),
    ("sharing_raises.subject_id", "stays: it went up in another, which is shared for itself"),
];

#[test]
fn every_column_that_names_a_solution_has_been_decided_about() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut columns = Vec::new();
    for file in files {
        let mut table = String::new();
        for line in std::fs::read_to_string(file).unwrap().lines().map(str::trim) {
            for start in ["CREATE TABLE ", "ALTER TABLE "] {
                if let Some(rest) = line.strip_prefix(start) {
                    table = rest.split([' ', '(']).next().unwrap().to_owned();
                }
            }
            let column = line.split(" ADD COLUMN ").last().unwrap_or_default();
            let name = column.split(' ').next().unwrap_or_default();
            let is_column = column.split(' ').nth(1).is_some_and(|kind| kind.starts_with("TEXT"));
            let names_one =
                matches!(name, "solution_id" | "subject_id") || column.contains("REFERENCES solutions ");
            if is_column && names_one {
                columns.push(format!("{table}.{name}"));
            }
        }
    }
    let mut decided: Vec<String> = RULE.iter().map(|(column, _)| (*column).to_owned()).collect();
    columns.sort();
    columns.dedup();
    decided.sort();
    assert_eq!(columns, decided);
}
