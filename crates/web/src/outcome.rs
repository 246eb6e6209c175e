//! What came of things: for the organisation acted for and for who asked, for a forum, and what each member gives and gets.

use app::outcome::{BalanceRow, ForumOutcome, NeedOutcome, OutcomePage};
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use domain::benefit::Outcome;
use domain::cost::Ore;
use domain::id::ForumId;
use domain::initiative::PartyRole;
use domain::number::Number;

use crate::State;
use crate::case::said;
use crate::cost::money;
use crate::error::Failure;
use crate::frame::{Frame, count};
use crate::initiative::{action_table, benefit_table, cells, colour, of_all, places, rollout_colour};
use crate::list::percent_encoded;
use crate::routes::Routes;
use crate::view::{Cell, Link, Section, Table, View};
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/uppfoljning", own)
        .get("/bidrag", balance)
        .get("/forum/{id}/utfall", of_forum)
        .get("/behov/{number}/utfall", of_need)
}

async fn own(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.own_outcome(&request.visitor.actor).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(
        frame,
        frame.t("place-outcome"),
        frame.t1("outcome-of", "organisation", &read.organisation),
    );
    view.lead = frame.t("outcome-lead");
    view.sub = places(frame);
    if !read.actions.is_empty() {
        let mut actions = Section::new("uppgifter", frame.t("outcome-my-actions"));
        actions.table = Some(action_table(frame, &read.actions));
        view.sections.push(actions);
    }
    view.sections.push(introductions(frame, &read));
    let mut benefits = Section::new("nyttor", frame.t("outcome-benefits"));
    benefits.note = frame.t("benefits-two-columns");
    benefits.table = Some(benefit_table(frame, frame.t("outcome-benefits"), &read.benefits));
    benefits.empty = frame.t("outcome-no-benefits");
    let all = format!("/nyttor?kommun={}", percent_encoded(&read.organisation));
    benefits.links.push(Link::new(all, frame.t("outcome-all-benefits")));
    view.sections.push(benefits);
    view.sections.push(costs(frame, &read));
    let mut needs = Section::new("behov", frame.t("outcome-my-needs"));
    needs.table = Some(needs_table(frame, &read.needs));
    needs.empty = frame.t("outcome-no-needs");
    view.sections.push(needs);
    Ok(view.page())
}

fn introductions(frame: &Frame, read: &OutcomePage) -> Section {
    let mut section = Section::new("inforanden", frame.t("outcome-rollouts"));
    let mut table = Table::new(
        frame,
        frame.t("outcome-rollouts"),
        &["initiative", "need-column-state", "rollout-live-on", "rollout-ended-on", "initiative-state"],
    );
    for one in &read.rollouts {
        let rollout = &one.rollout;
        let place = format!("/initiativ/{}/inforande/{}", one.initiative.number, rollout.party.organisation);
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "–".to_owned(), |day| frame.day(day));
        let late = rollout.live.is_none()
            && rollout.is_ahead()
            && rollout.planned.is_some_and(|planned| planned < read.today);
        let live = match (rollout.live, rollout.planned) {
            (None, Some(planned)) => {
                Cell::text(frame.t1("rollout-planned-on", "day", &frame.day(planned))).late(late)
            }
            (live, _) => Cell::text(day(live)),
        };
        table.rows.push(vec![
            Cell::link(one.initiative.title.clone(), place)
                .note(frame.word("party-role", rollout.party.role.code())),
            Cell::tag(frame.word("rollout-state", rollout.state.code()), rollout_colour(rollout.state)),
            live,
            Cell::text(day(rollout.ended)),
            Cell::tag(
                frame.word("initiative-state", one.initiative.state.code()),
                colour(one.initiative.state),
            ),
        ]);
    }
    section.table = Some(table);
    section.empty = frame.t("outcome-no-rollouts");
    section
}

/// Hours of own staff, from hundredths.
fn hours(frame: &Frame, hundredths: i64) -> String {
    frame.tn("portfolio-hours", (hundredths + 50).div_euclid(100))
}

fn costs(frame: &Frame, read: &OutcomePage) -> Section {
    let mut section = Section::new("kostnader", frame.t("outcome-costs"));
    section.note = frame.t("outcome-costs-help");
    let mut table = Table::new(
        frame,
        frame.t("outcome-costs"),
        &["case-column-case", "portfolio-money", "portfolio-work"],
    )
    .amounts(&[1, 2]);
    for cost in &read.costs {
        table.rows.push(vec![
            Cell::link(cost.case.title.clone(), format!("/arenden/{}/kostnad", cost.case.number)),
            Cell::text(money(frame, cost.money)),
            Cell::text(hours(frame, cost.hours)),
        ]);
    }
    if read.costs.len() > 1 {
        let sum = read.costs.iter().map(|cost| cost.money.0).sum();
        let worked = read.costs.iter().map(|cost| cost.hours).sum();
        table.rows.push(vec![
            Cell::text(frame.t("outcome-together")),
            Cell::text(money(frame, Ore(sum))),
            Cell::text(hours(frame, worked)),
        ]);
    }
    section.table = Some(table);
    section.empty = frame.t("outcome-no-costs");
    section
}

