//! `brygga import runs` and `brygga import undo`: the runs there have been, and taking a whole one back.

use app::Page;
use app::import::{Effect, Undoing};
use domain::permission::Actor;
use web::import::words::files;
use web::texts::Texts;

use crate::cli::{ImportRunsArgs, ImportUndoArgs};
use crate::database::{self, Missing};
use crate::failure::Done;
use crate::screen::say;

/// Runs that are listed: the newest.
const LISTED: u32 = 100;
/// Entries that are told one by one.
const TOLD: usize = 20;

/// Lists the newest runs.
pub(crate) async fn list(arguments: &ImportRunsArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let found = app.import_runs(&Actor::Operator, Page::new(1, LISTED)).await;
    app.close().await;
    let found = found?;
    if found.rows.is_empty() {
        return say(&texts.text("cli-runs-none"));
    }
    for row in found.rows {
        let run = row.run;
        let state = if run.undone.is_some() { "cli-run-undone" } else { "cli-run" };
        let values = [
            ("run", run.id.to_string().into()),
            ("day", run.at.day().to_string().into()),
            ("files", files(&run.files, texts).into()),
            ("created", run.counts.created.into()),
            ("changed", run.counts.changed.into()),
        ];
        say(&texts.text_with(state, &values))?;
    }
    Ok(())
}

/// Takes a run back, or says what that would do.
pub(crate) async fn undo(arguments: &ImportUndoArgs, texts: Texts) -> Done {
    let app = database::open_required(&arguments.data, Missing::Refuse).await?;
    let effect = if arguments.dry_run { Effect::Try } else { Effect::Save };
    let done = app.undo_import(&Actor::Operator, arguments.run, effect).await;
    app.close().await;
    let report = done?;
    let kept = report.entries.iter().filter(|entry| entry.undoing == Undoing::Kept || !entry.kept.is_empty());
    for entry in kept.take(TOLD) {
        let values = [("number", entry.number.to_string().into()), ("name", entry.name.clone().into())];
        say(&texts.text_with("cli-undo-kept", &values))?;
    }
    let key = if arguments.dry_run { "cli-undo-tried" } else { "cli-undo-done" };
    let values = [
        ("withdrawn", report.withdrawn.into()),
        ("restored", report.restored.into()),
        ("conflicts", report.conflicts.into()),
    ];
    say(&texts.text_with(key, &values))
}
