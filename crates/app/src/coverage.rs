//! What solutions cover of a need's requirements: read, said by people, withdrawn.
//!
//! What people have said is read from the database, what the solution's text shows is read out of the index each
//! time; `domain::coverage` says what counts. Only solutions that the reader can see are looked at, and only what
//! people have said about those is given.

use domain::coverage::{
    Coverage, CoverageCount, CoverageFacts, CoverageField, CoverageLevel, CoverageProblem, CoverageSource,
    what_counts,
};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{RequirementId, SolutionId};
use domain::need::{Need, Requirement};
use domain::number::Number;
use domain::permission::{Actor, Deed, Visibility};
use domain::solution::Solution;
use matching::{Assumed, Evidence, Key};
use store::{StoreError, Tx};

use crate::error::{AppError, FieldProblem, Invalid};
use crate::history::doer;
use crate::matches::{UsageRow, usage_rows};
use crate::search::Asked;
use crate::usability::{self, Usable};
use crate::{App, Directory, need, search, solution};

/// Most solutions that are compared.
pub const COMPARED_MAX: usize = 4;

/// How much of a requirement a sentence must say to be shown: one common word among several says nothing.
const LEAST_SHOWN: f32 = 0.35;

/// One requirement and what a solution covers of it.
#[derive(Debug, Clone)]
pub struct RequirementCoverage {
    /// The requirement.
    pub requirement: Requirement,
    /// What counts.
    pub level: CoverageLevel,
    /// Where that is known from.
    pub source: CoverageSource,
    /// What a person has said.
    pub said: Option<Said>,
    /// What the solution's text shows; the passage points into [`text_of`].
    pub shown: Option<Evidence>,
}

/// What a person has said, with names.
#[derive(Debug, Clone)]
pub struct Said {
    /// What.
    pub coverage: Coverage,
    /// Who, for those who are signed in.
    pub person: Option<String>,
    /// Short name of the organisation the person acted for.
    pub organisation: Option<String>,
}

/// A need and a solution as their page shows them.
#[derive(Debug, Clone)]
pub struct CoveragePage {
    /// The need.
    pub need: Need,
    /// Short name of its organisation.
    pub organisation: String,
    /// The solution.
    pub solution: Solution,
    /// Who uses it.
    pub usages: Vec<UsageRow>,
    /// In the need's order.
    pub rows: Vec<RequirementCoverage>,
    /// Whether the reader may say what is covered.
    pub may_set: bool,
    /// Whether the reader may add requirements.
    pub may_edit_need: bool,
    /// Whether the reader's organisation can use it.
    pub usable: Option<Usable>,
}

/// A solution in a comparison.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The solution.
    pub solution: Solution,
    /// Who uses it, as far as the reader may see.
    pub usages: Vec<UsageRow>,
    /// In the need's order; empty without a need.
    pub rows: Vec<RequirementCoverage>,
    /// Whether the reader's organisation can use it.
    pub usable: Option<Usable>,
}

/// Solutions side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Against whose requirements.
    pub need: Option<Need>,
    /// In the order in which they were asked for.
    pub solutions: Vec<Compared>,
    /// Numbers that no solution has, as far as the reader may know.
    pub missing: Vec<Number>,
}

/// Which requirement of which need and which solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoveragePlace {
    /// The need.
    pub need: Number,
    /// The solution.
    pub solution: Number,
    /// The requirement.
    pub requirement: RequirementId,
}

/// How many requirements stand at each level.
#[must_use]
pub fn count(rows: &[RequirementCoverage]) -> CoverageCount {
    CoverageCount::of(rows.iter().map(|row| row.level))
}

/// The text of a solution that evidence points into.
#[must_use]
pub fn text_of(solution: &Solution) -> String {
    search::solution_text(solution)
}

