//! Reminders: the list of one's own with files and a calendar, the form that sets one on a record, and the nearest on the start page.

use app::reminder::{ReminderInput, ReminderRow};
use app::{CalendarEvent, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::reminder::{ReminderKind, ReminderState};
use jiff::civil::Date;
use serde::Deserialize;

use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::notice::place;
use crate::routes::Routes;
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Press, Table, file_of};
use crate::visitor::Request;
use crate::{State, Transport};

const PATH: &str = "/paminnelser";
/// Reminders on the start page.
const NEAREST: usize = 5;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/paminnelser", list)
        .get("/paminnelser.csv", list)
        .get("/paminnelser.xlsx", list)
        .get("/paminnelser.ics", in_calendars)
        .get("/paminnelser/ny", new_form)
        .post("/paminnelser/ny", set)
        .post("/paminnelser/klar", finish)
        .post("/paminnelser/vanta", postpone)
        .post("/paminnelser/tillbaka", take_up)
        .get("/paminnelser/{id}", change_form)
        .post("/paminnelser/{id}", change)
}

/// The way to a new reminder on a record.
pub(crate) fn link(frame: &Frame, number: &str) -> Link {
    Link::new(format!("/paminnelser/ny?om={number}"), frame.t("reminder-set"))
}

/// What somebody is reminded of, in mail and among notices.
pub(crate) fn sentence(frame: &Frame, kind: ReminderKind, (day, text): (Date, &str)) -> String {
    let what = what(frame, kind, text);
    frame.t2("reminder-sentence", ("what", &what), ("day", &frame.day(day)))
}

fn what(frame: &Frame, kind: ReminderKind, text: &str) -> String {
    if text.is_empty() { frame.word("reminder-kind", kind.code()) } else { text.to_owned() }
}

fn in_words(frame: &Frame, row: &ReminderRow) -> String {
    what(frame, row.reminder.occasion.kind, &row.text)
}

/// The day that counts for whoever put it off.
fn day_of(row: &ReminderRow) -> Date {
    row.reminder.postponed.unwrap_or(row.reminder.occasion.day)
}

fn failed(frame: &Frame) -> impl Fn(app::AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

async fn read(state: &State, request: &Request) -> Result<Vec<ReminderRow>, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    state.app.reminders(&request.visitor.actor).await.map_err(failed(frame))
}

/// What is narrowed, and in which order.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    lage: String,
    slag: String,
    sortering: String,
    sida: String,
    nytt: String,
}

impl Asked {
    fn narrowed(&self, frame: &Frame, mut rows: Vec<ReminderRow>) -> Vec<ReminderRow> {
        let state = ReminderState::from_code(&self.lage);
        let kind = ReminderKind::from_code(&self.slag);
        let words: Vec<String> = self.q.to_lowercase().split_whitespace().map(str::to_owned).collect();
        rows.retain(|row| {
            let text = format!("{} {}", in_words(frame, row), place(frame, &row.about).1).to_lowercase();
            // What is done is looked for, not met.
            state.map_or(row.state != ReminderState::Done, |state| row.state == state)
                && kind.is_none_or(|kind| row.reminder.occasion.kind == kind)
                && words.iter().all(|word| text.contains(word))
        });
        if self.sortering == "om" {
            rows.sort_by_cached_key(|row| place(frame, &row.about).1.to_lowercase());
        }
        rows
    }

