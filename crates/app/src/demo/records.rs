//! The demo's solutions with their usages, and its needs.

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{NeedId, OrganisationId, RequirementId, SolutionId, UsageId};
use domain::instant::Instant;
use domain::need::{Need, NeedFacts, NeedState, Requirement};
use domain::number::Series;
use domain::sharing::Sharing;
use domain::solution::{AsWritten, Solution, SolutionFacts};
use domain::usage::Usage;
use store::Tx;

use super::content::{NeedEntry, RoleWord, SolutionEntry, StateWord, UsageEntry};
use super::{Load, SPREAD_DAYS, days_ago, spread};
use crate::AppError;
use crate::usage::USED_BY;

impl<'a> Load<'a> {
    pub(super) async fn solutions(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let created =
            |entry: &SolutionEntry| days_ago(self.now, 2 + spread(&entry.key, SPREAD_DAYS - 2), &entry.key);
        let mut entries: Vec<(Instant, &SolutionEntry)> =
            self.content.solutions.iter().map(|entry| (created(entry), entry)).collect();
        entries.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.key.cmp(&b.key)));
        for (created, entry) in entries {
            self.solution(tx, entry, created).await?;
        }
        Ok(())
    }

    async fn solution(
        &mut self,
        tx: &mut Tx,
        entry: &'a SolutionEntry,
        created: Instant,
    ) -> Result<(), AppError> {
        // Where several use it, the last of them was registered later.
        let told_later = entry.usages.len() > 1;
        let days = (self.now.milliseconds() - created.milliseconds()) / 86_400_000;
        let later = days_ago(self.now, spread(&entry.name, days.unsigned_abs()), &entry.name).max(created);
        let updated = if told_later { later } else { created };
        let owner = entry.owner.as_deref().map(|key| self.organisation(key)).transpose()?;
        let solution = Solution {
            id: SolutionId::at(created),
            version: 1,
            number: store::event::next_number(tx, Series::Solution, created.year()).await?,
            facts: facts(entry),
            owner,
            sharing: entry.sharing,
            source_key: Some(format!("id:demo:{}", entry.key)),
            withdrawn: None,
            created,
            updated,
        };
        store::solution::insert(tx, &solution).await?;
        self.solutions.insert(&entry.key, solution.id);
        let doer = self.keeper(entry.owner.as_deref());
        self.event(created, doer, (SubjectKind::Solution, solution.id.to_string()));
        for (at, usage) in (1..).zip(&entry.usages) {
            let organisation = self.organisation(&usage.organisation)?;
            store::usage::put(tx, &self::usage(usage, solution.id, organisation, created)).await?;
            if told_later && at == entry.usages.len() {
                let doer = self.keeper(Some(&usage.organisation));
                let event = self.event(updated, doer, (SubjectKind::Solution, solution.id.to_string()));
                event.kind = EventKind::UsageChanged;
                event.changes =
                    [("usage", usage.status.code()), (USED_BY, organisation.to_string().as_str())]
                        .into_iter()
                        .filter_map(|(field, after)| Change::between(field, "", after))
                        .collect();
            }
        }
        Ok(())
    }

    /// Who keeps the catalogue of an organisation; the operator where nobody does.
    pub(super) fn keeper(&self, organisation: Option<&str>) -> Doer {
        let keeper = self.content.persons.iter().find(|person| {
            Some(person.organisation.as_str()) == organisation && person.role == RoleWord::Samordnare
        });
        let known = keeper.and_then(|person| {
            Some((
                *self.people.get(person.key.as_str())?,
                *self.organisations.get(person.organisation.as_str())?,
            ))
        });
        known.map_or(Doer::Operator, |(person, organisation)| Doer::Person { person, organisation })
    }

    pub(super) async fn needs(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let at = |entry: &NeedEntry| days_ago(self.now, entry.days_ago, &entry.key);
        let mut entries: Vec<(Instant, &'a NeedEntry)> =
            self.content.needs.iter().map(|entry| (at(entry), entry)).collect();
        entries.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.key.cmp(&b.key)));
        for (at, entry) in entries {
            self.need(tx, entry, at).await?;
        }
        Ok(())
    }

    async fn need(&mut self, tx: &mut Tx, entry: &'a NeedEntry, at: Instant) -> Result<(), AppError> {
        let organisation = self.organisation(&entry.organisation)?;
        let author = self.people.get(entry.author.as_str()).copied().ok_or(AppError::NotFound)?;
        let need = Need {
            id: NeedId::at(at),
            version: 1,
            number: store::event::next_number(tx, Series::Need, at.year()).await?,
            facts: need_facts(entry),
            requirements: entry
                .requirements
                .iter()
                .map(|text| Requirement { id: RequirementId::at(at), text: text.clone() })
                .collect(),
            origin: entry.origin,
            organisation,
            author: Some(author),
            // A draft has not been shared yet; this is what its writer would choose.
            sharing: if entry.sharing == Sharing::Draft { Sharing::Collaboration } else { entry.sharing },
            state: match entry.state {
                StateWord::Draft => NeedState::Draft,
                StateWord::Submitted => NeedState::Submitted { at },
            },
            created: at,
            updated: at,
        };
        store::need::insert(tx, &need).await?;
        self.needs.insert(&entry.key, need.id);
        let doer = Doer::Person { person: author, organisation };
        self.event(at, doer, (SubjectKind::Need, need.id.to_string()));
        if entry.state == StateWord::Submitted {
            self.event(at, doer, (SubjectKind::Need, need.id.to_string())).kind = EventKind::Submitted;
        }
        Ok(())
    }
}

fn facts(entry: &SolutionEntry) -> SolutionFacts {
    SolutionFacts {
        name: entry.name.clone(),
        kind: entry.kind,
        provider: entry.provider.clone(),
        summary: entry.summary.clone(),
        description: entry.description.clone(),
        typical_needs: entry.typical_needs.clone(),
        capabilities: entry.capabilities.clone(),
        service_areas: entry.service_areas.clone(),
        tags: Vec::new(),
        integrations: entry.integrations.clone(),
        standards: entry.standards.clone(),
        information_class: entry.information_class,
        lifecycle: entry.lifecycle,
        licence: None,
        url: entry.url.clone(),
        as_written: AsWritten::default(),
    }
}

fn need_facts(entry: &NeedEntry) -> NeedFacts {
    NeedFacts {
        title: entry.title.clone(),
        text: entry.text.clone(),
        who: entry.who.clone(),
        how_often: entry.how_often.clone(),
        affected: entry.affected_number,
        wanted_effect: entry.wanted_effect.clone(),
        law: entry.law.clone(),
        service_area: entry.service_area.clone(),
        capabilities: entry.capabilities.clone(),
        on_behalf_of: entry.on_behalf_of.clone(),
        heard_at: entry.meeting.clone(),
        identity_reason: None,
    }
}

fn usage(entry: &UsageEntry, solution: SolutionId, organisation: OrganisationId, at: Instant) -> Usage {
    Usage {
        since: entry.since,
        reason: entry.reason.clone(),
        contact_role: entry.contact_role.clone(),
        ..Usage::new(UsageId::at(at), solution, organisation, entry.status)
    }
}