impl App {
    /// A need and a solution with what the one covers of the other.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one of the two that the reader may not see.
    pub async fn read_coverage(
        &self,
        actor: &Actor,
        need: Number,
        solution: Number,
    ) -> Result<CoveragePage, AppError> {
        self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let need = need::load(&mut tx, actor, need, Deed::Read).await?;
        let solution = solution::load(&mut tx, actor, solution).await?;
        let directory = Directory::read(&mut tx).await?;
        let usages = usage_rows(&mut tx, &directory, actor, solution.id).await?;
        let asked = (actor, self.clock.now().day());
        let usable = usability::of_solution(&mut tx, &directory, asked, (&solution, &usages)).await?;
        drop(tx);
        let rows = self.rows(actor, &need, &[&solution]).await?.pop().unwrap_or_default();
        Ok(CoveragePage {
            organisation: directory
                .organisation(need.organisation)
                .map(|o| o.short_name.clone())
                .unwrap_or_default(),
            usages,
            may_set: actor.may(Deed::SetCoverage, &need::subject(&need)),
            may_edit_need: actor.may(Deed::EditNeed, &need::subject(&need)),
            rows,
            usable,
            solution,
            need,
        })
    }

    /// What each of these solutions covers of a need, in their order. What the actor may not see gets no rows.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn coverages(
        &self,
        actor: &Actor,
        need: &Need,
        solutions: &[&Solution],
    ) -> Result<Vec<Vec<RequirementCoverage>>, AppError> {
        self.rows(actor, need, solutions).await
    }

    /// Solutions that the actor can see and that people have said something about for this need.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn judged_solutions(&self, actor: &Actor, need: &Need) -> Result<Vec<Solution>, AppError> {
        let visibility = actor.visibility();
        if !visibility.allows(&need::subject(need)) {
            return Ok(Vec::new());
        }
        let mut tx = self.db.read().await?;
        let mut ids: Vec<SolutionId> =
            store::coverage::of_need(&mut tx, need.id).await?.into_iter().map(|said| said.solution).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut solutions = Vec::with_capacity(ids.len());
        for id in ids {
            let found = store::solution::get(&mut tx, id).await?;
            solutions.extend(found.filter(|found| visibility.allows(&solution::subject(found))));
        }
        Ok(solutions)
    }

    /// Two to [`COMPARED_MAX`] solutions side by side, against a need's requirements if one is named. How many there
    /// are is not judged here; more than the most are left out.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a need that the actor may not see.
    pub async fn compare(
        &self,
        actor: &Actor,
        need: Option<Number>,
        solutions: &[Number],
    ) -> Result<Comparison, AppError> {
        self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let need = match need {
            Some(number) => Some(need::load(&mut tx, actor, number, Deed::Read).await?),
            None => None,
        };
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for number in solutions.iter().take(COMPARED_MAX) {
            match solution::load(&mut tx, actor, *number).await {
                Ok(solution) => found.push(solution),
                Err(AppError::NotFound) => missing.push(*number),
                Err(error) => return Err(error),
            }
        }
        let directory = Directory::read(&mut tx).await?;
        let mut compared = Vec::with_capacity(found.len());
        for solution in found {
            let usages = usage_rows(&mut tx, &directory, actor, solution.id).await?;
            compared.push(Compared { solution, usages, rows: Vec::new(), usable: None });
        }
        let asked: Vec<_> = compared.iter().map(|one| (&one.solution, one.usages.as_slice())).collect();
        let today = self.clock.now().day();
        let answers = usability::of_solutions(&mut tx, &directory, (actor, today), &asked).await?;
        compared.iter_mut().zip(answers).for_each(|(one, usable)| one.usable = usable);
        drop(tx);
        if let Some(need) = &need {
            let solutions: Vec<&Solution> = compared.iter().map(|one| &one.solution).collect();
            let rows = self.rows(actor, need, &solutions).await?;
            compared.iter_mut().zip(rows).for_each(|(one, rows)| one.rows = rows);
        }
        Ok(Comparison { need, solutions: compared, missing })
    }

    /// Says what a solution covers of a requirement, over the version that was read; 0 when nobody had said anything.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what the actor may not see, [`AppError::Denied`] without the right,
    /// [`AppError::Invalid`] with every field that can't be kept, [`AppError::Conflict`] when somebody else has said
    /// or withdrawn it since.
    pub async fn set_coverage(
        &self,
        actor: &Actor,
        place: CoveragePlace,
        version: i64,
        facts: CoverageFacts,
    ) -> Result<Coverage, AppError> {
        let mut tx = self.db.write().await?;
        let loaded = load(&mut tx, actor, place).await?;
        let facts = facts.checked().map_err(invalid)?;
        if loaded.version() != version {
            return Err(AppError::Conflict(Box::new(loaded.need)));
        }
        let (person, organisation) = match actor.member() {
            Some(member) => (Some(member.person), Some(member.organisation)),
            None => (None, None),
        };
        let after = Coverage {
            requirement: place.requirement,
            solution: loaded.solution.id,
            version,
            level: facts.level,
            source: facts.source,
            evidence: facts.evidence,
            person,
            organisation,
            at: self.clock.now(),
        };
        match store::coverage::put(&mut tx, &after).await {
            Ok(()) => {}
            Err(StoreError::Stale) => return Err(AppError::Conflict(Box::new(loaded.need))),
            Err(error) => return Err(error.into()),
        }
        self.coverage_event(&mut tx, actor, &loaded, Some(&after)).await?;
        tx.commit().await?;
        Ok(Coverage { version: version + 1, ..after })
    }

    /// Withdraws what was said, of the version that was read; then what the text shows counts again.
    ///
    /// # Errors
    /// As [`App::set_coverage`]; [`AppError::Conflict`] also when there is nothing to withdraw.
    pub async fn withdraw_coverage(
        &self,
        actor: &Actor,
        place: CoveragePlace,
        version: i64,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let loaded = load(&mut tx, actor, place).await?;
        match store::coverage::withdraw(&mut tx, place.requirement, loaded.solution.id, version).await {
            Ok(()) => {}
            Err(StoreError::Stale) => return Err(AppError::Conflict(Box::new(loaded.need))),
            Err(error) => return Err(error.into()),
        }
        self.coverage_event(&mut tx, actor, &loaded, None).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn coverage_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        loaded: &Loaded,
        after: Option<&Coverage>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Need, loaded.need.id.to_string());
        self.keep_event(
            tx,
            doer(actor),
            about,
            EventKind::CoverageChanged,
            changes(loaded.solution.number, loaded.said.as_ref(), after),
        )
        .await
    }

    /// What each solution covers. The questions to the index run on a worker thread, with no transaction held.
    async fn rows(
        &self,
        actor: &Actor,
        need: &Need,
        solutions: &[&Solution],
    ) -> Result<Vec<Vec<RequirementCoverage>>, AppError> {
        let visibility = actor.visibility();
        let is_seen = |seen: &Solution| {
            visibility.allows(&need::subject(need)) && visibility.allows(&solution::subject(seen))
        };
        let seen: Vec<&Solution> = solutions.iter().copied().filter(|seen| is_seen(seen)).collect();
        let said = {
            let mut tx = self.db.read().await?;
            let said = store::coverage::of_need(&mut tx, need.id).await?;
            named(&mut tx, actor, said, &seen).await?
        };
        let shown = self.shown(visibility, need, &seen).await;
        let row = |place: usize, at: usize, requirement: &Requirement, solution: &Solution| {
            let is_it = |said: &&Said| {
                said.coverage.requirement == requirement.id && said.coverage.solution == solution.id
            };
            let said = said.iter().find(is_it).cloned();
            let shown = shown.get(at).and_then(|solutions| solutions.get(place)).cloned().flatten();
            let shown = shown.filter(|shown| shown.share >= LEAST_SHOWN);
            let (level, source) = what_counts(
                said.as_ref().map(|said| (said.coverage.level, said.coverage.source)),
                shown.as_ref().and_then(|shown| shown.level).map(level_of),
            );
            RequirementCoverage { requirement: requirement.clone(), level, source, said, shown }
        };
        let rows_of = |solution: &&Solution| {
            let Some(place) = seen.iter().position(|seen| seen.id == solution.id) else { return Vec::new() };
            let requirements = need.requirements.iter().enumerate();
            requirements.map(|(at, requirement)| row(place, at, requirement, solution)).collect()
        };
        Ok(solutions.iter().map(rows_of).collect())
    }

    /// For each requirement what the text of each solution shows.
    async fn shown(
        &self,
        visibility: Visibility,
        need: &Need,
        solutions: &[&Solution],
    ) -> Vec<Vec<Option<Evidence>>> {
        let keys: Vec<Key> = solutions.iter().map(|seen| Key(seen.id.as_u128())).collect();
        if keys.is_empty() {
            return Vec::new();
        }
        let mut asked = Vec::with_capacity(need.requirements.len());
        for requirement in &need.requirements {
            let text = requirement.text.clone();
            asked.push(Asked { vector: self.meaning_of(&text).await, text });
        }
        let search = self.search();
        let reading = tokio::task::spawn_blocking(move || {
            asked.iter().map(|asked| search.coverage(&visibility, asked, &keys)).collect()
        });
        reading.await.unwrap_or_default()
    }
}

