//! "We have this too": an organisation joins its own words to another organisation's need, changes them, or takes
//! them back; and how far a need is spread.
//!
//! The need itself is never changed by it. Who may read the need reads who has it.

use std::collections::HashMap;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{NeedId, OrganisationId, VoiceId};
use domain::need::Need;
use domain::number::Number;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Member};
use domain::voice::{Spread, Voice, VoiceFacts, VoiceProblem};
use store::Tx;

use crate::error::{AppError, FieldProblem};
use crate::history::doer;
use crate::{App, Directory, need};

/// A voice with the names that its reader may know.
#[derive(Debug, Clone)]
pub struct VoiceRow {
    /// The voice, as far as the reader may see it.
    pub voice: Voice,
    /// Short name of the organisation.
    pub organisation: String,
    /// Who said it, for those who are signed in.
    pub person: Option<String>,
}

/// How far a need is spread, in terms that can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpreadRow {
    /// Who has it, and how many people it affects.
    pub spread: Spread,
    /// How many municipalities the collaboration of the need has, when all who have it are among them.
    pub of_municipalities: Option<usize>,
}

/// What is said around a need.
#[derive(Debug, Clone, Default)]
pub struct Voices {
    /// In the order they were said.
    pub rows: Vec<VoiceRow>,
    /// How far the need is spread.
    pub spread: SpreadRow,
    /// What the reader's own organisation has said.
    pub own: Option<Voice>,
    /// Whether the reader may say that the own organisation has it too, change that, or take it back.
    pub may_join: bool,
}

impl App {
    /// Says that the actor's organisation has a need too, or changes what it said about it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for words that cannot be kept; [`AppError::Denied`] for the need's own organisation and
    /// for those who do not write needs. Of two who change it at once the later is told [`AppError::NotFound`] when
    /// the voice has gone meanwhile.
    pub async fn join_need(
        &self,
        actor: &Actor,
        number: Number,
        facts: VoiceFacts,
    ) -> Result<Voice, AppError> {
        let mut tx = self.db.write().await?;
        let (need, member) = joined(&mut tx, actor, number).await?;
        let facts = facts.checked(self.clock.now().day()).map_err(problem)?;
        let before = store::voice::by(&mut tx, need.id, member.organisation).await?;
        if before.as_ref().is_some_and(|voice| voice.facts == facts) {
            return before.ok_or(AppError::NotFound);
        }
        let now = self.clock.now();
        let changes = changes(before.as_ref().map(|voice| &voice.facts), Some(&facts));
        let voice = match before {
            Some(before) => {
                let after = Voice { person: member.person, facts, ..before };
                store::voice::update(&mut tx, &after).await?;
                Voice { version: after.version + 1, ..after }
            }
            None => {
                let voice = Voice {
                    id: VoiceId::at(now),
                    version: 1,
                    need: need.id,
                    organisation: member.organisation,
                    person: member.person,
                    facts,
                    at: now,
                };
                store::voice::insert(&mut tx, &voice).await?;
                voice
            }
        };
        self.voice_event(&mut tx, actor, need.id, EventKind::VoiceGiven, changes).await?;
        tx.commit().await?;
        Ok(voice)
    }

