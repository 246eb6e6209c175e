//! Who resembles the own organisation by what both use: bars, and the reasons beside them.

use app::landscape::{Alike, Counted, LikenessPage};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;

use super::{Around, Asked, Narrows, Seen, Used};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::visitor::Request;

const PATH: &str = "/landskap/lika";
/// How wide the longest possible bar is drawn.
const WIDTH: f64 = 420.0;
/// Rows that are drawn and told; the file has all.
const SHOWN: usize = 25;

/// An organisation.
struct Row {
    name: String,
    address: String,
    /// From 0 to 1, with two decimals.
    value: String,
    width: i64,
    y: usize,
    shared: String,
    only_they: String,
    only_own: String,
    shared_named: Vec<Used>,
    they_named: Vec<Used>,
    own_named: Vec<Used>,
}

#[derive(Template)]
#[template(path = "landscape/like.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    own: String,
    finding: String,
    /// Why nobody is compared.
    nothing: Option<String>,
    rows: Vec<Row>,
    height: usize,
    too_little: String,
}

async fn read(state: &State, request: &Request, seen: &Seen<'_>) -> Result<Counted<LikenessPage>, Failure> {
    let counted = state.app.landscape_likeness(&request.visitor.actor, &seen.filter).await;
    counted.map_err(|error| seen.failed(error))
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let frame = seen.frame;
    let (ground, likeness) = match read(&state, &request, &seen).await? {
        Counted::Done(ground, likeness) => (ground, likeness),
        Counted::Reading(percent) => return Ok(seen.reading(percent)),
    };
    let own = ground.own.map(|own| seen.name(own)).unwrap_or_default();
    let nothing = match (ground.own, likeness.is_enough, likeness.rows.is_empty()) {
        (None, _, _) => Some(frame.t("landscape-choose-own")),
        (Some(_), false, _) => {
            let values = [("own", own.clone().into()), ("count", count(likeness.own_used).into())];
            Some(frame.texts().text_with("landscape-own-too-little", &values))
        }
        (Some(_), true, true) => Some(frame.t("landscape-others-too-little")),
        (Some(_), true, false) => None,
    };
    let rows: Vec<Row> =
        likeness.rows.iter().take(SHOWN).enumerate().map(|(at, one)| row(&seen, at, one)).collect();
    let finding = likeness.rows.first().map(|first| {
        let (shared, they, own_alone) = first.counts;
        let number = |number: usize| frame.number(count(number));
        let values = [
            ("own", own.clone().into()),
            ("other", seen.name(first.organisation).into()),
            ("shared", number(shared).into()),
            ("all", number(shared + they + own_alone).into()),
        ];
        frame.texts().text_with("landscape-like-first", &values)
    });
    let too_little: Vec<_> = likeness.too_little.iter().map(|(id, _)| *id).collect();
    let is_told = likeness.is_enough && !too_little.is_empty();
    Ok(html(&Page {
        frame,
        finding: finding.unwrap_or_default(),
        nothing,
        height: rows.len() * 32 + 8,
        rows,
        too_little: if is_told {
            frame.t1("landscape-too-little", "names", &seen.names(&too_little))
        } else {
            String::new()
        },
        own,
        around: Around::of(&seen, &ground, Narrows::Organisations),
    }))
}

/// A likeness with two decimals.
fn value(frame: &Frame, likeness: f64) -> String {
    let written = format!("{likeness:.2}");
    if frame.swedish() { written.replace('.', ",") } else { written }
}

fn row(seen: &Seen<'_>, at: usize, one: &Alike) -> Row {
    let frame = seen.frame;
    let number = |number: usize| frame.number(count(number));
    let (shared, only_they, only_own) = one.counts;
    #[allow(clippy::cast_possible_truncation, reason = "between 0 and the width")]
    let width = (one.likeness * WIDTH).round() as i64;
    Row {
        name: seen.name(one.organisation),
        address: format!("/organisationer/{}", seen.code(one.organisation)),
        value: value(frame, one.likeness),
        width,
        y: at * 32 + 8,
        shared: number(shared),
        only_they: number(only_they),
        only_own: number(only_own),
        shared_named: seen.solutions(&one.shared),
        they_named: seen.solutions(&one.only_they),
        own_named: seen.solutions(&one.only_own),
    }
}

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let (ground, likeness) = match read(&state, &request, &seen).await? {
        Counted::Done(ground, likeness) => (ground, likeness),
        Counted::Reading(percent) => return Ok(seen.no_file_yet(percent)),
    };
    let own = ground.own.map(|own| seen.name(own)).unwrap_or_default();
    let row = |one: &Alike| {
        let (shared, only_they, only_own) = one.counts;
        vec![
            own.clone(),
            seen.name(one.organisation),
            value(seen.frame, one.likeness),
            shared.to_string(),
            only_they.to_string(),
            only_own.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = likeness.rows.iter().map(row).collect();
    let head = [
        "landscape-own",
        "need-column-organisation",
        "landscape-likeness-value",
        "landscape-both",
        "landscape-only-they",
        "landscape-only-own",
    ];
    seen.file("lika", &head, &rows)
}
