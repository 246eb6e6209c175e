//! Questions to those who use a solution: asked of an organisation without knowing who answers there, and answered where the next one who
//! wonders reads it. Both are comments on the solution, so that they are taken back, hidden and moved like those.
//!
//! Who is asked is the person that the organisation has named for the solution, else whoever keeps its catalogue; the asker is not told
//! who that is. Not here: threads as such (`comment`).

use domain::comment::{Comment, CommentState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CommentId, OrganisationId, SolutionId};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::solution::Solution;
use domain::usage::{Usage, UsageStatus};
use store::Tx;
use store::event::NewEvent;

use crate::comment::{self, Written};
use crate::error::FieldProblem;
use crate::notice::{Told, catalogue_keepers};
use crate::solution::{Named, load, subject};
use crate::{App, AppError, Directory, Refusal};

/// Most questions that a person asks in a day and night.
const A_DAY: i64 = 10;
const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// Those who can be asked about a solution.
#[derive(Debug, Clone)]
pub struct Askable {
    /// The solution.
    pub solution: Named,
    /// Who uses it, by id and short name, without the reader's own.
    pub organisations: Vec<(OrganisationId, String)>,
}

/// A question as its reader sees it.
#[derive(Debug, Clone)]
pub struct QuestionRow {
    /// The question.
    pub question: Comment,
    /// What it is about.
    pub solution: Named,
    /// Short name of the organisation that is asked.
    pub asked: String,
    /// Who asks: name, and short name of the organisation.
    pub asker: (String, String),
    /// How many answers there are.
    pub answers: i64,
    /// Whether the reader is among those who are asked.
    pub may_answer: bool,
}

/// Whether whoever says this of a solution knows how it works.
const fn knows(status: UsageStatus) -> bool {
    match status {
        UsageStatus::InUse | UsageStatus::Pilot | UsageStatus::Retired => true,
        UsageStatus::Contract | UsageStatus::Planned | UsageStatus::Declined => false,
    }
}

/// Whether a reader can ask those who have said this.
pub(crate) fn can_be_asked(actor: &Actor, usage: &Usage) -> bool {
    let own = actor.member().map(|member| member.organisation);
    own.is_some() && own != Some(usage.organisation) && knows(usage.status)
}

async fn askable(tx: &mut Tx, actor: &Actor, solution: &Solution) -> Result<Vec<OrganisationId>, AppError> {
    if !actor.may(Deed::Comment, &subject(solution)) {
        return Ok(Vec::new());
    }
    let usages = store::usage::of_solution(tx, solution.id).await?;
    Ok(usages.iter().filter(|usage| can_be_asked(actor, usage)).map(|usage| usage.organisation).collect())
}

/// Whether the actor is of the organisation that is asked, or of the one that it has gone up in.
pub(crate) fn is_asked(directory: &Directory, actor: &Actor, asked: OrganisationId) -> bool {
    let today = directory.organisation(asked).map(|asked| directory.today(asked).id);
    actor.member().is_some_and(|member| today == Some(member.organisation))
}

impl App {
    /// Who can be asked about a solution.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see; [`AppError::Denied`] for who may not write.
    pub async fn askable(&self, actor: &Actor, number: Number) -> Result<Askable, AppError> {
        let mut tx = self.db.read().await?;
        let solution = load(&mut tx, actor, number).await?;
        if !actor.may(Deed::Comment, &subject(&solution)) {
            return Err(AppError::Denied);
        }
        let directory = Directory::read(&mut tx).await?;
        let organisations = askable(&mut tx, actor, &solution).await?;
        let organisations = organisations.into_iter().map(|id| (id, directory.short_name(id))).collect();
        Ok(Askable { solution: Named { number, name: solution.facts.name }, organisations })
    }

