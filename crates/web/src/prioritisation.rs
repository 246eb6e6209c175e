//! Rounds of prioritisation: the list, opening one, scoring case by case, and what it came to.
//!
//! The page says at every place that the number decides nothing. Not here: the decision, which is the case's.

use app::prioritisation::{RoundCase, RoundInput, RoundPage, ScoreInput};
use app::{AppError, FieldProblem, Separator, TableWriter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::RoundId;
use domain::number::Number;
use domain::prioritisation::{CriteriaProblem, Criterion, Outcome, Round, SCORES, Spread, Sureness, Voices};
use jiff::civil::Date;
use serde::Deserialize;

use crate::State;
use crate::case::said;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, Pressed, field_of, value};
use crate::frame::Frame;
use crate::list::{Choice, csv_file};
use crate::routes::Routes;
use crate::trail::{self, Happening};
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/prioritering", list)
        .get("/prioritering/ny", form)
        .post("/prioritering/ny", open)
        .get("/prioritering/{id}", page)
        .get("/prioritering/{id}/resultat.csv", csv)
        .get("/prioritering/{id}/arenden/{number}", score_form)
        .post("/prioritering/{id}/arenden/{number}", score)
        .post("/prioritering/{id}/klar", finish)
        .post("/prioritering/{id}/avsluta", close)
}

/// A round in the list.
struct Row {
    address: String,
    title: String,
    state: String,
    colour: &'static str,
    cases: String,
    done: String,
    due: Option<String>,
    waits: bool,
}

#[derive(Template)]
#[template(path = "prioritisation/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    may_arrange: bool,
}

async fn list(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let listed = state.app.list_rounds(&request.visitor.actor).await;
    let (rounds, may_arrange) = listed.map_err(|error| Failure::page(error, frame.clone()))?;
    let row = |row: &app::prioritisation::RoundRow| {
        let (state, colour) = standing(frame, row.round.closed.is_some());
        Row {
            address: format!("/prioritering/{}", row.round.id),
            title: row.round.title.clone(),
            state,
            colour,
            cases: frame.tn("rounds-cases", i64::try_from(row.cases).unwrap_or(i64::MAX)),
            done: done(frame, row.done),
            due: row.round.due.map(|day| frame.day(day)),
            waits: row.waits,
        }
    };
    Ok(html(&ListPage { frame, rows: rounds.iter().map(row).collect(), may_arrange }))
}

fn standing(frame: &Frame, closed: bool) -> (String, &'static str) {
    if closed { (frame.t("round-closed"), "neutral") } else { (frame.t("round-open"), "info") }
}

fn done(frame: &Frame, (done, all): (usize, usize)) -> String {
    frame.t2("round-done-of", ("done", &done.to_string()), ("all", &all.to_string()))
}

/// A criterion in the form.
struct CriterionFields {
    code: String,
    name: String,
    weight: String,
    low: String,
    middle: String,
    high: String,
}

#[derive(Template)]
#[template(path = "prioritisation/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    title: String,
    due: String,
    voices: Vec<Choice>,
    criteria: Vec<CriterionFields>,
    /// Number and title, and whether it waits for a round.
    cases: Vec<(Choice, bool)>,
}

async fn form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    show_form(&state, &request, None, &Errors::default()).await
}

async fn show_form(
    state: &State,
    request: &Request,
    sent: Option<&Pairs>,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let eligible = state.app.cases_for_round(&request.visitor.actor).await.map_err(failed)?;
    let proposal = app::prioritisation::proposal().map_err(failed)?;
    let chosen: Vec<&str> = sent
        .into_iter()
        .flatten()
        .filter(|(key, _)| key == "cases")
        .map(|(_, value)| value.as_str())
        .collect();
    let cases = eligible.into_iter().map(|(case, waits)| {
        let value = case.number.to_string();
        let is_chosen = if sent.is_some() { chosen.contains(&value.as_str()) } else { waits };
        (Choice { label: format!("{} ({value})", case.title), chosen: is_chosen, value }, waits)
    });
    let voices = sent.map_or(Voices::Organisations.code(), |sent| value(sent, "voices"));
    let field = |sent: Option<&Pairs>, name: &str, before: String| {
        sent.map_or(before, |sent| value(sent, name).to_owned())
    };
    let criterion = |one: &Criterion| CriterionFields {
        name: field(sent, &format!("{}_name", one.code), said(frame, &one.name).to_owned()),
        weight: field(sent, &format!("{}_weight", one.code), one.weight.to_string()),
        low: said(frame, &one.low).to_owned(),
        middle: said(frame, &one.middle).to_owned(),
        high: said(frame, &one.high).to_owned(),
        code: one.code.clone(),
    };
    let page = html(&FormPage {
        frame,
        errors,
        title: field(sent, "title", String::new()),
        due: field(sent, "due", String::new()),
        voices: Voices::ALL
            .iter()
            .map(|one| Choice::new(one.code(), frame.word("voices", one.code()), voices))
            .collect(),
        criteria: proposal.iter().map(criterion).collect(),
        cases: cases.collect(),
    });
    Ok(errors.on(page))
}

