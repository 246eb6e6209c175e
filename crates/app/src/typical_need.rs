//! Typical needs of solutions: proposing the words of a confirmed need, deciding on proposals, changing the list.
//!
//! A need's words may be read by fewer than the solution is. So the proposer sees who will read them and writes what
//! may be read, and nobody but the proposer and those who keep the solution reads a proposal before it is accepted.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::ProposalId;
use domain::need::{self, Need, NeedState};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::solution::Solution;
use domain::text::TextProblem;
use domain::typical_need::{self, Proposal, ProposalState, TYPICAL_NEED_MAX, TYPICAL_NEEDS_MAX};
use domain::verdict::Verdict;
use store::{StoreError, Tx};

use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::solution::subject;
use crate::{App, Directory, changes, verdict};

/// A proposal before it is made.
#[derive(Debug, Clone)]
pub struct ProposalStart {
    /// From this need.
    pub need: Need,
    /// For this solution.
    pub solution: Solution,
    /// The need's first sentence, to be changed.
    pub text: String,
    /// Whether more people read the solution than the need.
    pub reads: Readers,
}

/// Who will read a need's words once they stand with the solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// More than read the need.
    More,
    /// No more than read the need, as far as sharing says.
    TheSame,
}

/// A proposal with names.
#[derive(Debug, Clone)]
pub struct ProposalRow {
    /// The proposal.
    pub proposal: Proposal,
    /// Who proposed it.
    pub person: String,
    /// Short name of the organisation the person acted for.
    pub organisation: String,
    /// The need it comes from, where the reader may see it.
    pub need: Option<Need>,
}

/// What the reader may see and do about a solution's typical needs.
#[derive(Debug, Clone)]
pub struct TypicalNeeds {
    /// Whether the reader may decide on proposals and change the list.
    pub may_keep: bool,
    /// Proposals that wait: all for who keeps the list, else the reader's own.
    pub waiting: Vec<ProposalRow>,
}

/// What is decided on a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposalDecision {
    /// This text, perhaps changed, stands with the solution from now on.
    Accept(String),
    /// It is turned down.
    Reject,
}

impl App {
    /// What can be proposed as a typical need from a need that the actor has said the solution fits.
    ///
    /// # Errors
    /// [`AppError::NotFound`] and [`AppError::Denied`] as for a verdict; [`AppError::Refused`] with
    /// [`Refusal::NotConfirmed`] unless the need is sent and the actor's verdict is that the solution fits.
    pub async fn begin_proposal(
        &self,
        actor: &Actor,
        (need, solution): (Number, Number),
    ) -> Result<ProposalStart, AppError> {
        let mut tx = self.db.read().await?;
        confirmed(&mut tx, actor, (need, solution)).await
    }

    /// Proposes a text as a typical need. One that stands there or waits already is not proposed again.
    ///
    /// # Errors
    /// As [`App::begin_proposal`]; [`AppError::Invalid`] for a text that cannot be kept.
    pub async fn propose_typical_need(
        &self,
        actor: &Actor,
        pair: (Number, Number),
        text: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let ProposalStart { need, solution, .. } = confirmed(&mut tx, actor, pair).await?;
        let text = typical_need::typical_need(text).map_err(problem)?;
        let waiting = store::typical_need::waiting(&mut tx, solution.id).await?;
        let waiting: Vec<String> = waiting.into_iter().map(|proposal| proposal.text).collect();
        let is_known = typical_need::is_among(&solution.facts.typical_needs, &text);
        let Some(member) = actor.member() else { return Err(AppError::Denied) };
        if is_known || typical_need::is_among(&waiting, &text) {
            return Ok(());
        }
        let now = self.clock.now();
        let proposal = Proposal {
            id: ProposalId::at(now),
            version: 1,
            solution: solution.id,
            need: need.id,
            text,
            person: member.person,
            organisation: member.organisation,
            state: ProposalState::Proposed,
            proposed: now,
            decided: None,
        };
        store::typical_need::insert(&mut tx, &proposal).await?;
        self.typical_event(&mut tx, actor, &solution, (EventKind::TypicalNeedProposed, Vec::new())).await?;
        Ok(tx.commit().await?)
    }

