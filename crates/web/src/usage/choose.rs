//! Which organisation something is said about: those the reader registers for, and those the reader can propose.

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use domain::id::OrganisationId;

use super::{number_of, section::form_address};
use crate::State;
use crate::error::Failure;
use crate::view::{Link, Section, View};
use crate::visitor::Request;

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let number = number_of(&request, &number)?;
    let solution = state.app.read_solution(actor, number).await.map_err(failed)?.solution;
    let read = state.app.usages_of(actor, &solution).await.map_err(failed)?;
    let mut view = View::new(frame, frame.t("usage-say-for-others"), frame.t("usage-say-for-others"));
    view.crumbs = vec![
        Link::new("/losningar", frame.t("place-solutions")),
        Link::new(format!("/losningar/{number}"), solution.facts.name.clone()),
    ];
    view.lead = frame.t1("usage-choose-lead", "solution", &solution.facts.name);
    let section = |id: &str, key: &str, link: &str, organisations: &[(OrganisationId, String)]| {
        let mut section = Section::new(id, frame.t(key));
        for (id, name) in organisations {
            let label = frame.t1(link, "organisation", name);
            section.links.push(Link::new(form_address(number, &id.to_string()), label));
        }
        section
    };
    if !read.may_register.is_empty() {
        view.sections.push(section("registrera", "usage-register", "usage-say-for", &read.may_register));
    }
    if !read.may_propose.is_empty() {
        view.sections.push(section("foresla", "usage-propose", "usage-propose-for", &read.may_propose));
    }
    if view.sections.is_empty() {
        let mut none = Section::new("inga", frame.t("usage-nobody-left"));
        none.empty = frame.t("usage-nobody-left-text");
        view.sections.push(none);
    }
    Ok(view.page())
}
