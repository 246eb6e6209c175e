//! Writing an entry of the catalogue, new or over what stands there.
//!
//! Not here: reading files (`import`), and who uses it.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::SolutionId;
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::solution::{InformationClass, Lifecycle, Lineage, Solution, SolutionFacts, SolutionKind};
use domain::text::{DESCRIPTION_MAX, SHORT_MAX, TITLE_MAX};
use domain::typical_need::{TYPICAL_NEED_MAX, TYPICAL_NEEDS_MAX};
use store::{StoreError, Tx};

use super::{load, subject};
use crate::checked::{Checked, IdentityNumbers};
use crate::error::FieldProblem;
use crate::history::doer;
use crate::{App, AppError, Directory, Refusal, changes, freshness, supplier};

/// Longest summary, in characters: one sentence, perhaps two.
pub(super) const SUMMARY_MAX: usize = 1_000;
/// Longest item of a list.
const ITEM_MAX: usize = 300;
/// Most items of a list.
const ITEMS_MAX: usize = 200;

/// An entry as a form has it. Lists have an item a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SolutionInput {
    /// Name.
    pub name: String,
    /// What sort of thing, by its code.
    pub kind: String,
    /// Who provides it.
    pub provider: String,
    /// One sentence.
    pub summary: String,
    /// Full text.
    pub description: String,
    /// Needs it meets, in the words of staff.
    pub typical_needs: String,
    /// Capability codes.
    pub capabilities: Vec<String>,
    /// Service area codes.
    pub service_areas: Vec<String>,
    /// Free words.
    pub tags: String,
    /// What it exchanges data with.
    pub integrations: String,
    /// Standards it follows.
    pub standards: String,
    /// Levels of the information class; all empty where nobody has said.
    pub information_class: [String; 3],
    /// Where it is in its life, by its code.
    pub lifecycle: String,
    /// Licence.
    pub licence: String,
    /// Address to read more at.
    pub url: String,
}

impl SolutionInput {
    /// The form of an entry as it stands.
    #[must_use]
    pub fn of(facts: &SolutionFacts) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let levels = facts.information_class.map(|class| {
            [class.confidentiality, class.integrity, class.availability].map(|level| level.to_string())
        });
        Self {
            name: facts.name.clone(),
            kind: facts.kind.code().to_owned(),
            provider: text(&facts.provider),
            summary: facts.summary.clone(),
            description: facts.description.clone(),
            typical_needs: facts.typical_needs.join("\n"),
            capabilities: facts.capabilities.clone(),
            service_areas: facts.service_areas.clone(),
            tags: facts.tags.join("\n"),
            integrations: facts.integrations.join("\n"),
            standards: facts.standards.join("\n"),
            information_class: levels.unwrap_or_default(),
            lifecycle: facts.lifecycle.code().to_owned(),
            licence: text(&facts.licence),
            url: text(&facts.url),
        }
    }
}

