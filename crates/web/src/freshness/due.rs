//! Everything that is due, as a list, as a file, and confirmed many at once; and asking whoever answers.

use app::freshness::{Confirmed, DueFilter, DueList, DueSort, FactRow, Left, Responsible};
use app::{Directory, Page};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::freshness::{Age, FactId, FactKind};
use jiff::civil::Date;
use serde::Deserialize;

use super::{back_to, crumbs, done, failed, places, signed_in, words};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, count};
use crate::list::{Address, Chip, Choice, Files, PAGE_SIZE, Pages, TableFile};
use crate::names;
use crate::view::{Cell, Link, Press, Table, file_of};
use crate::visitor::Request;

const PATH: &str = "/losningar/att-bekrafta";
/// What the file of the list and its sheet are called.
const FILE: &str = "bekrafta";
/// Rows read at a time for the file.
const BATCH: u32 = 500;
/// In the address: nobody is named, and whoever is named has left.
const NOBODY: &str = "ingen";
const GONE: &str = "slutat";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    slag: String,
    omrade: String,
    alder: String,
    ansvarig: String,
    organisation: String,
    sortering: String,
    sida: String,
    bekraftade: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of(PATH)
            .with("q", &self.q)
            .with("slag", &self.slag)
            .with("omrade", &self.omrade)
            .with("alder", &self.alder)
            .with("ansvarig", &self.ansvarig)
            .with("organisation", &self.organisation)
            .with("sortering", &self.sortering)
    }

    fn filter(&self) -> DueFilter {
        DueFilter {
            search: self.q.clone(),
            kind: FactKind::from_code(&self.slag),
            service_area: self.omrade.clone(),
            age: Age::from_code(&self.alder),
            organisation: self.organisation.parse().ok(),
            responsible: match self.ansvarig.as_str() {
                NOBODY => Responsible::Nobody,
                GONE => Responsible::Gone,
                other => other.parse().map_or(Responsible::Anybody, Responsible::Person),
            },
            sort: match self.sortering.as_str() {
                "namn" => DueSort::Name,
                "beroende" => DueSort::LeantOn,
                _ => DueSort::Age,
            },
        }
    }
}

/// A filter to choose from.
struct Filter {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

/// A fact that can be confirmed with others, or asked about.
struct Row {
    id: String,
    value: String,
    is_checked: bool,
    may_confirm: bool,
    error: String,
    name: String,
    label: String,
    address: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "freshness/due.html")]
struct DuePage<'a> {
    frame: &'a Frame,
    errors: Errors,
    crumbs: Vec<Link>,
    sub: Vec<Link>,
    heading: String,
    count: String,
    actions: Vec<Link>,
    told: String,
    search: String,
    filters: Vec<Filter>,
    chips: Vec<Chip>,
    columns: Vec<String>,
    rows: Vec<Row>,
    may_confirm: bool,
    action: String,
    pages: Pages,
    files: Files,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    whole(&state, &request, &asked, (&[], &Confirmed::default())).await
}

/// Confirms what was chosen. What has changed since it was shown is left, told, and chosen still.
pub(super) async fn confirm(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let chosen: Vec<(FactId, i64)> =
        sent.iter().filter(|(name, _)| name == "rad").filter_map(|(_, value)| row_of(value)).collect();
    let confirmed = state.app.confirm_facts(&request.visitor.actor, &chosen).await.map_err(failed(frame))?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    if !confirmed.left.is_empty() {
        return whole(&state, &request, &asked, (&chosen, &confirmed)).await;
    }
    let to = value(&sent, "till");
    if !to.is_empty() {
        return Ok(back_to(to));
    }
    let address = asked.address().with("bekraftade", &confirmed.done.to_string());
    Ok(Redirect::to(&address.page(1)).into_response())
}

/// Asks whoever answers for a fact to confirm it.
pub(super) async fn ask(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let Ok(fact) = value(&sent, "uppgift").parse() else {
        return Err(failed(frame)(app::AppError::NotFound));
    };
    state.app.ask_confirmation(&request.visitor.actor, fact).await.map_err(failed(frame))?;
    Ok(back_to(value(&sent, "till")))
}

/// The press that asks whoever answers, where the reader may.
pub(super) fn ask_press(frame: &Frame, row: &FactRow, back: &str) -> Option<Press> {
    row.may_ask.then(|| Press {
        action: "/losningar/be-om-bekraftelse".to_owned(),
        label: frame.t1("freshness-ask", "organisation", &row.organisation),
        about: format!("{}, {}", words::fact_label(frame, row), words::about(row).1),
        sent: vec![("uppgift".to_owned(), row.fact.to_string()), ("till".to_owned(), back.to_owned())],
        ..Press::default()
    })
}