async fn open(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mut errors = Errors::default();
    let due = value(&sent, "due").trim();
    let due: Option<Date> = match due.parse() {
        Ok(day) => Some(day),
        Err(_) if due.is_empty() => None,
        Err(_) => {
            errors.add("due", frame.t("case-day-help"));
            None
        }
    };
    let mut criteria = app::prioritisation::proposal().map_err(failed)?;
    for one in &mut criteria {
        match value(&sent, &format!("{}_weight", one.code)).trim().parse() {
            Ok(weight) => one.weight = weight,
            Err(_) => errors.add(&format!("{}_weight", one.code), frame.t("round-no-weight")),
        }
        let name = value(&sent, &format!("{}_name", one.code)).trim();
        // A name in the page's language that was not touched keeps both.
        if name != said(frame, &one.name) {
            one.name = domain::process::Label { sv: name.to_owned(), en: String::new() };
        }
    }
    let numbers = sent.iter().filter(|(key, _)| key == "cases");
    let cases: Vec<Number> = numbers.filter_map(|(_, number)| number.parse().ok()).collect();
    if !errors.is_empty() {
        return show_form(&state, &request, Some(&sent), &errors).await;
    }
    let input = RoundInput {
        title: value(&sent, "title").to_owned(),
        criteria,
        voices: Voices::from_code(value(&sent, "voices")).unwrap_or(Voices::Organisations),
        due,
        cases,
    };
    match state.app.open_round(&request.visitor.actor, input).await {
        Ok(round) => Ok(Redirect::to(&format!("/prioritering/{}?nytt=oppnad", round.id)).into_response()),
        Err(AppError::Invalid(fields)) => {
            for field in fields {
                let (at, key) = match field.problem {
                    FieldProblem::Criteria(CriteriaProblem::NoWeight) => {
                        ("criteria", "round-weights-nothing")
                    }
                    FieldProblem::Criteria(CriteriaProblem::Weight(_)) => ("criteria", "round-no-weight"),
                    FieldProblem::Criteria(_) => ("criteria", "round-criteria-words"),
                    FieldProblem::NobodyScores => ("cases", "round-nobody"),
                    _ if field.field == "cases" => ("cases", "round-no-cases"),
                    _ if field.field == "due" => ("due", "field-day-passed"),
                    _ => ("title", "field-missing-title"),
                };
                if errors.at(at).is_empty() {
                    errors.add(at, frame.t(key));
                }
            }
            show_form(&state, &request, Some(&sent), &errors).await
        }
        Err(error) => Err(failed(error)),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Just {
    nytt: String,
}

/// What the voices say by one criterion.
pub(crate) struct Cell {
    pub(crate) criterion: String,
    pub(crate) median: String,
    pub(crate) range: Option<String>,
    pub(crate) sureness: String,
    pub(crate) disagrees: bool,
}

/// A case in the round.
struct CaseRow {
    number: String,
    title: String,
    organisation: String,
    place: Option<String>,
    total: Option<String>,
    places: Option<String>,
    is_sensitive: bool,
    cells: Vec<Cell>,
    comments: Vec<(String, String)>,
    /// How far the reader has come with it.
    own: String,
    is_scored: bool,
}

#[derive(Template)]
#[template(path = "prioritisation/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    read: &'a RoundPage,
    address: String,
    told: Option<String>,
    state: String,
    colour: &'static str,
    done: String,
    due: Option<String>,
    voices: String,
    criteria: Vec<(String, String)>,
    cases: Vec<CaseRow>,
    all_scored: bool,
    history: Vec<Happening>,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id = request.named(&id)?;
    let read = state.app.read_round(&request.visitor.actor, id).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "oppnad" => Some(frame.t("round-told-opened")),
        "klar" => Some(frame.t("round-told-done")),
        "avslutad" => Some(frame.t("round-told-closed")),
        _ => None,
    };
    let (standing, colour) = standing(frame, read.round.closed.is_some());
    let finished = read.assessors.iter().filter(|row| row.assessor.done.is_some()).count();
    let weighing: i64 = read.round.criteria.iter().map(|one| i64::from(one.weight)).sum();
    let criteria = read.round.criteria.iter().map(|one| {
        let share = i64::from(one.weight) * 100 / weighing.max(1);
        let about =
            frame.t2("round-weight-of", ("weight", &one.weight.to_string()), ("share", &share.to_string()));
        (said(frame, &one.name).to_owned(), about)
    });
    let cases: Vec<CaseRow> = read.cases.iter().map(|row| case_row(frame, &read, row)).collect();
    Ok(html(&Page {
        frame,
        address: format!("/prioritering/{id}"),
        told,
        state: standing,
        colour,
        done: done(frame, (finished, read.assessors.len())),
        due: read.round.due.map(|day| frame.t1("case-due", "day", &frame.day(day))),
        voices: frame.word("voices", read.round.voices.code()),
        criteria: criteria.collect(),
        all_scored: cases.iter().all(|case| case.is_scored),
        cases,
        history: trail::happenings(frame, &read.history),
        read: &read,
    }))
}

