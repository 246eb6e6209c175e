//! A small collaboration to try pages in: `House::new().await.signed_in_as(ANNA).await.get("/behov").await`.
//!
//! Essunga, Skara and Vara co-operate; Halmstad is outside. Everybody asks through the whole router, with its
//! protection, and the clock stands still.

use app::collaboration::CollaborationInput;
use app::organisation::OrganisationInput;
use app::person::PersonInput;
use app::{App, Clock};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::id::{OrganisationId, PersonId, SolutionId, UsageId};
use domain::instant::Instant;
use domain::number::{Number, Series};
use domain::organisation::OrganisationKind;
use domain::permission::Actor;
use domain::person::Role;
use domain::service_area::{Capability, ServiceArea};
use domain::sharing::Sharing;
use domain::solution::{AsWritten, Lifecycle, Solution, SolutionFacts, SolutionKind};
use domain::usage::{Usage, UsageStatus};
use store::testing::TestDb;
use tower::ServiceExt;
use web::{Demo, Mailing, Settings, Transport};

/// Writes needs in Essunga.
pub const ANNA: &str = "Anna Lind";
/// Coordinates in Essunga.
pub const KARIN: &str = "Karin Ås";
/// Administers Essunga.
pub const ADA: &str = "Ada Falk";
/// Reads in Essunga.
pub const RUT: &str = "Rut Ek";
/// Writes needs in Vara, which co-operates with Essunga.
pub const BO: &str = "Bo Dahl";
/// Writes needs in Halmstad, which does not.
pub const IDA: &str = "Ida Holm";

const PEOPLE: [(&str, &str, Role, &str); 6] = [
    (ANNA, "Essunga", Role::NeedSubmitter, "enhetschef i hemtjänsten"),
    (KARIN, "Essunga", Role::Coordinator, "digitaliseringssamordnare"),
    (ADA, "Essunga", Role::Administrator, "förvaltningsledare"),
    (RUT, "Essunga", Role::Reader, "utredare"),
    (BO, "Vara", Role::NeedSubmitter, "rektor"),
    (IDA, "Halmstad", Role::NeedSubmitter, "områdeschef"),
];

/// Monday 9 November 2026, 14.32 in Sweden.
const NOON: i64 = 1_794_231_120_000;

/// A collaboration with its people, served as the program serves it.
pub struct House {
    pub test: TestDb,
    pub app: App,
    pub clock: Clock,
    organisations: Vec<(String, OrganisationId)>,
    people: Vec<(String, PersonId)>,
}

impl House {
    /// Four municipalities, six people, two service areas, two capabilities, no needs and no solutions.
    pub async fn new() -> Self {
        let test = TestDb::new().await;
        let clock = Clock::fixed(Instant::from_milliseconds(NOON));
        let app = App::new(test.db.clone(), clock.clone());
        let mut house = Self { test, app, clock, organisations: Vec::new(), people: Vec::new() };
        for (name, code) in [("Essunga", "1445"), ("Skara", "1495"), ("Vara", "1470"), ("Halmstad", "1380")] {
            house.add_organisation(name, code).await;
        }
        let members = ["Essunga", "Skara", "Vara"].map(|name| house.organisation(name));
        let lead = Some(house.organisation("Vara"));
        let samverkan = CollaborationInput { name: "Samverkan".to_owned(), purpose: String::new(), lead };
        house.app.add_collaboration(&Actor::Operator, samverkan, &members).await.unwrap();
        for (name, organisation, role, title) in PEOPLE {
            house.add_person(name, organisation, role, title).await;
        }
        house.add_words().await;
        house.app.fill_index(|_| {}).await.unwrap();
        house
    }

    /// The same house so many days later, with everything read.
    pub async fn later(self, days: i64) -> Self {
        let clock = Clock::fixed(self.clock.now().days_before(-days));
        let app = App::new(self.test.db.clone(), clock.clone());
        app.fill_index(|_| {}).await.unwrap();
        Self { app, clock, ..self }
    }

    async fn add_organisation(&mut self, name: &str, code: &str) {
        let input = OrganisationInput {
            kind: OrganisationKind::Municipality,
            name: format!("{name} kommun"),
            short_name: name.to_owned(),
            municipality_code: Some(code.to_owned()),
            county_code: None,
            county: None,
            population: None,
            valid_from: None,
        };
        let added = self.app.add_organisation(&Actor::Operator, input).await.unwrap();
        self.organisations.push((name.to_owned(), added.id));
    }

