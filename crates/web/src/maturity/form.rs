//! The questionnaire of a collaboration: a version as it is asked, and the form that makes a new one.
//!
//! A round that is being answered stays on the version it began with; the form says so.

use app::maturity::MaturityFormPage;
use app::{AppError, FieldProblem};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::CollaborationId;
use domain::maturity::{Dimension, DimensionGroup, LEVELS, Maturity, Questions, QuestionsProblem};
use domain::process::Label;
use serde::Deserialize;

use super::{signed_in, version_of};
use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::form::{Errors, Pairs, field_of, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::view::{Cell, Field, FormPage, Group, Link, Section, Table, View, sent_rows};
use crate::visitor::Request;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    version: String,
    nytt: String,
}

async fn read(
    state: &State,
    request: &Request,
    id: &str,
    revision: &str,
) -> Result<MaturityFormPage, Failure> {
    let frame = &request.frame;
    let id: CollaborationId = request.named(id)?;
    signed_in(request)?;
    let revision = revision.parse().ok();
    let read = state.app.read_maturity_form(&request.visitor.actor, id, revision).await;
    read.map_err(|error| Failure::page(error, frame.clone()))
}

fn at(read: &MaturityFormPage) -> String {
    format!("/samverkan/{}/mognad", read.collaboration.id)
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = read(&state, &request, &id, &asked.version).await?;
    let mut view = View::new(frame, frame.t("maturity-form"), frame.t("maturity-form"));
    view.crumbs = vec![Link::new("/mognad", frame.t("place-maturity"))];
    view.lead = frame.t("maturity-form-lead");
    view.state =
        vec![Cell::text(read.collaboration.name.clone()), Cell::text(version_of(frame, read.form.revision))];
    if asked.nytt == "sparat" {
        view.told = frame.t("maturity-form-told");
    }
    if read.may_edit {
        view.actions.push(Link::new(format!("{}/andra", at(&read)), frame.t("maturity-form-change")));
    }
    for group in DimensionGroup::ALL {
        let mut section = Section::new(group.code(), frame.word("maturity-group", group.code()));
        let keys = ["maturity-dimension", "maturity-question", "maturity-suggestion"];
        let mut table = Table::new(frame, section.heading.clone(), &keys);
        for one in read.form.questions.dimensions.iter().filter(|one| one.group == *group) {
            let actions = Maturity::ALL.iter().zip(&one.actions);
            let actions =
                actions.map(|(level, action)| format!("{} {}", level.number(), said(frame, action)));
            table.rows.push(vec![
                Cell::text(said(frame, &one.name)),
                Cell::text(said(frame, &one.question)),
                Cell::text(actions.collect::<Vec<_>>().join(" · ")),
            ]);
        }
        section.table = Some(table);
        section.empty = frame.t("maturity-group-empty");
        view.sections.push(section);
    }
    let mut versions = Section::new("versioner", frame.t("article-versions"));
    let keys = ["article-version", "article-when", "article-note", "article-by"];
    let mut table = Table::new(frame, frame.t("article-versions"), &keys);
    for one in &read.revisions {
        let address = format!("{}?version={}", at(&read), one.revision);
        table.rows.push(vec![
            Cell { is_own: false, ..Cell::link(version_of(frame, one.revision), address) },
            Cell::text(frame.day_of(one.at)),
            Cell::own(one.note.clone()),
            Cell::text(one.person.clone().unwrap_or_else(|| "–".to_owned())),
        ]);
    }
    if !table.rows.is_empty() {
        versions.links.push(Link::new(format!("{}?version=0", at(&read)), frame.t("maturity-proposal")));
    }
    versions.table = Some(table);
    versions.empty = frame.t("maturity-form-proposal");
    view.sections.push(versions);
    Ok(view.page())
}

