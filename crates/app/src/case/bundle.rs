//! Bundling: needs of several organisations in one case, every one with its own words, and parting them again.
//!
//! Who looks after a need joins it to any case that it can be in; who keeps the case can only ask. Suggestions say why, and
//! two cases that seem to do the same are told. Nothing is ever merged: a need that parts goes back to the case it came
//! from.

use std::collections::HashMap;

use domain::case::{Case, CaseNeed, CaseState, Tie};
use domain::event::{Change, EventKind};
use domain::id::{CaseId, CollaborationId, NeedId, OrganisationId};
use domain::need::{Need, NeedState};
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed};
use domain::process::{Exit, Process};
use domain::sharing::Sharing;
use matching::Confidence;
use store::Tx;

use super::follow::{joined_case, joined_needs};
use super::prepare::words;
use super::{load, process_of, subject, waits};
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::matches::Question;
use crate::{App, need};

/// Needs of a case that others are compared with; more would say little else and take long.
const COMPARED: usize = 3;
/// Similar needs asked for, for each.
const SIMILAR: usize = 10;
/// Suggestions shown.
const SHOWN: usize = 6;
/// How far two needs must point at the same solutions for their cases to do the same.
const TWIN: f32 = 0.5;

/// So many words that meet make two needs speak alike.
const WORDS_ALIKE: usize = 3;

/// A need that could be in a case too.
#[derive(Debug, Clone)]
pub struct BundleSuggestion {
    /// The need.
    pub need: Need,
    /// Short name of its organisation.
    pub organisation: String,
    /// The case it is in, if it can be read.
    pub case: Option<(Number, String)>,
    /// Solutions that both point at, what counts most first.
    pub shared: Vec<String>,
    /// Whether it speaks of the same thing in other words, rather than pointing at the same solutions.
    pub is_alike: bool,
    /// Whether the reader may join it outright; else it is asked.
    pub may_join: bool,
}

/// A case under way that seems to do the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// Its number.
    pub number: Number,
    /// What it is called.
    pub title: String,
    /// Who keeps it.
    pub organisation: String,
    /// Solutions that both point at.
    pub shared: Vec<String>,
}

