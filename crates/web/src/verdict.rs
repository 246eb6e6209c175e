//! Verdicts on pages: three joined buttons beside a solution, what others have said in words, and a small page for
//! the reason.
//!
//! Every button is a form of its own page address, so that all of it works without script. Not here: what verdicts do
//! to the ranking.

mod reason;

use app::verdict::{JudgedNeed, JudgedSolution, VerdictRow, VerdictsOnNeed};
use app::{AppError, Taught};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::permission::Actor;
use domain::verdict::Verdict;
use fluent::FluentValue;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::matches::SolutionRow;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post("/behov/{number}/omdome/{solution}", give)
        .get("/behov/{number}/omdome/{solution}/skal", reason::filled)
        .post("/behov/{number}/omdome/{solution}/skal", reason::save)
}

/// A button of the three.
#[derive(Debug)]
pub(crate) struct Choice {
    /// What it sends: a verdict, or nothing, which takes the verdict back.
    pub(crate) sends: &'static str,
    pub(crate) code: &'static str,
    pub(crate) label: String,
    pub(crate) pressed: bool,
}

/// Verdicts on one solution beside a need.
#[derive(Debug)]
pub(crate) struct VerdictBox {
    /// Number of the solution.
    pub(crate) id: String,
    /// Name of the solution, for those who hear the page.
    pub(crate) name: String,
    /// Where the buttons send to.
    pub(crate) address: String,
    /// The three; none for a reader who may not give a verdict.
    pub(crate) choices: Vec<Choice>,
    /// What has been said, a sentence each.
    pub(crate) said: Vec<String>,
    /// Whether the reader has said that it fits, and may propose the need's words.
    pub(crate) may_propose: bool,
    /// Whether the reader has said that it does not fit, and may say why.
    pub(crate) may_say_why: bool,
}

/// A solution with verdicts that is not among the matches.
#[derive(Debug)]
pub(crate) struct JudgedRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) verdict: VerdictBox,
}

/// Puts what has been said beside the matches of a need, and gives the judged solutions that are not among them.
pub(crate) fn beside(
    frame: &Frame,
    actor: &Actor,
    need: Number,
    verdicts: &VerdictsOnNeed,
    rows: &mut [SolutionRow],
) -> Vec<JudgedRow> {
    let view = View { frame, actor, need, verdicts };
    for row in rows.iter_mut() {
        let judged = verdicts.judged.iter().find(|judged| judged.solution.number.to_string() == row.id);
        row.verdict = view.of(&row.id, &row.name, judged);
    }
    let others = verdicts.judged.iter().filter_map(|judged| {
        let id = judged.solution.number.to_string();
        let name = judged.solution.facts.name.clone();
        let verdict = view.of(&id, &name, Some(judged)).filter(|_| rows.iter().all(|row| row.id != id))?;
        Some(JudgedRow { id, name, verdict })
    });
    others.collect()
}

struct View<'a> {
    frame: &'a Frame,
    actor: &'a Actor,
    need: Number,
    verdicts: &'a VerdictsOnNeed,
}

impl View<'_> {
    /// None where the reader may not give a verdict and none can be read.
    fn of(&self, id: &str, name: &str, judged: Option<&JudgedSolution>) -> Option<VerdictBox> {
        let said = judged.map_or(&[][..], |judged| &judged.verdicts);
        let me = self.actor.member().map(|member| member.person);
        let mine = said.iter().find(|row| Some(row.given.person) == me).map(|row| row.given.verdict);
        let choice = |verdict: Verdict| Choice {
            sends: if mine == Some(verdict) { "" } else { verdict.code() },
            code: verdict.code(),
            label: self.frame.word("verdict", verdict.code()),
            pressed: mine == Some(verdict),
        };
        let verdict = VerdictBox {
            id: id.to_owned(),
            name: name.to_owned(),
            address: format!("/behov/{}/omdome/{id}", self.need),
            choices: if self.verdicts.may_give {
                Verdict::ALL.iter().copied().map(choice).collect()
            } else {
                Vec::new()
            },
            said: said.iter().map(|row| in_words(self.frame, row)).collect(),
            may_propose: self.verdicts.may_propose && mine == Some(Verdict::Fits),
            may_say_why: self.verdicts.may_give && mine == Some(Verdict::Not),
        };
        (!verdict.choices.is_empty() || !verdict.said.is_empty()).then_some(verdict)
    }
}

