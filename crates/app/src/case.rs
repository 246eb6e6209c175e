//! Cases: reading one with everything its page shows, and listing them.
//!
//! A case is opened by the need that is sent (`follow`), prepared (`prepare`), decided on (`decide`), bundled with others
//! (`bundle`), and what waits on somebody is gathered in `waiting`. Deliberately not here: what a process says
//! (`process`), and scoring.

mod at_hand;
mod bundle;
mod decide;
mod follow;
mod overview;
mod package;
mod prepare;
mod rest;
mod waiting;

use at_hand::AtHand;
pub use bundle::{BundleSuggestion, Twin};
pub use decide::DecisionInput;
pub(crate) use decide::Sitting;
pub(crate) use decide::changes as decision_changes;
pub(crate) use follow::joined_case;
pub use overview::{CaseStays, CaseValue, Forecast, Stay, forecast, usual_days};
pub use package::{CasePackage, Mask, Masking};
pub use prepare::CaseInput;
pub(crate) use prepare::words;
pub use waiting::{AskedNeed, WaitingPage};

use std::collections::HashMap;

use domain::case::{Case, CaseAnswer, CaseEvidence, CaseNeed, CaseState, Decision, Tie};
use domain::cost::AllocationKey;
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CaseId, OrganisationId, PersonId, ProcessId};
use domain::need::{Need, NeedState};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::person::{Person, Power};
use domain::process::{Decider, Evidence, Level, Process, Qualification, Track};
use store::Tx;
use store::case::{CaseFilter, Waits};
use store::page::{Listed, Page};

use crate::collaboration::confirmed_members;
use crate::error::{AppError, Refusal};
use crate::history::{HistoryEntry, doer};
use crate::{App, Directory, cost, history, need};

/// What the reader may do with a case just now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseDeeds {
    /// Decide at the gate it stands before, or take it up again.
    pub decide: bool,
    /// Answer the qualification and write what the gate asks for.
    pub prepare: bool,
    /// Change its words, owner and track, ask others to join, move it to another version of the process.
    pub keep: bool,
}

/// Something that the gate asks for.
#[derive(Debug, Clone)]
pub struct Demanded {
    /// What.
    pub evidence: Evidence,
    /// Whether it is at hand.
    pub at_hand: bool,
    /// What was written, for what is.
    pub written: Option<CaseEvidence>,
}

/// A need in a case, with names.
#[derive(Debug, Clone)]
pub struct CaseNeedRow {
    /// The need.
    pub need: Need,
    /// Short name of its organisation.
    pub organisation: String,
    /// How it is tied to the case.
    pub tied: CaseNeed,
    /// Whether the reader may part it from the case.
    pub may_part: bool,
    /// Whether the reader may answer for it, if it is asked.
    pub may_answer: bool,
}

/// A decision with names.
#[derive(Debug, Clone)]
pub struct DecisionRow {
    /// The decision.
    pub decision: Decision,
    /// Who recorded it.
    pub person: Option<String>,
    /// For which organisation, by short name.
    pub organisation: String,
}

/// Somebody a case waits on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiter {
    /// Name.
    pub name: String,
    /// Short name of the organisation.
    pub organisation: String,
}

/// What the needs in a case come to. Organisations and affected people, never presses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BundleSpread {
    /// Who has it, by short name, each once.
    pub organisations: Vec<String>,
    /// The sum of what is known.
    pub affected: Option<u64>,
    /// In how many of the organisations a law or duty stands behind it.
    pub with_law: usize,
}

/// A case as its page shows it.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// The case.
    pub case: Case,
    /// Short name of the organisation that keeps it.
    pub organisation: String,
    /// The version of the process that it is on.
    pub process: Process,
    /// The number of the version that holds now, when that is another.
    pub newer_process: Option<i64>,
    /// Who stands for the need, by name.
    pub owner: Option<String>,
    /// Who decides where it is, as a body.
    pub decider: Option<Decider>,
    /// Who can record the decision; nobody when no one has the role.
    pub waiters: Vec<Waiter>,
    /// What the gate asks for, on this track, whatever way is chosen; then what only some ways ask for.
    pub demanded: Vec<Demanded>,
    /// What the answers come to.
    pub qualification: Qualification,
    /// The answers.
    pub answers: Vec<CaseAnswer>,
    /// The needs that the reader may read, in the order they came; parted ones last.
    pub needs: Vec<CaseNeedRow>,
    /// How many needs are in it that the reader may not read.
    pub hidden_needs: usize,
    /// What the needs come to, over those that the reader may read.
    pub spread: BundleSpread,
    /// Latest first.
    pub decisions: Vec<DecisionRow>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
    /// The keys that its cost could be shared by and is not, for whom prices are.
    pub keys: Vec<AllocationKey>,
    /// What the reader may do.
    pub deeds: CaseDeeds,
}

