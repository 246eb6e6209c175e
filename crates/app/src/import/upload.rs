//! A file that somebody has sent to be imported: kept with what is chosen for it until it is, or for a week. What it would come to
//! and saving it are the same thought as on the command line ([`App::import_solutions`]).
//!
//! Not here: pages and sentences (`web`).

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use domain::id::{OrganisationId, UploadId};
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::sharing::Sharing;
use domain::solution::{Original, OriginalFormat};
use exchange::{Cell, Field, Mapping, MappingError, MappingFile, ReadError, ReadOptions, Source, publiccode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::Tx;
use store::import::Upload;

use super::desk::{Doing, Job};
use super::{BadRows, Conflicts, Effect, Expected, ImportError, ImportOptions, Owners, Raises, Table};
use crate::{App, AppError};

/// Largest file, in bytes.
pub const UPLOAD_MAX: usize = 25 * 1024 * 1024;
/// How long a file is kept that has not been imported, in milliseconds: a week.
const KEPT: i64 = 7 * 24 * 60 * 60 * 1000;
/// Files of one person that are kept.
const KEPT_OF_PERSON: i64 = 5;
/// Rows that a mapping is guessed from.
const SAMPLE: usize = 300;
/// Rows that are shown.
const SHOWN: usize = 5;
/// Longest name of a file that is kept, in characters.
const NAME_MAX: usize = 200;

/// What has been chosen for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// What columns mean, by their names, where somebody has said so; an empty field leaves the column out.
    pub columns: BTreeMap<String, String>,
    /// The sheet of a workbook, where somebody wants another one than was found.
    pub sheet: Option<String>,
    /// How far new entries are shared where a row does not say.
    pub sharing: Option<Sharing>,
    /// Name of the source, before its ids.
    pub source: String,
    /// Whether rows that cannot be used are left out.
    pub skips_bad_rows: bool,
    /// What happens to rows whose entries others have changed since they were exported.
    pub conflicts: Conflicts,
}

/// A file with how it was understood.
#[derive(Debug)]
pub struct UploadPage {
    /// Identity.
    pub id: UploadId,
    /// What it is called.
    pub name: String,
    /// What has been chosen.
    pub choices: Choices,
    /// How it was understood, or why it cannot be.
    pub understood: Result<Understood, UploadFault>,
    /// The run that it became.
    pub import: Option<domain::id::ImportId>,
}

/// A file that could be read.
#[derive(Debug)]
pub struct Understood {
    /// The file's table with what its columns mean.
    pub table: Table<Cursor<Vec<u8>>>,
    /// The first rows, as texts.
    pub sample: Vec<Vec<String>>,
}

/// Why a file cannot be imported.
#[derive(Debug)]
pub enum UploadFault {
    /// It cannot be read.
    Read(ReadError),
    /// Its name says that it is publiccode.yml, and it cannot be read as that or names nothing.
    Publiccode,
    /// What its columns mean cannot be said; these are its columns.
    Mapping {
        /// Why.
        error: MappingError,
        /// The columns with what the first rows have in them.
        columns: Vec<(String, Vec<String>)>,
    },
}

/// The member, if they keep their organisation's catalogue.
pub(super) fn importer<'a>(actor: &Actor, member: &'a Member) -> Result<&'a Member, AppError> {
    let may = actor.may(Deed::KeepCatalogue, &Subject::of(member.organisation));
    if may { Ok(member) } else { Err(AppError::Denied) }
}

/// Whose use of solutions the actor may tell with a file: a joint body keeps the catalogue for those it serves, a municipality
/// tells its own, the operator everybody's.
pub(super) async fn told_users(app: &App, actor: &Actor) -> Result<Option<Vec<OrganisationId>>, AppError> {
    let member = match actor {
        Actor::Operator => return Ok(None),
        Actor::Anonymous => return Err(AppError::Denied),
        Actor::Member(member) => importer(actor, member)?,
    };
    let mut tx = app.db.read().await?;
    let own = store::organisation::get(&mut tx, member.organisation).await?;
    let mut users = vec![member.organisation];
    if own.is_some_and(|own| own.kind == OrganisationKind::FederationBody) {
        users.extend(&member.partners);
    }
    Ok(Some(users))
}

