//! Organisations that change: one goes up in another, or a part becomes one of its own. What follows and what stays is the rule in
//! `docs/decisions/0006`.
//!
//! Not here: adding organisations and changing their facts (`organisation`), and who stands where in a collaboration
//! (`collaboration`).

use domain::collaboration::{Membership, MembershipState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{ContractId, NeedId, OrganisationId, PersonId, SolutionId};
use domain::organisation::Organisation;
use domain::permission::Actor;
use domain::person::{Person, Role};
use domain::text::NEED_TEXT_MAX;
use domain::usage::UsageStatus;
use domain::voice::{Voice, VoiceFacts};
use store::Tx;

use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::organisation::{self, OrganisationInput, stewards};
use crate::{App, people};

/// How much went along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moved {
    /// People with a role.
    pub people: usize,
    /// Needs.
    pub needs: usize,
    /// Solutions looked after.
    pub solutions: usize,
    /// Solutions used.
    pub usages: usize,
    /// Needs of others that it has too.
    pub voices: usize,
}

impl App {
    /// What goes along if an organisation goes up in another.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is no steward.
    pub async fn would_move(&self, actor: &Actor, from: OrganisationId) -> Result<Moved, AppError> {
        stewards(actor)?;
        let mut tx = self.db.read().await?;
        Ok(Estate::of(&mut tx, from).await?.count())
    }

    /// Everybody with a role in an organisation, for who may split it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is no steward.
    pub async fn people_to_move(
        &self,
        actor: &Actor,
        from: OrganisationId,
    ) -> Result<Vec<(Person, Vec<Role>)>, AppError> {
        stewards(actor)?;
        let mut tx = self.db.read().await?;
        let mut people: Vec<(Person, Vec<Role>)> = Vec::new();
        for (person, assignment) in store::person::of_organisation(&mut tx, from).await? {
            match people.last_mut().filter(|(last, _)| last.id == person.id) {
                Some((_, roles)) => roles.push(assignment.role),
                None => people.push((person, vec![assignment.role])),
            }
        }
        people.sort_by_key(|(person, _)| store::page::sort_key(&person.name));
        Ok(people)
    }

    /// Lets one organisation go up in another, from today. Everything it has follows; what was said and done for it keeps its
    /// name. Its name and code still lead to it, and from it to the other.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is no steward; [`AppError::NotFound`] for an organisation that does not exist;
    /// [`AppError::Refused`] with [`Refusal::OrganisationGone`] when one of them has ended; [`AppError::Invalid`] for the same
    /// organisation twice.
    pub async fn merge_organisations(
        &self,
        actor: &Actor,
        from: OrganisationId,
        into: OrganisationId,
    ) -> Result<Moved, AppError> {
        stewards(actor)?;
        if from == into {
            return Err(AppError::invalid("into", FieldProblem::Unknown));
        }
        let mut tx = self.db.write().await?;
        let ended = living(&mut tx, from).await?;
        let heir = living(&mut tx, into).await?;
        let estate = Estate::of(&mut tx, from).await?;
        store::organisation::hand_over(&mut tx, from, into).await?;
        self.tell_owners(&mut tx, actor, &ended, &heir, &estate.needs, &estate.solutions).await?;
        for contract in &estate.contracts {
            let about = (SubjectKind::Contract, contract.to_string());
            let changes = moved("organisation", &ended, &heir);
            self.keep_event(&mut tx, doer(actor), about, EventKind::Moved, changes).await?;
        }
        self.move_usages(&mut tx, actor, &ended, &heir).await?;
        self.move_voices(&mut tx, actor, &ended, &heir).await?;
        move_memberships(&mut tx, from, into, self.clock.now().day()).await?;
        for person in &estate.people {
            let moved = moved("organisation", &ended, &heir);
            self.person_event(&mut tx, actor, *person, EventKind::Moved, moved).await?;
        }
        let today = Some(self.clock.now().day());
        let gone = Organisation { valid_to: today, successor: Some(into), ..ended.clone() };
        store::organisation::update(&mut tx, &gone).await?;
        let tell = Change::between("successor", "", &heir.name).into_iter().collect();
        self.about_organisation(&mut tx, actor, from, EventKind::Merged, tell).await?;
        let tell = Change::between("merged", "", &ended.name).into_iter().collect();
        self.about_organisation(&mut tx, actor, into, EventKind::Merged, tell).await?;
        tx.commit().await?;
        Ok(estate.count())
    }

