//! Disposal (gallring): what the rules would dispose of now, with files; the rules; decisions, and carrying them out; and what is answered
//! where a record stood.

use app::AppError;
use app::disposal::{DisposalPage, RuleRow};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::disposal::{Disposable, Disposal, DisposalRule, DisposalState, DisposedKind};
use domain::number::Number;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, gone};
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, TableFile, paged};
use crate::routes::Routes;
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Press, Section, Table, View, file_of};
use crate::visitor::Request;

const PATH: &str = "/gallring";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/gallring", list)
        .get("/gallring.csv", list)
        .get("/gallring.xlsx", list)
        .get("/gallring/regler", rules)
        .get("/gallring/regel", rule_form)
        .post("/gallring/regel", change_rule)
        .get("/gallring/beslut", decisions)
        .get("/gallring/beslut/nytt", decision_form)
        .post("/gallring/beslut/nytt", decide)
        .get("/gallring/beslut/{id}", page)
        .post("/gallring/beslut/{id}/utfor", carry_out)
        .post("/gallring/beslut/{id}/aterta", take_back)
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

fn signed_in(request: &Request) -> Result<(), Failure> {
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(request.frame.clone()));
    }
    Ok(())
}

/// What stands where a record was that has been disposed of; nothing for who could not read it.
pub(crate) async fn answer(state: &State, request: &Request, number: Number) -> Option<Response> {
    let frame = &request.frame;
    let by = state.app.disposed_by(&request.visitor.actor, number).await.ok().flatten()?;
    let values = [
        ("number", number.to_string().into()),
        ("reference", by.reference.into()),
        ("day", frame.day(by.decided_on).into()),
    ];
    Some(gone(frame, frame.texts().text_with("disposal-gone", &values)))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    slag: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn narrowed(&self, mut rows: Vec<Disposable>) -> Vec<Disposable> {
        let kind = DisposedKind::from_code(&self.slag);
        let words: Vec<String> = self.q.to_lowercase().split_whitespace().map(str::to_owned).collect();
        rows.retain(|row| {
            let text = format!("{} {}", row.number, row.title).to_lowercase();
            kind.is_none_or(|kind| row.kind == kind) && words.iter().all(|word| text.contains(word))
        });
        if self.sortering == "nummer" {
            rows.sort_by(|one, other| (&one.number, one.kind).cmp(&(&other.number, other.kind)));
        } else {
            rows.sort_by(|one, other| (one.closed, &one.number).cmp(&(other.closed, &other.number)));
        }
        rows
    }
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let all = state.app.would_dispose(&request.visitor.actor).await.map_err(failed(frame))?;
    let is_any = !all.is_empty();
    let rows = asked.narrowed(all);
    if frame.here.split('?').next().is_some_and(|path| path != PATH) {
        let (kind, day) = (TableFile::asked(frame), state.app.clock().now().day());
        return kind.answer(frame, "gallring", day, file_of(kind, "gallring", &table(frame, &rows)));
    }
    let kind = DisposedKind::from_code(&asked.slag).map_or("", DisposedKind::code);
    let order = if asked.sortering == "nummer" { "nummer" } else { "" };
    let search: String = asked.q.trim().chars().take(200).collect();
    let address = Address::of(PATH).with("q", &search).with("slag", kind).with("sortering", order);
    let (shown, page, total) = paged(rows, &asked.sida);
    let place = (&address, page, total);
    let mut view = ListView::new(frame, PATH, frame.t("disposal"), place, table(frame, &shown));
    view.lead = frame.t("disposal-lead");
    if is_any {
        view.actions.push(Link::new("/gallring/beslut/nytt", frame.t("disposal-new")));
    }
    view.sub = sub(frame);
    view.searched(&address, &search);
    let mut kinds = vec![Choice::new("", frame.t("disposal-all-kinds"), kind)];
    kinds.extend(
        DisposedKind::ALL
            .iter()
            .map(|one| Choice::new(one.code(), frame.word("disposed-kind", one.code()), kind)),
    );
    view.filter(&address, ("slag", frame.t("disposal-kind")), kinds);
    let orders = vec![
        Choice::new("", frame.t("disposal-by-day"), order),
        Choice::new("nummer", frame.t("disposal-by-number"), order),
    ];
    view.filter(&address, ("sortering", frame.t("solution-order")), orders);
    view.empty = (frame.t("disposal-none"), frame.t("disposal-none-text"));
    Ok(view.page())
}