    fn address(&self) -> Address {
        let search: String = self.q.trim().chars().take(200).collect();
        let state = ReminderState::from_code(&self.lage).map_or("", ReminderState::code);
        let kind = ReminderKind::from_code(&self.slag).map_or("", ReminderKind::code);
        let order = if self.sortering == "om" { "om" } else { "" };
        Address::of(PATH).with("q", &search).with("lage", state).with("slag", kind).with("sortering", order)
    }
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let rows = asked.narrowed(frame, read(&state, &request).await?);
    if frame.here.split('?').next().is_some_and(|path| path != PATH) {
        let (kind, day) = (TableFile::asked(frame), state.app.clock().now().day());
        return kind.answer(
            frame,
            "paminnelser",
            day,
            file_of(kind, "paminnelser", &file_table(frame, &rows)),
        );
    }
    let address = asked.address();
    let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let page = Page::new(asked.sida.parse().unwrap_or(1).max(1), PAGE_SIZE);
    let first = usize::try_from((page.number() - 1) * PAGE_SIZE).unwrap_or(usize::MAX).min(rows.len());
    let shown: Vec<ReminderRow> = rows.into_iter().skip(first).take(PAGE_SIZE as usize).collect();
    let place = (&address, page.number(), total);
    let mut view = ListView::new(frame, PATH, frame.t("reminders"), place, table(frame, &shown));
    view.lead = frame.t("reminders-lead");
    view.told = told(frame, &asked.nytt);
    view.sub = vec![
        Link::new("/paminnelser.ics", frame.t("reminders-calendar")),
        Link::new("/notiser#utskick", frame.t("mail-choose-page")),
    ];
    view.searched(&address, asked.q.trim());
    let word = |group: &'static str, code: &'static str, current: &str| {
        Choice::new(code, frame.word(group, code), current)
    };
    let mut states = vec![Choice::new("", frame.t("reminders-open"), &asked.lage)];
    states.extend(ReminderState::ALL.iter().map(|state| word("reminder-state", state.code(), &asked.lage)));
    view.filter(&address, ("lage", frame.t("reminder-state")), states);
    let mut kinds = vec![Choice::new("", frame.t("reminders-all-kinds"), &asked.slag)];
    kinds.extend(ReminderKind::ALL.iter().map(|kind| word("reminder-kind", kind.code(), &asked.slag)));
    view.filter(&address, ("slag", frame.t("reminder-kind")), kinds);
    let orders = vec![
        Choice::new("", frame.t("reminders-by-day"), &asked.sortering),
        Choice::new("om", frame.t("reminders-by-record"), &asked.sortering),
    ];
    view.filter(&address, ("sortering", frame.t("solution-order")), orders);
    view.empty = (frame.t("reminders-none"), frame.t("reminders-none-text"));
    Ok(view.page())
}

fn told(frame: &Frame, what: &str) -> String {
    match what {
        "satt" => frame.t("reminder-told-set"),
        "klar" => frame.t("reminder-told-done"),
        "vantar" => frame.t("reminder-told-postponed"),
        _ => String::new(),
    }
}

/// How a reminder stands, with the colour that goes with it; the words say the same.
fn standing(frame: &Frame, state: ReminderState) -> Cell {
    let colour = match state {
        ReminderState::Overdue => "danger",
        ReminderState::Now => "warning",
        ReminderState::Coming => "neutral",
        ReminderState::Done => "success",
    };
    Cell::tag(frame.word("reminder-state", state.code()), colour)
}

fn table(frame: &Frame, rows: &[ReminderRow]) -> Table {
    let keys = [
        "reminder-what",
        "reminder-about",
        "reminder-day",
        "reminder-state",
        "reminder-finish",
        "reminder-postpone",
    ];
    let mut table = Table::new(frame, frame.t("reminders"), &keys);
    table.rows.extend(rows.iter().map(|row| {
        let (address, about) = place(frame, &row.about);
        let is_own = row.reminder.occasion.kind == ReminderKind::Own;
        let words = in_words(frame, row);
        let press = |way: &str, key: &str| {
            Cell::press(Press {
                action: format!("{PATH}/{way}"),
                label: frame.t(key),
                about: format!("{words}, {about}"),
                sent: vec![
                    ("key".to_owned(), row.key.clone()),
                    ("version".to_owned(), row.reminder.version.to_string()),
                ],
                ..Press::default()
            })
        };
        let (finish, wait) = if row.state == ReminderState::Done {
            (press("tillbaka", "reminder-take-up"), Cell::default())
        } else {
            (press("klar", "reminder-done"), press("vanta", "reminder-a-week"))
        };
        let first = if is_own {
            Cell::link(words.clone(), format!("{PATH}/{}", row.reminder.id))
        } else {
            Cell { is_own: !row.text.is_empty(), ..Cell::text(words.clone()) }
        };
        let day = Cell::text(frame.day(day_of(row))).late(row.state == ReminderState::Overdue);
        let own_day = row.reminder.postponed.map(|_| frame.day(row.reminder.occasion.day));
        let day = match own_day {
            Some(own) => day.note(frame.t1("reminder-first", "day", &own)),
            None => day,
        };
        vec![first, Cell::link(about.clone(), address), day, standing(frame, row.state), finish, wait]
    }));
    table
}

