//! A case follows its needs: it is opened when one is sent, is called and shared as the need is while it holds that one
//! alone, and ends when the last is taken back.

use domain::case::{Case, CaseNeed, CaseState, Tie};
use domain::event::{Change, EventKind};
use domain::id::{CaseId, NeedId, OrganisationId};
use domain::need::{Need, NeedState};
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed};
use domain::process::{Exit, Track};
use domain::sharing::Sharing;
use store::Tx;

use super::{process_of, waits};
use crate::error::{AppError, Refusal};
use crate::{App, collaboration, need, process};

/// Cases are no public matter yet, however far their needs are shared.
fn level(need: &Need) -> Sharing {
    need.sharing.min(Sharing::Network)
}

/// The case that a need is in.
pub(crate) async fn joined_case(tx: &mut Tx, need: NeedId) -> Result<Option<Case>, AppError> {
    let ties = store::case::of_need(tx, need).await?;
    match ties.into_iter().find(|tied| tied.tie == Tie::Joined) {
        Some(tied) => Ok(store::case::get(tx, tied.case).await?),
        None => Ok(None),
    }
}

/// The needs that are in a case.
pub(super) async fn joined_needs(tx: &mut Tx, case: CaseId) -> Result<Vec<CaseNeed>, AppError> {
    let mut needs = store::case::needs(tx, case).await?;
    needs.retain(|tied| tied.tie == Tie::Joined);
    Ok(needs)
}

impl App {
    /// Brings the case of a need in step with what has just been saved of the need.
    pub(crate) async fn follow_need(&self, tx: &mut Tx, actor: &Actor, need: &Need) -> Result<(), AppError> {
        let found = joined_case(tx, need.id).await?;
        match (need.state, found) {
            (NeedState::Draft, _) | (NeedState::Withdrawn { .. }, None) => Ok(()),
            (NeedState::Withdrawn { .. }, Some(case)) => self.part(tx, actor, &case, need.id, None).await,
            (NeedState::Submitted { .. }, None) => self.open(tx, actor, need).await.map(|_| ()),
            (NeedState::Submitted { .. }, Some(case)) => self.keep_in_step(tx, actor, case, need).await,
        }
    }

    async fn keep_in_step(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: Case,
        need: &Need,
    ) -> Result<(), AppError> {
        let ties = joined_needs(tx, case.id).await?;
        let is_home = case.organisation == need.organisation;
        // What the others may not read any more is no part of what they decide together.
        if !is_home && need.sharing < Sharing::Collaboration {
            if let Some(tied) = ties.iter().find(|tied| tied.need == need.id) {
                self.send_home(tx, actor, &case, tied, need).await?;
            }
            return Ok(());
        }
        let alone = ties.len() == 1 && is_home;
        let (title, sharing) = (need.facts.title.clone(), level(need));
        if !alone || !case.statement.is_empty() || (case.title == title && case.sharing == sharing) {
            return Ok(());
        }
        let process = process_of(tx, &case).await?;
        let after = Case { title, sharing, updated: self.clock.now(), ..case };
        self.save_case(tx, &after, &process).await
    }

    /// Opens a case for a sent need, or takes up the one that it was taken back from.
    pub(super) async fn open(&self, tx: &mut Tx, actor: &Actor, need: &Need) -> Result<Case, AppError> {
        let now = self.clock.now();
        if let Some(before) = self.left_behind(tx, need).await? {
            let process = process_of(tx, &before).await?;
            let stage = before.stage.clone();
            let title = need.facts.title.clone();
            let again =
                Case { title, sharing: level(need), ..before }.entering(&process.definition, &stage, now);
            self.save_case(tx, &again, &process).await?;
            self.tie_need(tx, actor, again.id, need.id, None).await?;
            self.case_event(tx, actor, again.id, EventKind::TakenUp, Vec::new()).await?;
            return Ok(again);
        }
        let collaboration = collaboration::first_of(tx, need.organisation).await?;
        let process = process::current(tx, collaboration, now).await?;
        let first = process.definition.stages.first().ok_or(AppError::NotFound)?.code.clone();
        let case = Case {
            id: CaseId::at(now),
            version: 1,
            number: store::event::next_number(tx, Series::Case, now.year()).await?,
            title: need.facts.title.clone(),
            statement: String::new(),
            organisation: need.organisation,
            collaboration,
            process: process.id,
            stage: String::new(),
            entered: now,
            due: None,
            track: Track::Local,
            state: CaseState::Running,
            exit: None,
            until: None,
            owner: None,
            sharing: level(need),
            created: now,
            updated: now,
        }
        .entering(&process.definition, &first, now);
        store::case::insert(tx, &case, waits(&case, &process)).await?;
        self.tie_need(tx, actor, case.id, need.id, None).await?;
        let changes = Change::between("need", "", &need.number.to_string()).into_iter().collect();
        self.case_event(tx, actor, case.id, EventKind::Created, changes).await?;
        Ok(case)
    }

