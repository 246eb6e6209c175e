//! What can be shared: needs, solutions, contracts, lessons, knowledge and results of self-assessment, and what the one control must know of each.
//!
//! Not here: the steps themselves (the parent), and what may be seen at each level (`domain::permission`).

use domain::contract::{self, Contract};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{ArticleId, LessonId, MaturityRoundId, OrganisationId};
use domain::knowledge::{self, Article};
use domain::lesson::{self, Lesson};
use domain::maturity::{self, MaturityRound, RoundState};
use domain::need::{Need, NeedRefusal, NeedState};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::personal;
use domain::sharing::{OPEN_LEVELS, Sharing};
use domain::solution::Solution;
use jiff::civil::Date;
use store::Tx;

use super::Standing;
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::history::doer;
use crate::{
    App, changes, contract as contracts, initiative, knowledge as articles, lesson as lessons,
    maturity as rounds, need, solution,
};

/// Which record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// A need.
    Need(Number),
    /// A solution.
    Solution(Number),
    /// A contract.
    Contract(Number),
    /// A lesson.
    Lesson(LessonId),
    /// A round of self-assessment.
    Maturity(MaturityRoundId),
    /// A piece of knowledge.
    Article(ArticleId),
}

/// A record whose level can be changed by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A need.
    Need(Box<Need>),
    /// A solution.
    Solution(Box<Solution>),
    /// A contract.
    Contract(Box<Contract>),
    /// A lesson.
    Lesson(Box<Lesson>),
    /// A round of self-assessment, with its result.
    Maturity(Box<MaturityRound>),
    /// A piece of knowledge.
    Article(Box<Article>),
}

impl Record {
    /// The record, for one who may read it.
    pub(super) async fn load(tx: &mut Tx, actor: &Actor, which: Which) -> Result<Self, AppError> {
        Ok(match which {
            Which::Need(number) => Self::Need(Box::new(need::load(tx, actor, number, Deed::Read).await?)),
            Which::Solution(number) => Self::Solution(Box::new(solution::load(tx, actor, number).await?)),
            Which::Contract(number) => Self::Contract(Box::new(contracts::load(tx, actor, number).await?)),
            Which::Lesson(id) => Self::Lesson(Box::new(lessons::load(tx, actor, id).await?)),
            Which::Maturity(id) => Self::Maturity(Box::new(rounds::load(tx, actor, id).await?)),
            Which::Article(id) => Self::Article(Box::new(articles::load(tx, actor, id).await?)),
        })
    }

    /// Kind and id, as events have them.
    pub(crate) fn key(&self) -> (SubjectKind, String) {
        match self {
            Self::Need(need) => (SubjectKind::Need, need.id.to_string()),
            Self::Solution(solution) => (SubjectKind::Solution, solution.id.to_string()),
            Self::Contract(contract) => (SubjectKind::Contract, contract.id.to_string()),
            Self::Lesson(lesson) => (SubjectKind::Lesson, lesson.id.to_string()),
            Self::Maturity(round) => (SubjectKind::Maturity, round.id.to_string()),
            Self::Article(article) => (SubjectKind::Knowledge, article.id.to_string()),
        }
    }