/// The same as a file: days as they sort, and nothing to press.
fn file_table(frame: &Frame, rows: &[ReminderRow]) -> Table {
    let keys = ["reminder-what", "reminder-kind", "reminder-about", "reminder-day", "reminder-state"];
    let mut table = Table::new(frame, frame.t("reminders"), &keys);
    table.rows.extend(rows.iter().map(|row| {
        vec![
            Cell::own(in_words(frame, row)),
            Cell::text(frame.word("reminder-kind", row.reminder.occasion.kind.code())),
            Cell::own(place(frame, &row.about).1),
            Cell::text(day_of(row).to_string()),
            standing(frame, row.state),
        ]
    }));
    table
}

/// A reminder as the start page shows it.
pub(crate) struct Near {
    pub(crate) what: String,
    pub(crate) address: String,
    pub(crate) about: String,
    pub(crate) day: String,
    pub(crate) is_late: bool,
}

/// What it is time for, first of all what should have been done; and how many more there are.
pub(crate) async fn nearest(state: &State, request: &Request) -> Result<(Vec<Near>, i64), Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Ok((Vec::new(), 0));
    }
    let rows = read(state, request).await?;
    let is_time = |row: &&ReminderRow| matches!(row.state, ReminderState::Overdue | ReminderState::Now);
    let all = rows.iter().filter(is_time).count();
    let near = rows.iter().filter(is_time).take(NEAREST).map(|row| {
        let (address, about) = place(frame, &row.about);
        Near {
            what: in_words(frame, row),
            address,
            about,
            day: frame.day(day_of(row)),
            is_late: row.state == ReminderState::Overdue,
        }
    });
    Ok((near.collect(), count(all.saturating_sub(NEAREST))))
}

async fn in_calendars(
    Shared(state): Shared<State>,
    request: Request,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let rows = read(&state, &request).await?;
    let scheme = if state.settings.transport == Transport::Https { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let made = state.app.clock().now().timestamp();
    let event = |row: &ReminderRow| {
        let (address, about) = place(frame, &row.about);
        let day = day_of(row);
        CalendarEvent {
            uid: format!("{}@brygga", row.reminder.occasion.key()),
            sequence: u32::try_from(row.reminder.version).unwrap_or(u32::MAX),
            made,
            starts: day.at(8, 0, 0, 0),
            ends: day.at(8, 30, 0, 0),
            title: in_words(frame, row),
            place: String::new(),
            about,
            address: format!("{scheme}://{host}{address}"),
            is_cancelled: false,
        }
    };
    let events: Vec<CalendarEvent> =
        rows.iter().filter(|row| row.state != ReminderState::Done).map(event).collect();
    let about = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"brygga-paminnelser.ics\""),
    ];
    Ok((about, app::calendar(&frame.t("reminders"), &events)).into_response())
}

/// Which record a new reminder is set on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct On {
    om: String,
}

fn fields(frame: &Frame, sent: &Pairs, errors: &Errors) -> Vec<Field> {
    vec![
        Field::short("day", frame.t("reminder-day")).help(frame.t("reminder-day-help")).filled(sent, errors),
        Field::area("what", frame.t("reminder-text"), 3)
            .help(frame.t("reminder-text-help"))
            .filled(sent, errors),
    ]
}

fn input(sent: &Pairs) -> ReminderInput {
    ReminderInput { day: value(sent, "day").to_owned(), text: value(sent, "what").to_owned() }
}

