//! The model that reads what texts mean: which one, and `brygga read`, which reads everything at once instead of
//! beside the pages.

use std::path::Path;

use app::App;
use app::meaning::{MeaningState, Reader, Step};
use indicatif::{ProgressBar, ProgressStyle};
use matching::meaning::{Model, ModelError};
use web::texts::Texts;

use crate::cli::{ModelArgs, ReadArgs};
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::screen::{note, say};

/// The system with its model. One that cannot be used is told of, and matching goes on by words.
pub(crate) fn with_model(app: App, arguments: &ModelArgs, texts: Texts) -> App {
    match reader(arguments) {
        Ok(reader) => app.with_model(reader),
        Err(failure) => {
            note(&failure.text(texts));
            app
        }
    }
}

fn reader(arguments: &ModelArgs) -> Result<Reader, Failure> {
    match &arguments.model {
        Some(folder) => from_folder(folder).map_err(|error| unusable(Some(folder), &error)),
        None => Model::embedded().map(Reader::Carried).map_err(|error| unusable(None, &error)),
    }
}

fn from_folder(folder: &Path) -> Result<Reader, ModelError> {
    // A model that is not ours has not seen any needs; the demo's tell it what they have in common.
    let needs = database::content().map(|content| content.texts_of_needs()).unwrap_or_default();
    let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
    Model::from_folder(folder, &needs).map(|model| Reader::Given(Box::new(model)))
}

fn unusable(folder: Option<&Path>, error: &ModelError) -> Failure {
    Failure::of("cli-model-unusable")
        .with("place", if folder.is_some() { "folder" } else { "inside" })
        .with("path", folder.map(|folder| folder.display().to_string()).unwrap_or_default())
        .with("why", error.code())
        .with("detail", error.to_string())
}

/// Reads what all texts mean that have not been read, and keeps it.
pub(crate) async fn read(arguments: &ReadArgs, texts: Texts) -> Done {
    let reader = reader(&arguments.model)?;
    let app = database::open_required(&arguments.data, Missing::Refuse).await?.with_model(reader);
    app.fill_index(|_| ()).await?;
    let all = match app.meaning_state() {
        MeaningState::Reading { left, .. } => left,
        MeaningState::Off | MeaningState::Ready => 0,
    };
    let bar = ProgressBar::new(u64::try_from(all).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}  {eta}") {
        bar.set_style(style);
    }
    let mut wait = tokio::time::interval(std::time::Duration::from_secs(1));
    loop {
        match app.read_meanings().await? {
            Step::Done => break,
            Step::Read { left } => bar.set_position(u64::try_from(all.saturating_sub(left)).unwrap_or(0)),
            // A server reads already: what it keeps is found here, and the bar follows.
            Step::Elsewhere => {
                wait.tick().await;
            }
        }
    }
    bar.finish_and_clear();
    app.stop_reading().await?;
    app.close().await;
    say(&texts.text_with("cli-read-done", &[("texts", all.into())]))
}