    /// What people know it by.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Need(need) => &need.facts.title,
            Self::Solution(solution) => &solution.facts.name,
            Self::Contract(contract) => &contract.facts.name,
            Self::Lesson(lesson) => &lesson.title,
            Self::Maturity(round) => &round.title,
            Self::Article(article) => &article.title,
        }
    }

    /// How far it is read now.
    #[must_use]
    pub fn level(&self) -> Sharing {
        match self {
            Self::Need(need) => need.effective_sharing(),
            Self::Solution(solution) => solution.sharing,
            Self::Contract(contract) => contract.sharing,
            Self::Lesson(lesson) => lesson.sharing,
            Self::Maturity(round) => round.sharing,
            Self::Article(article) => article.sharing,
        }
    }

    /// Which levels such a record may have. Contracts hold prices, and lessons are for colleagues: neither is ever public.
    #[must_use]
    pub const fn levels(&self) -> &'static [Sharing] {
        match self {
            Self::Need(_) | Self::Solution(_) => &OPEN_LEVELS,
            Self::Contract(_) => &contract::LEVELS,
            Self::Lesson(_) => &lesson::LEVELS,
            Self::Maturity(_) => &maturity::SHARING_LEVELS,
            Self::Article(_) => &knowledge::LEVELS,
        }
    }

    /// The version that stands there.
    #[must_use]
    pub fn version(&self) -> i64 {
        match self {
            Self::Need(need) => need.version,
            Self::Solution(solution) => solution.version,
            Self::Contract(contract) => contract.version,
            Self::Lesson(lesson) => lesson.version,
            Self::Maturity(round) => round.version,
            Self::Article(article) => article.version,
        }
    }

    pub(super) fn owner(&self) -> Option<OrganisationId> {
        self.subject().owner
    }

    fn subject(&self) -> Subject {
        match self {
            Self::Need(need) => need::subject(need),
            Self::Solution(solution) => solution::subject(solution),
            Self::Contract(contract) => contracts::subject(contract),
            Self::Lesson(lesson) => lessons::subject(lesson),
            Self::Maturity(round) => rounds::subject(round),
            Self::Article(article) => articles::subject(article),
        }
    }

    /// Whether the actor may change how far it is shared, and see who has opened it.
    pub(crate) fn may_share(&self, actor: &Actor) -> bool {
        match self {
            Self::Need(_) => actor.may(Deed::ShareNeed, &self.subject()),
            Self::Solution(_) => actor.may(Deed::KeepCatalogue, &self.subject()),
            Self::Contract(_) => actor.may(Deed::KeepContracts, &self.subject()),
            Self::Lesson(lesson) => lessons::may_edit(actor, lesson),
            Self::Maturity(round) => rounds::keeps(actor, round.organisation),
            Self::Article(article) => articles::may_edit(actor, article),
        }
    }

    /// Whether the actor may wish that it becomes public, or agree to that.
    pub(crate) fn may_publish(&self, actor: &Actor) -> bool {
        match self {
            Self::Need(_) => actor.may(Deed::PublishNeed, &self.subject()),
            Self::Solution(_) => actor.may(Deed::PublishSolution, &self.subject()),
            Self::Contract(_) | Self::Lesson(_) | Self::Maturity(_) | Self::Article(_) => false,
        }
    }

    /// Refuses what is not shared from where it is: a need that was never sent, or was taken back.
    pub(super) fn check_shared_from_here(&self) -> Result<(), AppError> {
        match self {
            Self::Need(need) if !matches!(need.state, NeedState::Submitted { .. }) => {
                Err(AppError::Refused(Refusal::Need(NeedRefusal::NotSubmitted)))
            }
            Self::Maturity(round) if round.state == RoundState::Open => {
                Err(AppError::Refused(Refusal::MaturityOpen))
            }
            Self::Need(_)
            | Self::Solution(_)
            | Self::Contract(_)
            | Self::Lesson(_)
            | Self::Maturity(_)
            | Self::Article(_) => Ok(()),
        }
    }

    /// Somebody else has saved it since it was read. A need's page shows both texts.
    pub(super) fn changed_meanwhile(self) -> AppError {
        match self {
            Self::Need(need) => AppError::Conflict(need),
            Self::Solution(_)
            | Self::Contract(_)
            | Self::Lesson(_)
            | Self::Maturity(_)
            | Self::Article(_) => Refusal::ChangedMeanwhile.into(),
        }
    }

    /// The same at another level. What was sent by the raise that is undone is a draft again.
    pub(super) fn at(&self, level: Sharing, now: domain::instant::Instant) -> Result<Self, AppError> {
        let mut after = self.clone();
        match &mut after {
            Self::Need(need) if level == Sharing::Draft => **need = need.as_ref().clone().unsend(now)?,
            Self::Need(need) => (need.sharing, need.updated) = (level, now),
            Self::Solution(solution) => (solution.sharing, solution.updated) = (level, now),
            Self::Contract(contract) => (contract.sharing, contract.updated) = (level, now),
            Self::Lesson(lesson) => (lesson.sharing, lesson.updated) = (level, now),
            Self::Maturity(round) => (round.sharing, round.updated) = (level, now),
            Self::Article(article) => (article.sharing, article.updated) = (level, now),
        }
        Ok(after)
    }

    /// The fields in which a personal identity number stands.
    pub(crate) fn identity_numbers(&self, today: Date) -> Vec<&'static str> {
        let fields: Vec<(&'static str, String)> = match self {
            Self::Need(need) => {
                let found = domain::need::with_identity_number(&need.facts, need::lines(need), today);
                return found.into_iter().map(domain::need::NeedField::name).collect();
            }
            Self::Solution(solution) => {
                let facts = &solution.facts;
                vec![
                    ("name", facts.name.clone()),
                    ("provider", facts.provider.clone().unwrap_or_default()),
                    ("summary", facts.summary.clone()),
                    ("description", facts.description.clone()),
                    ("typical_needs", facts.typical_needs.join("\n")),
                    ("tags", facts.tags.join("\n")),
                    ("integrations", facts.integrations.join("\n")),
                    ("standards", facts.standards.join("\n")),
                ]
            }
            Self::Contract(contract) => {
                let facts = &contract.facts;
                vec![
                    ("name", facts.name.clone()),
                    ("supplier", facts.supplier.clone()),
                    ("price_model", facts.price_model.clone()),
                    ("note", facts.note.clone()),
                ]
            }
            Self::Lesson(lesson) => vec![
                ("title", lesson.title.clone()),
                ("worked", lesson.worked.clone()),
                ("failed", lesson.failed.clone()),
                ("for_whom", lesson.for_whom.clone()),
            ],
            // Its notes are read by the own organisation, however far the result is.
            Self::Maturity(round) => vec![("title", round.title.clone())],
            Self::Article(article) => vec![
                ("title", article.title.clone()),
                ("summary", article.summary.clone()),
                ("body", article.body.clone()),
            ],
        };
        let has = |(_, text): &(&str, String)| personal::has_identity_number(text, today);
        fields.into_iter().filter(has).map(|(field, _)| field).collect()
    }
}