    /// Takes back that the actor's organisation has a need too. Without such a voice nothing happens.
    ///
    /// # Errors
    /// As [`App::join_need`].
    pub async fn leave_need(&self, actor: &Actor, number: Number) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (need, member) = joined(&mut tx, actor, number).await?;
        let Some(voice) = store::voice::by(&mut tx, need.id, member.organisation).await? else {
            return Ok(());
        };
        store::voice::delete(&mut tx, &voice).await?;
        let changes = changes(Some(&voice.facts), None);
        self.voice_event(&mut tx, actor, need.id, EventKind::VoiceTakenBack, changes).await?;
        Ok(tx.commit().await?)
    }

    async fn voice_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        need: NeedId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Need, need.to_string());
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }

    /// What organisations say about a need that they have too.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is a need that the reader may not see.
    pub async fn voices(&self, actor: &Actor, number: Number) -> Result<Voices, AppError> {
        let mut tx = self.db.read().await?;
        let need = need::load(&mut tx, actor, number, Deed::Read).await?;
        let directory = Directory::read(&mut tx).await?;
        let (voices, visibility) = (store::voice::of_need(&mut tx, need.id).await?, actor.visibility());
        let own =
            actor.member().and_then(|member| voices.iter().find(|v| v.organisation == member.organisation));
        let mut found = Voices {
            spread: spread(&mut tx, &directory, &need, &voices).await?,
            own: own.cloned(),
            may_join: actor.member().is_some() && actor.may(Deed::JoinNeed, &need::subject(&need)),
            rows: Vec::with_capacity(voices.len()),
        };
        for voice in voices {
            let person = match actor {
                Actor::Anonymous => None,
                Actor::Member(_) | Actor::Operator => store::person::get(&mut tx, voice.person).await?,
            };
            let organisation = directory.organisation(voice.organisation);
            found.rows.push(VoiceRow {
                organisation: organisation.map(|o| o.short_name.clone()).unwrap_or_default(),
                person: person.map(|person| person.name),
                voice: visibility.of_voice(voice),
            });
        }
        Ok(found)
    }

    /// How far needs are spread that a list has given the actor; only those that more than one organisation has.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn spreads(
        &self,
        actor: &Actor,
        needs: &[Need],
    ) -> Result<HashMap<NeedId, SpreadRow>, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut spreads = HashMap::new();
        for need in needs.iter().filter(|need| actor.may(Deed::Read, &need::subject(need))) {
            let voices = store::voice::of_need(&mut tx, need.id).await?;
            if !voices.is_empty() {
                spreads.insert(need.id, spread(&mut tx, &directory, need, &voices).await?);
            }
        }
        Ok(spreads)
    }
}

/// The need and who joins it.
async fn joined<'a>(tx: &mut Tx, actor: &'a Actor, number: Number) -> Result<(Need, &'a Member), AppError> {
    let need = need::load(tx, actor, number, Deed::JoinNeed).await?;
    // The operator has no organisation that could have a need.
    Ok((need, actor.member().ok_or(AppError::Denied)?))
}

fn problem(problem: VoiceProblem) -> AppError {
    let problem = match problem {
        VoiceProblem::Text(problem) => FieldProblem::Text(problem),
        VoiceProblem::IdentityNumber => FieldProblem::IdentityNumber,
    };
    AppError::invalid("words", problem)
}

fn changes(before: Option<&VoiceFacts>, after: Option<&VoiceFacts>) -> Vec<Change> {
    let words = |facts: Option<&VoiceFacts>| facts.and_then(|facts| facts.words.clone()).unwrap_or_default();
    let affected = |facts: Option<&VoiceFacts>| {
        facts.and_then(|facts| facts.affected).map(|count| count.to_string()).unwrap_or_default()
    };
    [
        Change::between("voice_words", &words(before), &words(after)),
        Change::between("voice_affected", &affected(before), &affected(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The spread of a need, with how many municipalities it could reach.
async fn spread(
    tx: &mut Tx,
    directory: &Directory,
    need: &Need,
    voices: &[Voice],
) -> Result<SpreadRow, AppError> {
    let spread = Spread::of(need.organisation, need.facts.affected, voices);
    let mut circle = store::collaboration::partners(tx, need.organisation).await?;
    circle.push(need.organisation);
    let is_municipality = |id: &OrganisationId| {
        directory.organisation(*id).is_some_and(|known| known.kind == OrganisationKind::Municipality)
    };
    let municipalities: Vec<_> = circle.into_iter().filter(is_municipality).collect();
    let all_among = spread.organisations.iter().all(|id| municipalities.contains(id));
    let of_municipalities = (all_among && municipalities.len() > 1).then_some(municipalities.len());
    Ok(SpreadRow { spread, of_municipalities })
}
