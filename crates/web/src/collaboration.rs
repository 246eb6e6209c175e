//! Pages of collaborations: who is in them, and for those who may, asking others to join, answering, and keeping their facts.

mod parting;

use app::collaboration::{CollaborationInput, CollaborationPage, CollaborationRow, MemberRow};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::collaboration::{Collaboration, MembershipState, MembershipStep};
use domain::id::{CollaborationId, OrganisationId};
use domain::organisation::Organisation;
use domain::permission::{Actor, Deed, Subject};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::open_page;
use crate::organisation;
use crate::routes::Routes;
use crate::trail::{self, Happening};
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/samverkan", list)
        .get("/samverkan/ny", empty)
        .post("/samverkan/ny", begin)
        .get("/samverkan/{id}", page)
        .get("/samverkan/{id}/andra", edit)
        .post("/samverkan/{id}/andra", save)
        .post("/samverkan/{id}/medlemmar", step)
}

/// The address of a collaboration's page.
pub(crate) fn address(id: CollaborationId) -> String {
    format!("/samverkan/{id}")
}

/// A collaboration in the list.
struct Row {
    address: String,
    name: String,
    purpose: String,
    lead: String,
    members: String,
}

#[derive(Template)]
#[template(path = "collaboration/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    count: String,
    rows: Vec<Row>,
    may_begin: bool,
}

/// A step that can be taken, as a button.
struct Step {
    code: String,
    label: String,
    for_ear: String,
    main: bool,
}

/// An organisation in a collaboration.
struct Member {
    id: String,
    address: String,
    name: String,
    state: String,
    state_code: String,
    colour: &'static str,
    since: String,
    steps: Vec<Step>,
}

impl Member {
    /// Whether somebody is asked for an answer, which is the next thing to do. What is seldom done is folded away.
    fn waits_for_yes(&self) -> bool {
        self.steps.iter().any(|step| step.main)
    }
}

#[derive(Template)]
#[template(path = "collaboration/page.html")]
struct OnePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    address: String,
    name: String,
    purpose: String,
    lead: Option<(String, String)>,
    members: Vec<Member>,
    has_steps: bool,
    may_lead: bool,
    others: Vec<Choice>,
    history: Vec<Happening>,
    /// Its public page, and whether the reader writes that.
    open: Option<String>,
    may_write: bool,
    reads_extracts: bool,
}

/// What stands in the form of a collaboration.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    name: String,
    purpose: String,
    lead: String,
    members: Vec<String>,
    version: String,
}

#[derive(Template)]
#[template(path = "collaboration/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    heading: String,
    save: String,
    action: String,
    back: String,
    sent: &'a Sent,
    /// Who may lead it; nothing where the own organisation does.
    leads: Vec<Choice>,
    /// Who is asked to join from the first; nothing when it exists already.
    members: Vec<Choice>,
    theirs: Option<String>,
}

async fn list(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let found = state.app.list_collaborations(actor).await;
    let found = found.map_err(|error| Failure::page(error, frame.clone()))?;
    let count = frame.number(i64::try_from(found.len()).unwrap_or(i64::MAX));
    let rows = found.iter().map(|row| list_row(frame, row)).collect();
    Ok(html(&ListPage { frame, count, rows, may_begin: may_begin(actor) }))
}

fn list_row(frame: &Frame, row: &CollaborationRow) -> Row {
    let confirmed = row.members.iter().filter(|member| member.state == MembershipState::Confirmed);
    let names: Vec<String> = confirmed.map(|member| member.organisation.short_name.clone()).collect();
    Row {
        address: address(row.collaboration.id),
        name: row.collaboration.name.clone(),
        purpose: row.collaboration.purpose.clone(),
        lead: row.lead.as_ref().map(|lead| lead.short_name.clone()).unwrap_or_default(),
        members: frame.list(&names),
    }
}

/// An administrator begins one for the own organisation, a steward for any.
fn may_begin(actor: &Actor) -> bool {
    let own = actor.member().map(|member| Subject::of(member.organisation));
    organisation::is_steward(actor) || own.is_some_and(|own| actor.may(Deed::AnswerForOrganisation, &own))
}

fn beginner(request: &Request) -> Result<(), Failure> {
    match request.visitor.actor.member() {
        None => Err(Failure::sign_in_first(request.frame.clone())),
        Some(_) if may_begin(&request.visitor.actor) => Ok(()),
        Some(_) => Err(Failure::page(AppError::Denied, request.frame.clone())),
    }
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &id).await?;
    Ok(one(&request, &read, &Errors::default()))
}

