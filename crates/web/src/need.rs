//! Pages of needs: the list and its file, a page for each, the forms that write and change them.
//!
//! Deliberately not here: matches for a text (`matches`), and what comes after a need has been sent.

mod choices;
mod conflict;
mod edit;
mod filter;
mod form;
mod history;
mod list;
mod meeting;
mod new;
mod page;
mod share;
mod state;
mod suggest;
mod support;

use app::AppError;
use app::need::NeedInput;
use axum::Router;
use axum::routing::{get, post};
use domain::need::{NeedFacts, Origin};
use domain::permission::Actor;
use domain::sharing::Sharing;

use crate::State;

pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/behov", get(list::list))
        .route("/behov.csv", get(list::csv))
        .route("/behov/nytt", get(new::empty).post(new::save))
        .route("/behov/mote", get(meeting::empty).post(meeting::save))
        .route("/behov/{number}", get(page::page))
        .route("/behov/{number}/andra", get(edit::filled).post(edit::save))
        .route("/behov/{number}/it-stod", get(support::page))
        .route("/behov/{number}/skicka", post(share::submit))
        .route("/behov/{number}/dela", get(share::page).post(share::share))
        .route("/behov/{number}/dela/angra", post(share::undo))
        .route("/behov/{number}/dela/publicera", post(share::publish))
        .route("/behov/{number}/dela/avsta", post(share::decline))
        .route("/behov/{number}/ta-tillbaka", post(state::withdraw))
}

/// Saves a text as a draft and gives the address where it is completed.
///
/// # Errors
/// As `App::draft_need`.
pub(crate) async fn begin(state: &State, actor: &Actor, text: &str) -> Result<String, AppError> {
    let input = NeedInput {
        facts: NeedFacts { text: text.to_owned(), ..NeedFacts::default() },
        requirements: String::new(),
        origin: Origin::Own,
        sharing: Sharing::Collaboration,
    };
    let need = state.app.draft_need(actor, input).await?;
    Ok(form::address_of(need.number))
}
