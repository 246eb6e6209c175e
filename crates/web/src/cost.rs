//! What a case costs: the years with their range, every key side by side, the form, and a file.
//!
//! Not here: the arithmetic (`domain::cost`).

use app::cost::CostPage;
use app::{AppError, FieldProblem, Separator, TableWriter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::cost::{AllocationKey, CostKind, CostLine, CostProblem, CostSheet, Ore, Party, Range, Unshared};
use domain::number::Number;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::{self, Errors, Pairs};
use crate::frame::Frame;
use crate::list::{Choice, csv_file};
use crate::routes::Routes;
use crate::visitor::Request;

/// Empty rows after the lines that are there.
const SPARE: usize = 3;
/// Rows of lines that are read from a form; more are refused by the sheet itself.
const ROWS: usize = 64;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/arenden/{number}/kostnad", page)
        .get("/arenden/{number}/kostnad.csv", csv)
        .get("/arenden/{number}/kostnad/andra", edit)
        .post("/arenden/{number}/kostnad/andra", save)
}

fn value<'a>(sent: &'a [(String, String)], name: &str) -> &'a str {
    form::value(sent, name).trim()
}

/// An amount as people write it, in hundredths: "1 200 000", "12,50". Nothing for what is none.
pub(crate) fn hundredths(text: &str) -> Option<i64> {
    Ore::from_kronor(text).map(|amount| amount.0)
}

/// Hundredths as a field shows them.
pub(crate) fn written_hundredths(amount: i64) -> String {
    Ore(amount).in_kronor()
}

/// Money in kronor; öre only where there are some.
pub(crate) fn money(frame: &Frame, ore: Ore) -> String {
    let kronor = frame.number(ore.0 / 100);
    match ore.0 % 100 {
        0 => format!("{kronor} kr"),
        part => format!("{kronor}{}{part:02} kr", if frame.swedish() { ',' } else { '.' }),
    }
}

pub(crate) fn range(frame: &Frame, range: Range) -> String {
    if range.low == range.high {
        return String::new();
    }
    format!("{}–{}", money(frame, range.low), money(frame, range.high))
}

/// A year's cost.
struct Year {
    name: String,
    likely: String,
    range: String,
    /// Part of the dearest year, in hundredths, for the bar.
    part: i64,
}

/// What a party pays by each key.
struct Share {
    organisation: String,
    parts: Vec<String>,
}

#[derive(Template)]
#[template(path = "cost/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    read: &'a CostPage,
    number: String,
    told: bool,
    years: Vec<Year>,
    total: String,
    total_range: String,
    lines: Vec<(String, String, String, String)>,
    keys: Vec<(String, bool)>,
    shares: Vec<Share>,
    sums: Vec<String>,
    why_not: Vec<(String, String)>,
    populations: Vec<String>,
    chosen: Option<String>,
    written: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Just {
    nytt: String,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let read = state.app.read_cost(&request.visitor.actor, number).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let told = just.is_ok_and(|Query(just)| just.nytt == "sparat");
    let dearest = read.years.iter().map(|year| year.likely.0).max().unwrap_or(0).max(1);
    let years = (0..).zip(&read.years).map(|(index, year)| Year {
        name: (i32::from(read.sheet.start) + index).to_string(),
        likely: money(frame, year.likely),
        range: range(frame, *year),
        part: year.likely.0 * 100 / dearest,
    });
    let lines = read.sheet.lines.iter().map(|line| line_row(frame, &read.sheet, line));
    let fits: Vec<&(AllocationKey, Result<Vec<Ore>, Unshared>)> =
        read.keys.iter().filter(|(_, shared)| shared.is_ok()).collect();
    let shares = read.sheet.parties.iter().enumerate().map(|(at, party)| Share {
        organisation: name_of(&read, party),
        parts: fits
            .iter()
            .filter_map(|(_, shared)| shared.as_ref().ok()?.get(at).map(|part| money(frame, *part)))
            .collect(),
    });
    let sum = |shared: &Result<Vec<Ore>, Unshared>| {
        let parts = shared.as_ref().map(Vec::as_slice).unwrap_or_default();
        money(frame, Ore(parts.iter().map(|part| part.0).sum()))
    };
    let why_not = read.keys.iter().filter_map(|(key, shared)| {
        let why = shared.as_ref().err()?;
        Some((frame.word("key", key.code()), frame.t(why_key(*why))))
    });
    let populations = read.payers.iter().filter_map(|payer| {
        let known = payer.population.as_ref()?;
        let people = frame.number(i64::from(known.value));
        Some(format!("{}: {people} ({}, {})", payer.name, known.date, known.source))
    });
    let written = read.written.as_ref().map(|(who, at)| match who {
        Some(who) => format!("{who} · {}", frame.day_of(*at)),
        None => frame.day_of(*at),
    });
    Ok(html(&Page {
        frame,
        number: number.to_string(),
        told,
        years: years.collect(),
        total: money(frame, read.total.likely),
        total_range: range(frame, read.total),
        lines: lines.collect(),
        keys: fits
            .iter()
            .map(|(key, _)| (frame.word("key", key.code()), Some(*key) == read.sheet.chosen))
            .collect(),
        shares: shares.collect(),
        sums: fits.iter().map(|(_, shared)| sum(shared)).collect(),
        why_not: why_not.collect(),
        populations: populations.collect(),
        chosen: read.sheet.chosen.map(|key| frame.word("key", key.code())),
        written,
        read: &read,
    }))
}

