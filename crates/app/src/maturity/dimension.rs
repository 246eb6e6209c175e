//! One dimension of a round: what was answered, what is suggested from there, and what neighbours have done and learnt about the same.
//!
//! A suggestion becomes a need by the same deed as any other need: a draft, which its writer goes on with.

use domain::case::Tie;
use domain::event::{Change, EventKind};
use domain::id::MaturityRoundId;
use domain::knowledge::TieKind;
use domain::maturity::{Dimension, FEWEST, Maturity, MaturityNeed, MaturityReply, Naming, Spread};
use domain::need::{Need, NeedFacts, Origin};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::process::Label;
use domain::sharing::Sharing;
use matching::Confidence;
use store::Tx;

use super::{MaturityPage, form_of, load, told};
use crate::error::AppError;
use crate::initiative::name_of;
use crate::knowledge::ArticleRow;
use crate::lesson::LessonRow;
use crate::matches::Question;
use crate::need::{self, NeedInput};
use crate::{App, case};

/// Of each kind, told beside a dimension.
const NEAR: usize = 4;

/// A case of others that is about the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNear {
    /// Its number.
    pub number: Number,
    /// Its title.
    pub title: String,
    /// Short name of who keeps it.
    pub organisation: String,
}

/// A dimension as its page shows it.
#[derive(Debug, Clone)]
pub struct DimensionPage {
    /// The round.
    pub read: MaturityPage,
    /// Which dimension.
    pub dimension: Dimension,
    /// The answers; nothing where they are not told.
    pub spread: Option<Spread>,
    /// What those said who let themselves be named: who, which level, and what they went by.
    pub said: Vec<(String, Maturity, String)>,
    /// What is suggested from where the organisation stands.
    pub action: Option<Label>,
    /// Whether the reader may make a need of that.
    pub may_draft: bool,
    /// What others have learnt about the same.
    pub lessons: Vec<LessonRow>,
    /// What others do about the same.
    pub cases: Vec<CaseNear>,
    /// Knowledge that is tied to the dimension, and what is near it.
    pub articles: Vec<ArticleRow>,
}

/// The needs that suggestions of a round became, as far as the reader may read them.
pub(super) async fn needs(
    tx: &mut Tx,
    actor: &Actor,
    round: MaturityRoundId,
) -> Result<Vec<(String, Number, String)>, AppError> {
    let mut found = Vec::new();
    for (dimension, id) in store::maturity::needs(tx, round).await? {
        let need = store::need::get(tx, id).await?;
        if let Some(need) = need.filter(|need| actor.may(Deed::Read, &need::subject(need))) {
            found.push((dimension, need.number, need.facts.title));
        }
    }
    Ok(found)
}

impl App {
    /// A dimension of a round with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is a round that the reader may not see.
    pub async fn read_maturity_dimension(
        &self,
        actor: &Actor,
        (id, code): (MaturityRoundId, &str),
    ) -> Result<DimensionPage, AppError> {
        let read = self.read_maturity_round(actor, id).await?;
        let result = read.results.iter().find(|one| one.dimension.code == code);
        let result = result.cloned().ok_or(AppError::NotFound)?;
        let dimension = result.dimension;
        let action = result.spread.and_then(|spread| suggested(&dimension, &spread)).cloned();
        let text = format!(
            "{}. {} {}",
            dimension.name.sv,
            dimension.question.sv,
            action.as_ref().map(|label| label.sv.as_str()).unwrap_or_default()
        );
        let own = actor.member().ok_or(AppError::NotFound)?.organisation;
        let lessons = self.lessons_like(actor, &text, NEAR + 2).await?;
        let lessons = lessons.into_iter().filter(|row| row.lesson.organisation != own).take(NEAR).collect();
        let is_told = read.is_own && result.spread.is_some();
        let said = if is_told { self.said_named(id, code).await? } else { Vec::new() };
        Ok(DimensionPage {
            said,
            may_draft: read.is_own && action.is_some() && actor.may(Deed::CreateNeed, &Subject::of(own)),
            lessons,
            cases: self.cases_near(actor, &text).await?,
            articles: self.knowledge_for(actor, &[(TieKind::Dimension, code)], &text, NEAR).await?,
            spread: result.spread,
            action,
            dimension,
            read,
        })
    }

