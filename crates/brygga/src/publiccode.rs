//! `brygga import publiccode` and `brygga export publiccode`: descriptions of public software in and out.
//!
//! Each file is a record. One that cannot be read is told of and left out, so that one bad file among a thousand stops
//! nobody; `--strict` makes the exit code say that there was one. `--check` only judges, and needs no database.
//!
//! Deliberately not here: what the standard says (`exchange`), and what becomes of a record (`app`).

mod export;
mod files;
mod judging;
mod report;
mod told;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use app::import::{BadRows, Effect, ImportError, ImportOptions, Table};
use domain::permission::Actor;
use domain::solution::{Original, OriginalFormat};
use exchange::publiccode::{Described, describe, newest_last, table};
use web::texts::Texts;

use crate::cli::PubliccodeArgs;
use crate::database::{self, Missing};
use crate::failure::{Done, Failure};
use crate::import::{Bar, owner, unreadable};
use crate::import_report;
use crate::screen::say;

pub(crate) use export::one as export;
use files::Trouble;

/// Judges or imports the files.
pub(crate) async fn import(arguments: &PubliccodeArgs, texts: Texts) -> Done {
    let mut paths = Vec::new();
    for path in &arguments.paths {
        files::collect(path, &mut paths)?;
    }
    if arguments.check {
        judging::show(&paths, arguments, texts)
    } else {
        read_in(&paths, arguments, texts).await
    }
}

/// A file that makes a record.
struct Usable {
    name: String,
    described: Described,
    text: String,
}

async fn read_in(paths: &[PathBuf], arguments: &PubliccodeArgs, texts: Texts) -> Done {
    let (mut usable, mut left_out) = (Vec::new(), 0_usize);
    for path in paths {
        match used(path) {
            Ok(file) => usable.push(file),
            Err(trouble) => {
                left_out += 1;
                say(&format!("{}: {}", path.display(), trouble.sentence().text(texts)))?;
            }
        }
    }
    languages(&usable, texts)?;
    newest_last(&mut usable, |file| &file.described);
    let mut tables = Vec::with_capacity(usable.len());
    for Usable { name, described, text } in usable {
        let (source, mapping) = table(&described).map_err(|error| unreadable(&name, &error))?;
        let original = Some(Original { format: OriginalFormat::Publiccode, body: text });
        tables.push(Table { name, source, mapping, original });
    }
    let refused = import_tables(&mut tables, arguments, texts).await?;
    let left_out = left_out + usize::try_from(refused).unwrap_or(usize::MAX);
    let counts = [("files", paths.len().into()), ("left", left_out.into())];
    say(&texts.text_with("publiccode-files", &counts))?;
    if arguments.strict && left_out > 0 {
        return Err(Failure::of("publiccode-strict").with("count", left_out));
    }
    Ok(())
}

fn used(path: &Path) -> Result<Usable, Trouble> {
    let document = files::read(path)?;
    let described = describe(&document).map_err(Trouble::NotDescribed)?;
    Ok(Usable { name: path.display().to_string(), described, text: document.text().to_owned() })
}

/// In which languages the texts are.
fn languages(usable: &[Usable], texts: Texts) -> Done {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for file in usable {
        *counts.entry(file.described.language.as_deref().unwrap_or("–")).or_default() += 1;
    }
    if counts.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = counts.iter().map(|(language, count)| format!("{language} {count}")).collect();
    say(&texts.text_with("publiccode-languages", &[("list", list.join(", ").into())]))
}

/// Imports the tables; gives how many rows could not be used.
async fn import_tables(
    tables: &mut [Table<std::io::Cursor<Vec<u8>>>],
    arguments: &PubliccodeArgs,
    texts: Texts,
) -> Result<u64, Failure> {
    let app = database::open_required(&arguments.data, Missing::Make).await?;
    let options = ImportOptions {
        owner: owner(&app, arguments.owner.as_deref()).await?,
        sharing: arguments.sharing,
        bad_rows: BadRows::Skip,
        effect: if arguments.dry_run { Effect::Try } else { Effect::Save },
        ..ImportOptions::default()
    };
    let bar = Bar::new(texts);
    let done =
        app.import_solutions(&Actor::Operator, tables, &options, &mut |progress| bar.show(progress)).await;
    bar.finish();
    app.close().await;
    let report = match done {
        Ok(report) => report,
        Err(ImportError::RowsRefused(report)) => *report,
        Err(ImportError::RaisesRefused(report)) => {
            return Err(Failure::of("cli-import-raises-refused").with("count", report.raised));
        }
        Err(ImportError::App(error)) => return Err(error.into()),
        Err(ImportError::Read { table, error }) => return Err(unreadable(&table, &error)),
        // Both are asked for by pages alone.
        Err(ImportError::ChangedMeanwhile | ImportError::Done(_)) => {
            return Err(Failure::of("cli-import-refused"));
        }
    };
    report::show(&report, texts)?;
    if let Some(path) = &arguments.report {
        import_report::save(&report, path, texts)?;
    }
    Ok(report.refused)
}
