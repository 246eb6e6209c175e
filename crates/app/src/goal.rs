//! Goals: writing them, measuring them, and saying what serves them.
//!
//! A goal is read by the members of its collaboration. What serves it is told to who reads the record itself. Not here: how an indicator
//! stands (`domain::goal`), and goals that everybody reads (`public_text`).

mod keep;
mod point;

pub use keep::{GoalInput, IndicatorInput, ReadingInput};
pub use point::Served;

use std::collections::{BTreeMap, BTreeSet};

use domain::collaboration::{Collaboration, MembershipState};
use domain::event::SubjectKind;
use domain::goal::{Goal, Indicator, PointerKind, Progress, Reading};
use domain::id::{CollaborationId, GoalId, OrganisationId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::text;
use store::Tx;
use store::initiative::InitiativeFilter;
use store::page::Page;

use crate::error::AppError;
use crate::history::{self, HistoryEntry};
use crate::{App, Directory};

/// Initiatives read at once.
const A_PAGE: u32 = 500;

/// A collaboration that the reader's organisation is in.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The collaboration.
    pub collaboration: Collaboration,
    /// Its confirmed members.
    pub members: Vec<OrganisationId>,
}

/// A goal with names and how it stands.
#[derive(Debug, Clone)]
pub struct GoalRow {
    /// The goal.
    pub goal: Goal,
    /// Name of its collaboration.
    pub collaboration: String,
    /// Short name of who answers for it.
    pub organisation: String,
    /// What it is measured by.
    pub indicators: Vec<IndicatorRow>,
    /// Whether the reader may change and measure it.
    pub may_keep: bool,
}

/// An indicator with its values.
#[derive(Debug, Clone)]
pub struct IndicatorRow {
    /// The indicator.
    pub indicator: Indicator,
    /// Latest day first.
    pub readings: Vec<Reading>,
    /// How it stands.
    pub progress: Progress,
}

/// A record that serves goals, or could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    /// What it is.
    pub kind: PointerKind,
    /// Its id.
    pub subject: String,
    /// What it is called.
    pub title: String,
    /// The number it is found by; of a benefit, that of its initiative.
    pub number: Option<Number>,
    /// Who answers for it.
    pub owner: OrganisationId,
    /// Short name of who answers for it.
    pub organisation: String,
    /// The goals that it serves, in the order of the goals; none where it serves none.
    pub goals: Vec<GoalId>,
    /// Whether the reader may say which goals it serves.
    pub may_point: bool,
}

/// The goals that a reader has, with what serves them and what serves none.
#[derive(Debug, Clone)]
pub struct Goals {
    /// The reader's collaborations, by name.
    pub joined: Vec<Joined>,
    /// Those that hold first, then the Swedish way.
    pub rows: Vec<GoalRow>,
    /// Every need, open initiative, intervention and benefit of the members that the reader may read.
    pub serving: Vec<Serving>,
    /// Whether the reader may write goals.
    pub may_write: bool,
}

/// A goal as its page shows it.
#[derive(Debug, Clone)]
pub struct GoalPage {
    /// The goal.
    pub row: GoalRow,
    /// What serves it, of what the reader may read.
    pub serving: Vec<Serving>,
    /// Benefits and interventions that do not and could be said to, by who reads.
    pub others: Vec<Serving>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// The collaborations that an actor reads the goals and challenges of.
pub(crate) async fn joined(tx: &mut Tx, actor: &Actor) -> Result<Vec<Joined>, AppError> {
    let mut found = Vec::new();
    for collaboration in store::collaboration::all(tx).await? {
        let members: Vec<_> = store::collaboration::members(tx, collaboration.id)
            .await?
            .into_iter()
            .filter(|one| one.state == MembershipState::Confirmed)
            .map(|one| one.organisation)
            .collect();
        let reads = match actor {
            Actor::Operator => true,
            Actor::Member(member) => members.contains(&member.organisation),
            Actor::Anonymous => false,
        };
        if reads {
            found.push(Joined { collaboration, members });
        }
    }
    found.sort_by_key(|one| one.collaboration.name.to_lowercase());
    Ok(found)
}

/// The collaboration, for a member of it.
pub(crate) async fn joined_in(tx: &mut Tx, actor: &Actor, id: CollaborationId) -> Result<Joined, AppError> {
    let found = joined(tx, actor).await?.into_iter().find(|one| one.collaboration.id == id);
    found.ok_or(AppError::NotFound)
}

/// The only one where there is one, else the one that was chosen.
pub(crate) fn chosen<'a>(joined: &'a [Joined], written: &str) -> Option<&'a Joined> {
    match joined {
        [one] if written.is_empty() => Some(one),
        many => many.iter().find(|one| one.collaboration.id.to_string() == written),
    }
}

/// All organisations of several collaborations, each once.
pub(crate) fn members_of(joined: &[Joined]) -> Vec<OrganisationId> {
    let all: BTreeSet<_> = joined.iter().flat_map(|one| one.members.iter().copied()).collect();
    all.into_iter().collect()
}

/// The goal, for a member of its collaboration.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: GoalId) -> Result<Goal, AppError> {
    let goal = store::goal::get(tx, id).await?.ok_or(AppError::NotFound)?;
    joined_in(tx, actor, goal.collaboration).await?;
    Ok(goal)
}

