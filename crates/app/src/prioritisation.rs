//! Rounds of prioritisation: who arranges one, who scores, what others may see when, and what it came to.
//!
//! Assessors score alone: nobody sees another's scores before they are done themselves or the round is closed, and who has seen
//! them changes nothing any more. Nothing here moves a case; whoever decides does that, with a reason.

use std::collections::HashMap;

use domain::case::{Case, CaseState};
use domain::collaboration::{Collaboration, MembershipState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CaseId, CollaborationId, OrganisationId, PersonId, RoundId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::person::Role;
use domain::prioritisation::{
    Criterion, Outcome, Round, RoundAssessor, SCORES, Score, Sureness, Voices, outcomes, problems,
};
use domain::sharing::Sharing;
use domain::text::{self, NEED_TEXT_MAX, TITLE_MAX};
use jiff::civil::Date;
use store::Tx;
use store::case::CaseFilter;
use store::page::Page;

use crate::collaboration::{self, confirmed_members};
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::history::{HistoryEntry, doer};
use crate::{App, Directory, case, history};

/// What every round begins with.
const PROPOSAL: &str = include_str!("../../../defaults/criteria.json");
/// Most cases to choose between, and in a round.
const CASES_MAX: u32 = 200;

/// What whoever arranges a round says.
#[derive(Debug, Clone)]
pub struct RoundInput {
    /// What it is called.
    pub title: String,
    /// What is scored.
    pub criteria: Vec<Criterion>,
    /// Whose voices are counted.
    pub voices: Voices,
    /// The day it should be done.
    pub due: Option<Date>,
    /// Which cases.
    pub cases: Vec<Number>,
}

/// A round in a list.
#[derive(Debug, Clone)]
pub struct RoundRow {
    /// The round.
    pub round: Round,
    /// How many cases are in it.
    pub cases: usize,
    /// How many assessors are done, and how many there are.
    pub done: (usize, usize),
    /// Whether the reader scores in it and is not done.
    pub waits: bool,
}

/// Somebody who scores.
#[derive(Debug, Clone)]
pub struct AssessorRow {
    /// Who and whether they are done.
    pub assessor: RoundAssessor,
    /// Name.
    pub name: String,
    /// Short name of the organisation.
    pub organisation: String,
}

/// A case in a round, with what it came to as far as the reader may know.
#[derive(Debug, Clone)]
pub struct RoundCase {
    /// The case.
    pub case: Case,
    /// Short name of the organisation that keeps it.
    pub organisation: String,
    /// What the scores come to.
    pub outcome: Option<Outcome>,
    /// What assessors have written: criterion, name, score and words.
    pub comments: Vec<(String, String, u8, String)>,
    /// How many of the criteria the reader has scored.
    pub scored: usize,
}

/// A round as its page shows it.
#[derive(Debug, Clone)]
pub struct RoundPage {
    /// The round.
    pub round: Round,
    /// Of which collaboration.
    pub collaboration: Collaboration,
    /// Short name of who arranges it.
    pub organisation: String,
    /// In the order of the places where the reader may know them, else in their own.
    pub cases: Vec<RoundCase>,
    /// Who scores.
    pub assessors: Vec<AssessorRow>,
    /// Whether the reader may see what others have scored.
    pub is_open_to_reader: bool,
    /// Whether the reader scores in it and is not done.
    pub scores: bool,
    /// Whether the reader may close it.
    pub may_close: bool,
    /// The reader's own scores.
    pub own: Vec<Score>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// One of an assessor's scores.
#[derive(Debug, Clone)]
pub struct ScoreInput {
    /// The code of the criterion.
    pub criterion: String,
    /// From 1 to 5.
    pub value: u8,
    /// How sure.
    pub sureness: Sureness,
    /// Why.
    pub comment: String,
}

/// The criteria that are shipped.
///
/// # Errors
/// [`AppError::Internal`] when they cannot be read, which a test rules out.
pub fn proposal() -> Result<Vec<Criterion>, AppError> {
    serde_json::from_str(PROPOSAL).map_err(|error| {
        AppError::Internal(store::StoreError::Damaged { column: "criteria", value: error.to_string() })
    })
}

/// Whether the actor may arrange rounds for the organisation acted for.
fn arranger(actor: &Actor) -> Result<&Member, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    let may = actor.may(Deed::ArrangeRounds, &Subject::of(member.organisation));
    if may { Ok(member) } else { Err(AppError::Denied) }
}

/// The collaboration that an organisation weighs cases in.
pub(crate) async fn own_collaboration(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<CollaborationId, AppError> {
    collaboration::first_of(tx, organisation).await?.ok_or(AppError::Denied)
}

/// The cases that could be weighed in a collaboration now, as far as the actor sees them.
pub(crate) async fn to_weigh(
    tx: &mut Tx,
    actor: &Actor,
    collaboration: CollaborationId,
    today: Date,
) -> Result<Vec<Case>, AppError> {
    let filter = CaseFilter { state: CaseState::Running.code().to_owned(), ..CaseFilter::default() };
    let page = Page::new(1, CASES_MAX);
    let listed = store::case::list(tx, &actor.visibility(), &filter, today, page).await?;
    Ok(listed.rows.into_iter().filter(|case| fits(case, collaboration)).collect())
}

/// The round, for a member of its collaboration.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: RoundId) -> Result<Round, AppError> {
    let round = store::prioritisation::get(tx, id).await?.ok_or(AppError::NotFound)?;
    let reads = match actor {
        Actor::Operator => true,
        Actor::Member(member) => {
            confirmed_members(tx, round.collaboration).await?.contains(&member.organisation)
        }
        Actor::Anonymous => false,
    };
    if reads { Ok(round) } else { Err(AppError::NotFound) }
}

/// Whether a case can be weighed in a collaboration: under way, and read by all its members.
pub(crate) fn fits(case: &Case, collaboration: CollaborationId) -> bool {
    case.state == CaseState::Running
        && case.collaboration == Some(collaboration)
        && case.sharing >= Sharing::Collaboration
}

impl App {
    /// Cases that the actor could put into a round now, those that wait for it first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who arranges none, or whose organisation is in no collaboration.
    pub async fn cases_for_round(&self, actor: &Actor) -> Result<Vec<(Case, bool)>, AppError> {
        let member = arranger(actor)?;
        let mut tx = self.db.read().await?;
        let collaboration = own_collaboration(&mut tx, member.organisation).await?;
        let mut cases = Vec::new();
        for found in to_weigh(&mut tx, actor, collaboration, self.clock.now().day()).await? {
            let process = case::process_of(&mut tx, &found).await?;
            let gate = found.gate_in(&process.definition);
            let kind = domain::process::EvidenceKind::Scored;
            let waits = gate.is_some_and(|gate| gate.evidence.iter().any(|evidence| evidence.kind == kind));
            let waits = waits && !was_scored(&mut tx, found.id).await?;
            cases.push((found, waits));
        }
        cases.sort_by_key(|(_, waits)| !waits);
        Ok(cases)
    }

    /// Opens a round. Everybody with the role of assessor in the collaboration scores in it.
    ///
    /// # Errors
    /// [`AppError::Denied`] as [`App::cases_for_round`]; [`AppError::Invalid`] for no title, no cases or such as cannot be in
    /// it, a day that has passed, criteria that cannot be used, or when nobody could score.
    pub async fn open_round(&self, actor: &Actor, input: RoundInput) -> Result<Round, AppError> {
        let member = arranger(actor)?;
        let mut tx = self.db.write().await?;
        let collaboration = own_collaboration(&mut tx, member.organisation).await?;
        let now = self.clock.now();
        let mut invalid: Vec<Invalid> = Vec::new();
        let mut problem = |field, problem| invalid.push(Invalid { field, index: 0, problem });
        let title = text::required(&input.title, TITLE_MAX).unwrap_or_else(|error| {
            problem("title", FieldProblem::Text(error));
            String::new()
        });
        if input.due.is_some_and(|due| due < now.day()) {
            problem("due", FieldProblem::DayPassed);
        }
        for found in problems(&input.criteria) {
            problem("criteria", FieldProblem::Criteria(found));
        }
        let mut cases: Vec<CaseId> = Vec::new();
        for number in &input.cases {
            let found = store::case::by_number(&mut tx, &number.to_string()).await?;
            let found = found.filter(|found| actor.may(Deed::Read, &case::subject(found)));
            match found.filter(|found| fits(found, collaboration)) {
                Some(found) if !cases.contains(&found.id) => cases.push(found.id),
                Some(_) => {}
                None => problem("cases", FieldProblem::Unknown),
            }
        }
        if cases.is_empty() {
            problem("cases", FieldProblem::Text(text::TextProblem::Missing));
        }
        let mut assessors: Vec<RoundAssessor> = Vec::new();
        for organisation in confirmed_members(&mut tx, collaboration).await? {
            for person in store::person::with_role(&mut tx, organisation, Role::Assessor).await? {
                // Whoever assesses for two has one voice, for the first.
                if assessors.iter().all(|one| one.person != person.id) {
                    assessors.push(RoundAssessor { person: person.id, organisation, done: None });
                }
            }
        }
        if assessors.is_empty() {
            problem("cases", FieldProblem::NobodyScores);
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let round = Round {
            id: RoundId::at(now),
            version: 1,
            title,
            organisation: member.organisation,
            collaboration,
            criteria: input.criteria,
            voices: input.voices,
            due: input.due,
            closed: None,
            created: now,
        };
        store::prioritisation::insert(&mut tx, &round).await?;
        for (position, id) in (1..).zip(cases) {
            store::prioritisation::add_case(&mut tx, round.id, id, position).await?;
        }
        for assessor in &assessors {
            store::prioritisation::add_assessor(&mut tx, round.id, assessor).await?;
        }
        let changes = Change::between("title", "", &round.title).into_iter().collect();
        self.round_event(&mut tx, actor, round.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(round)
    }

    async fn round_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        round: RoundId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Round, round.to_string()), kind, changes).await
    }

    /// The rounds of the collaborations of whoever is signed in, latest first; and whether they may arrange one.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn list_rounds(&self, actor: &Actor) -> Result<(Vec<RoundRow>, bool), AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let mut rows = Vec::new();
        let mut is_member = false;
        for membership in store::collaboration::of_organisation(&mut tx, member.organisation).await? {
            if membership.state != MembershipState::Confirmed {
                continue;
            }
            is_member = true;
            for round in store::prioritisation::of_collaboration(&mut tx, membership.collaboration).await? {
                let assessors = store::prioritisation::assessors(&mut tx, round.id).await?;
                let done = assessors.iter().filter(|one| one.done.is_some()).count();
                let own = assessors.iter().find(|one| one.person == member.person);
                rows.push(RoundRow {
                    cases: store::prioritisation::cases(&mut tx, round.id).await?.len(),
                    waits: round.closed.is_none() && own.is_some_and(|own| own.done.is_none()),
                    done: (done, assessors.len()),
                    round,
                });
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.round.created));
        Ok((rows, is_member && arranger(actor).is_ok()))
    }

    /// A round with everything its page shows. What others have scored is left out until the reader is done or it is closed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for a round of a collaboration that the reader is not in.
    pub async fn read_round(&self, actor: &Actor, id: RoundId) -> Result<RoundPage, AppError> {
        let mut tx = self.db.read().await?;
        let round = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let assessors = store::prioritisation::assessors(&mut tx, id).await?;
        let scores = store::prioritisation::scores(&mut tx, id).await?;
        let reader = actor.member().map(|member| member.person);
        let own = assessors.iter().find(|one| Some(one.person) == reader);
        let is_open_to_reader = round.closed.is_some() || own.is_some_and(|own| own.done.is_some());
        let mut names: HashMap<PersonId, String> = HashMap::new();
        let mut rows = Vec::new();
        for assessor in &assessors {
            let person = store::person::get(&mut tx, assessor.person).await?;
            let name = person.map(|person| person.name).unwrap_or_default();
            names.insert(assessor.person, name.clone());
            let organisation = directory.short_name(assessor.organisation);
            rows.push(AssessorRow { assessor: assessor.clone(), name, organisation });
        }
        let ids = store::prioritisation::cases(&mut tx, id).await?;
        let results = if is_open_to_reader { counted(&round, &ids, &scores, &assessors) } else { Vec::new() };
        let mut cases = Vec::new();
        for case_id in &ids {
            let Some(found) = store::case::get(&mut tx, *case_id).await? else { continue };
            if !actor.may(Deed::Read, &case::subject(&found)) {
                continue;
            }
            let of_case = || scores.iter().filter(|score| score.case == *case_id);
            let is_done =
                |person: PersonId| assessors.iter().any(|one| one.person == person && one.done.is_some());
            let comments = of_case().filter(|_| is_open_to_reader).filter(|score| is_done(score.person));
            let comments = comments.filter(|score| !score.comment.is_empty()).map(|score| {
                let name = names.get(&score.person).cloned().unwrap_or_default();
                (score.criterion.clone(), name, score.value, score.comment.clone())
            });
            cases.push(RoundCase {
                organisation: directory.short_name(found.organisation),
                outcome: results.iter().find(|outcome| outcome.case == *case_id).cloned(),
                comments: comments.collect(),
                scored: of_case().filter(|score| Some(score.person) == reader).count(),
                case: found,
            });
        }
        let place = |row: &RoundCase| row.outcome.as_ref().and_then(|outcome| outcome.place);
        cases.sort_by_key(|row| place(row).unwrap_or(usize::MAX));
        let collaboration = store::collaboration::get(&mut tx, round.collaboration).await?;
        Ok(RoundPage {
            collaboration: collaboration.ok_or(AppError::NotFound)?,
            organisation: directory.short_name(round.organisation),
            cases,
            assessors: rows,
            is_open_to_reader,
            scores: round.closed.is_none() && own.is_some_and(|own| own.done.is_none()),
            may_close: round.closed.is_none() && may_close(actor, &round),
            own: scores.into_iter().filter(|score| Some(score.person) == reader).collect(),
            history: history::of(&mut tx, actor, SubjectKind::Round, &id.to_string()).await?,
            round,
        })
    }

    /// Keeps an assessor's scores of one case.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that is not in the round; [`AppError::Denied`] for who does not score in it;
    /// [`AppError::Invalid`] for a score that is none, and words that cannot be kept; [`AppError::Refused`] when the round
    /// is closed or they have said that they are done.
    pub async fn score_case(
        &self,
        actor: &Actor,
        id: RoundId,
        number: Number,
        given: &[ScoreInput],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let round = load(&mut tx, actor, id).await?;
        let member = self.assessing(&mut tx, actor, &round).await?;
        let found = store::case::by_number(&mut tx, &number.to_string()).await?.ok_or(AppError::NotFound)?;
        if !store::prioritisation::cases(&mut tx, id).await?.contains(&found.id) {
            return Err(AppError::NotFound);
        }
        let now = self.clock.now();
        let (mut invalid, mut scores) = (Vec::new(), Vec::new());
        for (index, one) in given.iter().enumerate() {
            let is_known = round.criteria.iter().any(|criterion| criterion.code == one.criterion);
            if !is_known || !SCORES.contains(&one.value) {
                invalid.push(Invalid { field: "score", index, problem: FieldProblem::Unknown });
                continue;
            }
            match case::words("score", index, text::optional(&one.comment, NEED_TEXT_MAX), now) {
                Ok(comment) => scores.push(Score {
                    case: found.id,
                    person: member,
                    criterion: one.criterion.clone(),
                    value: one.value,
                    sureness: one.sureness,
                    comment,
                }),
                Err(problem) => invalid.push(problem),
            }
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        for score in &scores {
            store::prioritisation::set_score(&mut tx, id, score).await?;
        }
        // What was scored is nobody's matter yet; that something was, is.
        let changes = Change::between("case", "", &number.to_string()).into_iter().collect();
        self.round_event(&mut tx, actor, id, EventKind::Scored, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Says that an assessor is done, for good: from now on their scores count, others see them, and they see the others'.
    ///
    /// # Errors
    /// As [`App::score_case`]; [`AppError::Refused`] also when a case lacks a score by a criterion that weighs anything.
    pub async fn finish_scoring(&self, actor: &Actor, id: RoundId) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let round = load(&mut tx, actor, id).await?;
        let person = self.assessing(&mut tx, actor, &round).await?;
        let scores = store::prioritisation::scores(&mut tx, id).await?;
        let has = |case: CaseId, criterion: &Criterion| {
            let is = |score: &Score| {
                score.case == case && score.person == person && score.criterion == criterion.code
            };
            scores.iter().any(is)
        };
        let cases = store::prioritisation::cases(&mut tx, id).await?;
        let weighing = || round.criteria.iter().filter(|criterion| criterion.weight > 0);
        if cases.iter().any(|case| weighing().any(|criterion| !has(*case, criterion))) {
            return Err(AppError::Refused(Refusal::NotAllScored));
        }
        store::prioritisation::set_done(&mut tx, id, person, Some(self.clock.now())).await?;
        self.round_event(&mut tx, actor, id, EventKind::ScoringDone, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Who scores in an open round and is not done.
    async fn assessing(&self, tx: &mut Tx, actor: &Actor, round: &Round) -> Result<PersonId, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let assessors = store::prioritisation::assessors(tx, round.id).await?;
        let own = assessors.iter().find(|one| one.person == member.person);
        // Whoever acts for another organisation now scores for none of them.
        let own = own.filter(|own| own.organisation == member.organisation).ok_or(AppError::Denied)?;
        if round.closed.is_some() || own.done.is_some() {
            return Err(AppError::Refused(Refusal::ScoringOver));
        }
        Ok(own.person)
    }

    /// Closes a round: what is done counts, what is not is left out, and all who may read it see what it came to.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not arrange it; [`AppError::Refused`] when it is closed, nobody is done, or somebody
    /// has changed it since.
    pub async fn close_round(&self, actor: &Actor, id: RoundId, version: i64) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let round = load(&mut tx, actor, id).await?;
        if !may_close(actor, &round) {
            return Err(AppError::Denied);
        }
        if round.closed.is_some() {
            return Err(AppError::Refused(Refusal::ScoringOver));
        }
        if round.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let assessors = store::prioritisation::assessors(&mut tx, id).await?;
        if assessors.iter().all(|one| one.done.is_none()) {
            return Err(AppError::Refused(Refusal::NotAllScored));
        }
        store::prioritisation::close(&mut tx, &round, self.clock.now()).await?;
        self.round_event(&mut tx, actor, id, EventKind::RoundClosed, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Where a case came in the last closed round that it was in: the round, its place and how many were placed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that the reader may not see.
    pub async fn place_of_case(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Option<(Round, Outcome, usize)>, AppError> {
        let mut tx = self.db.read().await?;
        let (found, _) = case::load(&mut tx, actor, number).await?;
        last_outcome(&mut tx, actor, found.id).await
    }
}

/// What a case came to in its last closed round that the reader may see, and how many were placed there.
async fn last_outcome(
    tx: &mut Tx,
    actor: &Actor,
    id: CaseId,
) -> Result<Option<(Round, Outcome, usize)>, AppError> {
    Ok(last_outcomes(tx, actor, &[id]).await?.remove(&id))
}

/// The same of many cases; each round is counted once.
pub(crate) async fn last_outcomes(
    tx: &mut Tx,
    actor: &Actor,
    ids: &[CaseId],
) -> Result<HashMap<CaseId, (Round, Outcome, usize)>, AppError> {
    let mut known: HashMap<RoundId, Vec<Outcome>> = HashMap::new();
    let mut found = HashMap::new();
    for id in ids {
        for round in store::prioritisation::of_case(tx, *id).await? {
            if round.closed.is_none() || load(tx, actor, round.id).await.is_err() {
                continue;
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = known.entry(round.id) {
                let cases = store::prioritisation::cases(tx, round.id).await?;
                let scores = store::prioritisation::scores(tx, round.id).await?;
                let assessors = store::prioritisation::assessors(tx, round.id).await?;
                entry.insert(counted(&round, &cases, &scores, &assessors));
            }
            let results = known.get(&round.id).map(Vec::as_slice).unwrap_or_default();
            let placed = results.iter().filter(|outcome| outcome.place.is_some()).count();
            if let Some(own) = results.iter().find(|outcome| outcome.case == *id) {
                found.insert(*id, (round, own.clone(), placed));
            }
            break;
        }
    }
    Ok(found)
}

fn may_close(actor: &Actor, round: &Round) -> bool {
    actor.may(Deed::ArrangeRounds, &Subject::of(round.organisation))
}

/// What the scores of those who are done come to.
fn counted(round: &Round, cases: &[CaseId], scores: &[Score], assessors: &[RoundAssessor]) -> Vec<Outcome> {
    let of = |person: PersonId| {
        let done = assessors.iter().find(|one| one.person == person && one.done.is_some());
        done.map(|one| one.organisation)
    };
    outcomes(round, cases, scores, of)
}

/// Whether a case was in a round that is closed.
pub(crate) async fn was_scored(tx: &mut Tx, case: CaseId) -> Result<bool, AppError> {
    Ok(store::prioritisation::of_case(tx, case).await?.iter().any(|round| round.closed.is_some()))
}