async fn editable(state: &State, request: &Request, id: &str) -> Result<MaturityFormPage, Failure> {
    let read = read(state, request, id, "").await?;
    if read.may_edit { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

/// The questionnaire as fields, with an empty dimension after the last.
fn filled(read: &MaturityFormPage) -> Pairs {
    let mut pairs = vec![("from".to_owned(), read.current().to_string())];
    for (at, one) in read.form.questions.dimensions.iter().enumerate() {
        let lines = |pick: fn(&Label) -> &String| {
            one.actions.iter().map(|action| pick(action).replace('\n', " ")).collect::<Vec<_>>().join("\n")
        };
        for (name, value) in [
            ("code", one.code.clone()),
            ("group", one.group.code().to_owned()),
            ("name_sv", one.name.sv.clone()),
            ("name_en", one.name.en.clone()),
            ("question_sv", one.question.sv.clone()),
            ("question_en", one.question.en.clone()),
            ("actions_sv", lines(|label| &label.sv)),
            ("actions_en", lines(|label| &label.en)),
        ] {
            pairs.push((field_of(name, at), value));
        }
    }
    let empty = field_of("name_sv", read.form.questions.dimensions.len());
    pairs.push((empty, String::new()));
    pairs
}

fn show(frame: &Frame, read: &MaturityFormPage, sent: &Pairs, errors: &Errors) -> Response {
    let kinds = || {
        let kind = |group: &DimensionGroup| {
            Choice::new(group.code(), frame.word("maturity-group", group.code()), "")
        };
        DimensionGroup::ALL.iter().map(kind).collect::<Vec<_>>()
    };
    let rows = sent_rows(sent, "name_sv");
    let mut hidden = vec![("from".to_owned(), value(sent, "from").to_owned())];
    let mut groups = Vec::with_capacity(rows + 1);
    for row in 0..rows {
        let line = |name: &str, key: &str| Field::line(name, frame.t(key)).at(row).filled(sent, errors);
        let area = |name: &str, key: &str| Field::area(name, frame.t(key), 6).at(row).filled(sent, errors);
        let (code, name) = (value(sent, &field_of("code", row)), value(sent, &field_of("name_sv", row)));
        let mut fields = vec![
            line("name_sv", "maturity-name-sv"),
            line("name_en", "maturity-name-en").optional(),
            Field::select("group", frame.t("maturity-group"), kinds()).at(row).filled(sent, errors),
            line("question_sv", "maturity-question-sv"),
            line("question_en", "maturity-question-en").optional(),
            area("actions_sv", "maturity-actions-sv").help(frame.t("maturity-actions-help")),
            area("actions_en", "maturity-actions-en").optional(),
        ];
        let legend = if code.is_empty() {
            frame.t("maturity-dimension-new")
        } else {
            hidden.push((field_of("code", row), code.to_owned()));
            let is_on = value(sent, &field_of("remove", row)) == "ja";
            fields.push(Field::check("remove", frame.t("maturity-dimension-remove"), is_on).at(row));
            format!("{}. {name}", row + 1)
        };
        groups.push(Group {
            legend,
            more: Some((frame.t("maturity-dimension-change"), !errors.is_empty() || code.is_empty())),
            more_fields: fields,
            ..Group::default()
        });
    }
    groups.push(Group::plain(vec![
        Field::line("note", frame.t("article-note")).help(frame.t("maturity-note-help")).filled(sent, errors),
    ]));
    FormPage {
        frame,
        errors,
        crumbs: vec![
            Link::new("/mognad", frame.t("place-maturity")),
            Link::new(at(read), frame.t("maturity-form")),
        ],
        heading: frame.t("maturity-form-change"),
        lead: frame.t("maturity-form-change-help"),
        warning: String::new(),
        action: format!("{}/andra", at(read)),
        hidden,
        groups,
        submit: frame.t("maturity-form-save"),
        back: Link::new(at(read), frame.t("maturity-form-back")),
    }
    .page()
}

pub(super) async fn edit(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = editable(&state, &request, &id).await?;
    Ok(show(&request.frame, &read, &filled(&read), &Errors::default()))
}

/// The questionnaire that was sent, and from which row each of its dimensions came.
fn understood(sent: &Pairs) -> (Questions, Vec<usize>) {
    let (mut dimensions, mut rows) = (Vec::<Dimension>::new(), Vec::new());
    let codes: Vec<&str> =
        sent.iter().filter(|(key, _)| key.starts_with("code")).map(|(_, value)| value.as_str()).collect();
    for row in 0..sent_rows(sent, "name_sv") {
        let text = |name: &str| value(sent, &field_of(name, row)).trim().to_owned();
        let code = text("code");
        let is_left_out = code.is_empty()
            && ["name_sv", "question_sv", "actions_sv"].iter().all(|name| text(name).is_empty());
        if is_left_out || text("remove") == "ja" {
            continue;
        }
        let code = if code.is_empty() { fresh(&codes) } else { code };
        let (swedish, english) = (text("actions_sv"), text("actions_en"));
        let english: Vec<&str> = english.lines().collect();
        let actions = swedish.lines().enumerate().map(|(at, line)| Label {
            sv: line.trim().to_owned(),
            en: english.get(at).map(|line| line.trim().to_owned()).unwrap_or_default(),
        });
        dimensions.push(Dimension {
            code,
            group: DimensionGroup::from_code(&text("group")).unwrap_or(DimensionGroup::Organisation),
            name: Label { sv: text("name_sv"), en: text("name_en") },
            question: Label { sv: text("question_sv"), en: text("question_en") },
            actions: actions.collect(),
        });
        rows.push(row);
    }
    (Questions { dimensions }, rows)
}

/// A code that no dimension has.
fn fresh(taken: &[&str]) -> String {
    let free = (1..).map(|number| format!("own_{number}")).find(|code| !taken.contains(&code.as_str()));
    free.unwrap_or_default()
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = editable(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (questions, rows) = understood(&sent);
    let from = (read.collaboration.id, value(&sent, "from").parse().unwrap_or(-1));
    match state.app.edit_maturity_form(&request.visitor.actor, from, questions, value(&sent, "note")).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?nytt=sparat", at(&read))).into_response()),
        Err(AppError::Invalid(fields)) => {
            let mut errors = Errors::default();
            for field in fields {
                match field.problem {
                    FieldProblem::Maturity(problem) => {
                        let (name, message) = told(frame, &rows, problem);
                        errors.add(&name, message);
                    }
                    _ => errors.add("note", frame.t("maturity-note-missing")),
                }
            }
            Ok(show(frame, &read, &sent, &errors))
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

fn told(frame: &Frame, rows: &[usize], problem: QuestionsProblem) -> (String, String) {
    let field = |name: &str, at: usize| field_of(name, rows.get(at).copied().unwrap_or(at));
    match problem {
        QuestionsProblem::Empty => (field("name_sv", 0), frame.t("maturity-form-empty")),
        QuestionsProblem::TooMany => (field("name_sv", 0), frame.t("maturity-form-too-many")),
        QuestionsProblem::Code(at) => (field("name_sv", at), frame.t("maturity-form-code")),
        QuestionsProblem::Words(at) => (field("name_sv", at), frame.t("maturity-form-words")),
        QuestionsProblem::Actions(at) => {
            (field("actions_sv", at), frame.t1("maturity-form-actions", "count", &LEVELS.to_string()))
        }
    }
}
