//! The basis for decision: one case as a paper, with a summary on its first sheet and what that stands on after it; as a page and
//! as a PDF that say the same.
//!
//! Every word of it is what people have written or what the rules come to: nothing is written for it.

use app::case::CasePage;
use app::cost::CostPage;
use app::verdict::JudgedSolution;
use app::{AppError, Block, Paper};
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use domain::case::Tie;
use domain::number::Number;
use domain::prioritisation::{Outcome, Round};

use super::page::{checks, decided, qualification, spread, waits_on};
use super::said;
use crate::State;
use crate::cost::{money, range};
use crate::error::Failure;
use crate::frame::Frame;
use crate::paper;
use crate::prioritisation::{cells, decimal, mark};
use crate::visitor::Request;

/// Everything that goes into it.
struct Basis {
    case: CasePage,
    cost: Option<CostPage>,
    outcome: Option<(Round, Outcome, usize)>,
    judged: Vec<JudgedSolution>,
}

async fn read(state: &State, request: &Request, number: Number) -> Result<Basis, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let case = state.app.read_case(actor, number).await.map_err(failed)?;
    let cost = match state.app.read_cost(actor, number).await {
        Ok(cost) => Some(cost).filter(|cost| !cost.sheet.lines.is_empty()),
        // Prices stay with the members; the rest of the paper is for all who read the case.
        Err(AppError::Denied) => None,
        Err(error) => return Err(failed(error)),
    };
    let outcome = state.app.place_of_case(actor, number).await.map_err(failed)?;
    let mut judged = Vec::new();
    for row in case.needs.iter().filter(|row| row.tied.tie == Tie::Joined) {
        judged.extend(state.app.verdicts_on_need(actor, &row.need).await.map_err(failed)?.judged);
    }
    Ok(Basis { case, cost, outcome, judged })
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let (number, paper, _) = made(&state, &request, &number).await?;
    let back = format!("/arenden/{number}");
    Ok(paper::page(&request.frame, &paper, &back, (&number.to_string(), "paper")))
}

pub(super) async fn pdf(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let (number, paper, _) = made(&state, &request, &number).await?;
    paper::pdf(&request.frame, &paper, &format!("beslutsunderlag_{number}"))
}

/// The paper, and the case that it is about.
pub(super) async fn made(
    state: &State,
    request: &Request,
    number: &str,
) -> Result<(Number, Paper, CasePage), Failure> {
    let number = request.named(number)?;
    let basis = read(state, request, number).await?;
    let paper = written(&request.frame, &basis, state.app.clock().now().day());
    Ok((number, paper, basis.case))
}

fn written(frame: &Frame, basis: &Basis, today: jiff::civil::Date) -> Paper {
    let case = &basis.case;
    let number = case.case.number.to_string();
    let mut blocks = summary(frame, basis);
    blocks.push(Block::NewSheet);
    blocks.extend(needs(frame, case));
    blocks.extend(solutions(frame, &basis.judged));
    blocks.extend(evidence(frame, case));
    blocks.extend(scores(frame, basis.outcome.as_ref()));
    blocks.extend(costs(frame, basis.cost.as_ref()));
    blocks.extend(decisions(frame, case));
    Paper {
        language: frame.lang().to_owned(),
        written_in: paper::WRITTEN_IN.to_owned(),
        title: frame.t1("paper-basis-of", "case", &case.case.title),
        about: vec![
            format!("{}, {number}", case.organisation),
            frame.t1("paper-made", "day", &frame.day(today)),
        ],
        foot: format!("{number}, {}", case.organisation),
        sheet: frame.t("paper-sheet"),
        blocks,
    }
}

