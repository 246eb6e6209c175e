//! Lessons: writing them, listing them, and finding those that somebody with a like need should know.
//!
//! A lesson is found by its own words and by those of the needs it was learnt on, as far as whoever reads the lesson reads those.
//! Not here: the index itself (`search`).

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{InitiativeId, LessonId};
use domain::lesson::{Challenge, Lesson};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{self, NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX, TextProblem};
use matching::Confidence;
use store::Tx;
use store::lesson::LessonFilter;
use store::page::{Listed, Page};

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::{self, HistoryEntry, doer};
use crate::initiative::{self, name_of, stale};
use crate::search::Asked;
use crate::sharing::{Record, Shared};
use crate::{App, Directory, solution};

/// The challenges that are shipped.
pub(crate) const CHALLENGES: &str = include_str!("../../../defaults/challenges.json");
/// So many words that meet make a lesson one to tell of, where too few are known to be sure of more.
const WORDS_ALIKE: usize = 2;

/// A lesson with names.
#[derive(Debug, Clone)]
pub struct LessonRow {
    /// The lesson.
    pub lesson: Lesson,
    /// Short name of who learnt it.
    pub organisation: String,
    /// Of which initiative, for whom it is to be read.
    pub initiative: Option<(Number, String)>,
    /// About which solution, for whom it is to be read.
    pub solution: Option<(Number, String)>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// A lesson as its page shows it.
#[derive(Debug, Clone)]
pub struct LessonPage {
    /// The lesson.
    pub row: LessonRow,
    /// The challenge that it is about.
    pub challenge: Option<Challenge>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
    /// How it came to be shared.
    pub shared: Shared,
}

/// A lesson as it is sent.
#[derive(Debug, Clone, Default)]
pub struct LessonInput {
    /// In one sentence.
    pub title: String,
    /// What worked.
    pub worked: String,
    /// What did not.
    pub failed: String,
    /// For whom it is worth knowing.
    pub for_whom: String,
    /// The number of a solution; empty for none.
    pub solution: String,
    /// The code of a service area; empty for none.
    pub service_area: String,
    /// The code of a challenge; empty for none.
    pub challenge: String,
}

/// The challenges of collaborating that are shipped.
///
/// # Errors
/// [`AppError::Internal`] when they cannot be read, which a test rules out.
pub fn challenges() -> Result<Vec<Challenge>, AppError> {
    serde_json::from_str(CHALLENGES).map_err(|error| {
        AppError::Internal(store::StoreError::Damaged { column: "challenges", value: error.to_string() })
    })
}

/// One of them, by its code.
pub(crate) fn challenge_called(checked: &mut Checked, written: &str) -> Result<Option<String>, AppError> {
    if written.is_empty() {
        return Ok(None);
    }
    let known = challenges()?.into_iter().find(|one| one.code == written).map(|one| one.code);
    if known.is_none() {
        checked.add("challenge", 0, FieldProblem::Unknown);
    }
    Ok(known)
}

pub(crate) const fn subject(lesson: &Lesson) -> Subject {
    Subject { owner: Some(lesson.organisation), author: lesson.author, sharing: lesson.sharing }
}

/// Whoever wrote it, and who looks after the needs of the organisation.
pub(crate) fn may_edit(actor: &Actor, lesson: &Lesson) -> bool {
    let Some(member) = actor.member() else { return actor == &Actor::Operator };
    let is_author = lesson.author == Some(member.person);
    actor.may(Deed::WriteLesson, &Subject::of(lesson.organisation))
        && (is_author || actor.may(Deed::KeepFigures, &Subject::of(lesson.organisation)))
}

pub(crate) async fn row(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    lesson: Lesson,
) -> Result<LessonRow, AppError> {
    let initiative = match lesson.initiative {
        Some(id) => initiative::by_id(tx, actor, id).await?,
        None => None,
    };
    let solution = match lesson.solution {
        Some(id) => store::solution::get(tx, id).await?,
        None => None,
    };
    let solution = solution.filter(|found| actor.visibility().allows(&solution::subject(found)));
    Ok(LessonRow {
        organisation: directory.short_name(lesson.organisation),
        initiative: initiative.map(|one| (one.number, one.title)),
        solution: solution.map(|one| (one.number, one.facts.name)),
        author: if actor.member().is_some() { name_of(tx, lesson.author).await? } else { None },
        may_edit: may_edit(actor, &lesson),
        lesson,
    })
}

/// The lessons of an initiative that the reader may read.
pub(crate) async fn of_initiative(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    initiative: InitiativeId,
) -> Result<Vec<LessonRow>, AppError> {
    let mut rows = Vec::new();
    for lesson in store::lesson::of_initiative(tx, initiative).await? {
        if actor.may(Deed::Read, &subject(&lesson)) {
            rows.push(row(tx, actor, directory, lesson).await?);
        }
    }
    Ok(rows)
}

impl App {
    /// One page of the lessons that the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_lessons(
        &self,
        actor: &Actor,
        filter: &LessonFilter,
        page: Page,
    ) -> Result<Listed<LessonRow>, AppError> {
        let mut tx = self.db.read().await?;
        let listed = store::lesson::list(&mut tx, &actor.visibility(), filter, page).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for lesson in listed.rows {
            rows.push(row(&mut tx, actor, &directory, lesson).await?);
        }
        Ok(Listed { rows, total: listed.total })
    }

