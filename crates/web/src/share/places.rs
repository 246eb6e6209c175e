//! Where the control is at each kind of record, and what the record is called in sentences.

use app::AppError;
use app::sharing::Which;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum_extra::extract::{Form, FormRejection};
use domain::number::{Number, Series};

use super::{Asked, Press, Pressed, press, show};
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::routes::Routes;
use crate::view::Link;
use crate::visitor::Request;

/// A kind of record that has the control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Need,
    Solution,
    Contract,
    Lesson,
    Maturity,
    Article,
}

/// A record that has the control, by its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(Which);

impl Place {
    /// The record that an address names, for who is signed in.
    pub(crate) fn of(kind: Kind, request: &Request, called: &str) -> Result<Self, Failure> {
        let numbered = |series: Series| {
            let number: Number = request.named(called)?;
            let missing = || Failure::page(AppError::NotFound, request.frame.clone());
            if number.series == series { Ok(number) } else { Err(missing()) }
        };
        Ok(Self(match kind {
            Kind::Need => Which::Need(numbered(Series::Need)?),
            Kind::Solution => Which::Solution(numbered(Series::Solution)?),
            Kind::Contract => Which::Contract(numbered(Series::Contract)?),
            Kind::Lesson => Which::Lesson(request.named(called)?),
            Kind::Maturity => Which::Maturity(request.named(called)?),
            Kind::Article => Which::Article(request.named(called)?),
        }))
    }

    pub(crate) const fn at(which: Which) -> Self {
        Self(which)
    }

    pub(crate) const fn which(&self) -> Which {
        self.0
    }

    /// The address of the record.
    pub(crate) fn address(&self) -> String {
        match self.0 {
            Which::Need(number) => format!("/behov/{number}"),
            Which::Solution(number) => format!("/losningar/{number}"),
            Which::Contract(number) => format!("/avtal/{number}"),
            Which::Lesson(id) => format!("/lardomar/{id}"),
            Which::Maturity(id) => format!("/mognad/{id}"),
            Which::Article(id) => format!("/kunskap/{id}"),
        }
    }

    /// The address of the control.
    pub(crate) fn control(&self) -> String {
        let name = if matches!(self.0, Which::Need(_)) { "dela" } else { "delning" };
        format!("{}/{name}", self.address())
    }

    /// What a record is called in a sentence: "behovet".
    pub(crate) fn what(&self, frame: &Frame) -> String {
        frame.t(match self.0 {
            Which::Need(_) => "share-the-need",
            Which::Solution(_) => "share-the-solution",
            Which::Contract(_) => "share-the-contract",
            Which::Lesson(_) => "share-the-lesson",
            Which::Maturity(_) => "share-the-result",
            Which::Article(_) => "share-the-article",
        })
    }

    /// The words that lead back to it.
    pub(super) fn back(&self, frame: &Frame) -> String {
        frame.t(match self.0 {
            Which::Need(_) => "need-back",
            Which::Solution(_) => "solution-edit-leave",
            Which::Contract(_) => "contract-back",
            Which::Lesson(_) => "lesson-back",
            Which::Maturity(_) => "maturity-back",
            Which::Article(_) => "article-back",
        })
    }

    /// The way to it.
    pub(super) fn crumbs(&self, frame: &Frame) -> Vec<Link> {
        let (list, key, name) = match self.0 {
            Which::Need(number) => ("/behov", "place-needs", number.to_string()),
            Which::Solution(number) => ("/losningar", "place-solutions", number.to_string()),
            Which::Contract(number) => ("/avtal", "place-contracts", number.to_string()),
            Which::Lesson(_) => ("/lardomar", "place-lessons", frame.t("lesson")),
            Which::Maturity(_) => ("/mognad", "place-maturity", frame.t("maturity-round")),
            Which::Article(_) => ("/kunskap", "place-knowledge", frame.t("article")),
        };
        vec![Link::new(list, frame.t(key)), Link::new(self.address(), name)]
    }
}

type Asks = Result<Query<Asked>, QueryRejection>;
type Sent = Result<Form<Pressed>, FormRejection>;

/// Adds the control to a kind of record: reading it, and its first two presses.
macro_rules! control {
    ($routes:expr, $kind:expr, $at:literal) => {
        $routes
            .get($at, |a: Shared<State>, b: Request, c: Path<String>, d: Asks| show($kind, (a, b, c), d))
            .post($at, |a: Shared<State>, b: Request, c: Path<String>, d: Sent| {
                press(($kind, Press::Share), (a, b, c), d)
            })
            .post(concat!($at, "/angra"), |a: Shared<State>, b: Request, c: Path<String>, d: Sent| {
                press(($kind, Press::Undo), (a, b, c), d)
            })
    };
}

/// Adds what two people do to make one public.
macro_rules! publishing {
    ($routes:expr, $kind:expr, $at:literal) => {
        $routes
            .post(concat!($at, "/publicera"), |a: Shared<State>, b: Request, c: Path<String>, d: Sent| {
                press(($kind, Press::Publish), (a, b, c), d)
            })
            .post(concat!($at, "/avsta"), |a: Shared<State>, b: Request, c: Path<String>, d: Sent| {
                press(($kind, Press::Decline), (a, b, c), d)
            })
    };
}

pub(crate) fn routes() -> Routes {
    let routes = control!(Routes::new(), Kind::Need, "/behov/{number}/dela");
    let routes = publishing!(routes, Kind::Need, "/behov/{number}/dela");
    let routes = control!(routes, Kind::Solution, "/losningar/{number}/delning");
    let routes = publishing!(routes, Kind::Solution, "/losningar/{number}/delning");
    let routes = control!(routes, Kind::Contract, "/avtal/{number}/delning");
    let routes = control!(routes, Kind::Lesson, "/lardomar/{id}/delning");
    let routes = control!(routes, Kind::Maturity, "/mognad/{id}/delning");
    control!(routes, Kind::Article, "/kunskap/{id}/delning")
}
