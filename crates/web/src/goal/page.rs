//! One goal: what it means, how its indicators stand, and what serves it.

use app::AppError;
use app::goal::{GoalPage, IndicatorInput, IndicatorRow, ReadingInput, Served, Serving};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::goal::PointerKind;
use serde::Deserialize;

use super::serving::{address_of, kind_of};
use super::{colour, fields_of, places};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::initiative::quantity;
use crate::list::Choice;
use crate::trail;
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::Request;

pub(super) async fn read(state: &State, request: &Request, id: &str) -> Result<GoalPage, Failure> {
    let id = request.named(id)?;
    let read = state.app.read_goal(&request.visitor.actor, id).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

/// A form on the page that was sent and is not accepted: which, and what.
type Sent<'a> = Option<(&'a str, &'a Pairs, &'a Errors)>;

fn of_form<'a>(sent: Sent<'a>, form: &str) -> Option<(&'a Pairs, &'a Errors)> {
    sent.filter(|(which, ..)| *which == form).map(|(_, pairs, errors)| (pairs, errors))
}

/// The fields of an indicator.
fn indicator_fields(frame: &Frame, of: Option<&IndicatorRow>) -> Vec<Field> {
    let of = of.map(|row| &row.indicator);
    let plain =
        |amount: Option<domain::quantity::Quantity>| amount.map(|one| one.plain(',')).unwrap_or_default();
    vec![
        Field::line("indicator", frame.t("indicator-name"))
            .help(frame.t("indicator-name-help"))
            .value(of.map(|one| one.name.clone()).unwrap_or_default()),
        Field::short("unit", frame.t("indicator-unit"))
            .value(of.map(|one| one.unit.clone()).unwrap_or_default()),
        Field::short("baseline", frame.t("indicator-baseline")).value(plain(of.map(|one| one.baseline))),
        Field::short("target", frame.t("indicator-target")).value(plain(of.map(|one| one.target))),
        Field::short("target_on", frame.t("indicator-target-on"))
            .help(frame.t("contract-day-help"))
            .value(of.map(|one| one.target_on.to_string()).unwrap_or_default()),
    ]
}

fn indicator(frame: &Frame, at: usize, (page, row): (&GoalPage, &IndicatorRow), sent: Sent<'_>) -> Section {
    let (one, address) = (&row.indicator, format!("/mal/{}", page.row.goal.id));
    let mut section = Section::new(&format!("matt_{at}"), frame.t1("indicator-of", "name", &one.name));
    let amount = |value| format!("{} {}", quantity(frame, value), one.unit);
    let latest = row.readings.first();
    section.facts = vec![
        (
            frame.t("goal-progress"),
            Cell::tag(frame.word("progress", row.progress.code()), colour(row.progress)),
        ),
        (
            frame.t("indicator-latest"),
            Cell::own(latest.map_or_else(|| "–".to_owned(), |last| amount(last.value))),
        ),
        (frame.t("indicator-baseline"), Cell::own(amount(one.baseline))),
        (
            frame.t("indicator-target"),
            Cell::own(amount(one.target)).note(frame.t1("indicator-by", "day", &frame.day(one.target_on))),
        ),
    ];
    let mut table = Table::new(
        frame,
        frame.t1("indicator-of", "name", &one.name),
        &["indicator-day", "indicator-value", "indicator-source"],
    )
    .amounts(&[1]);
    for reading in &row.readings {
        table.rows.push(vec![
            Cell::text(frame.day(reading.day)),
            Cell::own(amount(reading.value)),
            Cell::own(reading.source.clone()),
        ]);
    }
    section.table = Some(table);
    if page.row.may_keep {
        let id = one.id.to_string();
        let form = format!("matning_{at}");
        section.presses.push(Press {
            action: format!("{address}/matning#{}", section.id),
            label: frame.t("indicator-measure"),
            about: one.name.clone(),
            sent: vec![("matt".to_owned(), id.clone())],
            fields: fields_of(
                vec![
                    Field::short("value", frame.t1("indicator-value-in", "unit", &one.unit)),
                    Field::short("on", frame.t("indicator-day")).help(frame.t("contract-day-help")),
                    Field::line("source", frame.t("indicator-source")).help(frame.t("indicator-source-help")),
                ],
                &form,
                of_form(sent, &form),
            ),
            ..Press::default()
        });
        let form = format!("andra_{at}");
        section.presses.push(Press {
            action: format!("{address}/matt"),
            label: frame.t("indicator-change"),
            about: one.name.clone(),
            sent: vec![("matt".to_owned(), id), ("version".to_owned(), one.version.to_string())],
            fields: fields_of(indicator_fields(frame, Some(row)), &form, of_form(sent, &form)),
            ..Press::default()
        });
    }
    section
}

