//! The list of organisations: who they are, where they stand in collaborations and since when, and the same as a file.

use app::organisation::{OrganisationQuestion, OrganisationRow, OrganisationSort, Stands};
use app::{AppError, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::collaboration::MembershipState;
use domain::id::CollaborationId;
use domain::organisation::OrganisationKind;
use domain::permission::Actor;
use serde::Deserialize;

use super::{address, inhabitants, is_steward, needs_of, solutions_of};
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::view::{Cell, Link, ListView, Table, file_of};
use crate::visitor::Request;

/// What the file of the list and its sheet are called.
const FILE: &str = "organisationer";
/// Rows read at a time for the file.
const BATCH: u32 = 1_000;
/// The orders of the list: what the address says, and the key of its text.
const ORDERS: [(OrganisationSort, &str, &str); 3] = [
    (OrganisationSort::Name, "", "organisations-by-name"),
    (OrganisationSort::Inhabitants, "invanare", "organisations-by-inhabitants"),
    (OrganisationSort::Kind, "slag", "organisations-by-kind"),
];

/// The list's state, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    slag: String,
    lage: String,
    samverkan: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/organisationer")
            .with("q", self.q.trim())
            .with("slag", &self.slag)
            .with("lage", &self.lage)
            .with("samverkan", &self.samverkan)
            .with("sortering", &self.sortering)
    }

    fn question(&self) -> OrganisationQuestion {
        let sort = ORDERS.iter().find(|(_, code, _)| *code == self.sortering);
        OrganisationQuestion {
            search: self.q.clone(),
            kind: OrganisationKind::from_code(&self.slag),
            state: MembershipState::from_code(&self.lage),
            collaboration: self.samverkan.parse::<CollaborationId>().ok(),
            sort: sort.map_or(OrganisationSort::Name, |(sort, ..)| *sort),
        }
    }
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let actor = &request.visitor.actor;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let found = state.app.list_organisations(actor, &asked.question(), page).await.map_err(failed)?;
    let address = asked.address();
    let heading = frame.t("place-organisations");
    let rows = table(frame, &found.rows);
    let mut view = ListView::new(frame, "/organisationer", heading, (&address, number, found.total), rows);
    view.lead = frame.t("organisations-lead");
    view.sub = vec![Link::new("/samverkan", frame.t("collaborations"))];
    if is_steward(actor) {
        view.actions.push(Link::new("/organisationer/ny", frame.t("organisation-add")));
    }
    filters(&mut view, &state, actor, (&address, &asked)).await.map_err(failed)?;
    view.empty = (frame.t("organisations-none"), frame.t("organisations-none-text"));
    Ok(view.page())
}

async fn filters(
    view: &mut ListView<'_>,
    state: &State,
    actor: &Actor,
    (address, asked): (&Address, &Asked),
) -> Result<(), AppError> {
    let frame = view.frame;
    let all = |chosen: &str| Choice::new("", frame.t("list-all"), chosen);
    view.searched(address, asked.q.trim());
    let kinds = OrganisationKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), frame.word("organisation-kind", kind.code()), &asked.slag));
    let kinds = std::iter::once(all(&asked.slag)).chain(kinds).collect();
    view.filter(address, ("slag", frame.t("organisation-kind")), kinds);
    let collaborations = state.app.list_collaborations(actor).await?;
    let collaborations = collaborations
        .into_iter()
        .map(|row| Choice::new(&row.collaboration.id.to_string(), row.collaboration.name, &asked.samverkan));
    let collaborations = std::iter::once(all(&asked.samverkan)).chain(collaborations).collect();
    view.filter(address, ("samverkan", frame.t("organisation-collaboration")), collaborations);
    // The public knows the confirmed members alone.
    if actor.member().is_some() {
        let states = MembershipState::ALL
            .iter()
            .map(|state| Choice::new(state.code(), frame.word("membership", state.code()), &asked.lage));
        let states = std::iter::once(all(&asked.lage)).chain(states).collect();
        view.filter(address, ("lage", frame.t("collaboration-state")), states);
    }
    let orders = ORDERS.map(|(_, code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(address, ("sortering", frame.t("need-order")), orders.into());
    Ok(())
}

fn table(frame: &Frame, rows: &[OrganisationRow]) -> Table {
    let columns = [
        "organisation-name",
        "organisation-kind",
        "organisation-code",
        "organisation-stands",
        "organisation-inhabitants",
        "organisation-as-of",
        "organisation-uses",
        "place-needs",
    ];
    let mut table = Table::new(frame, frame.t("place-organisations"), &columns).amounts(&[4, 6, 7]);
    for row in rows {
        let organisation = &row.organisation;
        let own = address(organisation);
        let known = organisation.population.as_ref().map(|population| inhabitants(frame, population));
        let (number, date) = known.map(|known| (known.number, known.date)).unwrap_or_default();
        let name = Cell::link(organisation.short_name.clone(), own.clone());
        table.rows.push(vec![
            match organisation.valid_to {
                Some(day) => name.note(frame.t1("organisation-gone", "day", &frame.day(day))),
                None => name,
            },
            Cell::text(frame.word("organisation-kind", organisation.kind.code())),
            Cell::text(organisation.municipality_code.clone().unwrap_or_default()),
            Cell::text(stands(frame, &row.stands)),
            if number.is_empty() { Cell::default() } else { Cell::link(number, format!("{own}#invanare")) },
            Cell::text(date),
            Cell::link(frame.number(row.solutions), solutions_of(organisation)),
            Cell::link(frame.number(row.needs), needs_of(organisation)),
        ]);
    }
    table
}

/// Where an organisation stands, with since when: "V6: Medlem sedan 1 januari 2023".
fn stands(frame: &Frame, stands: &[Stands]) -> String {
    let one = |stands: &Stands| {
        let state = frame.word("membership", stands.state.code());
        let values = [("name", stands.name.as_str().into()), ("state", state.into())];
        match stands.since {
            Some(day) => {
                let [name, state] = values;
                let values = [name, state, ("day", frame.day(day).into())];
                frame.texts().text_with("organisation-stands-since", &values)
            }
            None => frame.texts().text_with("organisation-stands-so", &values),
        }
    };
    stands.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The same rows as a file.
pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let mut rows = Vec::new();
    for number in 1.. {
        let page = Page::new(number, BATCH);
        let found = state.app.list_organisations(&request.visitor.actor, &asked.question(), page).await;
        let found = found.map_err(|error| Failure::page(error, frame.clone()))?.rows;
        if found.is_empty() {
            break;
        }
        rows.extend(found);
    }
    let file = TableFile::asked(frame);
    let written = file_of(file, FILE, &table(frame, &rows));
    file.answer(frame, FILE, state.app.clock().now().day(), written)
}
