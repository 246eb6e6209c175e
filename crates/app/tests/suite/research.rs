//! Extracts for research: only what members share, without names or words, the same each time, and told to all members.

use std::collections::BTreeSet;

use app::research::{COUNTS, ExtractInput, ExtractTable, Extracted};
use app::{AppError, FieldProblem};
use domain::event::EventKind;
use domain::id::ExtractId;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::research::{Extract, FEWEST};
use domain::sharing::Sharing;
use domain::verdict::Verdict;

use crate::case::case_of;
use crate::cast::{Cast, a_need};

const OURS: &str = "Nycklarna till Ekbacken hänger på en krok.";
const THEIRS: &str = "Rektorer i Vara räknar elever för hand.";
const HOME: &str = "Bara Essunga läser om kaffet.";

async fn researcher(cast: &Cast) -> Actor {
    cast.member("Elisabet Grane", cast.vara, Role::Researcher, &[cast.essunga]).await
}

async fn wanted(cast: &Cast, actor: &Actor) -> ExtractInput {
    let there = cast.app.extracts(actor).await.unwrap().collaborations;
    ExtractInput {
        collaboration: Some(there[0].id),
        first: "2026-11-01".into(),
        last: "2026-11-09".into(),
        purpose: "Studie av hur behov möter beslut".into(),
    }
}

async fn taken_out(cast: &Cast, actor: &Actor) -> (Extract, Extracted) {
    let extract = cast.app.take_out(actor, &wanted(cast, actor).await).await.unwrap();
    let extracted = cast.app.fetch_extract(actor, extract.id).await.unwrap();
    (extract, extracted)
}

fn table<'a>(extracted: &'a Extracted, name: &str) -> &'a ExtractTable {
    extracted.tables.iter().find(|table| table.name == name).unwrap()
}

fn column(table: &ExtractTable, name: &str) -> Vec<Option<String>> {
    let at = table.columns.iter().position(|column| *column == name).unwrap();
    table.rows.iter().map(|row| row[at].clone()).collect()
}

#[tokio::test]
async fn what_members_share_is_taken_out_without_names_or_words_and_nothing_else() {
    let cast = Cast::new().await;
    let elisabet = researcher(&cast).await;
    let need = cast.sent(&cast.anna, OURS, Sharing::Collaboration).await;
    let theirs = cast.sent(&cast.bo, THEIRS, Sharing::Network).await;
    cast.sent(&cast.anna, HOME, Sharing::Organisation).await;
    cast.sent(&cast.ida, "Halmstads eget, och för alla anslutna.", Sharing::Network).await;
    cast.app.draft_need(&cast.anna, a_need("Ett utkast.", Sharing::Collaboration)).await.unwrap();
    let case = case_of(&cast, &cast.karin, &need).await;
    let shared =
        cast.solution(Some(cast.essunga), "Nyckelskåp", "Digitala nycklar", Sharing::Collaboration).await;
    let kept =
        cast.solution(Some(cast.essunga), "Nyckelknippa", "Nycklar i ring", Sharing::Organisation).await;
    for (solution, reason) in [(&shared, "Hemliga ord"), (&kept, "Andra ord")] {
        let judged = (need.number, solution.number);
        cast.app.give_verdict(&cast.anna, judged, Verdict::Fits, reason).await.unwrap();
    }

    let (extract, extracted) = taken_out(&cast, &elisabet).await;
    assert!(extracted.is_same);
    assert_eq!(
        table(&extracted, "needs").rows.len(),
        2,
        "what is kept at home, drafted or outside is not in it"
    );
    assert_eq!(
        table(&extracted, "verdicts").rows.len(),
        1,
        "nor what is said of a solution that is kept at home"
    );
    let of_cases = table(&extracted, "cases");
    assert!(!of_cases.rows.is_empty());
    let told: usize =
        extracted.tables.iter().filter(|one| one.name != "matches").map(|one| one.rows.len()).sum();
    assert_eq!(extract.rows, i64::try_from(told).unwrap());

    let all: String = format!("{:?}", extracted.tables);
    let ids = [
        need.id.to_string(),
        theirs.id.to_string(),
        case.id.to_string(),
        shared.id.to_string(),
        cast.essunga.to_string(),
    ];
    let words = ["Nyckel", "Rektorer", "kaffet", "Hemliga", "Anna", "kommun.example", "Essunga", "B-2026"];
    for told in words.iter().copied().chain(ids.iter().map(String::as_str)) {
        assert!(!all.contains(told), "{told} in {all}");
    }
    // The same record has the same pseudonym wherever it stands.
    let needs: BTreeSet<_> = column(table(&extracted, "needs"), "need").into_iter().collect();
    assert!(needs.contains(&column(table(&extracted, "verdicts"), "need")[0]));
    let solution = column(table(&extracted, "verdicts"), "solution").remove(0);
    assert!(column(table(&extracted, "matches"), "solution").contains(&solution), "what matches is told too");
}

