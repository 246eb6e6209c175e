//! Pages of solutions: the catalogue as a list and as a file, and a page for each.
//!
//! Deliberately not here: matches for a text (`matches`), and changing the catalogue, which is done with files.

mod filter;
pub(crate) mod history;
mod list;
mod page;
mod publiccode;

use crate::frame::Frame;
use crate::routes::Routes;
use crate::view::Link;

pub(crate) use list::users;
pub(crate) use page::information_class;

/// The pages of the place, as links; members have more of them than the public.
pub(crate) fn places(frame: &Frame) -> Vec<Link> {
    if frame.person.is_none() {
        return Vec::new();
    }
    [("/losningar", "place-solutions"), ("/avtal", "place-contracts")]
        .map(|(address, key)| Link::new(address, frame.t(key)))
        .to_vec()
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar", list::list)
        .get("/losningar.csv", list::file)
        .get("/losningar.xlsx", list::file)
        .get("/losningar/{number}", page::page)
        .post("/losningar/{number}/aterta", page::withdraw)
        .post("/losningar/{number}/aterstall", page::restore)
        .get("/losningar/{number}/publiccode.yml", publiccode::file)
}