/// Reads a file with what has been chosen for it.
fn understand(name: &str, content: Vec<u8>, choices: &Choices) -> Result<Understood, UploadFault> {
    if publiccode::is_named_so(Path::new(name)) {
        return described(name, &content).ok_or(UploadFault::Publiccode);
    }
    let options = ReadOptions { sheet: choices.sheet.clone(), ..ReadOptions::default() };
    let mut source = Source::open(Cursor::new(content), name, options).map_err(UploadFault::Read)?;
    let sample = source.sample(SAMPLE).map_err(UploadFault::Read)?;
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::List(items) => items.join(" | "),
    };
    let shown: Vec<Vec<String>> =
        sample.iter().take(SHOWN).map(|row| row.cells.iter().map(text).collect()).collect();
    match Mapping::with_file(&source, &sample, &mapping_file(choices)) {
        Ok(mapping) => {
            let table = Table { name: name.to_owned(), source, mapping, original: None };
            Ok(Understood { table, sample: shown })
        }
        Err(error) => {
            let values = |at: usize| shown.iter().filter_map(|row| row.get(at).cloned()).collect();
            let columns = source.columns().iter().enumerate();
            let columns = columns.map(|(at, column)| (column.name.clone(), values(at))).collect();
            Err(UploadFault::Mapping { error, columns })
        }
    }
}

/// A description of public software, which is one record.
fn described(name: &str, content: &[u8]) -> Option<Understood> {
    let document = publiccode::read(content).ok()?;
    let (source, mapping) = publiccode::table(&publiccode::describe(&document).ok()?).ok()?;
    let original = Some(Original { format: OriginalFormat::Publiccode, body: document.text().to_owned() });
    let table = Table { name: name.to_owned(), source, mapping, original };
    Some(Understood { table, sample: Vec::new() })
}

/// The choices as a mapping file: several columns for one list follow each other, for one text the first that is filled counts.
fn mapping_file(choices: &Choices) -> MappingFile {
    let chosen = |(column, field): (&String, &String)| Some((Field::from_name(field)?, column.clone()));
    let left_out =
        choices.columns.iter().filter(|(_, field)| field.is_empty()).map(|(column, _)| column.clone());
    MappingFile::of_columns(choices.columns.iter().filter_map(chosen), left_out)
}

/// What is asked of a file begins so when it shall be saved.
const SAVING: &str = "save:";

/// What is asked of a file, as a key: other choices are another question, and so is another catalogue.
fn asked(choices: &Choices, effect: Effect, expected: Option<&Expected>) -> String {
    let choices = serde_json::to_vec(choices).unwrap_or_default();
    let what = match effect {
        Effect::Try => "try:",
        Effect::Save => SAVING,
    };
    let expected = expected.map(|expected| format!("{}:{:?}", expected.digest, expected.raises));
    format!("{what}{:x}:{}", Sha256::digest(choices), expected.unwrap_or_default())
}

