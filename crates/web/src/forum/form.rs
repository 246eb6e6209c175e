//! The form that begins a forum and changes one.

use app::AppError;
use app::forum::ForumInput;
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::forum::{Forum, Voting};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, count_in};
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

/// What was sent.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: String,
    name: String,
    body: String,
    mandate: String,
    voting: String,
    quorum: String,
    jointly: String,
}

impl From<&Forum> for Sent {
    fn from(forum: &Forum) -> Self {
        Self {
            version: forum.version.to_string(),
            name: forum.name.clone(),
            body: forum.body.clone(),
            mandate: forum.mandate.clone(),
            voting: forum.voting.code().to_owned(),
            quorum: if forum.quorum == 0 { String::new() } else { forum.quorum.to_string() },
            jointly: String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "forum/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    sent: &'a Sent,
    /// Where the form is sent, and where one goes back.
    address: String,
    back: String,
    is_new: bool,
    bodies: Vec<Choice>,
    voting: Vec<Choice>,
    kinds: Vec<Choice>,
}

pub(super) async fn begin_form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let sent =
        Sent { voting: Voting::Consensus.code().to_owned(), jointly: "ja".to_owned(), ..Sent::default() };
    show(&state, &request, (None, &sent), &Errors::default()).await
}

pub(super) async fn begin(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let begun = match input(frame, &sent) {
        Ok(input) => state.app.begin_forum(&request.visitor.actor, input).await,
        Err(errors) => return show(&state, &request, (None, &sent), &errors).await,
    };
    match begun {
        Ok(forum) => Ok(Redirect::to(&format!("/forum/{}?nytt=forum", forum.id)).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, (None, &sent), &errors).await
        }
    }
}

pub(super) async fn edit_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let forum = kept(&state, &request, &id).await?;
    show(&state, &request, (Some(&forum), &Sent::from(&forum)), &Errors::default()).await
}

pub(super) async fn edit(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let forum = kept(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = sent.version.parse().unwrap_or(0);
    let edited = match input(frame, &sent) {
        Ok(input) => state.app.edit_forum(&request.visitor.actor, forum.id, version, input).await,
        Err(errors) => return show(&state, &request, (Some(&forum), &sent), &errors).await,
    };
    match edited {
        Ok(forum) => Ok(Redirect::to(&format!("/forum/{}?nytt=sparat", forum.id)).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, (Some(&forum), &sent), &errors).await
        }
    }
}

/// The forum, for who keeps it.
async fn kept(state: &State, request: &Request, id: &str) -> Result<Forum, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let id = request.named(id)?;
    let read = state.app.read_forum(&request.visitor.actor, id).await.map_err(failed)?;
    if read.may_keep { Ok(read.forum) } else { Err(failed(AppError::Denied)) }
}

fn input(frame: &Frame, sent: &Sent) -> Result<ForumInput, Errors> {
    let Some(quorum) = count_in(&sent.quorum) else {
        let mut errors = Errors::default();
        errors.add("quorum", frame.t("forum-no-quorum-number"));
        return Err(errors);
    };
    Ok(ForumInput {
        name: sent.name.clone(),
        body: sent.body.clone(),
        mandate: sent.mandate.clone(),
        voting: Voting::from_code(&sent.voting).unwrap_or(Voting::Consensus),
        quorum: quorum.unwrap_or(0),
        jointly: sent.jointly == "ja",
    })
}

async fn show(
    state: &State,
    request: &Request,
    (forum, sent): (Option<&Forum>, &Sent),
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let bodies = state.app.bodies(&request.visitor.actor).await;
    let bodies = bodies.map_err(|error| Failure::page(error, frame.clone()))?;
    // The name as it stands is a choice too: a forum need not be named by a process.
    let mut choices = vec![Choice::new("", frame.t("forum-body-name"), &sent.body)];
    choices.extend(bodies.iter().map(|body| Choice::new(body, body.clone(), &sent.body)));
    if choices.iter().all(|choice| !choice.chosen) {
        choices.push(Choice { value: sent.body.clone(), label: sent.body.clone(), chosen: true });
    }
    let (address, back) = match forum {
        Some(forum) => (format!("/forum/{}/andra", forum.id), format!("/forum/{}", forum.id)),
        None => ("/forum/nytt".to_owned(), "/forum".to_owned()),
    };
    let page = html(&FormPage {
        frame,
        errors,
        sent,
        address,
        back,
        is_new: forum.is_none(),
        bodies: choices,
        voting: Voting::ALL
            .iter()
            .map(|one| Choice::new(one.code(), frame.word("voting", one.code()), &sent.voting))
            .collect(),
        kinds: [("ja", "forum-joint"), ("nej", "forum-own")]
            .map(|(value, key)| Choice::new(value, frame.t(key), &sent.jointly))
            .into_iter()
            .collect(),
    });
    Ok(errors.on(page))
}
