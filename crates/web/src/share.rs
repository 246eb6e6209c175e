//! The one control of how far a record is shared: who would read it, named, before the level is raised; who has opened it; undoing that;
//! and the second person that the public takes. Needs, solutions, contracts and lessons have it under their own addresses.
//!
//! Not here: sending a need (`need::share`), and what each level lets who read (`domain::permission`).

mod places;

use app::AppError;
use app::sharing::{Audience, OpeningRow, Record, Shared as HowShared, SharingPage, Standing, Wanted, Which};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::sharing::Sharing;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::{Frame, count};
use crate::need;
use crate::view::{Field, Link};
use crate::visitor::Request;

pub(crate) use places::{Kind, Place};

/// What was pressed: the version it stood beside, the level that is wanted, and the level that was agreed to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pressed {
    version: String,
    sharing: String,
    agreed: String,
    identity_reason: String,
}

impl Pressed {
    /// The version that was read; 0, which no record has, when it cannot be told.
    pub(crate) fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }

    /// The level agreed to; a draft's, which nobody else reads, when nothing is said.
    pub(crate) fn agreed(&self) -> Sharing {
        Sharing::from_code(&self.agreed).unwrap_or(Sharing::Draft)
    }
}

/// A level to choose, and who reads what has it.
pub(crate) struct Level {
    pub(crate) code: &'static str,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) chosen: bool,
}

/// That a record has just been shared, while it can be undone, and that somebody wishes it public.
#[derive(Debug, Clone, Default)]
pub(crate) struct Banner {
    pub(crate) raised: String,
    pub(crate) wished: String,
    pub(crate) may_agree: bool,
    pub(crate) may_decline: bool,
    pub(crate) version: i64,
    /// Where each is pressed, and the words for declining.
    pub(crate) undo: String,
    pub(crate) publish: String,
    pub(crate) decline: Link,
}

impl Banner {
    pub(crate) fn of(frame: &Frame, place: &Place, version: i64, shared: &HowShared) -> Self {
        let raised = shared.raise.map(|raise| frame.t1("share-raised", "time", &frame.time_of(raise.at)));
        let wished = shared.publication.as_ref().map(|(_, name)| {
            frame.t2("share-waits-for-second", ("name", name), ("what", &place.what(frame)))
        });
        let decline = if shared.may_agree { "share-decline" } else { "share-take-back-wish" };
        Self {
            raised: raised.unwrap_or_default(),
            wished: wished.unwrap_or_default(),
            may_agree: shared.may_agree,
            may_decline: shared.may_decline,
            version,
            undo: format!("{}/angra", place.control()),
            publish: format!("{}/publicera", place.control()),
            decline: Link::new(format!("{}/avsta", place.control()), frame.t(decline)),
        }
    }
}

/// Who will read it, before the second press.
#[derive(Template)]
#[template(path = "share/agree.html")]
struct AgreePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    crumbs: Vec<Link>,
    heading: String,
    title: String,
    lead: String,
    version: i64,
    code: &'static str,
    level: String,
    /// Where the second press goes.
    action: String,
    public: bool,
    names: Vec<String>,
    readers: String,
    /// Where a personal identity number stands in it: why it must.
    reason: Option<Field>,
    button: String,
    back: Link,
}

/// Somebody outside the own organisation who has opened it.
struct Reader {
    who: String,
    first: String,
    last: String,
}

#[derive(Template)]
#[template(path = "share/page.html")]
struct SharePage<'a> {
    frame: &'a Frame,
    crumbs: Vec<Link>,
    heading: String,
    title: &'a str,
    banner: Banner,
    action: String,
    version: i64,
    note: String,
    levels: Vec<Level>,
    reason: String,
    readers: Vec<Reader>,
    back: Link,
}

/// What is to be agreed to.
pub(crate) struct Agreeing<'a> {
    pub(crate) place: &'a Place,
    pub(crate) title: String,
    pub(crate) version: i64,
    pub(crate) level: Sharing,
    /// Whether a need is sent by it.
    pub(crate) occasion: Occasion,
    /// Why a personal identity number must stand in it, as it was written; nothing where none does.
    pub(crate) reason: Option<String>,
    pub(crate) errors: Errors,
}

/// When somebody is asked who may read a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// A need is sent.
    Sending,
    /// It has just been made, and the own organisation alone reads it.
    Made,
    /// It is there.
    Later,
}

