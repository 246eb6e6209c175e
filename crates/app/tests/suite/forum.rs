//! Forums and their meetings: who may lead, what can be decided how, and that what is confirmed stands.

use crate::cast::Cast;
use app::forum::ForumInput;
use app::meeting::{AgendaStep, Ballot, MeetingInput, Treatment};
use app::{AppError, FieldProblem, Refusal};
use domain::case::Course;
use domain::forum::{Forum, ItemState, Meeting, MeetingState, Seat, Vote, Voting};
use domain::id::{ItemId, PersonId};
use domain::number::Number;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::process::Exit;
use domain::sharing::Sharing;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

/// A meeting of Essunga's own forum, with one case on its agenda.
struct Called {
    cast: Cast,
    forum: Forum,
    meeting: Meeting,
    case: Number,
    /// Leads, and a member of the forum.
    chair: Actor,
    member: Actor,
}

fn who(actor: &Actor) -> PersonId {
    actor.member().unwrap().person
}

fn input(voting: Voting) -> ForumInput {
    ForumInput {
        name: "Lokal beredning".into(),
        // Who decides at the first gate of the process that is shipped.
        body: "Digitaliseringssamordnaren".into(),
        mandate: "Tar emot kommunens behov.".into(),
        voting,
        quorum: 0,
        jointly: false,
    }
}

fn tomorrow() -> MeetingInput {
    let time = |hour| jiff::civil::time(hour, 0, 0, 0);
    let day = crate::cast::NOON.day().tomorrow().unwrap();
    MeetingInput { day, starts: time(9), ends: time(11), place: "Rådhuset".into() }
}

async fn called(voting: Voting) -> Called {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let case = cast.app.case_of_need(&cast.karin, need.number).await.unwrap().unwrap().case.number;
    let forum = cast.app.begin_forum(&cast.karin, input(voting)).await.unwrap();
    let mut seated = Vec::new();
    for (name, seat) in [("Cilla Ek", Seat::Chair), ("Mats Alm", Seat::Member)] {
        let person = cast.person(name, cast.essunga, Role::NeedOwner).await;
        cast.app.set_seat(&cast.karin, forum.id, person, Some(seat)).await.unwrap();
        let member = cast.karin.member().unwrap().clone();
        seated.push(Actor::Member(Member { person, roles: vec![Role::NeedOwner], ..member }));
    }
    let meeting =
        cast.app.call_meeting(&cast.karin, forum.id, tomorrow(), &[case], &["Läget".into()]).await.unwrap();
    let [chair, member] = seated.try_into().unwrap();
    Called { cast, forum, meeting, case, chair, member }
}

impl Called {
    async fn version(&self) -> i64 {
        self.cast.app.read_meeting(&Actor::Operator, self.meeting.id).await.unwrap().meeting.version
    }

    async fn step(&self, actor: &Actor, to: MeetingState) -> Result<(), AppError> {
        self.cast.app.move_meeting(actor, self.meeting.id, self.version().await, to).await
    }

    async fn open(&self) {
        let there = [who(&self.chair), who(&self.member)];
        let version = self.version().await;
        self.cast.app.take_attendance(&self.chair, self.meeting.id, version, &there).await.unwrap();
        self.step(&self.chair, MeetingState::Running).await.unwrap();
    }

    async fn item(&self, at: usize) -> ItemId {
        self.cast.app.read_meeting(&self.chair, self.meeting.id).await.unwrap().items[at].item.id
    }

    async fn treat(&self, at: usize, treatment: Treatment, ballot: Ballot) -> Result<(), AppError> {
        let item = self.item(at).await;
        let at = (self.meeting.id, self.version().await);
        self.cast.app.treat_item(&self.chair, at, item, treatment, ballot).await
    }
}

fn go_on() -> Treatment {
    Treatment::Decide { course: Course::Onward("matching".into()), reason: "Många besök blir sena.".into() }
}

fn votes(of: &[(&Actor, Vote)]) -> Ballot {
    let votes = of.iter().map(|(actor, vote)| (who(actor), *vote)).collect();
    Ballot { votes, ..Ballot::default() }
}

