//! A benefit: what is hoped for, what has been measured, and the one form that measures it.

use app::AppError;
use app::benefit::{BenefitInput, BenefitPage, MeasurementInput};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::benefit::{BenefitKind, Confidence};
use domain::id::BenefitId;
use domain::number::Number;

use super::form::{people, words};
use super::page::{Just, address, crumbs, read as read_initiative, told};
use super::{came, outcome_colour, quantity};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::view::{Cell, Field, FormPage, Group, Link, Press, Section, Table, View, days};
use crate::visitor::Request;

async fn read(state: &State, request: &Request, (number, id): (&str, &str)) -> Result<BenefitPage, Failure> {
    let frame = &request.frame;
    let (number, id): (Number, BenefitId) = (request.named(number)?, request.named(id)?);
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.read_benefit(&request.visitor.actor, number, id).await;
    read.map_err(|error| Failure::page(error, frame.clone()))
}

/// The same for who keeps it.
async fn to_keep(state: &State, request: &Request, of: (&str, &str)) -> Result<BenefitPage, Failure> {
    let read = read(state, request, of).await?;
    if read.may_keep { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

fn place(read: &BenefitPage) -> String {
    format!("{}/nyttor/{}", address(read.initiative.number), read.row.benefit.id)
}

/// The colour that goes with how sure something is; the words say the same.
const fn sure_colour(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Green => "success",
        Confidence::Yellow => "warning",
        Confidence::Red => "danger",
    }
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, (&number, &id)).await?;
    let told = told(&request.frame, just);
    Ok(shown(&request.frame, &read, told, &Pairs::new(), Errors::default()))
}

fn shown(frame: &Frame, read: &BenefitPage, told: String, sent: &Pairs, errors: Errors) -> Response {
    let (row, benefit) = (&read.row, &read.row.benefit);
    let mut view = View::new(frame, frame.t("benefit"), benefit.indicator.clone());
    view.is_own = true;
    view.crumbs = crumbs(frame, read.initiative.number, &read.initiative.title);
    view.told = told;
    view.state = vec![
        Cell::tag(came(frame, benefit, row.outcome), outcome_colour(row.outcome)),
        Cell::text(row.organisation.clone()),
        Cell::text(frame.word("benefit-kind", benefit.kind.code())),
    ];
    if benefit.is_negative {
        view.state.push(Cell::text(frame.t("benefit-is-negative")));
    }
    if read.may_keep && read.initiative.is_open() {
        view.actions = vec![Link::new(format!("{}/andra", place(read)), frame.t("benefit-change"))];
    }
    view.next = Some(next(frame, read, sent, &errors));
    view.sections = sections(frame, read);
    let mut about = Section::new("om", frame.t("benefit-about"));
    about.facts = vec![
        (frame.t("benefit-receiver"), Cell::own(benefit.receiver.clone())),
        (frame.t("benefit-owner"), Cell::text(row.owner.clone().unwrap_or_else(|| frame.t("nobody-chosen")))),
        (frame.t("benefit-method"), Cell::own(benefit.method.clone())),
        (frame.t("benefit-source"), Cell::own(benefit.source.clone())),
        (
            frame.t("benefit-sure"),
            Cell::tag(frame.word("sure-tag", benefit.confidence.code()), sure_colour(benefit.confidence)),
        ),
    ];
    view.side = vec![about];
    view.errors = errors;
    view.page()
}

fn next(frame: &Frame, read: &BenefitPage, sent: &Pairs, errors: &Errors) -> Section {
    let (row, benefit) = (&read.row, &read.row.benefit);
    let mut section = Section::new("nasta", frame.t("need-next"));
    if let Some(reason) = &benefit.given_up {
        section.note = frame.t("benefit-given-up-because");
        section.own.push(reason.clone());
    } else if benefit.baseline.is_none() {
        section.note = frame.t("benefit-baseline-first");
    } else if let Some(day) = row.next() {
        let cell = Cell::text(frame.day(day.due)).late(row.is_overdue);
        section.facts.push((frame.t("benefit-next"), cell));
    } else {
        section.note = frame.t("benefit-no-day");
    }
    if !read.may_keep {
        return section;
    }
    let at = place(read);
    if benefit.given_up.is_none() && benefit.baseline.is_some() {
        section.links.push(Link::new(format!("{at}/matning"), frame.t("benefit-measure")));
    }
    section.presses.push(Press {
        action: format!("{at}/dag"),
        label: frame.t("benefit-set-day"),
        fields: vec![
            Field::short("due", frame.t("benefit-own-day")).help(frame.t("day-help")).filled(sent, errors),
        ],
        ..Press::default()
    });
    let version = ("version".to_owned(), benefit.version.to_string());
    section.presses.push(if benefit.given_up.is_some() {
        Press {
            action: format!("{at}/avsta"),
            label: frame.t("benefit-take-up"),
            sent: vec![version, ("reason".to_owned(), String::new())],
            ..Press::default()
        }
    } else {
        Press {
            action: format!("{at}/avsta"),
            label: frame.t("benefit-give-up"),
            sent: vec![version],
            fields: vec![Field::area("reason", frame.t("benefit-give-up-why"), 2).filled(sent, errors)],
            ..Press::default()
        }
    });
    section
}

