//! Pages of solutions: the catalogue as a list and as a file, and a page for each.
//!
//! Deliberately not here: matches for a text (`matches`), and changing the catalogue, which is done with files.

mod filter;
pub(crate) mod history;
mod list;
mod page;
mod publiccode;

use crate::routes::Routes;

pub(crate) use list::users;
pub(crate) use page::information_class;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar", list::list)
        .get("/losningar.csv", list::file)
        .get("/losningar.xlsx", list::file)
        .get("/losningar/{number}", page::page)
        .post("/losningar/{number}/favorit", page::favourite)
        .post("/losningar/{number}/aterta", page::withdraw)
        .post("/losningar/{number}/aterstall", page::restore)
        .get("/losningar/{number}/publiccode.yml", publiccode::file)
}
