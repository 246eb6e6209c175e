//! How old facts are: who is asked once a month, what a letter opens and what it does not, many confirmed at once, and what is next.

use crate::cast::Cast;
use app::contract::{ContractInput, CoveredInput};
use app::freshness::{
    CompleteFilter, DueFilter, Lack, Left, LetterRead, Outcome, Read, Responsible, Says, ToDo, Waiting,
};
use app::mail::{Content, Mail};
use app::matches::Question;
use app::solution::keep::SolutionInput;
use app::usage::UsageInput;
use app::{App, AppError, Page, Refusal};
use domain::event::EventKind;
use domain::freshness::{Age, FactId, Part, Task};
use domain::id::{NodeId, OrganisationId, PersonId, UsageId};
use domain::notice::{Frequency, Topic};
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::usage::{Usage, UsageStatus};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// In December of the year after: everything that was said at noon is due.
const LONG: i64 = 400 * DAY;

/// The same system so much later, with everything read.
async fn after(cast: &Cast, milliseconds: i64) -> App {
    let later = cast.later(milliseconds);
    later.fill_index(|_| {}).await.unwrap();
    later
}

fn person(actor: &Actor) -> PersonId {
    actor.member().unwrap().person
}

async fn entry(cast: &Cast) -> Solution {
    cast.solution(Some(cast.essunga), "Låsguiden", "Digitala nycklar i hemtjänsten", Sharing::Collaboration)
        .await
}

/// That an organisation uses it, said at noon by `by`.
async fn uses(
    cast: &Cast,
    organisation: OrganisationId,
    solution: &Solution,
    contact: Option<PersonId>,
) -> FactId {
    let now = cast.app.clock().now();
    let usage = Usage::new(UsageId::at(now), solution.id, organisation, UsageStatus::InUse);
    let usage = Usage { contact, ..usage.confirmed(now, None) };
    let mut tx = cast.test.db.write().await.unwrap();
    store::usage::put(&mut tx, &usage).await.unwrap();
    tx.commit().await.unwrap();
    FactId::Usage(usage.id)
}

async fn mailed(app: &App) -> Vec<Mail> {
    let node = NodeId::at(app.clock().now());
    let mut went = Vec::new();
    while let Some(mail) = app.next_mail(node).await.unwrap() {
        app.mail_went(&mail).await.unwrap();
        went.push(mail);
    }
    went.sort_by(|one, other| one.email.cmp(&other.email));
    went
}

fn token(mail: &Mail) -> &str {
    let Content::Confirm { token, .. } = &mail.content else { panic!("{mail:?}") };
    token
}

fn outcomes(read: &LetterRead) -> Vec<Outcome> {
    let LetterRead::Open { lines, .. } = read else { panic!("{read:?}") };
    lines.iter().map(|line| line.outcome).collect()
}

async fn confirmed_of(cast: &Cast, fact: FactId) -> Option<(i64, Option<PersonId>)> {
    let mut tx = cast.test.db.read().await.unwrap();
    match fact {
        FactId::Usage(id) => {
            let usage = store::usage::get(&mut tx, id).await.unwrap().unwrap();
            usage.confirmed_at.map(|at| (at.milliseconds(), usage.confirmed_by))
        }
        FactId::Entry(id) => {
            let said = store::freshness::confirmation(&mut tx, id).await.unwrap();
            said.map(|said| (said.at.milliseconds(), said.by))
        }
        FactId::Contract(_) => None,
    }
}

/// What Anna, who is named, and Karin, who keeps the catalogue, answer for.
struct Two {
    entry: FactId,
    usage: FactId,
    solution: Solution,
}

impl Two {
    async fn of(cast: &Cast) -> Self {
        let solution = entry(cast).await;
        let usage = uses(cast, cast.essunga, &solution, Some(person(&cast.anna))).await;
        Self { entry: FactId::Entry(solution.id), usage, solution }
    }
}

