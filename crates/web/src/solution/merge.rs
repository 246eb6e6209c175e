//! Two entries of the same thing become one: choosing the other, seeing exactly what will happen, and doing it.

use app::solution::Named;
use app::solution_change::{FieldChoice, MergeChoices, MergePlan, Pair, Take, ToMerge, UsageChoice};
use app::{AppError, Directory};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::solution::Solution;
use domain::usage::Usage;
use serde::Deserialize;

use super::page::number_of;
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, count};
use crate::list::{Choice, percent_encoded};
use crate::names;
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::Request;

/// Longest value that a choice shows, in characters.
const SHOWN: usize = 400;
/// Before the name of a field and before the id of an organisation, in names of choices.
const FIELD: &str = "falt-";
const USAGE: &str = "bruk-";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    med: String,
    q: Option<String>,
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

fn address(number: Number) -> String {
    format!("/losningar/{number}/sammanfor")
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let stays = number_of(&request, &number)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    if let Ok(goes) = asked.med.parse::<Number>() {
        let pair = Pair { stays, goes };
        let actor = &request.visitor.actor;
        let plan = state.app.would_merge_solutions(actor, pair, &MergeChoices::default()).await;
        return match plan {
            Ok(plan) => {
                let directory = state.app.directory().await.map_err(failed(frame))?;
                Ok(shown(frame, &directory, &plan, (&Pairs::new(), Errors::default())))
            }
            // The other is none that can be merged: another is chosen.
            Err(AppError::Invalid(_) | AppError::NotFound | AppError::Denied) => {
                choose(&state, &request, stays, (None, true)).await
            }
            Err(error) => Err(failed(frame)(error)),
        };
    }
    choose(&state, &request, stays, (asked.q.as_deref(), false)).await
}

/// The page on which the other is chosen: those that a search finds, at first those that are called nearly the same.
async fn choose(
    state: &State,
    request: &Request,
    stays: Number,
    (search, is_wrong): (Option<&str>, bool),
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = super::kept(state, request, &stays.to_string()).await?;
    let own_word = read.solution.facts.name.split_whitespace().next().unwrap_or_default().to_owned();
    let searched = search.unwrap_or(&own_word);
    let actor = &request.visitor.actor;
    let (own, found) = state.app.solutions_to_merge(actor, stays, searched).await.map_err(failed(frame))?;
    let mut view = base(frame, &own);
    view.lead = frame.t("merge-choose-lead");
    let mut errors = Errors::default();
    if is_wrong {
        errors.add("med", frame.t("merge-no-such"));
    }
    let mut section = Section::new("annan", frame.t("merge-other"));
    let field = Field::line("med", frame.t("merge-search")).help(frame.t("merge-search-help"));
    section.presses.push(Press {
        action: address(stays),
        label: frame.t("merge-look"),
        is_first: true,
        fields: vec![Field { error: errors.at("med").to_owned(), ..field.value(search.unwrap_or_default()) }],
        ..Press::default()
    });
    let mut table = Table::new(
        frame,
        frame.t("merge-found"),
        &["solution-column-solution", "solution-column-number", "merge-keeper"],
    );
    table.rows = found.iter().map(|one| found_row(frame, stays, one)).collect();
    let mut hits = Section::new("traffar", frame.t("merge-found"));
    hits.empty = frame.t("merge-found-none");
    hits.table = Some(table);
    view.sections = vec![section, hits];
    view.errors = errors;
    Ok(view.page())
}

fn found_row(frame: &Frame, stays: Number, one: &ToMerge) -> Vec<Cell> {
    let link = format!("{}?med={}", address(stays), one.entry.number);
    let keeper = Cell::text(one.keeper.clone());
    vec![
        Cell::link(one.entry.name.clone(), link),
        Cell::text(one.entry.number.to_string()),
        if one.is_kept { keeper } else { keeper.note(frame.t("merge-must-agree")) },
    ]
}

pub(super) fn base<'a>(frame: &'a Frame, own: &Named) -> View<'a> {
    let mut view = View::new(frame, frame.t("merge-here"), frame.t1("merge-heading", "name", &own.name));
    view.crumbs = vec![
        Link::new("/losningar", frame.t("place-solutions")),
        Link::new(format!("/losningar/{}", own.number), own.number.to_string()),
    ];
    view
}

/// What was chosen, of what was sent.
fn choices_of(sent: &Pairs) -> MergeChoices {
    let mut choices = MergeChoices::default();
    for (name, value) in sent {
        let Some(take) = Take::from_code(value) else { continue };
        if let Some(field) = name.strip_prefix(FIELD) {
            choices.fields.insert(field.to_owned(), take);
        } else if let Some(Ok(organisation)) = name.strip_prefix(USAGE).map(str::parse) {
            choices.usages.insert(organisation, take);
        }
    }
    choices
}

/// Both entries and their versions, as they were sent with the form.
struct Sent {
    pair: Pair,
    versions: (i64, i64),
}

