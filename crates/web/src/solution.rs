//! Pages of solutions: the catalogue as a list and as a file, and a page for each.
//!
//! Deliberately not here: matches for a text (`matches`), and changing the catalogue, which is done with files.

mod filter;
mod history;
mod list;
mod page;

use axum::Router;
use axum::routing::get;

use crate::State;

pub(crate) use list::users;
pub(crate) use page::information_class;

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/losningar", get(list::list))
        .route("/losningar.csv", get(list::csv))
        .route("/losningar/{number}", get(page::page))
}
