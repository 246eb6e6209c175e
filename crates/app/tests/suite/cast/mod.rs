//! Two municipalities that co-operate, one that does not, and people in each.

use app::collaboration::CollaborationInput;
use app::matches::Question;
use app::need::NeedInput;
use app::organisation::OrganisationInput;
use app::person::PersonInput;
use app::sharing::{Standing, Wanted, Which};
use app::{App, Clock};
use domain::id::SolutionId;
use domain::id::{OrganisationId, PersonId};
use domain::instant::Instant;
use domain::need::{Need, NeedFacts, Origin};
use domain::number::Series;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::solution::{AsWritten, Lifecycle, Solution, SolutionFacts, SolutionKind};
use store::testing::TestDb;

/// Monday 9 November 2026 in Sweden, 14.32.
pub const NOON: Instant = Instant::from_milliseconds(1_794_231_120_000);

pub struct Cast {
    pub test: TestDb,
    pub app: App,
    pub essunga: OrganisationId,
    pub vara: OrganisationId,
    pub halmstad: OrganisationId,
    /// Writes needs in Essunga.
    pub anna: Actor,
    /// Coordinates in Essunga.
    pub karin: Actor,
    /// Administers Essunga.
    pub ada: Actor,
    /// Writes needs in Vara.
    pub bo: Actor,
    /// Coordinates in Halmstad, outside.
    pub ida: Actor,
}

impl Cast {
    pub async fn new() -> Self {
        let test = TestDb::new().await;
        let app = App::new(test.db.clone(), Clock::fixed(NOON));
        let mut ids = Vec::new();
        for name in ["Essunga", "Vara", "Halmstad"] {
            ids.push(app.add_organisation(&Actor::Operator, organisation(name)).await.unwrap().id);
        }
        let [essunga, vara, halmstad] = ids[..] else { panic!("three organisations") };
        let samverkan =
            CollaborationInput { name: "Samverkan".into(), purpose: String::new(), lead: Some(vara) };
        app.add_collaboration(&Actor::Operator, samverkan, &[essunga, vara]).await.unwrap();
        app.fill_index(|_| {}).await.unwrap();
        let mut cast = Self {
            anna: Actor::Anonymous,
            karin: Actor::Anonymous,
            ada: Actor::Anonymous,
            bo: Actor::Anonymous,
            ida: Actor::Anonymous,
            test,
            app,
            essunga,
            vara,
            halmstad,
        };
        cast.anna = cast.member("Anna Lind", essunga, Role::NeedSubmitter, &[vara]).await;
        cast.ada = cast.member("Ada Falk", essunga, Role::Administrator, &[vara]).await;
        cast.karin = cast.member("Karin Ås", essunga, Role::Coordinator, &[vara]).await;
        cast.bo = cast.member("Bo Dahl", vara, Role::NeedSubmitter, &[essunga]).await;
        cast.ida = cast.member("Ida Holm", halmstad, Role::Coordinator, &[]).await;
        cast
    }

    /// Another node on the same database.
    pub fn another_node(&self) -> App {
        App::new(self.test.db.clone(), self.app.clock().clone())
    }

    /// The same system some milliseconds after noon.
    pub fn later(&self, milliseconds: i64) -> App {
        let at = Instant::from_milliseconds(NOON.milliseconds() + milliseconds);
        App::new(self.test.db.clone(), Clock::fixed(at))
    }

    pub async fn person(&self, name: &str, organisation: OrganisationId, role: Role) -> PersonId {
        let input = PersonInput {
            name: name.to_owned(),
            email: format!("{}@kommun.example", name.replace(' ', ".")),
            organisation,
            role,
            title: String::new(),
            password: None,
        };
        self.app.add_person(&Actor::Operator, input).await.unwrap().id
    }

    pub async fn member(
        &self,
        name: &str,
        organisation: OrganisationId,
        role: Role,
        partners: &[OrganisationId],
    ) -> Actor {
        let person = self.person(name, organisation, role).await;
        Actor::Member(Member { person, organisation, roles: vec![role], partners: partners.to_vec() })
    }

