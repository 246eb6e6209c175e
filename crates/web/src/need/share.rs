//! How far a need is shared: who would read it, named, before it is sent or the level is raised; who has opened it; undoing
//! that; and the second person that the public takes.

use app::sharing::Audience;
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::need::{Need, NeedRefusal, NeedState};
use domain::number::Number;
use domain::sharing::Sharing;
use serde::Deserialize;

use super::choices::{Around, Level};
use super::form::{self, NeedForm, Target};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::visitor::Request;

/// What was pressed: the version it stood beside, the level that is wanted, and the level that was agreed to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    version: String,
    sharing: String,
    agreed: String,
}

impl Pressed {
    /// The version that was read; 0, which no need has, when it cannot be told.
    fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }

    /// The level agreed to; a draft's, which nobody else reads, when nothing is said.
    fn agreed(&self) -> Sharing {
        Sharing::from_code(&self.agreed).unwrap_or(Sharing::Draft)
    }
}

/// Who will read it, before the second press.
#[derive(Template)]
#[template(path = "need/agree.html")]
struct AgreePage<'a> {
    frame: &'a Frame,
    number: String,
    version: i64,
    heading: String,
    level: Level,
    /// Where the second press goes.
    action: String,
    /// Whether the need is sent by it.
    sends: bool,
    public: bool,
    names: Vec<String>,
    readers: String,
    button: String,
}

/// Somebody outside the own organisation who has opened it.
struct Reader {
    who: String,
    first: String,
    last: String,
}

#[derive(Template)]
#[template(path = "need/share.html")]
struct SharePage<'a> {
    frame: &'a Frame,
    number: String,
    version: i64,
    title: &'a str,
    levels: Vec<Level>,
    readers: Vec<Reader>,
    wished_by: Option<String>,
}

/// Sends a draft, once the person has seen who will read it.
pub(super) async fn submit(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let (number, pressed) = understood(&request, &number, form)?;
    let actor = &request.visitor.actor;
    let need = match state.app.check_sending(actor, number).await {
        Ok(need) => need,
        Err(error) => return unsendable(&state, &request, number, error).await,
    };
    let is_agreed = !need.sharing.reaches_others() || pressed.agreed() == need.sharing;
    if !is_agreed {
        return agree_to_send(&state, &request, &need).await;
    }
    match state.app.submit_need(actor, number, pressed.version(), pressed.agreed()).await {
        Ok(need) => Ok(Redirect::to(&format!("/behov/{}?nytt=skickat", need.number)).into_response()),
        Err(error) => Err(failed(error)),
    }
}

/// The form, where what stands in the way can be changed.
async fn unsendable(
    state: &State,
    request: &Request,
    number: Number,
    error: AppError,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let AppError::Invalid(fields) = error else { return Err(failed(error)) };
    let need = state.app.read_need(&request.visitor.actor, number).await.map_err(failed)?.need;
    let (target, form) = (Target::of(&need), NeedForm::of(&need));
    Ok(form::again(state, request, target, &form, AppError::Invalid(fields).into()).await)
}

/// Who will read a draft when it is sent, and the button that sends it.
pub(super) async fn agree_to_send(
    state: &State,
    request: &Request,
    need: &Need,
) -> Result<Response, Failure> {
    let action = format!("/behov/{}/skicka", need.number);
    agree(state, request, need, need.sharing, action).await
}

async fn agree(
    state: &State,
    request: &Request,
    need: &Need,
    level: Sharing,
    action: String,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let audience = state.app.audience(actor, level).await;
    let Audience { organisations: names, everybody: public } =
        audience.map_err(|error| Failure::page(error, frame.clone()))?;
    let around = Around::read(state, actor).await.unwrap_or_default();
    let Some(level) = around.level(frame, level) else {
        return Err(Failure::page(AppError::NotFound, frame.clone()));
    };
    let sends = !matches!(need.state, NeedState::Submitted { .. });
    let count = i64::try_from(names.len()).unwrap_or(i64::MAX);
    Ok(html(&AgreePage {
        frame,
        number: need.number.to_string(),
        version: need.version,
        heading: frame.t(if sends { "share-agree-send" } else { "share-agree" }),
        button: match (public, sends) {
            (true, _) => frame.t("share-wish-public"),
            (false, true) => frame.tn("share-send-to", count),
            (false, false) => frame.tn("share-with", count),
        },
        readers: frame.tn("share-readers", count),
        level,
        action,
        sends,
        public,
        names,
    }))
}