fn keeps(actor: &Actor, goal: &Goal) -> bool {
    actor.may(Deed::KeepGoals, &Subject::of(goal.organisation))
}

async fn row(
    tx: &mut Tx,
    actor: &Actor,
    (directory, joined): (&Directory, &[Joined]),
    goal: Goal,
) -> Result<GoalRow, AppError> {
    let mut indicators = Vec::new();
    for indicator in store::goal::indicators(tx, goal.id).await? {
        let readings = store::goal::readings(tx, indicator.id).await?;
        let progress = indicator.progress(readings.first().map(|one| one.value));
        indicators.push(IndicatorRow { indicator, readings, progress });
    }
    let of = joined.iter().find(|one| one.collaboration.id == goal.collaboration);
    Ok(GoalRow {
        collaboration: of.map(|one| one.collaboration.name.clone()).unwrap_or_default(),
        organisation: directory.short_name(goal.organisation),
        may_keep: keeps(actor, &goal),
        indicators,
        goal,
    })
}

/// Everything that could serve the goals of these collaborations and that the reader may read, with the goals it serves.
async fn serving(
    tx: &mut Tx,
    actor: &Actor,
    (directory, joined): (&Directory, &[Joined]),
    goals: &[GoalId],
) -> Result<Vec<Serving>, AppError> {
    let mut pointed: BTreeMap<(&str, String), BTreeSet<GoalId>> = BTreeMap::new();
    for one in joined {
        for pointer in store::goal::pointers(tx, one.collaboration.id).await? {
            pointed.entry((pointer.kind.code(), pointer.subject)).or_default().insert(pointer.goal);
        }
    }
    let members = members_of(joined);
    let visibility = actor.visibility();
    let mut found = Vec::new();
    let mut add = |kind: PointerKind, subject: String, title: String, number, owner: OrganisationId| {
        let of = pointed.get(&(kind.code(), subject.clone()));
        let serves = |goal: &&GoalId| of.is_some_and(|of| of.contains(*goal));
        found.push(Serving {
            goals: goals.iter().filter(serves).copied().collect(),
            organisation: directory.short_name(owner),
            may_point: point::may_point(actor, owner),
            kind,
            subject,
            title,
            number,
            owner,
        });
    };
    let open = InitiativeFilter::default();
    for number in 1.. {
        let read = store::initiative::list(tx, &visibility, &open, Page::new(number, A_PAGE)).await?.rows;
        if read.is_empty() {
            break;
        }
        for one in read.into_iter().filter(|one| members.contains(&one.organisation)) {
            add(PointerKind::Initiative, one.id.to_string(), one.title, Some(one.number), one.organisation);
        }
    }
    for one in joined {
        for made in store::intervention::of_collaboration(tx, one.collaboration.id).await? {
            add(PointerKind::Intervention, made.id.to_string(), made.title, None, made.organisation);
        }
    }
    for (benefit, number, initiative) in store::benefit::seen(tx, &visibility).await? {
        if members.contains(&benefit.organisation) && benefit.given_up.is_none() {
            let title = format!("{} ({initiative})", benefit.indicator);
            add(PointerKind::Benefit, benefit.id.to_string(), title, Some(number), benefit.organisation);
        }
    }
    for need in store::goal::needs(tx, &visibility, &members).await? {
        add(PointerKind::Need, need.id, need.title, need.number.parse().ok(), need.organisation);
    }
    Ok(found)
}

impl App {
    /// The goals of the reader's collaborations, with what serves them and what serves none.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn read_goals(&self, actor: &Actor) -> Result<Goals, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let joined = joined(&mut tx, actor).await?;
        let mut rows = Vec::new();
        for one in &joined {
            for goal in store::goal::of_collaboration(&mut tx, one.collaboration.id).await? {
                rows.push(row(&mut tx, actor, (&directory, &joined), goal).await?);
            }
        }
        let ids: Vec<_> = rows.iter().map(|row| row.goal.id).collect();
        let serving = serving(&mut tx, actor, (&directory, &joined), &ids).await?;
        let own = actor.member().map(|member| Subject::of(member.organisation));
        let may_write = !joined.is_empty() && own.is_some_and(|own| actor.may(Deed::KeepGoals, &own));
        Ok(Goals { joined, rows, serving, may_write })
    }

    /// A goal with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when it is one of a collaboration that the reader is not in.
    pub async fn read_goal(&self, actor: &Actor, id: GoalId) -> Result<GoalPage, AppError> {
        let mut tx = self.db.read().await?;
        let goal = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let of = [joined_in(&mut tx, actor, goal.collaboration).await?];
        let all = serving(&mut tx, actor, (&directory, &of), &[id]).await?;
        let (serving, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| !one.goals.is_empty());
        Ok(GoalPage {
            row: row(&mut tx, actor, (&directory, &of), goal).await?,
            serving,
            others: others.into_iter().filter(|one| one.may_point).collect(),
            history: history::of(&mut tx, actor, SubjectKind::Goal, &id.to_string()).await?,
        })
    }
}

/// Whether what stands there has a word that begins with each of these.
pub fn has_words(written: &str, wanted: &str) -> bool {
    let all = text::search_words(written);
    text::search_words(wanted).split_whitespace().all(|word| all.contains(&format!(" {word}")))
}
