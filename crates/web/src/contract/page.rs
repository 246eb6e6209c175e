//! The page of a contract: what holds, what must be done next and when, who is in it, what it costs, and what has happened.

use app::contract::{ContractPage, CoveredRow};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::contract::{ContractState, OptionState};
use domain::number::Number;
use domain::solution::is_web_address;
use serde::Deserialize;

use super::{colour, last_day, left, reads};
use crate::State;
use crate::cost::money;
use crate::error::Failure;
use crate::form::{Errors, Pairs, Pressed, value};
use crate::frame::{Frame, upper_first};
use crate::reminder;
use crate::trail;
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::Request;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

pub(super) async fn read(state: &State, request: &Request, number: &str) -> Result<ContractPage, Failure> {
    reads(request)?;
    let number: Number = request.named(number)?;
    let read = state.app.read_contract(&request.visitor.actor, number).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

pub(super) fn crumbs(frame: &Frame) -> Vec<Link> {
    vec![Link::new("/losningar", frame.t("place-solutions")), Link::new("/avtal", frame.t("place-contracts"))]
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &number).await?;
    let frame = &request.frame;
    let told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "nytt" => frame.t("contract-told-added"),
        "sparat" => frame.t("case-told-saved"),
        "bekraftat" => frame.t("contract-told-confirmed"),
        "avslutat" => frame.t("contract-told-ended"),
        _ => String::new(),
    };
    Ok(whole(frame, &read, (told, Errors::default(), &Vec::new())))
}

/// Says that what stands there is still right.
pub(super) async fn confirm(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    reads(&request)?;
    let frame = &request.frame;
    let number: Number = request.named(&number)?;
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.confirm_contract(&request.visitor.actor, (number, pressed.version())).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/avtal/{number}?nytt=bekraftat")).into_response())
}

/// Ends the contract before its time.
pub(super) async fn end(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let shown = read(&state, &request, &number).await?;
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let of = (shown.row.contract.number, value(&sent, "version").parse().unwrap_or(0));
    let said = (value(&sent, "ended_on"), value(&sent, "reason"));
    match state.app.end_contract(&request.visitor.actor, of, said).await {
        Ok(()) => Ok(Redirect::to(&format!("/avtal/{}?nytt=avslutat", of.0)).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(whole(frame, &shown, (String::new(), errors, &sent)))
        }
    }
}

fn whole(frame: &Frame, read: &ContractPage, (told, errors, sent): (String, Errors, &Pairs)) -> Response {
    let (row, contract) = (&read.row, &read.row.contract);
    let number = contract.number.to_string();
    let mut view = View::new(frame, number.clone(), contract.facts.name.clone());
    view.is_own = true;
    view.crumbs = crumbs(frame);
    view.told = told;
    view.state = vec![
        Cell::tag(frame.word("contract-state", row.state.code()), colour(row.state)),
        Cell::text(frame.t1("contract-until", "day", &last_day(frame, row))),
        Cell::text(frame.t1("contract-kept-by", "organisation", &row.organisation)),
    ];
    if read.may_keep {
        view.actions = vec![Link::new(format!("/avtal/{number}/andra"), frame.t("contract-change"))];
    }
    view.sub.push(reminder::link(frame, &number));
    view.next = next(frame, read, &errors, sent);
    view.sections = vec![about(frame, read), days(frame, read), who(frame, read)];
    view.sections.extend(prices(frame, read));
    view.sections.extend(papers(frame, read));
    view.side = vec![age(frame, read)];
    view.history = trail::happenings(frame, &read.history);
    view.errors = errors;
    view.page()
}

/// What comes next, and what whoever keeps it can do.
fn next(frame: &Frame, read: &ContractPage, errors: &Errors, sent: &Pairs) -> Option<Section> {
    let mut section = Section::new("nasta", frame.t("contract-next"));
    match read.row.next {
        Some(next) => {
            let cell = Cell::text(frame.day(next.0)).note(left(frame, read.today, next.0));
            section.facts.push((upper_first(&frame.word("contract-turn", next.1.code())), cell));
        }
        None => section.note = frame.t("contract-no-next"),
    }
    if !read.may_keep {
        return Some(section);
    }
    let contract = &read.row.contract;
    let version = vec![("version".to_owned(), contract.version.to_string())];
    section.presses.push(Press {
        action: format!("/avtal/{}/bekrafta", contract.number),
        label: frame.t("contract-confirm"),
        sent: version.clone(),
        is_first: true,
        ..Press::default()
    });
    if read.row.state != ContractState::Ended {
        section.presses.push(Press {
            action: format!("/avtal/{}/avsluta", contract.number),
            label: frame.t("contract-end-early"),
            sent: version,
            fields: vec![
                Field::short("ended_on", frame.t("contract-ended-on"))
                    .help(frame.t("contract-day-help"))
                    .filled(sent, errors),
                Field::line("reason", frame.t("contract-ended-why")).filled(sent, errors),
            ],
            ..Press::default()
        });
    }
    Some(section)
}