impl App {
    /// Needs that could be in a case too, best first, and cases under way that seem to do the same.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that the reader may not see.
    pub async fn bundle_suggestions(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<(Vec<BundleSuggestion>, Vec<Twin>), AppError> {
        let mut tx = self.db.read().await?;
        let (case, _) = load(&mut tx, actor, number).await?;
        let mut own = Vec::new();
        let ties = store::case::needs(&mut tx, case.id).await?;
        for tied in ties.iter().filter(|tied| tied.tie == Tie::Joined) {
            let found = store::need::get(&mut tx, tied.need).await?;
            own.extend(found.filter(|found| actor.may(Deed::Read, &need::subject(found))));
        }
        drop(tx);
        let known: HashMap<NeedId, Tie> = ties.iter().map(|tied| (tied.need, tied.tie)).collect();
        let mut found: Vec<(f32, BundleSuggestion)> = Vec::new();
        for one in own.iter().take(COMPARED) {
            let question =
                Question { text: &one.facts.text, solutions: 0, needs: SIMILAR, except: Some(one.id) };
            for similar in self.matches(actor, question).await?.clear_ones().needs {
                let is_known = matches!(known.get(&similar.need.id), Some(Tie::Joined | Tie::Asked));
                let is_sent = matches!(similar.need.state, NeedState::Submitted { .. });
                if is_known || !is_sent || found.iter().any(|(_, other)| other.need.id == similar.need.id) {
                    continue;
                }
                let may_join = actor.may(Deed::EditNeed, &need::subject(&similar.need));
                let suggestion = BundleSuggestion {
                    case: None,
                    is_alike: similar.agreement < TWIN,
                    shared: similar.shared,
                    organisation: similar.organisation,
                    need: similar.need,
                    may_join,
                };
                let hit = &similar.hit;
                let is_sure = hit.confidence > Confidence::Uncertain || hit.reasons.len() >= WORDS_ALIKE;
                if is_sure || similar.agreement >= TWIN {
                    let nearness = similar.agreement + if is_sure { 1.0 } else { 0.0 };
                    found.push((nearness, suggestion));
                }
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut tx = self.db.read().await?;
        let directory = crate::Directory::read(&mut tx).await?;
        let mut twins: Vec<Twin> = Vec::new();
        for (nearness, suggestion) in &mut found {
            let other = joined_case(&mut tx, suggestion.need.id).await?;
            let other = other.filter(|other| actor.may(Deed::Read, &subject(other)));
            let Some(other) = other.filter(|other| other.state == CaseState::Running) else { continue };
            suggestion.case = Some((other.number, other.title.clone()));
            let is_worked_on = |case: &Case| case.state == CaseState::Running;
            // Alike in words and pointing at the same: one of them is not enough to say that two do the same.
            if *nearness >= 1.0 + TWIN
                && is_worked_on(&case)
                && twins.iter().all(|twin| twin.number != other.number)
            {
                twins.push(Twin {
                    number: other.number,
                    organisation: directory.short_name(other.organisation),
                    title: other.title,
                    shared: suggestion.shared.clone(),
                });
            }
        }
        Ok((found.into_iter().map(|(_, suggestion)| suggestion).take(SHOWN).collect(), twins))
    }

    /// Joins a need to a case, or asks its organisation to. Gives how it is tied now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case or need that the actor may not see; [`AppError::Denied`] for who looks after
    /// neither; [`AppError::Invalid`] for a need that is not sent; [`AppError::Refused`] when the case has ended, or the
    /// need's organisation could not read it.
    pub async fn bundle_need(&self, actor: &Actor, number: Number, of: Number) -> Result<Tie, AppError> {
        let mut tx = self.db.write().await?;
        let (case, process) = load(&mut tx, actor, number).await?;
        let no_need = || AppError::invalid("need", FieldProblem::Unknown);
        let found = store::need::by_number(&mut tx, &of.to_string()).await?.ok_or_else(no_need)?;
        let about = need::subject(&found);
        if !actor.may(Deed::Read, &about) || !matches!(found.state, NeedState::Submitted { .. }) {
            return Err(no_need());
        }
        can_take(&case, &found)?;
        let before = joined_case(&mut tx, found.id).await?;
        if before.as_ref().is_some_and(|before| before.id == case.id) {
            return Ok(Tie::Joined);
        }
        let change = |after: &str| Change::between("need", "", after).into_iter().collect::<Vec<_>>();
        if actor.may(Deed::EditNeed, &about) {
            self.join(&mut tx, actor, (&case, &process), &found, before).await?;
            tx.commit().await?;
            return Ok(Tie::Joined);
        }
        if !actor.may(Deed::KeepCase, &subject(&case)) {
            return Err(AppError::Denied);
        }
        let person = actor.member().map(|member| member.person);
        let now = self.clock.now();
        let asked = CaseNeed { case: case.id, need: found.id, tie: Tie::Asked, from: None, person, at: now };
        store::case::tie(&mut tx, &asked).await?;
        self.save_case(&mut tx, &Case { updated: now, ..case.clone() }, &process).await?;
        let number = found.number.to_string();
        self.case_event(&mut tx, actor, case.id, EventKind::JoinWished, change(&number)).await?;
        tx.commit().await?;
        Ok(Tie::Asked)
    }

    /// Answers for a need that was asked to join a case.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not look after the need; [`AppError::Refused`] when it is not asked any more, or
    /// as [`App::bundle_need`].
    pub async fn answer_bundle(
        &self,
        actor: &Actor,
        number: Number,
        of: Number,
        joins: bool,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (case, process) = load(&mut tx, actor, number).await?;
        let found = need::load(&mut tx, actor, of, Deed::EditNeed).await?;
        let ties = store::case::needs(&mut tx, case.id).await?;
        if !ties.iter().any(|tied| tied.need == found.id && tied.tie == Tie::Asked) {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        if joins {
            can_take(&case, &found)?;
            let before = joined_case(&mut tx, found.id).await?;
            self.join(&mut tx, actor, (&case, &process), &found, before).await?;
        } else {
            let person = actor.member().map(|member| member.person);
            let now = self.clock.now();
            let (case_id, need) = (case.id, found.id);
            let declined = CaseNeed { case: case_id, need, tie: Tie::Parted, from: None, person, at: now };
            store::case::tie(&mut tx, &declined).await?;
            self.save_case(&mut tx, &Case { updated: now, ..case }, &process).await?;
            let changes = Change::between("need", &found.number.to_string(), "").into_iter().collect();
            self.case_event(&mut tx, actor, case_id, EventKind::JoinDeclined, changes).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn join(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (case, process): (&Case, &Process),
        found: &Need,
        before: Option<Case>,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        if let Some(before) = &before {
            self.part(tx, actor, before, found.id, Some(case)).await?;
        }
        self.tie_need(tx, actor, case.id, found.id, before.map(|before| before.id)).await?;
        self.save_case(tx, &Case { updated: now, ..case.clone() }, process).await?;
        let changes = Change::between("need", "", &found.number.to_string()).into_iter().collect();
        self.case_event(tx, actor, case.id, EventKind::NeedJoined, changes).await
    }

    /// Parts a need from a case. It goes back to the case it came from, where that one stood, or gets one of its own.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who looks after neither the need nor the case; [`AppError::Refused`] when it is not in it, or
    /// is alone in it.
    pub async fn part_need(&self, actor: &Actor, number: Number, of: Number) -> Result<Case, AppError> {
        let mut tx = self.db.write().await?;
        let (case, _) = load(&mut tx, actor, number).await?;
        let found = need::load(&mut tx, actor, of, Deed::Read).await?;
        let looks_after = actor.may(Deed::EditNeed, &need::subject(&found));
        if !looks_after && !actor.may(Deed::KeepCase, &subject(&case)) {
            return Err(AppError::Denied);
        }
        let ties = joined_needs(&mut tx, case.id).await?;
        let tied = ties.iter().find(|tied| tied.need == found.id);
        let tied = tied.ok_or(AppError::Refused(Refusal::ChangedMeanwhile))?;
        if ties.len() == 1 {
            return Err(AppError::Refused(Refusal::LastNeed));
        }
        let home = self.send_home(&mut tx, actor, &case, tied, &found).await?;
        tx.commit().await?;
        Ok(home)
    }

    pub(super) async fn send_home(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: &Case,
        tied: &CaseNeed,
        found: &Need,
    ) -> Result<Case, AppError> {
        self.part(tx, actor, case, found.id, None).await?;
        let earlier = match tied.from {
            Some(from) => store::case::get(tx, from).await?,
            None => None,
        };
        let Some(earlier) = earlier.filter(|earlier| earlier.exit == Some(Exit::Joined)) else {
            return self.open(tx, actor, found).await;
        };
        let process = process_of(tx, &earlier).await?;
        let stage = earlier.stage.clone();
        let again = earlier.entering(&process.definition, &stage, self.clock.now());
        self.save_case(tx, &again, &process).await?;
        self.tie_need(tx, actor, again.id, found.id, None).await?;
        self.case_event(tx, actor, again.id, EventKind::TakenUp, Vec::new()).await?;
        Ok(again)
    }

    /// Splits needs off a case into one of their own, which stands where the old one does.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep the case; [`AppError::Invalid`] for no title, and for needs that are not in
    /// it or are all of it; [`AppError::Refused`] when it has ended or was changed since.
    pub async fn split_case(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        of: &[Number],
        title: &str,
    ) -> Result<Case, AppError> {
        let mut tx = self.db.write().await?;
        let (case, process) = load(&mut tx, actor, number).await?;
        if !actor.may(Deed::KeepCase, &subject(&case)) {
            return Err(AppError::Denied);
        }
        if case.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        under_way(&case)?;
        let now = self.clock.now();
        let mut invalid = Vec::new();
        let title = words("title", 0, domain::text::required(title, domain::text::TITLE_MAX).map(Some), now);
        let title = title.unwrap_or_else(|problem| {
            invalid.push(problem);
            String::new()
        });
        let ties = joined_needs(&mut tx, case.id).await?;
        let mut going = Vec::new();
        for tied in &ties {
            let found = store::need::get(&mut tx, tied.need).await?;
            going.extend(found.filter(|found| of.contains(&found.number)));
        }
        if going.is_empty() || going.len() == ties.len() || going.len() != of.len() {
            invalid.push(Invalid { field: "needs", index: 0, problem: FieldProblem::Unknown });
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let split = Case {
            id: CaseId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Case, now.year()).await?,
            title,
            statement: String::new(),
            created: now,
            updated: now,
            ..case.clone()
        };
        store::case::insert(&mut tx, &split, waits(&split, &process)).await?;
        let person = actor.member().map(|member| member.person);
        for found in &going {
            let parted =
                CaseNeed { case: case.id, need: found.id, tie: Tie::Parted, from: None, person, at: now };
            store::case::tie(&mut tx, &parted).await?;
            self.tie_need(&mut tx, actor, split.id, found.id, Some(case.id)).await?;
        }
        self.save_case(&mut tx, &Case { updated: now, ..case.clone() }, &process).await?;
        let numbers: Vec<String> = going.iter().map(|found| found.number.to_string()).collect();
        let told =
            |field: &str, value: &str| Change::between(field, "", value).into_iter().collect::<Vec<_>>();
        let into = split.number.to_string();
        self.case_event(&mut tx, actor, case.id, EventKind::Split, told("joined_into", &into)).await?;
        self.case_event(&mut tx, actor, split.id, EventKind::Created, told("need", &numbers.join(", ")))
            .await?;
        tx.commit().await?;
        Ok(split)
    }

    /// What becomes of cases when an organisation leaves a collaboration: its needs go home from the others' cases, and a
    /// case that it keeps with needs of others goes over to the one whose need came first.
    pub(crate) async fn leave_bundles(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        collaboration: CollaborationId,
        leaver: OrganisationId,
    ) -> Result<(), AppError> {
        for id in store::case::shared_by(tx, collaboration, leaver).await? {
            let Some(case) = store::case::get(tx, id).await? else { continue };
            let mut needs = Vec::new();
            for tied in joined_needs(tx, case.id).await? {
                needs.extend(store::need::get(tx, tied.need).await?.map(|need| (tied, need)));
            }
            let stays = needs.iter().find(|(_, need)| need.organisation != leaver);
            let Some(keeper) = stays.map(|(_, need)| need.organisation) else { continue };
            let mut case = case;
            if case.organisation == leaver {
                let process = process_of(tx, &case).await?;
                let over =
                    Case { organisation: keeper, owner: None, updated: self.clock.now(), ..case.clone() };
                self.save_case(tx, &over, &process).await?;
                let changes = Change::between("organisation", &leaver.to_string(), &keeper.to_string())
                    .into_iter()
                    .collect();
                self.case_event(tx, actor, case.id, EventKind::Moved, changes).await?;
                case = Case { version: over.version + 1, ..over };
            }
            for (tied, need) in needs.iter().filter(|(_, need)| need.organisation == leaver) {
                self.send_home(tx, actor, &case, tied, need).await?;
                case.version += 1;
            }
        }
        Ok(())
    }
}

fn under_way(case: &Case) -> Result<(), AppError> {
    match case.state {
        CaseState::Running | CaseState::Dormant => Ok(()),
        CaseState::Closed | CaseState::Finished => Err(AppError::Refused(Refusal::NotUnderWay)),
    }
}

/// Whether a need can be in a case: one under way, that the need's organisation can read.
fn can_take(case: &Case, need: &Need) -> Result<(), AppError> {
    under_way(case)?;
    let is_home = case.organisation == need.organisation;
    if !is_home && (case.sharing < Sharing::Collaboration || need.sharing < Sharing::Collaboration) {
        return Err(AppError::Refused(Refusal::NotShared));
    }
    Ok(())
}
