//! Cases: the list with what waits on whoever looks, the page of one, and the forms that prepare, decide and bundle.
//!
//! Cases are for those who are signed in; the public reads none. Not here: the process as such (`process`).

mod bundle;
pub(crate) mod decide;
mod filter;
pub(crate) mod history;
mod list;
mod package;
mod page;
mod paper;
pub(crate) mod picture;
mod prepare;

use domain::case::{Case, CaseState, Decision, Outcome};
use domain::cost::AllocationKey;
use domain::process::{Label, Process};

pub(crate) use page::spread;

use crate::frame::Frame;
use crate::routes::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/arenden", list::list)
        .get("/arenden.csv", list::file)
        .get("/arenden.xlsx", list::file)
        .get("/arenden/tavla", picture::board::page)
        .get("/arenden/tavla.csv", picture::board::csv)
        .get("/arenden/fardplan", picture::roadmap::page)
        .get("/arenden/fardplan.csv", picture::roadmap::csv)
        .get("/arenden/nytta", picture::value::page)
        .get("/arenden/nytta.csv", picture::value::csv)
        .get("/arenden/flode", picture::flow::page)
        .get("/arenden/flode.csv", picture::flow::csv)
        .get("/arenden/{number}", page::page)
        .get("/arenden/{number}/beslutsunderlag", paper::page)
        .get("/arenden/{number}/beslutsunderlag.pdf", paper::pdf)
        .get("/arenden/{number}/beslut", decide::form)
        .post("/arenden/{number}/beslut", decide::decide)
        .post("/arenden/{number}/paket", package::make)
        .get("/arenden/{number}/underlag", prepare::evidence_form)
        .post("/arenden/{number}/underlag", prepare::write_evidence)
        .get("/arenden/{number}/kvalificering", prepare::checks_form)
        .post("/arenden/{number}/kvalificering", prepare::answer_checks)
        .get("/arenden/{number}/andra", prepare::edit_form)
        .post("/arenden/{number}/andra", prepare::edit)
        .get("/arenden/{number}/process", prepare::move_form)
        .post("/arenden/{number}/process", prepare::move_on)
        .get("/arenden/{number}/behov", bundle::page)
        .post("/arenden/{number}/behov", bundle::join)
        .post("/arenden/{number}/behov/svar", bundle::answer)
        .post("/arenden/{number}/behov/skilj", bundle::part)
        .post("/arenden/{number}/behov/dela", bundle::split)
        .post("/behov/{number}/arende", bundle::open)
}

/// Words of a process in the page's language.
pub(crate) fn said<'a>(frame: &Frame, label: &'a Label) -> &'a str {
    if frame.swedish() { &label.sv } else { label.english() }
}

/// What the stage with this code is called; the code itself where the version has none such.
pub(crate) fn stage_name(frame: &Frame, process: &Process, code: &str) -> String {
    let stage = process.definition.stage(code);
    stage.map_or_else(|| code.to_owned(), |stage| said(frame, &stage.name).to_owned())
}

/// What was decided, in a few words.
pub(crate) fn decided_words(frame: &Frame, process: &Process, decision: &Decision) -> String {
    match (decision.outcome, decision.exit) {
        (Outcome::Exit, Some(exit)) => frame.word("exit", exit.code()),
        (Outcome::SharedBy, _) => shared_by(frame, decision.key),
        (outcome, _) => {
            let to = stage_name(frame, process, &decision.to);
            frame.word_with("outcome", outcome.code(), ("stage", &to))
        }
    }
}

/// That its cost is shared by a key.
pub(crate) fn shared_by(frame: &Frame, key: Option<AllocationKey>) -> String {
    let key = key.map(|key| frame.word("key", key.code())).unwrap_or_default();
    frame.word_with("outcome", Outcome::SharedBy.code(), ("key", &key))
}

/// Where a case stands, in a few words: its stage, or how it left.
pub(crate) fn standing(frame: &Frame, case: &Case, process: &Process) -> String {
    match (case.state, case.exit) {
        (CaseState::Dormant, _) => {
            let until = case.until.map(|day| frame.day(day)).unwrap_or_default();
            frame.t1("case-rests-until", "day", &until)
        }
        (CaseState::Closed, Some(exit)) => frame.word("exit", exit.code()),
        (CaseState::Closed, None) | (CaseState::Running | CaseState::Finished, _) => {
            stage_name(frame, process, &case.stage)
        }
    }
}

/// The colour that goes with where a case stands; the words say the same.
pub(crate) const fn colour(state: CaseState) -> &'static str {
    match state {
        CaseState::Running => "info",
        CaseState::Finished => "success",
        CaseState::Dormant | CaseState::Closed => "neutral",
    }
}