/// What fits on the first sheet.
fn summary(frame: &Frame, basis: &Basis) -> Vec<Block> {
    let case = &basis.case;
    let gate = case.case.gate_in(&case.process.definition);
    let mut blocks = vec![Block::Heading(2, frame.t("paper-proposal"))];
    if let Some(gate) = gate {
        blocks.push(Block::Strong(said(frame, &gate.question).to_owned()));
        let ways: Vec<String> = gate.onward.iter().map(|way| said(frame, &way.name).to_owned()).collect();
        blocks.push(Block::Text(frame.t1("paper-ways", "ways", &ways.join("; "))));
    }
    let missing: Vec<String> = case
        .demanded
        .iter()
        .filter(|one| !one.at_hand && !one.evidence.optional)
        .map(|one| said(frame, &one.evidence.name).to_owned())
        .collect();
    if !missing.is_empty() {
        blocks.push(Block::Text(frame.t1("paper-lacks", "what", &missing.join("; "))));
    }
    let mut facts =
        vec![(frame.t("case-column-standing"), super::standing(frame, &case.case, &case.process))];
    let mut fact = |key: &str, value: Option<String>| {
        facts.extend(value.filter(|value| !value.is_empty()).map(|value| (frame.t(key), value)));
    };
    fact("paper-decides", waits_on(frame, case));
    fact("paper-spread", spread(frame, case));
    fact(
        "paper-affected",
        case.spread.affected.map(|count| frame.number(i64::try_from(count).unwrap_or(i64::MAX))),
    );
    fact("case-qualification", Some(qualification(frame, case)).filter(|_| !case.answers.is_empty()));
    fact(
        "paper-points",
        basis.outcome.as_ref().and_then(|(_, outcome, placed)| {
            let total = decimal(mark(frame), outcome.total?);
            let place = outcome.place?.to_string();
            let values =
                [("total", total.into()), ("place", place.into()), ("all", placed.to_string().into())];
            Some(frame.texts().text_with("paper-points-are", &values))
        }),
    );
    fact("paper-cost", basis.cost.as_ref().map(|cost| with_range(frame, cost.total)));
    let risk = basis.outcome.as_ref().and_then(|(round, outcome, _)| outcome.risk(round));
    fact("paper-risk", risk.map(|median| frame.word("risk", super::picture::value::risk(median))));
    blocks.push(Block::Facts(facts));
    if !case.case.statement.is_empty() {
        blocks.push(Block::Heading(2, frame.t("case-statement")));
        blocks.push(Block::Said(case.case.statement.clone()));
    }
    // A case of one need has no words of its own: the need's stand for it.
    if let (true, Some(row)) = (case.case.statement.is_empty(), case.needs.first()) {
        blocks.push(Block::Heading(2, frame.t("case-need")));
        blocks.push(Block::Quote(row.organisation.clone(), row.need.facts.text.clone()));
    }
    blocks.push(Block::Note(frame.t("round-decides-nothing")));
    blocks
}

fn with_range(frame: &Frame, total: domain::cost::Range) -> String {
    let likely = money(frame, total.likely);
    match range(frame, total) {
        between if between.is_empty() => likely,
        between => format!("{likely} ({between})"),
    }
}

fn needs(frame: &Frame, case: &CasePage) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, frame.t("round-own-words"))];
    for row in case.needs.iter().filter(|row| row.tied.tie == Tie::Joined) {
        let facts = &row.need.facts;
        let who = format!("{}: {} ({})", row.organisation, facts.title, row.need.number);
        blocks.push(Block::Quote(who, facts.text.clone()));
        let mut list = Vec::new();
        list.extend(facts.wanted_effect.as_ref().map(|effect| frame.t1("paper-effect", "effect", effect)));
        list.extend(facts.law.as_ref().map(|law| frame.t1("case-law", "law", law)));
        list.extend(
            facts.affected.map(|count| frame.t1("voice-affects", "number", &frame.number(i64::from(count)))),
        );
        if !list.is_empty() {
            blocks.push(Block::List(list));
        }
    }
    if case.hidden_needs > 0 {
        let hidden = i64::try_from(case.hidden_needs).unwrap_or(i64::MAX);
        blocks.push(Block::Note(frame.tn("case-hidden", hidden)));
    }
    blocks
}

/// What exists already, with what people have said of it and why.
fn solutions(frame: &Frame, judged: &[JudgedSolution]) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, frame.t("paper-solutions"))];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for one in judged {
        for verdict in &one.verdicts {
            rows.push(vec![
                one.solution.facts.name.clone(),
                frame.word("verdict", verdict.given.verdict.code()),
                verdict.given.reason.clone().unwrap_or_default(),
                format!("{}, {}", verdict.person, verdict.organisation),
            ]);
        }
    }
    rows.dedup();
    if rows.is_empty() {
        blocks.push(Block::Text(frame.t("paper-no-verdicts")));
    } else {
        let head = ["paper-solution", "paper-verdict", "paper-reason", "paper-said-by"];
        blocks.push(Block::Table(head.map(|key| frame.t(key)).to_vec(), rows));
    }
    blocks
}

