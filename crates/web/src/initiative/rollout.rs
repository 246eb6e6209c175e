//! An organisation's introduction: how ready it is, what changes for whom, whether to go, and the steps it takes.

use app::AppError;
use app::rollout::{ActionRow, AnswerInput, ReadinessRow, RoleChangeInput, RolloutPage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::{OrganisationId, RolloutActionId};
use domain::initiative::Duty;
use domain::knowledge::TieKind;
use domain::number::Number;
use domain::process::Answer;
use domain::rollout::{CHANGES_MAX, Go, RoleChange, RolloutState, is_weak};

use super::form::people as people_choices;
use super::page::{Just, address, benefit_table, crumbs, told};
use super::{answer_colour, rollout_colour};
use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, field_of, value};
use crate::frame::{Frame, count};
use crate::knowledge;
use crate::list::Choice;
use crate::view::{Cell, Field, FormPage, Group, Link, Press, Section, Table, View, days, sent_rows};
use crate::visitor::Request;

/// Rows to fill in beside those that there are.
const MORE_ROLES: usize = 2;

async fn read(
    state: &State,
    request: &Request,
    (number, called): (&str, &str),
) -> Result<RolloutPage, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let number: Number = request.named(number)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let directory = state.app.directory().await.map_err(failed)?;
    let organisation = directory.organisation_called(called).map(|one| one.id);
    let organisation = organisation.ok_or_else(|| failed(AppError::NotFound))?;
    state.app.read_rollout(&request.visitor.actor, number, organisation).await.map_err(failed)
}

