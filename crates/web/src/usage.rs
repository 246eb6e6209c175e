//! Pages about who uses what: on a solution's page, as a form for one organisation, as the list of an organisation, and as a grid.
//!
//! Not here: what others read of it in lists and matches (`matches`, `solution`).

mod choose;
mod form;
mod grid;
mod list;
mod section;
mod words;

use axum::response::{IntoResponse, Redirect, Response};
use domain::number::{Number, Series};

use crate::State;
use crate::error::Failure;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) use section::{Usages, proposal_in_words, usages};
pub(crate) use words::{age_since, named, sentence, users_in_words};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar/anvandning", list::list)
        .get("/losningar/anvandning.csv", list::file)
        .get("/losningar/anvandning.xlsx", list::file)
        .post("/losningar/anvandning/bekrafta", list::confirm)
        .post("/losningar/anvandning/forslag/{id}", form::answer)
        .get("/losningar/rutnat", grid::page)
        .post("/losningar/rutnat", grid::save)
        .get("/losningar/{number}/anvandning", choose::page)
        .get("/losningar/{number}/anvandning/{called}", form::page)
        .post("/losningar/{number}/anvandning/{called}", form::save)
        .post("/losningar/{number}/bekrafta", form::confirm)
        .post("/losningar/{number}/avvisa", form::reject)
}

/// The number of a solution that an address names, for whoever is signed in.
fn number_of(request: &Request, number: &str) -> Result<Number, Failure> {
    let number: Number = request.named(number)?;
    let found = Some(number).filter(|number| number.series == Series::Solution);
    found.ok_or_else(|| Failure::page(app::AppError::NotFound, request.frame.clone()))
}

/// Back to who uses the solution.
fn to_users(number: Number) -> Response {
    Redirect::to(&format!("/losningar/{number}#vilka")).into_response()
}

/// The organisation that an address names.
async fn organisation_of(
    state: &State,
    request: &Request,
    called: &str,
) -> Result<domain::organisation::Organisation, Failure> {
    crate::organisation::found(state, request, called).await
}