#[tokio::test]
async fn whoever_answers_is_written_to_once_a_month_over_all_nodes() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    assert_eq!(after(&cast, 300 * DAY).await.write_letters().await.unwrap(), 0, "within the year");
    let node = after(&cast, LONG).await;
    assert_eq!(node.write_letters().await.unwrap(), 2, "whoever is named, and whoever keeps the catalogue");
    assert_eq!(node.write_letters().await.unwrap(), 0, "the day's are made");
    let another = after(&cast, LONG).await;
    assert_eq!(another.write_letters().await.unwrap(), 0, "on every node");
    assert_eq!(after(&cast, LONG + 2 * DAY).await.write_letters().await.unwrap(), 0, "one a month");

    let mails = mailed(&node).await;
    let told: Vec<_> = mails
        .iter()
        .map(|mail| {
            let Content::Confirm { rows, name, .. } = &mail.content else { panic!("{mail:?}") };
            (name.as_str(), rows.iter().map(|row| row.fact).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(told, [("Anna Lind", vec![two.usage]), ("Karin Ås", vec![two.entry])]);
    assert!(mailed(&node).await.is_empty(), "once");
    // What nobody answers is asked again, and no node needs to have run between.
    assert_eq!(after(&cast, LONG + 70 * DAY).await.write_letters().await.unwrap(), 2);
}

#[tokio::test]
async fn who_wants_no_such_mail_gets_none_and_finds_the_same_on_the_page() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let session = cast.app.start_session(person(&cast.karin), "").await.unwrap();
    let karin = cast.app.visitor(&session).await.unwrap();
    let node = after(&cast, LONG).await;
    cast.app.choose_notices(&karin, &[(Topic::Catalogue, Frequency::Off)]).await.unwrap();
    assert_eq!(node.write_letters().await.unwrap(), 1, "Anna alone");
    let Read::Done(due) = node.due_facts(&cast.karin, &DueFilter::default(), Page::new(1, 25)).await.unwrap()
    else {
        panic!("it is read");
    };
    let mut facts: Vec<_> = due.listed.rows.iter().map(|row| row.fact).collect();
    facts.sort_unstable();
    assert_eq!(facts, [two.entry, two.usage]);
    // What was written before is dropped if it is wanted no more.
    let session = cast.app.start_session(person(&cast.anna), "").await.unwrap();
    let anna = cast.app.visitor(&session).await.unwrap();
    cast.app.choose_notices(&anna, &[(Topic::Catalogue, Frequency::Off)]).await.unwrap();
    assert!(mailed(&node).await.is_empty());
}

#[tokio::test]
async fn a_letter_confirms_without_signing_in_and_reading_it_changes_nothing() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let node = after(&cast, LONG).await;
    node.write_letters().await.unwrap();
    let mails = mailed(&node).await;
    let (anna, before) = (token(&mails[0]), confirmed_of(&cast, two.usage).await);
    for _ in 0..2 {
        let read = node.read_letter(&Actor::Anonymous, anna).await.unwrap();
        assert_eq!(outcomes(&read), [Outcome::Waiting]);
    }
    assert_eq!(confirmed_of(&cast, two.usage).await, before, "mail programs fetch addresses");

    let read = node.confirm_by_letter(&Actor::Anonymous, anna, None).await.unwrap();
    let now = node.clock().now();
    assert_eq!(outcomes(&read), [Outcome::Confirmed(now)]);
    let said = confirmed_of(&cast, two.usage).await;
    assert_eq!(said, Some((now.milliseconds(), Some(person(&cast.anna)))), "as her word");
    let page = node.read_solution(&cast.bo, two.solution.number).await.unwrap();
    assert_eq!(page.history[0].event.kind, EventKind::UsageConfirmed);
    assert_eq!(page.history[0].person.as_deref(), Some("Anna Lind"));
    assert_eq!(confirmed_of(&cast, two.entry).await, None, "her letter opens nothing else");

    let events = page.history.len();
    let later = after(&cast, LONG + DAY).await;
    let again = later.confirm_by_letter(&Actor::Anonymous, anna, None).await.unwrap();
    assert_eq!(outcomes(&again), [Outcome::Confirmed(now)], "used twice");
    assert_eq!(confirmed_of(&cast, two.usage).await, said);
    assert_eq!(later.read_solution(&cast.bo, two.solution.number).await.unwrap().history.len(), events);
}