/// What stands before decimals in the page's language.
pub(crate) const fn mark(frame: &Frame) -> char {
    if frame.swedish() { ',' } else { '.' }
}

/// A number of quarters with the decimals that it has.
fn quarters(mark: char, number: i64) -> String {
    let decimals = match number % 4 {
        0 => return (number / 4).to_string(),
        1 => "25",
        2 => "5",
        _ => "75",
    };
    format!("{}{mark}{decimals}", number / 4)
}

/// A fraction of quarters with two decimals, rounded half up.
pub(crate) fn decimal(mark: char, (sum, of): (i64, i64)) -> String {
    let hundredths = (sum * 100 * 2 + of * 4) / (of * 4 * 2);
    format!("{}{mark}{:02}", hundredths / 100, hundredths % 100)
}

fn case_row(frame: &Frame, read: &RoundPage, row: &RoundCase) -> CaseRow {
    let outcome = row.outcome.as_ref();
    let name = |code: &str| {
        let known = read.round.criteria.iter().find(|one| one.code == code);
        known.map(|one| said(frame, &one.name).to_owned()).unwrap_or_default()
    };
    let cells = outcome.map(|outcome| cells(frame, &read.round, outcome)).unwrap_or_default();
    let comments = row.comments.iter().map(|(criterion, who, score, words)| {
        (format!("{who}, {}: {score}", name(criterion)), words.clone())
    });
    let all = read.round.criteria.iter().filter(|one| one.weight > 0).count();
    let weighing = |score: &&domain::prioritisation::Score| {
        let known = read.round.criteria.iter().find(|one| one.code == score.criterion);
        score.case == row.case.id && known.is_some_and(|one| one.weight > 0)
    };
    let scored = read.own.iter().filter(weighing).count();
    CaseRow {
        number: row.case.number.to_string(),
        title: row.case.title.clone(),
        organisation: row.organisation.clone(),
        place: outcome.and_then(|outcome| outcome.place).map(|place| place.to_string()),
        total: outcome.and_then(|outcome| outcome.total).map(|total| decimal(mark(frame), total)),
        places: outcome.and_then(places),
        is_sensitive: outcome.is_some_and(Outcome::is_sensitive),
        cells,
        comments: comments.collect(),
        own: frame.t2("round-scored-of", ("scored", &scored.to_string()), ("all", &all.to_string())),
        is_scored: scored == all,
    }
}

fn places(outcome: &Outcome) -> Option<String> {
    let (best, worst) = outcome.places?;
    Some(if best == worst { best.to_string() } else { format!("{best}–{worst}") })
}

pub(crate) fn cells(frame: &Frame, round: &Round, outcome: &Outcome) -> Vec<Cell> {
    let cell = |(criterion, spread): (&Criterion, &Option<Spread>)| {
        let criterion = said(frame, &criterion.name).to_owned();
        match spread {
            None => Cell {
                criterion,
                median: frame.t("round-no-score"),
                range: None,
                sureness: String::new(),
                disagrees: false,
            },
            Some(spread) => Cell {
                criterion,
                median: quarters(mark(frame), spread.median),
                range: (spread.lowest != spread.highest).then(|| {
                    let mark = mark(frame);
                    format!("{}–{}", quarters(mark, spread.lowest), quarters(mark, spread.highest))
                }),
                sureness: frame.word("sureness", spread.sureness.code()),
                disagrees: spread.disagrees(),
            },
        }
    };
    round.criteria.iter().zip(&outcome.spreads).map(cell).collect()
}