#[tokio::test]
async fn people_and_counts_are_told_only_where_there_are_enough() {
    let cast = Cast::new().await;
    let elisabet = researcher(&cast).await;
    for place in 1..FEWEST {
        let one =
            cast.member(&format!("Person {place}"), cast.essunga, Role::NeedSubmitter, &[cast.vara]).await;
        cast.sent(&one, OURS, Sharing::Collaboration).await;
    }
    cast.sent(&cast.bo, THEIRS, Sharing::Collaboration).await;
    let (_, few) = taken_out(&cast, &elisabet).await;
    assert!(column(table(&few, "needs"), "person").iter().all(Option::is_none), "four could be told apart");
    assert!(column(table(&few, COUNTS), "count").iter().all(Option::is_none));

    cast.sent(&cast.anna, OURS, Sharing::Collaboration).await;
    let (_, enough) = taken_out(&cast, &elisabet).await;
    let people = column(table(&enough, "needs"), "person");
    assert_eq!(people.iter().flatten().collect::<BTreeSet<_>>().len(), FEWEST);
    assert_eq!(people.iter().filter(|person| person.is_none()).count(), 1, "Vara has one alone");
    assert!(column(table(&enough, COUNTS), "count").contains(&Some(FEWEST.to_string())));
}

#[tokio::test]
async fn it_is_the_same_each_time_and_says_so_when_it_is_not() {
    let cast = Cast::new().await;
    let elisabet = researcher(&cast).await;
    let need = cast.sent(&cast.anna, OURS, Sharing::Collaboration).await;
    let (first, one) = taken_out(&cast, &elisabet).await;
    let (again, other) = taken_out(&cast, &elisabet).await;
    assert_eq!(first.checksum, again.checksum);
    assert_eq!(one.tables, other.tables);
    cast.app.withdraw_need(&cast.anna, need.number, need.version).await.unwrap();
    assert!(
        !cast.app.fetch_extract(&elisabet, first.id).await.unwrap().is_same,
        "the need is in another state"
    );
}

#[tokio::test]
async fn all_members_read_what_was_taken_out_and_only_a_researcher_takes_out() {
    let cast = Cast::new().await;
    let elisabet = researcher(&cast).await;
    let input = wanted(&cast, &elisabet).await;
    for other in [&cast.anna, &cast.karin, &cast.ada, &cast.ida, &Actor::Anonymous] {
        assert!(matches!(cast.app.take_out(other, &input).await.unwrap_err(), AppError::Denied));
    }
    let (extract, _) = taken_out(&cast, &elisabet).await;
    for member in [&cast.anna, &cast.ada] {
        let found = cast.app.extracts(member).await.unwrap();
        assert!(!found.may_take_out);
        assert_eq!(found.rows[0].person, "Elisabet Grane");
        assert_eq!(cast.app.read_extract(member, extract.id).await.unwrap().extract.purpose, input.purpose);
        assert!(matches!(cast.app.fetch_extract(member, extract.id).await.unwrap_err(), AppError::Denied));
    }
    // Outside the collaboration nobody knows of it, a researcher neither.
    let outside = cast.member("Olle Ute", cast.halmstad, Role::Researcher, &[]).await;
    assert!(cast.app.extracts(&outside).await.unwrap().rows.is_empty());
    for id in [extract.id, ExtractId::at(extract.made)] {
        assert!(matches!(cast.app.read_extract(&outside, id).await.unwrap_err(), AppError::NotFound));
        assert!(matches!(cast.app.fetch_extract(&outside, id).await.unwrap_err(), AppError::NotFound));
    }
    let theirs = cast.app.take_out(&outside, &input).await.unwrap_err();
    assert!(matches!(theirs, AppError::Invalid(_)), "{theirs:?}");
    let without_role = Actor::Member(Member { roles: Vec::new(), ..cast.anna.member().unwrap().clone() });
    assert!(matches!(cast.app.extracts(&without_role).await.unwrap_err(), AppError::Denied));

    let page = cast.app.read_collaboration(&cast.anna, extract.collaboration).await.unwrap();
    let kinds: Vec<EventKind> = page.history.iter().map(|entry| entry.event.kind).collect();
    assert_eq!(kinds[..2], [EventKind::TakenOutAgain, EventKind::TakenOut]);
    let purpose = page.history[1].event.changes.iter().find(|change| change.field == "purpose").unwrap();
    assert_eq!(purpose.after.as_ref(), Some(&input.purpose));
}

#[tokio::test]
async fn a_period_that_is_none_and_a_purpose_with_an_identity_number_come_back() {
    let cast = Cast::new().await;
    let elisabet = researcher(&cast).await;
    let good = wanted(&cast, &elisabet).await;
    let told = async |input: ExtractInput| match cast.app.take_out(&elisabet, &input).await.unwrap_err() {
        AppError::Invalid(invalid) => {
            invalid.into_iter().map(|one| (one.field, one.problem)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let late = ExtractInput { last: "2026-11-10".into(), ..good.clone() };
    assert_eq!(told(late).await, [("last", FieldProblem::DayToCome)]);
    let turned = ExtractInput { first: "2026-11-09".into(), last: "2026-11-01".into(), ..good.clone() };
    assert_eq!(told(turned).await, [("last", FieldProblem::EndsTooEarly)]);
    let number = ExtractInput { purpose: "Om 811228-9874".into(), ..good.clone() };
    assert_eq!(told(number).await, [("purpose", FieldProblem::IdentityNumber)]);
    let nowhere = ExtractInput { collaboration: None, ..good };
    assert_eq!(told(nowhere).await, [("collaboration", FieldProblem::Unknown)]);
    assert!(cast.app.extracts(&elisabet).await.unwrap().rows.is_empty(), "nothing was kept");
}
