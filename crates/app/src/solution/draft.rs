//! Drafts of solutions that are missing: whoever may write a need writes one in half a minute, whoever keeps the catalogue takes it over,
//! or turns it down with a reason. The writer is told.
//!
//! A draft is an entry like any other, which pages, lists and files show as a draft; nothing is counted from it. Not here: saying that
//! it is another entry already (`solution_change`).

use domain::event::{Change, EventKind};
use domain::id::{OrganisationId, PersonId, SolutionId};
use domain::number::{Number, Series};
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::solution::{AsWritten, Draft, Lifecycle, Lineage, Solution, SolutionFacts, SolutionKind};
use domain::text::{SHORT_MAX, TITLE_MAX, search_words};
use store::Tx;
use store::event::NewEvent;

use super::keep::{SUMMARY_MAX, SolutionInput, read, save, settle};
use super::load;
use crate::checked::Checked;
use crate::error::FieldProblem;
use crate::notice::{Told, catalogue_keepers};
use crate::{App, AppError, Directory, Refusal, changes, supplier};

/// The name of the change that tells who wrote a draft, once it is none any more.
const WRITER: &str = "writer";

/// What is missing, as its form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftInput {
    /// What it is called.
    pub name: String,
    /// What it does, in a sentence or two.
    pub summary: String,
    /// Who has it, in own words.
    pub who_has: String,
    /// Address to read more at.
    pub url: String,
}

/// A draft, for one who may read it.
#[derive(Debug, Clone)]
pub struct DraftRow {
    /// The entry.
    pub solution: Solution,
    /// What its writer said, and when.
    pub draft: Draft,
    /// Name of who wrote it.
    pub writer: String,
    /// Short name of the organisation that it was written in.
    pub organisation: String,
    /// Whether the reader keeps the catalogue that it is meant for.
    pub may_answer: bool,
    /// Whether the reader wrote it and may take it back.
    pub may_take_back: bool,
}

/// Whether somebody keeps the catalogue that drafts of an organisation are meant for.
fn answers(directory: &Directory, actor: &Actor, owner: OrganisationId) -> bool {
    let own = actor.member().and_then(|member| directory.organisation(member.organisation));
    let own_kind = own.map_or(OrganisationKind::Other, |own| own.kind);
    actor.may(Deed::AnswerDraft { own_kind }, &Subject::of(owner))
}

/// Whether a solution can be read: also a draft, by whoever is to take it over.
pub(crate) async fn reads(tx: &mut Tx, actor: &Actor, solution: &Solution) -> Result<bool, AppError> {
    if actor.may(Deed::Read, &super::subject(solution)) {
        return Ok(true);
    }
    match solution.owner.filter(|_| solution.lineage.draft.is_some()) {
        Some(owner) => Ok(answers(&Directory::read(tx).await?, actor, owner)),
        None => Ok(false),
    }
}

/// The draft with this number, in the version that was read, for whoever keeps the catalogue that it is meant for.
pub(crate) async fn to_answer(
    tx: &mut Tx,
    actor: &Actor,
    (number, version): (Number, i64),
) -> Result<Solution, AppError> {
    let draft = load(tx, actor, number).await?;
    let owner = draft.owner.filter(|_| draft.lineage.draft.is_some()).ok_or(AppError::NotFound)?;
    if !answers(&Directory::read(tx).await?, actor, owner) {
        return Err(AppError::Denied);
    }
    if draft.version != version || draft.withdrawn.is_some() {
        return Err(AppError::Refused(Refusal::ChangedMeanwhile));
    }
    Ok(draft)
}

/// A draft with names, as the reader sees it.
pub(crate) async fn row(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    solution: &Solution,
) -> Result<Option<DraftRow>, AppError> {
    let Some((draft, owner)) = solution.lineage.draft.clone().zip(solution.owner) else { return Ok(None) };
    let writer = match draft.person {
        Some(person) => store::person::get(tx, person).await?.map(|person| person.name),
        None => None,
    };
    let me = actor.member().filter(|member| member.organisation == owner).map(|member| member.person);
    Ok(Some(DraftRow {
        writer: writer.unwrap_or_default(),
        organisation: directory.short_name(owner),
        may_answer: answers(directory, actor, owner),
        may_take_back: me.is_some() && me == draft.person,
        solution: solution.clone(),
        draft,
    }))
}

