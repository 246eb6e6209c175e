//! Needs.

use domain::id::{NeedId, OrganisationId, RequirementId};
use domain::instant::Instant;
use domain::need::{Need, NeedFacts, NeedState, Origin, Requirement};
use domain::number::{Number, Series};
use domain::organisation::Organisation;
use domain::person::Person;
use domain::sharing::Sharing;
use store::testing::TestDb;

use super::{next_moment, serial};

/// A need that is being described.
pub struct NeedBuilder(Need);

/// A draft that nobody wrote, shared with the collaboration once it is sent. Say [`NeedBuilder::by`] before
/// it is saved: a need is always some organisation's.
pub fn a_need() -> NeedBuilder {
    let now = next_moment();
    NeedBuilder(Need {
        id: NeedId::at(now),
        version: 1,
        number: Number { series: Series::Need, year: 2026, serial: serial() },
        facts: NeedFacts {
            title: "Nycklar saknas".to_owned(),
            text: "Besöken blir sena".to_owned(),
            ..NeedFacts::default()
        },
        requirements: Vec::new(),
        origin: Origin::Own,
        organisation: OrganisationId::from_u128(0),
        author: None,
        sharing: Sharing::Collaboration,
        state: NeedState::Draft,
        created: now,
        updated: now,
    })
}

impl NeedBuilder {
    pub fn titled(mut self, title: &str) -> Self {
        self.0.facts.title = title.to_owned();
        self
    }

    pub fn saying(mut self, text: &str) -> Self {
        self.0.facts.text = text.to_owned();
        self
    }

    pub fn in_area(mut self, code: &str) -> Self {
        self.0.facts.service_area = Some(code.to_owned());
        self
    }

    pub fn affecting(mut self, people: u32) -> Self {
        self.0.facts.affected = Some(people);
        self
    }

    pub fn requiring(mut self, requirements: &[&str]) -> Self {
        self.0.requirements = requirements
            .iter()
            .map(|text| Requirement { id: RequirementId::at(next_moment()), text: (*text).to_owned() })
            .collect();
        self
    }

    pub fn by(mut self, organisation: &Organisation) -> Self {
        self.0.organisation = organisation.id;
        self
    }

    pub fn written_by(mut self, person: &Person) -> Self {
        self.0.author = Some(person.id);
        self
    }

    pub fn shared(mut self, sharing: Sharing) -> Self {
        self.0.sharing = sharing;
        self
    }

    pub fn submitted(mut self) -> Self {
        self.0.state = NeedState::Submitted { at: self.0.updated };
        self
    }

    pub fn withdrawn(mut self) -> Self {
        self.0.state = NeedState::Withdrawn { at: self.0.updated };
        self
    }

    pub fn changed_at(mut self, updated: Instant) -> Self {
        self.0.updated = updated;
        self
    }

    pub fn built(self) -> Need {
        self.0
    }

    pub async fn saved(self, test: &TestDb) -> Need {
        let mut tx = test.db.write().await.unwrap();
        store::need::insert(&mut tx, &self.0).await.unwrap();
        tx.commit().await.unwrap();
        self.0
    }
}
