//! What can be done with comments: read a thread, write in it, take one's own back, hide another's with a reason.
//!
//! A thread is read by those who are signed in and read the record. Not here: telling the mentioned.

use std::collections::HashMap;

use domain::comment::{self, Comment, CommentState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CommentId, OrganisationId, PersonId};
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed, Member, Subject};
use domain::personal;
use domain::text::{self, SHORT_MAX};
use store::{StoreError, Tx};

use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::{App, Directory, case, initiative, need, question, solution};

/// Comments shown at once; the newest.
const SHOWN: i64 = 50;
/// All that are shown when somebody asks for all.
const ALL: i64 = 1_000;
/// The same words by the same person within this time are one comment sent twice.
const TWICE_MILLISECONDS: i64 = 60 * 1000;

/// The field names in forms.
const TEXT: &str = "comment";
const REASON: &str = "identity_reason";

/// A comment as its reader sees it.
#[derive(Debug, Clone)]
pub struct CommentRow {
    /// The comment; without its words when the reader may not see them.
    pub comment: Comment,
    /// Name of who wrote it.
    pub person: String,
    /// Short name of the organisation.
    pub organisation: String,
    /// Short name of the organisation that is asked, where it is a question.
    pub asked: Option<String>,
    /// Whether the reader is of that organisation, and may answer.
    pub may_answer: bool,
    /// Names of who is mentioned.
    pub mentioned: Vec<String>,
    /// Whether the reader wrote it and may take it back or undo that.
    pub own: bool,
    /// Whether the reader may hide it or undo that.
    pub may_hide: bool,
}

/// A thread as its reader sees it.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// Oldest first.
    pub rows: Vec<CommentRow>,
    /// How many there are in all.
    pub total: i64,
    /// Whether the reader may write.
    pub may_write: bool,
}

/// How much of a thread is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The newest.
    Newest,
    /// All.
    All,
}

/// What somebody writes in a thread, and whether it asks or answers.
pub(crate) struct Written<'a> {
    pub(crate) text: &'a str,
    /// Why a personal identity number stands in it.
    pub(crate) identity_reason: &'a str,
    pub(crate) asked: Option<OrganisationId>,
    pub(crate) answers: Option<CommentId>,
}

/// What a thread is about.
pub(crate) struct Topic {
    kind: SubjectKind,
    id: String,
    about: Subject,
}

impl App {
    /// The thread on a need or a solution; empty for who is not signed in.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is a record that the reader may not see.
    pub async fn thread(&self, actor: &Actor, number: Number, extent: Extent) -> Result<Thread, AppError> {
        let mut tx = self.db.read().await?;
        let topic = topic(&mut tx, actor, number).await?;
        let Some(member) = actor.member() else { return Ok(Thread::default()) };
        let limit = match extent {
            Extent::Newest => SHOWN,
            Extent::All => ALL,
        };
        let (comments, total) = store::comment::of_subject(&mut tx, topic.kind, &topic.id, limit).await?;
        let may_hide = actor.may(Deed::HideComment, &topic.about);
        let may_write = actor.may(Deed::Comment, &topic.about);
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::with_capacity(comments.len());
        for comment in comments {
            let person = store::person::get(&mut tx, comment.person).await?;
            let organisation = store::organisation::get(&mut tx, comment.organisation).await?;
            let own = comment.person == member.person;
            let mut mentioned = Vec::new();
            for person in &comment.mentioned {
                mentioned.extend(store::person::get(&mut tx, *person).await?.map(|person| person.name));
            }
            let sees_words = match comment.state {
                CommentState::Shown => true,
                CommentState::TakenBack => own,
                CommentState::Hidden => own || may_hide,
            };
            let text = if sees_words { comment.text.clone() } else { String::new() };
            let is_shown = comment.state == CommentState::Shown;
            rows.push(CommentRow {
                asked: comment.asked.map(|asked| directory.short_name(asked)),
                may_answer: may_write
                    && is_shown
                    && comment.asked.is_some_and(|asked| question::is_asked(&directory, actor, asked)),
                comment: Comment { text, ..comment },
                person: person.map(|person| person.name).unwrap_or_default(),
                organisation: organisation.map(|one| one.short_name).unwrap_or_default(),
                mentioned,
                own,
                may_hide: may_hide && !own,
            });
        }
        Ok(Thread { rows, total, may_write })
    }

    /// Writes a comment. The same words again within a minute are the same comment.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for words that cannot be kept, and for a personal identity number that others than the
    /// record's own organisation would read, unless a reason is given, which is logged.
    pub async fn comment_on(
        &self,
        actor: &Actor,
        number: Number,
        written: &str,
        identity_reason: &str,
    ) -> Result<Comment, AppError> {
        let mut tx = self.db.write().await?;
        let topic = topic(&mut tx, actor, number).await?;
        let sent = Written { text: written, identity_reason, asked: None, answers: None };
        let comment = self.commented(&mut tx, actor, topic, sent).await?;
        tx.commit().await?;
        Ok(comment)
    }

