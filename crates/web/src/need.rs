//! Pages of needs: the list and its file, a page for each, the forms that write and change them.
//!
//! Deliberately not here: matches for a text (`matches`), and what comes after a need has been sent.

mod choices;
mod conflict;
mod edit;
mod filter;
mod form;
pub(crate) mod history;
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
use domain::need::{NeedFacts, Origin};
use domain::permission::Actor;
use domain::sharing::Sharing;

use crate::State;
use crate::routes::Routes;

pub(crate) use share::unsendable;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/behov", list::list)
        .get("/behov.csv", list::file)
        .get("/behov.xlsx", list::file)
        .get("/behov/nytt", new::empty)
        .post("/behov/nytt", new::save)
        .get("/behov/mote", meeting::empty)
        .post("/behov/mote", meeting::save)
        .get("/behov/{number}", page::page)
        .get("/behov/{number}/andra", edit::filled)
        .post("/behov/{number}/andra", edit::save)
        .get("/behov/{number}/it-stod", support::page)
        .post("/behov/{number}/skicka", share::submit)
        .post("/behov/{number}/ta-tillbaka", state::withdraw)
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
