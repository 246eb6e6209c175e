//! The form of an intervention.

use app::intervention::{InterventionInput, Interventions};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::intervention::{Effort, Intervention, InterventionKind, InterventionState};
use serde::Deserialize;

use super::{Read, denied, read, read_one};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::goal::{in_which, words};
use crate::list::Choice;
use crate::view::{Field, FormPage, Group, Link, days};
use crate::visitor::Request;

/// Everything that was sent by a name.
fn all(sent: &Pairs, name: &str) -> Vec<String> {
    sent.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
}

fn input(sent: &Pairs) -> InterventionInput {
    let text = |name: &str| value(sent, name).to_owned();
    InterventionInput {
        collaboration: text("collaboration"),
        title: text("title"),
        description: text("description"),
        effort: text("effort"),
        kind: text("kind"),
        state: text("state"),
        owner: text("owner"),
        starts: text("starts"),
        ends: text("ends"),
        effect: text("effect"),
        challenges: all(sent, "challenges"),
        goals: all(sent, "goals"),
    }
}

/// Things to tick, those that were.
fn ticks<T: ToString>(found: &[(T, String)], ticked: &[String]) -> Vec<Choice> {
    let one = |(id, title): &(T, String)| {
        let value = id.to_string();
        Choice { chosen: ticked.contains(&value), label: title.clone(), value }
    };
    found.iter().map(one).collect()
}

fn show(
    frame: &Frame,
    of: &Interventions,
    changed: Option<&Intervention>,
    (sent, errors): (&Pairs, &Errors),
) -> Response {
    let radio = |name: &str, label: &str, group: &str, codes: Vec<&str>| {
        Field::radio(name, frame.t(label), words(frame, group, &codes, "")).filled(sent, errors)
    };
    let codes = |all: &[InterventionKind]| all.iter().map(|one| one.code()).collect::<Vec<_>>();
    let mut first = if changed.is_none() { in_which(frame, &of.joined, sent, errors) } else { Vec::new() };
    first.extend([
        Field::line("title", frame.t("intervention-title"))
            .help(frame.t("intervention-title-help"))
            .filled(sent, errors),
        Field::area("description", frame.t("intervention-description"), 4).optional().filled(sent, errors),
        radio("kind", "intervention-kind", "intervention-kind", codes(InterventionKind::ALL)),
        radio("effort", "intervention-effort", "effort", Effort::ALL.iter().map(|one| one.code()).collect()),
    ]);
    let states = InterventionState::ALL.iter().map(|one| one.code()).collect::<Vec<_>>();
    let groups = vec![
        Group::plain(first),
        Group::row(vec![
            Field::select(
                "state",
                frame.t("intervention-state"),
                words(frame, "intervention-state", &states, ""),
            )
            .filled(sent, errors),
            Field::line("owner", frame.t("intervention-owner"))
                .help(frame.t("intervention-owner-help"))
                .optional()
                .filled(sent, errors),
        ]),
        Group::row(vec![
            Field::short("starts", frame.t("intervention-starts")).optional().filled(sent, errors),
            Field::short("ends", frame.t("intervention-ends"))
                .help(frame.t("contract-day-help"))
                .optional()
                .filled(sent, errors),
        ]),
        Group::plain(vec![
            Field::area("effect", frame.t("intervention-effect"), 3)
                .help(frame.t("intervention-effect-help"))
                .optional()
                .filled(sent, errors),
            Field::checks(
                "challenges",
                frame.t("intervention-answers"),
                ticks(&of.challenges, &all(sent, "challenges")),
            )
            .filled(sent, errors),
            Field::checks("goals", frame.t("serving-goals"), ticks(&of.goals, &all(sent, "goals")))
                .filled(sent, errors),
        ]),
    ];
    let mut crumbs = vec![Link::new("/insatser", frame.t("place-interventions"))];
    let (address, action, heading) = match changed {
        Some(one) => {
            let address = format!("/insatser/{}", one.id);
            crumbs.push(Link::new(&address, one.title.clone()));
            let action = format!("{address}/andra");
            (address, action, "intervention-change")
        }
        None => ("/insatser".to_owned(), "/insatser/ny".to_owned(), "intervention-new"),
    };
    FormPage {
        frame,
        errors,
        crumbs,
        heading: frame.t(heading),
        lead: frame.t("intervention-form-help"),
        warning: String::new(),
        action,
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups,
        submit: frame.t("case-save"),
        back: Link::new(address, frame.t("goal-back")),
    }
    .page()
}

async fn writer(state: &State, request: &Request) -> Result<Interventions, Failure> {
    let read = read(state, request).await?;
    if read.may_write { Ok(read) } else { Err(denied(request)) }
}

/// What a new one begins with: a challenge, and a proposal for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    utmaning: String,
    slag: String,
    titel: String,
}

pub(super) async fn new(
    Shared(state): Shared<State>,
    request: Request,
    from: Result<Query<From>, QueryRejection>,
) -> Result<Response, Failure> {
    let of = writer(&state, &request).await?;
    let from = from.map(|Query(from)| from).unwrap_or_default();
    let kind = InterventionKind::from_code(&from.slag).unwrap_or(InterventionKind::Structure);
    let filled = [
        ("title", from.titel.as_str()),
        ("kind", kind.code()),
        ("effort", Effort::Intervention.code()),
        ("state", InterventionState::Proposed.code()),
        ("challenges", from.utmaning.as_str()),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    Ok(show(&request.frame, &of, None, (&filled, &Errors::default())))
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let of = writer(&state, &request).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.write_intervention(&request.visitor.actor, input(&sent)).await;
    let on = done.map(|one| format!("/insatser/{}?nytt=skriven", one.id));
    answered(frame, on, |errors| show(frame, &of, None, (&sent, &errors)))
}

async fn kept(state: &State, request: &Request, id: &str) -> Result<Read, Failure> {
    let read = read_one(state, request, id).await?;
    if read.row.may_keep { Ok(read) } else { Err(denied(request)) }
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = kept(&state, &request, &id).await?;
    let one = &read.row.intervention;
    let mut filled = [
        ("version", one.version.to_string()),
        ("title", one.title.clone()),
        ("description", one.description.clone()),
        ("effort", one.effort.code().to_owned()),
        ("kind", one.kind.code().to_owned()),
        ("state", one.state.code().to_owned()),
        ("owner", one.owner.clone()),
        ("starts", days(one.starts)),
        ("ends", days(one.ends)),
        ("effect", one.effect.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    filled.extend(read.row.challenges.iter().map(|(id, _)| ("challenges".to_owned(), id.to_string())));
    filled.extend(read.row.goals.iter().map(|(id, _)| ("goals".to_owned(), id.to_string())));
    Ok(show(&request.frame, &read.all, Some(one), (&filled, &Errors::default())))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = kept(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let one = &read.row.intervention;
    let of = (one.id, value(&sent, "version").parse().unwrap_or(0));
    let done = state.app.change_intervention(&request.visitor.actor, of, input(&sent)).await;
    let on = done.map(|()| format!("/insatser/{}?nytt=sparat", one.id));
    answered(frame, on, |errors| show(frame, &read.all, Some(one), (&sent, &errors)))
}