    async fn add_person(&mut self, name: &str, organisation: &str, role: Role, title: &str) {
        let input = PersonInput {
            name: name.to_owned(),
            email: format!("person{}@kommun.example", self.people.len()),
            organisation: self.organisation(organisation),
            role,
            title: title.to_owned(),
            password: None,
        };
        let added = self.app.add_person(&Actor::Operator, input).await.unwrap();
        self.people.push((name.to_owned(), added.id));
    }

    async fn add_words(&self) {
        let area = |code: &str, name: &str, group: &str| ServiceArea {
            code: code.to_owned(),
            name: name.to_owned(),
            name_en: format!("{name} (en)"),
            group: group.to_owned(),
            group_en: format!("{group} (en)"),
        };
        let capability = |code: &str, name: &str| Capability {
            code: code.to_owned(),
            name: name.to_owned(),
            name_en: format!("{name} (en)"),
        };
        let mut tx = self.test.db.write().await.unwrap();
        store::service_area::put(&mut tx, &area("510", "Hemtjänst", "Äldreomsorg"), 1).await.unwrap();
        store::service_area::put(&mut tx, &area("407", "Förskola", "Förskola och skola"), 2).await.unwrap();
        store::service_area::put_capability(&mut tx, &capability("boka_planera", "Boka och planera"), 1)
            .await
            .unwrap();
        store::service_area::put_capability(&mut tx, &capability("bevaka_larma", "Bevaka och larma"), 2)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The id of an organisation by its short name.
    pub fn organisation(&self, name: &str) -> OrganisationId {
        self.organisations.iter().find(|(other, _)| other == name).unwrap().1
    }

    /// A solution in use by somebody; who owns it decides who sees it when it is not public.
    pub async fn has_solution(
        &self,
        name: &str,
        description: &str,
        used_by: &str,
        sharing: Sharing,
    ) -> Number {
        let now = self.clock.now();
        let mut tx = self.test.db.write().await.unwrap();
        let facts = SolutionFacts {
            name: name.to_owned(),
            kind: SolutionKind::System,
            provider: None,
            summary: String::new(),
            description: description.to_owned(),
            typical_needs: Vec::new(),
            capabilities: Vec::new(),
            service_areas: vec!["510".to_owned()],
            tags: Vec::new(),
            integrations: Vec::new(),
            standards: Vec::new(),
            information_class: None,
            lifecycle: Lifecycle::InUse,
            licence: None,
            url: None,
            as_written: AsWritten::default(),
        };
        let solution = Solution {
            id: SolutionId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Solution, now.year()).await.unwrap(),
            facts,
            owner: Some(self.organisation(used_by)),
            sharing,
            source_key: None,
            withdrawn: None,
            lineage: domain::solution::Lineage::default(),
            created: now,
            updated: now,
        };
        let usage = Usage::new(UsageId::at(now), solution.id, self.organisation(used_by), UsageStatus::InUse);
        store::solution::insert(&mut tx, &solution).await.unwrap();
        store::usage::put(&mut tx, &usage).await.unwrap();
        tx.commit().await.unwrap();
        self.app.fill_index(|_| {}).await.unwrap();
        solution.number
    }

    /// The same at another node.
    pub fn visitor_at(&self, router: Router) -> Browser {
        Browser { router, cookies: Vec::new(), headers: Vec::new() }
    }

    /// A browser of somebody who is not signed in.
    pub fn visitor(&self) -> Browser {
        let settings = Settings { demo: Demo::No, transport: Transport::Http, mail: Mailing::On };
        Browser { router: web::router(self.app.clone(), settings), cookies: Vec::new(), headers: Vec::new() }
    }

    /// A browser of somebody who is not signed in, over https or not.
    pub fn visitor_over(&self, transport: Transport) -> Browser {
        let settings = Settings { demo: Demo::No, transport, mail: Mailing::On };
        Browser { router: web::router(self.app.clone(), settings), ..self.visitor() }
    }

