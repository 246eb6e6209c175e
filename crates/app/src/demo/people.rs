//! The demo's organisations, their collaboration and their people.

use domain::collaboration::{Collaboration, Membership, MembershipState};
use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{CollaborationId, OrganisationId, PersonId};
use domain::organisation::{Organisation, Population};
use domain::person::{Assignment, Person};
use store::Tx;

use super::content::OrganisationEntry;
use super::{Load, SPREAD_DAYS};
use crate::{AppError, Directory};

impl Load<'_> {
    pub(super) async fn organisations(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let began = self.now.days_before(SPREAD_DAYS as i64 + 30);
        let content = self.content;
        let present = Directory::read(tx).await?;
        for entry in &content.collaboration.organisations {
            let known = entry.municipality_code.as_deref().and_then(|code| present.organisation_called(code));
            if let Some(known) = known.or_else(|| present.organisation_called(&entry.name)) {
                self.organisations.insert(&entry.key, known.id);
                continue;
            }
            let organisation = organisation(entry, OrganisationId::at(began));
            store::organisation::insert(tx, &organisation).await?;
            self.organisations.insert(&entry.key, organisation.id);
            self.event(began, Doer::Operator, (SubjectKind::Organisation, organisation.id.to_string()));
        }
        for entry in &content.collaboration.collaborations {
            let collaboration = Collaboration {
                id: CollaborationId::at(began),
                version: 1,
                name: entry.name.clone(),
                purpose: entry.purpose.clone(),
                lead: entry.lead.as_ref().map(|lead| self.organisation(lead)).transpose()?,
            };
            store::collaboration::insert(tx, &collaboration).await?;
            for member in &entry.members {
                let membership = Membership {
                    collaboration: collaboration.id,
                    organisation: self.organisation(member)?,
                    state: MembershipState::Confirmed,
                    since: Some(began.day()),
                };
                store::collaboration::set_membership(tx, &membership).await?;
            }
            self.event(began, Doer::Operator, (SubjectKind::Collaboration, collaboration.id.to_string()));
        }
        Ok(())
    }

    pub(super) async fn people(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let began = self.now.days_before(SPREAD_DAYS as i64 + 29);
        let content = self.content;
        for entry in &content.persons {
            let person = match store::person::by_email(tx, &entry.email).await? {
                Some((person, _)) => person,
                None => {
                    let (name, email) = (entry.name.clone(), entry.email.clone());
                    let person = Person { id: PersonId::at(began), version: 1, name, email };
                    store::person::insert(tx, &person, None).await?;
                    self.event(began, Doer::Operator, (SubjectKind::Person, person.id.to_string()));
                    person
                }
            };
            let assignment = Assignment {
                person: person.id,
                organisation: self.organisation(&entry.organisation)?,
                role: entry.role.role(),
                title: entry.title.clone(),
            };
            let further =
                entry.also.iter().map(|also| Assignment { role: also.role(), ..assignment.clone() });
            let all: Vec<Assignment> = std::iter::once(assignment.clone()).chain(further).collect();
            for one in &all {
                store::person::assign(tx, one).await?;
            }
            self.people.insert(&entry.key, person.id);
            let given = self.event(began, Doer::Operator, (SubjectKind::Person, person.id.to_string()));
            given.kind = EventKind::RoleGiven;
            given.changes =
                all.iter().filter_map(|one| Change::between("role", "", one.role.code())).collect();
        }
        Ok(())
    }
}

fn organisation(entry: &OrganisationEntry, id: OrganisationId) -> Organisation {
    Organisation {
        id,
        version: 1,
        kind: entry.kind,
        name: entry.name.clone(),
        short_name: entry.short_name.clone(),
        municipality_code: entry.municipality_code.clone(),
        county_code: entry.county_code.clone(),
        county: entry.county.clone(),
        population: entry.population.map(|value| Population {
            value,
            date: entry.population_date.clone().unwrap_or_default(),
            source: entry.population_source.clone().unwrap_or_default(),
        }),
        valid_from: entry.valid_from,
        valid_to: None,
        successor: None,
    }
}