#[tokio::test]
async fn a_letter_that_is_late_or_anothers_or_made_up_opens_nothing() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let node = after(&cast, LONG).await;
    node.write_letters().await.unwrap();
    let mails = mailed(&node).await;
    let (anna, before) = (token(&mails[0]), confirmed_of(&cast, two.usage).await);
    let late = after(&cast, LONG + 31 * DAY).await;
    for (app, actor, code) in [
        (&late, &Actor::Anonymous, anna),
        (&late, &cast.anna, anna),
        (&node, &cast.karin, anna),
        (&node, &cast.bo, anna),
        (&node, &Actor::Anonymous, "påhittad"),
        (&node, &Actor::Anonymous, ""),
    ] {
        for read in [app.read_letter(actor, code).await, app.confirm_by_letter(actor, code, None).await] {
            assert!(matches!(read.unwrap(), LetterRead::Late | LetterRead::Another), "{actor:?} {code}");
        }
    }
    assert_eq!(confirmed_of(&cast, two.usage).await, before);
    let own = node.confirm_by_letter(&cast.anna, anna, Some(&[7])).await.unwrap();
    assert_eq!(outcomes(&own), [Outcome::Waiting], "a place that is not in it");
    let own = node.confirm_by_letter(&cast.anna, anna, Some(&[0])).await.unwrap();
    assert!(matches!(outcomes(&own)[..], [Outcome::Confirmed(_)]), "signed in as herself it is hers");
}

#[tokio::test]
async fn what_has_changed_or_is_no_longer_the_persons_is_left_and_told() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let node = after(&cast, LONG).await;
    node.write_letters().await.unwrap();
    let mails = mailed(&node).await;
    let (anna, karin) = (token(&mails[0]), token(&mails[1]));
    // Karin corrects the entry, and says how Essunga uses it.
    let input = SolutionInput { name: "Nyckelfritt".into(), ..SolutionInput::of(&two.solution.facts) };
    node.edit_solution(&cast.karin, (two.solution.number, two.solution.version), &input).await.unwrap();
    let edited = confirmed_of(&cast, two.entry).await;
    assert!(edited.is_some(), "whoever edits has looked at it");
    let read = node.confirm_by_letter(&Actor::Anonymous, karin, None).await.unwrap();
    assert_eq!(outcomes(&read), [Outcome::Changed]);
    assert_eq!(confirmed_of(&cast, two.entry).await, edited);

    let usage = UsageInput {
        status: "in_use".into(),
        contact: person(&cast.karin).to_string(),
        ..UsageInput::default()
    };
    node.set_usage(&cast.karin, (two.solution.number, cast.essunga), 1, &usage).await.unwrap();
    let said = confirmed_of(&cast, two.usage).await;
    let read = node.confirm_by_letter(&Actor::Anonymous, anna, None).await.unwrap();
    assert_eq!(outcomes(&read), [Outcome::NotYours], "she is not the one to ask any more");
    let LetterRead::Open { lines, .. } = read else { panic!("open") };
    assert!(lines[0].row.is_none(), "and is shown nothing of it");
    assert_eq!(confirmed_of(&cast, two.usage).await, said);
}

