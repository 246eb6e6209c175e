//! Cases as pictures: the board of stages, the road map, worth against cost and risk, and the flow. Each has a table that says the
//! same, the filters of the list in its address, and a file.
//!
//! Not here: the list itself, and how any of it is counted (`app::case`).

pub(super) mod board;
pub(super) mod flow;
pub(super) mod roadmap;
pub(super) mod value;

use app::{AppError, Directory, Separator, TableWriter};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use domain::permission::Member;
use domain::process::Definition;

use super::filter::{Asked, Chosen};
use super::list::own_process;
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::list::{Chip, Choice, csv_file};
use crate::visitor::Request;

/// The pictures: path and name.
const PICTURES: [(&str, &str); 5] = [
    ("/arenden", "picture-list"),
    ("/arenden/tavla", "picture-board"),
    ("/arenden/fardplan", "picture-roadmap"),
    ("/arenden/nytta", "picture-value"),
    ("/arenden/flode", "picture-flow"),
];

/// A link to a picture with the same filters.
pub(super) struct Link {
    pub(super) address: String,
    pub(super) label: String,
    pub(super) current: bool,
}

/// Links to all of them, with the filters that are on.
pub(super) fn links(frame: &Frame, chosen: &Chosen<'_>, here: &str) -> Vec<Link> {
    let link = |(path, key): &(&'static str, &str)| Link {
        address: chosen.address_at(path).page(1),
        label: frame.t(key),
        current: *path == here,
    };
    PICTURES.iter().map(link).collect()
}

/// What every picture has around it.
pub(super) struct Around {
    pub(super) links: Vec<Link>,
    pub(super) path: &'static str,
    pub(super) search: String,
    pub(super) organisations: Vec<Choice>,
    pub(super) tracks: Vec<Choice>,
    pub(super) times: Vec<Choice>,
    pub(super) chips: Vec<Chip>,
    pub(super) narrowed_to: String,
    pub(super) cleared: String,
    pub(super) csv: String,
}

impl Around {
    fn of(frame: &Frame, chosen: &Chosen<'_>, path: &'static str) -> Self {
        Self {
            links: links(frame, chosen, path),
            path,
            search: chosen.filter.search.clone(),
            organisations: chosen.organisations(),
            tracks: chosen.tracks(),
            times: chosen.times(),
            chips: chosen.chips(),
            narrowed_to: chosen.narrowed_to(),
            cleared: chosen.cleared(),
            csv: chosen.address().csv(),
        }
    }
}

/// Everything a picture asks of whoever looks: who it is, and the process whose stages it has.
struct Seen<'a> {
    frame: &'a Frame,
    member: &'a Member,
    directory: Directory,
    definition: Definition,
    asked: Asked,
    today: jiff::civil::Date,
}

impl<'a> Seen<'a> {
    async fn by(
        state: &State,
        request: &'a Request,
        asked: Result<Query<Asked>, QueryRejection>,
    ) -> Result<Self, Failure> {
        let Request { visitor, frame, .. } = request;
        let failed = |error| Failure::page(error, frame.clone());
        let Some(member) = visitor.actor.member() else {
            return Err(Failure::sign_in_first(frame.clone()));
        };
        let directory = state.app.directory().await.map_err(failed)?;
        let (definition, _) = own_process(state, &visitor.actor, member).await.map_err(failed)?;
        let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
        let today = state.app.clock().now().day();
        Ok(Self { frame, member, directory, definition, asked, today })
    }

    fn chosen(&self, path: &'static str) -> Chosen<'_> {
        let of = (&self.directory, &self.definition);
        Chosen::new(self.frame, of, self.member, &self.asked, self.today).at(path)
    }

    fn failed(&self, error: AppError) -> Failure {
        Failure::page(error, self.frame.clone())
    }

    /// A table as a file.
    fn file(&self, name: &str, head: &[&str], rows: &[Vec<String>]) -> Result<Response, Failure> {
        let head: Vec<String> = head.iter().map(|key| self.frame.t(key)).collect();
        let written = || {
            let mut table = TableWriter::new(Vec::new(), Separator::Comma, &head)?;
            for row in rows {
                table.write(row)?;
            }
            table.finish()
        };
        csv_file(self.frame, name, self.today, written())
    }
}

/// A place within a picture that is `width` wide, for a part of a whole.
fn placed(part: i64, whole: i64, width: i64) -> i64 {
    if whole <= 0 { 0 } else { (part.clamp(0, whole) * width) / whole }
}
