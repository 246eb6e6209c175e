//! Initiatives: reading one with everything its page shows, and listing them.
//!
//! An initiative is begun of a case, changed and ended in `keep`; organisations part from it and rejoin in `variant`; what stands in the
//! way is in `obstacle`. Who reads the case reads it. Not here: introductions (`rollout`) and benefits (`benefit`).

mod keep;
mod obstacle;
mod project;
mod record;
mod variant;

pub(crate) use keep::solution_called;
pub use keep::{BeginInput, ChainInput, ClosingInput, InitiativeInput, PartyInput};
pub use obstacle::ObstacleInput;
pub(crate) use obstacle::{own_party, person_in};
pub use project::{ProjectRow, ProjectSubject, project_rows};

use domain::case::{Case, Tie};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{InitiativeId, OrganisationId, PersonId};
use domain::initiative::{Duty, Initiative, Obstacle};
use domain::need::Need;
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::process::Label;
use domain::rollout::{ReadinessItem, Rollout, RolloutState, is_weak};
use jiff::civil::Date;
use store::Tx;
use store::initiative::InitiativeFilter;
use store::page::{Listed, Page};

use crate::benefit::{self, BenefitRow};
use crate::case;
use crate::error::{AppError, Refusal};
use crate::history::{self, HistoryEntry, doer};
use crate::lesson::{self, LessonRow};
use crate::{App, Directory, need, rollout, solution};

/// An initiative in a list.
#[derive(Debug, Clone)]
pub struct InitiativeRow {
    /// The initiative.
    pub initiative: Initiative,
    /// Short name of who leads it.
    pub organisation: String,
    /// Whether its next step should have been taken.
    pub is_late: bool,
    /// How many introduce it, and how many of them use it.
    pub live: (usize, usize),
    /// How many benefits there are, and how many of them have been measured.
    pub measured: (usize, usize),
}

/// Who takes part, and how far it has come there.
#[derive(Debug, Clone)]
pub struct PartyRow {
    /// The introduction.
    pub rollout: Rollout,
    /// Short name.
    pub organisation: String,
    /// Who answers for what, by name.
    pub people: Vec<(Duty, String)>,
    /// How many items there are, and how many have been answered.
    pub answered: (usize, usize),
    /// How many answers ask for something to be done.
    pub weak: usize,
    /// What is to be done, and how much of that should have been.
    pub actions: (usize, usize),
    /// How many benefits there are, and how many have been measured.
    pub measured: (usize, usize),
    /// Whether it has left the collaboration or ended.
    pub is_gone: bool,
    /// Whether the reader prepares the introduction there.
    pub may_keep: bool,
}

/// Something in the way, with names.
#[derive(Debug, Clone)]
pub struct ObstacleRow {
    /// The obstacle.
    pub obstacle: Obstacle,
    /// Short name of whose it is.
    pub organisation: String,
    /// Who sees to it.
    pub person: Option<String>,
    /// What it is an instance of.
    pub challenge: Option<Label>,
    /// Whether the reader may say that it is gone.
    pub may_keep: bool,
}

/// An initiative as its page shows it.
#[derive(Debug, Clone)]
pub struct InitiativePage {
    /// The initiative.
    pub initiative: Initiative,
    /// Short name of who leads it.
    pub organisation: String,
    /// What it answers to.
    pub case: Case,
    /// The needs that the reader may read, with the short names of whose they are.
    pub needs: Vec<(Need, String)>,
    /// What is introduced, for whom it is to be read.
    pub solution: Option<(Number, String)>,
    /// What it has parted from.
    pub parent: Option<Initiative>,
    /// What has parted from it.
    pub variants: Vec<Initiative>,
    /// Who takes part.
    pub parties: Vec<PartyRow>,
    /// What stands in the way, what is gone last.
    pub obstacles: Vec<ObstacleRow>,
    /// What is to become better.
    pub benefits: Vec<BenefitRow>,
    /// What was learnt.
    pub lessons: Vec<LessonRow>,
    /// Whether the reader may change it.
    pub may_keep: bool,
    /// Whether the reader's organisation takes part and the reader may say what stands in its way.
    pub may_raise: bool,
    /// Whether the reader may write benefits of the own organisation.
    pub may_benefit: bool,
    /// Whether the reader may write a lesson.
    pub may_learn: bool,
    /// Today.
    pub today: Date,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// The items of readiness that are shipped.
const READINESS: &str = include_str!("../../../defaults/readiness.json");

/// The items that every introduction asks about.
///
/// # Errors
/// [`AppError::Internal`] when they cannot be read, which a test rules out.
pub fn readiness() -> Result<Vec<ReadinessItem>, AppError> {
    serde_json::from_str(READINESS).map_err(|error| {
        AppError::Internal(store::StoreError::Damaged { column: "readiness", value: error.to_string() })
    })
}

/// The initiative and its case, for who may read them.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, number: Number) -> Result<(Initiative, Case), AppError> {
    let found = store::initiative::by_number(tx, &number.to_string()).await?.ok_or(AppError::NotFound)?;
    let case = store::case::get(tx, found.case).await?.ok_or(AppError::NotFound)?;
    if actor.may(Deed::Read, &case::subject(&case)) { Ok((found, case)) } else { Err(AppError::NotFound) }
}