/// The press that confirms one fact, where the reader may.
pub(super) fn confirm_press(frame: &Frame, row: &FactRow, back: &str) -> Option<Press> {
    row.may_confirm.then(|| Press {
        action: PATH.to_owned(),
        label: frame.t("freshness-right"),
        about: format!("{}, {}", words::fact_label(frame, row), words::about(row).1),
        sent: vec![("rad".to_owned(), value_of(row)), ("till".to_owned(), back.to_owned())],
        ..Press::default()
    })
}

fn value_of(row: &FactRow) -> String {
    format!("{}:{}", row.fact, row.version)
}

fn row_of(value: &str) -> Option<(FactId, i64)> {
    let (fact, version) = value.split_once(':')?;
    Some((fact.parse().ok()?, version.parse().ok()?))
}

async fn whole(
    state: &State,
    request: &Request,
    asked: &Asked,
    (chosen, confirmed): (&[(FactId, i64)], &Confirmed),
) -> Result<Response, Failure> {
    signed_in(request)?;
    let frame = &request.frame;
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let read = state.app.due_facts(&request.visitor.actor, &asked.filter(), page).await;
    let read = match done(frame, read.map_err(failed(frame))?, "freshness-due") {
        Ok(read) => read,
        Err(reading) => return Ok(*reading),
    };
    let directory = state.app.directory().await.map_err(failed(frame))?;
    let today = state.app.clock().now().day();
    let mut errors = Errors::default();
    for (fact, left) in &confirmed.left {
        let on_page = read.listed.rows.iter().find(|row| row.fact == *fact);
        let name = on_page.map_or_else(|| frame.t("freshness-a-fact"), |row| words::about(row).1.to_owned());
        errors.add(&row_id(*fact), trouble(frame, *left, &name));
    }
    let rows: Vec<Row> = read
        .listed
        .rows
        .iter()
        .map(|row| Row {
            is_checked: confirmed.left.iter().any(|(fact, _)| *fact == row.fact)
                && chosen.iter().any(|(fact, _)| *fact == row.fact),
            error: errors.at(&row_id(row.fact)).to_owned(),
            ..one(frame, row, (today, &asked.address().page(number)))
        })
        .collect();
    let address = asked.address();
    let filters = filters(frame, &directory, asked, &read);
    let list = DuePage {
        frame,
        crumbs: crumbs(frame),
        sub: places(frame),
        heading: frame.t("freshness-due"),
        count: frame.number(read.listed.total),
        actions: Vec::new(),
        told: told(frame, asked, confirmed),
        search: asked.q.clone(),
        chips: chips(frame, &address, asked, &filters),
        filters,
        columns: COLUMNS.map(|key| frame.t(key)).to_vec(),
        may_confirm: rows.iter().any(|row| row.may_confirm),
        rows,
        action: address.page(number),
        pages: Pages::new(frame, &address, number, read.listed.total),
        files: address.files(),
        errors,
    };
    Ok(list.errors.on(html(&list)))
}

/// The columns beside what a fact is about, as keys of their texts.
const COLUMNS: [&str; 5] =
    ["freshness-says", "freshness-whose", "freshness-age", "freshness-answers", "freshness-do"];

fn row_id(fact: FactId) -> String {
    format!("rad_{}", fact.to_string().replace('.', "_"))
}

fn one(frame: &Frame, row: &FactRow, (today, here): (Date, &str)) -> Row {
    let (_, name) = words::about(row);
    Row {
        id: row_id(row.fact),
        value: value_of(row),
        is_checked: false,
        may_confirm: row.may_confirm,
        error: String::new(),
        name: name.to_owned(),
        label: words::fact_label(frame, row),
        address: words::address(row),
        cells: cells(frame, row, (today, here)),
    }
}

fn cells(frame: &Frame, row: &FactRow, (today, here): (Date, &str)) -> Vec<Cell> {
    let to_do = match (row.may_confirm, ask_press(frame, row, here), row.asked) {
        (true, _, _) => Cell::link(frame.t("freshness-correct"), words::correct(row)),
        (false, Some(press), _) => Cell::press(press),
        (false, None, Some(at)) => Cell::text(frame.t1("freshness-asked", "day", &frame.day_of(at))),
        (false, None, None) => Cell::default(),
    };
    vec![
        Cell::text(words::says(frame, row)).faded(row.is_grey),
        Cell::text(row.organisation.clone()),
        words::age(frame, row, today),
        words::answers(frame, row),
        Cell { is_own: false, ..to_do },
    ]
}

fn trouble(frame: &Frame, left: Left, name: &str) -> String {
    let key = match left {
        Left::ChangedMeanwhile => "freshness-row-changed",
        Left::NotYours => "freshness-row-not-yours",
    };
    frame.t1(key, "name", name)
}

