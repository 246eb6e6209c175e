//! The effect chain: drawn from action to goal, read as a table, and changed as a list.

use app::initiative::ChainInput;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::initiative::{CHAIN_MAX, ChainKind, ChainLink};

use super::page::{address, crumbs, read};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, field_of, value};
use crate::frame::{Frame, count};
use crate::list::Choice;
use crate::view::drawing::{LINE_HEIGHT, PADDING, escaped, wrapped};
use crate::view::{Cell, Field, FormPage, Group, Link, Table, sent_rows};
use crate::visitor::Request;

/// How wide a link is drawn, and how far apart.
const WIDTH: usize = 216;
const GAP: usize = 48;
/// Rows to fill in beside those that there are.
const MORE_ROWS: usize = 4;

/// The chain as SVG. Whoever does not see it reads the table below, which says the same.
pub(super) fn drawing(frame: &Frame, chain: &[ChainLink]) -> String {
    let lines: Vec<Vec<String>> = chain.iter().map(|link| wrapped(&link.text)).collect();
    let mut heights = [30; 4];
    let mut places = Vec::with_capacity(chain.len());
    for (link, lines) in chain.iter().zip(&lines) {
        let column = column(link.kind);
        let height = lines.len() * LINE_HEIGHT + 2 * PADDING;
        places.push((column * (WIDTH + GAP), heights[column], height));
        heights[column] += height + PADDING;
    }
    let whole = heights.into_iter().max().unwrap_or(30) + 2;
    let wide = 4 * WIDTH + 3 * GAP;
    let mut svg = format!(
        "<div class=\"drawing\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\"><svg class=\"chart chain\" viewBox=\"0 0 {wide} {whole}\" \
         width=\"{wide}\" height=\"{whole}\" role=\"img\" aria-label=\"{1}\">",
        escaped(&frame.t("chain-drawing")),
        escaped(&frame.tn("chain-drawn", count(chain.len())))
    );
    for kind in ChainKind::ALL {
        let x = column(*kind) * (WIDTH + GAP);
        let name = escaped(&frame.word("chain-kind", kind.code()));
        svg.push_str(&format!("<text class=\"name\" x=\"{x}\" y=\"16\">{name}</text>"));
    }
    for (at, link) in chain.iter().enumerate() {
        let (x, y, height) = places[at];
        for to in &link.to {
            let Some((other_x, other_y, other_height)) = places.get(*to).copied() else { continue };
            let path = if other_x > x {
                let (from, into) = ((x + WIDTH, y + height / 2), (other_x, other_y + other_height / 2));
                let middle = from.0 + (into.0 - from.0) / 2;
                format!(
                    "M{} {} C{middle} {} {middle} {} {} {}",
                    from.0,
                    from.1,
                    from.1,
                    into.1,
                    into.0 - 6,
                    into.1
                )
            } else {
                // To one of its own kind, further down.
                let x = x + WIDTH / 2;
                format!("M{x} {} L{x} {}", y + height, other_y.saturating_sub(6))
            };
            let (tip_x, tip_y) =
                if other_x > x { (other_x, other_y + other_height / 2) } else { (x + WIDTH / 2, other_y) };
            let tip = if other_x > x {
                format!("{},{} {},{} {tip_x},{tip_y}", tip_x - 7, tip_y - 4, tip_x - 7, tip_y + 4)
            } else {
                format!(
                    "{},{} {},{} {tip_x},{tip_y}",
                    tip_x - 4,
                    tip_y.saturating_sub(7),
                    tip_x + 4,
                    tip_y.saturating_sub(7)
                )
            };
            svg.push_str(&format!(
                "<path class=\"leads\" d=\"{path}\"></path><polygon class=\"tip\" points=\"{tip}\"></polygon>"
            ));
        }
    }
    for (at, lines) in lines.iter().enumerate() {
        let (x, y, height) = places[at];
        svg.push_str(&format!(
            "<rect class=\"link\" x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"4\"></rect>"
        ));
        for (row, line) in lines.iter().enumerate() {
            let (x, y) = (x + PADDING, y + PADDING + 13 + row * LINE_HEIGHT);
            svg.push_str(&format!("<text x=\"{x}\" y=\"{y}\">{}</text>", escaped(line)));
        }
    }
    svg.push_str("</svg></div>");
    svg
}