/// The same by its id; nothing where it is not to be read.
pub(crate) async fn by_id(
    tx: &mut Tx,
    actor: &Actor,
    id: InitiativeId,
) -> Result<Option<Initiative>, AppError> {
    let Some(found) = store::initiative::get(tx, id).await? else { return Ok(None) };
    let case = store::case::get(tx, found.case).await?;
    Ok(case.filter(|case| actor.may(Deed::Read, &case::subject(case))).map(|_| found))
}

pub(crate) fn keeps(actor: &Actor, initiative: &Initiative) -> bool {
    actor.may(Deed::KeepInitiative, &Subject::of(initiative.organisation))
}

/// The organisations that could take part: those of the case's collaboration, and those with a need in it.
pub(crate) async fn candidates(tx: &mut Tx, case: &Case) -> Result<Vec<OrganisationId>, AppError> {
    let mut found = case::parties(tx, case).await?;
    for tied in store::case::needs(tx, case.id).await? {
        let need = store::need::get(tx, tied.need).await?;
        if let Some(need) = need.filter(|need| tied.tie == Tie::Joined && !found.contains(&need.organisation))
        {
            found.push(need.organisation);
        }
    }
    Ok(found)
}

impl App {
    pub(crate) async fn initiative_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: InitiativeId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Initiative, id.to_string()), kind, changes).await
    }

    /// One page of the initiatives that the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_initiatives(
        &self,
        actor: &Actor,
        filter: &InitiativeFilter,
        page: Page,
    ) -> Result<Listed<InitiativeRow>, AppError> {
        let mut tx = self.db.read().await?;
        let listed = store::initiative::list(&mut tx, &actor.visibility(), filter, page).await?;
        let today = self.clock.now().day();
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::with_capacity(listed.rows.len());
        for initiative in listed.rows {
            rows.push(row(&mut tx, &directory, initiative, today).await?);
        }
        Ok(Listed { rows, total: listed.total })
    }

    /// The initiatives of a case, in the order they were begun.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that the reader may not see.
    pub async fn initiatives_of_case(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Vec<InitiativeRow>, AppError> {
        let mut tx = self.db.read().await?;
        let (case, _) = case::load(&mut tx, actor, number).await?;
        let (directory, today) = (Directory::read(&mut tx).await?, self.clock.now().day());
        let mut rows = Vec::new();
        for initiative in store::initiative::of_case(&mut tx, case.id).await? {
            rows.push(row(&mut tx, &directory, initiative, today).await?);
        }
        Ok(rows)
    }

    /// An initiative with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_initiative(&self, actor: &Actor, number: Number) -> Result<InitiativePage, AppError> {
        let mut tx = self.db.read().await?;
        let (initiative, case) = load(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let parties = parties(&mut tx, actor, &directory, (&initiative, &case), today).await?;
        let is_party =
            |organisation| parties.iter().any(|row| row.rollout.party.organisation == organisation);
        let own = actor.member().map(|member| member.organisation).filter(|own| is_party(*own));
        let may = |deed| own.is_some_and(|own| actor.may(deed, &Subject::of(own)));
        let solution = match initiative.solution {
            Some(id) => store::solution::get(&mut tx, id).await?,
            None => None,
        };
        let solution = solution.filter(|found| actor.visibility().allows(&solution::subject(found)));
        let parent = match initiative.parent {
            Some(id) => store::initiative::get(&mut tx, id).await?,
            None => None,
        };
        Ok(InitiativePage {
            organisation: directory.short_name(initiative.organisation),
            needs: needs(&mut tx, actor, &directory, &case).await?,
            solution: solution.map(|found| (found.number, found.facts.name)),
            parent,
            variants: store::initiative::variants(&mut tx, initiative.id).await?,
            obstacles: obstacles(&mut tx, actor, &directory, &initiative).await?,
            benefits: benefit::of_initiative(&mut tx, &directory, &initiative, today).await?,
            lessons: lesson::of_initiative(&mut tx, actor, &directory, initiative.id).await?,
            may_keep: keeps(actor, &initiative) && initiative.is_open(),
            may_raise: may(Deed::KeepRollout) && initiative.is_open(),
            may_benefit: may(Deed::KeepBenefit) && initiative.is_open(),
            may_learn: may(Deed::WriteLesson),
            today,
            history: history::of(&mut tx, actor, SubjectKind::Initiative, &initiative.id.to_string()).await?,
            parties,
            case,
            initiative,
        })
    }
}

/// Many things counted, and how many of them are something.
fn counted<T>(all: &[T], is: impl Fn(&T) -> bool) -> (usize, usize) {
    (all.len(), all.iter().filter(|one| is(one)).count())
}

pub(crate) const fn is_used(rollout: &Rollout) -> bool {
    matches!(rollout.state, RolloutState::Live | RolloutState::Received)
}