fn needs_table(frame: &Frame, needs: &[NeedOutcome]) -> Table {
    let mut table = Table::new(
        frame,
        frame.t("outcome-my-needs"),
        &["case-need", "case-column-standing", "outcome-led-to", "outcome-came"],
    );
    for one in needs {
        let standing = match &one.case {
            Some((case, stage)) => Cell::link(said(frame, stage), format!("/arenden/{}", case.number))
                .note(case.number.to_string()),
            None => Cell::text(frame.t("outcome-not-sent")),
        };
        let led = match one.initiatives.as_slice() {
            [] => Cell::text("–"),
            [first, ..] => {
                Cell::link(first.initiative.title.clone(), format!("/initiativ/{}", first.initiative.number))
                    .note(of_live(frame, first.live))
            }
        };
        table.rows.push(vec![
            Cell::link(one.need.facts.title.clone(), format!("/behov/{}/utfall", one.need.number))
                .note(one.need.number.to_string()),
            standing,
            led,
            came(frame, &one.benefits),
        ]);
    }
    table
}

fn of_live(frame: &Frame, live: (usize, usize)) -> String {
    frame.t1("outcome-used-in", "count", &of_all(frame, live))
}

/// What benefits came to, in one cell: the best that can be said, and of how many.
fn came(frame: &Frame, benefits: &[app::benefit::BenefitRow]) -> Cell {
    // The rows that are counted, where they are of one initiative.
    let rows =
        benefits.first().map(|row| format!("/initiativ/{}#nytta", row.initiative.0)).unwrap_or_default();
    let measured = benefits.iter().filter(|row| row.outcome != Outcome::Unmeasured);
    let reached = measured.clone().filter(|row| matches!(row.outcome, Outcome::Reached | Outcome::Partly));
    match (benefits.len(), measured.count(), reached.count()) {
        (0, ..) => Cell::text("–"),
        (all, 0, _) => Cell { is_own: false, ..Cell::link(frame.tn("outcome-to-measure", count(all)), rows) },
        (all, measured, reached) => {
            let text = frame.t2(
                "outcome-reached-of",
                ("reached", &frame.number(count(reached))),
                ("measured", &frame.number(count(measured))),
            );
            let all = frame.tn("outcome-benefits-in-all", count(all));
            Cell { is_own: false, ..Cell::link(text, rows) }.note(all)
        }
    }
}

async fn of_need(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number: Number = request.named(&number)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.outcome_of_need(&request.visitor.actor, number).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(frame, frame.t("outcome-what-became"), frame.t("outcome-what-became"));
    view.crumbs = vec![
        Link::new("/behov", frame.t("place-needs")),
        Link::new(format!("/behov/{number}"), read.need.facts.title.clone()),
    ];
    let mut way = Section::new("arende", frame.t("outcome-way"));
    match &read.case {
        Some((case, stage)) => {
            let address = format!("/arenden/{}", case.number);
            way.facts.push((frame.t("case-column-case"), Cell::link(case.title.clone(), address)));
            way.facts.push((frame.t("case-column-standing"), Cell::text(said(frame, stage))));
        }
        None => way.empty = frame.t("outcome-no-case"),
    }
    view.sections.push(way);
    let mut led = Section::new("initiativ", frame.t("outcome-led-to"));
    led.table = Some(initiative_table(frame, &read.initiatives));
    led.empty = frame.t("outcome-no-initiative");
    view.sections.push(led);
    let mut benefits = Section::new("nytta", frame.t("outcome-your-benefit"));
    benefits.note = frame.t("benefits-two-columns");
    benefits.table = Some(benefit_table(frame, frame.t("outcome-your-benefit"), &read.benefits));
    benefits.empty = frame.t("outcome-no-benefit-yet");
    view.sections.push(benefits);
    Ok(view.page())
}