/// What a deed is about, as it stands.
struct Loaded {
    need: Need,
    solution: Solution,
    said: Option<Coverage>,
}

impl Loaded {
    fn version(&self) -> i64 {
        self.said.as_ref().map_or(0, |said| said.version)
    }
}

async fn load(tx: &mut Tx, actor: &Actor, place: CoveragePlace) -> Result<Loaded, AppError> {
    let solution = solution::load(tx, actor, place.solution).await?;
    let need = need::load(tx, actor, place.need, Deed::SetCoverage).await?;
    if !need.requirements.iter().any(|requirement| requirement.id == place.requirement) {
        return Err(AppError::NotFound);
    }
    let is_it = |said: &Coverage| said.requirement == place.requirement && said.solution == solution.id;
    let said = store::coverage::of_need(tx, need.id).await?.into_iter().find(is_it);
    Ok(Loaded { need, solution, said })
}

/// What was said about these solutions, with names. The public reads organisations, never people.
async fn named(
    tx: &mut Tx,
    actor: &Actor,
    said: Vec<Coverage>,
    about: &[&Solution],
) -> Result<Vec<Said>, AppError> {
    let mut named = Vec::new();
    for coverage in said.into_iter().filter(|said| about.iter().any(|seen| seen.id == said.solution)) {
        let organisation = match coverage.organisation {
            Some(id) => store::organisation::get(tx, id).await?.map(|o| o.short_name),
            None => None,
        };
        let person = match coverage.person {
            Some(id) if !matches!(actor, Actor::Anonymous) => {
                store::person::get(tx, id).await?.map(|person| person.name)
            }
            Some(_) | None => None,
        };
        named.push(Said { coverage, person, organisation });
    }
    Ok(named)
}