#[tokio::test]
async fn many_are_confirmed_at_once_and_what_changed_meanwhile_is_left() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let other = cast.solution(Some(cast.vara), "Turplanering", "Rutter", Sharing::Collaboration).await;
    let theirs = uses(&cast, cast.vara, &other, None).await;
    let node = after(&cast, LONG).await;
    let shown = [(two.entry, 1), (two.usage, 9), (theirs, 1), (FactId::Entry(other.id), 1)];
    let done = node.confirm_facts(&cast.karin, &shown).await.unwrap();
    assert_eq!(done.done, 1);
    let left = [
        (two.usage, Left::ChangedMeanwhile),
        (theirs, Left::NotYours),
        (FactId::Entry(other.id), Left::NotYours),
    ];
    assert_eq!(done.left, left);
    let said = (node.clock().now().milliseconds(), Some(person(&cast.karin)));
    assert_eq!(confirmed_of(&cast, two.entry).await, Some(said));
    let page = node.read_solution(&cast.karin, two.solution.number).await.unwrap();
    assert_eq!(page.history[0].event.kind, EventKind::Confirmed);
    assert_eq!((page.age.age, page.age.by.as_deref()), (Age::Fresh, Some("Karin Ås")));
    let public = node.read_solution(&Actor::Operator, two.solution.number).await.unwrap();
    assert_eq!(public.age.by, None, "names are for members");
    // Anna is the one to ask about the use, and keeps no catalogue.
    let done = node.confirm_facts(&cast.anna, &[(two.usage, 1), (two.entry, 1)]).await.unwrap();
    assert_eq!((done.done, done.left), (1, vec![(two.entry, Left::NotYours)]));
    let denied = node.confirm_facts(&Actor::Anonymous, &shown).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
}

async fn due(app: &App, actor: &Actor, filter: DueFilter) -> Vec<FactId> {
    let Read::Done(list) = app.due_facts(actor, &filter, Page::new(1, 25)).await.unwrap() else {
        panic!("it is read");
    };
    assert_eq!(list.listed.total, i64::try_from(list.listed.rows.len()).unwrap());
    list.listed.rows.iter().map(|row| row.fact).collect()
}

#[tokio::test]
async fn what_is_due_is_narrowed_and_is_the_own_organisations_alone() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let left = cast.person("Lasse Gren", cast.vara, Role::NeedSubmitter).await;
    let more = cast.solution(Some(cast.vara), "Turplanering", "Rutter", Sharing::Collaboration).await;
    let gone = uses(&cast, cast.essunga, &more, Some(left)).await;
    let node = after(&cast, LONG).await;
    let all = due(&node, &cast.karin, DueFilter::default()).await;
    assert_eq!(all.len(), 3, "nothing of Vara's: {all:?}");
    use domain::freshness::FactKind;
    let by = |responsible| DueFilter { responsible, ..DueFilter::default() };
    for (filter, expected) in [
        (DueFilter { kind: Some(FactKind::Entry), ..DueFilter::default() }, vec![two.entry]),
        (DueFilter { search: "turpl".into(), ..DueFilter::default() }, vec![gone]),
        (DueFilter { age: Some(Age::Never), ..DueFilter::default() }, vec![two.entry]),
        (DueFilter { age: Some(Age::Old), ..DueFilter::default() }, vec![]),
        (by(Responsible::Person(person(&cast.anna))), vec![two.usage]),
        (by(Responsible::Gone), vec![gone]),
        (DueFilter { service_area: "510".into(), ..DueFilter::default() }, vec![]),
        (DueFilter { organisation: Some(cast.vara), ..DueFilter::default() }, vec![]),
    ] {
        assert_eq!(due(&node, &cast.karin, filter.clone()).await, expected, "{filter:?}");
    }
    assert_eq!(due(&node, &cast.anna, DueFilter::default()).await, [two.usage], "what she is named for");
    assert!(due(&node, &cast.bo, DueFilter::default()).await.is_empty());
    let denied =
        node.due_facts(&Actor::Anonymous, &DueFilter::default(), Page::new(1, 25)).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
}