/// A case as lists show it.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// The case.
    pub case: Case,
    /// Short name of the organisation that keeps it.
    pub organisation: String,
    /// The version of the process that it is on.
    pub process: Process,
    /// How many organisations have a need in it.
    pub organisations: usize,
    /// Whether its stage should have been left by now, or it has rested long enough.
    pub is_late: bool,
}

/// What permissions ask about a case.
pub(crate) const fn subject(case: &Case) -> Subject {
    Subject { owner: Some(case.organisation), author: None, sharing: case.sharing }
}

/// The case with its process, for one who may read it.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, number: Number) -> Result<(Case, Process), AppError> {
    let case = store::case::by_number(tx, &number.to_string()).await?.ok_or(AppError::NotFound)?;
    if !actor.may(Deed::Read, &subject(&case)) {
        return Err(AppError::NotFound);
    }
    let process = process_of(tx, &case).await?;
    Ok((case, process))
}

pub(crate) async fn process_of(tx: &mut Tx, case: &Case) -> Result<Process, AppError> {
    store::process::get(tx, case.process).await?.ok_or(AppError::NotFound)
}

/// Whom a case waits on by its process.
pub(crate) fn waits(case: &Case, process: &Process) -> Waits {
    let decider = match case.state {
        CaseState::Running | CaseState::Dormant => case.decider_in(&process.definition),
        CaseState::Closed | CaseState::Finished => None,
    };
    Waits { role: decider.map(|decider| decider.role), jointly: decider.is_some_and(is_joint) }
}

const fn is_joint(decider: &Decider) -> bool {
    match decider.level {
        Level::Joint | Level::Federation => true,
        Level::Unit | Level::Municipality | Level::Board => false,
    }
}

/// Whether the actor may decide on a case where it is.
async fn may_decide(tx: &mut Tx, actor: &Actor, case: &Case, process: &Process) -> Result<bool, AppError> {
    let Some(decider) = case.decider_in(&process.definition) else { return Ok(false) };
    let deed = Deed::Decide { level: decider.level, role: decider.role };
    if !actor.may(deed, &subject(case)) {
        return Ok(false);
    }
    // A partner in another collaboration has no voice in this one's forums.
    match actor.member() {
        Some(member) if member.organisation != case.organisation => {
            Ok(parties(tx, case).await?.contains(&member.organisation))
        }
        Some(_) | None => Ok(true),
    }
}

/// The organisations whose forums decide on a case: those of its collaboration, and the one that keeps it.
pub(crate) async fn parties(tx: &mut Tx, case: &Case) -> Result<Vec<OrganisationId>, AppError> {
    let mut parties = vec![case.organisation];
    if let Some(collaboration) = case.collaboration {
        let members = confirmed_members(tx, collaboration).await?;
        parties.extend(members.into_iter().filter(|member| *member != case.organisation));
    }
    Ok(parties)
}

/// Whether the actor may prepare a case: at home, and jointly wherever it goes on together.
pub(crate) fn may_prepare(actor: &Actor, case: &Case) -> bool {
    let deed = match case.track {
        Track::Local => Deed::PrepareCase,
        Track::Joint => Deed::PrepareJointCase,
    };
    actor.may(deed, &subject(case))
}

pub(crate) fn qualification(case: &Case, process: &Process, answers: &[CaseAnswer]) -> Qualification {
    let answer = |code: &str| answers.iter().find(|answer| answer.code == code).map(|answer| answer.answer);
    Qualification::of(&process.definition, case.track, answer)
}

impl App {
    /// Saves a case over the version that was read.
    pub(crate) async fn save_case(
        &self,
        tx: &mut Tx,
        case: &Case,
        process: &Process,
    ) -> Result<(), AppError> {
        match store::case::update(tx, case, waits(case, process)).await {
            Err(store::StoreError::Stale) => Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            other => Ok(other?),
        }
    }