fn sections(frame: &Frame, read: &BenefitPage) -> Vec<Section> {
    let (row, benefit) = (&read.row, &read.row.benefit);
    let with_unit = |value| format!("{} {}", quantity(frame, value), benefit.unit);
    let mut hoped = Section::new("forvantat", frame.t("benefit-hoped"));
    let baseline = benefit.baseline.map_or_else(
        || Cell::text(frame.t("benefit-no-baseline")),
        |one| Cell::text(with_unit(one.value)).note(frame.day(one.on)),
    );
    hoped.facts = vec![
        (frame.t("benefit-baseline"), baseline),
        (
            frame.t(if benefit.is_negative { "benefit-limit" } else { "benefit-target" }),
            Cell::text(with_unit(benefit.target.value)).note(frame.day(benefit.target.on)),
        ),
    ];
    let mut come = Section::new("utfall", frame.t("benefit-come"));
    let share = row.latest().and_then(|latest| benefit.share(latest.reading));
    if let Some(share) = share.filter(|_| !benefit.is_negative) {
        let text = frame.t1("benefit-share", "percent", &frame.number(share));
        come.facts.push((frame.t("benefit-of-the-way"), Cell::text(text)));
    }
    let mut table = Table::new(
        frame,
        frame.t("benefit-come"),
        &["benefit-measured-on", "benefit-value", "benefit-how", "benefit-sure", "benefit-who"],
    )
    .amounts(&[1]);
    for (one, name) in row.measurements.iter().zip(&read.measured_by) {
        let by = frame.word("measured-by", one.by.code());
        let who = match name {
            Some(name) => Cell::text(name.clone()).note(by),
            None => Cell::text(by),
        };
        table.rows.push(vec![
            Cell::text(frame.day(one.reading.on)),
            Cell::text(with_unit(one.reading.value)),
            Cell::own(one.method.clone()).note(one.note.clone()),
            Cell::tag(frame.word("sure-tag", one.confidence.code()), sure_colour(one.confidence)),
            who,
        ]);
    }
    come.table = Some(table);
    come.empty = frame.t("benefit-not-measured");
    let mut days = Section::new("dagar", frame.t("benefit-days"));
    let mut table =
        Table::new(frame, frame.t("benefit-days"), &["benefit-day", "benefit-day-why", "rollout-done"]);
    for day in &row.follow_ups {
        let why = match day.months {
            Some(months) => frame.tn("benefit-after-months", i64::from(months)),
            None => frame.t("benefit-own-day"),
        };
        let is_late = day.done.is_none() && day.due < read.today && benefit.given_up.is_none();
        let done = day.done.map_or_else(|| "–".to_owned(), |at| frame.day_of(at));
        table.rows.push(vec![
            Cell::text(frame.day(day.due)).late(is_late),
            Cell::text(why),
            Cell::text(done),
        ]);
    }
    days.table = Some(table);
    days.empty = frame.t("benefit-no-days");
    let mut sections = vec![hoped, come, days];
    if let Some(series) = &read.series {
        let mut figures = Section::new("nyckeltal", frame.t("benefit-published"));
        figures.note = format!("{} ({}). {}", series.title, series.kpi, source(frame, series));
        let mut table = Table::new(
            frame,
            frame.t("benefit-published"),
            &["figure-year", "benefit-value", "figure-measures", "figure-begins"],
        )
        .amounts(&[1]);
        for figure in read.figures.iter().rev() {
            let value = figure.value.map_or_else(|| "–".to_owned(), |value| quantity(frame, value));
            let usable = figure.value.is_some() && read.may_keep && benefit.given_up.is_none();
            let year = figure.year.to_string();
            let press = |step: &str, key: &str, more: (&str, String)| {
                Cell::press(Press {
                    action: format!("{}/{step}", place(read)),
                    label: frame.t(key),
                    about: year.clone(),
                    sent: vec![("figure".to_owned(), year.clone()), (more.0.to_owned(), more.1)],
                    ..Press::default()
                })
            };
            let nothing = || Cell::text("–");
            let sure = ("confidence", Confidence::Yellow.code().to_owned());
            let version = ("version", benefit.version.to_string());
            table.rows.push(vec![
                Cell::text(figure.year.to_string()),
                Cell::text(value),
                if usable && benefit.baseline.is_some() {
                    press("matning", "figure-use-as", sure)
                } else {
                    nothing()
                },
                if usable && read.initiative.is_open() {
                    press("utgangsvarde", "figure-use-as-baseline", version)
                } else {
                    nothing()
                },
            ]);
        }
        figures.table = Some(table);
        figures.empty = frame.t("figures-none-here");
        sections.push(figures);
    }
    sections
}