pub(crate) async fn row(
    tx: &mut Tx,
    directory: &Directory,
    initiative: Initiative,
    today: Date,
) -> Result<InitiativeRow, AppError> {
    let rollouts = store::rollout::of_initiative(tx, initiative.id).await?;
    let introducing: Vec<Rollout> = rollouts.into_iter().filter(Rollout::introduces).collect();
    let mut measured = (0, 0);
    for benefit in store::benefit::of_initiative(tx, initiative.id).await? {
        measured.0 += 1;
        measured.1 += usize::from(!store::benefit::measurements(tx, benefit.id).await?.is_empty());
    }
    Ok(InitiativeRow {
        organisation: directory.short_name(initiative.organisation),
        is_late: initiative.is_open() && initiative.next_on.is_some_and(|day| day < today),
        live: counted(&introducing, is_used),
        measured,
        initiative,
    })
}

async fn needs(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    case: &Case,
) -> Result<Vec<(Need, String)>, AppError> {
    let mut rows = Vec::new();
    for tied in store::case::needs(tx, case.id).await? {
        let Some(found) = store::need::get(tx, tied.need).await? else { continue };
        if tied.tie == Tie::Joined && actor.may(Deed::Read, &need::subject(&found)) {
            let organisation = directory.short_name(found.organisation);
            rows.push((found, organisation));
        }
    }
    Ok(rows)
}

pub(crate) async fn name_of(tx: &mut Tx, person: Option<PersonId>) -> Result<Option<String>, AppError> {
    Ok(match person {
        Some(person) => store::person::get(tx, person).await?.map(|person| person.name),
        None => None,
    })
}

async fn parties(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    (initiative, case): (&Initiative, &Case),
    today: Date,
) -> Result<Vec<PartyRow>, AppError> {
    let items = readiness()?;
    let actions = store::rollout::actions(tx, initiative.id).await?;
    let benefits = store::benefit::of_initiative(tx, initiative.id).await?;
    let members = case::parties(tx, case).await?;
    let mut rows = Vec::new();
    for rollout in store::rollout::of_initiative(tx, initiative.id).await? {
        let id = rollout.party.organisation;
        let mut people = Vec::new();
        for duty in Duty::ALL {
            if let Some(name) = name_of(tx, rollout.party.person(*duty)).await? {
                people.push((*duty, name));
            }
        }
        let answers = store::rollout::answers(tx, initiative.id, id).await?;
        let known = answers.iter().filter(|one| items.iter().any(|item| item.code == one.code));
        let open: Vec<_> =
            actions.iter().filter(|action| action.organisation == id && action.done.is_none()).collect();
        let mut measured = (0, 0);
        for benefit in benefits.iter().filter(|benefit| benefit.organisation == id) {
            measured.0 += 1;
            measured.1 += usize::from(!store::benefit::measurements(tx, benefit.id).await?.is_empty());
        }
        let has_ended = directory.organisation(id).is_some_and(|one| one.valid_to.is_some());
        rows.push(PartyRow {
            organisation: directory.short_name(id),
            people,
            answered: (items.len(), known.clone().count()),
            weak: known.filter(|one| is_weak(one.answer)).count(),
            actions: counted(&open, |action| action.due < today),
            measured,
            is_gone: has_ended || (case.collaboration.is_some() && !members.contains(&id)),
            may_keep: rollout::keeps(actor, initiative, &rollout),
            rollout,
        });
    }
    Ok(rows)
}

async fn obstacles(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    initiative: &Initiative,
) -> Result<Vec<ObstacleRow>, AppError> {
    let challenges = lesson::challenges()?;
    let mut rows = Vec::new();
    for obstacle in store::initiative::obstacles(tx, initiative.id).await? {
        let known = challenges.iter().find(|one| Some(&one.code) == obstacle.challenge.as_ref());
        rows.push(ObstacleRow {
            organisation: directory.short_name(obstacle.organisation),
            person: name_of(tx, obstacle.person).await?,
            challenge: known.map(|one| one.name.clone()),
            may_keep: obstacle::keeps(actor, initiative, &obstacle),
            obstacle,
        });
    }
    rows.sort_by_key(|row| (row.obstacle.solved.is_some(), std::cmp::Reverse(row.obstacle.weight)));
    Ok(rows)
}

/// People with a role in an organisation, each once, by name: who can be named for something there.
pub(crate) async fn people(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<(PersonId, String)>, AppError> {
    let mut found: Vec<(PersonId, String)> = Vec::new();
    for (person, _) in store::person::of_organisation(tx, organisation).await? {
        if found.iter().all(|(id, _)| *id != person.id) {
            found.push((person.id, person.name));
        }
    }
    found.sort_by_key(|(_, name)| store::page::sort_key(name));
    Ok(found)
}

/// What is changed of an initiative that has ended is refused.
pub(crate) const fn goes_on(initiative: &Initiative) -> Result<(), AppError> {
    if initiative.is_open() { Ok(()) } else { Err(AppError::Refused(Refusal::NotUnderWay)) }
}

pub(crate) fn stale(error: store::StoreError) -> AppError {
    match error {
        store::StoreError::Stale => AppError::Refused(Refusal::ChangedMeanwhile),
        other => AppError::Internal(other),
    }
}
