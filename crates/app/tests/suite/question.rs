//! Questions to those who use a solution: who can be asked, who is told, and that the answer stays where the next one finds it.

use crate::cast::Cast;
use app::comment::Extent;
use app::session::Visitor;
use app::{AppError, Page, Refusal};
use domain::id::{OrganisationId, PersonId, UsageId};
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::usage::{Usage, UsageStatus};

struct Asked {
    cast: Cast,
    solution: Solution,
    /// Keeps the catalogue of Vara.
    karl: Actor,
}

impl Asked {
    /// A solution that Vara uses.
    async fn new() -> Self {
        let cast = Cast::new().await;
        let owner = Some(cast.vara);
        let solution = cast.solution(owner, "Låsguiden", "Digitala nycklar", Sharing::Collaboration).await;
        let person = cast.person("Karl Vik", cast.vara, Role::SolutionMaintainer).await;
        let member = Member {
            person,
            organisation: cast.vara,
            roles: vec![Role::SolutionMaintainer],
            partners: vec![cast.essunga],
        };
        let this = Self { cast, solution, karl: Actor::Member(member) };
        this.uses(this.cast.vara, UsageStatus::InUse, None).await;
        this
    }

    async fn uses(&self, organisation: OrganisationId, status: UsageStatus, contact: Option<PersonId>) {
        let id = UsageId::at(self.cast.app.clock().now());
        let usage = Usage { contact, ..Usage::new(id, self.solution.id, organisation, status) };
        let mut tx = self.cast.test.db.write().await.unwrap();
        store::usage::put(&mut tx, &usage).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn asks(&self, text: &str) -> Result<domain::comment::Comment, AppError> {
        let vara = self.cast.vara.to_string();
        self.cast.app.ask_user(&self.cast.anna, self.solution.number, (&vara, text), "").await
    }

    async fn told(&self, actor: &Actor) -> Vec<&'static str> {
        let token = self.cast.app.start_session(actor.member().unwrap().person, "").await.unwrap();
        let visitor: Visitor = self.cast.app.visitor(&token).await.unwrap();
        let listed = self.cast.app.notices(&visitor, Page::new(1, 50)).await.unwrap();
        listed.rows.iter().map(|row| row.entry.event.kind.code()).collect()
    }
}

#[tokio::test]
async fn those_who_use_it_are_asked_and_the_answer_stays_for_the_next_one() {
    let asked = Asked::new().await;
    let cast = &asked.cast;
    let whom = cast.app.askable(&cast.anna, asked.solution.number).await.unwrap();
    assert_eq!(whom.organisations, [(cast.vara, "Vara".to_owned())]);
    let question = asked.asks("Fungerar det med vårt planeringssystem?").await.unwrap();
    assert_eq!(asked.told(&asked.karl).await, ["asked"], "nobody is named, so who keeps the catalogue hears");
    assert!(asked.told(&cast.bo).await.is_empty() && asked.told(&cast.karin).await.is_empty());
    assert!(question.mentioned.is_empty(), "whoever answers is not shown to who asks");

    let open = cast.app.questions(&asked.karl).await.unwrap();
    assert_eq!((open.len(), open[0].answers, open[0].may_answer), (1, 0, true));
    assert!(!cast.app.questions(&cast.karin).await.unwrap()[0].may_answer, "it is not hers to answer");
    let denied = cast.app.answer_question(&cast.karin, question.id, "Nej", "").await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    cast.app.answer_question(&asked.karl, question.id, "Ja, sedan i våras.", "").await.unwrap();
    assert_eq!(asked.told(&cast.anna).await, ["answered"]);
    let thread = cast.app.thread(&cast.karin, asked.solution.number, Extent::All).await.unwrap();
    // At one moment there is no order by time.
    let mut said: Vec<_> =
        thread.rows.iter().map(|row| (row.asked.as_deref(), row.comment.answers)).collect();
    said.sort();
    assert_eq!(said, [(None, Some(question.id)), (Some("Vara"), None)]);
    assert_eq!(cast.app.questions(&cast.karin).await.unwrap()[0].answers, 1);
}

#[tokio::test]
async fn whoever_is_named_for_the_solution_is_told_and_nobody_else() {
    let asked = Asked::new().await;
    let bo = asked.cast.bo.member().unwrap().person;
    asked.uses(asked.cast.vara, UsageStatus::Pilot, Some(bo)).await;
    asked.asks("Hur lång tid tog det?").await.unwrap();
    assert_eq!(asked.told(&asked.cast.bo).await, ["asked"]);
    assert!(asked.told(&asked.karl).await.is_empty());
}

#[tokio::test]
async fn only_members_who_read_it_ask_and_only_those_who_know() {
    let asked = Asked::new().await;
    let cast = &asked.cast;
    let (number, vara) = (asked.solution.number, cast.vara.to_string());
    for stranger in [&cast.ida, &Actor::Anonymous] {
        let hidden = cast.app.ask_user(stranger, number, (&vara, "Hur går det?"), "").await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound), "{stranger:?}");
    }
    assert!(matches!(cast.app.questions(&Actor::Anonymous).await.unwrap_err(), AppError::Denied));
    let reader = Actor::Member(Member { roles: vec![Role::Reader], ..cast.anna.member().unwrap().clone() });
    let denied = cast.app.ask_user(&reader, number, (&vara, "Hur går det?"), "").await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    asked.uses(cast.essunga, UsageStatus::InUse, None).await;
    for nobody in [cast.essunga.to_string(), cast.halmstad.to_string(), "nonsens".to_owned()] {
        let wrong = cast.app.ask_user(&cast.anna, number, (&nobody, "Hur går det?"), "").await.unwrap_err();
        assert!(matches!(wrong, AppError::Invalid(_)), "{nobody}");
    }
    asked.uses(cast.vara, UsageStatus::Declined, None).await;
    assert!(
        matches!(asked.asks("Varför inte?").await.unwrap_err(), AppError::Invalid(_)),
        "they do not use it"
    );
    asked.uses(cast.vara, UsageStatus::InUse, None).await;
    asked.asks("Hur går det?").await.unwrap();
    assert!(
        cast.app.questions(&cast.ida).await.unwrap().is_empty(),
        "who cannot read the solution reads none"
    );
}

#[tokio::test]
async fn a_great_many_questions_in_a_day_are_too_many() {
    let asked = Asked::new().await;
    for number in 0..10 {
        asked.asks(&format!("Fråga {number}?")).await.unwrap();
    }
    let stopped = asked.asks("Och en till?").await.unwrap_err();
    assert!(matches!(stopped, AppError::Refused(Refusal::TooManyQuestions)));
    let tomorrow = asked.cast.later(25 * 60 * 60 * 1000);
    let vara = asked.cast.vara.to_string();
    tomorrow.ask_user(&asked.cast.anna, asked.solution.number, (&vara, "Och en till?"), "").await.unwrap();
}

#[tokio::test]
async fn a_question_that_is_taken_back_is_in_no_list_and_has_no_answer() {
    let asked = Asked::new().await;
    let cast = &asked.cast;
    let question = asked.asks("Hur går det?").await.unwrap();
    cast.app.take_comment_back(&cast.anna, question.id, question.version, false).await.unwrap();
    assert!(cast.app.questions(&asked.karl).await.unwrap().is_empty());
    let gone = cast.app.answer_question(&asked.karl, question.id, "Bra", "").await.unwrap_err();
    assert!(matches!(gone, AppError::NotFound));
}