/// That a personal identity number stands in these fields of a need, whose form says why it must.
pub(super) fn in_fields(fields: Vec<&'static str>) -> AppError {
    let invalid = |field| Invalid { field, index: 0, problem: FieldProblem::IdentityNumber };
    AppError::Invalid(fields.into_iter().map(invalid).collect())
}

impl App {
    /// Saves a record at its new level, with the event that tells it, and commits.
    pub(super) async fn save_level(
        &self,
        mut tx: Tx,
        actor: &Actor,
        (before, after): (Record, Record),
        (kind, told): (EventKind, Vec<Change>),
    ) -> Result<Standing, AppError> {
        let standing = Standing { level: after.level(), version: after.version() + 1 };
        let key = after.key();
        match after {
            Record::Need(after) => {
                let Record::Need(before) = before else { return Err(AppError::NotFound) };
                let changed = changes::of_need(&before, &after);
                self.save_need(tx, actor, *after, kind, changed).await?;
                return Ok(standing);
            }
            Record::Solution(after) => solution::keep::save(&mut tx, &after).await?,
            Record::Contract(after) => {
                store::contract::update(&mut tx, &after).await.map_err(initiative::stale)?;
            }
            Record::Lesson(after) => {
                store::lesson::update(&mut tx, &after).await.map_err(initiative::stale)?;
            }
            Record::Maturity(after) => {
                store::maturity::update(&mut tx, &after).await.map_err(initiative::stale)?;
            }
            Record::Article(after) => {
                store::knowledge::update(&mut tx, &after).await.map_err(initiative::stale)?;
            }
        }
        let level = Change::between("sharing", before.level().code(), standing.level.code());
        let changes = level.into_iter().chain(told).collect();
        self.keep_event(&mut tx, doer(actor), key, kind, changes).await?;
        tx.commit().await?;
        Ok(standing)
    }
}
