//! Verdicts: saying how well a solution meets a need, taking it back, and reading what has been said.
//!
//! Whoever may see both the need and the solution sees the verdict, the public excepted. Not here: what verdicts do
//! to the ranking (`memory`).

use domain::event::{Change, Event, EventKind};
use domain::id::SolutionId;
use domain::need::{Need, NeedState};
use domain::number::Number;
use domain::permission::{Actor, Deed, Member};
use domain::solution::Solution;
use domain::verdict::{self, GivenVerdict, Verdict};
use store::Tx;

use crate::error::{AppError, FieldProblem};
use crate::need::{self, subject};
use crate::{App, Directory};

/// Name of the reason's field in forms.
pub const REASON: &str = "reason";

/// A verdict with names.
#[derive(Debug, Clone)]
pub struct VerdictRow {
    /// The verdict.
    pub given: GivenVerdict,
    /// Who gave it.
    pub person: String,
    /// Short name of the organisation the person acted for.
    pub organisation: String,
}

/// A solution with what has been said of it for one need.
#[derive(Debug, Clone)]
pub struct JudgedSolution {
    /// The solution.
    pub solution: Solution,
    /// In the order in which they were given.
    pub verdicts: Vec<VerdictRow>,
}

/// What has been said on one need, as its page shows it.
#[derive(Debug, Clone)]
pub struct VerdictsOnNeed {
    /// Whether the reader may give a verdict.
    pub may_give: bool,
    /// Whether the words of the need may be proposed where it has been said to fit.
    pub may_propose: bool,
    /// Solutions in the order in which the first verdict on each was given.
    pub judged: Vec<JudgedSolution>,
}

/// A need with what has been said of one solution for it.
#[derive(Debug, Clone)]
pub struct JudgedNeed {
    /// The need.
    pub need: Need,
    /// Short name of its organisation.
    pub organisation: String,
    /// Newest first.
    pub verdicts: Vec<VerdictRow>,
}

impl App {
    /// Says how well a solution meets a need, or says something else than before. The same again changes nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] unless the actor may see both; [`AppError::Denied`] without a writing role;
    /// [`AppError::Invalid`] for a reason that is too long.
    pub async fn give_verdict(
        &self,
        actor: &Actor,
        (need, solution): (Number, Number),
        verdict: Verdict,
        reason: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (need, solution, member) = pair(&mut tx, actor, need, solution).await?;
        let problem = |problem| AppError::invalid(REASON, FieldProblem::Text(problem));
        let reason = verdict::reason(reason).map_err(problem)?;
        let now = self.clock.now();
        let before = store::verdict::of_person(&mut tx, need.id, solution.id, member.person).await?;
        let said = before.as_ref().map(|before| before.verdict);
        match before {
            Some(before) if before.verdict == verdict && before.reason == reason => return Ok(()),
            Some(before) => {
                let organisation = member.organisation;
                let after = GivenVerdict { organisation, verdict, reason, at: now, ..before };
                store::verdict::update(&mut tx, &after).await?;
            }
            None => {
                let given = GivenVerdict {
                    need: need.id,
                    solution: solution.id,
                    person: member.person,
                    organisation: member.organisation,
                    version: 1,
                    verdict,
                    reason,
                    at: now,
                };
                store::verdict::insert(&mut tx, &given).await?;
            }
        }
        self.verdict_event(&mut tx, actor, (&need, &solution), (said, Some(verdict))).await?;
        Ok(tx.commit().await?)
    }

    /// Takes the actor's verdict back; where there is none nothing happens.
    ///
    /// # Errors
    /// As [`App::give_verdict`].
    pub async fn take_back_verdict(
        &self,
        actor: &Actor,
        need: Number,
        solution: Number,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (need, solution, member) = pair(&mut tx, actor, need, solution).await?;
        let given = store::verdict::of_person(&mut tx, need.id, solution.id, member.person).await?;
        let Some(given) = given else { return Ok(()) };
        store::verdict::remove(&mut tx, &given).await?;
        self.verdict_event(&mut tx, actor, (&need, &solution), (Some(given.verdict), None)).await?;
        Ok(tx.commit().await?)
    }