fn sub(frame: &Frame) -> Vec<Link> {
    vec![
        Link::new("/gallring/regler", frame.t("disposal-rules")),
        Link::new("/gallring/beslut", frame.t("disposal-decisions")),
    ]
}

/// Where a record stands.
fn place(row: &Disposable) -> Option<String> {
    let number: Number = row.number.parse().ok()?;
    let path = match row.kind {
        DisposedKind::Need => "/behov",
        DisposedKind::Case => "/arenden",
        DisposedKind::Initiative => "/initiativ",
        // Comments are on needs and cases.
        DisposedKind::Comment if number.series == domain::number::Series::Case => "/arenden",
        DisposedKind::Comment => "/behov",
        DisposedKind::Notice | DisposedKind::Letter | DisposedKind::Session => return None,
    };
    Some(format!("{path}/{number}"))
}

/// What could be disposed of. A case can be taken out as a package before.
fn table(frame: &Frame, rows: &[Disposable]) -> Table {
    let keys = [
        "disposal-record",
        "disposal-kind",
        "disposal-title",
        "disposal-closed",
        "disposal-count",
        "package",
    ];
    let mut table = Table::new(frame, frame.t("disposal"), &keys).amounts(&[4]);
    table.rows.extend(rows.iter().map(|row| {
        let first = match place(row) {
            Some(address) => Cell::link(row.number.clone(), address),
            None => Cell::text(frame.word("disposed-kind", row.kind.code())),
        };
        let package = match row.kind {
            DisposedKind::Case => {
                Cell::link(frame.t("disposal-package"), format!("/arenden/{}#paket", row.number))
            }
            DisposedKind::Need
            | DisposedKind::Initiative
            | DisposedKind::Comment
            | DisposedKind::Notice
            | DisposedKind::Letter
            | DisposedKind::Session => Cell::default(),
        };
        vec![
            first,
            Cell::text(frame.word("disposed-kind", row.kind.code())),
            Cell::own(row.title.clone()),
            Cell::text(frame.day(row.closed)),
            Cell::text(frame.number(row.count)),
            package,
        ]
    }));
    table
}

fn crumbs(frame: &Frame) -> Vec<Link> {
    vec![Link::new(PATH, frame.t("disposal"))]
}

async fn rules(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let actor = &request.visitor.actor;
    let rows = state.app.disposal_rules(actor).await.map_err(failed(frame))?;
    let may_change = state.app.may_change_disposal_rules(actor);
    let mut view = View::new(frame, frame.t("disposal-rules"), frame.t("disposal-rules"));
    view.crumbs = crumbs(frame);
    view.lead = frame.t("disposal-rules-lead");
    let keys = ["disposal-kind", "disposal-kept", "disposal-note", "disposal-said-by", "disposal-change"];
    let mut table = Table::new(frame, frame.t("disposal-rules"), &keys);
    table.rows.extend(rows.iter().map(|row| {
        let rule = &row.rule;
        let by = match &row.person {
            Some(person) => Cell::own(person.clone()).note(frame.day_of(rule.at)),
            None if rule.revision == 0 => Cell::tag(frame.t("disposal-proposal"), "info"),
            None => Cell::text(frame.day_of(rule.at)),
        };
        let change = if may_change {
            let address = format!("/gallring/regel?slag={}", rule.kind.code());
            Cell { address: Some(address), ..Cell::text(frame.t("disposal-change")) }
        } else {
            Cell::default()
        };
        vec![
            Cell::text(frame.word("disposed-kind", rule.kind.code())),
            Cell::text(kept(frame, rule)),
            Cell::own(rule.note.clone()),
            by,
            change,
        ]
    }));
    let mut section = Section::new("regler", frame.t("disposal-kept-how-long"));
    section.table = Some(table);
    view.sections.push(section);
    Ok(view.page())
}