/// The question whether those who will read it may.
pub(crate) async fn agree(
    state: &State,
    request: &Request,
    asked: Agreeing<'_>,
) -> Result<Response, Failure> {
    let (frame, actor, place) = (&request.frame, &request.visitor.actor, asked.place);
    let audience = state.app.audience(actor, asked.level).await;
    let Audience { organisations: names, everybody: public } =
        audience.map_err(|error| Failure::page(error, frame.clone()))?;
    let among = count(names.len());
    let sends = asked.occasion == Occasion::Sending;
    let what = place.what(frame);
    let reason = asked.reason.map(|written| {
        let field = Field::line("identity_reason", frame.t("need-identity-reason"))
            .help(frame.t("share-identity-reason-help"))
            .value(written);
        Field { error: asked.errors.at("identity_reason").to_owned(), ..field }
    });
    let page = html(&AgreePage {
        frame,
        errors: &asked.errors,
        crumbs: place.crumbs(frame),
        heading: frame.t1(if sends { "share-agree-send" } else { "share-agree" }, "what", &what),
        title: asked.title,
        lead: match asked.occasion {
            Occasion::Sending => frame.t("share-not-sent-yet"),
            Occasion::Made => frame.t("share-not-shared-yet"),
            Occasion::Later => String::new(),
        },
        version: asked.version,
        code: asked.level.code(),
        level: frame.word("sharing", asked.level.code()),
        button: match (public, sends) {
            (true, _) => frame.t("share-wish-public"),
            (false, true) => frame.tn("share-send-to", among),
            (false, false) => frame.tn("share-with", among),
        },
        readers: frame.tn("share-readers", among),
        action: if sends { format!("{}/skicka", place.address()) } else { place.control() },
        public,
        names,
        reason,
        back: match asked.occasion {
            Occasion::Sending => {
                Link::new(format!("{}/andra#sharing", place.address()), frame.t("share-choose-again"))
            }
            Occasion::Made => Link::new(place.address(), frame.t("share-not-now")),
            Occasion::Later => Link::new(place.control(), frame.t("share-choose-again")),
        },
    });
    Ok(asked.errors.on(page))
}

/// The level that somebody wants from the first, asked for where a record has just been made.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    niva: String,
}

/// Where whoever has made a record goes on: to the question who may read it, unless nobody else is to.
pub(crate) fn made(place: &Place, wanted: &str, on: String) -> Response {
    match Sharing::from_code(wanted).filter(|level| level.reaches_others()) {
        Some(level) => Redirect::to(&format!("{}?niva={level}", place.control())).into_response(),
        None => Redirect::to(&on).into_response(),
    }
}

/// Who reads it now and has opened it, and the levels to choose among.
async fn page(
    state: &State,
    request: &Request,
    place: &Place,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(state, request, place).await?;
    let wanted = asked.map(|Query(asked)| asked).unwrap_or_default().niva;
    let wanted = Sharing::from_code(&wanted).filter(|level| read.levels.contains(level));
    if let Some(level) = wanted.filter(|level| *level > read.record.level()) {
        let asked = Agreeing { occasion: Occasion::Made, ..asking(place, &read, level) };
        return agree(state, request, asked).await;
    }
    let levels = levels(state, request, &read).await?;
    Ok(html(&SharePage {
        frame,
        crumbs: place.crumbs(frame),
        heading: frame.t1("share-heading", "what", &place.what(frame)),
        title: read.record.title(),
        banner: Banner::of(frame, place, read.record.version(), &read.shared),
        action: place.control(),
        version: read.record.version(),
        note: match &read.record {
            Record::Contract(_) => frame.t("contract-never-public"),
            Record::Maturity(_) => frame.t("maturity-consent-note"),
            Record::Need(_) | Record::Solution(_) | Record::Lesson(_) | Record::Article(_) => String::new(),
        },
        levels,
        reason: read.identity_reason.clone().unwrap_or_default(),
        readers: read.openings.iter().map(|row| reader(frame, row)).collect(),
        back: Link::new(place.address(), place.back(frame)),
    }))
}

fn asking<'a>(place: &'a Place, read: &SharingPage, level: Sharing) -> Agreeing<'a> {
    Agreeing {
        place,
        title: read.record.title().to_owned(),
        version: read.record.version(),
        level,
        occasion: Occasion::Later,
        reason: (read.wants_reason && level.reaches_others()).then(String::new),
        errors: Errors::default(),
    }
}