    /// A browser of this person, who is signed in.
    pub async fn signed_in(&self, person: PersonId) -> Browser {
        let token = self.app.start_session(person, "").await.unwrap();
        let visitor = self.visitor();
        Browser { cookies: vec![format!("brygga-session={token}")], ..visitor }
    }

    /// The id of a person by name.
    pub fn person(&self, name: &str) -> PersonId {
        self.people.iter().find(|(other, _)| other == name).unwrap().1
    }

    /// A browser of somebody who is signed in.
    pub async fn signed_in_as(&self, name: &str) -> Browser {
        self.signed_in(self.person(name)).await
    }
}

/// What asks: cookies and headers that go along with every request.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: Vec<String>,
    headers: Vec<(String, String)>,
}

impl Browser {
    /// The same in English.
    pub fn in_english(mut self) -> Self {
        self.cookies.push("sprak=en".to_owned());
        self
    }

    /// The same with one more header.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, signed in with a password.
    pub async fn signs_in(self, email: &str, password: &str) -> Self {
        let answer = self.post("/logga-in", &[("epost", email), ("losenord", password)]).await;
        answer.leads_to();
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { cookies: vec![cookie], ..self }
    }

    /// Reads a page.
    pub async fn get(&self, address: &str) -> Answer {
        self.send(Method::GET, address, Body::empty()).await
    }

    /// Sends a form; a name may come several times.
    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.send(Method::POST, address, Body::from(pairs.join("&"))).await
    }

    /// Writes a need, sends it, agrees to who will read it, and gives its number.
    pub async fn sends_need(&self, fields: &[(&str, &str)]) -> String {
        let fields: Vec<_> = fields.iter().copied().chain([("gor", "skicka")]).collect();
        let answer = self.post("/behov/nytt", &fields).await;
        let sent = self.agrees(answer).await;
        sent.leads_to().trim_start_matches("/behov/").trim_end_matches("?nytt=skickat").to_owned()
    }

    /// Presses once more on the page that names who will read a need; where only the own organisation will, there is
    /// no such page.
    pub async fn agrees(&self, answer: Answer) -> Answer {
        if answer.status != StatusCode::OK {
            return answer;
        }
        let address = between(&answer.body, "method=\"post\" action=\"", "\"", "name=\"agreed\"");
        let level = answer.field("agreed");
        let fields = [("version", answer.field("version")), ("sharing", level.clone()), ("agreed", level)];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.post(&address, &fields).await
    }

    /// The address of what a form has made. Where others were to read it, that is agreed to on the way.
    pub async fn made(&self, answer: Answer) -> String {
        let mut on = answer.leads_to().to_owned();
        if on.contains("?niva=") {
            let asked = self.get(&on).await;
            on = self.agrees(asked).await.leads_to().to_owned();
        }
        on.split('?').next().unwrap().to_owned()
    }

    /// Asks in any way.
    pub async fn send(&self, method: Method, address: &str, body: Body) -> Answer {
        let mut request =
            Request::builder().method(method.clone()).uri(address).header(header::HOST, "brygga.example");
        let says_kind = self.headers.iter().any(|(name, _)| name == header::CONTENT_TYPE.as_str());
        if method == Method::POST && !says_kind {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if !self.cookies.is_empty() {
            request = request.header(header::COOKIE, self.cookies.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }
}

/// The text after the last such beginning that stands before a mark.
#[track_caller]
fn between(body: &str, begin: &str, end: &str, before: &str) -> String {
    let until = body.find(before).unwrap_or_else(|| panic!("no {before} in {body}"));
    let from = body[..until].rfind(begin).unwrap_or_else(|| panic!("no {begin}")) + begin.len();
    let rest = &body[from..];
    rest[..rest.find(end).unwrap()].to_owned()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The same as it came, for what is no text.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The page, which must have come with this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &str {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        &self.body
    }

    /// Where a redirect after a form (303) leads.
    #[track_caller]
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status.as_u16(), 303, "{}", self.body);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// Where an answer leads that is no answer to a form.
    #[track_caller]
    pub fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// The value of the first field with this name in the page, as a browser would send it back.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let from =
            self.body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}"));
        let value = &self.body[from + name.len() + 15..];
        value[..value.find('"').unwrap()].to_owned()
    }
}