    /// Keeps what somebody writes in a thread, with its event.
    pub(crate) async fn commented(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        topic: Topic,
        sent: Written<'_>,
    ) -> Result<Comment, AppError> {
        let now = self.clock.now();
        let Some(member) = actor.member().filter(|_| actor.may(Deed::Comment, &topic.about)) else {
            return Err(AppError::Denied);
        };
        let text = comment::checked(sent.text)
            .map_err(|problem| AppError::invalid(TEXT, FieldProblem::Text(problem)))?;
        let reason = text::optional(sent.identity_reason, SHORT_MAX)
            .map_err(|problem| AppError::invalid(REASON, FieldProblem::Text(problem)))?;
        let is_personal =
            topic.about.sharing.reaches_others() && personal::has_identity_number(&text, now.day());
        if is_personal && reason.is_none() {
            return Err(AppError::invalid(TEXT, FieldProblem::IdentityNumber));
        }
        let last = store::comment::last_of(tx, member.person, topic.kind, &topic.id).await?;
        let is_again = |last: &Comment| {
            last.text == text
                && (last.asked, last.answers) == (sent.asked, sent.answers)
                && last.state == CommentState::Shown
                && now.milliseconds() - last.at.milliseconds() < TWICE_MILLISECONDS
        };
        if let Some(last) = last.filter(is_again) {
            return Ok(last);
        }
        let people = readers(tx, &topic).await?;
        let comment = Comment {
            id: CommentId::at(now),
            version: 1,
            subject_kind: topic.kind,
            subject: topic.id,
            person: member.person,
            organisation: member.organisation,
            mentioned: comment::mentions(&text, &people),
            text,
            state: CommentState::Shown,
            reason: None,
            at: now,
            asked: sent.asked,
            answers: sent.answers,
        };
        store::comment::insert(tx, &comment).await?;
        let id = |id: Option<String>| id.unwrap_or_default();
        let changes = [
            Change::between("comment", "", &comment.text),
            Change::between(REASON, "", &reason.filter(|_| is_personal).unwrap_or_default()),
            Change::between(question::ASKED, "", &id(comment.asked.map(|asked| asked.to_string()))),
            Change::between(question::QUESTION, "", &id(comment.answers.map(|of| of.to_string()))),
        ];
        let kind = match (comment.asked, comment.answers) {
            (Some(_), _) => EventKind::Asked,
            (None, Some(_)) => EventKind::Answered,
            (None, None) => EventKind::Commented,
        };
        let changes = changes.into_iter().flatten().collect();
        self.comment_event(tx, actor, &comment, kind, changes).await?;
        Ok(comment)
    }

    /// Takes an own comment back, or undoes that.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the actor may see; [`AppError::Denied`] for another's;
    /// [`AppError::Refused`] when it has changed since it was read.
    pub async fn take_comment_back(
        &self,
        actor: &Actor,
        id: CommentId,
        version: i64,
        undo: bool,
    ) -> Result<Number, AppError> {
        let mut tx = self.db.write().await?;
        let (comment, number, _) = found(&mut tx, actor, id).await?;
        if actor.member().is_none_or(|member| member.person != comment.person) {
            return Err(AppError::Denied);
        }
        let (from, to) = if undo {
            (CommentState::TakenBack, CommentState::Shown)
        } else {
            (CommentState::Shown, CommentState::TakenBack)
        };
        self.move_comment(tx, actor, comment, version, (from, to), None).await?;
        Ok(number)
    }

    /// Hides another's comment with a reason, or shows it again.
    ///
    /// # Errors
    /// As [`App::take_comment_back`]; [`AppError::Invalid`] without a reason.
    pub async fn hide_comment(
        &self,
        actor: &Actor,
        id: CommentId,
        version: i64,
        reason: Option<&str>,
    ) -> Result<Number, AppError> {
        let mut tx = self.db.write().await?;
        let (comment, number, about) = found(&mut tx, actor, id).await?;
        if !actor.may(Deed::HideComment, &about) {
            return Err(AppError::Denied);
        }
        let (states, reason) = match reason {
            None => ((CommentState::Hidden, CommentState::Shown), None),
            Some(reason) => {
                let reason = text::required(reason, SHORT_MAX)
                    .map_err(|problem| AppError::invalid("reason", FieldProblem::Text(problem)))?;
                ((CommentState::Shown, CommentState::Hidden), Some(reason))
            }
        };
        self.move_comment(tx, actor, comment, version, states, reason).await?;
        Ok(number)
    }

    /// A comment that the actor may hide, with the number of its record.
    ///
    /// # Errors
    /// As [`App::hide_comment`].
    pub async fn comment_to_hide(&self, actor: &Actor, id: CommentId) -> Result<(Comment, Number), AppError> {
        let mut tx = self.db.read().await?;
        let (comment, number, about) = found(&mut tx, actor, id).await?;
        if !actor.may(Deed::HideComment, &about) {
            return Err(AppError::Denied);
        }
        Ok((comment, number))
    }