/// What the round came to, as far as the reader may know, as a file.
async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let read = state.app.read_round(&request.visitor.actor, id).await.map_err(failed)?;
    if !read.is_open_to_reader {
        return Err(failed(AppError::Denied));
    }
    csv_file(frame, "prioritering", state.app.clock().now().day(), written(frame, &read))
}

fn written(frame: &Frame, read: &RoundPage) -> std::io::Result<Vec<u8>> {
    let mut head = vec![
        frame.t("need-column-number"),
        frame.t("case-column-case"),
        frame.t("round-place"),
        frame.t("round-places"),
        frame.t("round-total"),
    ];
    for one in &read.round.criteria {
        let name = said(frame, &one.name);
        head.extend([
            frame.t1("round-median-of", "criterion", name),
            frame.t1("round-range-of", "criterion", name),
        ]);
    }
    let mut table = TableWriter::new(Vec::new(), Separator::Comma, &head)?;
    for row in &read.cases {
        let shown = case_row(frame, read, row);
        let mut record = vec![
            shown.number,
            shown.title,
            shown.place.unwrap_or_default(),
            shown.places.unwrap_or_default(),
            shown.total.unwrap_or_default(),
        ];
        for cell in shown.cells {
            record.extend([cell.median, cell.range.unwrap_or_default()]);
        }
        table.write(&record)?;
    }
    table.finish()
}

/// The fields of one criterion for one case.
struct ScoreFields {
    id: String,
    code: String,
    name: String,
    low: String,
    middle: String,
    high: String,
    scores: Vec<Choice>,
    sureness: Vec<Choice>,
    comment: String,
    error: String,
    is_shown_only: bool,
}

#[derive(Template)]
#[template(path = "prioritisation/score.html")]
struct ScorePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    address: String,
    round: String,
    number: String,
    title: String,
    statement: String,
    needs: Vec<(String, String)>,
    fields: Vec<ScoreFields>,
    at: String,
}

async fn score_form(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let id = request.named(&id)?;
    let number = number.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))?;
    show_score(&state, &request, (id, number), None, &Errors::default()).await
}

async fn show_score(
    state: &State,
    request: &Request,
    (id, number): (RoundId, Number),
    sent: Option<&Pairs>,
    errors: &Errors,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let read = state.app.read_round(actor, id).await.map_err(failed)?;
    if !read.scores {
        return Err(failed(AppError::Denied));
    }
    let row = read.cases.iter().position(|row| row.case.number == number);
    let at = row.ok_or_else(|| failed(AppError::NotFound))?;
    let case = state.app.read_case(actor, number).await.map_err(failed)?;
    let fields = read.round.criteria.iter().enumerate().map(|(index, one)| {
        let own = read.own.iter().find(|score| score.case == case.case.id && score.criterion == one.code);
        let before = |part: &str| match part {
            "score" => own.map(|own| own.value.to_string()),
            "sure" => own.map(|own| own.sureness.code().to_owned()),
            _ => own.map(|own| own.comment.clone()),
        };
        let field = |part: &str| match sent {
            Some(sent) => value(sent, &format!("{part}_{}", one.code)).to_owned(),
            None => before(part).unwrap_or_default(),
        };
        let (score, sure) = (field("score"), field("sure"));
        let sure = if sure.is_empty() { Sureness::Medium.code().to_owned() } else { sure };
        let id = field_of("score", index);
        ScoreFields {
            name: said(frame, &one.name).to_owned(),
            low: said(frame, &one.low).to_owned(),
            middle: said(frame, &one.middle).to_owned(),
            high: said(frame, &one.high).to_owned(),
            scores: SCORES.map(|one| Choice::new(&one.to_string(), one.to_string(), &score)).collect(),
            sureness: Sureness::ALL
                .iter()
                .map(|one| Choice::new(one.code(), frame.word("sureness", one.code()), &sure))
                .collect(),
            comment: field("why"),
            error: errors.at(&id).to_owned(),
            is_shown_only: one.weight == 0,
            code: one.code.clone(),
            id,
        }
    });
    let place =
        frame.t2("round-case-of", ("at", &(at + 1).to_string()), ("all", &read.cases.len().to_string()));
    let needs = case.needs.iter().filter(|row| row.tied.tie == domain::case::Tie::Joined);
    let page = html(&ScorePage {
        frame,
        errors,
        address: format!("/prioritering/{id}"),
        round: read.round.title.clone(),
        number: number.to_string(),
        title: case.case.title.clone(),
        statement: case.case.statement.clone(),
        needs: needs.map(|row| (row.organisation.clone(), row.need.facts.text.clone())).collect(),
        fields: fields.collect(),
        at: place,
    });
    Ok(errors.on(page))
}