    /// Makes a part of an organisation into one of its own, from today. The people who are named go over with their roles, and
    /// with the needs they have written; the new one stands in every collaboration as the old one does. Everything else stays.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is no steward; [`AppError::Invalid`] as in [`App::add_organisation`], and without
    /// anybody who could administer the new one; [`AppError::Refused`] when nobody would administer the old one any more.
    pub async fn split_organisation(
        &self,
        actor: &Actor,
        from: OrganisationId,
        part: OrganisationInput,
        going: &[PersonId],
    ) -> Result<Organisation, AppError> {
        stewards(actor)?;
        let mut tx = self.db.write().await?;
        let old = living(&mut tx, from).await?;
        let part = OrganisationInput { valid_from: Some(self.clock.now().day()), ..part };
        let part = organisation::checked(part, OrganisationId::at(self.clock.now()))?;
        organisation::insert(&mut tx, &part).await?;
        let administrators = store::person::with_role(&mut tx, from, Role::Administrator).await?;
        let administrates = |person: &PersonId| administrators.iter().any(|one| one.id == *person);
        if !going.iter().any(administrates) {
            return Err(AppError::invalid("people", FieldProblem::NoAdministrator));
        }
        if administrators.iter().all(|one| going.contains(&one.id)) {
            return Err(AppError::Refused(Refusal::LastAdministrator));
        }
        for person in going {
            self.move_person(&mut tx, actor, &old, &part, *person).await?;
        }
        for membership in store::collaboration::of_organisation(&mut tx, from).await? {
            let of_part = Membership { organisation: part.id, since: part.valid_from, ..membership };
            store::collaboration::set_membership(&mut tx, &of_part).await?;
        }
        let tell = Change::between("part", "", &part.name).into_iter().collect();
        self.about_organisation(&mut tx, actor, from, EventKind::Split, tell).await?;
        let tell = Change::between("part_of", "", &old.name).into_iter().collect();
        self.about_organisation(&mut tx, actor, part.id, EventKind::Split, tell).await?;
        tx.commit().await?;
        Ok(part)
    }

    async fn move_person(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        old: &Organisation,
        part: &Organisation,
        person: PersonId,
    ) -> Result<(), AppError> {
        people::roles_of(tx, old.id, person).await?;
        store::person::move_to(tx, person, old.id, part.id).await?;
        let mut needs = Vec::new();
        for id in store::need::ids_of(tx, old.id).await? {
            let Some(need) = store::need::get(tx, id).await?.filter(|need| need.author == Some(person))
            else {
                continue;
            };
            store::need::update(tx, &domain::need::Need { organisation: part.id, ..need }).await?;
            self.move_case_with(tx, id, old.id, part.id).await?;
            needs.push(id);
        }
        self.tell_owners(tx, actor, old, part, &needs, &[]).await?;
        self.person_event(tx, actor, person, EventKind::Moved, moved("organisation", old, part)).await
    }

    async fn tell_owners(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        from: &Organisation,
        to: &Organisation,
        needs: &[NeedId],
        solutions: &[SolutionId],
    ) -> Result<(), AppError> {
        let needs = needs.iter().map(|id| (SubjectKind::Need, id.to_string()));
        let solutions = solutions.iter().map(|id| (SubjectKind::Solution, id.to_string()));
        for about in needs.chain(solutions) {
            let moved = moved("organisation", from, to);
            self.keep_event(tx, doer(actor), about, EventKind::Moved, moved).await?;
        }
        Ok(())
    }

    /// Where both use a solution, what has come furthest holds.
    async fn move_usages(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        from: &Organisation,
        to: &Organisation,
    ) -> Result<(), AppError> {
        let own = store::usage::of_organisation(tx, to.id).await?;
        for usage in store::usage::of_organisation(tx, from.id).await? {
            store::usage::delete(tx, &usage).await?;
            let has = own.iter().find(|one| one.solution == usage.solution);
            if has.is_none_or(|one| rank(one.status) < rank(usage.status)) {
                let id = has.map_or(usage.id, |one| one.id);
                store::usage::put(tx, &domain::usage::Usage { id, organisation: to.id, ..usage.clone() })
                    .await?;
            }
            let about = (SubjectKind::Solution, usage.solution.to_string());
            self.keep_event(tx, doer(actor), about, EventKind::Moved, moved("usage", from, to)).await?;
        }
        Ok(())
    }

