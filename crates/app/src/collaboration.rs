//! Collaborations: who leads them, who is asked to join, and where each organisation stands.
//!
//! A collaboration is led by one of its members, whose administrators invite others. Each organisation answers for itself. Only confirmed
//! members read what is shared there, from the next request on. Not here: what a membership lets people read (`domain::permission`).

mod parting;

use domain::collaboration::{Collaboration, Membership, MembershipState, MembershipStep};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CollaborationId, OrganisationId, PersonId};
use domain::notice::Topic;
use domain::organisation::{Organisation, OrganisationKind};
use domain::permission::{Actor, Deed, Subject};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::text::{self, DESCRIPTION_MAX, SHORT_MAX};
use jiff::civil::Date;
use store::event::NewEvent;
use store::{StoreError, Tx};

use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::{self, HistoryEntry, doer};
use crate::organisation::stewards;
use crate::{App, Directory, open_page, public_text};

/// A collaboration to begin, or its facts as they are to be.
#[derive(Debug, Clone)]
pub struct CollaborationInput {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The organisation that leads it.
    pub lead: Option<OrganisationId>,
}

/// A collaboration as a reader may see it.
#[derive(Debug, Clone)]
pub struct CollaborationRow {
    /// The collaboration.
    pub collaboration: Collaboration,
    /// The organisation that leads it.
    pub lead: Option<Organisation>,
    /// Those whose standing the reader may know, confirmed ones first, then by name.
    pub members: Vec<MemberRow>,
    /// Whether the reader may change its facts and its members.
    pub may_lead: bool,
}

/// An organisation in a collaboration.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Which.
    pub organisation: Organisation,
    /// Where it stands.
    pub state: MembershipState,
    /// Since when.
    pub since: Option<Date>,
    /// The steps that the reader may take for it, or let it take.
    pub steps: Vec<MembershipStep>,
}

/// A collaboration's page.
#[derive(Debug, Clone)]
pub struct CollaborationPage {
    /// The collaboration.
    pub row: CollaborationRow,
    /// Organisations that could be asked to join; empty for who may not ask.
    pub others: Vec<Organisation>,
    /// What happened, latest first; empty for the public.
    pub history: Vec<HistoryEntry>,
    /// What stands in the address of its public page, where there is one.
    pub open: Option<String>,
    /// Whether the reader writes that page.
    pub may_write: bool,
}

pub use parting::Parting;

impl App {
    /// Begins a collaboration. A steward's first members are confirmed at once; those that an administrator names are asked,
    /// and the own organisation leads.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is neither a steward nor an administrator of the leading organisation;
    /// [`AppError::Invalid`] when the name is taken or missing, or a supplier is named.
    pub async fn add_collaboration(
        &self,
        actor: &Actor,
        input: CollaborationInput,
        members: &[OrganisationId],
    ) -> Result<Collaboration, AppError> {
        let is_steward = stewards(actor).is_ok();
        let answers = |lead| actor.may(Deed::AnswerForOrganisation, &Subject::of(lead));
        if !is_steward && !input.lead.is_some_and(answers) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let collaboration = checked(input, CollaborationId::at(now), 1)?;
        let mut tx = self.db.write().await?;
        match store::collaboration::insert(&mut tx, &collaboration).await {
            Ok(()) => {}
            Err(StoreError::Taken) => return Err(AppError::invalid("name", FieldProblem::Taken)),
            Err(error) => return Err(error.into()),
        }
        let id = collaboration.id;
        self.about_collaboration(&mut tx, actor, id, EventKind::Created, Vec::new()).await?;
        let others = members.iter().copied().filter(|member| Some(*member) != collaboration.lead);
        for organisation in collaboration.lead.into_iter().chain(others) {
            let organisation = can_join(&mut tx, organisation).await?;
            let at_once = is_steward || Some(organisation.id) == collaboration.lead;
            let state = if at_once { MembershipState::Confirmed } else { MembershipState::Invited };
            self.set_membership(&mut tx, actor, id, &organisation, MembershipState::Left, state).await?;
        }
        tx.commit().await?;
        Ok(collaboration)
    }

