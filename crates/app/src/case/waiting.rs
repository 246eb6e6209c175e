//! What waits on whoever is signed in, in one place: decisions that they can record, needs that others have asked to join
//! a case, sent needs that no case takes care of, merges that others propose, people who ask to be let in.

use domain::case::Tie;
use domain::need::Need;
use domain::number::Number;
use domain::permission::{Actor, Deed};
use store::case::{CaseFilter, Waiting};
use store::page::{Listed, Page};

use super::{CaseRow, subject};
use crate::error::AppError;
use crate::solution_change::{self, Waits};
use crate::{App, Directory, need};

/// A need that was asked to join a case.
#[derive(Debug, Clone)]
pub struct AskedNeed {
    /// The need.
    pub need: Need,
    /// The case, with its title.
    pub case: (Number, String),
    /// Short name of the organisation that keeps it.
    pub organisation: String,
}

/// What waits on somebody.
#[derive(Debug, Clone)]
pub struct WaitingPage {
    /// Cases that they can decide on where they are.
    pub cases: Listed<CaseRow>,
    /// Needs that were asked to join a case.
    pub asked: Vec<AskedNeed>,
    /// Sent needs of the organisation without a case.
    pub without_case: Vec<Need>,
    /// Proposals that an entry of theirs becomes one with another's.
    pub merges: Vec<Waits>,
    /// How many people ask to be let in.
    pub access: usize,
}

impl App {
    /// What waits on whoever is signed in, for the organisation acted for. The filter narrows the cases.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn waiting_on(
        &self,
        actor: &Actor,
        filter: CaseFilter,
        page: Page,
    ) -> Result<WaitingPage, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let waiting = Waiting { roles: member.roles.clone(), organisation: member.organisation };
        let filter = CaseFilter { waiting: Some(waiting), ..filter };
        let cases = self.list_cases(actor, &filter, page).await?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut asked = Vec::new();
        for tied in store::case::asked_of(&mut tx, member.organisation).await? {
            let Some(need) = store::need::get(&mut tx, tied.need).await? else { continue };
            let Some(case) = store::case::get(&mut tx, tied.case).await? else { continue };
            let may = actor.may(Deed::EditNeed, &need::subject(&need));
            if tied.tie == Tie::Asked && may && actor.may(Deed::Read, &subject(&case)) {
                let organisation = directory.short_name(case.organisation);
                asked.push(AskedNeed { need, case: (case.number, case.title), organisation });
            }
        }
        let mut without_case = Vec::new();
        for id in store::case::without_case(&mut tx, member.organisation).await? {
            let found = store::need::get(&mut tx, id).await?;
            without_case.extend(found.filter(|found| actor.may(Deed::PublishNeed, &need::subject(found))));
        }
        let merges = solution_change::waiting(&mut tx, (&directory, actor), member.organisation).await?;
        drop(tx);
        let access = match self.access_of(actor, member.organisation).await {
            Ok(waiting) => waiting.wishes.len(),
            Err(AppError::Denied) => 0,
            Err(error) => return Err(error),
        };
        Ok(WaitingPage { cases, asked, without_case, merges, access })
    }

    /// How many cases wait on whoever is signed in.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn count_waiting(&self, actor: &Actor) -> Result<i64, AppError> {
        let Some(member) = actor.member() else { return Ok(0) };
        let waiting = Waiting { roles: member.roles.clone(), organisation: member.organisation };
        let filter = CaseFilter { waiting: Some(waiting), ..CaseFilter::default() };
        let today = self.clock.now().day();
        let mut tx = self.db.read().await?;
        Ok(store::case::count(&mut tx, &actor.visibility(), &filter, today).await?)
    }
}