/// Who reads it now and has opened it, and the levels to choose among.
pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    let read = state.app.read_need(&visitor.actor, number).await.map_err(failed)?;
    if !read.deeds.share {
        let is_own = read.deeds.edit && !matches!(read.need.state, NeedState::Submitted { .. });
        let not_yet = AppError::Refused(Refusal::Need(NeedRefusal::NotSubmitted));
        return Err(failed(if is_own { not_yet } else { AppError::Denied }));
    }
    let around = Around::read(&state, &visitor.actor).await.map_err(failed)?;
    let openings = state.app.need_openings(&visitor.actor, number).await.map_err(failed)?;
    let reader = |row: &app::sharing::OpeningRow| Reader {
        who: match &row.reader {
            Some((name, organisation)) => format!("{name}, {organisation}"),
            None => frame.t("share-the-public"),
        },
        first: frame.time_of(row.opening.first),
        last: frame.time_of(row.opening.last),
    };
    Ok(html(&SharePage {
        frame,
        number: read.need.number.to_string(),
        version: read.need.version,
        title: &read.need.facts.title,
        levels: around.levels_to_share(frame, read.need.sharing),
        readers: openings.iter().map(reader).collect(),
        wished_by: read.shared.publication.map(|(_, name)| name),
    }))
}

/// Changes the level; a higher one after a second press.
pub(super) async fn share(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let (number, pressed) = understood(&request, &number, form)?;
    let actor = &request.visitor.actor;
    let read = state.app.read_need(actor, number).await.map_err(failed)?;
    let Some(level) = Sharing::from_code(&pressed.sharing).filter(|level| *level != Sharing::Draft) else {
        return Ok(Redirect::to(&format!("/behov/{number}/dela")).into_response());
    };
    if level > read.need.sharing && read.deeds.share && pressed.agreed() != level {
        return agree(&state, &request, &read.need, level, format!("/behov/{number}/dela")).await;
    }
    match state.app.share_need(actor, number, pressed.version(), level, pressed.agreed()).await {
        Ok(need) if level == Sharing::Public && need.sharing != level => {
            Ok(Redirect::to(&format!("/behov/{number}?nytt=onskat")).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/behov/{number}?nytt=delat")).into_response()),
        Err(error) => unsendable(&state, &request, number, error).await,
    }
}

/// Undoes the last raise.
pub(super) async fn undo(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let (number, pressed) = understood(&request, &number, form)?;
    let undone = state.app.undo_sharing(&request.visitor.actor, number, pressed.version()).await;
    undone.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to(&format!("/behov/{number}?nytt=angrat")).into_response())
}

/// Agrees that it becomes public.
pub(super) async fn publish(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let (number, pressed) = understood(&request, &number, form)?;
    match state.app.publish_need(&request.visitor.actor, number, pressed.version()).await {
        Ok(_) => Ok(Redirect::to(&format!("/behov/{number}?nytt=delat")).into_response()),
        Err(error) => unsendable(&state, &request, number, error).await,
    }
}

/// Declines the wish to make it public, or takes it back.
pub(super) async fn decline(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    state.app.decline_publication(&request.visitor.actor, number).await.map_err(failed)?;
    Ok(Redirect::to(&format!("/behov/{number}?nytt=avstatt")).into_response())
}

fn understood(
    request: &Request,
    number: &str,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<(Number, Pressed), Failure> {
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let number = number.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))?;
    Ok((number, form))
}
