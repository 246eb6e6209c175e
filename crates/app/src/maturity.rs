//! Self-assessment of maturity: opening and closing a round, answering, what the answers come to, and what follows of it.
//!
//! Until a round is closed everybody reads their own answers alone, and whoever keeps it how many there are: a result that grows answer
//! by answer tells whose each was. Afterwards a result is told where enough have answered. Not here: questionnaires (`form`), and the
//! suggestions of a dimension with what neighbours have learnt (`dimension`).

mod dimension;
mod form;
mod score;

use std::collections::BTreeMap;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{MaturityRoundId, OrganisationId};
use domain::maturity::{
    Dimension, Maturity, MaturityAnswer, MaturityForm, MaturityReply, MaturityRound, Naming, RoundState,
    Spread,
};
use domain::number::Number;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::sharing::Sharing;
use domain::text::{SHORT_MAX, TITLE_MAX};
use store::maturity::MaturityFilter;
use store::page::{Listed, Page};
use store::{StoreError, Tx};

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::{self, HistoryEntry, doer};
use crate::initiative::stale;
use crate::sharing::{Record, Shared};
use crate::{App, Directory, collaboration};

pub use dimension::{CaseNear, DimensionPage};
pub(crate) use form::first_form;
pub use form::{FormRevision, MaturityFormPage, proposal};
pub use score::ScoreInput;

/// Earlier rounds that a result is shown beside.
const EARLIER: usize = 6;

/// A round in a list.
#[derive(Debug, Clone)]
pub struct RoundRow {
    /// The round.
    pub round: MaturityRound,
    /// Short name of whose it is.
    pub organisation: String,
    /// How many have answered, for the own organisation and where others read the result.
    pub replies: usize,
    /// Whether the reader has answered it.
    pub is_answered: bool,
    /// Whether the reader may answer it.
    pub may_answer: bool,
}

/// What a dimension came to.
#[derive(Debug, Clone)]
pub struct DimensionResult {
    /// Which.
    pub dimension: Dimension,
    /// The answers; nothing where they are not told.
    pub spread: Option<Spread>,
    /// The same of the round before, where that asked it too.
    pub previous: Option<Spread>,
}

/// An earlier result: what the round was called, and its dimensions that are told.
#[derive(Debug, Clone)]
pub struct EarlierResult {
    /// The round.
    pub round: MaturityRound,
    /// By code.
    pub spreads: BTreeMap<String, Spread>,
}

/// A round as its page shows it.
#[derive(Debug, Clone)]
pub struct MaturityPage {
    /// The round.
    pub round: MaturityRound,
    /// Short name of whose it is.
    pub organisation: String,
    /// What it asks.
    pub form: MaturityForm,
    /// Whether the questionnaire has changed since.
    pub is_form_changed: bool,
    /// The reader's own answers.
    pub own: Option<MaturityReply>,
    /// How many have answered.
    pub replies: usize,
    /// Dimension by dimension, in the order of the questionnaire.
    pub results: Vec<DimensionResult>,
    /// The rounds before it that the reader reads too, latest first.
    pub earlier: Vec<EarlierResult>,
    /// Needs that suggestions became and that the reader may read, by dimension.
    pub needs: Vec<(String, Number, String)>,
    /// Whether it is of the reader's organisation.
    pub is_own: bool,
    /// Whether the reader may answer it.
    pub may_answer: bool,
    /// Whether the reader keeps it.
    pub may_keep: bool,
    /// How it came to be shared.
    pub shared: Shared,
    /// Newest first; for the own organisation alone.
    pub history: Vec<HistoryEntry>,
}

impl MaturityPage {
    /// Whether any result is told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.results.iter().any(|one| one.spread.is_some())
    }
}

/// An answer as it is sent.
#[derive(Debug, Clone, Default)]
pub struct AnswerInput {
    /// The code of the dimension.
    pub dimension: String,
    /// The code of a level; empty for no answer.
    pub level: String,
    /// What the person goes by.
    pub note: String,
}

pub(crate) const fn subject(round: &MaturityRound) -> Subject {
    Subject { owner: Some(round.organisation), author: None, sharing: round.sharing }
}

pub(crate) fn keeps(actor: &Actor, organisation: OrganisationId) -> bool {
    actor.may(Deed::KeepMaturity, &Subject::of(organisation))
}

pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: MaturityRoundId) -> Result<MaturityRound, AppError> {
    let round = store::maturity::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if actor.member().is_some() && actor.may(Deed::Read, &subject(&round)) {
        Ok(round)
    } else {
        Err(AppError::NotFound)
    }
}