async fn score(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, number)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let number: Number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = state.app.read_round(actor, id).await.map_err(failed)?;
    let mut given = Vec::new();
    let mut placed = Vec::new();
    for (index, one) in read.round.criteria.iter().enumerate() {
        let Ok(score) = value(&sent, &format!("score_{}", one.code)).parse() else { continue };
        let sureness = Sureness::from_code(value(&sent, &format!("sure_{}", one.code)));
        placed.push(index);
        given.push(ScoreInput {
            criterion: one.code.clone(),
            value: score,
            sureness: sureness.unwrap_or(Sureness::Medium),
            comment: value(&sent, &format!("why_{}", one.code)).to_owned(),
        });
    }
    match state.app.score_case(actor, id, number, &given).await {
        Ok(()) => Ok(Redirect::to(&onward(&read, id, number)).into_response()),
        Err(AppError::Invalid(fields)) => {
            // Scores are counted among those given; fields among all that are shown.
            let fields = fields.into_iter().map(|field| {
                let index = placed.get(field.index).copied().unwrap_or(field.index);
                app::Invalid { index, ..field }
            });
            let errors = Errors::of(frame, AppError::Invalid(fields.collect())).map_err(failed)?;
            show_score(&state, &request, (id, number), Some(&sent), &errors).await
        }
        Err(error) => Err(failed(error)),
    }
}

/// To the next case that is not scored, else back to the round.
fn onward(read: &RoundPage, id: RoundId, number: Number) -> String {
    let all = read.round.criteria.iter().filter(|one| one.weight > 0).count();
    let at = read.cases.iter().position(|row| row.case.number == number).unwrap_or(0);
    let after = read.cases.iter().skip(at + 1).chain(read.cases.iter().take(at));
    let next = after.filter(|row| row.scored < all).map(|row| row.case.number).next();
    match next {
        Some(next) => format!("/prioritering/{id}/arenden/{next}"),
        None => format!("/prioritering/{id}#klar"),
    }
}

async fn finish(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = request.named(&id)?;
    let done = state.app.finish_scoring(&request.visitor.actor, id).await;
    done.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to(&format!("/prioritering/{id}?nytt=klar")).into_response())
}

async fn close(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id = request.named(&id)?;
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = pressed.version();
    let done = state.app.close_round(&request.visitor.actor, id, version).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/prioritering/{id}?nytt=avslutad")).into_response())
}

/// Where a case came in its last closed round, in one line, and the address of the round.
///
/// # Errors
/// As [`app::App::place_of_case`].
pub(crate) async fn place_line(
    state: &State,
    request: &Request,
    number: Number,
) -> Result<Option<(String, String)>, AppError> {
    let frame = &request.frame;
    let found = state.app.place_of_case(&request.visitor.actor, number).await?;
    Ok(found.map(|(round, outcome, placed)| {
        let line = match (outcome.place, places(&outcome)) {
            (Some(place), Some(places)) => frame.texts().text_with(
                "round-place-line",
                &[
                    ("round", round.title.clone().into()),
                    ("place", place.to_string().into()),
                    ("all", placed.to_string().into()),
                    ("places", places.into()),
                ],
            ),
            _ => frame.t1("round-no-place-line", "round", &round.title),
        };
        (line, format!("/prioritering/{}", round.id))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_and_fractions_are_written_with_the_decimals_they_have() {
        for (number, written) in [(4, "1"), (17, "4,25"), (18, "4,5"), (19, "4,75")] {
            assert_eq!(quarters(',', number), written);
        }
        for (fraction, written) in [((16, 1), "4.00"), ((6_000, 400), "3.75"), ((1_333, 100), "3.33")] {
            assert_eq!(decimal('.', fraction), written);
        }
    }
}
