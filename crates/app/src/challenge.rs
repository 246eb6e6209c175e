//! Challenges: writing them, what shows them, and who meets them.
//!
//! A challenge is read by the members of its collaboration. A row of evidence is read by who reads its source: the record that it points
//! to, or, for what was written here, the organisation that it was told to. Strength and trend are worked out from the rows that the reader
//! has, so that a number tells of nothing hidden. Not here: the rule itself (`domain::challenge`), and what is done about it (`intervention`).

mod evidence;
mod seed;

pub use evidence::NoteInput;
pub use seed::{Seed, Suggestion, seeds};

use std::collections::BTreeSet;

use domain::challenge::{Challenge, ChallengeKind, Evidence, Strength, Trend, periods, strength, trend};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{ChallengeId, CollaborationId, OrganisationId};
use domain::intervention::Intervention;
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{NEED_TEXT_MAX, TITLE_MAX};
use store::Tx;
pub use store::challenge::Shows;

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::goal::{Joined, chosen, joined, joined_in};
use crate::history::{self, HistoryEntry, doer};
use crate::initiative::stale;
use crate::{App, Directory};

/// Records to choose among as evidence: more make no list to choose from.
const RECORDS_MAX: usize = 200;

/// A row of evidence that the reader may read, in words.
#[derive(Debug, Clone)]
pub struct EvidenceRow {
    /// The evidence.
    pub evidence: Evidence,
    /// Short name of who met it; empty for a study.
    pub organisation: String,
    /// What it says.
    pub text: String,
    /// The number of the record that says so.
    pub number: Option<String>,
    /// Whether the reader may take it away.
    pub may_remove: bool,
}

/// A challenge with what the reader may know of it.
#[derive(Debug, Clone)]
pub struct ChallengeRow {
    /// The challenge.
    pub challenge: Challenge,
    /// Name of its collaboration.
    pub collaboration: String,
    /// Short name of who answers for it.
    pub organisation: String,
    /// Latest first.
    pub evidence: Vec<EvidenceRow>,
    /// What that comes to.
    pub strength: Strength,
    /// How it goes.
    pub trend: Trend,
    /// Rows of the last twelve months and of the twelve before.
    pub periods: (usize, usize),
    /// The organisations that meet it: by their own word, or by a row of evidence; by name.
    pub met: Vec<(OrganisationId, String)>,
    /// Whether the reader's own organisation says itself that it does.
    pub own_meets: bool,
    /// What is done about it, by title.
    pub interventions: Vec<Intervention>,
    /// Whether the reader may change it.
    pub may_keep: bool,
}

/// The challenges that a reader has.
#[derive(Debug, Clone)]
pub struct Challenges {
    /// The reader's collaborations, by name.
    pub joined: Vec<Joined>,
    /// By title.
    pub rows: Vec<ChallengeRow>,
    /// Everything that is done in those collaborations, by title.
    pub interventions: Vec<Intervention>,
    /// Whether the reader may write challenges.
    pub may_write: bool,
    /// The collaborations that lack something of the list that is shipped, for who may take it in.
    pub may_seed: Vec<CollaborationId>,
}

/// A challenge as its page shows it.
#[derive(Debug, Clone)]
pub struct ChallengePage {
    /// The challenge.
    pub row: ChallengeRow,
    /// Records that the reader may read and that do not lie beside it, those said to be about it first.
    pub records: Vec<Shows>,
    /// Proposals of what could be done, from literature.
    pub suggestions: Vec<Suggestion>,
    /// Whether the reader may lay evidence beside it and say that the own organisation meets it.
    pub may_write: bool,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// A challenge as it is sent.
#[derive(Debug, Clone, Default)]
pub struct ChallengeInput {
    /// The id of its collaboration; empty where the writer is in one alone. It never changes.
    pub collaboration: String,
    /// In a few words.
    pub title: String,
    /// What it means.
    pub description: String,
    /// The code of what it is about.
    pub kind: String,
}

/// Whether the actor writes challenges of the own organisation's collaborations.
pub(crate) fn writes(actor: &Actor) -> bool {
    let own = actor.member().map(|member| Subject::of(member.organisation));
    own.is_some_and(|own| actor.may(Deed::WriteChallenge, &own))
}

fn subject(challenge: &Challenge) -> Subject {
    Subject { owner: Some(challenge.organisation), author: challenge.author, sharing: Sharing::Collaboration }
}

fn keeps(actor: &Actor, challenge: &Challenge) -> bool {
    actor.may(Deed::KeepChallenge, &subject(challenge))
}

/// The challenge, for a member of its collaboration.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: ChallengeId) -> Result<Challenge, AppError> {
    let found = store::challenge::get(tx, id).await?.ok_or(AppError::NotFound)?;
    joined_in(tx, actor, found.collaboration).await?;
    Ok(found)
}

