//! Parting an entry of two things, retiring one, and undoing what was done to which entry a thing has.

use app::import::Effect;
use app::solution::SolutionPage;
use app::solution_change::{ChangeRow, ChangeUndo, SplitInput};
use app::{AppError, Directory};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::SolutionChangeId;
use domain::number::Number;
use domain::solution_change::SolutionDeed;

use super::page::number_of;
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, count};
use crate::list::Choice;
use crate::names;
use crate::view::{Cell, Field, FormPage, Group, Link, Press, Section, View};
use crate::visitor::Request;

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

fn crumbs(frame: &Frame, read: &SolutionPage) -> Vec<Link> {
    let number = read.solution.number;
    vec![
        Link::new("/losningar", frame.t("place-solutions")),
        Link::new(format!("/losningar/{number}"), number.to_string()),
    ]
}

fn version_of(read: &SolutionPage) -> Vec<(String, String)> {
    vec![("version".to_owned(), read.solution.version.to_string())]
}

fn back(frame: &Frame, read: &SolutionPage) -> Link {
    Link::new(format!("/losningar/{}", read.solution.number), frame.t("solution-edit-leave"))
}

pub(super) async fn retire_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = super::kept(&state, &request, &number).await?;
    Ok(retire_form(&request.frame, &read, &Pairs::new(), &Errors::default()))
}

fn retire_form(frame: &Frame, read: &SolutionPage, sent: &Pairs, errors: &Errors) -> Response {
    let fields = vec![
        Field::line("reason", frame.t("retire-reason"))
            .help(frame.t("retire-reason-help"))
            .filled(sent, errors),
        Field::line("successor", frame.t("retire-successor"))
            .help(frame.t("retire-successor-help"))
            .optional()
            .filled(sent, errors),
    ];
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, read),
        heading: frame.t1("retire-heading", "name", &read.solution.facts.name),
        lead: frame.t("retire-lead"),
        warning: String::new(),
        action: format!("/losningar/{}/avveckla", read.solution.number),
        hidden: version_of(read),
        groups: vec![Group::plain(fields)],
        submit: frame.t("retire-do"),
        back: back(frame, read),
    }
    .page()
}

pub(super) async fn retire(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = number_of(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = value(&sent, "version").parse().unwrap_or(0);
    let (successor, reason) = (value(&sent, "successor"), value(&sent, "reason"));
    let done = state.app.retire_solution(&request.visitor.actor, (found, version), successor, reason).await;
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/losningar/{found}")).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            let read = super::kept(&state, &request, &number).await?;
            Ok(retire_form(frame, &read, &sent, &errors))
        }
    }
}

pub(super) async fn split_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = super::kept(&state, &request, &number).await?;
    let directory = state.app.directory().await.map_err(failed(&request.frame))?;
    Ok(split_form(&request.frame, &directory, &read, (&Pairs::new(), &Errors::default())))
}

/// What may go along, with what was chosen: typical needs by their places, since they are whole sentences.
fn going(frame: &Frame, directory: &Directory, read: &SolutionPage, sent: &Pairs) -> Vec<Field> {
    let facts = &read.solution.facts;
    let chosen = |name: &str, code: &str| sent.iter().any(|(key, value)| key == name && value == code);
    let choice = |name: &str, code: String, label: String| {
        let chosen = chosen(name, &code);
        Choice { value: code, label, chosen }
    };
    let usages = read
        .usages
        .iter()
        .map(|row| choice("usages", row.usage.organisation.to_string(), row.organisation.clone()));
    let needs = facts.typical_needs.iter().enumerate();
    let needs = needs.map(|(at, need)| choice("needs", at.to_string(), need.clone()));
    let capabilities = facts.capabilities.iter();
    let capabilities = capabilities
        .map(|code| choice("capabilities", code.clone(), names::capability_of(frame, directory, code)));
    let areas = facts.service_areas.iter();
    let areas = areas.map(|code| choice("areas", code.clone(), names::area_of(frame, directory, code)));
    let fields: [(&str, &str, Vec<Choice>); 4] = [
        ("usages", "split-usages", usages.collect()),
        ("needs", "solution-typical-needs", needs.collect()),
        ("capabilities", "solution-capabilities", capabilities.collect()),
        ("areas", "solution-area", areas.collect()),
    ];
    let there = fields.into_iter().filter(|(_, _, choices)| !choices.is_empty());
    there.map(|(name, key, choices)| Field::checks(name, frame.t(key), choices)).collect()
}

fn split_form(
    frame: &Frame,
    directory: &Directory,
    read: &SolutionPage,
    (sent, errors): (&Pairs, &Errors),
) -> Response {
    let part = vec![
        Field::line("name", frame.t("solution-name")).filled(sent, errors),
        Field::area("summary", frame.t("solution-column-summary"), 2).optional().filled(sent, errors),
        Field::area("description", frame.t("solution-description"), 6).optional().filled(sent, errors),
    ];
    let going = going(frame, directory, read, sent);
    let mut groups = vec![Group::called(frame.t("split-part"), part)];
    if !going.is_empty() {
        groups.push(Group {
            help: frame.t("split-going-help"),
            ..Group::called(frame.t("split-going"), going)
        });
    }
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, read),
        heading: frame.t1("split-heading", "name", &read.solution.facts.name),
        lead: frame.t("split-lead"),
        warning: String::new(),
        action: format!("/losningar/{}/dela-upp", read.solution.number),
        hidden: version_of(read),
        groups,
        submit: frame.t("split-do"),
        back: back(frame, read),
    }
    .page()
}