#[tokio::test]
async fn whoever_writes_may_ask_about_what_is_old_once_in_thirty_days() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    let ageing = after(&cast, LONG).await;
    let fresh = ageing.ask_confirmation(&cast.bo, two.usage).await.unwrap_err();
    assert!(matches!(fresh, AppError::Refused(Refusal::ChangedMeanwhile)), "not old yet: {fresh:?}");
    let node = after(&cast, 800 * DAY).await;
    assert_eq!(node.ask_confirmation(&cast.bo, two.usage).await.unwrap(), 1, "Anna");
    let again = node.ask_confirmation(&cast.karin, two.usage).await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::AskedLately)), "{again:?}");
    for stranger in [&cast.ida, &Actor::Anonymous] {
        let denied = node.ask_confirmation(stranger, two.entry).await.unwrap_err();
        assert!(matches!(denied, AppError::NotFound | AppError::Denied), "{stranger:?} {denied:?}");
    }
    let member = cast.bo.member().unwrap().clone();
    let reader = Actor::Member(Member { roles: vec![Role::Reader], ..member });
    let denied = node.ask_confirmation(&reader, two.entry).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "a reader only reads");
    assert_eq!(
        node.ask_confirmation(&cast.bo, two.entry).await.unwrap(),
        1,
        "Karin, about what nobody confirmed"
    );

    let told = async |actor: &Actor| {
        let session = node.start_session(person(actor), "").await.unwrap();
        let visitor = node.visitor(&session).await.unwrap();
        let rows = node.notices(&visitor, Page::new(1, 50)).await.unwrap().rows;
        rows.into_iter().map(|row| (row.entry.event.kind, row.notice.topic)).collect::<Vec<_>>()
    };
    let asked = [(EventKind::ConfirmationAsked, Topic::Catalogue)];
    assert_eq!(told(&cast.anna).await, asked);
    assert_eq!(told(&cast.karin).await, asked);
    let later = after(&cast, 831 * DAY).await;
    later.ask_confirmation(&cast.bo, two.usage).await.unwrap();
}

#[tokio::test]
async fn age_ranks_nothing() {
    let cast = Cast::new().await;
    for (name, text) in
        [("Låsguiden", "Nycklar i hemtjänsten"), ("Nyckelskåp", "Nycklar"), ("Turer", "Rutter och nycklar")]
    {
        cast.solution(Some(cast.essunga), name, text, Sharing::Collaboration).await;
    }
    let question = || Question { text: "nycklar i hemtjänsten", solutions: 5, needs: 0, except: None };
    let ranked = async |app: &App| {
        let found = app.matches(&cast.karin, question()).await.unwrap().solutions;
        found.iter().map(|one| (one.solution.number, one.hit.score.to_bits())).collect::<Vec<_>>()
    };
    let young = ranked(&cast.app).await;
    assert_eq!(young.len(), 3);
    let node = after(&cast, 1_000 * DAY).await;
    assert_eq!(ranked(&node).await, young, "nobody has ever confirmed them");
    let first = node.matches(&cast.karin, question()).await.unwrap().solutions.remove(0);
    assert_eq!(first.age.age, Age::Never, "which is told");
    node.confirm_facts(&cast.karin, &[(FactId::Entry(first.solution.id), 1)]).await.unwrap();
    assert_eq!(ranked(&node).await, young, "one is fresh now");
}