/// The version that a round was opened with.
async fn form_of(tx: &mut Tx, round: &MaturityRound) -> Result<MaturityForm, AppError> {
    let missing = || StoreError::Damaged { column: "form_id", value: round.form.to_string() };
    store::maturity::form(tx, round.form).await?.ok_or_else(|| AppError::Internal(missing()))
}

/// What is told of a dimension: nothing before the round is closed or where few answered.
fn told(round: &MaturityRound, replies: &[MaturityReply], code: &str) -> Option<Spread> {
    match round.state {
        RoundState::Open => None,
        RoundState::Closed => Some(Spread::of(replies, code)).filter(Spread::is_told),
    }
}

/// The closed rounds of the organisation before this one that the reader may read.
async fn earlier(tx: &mut Tx, actor: &Actor, round: &MaturityRound) -> Result<Vec<EarlierResult>, AppError> {
    let mut results = Vec::new();
    let all = store::maturity::of_organisation(tx, round.organisation).await?;
    let before = all.into_iter().skip_while(|one| one.id != round.id).skip(1);
    let is_read =
        |one: &MaturityRound| one.state == RoundState::Closed && actor.may(Deed::Read, &subject(one));
    for one in before.filter(is_read).take(EARLIER) {
        let replies = store::maturity::replies(tx, one.id).await?;
        let form = form_of(tx, &one).await?;
        let spreads = form.questions.dimensions.into_iter().filter_map(|dimension| {
            let spread = told(&one, &replies, &dimension.code)?;
            Some((dimension.code, spread))
        });
        results.push(EarlierResult { spreads: spreads.collect(), round: one });
    }
    Ok(results)
}