const fn level_of(assumed: Assumed) -> CoverageLevel {
    match assumed {
        Assumed::Covers => CoverageLevel::Covers,
        Assumed::Partly => CoverageLevel::Partly,
    }
}

fn invalid(problems: Vec<CoverageProblem>) -> AppError {
    let field = |problem| match problem {
        CoverageProblem::SourceIsAssumption => (CoverageField::Source, FieldProblem::Unknown),
        CoverageProblem::Evidence(problem) => (CoverageField::Evidence, FieldProblem::Text(problem)),
    };
    let invalid = |(field, problem): (CoverageField, _)| Invalid { field: field.name(), index: 0, problem };
    AppError::Invalid(problems.into_iter().map(field).map(invalid).collect())
}

/// Field of an event that names the solution it also concerns. Who may not see that does not see the event.
pub(crate) const SOLUTION: &str = "solution";

/// What changed, for the need's history. The requirement goes by its id: its words may be taken away later.
pub(crate) fn changes(solution: Number, before: Option<&Coverage>, after: Option<&Coverage>) -> Vec<Change> {
    let about = before.or(after).map(|coverage| coverage.requirement.to_string()).unwrap_or_default();
    let level = |said: Option<&Coverage>| said.map_or("", |said| said.level.code());
    let source = |said: Option<&Coverage>| said.map_or("", |said| said.source.code());
    let evidence = |said: Option<&Coverage>| said.and_then(|s| s.evidence.clone()).unwrap_or_default();
    [
        Change::between(SOLUTION, "", &solution.to_string()),
        Change::between("requirement", "", &about),
        Change::between("coverage", level(before), level(after)),
        Change::between("coverage_source", source(before), source(after)),
        Change::between("coverage_evidence", &evidence(before), &evidence(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