fn kept(frame: &Frame, rule: &DisposalRule) -> String {
    rule.months.map_or_else(
        || frame.t("disposal-kept-for-good"),
        |months| frame.tn("disposal-months", i64::from(months)),
    )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OfKind {
    slag: String,
}

/// The rule that is asked for.
async fn asked_rule(state: &State, request: &Request, code: &str) -> Result<RuleRow, Failure> {
    signed_in(request)?;
    let frame = &request.frame;
    let actor = &request.visitor.actor;
    let kind = DisposedKind::from_code(code).ok_or_else(|| failed(frame)(AppError::NotFound))?;
    if !state.app.may_change_disposal_rules(actor) {
        return Err(failed(frame)(AppError::Denied));
    }
    let rows = state.app.disposal_rules(actor).await.map_err(failed(frame))?;
    rows.into_iter().find(|row| row.rule.kind == kind).ok_or_else(|| failed(frame)(AppError::NotFound))
}

fn rule_page(frame: &Frame, rule: &DisposalRule, (sent, errors): (&Pairs, &Errors)) -> Response {
    let fields = vec![
        Field::short("months", frame.t("disposal-months-field"))
            .help(frame.t("disposal-months-help"))
            .optional()
            .filled(sent, errors),
        Field::area("note", frame.t("disposal-note"), 3).filled(sent, errors),
    ];
    FormPage {
        frame,
        errors,
        crumbs: vec![
            Link::new(PATH, frame.t("disposal")),
            Link::new("/gallring/regler", frame.t("disposal-rules")),
        ],
        heading: frame.word("disposed-kind", rule.kind.code()),
        lead: frame.t("disposal-rule-lead"),
        warning: String::new(),
        action: "/gallring/regel".to_owned(),
        hidden: vec![
            ("slag".to_owned(), rule.kind.code().to_owned()),
            ("version".to_owned(), rule.revision.to_string()),
        ],
        groups: vec![Group::plain(fields)],
        submit: frame.t("disposal-save"),
        back: Link::new("/gallring/regler", frame.t("disposal-back")),
    }
    .page()
}

async fn rule_form(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<OfKind>, QueryRejection>,
) -> Result<Response, Failure> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let rule = asked_rule(&state, &request, &asked.slag).await?.rule;
    let months = rule.months.map(|months| months.to_string()).unwrap_or_default();
    let sent = vec![("months".to_owned(), months), ("note".to_owned(), rule.note.clone())];
    Ok(rule_page(&request.frame, &rule, (&sent, &Errors::default())))
}

async fn change_rule(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let sent = sent.map(|Form(sent)| sent).unwrap_or_default();
    let rule = asked_rule(&state, &request, value(&sent, "slag")).await?.rule;
    let of = (rule.kind, value(&sent, "version").parse().unwrap_or(-1));
    let written = (value(&sent, "months"), value(&sent, "note"));
    let done = state.app.change_disposal_rule(&request.visitor.actor, of, written).await;
    answered(&request.frame, done.map(|()| "/gallring/regler".to_owned()), |errors| {
        rule_page(&request.frame, &rule, (&sent, &errors))
    })
}

async fn decisions(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let found = state.app.disposals(&request.visitor.actor).await.map_err(failed(frame))?;
    let mut view = View::new(frame, frame.t("disposal-decisions"), frame.t("disposal-decisions"));
    view.crumbs = crumbs(frame);
    view.lead = frame.t("disposal-decisions-lead");
    let keys = ["disposal-reference", "disposal-decided-on", "disposal-state"];
    let mut table = Table::new(frame, frame.t("disposal-decisions"), &keys);
    table.rows.extend(found.iter().map(|one| {
        vec![
            Cell::link(one.reference.clone(), format!("/gallring/beslut/{}", one.id)),
            Cell::text(frame.day(one.decided_on)),
            standing(frame, one),
        ]
    }));
    let mut section = Section::new("beslut", frame.t("disposal-decisions"));
    section.table = Some(table);
    section.empty = frame.t("disposal-decisions-none");
    view.sections.push(section);
    Ok(view.page())
}

fn standing(frame: &Frame, one: &Disposal) -> Cell {
    let colour = match one.state {
        DisposalState::Proposed => "warning",
        DisposalState::Done => "success",
        DisposalState::TakenBack => "neutral",
    };
    Cell::tag(frame.word("disposal-state", one.state.code()), colour)
}

fn decision_page(frame: &Frame, records: usize, (sent, errors): (&Pairs, &Errors)) -> Response {
    let fields = vec![
        Field::line("reference", frame.t("disposal-reference"))
            .help(frame.t("disposal-reference-help"))
            .filled(sent, errors),
        Field::short("decided_on", frame.t("disposal-decided-on"))
            .help(frame.t("disposal-decided-on-help"))
            .filled(sent, errors),
    ];
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame),
        heading: frame.t("disposal-new"),
        lead: frame.t("disposal-new-lead"),
        warning: frame.tn("disposal-would", count(records)),
        action: "/gallring/beslut/nytt".to_owned(),
        hidden: Vec::new(),
        groups: vec![Group::plain(fields)],
        submit: frame.t("disposal-propose"),
        back: Link::new(PATH, frame.t("disposal-back")),
    }
    .page()
}