/// Where a series comes from and how old it is.
pub(crate) fn source(frame: &Frame, series: &domain::figure::Series) -> String {
    let day = frame.day(series.fetched);
    frame.t2("figure-from", ("source", series.source.as_str()), ("day", day.as_str()))
}

/// What the form of a benefit is about.
struct About {
    crumbs: Vec<Link>,
    heading: String,
    action: String,
    back: Link,
    people: Vec<(domain::id::PersonId, String)>,
    series: Vec<domain::figure::Series>,
}

fn form_page(frame: &Frame, about: About, sent: &Pairs, errors: &Errors) -> Response {
    let kinds: Vec<&str> = BenefitKind::ALL.iter().map(|kind| kind.code()).collect();
    let sure: Vec<&str> = Confidence::ALL.iter().map(|one| one.code()).collect();
    let none = Choice::new("", frame.t("figure-none"), "");
    let series =
        about.series.iter().map(|one| Choice::new(&one.kpi, format!("{} ({})", one.title, one.kpi), ""));
    let series: Vec<Choice> = std::iter::once(none).chain(series).collect();
    let line = |name: &str, key: &str| Field::line(name, frame.t(key)).filled(sent, errors);
    let short = |name: &str, key: &str| Field::short(name, frame.t(key)).filled(sent, errors);
    FormPage {
        frame,
        errors,
        crumbs: about.crumbs,
        heading: about.heading,
        lead: frame.t("benefit-form-help"),
        warning: String::new(),
        action: about.action,
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: vec![
            Group::plain(vec![
                Field::radio(
                    "kind",
                    frame.t("benefit-kind"),
                    words(&kinds, |code| frame.word("benefit-kind", code)),
                )
                .help(frame.t("benefit-kind-help"))
                .filled(sent, errors),
                Field::check("negative", frame.t("benefit-is-negative"), value(sent, "negative") == "ja")
                    .help(frame.t("benefit-negative-help")),
                line("receiver", "benefit-receiver").help(frame.t("benefit-receiver-help")),
                line("indicator", "benefit-indicator").help(frame.t("benefit-indicator-help")),
                short("unit", "benefit-unit").help(frame.t("benefit-unit-help")),
            ]),
            Group {
                legend: frame.t("benefit-before"),
                fields: vec![
                    short("baseline", "benefit-baseline").optional(),
                    short("baseline_on", "benefit-measured-on").optional().help(frame.t("day-help")),
                ],
                in_row: true,
                ..Group::default()
            },
            Group {
                legend: frame.t("benefit-hoped"),
                fields: vec![
                    short("target", "benefit-target"),
                    short("target_on", "benefit-target-on").help(frame.t("day-help")),
                ],
                in_row: true,
                ..Group::default()
            },
            Group::called(
                frame.t("benefit-how"),
                vec![
                    Field::area("method", frame.t("benefit-method"), 2).optional().filled(sent, errors),
                    line("source", "benefit-source").optional(),
                    Field::select("kpi", frame.t("benefit-kpi"), series)
                        .help(frame.t("benefit-kpi-help"))
                        .filled(sent, errors),
                ],
            ),
            Group::plain(vec![
                Field::select("person", frame.t("benefit-owner"), people(frame, &about.people))
                    .filled(sent, errors),
                Field::radio(
                    "confidence",
                    frame.t("benefit-sure"),
                    words(&sure, |code| frame.word("sure", code)),
                )
                .filled(sent, errors),
            ]),
        ],
        submit: frame.t("case-save"),
        back: about.back,
    }
    .page()
}