    /// Changes a collaboration's facts over the version that was read. The lead goes to a confirmed member only.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not lead it; [`AppError::Invalid`] as in [`App::add_collaboration`], and for a lead
    /// that is no confirmed member; [`AppError::Refused`] with [`Refusal::ChangedMeanwhile`].
    pub async fn edit_collaboration(
        &self,
        actor: &Actor,
        id: CollaborationId,
        version: i64,
        input: CollaborationInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = store::collaboration::get(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        if !may_lead(actor, &before) {
            return Err(AppError::Denied);
        }
        let after = checked(input, id, version)?;
        if after.lead != before.lead {
            let members = store::collaboration::members(&mut tx, id).await?;
            let confirmed = |lead| {
                members.iter().any(|m| m.organisation == lead && m.state == MembershipState::Confirmed)
            };
            if !after.lead.is_some_and(confirmed) {
                return Err(AppError::invalid("lead", FieldProblem::Unknown));
            }
        }
        match store::collaboration::update(&mut tx, &after).await {
            Ok(()) => {}
            Err(StoreError::Taken) => return Err(AppError::invalid("name", FieldProblem::Taken)),
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            Err(error) => return Err(error.into()),
        }
        let directory = Directory::read(&mut tx).await?;
        let name = |id: Option<OrganisationId>| {
            id.and_then(|id| directory.organisation(id)).map(|o| o.short_name.clone()).unwrap_or_default()
        };
        let changes = [
            Change::between("name", &before.name, &after.name),
            Change::between("purpose", &before.purpose, &after.purpose),
            Change::between("lead", &name(before.lead), &name(after.lead)),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.about_collaboration(&mut tx, actor, id, EventKind::Edited, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a step with an organisation's membership, from where it stood when it was read. What it lets people read changes
    /// at the next request.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not take this step for this organisation; [`AppError::NotFound`];
    /// [`AppError::Refused`] with [`Refusal::MembershipStep`] for a step that does not lead from there,
    /// [`Refusal::ChangedMeanwhile`] when it stands elsewhere by now, [`Refusal::LeadStays`], or
    /// [`Refusal::OrganisationGone`]; [`AppError::Invalid`] for a supplier.
    pub async fn step_membership(
        &self,
        actor: &Actor,
        (collaboration, organisation): (CollaborationId, OrganisationId),
        step: MembershipStep,
        was: MembershipState,
    ) -> Result<MembershipState, AppError> {
        let mut tx = self.db.write().await?;
        let collaboration =
            store::collaboration::get(&mut tx, collaboration).await?.ok_or(AppError::NotFound)?;
        if !may_step(actor, &collaboration, organisation, step) {
            return Err(AppError::Denied);
        }
        let found = match step {
            MembershipStep::Invite => can_join(&mut tx, organisation).await?,
            MembershipStep::Accept
            | MembershipStep::Suspend
            | MembershipStep::Readmit
            | MembershipStep::Leave => {
                store::organisation::get(&mut tx, organisation).await?.ok_or(AppError::NotFound)?
            }
        };
        let stands = standing(&mut tx, collaboration.id, organisation).await?;
        let state = stands.after(step).ok_or(AppError::Refused(Refusal::MembershipStep))?;
        if stands != was {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        if collaboration.lead == Some(organisation) && state != MembershipState::Confirmed {
            return Err(AppError::Refused(Refusal::LeadStays));
        }
        self.set_membership(&mut tx, actor, collaboration.id, &found, stands, state).await?;
        tx.commit().await?;
        Ok(state)
    }

    async fn set_membership(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        collaboration: CollaborationId,
        organisation: &Organisation,
        before: MembershipState,
        state: MembershipState,
    ) -> Result<(), AppError> {
        let since = Some(self.clock.now().day());
        let membership = Membership { collaboration, organisation: organisation.id, state, since };
        store::collaboration::set_membership(tx, &membership).await?;
        if before == MembershipState::Confirmed {
            store::prioritisation::leave_open(tx, organisation.id, None, Some(collaboration)).await?;
            self.leave_forums(tx, actor, organisation.id, None, Some(collaboration)).await?;
            self.leave_bundles(tx, actor, collaboration, organisation.id).await?;
        }
        let mut changes: Vec<Change> =
            Change::between("organisation", "", &organisation.short_name).into_iter().collect();
        changes.extend(Change::between("membership", before.code(), state.code()));
        let event = NewEvent {
            at: self.clock.now(),
            doer: doer(actor),
            subject_kind: SubjectKind::Collaboration,
            subject: collaboration.to_string(),
            kind: EventKind::MembershipChanged,
            changes,
            import: None,
        };
        let sequence = store::event::append(tx, &event).await?;
        // Whoever answers for the organisation is told, but for the one who did it.
        let told = store::person::with_role(tx, organisation.id, Role::Administrator).await?;
        let told = told.into_iter().filter(|person| !is_person(actor, person.id));
        let told = told.map(|person| (person.id, organisation.id, Topic::Organisation)).collect();
        self.keep_notices(tx, &event, sequence, told).await
    }

    async fn about_collaboration(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: CollaborationId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Collaboration, id.to_string()), kind, changes).await
    }

    /// Every collaboration, in the order they were begun, with those whose standing the reader may know.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_collaborations(&self, actor: &Actor) -> Result<Vec<CollaborationRow>, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for collaboration in store::collaboration::all(&mut tx).await? {
            rows.push(row(&mut tx, actor, &directory, collaboration).await?);
        }
        Ok(rows)
    }

    /// One collaboration.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is none.
    pub async fn read_collaboration(
        &self,
        actor: &Actor,
        id: CollaborationId,
    ) -> Result<CollaborationPage, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let found = store::collaboration::get(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        let row = row(&mut tx, actor, &directory, found).await?;
        let stands = |other: &&Organisation| {
            let here = row.members.iter().find(|member| member.organisation.id == other.id);
            here.is_none_or(|member| member.state == MembershipState::Left)
        };
        let can_join = |other: &&Organisation| other.kind != OrganisationKind::Supplier;
        let others = directory.living().filter(|_| row.may_lead).filter(can_join).filter(stands).cloned();
        let others = others.collect();
        // Who was asked and who was kept out is known within alone.
        let within = row.may_lead || row.members.iter().any(|member| is_of(actor, member.organisation.id));
        let history = match within {
            true => history::of(&mut tx, actor, SubjectKind::Collaboration, &id.to_string()).await?,
            false => Vec::new(),
        };
        let open = open_page::shown_of(&mut tx, id, self.clock.now().day()).await?;
        let may_write = public_text::writes_for(&mut tx, actor, id).await?;
        Ok(CollaborationPage { row, others, history, open, may_write })
    }
}

pub(crate) async fn row(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    collaboration: Collaboration,
) -> Result<CollaborationRow, AppError> {
    let leads = may_lead(actor, &collaboration);
    let memberships = store::collaboration::members(tx, collaboration.id).await?;
    let mut members: Vec<MemberRow> = Vec::new();
    for membership in memberships {
        let own = is_of(actor, membership.organisation);
        let is_known = membership.state == MembershipState::Confirmed || leads || own;
        let Some(organisation) = directory.organisation(membership.organisation).filter(|_| is_known) else {
            continue;
        };
        let takes = |step: &&MembershipStep| {
            membership.state.after(**step).is_some_and(|state| {
                state == MembershipState::Confirmed || collaboration.lead != Some(organisation.id)
            }) && may_step(actor, &collaboration, organisation.id, **step)
        };
        let steps = MembershipStep::ALL.iter().filter(takes).copied().collect();
        let (state, since) = (membership.state, membership.since);
        members.push(MemberRow { organisation: organisation.clone(), state, since, steps });
    }
    members.sort_by_key(|member| {
        (member.state != MembershipState::Confirmed, store::page::sort_key(&member.organisation.short_name))
    });
    let lead = collaboration.lead.and_then(|lead| directory.organisation(lead)).cloned();
    Ok(CollaborationRow { collaboration, lead, members, may_lead: leads })
}

fn is_person(actor: &Actor, person: PersonId) -> bool {
    actor.member().is_some_and(|member| member.person == person)
}

fn is_of(actor: &Actor, organisation: OrganisationId) -> bool {
    actor.member().is_some_and(|member| member.organisation == organisation)
}

fn may_lead(actor: &Actor, collaboration: &Collaboration) -> bool {
    let subject = Subject { owner: collaboration.lead, author: None, sharing: Sharing::Organisation };
    actor.may(Deed::LeadCollaboration, &subject)
}

/// The collaboration asks and keeps out; the organisation answers; both can part.
fn may_step(
    actor: &Actor,
    collaboration: &Collaboration,
    organisation: OrganisationId,
    step: MembershipStep,
) -> bool {
    let answers = || actor.may(Deed::AnswerForOrganisation, &Subject::of(organisation));
    match step {
        MembershipStep::Invite | MembershipStep::Suspend | MembershipStep::Readmit => {
            may_lead(actor, collaboration)
        }
        MembershipStep::Accept => answers(),
        MembershipStep::Leave => answers() || may_lead(actor, collaboration),
    }
}

/// The collaboration that an organisation acts in: the first that it is a confirmed member of.
pub(crate) async fn first_of(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Option<CollaborationId>, AppError> {
    let memberships = store::collaboration::of_organisation(tx, organisation).await?;
    let confirmed = memberships.into_iter().find(|one| one.state == MembershipState::Confirmed);
    Ok(confirmed.map(|one| one.collaboration))
}

/// The confirmed members of a collaboration.
pub(crate) async fn confirmed_members(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<OrganisationId>, AppError> {
    let members = store::collaboration::members(tx, collaboration).await?;
    let confirmed = members.into_iter().filter(|one| one.state == MembershipState::Confirmed);
    Ok(confirmed.map(|one| one.organisation).collect())
}

async fn standing(
    tx: &mut Tx,
    collaboration: CollaborationId,
    organisation: OrganisationId,
) -> Result<MembershipState, AppError> {
    let members = store::collaboration::members(tx, collaboration).await?;
    let stands = members.iter().find(|member| member.organisation == organisation);
    Ok(stands.map_or(MembershipState::Left, |member| member.state))
}

/// An organisation that may be asked: one that exists, and no supplier, who reads what the public reads.
async fn can_join(tx: &mut Tx, id: OrganisationId) -> Result<Organisation, AppError> {
    let found = store::organisation::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if found.valid_to.is_some() {
        return Err(AppError::Refused(Refusal::OrganisationGone));
    }
    match found.kind {
        OrganisationKind::Supplier => Err(AppError::invalid("organisation", FieldProblem::Supplier)),
        OrganisationKind::Municipality
        | OrganisationKind::FederationBody
        | OrganisationKind::Region
        | OrganisationKind::University
        | OrganisationKind::Agency
        | OrganisationKind::Other => Ok(found),
    }
}

fn checked(input: CollaborationInput, id: CollaborationId, version: i64) -> Result<Collaboration, AppError> {
    let text = |field: &'static str, result: Result<Option<String>, text::TextProblem>| {
        result.map_err(|problem| AppError::invalid(field, FieldProblem::Text(problem)))
    };
    let name = text("name", text::required(&input.name, SHORT_MAX).map(Some))?.unwrap_or_default();
    let purpose = text("purpose", text::optional(&input.purpose, DESCRIPTION_MAX))?.unwrap_or_default();
    Ok(Collaboration { id, version, name, purpose, lead: input.lead })
}