#[tokio::test]
async fn what_a_meeting_decides_moves_the_case_and_stands_in_its_decisions() {
    let at = called(Voting::Members).await;
    at.open().await;
    at.treat(0, go_on(), Ballot::default()).await.unwrap();
    at.treat(1, Treatment::Note("Gick igenom läget.".into()), Ballot::default()).await.unwrap();
    let case = at.cast.app.read_case(&at.cast.anna, at.case).await.unwrap();
    assert_eq!(case.case.stage, "matching");
    let decision = &case.decisions[0].decision;
    assert_eq!((decision.forum, decision.item), (Some(at.forum.id), Some(at.item(0).await)));
    let day = at.meeting.day;
    assert_eq!(decision.reference, format!("§ 1, Lokal beredning {day}"));
    let read = at.cast.app.read_meeting(&at.member, at.meeting.id).await.unwrap();
    let states: Vec<_> = read.items.iter().map(|row| (row.item.state, row.item.paragraph)).collect();
    assert_eq!(states, [(ItemState::Decided, Some(1)), (ItemState::Noted, Some(2))]);
    let again = at.treat(0, go_on(), Ballot::default()).await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::MatterTreated)), "a correction is a new decision");
}

#[tokio::test]
async fn voices_that_are_not_enough_decide_nothing() {
    let at = called(Voting::Members).await;
    at.open().await;
    let against = votes(&[(&at.chair, Vote::No), (&at.member, Vote::Yes)]);
    let lost = at.treat(0, go_on(), against).await.unwrap_err();
    assert!(matches!(lost, AppError::Refused(Refusal::NotCarried)), "{lost:?}");
    let by_guest = votes(&[(&at.cast.karin, Vote::Yes)]);
    assert!(matches!(at.treat(0, go_on(), by_guest).await.unwrap_err(), AppError::Refused(Refusal::NoVoice)));
    let out = |actor: &Actor| (who(actor), "Är gift med leverantörens säljare.".to_owned());
    let nobody = Ballot { disqualified: vec![out(&at.chair), out(&at.member)], ..Ballot::default() };
    assert!(matches!(at.treat(0, go_on(), nobody).await.unwrap_err(), AppError::Refused(Refusal::NoQuorum)));
    let case = at.cast.app.read_case(&at.cast.anna, at.case).await.unwrap();
    assert_eq!((case.case.stage.as_str(), case.decisions.len()), ("received", 0));
    let alone = Ballot { disqualified: vec![out(&at.chair)], ..votes(&[(&at.member, Vote::Yes)]) };
    at.treat(0, Treatment::Decide { course: Course::Exit(Exit::Declined), reason: "Löst.".into() }, alone)
        .await
        .unwrap();
    let read = at.cast.app.read_meeting(&at.member, at.meeting.id).await.unwrap();
    assert_eq!(read.items[0].out[0].0, "Cilla Ek");
    assert_eq!(read.items[0].votes, [("Mats Alm".to_owned(), Vote::Yes)]);
}

#[tokio::test]
async fn a_forum_that_agrees_does_not_vote() {
    let at = called(Voting::Consensus).await;
    at.open().await;
    let voted = at.treat(0, go_on(), votes(&[(&at.chair, Vote::Yes)])).await.unwrap_err();
    assert!(matches!(voted, AppError::Refused(Refusal::NoVoting)));
    at.treat(0, Treatment::Defer("Vi väntar på prisuppgifter.".into()), Ballot::default()).await.unwrap();
    at.treat(0, go_on(), Ballot::default()).await.unwrap();
}

#[tokio::test]
async fn who_sits_there_as_what_says_who_leads_and_who_confirms() {
    let at = called(Voting::Members).await;
    let denied =
        |result: Result<(), AppError>| assert!(matches!(result, Err(AppError::Denied)), "{result:?}");
    let nobody = at.step(&at.chair, MeetingState::Running).await.unwrap_err();
    assert!(matches!(nobody, AppError::Refused(Refusal::NobodyThere)));
    at.open().await;
    denied(at.step(&at.member, MeetingState::Ended).await);
    denied(at.step(&at.cast.karin, MeetingState::Ended).await);
    let item = at.item(0).await;
    let now = (at.meeting.id, at.version().await);
    denied(at.cast.app.treat_item(&at.member, now, item, go_on(), Ballot::default()).await);
    let stranger = at.cast.app.read_meeting(&at.cast.bo, at.meeting.id).await.unwrap_err();
    assert!(matches!(stranger, AppError::NotFound), "a municipality's own forum is its own");
    at.step(&at.chair, MeetingState::Ended).await.unwrap();
    let read = at.cast.app.read_meeting(&at.member, at.meeting.id).await.unwrap();
    assert!(
        read.items.iter().all(|row| row.item.state == ItemState::Deferred),
        "what nobody took up is put off"
    );
    assert!(read.may_confirm);
    denied(at.step(&at.chair, MeetingState::Confirmed).await);
    at.step(&at.member, MeetingState::Confirmed).await.unwrap();
    let over = at.treat(0, go_on(), Ballot::default()).await.unwrap_err();
    assert!(matches!(over, AppError::Refused(Refusal::MeetingOver)));
    let over = at.cast.app.change_agenda(
        &at.chair,
        at.meeting.id,
        at.version().await,
        AgendaStep::Other("Sent ärende".into()),
    );
    assert!(matches!(over.await.unwrap_err(), AppError::Refused(Refusal::MeetingOver)));
}