/// The challenges of a collaboration with what the reader may know of them, and what is done there.
async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    (of, today): (&Joined, jiff::civil::Date),
) -> Result<(Vec<ChallengeRow>, Vec<Intervention>), AppError> {
    let id = of.collaboration.id;
    let interventions = store::intervention::of_collaboration(tx, id).await?;
    let answers = store::intervention::answers(tx, id).await?;
    let said = store::challenge::met(tx, id).await?;
    let mut evidence = evidence::readable(tx, actor, directory, id).await?;
    let own = actor.member().map(|member| member.organisation);
    let mut found = Vec::new();
    for challenge in store::challenge::of_collaboration(tx, id).await? {
        let (mine, others): (Vec<_>, Vec<_>) =
            evidence.into_iter().partition(|row| row.evidence.challenge == challenge.id);
        evidence = others;
        let bare: Vec<_> = mine.iter().map(|row| row.evidence.clone()).collect();
        let met: BTreeSet<_> = said
            .iter()
            .filter(|(of, _)| *of == challenge.id)
            .map(|(_, organisation)| *organisation)
            .chain(bare.iter().filter_map(|row| row.organisation))
            .collect();
        let mut met: Vec<_> = met.into_iter().map(|one| (one, directory.short_name(one))).collect();
        met.sort_by_key(|(_, name)| name.to_lowercase());
        let is_answer = |one: &&Intervention| answers.contains(&(one.id, challenge.id));
        found.push(ChallengeRow {
            collaboration: of.collaboration.name.clone(),
            organisation: directory.short_name(challenge.organisation),
            strength: strength(&bare),
            trend: trend(&bare, today),
            periods: periods(&bare, today),
            met,
            own_meets: own.is_some_and(|own| said.contains(&(challenge.id, own))),
            interventions: interventions.iter().filter(is_answer).cloned().collect(),
            may_keep: keeps(actor, &challenge),
            evidence: mine,
            challenge,
        });
    }
    Ok((found, interventions))
}

