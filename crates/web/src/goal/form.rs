//! The form of a goal.

use app::goal::{GoalInput, GoalPage, Joined};
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};

use super::{denied, in_which, page, read};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::view::{Field, FormPage, Group, Link, days};
use crate::visitor::Request;

fn input(sent: &Pairs) -> GoalInput {
    let text = |name: &str| value(sent, name).to_owned();
    GoalInput {
        collaboration: text("collaboration"),
        title: text("title"),
        description: text("description"),
        ended: text("ended"),
    }
}

fn show(
    frame: &Frame,
    joined: &[Joined],
    changed: Option<&GoalPage>,
    (sent, errors): (&Pairs, &Errors),
) -> Response {
    let mut fields = in_which(frame, joined, sent, errors);
    fields.push(
        Field::line("title", frame.t("goal-title")).help(frame.t("goal-title-help")).filled(sent, errors),
    );
    fields.push(
        Field::area("description", frame.t("goal-description"), 4)
            .help(frame.t("goal-description-help"))
            .optional()
            .filled(sent, errors),
    );
    let mut crumbs = vec![Link::new("/mal", frame.t("place-goals"))];
    let (address, heading) = match changed {
        Some(page) => {
            let address = format!("/mal/{}", page.row.goal.id);
            crumbs.push(Link::new(&address, page.row.goal.title.clone()));
            let ended = Field::short("ended", frame.t("goal-ended")).help(frame.t("goal-ended-help"));
            fields.push(ended.optional().filled(sent, errors));
            (address, "goal-change")
        }
        None => ("/mal".to_owned(), "goal-new"),
    };
    let action = if changed.is_some() { format!("{address}/andra") } else { "/mal/ny".to_owned() };
    FormPage {
        frame,
        errors,
        crumbs,
        heading: frame.t(heading),
        lead: frame.t("goal-form-help"),
        warning: String::new(),
        action,
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: vec![Group::plain(fields)],
        submit: frame.t("case-save"),
        back: Link::new(address, frame.t("goal-back")),
    }
    .page()
}

/// The collaborations that a goal can be written in, for who may.
async fn writer(state: &State, request: &Request) -> Result<Vec<Joined>, Failure> {
    let read = read(state, request).await?;
    if read.may_write { Ok(read.joined) } else { Err(denied(request)) }
}

pub(super) async fn new(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let joined = writer(&state, &request).await?;
    Ok(show(&request.frame, &joined, None, (&Pairs::new(), &Errors::default())))
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let joined = writer(&state, &request).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.write_goal(&request.visitor.actor, input(&sent)).await;
    let on = done.map(|goal| format!("/mal/{}?nytt=skrivet", goal.id));
    answered(frame, on, |errors| show(frame, &joined, None, (&sent, &errors)))
}

async fn kept(state: &State, request: &Request, id: &str) -> Result<GoalPage, Failure> {
    let read = page::read(state, request, id).await?;
    if read.row.may_keep { Ok(read) } else { Err(denied(request)) }
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = kept(&state, &request, &id).await?;
    let goal = &read.row.goal;
    let filled = [
        ("version", goal.version.to_string()),
        ("title", goal.title.clone()),
        ("description", goal.description.clone()),
        ("ended", days(goal.ended)),
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
    let id = read.row.goal.id;
    let of = (id, value(&sent, "version").parse().unwrap_or(0));
    let done = state.app.change_goal(&request.visitor.actor, of, input(&sent)).await;
    let on = done.map(|()| format!("/mal/{id}?nytt=sparat"));
    answered(frame, on, |errors| show(frame, &[], Some(&read), (&sent, &errors)))
}