impl Sent {
    /// What was sent, or the way to the page on which the other is chosen.
    async fn of(
        state: &State,
        request: &Request,
        number: &str,
        sent: &Pairs,
    ) -> Result<Result<Self, Response>, Failure> {
        let stays = number_of(request, number)?;
        let other = value(sent, "med").trim();
        let named = other.split_whitespace().next().unwrap_or_default().parse::<Number>();
        let versions = (value(sent, "version").parse(), value(sent, "annan").parse());
        if let (Ok(goes), (Ok(own), Ok(other))) = (named, versions) {
            return Ok(Ok(Self { pair: Pair { stays, goes }, versions: (own, other) }));
        }
        super::kept(state, request, number).await?;
        let on = match named {
            Ok(goes) => format!("{}?med={goes}", address(stays)),
            Err(_) => format!("{}?q={}", address(stays), percent_encoded(other)),
        };
        Ok(Err(Redirect::to(&on).into_response()))
    }
}

pub(super) async fn merge(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let Sent { pair, versions } = match Sent::of(&state, &request, &number, &sent).await? {
        Ok(read) => read,
        Err(on) => return Ok(on),
    };
    let (actor, choices) = (&request.visitor.actor, choices_of(&sent));
    match state.app.merge_solutions(actor, pair, versions, &choices).await {
        Ok(_) => Ok(Redirect::to(&format!("/losningar/{}", pair.stays)).into_response()),
        Err(error) => again(&state, &request, (pair, &sent), error).await,
    }
}

/// Proposes the merge to whoever keeps the other entry.
pub(super) async fn propose(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let Sent { pair, versions } = match Sent::of(&state, &request, &number, &sent).await? {
        Ok(read) => read,
        Err(on) => return Ok(on),
    };
    let said = (&choices_of(&sent), value(&sent, "reason"));
    match state.app.propose_merge(&request.visitor.actor, pair, versions, said).await {
        Ok(id) => Ok(Redirect::to(&super::proposal::address(id)).into_response()),
        Err(error) => again(&state, &request, (pair, &sent), error).await,
    }
}

/// The form again, filled in, with what is wrong.
async fn again(
    state: &State,
    request: &Request,
    (pair, sent): (Pair, &Pairs),
    error: AppError,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let errors = Errors::of(frame, error).map_err(failed(frame))?;
    let actor = &request.visitor.actor;
    let plan =
        state.app.would_merge_solutions(actor, pair, &choices_of(sent)).await.map_err(failed(frame))?;
    let directory = state.app.directory().await.map_err(failed(frame))?;
    Ok(shown(frame, &directory, &plan, (sent, errors)))
}

/// Exactly what will happen, with what can be chosen.
fn shown(
    frame: &Frame,
    directory: &Directory,
    plan: &MergePlan,
    (sent, errors): (&Pairs, Errors),
) -> Response {
    let (stays, goes) = (named(&plan.stays), named(&plan.goes));
    let mut view = base(frame, &stays);
    view.lead = frame.t2("merge-lead", ("name", &goes.name), ("number", &goes.number.to_string()));
    if plan.refused.is_some() {
        view.warnings.push(frame.t1("merge-shared-less", "name", &goes.name));
    }
    let other_way = format!("{}?med={}", address(goes.number), stays.number);
    let mut section = happens(frame, plan);
    section.links.push(Link::new(other_way, frame.t1("merge-other-way", "name", &goes.name)));
    let mut press = Section::new("val", frame.t("merge-choices"));
    press.note = frame.t("merge-choices-note");
    let mut fields: Vec<Field> =
        plan.fields.iter().map(|choice| field_choice(frame, directory, choice, &errors)).collect();
    fields.extend(plan.usages.iter().map(|choice| usage_choice(frame, choice, (&stays, &goes))));
    let mut action = address(stays.number);
    let mut label = frame.t("merge-do");
    if let Some(other) = plan.asks {
        let other = directory.short_name(other);
        press.note = frame.t1("merge-propose-note", "organisation", &other);
        fields.push(
            Field::area("reason", frame.t("merge-why"), 3)
                .help(frame.t("merge-why-help"))
                .filled(sent, &errors),
        );
        action.push_str("/forslag");
        label = frame.t1("merge-propose", "organisation", &other);
    }
    if plan.refused.is_none() {
        press.presses.push(Press {
            action,
            label,
            sent: vec![
                ("med".to_owned(), goes.number.to_string()),
                ("version".to_owned(), plan.stays.version.to_string()),
                ("annan".to_owned(), plan.goes.version.to_string()),
            ],
            is_first: true,
            fields,
            ..Press::default()
        });
    }
    view.sections = vec![section, press];
    view.errors = errors;
    view.page()
}

pub(super) fn named(one: &Solution) -> Named {
    Named { number: one.number, name: one.facts.name.clone() }
}