fn told(frame: &Frame, asked: &Asked, confirmed: &Confirmed) -> String {
    if confirmed.done > 0 {
        return frame.tn("usage-told-confirmed", count(confirmed.done));
    }
    match asked.bekraftade.parse::<i64>() {
        Ok(count) if count >= 0 => frame.tn("usage-told-confirmed", count),
        Ok(_) | Err(_) => String::new(),
    }
}

fn filters(frame: &Frame, directory: &Directory, asked: &Asked, read: &DueList) -> Vec<Filter> {
    let with_all = |chosen: &str, choices: Vec<Choice>| -> Vec<Choice> {
        std::iter::once(Choice::new("", frame.t("list-all"), chosen)).chain(choices).collect()
    };
    let kinds = FactKind::ALL
        .iter()
        .map(|one| Choice::new(one.code(), frame.word("fact-kind", one.code()), &asked.slag));
    let areas = directory
        .service_areas
        .iter()
        .map(|area| Choice::new(&area.code, names::area(frame, area), &asked.omrade));
    // What is due is not fresh.
    let ages = Age::ALL
        .iter()
        .filter(|age| **age != Age::Fresh)
        .map(|one| Choice::new(one.code(), frame.word("age", one.code()), &asked.alder));
    let people =
        read.people.iter().map(|(id, name)| Choice::new(&id.to_string(), name.clone(), &asked.ansvarig));
    let nobody = [(NOBODY, "freshness-nobody-named"), (GONE, "freshness-somebody-left")];
    let nobody = nobody.map(|(code, key)| Choice::new(code, frame.t(key), &asked.ansvarig));
    let organisations = read
        .organisations
        .iter()
        .map(|(id, name)| Choice::new(&id.to_string(), name.clone(), &asked.organisation));
    let orders =
        [("", "freshness-by-age"), ("beroende", "freshness-by-leant-on"), ("namn", "solutions-by-name")];
    let orders = orders.map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    let filter = |name, key: &str, choices| Filter { name, label: frame.t(key), choices };
    let mut filters = vec![
        filter("slag", "freshness-kind", with_all(&asked.slag, kinds.collect())),
        filter("omrade", "solution-area", with_all(&asked.omrade, areas.collect())),
        filter("alder", "freshness-age", with_all(&asked.alder, ages.collect())),
        filter(
            "ansvarig",
            "freshness-answers",
            with_all(&asked.ansvarig, nobody.into_iter().chain(people).collect()),
        ),
    ];
    if read.organisations.len() > 1 {
        let choices = with_all(&asked.organisation, organisations.collect());
        filters.push(filter("organisation", "freshness-whose", choices));
    }
    filters.push(filter("sortering", "need-order", orders.into()));
    filters
}

fn chips(frame: &Frame, address: &Address, asked: &Asked, filters: &[Filter]) -> Vec<Chip> {
    let search = (!asked.q.is_empty()).then(|| Chip {
        text: frame.t1("solution-chip-search", "value", &asked.q),
        without: address.without("q"),
    });
    let chosen = filters.iter().filter(|filter| filter.name != "sortering").filter_map(|filter| {
        let choice = filter.choices.iter().find(|choice| choice.chosen && !choice.value.is_empty())?;
        let text = format!("{}: {}", filter.label, choice.label);
        Some(Chip { text, without: address.without(filter.name) })
    });
    search.into_iter().chain(chosen).collect()
}

/// The rows of the list on all its pages.
pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let filter = asked.map(|Query(asked)| asked).unwrap_or_default().filter();
    let today = state.app.clock().now().day();
    let columns = [
        "solution-column-number",
        "freshness-what",
        "freshness-kind",
        "freshness-says",
        "freshness-whose",
        "freshness-age",
        "freshness-confirmed",
        "freshness-answers",
    ];
    let mut table = Table::new(frame, frame.t("freshness-due"), &columns);
    for number in 1.. {
        let page = Page::new(number, BATCH);
        let read = state.app.due_facts(&request.visitor.actor, &filter, page).await.map_err(failed(frame))?;
        let read = match done(frame, read, "freshness-due") {
            Ok(read) => read,
            Err(reading) => return Ok(*reading),
        };
        if read.listed.rows.is_empty() {
            break;
        }
        table.rows.extend(read.listed.rows.iter().map(|row| record(frame, row, today)));
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, today, file_of(file, FILE, &table))
}

fn record(frame: &Frame, row: &FactRow, today: Date) -> Vec<Cell> {
    let (number, name) = words::about(row);
    [
        number.to_string(),
        name.to_owned(),
        frame.word("fact-kind", row.fact.kind().code()),
        words::says(frame, row),
        row.organisation.clone(),
        frame.word("age", row.age.code()),
        words::told(frame, (row.said, row.confirmed_by.as_deref()), today),
        words::answers(frame, row).text,
    ]
    .map(Cell::text)
    .into()
}