    /// Asks an organisation that uses a solution about it.
    ///
    /// # Errors
    /// As [`App::comment_on`]; [`AppError::Invalid`] for an organisation that does not use it; [`Refusal::TooManyQuestions`] for who has
    /// asked a great many.
    pub async fn ask_user(
        &self,
        actor: &Actor,
        number: Number,
        (organisation, written): (&str, &str),
        identity_reason: &str,
    ) -> Result<Comment, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let solution = load(&mut tx, actor, number).await?;
        let Some(member) = actor.member().filter(|_| actor.may(Deed::Comment, &subject(&solution))) else {
            return Err(AppError::Denied);
        };
        let known = askable(&mut tx, actor, &solution).await?;
        let asked = organisation.parse().ok().filter(|asked: &OrganisationId| known.contains(asked));
        let asked = asked.ok_or_else(|| AppError::invalid("asked", FieldProblem::Unknown))?;
        let since = domain::instant::Instant::from_milliseconds(now.milliseconds() - DAY_MILLISECONDS);
        if store::comment::asked_since(&mut tx, member.person, since).await? >= A_DAY {
            return Err(AppError::Refused(Refusal::TooManyQuestions));
        }
        let topic = comment::topic(&mut tx, actor, number).await?;
        let written = Written { text: written, identity_reason, asked: Some(asked), answers: None };
        let question = self.commented(&mut tx, actor, topic, written).await?;
        tx.commit().await?;
        Ok(question)
    }

    /// Answers a question for the organisation that is asked.
    ///
    /// # Errors
    /// As [`App::comment_on`]; [`AppError::NotFound`] for a question that is not shown; [`AppError::Denied`] for who is not asked.
    pub async fn answer_question(
        &self,
        actor: &Actor,
        id: CommentId,
        written: &str,
        identity_reason: &str,
    ) -> Result<(Comment, Number), AppError> {
        let mut tx = self.db.write().await?;
        let row = self.question_in(&mut tx, actor, id).await?;
        if !row.may_answer {
            return Err(AppError::Denied);
        }
        let number = row.solution.number;
        let topic = comment::topic(&mut tx, actor, number).await?;
        let written = Written { text: written, identity_reason, asked: None, answers: Some(id) };
        let answer = self.commented(&mut tx, actor, topic, written).await?;
        tx.commit().await?;
        Ok((answer, number))
    }

    /// One question, for who reads its solution.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for one that is not shown, or that the reader may not see.
    pub async fn question(&self, actor: &Actor, id: CommentId) -> Result<QuestionRow, AppError> {
        let mut tx = self.db.read().await?;
        self.question_in(&mut tx, actor, id).await
    }

    async fn question_in(&self, tx: &mut Tx, actor: &Actor, id: CommentId) -> Result<QuestionRow, AppError> {
        actor.member().ok_or(AppError::NotFound)?;
        let question = store::comment::get(tx, id).await?.ok_or(AppError::NotFound)?;
        let is_there = question.asked.is_some() && question.state == CommentState::Shown;
        let solution =
            question.subject.parse::<SolutionId>().ok().filter(|_| is_there).ok_or(AppError::NotFound)?;
        let solution = store::solution::get(tx, solution).await?.ok_or(AppError::NotFound)?;
        let solution = load(tx, actor, solution.number).await?;
        let directory = Directory::read(tx).await?;
        row(tx, (actor, &directory), question, (solution, 0)).await
    }

    /// Every question about solutions that the reader can see, latest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn questions(&self, actor: &Actor) -> Result<Vec<QuestionRow>, AppError> {
        actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for (question, answers) in store::comment::questions(&mut tx, &actor.visibility()).await? {
            let Ok(id) = question.subject.parse() else { continue };
            let Some(solution) = store::solution::get(&mut tx, id).await? else { continue };
            if actor.may(Deed::Read, &subject(&solution)) {
                rows.push(row(&mut tx, (actor, &directory), question, (solution, answers)).await?);
            }
        }
        Ok(rows)
    }
}

async fn row(
    tx: &mut Tx,
    (actor, directory): (&Actor, &Directory),
    question: Comment,
    (solution, answers): (Solution, i64),
) -> Result<QuestionRow, AppError> {
    let person = store::person::get(tx, question.person).await?;
    let asked = question.asked.ok_or(AppError::NotFound)?;
    let may_answer = is_asked(directory, actor, asked) && actor.may(Deed::Comment, &subject(&solution));
    Ok(QuestionRow {
        asked: directory.short_name(asked),
        asker: (
            person.map(|person| person.name).unwrap_or_default(),
            directory.short_name(question.organisation),
        ),
        solution: Named { number: solution.number, name: solution.facts.name },
        may_answer,
        answers,
        question,
    })
}

/// Who is told of a question, and of the answer to one.
pub(crate) async fn told(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    use domain::notice::Topic;
    let named = |field: &str| {
        let change = event.changes.iter().find(|change: &&Change| change.field == field)?;
        change.after.clone()
    };
    match (event.kind, event.subject_kind) {
        (EventKind::Asked, SubjectKind::Solution) => {
            let Some(Ok(asked)) = named(ASKED).map(|id| id.parse::<OrganisationId>()) else {
                return Ok(Vec::new());
            };
            let contact = match event.subject.parse() {
                Ok(solution) => store::usage::by(tx, solution, asked).await?.and_then(|usage| usage.contact),
                Err(_) => None,
            };
            let hear = match contact {
                Some(contact) => vec![contact],
                None => catalogue_keepers(tx, asked).await?,
            };
            Ok(hear.into_iter().map(|person| (person, asked, Topic::Comments)).collect())
        }
        (EventKind::Answered, SubjectKind::Solution) => {
            let Some(Ok(id)) = named(QUESTION).map(|id| id.parse()) else { return Ok(Vec::new()) };
            let asked = store::comment::get(tx, id).await?;
            Ok(asked.map(|one| (one.person, one.organisation, Topic::Comments)).into_iter().collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// The field of an event that holds which organisation is asked.
pub(crate) const ASKED: &str = "asked";
/// And which question is answered.
pub(crate) const QUESTION: &str = "question";