/// What goes along. Where another must agree, how much there is stands only where both may read all of it.
pub(super) fn happens(frame: &Frame, plan: &MergePlan) -> Section {
    let (stays, goes) = (&plan.stays.facts.name, &plan.goes.facts.name);
    let mut section = Section::new("vad", frame.t("merge-what"));
    section.note = frame.t2("merge-what-note", ("stays", stays), ("goes", goes));
    section.facts = moving(frame, plan);
    section.empty = frame.t("merge-nothing-moves");
    if plan.asks.is_some() {
        section.facts.push((frame.t("merge-the-rest"), Cell::text(frame.t("merge-the-rest-goes"))));
    }
    section
}

/// What was chosen where they differ, to be read.
pub(super) fn chosen(frame: &Frame, directory: &Directory, plan: &MergePlan) -> Table {
    let keys = ["merge-column-what", "merge-column-stands", "merge-column-leaves"];
    let mut table = Table::new(frame, frame.t("merge-chosen"), &keys);
    let (stays, goes) = (named(&plan.stays), named(&plan.goes));
    for choice in &plan.fields {
        let field = choice.values.field.as_str();
        let text = |value: &Option<String>| value_shown(frame, directory, field, value.as_ref());
        let (own, other) = (text(&choice.values.before), text(&choice.values.after));
        let (stands, leaves) = match choice.take {
            Take::Own => (Cell::own(own), Cell::own(other)),
            Take::Other => (Cell::own(other), Cell::own(own)),
            Take::Both => (Cell::own(own).note(other), Cell::text(frame.t("merge-both-stand"))),
        };
        let label = crate::frame::upper_first(&frame.word("solution-field", field));
        table.rows.push(vec![Cell::text(label), stands, leaves]);
    }
    for choice in &plan.usages {
        let own = usage_value(frame, &stays, &choice.own);
        let other = usage_value(frame, &goes, &choice.other);
        let (stands, leaves) = if choice.take == Take::Other { (other, own) } else { (own, other) };
        let label = frame.t1("merge-usage", "organisation", &choice.name);
        table.rows.push(vec![Cell::text(label), Cell::text(stands), Cell::text(leaves)]);
    }
    table
}

fn moving(frame: &Frame, plan: &MergePlan) -> Vec<(String, Cell)> {
    let mut told = Vec::new();
    for one in &plan.moving {
        let label = frame.word("relation", one.relation.code());
        let mut cell = Cell::text(frame.tn("merge-goes", count(one.going)));
        if one.staying > 0 {
            cell = cell.note(frame.tn("merge-stays", count(one.staying)));
        }
        told.push((label, cell));
    }
    told
}

fn short(text: &str) -> String {
    let text = text.replace('\n', ", ");
    let cut: String = text.chars().take(SHOWN).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

/// Codes by their names, one a line; other values as they are.
fn by_name(frame: &Frame, directory: &Directory, field: &str, text: &str) -> String {
    let name = |code: &str| match field {
        "service_areas" => names::area_of(frame, directory, code),
        "capabilities" => names::capability_of(frame, directory, code),
        _ => code.to_owned(),
    };
    text.lines().map(name).collect::<Vec<_>>().join("\n")
}

fn value_shown(frame: &Frame, directory: &Directory, field: &str, value: Option<&String>) -> String {
    match value {
        Some(text) => short(&by_name(frame, directory, field, &names::value_in_words(frame, field, text))),
        None => frame.t("import-nothing"),
    }
}

fn usage_value(frame: &Frame, of: &Named, usage: &Usage) -> String {
    let status = frame.word("usage-status", usage.status.code());
    frame.t2("merge-usage-of", ("status", &status), ("name", &of.name))
}

fn field_choice(frame: &Frame, directory: &Directory, choice: &FieldChoice, errors: &Errors) -> Field {
    let field = choice.values.field.as_str();
    let value = |value: &Option<String>| value_shown(frame, directory, field, value.as_ref());
    let mut choices = vec![
        Choice::new(Take::Own.code(), value(&choice.values.before), choice.take.code()),
        Choice::new(Take::Other.code(), value(&choice.values.after), choice.take.code()),
    ];
    if choice.is_list {
        choices.insert(0, Choice::new(Take::Both.code(), frame.t("merge-both"), choice.take.code()));
    }
    let label = crate::frame::upper_first(&frame.word("solution-field", field));
    let name = format!("{FIELD}{field}");
    let error = errors.at(field).to_owned();
    Field { error, ..Field::radio(&name, label, choices).value(choice.take.code()) }
}

fn usage_choice(frame: &Frame, choice: &UsageChoice, (stays, goes): (&Named, &Named)) -> Field {
    let value = |of: &Named, usage: &Usage| usage_value(frame, of, usage);
    let choices = vec![
        Choice::new(Take::Own.code(), value(stays, &choice.own), choice.take.code()),
        Choice::new(Take::Other.code(), value(goes, &choice.other), choice.take.code()),
    ];
    let label = frame.t1("merge-usage", "organisation", &choice.name);
    let name = format!("{USAGE}{}", choice.organisation);
    Field::radio(&name, label, choices).value(choice.take.code())
}
