//! Initiatives: the list, the page, and everything that is done with one.
//!
//! Not here: what may be done when (`app::initiative`), the register of benefits (`benefit`), and lessons (`lesson`).

mod benefit;
mod chain;
mod form;
mod page;
mod project;
mod rollout;

pub(crate) use benefit::source;
pub(crate) use form::challenges;
pub(crate) use page::benefit_table;
pub(crate) use rollout::action_table;

use app::initiative::InitiativeRow;
use app::{AppError, InitiativeFilter, InitiativeSort, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::benefit::Outcome;
use domain::id::SolutionId;
use domain::initiative::{InitiativeState, Weight};
use domain::process::Answer;
use domain::quantity::Quantity;
use domain::rollout::RolloutState;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::routes::Routes;
use crate::view::{Cell, Link, ListView, Section, Table, file_of};
use crate::visitor::Request;

/// Rows read for the file.
const FILE_ROWS: u32 = 1000;

/// Most initiatives told of on a solution's page.
const ABOUT: u32 = 20;

/// What the file of the list and its sheet are called.
const FILE: &str = "initiativ";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/initiativ", list)
        .get("/initiativ.csv", file)
        .get("/initiativ.xlsx", file)
        .get("/arenden/{number}/initiativ", form::begin_form)
        .post("/arenden/{number}/initiativ", form::begin)
        .get("/initiativ/{number}", page::page)
        .get("/initiativ/{number}/andra", form::change_form)
        .post("/initiativ/{number}/andra", form::change)
        .get("/initiativ/{number}/parter", form::parties_form)
        .post("/initiativ/{number}/parter", form::parties)
        .post("/initiativ/{number}/lage", page::move_on)
        .get("/initiativ/{number}/avsluta", form::close_form)
        .post("/initiativ/{number}/avsluta", form::close)
        .get("/initiativ/{number}/hinder", form::obstacle_form)
        .post("/initiativ/{number}/hinder", form::obstacle)
        .post("/initiativ/{number}/hinder/{id}", page::solve)
        .get("/initiativ/{number}/effektkedja", chain::form)
        .post("/initiativ/{number}/effektkedja", chain::save)
        .get("/initiativ/{number}/variant", form::variant_form)
        .post("/initiativ/{number}/variant", form::variant)
        .post("/initiativ/{number}/aterforena", page::rejoin)
        .get("/initiativ/{number}/projekt.csv", project::csv)
        .get("/initiativ/{number}/projekt.json", project::json)
        .get("/initiativ/{number}/inforande/{called}", rollout::page)
        .get("/initiativ/{number}/inforande/{called}/personer", rollout::people_form)
        .post("/initiativ/{number}/inforande/{called}/personer", rollout::people)
        .get("/initiativ/{number}/inforande/{called}/beredskap", rollout::readiness_form)
        .post("/initiativ/{number}/inforande/{called}/beredskap", rollout::readiness)
        .get("/initiativ/{number}/inforande/{called}/plan", rollout::plan_form)
        .post("/initiativ/{number}/inforande/{called}/plan", rollout::plan)
        .post("/initiativ/{number}/inforande/{called}/steg", rollout::step)
        .post("/initiativ/{number}/inforande/{called}/atgarder", rollout::give)
        .post("/initiativ/{number}/atgarder/{id}", rollout::finish)
        .get("/initiativ/{number}/nyttor/ny", benefit::new_form)
        .post("/initiativ/{number}/nyttor/ny", benefit::add)
        .get("/initiativ/{number}/nyttor/{id}", benefit::page)
        .get("/initiativ/{number}/nyttor/{id}/andra", benefit::change_form)
        .post("/initiativ/{number}/nyttor/{id}/andra", benefit::change)
        .get("/initiativ/{number}/nyttor/{id}/matning", benefit::measure_form)
        .post("/initiativ/{number}/nyttor/{id}/matning", benefit::measure)
        .post("/initiativ/{number}/nyttor/{id}/avsta", benefit::give_up)
        .post("/initiativ/{number}/nyttor/{id}/dag", benefit::set_day)
        .post("/initiativ/{number}/nyttor/{id}/utgangsvarde", benefit::take_baseline)
}

