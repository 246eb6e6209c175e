//! `brygga match`: what may meet a need, and why.

use app::matches::{MATCHES_MAX, Matches, Question, SolutionMatch, UsageRow};
use app::meaning::MeaningState;
use domain::permission::Actor;
use domain::usage::UsageStatus;
use matching::{How, Reason};
use web::MatchAnswer;
use web::texts::Texts;

use crate::cli::MatchArgs;
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::model;
use crate::screen::{note, say};

/// Reasons shown for each match.
const REASONS: usize = 5;

/// Matches a text over the whole catalogue: the operator sees everything.
pub(crate) async fn run(arguments: &MatchArgs, texts: Texts) -> Done {
    let text = if arguments.text == "-" { from_input()? } else { arguments.text.clone() };
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let app = model::with_model(app, &arguments.model, texts);
    app.fill_index(|_| ()).await?;
    let limit = arguments.limit.min(MATCHES_MAX);
    let question = Question { text: &text, solutions: limit, needs: 0, except: None };
    let Matches { solutions: found, meaning, .. } = app.matches(&Actor::Operator, question).await?;
    app.close().await;
    if let MeaningState::Reading { left, .. } = meaning {
        note(&texts.text_with("cli-match-unread", &[("texts", left.into())]));
    }
    if arguments.json {
        // The same answer as the API's `GET /api/v1/match`.
        let answer =
            serde_json::to_string(&MatchAnswer::of(&found)).map_err(|_| Failure::usage("cli-error-input"))?;
        return say(&answer);
    }
    if found.is_empty() {
        return say(&texts.text("cli-match-none"));
    }
    (1..).zip(&found).try_for_each(|(place, found)| show(place, found, texts))
}

fn from_input() -> Result<String, Failure> {
    std::io::read_to_string(std::io::stdin()).map_err(|_| Failure::usage("cli-error-input"))
}

fn show(place: usize, found: &SolutionMatch, texts: Texts) -> Done {
    let solution = &found.solution;
    say(&format!("{place:>2}. {}  {}  ({:.2})", solution.number, solution.facts.name, found.hit.score))?;
    let users: Vec<&str> =
        found.usages.iter().filter(|row| is_used(row)).map(|row| row.organisation.as_str()).collect();
    if !users.is_empty() {
        say(&format!("    {}", texts.text_with("cli-match-used-by", &[("names", users.join(", ").into())])))?;
    }
    let reasons: Vec<String> =
        found.hit.reasons.iter().take(REASONS).map(|reason| in_words(reason, texts)).collect();
    if reasons.is_empty() { Ok(()) } else { say(&format!("    {}", reasons.join("; "))) }
}

fn is_used(row: &UsageRow) -> bool {
    matches!(row.usage.status, UsageStatus::InUse | UsageStatus::Pilot)
}

fn in_words(reason: &Reason, texts: Texts) -> String {
    let how = match &reason.how {
        How::SameWord => texts.text("cli-how-same-word"),
        How::SameStem => texts.text("cli-how-same-stem"),
        How::CompoundPart { part } => {
            texts.text_with("cli-how-compound-part", &[("part", part.as_str().into())])
        }
        How::Synonym => texts.text("cli-how-synonym"),
        How::Abbreviation { expansion } => {
            texts.text_with("cli-how-abbreviation", &[("expansion", expansion.as_str().into())])
        }
        How::Spelling => texts.text("cli-how-spelling"),
    };
    format!("{} ↔ {} ({how})", reason.need_word, reason.document_word)
}
