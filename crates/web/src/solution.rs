//! Pages of solutions: the catalogue as a list and as a file, a page for each, and changing entries.
//!
//! Deliberately not here: matches for a text (`matches`), and reading in files (`import`).

mod change;
mod draft;
mod edit;
mod filter;
pub(crate) mod history;
mod list;
mod merge;
mod moved;
mod page;
pub(crate) mod proposal;
mod publiccode;

use app::AppError;
use app::solution::SolutionPage;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::routes::Routes;
use crate::view::Link;
use crate::visitor::Request;

pub(crate) use list::users;
pub(crate) use moved::lead_on;
pub(crate) use page::information_class;

/// The pages of the place, as links; members have more of them than the public.
pub(crate) fn places(frame: &Frame) -> Vec<Link> {
    let everybody = [("/losningar", "place-solutions"), ("/losningar/leverantorer", "solution-suppliers")];
    let members = [
        ("/losningar/anvandning", "usage-own"),
        ("/losningar/utkast", "solution-drafts"),
        ("/fragor", "questions"),
        ("/avtal", "place-contracts"),
        ("/losningar/att-gora", "freshness-todo"),
    ];
    let members = members.into_iter().filter(|_| frame.person.is_some());
    everybody.into_iter().chain(members).map(|(address, key)| Link::new(address, frame.t(key))).collect()
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar", list::list)
        .get("/losningar.csv", list::file)
        .get("/losningar.xlsx", list::file)
        .get("/losningar/att-andra.csv", list::to_edit)
        .get("/losningar/att-andra.xlsx", list::to_edit)
        .get("/losningar/ny", edit::empty)
        .post("/losningar/ny", edit::add)
        .get("/losningar/saknas", draft::empty)
        .post("/losningar/saknas", draft::add)
        .get("/losningar/utkast", draft::list)
        .get("/losningar/utkast.csv", draft::list)
        .get("/losningar/utkast.xlsx", draft::list)
        .get("/losningar/{number}/ta-over", draft::take_over_page)
        .post("/losningar/{number}/ta-over", draft::take_over)
        .post("/losningar/{number}/samma-som", draft::join)
        .post("/losningar/{number}/avboj", draft::turn_down)
        .get("/losningar/{number}", page::page)
        .post("/losningar/{number}/favorit", page::favourite)
        .get("/losningar/{number}/andra", edit::page)
        .post("/losningar/{number}/andra", edit::save)
        .get("/losningar/{number}/sammanfor", merge::page)
        .post("/losningar/{number}/sammanfor", merge::merge)
        .post("/losningar/{number}/sammanfor/forslag", merge::propose)
        .get("/losningar/sammanslagningar/{forslag}", proposal::page)
        .post("/losningar/sammanslagningar/{forslag}/ja", proposal::agree)
        .post("/losningar/sammanslagningar/{forslag}/nej", proposal::decline)
        .get("/losningar/{number}/dela-upp", change::split_page)
        .post("/losningar/{number}/dela-upp", change::split)
        .get("/losningar/{number}/avveckla", change::retire_page)
        .post("/losningar/{number}/avveckla", change::retire)
        .get("/losningar/{number}/andringar/{change}", change::undo_page)
        .post("/losningar/{number}/andringar/{change}", change::undo)
        .post("/losningar/{number}/aterta", page::withdraw)
        .post("/losningar/{number}/aterstall", page::restore)
        .get("/losningar/{number}/publiccode.yml", publiccode::file)
}

/// The entry that an address names, for who keeps it.
async fn kept(state: &State, request: &Request, number: &str) -> Result<SolutionPage, Failure> {
    let frame = &request.frame;
    let number = page::number_of(request, number)?;
    let read = state.app.read_solution(&request.visitor.actor, number).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    if read.may_keep {
        return Ok(read);
    }
    Err(match request.visitor.signed_in {
        Some(_) => Failure::page(AppError::Denied, frame.clone()),
        None => Failure::sign_in_first(frame.clone()),
    })
}
