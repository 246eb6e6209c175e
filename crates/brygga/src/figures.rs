//! `brygga import figures`: key figures of municipalities from a file, all of it or nothing.

use app::figure::{FiguresFailure, FiguresInput};
use domain::permission::Actor;
use web::texts::Texts;

use crate::cli::FiguresArgs;
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::screen::{note, say};

/// Longest file that is read.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Reads the file, and says every row that is wrong.
pub(crate) async fn read(arguments: &FiguresArgs, texts: Texts) -> Done {
    let path = &arguments.figures_file;
    let unreadable = |error: std::io::Error| Failure::file(path, &error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > LONGEST {
        return Err(Failure::of("cli-words-too-large").with("file", path.display().to_string()));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let app = database::open_required(&arguments.data, Missing::Make).await?;
    let fetched = arguments.fetched.unwrap_or_else(|| app.clock().now().day());
    let input = FiguresInput {
        titles: arguments.series.join("\n"),
        source: arguments.publisher.clone(),
        fetched: fetched.to_string(),
    };
    let done = app.read_figures(&Actor::Operator, &String::from_utf8_lossy(&bytes), input).await;
    app.close().await;
    match done {
        Ok(report) => {
            let values = [
                ("count", report.figures.into()),
                ("series", report.series.into()),
                ("gaps", report.gaps.into()),
                ("changed", report.changed.into()),
                ("twice", report.twice.into()),
            ];
            say(&texts.text_with("cli-figures-read", &values))
        }
        Err(FiguresFailure::Deed(error)) => Err(error.into()),
        Err(FiguresFailure::File(error)) => {
            for told in web::figure_faults(texts, &error) {
                note(&told);
            }
            Err(Failure::of("cli-figures-refused"))
        }
    }
}