impl App {
    /// Whether somebody may write that a solution is missing.
    #[must_use]
    pub fn may_draft(&self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| actor.may(Deed::DraftSolution, &Subject::of(member.organisation)))
    }

    /// Writes a draft of a solution that is missing, which the own organisation reads from now on, and whoever keeps its catalogue.
    /// The same name by the same person is the same draft, as long as it waits.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who writes nothing here; [`AppError::Invalid`] with everything that cannot be kept.
    pub async fn draft_solution(&self, actor: &Actor, input: &DraftInput) -> Result<Solution, AppError> {
        let member = actor.member().filter(|_| self.may_draft(actor)).ok_or(AppError::Denied)?;
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let mut checked = Checked::new(now);
        let some = |text: String| (!text.is_empty()).then_some(text);
        let name = checked.required("name", 0, &input.name.replace(['\n', '\t'], " "), TITLE_MAX);
        let summary = checked.required("summary", 0, &input.summary, SUMMARY_MAX);
        let who_has =
            some(checked.optional("who_has", 0, &input.who_has.replace(['\n', '\t'], " "), SHORT_MAX));
        let url = some(checked.link("url", 0, &input.url));
        checked.done()?;
        for waiting in store::solution::drafts_of(&mut tx, member.organisation).await? {
            let is_mine =
                waiting.lineage.draft.as_ref().is_some_and(|draft| draft.person == Some(member.person));
            if is_mine && search_words(&waiting.facts.name) == search_words(&name) {
                return Ok(waiting);
            }
        }
        let draft = Draft { at: now, person: Some(member.person), who_has };
        let solution = Solution {
            id: SolutionId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Solution, now.year()).await?,
            facts: SolutionFacts { url, ..described(name, summary) },
            owner: Some(member.organisation),
            sharing: Sharing::Organisation,
            source_key: None,
            created: now,
            updated: now,
            withdrawn: None,
            lineage: Lineage { draft: Some(draft), ..Lineage::default() },
        };
        store::solution::insert(&mut tx, &solution).await?;
        self.solution_event(&mut tx, actor, &solution, (EventKind::Drafted, Vec::new())).await?;
        tx.commit().await?;
        Ok(solution)
    }

    /// Drafts that wait, oldest first: those of the own organisation and, for a joint body's keeper, of those that it serves.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn solution_drafts(&self, actor: &Actor) -> Result<Vec<DraftRow>, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut organisations = vec![member.organisation];
        organisations.extend(member.partners.iter().filter(|one| answers(&directory, actor, **one)));
        let mut rows = Vec::new();
        for organisation in organisations {
            for solution in store::solution::drafts_of(&mut tx, organisation).await? {
                if reads(&mut tx, actor, &solution).await? {
                    rows.extend(row(&mut tx, &directory, actor, &solution).await?);
                }
            }
        }
        rows.sort_by_key(|row| (row.draft.at, row.solution.id));
        Ok(rows)
    }

    /// Takes a draft over as an entry of the catalogue of the organisation that the actor acts for, with what the form says of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is no draft; [`AppError::Denied`] for who does not keep the catalogue;
    /// [`AppError::Invalid`] with everything that cannot be kept, also a level at which its writer could not read it;
    /// [`Refusal::ChangedMeanwhile`] when it is not as it was shown.
    pub async fn take_over_draft(
        &self,
        actor: &Actor,
        place: (Number, i64),
        input: &SolutionInput,
        sharing: &str,
    ) -> Result<Solution, AppError> {
        let own = actor.member().ok_or(AppError::Denied)?.organisation;
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let before = to_answer(&mut tx, actor, place).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut checked = Checked::new(now);
        let mut facts = read(&directory, &mut checked, input, Some(&before.facts));
        let sharing = checked.word("sharing", 0, sharing, Sharing::from_code);
        let is_others = before.owner != Some(own);
        match sharing {
            Some(Sharing::Draft | Sharing::Public) => checked.add("sharing", 0, FieldProblem::NotPermitted),
            Some(Sharing::Organisation) if is_others => checked.add("sharing", 0, FieldProblem::NotPermitted),
            Some(Sharing::Organisation | Sharing::Collaboration | Sharing::Network) | None => {}
        }
        checked.done()?;
        facts.provider = supplier::name_today(&mut tx, actor, facts.provider).await?;
        let sharing = sharing.unwrap_or(Sharing::Collaboration);
        let mut after = Solution { facts, owner: Some(own), sharing, updated: now, ..before.clone() };
        settle(&before, &mut after);
        let draft = after.lineage.draft.take();
        save(&mut tx, &after).await?;
        let mut changed = changes::of_solution(&before, &after);
        let writer = draft.and_then(|draft| draft.person).map(|person| person.to_string());
        changed.extend(Change::between(WRITER, &writer.unwrap_or_default(), ""));
        self.solution_event(&mut tx, actor, &after, (EventKind::DraftTakenOver, changed)).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Turns a draft down with a reason, or takes an own one back without.
    ///
    /// # Errors
    /// As [`App::take_over_draft`]; [`AppError::Invalid`] without a reason.
    pub async fn turn_down_draft(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        reason: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let read = load(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        let row = row(&mut tx, &directory, actor, &read).await?.ok_or(AppError::NotFound)?;
        if !row.may_answer && !row.may_take_back {
            return Err(AppError::Denied);
        }
        let mut checked = Checked::new(now);
        let reason = match row.may_take_back {
            true => checked.optional("reason", 0, reason, SHORT_MAX),
            false => checked.required("reason", 0, reason, SHORT_MAX),
        };
        checked.done()?;
        if read.version != version || read.withdrawn.is_some() {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let after = Solution { withdrawn: Some(now), updated: now, ..read.clone() };
        save(&mut tx, &after).await?;
        let mut changed = changes::of_solution(&read, &after);
        changed.extend(Change::between("reason", "", &reason));
        self.solution_event(&mut tx, actor, &after, (EventKind::Withdrawn, changed)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// What is known of a thing whose writer was asked for no more than a name and what it does.
pub(crate) fn described(name: String, summary: String) -> SolutionFacts {
    SolutionFacts {
        name,
        kind: SolutionKind::System,
        provider: None,
        summary,
        description: String::new(),
        typical_needs: Vec::new(),
        capabilities: Vec::new(),
        service_areas: Vec::new(),
        tags: Vec::new(),
        integrations: Vec::new(),
        standards: Vec::new(),
        information_class: None,
        lifecycle: Lifecycle::InUse,
        licence: None,
        url: None,
        as_written: AsWritten::default(),
    }
}

/// Who is told of what happens to a draft: whoever is to take it over that it is there, and its writer what becomes of it.
pub(crate) async fn told(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    use domain::notice::Topic;
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let Some(solution) = store::solution::get(tx, id).await? else { return Ok(Vec::new()) };
    let Some(owner) = solution.owner else { return Ok(Vec::new()) };
    match event.kind {
        EventKind::Drafted => {
            let keepers = keepers_for(tx, owner).await?;
            Ok(keepers.into_iter().map(|(person, own)| (person, own, Topic::Organisation)).collect())
        }
        EventKind::DraftTakenOver | EventKind::Merged | EventKind::Withdrawn | EventKind::Restored => {
            let was = |field: &str| {
                event
                    .changes
                    .iter()
                    .find(|change| change.field == field)
                    .and_then(|one| one.before.as_deref())
            };
            let named: Option<PersonId> = was(WRITER).and_then(|id| id.parse().ok());
            let writer = named.or(solution.lineage.draft.and_then(|draft| draft.person));
            let there = was("owner").and_then(|id| id.parse().ok()).unwrap_or(owner);
            Ok(writer.map(|writer| (writer, there, Topic::MyNeeds)).into_iter().collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// Who keeps the catalogue of an organisation: its own people or, where nobody does, those of the joint body that does it for them.
async fn keepers_for(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<(PersonId, OrganisationId)>, AppError> {
    let own = catalogue_keepers(tx, organisation).await?;
    if !own.is_empty() {
        return Ok(own.into_iter().map(|person| (person, organisation)).collect());
    }
    let directory = Directory::read(tx).await?;
    let mut keepers = Vec::new();
    for partner in store::collaboration::partners(tx, organisation).await? {
        let is_joint =
            directory.organisation(partner).is_some_and(|one| one.kind == OrganisationKind::FederationBody);
        if is_joint {
            let people = catalogue_keepers(tx, partner).await?;
            keepers.extend(people.into_iter().map(|person| (person, partner)));
        }
    }
    Ok(keepers)
}