    pub(crate) async fn case_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: CaseId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Case, case.to_string()), kind, changes).await
    }

    /// A case with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_case(&self, actor: &Actor, number: Number) -> Result<CasePage, AppError> {
        let mut tx = self.db.read().await?;
        let (case, process) = load(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        let at_hand = AtHand::of(&mut tx, &case, &process).await?;
        let (needs, hidden_needs) = needs(&mut tx, actor, &directory, &case).await?;
        let owner = match case.owner {
            Some(owner) => store::person::get(&mut tx, owner).await?.map(|person| person.name),
            None => None,
        };
        let gate = case.gate_in(&process.definition);
        let demanded = gate.into_iter().flat_map(|gate| &gate.evidence);
        let demanded = demanded.filter(|evidence| evidence.track.is_none_or(|only| only == case.track));
        let mut demanded: Vec<Demanded> = demanded
            .map(|evidence| Demanded {
                at_hand: at_hand.has(evidence),
                written: at_hand.written(&evidence.code).cloned(),
                evidence: evidence.clone(),
            })
            .collect();
        demanded.sort_by_key(|one| one.evidence.optional);
        let keeps = actor.may(Deed::KeepCase, &subject(&case));
        let running = case.state == CaseState::Running;
        Ok(CasePage {
            deeds: CaseDeeds {
                decide: may_decide(&mut tx, actor, &case, &process).await?,
                prepare: may_prepare(actor, &case) && running,
                keep: keeps,
            },
            keys: cost::keys_to_choose(&mut tx, actor, &case).await?,
            organisation: directory.short_name(case.organisation),
            newer_process: newer(&mut tx, &case, &process).await?,
            owner,
            decider: case
                .decider_in(&process.definition)
                .filter(|_| waits(&case, &process).role.is_some())
                .cloned(),
            waiters: waiters(&mut tx, &directory, &case, &process).await?,
            demanded,
            qualification: qualification(&case, &process, &at_hand.answers),
            answers: at_hand.answers,
            spread: spread(&needs),
            needs,
            hidden_needs,
            decisions: decisions(&mut tx, &directory, &case).await?,
            history: history::of(&mut tx, actor, SubjectKind::Case, &case.id.to_string()).await?,
            process,
            case,
        })
    }

    /// One page of the cases that the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_cases(
        &self,
        actor: &Actor,
        filter: &CaseFilter,
        page: Page,
    ) -> Result<Listed<CaseRow>, AppError> {
        let mut tx = self.db.read().await?;
        let today = self.clock.now().day();
        let listed = store::case::list(&mut tx, &actor.visibility(), filter, today, page).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::with_capacity(listed.rows.len());
        // Few versions are shared by many cases.
        let mut processes: HashMap<ProcessId, Process> = HashMap::new();
        for case in listed.rows {
            let process = match processes.get(&case.process) {
                Some(known) => known.clone(),
                None => process_of(&mut tx, &case).await?,
            };
            processes.entry(case.process).or_insert_with(|| process.clone());
            rows.push(CaseRow {
                organisation: directory.short_name(case.organisation),
                process,
                organisations: store::case::organisations_in(&mut tx, case.id).await?.len(),
                is_late: case.is_late(today)
                    || (case.state == CaseState::Dormant && case.until.is_some_and(|until| until <= today)),
                case,
            });
        }
        Ok(Listed { rows, total: listed.total })
    }

    /// The case that a need is in, if the reader may see it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a need that the reader may not see.
    pub async fn case_of_need(&self, actor: &Actor, number: Number) -> Result<Option<CaseRow>, AppError> {
        let mut tx = self.db.read().await?;
        let need = need::load(&mut tx, actor, number, Deed::Read).await?;
        let Some(case) = joined_case(&mut tx, need.id).await? else { return Ok(None) };
        if !actor.may(Deed::Read, &subject(&case)) || matches!(actor, Actor::Anonymous) {
            return Ok(None);
        }
        let directory = Directory::read(&mut tx).await?;
        Ok(Some(CaseRow {
            organisation: directory.short_name(case.organisation),
            process: process_of(&mut tx, &case).await?,
            organisations: store::case::organisations_in(&mut tx, case.id).await?.len(),
            is_late: case.is_late(self.clock.now().day()),
            case,
        }))
    }
}

