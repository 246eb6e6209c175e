//! Contract windows: a time line for each area with the days on which contracts end, the windows in which something can be bought
//! together, a table, files, and a calendar. For members alone.

use app::CalendarEvent;
use app::landscape::{AreaContracts, ContractDay, ContractWindows, Counted, Counts, Ground, WITHIN_MONTHS};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::landscape::Window;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Around, Asked, Filter, Narrows, Seen};
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::list::Choice;
use crate::visitor::Request;
use crate::{State, Transport};

const PATH: &str = "/landskap/avtal";
/// How wide the time line is drawn.
const WIDTH: i64 = 480;
/// Room at its ends.
const EDGE: i64 = 12;

/// A contract in the table.
struct Line {
    number: String,
    address: String,
    name: String,
    supplier: String,
    organisations: String,
    day: String,
    what: String,
}

/// Where something is drawn.
struct Dot {
    x: i64,
    y: i64,
}

/// Areas with the same contracts.
struct Row {
    name: String,
    who: String,
    /// All that is drawn, in words.
    drawn: String,
    yellow: Vec<(i64, i64)>,
    dots: Vec<Dot>,
    windows: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "landscape/window.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    finding: String,
    ticks: Vec<i64>,
    years: Vec<(i64, String)>,
    rows: Vec<Row>,
    calendar: String,
}

fn months(seen: &Seen<'_>) -> i32 {
    let asked = seen.asked.inom.parse().ok().filter(|months| WITHIN_MONTHS.contains(months));
    asked.unwrap_or(6)
}

fn counts(seen: &Seen<'_>) -> Counts {
    if seen.asked.dag == "besked" { Counts::NextTurn } else { Counts::End }
}

async fn read(
    state: &State,
    request: &Request,
    seen: &Seen<'_>,
) -> Result<Counted<ContractWindows>, Failure> {
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(seen.frame.clone()));
    }
    let (counts, months) = (counts(seen), months(seen));
    let counted = state.app.landscape_contracts(&request.visitor.actor, &seen.filter, counts, months).await;
    counted.map_err(|error| seen.failed(error))
}

/// How many months, and which day counts.
pub(super) fn filters(seen: &Seen<'_>) -> Vec<Filter> {
    let frame = seen.frame;
    let chosen = months(seen).to_string();
    let within = |months: i32| {
        Choice::new(&months.to_string(), frame.tn("landscape-months", i64::from(months)), &chosen)
    };
    let day = |value: &str, key: &str| Choice::new(value, frame.t(key), &seen.asked.dag);
    vec![
        Filter {
            name: "inom",
            label: frame.t("landscape-within"),
            choices: WITHIN_MONTHS.into_iter().map(within).collect(),
        },
        Filter {
            name: "dag",
            label: frame.t("landscape-day"),
            choices: vec![day("", "landscape-day-end"), day("besked", "landscape-day-turn")],
        },
    ]
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let frame = seen.frame;
    let (ground, contracts) = match read(&state, &request, &seen).await? {
        Counted::Done(ground, contracts) => (ground, contracts),
        Counted::Reading(percent) => return Ok(seen.reading(percent)),
    };
    let line = TimeLine { days: contracts.looked_at };
    let mut around = Around::of(&seen, &ground, Narrows::Contracts);
    around.answered = answered(&seen, &ground);
    around.age = age(&seen, &ground);
    Ok(html(&Page {
        frame,
        around,
        finding: finding(&seen, &contracts),
        ticks: line.quarters().into_iter().map(|day| line.x(day)).collect(),
        years: line.years().into_iter().map(|day| (line.x(day), day.year().to_string())).collect(),
        rows: contracts.areas.iter().map(|one| row(&seen, &line, one)).collect(),
        calendar: seen.at("/landskap/avtal.ics").page(1),
    }))
}

fn answered(seen: &Seen<'_>, ground: &Ground) -> String {
    let number = |number: usize| seen.frame.number(count(number));
    let (answered, of) = (number(ground.answers.answered), number(ground.answers.of));
    seen.frame.t2("landscape-contracts-answered", ("answered", &answered), ("of", &of))
}

