//! The list of an organisation's people, and the same as a file.

use app::people::PersonRow;
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use domain::person::Role;
use domain::text;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, upper_first};
use crate::list::{Address, Chip, Choice, Files, PAGE_SIZE, Pages, TableFile};
use crate::organisation;
use crate::visitor::Request;

/// The list's state, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    roll: String,
    sortering: String,
    sida: String,
    nytt: String,
}

/// What the file and its sheet are called.
const FILE: &str = "personer";
/// Sorted by what waits on them, most first.
const BY_OPEN: &str = "oppet";

struct Row {
    address: String,
    name: String,
    email: String,
    title: String,
    roles: String,
    open: String,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    told: Option<String>,
    address: String,
    organisation: String,
    organisation_address: String,
    count: String,
    search: String,
    roles: Vec<Choice>,
    sorts: Vec<Choice>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    pages: Pages,
    files: Files,
    csv_label: String,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let organisation = super::administered(&state, &request, &called).await?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let people = state.app.people_of(&request.visitor.actor, organisation.id).await;
    let people = chosen(people.map_err(|error| Failure::page(error, frame.clone()))?, &asked);
    let path = super::address(&organisation);
    let role = Role::from_code(&asked.roll);
    let address = Address::of(path.clone())
        .with("q", asked.q.trim())
        .with("roll", role.map_or("", Role::code))
        .with("sortering", if asked.sortering == BY_OPEN { BY_OPEN } else { "" });
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let total = people.len();
    let from = (number as usize - 1).saturating_mul(PAGE_SIZE as usize);
    let rows: Vec<Row> =
        people.iter().skip(from).take(PAGE_SIZE as usize).map(|person| row(frame, &path, person)).collect();
    let chip = |text: String, name: &str| Chip { text, without: address.without(name) };
    let search = (!asked.q.trim().is_empty())
        .then(|| chip(frame.t1("people-chip-search", "value", asked.q.trim()), "q"));
    let by_role = role.map(|role| chip(frame.word("role", role.code()), "roll"));
    let every = Choice::new("", frame.t("people-any-role"), &asked.roll);
    let of_role = |role: &Role| Choice::new(role.code(), frame.word("role", role.code()), &asked.roll);
    let count = i64::try_from(total).unwrap_or(i64::MAX);
    Ok(html(&ListPage {
        frame,
        told: match asked.nytt.as_str() {
            "tillagd" => Some(frame.t("people-told-added")),
            "valkommen" => Some(frame.t("people-told-welcomed")),
            "avslutad" => Some(frame.t("people-told-ended")),
            _ => None,
        },
        organisation: organisation.short_name.clone(),
        organisation_address: organisation::address(&organisation),
        count: frame.number(count),
        search: asked.q.trim().to_owned(),
        roles: [every].into_iter().chain(Role::ALL.iter().map(of_role)).collect(),
        sorts: vec![
            Choice::new("", frame.t("people-by-name"), &asked.sortering),
            Choice::new(BY_OPEN, frame.t("people-by-open"), &asked.sortering),
        ],
        chips: [search, by_role].into_iter().flatten().collect(),
        pages: Pages::new(frame, &address, number, count),
        files: address.files(),
        csv_label: frame.tn("need-csv-rows", count),
        address: path,
        rows,
    }))
}

/// The people that fit the filters, in the order asked for.
fn chosen(people: Vec<PersonRow>, asked: &Asked) -> Vec<PersonRow> {
    let words = text::search_words(&asked.q);
    let role = Role::from_code(&asked.roll);
    let fits = |row: &PersonRow| {
        let known = format!("{} {} {}", row.person.name, row.person.email, row.title);
        let known = text::search_words(&known);
        let found = words.split_whitespace().all(|word| known.contains(&format!(" {word}")));
        found && role.is_none_or(|role| row.roles.contains(&role))
    };
    let mut people: Vec<PersonRow> = people.into_iter().filter(fits).collect();
    if asked.sortering == BY_OPEN {
        people.sort_by_key(|row| std::cmp::Reverse(row.open));
    }
    people
}

fn row(frame: &Frame, path: &str, row: &PersonRow) -> Row {
    let roles: Vec<String> = row.roles.iter().map(|role| frame.word("role", role.code())).collect();
    Row {
        address: format!("{path}/{}", row.person.id),
        name: row.person.name.clone(),
        email: row.person.email.clone(),
        title: upper_first(&row.title),
        roles: frame.list(&roles),
        open: frame.number(i64::try_from(row.open).unwrap_or(i64::MAX)),
    }
}

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let organisation = super::administered(&state, &request, &called).await?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let people = state.app.people_of(&request.visitor.actor, organisation.id).await.map_err(failed)?;
    let rows: Vec<Row> = chosen(people, &asked).iter().map(|person| row(frame, "", person)).collect();
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), written(frame, file, &rows))
}

fn written(frame: &Frame, file: TableFile, rows: &[Row]) -> std::io::Result<Vec<u8>> {
    let columns = ["people-name", "email", "people-title", "people-roles", "people-open"];
    let mut table = file.table(FILE, &columns.map(|key| frame.t(key)))?;
    for row in rows {
        let record = [&row.name, &row.email, &row.title, &row.roles, &row.open].map(Clone::clone);
        table.write(&record)?;
    }
    table.finish()
}