#[tokio::test]
async fn completeness_tells_what_is_missing_and_gives_no_hidden_contract_away() {
    let cast = Cast::new().await;
    let two = Two::of(&cast).await;
    cast.app.refresh_index().await.unwrap();
    let lacks = |actor: &Actor| cast.app.completeness_of(actor, two.solution.id).unwrap().1;
    assert!(lacks(&cast.karin).contains(&Part::Agreement));
    let contract = ContractInput {
        name: "Lås".into(),
        supplier: "Nordlås".into(),
        kind: "direct".into(),
        solutions: vec![two.solution.number.to_string()],
        starts: "2025-01-01".into(),
        ends: "2027-03-31".into(),
        notice: "2027-02-28".into(),
        coverage: vec![CoveredInput {
            organisation: cast.essunga.to_string(),
            standing: "party".into(),
            until: String::new(),
        }],
        route: "own_procurement".into(),
        ..ContractInput::default()
    };
    cast.app.add_contract(&cast.karin, contract).await.unwrap();
    cast.app.refresh_index().await.unwrap();
    assert!(!lacks(&cast.karin).contains(&Part::Agreement), "her own");
    assert!(lacks(&cast.bo).contains(&Part::Agreement), "which Vara may not know of");
    assert_eq!(cast.app.completeness_of(&Actor::Anonymous, two.solution.id), None);

    let Read::Done(rows) = cast.app.completeness(&cast.karin).await.unwrap() else { panic!("it is read") };
    assert_eq!((rows[0].organisation, rows[0].entries, rows[0].complete), (cast.essunga, 1, 0));
    let filter = CompleteFilter { lack: Lack::Part(Part::Provider), ..CompleteFilter::default() };
    let Read::Done(listed) = cast.app.complete_entries(&cast.bo, &filter, Page::new(1, 25)).await.unwrap()
    else {
        panic!("it is read");
    };
    assert_eq!(listed.rows[0].number, two.solution.number);
    let hidden = cast.solution(Some(cast.vara), "Intern", "Egen", Sharing::Organisation).await;
    cast.app.refresh_index().await.unwrap();
    assert_eq!(cast.app.completeness_of(&cast.karin, hidden.id), None);
    let Read::Done(same) = cast.app.completeness(&cast.karin).await.unwrap() else { panic!("it is read") };
    assert_eq!(same, rows, "a hidden entry moves no number");
}

async fn to_do(app: &App, actor: &Actor) -> ToDo {
    let Read::Done(read) = app.catalogue_to_do(actor, None).await.unwrap() else { panic!("it is read") };
    read
}

#[tokio::test]
async fn the_keeper_is_told_what_to_do_next_in_order() {
    let cast = Cast::new().await;
    let nothing = to_do(&cast.app, &cast.karin).await;
    assert!(nothing.items.is_empty() && nothing.next.is_none());
    let _two = Two::of(&cast).await;
    let mine = cast.solution(Some(cast.vara), "Turplanering", "Rutter", Sharing::Collaboration).await;
    cast.app.propose_usage(&cast.bo, (mine.number, cast.essunga), ("pilot", "Hörde det")).await.unwrap();
    let left = cast.person("Lasse Gren", cast.vara, Role::NeedSubmitter).await;
    let fresh = cast.later(399 * DAY);
    let usage = Usage::new(UsageId::at(fresh.clock().now()), mine.id, cast.essunga, UsageStatus::InUse);
    let usage = Usage { contact: Some(left), ..usage.confirmed(fresh.clock().now(), None) };
    let mut tx = cast.test.db.write().await.unwrap();
    store::usage::put(&mut tx, &usage).await.unwrap();
    tx.commit().await.unwrap();

    let node = after(&cast, LONG).await;
    let read = to_do(&node, &cast.karin).await;
    let tasks: Vec<_> = read.items.iter().map(|item| (item.task, item.count)).collect();
    let expected = [(Task::Proposals, 1), (Task::ContactsLeft, 1), (Task::Due, 2), (Task::Incomplete, 1)];
    assert_eq!(tasks, expected);
    let Waiting::Fact(first) = &read.items[2].first[0] else { panic!("a fact") };
    assert!(first.may_confirm && matches!(first.says, Says::Entry(_) | Says::Usage(..)));
    assert!(read.next.is_some(), "the use that was said lately comes next year");
    let denied = node.catalogue_to_do(&cast.anna, None).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
}
