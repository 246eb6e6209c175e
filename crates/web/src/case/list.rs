//! The cases as a list and as a file; in the view of what waits, with everything else that waits on whoever looks.

use app::case::{CaseRow, WaitingPage};
use app::{AppError, Listed, Page};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::case::CaseState;
use domain::permission::{Actor, Member};
use domain::process::Definition;

use super::filter::{Asked, Chosen, View};
use super::{colour, picture, standing};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::{Chip, Files, PAGE_SIZE, Pages, TableFile};
use crate::meeting::{ActionLine, action_line};
use crate::solution::proposal;
use crate::visitor::Request;

/// Rows read at a time for the file.
const BATCH: u32 = 1000;
/// What the file and its sheet are called.
const FILE: &str = "arenden";

/// The columns of the file.
const COLUMNS: [&str; 10] = [
    "need-column-number",
    "need-title",
    "case-statement",
    "case-column-standing",
    "need-column-state",
    "case-track",
    "need-column-organisation",
    "case-column-organisations",
    "case-column-since",
    "case-column-due",
];

/// A case as a row.
struct Row {
    number: String,
    title: String,
    standing: String,
    colour: &'static str,
    organisation: String,
    /// How many organisations have a need in it, when more than one does.
    spread: Option<String>,
    since_on: String,
    since: String,
    due: Option<String>,
    late: Option<String>,
}

/// Something else that waits: what it is, where, and what can be done.
struct Also {
    text: String,
    address: String,
    about: String,
}

#[derive(Template)]
#[template(path = "case/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    chosen: &'a Chosen<'a>,
    count: String,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    pages: Pages,
    files: Files,
    csv_label: String,
    also: Vec<Also>,
    pictures: Vec<picture::Link>,
    /// What the reader shall do after meetings, where the list tells of what waits.
    actions: Vec<ActionLine>,
    waits: bool,
    /// The process whose stages the list has.
    process: Option<String>,
}

/// The process whose stages can be chosen: that of the member's first collaboration.
pub(super) async fn own_process(
    state: &State,
    actor: &Actor,
    member: &Member,
) -> Result<(Definition, Option<String>), AppError> {
    let collaborations = state.app.list_collaborations(actor).await?;
    let own = collaborations.into_iter().find(|row| {
        row.members.iter().any(|one| {
            one.organisation.id == member.organisation
                && one.state == domain::collaboration::MembershipState::Confirmed
        })
    });
    match own {
        Some(own) => {
            let id = own.collaboration.id;
            let page = state.app.read_process(actor, id, None).await?;
            Ok((page.process.definition, Some(format!("/samverkan/{id}/process"))))
        }
        None => Ok((app::process::proposal()?, None)),
    }
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let Some(member) = visitor.actor.member() else {
        return Err(Failure::sign_in_first(frame.clone()));
    };
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let (definition, process) = own_process(&state, &visitor.actor, member).await.map_err(failed)?;
    let today = state.app.clock().now().day();
    let mut chosen = Chosen::new(frame, (&directory, &definition), member, &asked, today);
    let (found, also) = found(&state, &visitor.actor, frame, &mut chosen).await.map_err(failed)?;
    let pages = Pages::new(frame, &chosen.address(), chosen.page, found.total);
    let actions = match chosen.view {
        View::Waiting => state.app.own_actions(&visitor.actor).await.map_err(failed)?,
        View::Organisation | View::All => Vec::new(),
    };
    Ok(html(&ListPage {
        frame,
        count: frame.number(found.total),
        chips: chosen.chips(),
        rows: found.rows.iter().map(|row| self::row(frame, row)).collect(),
        pages,
        files: chosen.address().files(),
        csv_label: frame.tn("need-csv-rows", found.total),
        also,
        pictures: picture::links(frame, &chosen, "/arenden"),
        actions: actions.iter().map(|row| action_line(frame, row)).collect(),
        waits: chosen.view == View::Waiting,
        process,
        chosen: &chosen,
    }))
}

/// The chosen page, a number past the end gives the last one; and what else waits, in the view of that.
async fn found(
    state: &State,
    actor: &Actor,
    frame: &Frame,
    chosen: &mut Chosen<'_>,
) -> Result<(Listed<CaseRow>, Vec<Also>), AppError> {
    loop {
        let page = Page::new(chosen.page, PAGE_SIZE);
        let (found, also) = match chosen.view {
            View::Waiting => {
                let waiting = state.app.waiting_on(actor, chosen.filter.clone(), page).await?;
                let also = also(frame, actor, &waiting);
                (waiting.cases, also)
            }
            View::Organisation | View::All => {
                (state.app.list_cases(actor, &chosen.filter, page).await?, Vec::new())
            }
        };
        let last = (found.total + i64::from(PAGE_SIZE) - 1) / i64::from(PAGE_SIZE);
        let last = u32::try_from(last).unwrap_or(u32::MAX).max(1);
        if chosen.page <= last {
            return Ok((found, also));
        }
        chosen.page = last;
    }
}