    /// A lesson with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_lesson(&self, actor: &Actor, id: LessonId) -> Result<LessonPage, AppError> {
        let mut tx = self.db.read().await?;
        let lesson = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let challenge = challenges()?.into_iter().find(|one| Some(&one.code) == lesson.challenge.as_ref());
        Ok(LessonPage {
            challenge,
            shared: self.shared(&mut tx, actor, &Record::Lesson(Box::new(lesson.clone()))).await?,
            history: history::of(&mut tx, actor, SubjectKind::Lesson, &id.to_string()).await?,
            row: row(&mut tx, actor, &directory, lesson).await?,
        })
    }

    /// Whether the actor may write a lesson, of an initiative where one is named.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not; [`AppError::NotFound`] for an initiative that the actor may not see.
    pub async fn may_write_lesson(
        &self,
        actor: &Actor,
        of: Option<Number>,
    ) -> Result<Option<String>, AppError> {
        let own = actor.member().ok_or(AppError::Denied)?.organisation;
        if !actor.may(Deed::WriteLesson, &Subject::of(own)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        Ok(match of {
            Some(number) => Some(initiative::load(&mut tx, actor, number).await?.0.title),
            None => None,
        })
    }

    /// Writes a lesson of the actor's organisation, for that one alone until it is shared ([`App::share`]).
    ///
    /// # Errors
    /// [`AppError::Denied`] for who writes none; [`AppError::NotFound`] for an initiative that the actor may not see;
    /// [`AppError::Invalid`] for fields that cannot be kept.
    pub async fn write_lesson(
        &self,
        actor: &Actor,
        of: Option<Number>,
        input: LessonInput,
    ) -> Result<Lesson, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !actor.may(Deed::WriteLesson, &Subject::of(member.organisation)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.write().await?;
        let initiative = match of {
            Some(number) => Some(initiative::load(&mut tx, actor, number).await?.0.id),
            None => None,
        };
        let now = self.clock.now();
        let new = Lesson {
            id: LessonId::at(now),
            version: 1,
            initiative,
            organisation: member.organisation,
            author: Some(member.person),
            title: String::new(),
            worked: String::new(),
            failed: String::new(),
            for_whom: String::new(),
            solution: None,
            service_area: None,
            challenge: None,
            sharing: Sharing::Organisation,
            created: now,
            updated: now,
        };
        let lesson = self.lesson_of(&mut tx, actor, new, input).await?;
        store::lesson::insert(&mut tx, &lesson).await?;
        let changes = Change::between("title", "", &lesson.title).into_iter().collect();
        self.lesson_event(&mut tx, actor, lesson.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(lesson)
    }

    /// Changes a lesson, over the version that was read. How far it is shared stays as it is.
    ///
    /// # Errors
    /// As [`App::write_lesson`]; also [`AppError::Refused`] when somebody has changed it since.
    pub async fn change_lesson(
        &self,
        actor: &Actor,
        (id, version): (LessonId, i64),
        input: LessonInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, id).await?;
        if !may_edit(actor, &before) {
            return Err(AppError::Denied);
        }
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let after = self.lesson_of(&mut tx, actor, before.clone(), input).await?;
        if (Lesson { updated: before.updated, ..after.clone() }) == before {
            return Ok(());
        }
        store::lesson::update(&mut tx, &after).await.map_err(stale)?;
        let changes = [
            Change::between("title", &before.title, &after.title),
            Change::between("worked", &before.worked, &after.worked),
            Change::between("failed", &before.failed, &after.failed),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.lesson_event(&mut tx, actor, id, EventKind::Edited, changes).await?;
        Ok(tx.commit().await?)
    }

    async fn lesson_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: LessonId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Lesson, id.to_string()), kind, changes).await
    }

    async fn lesson_of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: Lesson,
        input: LessonInput,
    ) -> Result<Lesson, AppError> {
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, &input.title, TITLE_MAX);
        let worked = checked.optional("worked", 0, &input.worked, NEED_TEXT_MAX);
        let failed = checked.optional("failed", 0, &input.failed, NEED_TEXT_MAX);
        if text::clean(&input.worked).is_empty() && text::clean(&input.failed).is_empty() {
            checked.add("worked", 0, FieldProblem::Text(TextProblem::Missing));
        }
        let for_whom = checked.optional("for_whom", 0, &input.for_whom, SHORT_MAX);
        let solution = initiative::solution_called(tx, actor, &mut checked, &input.solution).await?;
        let challenge = challenge_called(&mut checked, &input.challenge)?;
        let directory = Directory::read(tx).await?;
        let service_area = match input.service_area.as_str() {
            "" => None,
            code => {
                let known = directory.service_area(code).map(|area| area.code.clone());
                if known.is_none() {
                    checked.add("service_area", 0, FieldProblem::Unknown);
                }
                known
            }
        };
        checked.done()?;
        Ok(Lesson {
            title,
            worked,
            failed,
            for_whom,
            solution,
            service_area,
            challenge,
            updated: now,
            ..before
        })
    }

    /// Lessons that somebody who writes this should know, best first; none where nothing is clearly alike.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn lessons_like(
        &self,
        actor: &Actor,
        text: &str,
        limit: usize,
    ) -> Result<Vec<LessonRow>, AppError> {
        self.freshen_index().await?;
        let text = text::clean(text);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let asked = Asked { vector: self.meaning_of(&text).await, text };
        let (search, visibility) = (self.search(), actor.visibility());
        let finding = tokio::task::spawn_blocking(move || search.lessons(&visibility, &asked, limit));
        let found = finding.await.unwrap_or_default();
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for hit in found {
            let is_clear = hit.confidence > Confidence::Uncertain || hit.reasons.len() >= WORDS_ALIKE;
            let lesson = store::lesson::get(&mut tx, LessonId::from_u128(hit.key.0)).await?;
            let seen = lesson.filter(|lesson| is_clear && visibility_allows(actor, lesson));
            if let Some(lesson) = seen {
                rows.push(row(&mut tx, actor, &directory, lesson).await?);
            }
        }
        Ok(rows)
    }
}

fn visibility_allows(actor: &Actor, lesson: &Lesson) -> bool {
    actor.visibility().allows(&subject(lesson))
}

pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: LessonId) -> Result<Lesson, AppError> {
    let lesson = store::lesson::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if actor.may(Deed::Read, &subject(&lesson)) { Ok(lesson) } else { Err(AppError::NotFound) }
}