fn served(frame: &Frame, page: &GoalPage, sent: Sent<'_>) -> Section {
    let address = format!("/mal/{}", page.row.goal.id);
    let mut section = Section::new("bidrag", frame.t("serving"));
    section.note = frame.t("serving-help");
    let keys = ["serving-name", "serving-kind", "goal-owner", "serving-away"];
    let is_any = page.serving.iter().any(|one| one.may_point);
    let keys = if is_any { &keys[..] } else { &keys[..3] };
    let mut table = Table::new(frame, frame.t("serving"), keys);
    for one in &page.serving {
        let mut cells = vec![
            Cell::link(one.title.clone(), address_of(one)),
            Cell::text(kind_of(frame, one)),
            Cell::text(one.organisation.clone()),
        ];
        if is_any {
            let away = Press {
                action: format!("{address}/bidrag/bort"),
                label: frame.t("serving-take-away"),
                about: one.title.clone(),
                sent: vec![
                    ("slag".to_owned(), one.kind.code().to_owned()),
                    ("vad".to_owned(), one.subject.clone()),
                ],
                ..Press::default()
            };
            cells.push(if one.may_point { Cell::press(away) } else { Cell::text("–") });
        }
        table.rows.push(cells);
    }
    section.table = Some(table);
    section.empty = frame.t("serving-nobody");
    if !page.others.is_empty() {
        section.presses.push(Press {
            action: format!("{address}/bidrag#bidrag"),
            label: frame.t("serving-add"),
            fields: fields_of(
                vec![Field::line("number", frame.t("serving-number")).help(frame.t("serving-number-help"))],
                "nummer",
                of_form(sent, "nummer"),
            ),
            ..Press::default()
        });
        let choices: Vec<_> = page
            .others
            .iter()
            .filter(|one| matches!(one.kind, PointerKind::Benefit | PointerKind::Intervention))
            .map(|one: &Serving| {
                Choice::new(&one.subject, format!("{}: {}", kind_of(frame, one), one.title), "")
            })
            .collect();
        if !choices.is_empty() {
            section.presses.push(Press {
                action: format!("{address}/bidrag#bidrag"),
                label: frame.t("serving-add-chosen"),
                fields: fields_of(
                    vec![Field::select("chosen", frame.t("serving-chosen"), choices)],
                    "valt",
                    of_form(sent, "valt"),
                ),
                ..Press::default()
            });
        }
    }
    section
}

