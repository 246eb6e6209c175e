//! The forms of an initiative: beginning it, what is said of it, who takes part, what stands in the way, a variant, and its end.

use app::AppError;
use app::initiative::{BeginInput, ClosingInput, InitiativeInput, InitiativePage, ObstacleInput, PartyInput};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::OrganisationId;
use domain::initiative::{InitiativeState, ObstacleKind, PartyRole, Weight};
use domain::number::Number;
use domain::permission::Deed;

use super::page::{address, crumbs, read};
use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, field_of, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::view::{Field, FormPage, Group, Link, days, sent_rows};
use crate::visitor::Request;

/// Rows for documents beside those that there are.
const MORE_LINKS: usize = 2;

/// The initiative for who may change it.
pub(super) async fn to_keep(
    state: &State,
    request: &Request,
    number: &str,
) -> Result<InitiativePage, Failure> {
    let read = read(state, request, number).await?;
    if read.may_keep { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

fn version(sent: &Pairs) -> i64 {
    value(sent, "version").parse().unwrap_or(0)
}

/// Our own words to choose from, by their codes.
pub(super) fn words(codes: &[&str], named: impl Fn(&str) -> String) -> Vec<Choice> {
    codes.iter().map(|code| Choice::new(code, named(code), "")).collect()
}

/// Solutions to choose from, by name; one that is chosen already among them.
fn solutions(frame: &Frame, found: &[(Number, String)]) -> Vec<Choice> {
    let none = Choice::new("", frame.t("initiative-no-solution"), "");
    let one = |(number, name): &(Number, String)| {
        Choice::new(&number.to_string(), format!("{name} ({number})"), "")
    };
    std::iter::once(none).chain(found.iter().map(one)).collect()
}

fn begin_page(
    frame: &Frame,
    (number, title): (Number, &str),
    found: &[(Number, String)],
    sent: &Pairs,
    errors: &Errors,
) -> Response {
    FormPage {
        frame,
        errors,
        crumbs: vec![
            Link::new("/arenden", frame.t("place-cases")),
            Link::new(format!("/arenden/{number}"), title),
        ],
        heading: frame.t("initiative-begin"),
        lead: frame.t("initiative-begin-help"),
        warning: String::new(),
        action: format!("/arenden/{number}/initiativ"),
        hidden: Vec::new(),
        groups: vec![Group::plain(vec![
            Field::line("title", frame.t("initiative-title")).filled(sent, errors),
            Field::area("purpose", frame.t("initiative-purpose"), 4)
                .help(frame.t("initiative-purpose-help"))
                .optional()
                .filled(sent, errors),
            Field::select("solution", frame.t("initiative-solution"), solutions(frame, found))
                .help(frame.t("initiative-solution-help"))
                .filled(sent, errors),
        ])],
        submit: frame.t("initiative-begin"),
        back: Link::new(format!("/arenden/{number}"), frame.t("initiative-back-to-case")),
    }
    .page()
}

/// The case and the solutions, for who may begin an initiative of it.
async fn to_begin(
    state: &State,
    request: &Request,
    number: &str,
) -> Result<(Number, String, Vec<(Number, String)>), Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let number: Number = request.named(number)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let case = state.app.read_case(actor, number).await.map_err(failed)?;
    if !state.app.may_begin_initiative(actor, number).await.map_err(failed)? {
        return Err(failed(AppError::Denied));
    }
    let found = state.app.solutions_for_case(actor, number).await.map_err(failed)?;
    Ok((number, case.case.title, found))
}

pub(super) async fn begin_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let (number, title, found) = to_begin(&state, &request, &number).await?;
    let filled = vec![("title".to_owned(), title.clone())];
    Ok(begin_page(&request.frame, (number, &title), &found, &filled, &Errors::default()))
}