impl App {
    /// The challenges of the reader's collaborations.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn read_challenges(&self, actor: &Actor) -> Result<Challenges, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let joined = joined(&mut tx, actor).await?;
        let today = self.clock.now().day();
        let (mut all, mut done) = (Vec::new(), Vec::new());
        for one in &joined {
            let (found, interventions) = rows(&mut tx, actor, &directory, (one, today)).await?;
            all.extend(found);
            done.extend(interventions);
        }
        let lacks =
            |one: &&Joined| seed::lacking(&all, one.collaboration.id).is_ok_and(|left| !left.is_empty());
        let may_seed = joined.iter().filter(|_| seed::may_seed(actor)).filter(lacks);
        Ok(Challenges {
            may_seed: may_seed.map(|one| one.collaboration.id).collect(),
            may_write: !joined.is_empty() && writes(actor),
            interventions: done,
            rows: all,
            joined,
        })
    }

    /// A challenge with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when it is one of a collaboration that the reader is not in.
    pub async fn read_challenge(&self, actor: &Actor, id: ChallengeId) -> Result<ChallengePage, AppError> {
        let mut tx = self.db.read().await?;
        let challenge = load(&mut tx, actor, id).await?;
        let of = joined_in(&mut tx, actor, challenge.collaboration).await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let (found, _) = rows(&mut tx, actor, &directory, (&of, today)).await?;
        let row = found.into_iter().find(|row| row.challenge.id == id).ok_or(AppError::NotFound)?;
        let may_write = writes(actor);
        let records =
            if may_write { evidence::records(&mut tx, actor, &of, today).await? } else { Vec::new() };
        let lies = |one: &Shows| {
            row.evidence.iter().any(|row| row.evidence.kind == one.kind && row.evidence.record == one.record)
        };
        let mut records: Vec<_> = records.into_iter().filter(|one| !lies(one)).collect();
        records.sort_by_key(|one| one.challenge.is_none() || one.challenge != row.challenge.code);
        records.truncate(RECORDS_MAX);
        let suggestions = match &row.challenge.code {
            Some(code) => seeds()?.into_iter().find(|seed| seed.code == *code).map(|seed| seed.suggestions),
            None => None,
        };
        Ok(ChallengePage {
            records,
            suggestions: suggestions.unwrap_or_default(),
            may_write,
            history: history::of(&mut tx, actor, SubjectKind::Challenge, &id.to_string()).await?,
            row,
        })
    }

    /// Writes a challenge of a collaboration; the actor's organisation answers for it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who only reads; [`AppError::Invalid`] for fields that cannot be kept, and where the collaboration has a
    /// challenge of that name.
    pub async fn write_challenge(&self, actor: &Actor, input: ChallengeInput) -> Result<Challenge, AppError> {
        let member = actor.member().filter(|_| writes(actor)).ok_or(AppError::Denied)?;
        let mut tx = self.db.write().await?;
        let joined = joined(&mut tx, actor).await?;
        let of = chosen(&joined, &input.collaboration);
        let of = of.ok_or_else(|| AppError::invalid("collaboration", FieldProblem::Unknown))?;
        let now = self.clock.now();
        let new = Challenge {
            id: ChallengeId::at(now),
            version: 1,
            collaboration: of.collaboration.id,
            organisation: member.organisation,
            author: Some(member.person),
            title: String::new(),
            description: String::new(),
            kind: ChallengeKind::Structure,
            code: None,
            created: now,
            updated: now,
        };
        let challenge = self.challenge_of(&mut tx, new, &input).await?;
        store::challenge::insert(&mut tx, &challenge).await?;
        let changes = Change::between("title", "", &challenge.title).into_iter().collect();
        self.challenge_event(&mut tx, actor, challenge.id, (EventKind::Created, changes)).await?;
        tx.commit().await?;
        Ok(challenge)
    }

    /// Changes a challenge over the version that was read.
    ///
    /// # Errors
    /// As [`App::write_challenge`]; also [`AppError::NotFound`] outside its collaboration, [`AppError::Denied`] for who neither wrote it
    /// nor coordinates in the organisation that answers for it, and [`AppError::Refused`] when somebody has changed it since.
    pub async fn change_challenge(
        &self,
        actor: &Actor,
        (id, version): (ChallengeId, i64),
        input: ChallengeInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, id).await?;
        if !keeps(actor, &before) {
            return Err(AppError::Denied);
        }
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let after = self.challenge_of(&mut tx, before.clone(), &input).await?;
        if (Challenge { updated: before.updated, ..after.clone() }) == before {
            return Ok(());
        }
        store::challenge::update(&mut tx, &after).await.map_err(stale)?;
        let changes = [
            Change::between("title", &before.title, &after.title),
            Change::between("description", &before.description, &after.description),
            Change::between("challenge_kind", before.kind.code(), after.kind.code()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.challenge_event(&mut tx, actor, id, (EventKind::Edited, changes)).await?;
        Ok(tx.commit().await?)
    }

    async fn challenge_of(
        &self,
        tx: &mut Tx,
        before: Challenge,
        input: &ChallengeInput,
    ) -> Result<Challenge, AppError> {
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, &input.title, TITLE_MAX);
        let description = checked.optional("description", 0, &input.description, NEED_TEXT_MAX);
        let kind = checked.word("kind", 0, &input.kind, ChallengeKind::from_code);
        let others = store::challenge::of_collaboration(tx, before.collaboration).await?;
        // The same press twice, or two people at once: one challenge.
        if others.iter().any(|one| one.id != before.id && one.title == title) {
            checked.add("title", 0, FieldProblem::Taken);
        }
        checked.done()?;
        let kind = kind.ok_or(AppError::NotFound)?;
        Ok(Challenge { title, description, kind, updated: now, ..before })
    }

    /// Says that the own organisation meets a challenge, or that it does no more. Said again it changes nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside its collaboration; [`AppError::Denied`] for who only reads.
    pub async fn set_meets(&self, actor: &Actor, id: ChallengeId, meets: bool) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let challenge = load(&mut tx, actor, id).await?;
        let member = actor.member().filter(|_| writes(actor)).ok_or(AppError::Denied)?;
        let pair = (id, member.organisation);
        let said = store::challenge::met(&mut tx, challenge.collaboration).await?.contains(&pair);
        if said == meets {
            return Ok(());
        }
        let name = Directory::read(&mut tx).await?.short_name(member.organisation);
        let change = if meets {
            store::challenge::meet(&mut tx, pair, member.person, self.clock.now()).await?;
            Change::between("met_by", "", &name)
        } else {
            store::challenge::unmeet(&mut tx, id, member.organisation).await?;
            Change::between("met_by", &name, "")
        };
        let changes = change.into_iter().collect();
        self.challenge_event(&mut tx, actor, id, (EventKind::ChallengeMet, changes)).await?;
        Ok(tx.commit().await?)
    }

    async fn challenge_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: ChallengeId,
        (kind, changes): (EventKind, Vec<Change>),
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Challenge, id.to_string()), kind, changes).await
    }
}