fn one(request: &Request, page: &GoalPage, told: String, sent: Sent<'_>) -> Response {
    let frame = &request.frame;
    let goal = &page.row.goal;
    let mut view = View::new(frame, goal.title.clone(), goal.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/mal", frame.t("place-goals"))];
    view.sub = places(frame);
    view.told = told;
    view.errors = sent.map(|(.., errors)| errors.clone()).unwrap_or_default();
    if let Some(day) = goal.ended {
        view.warnings = vec![frame.t1("goal-ended-on", "day", &frame.day(day))];
    }
    if page.row.may_keep {
        view.actions = vec![Link::new(format!("/mal/{}/andra", goal.id), frame.t("goal-change"))];
    }
    if !goal.description.is_empty() {
        let mut means = Section::new("betyder", frame.t("goal-description"));
        means.own.push(goal.description.clone());
        view.sections.push(means);
    }
    for (at, row) in page.row.indicators.iter().enumerate() {
        view.sections.push(indicator(frame, at, (page, row), sent));
    }
    let mut measures = Section::new("matt", frame.t("goal-indicators"));
    if page.row.indicators.is_empty() {
        measures.empty = frame.t("goal-no-indicator-text");
    }
    if page.row.may_keep {
        measures.presses.push(Press {
            action: format!("/mal/{}/matt", goal.id),
            label: frame.t("indicator-new"),
            fields: fields_of(indicator_fields(frame, None), "nytt", of_form(sent, "nytt")),
            ..Press::default()
        });
    }
    if page.row.may_keep || page.row.indicators.is_empty() {
        view.sections.push(measures);
    }
    view.sections.push(served(frame, page, sent));
    let mut about = Section::new("om", frame.t("goal-about"));
    about.facts = vec![
        (frame.t("goal-collaboration"), Cell::own(page.row.collaboration.clone())),
        (frame.t("goal-owner"), Cell::text(page.row.organisation.clone())),
        (frame.t("goal-changed"), Cell::text(frame.day_of(goal.updated))),
    ];
    about.links = vec![Link::new("/mal/bild", frame.t("goal-picture"))];
    view.side = vec![about];
    view.history = trail::happenings(frame, &page.history);
    view.page()
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "skrivet" => request.frame.t("goal-told-written"),
        "sparat" => request.frame.t("case-told-saved"),
        _ => String::new(),
    };
    Ok(one(&request, &page, told, None))
}

/// What a form of the page is answered with.
fn back(
    request: &Request,
    page: &GoalPage,
    done: Result<(), AppError>,
    (form, sent): (&str, &Pairs),
) -> Result<Response, Failure> {
    let on = done.map(|()| format!("/mal/{}?nytt=sparat", page.row.goal.id));
    answered(&request.frame, on, |errors| one(request, page, String::new(), Some((form, sent, &errors))))
}

/// The place of the indicator that was meant, among those of the page.
fn place_of(page: &GoalPage, id: &str) -> Option<usize> {
    page.row.indicators.iter().position(|row| row.indicator.id.to_string() == id)
}

pub(super) async fn set_indicator(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let input = IndicatorInput {
        name: text("indicator"),
        unit: text("unit"),
        baseline: text("baseline"),
        target: text("target"),
        target_on: text("target_on"),
    };
    let place = place_of(&page, value(&sent, "matt"));
    let changed = match (place.and_then(|at| page.row.indicators.get(at)), value(&sent, "matt")) {
        (Some(row), _) => Some((row.indicator.id, value(&sent, "version").parse().unwrap_or(0))),
        (None, "") => None,
        (None, _) => return Err(Failure::page(AppError::NotFound, request.frame.clone())),
    };
    let done = state.app.set_indicator(&request.visitor.actor, page.row.goal.id, changed, input).await;
    let which = place.map_or_else(|| "nytt".to_owned(), |at| format!("andra_{at}"));
    back(&request, &page, done, (&which, &sent))
}

pub(super) async fn measure(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let input = ReadingInput { value: text("value"), on: text("on"), source: text("source") };
    let place = place_of(&page, value(&sent, "matt"));
    let found = place.and_then(|at| Some((at, page.row.indicators.get(at)?)));
    let Some((at, row)) = found else {
        return Err(Failure::page(AppError::NotFound, request.frame.clone()));
    };
    let of = (page.row.goal.id, row.indicator.id);
    let done = state.app.measure_goal(&request.visitor.actor, of, input).await;
    back(&request, &page, done, (&format!("matning_{at}"), &sent))
}

pub(super) async fn serve(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let (which, served) = match value(&sent, "chosen") {
        "" => ("nummer", Served::Numbered(value(&sent, "number").to_owned())),
        id => ("valt", Served::Chosen(id.to_owned())),
    };
    let done = state.app.serve_goal(&request.visitor.actor, page.row.goal.id, &served).await;
    back(&request, &page, done, (which, &sent))
}

pub(super) async fn serve_no_more(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let page = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let kind = PointerKind::from_code(value(&sent, "slag"));
    let Some(kind) = kind else { return Err(Failure::page(AppError::NotFound, request.frame.clone())) };
    let served = Served::Known(kind, value(&sent, "vad").to_owned());
    let done = state.app.serve_goal_no_more(&request.visitor.actor, page.row.goal.id, &served).await;
    back(&request, &page, done, ("nummer", &sent))
}
