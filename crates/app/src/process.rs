//! The processes of collaborations: the one that is shipped as a proposal, reading and editing versions.
//!
//! An edit makes a new version and moves no case. What contradicts itself is refused (`domain::process`).

use domain::collaboration::Collaboration;
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CollaborationId, ProcessId};
use domain::instant::Instant;
use domain::permission::{Actor, Deed, Subject};
use domain::process::{Definition, Process, ProcessProblem};
use domain::sharing::Sharing;
use domain::text::{self, SHORT_MAX};
use store::{StoreError, Tx};

use crate::App;
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::history::doer;

/// What every collaboration begins with.
const PROPOSAL: &str = include_str!("../../../defaults/process.json");

/// A version as a list of them tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Which.
    pub revision: i64,
    /// When.
    pub at: Instant,
    /// Why.
    pub note: String,
    /// By whom, by name.
    pub person: Option<String>,
    /// How many cases that can be read are on it and under way.
    pub cases: i64,
}

/// A process as its page shows it.
#[derive(Debug, Clone)]
pub struct ProcessPage {
    /// Whose.
    pub collaboration: Collaboration,
    /// The version that was asked for.
    pub process: Process,
    /// Every version that the collaboration has made, latest first; none while it follows the proposal.
    pub revisions: Vec<Revision>,
    /// Whether the reader may make a new version.
    pub may_edit: bool,
}

impl ProcessPage {
    /// Whether nobody has changed what was shipped.
    #[must_use]
    pub const fn is_proposal(&self) -> bool {
        self.process.collaboration.is_none()
    }

    /// The number of the version that holds now; 0 for the proposal.
    #[must_use]
    pub fn current(&self) -> i64 {
        self.revisions.first().map_or(0, |latest| latest.revision)
    }
}

/// The process that is shipped.
///
/// # Errors
/// [`AppError::Internal`] when it cannot be read, which a test rules out.
pub fn proposal() -> Result<Definition, AppError> {
    serde_json::from_str(PROPOSAL).map_err(|error| {
        AppError::Internal(StoreError::Damaged { column: "definition", value: error.to_string() })
    })
}

/// The version that cases of a collaboration begin on now. The proposal is kept the first time that it is needed.
pub(crate) async fn current(
    tx: &mut Tx,
    collaboration: Option<CollaborationId>,
    now: Instant,
) -> Result<Process, AppError> {
    if let Some(own) = own_versions(tx, collaboration).await?.into_iter().next() {
        return Ok(own);
    }
    let definition = proposal()?;
    let kept = store::process::of(tx, None).await?;
    if let Some(same) = kept.into_iter().find(|process| process.definition == definition) {
        return Ok(same);
    }
    let process = shipped(definition, now);
    store::process::insert(tx, &process).await?;
    Ok(process)
}

fn shipped(definition: Definition, now: Instant) -> Process {
    let id = ProcessId::at(now);
    Process { id, collaboration: None, revision: 0, note: String::new(), person: None, at: now, definition }
}

async fn own_versions(tx: &mut Tx, collaboration: Option<CollaborationId>) -> Result<Vec<Process>, AppError> {
    match collaboration {
        Some(_) => Ok(store::process::of(tx, collaboration).await?),
        None => Ok(Vec::new()),
    }
}

impl App {
    /// The process of a collaboration: the version that holds now, or an earlier one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for no such collaboration or version.
    pub async fn read_process(
        &self,
        actor: &Actor,
        collaboration: CollaborationId,
        revision: Option<i64>,
    ) -> Result<ProcessPage, AppError> {
        let mut tx = self.db.read().await?;
        let collaboration =
            store::collaboration::get(&mut tx, collaboration).await?.ok_or(AppError::NotFound)?;
        let versions = store::process::of(&mut tx, Some(collaboration.id)).await?;
        let mut revisions = Vec::with_capacity(versions.len());
        for version in &versions {
            let person = match version.person {
                Some(person) if actor.member().is_some() => {
                    store::person::get(&mut tx, person).await?.map(|person| person.name)
                }
                _ => None,
            };
            revisions.push(Revision {
                revision: version.revision,
                at: version.at,
                note: version.note.clone(),
                person,
                cases: store::case::count_on(&mut tx, &actor.visibility(), version.id).await?,
            });
        }
        let process = match revision {
            None => versions.into_iter().next().map_or_else(|| self.shipped(), Ok)?,
            Some(0) => self.shipped()?,
            Some(wanted) => {
                versions.into_iter().find(|one| one.revision == wanted).ok_or(AppError::NotFound)?
            }
        };
        let may_edit = may_edit(actor, &collaboration);
        Ok(ProcessPage { collaboration, process, revisions, may_edit })
    }

    fn shipped(&self) -> Result<Process, AppError> {
        Ok(shipped(proposal()?, self.clock.now()))
    }

    /// Makes a new version of a collaboration's process. Cases under way stay on theirs.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not lead the collaboration; [`AppError::Invalid`] with everything in it that
    /// contradicts itself, or without a note; [`AppError::Refused`] when somebody has made another version since `from`.
    pub async fn edit_process(
        &self,
        actor: &Actor,
        collaboration: CollaborationId,
        from: i64,
        definition: Definition,
        note: &str,
    ) -> Result<Process, AppError> {
        let mut tx = self.db.write().await?;
        let collaboration =
            store::collaboration::get(&mut tx, collaboration).await?.ok_or(AppError::NotFound)?;
        if !may_edit(actor, &collaboration) {
            return Err(AppError::Denied);
        }
        let mut invalid: Vec<Invalid> = definition.problems().into_iter().map(problem).collect();
        let note = text::required(note, SHORT_MAX).unwrap_or_else(|problem| {
            invalid.push(Invalid { field: "note", index: 0, problem: FieldProblem::Text(problem) });
            String::new()
        });
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let latest = store::process::of(&mut tx, Some(collaboration.id)).await?.into_iter().next();
        let revision = latest.as_ref().map_or(0, |latest| latest.revision);
        if revision != from {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let now = self.clock.now();
        let process = Process {
            id: ProcessId::at(now),
            collaboration: Some(collaboration.id),
            revision: revision + 1,
            note,
            person: actor.member().map(|member| member.person),
            at: now,
            definition,
        };
        store::process::insert(&mut tx, &process).await?;
        let changes = [
            Change::between("process_revision", &revision.to_string(), &process.revision.to_string()),
            Change::between("process_note", "", &process.note),
        ];
        let about = (SubjectKind::Collaboration, collaboration.id.to_string());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::ProcessChanged, changes).await?;
        tx.commit().await?;
        Ok(process)
    }
}

fn problem(problem: ProcessProblem) -> Invalid {
    Invalid { field: "process", index: 0, problem: FieldProblem::Process(problem) }
}

fn may_edit(actor: &Actor, collaboration: &Collaboration) -> bool {
    let subject = Subject { owner: collaboration.lead, author: None, sharing: Sharing::Organisation };
    actor.may(Deed::LeadCollaboration, &subject)
}