fn age(seen: &Seen<'_>, ground: &Ground) -> String {
    let answers = &ground.answers;
    let number = |number: usize| seen.frame.number(count(number));
    let told = answers.oldest.map(|oldest| {
        let values = [
            ("fresh", number(answers.fresh).into()),
            ("contracts", number(answers.solutions).into()),
            ("day", seen.frame.day_of(oldest).into()),
        ];
        seen.frame.texts().text_with("landscape-contracts-age", &values)
    });
    told.unwrap_or_default()
}

/// What is nearest, in a sentence.
fn finding(seen: &Seen<'_>, contracts: &ContractWindows) -> String {
    let frame = seen.frame;
    let with_window = contracts.areas.iter().filter(|one| !one.windows.is_empty()).count();
    let first = contracts.areas.first().and_then(|one| Some((one, one.windows.first()?)));
    match first {
        None if contracts.areas.is_empty() => String::new(),
        None => frame.t("landscape-no-window"),
        Some((one, window)) => {
            let values = [
                ("count", count(with_window).into()),
                ("area", areas(seen, one).into()),
                ("day", frame.day(window.opens).into()),
            ];
            frame.texts().text_with("landscape-first-window", &values)
        }
    }
}

/// What the areas are called.
fn areas(seen: &Seen<'_>, one: &AreaContracts) -> String {
    if one.areas.is_empty() {
        return seen.frame.t("landscape-without-area");
    }
    let names: Vec<String> = one.areas.iter().map(|code| seen.area(code)).collect();
    seen.frame.list(&names)
}

/// Where days stand on the time line.
struct TimeLine {
    days: (Date, Date),
}

impl TimeLine {
    fn x(&self, day: Date) -> i64 {
        let whole = i64::from((self.days.1 - self.days.0).get_days()).max(1);
        let part = i64::from((day - self.days.0).get_days()).clamp(0, whole);
        EDGE + part * (WIDTH - 2 * EDGE) / whole
    }

    /// The first day of each quarter.
    fn quarters(&self) -> Vec<Date> {
        let (from, to) = self.days;
        let month = (from.month() - 1) / 3 * 3 + 1;
        let first = Date::new(from.year(), month, 1).unwrap_or(from);
        let all = (0..).map_while(|at: i32| first.checked_add((at * 3).months()).ok());
        all.take_while(|day| *day <= to).filter(|day| *day >= from).collect()
    }

    fn years(&self) -> Vec<Date> {
        self.quarters().into_iter().filter(|day| day.month() == 1).collect()
    }
}

fn row(seen: &Seen<'_>, line: &TimeLine, one: &AreaContracts) -> Row {
    let mut who: Vec<_> = one.days.iter().flat_map(|day| day.organisations.iter().copied()).collect();
    who.sort_unstable();
    who.dedup();
    let lines: Vec<Line> = one.days.iter().map(|day| contract_line(seen, day)).collect();
    let mut dots: Vec<Dot> = Vec::new();
    for day in &one.days {
        let x = line.x(day.day);
        // Near ones stand above each other.
        let above = dots.iter().filter(|dot| (dot.x - x).abs() < 9).count();
        dots.push(Dot { x, y: 30 - 9 * count(above) });
    }
    let yellow = |window: &Window| {
        let (from, to) = (line.x(window.opens) - 8, line.x(window.closes) + 8);
        (from, to - from)
    };
    let told: Vec<String> =
        lines.iter().map(|line| format!("{}: {}, {}", line.organisations, line.what, line.day)).collect();
    Row {
        name: areas(seen, one),
        who: seen.names(&who),
        drawn: told.join(". "),
        yellow: one.windows.iter().map(yellow).collect(),
        dots,
        windows: one.windows.iter().map(|window| window_in_words(seen, one, window)).collect(),
        lines,
    }
}