/// The needs of a case that the reader may read, and how many more are in it.
async fn needs(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    case: &Case,
) -> Result<(Vec<CaseNeedRow>, usize), AppError> {
    let (mut rows, mut hidden) = (Vec::new(), 0);
    let keeps = actor.may(Deed::KeepCase, &subject(case));
    for tied in store::case::needs(tx, case.id).await? {
        let Some(need) = store::need::get(tx, tied.need).await? else { continue };
        let about = need::subject(&need);
        if !actor.may(Deed::Read, &about) {
            hidden += usize::from(tied.tie == Tie::Joined);
            continue;
        }
        let answers = actor.may(Deed::EditNeed, &about) && matches!(need.state, NeedState::Submitted { .. });
        rows.push(CaseNeedRow {
            organisation: directory.short_name(need.organisation),
            may_part: tied.tie == Tie::Joined && (answers || keeps),
            may_answer: tied.tie == Tie::Asked && answers,
            need,
            tied,
        });
    }
    // Whose case it is comes first, then who came first.
    rows.sort_by_key(|row| {
        let tie = match row.tied.tie {
            Tie::Joined => 0,
            Tie::Asked => 1,
            Tie::Parted => 2,
        };
        (tie, row.need.organisation != case.organisation)
    });
    Ok((rows, hidden))
}

fn spread(needs: &[CaseNeedRow]) -> BundleSpread {
    let joined = || needs.iter().filter(|row| row.tied.tie == Tie::Joined);
    let mut organisations: Vec<String> = Vec::new();
    let mut lawful: Vec<&str> = Vec::new();
    for row in joined() {
        if !organisations.contains(&row.organisation) {
            organisations.push(row.organisation.clone());
        }
        if row.need.facts.law.is_some() && !lawful.contains(&row.organisation.as_str()) {
            lawful.push(&row.organisation);
        }
    }
    let known = joined().filter_map(|row| row.need.facts.affected).map(u64::from);
    BundleSpread { organisations, affected: known.reduce(u64::saturating_add), with_law: lawful.len() }
}

/// Everybody who can record the decision that a case waits for, and for whom.
pub(crate) async fn waiters_of(
    tx: &mut Tx,
    case: &Case,
) -> Result<Vec<(PersonId, OrganisationId)>, AppError> {
    let process = process_of(tx, case).await?;
    let found = who_waits(tx, case, &process).await?;
    Ok(found.into_iter().map(|(person, organisation)| (person.id, organisation)).collect())
}

async fn who_waits(
    tx: &mut Tx,
    case: &Case,
    process: &Process,
) -> Result<Vec<(Person, OrganisationId)>, AppError> {
    let Waits { role: Some(role), jointly } = waits(case, process) else { return Ok(Vec::new()) };
    let within = if jointly { parties(tx, case).await? } else { vec![case.organisation] };
    let mut found = Vec::new();
    for organisation in within {
        let people = store::person::with_role(tx, organisation, role).await?;
        found.extend(people.into_iter().map(|person| (person, organisation)));
    }
    Ok(found)
}

async fn waiters(
    tx: &mut Tx,
    directory: &Directory,
    case: &Case,
    process: &Process,
) -> Result<Vec<Waiter>, AppError> {
    let found = who_waits(tx, case, process).await?;
    let waiter = |(person, organisation): (Person, OrganisationId)| Waiter {
        name: person.name,
        organisation: directory.short_name(organisation),
    };
    Ok(found.into_iter().map(waiter).collect())
}

async fn decisions(tx: &mut Tx, directory: &Directory, case: &Case) -> Result<Vec<DecisionRow>, AppError> {
    let mut rows = Vec::new();
    for decision in store::case::decisions(tx, case.id).await? {
        let person = match decision.person {
            Some(person) => store::person::get(tx, person).await?.map(|person| person.name),
            None => None,
        };
        let organisation = directory.short_name(decision.organisation);
        rows.push(DecisionRow { decision, person, organisation });
    }
    Ok(rows)
}

/// The number of the version that holds now, when the case is on another and under way.
async fn newer(tx: &mut Tx, case: &Case, process: &Process) -> Result<Option<i64>, AppError> {
    if matches!(case.state, CaseState::Closed | CaseState::Finished) || case.collaboration.is_none() {
        return Ok(None);
    }
    let latest = store::process::of(tx, case.collaboration).await?.into_iter().next();
    Ok(latest.filter(|latest| latest.id != process.id).map(|latest| latest.revision))
}

/// Whether a person has a role in an organisation that lets one stand for a need.
pub(crate) async fn can_own(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<bool, AppError> {
    let roles = store::person::assignments(tx, person).await?;
    Ok(roles.iter().any(|one| one.organisation == organisation && one.role.can(Power::Write)))
}