async fn decision_form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let rows = state.app.would_dispose(&request.visitor.actor).await.map_err(failed(frame))?;
    Ok(decision_page(frame, rows.len(), (&Vec::new(), &Errors::default())))
}

async fn decide(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let actor = &request.visitor.actor;
    let sent = sent.map(|Form(sent)| sent).unwrap_or_default();
    let rows = state.app.would_dispose(actor).await.map_err(failed(frame))?;
    let written = (value(&sent, "reference"), value(&sent, "decided_on"));
    let done = state.app.propose_disposal(actor, written).await;
    answered(frame, done.map(|one| format!("/gallring/beslut/{}", one.id)), |errors| {
        decision_page(frame, rows.len(), (&sent, &errors))
    })
}

/// The disposal that an address names.
async fn read(state: &State, request: &Request, id: &str) -> Result<DisposalPage, Failure> {
    let found = state.app.read_disposal(&request.visitor.actor, request.named(id)?).await;
    found.map_err(failed(&request.frame))
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &id).await?;
    let frame = &request.frame;
    let one = &read.disposal;
    let mut view = View::new(frame, one.reference.clone(), one.reference.clone());
    view.is_own = true;
    view.crumbs = vec![
        Link::new(PATH, frame.t("disposal")),
        Link::new("/gallring/beslut", frame.t("disposal-decisions")),
    ];
    view.state = vec![standing(frame, one), Cell::text(frame.day(one.decided_on))];
    let mut next = Section::new("nasta", frame.t("need-next"));
    next.facts.push((frame.t("disposal-proposed-by"), Cell::own(read.proposed_by.clone())));
    if let Some(by) = &read.done_by {
        next.facts.push((frame.t("disposal-done-by"), Cell::own(by.clone())));
    }
    if one.state == DisposalState::Proposed {
        next.note = frame.t(if read.may_carry_out { "disposal-carry-out-note" } else { "disposal-another" });
        let press = |way: &str, label: String| Press {
            action: format!("/gallring/beslut/{}/{way}", one.id),
            label,
            sent: vec![("version".to_owned(), one.version.to_string())],
            ..Press::default()
        };
        if read.may_carry_out {
            next.presses.push(Press { is_first: true, ..press("utfor", frame.t("disposal-carry-out")) });
        }
        next.presses.push(press("aterta", frame.t("disposal-take-back")));
    }
    view.next = Some(next);
    let mut section = Section::new("poster", frame.t("disposal-items"));
    let keys = ["disposal-record", "disposal-kind", "disposal-closed", "disposal-count", "disposal-emptied"];
    let mut table = Table::new(frame, frame.t("disposal-items"), &keys).amounts(&[3]);
    table.rows.extend(read.items.iter().map(|(row, is_emptied)| {
        let kind = frame.word("disposed-kind", row.kind.code());
        vec![
            Cell::text(if row.number.is_empty() { kind.clone() } else { row.number.clone() }),
            Cell::text(kind),
            Cell::text(frame.day(row.closed)),
            Cell::text(frame.number(row.count)),
            Cell::text(frame.t(if *is_emptied { "disposal-is-emptied" } else { "disposal-not-emptied" })),
        ]
    }));
    section.table = Some(table);
    view.sections.push(section);
    Ok(view.page())
}

fn pressed(
    request: &Request,
    id: &str,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<(domain::id::DisposalId, i64), Failure> {
    let id = request.named(id)?;
    let Ok(Form(sent)) = sent else { return Err(Failure::unreadable_form(request.frame.clone())) };
    Ok((id, value(&sent, "version").parse().unwrap_or(0)))
}

async fn carry_out(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let of = pressed(&request, &id, sent)?;
    let done = state.app.carry_out_disposal(&request.visitor.actor, of).await;
    done.map_err(failed(&request.frame))?;
    Ok(Redirect::to(&format!("/gallring/beslut/{}", of.0)).into_response())
}

async fn take_back(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let of = pressed(&request, &id, sent)?;
    state.app.take_disposal_back(&request.visitor.actor, of).await.map_err(failed(&request.frame))?;
    Ok(Redirect::to(&format!("/gallring/beslut/{}", of.0)).into_response())
}