const fn why_key(why: Unshared) -> &'static str {
    match why {
        Unshared::Nobody => "cost-nobody",
        Unshared::Unknown => "cost-unknown",
        Unshared::Capped => "cost-capped",
    }
}

fn name_of(read: &CostPage, party: &Party) -> String {
    let known = read.payers.iter().find(|payer| payer.id == party.organisation);
    known.map(|payer| payer.name.clone()).unwrap_or_default()
}

/// A line: what, when, how much, and how far it may differ.
fn line_row(frame: &Frame, sheet: &CostSheet, line: &CostLine) -> (String, String, String, String) {
    let year = |at: u32| (i64::from(sheet.start) + i64::from(at) - 1).to_string();
    let when = match line.kind {
        CostKind::OneOff => frame.t1("cost-once-in", "year", &year(line.from)),
        CostKind::Yearly | CostKind::Hours => {
            frame.t2("cost-yearly-in", ("from", &year(line.from)), ("to", &year(line.to)))
        }
    };
    let amount = |amount: i64| match line.kind {
        CostKind::OneOff | CostKind::Yearly => money(frame, Ore(amount)),
        CostKind::Hours => frame.t1("cost-hours-of", "hours", &written_hundredths(amount)),
    };
    let spread = match line.low == line.high {
        true => String::new(),
        false => format!("{}–{}", amount(line.low), amount(line.high)),
    };
    (line.name.clone(), when, amount(line.likely), spread)
}

/// A line in the form.
struct LineFields {
    at: String,
    number: usize,
    name: String,
    kinds: Vec<Choice>,
    from: String,
    to: String,
    low: String,
    likely: String,
    high: String,
    error: String,
}

/// A party in the form.
struct PartyFields {
    at: String,
    name: String,
    is_in: bool,
    from: String,
    to: String,
    users: String,
    volume: String,
    share: String,
    cap: String,
    error: String,
}

#[derive(Template)]
#[template(path = "cost/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    version: String,
    start: String,
    years: String,
    hour: String,
    fixed: String,
    lines: Vec<LineFields>,
    parties: Vec<PartyFields>,
}

async fn edit(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = request.named(&number)?;
    let read = editable(&state, &request, number).await?;
    Ok(show(&request.frame, &read, &filled(&read), &Errors::default()))
}

async fn editable(state: &State, request: &Request, number: Number) -> Result<CostPage, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let read = state.app.read_cost(&request.visitor.actor, number).await.map_err(failed)?;
    if read.may_edit { Ok(read) } else { Err(failed(AppError::Denied)) }
}

/// What a sheet looks like as it would be sent.
fn filled(read: &CostPage) -> Pairs {
    let sheet = &read.sheet;
    let mut pairs: Pairs = vec![
        ("version".into(), read.case.version.to_string()),
        ("start".into(), sheet.start.to_string()),
        ("years".into(), sheet.years.to_string()),
        ("hour".into(), written_hundredths(sheet.hour.0)),
        ("fixed".into(), sheet.fixed.to_string()),
    ];
    for (index, line) in sheet.lines.iter().enumerate() {
        for (name, value) in [
            ("name", line.name.clone()),
            ("kind", line.kind.code().to_owned()),
            ("from", line.from.to_string()),
            ("to", line.to.to_string()),
            ("low", written_hundredths(line.low)),
            ("likely", written_hundredths(line.likely)),
            ("high", written_hundredths(line.high)),
        ] {
            pairs.push((format!("l{index}_{name}"), value));
        }
    }
    for (index, payer) in read.payers.iter().enumerate() {
        let Some(party) = sheet.parties.iter().find(|party| party.organisation == payer.id) else { continue };
        for (name, value) in [
            ("with", "ja".to_owned()),
            ("from", party.from.to_string()),
            ("to", party.to.to_string()),
            ("users", party.users.to_string()),
            ("volume", party.volume.to_string()),
            ("share", party.share.to_string()),
            ("cap", party.cap.map(|cap| written_hundredths(cap.0)).unwrap_or_default()),
        ] {
            pairs.push((format!("p{index}_{name}"), value));
        }
    }
    pairs
}

