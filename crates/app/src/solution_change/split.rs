//! An entry of two things is parted: a new entry is made, and what is chosen goes along. The rest stays.

use domain::event::EventKind;
use domain::id::{OrganisationId, SolutionId};
use domain::number::{Number, Series};
use domain::permission::Actor;
use domain::solution::{Lineage, Solution};
use domain::solution_change::{Relation, SolutionDeed};
use domain::text::{DESCRIPTION_MAX, TITLE_MAX};

use super::{Done, about};
use crate::checked::Checked;
use crate::solution::keep::{kept, save};
use crate::{App, AppError, Refusal, changes};

/// Longest summary, in characters.
const SUMMARY_MAX: usize = 1_000;

/// The part that becomes an entry of its own, and what goes along with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SplitInput {
    /// What it is called.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Full text.
    pub description: String,
    /// Organisations whose use is of the part.
    pub usages: Vec<OrganisationId>,
    /// Typical needs that are the part's.
    pub typical_needs: Vec<String>,
    /// Capabilities that are the part's.
    pub capabilities: Vec<String>,
    /// Service areas that are the part's.
    pub service_areas: Vec<String>,
}

impl App {
    /// Makes a part of an entry one of its own.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] with everything that cannot be kept;
    /// [`Refusal::ChangedMeanwhile`] when it is not as it was shown.
    pub async fn split_solution(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        input: &SplitInput,
    ) -> Result<Solution, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let before = kept(&mut tx, actor, number).await?;
        let mut checked = Checked::new(now);
        let name = checked.required("name", 0, &input.name.replace(['\n', '\t'], " "), TITLE_MAX);
        let summary = checked.optional("summary", 0, &input.summary, SUMMARY_MAX);
        let description = checked.optional("description", 0, &input.description, DESCRIPTION_MAX);
        checked.done()?;
        if before.version != version || before.withdrawn.is_some() {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let (mut rest, mut facts) = (before.clone(), before.facts.clone());
        rest.updated = now;
        (facts.name, facts.summary, facts.description) = (name, summary, description);
        facts.as_written = Default::default();
        for (all, going, stays) in [
            (&mut facts.typical_needs, &input.typical_needs, &mut rest.facts.typical_needs),
            (&mut facts.capabilities, &input.capabilities, &mut rest.facts.capabilities),
            (&mut facts.service_areas, &input.service_areas, &mut rest.facts.service_areas),
        ] {
            all.retain(|one| going.contains(one));
            stays.retain(|one| !going.contains(one));
        }
        let part = Solution {
            id: SolutionId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Solution, now.year()).await?,
            facts,
            source_key: None,
            created: now,
            updated: now,
            lineage: Lineage::default(),
            ..before.clone()
        };
        store::solution::insert(&mut tx, &part).await?;
        save(&mut tx, &rest).await?;
        let mut moves = Vec::new();
        for thing in store::solution_change::related(&mut tx, Relation::Usage, before.id).await? {
            let goes = input.usages.iter().any(|one| one.to_string() == thing.record);
            if goes && store::solution_change::give(&mut tx, &thing, (before.id, part.id)).await? {
                moves.push(thing);
            }
        }
        let done = Done { deed: SolutionDeed::Split, before: &before, after: &rest, other: Some(part.id) };
        self.keep_change(&mut tx, actor, &done, &moves).await?;
        let mut changed = changes::of_solution(&before, &rest);
        changed.extend(about("part", &part));
        self.solution_event(&mut tx, actor, &before, (EventKind::Split, changed)).await?;
        self.solution_event(&mut tx, actor, &part, (EventKind::Split, about("part_of", &before))).await?;
        tx.commit().await?;
        Ok(part)
    }
}
