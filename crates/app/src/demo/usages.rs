//! Whose word the demo's usages are, what using things has been like, and what some believe of others.
//!
//! What nobody has registered for another was confirmed by whoever keeps the organisation's catalogue, some days ago by its key: most
//! within the year, some long ago.

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::UsageProposalId;
use domain::instant::Instant;
use domain::usage::{Experience, ProposalState, Usage, UsageProposal};
use store::Tx;

use super::content::{ProposedUsageEntry, RegisteredUsageEntry, ToldUsageEntry};
use super::{Load, days_ago, spread};
use crate::AppError;
use crate::usage::USED_BY;
use crate::usage::proposal::PROPOSAL;

/// Whoever registers for the others.
const BODY: &str = "goliska-it";
/// Over how many days confirmations are spread.
const CONFIRMED_DAYS: u64 = 460;
/// One in so many was confirmed so much longer ago.
const LONG_AGO: u64 = 12;
const OLD_DAYS: i64 = 500;

impl Load<'_> {
    pub(super) async fn usages(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let content = self.content;
        for entry in &content.solutions {
            for usage in &entry.usages {
                self.confirm(tx, &entry.key, &usage.organisation).await?;
            }
        }
        for entry in &content.usages.told {
            self.tell(tx, entry).await?;
        }
        for entry in &content.usages.registered {
            self.register(tx, entry).await?;
        }
        for entry in &content.usages.proposals {
            self.propose(tx, entry).await?;
        }
        Ok(())
    }

    async fn usage_of(&self, tx: &mut Tx, solution: &str, organisation: &str) -> Result<Usage, AppError> {
        let solution = self.solutions.get(solution).copied().ok_or(AppError::NotFound)?;
        let organisation = self.organisation(organisation)?;
        store::usage::by(tx, solution, organisation).await?.ok_or(AppError::NotFound)
    }

    async fn confirm(&self, tx: &mut Tx, solution: &str, organisation: &str) -> Result<(), AppError> {
        let usage = self.usage_of(tx, solution, organisation).await?;
        let Doer::Person { person, .. } = self.keeper(Some(organisation)) else { return Ok(()) };
        let key = format!("{solution}-{organisation}");
        let long_ago = if spread(&key, LONG_AGO) == 0 { OLD_DAYS } else { 0 };
        let at = days_ago(self.now, long_ago + spread(&key, CONFIRMED_DAYS), &key);
        store::usage::update(tx, &usage.confirmed(at, Some(person))).await?;
        Ok(())
    }

    async fn tell(&self, tx: &mut Tx, entry: &ToldUsageEntry) -> Result<(), AppError> {
        let usage = self.usage_of(tx, &entry.solution, &entry.organisation).await?;
        let contact = entry.contact.as_deref().and_then(|key| self.people.get(key).copied());
        let experience =
            Experience { pros: entry.pros.clone(), cons: entry.cons.clone(), effort: entry.effort.clone() };
        let told =
            Usage { users: entry.users, instance: entry.instance.clone(), contact, experience, ..usage };
        store::usage::update(tx, &told).await?;
        Ok(())
    }

    async fn register(&mut self, tx: &mut Tx, entry: &RegisteredUsageEntry) -> Result<(), AppError> {
        let usage = self.usage_of(tx, &entry.solution, &entry.organisation).await?;
        let at = days_ago(self.now, entry.days_ago, &format!("{}-{}", entry.solution, entry.organisation));
        let changes = [("usage", usage.status.code().to_owned()), (USED_BY, usage.organisation.to_string())];
        let registered = usage.registered(Some(self.organisation(BODY)?));
        store::usage::update(tx, &registered).await?;
        let doer = self.keeper(Some(BODY));
        self.said_of_use(
            at,
            doer,
            (registered.solution.to_string(), EventKind::UsageChanged),
            changes.into(),
        );
        Ok(())
    }

    async fn propose(&mut self, tx: &mut Tx, entry: &ProposedUsageEntry) -> Result<(), AppError> {
        let person = self.people.get(entry.person.as_str()).copied().ok_or(AppError::NotFound)?;
        let of = self.content.persons.iter().find(|person| person.key == entry.person);
        let proposer = self.organisation(&of.ok_or(AppError::NotFound)?.organisation)?;
        let at = days_ago(self.now, entry.days_ago, &format!("{}-{}", entry.solution, entry.person));
        let proposal = UsageProposal {
            id: UsageProposalId::at(at),
            version: 1,
            solution: self.solutions.get(entry.solution.as_str()).copied().ok_or(AppError::NotFound)?,
            organisation: self.organisation(&entry.organisation)?,
            status: entry.status,
            note: entry.note.clone(),
            person,
            proposer,
            at,
            state: ProposalState::Open,
            answer: None,
        };
        store::usage::insert_proposal(tx, &proposal).await?;
        let changes = vec![
            ("usage", proposal.status.code().to_owned()),
            (USED_BY, proposal.organisation.to_string()),
            (PROPOSAL, proposal.id.to_string()),
        ];
        let doer = Doer::Person { person, organisation: proposer };
        self.said_of_use(at, doer, (proposal.solution.to_string(), EventKind::UsageProposed), changes);
        Ok(())
    }

    fn said_of_use(
        &mut self,
        at: Instant,
        doer: Doer,
        (solution, kind): (String, EventKind),
        changes: Vec<(&str, String)>,
    ) {
        let event = self.event(at, doer, (SubjectKind::Solution, solution));
        event.kind = kind;
        event.changes =
            changes.iter().filter_map(|(field, after)| Change::between(field, "", after)).collect();
    }
}