    /// Accepts a proposal or turns it down. An accepted text is matched at once.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor keeps the solution; [`AppError::Refused`] when somebody else has decided;
    /// [`AppError::Invalid`] for a text that cannot be kept or one too many.
    pub async fn decide_proposal(
        &self,
        actor: &Actor,
        solution: Number,
        proposal: ProposalId,
        decision: ProposalDecision,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = kept_by(&mut tx, actor, solution).await?;
        let proposal = store::typical_need::get(&mut tx, proposal).await?;
        let proposal =
            proposal.filter(|proposal| proposal.solution == before.id).ok_or(AppError::NotFound)?;
        if proposal.state != ProposalState::Proposed {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let decided = Some(self.clock.now());
        let proposal = match decision {
            ProposalDecision::Reject => Proposal { state: ProposalState::Rejected, decided, ..proposal },
            ProposalDecision::Accept(text) => {
                let text = typical_need::typical_need(&text).map_err(problem)?;
                let mut needs = before.facts.typical_needs.clone();
                if !typical_need::is_among(&needs, &text) {
                    needs.push(text.clone());
                }
                self.save_typical_needs(&mut tx, actor, before, needs).await?;
                Proposal { state: ProposalState::Accepted, decided, text, ..proposal }
            }
        };
        store::typical_need::update(&mut tx, &proposal).await?;
        Ok(tx.commit().await?)
    }

    /// Replaces a solution's typical needs, one a line, over the version that was read.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor keeps the solution; [`AppError::Refused`] with
    /// [`Refusal::ChangedMeanwhile`] when somebody else has saved it; [`AppError::Invalid`] for lines that cannot be kept.
    pub async fn edit_typical_needs(
        &self,
        actor: &Actor,
        (solution, version): (Number, i64),
        lines: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = kept_by(&mut tx, actor, solution).await?;
        let needs = typical_need::typical_need_lines(lines).map_err(problem)?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        self.save_typical_needs(&mut tx, actor, before, needs).await?;
        Ok(tx.commit().await?)
    }

    /// What the reader may see and do about the typical needs of a solution that the reader may see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn typical_needs(&self, actor: &Actor, solution: &Solution) -> Result<TypicalNeeds, AppError> {
        let may_keep = actor.may(Deed::KeepTypicalNeeds, &subject(solution));
        let me = actor.member().map(|member| member.person);
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let visibility = actor.visibility();
        let mut waiting = Vec::new();
        for proposal in store::typical_need::waiting(&mut tx, solution.id).await? {
            if !may_keep && Some(proposal.person) != me {
                continue;
            }
            let person = store::person::get(&mut tx, proposal.person).await?;
            let need = store::need::get(&mut tx, proposal.need).await?;
            waiting.push(ProposalRow {
                person: person.map(|person| person.name).unwrap_or_default(),
                organisation: directory.short_name(proposal.organisation),
                need: need.filter(|need| visibility.allows(&crate::need::subject(need))),
                proposal,
            });
        }
        Ok(TypicalNeeds { may_keep, waiting })
    }

    async fn save_typical_needs(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: Solution,
        needs: Vec<String>,
    ) -> Result<(), AppError> {
        if needs.len() > TYPICAL_NEEDS_MAX {
            return Err(problem(TextProblem::TooLong { max: TYPICAL_NEEDS_MAX, actual: needs.len() }));
        }
        let mut after = Solution { updated: self.clock.now(), ..before.clone() };
        after.facts.typical_needs = needs;
        let changed = changes::of_solution(&before, &after);
        if changed.is_empty() {
            return Ok(());
        }
        match store::solution::update(tx, &after).await {
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            done => done?,
        }
        self.typical_event(tx, actor, &after, (EventKind::Edited, changed)).await
    }

    async fn typical_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        solution: &Solution,
        (kind, changes): (EventKind, Vec<Change>),
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Solution, solution.id.to_string());
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }
}

/// Name of the field in forms.
pub const TYPICAL_NEEDS: &str = "typical_needs";

fn problem(problem: TextProblem) -> AppError {
    AppError::invalid(TYPICAL_NEEDS, FieldProblem::Text(problem))
}

/// The need and the solution, where the actor has said that they fit and the need is sent.
async fn confirmed(
    tx: &mut Tx,
    actor: &Actor,
    (need, solution): (Number, Number),
) -> Result<ProposalStart, AppError> {
    let (need, solution, member) = verdict::pair(tx, actor, need, solution).await?;
    let given = store::verdict::of_person(tx, need.id, solution.id, member.person).await?;
    let fits = given.is_some_and(|given| given.verdict == Verdict::Fits);
    if !fits || !matches!(need.state, NeedState::Submitted { .. }) {
        return Err(AppError::Refused(Refusal::NotConfirmed));
    }
    let reads = readers(&need, &solution);
    Ok(ProposalStart {
        text: need::first_sentence(&need.facts.text, TYPICAL_NEED_MAX - 2),
        need,
        solution,
        reads,
    })
}

fn readers(need: &Need, solution: &Solution) -> Readers {
    let others = solution.owner.is_some_and(|owner| owner != need.organisation);
    if solution.sharing > need.sharing || (solution.sharing == need.sharing && others) {
        Readers::More
    } else {
        Readers::TheSame
    }
}

/// A solution whose typical needs the actor keeps.
async fn kept_by(tx: &mut Tx, actor: &Actor, number: Number) -> Result<Solution, AppError> {
    let solution = crate::solution::load(tx, actor, number).await?;
    if actor.may(Deed::KeepTypicalNeeds, &subject(&solution)) { Ok(solution) } else { Err(AppError::Denied) }
}