    /// Where both have said that they have a need, both texts stand after each other and the numbers are added. About a need of
    /// the other's own nothing is left to say.
    async fn move_voices(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        from: &Organisation,
        to: &Organisation,
    ) -> Result<(), AppError> {
        // What the other has said about a need that is its own from now on goes too.
        for voice in store::voice::of_organisation(tx, to.id).await? {
            let need = store::need::get(tx, voice.need).await?;
            if need.is_some_and(|need| need.organisation == to.id) {
                store::voice::delete(tx, &voice).await?;
                let words = voice.facts.words.as_deref().unwrap_or_default();
                let changes = Change::between("words", words, "").into_iter().collect();
                let about = (SubjectKind::Need, voice.need.to_string());
                self.keep_event(tx, doer(actor), about, EventKind::VoiceTakenBack, changes).await?;
            }
        }
        for voice in store::voice::of_organisation(tx, from.id).await? {
            let need = store::need::get(tx, voice.need).await?;
            let of_own = need.is_some_and(|need| need.organisation == to.id);
            let other = store::voice::by(tx, voice.need, to.id).await?;
            store::voice::delete(tx, &voice).await?;
            match other {
                _ if of_own => {}
                Some(other) => {
                    let facts = both(&other.facts, &voice.facts);
                    store::voice::update(tx, &Voice { facts, ..other }).await?;
                }
                None => {
                    store::voice::insert(tx, &Voice { organisation: to.id, ..voice.clone() }).await?;
                }
            }
            let mut changes = moved("voice", from, to);
            changes.extend(Change::between("words", voice.facts.words.as_deref().unwrap_or_default(), ""));
            let about = (SubjectKind::Need, voice.need.to_string());
            self.keep_event(tx, doer(actor), about, EventKind::Moved, changes).await?;
        }
        Ok(())
    }
}

/// What an organisation has.
struct Estate {
    people: Vec<PersonId>,
    needs: Vec<NeedId>,
    solutions: Vec<SolutionId>,
    contracts: Vec<ContractId>,
    usages: usize,
    voices: usize,
}

impl Estate {
    async fn of(tx: &mut Tx, organisation: OrganisationId) -> Result<Self, AppError> {
        let mut people: Vec<PersonId> =
            store::person::of_organisation(tx, organisation).await?.iter().map(|(one, _)| one.id).collect();
        people.dedup();
        Ok(Self {
            people,
            needs: store::need::ids_of(tx, organisation).await?,
            solutions: store::solution::ids_of(tx, organisation).await?,
            contracts: store::contract::ids_of(tx, organisation).await?,
            usages: store::usage::of_organisation(tx, organisation).await?.len(),
            voices: store::voice::of_organisation(tx, organisation).await?.len(),
        })
    }

    const fn count(&self) -> Moved {
        Moved {
            people: self.people.len(),
            needs: self.needs.len(),
            solutions: self.solutions.len(),
            usages: self.usages,
            voices: self.voices,
        }
    }
}

/// An organisation that has not ended.
async fn living(tx: &mut Tx, id: OrganisationId) -> Result<Organisation, AppError> {
    let found = store::organisation::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if found.valid_to.is_some() { Err(AppError::Refused(Refusal::OrganisationGone)) } else { Ok(found) }
}

fn moved(what: &str, from: &Organisation, to: &Organisation) -> Vec<Change> {
    Change::between(what, &from.short_name, &to.short_name).into_iter().collect()
}

/// How far a usage has come: what is in use beats what is only planned, and that beats what was declined.
const fn rank(status: UsageStatus) -> u8 {
    match status {
        UsageStatus::InUse => 5,
        UsageStatus::Pilot => 4,
        UsageStatus::Contract => 3,
        UsageStatus::Planned => 2,
        UsageStatus::Declined => 1,
        UsageStatus::Retired => 0,
    }
}

/// What two organisations have said, as one.
fn both(one: &VoiceFacts, other: &VoiceFacts) -> VoiceFacts {
    let words: Vec<&str> = [&one.words, &other.words].into_iter().flatten().map(String::as_str).collect();
    let affected: Vec<u32> = [one.affected, other.affected].into_iter().flatten().collect();
    // Two texts of the longest kind do not fit one field; the event keeps what was cut.
    let words: String = words.join("\n\n").chars().take(NEED_TEXT_MAX).collect();
    VoiceFacts {
        words: (!words.is_empty()).then_some(words),
        affected: affected.into_iter().reduce(u32::saturating_add),
    }
}

/// The other comes to stand in each collaboration as far in as the two of them stood.
async fn move_memberships(
    tx: &mut Tx,
    from: OrganisationId,
    into: OrganisationId,
    today: jiff::civil::Date,
) -> Result<(), AppError> {
    let own = store::collaboration::of_organisation(tx, into).await?;
    for membership in store::collaboration::of_organisation(tx, from).await? {
        let stands = own.iter().find(|one| one.collaboration == membership.collaboration);
        let further = stands.is_none_or(|one| depth(membership.state) > depth(one.state));
        if further && membership.state != MembershipState::Left {
            let taken = Membership { organisation: into, since: Some(today), ..membership.clone() };
            store::collaboration::set_membership(tx, &taken).await?;
        }
        let left = Membership { state: MembershipState::Left, since: Some(today), ..membership };
        store::collaboration::set_membership(tx, &left).await?;
    }
    Ok(())
}

const fn depth(state: MembershipState) -> u8 {
    match state {
        MembershipState::Left => 0,
        MembershipState::Invited => 1,
        MembershipState::Suspended => 2,
        MembershipState::Confirmed => 3,
    }
}