pub(super) async fn split(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = number_of(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = super::kept(&state, &request, &number).await?;
    let all = |name: &str| -> Vec<String> {
        sent.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    let needs = all("needs");
    let need = |at: &String| read.solution.facts.typical_needs.get(at.parse::<usize>().ok()?).cloned();
    let input = SplitInput {
        name: value(&sent, "name").to_owned(),
        summary: value(&sent, "summary").to_owned(),
        description: value(&sent, "description").to_owned(),
        usages: all("usages").iter().filter_map(|id| id.parse().ok()).collect(),
        typical_needs: needs.iter().filter_map(need).collect(),
        capabilities: all("capabilities"),
        service_areas: all("areas"),
    };
    let version = value(&sent, "version").parse().unwrap_or(0);
    match state.app.split_solution(&request.visitor.actor, (found, version), &input).await {
        Ok(part) => Ok(Redirect::to(&format!("/losningar/{}", part.number)).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            let directory = state.app.directory().await.map_err(failed(frame))?;
            Ok(split_form(frame, &directory, &read, (&sent, &errors)))
        }
    }
}

/// The way to undo each deed, on the page of the entry.
pub(super) fn undo_links(frame: &Frame, read: &SolutionPage) -> Vec<Link> {
    let number = read.solution.number;
    let link = |row: &ChangeRow| {
        let other = row.other.as_ref().map(|other| other.name.clone()).unwrap_or_default();
        let label = match row.change.deed {
            SolutionDeed::Merge => frame.t1("undo-merge", "name", &other),
            SolutionDeed::Split => frame.t1("undo-split", "name", &other),
            SolutionDeed::Retirement => frame.t("undo-retirement"),
        };
        Link::new(format!("/losningar/{number}/andringar/{}", row.change.id), label)
    };
    let is_retired = read.solution.facts.lifecycle == domain::solution::Lifecycle::Retired;
    let stands = |row: &&ChangeRow| row.change.deed != SolutionDeed::Retirement || is_retired;
    read.changes.iter().filter(stands).map(link).collect()
}

/// The entry that the address names. Who may undo is asked of the deed: of a merge, who keeps what went up in it as well.
fn signed_in(request: &Request, number: &str) -> Result<Number, Failure> {
    match request.visitor.signed_in {
        Some(_) => number_of(request, number),
        None => Err(Failure::sign_in_first(request.frame.clone())),
    }
}

pub(super) async fn undo_page(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, change)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: SolutionChangeId = request.named(&change)?;
    let found = signed_in(&request, &number)?;
    let actor = &request.visitor.actor;
    let undo = state.app.undo_solution_change(actor, found, id, Effect::Try).await.map_err(failed(frame))?;
    Ok(undo_shown(frame, &undo))
}

fn undo_shown(frame: &Frame, undo: &ChangeUndo) -> Response {
    let number = undo.solution.number;
    let other = undo.other.as_ref().map(|other| other.name.clone()).unwrap_or_default();
    let (heading, lead) = match undo.change.deed {
        SolutionDeed::Merge => ("undo-merge", "undo-merge-lead"),
        SolutionDeed::Split => ("undo-split", "undo-split-lead"),
        SolutionDeed::Retirement => ("undo-retirement", "undo-retirement-lead"),
    };
    let mut view = View::new(frame, frame.t("undo-here"), frame.t1(heading, "name", &other));
    view.crumbs = vec![
        Link::new("/losningar", frame.t("place-solutions")),
        Link::new(format!("/losningar/{number}"), number.to_string()),
    ];
    view.lead = frame.t(lead);
    if undo.part_stays {
        view.warnings.push(frame.t1("undo-part-stays", "name", &other));
    }
    let mut section = Section::new("vad", frame.t("merge-what"));
    for (relation, back, stay) in &undo.things {
        let mut cell = Cell::text(frame.tn("undo-goes-back", count(*back)));
        if *stay > 0 {
            cell = cell.note(frame.tn("undo-stays", count(*stay)));
        }
        section.facts.push((frame.word("relation", relation.code()), cell));
    }
    for change in &undo.changes {
        let label = crate::frame::upper_first(&frame.word("solution-field", &change.field));
        let value = names::value_in_words(frame, &change.field, change.after.as_deref().unwrap_or_default());
        let value = if value.is_empty() { frame.t("import-nothing") } else { value };
        section.facts.push((label, Cell::own(value)));
    }
    for field in &undo.kept {
        let label = crate::frame::upper_first(&frame.word("solution-field", field));
        section.facts.push((label, Cell::text(frame.t("undo-field-stays"))));
    }
    section.empty = frame.t("undo-nothing");
    section.presses.push(Press {
        action: format!("/losningar/{number}/andringar/{}", undo.change.id),
        label: frame.t("undo-do"),
        is_first: true,
        ..Press::default()
    });
    view.sections.push(section);
    view.page()
}

pub(super) async fn undo(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, change)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: SolutionChangeId = request.named(&change)?;
    let found = signed_in(&request, &number)?;
    let actor = &request.visitor.actor;
    state.app.undo_solution_change(actor, found, id, Effect::Save).await.map_err(failed(frame))?;
    Ok(Redirect::to(&format!("/losningar/{found}")).into_response())
}
