//! Organisations and the collaborations they are members of.

use domain::collaboration::{Collaboration, Membership, MembershipState};
use domain::id::{CollaborationId, OrganisationId};
use domain::organisation::{Organisation, OrganisationKind, Population};
use store::testing::TestDb;

use super::next_moment;

/// An organisation that is being described.
pub struct OrganisationBuilder(Organisation);

/// A municipality with this name and nothing else known about it.
pub fn an_organisation(name: &str) -> OrganisationBuilder {
    OrganisationBuilder(Organisation {
        id: OrganisationId::at(next_moment()),
        version: 1,
        kind: OrganisationKind::Municipality,
        name: name.to_owned(),
        short_name: name.trim_end_matches(" kommun").to_owned(),
        municipality_code: None,
        county_code: None,
        county: None,
        population: None,
        valid_from: None,
        valid_to: None,
        successor: None,
    })
}

impl OrganisationBuilder {
    pub fn with_code(mut self, code: &str) -> Self {
        self.0.municipality_code = Some(code.to_owned());
        self
    }

    pub fn with_population(mut self, value: u32) -> Self {
        self.0.population = Some(Population {
            value,
            date: "2025-12-31".to_owned(),
            source: "an invented register".to_owned(),
        });
        self
    }

    pub fn succeeded_by(mut self, successor: &Organisation) -> Self {
        self.0.successor = Some(successor.id);
        self
    }

    pub fn built(self) -> Organisation {
        self.0
    }

    pub async fn saved(self, test: &TestDb) -> Organisation {
        let mut tx = test.db.write().await.unwrap();
        store::organisation::insert(&mut tx, &self.0).await.unwrap();
        tx.commit().await.unwrap();
        self.0
    }
}

/// A collaboration that is being described, with its memberships.
pub struct CollaborationBuilder(Collaboration, Vec<Membership>);

/// A collaboration with this name and no members.
pub fn a_collaboration(name: &str) -> CollaborationBuilder {
    let collaboration = Collaboration {
        id: CollaborationId::at(next_moment()),
        version: 1,
        name: name.to_owned(),
        purpose: "Dela behov och lösningar".to_owned(),
        lead: None,
    };
    CollaborationBuilder(collaboration, Vec::new())
}

impl CollaborationBuilder {
    /// With an organisation that stands like this in it.
    pub fn with(mut self, organisation: &Organisation, state: MembershipState) -> Self {
        let collaboration = self.0.id;
        self.1.push(Membership { collaboration, organisation: organisation.id, state, since: None });
        self
    }

    /// With a full member.
    pub fn joining(self, organisation: &Organisation) -> Self {
        self.with(organisation, MembershipState::Confirmed)
    }

    pub fn built(self) -> Collaboration {
        self.0
    }

    pub async fn saved(self, test: &TestDb) -> Collaboration {
        let mut tx = test.db.write().await.unwrap();
        store::collaboration::insert(&mut tx, &self.0).await.unwrap();
        for membership in &self.1 {
            store::collaboration::set_membership(&mut tx, membership).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.0
    }
}