async fn read(state: &State, request: &Request, place: &Place) -> Result<SharingPage, Failure> {
    let read = state.app.read_sharing(&request.visitor.actor, place.which()).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

/// The levels that can be chosen, with who reads what has each.
async fn levels(state: &State, request: &Request, read: &SharingPage) -> Result<Vec<Level>, Failure> {
    let frame = &request.frame;
    let actor = &request.visitor.actor;
    let audience = state.app.audience(actor, Sharing::Collaboration).await;
    let names = audience.map_err(|error| Failure::page(error, frame.clone()))?.organisations;
    let own = names.first().cloned().unwrap_or_default();
    let level = |sharing: &Sharing| Level {
        code: sharing.code(),
        label: frame.word("sharing", sharing.code()),
        help: match sharing {
            Sharing::Draft => String::new(),
            Sharing::Organisation => frame.t1("need-share-organisation", "name", &own),
            Sharing::Collaboration => frame.t1("share-level-collaboration", "names", &frame.list(&names)),
            Sharing::Network => frame.t("need-share-network"),
            Sharing::Public => frame.t("need-share-public"),
        },
        chosen: *sharing == read.record.level(),
    };
    Ok(read.levels.iter().map(level).collect())
}

fn reader(frame: &Frame, row: &OpeningRow) -> Reader {
    Reader {
        who: match &row.reader {
            Some((name, organisation)) => format!("{name}, {organisation}"),
            None => frame.t("share-the-public"),
        },
        first: frame.time_of(row.opening.first),
        last: frame.time_of(row.opening.last),
    }
}

/// Changes the level; a higher one after a second press.
async fn share(
    state: &State,
    request: &Request,
    place: &Place,
    pressed: &Pressed,
) -> Result<Response, Failure> {
    let read = read(state, request, place).await?;
    let Some(level) = Sharing::from_code(&pressed.sharing) else {
        return Ok(Redirect::to(&place.control()).into_response());
    };
    if !read.levels.contains(&level) {
        return Err(Failure::page(AppError::Denied, request.frame.clone()));
    }
    if level > read.record.level() && pressed.agreed() != level {
        return agree(state, request, asking(place, &read, level)).await;
    }
    let reason = pressed.identity_reason.clone();
    let wanted = Wanted { version: pressed.version(), level, agreed: pressed.agreed(), reason };
    match state.app.share(&request.visitor.actor, place.which(), &wanted).await {
        Ok(standing) => Ok(on(place, if standing.level == level { "delat" } else { "onskat" })),
        Err(AppError::Invalid(fields)) if matches!(place.which(), Which::Need(_)) => {
            need::unsendable(state, request, place, AppError::Invalid(fields)).await
        }
        Err(error) => {
            let frame = &request.frame;
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            let asked = asking(place, &read, level);
            let reason = asked.reason.as_ref().map(|_| wanted.reason.clone());
            agree(state, request, Agreeing { reason, errors, ..asked }).await
        }
    }
}

/// Back to the record, which tells what has been done.
fn on(place: &Place, told: &str) -> Response {
    Redirect::to(&format!("{}?nytt={told}", place.address())).into_response()
}

/// What has just been done to how a record is shared, where the address says that something was.
pub(crate) fn told(frame: &Frame, said: &str) -> Option<String> {
    let key = match said {
        "delat" => "share-told-shared",
        "onskat" => "share-told-wished",
        "avstatt" => "share-told-declined",
        "angrat" => "share-told-undone",
        _ => return None,
    };
    Some(frame.t(key))
}

/// Undoes the last raise.
async fn undo(
    state: &State,
    request: &Request,
    place: &Place,
    pressed: &Pressed,
) -> Result<Response, Failure> {
    let undone = state.app.undo_sharing(&request.visitor.actor, place.which(), pressed.version()).await;
    undone.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(on(place, "angrat"))
}

/// Agrees that it becomes public.
async fn publish(
    state: &State,
    request: &Request,
    place: &Place,
    pressed: &Pressed,
) -> Result<Response, Failure> {
    let done: Result<Standing, AppError> =
        state.app.publish(&request.visitor.actor, place.which(), pressed.version()).await;
    match done {
        Ok(_) => Ok(on(place, "delat")),
        Err(AppError::Invalid(fields)) if matches!(place.which(), Which::Need(_)) => {
            need::unsendable(state, request, place, AppError::Invalid(fields)).await
        }
        Err(error) => Err(Failure::page(error, request.frame.clone())),
    }
}

/// Declines the wish to make it public, or takes it back.
async fn decline(state: &State, request: &Request, place: &Place) -> Result<Response, Failure> {
    let done = state.app.decline_publication(&request.visitor.actor, place.which()).await;
    done.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(on(place, "avstatt"))
}

/// The control at a record of a kind, as a route answers it.
pub(crate) async fn show(
    kind: Kind,
    (Shared(state), request, Path(called)): (Shared<State>, Request, Path<String>),
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let place = Place::of(kind, &request, &called)?;
    page(&state, &request, &place, asked).await
}

/// What can be pressed at the control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    Share,
    Undo,
    Publish,
    Decline,
}

/// A press at the control of a record of a kind, as a route answers it.
pub(crate) async fn press(
    (kind, press): (Kind, Press),
    (Shared(state), request, Path(called)): (Shared<State>, Request, Path<String>),
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let place = Place::of(kind, &request, &called)?;
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(request.frame)) };
    match press {
        Press::Share => share(&state, &request, &place, &pressed).await,
        Press::Undo => undo(&state, &request, &place, &pressed).await,
        Press::Publish => publish(&state, &request, &place, &pressed).await,
        Press::Decline => decline(&state, &request, &place).await,
    }
}

pub(crate) use places::routes;