pub(super) async fn begin(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (number, title, found) = to_begin(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let input = BeginInput {
        title: value(&sent, "title").to_owned(),
        purpose: value(&sent, "purpose").to_owned(),
        solution: value(&sent, "solution").to_owned(),
    };
    let done = state.app.begin_initiative(&request.visitor.actor, number, input).await;
    answered(frame, done.map(|begun| format!("{}?nytt=initiativ", address(begun.number))), |errors| {
        begin_page(frame, (number, &title), &found, &sent, &errors)
    })
}

fn change_page(frame: &Frame, read: &InitiativePage, sent: &Pairs, errors: &Errors) -> Response {
    let one = &read.initiative;
    let mut groups = vec![
        Group::plain(vec![
            Field::line("title", frame.t("initiative-title")).filled(sent, errors),
            Field::area("purpose", frame.t("initiative-purpose"), 4)
                .help(frame.t("initiative-purpose-help"))
                .optional()
                .filled(sent, errors),
            Field::line("solution", frame.t("initiative-solution"))
                .help(frame.t("initiative-solution-number"))
                .optional()
                .filled(sent, errors),
        ]),
        Group::called(
            frame.t("need-next"),
            vec![
                Field::line("next_step", frame.t("initiative-next")).optional().filled(sent, errors),
                Field::short("next_on", frame.t("initiative-next-on"))
                    .help(frame.t("day-help"))
                    .optional()
                    .filled(sent, errors),
                Field::line("project_url", frame.t("initiative-project"))
                    .help(frame.t("initiative-project-help"))
                    .optional()
                    .filled(sent, errors),
            ],
        ),
    ];
    let rows = sent_rows(sent, "links");
    let mut documents = Group::called(frame.t("initiative-documents"), Vec::new());
    documents.help = frame.t("initiative-documents-help");
    for at in 0..rows {
        let number = (at + 1).to_string();
        documents.fields.push(
            Field::line("links", frame.t1("initiative-document-name", "number", &number))
                .at(at)
                .optional()
                .filled(sent, errors),
        );
        documents.fields.push(
            Field::line("url", frame.t1("initiative-document-url", "number", &number))
                .at(at)
                .optional()
                .filled(sent, errors),
        );
    }
    groups.push(documents);
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, one.number, &one.title),
        heading: frame.t("initiative-change"),
        lead: String::new(),
        warning: String::new(),
        action: format!("{}/andra", address(one.number)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups,
        submit: frame.t("case-save"),
        back: Link::new(address(one.number), frame.t("initiative-back")),
    }
    .page()
}

pub(super) async fn change_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, &number).await?;
    let one = &read.initiative;
    let solution = read.solution.as_ref().map(|(number, name)| format!("{number} {name}"));
    let mut filled = vec![
        ("version".to_owned(), one.version.to_string()),
        ("title".to_owned(), one.title.clone()),
        ("purpose".to_owned(), one.purpose.clone()),
        ("solution".to_owned(), solution.unwrap_or_default()),
        ("next_step".to_owned(), one.next_step.clone()),
        ("next_on".to_owned(), days(one.next_on)),
        ("project_url".to_owned(), one.project_url.clone()),
    ];
    for at in 0..one.links.len() + MORE_LINKS {
        let link = one.links.get(at);
        filled.push((field_of("links", at), link.map(|link| link.title.clone()).unwrap_or_default()));
        filled.push((field_of("url", at), link.map(|link| link.url.clone()).unwrap_or_default()));
    }
    Ok(change_page(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let links =
        (0..sent_rows(&sent, "links")).map(|at| (text(&field_of("links", at)), text(&field_of("url", at))));
    let input = InitiativeInput {
        title: text("title"),
        purpose: text("purpose"),
        solution: text("solution"),
        next_step: text("next_step"),
        next_on: text("next_on"),
        project_url: text("project_url"),
        links: links.collect(),
    };
    let number = read.initiative.number;
    let done = state.app.change_initiative(&request.visitor.actor, (number, version(&sent)), input).await;
    answered(frame, done.map(|()| format!("{}?nytt=sparat", address(number))), |errors| {
        change_page(frame, &read, &sent, &errors)
    })
}

type Candidate = (OrganisationId, String, Option<PartyRole>);

fn parties_page(
    frame: &Frame,
    read: &InitiativePage,
    candidates: &[Candidate],
    sent: &Pairs,
    errors: &Errors,
) -> Response {
    let one = &read.initiative;
    let roles = || {
        let none = Choice::new("", frame.t("party-none"), "");
        let codes: Vec<&str> = PartyRole::ALL.iter().map(|role| role.code()).collect();
        std::iter::once(none).chain(words(&codes, |code| frame.word("party-role", code))).collect::<Vec<_>>()
    };
    let mut fields = Vec::new();
    for (at, (_, name, _)) in candidates.iter().enumerate() {
        fields.push(Field::select("parties", name.clone(), roles()).at(at).filled(sent, errors));
    }
    let mut hidden = vec![("version".to_owned(), value(sent, "version").to_owned())];
    for (at, (id, ..)) in candidates.iter().enumerate() {
        hidden.push((field_of("organisation", at), id.to_string()));
    }
    let mut group = Group::called(frame.t("initiative-parties"), fields);
    group.help = frame.t("initiative-parties-help");
    // The field that an error about the lead leads to.
    let lead = errors.at("lead").to_owned();
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, one.number, &one.title),
        heading: frame.t("initiative-parties-change"),
        lead: frame.t("initiative-parties-lead"),
        warning: lead,
        action: format!("{}/parter", address(one.number)),
        hidden,
        groups: vec![group],
        submit: frame.t("case-save"),
        back: Link::new(address(one.number), frame.t("initiative-back")),
    }
    .page()
}