fn input(sent: &Pairs) -> BenefitInput {
    let text = |name: &str| value(sent, name).to_owned();
    BenefitInput {
        kind: text("kind"),
        is_negative: value(sent, "negative") == "ja",
        receiver: text("receiver"),
        indicator: text("indicator"),
        unit: text("unit"),
        method: text("method"),
        source: text("source"),
        baseline: text("baseline"),
        baseline_on: text("baseline_on"),
        target: text("target"),
        target_on: text("target_on"),
        confidence: text("confidence"),
        person: text("person"),
        kpi: text("kpi"),
    }
}

/// The form of a new benefit, for who may write one.
async fn about_new(state: &State, request: &Request, number: &str) -> Result<(Number, About), Failure> {
    let frame = &request.frame;
    let read = read_initiative(state, request, number).await?;
    let number = read.initiative.number;
    let choices = state.app.benefit_choices(&request.visitor.actor, number, None).await;
    let (people, series) = choices.map_err(|error| Failure::page(error, frame.clone()))?;
    let about = About {
        crumbs: crumbs(frame, number, &read.initiative.title),
        heading: frame.t("benefit-new"),
        action: format!("{}/nyttor/ny", address(number)),
        back: Link::new(address(number), frame.t("initiative-back")),
        people,
        series,
    };
    Ok((number, about))
}

pub(super) async fn new_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let (_, about) = about_new(&state, &request, &number).await?;
    let filled = vec![
        ("kind".to_owned(), BenefitKind::Quality.code().to_owned()),
        ("confidence".to_owned(), Confidence::Yellow.code().to_owned()),
    ];
    Ok(form_page(&request.frame, about, &filled, &Errors::default()))
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (number, about) = about_new(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.add_benefit(&request.visitor.actor, number, input(&sent)).await;
    let on = done.map(|added| format!("{}/nyttor/{}?nytt=nytta", address(number), added.id));
    answered(frame, on, |errors| form_page(frame, about, &sent, &errors))
}

async fn about_change(state: &State, request: &Request, read: &BenefitPage) -> Result<About, Failure> {
    let frame = &request.frame;
    let (number, benefit) = (read.initiative.number, &read.row.benefit);
    let of = Some(benefit.organisation);
    let choices = state.app.benefit_choices(&request.visitor.actor, number, of).await;
    let (people, series) = choices.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut crumbs = crumbs(frame, number, &read.initiative.title);
    crumbs.push(Link::new(place(read), benefit.indicator.clone()));
    Ok(About {
        crumbs,
        heading: frame.t("benefit-change"),
        action: format!("{}/andra", place(read)),
        back: Link::new(place(read), frame.t("benefit-back")),
        people,
        series,
    })
}

pub(super) async fn change_form(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, (&number, &id)).await?;
    let about = about_change(&state, &request, &read).await?;
    let one = &read.row.benefit;
    let amount = |value| quantity(&request.frame, value);
    let filled: Pairs = [
        ("version", one.version.to_string()),
        ("kind", one.kind.code().to_owned()),
        ("negative", if one.is_negative { "ja" } else { "" }.to_owned()),
        ("receiver", one.receiver.clone()),
        ("indicator", one.indicator.clone()),
        ("unit", one.unit.clone()),
        ("method", one.method.clone()),
        ("source", one.source.clone()),
        ("baseline", one.baseline.map(|reading| amount(reading.value)).unwrap_or_default()),
        ("baseline_on", days(one.baseline.map(|reading| reading.on))),
        ("target", amount(one.target.value)),
        ("target_on", one.target.on.to_string()),
        ("confidence", one.confidence.code().to_owned()),
        ("person", one.owner.map(|id| id.to_string()).unwrap_or_default()),
        ("kpi", one.kpi.clone().unwrap_or_default()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    Ok(form_page(&request.frame, about, &filled, &Errors::default()))
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &id)).await?;
    let about = about_change(&state, &request, &read).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let of = (read.row.benefit.id, value(&sent, "version").parse().unwrap_or(0));
    let done =
        state.app.change_benefit(&request.visitor.actor, read.initiative.number, of, input(&sent)).await;
    answered(frame, done.map(|()| format!("{}?nytt=sparat", place(&read))), |errors| {
        form_page(frame, about, &sent, &errors)
    })
}