    async fn move_comment(
        &self,
        mut tx: Tx,
        actor: &Actor,
        comment: Comment,
        version: i64,
        (from, to): (CommentState, CommentState),
        reason: Option<String>,
    ) -> Result<(), AppError> {
        if comment.state != from || comment.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let kind = match to {
            CommentState::Shown => EventKind::CommentShown,
            CommentState::TakenBack => EventKind::CommentTakenBack,
            CommentState::Hidden => EventKind::CommentHidden,
        };
        let why = Change::between("reason", "", reason.as_deref().unwrap_or_default());
        let moved = Comment { state: to, reason, ..comment };
        match store::comment::set_state(&mut tx, &moved).await {
            Ok(()) => {}
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            Err(error) => return Err(error.into()),
        }
        self.comment_event(&mut tx, actor, &moved, kind, why.into_iter().collect()).await?;
        Ok(tx.commit().await?)
    }

    async fn comment_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        comment: &Comment,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let about = (comment.subject_kind, comment.subject.clone());
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }
}

/// The record that a number names, for who may read it.
pub(crate) async fn topic(tx: &mut Tx, actor: &Actor, number: Number) -> Result<Topic, AppError> {
    match number.series {
        Series::Need => {
            let need = need::load(tx, actor, number, Deed::Read).await?;
            let about = need::subject(&need);
            Ok(Topic { kind: SubjectKind::Need, id: need.id.to_string(), about })
        }
        Series::Solution => {
            let solution = solution::load(tx, actor, number).await?;
            let about = solution::subject(&solution);
            Ok(Topic { kind: SubjectKind::Solution, id: solution.id.to_string(), about })
        }
        Series::Case => {
            let (found, _) = case::load(tx, actor, number).await?;
            let about = case::subject(&found);
            Ok(Topic { kind: SubjectKind::Case, id: found.id.to_string(), about })
        }
        Series::Initiative => {
            let (found, of) = initiative::load(tx, actor, number).await?;
            let about = case::subject(&of);
            Ok(Topic { kind: SubjectKind::Initiative, id: found.id.to_string(), about })
        }
        // What is said about a contract is said on the solution.
        Series::Contract => Err(AppError::NotFound),
    }
}

/// A comment, the number of its record, and what permissions ask about the record, for who may read both.
async fn found(tx: &mut Tx, actor: &Actor, id: CommentId) -> Result<(Comment, Number, Subject), AppError> {
    let comment = store::comment::get(tx, id).await?.ok_or(AppError::NotFound)?;
    actor.member().ok_or(AppError::NotFound)?;
    let number = match comment.subject_kind {
        SubjectKind::Need => match comment.subject.parse() {
            Ok(id) => store::need::get(tx, id).await?.map(|need| need.number),
            Err(_) => None,
        },
        SubjectKind::Solution => match comment.subject.parse() {
            Ok(id) => store::solution::get(tx, id).await?.map(|solution| solution.number),
            Err(_) => None,
        },
        SubjectKind::Case => match comment.subject.parse() {
            Ok(id) => store::case::get(tx, id).await?.map(|case| case.number),
            Err(_) => None,
        },
        SubjectKind::Initiative => match comment.subject.parse() {
            Ok(id) => store::initiative::get(tx, id).await?.map(|found| found.number),
            Err(_) => None,
        },
        SubjectKind::Round
        | SubjectKind::Lesson
        | SubjectKind::Maturity
        | SubjectKind::Knowledge
        | SubjectKind::Goal
        | SubjectKind::Challenge
        | SubjectKind::Intervention
        | SubjectKind::Portfolio
        | SubjectKind::Forum
        | SubjectKind::Meeting
        | SubjectKind::Organisation
        | SubjectKind::Collaboration
        | SubjectKind::Person
        | SubjectKind::Synonym
        | SubjectKind::View
        | SubjectKind::PublicText
        | SubjectKind::Reminder
        | SubjectKind::Disposal
        | SubjectKind::Contract
        | SubjectKind::Import => None,
    };
    let number = number.ok_or(AppError::NotFound)?;
    let topic = topic(tx, actor, number).await?;
    Ok((comment, number, topic.about))
}

/// Everybody who may read the record in some organisation, for mentions.
async fn readers(tx: &mut Tx, topic: &Topic) -> Result<Vec<(PersonId, String)>, AppError> {
    let mut partners_of: HashMap<OrganisationId, Vec<OrganisationId>> = HashMap::new();
    let mut people = Vec::new();
    for person in store::person::all(tx).await? {
        for role in store::person::assignments(tx, person.id).await? {
            let organisation = role.organisation;
            let partners = match partners_of.get(&organisation) {
                Some(partners) => partners.clone(),
                None => store::collaboration::partners(tx, organisation).await?,
            };
            partners_of.insert(organisation, partners.clone());
            let member = Member { person: person.id, organisation, roles: vec![role.role], partners };
            if Actor::Member(member).may(Deed::Read, &topic.about) {
                people.push((person.id, person.name));
                break;
            }
        }
    }
    Ok(people)
}