impl App {
    /// Adds an entry to the catalogue of the organisation that the actor acts for. That one alone reads it until it is shared
    /// ([`App::share`]).
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] with everything that cannot be kept.
    pub async fn add_solution(&self, actor: &Actor, input: &SolutionInput) -> Result<Solution, AppError> {
        let owner = actor.member().ok_or(AppError::Denied)?.organisation;
        if !actor.may(Deed::KeepCatalogue, &Subject::of(owner)) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut checked = Checked::new(now).with_numbers(IdentityNumbers::Kept);
        let mut facts = read(&directory, &mut checked, input, None);
        checked.done()?;
        facts.provider = supplier::name_today(&mut tx, actor, facts.provider).await?;
        let solution = Solution {
            id: SolutionId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Solution, now.year()).await?,
            facts,
            owner: Some(owner),
            sharing: Sharing::Organisation,
            source_key: None,
            created: now,
            updated: now,
            withdrawn: None,
            lineage: Lineage::default(),
        };
        store::solution::insert(&mut tx, &solution).await?;
        freshness::entry_is_right(&mut tx, actor, (solution.id, now)).await?;
        self.solution_event(&mut tx, actor, &solution, (EventKind::Created, Vec::new())).await?;
        tx.commit().await?;
        Ok(solution)
    }

    /// Changes an entry. What it was called still finds it, and how far it is shared stays as it is.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] with everything that cannot be kept;
    /// [`Refusal::ChangedMeanwhile`] when it is not as it was read.
    pub async fn edit_solution(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        input: &SolutionInput,
    ) -> Result<Solution, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let before = kept(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut checked = Checked::new(now).with_numbers(numbers_in(&mut tx, &before).await?);
        let mut facts = read(&directory, &mut checked, input, Some(&before.facts));
        checked.done()?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        facts.provider = supplier::name_today(&mut tx, actor, facts.provider).await?;
        understood(&before.facts, &mut facts);
        let mut after = Solution { facts, updated: now, ..before.clone() };
        settle(&before, &mut after);
        let changes = changes::of_solution(&before, &after);
        if changes.is_empty() {
            return Ok(before);
        }
        save(&mut tx, &after).await?;
        freshness::entry_is_right(&mut tx, actor, (after.id, now)).await?;
        self.solution_event(&mut tx, actor, &after, (EventKind::Edited, changes)).await?;
        tx.commit().await?;
        Ok(after)
    }

    pub(crate) async fn solution_event(
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

/// The entry, for one who keeps it.
pub(crate) async fn kept(tx: &mut Tx, actor: &Actor, number: Number) -> Result<Solution, AppError> {
    let solution = load(tx, actor, number).await?;
    if actor.may(Deed::KeepCatalogue, &subject(&solution)) { Ok(solution) } else { Err(AppError::Denied) }
}

/// Whether personal identity numbers may stand in an entry as far as it is shared.
pub(crate) async fn numbers_in(tx: &mut Tx, solution: &Solution) -> Result<IdentityNumbers, AppError> {
    let is_explained = !solution.sharing.reaches_others()
        || store::sharing::identity_reason(tx, SubjectKind::Solution, &solution.id.to_string())
            .await?
            .is_some();
    Ok(if is_explained { IdentityNumbers::Kept } else { IdentityNumbers::Refused })
}

/// Saves over the version that was read.
pub(crate) async fn save(tx: &mut Tx, after: &Solution) -> Result<(), AppError> {
    match store::solution::update(tx, after).await {
        Err(StoreError::Stale) => Err(AppError::Refused(Refusal::ChangedMeanwhile)),
        done => Ok(done?),
    }
}

/// What follows from a change of an entry's facts: its former name still finds it, and one that is not retired is replaced by nothing.
pub(crate) fn settle(before: &Solution, after: &mut Solution) {
    after.lineage.renamed(&before.facts.name, &after.facts.name);
    if after.facts.lifecycle != Lifecycle::Retired {
        after.lineage.successor = None;
        after.lineage.retired_reason = None;
    }
}

/// A word that somebody has chosen is what the source's word means.
fn understood(before: &SolutionFacts, after: &mut SolutionFacts) {
    if before.kind != after.kind {
        after.as_written.kind = None;
    }
    if before.lifecycle != after.lifecycle {
        after.as_written.lifecycle = None;
    }
    if before.information_class != after.information_class {
        after.as_written.information_class = None;
    }
}

pub(super) fn read(
    directory: &Directory,
    checked: &mut Checked,
    input: &SolutionInput,
    before: Option<&SolutionFacts>,
) -> SolutionFacts {
    let line = |text: &str| text.replace(['\n', '\t'], " ");
    let some = |text: String| (!text.is_empty()).then_some(text);
    // A code that stands there already may stay, whatever the list has become.
    let had = |code: &str, of: fn(&SolutionFacts) -> &Vec<String>| {
        before.is_some_and(|before| of(before).iter().any(|one| one == code))
    };
    let areas = known(&input.service_areas, |code| {
        directory.service_area(code).is_some() || had(code, |facts| &facts.service_areas)
    });
    let capabilities = known(&input.capabilities, |code| {
        directory.capability(code).is_some() || had(code, |facts| &facts.capabilities)
    });
    for (field, found) in [("service_areas", &areas), ("capabilities", &capabilities)] {
        if found.is_none() {
            checked.add(field, 0, FieldProblem::Unknown);
        }
    }
    SolutionFacts {
        name: checked.required("name", 0, &line(&input.name), TITLE_MAX),
        kind: checked.word("kind", 0, &input.kind, SolutionKind::from_code).unwrap_or(SolutionKind::System),
        provider: some(checked.optional("provider", 0, &line(&input.provider), SHORT_MAX)),
        summary: checked.optional("summary", 0, &input.summary, SUMMARY_MAX),
        description: checked.optional("description", 0, &input.description, DESCRIPTION_MAX),
        typical_needs: lines(
            checked,
            "typical_needs",
            &input.typical_needs,
            (TYPICAL_NEED_MAX, TYPICAL_NEEDS_MAX),
        ),
        capabilities: capabilities.unwrap_or_default(),
        service_areas: areas.unwrap_or_default(),
        tags: lines(checked, "tags", &input.tags, (ITEM_MAX, ITEMS_MAX)),
        integrations: lines(checked, "integrations", &input.integrations, (ITEM_MAX, ITEMS_MAX)),
        standards: lines(checked, "standards", &input.standards, (ITEM_MAX, ITEMS_MAX)),
        information_class: information_class(checked, &input.information_class),
        lifecycle: checked
            .word("lifecycle", 0, &input.lifecycle, Lifecycle::from_code)
            .unwrap_or(Lifecycle::InUse),
        licence: some(checked.optional("licence", 0, &line(&input.licence), SHORT_MAX)),
        url: some(checked.link("url", 0, &input.url)),
        as_written: before.map(|before| before.as_written.clone()).unwrap_or_default(),
    }
}

/// The codes, each once; `None` where one is unknown.
fn known(codes: &[String], is_known: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for code in codes.iter().filter(|code| !code.is_empty()) {
        if !is_known(code) {
            return None;
        }
        if !kept.contains(code) {
            kept.push(code.clone());
        }
    }
    Some(kept)
}

/// The lines of a field, each once.
fn lines(
    checked: &mut Checked,
    field: &'static str,
    written: &str,
    (longest, most): (usize, usize),
) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in written.lines() {
        let item = checked.optional(field, 0, line, longest);
        if !item.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    }
    if items.len() > most {
        checked.add(field, 0, FieldProblem::TooMany);
    }
    items
}

/// All levels, or none.
fn information_class(checked: &mut Checked, levels: &[String; 3]) -> Option<InformationClass> {
    if levels.iter().all(|level| level.is_empty()) {
        return None;
    }
    let mut level = |field, written: &String| -> Option<u8> {
        let read = written.parse().ok().filter(|level| *level <= 4);
        if read.is_none() {
            checked.add(field, 0, FieldProblem::Unknown);
        }
        read
    };
    let [confidentiality, integrity, availability] = levels;
    let read = (
        level("confidentiality", confidentiality),
        level("integrity", integrity),
        level("availability", availability),
    );
    match read {
        (Some(confidentiality), Some(integrity), Some(availability)) => {
            InformationClass::new(confidentiality, integrity, availability)
        }
        (None, _, _) | (_, None, _) | (_, _, None) => None,
    }
}