async fn read(state: &State, request: &Request, id: &str) -> Result<CollaborationPage, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let id = id.parse().map_err(|_| failed(AppError::NotFound))?;
    state.app.read_collaboration(&request.visitor.actor, id).await.map_err(failed)
}

fn one(request: &Request, read: &CollaborationPage, errors: &Errors) -> Response {
    let frame = &request.frame;
    let own = request.visitor.actor.member().map(|member| member.organisation);
    let reads = |own| request.visitor.actor.may(Deed::ReadTakenOut, &Subject::of(own));
    let row = &read.row;
    let members: Vec<Member> = row.members.iter().map(|one| member(frame, one, own)).collect();
    let choose = Choice::new("", frame.t("organisation-choose"), "");
    let others = read.others.iter().map(|other| Choice::new(&other.id.to_string(), other.name.clone(), ""));
    let page = html(&OnePage {
        frame,
        errors,
        address: address(row.collaboration.id),
        name: row.collaboration.name.clone(),
        purpose: row.collaboration.purpose.clone(),
        lead: row.lead.as_ref().map(|lead| (lead.short_name.clone(), organisation::address(lead))),
        has_steps: members.iter().any(|member| !member.steps.is_empty()),
        members,
        may_lead: row.may_lead,
        others: [choose].into_iter().chain(others).collect(),
        history: trail::happenings(frame, &read.history),
        open: read.open.as_deref().map(open_page::address),
        reads_extracts: own.is_some_and(reads),
        may_write: read.may_write,
    });
    errors.on(page)
}

fn member(frame: &Frame, row: &MemberRow, own: Option<OrganisationId>) -> Member {
    let name = &row.organisation.short_name;
    // One leaves oneself; others are parted from.
    let parts = |step: &MembershipStep| *step == MembershipStep::Leave && own != Some(row.organisation.id);
    let step = |step: &MembershipStep| Step {
        code: step.code().to_owned(),
        label: if parts(step) {
            frame.t("membership-part")
        } else {
            frame.word("membership-step", step.code())
        },
        for_ear: name.clone(),
        main: *step == MembershipStep::Accept,
    };
    Member {
        id: row.organisation.id.to_string(),
        address: organisation::address(&row.organisation),
        name: name.clone(),
        state: frame.word("membership", row.state.code()),
        state_code: row.state.code().to_owned(),
        colour: match row.state {
            MembershipState::Confirmed => "success",
            MembershipState::Invited => "info",
            MembershipState::Suspended => "warning",
            MembershipState::Left => "neutral",
        },
        since: row.since.map(|day| frame.day(day)).unwrap_or_default(),
        steps: row.steps.iter().map(step).collect(),
    }
}

async fn empty(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    beginner(&request)?;
    new_page(&state, &request, &Sent::default(), &Errors::default()).await
}

async fn new_page(
    state: &State,
    request: &Request,
    sent: &Sent,
    errors: &Errors,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let directory = state.app.directory().await.map_err(|error| Failure::page(error, frame.clone()))?;
    let own = actor.member().map(|member| member.organisation);
    let is_steward = organisation::is_steward(actor);
    let others: Vec<&Organisation> =
        directory.living().filter(|other| is_steward || Some(other.id) != own).collect();
    let choose = Choice::new("", frame.t("organisation-choose"), &sent.lead);
    let lead = |other: &&Organisation| Choice::new(&other.id.to_string(), other.name.clone(), &sent.lead);
    let leads = [choose].into_iter().chain(others.iter().map(lead)).filter(|_| is_steward).collect();
    let member = |other: &&Organisation| {
        let value = other.id.to_string();
        Choice { chosen: sent.members.contains(&value), label: other.name.clone(), value }
    };
    let page = html(&FormPage {
        frame,
        errors,
        heading: frame.t("collaboration-begin"),
        save: frame.t("collaboration-begin"),
        action: "/samverkan/ny".to_owned(),
        back: "/samverkan".to_owned(),
        sent,
        leads,
        members: others.iter().map(member).collect(),
        theirs: None,
    });
    Ok(errors.on(page))
}