fn evidence(frame: &Frame, case: &CasePage) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !case.answers.is_empty() {
        blocks.push(Block::Heading(2, frame.t("case-qualification")));
        blocks.push(Block::Text(qualification(frame, case)));
        let rows = checks(frame, case).into_iter().map(|check| {
            vec![check.name, check.answer.unwrap_or_else(|| frame.t("case-no-answer")), check.evidence]
        });
        let head = ["case-check", "case-answer", "case-stands-on"].map(|key| frame.t(key));
        blocks.push(Block::Table(head.to_vec(), rows.collect()));
    }
    let written = case.demanded.iter().filter_map(|one| Some((one, one.written.as_ref()?)));
    let facts: Vec<(String, String)> = written
        .map(|(one, written)| (said(frame, &one.evidence.name).to_owned(), written.body.clone()))
        .collect();
    if !facts.is_empty() {
        blocks.push(Block::Heading(2, frame.t("case-asked-for")));
        blocks.push(Block::Answers(facts));
    }
    blocks
}

fn scores(frame: &Frame, outcome: Option<&(Round, Outcome, usize)>) -> Vec<Block> {
    let Some((round, outcome, _)) = outcome else { return Vec::new() };
    let rows = cells(frame, round, outcome).into_iter().map(|cell| {
        let range = cell.range.unwrap_or_else(|| frame.t("round-no-range"));
        let sureness = match cell.disagrees {
            true => format!("{}. {}", cell.sureness, frame.t("round-disagrees")),
            false => cell.sureness,
        };
        vec![cell.criterion, cell.median, range, sureness]
    });
    let head = ["round-criterion", "round-median", "round-range", "round-sureness"].map(|key| frame.t(key));
    vec![
        Block::Heading(2, frame.t("paper-scores")),
        Block::Text(frame.t1("paper-scored-in", "round", &round.title)),
        Block::Table(head.to_vec(), rows.collect()),
    ]
}

fn costs(frame: &Frame, cost: Option<&CostPage>) -> Vec<Block> {
    let Some(cost) = cost else { return Vec::new() };
    let mut blocks = vec![Block::Heading(2, frame.t("case-cost"))];
    let years = (0..).zip(&cost.years).map(|(index, year)| {
        let name = (i32::from(cost.sheet.start) + index).to_string();
        vec![name, money(frame, year.likely), range(frame, *year)]
    });
    let head = ["paper-year", "cost-likely", "cost-range"].map(|key| frame.t(key));
    blocks.push(Block::Table(head.to_vec(), years.collect()));
    let shared: Vec<_> =
        cost.keys.iter().filter_map(|(key, parts)| Some((*key, parts.as_ref().ok()?))).collect();
    if !shared.is_empty() && !cost.sheet.parties.is_empty() {
        let mut head = vec![frame.t("need-column-organisation")];
        head.extend(shared.iter().map(|(key, _)| frame.word("key", key.code())));
        let rows = cost.sheet.parties.iter().enumerate().map(|(at, party)| {
            let payer = cost.payers.iter().find(|payer| payer.id == party.organisation);
            let mut row = vec![payer.map(|payer| payer.name.clone()).unwrap_or_default()];
            row.extend(
                shared
                    .iter()
                    .map(|(_, parts)| parts.get(at).map_or_else(String::new, |part| money(frame, *part))),
            );
            row
        });
        blocks.push(Block::Heading(3, frame.t("paper-shared")));
        blocks.push(Block::Table(head, rows.collect()));
        let chosen = cost.sheet.chosen.map(|key| frame.word("key", key.code()));
        blocks.push(Block::Note(match chosen {
            Some(key) => frame.t1("paper-key-chosen", "key", &key),
            None => frame.t("paper-no-key"),
        }));
    }
    blocks
}

fn decisions(frame: &Frame, case: &CasePage) -> Vec<Block> {
    if case.decisions.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(2, frame.t("paper-decisions"))];
    for row in &case.decisions {
        let decision = decided(frame, case, row);
        blocks.push(Block::Strong(format!("{}: {}", decision.day, decision.what)));
        blocks.push(Block::Said(decision.reason));
        blocks.push(Block::Note(decision.by));
    }
    blocks
}