fn show(frame: &Frame, read: &CostPage, sent: &Pairs, errors: &Errors) -> Response {
    let is_there = |index: &usize| {
        let field = |name: &str| value(sent, &format!("l{index}_{name}"));
        !field("name").is_empty() || !field("likely").is_empty()
    };
    let there = (0..ROWS).filter(is_there).max().map_or(0, |last| last + 1);
    let line = |index: usize| {
        let at = format!("l{index}");
        let field = |name: &str| value(sent, &format!("{at}_{name}")).to_owned();
        let kind = field("kind");
        let kinds = CostKind::ALL.iter();
        LineFields {
            number: index + 1,
            name: field("name"),
            kinds: kinds
                .map(|one| Choice::new(one.code(), frame.word("cost-kind", one.code()), &kind))
                .collect(),
            from: field("from"),
            to: field("to"),
            low: field("low"),
            likely: field("likely"),
            high: field("high"),
            error: errors.at(&at).to_owned(),
            at,
        }
    };
    let parties = read.payers.iter().enumerate().map(|(index, payer)| {
        let at = format!("p{index}");
        let field = |name: &str| value(sent, &format!("{at}_{name}")).to_owned();
        PartyFields {
            name: payer.name.clone(),
            is_in: field("with") == "ja",
            from: field("from"),
            to: field("to"),
            users: field("users"),
            volume: field("volume"),
            share: field("share"),
            cap: field("cap"),
            error: errors.at(&at).to_owned(),
            at,
        }
    });
    let page = html(&FormPage {
        frame,
        errors,
        number: read.case.number.to_string(),
        version: value(sent, "version").to_owned(),
        start: value(sent, "start").to_owned(),
        years: value(sent, "years").to_owned(),
        hour: value(sent, "hour").to_owned(),
        fixed: value(sent, "fixed").to_owned(),
        lines: (0..there + SPARE).map(line).collect(),
        parties: parties.collect(),
    });
    errors.on(page)
}

/// A sheet as a form says it, with the rows that its lines stand in; what is no number is told at its row.
fn understood(frame: &Frame, read: &CostPage, sent: &Pairs, errors: &mut Errors) -> (CostSheet, Vec<usize>) {
    let mut whole = |name: &str, at: &str| {
        let text = value(sent, name);
        text.parse::<u32>().unwrap_or_else(|_| {
            if errors.at(at).is_empty() {
                errors.add(at, frame.t("cost-no-number"));
            }
            0
        })
    };
    let years = whole("years", "years");
    let fixed = whole("fixed", "fixed");
    let start = value(sent, "start").parse().unwrap_or(0);
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for index in 0..ROWS {
        let at = format!("l{index}");
        let field = |name: &str| value(sent, &format!("{at}_{name}"));
        if field("name").is_empty() && field("likely").is_empty() {
            continue;
        }
        let likely = hundredths(field("likely"));
        // What is left out is taken to be sure, and to cost all the time.
        let or = |name: &str, other: Option<i64>| match field(name) {
            "" => other,
            text => hundredths(text),
        };
        let year = |name: &str, other: u32| match field(name) {
            "" => Some(other),
            text => text.parse::<u32>().ok(),
        };
        let (low, high) = (or("low", likely), or("high", likely));
        let (from, to) = (year("from", 1), year("to", years));
        let (Some(likely), Some(low), Some(high), Some(from), Some(to)) = (likely, low, high, from, to)
        else {
            errors.add(&at, frame.t("cost-no-number"));
            continue;
        };
        rows.push(index);
        let kind = CostKind::from_code(field("kind")).unwrap_or(CostKind::OneOff);
        lines.push(CostLine { name: field("name").to_owned(), kind, from, to, low, likely, high });
    }
    let mut parties = Vec::new();
    for (index, payer) in read.payers.iter().enumerate() {
        let at = format!("p{index}");
        let field = |name: &str| value(sent, &format!("{at}_{name}"));
        if field("with") != "ja" {
            continue;
        }
        let count = |name: &str, other: u32| match field(name) {
            "" => Some(other),
            text => text.chars().filter(|c| !c.is_whitespace()).collect::<String>().parse::<u32>().ok(),
        };
        let cap = match field("cap") {
            "" => Some(None),
            text => hundredths(text).map(|cap| Some(Ore(cap))),
        };
        let counts = (count("from", 1), count("to", years), count("users", 0), count("volume", 0));
        let ((Some(from), Some(to), Some(users), Some(volume)), Some(share), Some(cap)) =
            (counts, count("share", 0), cap)
        else {
            errors.add(&at, frame.t("cost-no-number"));
            continue;
        };
        parties.push(Party { organisation: payer.id, from, to, users, volume, share, cap });
    }
    let hour = hundredths(value(sent, "hour")).unwrap_or_else(|| {
        errors.add("hour", frame.t("cost-no-number"));
        0
    });
    (CostSheet { start, years, hour: Ore(hour), lines, parties, fixed, chosen: None }, rows)
}