fn measure_page(frame: &Frame, read: &BenefitPage, sent: &Pairs, errors: &Errors) -> Response {
    let benefit = &read.row.benefit;
    let sure: Vec<&str> = Confidence::ALL.iter().map(|one| one.code()).collect();
    let mut crumbs = crumbs(frame, read.initiative.number, &read.initiative.title);
    crumbs.push(Link::new(place(read), benefit.indicator.clone()));
    let baseline = benefit.baseline.map(|one| {
        let value = format!("{} {}", quantity(frame, one.value), benefit.unit);
        frame.t2("benefit-measure-from", ("value", &value), ("day", &frame.day(one.on)))
    });
    FormPage {
        frame,
        errors,
        crumbs,
        heading: frame.t("benefit-measure"),
        lead: format!(
            "{}. {}",
            benefit.indicator,
            baseline.unwrap_or_else(|| frame.t("benefit-baseline-first"))
        ),
        warning: errors.at("figure").to_owned(),
        action: format!("{}/matning", place(read)),
        hidden: Vec::new(),
        groups: vec![
            Group::row(vec![
                Field::short("value", frame.t1("benefit-value-in", "unit", &benefit.unit))
                    .filled(sent, errors),
                Field::short("on", frame.t("benefit-measured-on"))
                    .help(frame.t("day-help"))
                    .filled(sent, errors),
                Field::short("unit", frame.t("benefit-unit")).filled(sent, errors),
            ]),
            Group::plain(vec![
                Field::area("method", frame.t("benefit-method"), 2).optional().filled(sent, errors),
                Field::area("note", frame.t("benefit-note"), 2).optional().filled(sent, errors),
                Field::radio(
                    "confidence",
                    frame.t("benefit-sure-come"),
                    words(&sure, |code| frame.word("sure", code)),
                )
                .filled(sent, errors),
            ]),
        ],
        submit: frame.t("benefit-save-measurement"),
        back: Link::new(place(read), frame.t("benefit-back")),
    }
    .page()
}

pub(super) async fn measure_form(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, (&number, &id)).await?;
    let benefit = &read.row.benefit;
    let filled = vec![
        ("on".to_owned(), read.today.to_string()),
        ("unit".to_owned(), benefit.unit.clone()),
        ("method".to_owned(), benefit.method.clone()),
        ("confidence".to_owned(), benefit.confidence.code().to_owned()),
    ];
    Ok(measure_page(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn measure(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &id)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let input = MeasurementInput {
        value: text("value"),
        on: text("on"),
        unit: text("unit"),
        method: text("method"),
        note: text("note"),
        confidence: text("confidence"),
        figure: text("figure"),
    };
    let of = read.row.benefit.id;
    let done = state.app.measure(&request.visitor.actor, read.initiative.number, of, input).await;
    answered(frame, done.map(|()| format!("{}?nytt=matt", place(&read))), |errors| {
        measure_page(frame, &read, &sent, &errors)
    })
}

pub(super) async fn give_up(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &id)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let of = (read.row.benefit.id, value(&sent, "version").parse().unwrap_or(0));
    let reason = value(&sent, "reason");
    let done = state.app.give_up_benefit(&request.visitor.actor, read.initiative.number, of, reason).await;
    answered(frame, done.map(|()| format!("{}?nytt=sparat", place(&read))), |errors| {
        shown(frame, &read, String::new(), &sent, errors)
    })
}

pub(super) async fn set_day(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &id)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (of, due) = (read.row.benefit.id, value(&sent, "due"));
    let done = state.app.set_follow_up(&request.visitor.actor, read.initiative.number, of, due).await;
    answered(frame, done.map(|()| format!("{}?nytt=dag", place(&read))), |errors| {
        shown(frame, &read, String::new(), &sent, errors)
    })
}

pub(super) async fn take_baseline(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &id)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let of = (read.row.benefit.id, value(&sent, "version").parse().unwrap_or(0));
    let year = value(&sent, "figure");
    let done = state.app.take_baseline(&request.visitor.actor, read.initiative.number, of, year).await;
    answered(frame, done.map(|()| format!("{}?nytt=sparat", place(&read))), |errors| {
        // What is wrong stands at the figures.
        shown(frame, &read, String::new(), &sent, errors.all_at("nyckeltal"))
    })
}
