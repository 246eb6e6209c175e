//! Pages of organisations: who they are, with whom they co-operate, what they need and use; and for those who may, changing
//! that.
//!
//! Not here: their people (`people`), and collaborations (`collaboration`).

mod change;
mod list;
mod succession;

use app::FormerName;
use app::NeedFilter;
use app::Page;
use app::SolutionFilter;
use app::organisation::OrganisationPage;
use app::solution::SolutionRow;
use app::{AppError, Directory};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use domain::collaboration::Collaboration;
use domain::id::OrganisationId;
use domain::need::Need;
use domain::organisation::{Organisation, Population};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use jiff::civil::Date;

use crate::State;
use crate::collaboration;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::Address;
use crate::routes::Routes;
use crate::trail::{self, Happening};
use crate::visitor::Request;

/// Solutions and needs shown on the page; the lists show the rest.
const FIRST: u32 = 5;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/organisationer", list::list)
        .get("/organisationer.csv", list::file)
        .get("/organisationer.xlsx", list::file)
        .get("/organisationer/ny", change::empty)
        .post("/organisationer/ny", change::add)
        .get("/organisationer/{called}", page)
        .get("/organisationer/{called}/andra", change::page)
        .post("/organisationer/{called}/andra", change::save)
        .get("/organisationer/{called}/sla-samman", succession::merge_page)
        .post("/organisationer/{called}/sla-samman", succession::merge)
        .get("/organisationer/{called}/dela-upp", succession::split_page)
        .post("/organisationer/{called}/dela-upp", succession::split)
}

/// Whether somebody looks after the organisations of the whole installation.
pub(crate) fn is_steward(actor: &Actor) -> bool {
    let nobodys = Subject { owner: None, author: None, sharing: Sharing::Public };
    actor.may(Deed::StewardOrganisations, &nobodys)
}

/// Refuses who does not.
fn stewarded(request: &Request) -> Result<(), Failure> {
    let frame = request.frame.clone();
    match request.visitor.actor.member() {
        None => Err(Failure::sign_in_first(frame)),
        Some(_) if is_steward(&request.visitor.actor) => Ok(()),
        Some(_) => Err(Failure::page(AppError::Denied, frame)),
    }
}

/// The organisation that is called so, for somebody who is signed in.
pub(crate) async fn found(state: &State, request: &Request, called: &str) -> Result<Organisation, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    if request.visitor.actor.member().is_none() {
        return Err(Failure::sign_in_first(request.frame.clone()));
    }
    let directory = state.app.directory().await.map_err(failed)?;
    let found = directory.organisation_called(called).ok_or_else(|| failed(AppError::NotFound))?;
    Ok(found.clone())
}

/// What an organisation is called in addresses: its municipality code, which people know, or its id.
pub(crate) fn code(organisation: &Organisation) -> String {
    organisation.municipality_code.clone().unwrap_or_else(|| organisation.id.to_string())
}

/// The address of its page.
pub(crate) fn address(organisation: &Organisation) -> String {
    format!("/organisationer/{}", code(organisation))
}

/// A number of inhabitants with where it comes from.
struct Inhabitants {
    number: String,
    date: String,
    source: String,
}

/// A solution or need in a short list.
struct Item {
    address: String,
    name: String,
    about: String,
}

/// What a reader may do with an organisation.
#[derive(Debug, Clone, Copy, Default)]
struct May {
    administer_people: bool,
    edit: bool,
    steward: bool,
}

impl May {
    fn of(actor: &Actor, organisation: &Organisation) -> Self {
        let living = organisation.valid_to.is_none();
        let may = |deed| living && actor.may(deed, &Subject::of(organisation.id));
        Self {
            administer_people: may(Deed::AdministerPeople),
            edit: may(Deed::EditOrganisation),
            steward: living && is_steward(actor),
        }
    }

    const fn anything(self) -> bool {
        self.administer_people || self.edit || self.steward
    }
}

/// A collaboration with the others in it.
struct Together {
    address: String,
    name: String,
    purpose: String,
    others: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "organisation/page.html")]
struct OnePage<'a> {
    frame: &'a Frame,
    name: String,
    short_name: String,
    kind: String,
    code: String,
    county: String,
    inhabitants: Option<Inhabitants>,
    exists: String,
    gone: String,
    /// Its address, as pages under it begin.
    address: String,
    /// What the reader may do with it.
    may: May,
    former: Vec<String>,
    history: Vec<Happening>,
    successor: Option<(String, String)>,
    together: Vec<Together>,
    solutions_heading: String,
    solutions_address: Option<String>,
    solutions: Vec<Item>,
    needs_heading: String,
    needs_address: Option<String>,
    needs: Vec<Item>,
}

fn solutions_of(organisation: &Organisation) -> String {
    Address::of("/losningar").changed("anvands-av", &code(organisation))
}

fn needs_of(organisation: &Organisation) -> String {
    Address::of("/behov").changed("kommun", &code(organisation))
}