impl App {
    /// Whether somebody may import for the organisation they act for.
    #[must_use]
    pub fn may_import(&self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| importer(actor, member).is_ok())
    }

    /// Keeps a file that somebody wants to import for the organisation they act for.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep its catalogue.
    pub async fn put_upload(
        &self,
        actor: &Actor,
        name: &str,
        content: Vec<u8>,
    ) -> Result<UploadId, AppError> {
        let member = importer(actor, actor.member().ok_or(AppError::Denied)?)?;
        let now = self.clock.now();
        // A browser may send a path with it.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String =
            domain::text::clean(name).chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
        let upload = Upload {
            id: UploadId::at(now),
            person: member.person,
            organisation: member.organisation,
            at: now,
            name,
            content,
            choices: serde_json::to_string(&Choices::default()).unwrap_or_default(),
            import: None,
        };
        let mut tx = self.db.write().await?;
        store::import::insert_upload(&mut tx, &upload).await?;
        let week_ago = domain::instant::Instant::from_milliseconds(now.milliseconds() - KEPT);
        store::import::clear_uploads(&mut tx, week_ago, member.person, KEPT_OF_PERSON).await?;
        tx.commit().await?;
        Ok(upload.id)
    }

    /// A file of one's own, with how it was understood.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for somebody else's.
    pub async fn read_upload(&self, actor: &Actor, id: UploadId) -> Result<UploadPage, AppError> {
        let mut tx = self.db.read().await?;
        let upload = load(&mut tx, actor, id).await?;
        let choices = chosen(&upload);
        let Upload { name, content, import, .. } = upload;
        let understood = understand(&name, content, &choices);
        Ok(UploadPage { id, name, choices, understood, import })
    }

    /// Keeps what somebody has chosen for a file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for somebody else's; [`AppError::Internal`] when it has been imported.
    pub async fn choose_for_upload(
        &self,
        actor: &Actor,
        id: UploadId,
        choices: &Choices,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        load(&mut tx, actor, id).await?;
        let choices = serde_json::to_string(choices).unwrap_or_default();
        store::import::set_choices(&mut tx, id, &choices).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Throws a file away that was not imported.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for somebody else's.
    pub async fn discard_upload(&self, actor: &Actor, id: UploadId) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        load(&mut tx, actor, id).await?;
        store::import::delete_upload(&mut tx, id).await?;
        tx.commit().await?;
        self.desk.forget(id);
        Ok(())
    }

    /// What a file would come to: a job that goes on while the page is shown.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for somebody else's.
    pub async fn try_upload(&self, actor: &Actor, id: UploadId) -> Result<Job, AppError> {
        self.job(actor, id, Effect::Try, None).await
    }

    /// Imports a file, if what would happen is what was shown and agreed to.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for somebody else's.
    pub async fn save_upload(
        &self,
        actor: &Actor,
        id: UploadId,
        expected: impl Into<Expected>,
    ) -> Result<Job, AppError> {
        self.job(actor, id, Effect::Save, Some(expected.into())).await
    }

    /// The saving of a file that is under way on this node, if it is.
    #[must_use]
    pub fn saving_of_upload(&self, upload: &UploadPage) -> Option<Job> {
        self.desk.under_way(upload.id, SAVING)
    }

    /// Forgets what a file would have come to, so that it is found out anew.
    pub fn forget_upload(&self, id: UploadId) {
        self.desk.forget(id);
    }

    async fn job(
        &self,
        actor: &Actor,
        id: UploadId,
        effect: Effect,
        expected: Option<Expected>,
    ) -> Result<Job, AppError> {
        let mut tx = self.db.read().await?;
        let upload = load(&mut tx, actor, id).await?;
        drop(tx);
        let choices = chosen(&upload);
        let (app, actor) = (self.clone(), actor.clone());
        let key = asked(&choices, effect, expected.as_ref());
        Ok(self.desk.find_or_start(id, key, move |doing| {
            let handle = tokio::runtime::Handle::current();
            // Reading a file holds its thread; others have requests to answer.
            tokio::task::spawn_blocking(move || {
                handle.block_on(app.do_job(&actor, upload, &choices, (effect, expected), doing));
            });
        }))
    }

    /// The source whose ids a file has: where nobody has said, the organisation's own, so that the ids of two municipalities do not
    /// meet. An export of ours has ids that say where they are from.
    async fn source_of(
        &self,
        table: &Table<Cursor<Vec<u8>>>,
        organisation: OrganisationId,
        chosen: &str,
    ) -> Result<String, AppError> {
        if table.source.format().own_export {
            return Ok(String::new());
        }
        if !chosen.is_empty() {
            return Ok(chosen.to_owned());
        }
        let mut tx = self.db.read().await?;
        let own = store::organisation::get(&mut tx, organisation).await?;
        Ok(own.and_then(|own| own.municipality_code).unwrap_or_else(|| organisation.to_string()))
    }

    async fn do_job(
        &self,
        actor: &Actor,
        upload: Upload,
        choices: &Choices,
        (effect, expected): (Effect, Option<Expected>),
        doing: Doing,
    ) {
        let mut options = ImportOptions {
            owner: Some(upload.organisation),
            owners: Owners::One,
            sharing: choices.sharing.unwrap_or(Sharing::Collaboration),
            source: choices.source.trim().to_owned(),
            bad_rows: if choices.skips_bad_rows { BadRows::Skip } else { BadRows::RefuseAll },
            effect,
            raises: expected.as_ref().map_or(Raises::Refused, |expected| expected.raises),
            expected: expected.map(|expected| expected.digest),
            upload: Some(upload.id),
            conflicts: choices.conflicts.clone(),
        };
        let understood = match upload.import {
            Some(import) => return doing.end(Err(ImportError::Done(import))),
            None => understand(&upload.name, upload.content, choices),
        };
        let ended = match understood {
            Ok(understood) => {
                let mut tables = [understood.table];
                match self.source_of(&tables[0], upload.organisation, &options.source).await {
                    Ok(source) => {
                        options.source = source;
                        let mut progress = |progress| doing.progress(progress);
                        self.import_solutions(actor, &mut tables, &options, &mut progress).await
                    }
                    Err(error) => Err(error.into()),
                }
            }
            Err(UploadFault::Read(error)) => Err(ImportError::Read { table: upload.name, error }),
            // The page tells what is missing before anything can be asked for.
            Err(UploadFault::Mapping { .. } | UploadFault::Publiccode) => {
                Err(ImportError::App(AppError::NotFound))
            }
        };
        // Whatever was found out about the file was about the catalogue as it was.
        if effect == Effect::Save {
            self.desk.forget(upload.id);
        }
        doing.end(ended);
    }
}

fn chosen(upload: &Upload) -> Choices {
    serde_json::from_str(&upload.choices).unwrap_or_default()
}

/// A file of one's own, for the organisation it was sent for.
async fn load(tx: &mut Tx, actor: &Actor, id: UploadId) -> Result<Upload, AppError> {
    let member = importer(actor, actor.member().ok_or(AppError::Denied)?)?;
    let found = store::import::upload(tx, id).await?;
    let own = |upload: &Upload| upload.person == member.person && upload.organisation == member.organisation;
    found.filter(own).ok_or(AppError::NotFound)
}