async fn candidates(state: &State, request: &Request, number: Number) -> Result<Vec<Candidate>, Failure> {
    let found = state.app.initiative_parties(&request.visitor.actor, number).await;
    found.map_err(|error| Failure::page(error, request.frame.clone()))
}

pub(super) async fn parties_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, &number).await?;
    let candidates = candidates(&state, &request, read.initiative.number).await?;
    let mut filled = vec![("version".to_owned(), read.initiative.version.to_string())];
    for (at, (_, _, role)) in candidates.iter().enumerate() {
        filled.push((field_of("parties", at), role.map(PartyRole::code).unwrap_or_default().to_owned()));
    }
    Ok(parties_page(&request.frame, &read, &candidates, &filled, &Errors::default()))
}

pub(super) async fn parties(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, &number).await?;
    let candidates = candidates(&state, &request, read.initiative.number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mut input = Vec::new();
    for at in 0..sent_rows(&sent, "parties") {
        if let Ok(organisation) = value(&sent, &field_of("organisation", at)).parse() {
            let role = PartyRole::from_code(value(&sent, &field_of("parties", at)));
            input.push(PartyInput { organisation, role });
        }
    }
    let number = read.initiative.number;
    match state.app.set_parties(&request.visitor.actor, (number, version(&sent)), &input).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?nytt=sparat#inforande", address(number))).into_response()),
        Err(AppError::Invalid(invalid)) => {
            let mut errors = Errors::default();
            for one in invalid {
                match one.field {
                    "lead" => errors.add("parties", frame.t("initiative-one-lead")),
                    field => {
                        let key = match one.problem {
                            app::FieldProblem::Taken => "initiative-party-begun",
                            app::FieldProblem::NotPermitted => "initiative-party-not-shared",
                            _ => "field-unknown",
                        };
                        errors.add(&field_of(field, one.index), frame.t(key));
                    }
                }
            }
            Ok(parties_page(frame, &read, &candidates, &sent, &errors))
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

fn close_page(frame: &Frame, read: &InitiativePage, sent: &Pairs, errors: &Errors) -> Response {
    let one = &read.initiative;
    let states = [InitiativeState::Finished.code(), InitiativeState::Stopped.code()];
    let unmeasured =
        read.benefits.iter().any(|row| row.measurements.is_empty() && row.benefit.given_up.is_none());
    let lead = if read.lessons.is_empty() {
        "initiative-close-lesson"
    } else if unmeasured || read.benefits.is_empty() {
        "initiative-close-reason"
    } else {
        "initiative-close-help"
    };
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, one.number, &one.title),
        heading: frame.t("initiative-close"),
        lead: frame.t(lead),
        warning: String::new(),
        action: format!("{}/avsluta", address(one.number)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: vec![Group::plain(vec![
            Field::radio(
                "state",
                frame.t("initiative-how-it-ended"),
                words(&states, |code| frame.word("initiative-state", code)),
            )
            .filled(sent, errors),
            Field::area("reason", frame.t("initiative-closing-reason"), 4)
                .help(frame.t("initiative-closing-reason-help"))
                .filled(sent, errors),
        ])],
        submit: frame.t("initiative-close"),
        back: Link::new(address(one.number), frame.t("initiative-back")),
    }
    .page()
}

pub(super) async fn close_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, &number).await?;
    let filled = vec![
        ("version".to_owned(), read.initiative.version.to_string()),
        ("state".to_owned(), InitiativeState::Finished.code().to_owned()),
    ];
    Ok(close_page(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn close(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let number = read.initiative.number;
    let input = ClosingInput {
        // What is no state is one that nothing ends in.
        state: InitiativeState::from_code(value(&sent, "state")).unwrap_or(InitiativeState::Planned),
        reason: value(&sent, "reason").to_owned(),
    };
    let done = state.app.close_initiative(&request.visitor.actor, (number, version(&sent)), input).await;
    answered(frame, done.map(|()| format!("{}?nytt=avslutat", address(number))), |errors| {
        close_page(frame, &read, &sent, &errors)
    })
}

/// People to choose from, with nobody first.
pub(super) fn people(frame: &Frame, found: &[(domain::id::PersonId, String)]) -> Vec<Choice> {
    let nobody = Choice::new("", frame.t("nobody-chosen"), "");
    let one = |(id, name): &(domain::id::PersonId, String)| Choice::new(&id.to_string(), name.clone(), "");
    std::iter::once(nobody).chain(found.iter().map(one)).collect()
}

/// Challenges to choose from, with none first.
pub(crate) fn challenges(frame: &Frame) -> Result<Vec<Choice>, AppError> {
    let mut choices = vec![Choice::new("", frame.t("challenge-none"), "")];
    for one in app::lesson::challenges()? {
        let label = format!("{}: {}", said(frame, &one.group), said(frame, &one.name));
        choices.push(Choice::new(&one.code, label, ""));
    }
    Ok(choices)
}

async fn obstacle_page(
    state: &State,
    request: &Request,
    read: &InitiativePage,
    sent: &Pairs,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let one = &read.initiative;
    let found = state.app.people_of_party(&request.visitor.actor, one.number, Deed::KeepRollout).await;
    let found = found.map_err(failed)?;
    let kinds: Vec<&str> = ObstacleKind::ALL.iter().map(|kind| kind.code()).collect();
    let weights: Vec<&str> = Weight::ALL.iter().map(|weight| weight.code()).collect();
    Ok(FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, one.number, &one.title),
        heading: frame.t("obstacle-new"),
        lead: frame.t("obstacle-form-help"),
        warning: String::new(),
        action: format!("{}/hinder", address(one.number)),
        hidden: Vec::new(),
        groups: vec![
            Group::plain(vec![
                Field::radio(
                    "kind",
                    frame.t("obstacle-which"),
                    words(&kinds, |code| frame.word("obstacle-kind", code)),
                )
                .filled(sent, errors),
                Field::area("obstacle", frame.t("obstacle-text"), 3).filled(sent, errors),
            ]),
            Group::row(vec![
                Field::select(
                    "weight",
                    frame.t("obstacle-weight"),
                    words(&weights, |code| frame.word("weight", code)),
                )
                .filled(sent, errors),
                Field::select("challenge", frame.t("obstacle-challenge"), challenges(frame).map_err(failed)?)
                    .filled(sent, errors),
            ]),
            Group::plain(vec![
                Field::area("measure", frame.t("obstacle-measure"), 2).optional().filled(sent, errors),
                Field::select("person", frame.t("obstacle-person"), people(frame, &found))
                    .filled(sent, errors),
            ]),
        ],
        submit: frame.t("obstacle-raise"),
        back: Link::new(address(one.number), frame.t("initiative-back")),
    }
    .page())
}