const fn column(kind: ChainKind) -> usize {
    match kind {
        ChainKind::Action => 0,
        ChainKind::Way => 1,
        ChainKind::Effect => 2,
        ChainKind::Goal => 3,
    }
}

/// The chain as rows.
pub(super) fn table(frame: &Frame, chain: &[ChainLink]) -> Table {
    let mut table = Table::new(frame, frame.t("chain"), &["chain-link", "chain-kind", "chain-leads-to"]);
    let number = |at: usize| (at + 1).to_string();
    for (at, link) in chain.iter().enumerate() {
        let to: Vec<String> = link
            .to
            .iter()
            .filter_map(|to| Some(format!("{}. {}", number(*to), chain.get(*to)?.text)))
            .collect();
        let to = if to.is_empty() { Cell::text("–") } else { Cell::own(to.join("; ")) };
        table.rows.push(vec![
            Cell::own(format!("{}. {}", number(at), link.text)),
            Cell::text(frame.word("chain-kind", link.kind.code())),
            to,
        ]);
    }
    table
}

fn show(frame: &Frame, read: &app::initiative::InitiativePage, sent: &Pairs, errors: &Errors) -> Response {
    let one = &read.initiative;
    let kinds = || {
        ChainKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.code(), frame.word("chain-kind", kind.code()), ""))
            .collect::<Vec<_>>()
    };
    let rows = sent_rows(sent, "chain");
    let group = |index: usize| Group {
        legend: frame.t1("chain-row", "number", &(index + 1).to_string()),
        fields: vec![
            Field::line("chain", frame.t("chain-text")).at(index).filled(sent, errors),
            Field::select("kind", frame.t("chain-kind"), kinds()).at(index).filled(sent, errors),
            Field::short("to", frame.t("chain-to")).at(index).filled(sent, errors),
        ],
        in_row: true,
        ..Group::default()
    };
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame, one.number, &one.title),
        heading: frame.t("chain-change"),
        lead: frame.t("chain-form-help"),
        warning: String::new(),
        action: format!("{}/effektkedja", address(one.number)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups: (0..rows).map(group).collect(),
        submit: frame.t("case-save"),
        back: Link::new(address(one.number), frame.t("initiative-back")),
    }
    .page()
}

fn filled(chain: &[ChainLink], version: i64) -> Pairs {
    let mut pairs = vec![("version".to_owned(), version.to_string())];
    let rows = (chain.len() + MORE_ROWS).min(CHAIN_MAX);
    for at in 0..rows {
        let link = chain.get(at);
        let to: Vec<String> = link.iter().flat_map(|link| &link.to).map(|to| (to + 1).to_string()).collect();
        let before = at.checked_sub(1).and_then(|at| chain.get(at));
        let kind = link.or(before).map_or(ChainKind::Action, |link| link.kind);
        pairs.push((field_of("chain", at), link.map(|link| link.text.clone()).unwrap_or_default()));
        pairs.push((field_of("kind", at), kind.code().to_owned()));
        pairs.push((field_of("to", at), to.join(", ")));
    }
    pairs
}

pub(super) async fn form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let read = super::form::to_keep(&state, &request, &number).await?;
    let filled = filled(&read.initiative.chain, read.initiative.version);
    Ok(show(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let rows: Vec<ChainInput> = (0..sent_rows(&sent, "chain"))
        .map(|at| ChainInput {
            kind: value(&sent, &field_of("kind", at)).to_owned(),
            text: value(&sent, &field_of("chain", at)).to_owned(),
            to: value(&sent, &field_of("to", at)).to_owned(),
        })
        .collect();
    let version = value(&sent, "version").parse().unwrap_or(0);
    let number = read.initiative.number;
    let done = state.app.set_chain(&request.visitor.actor, (number, version), &rows).await;
    let on = done.map(|()| format!("{}?nytt=sparat#effektkedja", address(number)));
    answered(frame, on, |errors| show(frame, &read, &sent, &errors))
}
