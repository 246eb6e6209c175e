//! Saved views: links above a list, a way to save the list as it stands, and the page where a person keeps them.

use app::saved_view::{ViewInput, ViewRow};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::SavedViewId;
use domain::saved_view::{ViewReach, ViewedList};

use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::list::Address;
use crate::routes::Routes;
use crate::view::{Cell, Field, FormPage, Group, Link, Press, Section, Table, View};
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/vyer", page)
        .post("/vyer", save)
        .get("/vyer/{id}", form)
        .post("/vyer/{id}", change)
        .post("/vyer/{id}/undan", put_away)
        .post("/vyer/{id}/tillbaka", take_back)
}

/// A link to a view, and whether it is what the list shows.
pub(crate) struct ViewLink {
    pub(crate) address: String,
    pub(crate) label: String,
    pub(crate) is_here: bool,
}

/// What a list offers of views.
#[derive(Default)]
pub(crate) struct Views {
    pub(crate) links: Vec<ViewLink>,
    /// Saves the list as it stands.
    pub(crate) save: Option<Press>,
}

/// Where a list stands.
fn path_of(list: ViewedList) -> &'static str {
    match list {
        ViewedList::Solutions => "/losningar",
        ViewedList::Needs => "/behov",
    }
}

fn address_of(list: ViewedList, query: &str) -> String {
    let path = path_of(list);
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The views of a list that stands at an address; whoever is not signed in has none.
pub(crate) async fn views(
    state: &State,
    request: &Request,
    list: ViewedList,
    at: &Address,
) -> Result<Views, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    if request.visitor.signed_in.is_none() {
        return Ok(Views::default());
    }
    let rows = state.app.saved_views(actor).await.map_err(|error| Failure::page(error, frame.clone()))?;
    let here = at.page(1);
    let links = rows.iter().filter(|row| row.view.list == list && row.view.put_away.is_none());
    let links = links.map(|row| {
        let address = address_of(list, &row.view.query);
        ViewLink { is_here: address == here, address, label: row.view.name.clone() }
    });
    let favourites = (list == ViewedList::Solutions).then(|| {
        let address = Address::of(path_of(list)).changed("favoriter", "ja");
        ViewLink { is_here: address == here, address, label: frame.t("solution-favourites") }
    });
    let links: Vec<ViewLink> = favourites.into_iter().chain(links).collect();
    let query = here.split_once('?').map_or("", |(_, query)| query).to_owned();
    let is_new = !query.is_empty() && links.iter().all(|link| !link.is_here);
    let save = is_new.then(|| Press {
        action: "/vyer".to_owned(),
        label: frame.t("view-save"),
        sent: vec![("list".to_owned(), list.code().to_owned()), ("query".to_owned(), query)],
        fields: fields(state, request, &Vec::new(), &Errors::default())
            .into_iter()
            .map(|field| Field { id: format!("view_{}", field.id), ..field })
            .collect(),
        ..Press::default()
    });
    Ok(Views { links, save })
}

/// What is asked about a view; whom it is offered to only of who may offer it to others.
fn fields(state: &State, request: &Request, sent: &Pairs, errors: &Errors) -> Vec<Field> {
    let frame = &request.frame;
    let mut fields = vec![Field::line("name", frame.t("view-name")).filled(sent, errors)];
    if state.app.may_share_views(&request.visitor.actor) {
        let is_shared = reach(sent) == ViewReach::Organisation;
        fields.push(Field::check("shared", frame.t("view-for-everybody"), is_shared));
    }
    fields
}

fn input(sent: &Pairs) -> Option<ViewInput> {
    Some(ViewInput {
        name: value(sent, "name").to_owned(),
        list: ViewedList::from_code(value(sent, "list"))?,
        query: value(sent, "query").to_owned(),
        reach: reach(sent),
    })
}

fn reach(sent: &Pairs) -> ViewReach {
    if value(sent, "shared") == "ja" { ViewReach::Organisation } else { ViewReach::Own }
}

async fn save(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let Some(input) = input(&sent) else { return Err(Failure::unreadable_form(frame.clone())) };
    let saved = state.app.save_view(&request.visitor.actor, &input).await;
    let saved = saved.map(|view| address_of(view.list, &view.query));
    answered(frame, saved, |errors| {
        let hidden = ["list", "query"].map(|name| (name.to_owned(), value(&sent, name).to_owned()));
        FormPage {
            frame,
            errors: &errors,
            crumbs: vec![Link::new("/vyer", frame.t("place-views"))],
            heading: frame.t("view-save"),
            lead: frame.t("view-keeps"),
            warning: String::new(),
            action: "/vyer".to_owned(),
            hidden: hidden.to_vec(),
            groups: vec![Group::plain(fields(&state, &request, &sent, &errors))],
            submit: frame.t("view-save"),
            back: Link::new(address_of(input.list, &input.query), frame.t("view-back-to-list")),
        }
        .page()
    })
}

