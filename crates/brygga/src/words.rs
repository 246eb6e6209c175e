//! `brygga words`: the list of words as a SKOS file in Turtle, in and out.

use std::path::Path;

use app::RingProblem;
use app::synonym::RingOutcome;
use domain::permission::Actor;
use domain::synonym::TermsProblem;
use web::texts::Texts;

use crate::cli::{WordsExportArgs, WordsImportArgs};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::screen::say;
use web::sentence::Sentence;

/// Longest file that is read: ten thousand rings take about three.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Reads a file and says what became of each concept that is not kept as it was.
pub(crate) async fn import(arguments: &WordsImportArgs, texts: Texts) -> Done {
    let path = &arguments.words_file;
    let rows = exchange::synonym::read(&content(path)?).map_err(|error| {
        Failure::of("cli-words-not-turtle")
            .with("file", path.display().to_string())
            .with("line", usize::try_from(error.line).unwrap_or(usize::MAX))
            .with("detail", error.detail)
    })?;
    let app = database::open_required(&arguments.data, Missing::Make).await?;
    let done = app.import_rings(&Actor::Operator, rows).await?;
    app.close().await;
    let (mut new, mut changed, mut same, mut passed_over) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (concept, outcome) in &done.rows {
        match outcome {
            RingOutcome::New => new += 1,
            RingOutcome::Changed => changed += 1,
            RingOutcome::Same => same += 1,
            RingOutcome::PassedOver => passed_over += 1,
            RingOutcome::Refused(problem) => {
                let said = problem_in_words(problem).text(texts);
                say(&Sentence::of("cli-words-refused-row")
                    .with("concept", concept.as_str())
                    .with("problem", said)
                    .text(texts))?;
            }
        }
    }
    if !done.saved {
        return Err(Failure::of("cli-words-refused"));
    }
    let report = Sentence::of("cli-words-imported").with("created", new).with("changed", changed);
    say(&report.with("unchanged", same).with("passed", passed_over).text(texts))
}

fn content(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: std::io::Error| Failure::file(path, &error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > LONGEST {
        return Err(Failure::of("cli-words-too-large").with("file", path.display().to_string()));
    }
    std::fs::read(path).map_err(unreadable)
}

fn problem_in_words(problem: &RingProblem) -> Sentence {
    match problem {
        RingProblem::PreferredLabel { found } => Sentence::of("cli-words-preferred").with("count", *found),
        RingProblem::Abbreviations { found } => Sentence::of("cli-words-abbreviations").with("count", *found),
        RingProblem::Note(_) => Sentence::of("cli-words-note"),
        RingProblem::Terms(problem) => match problem {
            TermsProblem::TooFew => Sentence::of("synonym-too-few"),
            TermsProblem::TooMany { actual } => Sentence::of("synonym-too-many").with("count", *actual),
            TermsProblem::TooLong { term } => Sentence::of("synonym-too-long").with("term", term.as_str()),
            TermsProblem::Twice { term } => Sentence::of("synonym-twice").with("term", term.as_str()),
            TermsProblem::NoWord { term } => Sentence::of("synonym-no-word").with("term", term.as_str()),
        },
    }
}

/// Writes the rings in use to a file.
pub(crate) async fn export(arguments: &WordsExportArgs) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let path = &arguments.words_output;
    let bytes = app.export_rings().await?.map_err(|error| Failure::file(path, &error))?;
    app.close().await;
    std::fs::write(path, bytes).map_err(|error| Failure::file(path, &error))
}