#[tokio::test]
async fn an_agenda_takes_what_waits_for_the_forum_once() {
    let at = called(Voting::Members).await;
    let app = &at.cast.app;
    assert_eq!(app.read_forum(&at.member, at.forum.id).await.unwrap().due.len(), 1);
    let version = at.version().await;
    let twice = app.change_agenda(&at.chair, at.meeting.id, version, AgendaStep::Case(at.case)).await;
    let AppError::Invalid(fields) = twice.unwrap_err() else { panic!() };
    assert_eq!((fields[0].field, &fields[0].problem), ("cases", &FieldProblem::Unknown));
    let second = at.item(1).await;
    app.change_agenda(&at.chair, at.meeting.id, version, AgendaStep::Up(second)).await.unwrap();
    assert_eq!(at.item(0).await, second);
    let stale = app.change_agenda(&at.chair, at.meeting.id, version, AgendaStep::Off(second)).await;
    assert!(matches!(stale.unwrap_err(), AppError::Refused(Refusal::ChangedMeanwhile)));
    app.change_agenda(&at.chair, at.meeting.id, at.version().await, AgendaStep::Off(second)).await.unwrap();
    assert_eq!(app.read_meeting(&at.member, at.meeting.id).await.unwrap().items.len(), 1);
    let vara = at.cast.sent(&at.cast.bo, KEYS, Sharing::Collaboration).await;
    let other = app.case_of_need(&at.cast.bo, vara.number).await.unwrap().unwrap().case.number;
    let elsewhere =
        app.change_agenda(&at.chair, at.meeting.id, at.version().await, AgendaStep::Case(other)).await;
    assert!(matches!(elsewhere.unwrap_err(), AppError::Invalid(_)), "Vara decides on its own at home");
    let backwards = MeetingInput { ends: tomorrow().starts, ..tomorrow() };
    let backwards = app.call_meeting(&at.cast.karin, at.forum.id, backwards, &[], &[]).await.unwrap_err();
    let AppError::Invalid(fields) = backwards else { panic!() };
    assert_eq!((fields[0].field, &fields[0].problem), ("ends", &FieldProblem::EndsTooEarly));
}

#[tokio::test]
async fn who_leaves_gives_up_seats_and_what_was_to_be_done() {
    let at = called(Voting::Members).await;
    at.open().await;
    let app = &at.cast.app;
    let due = at.meeting.day;
    let given = (who(&at.member), "Tar fram priser", due);
    app.give_action(&at.chair, (at.meeting.id, at.version().await), None, given).await.unwrap();
    assert_eq!(app.own_actions(&at.member).await.unwrap().len(), 1);
    app.end_person(&at.cast.ada, at.cast.essunga, who(&at.member), None).await.unwrap();
    let forum = app.read_forum(&at.chair, at.forum.id).await.unwrap();
    assert_eq!(forum.seats.len(), 1);
    let [action] = forum.actions.as_slice() else { panic!() };
    assert_eq!(
        (action.name.as_deref(), action.may_finish),
        (None, true),
        "the organisation's, until somebody takes it"
    );
    app.finish_action(&at.chair, action.action.id, true).await.unwrap();
    assert!(app.read_forum(&at.chair, at.forum.id).await.unwrap().actions.is_empty());
    let ends = app.end_forum(&at.cast.karin, at.forum.id, forum.forum.version).await.unwrap_err();
    assert!(matches!(ends, AppError::Refused(Refusal::MeetingUnderWay)));
}