async fn begin(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    beginner(&request)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let own = actor.member().map(|member| member.organisation);
    let lead = if organisation::is_steward(actor) { sent.lead.parse().ok() } else { own };
    let members: Vec<OrganisationId> = sent.members.iter().filter_map(|id| id.parse().ok()).collect();
    let input = CollaborationInput { name: sent.name.clone(), purpose: sent.purpose.clone(), lead };
    match state.app.add_collaboration(actor, input, &members).await {
        Ok(added) => Ok(Redirect::to(&address(added.id)).into_response()),
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => new_page(&state, &request, &sent, &errors).await,
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}

async fn edit(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = led(&state, &request, &id).await?;
    let known = &read.row.collaboration;
    let sent = Sent {
        name: known.name.clone(),
        purpose: known.purpose.clone(),
        lead: known.lead.map(|lead| lead.to_string()).unwrap_or_default(),
        members: Vec::new(),
        version: known.version.to_string(),
    };
    Ok(edit_page(&request.frame, &read, &sent, &Errors::default(), None))
}

/// The collaboration, for who may change it.
async fn led(state: &State, request: &Request, id: &str) -> Result<CollaborationPage, Failure> {
    if request.visitor.actor.member().is_none() {
        return Err(Failure::sign_in_first(request.frame.clone()));
    }
    let read = read(state, request, id).await?;
    if read.row.may_lead { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

fn edit_page(
    frame: &Frame,
    read: &CollaborationPage,
    sent: &Sent,
    errors: &Errors,
    theirs: Option<&Collaboration>,
) -> Response {
    let row = &read.row;
    let back = address(row.collaboration.id);
    let confirmed = row.members.iter().filter(|member| member.state == MembershipState::Confirmed);
    let lead = |member: &MemberRow| {
        Choice::new(&member.organisation.id.to_string(), member.organisation.name.clone(), &sent.lead)
    };
    let nobody = Choice::new("", frame.t("collaboration-no-lead"), &sent.lead);
    let page = html(&FormPage {
        frame,
        errors,
        heading: frame.t1("collaboration-change-heading", "name", &row.collaboration.name),
        save: frame.t("organisation-save"),
        action: format!("{back}/andra"),
        back,
        sent,
        leads: [nobody].into_iter().filter(|_| row.lead.is_none()).chain(confirmed.map(lead)).collect(),
        members: Vec::new(),
        theirs: theirs.map(|theirs| {
            let text = format!("{}\n\n{}", theirs.name, theirs.purpose);
            text.trim().to_owned()
        }),
    });
    errors.on(page)
}

async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = led(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let known = &read.row.collaboration;
    let lead = sent.lead.parse().ok();
    let input = CollaborationInput { name: sent.name.clone(), purpose: sent.purpose.clone(), lead };
    let version = sent.version.parse().unwrap_or(0);
    match state.app.edit_collaboration(&request.visitor.actor, known.id, version, input).await {
        Ok(()) => Ok(Redirect::to(&address(known.id)).into_response()),
        Err(AppError::Refused(Refusal::ChangedMeanwhile)) => {
            // Saving once more, after reading what stands there now, saves over it.
            let sent = Sent { version: known.version.to_string(), ..sent };
            let page = edit_page(frame, &read, &sent, &Errors::default(), Some(known));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => Ok(edit_page(frame, &read, &sent, &errors, None)),
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}

/// A step for one organisation, and where it stood when the page was read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Pressed {
    organisation: String,
    steg: String,
    var: String,
    /// Whether what follows has been read.
    forstatt: String,
}

async fn step(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.actor.member().is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = read(&state, &request, &id).await?;
    let collaboration = read.row.collaboration.id;
    let Some(step) = MembershipStep::from_code(&pressed.steg) else {
        return Err(Failure::page(AppError::NotFound, frame.clone()));
    };
    let Ok(organisation) = pressed.organisation.parse() else {
        let mut errors = Errors::default();
        errors.add("organisation", frame.t("collaboration-choose-organisation"));
        return Ok(one(&request, &read, &errors));
    };
    let was = MembershipState::from_code(&pressed.var).unwrap_or(MembershipState::Left);
    let of = (collaboration, organisation);
    if pressed.forstatt != "ja" {
        let parting = state.app.parting(&request.visitor.actor, of, step).await;
        let parting = parting.map_err(|error| Failure::page(error, frame.clone()))?;
        if let Some(parting) = parting {
            return Ok(parting::page(frame, &read, &parting, (step, &pressed.organisation)));
        }
    }
    match state.app.step_membership(&request.visitor.actor, of, step, was).await {
        Ok(_) => Ok(Redirect::to(&address(collaboration)).into_response()),
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => Ok(one(&request, &read, &errors)),
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}