async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = editable(&state, &request, number).await?;
    let mut errors = Errors::default();
    let (sheet, rows) = understood(frame, &read, &sent, &mut errors);
    if !errors.is_empty() {
        return Ok(show(frame, &read, &sent, &errors));
    }
    let version = value(&sent, "version").parse().unwrap_or(0);
    match state.app.save_cost(&request.visitor.actor, number, version, sheet.clone()).await {
        Ok(()) => Ok(Redirect::to(&format!("/arenden/{number}/kostnad?nytt=sparat")).into_response()),
        Err(AppError::Invalid(fields)) => {
            for field in fields {
                let (at, key) = match &field.problem {
                    FieldProblem::Cost(problem) => told(&read, (&sheet, &rows), problem),
                    FieldProblem::IdentityNumber => (row_of(&rows, field.index), "hint-identity-number"),
                    _ => (row_of(&rows, field.index), "cost-row"),
                };
                errors.add(&at, frame.t(key));
            }
            Ok(show(frame, &read, &sent, &errors))
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

/// The row of the form that a line stands in.
fn row_of(rows: &[usize], line: usize) -> String {
    format!("l{}", rows.get(line).copied().unwrap_or(line))
}

/// Where a problem is in the form, and the key of what to say.
fn told(
    read: &CostPage,
    (sheet, rows): (&CostSheet, &[usize]),
    problem: &CostProblem,
) -> (String, &'static str) {
    let party = |at: usize| {
        let id = sheet.parties.get(at).map(|party| party.organisation);
        let place = read.payers.iter().position(|payer| Some(payer.id) == id);
        format!("p{}", place.unwrap_or(0))
    };
    match problem {
        CostProblem::Years => ("years".to_owned(), "cost-years-wrong"),
        CostProblem::Start => ("start".to_owned(), "cost-start-wrong"),
        CostProblem::Hour => ("hour".to_owned(), "cost-amount-wrong"),
        CostProblem::Fixed => ("fixed".to_owned(), "cost-fixed-wrong"),
        CostProblem::TooMany => ("l0".to_owned(), "cost-too-many"),
        CostProblem::Name(at) => (row_of(rows, *at), "cost-name-missing"),
        CostProblem::LineYears(at) => (row_of(rows, *at), "cost-line-years"),
        CostProblem::Amount(at) => (row_of(rows, *at), "cost-amount-wrong"),
        CostProblem::PartyYears(at) => (party(*at), "cost-line-years"),
        CostProblem::PartyNumbers(at) | CostProblem::PartyTwice(at) => (party(*at), "cost-row"),
    }
}

/// The keys side by side as a file, in kronor with öre.
async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let read = state.app.read_cost(&request.visitor.actor, number).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    csv_file(frame, "kostnad", state.app.clock().now().day(), written(frame, &read))
}

fn written(frame: &Frame, read: &CostPage) -> std::io::Result<Vec<u8>> {
    let fits: Vec<(&AllocationKey, &Vec<Ore>)> =
        read.keys.iter().filter_map(|(key, shared)| Some((key, shared.as_ref().ok()?))).collect();
    let mut head = vec![frame.t("need-column-organisation")];
    head.extend(fits.iter().map(|(key, _)| frame.word("key", key.code())));
    let mut table = TableWriter::new(Vec::new(), Separator::Comma, &head)?;
    let exact = |ore: &Ore| format!("{},{:02}", ore.0 / 100, ore.0 % 100);
    for (at, party) in read.sheet.parties.iter().enumerate() {
        let mut record = vec![name_of(read, party)];
        record.extend(fits.iter().filter_map(|(_, parts)| parts.get(at).map(exact)));
        table.write(&record)?;
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, amount) in [
            ("1 200 000", Some(120_000_000)),
            ("12,5", Some(1_250)),
            ("12.05", Some(1_205)),
            ("0", Some(0)),
            ("", None),
            ("-5", None),
            ("cirka 10", None),
            ("1,234", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(hundredths(text), amount, "{text}");
        }
        for amount in [0, 5, 1_250, 120_000_000] {
            assert_eq!(hundredths(&written_hundredths(amount)), Some(amount));
        }
    }
}