fn also(frame: &Frame, actor: &Actor, waiting: &WaitingPage) -> Vec<Also> {
    let mut also = Vec::new();
    for asked in &waiting.asked {
        let (number, title) = &asked.case;
        also.push(Also {
            text: frame.t2(
                "cases-asked",
                ("organisation", &asked.organisation),
                ("need", &asked.need.facts.title),
            ),
            address: format!("/arenden/{number}#behoven"),
            about: title.clone(),
        });
    }
    for need in &waiting.without_case {
        also.push(Also {
            text: frame.t("cases-without"),
            address: format!("/behov/{}#arende", need.number),
            about: need.facts.title.clone(),
        });
    }
    for (link, merge) in proposal::links(frame, &waiting.merges).into_iter().zip(&waiting.merges) {
        also.push(Also { text: link.label, address: link.address, about: merge.reason.clone() });
    }
    if waiting.access > 0
        && let Some(member) = actor.member()
    {
        also.push(Also {
            text: frame.tn("cases-access", i64::try_from(waiting.access).unwrap_or(i64::MAX)),
            address: format!("/organisationer/{}/ansokningar", member.organisation),
            about: frame.t("access"),
        });
    }
    also
}

fn row(frame: &Frame, row: &CaseRow) -> Row {
    let case = &row.case;
    let due = match case.state {
        CaseState::Running => case.due,
        CaseState::Dormant => case.until,
        CaseState::Closed | CaseState::Finished => None,
    };
    let organisations = i64::try_from(row.organisations).unwrap_or(i64::MAX);
    Row {
        number: case.number.to_string(),
        title: case.title.clone(),
        standing: standing(frame, case, &row.process),
        colour: colour(case.state),
        organisation: row.organisation.clone(),
        spread: (organisations > 1).then(|| frame.tn("case-organisations", organisations)),
        since_on: case.entered.day().to_string(),
        since: frame.day_of(case.entered),
        due: due.map(|day| frame.day(day)),
        late: row.is_late.then(|| late(frame, case.state)),
    }
}

/// What a time that has passed means.
pub(super) fn late(frame: &Frame, state: CaseState) -> String {
    frame.t(if state == CaseState::Dormant { "case-take-up" } else { "case-late" })
}

/// The rows of the list on all its pages.
pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let Some(member) = visitor.actor.member() else {
        return Err(Failure::sign_in_first(frame.clone()));
    };
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let (definition, _) = own_process(&state, &visitor.actor, member).await.map_err(failed)?;
    let today = state.app.clock().now().day();
    let chosen = Chosen::new(frame, (&directory, &definition), member, &asked, today);
    let records = records(&state, &visitor.actor, frame, &chosen).await.map_err(failed)?;
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, today, written(frame, file, &records))
}

async fn records(
    state: &State,
    actor: &Actor,
    frame: &Frame,
    chosen: &Chosen<'_>,
) -> Result<Vec<Vec<String>>, AppError> {
    let mut records = Vec::new();
    for number in 1.. {
        let page = Page::new(number, BATCH);
        let found = match chosen.view {
            View::Waiting => state.app.waiting_on(actor, chosen.filter.clone(), page).await?.cases,
            View::Organisation | View::All => state.app.list_cases(actor, &chosen.filter, page).await?,
        };
        records.extend(found.rows.iter().map(|row| record(frame, row)));
        if found.rows.len() < BATCH as usize {
            break;
        }
    }
    Ok(records)
}

fn record(frame: &Frame, row: &CaseRow) -> Vec<String> {
    let case = &row.case;
    vec![
        case.number.to_string(),
        case.title.clone(),
        case.statement.clone(),
        standing(frame, case, &row.process),
        frame.word("case-state", case.state.code()),
        frame.word("track", case.track.code()),
        row.organisation.clone(),
        row.organisations.to_string(),
        case.entered.day().to_string(),
        case.due.or(case.until).map(|day| day.to_string()).unwrap_or_default(),
    ]
}

fn written(frame: &Frame, file: TableFile, records: &[Vec<String>]) -> std::io::Result<Vec<u8>> {
    let mut table = file.table(FILE, &COLUMNS.map(|key| frame.t(key)))?;
    for record in records {
        table.write(record)?;
    }
    table.finish()
}