/// The date is a day or only a year, as the source gives it.
fn inhabitants(frame: &Frame, population: &Population) -> Inhabitants {
    let date = population.date.parse::<Date>().map(|day| frame.day(day));
    Inhabitants {
        number: frame.number(i64::from(population.value)),
        date: date.unwrap_or_else(|_| population.date.clone()),
        source: population.source.clone(),
    }
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let read = state.app.read_organisation(actor, &called).await.map_err(failed)?;
    let directory = state.app.directory().await.map_err(failed)?;
    let (solutions, needs) = first(&state, actor, read.organisation.id).await.map_err(failed)?;
    let mut page = page_of(frame, &read, &solutions, &needs);
    page.may = May::of(actor, &read.organisation);
    if actor.member().is_some() {
        page.history = trail::happenings(frame, &read.history);
    }
    page.together = read.collaborations.iter().map(|row| together(&directory, row)).collect();
    Ok(html(&page))
}

/// The first solutions it uses, by name, and its last changed needs.
async fn first(
    state: &State,
    actor: &Actor,
    id: OrganisationId,
) -> Result<(Vec<SolutionRow>, Vec<Need>), AppError> {
    let page = Page::new(1, FIRST);
    let used = SolutionFilter { used_by: Some(id), ..SolutionFilter::default() };
    let own = NeedFilter { organisation: Some(id), ..NeedFilter::default() };
    let solutions = state.app.list_solutions(actor, &used, page).await?.rows;
    Ok((solutions, state.app.list_needs(actor, &own, page).await?.rows))
}

fn page_of<'a>(
    frame: &'a Frame,
    read: &OrganisationPage,
    solutions: &[SolutionRow],
    needs: &[Need],
) -> OnePage<'a> {
    let organisation = &read.organisation;
    let more = |total: i64, address: String| (total > i64::from(FIRST)).then_some(address);
    OnePage {
        frame,
        name: organisation.name.clone(),
        short_name: organisation.short_name.clone(),
        kind: frame.word("organisation-kind", organisation.kind.code()),
        code: organisation.municipality_code.clone().unwrap_or_default(),
        county: organisation.county.clone().unwrap_or_default(),
        inhabitants: organisation.population.as_ref().map(|population| inhabitants(frame, population)),
        exists: exists(frame, organisation),
        gone: organisation
            .valid_to
            .map(|day| frame.t1("organisation-gone", "day", &frame.day(day)))
            .unwrap_or_default(),
        address: address(organisation),
        may: May::default(),
        former: read.former.iter().map(|former| earlier_name(frame, former)).collect(),
        history: Vec::new(),
        successor: read
            .successor
            .as_ref()
            .map(|successor| (successor.short_name.clone(), address(successor))),
        together: Vec::new(),
        solutions_heading: frame.tn("organisation-solutions", read.solutions),
        solutions_address: more(read.solutions, solutions_of(organisation)),
        solutions: solutions.iter().map(|row| solution(frame, organisation, row)).collect(),
        needs_heading: frame.tn("organisation-needs", read.needs),
        needs_address: more(read.needs, needs_of(organisation)),
        needs: needs.iter().map(|row| need(frame, row)).collect(),
    }
}

fn earlier_name(frame: &Frame, former: &FormerName) -> String {
    frame.t2("organisation-called-until", ("name", &former.name), ("day", &frame.day(former.until)))
}

/// From when to when it exists; empty when nobody has said.
fn exists(frame: &Frame, organisation: &Organisation) -> String {
    let day = |day: Date| frame.day(day);
    match (organisation.valid_from.map(day), organisation.valid_to.map(day)) {
        (Some(from), Some(to)) => frame.t2("organisation-from-to", ("from", &from), ("to", &to)),
        (Some(from), None) => frame.t1("organisation-from", "from", &from),
        (None, Some(to)) => frame.t1("organisation-to", "to", &to),
        (None, None) => String::new(),
    }
}

fn together(directory: &Directory, (collaboration, others): &(Collaboration, Vec<String>)) -> Together {
    let other =
        |name: &String| (name.clone(), directory.organisation_called(name).map(address).unwrap_or_default());
    Together {
        address: collaboration::address(collaboration.id),
        name: collaboration.name.clone(),
        purpose: collaboration.purpose.clone(),
        others: others.iter().map(other).collect(),
    }
}

fn solution(frame: &Frame, organisation: &Organisation, row: &SolutionRow) -> Item {
    let facts = &row.solution.facts;
    let usage = row.usages.iter().map(|row| &row.usage).find(|usage| usage.organisation == organisation.id);
    let status = usage.map(|usage| frame.word("usage-status", usage.status.code())).unwrap_or_default();
    let since =
        usage.and_then(|usage| usage.since).map(|day| frame.t1("organisation-since", "day", &frame.day(day)));
    let about = [frame.word("solution-kind", facts.kind.code()), status, since.unwrap_or_default()];
    Item {
        address: format!("/losningar/{}", row.solution.number),
        name: facts.name.clone(),
        about: joined(about),
    }
}

fn need(frame: &Frame, need: &Need) -> Item {
    let about =
        [need.number.to_string(), frame.word("need-state", need.state.code()), frame.day_of(need.updated)];
    Item { address: format!("/behov/{}", need.number), name: need.facts.title.clone(), about: joined(about) }
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