    /// A need that is sent and shared this far; two people make it public.
    pub async fn sent(&self, by: &Actor, text: &str, sharing: Sharing) -> Need {
        self.sent_as(by, a_need(text, sharing)).await
    }

    /// The same, of what was written in a form.
    pub async fn sent_as(&self, by: &Actor, input: NeedInput) -> Need {
        let level = input.sharing.min(Sharing::Network);
        let is_public = input.sharing == Sharing::Public;
        let need = self.app.draft_need(by, NeedInput { sharing: level, ..input }).await.unwrap();
        let sent = self.app.submit_need(by, need.number, need.version, level).await.unwrap();
        if is_public { self.made_public(by, sent).await } else { sent }
    }

    async fn made_public(&self, by: &Actor, sent: Need) -> Need {
        let member = by.member().unwrap();
        let coordinator =
            |person| Actor::Member(Member { person, roles: vec![Role::Coordinator], ..member.clone() });
        let another = [&self.anna, &self.bo].map(|actor| actor.member().unwrap().person);
        let another = another.into_iter().find(|person| *person != member.person).unwrap();
        let (first, second) = (coordinator(member.person), coordinator(another));
        let level = Sharing::Public;
        self.app.share(&first, Which::Need(sent.number), &to(sent.version, level, level)).await.unwrap();
        self.app.publish(&second, Which::Need(sent.number), sent.version).await.unwrap();
        self.app.read_need(&first, sent.number).await.unwrap().need
    }

    /// Shares a record this far, as somebody who has seen who will read it.
    pub async fn shares(&self, by: &Actor, which: Which, level: Sharing) -> Standing {
        let version = self.app.read_sharing(by, which).await.unwrap().record.version();
        self.app.share(by, which, &to(version, level, level)).await.unwrap()
    }

    /// A solution in the catalogue of an organisation, or in the common one.
    pub async fn solution(
        &self,
        owner: Option<OrganisationId>,
        name: &str,
        description: &str,
        sharing: Sharing,
    ) -> Solution {
        let mut tx = self.test.db.write().await.unwrap();
        let solution = Solution {
            id: SolutionId::at(NOON),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Solution, 2026).await.unwrap(),
            facts: a_description(name, description),
            owner,
            sharing,
            source_key: None,
            withdrawn: None,
            lineage: domain::solution::Lineage::default(),
            created: NOON,
            updated: NOON,
        };
        store::solution::insert(&mut tx, &solution).await.unwrap();
        let event = store::event::NewEvent {
            at: NOON,
            doer: domain::event::Doer::Operator,
            subject_kind: domain::event::SubjectKind::Solution,
            subject: solution.id.to_string(),
            kind: domain::event::EventKind::Created,
            changes: Vec::new(),
            import: None,
        };
        store::event::append(&mut tx, &event).await.unwrap();
        tx.commit().await.unwrap();
        solution
    }

    /// Titles of the needs like a text, as this actor sees them.
    pub async fn similar(&self, actor: &Actor, text: &str) -> Vec<String> {
        let question = Question { text, solutions: 0, needs: 10, except: None };
        let found = self.app.matches(actor, question).await.unwrap();
        found.needs.into_iter().map(|found| found.need.facts.title).collect()
    }
}

/// A level that is wanted over a version, with the one at which somebody has seen who reads it.
pub fn to(version: i64, level: Sharing, agreed: Sharing) -> Wanted {
    Wanted { version, level, agreed, reason: String::new() }
}

pub fn organisation(name: &str) -> OrganisationInput {
    OrganisationInput {
        kind: OrganisationKind::Municipality,
        name: format!("{name} kommun"),
        short_name: name.to_owned(),
        municipality_code: None,
        county_code: None,
        county: None,
        population: None,
        valid_from: None,
    }
}

fn a_description(name: &str, description: &str) -> SolutionFacts {
    SolutionFacts {
        name: name.to_owned(),
        kind: SolutionKind::System,
        provider: None,
        summary: String::new(),
        description: description.to_owned(),
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

pub fn a_need(text: &str, sharing: Sharing) -> NeedInput {
    NeedInput {
        facts: NeedFacts { text: text.to_owned(), ..NeedFacts::default() },
        requirements: String::new(),
        origin: Origin::Own,
        sharing,
    }
}