fn window_in_words(seen: &Seen<'_>, one: &AreaContracts, window: &Window) -> String {
    let frame = seen.frame;
    let mut who: Vec<_> =
        window.days.iter().flat_map(|at| one.days[*at].organisations.iter().copied()).collect();
    who.sort_unstable();
    who.dedup();
    let values = [
        ("from", frame.day(window.opens).into()),
        ("to", frame.day(window.closes).into()),
        ("names", seen.names(&who).into()),
    ];
    let key = if window.opens == window.closes { "landscape-window-day" } else { "landscape-window" };
    frame.texts().text_with(key, &values)
}

fn contract_line(seen: &Seen<'_>, day: &ContractDay) -> Line {
    let frame = seen.frame;
    let what = frame.word("contract-turn", day.turn.code());
    Line {
        number: day.number.to_string(),
        address: format!("/avtal/{}", day.number),
        name: day.name.clone(),
        supplier: day.supplier.clone(),
        organisations: seen.names(&day.organisations),
        day: frame.day(day.day),
        what: if day.could_run_on { format!("{what}. {}", frame.t("landscape-could-run-on")) } else { what },
    }
}

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let contracts = match read(&state, &request, &seen).await? {
        Counted::Done(_, contracts) => contracts,
        Counted::Reading(percent) => return Ok(seen.no_file_yet(percent)),
    };
    let mut rows = Vec::new();
    for one in &contracts.areas {
        for (at, day) in one.days.iter().enumerate() {
            let window = one.windows.iter().find(|window| window.days.contains(&at));
            let (from, to) = window.map_or((String::new(), String::new()), |window| {
                (window.opens.to_string(), window.closes.to_string())
            });
            rows.push(vec![
                areas(&seen, one),
                day.number.to_string(),
                day.name.clone(),
                day.supplier.clone(),
                seen.all_names(&day.organisations),
                day.day.to_string(),
                seen.frame.word("contract-turn", day.turn.code()),
                from,
                to,
            ]);
        }
    }
    let head = [
        "solution-area",
        "solution-column-number",
        "landscape-contract",
        "landscape-supplier",
        "landscape-organisations",
        "landscape-on",
        "landscape-what",
        "landscape-opens",
        "landscape-closes",
    ];
    seen.file("avtalsfonster", &head, &rows)
}

/// The days of contracts in windows and the others, for people's own calendars.
pub(super) async fn in_calendars(
    Shared(state): Shared<State>,
    request: Request,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let contracts = match read(&state, &request, &seen).await? {
        Counted::Done(_, contracts) => contracts,
        Counted::Reading(percent) => return Ok(seen.no_file_yet(percent)),
    };
    let scheme = if state.settings.transport == Transport::Https { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let made = state.app.clock().now().timestamp();
    let mut days: Vec<&ContractDay> = contracts.areas.iter().flat_map(|one| &one.days).collect();
    days.sort_by_key(|day| (day.number, day.day));
    days.dedup_by_key(|day| (day.number, day.day));
    let event = |day: &&ContractDay| {
        let line = contract_line(&seen, day);
        CalendarEvent {
            uid: format!("{}-{}@brygga", day.number, day.turn.code()),
            sequence: u32::try_from(day.version).unwrap_or(u32::MAX),
            made,
            starts: day.day.at(8, 0, 0, 0),
            ends: day.day.at(8, 30, 0, 0),
            title: format!("{}, {}", day.name, line.what),
            place: String::new(),
            about: line.organisations,
            address: format!("{scheme}://{host}{}", line.address),
            is_cancelled: false,
        }
    };
    let events: Vec<CalendarEvent> = days.iter().map(event).collect();
    let about = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"brygga-avtal.ics\""),
    ];
    Ok((about, app::calendar(&seen.frame.t("landscape-contracts"), &events)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn quarters_within_the_time_are_ticked_and_years_named() {
        let line = TimeLine { days: (date(2026, 11, 9), date(2029, 11, 9)) };
        let quarters = line.quarters();
        assert_eq!((quarters.len(), quarters[0]), (12, date(2027, 1, 1)));
        assert_eq!(line.years(), [date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1)]);
        assert_eq!((line.x(date(2026, 11, 9)), line.x(date(2029, 11, 9))), (EDGE, WIDTH - EDGE));
        assert_eq!(line.x(date(2040, 1, 1)), WIDTH - EDGE, "what is later stands at the end");
    }
}