async fn page(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let rows = state.app.saved_views(&request.visitor.actor).await;
    let rows = rows.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(frame, frame.t("place-views"), frame.t("place-views"));
    view.lead = frame.t("views-lead");
    let table = |id: &str, heading: String, rows: Vec<&ViewRow>| {
        let mut section = Section::new(id, heading.clone());
        let columns = ["view-name", "view-list", "view-reach", "view-by", "view-change", "view-what"];
        let mut table = Table::new(frame, heading, &columns);
        table.rows.extend(rows.into_iter().map(|row| cells(frame, row)));
        section.table = Some(table);
        section
    };
    let (kept, away): (Vec<&ViewRow>, Vec<&ViewRow>) =
        rows.iter().partition(|row| row.view.put_away.is_none());
    let mut own = table("vyer", frame.t("views-kept"), kept);
    own.empty = frame.t("views-none");
    own.links = ViewedList::ALL
        .iter()
        .map(|list| Link::new(path_of(*list), frame.word("viewed-list", list.code())))
        .collect();
    view.sections.push(own);
    let away: Vec<&ViewRow> = away.into_iter().filter(|row| row.may_keep).collect();
    if !away.is_empty() {
        view.sections.push(table("undan", frame.t("views-put-away"), away));
    }
    Ok(view.page())
}

fn cells(frame: &Frame, row: &ViewRow) -> Vec<Cell> {
    let view = &row.view;
    let sent = vec![("version".to_owned(), view.version.to_string())];
    let press = |way: &str, label: String| {
        let press = Press {
            action: format!("/vyer/{}/{way}", view.id),
            label,
            about: view.name.clone(),
            sent: sent.clone(),
            ..Press::default()
        };
        Cell::press(press)
    };
    let what = match (row.may_keep, view.put_away) {
        (false, _) => Cell::default(),
        (true, None) => press("undan", frame.t("view-put-away")),
        (true, Some(_)) => press("tillbaka", frame.t("view-take-back")),
    };
    let change = match (row.may_keep, view.put_away) {
        (true, None) => {
            Cell { address: Some(format!("/vyer/{}", view.id)), ..Cell::text(frame.t("view-change")) }
        }
        (false, _) | (_, Some(_)) => Cell::default(),
    };
    vec![
        Cell::link(view.name.clone(), address_of(view.list, &view.query)),
        Cell::text(frame.word("viewed-list", view.list.code())),
        Cell::text(frame.word("view-reaches", view.reach.code())),
        Cell::own(row.by.clone()),
        change,
        what,
    ]
}

/// The view that an address names, if the reader may change it.
async fn asked(state: &State, request: &Request, id: &str) -> Result<ViewRow, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let rows = state.app.saved_views(&request.visitor.actor).await;
    let rows = rows.map_err(|error| Failure::page(error, frame.clone()))?;
    let found = rows.into_iter().find(|row| row.may_keep && row.view.id.to_string() == id);
    found.ok_or_else(|| Failure::page(app::AppError::NotFound, frame.clone()))
}

fn form_page(state: &State, request: &Request, row: &ViewRow, (sent, errors): (&Pairs, &Errors)) -> Response {
    let frame = &request.frame;
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new("/vyer", frame.t("place-views"))],
        heading: row.view.name.clone(),
        lead: frame.t("view-keeps"),
        warning: String::new(),
        action: format!("/vyer/{}", row.view.id),
        hidden: vec![("version".to_owned(), row.view.version.to_string())],
        groups: vec![Group::plain(fields(state, request, sent, errors))],
        submit: frame.t("view-save-change"),
        back: Link::new("/vyer", frame.t("view-back")),
    }
    .page()
}

async fn form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let row = asked(&state, &request, &id).await?;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let shared = match row.view.reach {
        ViewReach::Own => "",
        ViewReach::Organisation => "ja",
    };
    let sent = vec![pair("name", &row.view.name), pair("shared", shared)];
    Ok(form_page(&state, &request, &row, (&sent, &Errors::default())))
}

async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let row = asked(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let at = (row.view.id, version(&sent));
    let done = state.app.change_view(&request.visitor.actor, at, (value(&sent, "name"), reach(&sent))).await;
    answered(&request.frame, done.map(|()| "/vyer".to_owned()), |errors| {
        form_page(&state, &request, &row, (&sent, &errors))
    })
}

fn version(sent: &Pairs) -> i64 {
    value(sent, "version").parse().unwrap_or(0)
}

async fn put_away(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let at = pressed(&state, &request, &id, form).await?;
    let done = state.app.put_view_away(&request.visitor.actor, at).await;
    done.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to("/vyer").into_response())
}

async fn take_back(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let at = pressed(&state, &request, &id, form).await?;
    let done = state.app.take_view_back(&request.visitor.actor, at).await;
    done.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to("/vyer").into_response())
}

/// The view and the version that a button stood beside.
async fn pressed(
    state: &State,
    request: &Request,
    id: &str,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<(SavedViewId, i64), Failure> {
    let row = asked(state, request, id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    Ok((row.view.id, version(&sent)))
}