/// The same for who prepares it.
async fn to_keep(state: &State, request: &Request, of: (&str, &str)) -> Result<RolloutPage, Failure> {
    let read = read(state, request, of).await?;
    if read.may_keep { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

fn key(read: &RolloutPage) -> (Number, OrganisationId) {
    (read.initiative.number, read.rollout.party.organisation)
}

fn place(read: &RolloutPage) -> String {
    format!("{}/inforande/{}", address(read.initiative.number), read.rollout.party.organisation)
}

fn version(sent: &Pairs) -> i64 {
    value(sent, "version").parse().unwrap_or(0)
}

/// The way to what belongs to an introduction.
fn trail(frame: &Frame, read: &RolloutPage) -> Vec<Link> {
    let mut links = crumbs(frame, read.initiative.number, &read.initiative.title);
    links.push(Link::new(place(read), read.organisation.clone()));
    links
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, (&number, &called)).await?;
    let told = told(&request.frame, just);
    let weak: Vec<&ReadinessRow> = read.readiness.iter().filter(|row| is_weak_row(row)).collect();
    let ties: Vec<(TieKind, &str)> =
        weak.iter().map(|row| (TieKind::Readiness, row.item.code.as_str())).collect();
    let about = weak.iter().map(|row| row.item.name.sv.as_str()).collect::<Vec<_>>().join(". ");
    let about = format!("{}. {about}", read.initiative.title);
    let helps = knowledge::suggested(&state, &request, &ties, &about).await;
    let helps = helps.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(shown(&request.frame, &read, (told, Some(helps)), &Pairs::new(), Errors::default()))
}

/// Whether knowledge could help with it: it is not answered, or not with a yes.
fn is_weak_row(row: &ReadinessRow) -> bool {
    row.answer.as_ref().is_none_or(|one| is_weak(one.answer))
}

fn shown(
    frame: &Frame,
    read: &RolloutPage,
    (told, helps): (String, Option<Section>),
    sent: &Pairs,
    errors: Errors,
) -> Response {
    let rollout = &read.rollout;
    let title = frame.t1("rollout-in", "organisation", &read.organisation);
    let mut view = View::new(frame, read.organisation.clone(), title);
    view.crumbs = crumbs(frame, read.initiative.number, &read.initiative.title);
    view.told = told;
    view.state = vec![
        Cell::tag(frame.word("rollout-state", rollout.state.code()), rollout_colour(rollout.state)),
        Cell::text(frame.word("party-role", rollout.party.role.code())),
    ];
    view.next = Some(next(frame, read, sent, &errors));
    view.sections = sections(frame, read, sent, &errors);
    if let Some(helps) = helps.filter(|section| !section.links.is_empty()) {
        view.sections.insert(1, helps);
    }
    let mut people = Section::new("personer", frame.t("rollout-people"));
    for duty in Duty::ALL {
        let named = read.people.iter().find(|(one, _)| one == duty);
        let cell = named.map_or_else(|| Cell::text("–"), |(_, name)| Cell::text(name.clone()));
        people.facts.push((frame.word("duty", duty.code()), cell));
    }
    if read.may_keep {
        people.links.push(Link::new(format!("{}/personer", place(read)), frame.t("rollout-name-people")));
    }
    view.side = vec![people];
    view.errors = errors;
    view.page()
}

fn next(frame: &Frame, read: &RolloutPage, sent: &Pairs, errors: &Errors) -> Section {
    let rollout = &read.rollout;
    let at = place(read);
    let mut section = Section::new("nasta", frame.t("need-next"));
    let answered = read.readiness.iter().filter(|row| row.answer.is_some()).count();
    let left = read.readiness.len() - answered;
    section.note = match rollout.state {
        RolloutState::Waiting | RolloutState::Preparing if left > 0 => {
            frame.tn("rollout-left-to-answer", count(left))
        }
        RolloutState::Waiting | RolloutState::Preparing => frame.t("rollout-decide-now"),
        RolloutState::Ready => frame.t("rollout-go-live-now"),
        RolloutState::Live => frame.t("rollout-end-now"),
        RolloutState::Received => frame.t("rollout-measure-now"),
        RolloutState::Declined => frame.t("rollout-declined-now"),
    };
    if !read.may_keep || !rollout.introduces() {
        return section;
    }
    let press = |step: &str, label: &str, fields: Vec<Field>| Press {
        action: format!("{at}/steg"),
        label: frame.t(label),
        sent: vec![("version".to_owned(), rollout.version.to_string()), ("steg".to_owned(), step.to_owned())],
        is_first: true,
        fields,
        ..Press::default()
    };
    let day = |label: &str| {
        let field = Field::short("on", frame.t(label)).help(frame.t("day-help")).filled(sent, errors);
        if field.value.is_empty() { field.value(read.today.to_string()) } else { field }
    };
    if rollout.is_ahead() && left > 0 {
        section.links.push(Link::new(format!("{at}/beredskap"), frame.t("rollout-answer")));
    }
    match rollout.state {
        RolloutState::Waiting | RolloutState::Preparing | RolloutState::Declined => {
            let choices: Vec<Choice> = Go::ALL
                .iter()
                .filter(|go| left == 0 || **go != Go::Go)
                .map(|go| Choice::new(go.code(), frame.word("go", go.code()), ""))
                .collect();
            section.presses.push(press(
                "beslut",
                "rollout-decide",
                vec![
                    Field::radio("go", frame.t("rollout-go-question"), choices).filled(sent, errors),
                    Field::area("reason", frame.t("case-reason"), 2).filled(sent, errors),
                ],
            ));
        }
        RolloutState::Ready => {
            let note = if read.has_solution { "rollout-live-registers" } else { "rollout-live-days" };
            section.facts.push((frame.t("rollout-what-happens"), Cell::text(frame.t(note))));
            section.presses.push(press("drift", "rollout-go-live", vec![day("rollout-live-on")]));
        }
        RolloutState::Live => {
            section.presses.push(press("slut", "rollout-end-old", vec![day("rollout-ended-on")]));
        }
        RolloutState::Received => {}
    }
    section
}

fn sections(frame: &Frame, read: &RolloutPage, sent: &Pairs, errors: &Errors) -> Vec<Section> {
    let at = place(read);
    let rollout = &read.rollout;
    let mut readiness = Section::new("beredskap", frame.t("rollout-readiness"));
    let mut table =
        Table::new(frame, frame.t("rollout-readiness"), &["rollout-item", "case-answer", "case-stands-on"]);
    table.rows = read.readiness.iter().map(|row| item(frame, row)).collect();
    readiness.table = Some(table);
    if read.may_keep && rollout.is_ahead() {
        readiness.links.push(Link::new(format!("{at}/beredskap"), frame.t("rollout-answer")));
    }
    let mut plan = Section::new("plan", frame.t("rollout-plan"));
    if let Some(day) = rollout.planned {
        plan.facts.push((frame.t("rollout-planned"), Cell::text(frame.day(day))));
    }
    if rollout.affected() > 0 {
        let people = i64::try_from(rollout.affected()).unwrap_or(i64::MAX);
        plan.facts.push((frame.t("rollout-affected"), Cell::text(frame.tn("rollout-people-count", people))));
    }
    let mut table = Table::new(
        frame,
        frame.t("rollout-plan"),
        &[
            "rollout-role",
            "rollout-different",
            "rollout-training",
            "rollout-support",
            "rollout-data",
            "rollout-stops",
        ],
    );
    table.rows = rollout.changes.iter().map(|change| role(frame, change)).collect();
    plan.table = Some(table);
    plan.empty = frame.t("rollout-no-plan");
    if read.may_keep {
        plan.links.push(Link::new(format!("{at}/plan"), frame.t("rollout-plan-change")));
    }
    let mut sections = vec![readiness, actions(frame, read, sent, errors), plan];
    if let Some(decision) = &rollout.decision {
        let mut decided = Section::new("beslut", frame.t("rollout-decision"));
        decided.facts.push((frame.t("rollout-decision"), Cell::text(frame.word("go", decision.go.code()))));
        decided.facts.push((frame.t("rollout-decided-on"), Cell::text(frame.day_of(decision.at))));
        if let Some(name) = &read.decided_by {
            decided.facts.push((frame.t("rollout-decided-by"), Cell::text(name.clone())));
        }
        decided.own.push(decision.reason.clone());
        sections.push(decided);
    }
    let mut benefits = Section::new("nytta", frame.t("place-benefits"));
    benefits.note = frame.t("benefits-two-columns");
    benefits.table = Some(benefit_table(frame, frame.t("place-benefits"), &read.benefits));
    benefits.empty = frame.t("initiative-no-benefits");
    sections.push(benefits);
    sections
}

fn item(frame: &Frame, row: &ReadinessRow) -> Vec<Cell> {
    let name = Cell::text(said(frame, &row.item.name)).note(said(frame, &row.item.question));
    match &row.answer {
        Some(answer) => {
            let by = match &row.person {
                Some(name) => {
                    frame.t2("by-on", ("who", name.as_str()), ("day", frame.day_of(answer.at).as_str()))
                }
                None => frame.day_of(answer.at),
            };
            let tag = Cell::tag(frame.word("answer", answer.answer.code()), answer_colour(answer.answer));
            vec![name, tag, Cell::own(answer.note.clone()).note(by)]
        }
        None => vec![name, Cell::text(frame.t("case-no-answer")), Cell::text("")],
    }
}

fn role(frame: &Frame, change: &RoleChange) -> Vec<Cell> {
    let people = frame.tn("rollout-people-count", i64::from(change.people));
    let stops = match change.stops_on {
        Some(day) => Cell::own(change.stops.clone()).note(frame.day(day)),
        None => Cell::own(change.stops.clone()),
    };
    vec![
        Cell::own(change.role.clone()).note(people),
        Cell::own(change.different.clone()),
        Cell::own(change.training.clone()),
        Cell::own(change.support.clone()),
        Cell::own(change.data.clone()),
        stops,
    ]
}

/// What is to be done as rows, with what can be pressed.
pub(crate) fn action_table(frame: &Frame, rows: &[ActionRow]) -> Table {
    let mut table = Table::new(
        frame,
        frame.t("rollout-actions"),
        &["rollout-action", "rollout-who", "rollout-due", "rollout-done"],
    );
    for row in rows {
        let action = &row.action;
        let done = match action.done {
            Some(at) => Cell::text(frame.day_of(at)),
            None => Cell::text("–"),
        };
        let done = if row.may_finish {
            let (label, sent) = match action.done {
                Some(_) => ("undo", "nej"),
                None => ("meeting-is-done", "ja"),
            };
            Cell::press(Press {
                action: format!("{}/atgarder/{}", address(row.initiative), action.id),
                label: frame.t(label),
                about: action.text.clone(),
                sent: vec![("klart".to_owned(), sent.to_owned())],
                ..Press::default()
            })
            .note(if action.done.is_some() { done.text } else { String::new() })
        } else {
            done
        };
        table.rows.push(vec![
            Cell::link(
                action.text.clone(),
                format!("{}/inforande/{}", address(row.initiative), action.organisation),
            ),
            Cell::text(row.person.clone().unwrap_or_else(|| frame.t("nobody-chosen"))),
            Cell::text(frame.day(action.due)).late(row.is_late),
            done,
        ]);
    }
    table
}

fn actions(frame: &Frame, read: &RolloutPage, sent: &Pairs, errors: &Errors) -> Section {
    let mut section = Section::new("atgarder", frame.t("rollout-actions"));
    section.table = Some(action_table(frame, &read.actions));
    section.empty = frame.t("rollout-no-actions");
    if read.may_keep {
        section.presses.push(Press {
            action: format!("{}/atgarder", place(read)),
            label: frame.t("rollout-give"),
            fields: vec![
                Field::line("action", frame.t("rollout-action")).filled(sent, errors),
                Field::select("who", frame.t("rollout-who"), people_choices(frame, &read.candidates))
                    .filled(sent, errors),
                Field::short("due", frame.t("rollout-due")).help(frame.t("day-help")).filled(sent, errors),
            ],
            ..Press::default()
        });
    }
    section
}

pub(super) async fn step(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let read = read(&state, &request, (&number, &called)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (of, version) = (key(&read), version(&sent));
    let (done, just) = match value(&sent, "steg") {
        "drift" => (state.app.go_live(actor, of, version, value(&sent, "on")).await, "drift"),
        "slut" => (state.app.end_old_way(actor, of, version, value(&sent, "on")).await, "slut"),
        // What is no step is a decision that says nothing.
        _ => {
            let said = (value(&sent, "go"), value(&sent, "reason"));
            (state.app.decide_go(actor, of, version, said).await, "beslut")
        }
    };
    answered(frame, done.map(|()| format!("{}?nytt={just}", place(&read))), |errors| {
        shown(frame, &read, (String::new(), None), &sent, errors)
    })
}

pub(super) async fn give(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, (&number, &called)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let said = (value(&sent, "action"), value(&sent, "who"), value(&sent, "due"));
    let done = state.app.give_rollout_action(&request.visitor.actor, key(&read), said).await;
    answered(frame, done.map(|()| format!("{}?nytt=sparat#atgarder", place(&read))), |errors| {
        shown(frame, &read, (String::new(), None), &sent, errors)
    })
}

pub(super) async fn finish(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, id)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (number, id): (Number, RolloutActionId) = (request.named(&number)?, request.named(&id)?);
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let is_done = value(&sent, "klart") != "nej";
    let done = state.app.finish_rollout_action(&request.visitor.actor, number, id, is_done).await;
    let action = done.map_err(|error| Failure::page(error, frame.clone()))?;
    let place = format!("{}/inforande/{}?nytt=sparat#atgarder", address(number), action.organisation);
    Ok(Redirect::to(&place).into_response())
}

fn people_page(frame: &Frame, read: &RolloutPage, sent: &Pairs, errors: &Errors) -> Response {
    let mut fields = Vec::new();
    for (at, duty) in Duty::ALL.iter().enumerate() {
        let field =
            Field::select("people", frame.word("duty", duty.code()), people_choices(frame, &read.candidates));
        fields.push(field.help(frame.word("duty-means", duty.code())).at(at).filled(sent, errors));
    }
    FormPage {
        frame,
        errors,
        crumbs: trail(frame, read),
        heading: frame.t("rollout-name-people"),
        lead: frame.t("rollout-people-help"),
        warning: String::new(),
        action: format!("{}/personer", place(read)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: vec![Group::plain(fields)],
        submit: frame.t("case-save"),
        back: Link::new(place(read), frame.t("rollout-back")),
    }
    .page()
}

pub(super) async fn people_form(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, (&number, &called)).await?;
    let mut filled = vec![("version".to_owned(), read.rollout.version.to_string())];
    for (at, duty) in Duty::ALL.iter().enumerate() {
        let person = read.rollout.party.person(*duty).map(|id| id.to_string()).unwrap_or_default();
        filled.push((field_of("people", at), person));
    }
    Ok(people_page(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn people(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &called)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let named: Vec<(Duty, String)> = Duty::ALL
        .iter()
        .enumerate()
        .map(|(at, duty)| (*duty, value(&sent, &field_of("people", at)).to_owned()))
        .collect();
    let done = state.app.name_people(&request.visitor.actor, key(&read), version(&sent), &named).await;
    answered(frame, done.map(|()| format!("{}?nytt=sparat", place(&read))), |errors| {
        people_page(frame, &read, &sent, &errors)
    })
}

fn readiness_page(frame: &Frame, read: &RolloutPage, sent: &Pairs, errors: &Errors) -> Response {
    let answers = || {
        let none = Choice::new("", frame.t("case-no-answer"), "");
        let known = Answer::ALL
            .iter()
            .map(|answer| Choice::new(answer.code(), frame.word("answer", answer.code()), ""));
        std::iter::once(none).chain(known).collect::<Vec<_>>()
    };
    let group = |(at, row): (usize, &ReadinessRow)| {
        let answer = Answer::from_code(value(sent, &field_of("readiness", at)));
        let open = read.actions.iter().any(|one| {
            one.action.item.as_deref() == Some(row.item.code.as_str()) && one.action.done.is_none()
        });
        let is_asked = ["action", "who", "due"].iter().any(|name| !errors.at(&field_of(name, at)).is_empty());
        let is_open = is_asked || (answer.is_some_and(is_weak) && !open);
        let summary = if open { "rollout-another-action" } else { "rollout-weak-action" };
        let action = Field::line("action", frame.t("rollout-action")).at(at).filled(sent, errors);
        let action =
            if action.value.is_empty() { action.value(said(frame, &row.item.action)) } else { action };
        Group {
            legend: said(frame, &row.item.name).to_owned(),
            help: said(frame, &row.item.question).to_owned(),
            fields: vec![
                Field::select("readiness", frame.t("case-answer"), answers()).at(at).filled(sent, errors),
                Field::area("note", frame.t("case-stands-on"), 2).at(at).optional().filled(sent, errors),
            ],
            more: Some((frame.t(summary), is_open)),
            more_fields: vec![
                action,
                Field::select("who", frame.t("rollout-who"), people_choices(frame, &read.candidates))
                    .at(at)
                    .filled(sent, errors),
                Field::short("due", frame.t("rollout-due"))
                    .help(frame.t("day-help"))
                    .at(at)
                    .filled(sent, errors),
            ],
            ..Group::default()
        }
    };
    FormPage {
        frame,
        errors,
        crumbs: trail(frame, read),
        heading: frame.t("rollout-answer"),
        lead: frame.t("rollout-answer-help"),
        warning: String::new(),
        action: format!("{}/beredskap", place(read)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: read.readiness.iter().enumerate().map(group).collect(),
        submit: frame.t("case-save"),
        back: Link::new(place(read), frame.t("rollout-back")),
    }
    .page()
}

pub(super) async fn readiness_form(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, (&number, &called)).await?;
    let mut filled = vec![("version".to_owned(), read.rollout.version.to_string())];
    for (at, row) in read.readiness.iter().enumerate() {
        if let Some(answer) = &row.answer {
            filled.push((field_of("readiness", at), answer.answer.code().to_owned()));
            filled.push((field_of("note", at), answer.note.clone()));
        }
    }
    Ok(readiness_page(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn readiness(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &called)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let text = |name: &str, at: usize| value(&sent, &field_of(name, at)).to_owned();
    let input: Vec<AnswerInput> = read
        .readiness
        .iter()
        .enumerate()
        .map(|(at, row)| AnswerInput {
            code: row.item.code.clone(),
            answer: text("readiness", at),
            note: text("note", at),
            action: text("action", at),
            person: text("who", at),
            due: text("due", at),
        })
        .collect();
    let done = state.app.answer_readiness(&request.visitor.actor, key(&read), version(&sent), &input).await;
    answered(frame, done.map(|()| format!("{}?nytt=sparat", place(&read))), |errors| {
        readiness_page(frame, &read, &sent, &errors)
    })
}

/// The fields of a role in the plan.
const ROLE_FIELDS: [&str; 8] =
    ["role", "people", "different", "training", "support", "data", "stops", "stops_on"];

fn plan_page(frame: &Frame, read: &RolloutPage, sent: &Pairs, errors: &Errors) -> Response {
    let rows = sent_rows(sent, "role");
    let group = |at: usize| {
        let line =
            |name: &str, key: &str| Field::line(name, frame.t(key)).at(at).optional().filled(sent, errors);
        Group {
            legend: frame.t1("rollout-role-number", "number", &(at + 1).to_string()),
            fields: vec![
                Field::line("role", frame.t("rollout-role")).at(at).filled(sent, errors),
                Field::short("people", frame.t("rollout-how-many")).at(at).optional().filled(sent, errors),
                Field::area("different", frame.t("rollout-different"), 2).at(at).filled(sent, errors),
                line("training", "rollout-training"),
                line("support", "rollout-support"),
                line("data", "rollout-data"),
                line("stops", "rollout-stops"),
                Field::short("stops_on", frame.t("rollout-stops-on"))
                    .at(at)
                    .optional()
                    .help(frame.t("day-help"))
                    .filled(sent, errors),
            ],
            ..Group::default()
        }
    };
    let planned = Field::short("planned", frame.t("rollout-planned"))
        .help(frame.t("day-help"))
        .optional()
        .filled(sent, errors);
    FormPage {
        frame,
        errors,
        crumbs: trail(frame, read),
        heading: frame.t("rollout-plan-change"),
        lead: frame.t("rollout-plan-help"),
        warning: String::new(),
        action: format!("{}/plan", place(read)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: std::iter::once(Group::plain(vec![planned])).chain((0..rows).map(group)).collect(),
        submit: frame.t("case-save"),
        back: Link::new(place(read), frame.t("rollout-back")),
    }
    .page()
}

pub(super) async fn plan_form(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, (&number, &called)).await?;
    let rollout = &read.rollout;
    let mut filled = vec![
        ("version".to_owned(), rollout.version.to_string()),
        ("planned".to_owned(), days(rollout.planned)),
    ];
    for at in 0..(rollout.changes.len() + MORE_ROLES).min(CHANGES_MAX) {
        let of = |change: &RoleChange| {
            let people = if change.people > 0 { change.people.to_string() } else { String::new() };
            [
                change.role.clone(),
                people,
                change.different.clone(),
                change.training.clone(),
                change.support.clone(),
                change.data.clone(),
                change.stops.clone(),
                days(change.stops_on),
            ]
        };
        let values = rollout.changes.get(at).map(of).unwrap_or_default();
        filled.extend(ROLE_FIELDS.iter().zip(values).map(|(name, value)| (field_of(name, at), value)));
    }
    Ok(plan_page(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn plan(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, called)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, (&number, &called)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let text = |name: &str, at: usize| value(&sent, &field_of(name, at)).to_owned();
    let input: Vec<RoleChangeInput> = (0..sent_rows(&sent, "role"))
        .map(|at| RoleChangeInput {
            role: text("role", at),
            people: text("people", at),
            different: text("different", at),
            training: text("training", at),
            support: text("support", at),
            data: text("data", at),
            stops: text("stops", at),
            stops_on: text("stops_on", at),
        })
        .collect();
    let planned = value(&sent, "planned");
    let done = state.app.plan_change(&request.visitor.actor, key(&read), version(&sent), planned, &input);
    answered(frame, done.await.map(|()| format!("{}?nytt=sparat#plan", place(&read))), |errors| {
        plan_page(frame, &read, &sent, &errors)
    })
}