/// "Karin Ås, Essunga: passar delvis, 12 november 2026", and the reason behind it.
pub(crate) fn in_words(frame: &Frame, row: &VerdictRow) -> String {
    let verdict = frame.word("verdict-said", row.given.verdict.code());
    let day = frame.day_of(row.given.at);
    let values: [(&str, FluentValue<'_>); 4] = [
        ("person", row.person.as_str().into()),
        ("organisation", row.organisation.as_str().into()),
        ("verdict", verdict.into()),
        ("day", day.into()),
    ];
    let line = frame.texts().text_with("verdict-line", &values);
    match &row.given.reason {
        Some(reason) => frame.t2("verdict-line-with-reason", ("line", &line), ("reason", reason)),
        None => line,
    }
}

#[derive(Debug, Default, Deserialize)]
struct Given {
    #[serde(default)]
    verdict: String,
}

/// Gives a verdict or takes it back, and leads back to the row.
async fn give(
    Shared(state): Shared<State>,
    request: Request,
    Path((need, solution)): Path<(String, String)>,
    form: Result<Form<Given>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let pair = numbers(frame, &need, &solution)?;
    let actor = &request.visitor.actor;
    if matches!(actor, Actor::Anonymous) {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let done = match Verdict::from_code(&form.verdict) {
        Some(verdict) => state.app.give_verdict(actor, pair, verdict, "").await,
        None => state.app.take_back_verdict(actor, pair.0, pair.1).await,
    };
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(back(pair))
}

/// To the row of the solution on the need's page.
pub(crate) fn back((need, solution): (Number, Number)) -> Response {
    Redirect::to(&format!("/behov/{need}#losning-{solution}")).into_response()
}

pub(crate) fn numbers(frame: &Frame, need: &str, solution: &str) -> Result<(Number, Number), Failure> {
    let number = |text: &str| text.parse().map_err(|_| Failure::page(AppError::NotFound, frame.clone()));
    Ok((number(need)?, number(solution)?))
}

/// A need for which a solution has been judged.
#[derive(Debug)]
pub(crate) struct JudgedNeedRow {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) organisation: String,
    pub(crate) said: Vec<String>,
}

/// The needs for which a solution has been judged, as its page shows them.
pub(crate) fn needs(frame: &Frame, judged: &[JudgedNeed]) -> Vec<JudgedNeedRow> {
    let row = |judged: &JudgedNeed| JudgedNeedRow {
        number: judged.need.number.to_string(),
        title: judged.need.facts.title.clone(),
        organisation: judged.organisation.clone(),
        said: judged.verdicts.iter().map(|row| in_words(frame, row)).collect(),
    };
    judged.iter().map(row).collect()
}

/// What verdicts on near needs have done to a match; nothing where they cancel out.
pub(crate) fn taught(frame: &Frame, said: Taught) -> Option<String> {
    let count = |count: u32| i64::from(count);
    let (fits, not) = (count(said.fits), count(said.not));
    if said.addition > 0.0 {
        let line = frame.tn("verdict-lifted", fits);
        Some(if not > 0 { frame.t1("verdict-lifted-although", "line", &line) } else { line })
    } else if said.addition < 0.0 {
        let line = frame.tn("verdict-lowered", not);
        Some(if fits > 0 { frame.t1("verdict-lowered-although", "line", &line) } else { line })
    } else {
        None
    }
}