fn form(
    frame: &Frame,
    (action, hidden): (String, (String, String)),
    record: (String, String),
    (sent, errors): (&Pairs, &Errors),
) -> Response {
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new(PATH, frame.t("reminders"))],
        heading: frame.t1("reminder-heading", "about", &record.1),
        lead: frame.t("reminder-lead"),
        warning: String::new(),
        action,
        hidden: vec![hidden],
        groups: vec![Group::plain(fields(frame, sent, errors))],
        submit: frame.t("reminder-save"),
        back: Link::new(record.0, frame.t("reminder-back")),
    }
    .page()
}

/// The record that a form is about, for who may set a reminder on it.
async fn on(state: &State, request: &Request, written: &str) -> Result<(Number, (String, String)), Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let number: Number = request.named(written)?;
    let about = state.app.record_to_remember(&request.visitor.actor, number).await;
    Ok((number, place(frame, &about.map_err(failed(frame))?)))
}

async fn new_form(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<On>, QueryRejection>,
) -> Result<Response, Failure> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let (number, record) = on(&state, &request, &asked.om).await?;
    let hidden = ("om".to_owned(), number.to_string());
    let empty = (&Vec::new(), &Errors::default());
    Ok(form(&request.frame, (format!("{PATH}/ny"), hidden), record, empty))
}

async fn set(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let sent = sent.map(|Form(sent)| sent).unwrap_or_default();
    let (number, record) = on(&state, &request, value(&sent, "om")).await?;
    let done = state.app.set_reminder(&request.visitor.actor, number, &input(&sent)).await;
    answered(frame, done.map(|_| format!("{PATH}?nytt=satt")), |errors| {
        let hidden = ("om".to_owned(), number.to_string());
        form(frame, (format!("{PATH}/ny"), hidden), record, (&sent, &errors))
    })
}

async fn change_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let found = state.app.own_reminder(&request.visitor.actor, request.named(&id)?).await;
    let (one, about) = found.map_err(failed(frame))?;
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let sent = vec![pair("day", one.time_from().to_string()), pair("what", one.text.clone())];
    let hidden = pair("version", one.version.to_string());
    let action = format!("{PATH}/{}", one.id);
    Ok(form(frame, (action, hidden), place(frame, &about), (&sent, &Errors::default())))
}

async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let actor = &request.visitor.actor;
    let found = state.app.own_reminder(actor, request.named(&id)?).await;
    let (one, about) = found.map_err(failed(frame))?;
    let Ok(Form(sent)) = sent else { return Err(Failure::unreadable_form(frame.clone())) };
    let version: i64 = value(&sent, "version").parse().unwrap_or(0);
    let done = state.app.change_reminder(actor, (one.id, version), &input(&sent)).await;
    answered(frame, done.map(|()| format!("{PATH}?nytt=satt")), |errors| {
        let hidden = ("version".to_owned(), version.to_string());
        form(frame, (format!("{PATH}/{}", one.id), hidden), place(frame, &about), (&sent, &errors))
    })
}

/// The reminder that a button stood beside, and its version.
fn pressed(request: &Request, sent: Result<Form<Pairs>, FormRejection>) -> Result<(String, i64), Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = sent else { return Err(Failure::unreadable_form(frame.clone())) };
    Ok((value(&sent, "key").to_owned(), value(&sent, "version").parse().unwrap_or(0)))
}

async fn finish(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (key, version) = pressed(&request, sent)?;
    let done = state.app.finish_reminder(&request.visitor.actor, (&key, version)).await;
    done.map_err(failed(&request.frame))?;
    Ok(Redirect::to(&format!("{PATH}?nytt=klar")).into_response())
}

async fn postpone(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (key, version) = pressed(&request, sent)?;
    let done = state.app.postpone_reminder(&request.visitor.actor, (&key, version)).await;
    done.map_err(failed(&request.frame))?;
    Ok(Redirect::to(&format!("{PATH}?nytt=vantar")).into_response())
}

async fn take_up(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (key, version) = pressed(&request, sent)?;
    let done = state.app.take_up_reminder(&request.visitor.actor, (&key, version)).await;
    done.map_err(failed(&request.frame))?;
    Ok(Redirect::to(PATH).into_response())
}