    /// The event stands with the need. It names the solution by its id: a history shows it only to those who may see
    /// the solution too.
    async fn verdict_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (need, solution): (&Need, &Solution),
        (before, after): (Option<Verdict>, Option<Verdict>),
    ) -> Result<(), AppError> {
        let kind = if after.is_some() { EventKind::VerdictGiven } else { EventKind::VerdictTakenBack };
        self.need_event(tx, actor, need, kind, changes(solution.id, (before, after))).await
    }

    /// What has been said on a need that the reader may see, of solutions that the reader may see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn verdicts_on_need(&self, actor: &Actor, need: &Need) -> Result<VerdictsOnNeed, AppError> {
        let mut tx = self.db.read().await?;
        let about = subject(need);
        let may_give = actor.member().is_some() && actor.may(Deed::GiveVerdict, &about);
        let mut judged: Vec<JudgedSolution> = Vec::new();
        let visibility = actor.visibility();
        if visibility.of_verdicts() && visibility.allows(&about) {
            let given = store::verdict::of_need(&mut tx, &visibility, need.id).await?;
            for row in named(&mut tx, given).await? {
                match judged.iter_mut().find(|judged| judged.solution.id == row.given.solution) {
                    Some(known) => known.verdicts.push(row),
                    None => {
                        let solution = store::solution::get(&mut tx, row.given.solution).await?;
                        judged.extend(
                            solution.map(|solution| JudgedSolution { solution, verdicts: vec![row] }),
                        );
                    }
                }
            }
        }
        let may_propose = may_give && matches!(need.state, NeedState::Submitted { .. });
        Ok(VerdictsOnNeed { may_give, may_propose, judged })
    }

    /// What has been said of a solution that the reader may see, on needs that the reader may see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn verdicts_on_solution(
        &self,
        actor: &Actor,
        solution: &Solution,
    ) -> Result<Vec<JudgedNeed>, AppError> {
        let mut tx = self.db.read().await?;
        let mut judged: Vec<JudgedNeed> = Vec::new();
        let visibility = actor.visibility();
        if visibility.of_verdicts() && visibility.allows(&crate::solution::subject(solution)) {
            let directory = Directory::read(&mut tx).await?;
            let given = store::verdict::of_solution(&mut tx, &visibility, solution.id).await?;
            for row in named(&mut tx, given).await? {
                match judged.iter_mut().find(|judged| judged.need.id == row.given.need) {
                    Some(known) => known.verdicts.push(row),
                    None => {
                        let need = store::need::get(&mut tx, row.given.need).await?;
                        judged.extend(need.map(|need| JudgedNeed {
                            organisation: directory.short_name(need.organisation),
                            verdicts: vec![row],
                            need,
                        }));
                    }
                }
            }
        }
        Ok(judged)
    }
}

/// What changed, and of which solution.
pub(crate) fn changes(
    solution: SolutionId,
    (before, after): (Option<Verdict>, Option<Verdict>),
) -> Vec<Change> {
    let code = |verdict: Option<Verdict>| verdict.map_or("", Verdict::code);
    let said = Change::between("verdict", code(before), code(after));
    let about = Change { field: SOLUTION.to_owned(), before: None, after: Some(solution.to_string()) };
    said.into_iter().chain([about]).collect()
}

/// Names the solution of a verdict in an event's changes.
const SOLUTION: &str = "solution";

/// The solution that an event about a verdict names; none for other events.
pub(crate) fn judged_in(event: &Event) -> Option<SolutionId> {
    let is_verdict = matches!(event.kind, EventKind::VerdictGiven | EventKind::VerdictTakenBack);
    let change = event.changes.iter().find(|change| is_verdict && change.field == SOLUTION)?;
    change.after.as_deref()?.parse().ok()
}

/// The name of a solution in the eyes of a reader; none where the reader may not see it or no verdicts.
pub(crate) async fn name_for(
    tx: &mut Tx,
    reader: &Actor,
    solution: SolutionId,
) -> Result<Option<String>, AppError> {
    let visibility = reader.visibility();
    let solution = store::solution::get(tx, solution).await?;
    let seen = |solution: &Solution| {
        visibility.of_verdicts() && visibility.allows(&crate::solution::subject(solution))
    };
    Ok(solution.filter(seen).map(|solution| solution.facts.name))
}

/// The need and the solution of a verdict that this actor may give, and who gives it. The operator gives none: a
/// verdict is somebody's.
pub(crate) async fn pair<'a>(
    tx: &mut Tx,
    actor: &'a Actor,
    need: Number,
    solution: Number,
) -> Result<(Need, Solution, &'a Member), AppError> {
    let Some(member) = actor.member() else { return Err(AppError::Denied) };
    let need = need::load(tx, actor, need, Deed::GiveVerdict).await?;
    let solution = crate::solution::load(tx, actor, solution).await?;
    Ok((need, solution, member))
}

async fn named(tx: &mut Tx, given: Vec<GivenVerdict>) -> Result<Vec<VerdictRow>, AppError> {
    let directory = Directory::read(tx).await?;
    let mut rows = Vec::with_capacity(given.len());
    for given in given {
        let person =
            store::person::get(tx, given.person).await?.map(|person| person.name).unwrap_or_default();
        rows.push(VerdictRow { organisation: directory.short_name(given.organisation), person, given });
    }
    Ok(rows)
}
