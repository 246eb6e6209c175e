//! `brygga import solutions`: says how each file was understood, imports, and reports.

use std::fs::File;
use std::io::IsTerminal;
use std::path::Path;

use app::import::{BadRows, Effect, ImportError, ImportOptions, ImportProgress, Raises, Step, Table};
use app::{App, Directory};
use domain::id::OrganisationId;
use domain::permission::Actor;
use exchange::{Mapping, MappingError, MappingFile, ReadError, ReadOptions, Source};
use indicatif::{ProgressBar, ProgressStyle};
use web::texts::Texts;

use crate::cli::ImportArgs;
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::{import_report, interpretation};

/// Rows from which a mapping is guessed.
const SAMPLE: usize = 300;

/// Imports the files.
pub(crate) async fn solutions(arguments: &ImportArgs, texts: Texts) -> Done {
    let mapping = mapping_file(arguments)?;
    let mut tables = Vec::with_capacity(arguments.files.len());
    for path in &arguments.files {
        let table = open(path, arguments, &mapping)?;
        interpretation::show(&table, texts)?;
        tables.push(table);
    }
    let app = database::open_required(&arguments.data, Missing::Make).await?;
    let options = ImportOptions {
        owner: owner(&app, arguments.owner.as_deref()).await?,
        sharing: arguments.sharing,
        source: arguments.source.trim().to_owned(),
        bad_rows: if arguments.skip_bad_rows { BadRows::Skip } else { BadRows::RefuseAll },
        effect: if arguments.dry_run { Effect::Try } else { Effect::Save },
        raises: if arguments.share_more { Raises::Agreed } else { Raises::Refused },
        ..ImportOptions::default()
    };
    let bar = Bar::new(texts);
    let done = app
        .import_solutions(&Actor::Operator, &mut tables, &options, &mut |progress| bar.show(progress))
        .await;
    bar.finish();
    app.close().await;
    let (report, ending) = match done {
        Ok(report) => (report, Ok(())),
        Err(ImportError::RowsRefused(report)) => (*report, Err(Failure::of("cli-import-refused"))),
        Err(ImportError::RaisesRefused(report)) => {
            let count = report.raised;
            (*report, Err(Failure::of("cli-import-raises-refused").with("count", count)))
        }
        Err(ImportError::App(error)) => return Err(error.into()),
        Err(ImportError::Read { table, error }) => return Err(unreadable(&table, &error)),
        // Both are asked for by pages alone.
        Err(ImportError::ChangedMeanwhile | ImportError::Done(_)) => {
            return Err(Failure::of("cli-import-refused"));
        }
    };
    import_report::show(&report, texts)?;
    if let Some(path) = &arguments.report {
        import_report::save(&report, path, texts)?;
    }
    ending
}

fn mapping_file(arguments: &ImportArgs) -> Result<MappingFile, Failure> {
    let Some(path) = &arguments.mapping else { return Ok(MappingFile::default()) };
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
    MappingFile::parse(&text).map_err(|error| mapping_fault(&path.display().to_string(), &error))
}

fn open(path: &Path, arguments: &ImportArgs, mapping: &MappingFile) -> Result<Table<File>, Failure> {
    let shown = path.display().to_string();
    let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::of("cli-error-file-is-a-folder").with("path", shown));
    }
    let options = ReadOptions {
        encoding: arguments.encoding,
        separator: arguments.delimiter,
        sheet: arguments.sheet.clone(),
        ..ReadOptions::default()
    };
    let mut source = Source::open(file, &shown, options).map_err(|error| unreadable(&shown, &error))?;
    let sample = source.sample(SAMPLE).map_err(|error| unreadable(&shown, &error))?;
    let mapping =
        Mapping::with_file(&source, &sample, mapping).map_err(|error| mapping_fault(&shown, &error))?;
    Ok(Table { name: shown, source, mapping, original: None })
}

/// The organisation that owns what names none.
pub(crate) async fn owner(app: &App, called: Option<&str>) -> Result<Option<OrganisationId>, Failure> {
    let Some(called) = called else { return Ok(None) };
    organisation(&app.directory().await?, called).map(Some)
}

/// The organisation that is called so.
pub(crate) fn organisation(directory: &Directory, called: &str) -> Result<OrganisationId, Failure> {
    let found = directory.organisation_today(called).map(|organisation| organisation.id);
    found.ok_or_else(|| Failure::of("cli-error-no-organisation").with("name", called.to_owned()))
}

/// A table that cannot be read.
pub(crate) fn unreadable(file: &str, error: &ReadError) -> Failure {
    match error {
        ReadError::Io(error) => Failure::file(Path::new(file), error),
        error => Failure::said(web::import::words::unreadable(file, error)),
    }
}

fn mapping_fault(file: &str, error: &MappingError) -> Failure {
    let failure = match error {
        MappingError::NoNameColumn => Failure::of("cli-mapping-no-name"),
        MappingError::MissingColumn { field, column } => Failure::of("cli-mapping-missing-column")
            .with("field", field.name())
            .with("column", column.clone()),
        MappingError::UnknownField(field) => {
            Failure::of("cli-mapping-unknown-field").with("field", field.clone())
        }
        MappingError::InvalidFile { line, detail } => Failure::of("cli-mapping-invalid")
            .with("line", line.map_or_else(|| "?".to_owned(), |line| line.to_string()))
            .with("detail", detail.clone()),
    };
    failure.with("file", file.to_owned())
}

/// A bar on standard error, where somebody watches.
pub(crate) struct Bar {
    bar: ProgressBar,
    check: String,
    write: String,
}

impl Bar {
    pub(crate) fn new(texts: Texts) -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(100) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{msg:20} {bar:40} {percent:>3} %") {
            bar.set_style(style);
        }
        Self { bar, check: texts.text("cli-import-checking"), write: texts.text("cli-import-writing") }
    }

    pub(crate) fn show(&self, progress: ImportProgress) {
        let percent = progress.read.saturating_mul(100).checked_div(progress.size).unwrap_or(100);
        self.bar.set_position(percent.min(100));
        self.bar.set_message(match progress.step {
            Step::Check => self.check.clone(),
            Step::Write => self.write.clone(),
        });
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
