//! Routes that are known: nothing answers that is not in the list, so that a test can go through all of them.
//!
//! Not here: what each does, and what stands around them (`protection`).

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{get, post};

use crate::State;

/// A route: what answers where. A part of the path in braces stands for anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path.
    pub path: &'static str,
}

/// Routes with their handlers.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    router: Router<State>,
    known: Vec<Route>,
}

impl Routes {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds what reads.
    pub(crate) fn get<H: Handler<T, State>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        let router = self.router.route(path, get(handler));
        Self { router, ..self }.knowing(Method::GET, path)
    }

    /// Adds what changes, or reads what should stand in no address.
    pub(crate) fn post<H: Handler<T, State>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        let router = self.router.route(path, post(handler));
        Self { router, ..self }.knowing(Method::POST, path)
    }

    /// Adds what takes a body larger than a form, up to so many bytes.
    pub(crate) fn post_large<H: Handler<T, State>, T: 'static>(
        self,
        path: &'static str,
        handler: H,
        largest: usize,
    ) -> Self {
        let router = self.router.route(path, post(handler).layer(DefaultBodyLimit::max(largest)));
        Self { router, ..self }.knowing(Method::POST, path)
    }

    fn knowing(mut self, method: Method, path: &'static str) -> Self {
        self.known.push(Route { method, path });
        self
    }

    /// Adds those of another.
    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.known.extend(other.known);
        Self { router: self.router.merge(other.router), known: self.known }
    }

    pub(crate) fn router(self) -> Router<State> {
        self.router
    }

    pub(crate) fn known(self) -> Vec<Route> {
        self.known
    }
}