/// The places around initiatives.
pub(crate) fn places(frame: &Frame) -> Vec<Link> {
    [
        ("/initiativ", "place-initiatives"),
        ("/nyttor", "place-benefits"),
        ("/lardomar", "place-lessons"),
        ("/kunskap", "place-knowledge"),
        ("/mognad", "place-maturity"),
        ("/nyckeltal", "place-figures"),
        ("/uppfoljning", "place-outcome"),
        ("/bidrag", "place-balance"),
    ]
    .map(|(address, key)| Link::new(address, frame.t(key)))
    .to_vec()
}

/// The colour that goes with where an initiative stands; the words say the same.
pub(crate) const fn colour(state: InitiativeState) -> &'static str {
    match state {
        InitiativeState::Running => "info",
        InitiativeState::Finished => "success",
        InitiativeState::Planned | InitiativeState::Rejoined => "neutral",
        InitiativeState::Paused | InitiativeState::Stopped => "warning",
    }
}

pub(crate) const fn rollout_colour(state: RolloutState) -> &'static str {
    match state {
        RolloutState::Waiting => "neutral",
        RolloutState::Preparing | RolloutState::Ready => "info",
        RolloutState::Live | RolloutState::Received => "success",
        RolloutState::Declined => "warning",
    }
}

pub(crate) const fn outcome_colour(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unmeasured => "neutral",
        Outcome::Reached => "success",
        Outcome::Partly => "info",
        Outcome::Unchanged => "warning",
        Outcome::Worse => "danger",
    }
}

/// What came of a benefit, in words; a negative effect is within its limit or beyond.
pub(crate) fn came(frame: &Frame, benefit: &domain::benefit::Benefit, outcome: Outcome) -> String {
    match benefit.is_negative {
        true => frame.word("came-negative", outcome.code()),
        false => frame.word("came", outcome.code()),
    }
}

const fn answer_colour(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "success",
        Answer::Partly | Answer::Unclear => "warning",
        Answer::No => "danger",
    }
}

const fn weight_colour(weight: Weight) -> &'static str {
    match weight {
        Weight::Low => "neutral",
        Weight::Medium => "info",
        Weight::High => "warning",
    }
}

/// An amount as people of the page's language write it, with spaces between thousands.
pub(crate) fn quantity(frame: &Frame, amount: Quantity) -> String {
    let mark = if frame.swedish() { ',' } else { '.' };
    let plain = amount.plain(mark);
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, decimals) = rest.split_once(mark).unwrap_or((rest, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| frame.number(whole));
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{decimals}") }
}

/// How many of how many.
pub(crate) fn of_all(frame: &Frame, (all, done): (usize, usize)) -> String {
    frame.t2("count-of-all", ("done", &frame.number(count(done))), ("all", &frame.number(count(all))))
}

/// What stands in the list's address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    kommun: String,
    lage: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/initiativ")
            .with("q", &self.q)
            .with("kommun", &self.kommun)
            .with("lage", &self.lage)
            .with("sortering", &self.sortering)
    }

    fn filter(&self, directory: &app::Directory) -> InitiativeFilter {
        InitiativeFilter {
            search: self.q.clone(),
            organisation: directory.organisation_called(&self.kommun).map(|one| one.id),
            state: match self.lage.as_str() {
                "alla" => app::ANY_STATE.to_owned(),
                other => {
                    InitiativeState::from_code(other).map(|one| one.code().to_owned()).unwrap_or_default()
                }
            },
            case: None,
            solution: None,
            sort: match self.sortering.as_str() {
                "titel" => InitiativeSort::Title,
                "nasta" => InitiativeSort::Next,
                _ => InitiativeSort::Updated,
            },
        }
    }
}

/// The organisations to choose from in a filter.
pub(crate) fn organisations(frame: &Frame, directory: &app::Directory, chosen: &str) -> Vec<Choice> {
    let all = Choice::new("", frame.t("list-all"), chosen);
    let one = |organisation: &domain::organisation::Organisation| {
        Choice::new(&organisation.short_name, organisation.short_name.clone(), chosen)
    };
    std::iter::once(all).chain(directory.living().map(one)).collect()
}

