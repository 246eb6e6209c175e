//! The people of an organisation, for those who administer it: the list and its file, adding somebody, roles, and ending
//! somebody's time there.
//!
//! Not here: a person's own page (`account`).

mod add;
mod list;
mod one;

use app::AppError;
use domain::organisation::Organisation;
use domain::permission::{Deed, Subject};
use domain::person::Role;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::list::Choice;
use crate::organisation;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/organisationer/{called}/personer", list::list)
        .get("/organisationer/{called}/personer.csv", list::file)
        .get("/organisationer/{called}/personer.xlsx", list::file)
        .get("/organisationer/{called}/personer/ny", add::empty)
        .post("/organisationer/{called}/personer/ny", add::save)
        .get("/organisationer/{called}/personer/{person}", one::page)
        .post("/organisationer/{called}/personer/{person}", one::save)
        .post("/organisationer/{called}/personer/{person}/avsluta", one::end)
        .post("/organisationer/{called}/personer/{person}/valkommen", one::welcome)
}

/// The organisation that is called so, for who administers it.
pub(crate) async fn administered(
    state: &State,
    request: &Request,
    called: &str,
) -> Result<Organisation, Failure> {
    let found = organisation::found(state, request, called).await?;
    if request.visitor.actor.may(Deed::AdministerPeople, &Subject::of(found.id)) {
        return Ok(found);
    }
    Err(Failure::page(AppError::Denied, request.frame.clone()))
}

/// The address of the list.
fn address(organisation: &Organisation) -> String {
    format!("{}/personer", organisation::address(organisation))
}

/// Every role, as boxes: several can be held at once.
pub(crate) fn roles(frame: &Frame, chosen: &[Role]) -> Vec<Choice> {
    let role = |role: &Role| Choice {
        value: role.code().to_owned(),
        label: frame.word("role", role.code()),
        chosen: chosen.contains(role),
    };
    Role::ALL.iter().map(role).collect()
}

/// The roles that were sent; unknown words are left out.
pub(crate) fn read_roles(sent: &[String]) -> Vec<Role> {
    sent.iter().filter_map(|code| Role::from_code(code)).collect()
}
