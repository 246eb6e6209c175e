//! The form of a challenge, and taking in those that are shipped.

use app::AppError;
use app::challenge::{ChallengeInput, ChallengePage};
use app::goal::Joined;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::challenge::ChallengeKind;

use super::{page, read};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::goal::{in_which, words};
use crate::view::{Field, FormPage, Group, Link};
use crate::visitor::Request;

fn input(sent: &Pairs) -> ChallengeInput {
    let text = |name: &str| value(sent, name).to_owned();
    ChallengeInput {
        collaboration: text("collaboration"),
        title: text("title"),
        description: text("description"),
        kind: text("kind"),
    }
}

fn show(
    frame: &Frame,
    joined: &[Joined],
    changed: Option<&ChallengePage>,
    (sent, errors): (&Pairs, &Errors),
) -> Response {
    let codes: Vec<_> = ChallengeKind::ALL.iter().map(|one| one.code()).collect();
    let mut fields = in_which(frame, joined, sent, errors);
    fields.extend([
        Field::line("title", frame.t("challenge-title"))
            .help(frame.t("challenge-title-help"))
            .filled(sent, errors),
        Field::area("description", frame.t("challenge-description"), 4).optional().filled(sent, errors),
        Field::radio("kind", frame.t("challenge-kind"), words(frame, "challenge-kind", &codes, ""))
            .help(frame.t("challenge-kind-help"))
            .filled(sent, errors),
    ]);
    let mut crumbs = vec![Link::new("/utmaningar", frame.t("place-challenges"))];
    let (address, action, heading) = match changed {
        Some(page) => {
            let address = format!("/utmaningar/{}", page.row.challenge.id);
            crumbs.push(Link::new(&address, page.row.challenge.title.clone()));
            let action = format!("{address}/andra");
            (address, action, "challenge-change")
        }
        None => ("/utmaningar".to_owned(), "/utmaningar/ny".to_owned(), "challenge-new"),
    };
    FormPage {
        frame,
        errors,
        crumbs,
        heading: frame.t(heading),
        lead: frame.t("challenge-form-help"),
        warning: String::new(),
        action,
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: vec![Group::plain(fields)],
        submit: frame.t("case-save"),
        back: Link::new(address, frame.t("goal-back")),
    }
    .page()
}

async fn writer(state: &State, request: &Request) -> Result<Vec<Joined>, Failure> {
    let read = read(state, request).await?;
    let denied = || Failure::page(AppError::Denied, request.frame.clone());
    if read.may_write { Ok(read.joined) } else { Err(denied()) }
}

pub(super) async fn new(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let joined = writer(&state, &request).await?;
    let filled = vec![("kind".to_owned(), ChallengeKind::Structure.code().to_owned())];
    Ok(show(&request.frame, &joined, None, (&filled, &Errors::default())))
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let joined = writer(&state, &request).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.write_challenge(&request.visitor.actor, input(&sent)).await;
    let on = done.map(|one| format!("/utmaningar/{}?nytt=skriven", one.id));
    answered(frame, on, |errors| show(frame, &joined, None, (&sent, &errors)))
}

async fn kept(state: &State, request: &Request, id: &str) -> Result<ChallengePage, Failure> {
    let read = page::read(state, request, id).await?;
    let denied = || Failure::page(AppError::Denied, request.frame.clone());
    if read.row.may_keep { Ok(read) } else { Err(denied()) }
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = kept(&state, &request, &id).await?;
    let one = &read.row.challenge;
    let filled = [
        ("version", one.version.to_string()),
        ("title", one.title.clone()),
        ("description", one.description.clone()),
        ("kind", one.kind.code().to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    Ok(show(&request.frame, &[], Some(&read), (&filled, &Errors::default())))
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
    let id = read.row.challenge.id;
    let of = (id, value(&sent, "version").parse().unwrap_or(0));
    let done = state.app.change_challenge(&request.visitor.actor, of, input(&sent)).await;
    let on = done.map(|()| format!("/utmaningar/{id}?nytt=sparat"));
    answered(frame, on, |errors| show(frame, &[], Some(&read), (&sent, &errors)))
}

pub(super) async fn take_in(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let read = read(&state, &request).await?;
    if read.may_seed.is_empty() {
        return Err(failed(AppError::Denied));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let Ok(of) = value(&sent, "samverkan").parse() else {
        return Err(Failure::unreadable_form(frame.clone()));
    };
    state.app.take_in_challenges(&request.visitor.actor, of).await.map_err(failed)?;
    Ok(Redirect::to("/utmaningar?nytt=forslag").into_response())
}