fn table(frame: &Frame, rows: &[InitiativeRow]) -> Table {
    let mut table = Table::new(
        frame,
        frame.t("place-initiatives"),
        &[
            "initiative",
            "need-column-number",
            "need-column-state",
            "initiative-led-by",
            "initiative-next",
            "initiative-live",
            "initiative-measured",
        ],
    )
    .amounts(&[5, 6]);
    table.rows = rows.iter().map(|row| cells(frame, row)).collect();
    table
}

/// An initiative as a row.
pub(crate) fn cells(frame: &Frame, row: &InitiativeRow) -> Vec<Cell> {
    let one = &row.initiative;
    let next = match (one.next_step.as_str(), one.next_on) {
        ("", _) => Cell::text("–"),
        (step, Some(day)) if row.is_late => {
            Cell::own(step).note(frame.t1("initiative-should-have", "day", &frame.day(day)))
        }
        (step, Some(day)) => Cell::own(step).note(frame.day(day)),
        (step, None) => Cell::own(step),
    };
    vec![
        Cell::link(one.title.clone(), format!("/initiativ/{}", one.number)),
        Cell::text(one.number.to_string()),
        Cell::tag(frame.word("initiative-state", one.state.code()), colour(one.state)),
        Cell::text(row.organisation.clone()),
        next,
        Cell::text(of_all(frame, row.live)),
        Cell::text(of_all(frame, row.measured)),
    ]
}

/// The initiatives that introduce a solution, for the solution's page; none for who is not signed in, as on their own page.
pub(crate) async fn about_solution(
    state: &State,
    request: &Request,
    solution: SolutionId,
) -> Result<Section, AppError> {
    let frame = &request.frame;
    let mut section = Section::new("initiativ", frame.t("initiatives-of-solution"));
    if request.visitor.signed_in.is_none() {
        return Ok(section);
    }
    let filter = InitiativeFilter {
        solution: Some(solution),
        state: app::ANY_STATE.to_owned(),
        ..InitiativeFilter::default()
    };
    let found = state.app.list_initiatives(&request.visitor.actor, &filter, Page::new(1, ABOUT)).await?;
    section.table = Some(table(frame, &found.rows));
    Ok(section)
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let found = state.app.list_initiatives(&request.visitor.actor, &asked.filter(&directory), page).await;
    let found = found.map_err(failed)?;
    let address = asked.address();
    let heading = frame.t("place-initiatives");
    let mut view = ListView::new(
        frame,
        "/initiativ",
        heading,
        (&address, number, found.total),
        table(frame, &found.rows),
    );
    view.lead = frame.t("initiatives-lead");
    view.sub = places(frame);
    view.searched(&address, &asked.q);
    let organisation = ("kommun", frame.t("need-column-organisation"));
    view.filter(&address, organisation, organisations(frame, &directory, &asked.kommun));
    let going_on = Choice::new("", frame.t("initiatives-open"), &asked.lage);
    let any = Choice::new("alla", frame.t("list-all"), &asked.lage);
    let states = InitiativeState::ALL
        .iter()
        .map(|one| Choice::new(one.code(), frame.word("initiative-state", one.code()), &asked.lage));
    let states = std::iter::once(going_on).chain(states).chain(std::iter::once(any)).collect();
    view.filter(&address, ("lage", frame.t("need-column-state")), states);
    let orders = [("", "list-latest"), ("titel", "list-by-title"), ("nasta", "initiatives-by-next")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    view.empty = (frame.t("initiatives-none"), frame.t("initiatives-none-text"));
    Ok(view.page())
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let mut rows = Vec::new();
    for number in 1.. {
        let page = Page::new(number, FILE_ROWS);
        let found = state.app.list_initiatives(&request.visitor.actor, &asked.filter(&directory), page).await;
        let found = found.map_err(failed)?.rows;
        if found.is_empty() {
            break;
        }
        rows.extend(found);
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table(frame, &rows)))
}