    /// The case that ended because this need left it.
    async fn left_behind(&self, tx: &mut Tx, need: &Need) -> Result<Option<Case>, AppError> {
        for tied in store::case::of_need(tx, need.id).await? {
            let Some(case) = store::case::get(tx, tied.case).await? else { continue };
            let is_left = case.exit == Some(Exit::Withdrawn) && case.organisation == need.organisation;
            if is_left && tied.tie == Tie::Parted && joined_needs(tx, case.id).await?.is_empty() {
                return Ok(Some(case));
            }
        }
        Ok(None)
    }

    pub(super) async fn tie_need(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: CaseId,
        need: NeedId,
        from: Option<CaseId>,
    ) -> Result<(), AppError> {
        let person = actor.member().map(|member| member.person);
        let tied = CaseNeed { case, need, tie: Tie::Joined, from, person, at: self.clock.now() };
        Ok(store::case::tie(tx, &tied).await?)
    }

    /// Takes a need out of a case, into another or for good. A case without needs has ended.
    pub(super) async fn part(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: &Case,
        need: NeedId,
        into: Option<&Case>,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let person = actor.member().map(|member| member.person);
        let parted = CaseNeed { case: case.id, need, tie: Tie::Parted, from: None, person, at: now };
        store::case::tie(tx, &parted).await?;
        let process = process_of(tx, case).await?;
        let is_empty = joined_needs(tx, case.id).await?.is_empty();
        let after = match case.state {
            CaseState::Running | CaseState::Dormant if is_empty => {
                let exit = if into.is_some() { Exit::Joined } else { Exit::Withdrawn };
                case.clone().leaving(exit, now)
            }
            CaseState::Running | CaseState::Dormant | CaseState::Closed | CaseState::Finished => {
                Case { updated: now, ..case.clone() }
            }
        };
        self.save_case(tx, &after, &process).await?;
        let number = store::need::get(tx, need).await?.map(|need| need.number.to_string());
        let into = into.map(|into| into.number.to_string()).unwrap_or_default();
        let changes = [
            Change::between("need", &number.unwrap_or_default(), ""),
            Change::between("joined_into", "", &into),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.case_event(tx, actor, case.id, EventKind::NeedParted, changes).await
    }

    /// A case goes with its need into a new organisation, where it holds nobody else's.
    pub(crate) async fn move_case_with(
        &self,
        tx: &mut Tx,
        need: NeedId,
        from: OrganisationId,
        to: OrganisationId,
    ) -> Result<(), AppError> {
        let Some(case) = joined_case(tx, need).await?.filter(|case| case.organisation == from) else {
            return Ok(());
        };
        if joined_needs(tx, case.id).await?.len() == 1 {
            let process = process_of(tx, &case).await?;
            self.save_case(tx, &Case { organisation: to, ..case }, &process).await?;
        }
        Ok(())
    }

    /// Opens a case for a need that was sent before there were cases.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not send the need; [`AppError::Refused`] when it is not sent. A need that is in
    /// a case stays there, and that case is given.
    pub async fn open_case(&self, actor: &Actor, number: Number) -> Result<Case, AppError> {
        let mut tx = self.db.write().await?;
        let need = need::load(&mut tx, actor, number, Deed::SubmitNeed).await?;
        if !matches!(need.state, NeedState::Submitted { .. }) {
            return Err(AppError::Refused(Refusal::Need(domain::need::NeedRefusal::NotSubmitted)));
        }
        if let Some(case) = joined_case(&mut tx, need.id).await? {
            return Ok(case);
        }
        let case = self.open(&mut tx, actor, &need).await?;
        tx.commit().await?;
        Ok(case)
    }
}