fn about(frame: &Frame, read: &ContractPage) -> Section {
    let (row, facts) = (&read.row, &read.row.contract.facts);
    let mut section = Section::new("galler", frame.t("contract-facts"));
    section.facts = vec![
        (frame.t("contract-supplier"), Cell::own(facts.supplier.clone())),
        (frame.t("contract-kind"), Cell::text(frame.word("agreement", facts.kind.code()))),
    ];
    for (number, name) in &row.solutions {
        let cell = Cell::link(name.clone(), format!("/losningar/{number}")).note(number.to_string());
        section.facts.push((frame.t("contract-about"), cell));
    }
    if !facts.note.is_empty() {
        section.own.push(facts.note.clone());
    }
    section
}

/// When it begins and ends, with every option and notice day.
fn days(frame: &Frame, read: &ContractPage) -> Section {
    let (contract, facts) = (&read.row.contract, &read.row.contract.facts);
    let mut section = Section::new("dagar", frame.t("contract-days"));
    section.facts = vec![
        (frame.t("contract-starts"), Cell::text(frame.day(facts.starts))),
        (
            frame.t("contract-ends"),
            Cell::text(facts.ends.map_or_else(|| frame.t("contract-endless"), |day| frame.day(day))),
        ),
    ];
    if let Some(notice) = facts.notice {
        section.facts.push((frame.t("contract-notice"), Cell::text(frame.day(notice))));
    }
    if let Some(ended) = &contract.ended {
        let cell = Cell::text(frame.day(ended.on)).note(ended.reason.clone());
        section.facts.push((frame.t("contract-ended-on"), cell));
    }
    let label = frame.t("contract-options");
    let mut table = Table::new(
        frame,
        label,
        &["contract-option-until", "contract-option-call-by", "contract-option-state"],
    );
    for option in &facts.options {
        let late = option.state == OptionState::Open && option.call_by.is_some_and(|day| day < read.today);
        let call_by = option.call_by.map_or_else(|| "–".to_owned(), |day| frame.day(day));
        let call_by = Cell::text(call_by).late(late);
        table.rows.push(vec![
            Cell::text(frame.day(option.until)),
            if late { call_by.note(frame.t("contract-passed")) } else { call_by },
            Cell::text(frame.word("option-state", option.state.code())),
        ]);
    }
    section.table = Some(table);
    section
}

/// Who is in it, in words, and the way for the others.
fn who(frame: &Frame, read: &ContractPage) -> Section {
    let mut section = Section::new("omfattar", frame.t("contract-covered"));
    let route = read.row.contract.facts.route.code();
    section.note = frame.word("contract-route-means", route);
    let mut table = Table::new(
        frame,
        frame.t("contract-covered"),
        &["contract-organisation", "contract-covered-as", "contract-covered-until"],
    );
    for one in &read.row.covered {
        table.rows.push(vec![
            named(frame, one),
            Cell::text(frame.word("covered-as", one.standing.code())),
            Cell::text(one.until.map_or_else(|| "–".to_owned(), |day| frame.day(day)))
                .late(one.until.is_some_and(|day| day < read.today)),
        ]);
    }
    section.empty = frame.t("contract-nobody-covered");
    section.table = Some(table);
    section
}

fn named(frame: &Frame, one: &CoveredRow) -> Cell {
    let cell = Cell::text(one.organisation.clone());
    match &one.successor {
        Some(successor) => cell.note(frame.t1("contract-successor", "organisation", successor)),
        None => cell,
    }
}

fn prices(frame: &Frame, read: &ContractPage) -> Option<Section> {
    let facts = &read.row.contract.facts;
    let mut section = Section::new("pris", frame.t("contract-price"));
    if !facts.price_model.is_empty() {
        section.own.push(facts.price_model.clone());
    }
    let columns = ["contract-amount-label", "contract-amount", "contract-amount-per"];
    let mut table = Table::new(frame, frame.t("contract-price"), &columns).amounts(&[1]);
    for amount in &facts.amounts {
        table.rows.push(vec![
            Cell::own(amount.label.clone()),
            Cell::text(money(frame, amount.ore)),
            Cell::own(amount.per.clone()),
        ]);
    }
    section.table = Some(table);
    (!section.is_empty()).then_some(section)
}

fn papers(frame: &Frame, read: &ContractPage) -> Option<Section> {
    let mut section = Section::new("handlingar", frame.t("contract-documents"));
    // What is no address on the web never becomes a link.
    let documents = read.row.contract.facts.documents.iter().filter(|one| is_web_address(&one.url));
    section.links = documents.map(|one| Link::new(one.url.clone(), one.title.clone())).collect();
    (!section.links.is_empty()).then_some(section)
}

/// How old it is, and who sees it.
fn age(frame: &Frame, read: &ContractPage) -> Section {
    let contract = &read.row.contract;
    let mut section = Section::new("om", frame.t("contract-age"));
    let confirmed = Cell::text(frame.day_of(contract.confirmed));
    let confirmed = confirmed.note(read.confirmed_by.clone().unwrap_or_default());
    section.facts = vec![
        (frame.t("contract-confirmed"), confirmed),
        (frame.t("contract-keeper"), Cell::text(read.row.organisation.clone())),
        (frame.t("contract-block-seen"), Cell::text(frame.word("sharing", contract.sharing.code()))),
    ];
    section.note = frame.t("contract-never-public");
    section
}
