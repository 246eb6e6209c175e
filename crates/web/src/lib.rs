//! HTTP in: pages, forms, the JSON API, sign-in, and every sentence that people read.
//!
//! A handler reads the request, calls one deed of `app`, and shows the result. Deliberately not here: SQL,
//! transactions, permissions and rules; what a page may show comes with the data.

mod about;
mod access;
mod account;
mod api;
mod api_token;
mod appearance;
mod assets;
mod benefit;
mod case;
mod challenge;
mod collaboration;
mod comment;
mod comparison;
mod contract;
mod cost;
mod coverage;
mod disposal;
mod error;
mod figure;
mod form;
mod forum;
mod frame;
mod freshness;
mod goal;
mod hints;
mod identity;
pub mod import;
mod initiative;
mod intervention;
mod knowledge;
mod landscape;
pub mod leaving;
mod lesson;
mod limits;
mod list;
pub mod mail;
mod matches;
mod maturity;
mod meeting;
mod names;
mod need;
mod nothing;
mod notice;
mod open_page;
mod organisation;
mod outcome;
mod paper;
mod password;
mod people;
mod portfolio;
mod prioritisation;
mod process;
mod protection;
mod public_text;
mod question;
mod reminder;
mod research;
mod routes;
mod saved_view;
mod search;
mod second_factor;
pub mod sentence;
mod session;
mod share;
pub mod sheet;
mod solution;
mod start;
mod supplier;
mod synonym;
pub mod texts;
mod trail;
mod typical_need;
mod usability;
mod usage;
mod verdict;
mod view;
mod visitor;
mod voice;

pub use api::{MatchAnswer, MatchItem, MatchReason};
pub use routes::Route;

/// What is wrong with a file of key figures, in words, row by row.
#[must_use]
pub fn figure_faults(texts: texts::Texts, error: &app::figure::FiguresError) -> Vec<String> {
    figure::faults(&frame::Frame::of_mail(texts), error)
}

use std::sync::Arc;

use app::App;
use axum::Router;
use axum::middleware;

use routes::Routes;

/// What the pages need to know about the installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Fictional content: says so on every page, and lets visitors choose among its people.
    pub demo: Demo,
    /// Whether browsers reach us by https, straight or through a proxy; then cookies are marked so.
    pub transport: Transport,
    /// Whether mail goes out; without it nobody can be sent a new password.
    pub mail: Mailing,
}

/// Whether mail goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailing {
    /// It does.
    On,
    /// Notices are read on their page alone.
    Off,
}

/// Whether the content is fictional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demo {
    /// Made up, and says so.
    Fictional,
    /// Real.
    No,
}

/// How browsers reach the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Encrypted.
    Https,
    /// Plain, on this machine or a closed network.
    Http,
}

#[derive(Debug, Clone)]
pub(crate) struct State {
    app: App,
    settings: Arc<Settings>,
}

/// All routes, with what protects them.
pub fn router(app: App, settings: Settings) -> Router {
    let state = State { app, settings: Arc::new(settings) };
    let pages = all_routes().router().fallback(error::no_such_page);
    let pages = pages.layer(middleware::from_fn_with_state(state.clone(), solution::lead_on));
    protection::around(pages.with_state(state.clone()), &state)
}

/// Every route there is.
#[must_use]
pub fn known_routes() -> Vec<Route> {
    all_routes().known()
}

fn all_routes() -> Routes {
    Routes::new()
        .merge(start::routes())
        .merge(need::routes())
        .merge(hints::routes())
        .merge(share::routes())
        .merge(voice::routes())
        .merge(comment::routes())
        .merge(contract::routes())
        .merge(verdict::routes())
        .merge(typical_need::routes())
        .merge(coverage::routes())
        .merge(comparison::routes())
        .merge(saved_view::routes())
        .merge(open_page::routes())
        .merge(public_text::routes())
        .merge(solution::routes())
        .merge(question::routes())
        .merge(usage::routes())
        .merge(freshness::routes())
        .merge(supplier::routes())
        .merge(import::routes())
        .merge(synonym::routes())
        .merge(knowledge::routes())
        .merge(landscape::routes())
        .merge(organisation::routes())
        .merge(collaboration::routes())
        .merge(goal::routes())
        .merge(challenge::routes())
        .merge(intervention::routes())
        .merge(case::routes())
        .merge(cost::routes())
        .merge(process::routes())
        .merge(portfolio::routes())
        .merge(prioritisation::routes())
        .merge(initiative::routes())
        .merge(benefit::routes())
        .merge(lesson::routes())
        .merge(maturity::routes())
        .merge(figure::routes())
        .merge(outcome::routes())
        .merge(forum::routes())
        .merge(meeting::routes())
        .merge(people::routes())
        .merge(trail::routes())
        .merge(search::routes())
        .merge(about::routes())
        .merge(session::routes())
        .merge(account::routes())
        .merge(notice::routes())
        .merge(reminder::routes())
        .merge(disposal::routes())
        .merge(leaving::routes())
        .merge(research::routes())
        .merge(access::routes())
        .merge(api_token::routes())
        .merge(identity::routes())
        .merge(password::routes())
        .merge(second_factor::routes())
        .merge(appearance::routes())
        .merge(api::routes())
        .merge(assets::routes())
}