pub(super) async fn obstacle_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &number).await?;
    let filled = vec![
        ("kind".to_owned(), ObstacleKind::Obstacle.code().to_owned()),
        ("weight".to_owned(), Weight::Medium.code().to_owned()),
    ];
    obstacle_page(&state, &request, &read, &filled, &Errors::default()).await
}

pub(super) async fn obstacle(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let text = |name: &str| value(&sent, name).to_owned();
    let input = ObstacleInput {
        kind: text("kind"),
        text: text("obstacle"),
        challenge: text("challenge"),
        weight: text("weight"),
        measure: text("measure"),
        person: text("person"),
    };
    let number = read.initiative.number;
    match state.app.raise_obstacle(&request.visitor.actor, number, input).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?nytt=hinder#hinder", address(number))).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            obstacle_page(&state, &request, &read, &sent, &errors).await
        }
    }
}

fn variant_page(frame: &Frame, read: &InitiativePage, sent: &Pairs, errors: &Errors) -> Response {
    let one = &read.initiative;
    let others = read.parties.iter().filter(|row| row.rollout.party.organisation != one.organisation);
    let choices: Vec<Choice> = others
        .map(|row| {
            let id = row.rollout.party.organisation.to_string();
            let chosen = sent.iter().any(|(key, value)| key == "parties" && *value == id);
            Choice { label: row.organisation.clone(), value: id, chosen }
        })
        .collect();
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, one.number, &one.title),
        heading: frame.t("initiative-part"),
        lead: frame.t("initiative-part-help"),
        warning: String::new(),
        action: format!("{}/variant", address(one.number)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: vec![Group::plain(vec![
            Field::checks("parties", frame.t("initiative-who-parts"), choices).filled(sent, errors),
            Field::line("title", frame.t("initiative-variant-title")).filled(sent, errors),
            Field::area("reason", frame.t("initiative-variant-reason"), 3).filled(sent, errors),
        ])],
        submit: frame.t("initiative-part"),
        back: Link::new(address(one.number), frame.t("initiative-back")),
    }
    .page()
}

pub(super) async fn variant_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = to_keep(&state, &request, &number).await?;
    let filled = vec![("version".to_owned(), read.initiative.version.to_string())];
    Ok(variant_page(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn variant(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_keep(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let chosen = sent.iter().filter(|(key, _)| key == "parties");
    let parties: Vec<OrganisationId> = chosen.filter_map(|(_, id)| id.parse().ok()).collect();
    let number = read.initiative.number;
    let said = (value(&sent, "title"), value(&sent, "reason"));
    let done = state.app.part_variant(&request.visitor.actor, (number, version(&sent)), &parties, said).await;
    answered(frame, done.map(|variant| format!("{}?nytt=variant", address(variant.number))), |errors| {
        variant_page(frame, &read, &sent, &errors)
    })
}