/// Initiatives as rows.
pub(crate) fn initiative_table(frame: &Frame, rows: &[app::initiative::InitiativeRow]) -> Table {
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

async fn of_forum(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: ForumId = request.named(&id)?;
    let read = state.app.forum_outcome(&request.visitor.actor, id).await;
    let (forum, rows) = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(frame, frame.t("outcome-of-decisions"), frame.t("outcome-of-decisions"));
    view.crumbs =
        vec![Link::new("/forum", frame.t("forums")), Link::new(format!("/forum/{id}"), forum.name.clone())];
    view.lead = frame.t("outcome-forum-lead");
    let overdue = rows.iter().flat_map(|row| &row.benefits).filter(|row| row.is_overdue).count();
    if overdue > 0 {
        view.warnings.push(frame.tn("benefits-overdue", count(overdue)));
    }
    let mut decided = Section::new("beslut", frame.t("outcome-decided"));
    let mut table = Table::new(
        frame,
        frame.t("outcome-decided"),
        &["case-column-case", "outcome-decided-on", "case-column-standing", "outcome-led-to", "outcome-came"],
    );
    table.rows = rows.iter().map(|row| decision(frame, row)).collect();
    decided.table = Some(table);
    decided.empty = frame.t("outcome-none-decided");
    view.sections.push(decided);
    let late: Vec<_> =
        rows.iter().flat_map(|row| &row.benefits).filter(|row| row.is_overdue).cloned().collect();
    if !late.is_empty() {
        let mut section = Section::new("forsenat", frame.t("outcome-overdue"));
        section.note = frame.t("outcome-overdue-help");
        section.table = Some(benefit_table(frame, frame.t("outcome-overdue"), &late));
        view.sections.push(section);
    }
    Ok(view.page())
}

fn decision(frame: &Frame, row: &ForumOutcome) -> Vec<Cell> {
    let led = match row.initiatives.as_slice() {
        [] => Cell::text("–"),
        [first, ..] => {
            let address = format!("/initiativ/{}", first.initiative.number);
            Cell::link(first.initiative.title.clone(), address).note(of_live(frame, first.live))
        }
    };
    let decision = &row.decision.decision;
    vec![
        Cell::link(row.case.title.clone(), format!("/arenden/{}", row.case.number))
            .note(decision.reason.clone()),
        Cell::text(frame.day(decision.decided_on)).note(decision.reference.clone()),
        Cell::text(said(frame, &row.stage)),
        led,
        came(frame, &row.benefits),
    ]
}

async fn balance(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.balance(&request.visitor.actor).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(frame, frame.t("place-balance"), frame.t("place-balance"));
    view.sub = places(frame);
    view.lead = frame.t("balance-lead");
    let rows = read.as_ref().map(|read| read.rows.as_slice()).unwrap_or_default();
    let next: Vec<String> = rows.iter().filter(|row| row.is_next).map(|row| row.name.clone()).collect();
    let mut turn = Section::new("tur", frame.t("balance-turn"));
    turn.note = if next.is_empty() {
        frame.t("balance-nobodys-turn")
    } else {
        frame.t1("balance-could-lead", "organisations", &frame.list(&next))
    };
    let mut given = Section::new("balans", frame.t("balance-given"));
    given.note = frame.t("balance-help");
    let mut table = Table::new(
        frame,
        frame.t("balance-given"),
        &[
            "need-column-organisation",
            "balance-leads",
            "balance-pilots",
            "balance-follows",
            "balance-contributes",
            "balance-money",
            "balance-hours",
            "balance-benefits",
        ],
    )
    .amounts(&[1, 2, 3, 4, 5, 6, 7]);
    table.rows = rows.iter().map(|row| balance_cells(frame, row)).collect();
    given.table = Some(table);
    given.empty = frame.t("balance-none");
    view.sections = vec![turn, given];
    Ok(view.page())
}

fn balance_cells(frame: &Frame, row: &BalanceRow) -> Vec<Cell> {
    let opens = |text: String, address: String| Cell { is_own: false, ..Cell::link(text, address) };
    let named = percent_encoded(&row.name);
    let all = format!("/initiativ?kommun={named}&lage=alla");
    let number = |at: usize| match row.roles.get(at).copied().unwrap_or(0) {
        0 => Cell::text("0"),
        led => opens(frame.number(count(led)), all.clone()),
    };
    let about = |amount: i64, text: String| {
        if amount == 0 { Cell::text("–") } else { Cell::text(frame.t1("balance-about", "amount", &text)) }
    };
    let places: Vec<usize> = PartyRole::ALL.iter().enumerate().map(|(at, _)| at).collect();
    let name = Cell::text(row.name.clone());
    let mut cells = vec![name];
    cells.extend(places.into_iter().map(number));
    cells.push(about(row.money, money(frame, Ore(row.money * 100))));
    cells.push(about(row.hours, frame.tn("portfolio-hours", row.hours)));
    let come = of_all(frame, (row.benefits.1, row.benefits.0));
    cells.push(opens(come, format!("/nyttor?kommun={named}")));
    cells
}