    /// What those answered who said that it may be told whose it is.
    async fn said_named(
        &self,
        id: MaturityRoundId,
        code: &str,
    ) -> Result<Vec<(String, Maturity, String)>, AppError> {
        let mut tx = self.db.read().await?;
        let replies = store::maturity::replies(&mut tx, id).await?;
        let is_unnamed =
            |reply: &&MaturityReply| reply.naming == Naming::Unnamed && reply.answers.contains_key(code);
        let unnamed = replies.iter().filter(is_unnamed).count();
        // What is left when those who are named are taken from all would tell of the few who are not.
        if (1..FEWEST).contains(&unnamed) {
            return Ok(Vec::new());
        }
        let mut said = Vec::new();
        for reply in replies {
            let answer = reply.answers.get(code).filter(|_| reply.naming == Naming::Named);
            if let (Some(answer), Some(name)) = (answer, name_of(&mut tx, Some(reply.person)).await?) {
                said.push((name, answer.level, answer.note.clone()));
            }
        }
        Ok(said)
    }

    /// Cases of others whose needs are clearly like a text.
    async fn cases_near(&self, actor: &Actor, text: &str) -> Result<Vec<CaseNear>, AppError> {
        let own = actor.member().map(|member| member.organisation);
        let question = Question { text, solutions: 0, needs: 3 * NEAR, except: None };
        let found = self.matches(actor, question).await?.needs;
        let mut tx = self.db.read().await?;
        let directory = crate::Directory::read(&mut tx).await?;
        let mut cases: Vec<CaseNear> = Vec::new();
        for hit in found.into_iter().filter(|hit| hit.hit.confidence > Confidence::Uncertain) {
            for tied in store::case::of_need(&mut tx, hit.need.id).await? {
                let case = store::case::get(&mut tx, tied.case).await?;
                let is_seen = |case: &domain::case::Case| {
                    tied.tie == Tie::Joined
                        && Some(case.organisation) != own
                        && actor.may(Deed::Read, &case::subject(case))
                };
                let Some(case) = case.filter(is_seen) else { continue };
                if cases.len() < NEAR && cases.iter().all(|one| one.number != case.number) {
                    let organisation = directory.short_name(case.organisation);
                    cases.push(CaseNear { number: case.number, title: case.title, organisation });
                }
            }
        }
        Ok(cases)
    }

    /// Makes a need of what is suggested for a dimension: a draft of the actor's, to go on with.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who writes no needs in that organisation; [`AppError::NotFound`] where nothing is suggested.
    pub async fn draft_maturity_need(
        &self,
        actor: &Actor,
        (id, code): (MaturityRoundId, &str),
    ) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let round = load(&mut tx, actor, id).await?;
        let member = actor.member().ok_or(AppError::Denied)?;
        if !actor.may(Deed::CreateNeed, &Subject::of(round.organisation)) {
            return Err(AppError::Denied);
        }
        let form = form_of(&mut tx, &round).await?;
        let replies = store::maturity::replies(&mut tx, id).await?;
        let dimension = form.questions.dimension(code).ok_or(AppError::NotFound)?;
        let spread = told(&round, &replies, code).ok_or(AppError::NotFound)?;
        let action = suggested(dimension, &spread).ok_or(AppError::NotFound)?;
        let input = NeedInput {
            facts: NeedFacts {
                text: format!("{}\n\n{}", action.sv, dimension.question.sv),
                ..NeedFacts::default()
            },
            requirements: String::new(),
            origin: Origin::Own,
            sharing: Sharing::Organisation,
        };
        let need = self.insert_draft(&mut tx, actor, member, input).await?;
        let kept = MaturityNeed { round: id, dimension: code.to_owned(), need: need.id };
        store::maturity::put_need(&mut tx, &kept).await?;
        let changes = [
            Change::between("dimension", "", &dimension.name.sv),
            Change::between("need", "", &need.number.to_string()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.maturity_event(&mut tx, actor, id, EventKind::MaturityNeedDrafted, changes).await?;
        tx.commit().await?;
        Ok(need)
    }
}

/// What is suggested to who stands where these answers do.
fn suggested<'a>(dimension: &'a Dimension, spread: &Spread) -> Option<&'a Label> {
    dimension.actions.get(usize::from(spread.stands_on()?.number()))
}