impl App {
    /// One page of the rounds that the reader can see: the own organisation's, and those that others show.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who acts for no organisation.
    pub async fn list_maturity(
        &self,
        actor: &Actor,
        filter: &MaturityFilter,
        page: Page,
    ) -> Result<Listed<RoundRow>, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let listed = store::maturity::list(&mut tx, &actor.visibility(), filter, page).await?;
        let mut rows = Vec::with_capacity(listed.rows.len());
        for round in listed.rows {
            let replies = store::maturity::replies(&mut tx, round.id).await?;
            rows.push(RoundRow {
                organisation: directory.short_name(round.organisation),
                replies: replies.len(),
                is_answered: replies.iter().any(|reply| reply.person == member.person),
                may_answer: may_answer(actor, &round),
                round,
            });
        }
        Ok(Listed { rows, total: listed.total })
    }

    /// Whether the actor opens rounds.
    #[must_use]
    pub fn may_keep_maturity(&self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| keeps(actor, member.organisation))
    }

    /// Opens a round for the actor's organisation, with the questionnaire that holds now.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps none; [`AppError::Invalid`] for fields that cannot be kept.
    pub async fn open_maturity_round(
        &self,
        actor: &Actor,
        title: &str,
        until: &str,
    ) -> Result<MaturityRound, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !keeps(actor, member.organisation) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, title, TITLE_MAX);
        let until = checked.day("until", 0, until);
        if until.is_some_and(|day| day < now.day()) {
            checked.add("until", 0, FieldProblem::DayPassed);
        }
        checked.done()?;
        let mut tx = self.db.write().await?;
        let at = collaboration::first_of(&mut tx, member.organisation).await?;
        let form = form::current(&mut tx, at, now).await?;
        let round = MaturityRound {
            id: MaturityRoundId::at(now),
            version: 1,
            organisation: member.organisation,
            form: form.id,
            title,
            until,
            state: RoundState::Open,
            closed: None,
            sharing: Sharing::Organisation,
            person: Some(member.person),
            created: now,
            updated: now,
        };
        store::maturity::insert(&mut tx, &round).await?;
        let changes = Change::between("title", "", &round.title).into_iter().collect();
        self.maturity_event(&mut tx, actor, round.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(round)
    }

    /// A round with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_maturity_round(
        &self,
        actor: &Actor,
        id: MaturityRoundId,
    ) -> Result<MaturityPage, AppError> {
        let mut tx = self.db.read().await?;
        let round = load(&mut tx, actor, id).await?;
        let member = actor.member().ok_or(AppError::NotFound)?;
        let is_own = member.organisation == round.organisation;
        let form = form_of(&mut tx, &round).await?;
        let replies = store::maturity::replies(&mut tx, id).await?;
        let earlier = earlier(&mut tx, actor, &round).await?;
        let before = |code: &str| earlier.first().and_then(|one| one.spreads.get(code).copied());
        let results = form.questions.dimensions.iter().map(|dimension| DimensionResult {
            spread: told(&round, &replies, &dimension.code),
            previous: before(&dimension.code),
            dimension: dimension.clone(),
        });
        let results = results.collect();
        let history = match is_own {
            true => history::of(&mut tx, actor, SubjectKind::Maturity, &id.to_string()).await?,
            false => Vec::new(),
        };
        Ok(MaturityPage {
            organisation: Directory::read(&mut tx).await?.short_name(round.organisation),
            is_form_changed: form::is_changed(&mut tx, &round, &form).await?,
            own: replies.iter().find(|reply| reply.person == member.person).cloned(),
            replies: replies.len(),
            results,
            earlier,
            needs: dimension::needs(&mut tx, actor, id).await?,
            is_own,
            may_answer: may_answer(actor, &round),
            may_keep: keeps(actor, round.organisation),
            shared: self.shared(&mut tx, actor, &Record::Maturity(Box::new(round.clone()))).await?,
            history,
            form,
            round,
        })
    }

    /// Keeps a person's answers, over the version that was read; 0 where there were none. What is answered stays the person's own.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not answer; [`AppError::Invalid`] for levels and notes that cannot be kept;
    /// [`AppError::Refused`] when the round is closed or the answers were changed elsewhere since.
    pub async fn answer_maturity(
        &self,
        actor: &Actor,
        (id, version): (MaturityRoundId, i64),
        naming: Naming,
        inputs: &[AnswerInput],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let round = load(&mut tx, actor, id).await?;
        let member = answering(actor, &round)?;
        if round.state == RoundState::Closed {
            return Err(AppError::Refused(Refusal::MaturityClosed));
        }
        let form = form_of(&mut tx, &round).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let mut answers = BTreeMap::new();
        for (at, dimension) in form.questions.dimensions.iter().enumerate() {
            let Some(sent) = inputs.iter().find(|one| one.dimension == dimension.code) else { continue };
            let note = checked.optional("note", at, &sent.note, SHORT_MAX);
            if sent.level.is_empty() {
                if !note.is_empty() {
                    checked.add("level", at, FieldProblem::Text(domain::text::TextProblem::Missing));
                }
                continue;
            }
            if let Some(level) = checked.word("level", at, &sent.level, Maturity::from_code) {
                answers.insert(dimension.code.clone(), MaturityAnswer { level, note });
            }
        }
        if answers.is_empty() && checked.is_fine() {
            checked.add("level", 0, FieldProblem::Text(domain::text::TextProblem::Missing));
        }
        checked.done()?;
        let kept = store::maturity::reply(&mut tx, id, member.person).await?;
        if kept.map_or(0, |reply| reply.version) != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let reply = MaturityReply { round: id, person: member.person, version, naming, answers, at: now };
        store::maturity::put_reply(&mut tx, &reply).await.map_err(stale)?;
        self.maturity_event(&mut tx, actor, id, EventKind::MaturityAnswered, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Closes a round: from then on the own organisation reads what the answers came to.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Refused`] when it is closed already or was changed since.
    pub async fn close_maturity_round(
        &self,
        actor: &Actor,
        (id, version): (MaturityRoundId, i64),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, id).await?;
        if !keeps(actor, before.organisation) {
            return Err(AppError::Denied);
        }
        if before.state == RoundState::Closed {
            return Err(AppError::Refused(Refusal::MaturityClosed));
        }
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let now = self.clock.now();
        let after = MaturityRound { state: RoundState::Closed, closed: Some(now), updated: now, ..before };
        store::maturity::update(&mut tx, &after).await.map_err(stale)?;
        self.maturity_event(&mut tx, actor, id, EventKind::MaturityClosed, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    async fn maturity_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: MaturityRoundId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Maturity, id.to_string()), kind, changes).await
    }
}

fn may_answer(actor: &Actor, round: &MaturityRound) -> bool {
    round.state == RoundState::Open && answering(actor, round).is_ok()
}

fn answering<'a>(actor: &'a Actor, round: &MaturityRound) -> Result<&'a Member, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    match actor.may(Deed::AnswerMaturity, &Subject::of(round.organisation)) {
        true => Ok(member),
        false => Err(AppError::Denied),
    }
}
