//! The landscape of what organisations use: the matrix of areas, overlaps, gaps, likeness and contract windows.
//!
//! Everything is counted in memory over what the reader may see, so that a hidden solution moves no number. While the memory is being
//! filled nothing is counted: half a landscape would be a wrong one. What the counts mean says `domain::landscape`.

mod gap;
mod kept;
mod like;
mod matrix;
mod overlap;
mod window;

use std::collections::HashMap;
use std::sync::PoisonError;

use domain::collaboration::{Collaboration, MembershipState};
use domain::coverage::Coverage;
use domain::id::{CollaborationId, NeedId, OrganisationId};
use domain::instant::Instant;
use domain::landscape::{Stance, has_answered};
use domain::need::Need;
use domain::number::Number;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Visibility};
use domain::verdict::GivenVerdict;
use store::Tx;

use crate::search::Search;
use crate::{App, AppError, Directory};

pub use gap::{AreaGap, Behind, Gaps, UnmetNeed};
pub(crate) use kept::Kept;
pub use like::{Alike, LikenessPage};
pub use matrix::{Axis, Matrix, MatrixRow};
pub use overlap::{Overlap, Overlaps};
pub use window::{AreaContracts, ContractDay, ContractWindows, Counts, WITHIN_MONTHS};

/// Whose landscape, narrowed to what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LandscapeFilter {
    /// The members of this collaboration, instead of those that the reader co-operates with.
    pub collaboration: Option<CollaborationId>,
    /// Only organisations of the county with this code.
    pub county: String,
    /// Seen from this organisation, instead of the reader's own.
    pub own: Option<OrganisationId>,
    /// Only this group of service areas, by its Swedish name.
    pub group: String,
    /// Only this service area, by its code.
    pub area: String,
    /// Only this capability, by its code.
    pub capability: String,
}

/// Whose landscape it is, and how much of it is known.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The organisations: the own one first, then by name.
    pub organisations: Vec<OrganisationId>,
    /// From where it is seen; the first of the organisations.
    pub own: Option<OrganisationId>,
    /// Collaborations to choose from.
    pub collaborations: Vec<Collaboration>,
    /// How much has been said.
    pub answers: Answers,
}

/// What share of the organisations have answered, and how old what they said is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// How many have said something of a solution in what is shown.
    pub answered: usize,
    /// Of how many.
    pub of: usize,
    /// Solutions that something is said of.
    pub solutions: usize,
    /// How many of these were changed within a year.
    pub fresh: usize,
    /// When the one that has been unchanged for longest was changed.
    pub oldest: Option<Instant>,
}

/// A solution, as the landscape names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// `L-2026-0007`.
    pub number: Number,
    /// Its name.
    pub name: String,
    /// Who uses it, in the order of the ground.
    pub users: Vec<OrganisationId>,
}

/// Counted, or not yet.
#[derive(Debug, Clone)]
pub enum Counted<T> {
    /// The landscape.
    Done(Ground, T),
    /// What it is counted from is being read; so much of a hundred is.
    Reading(u8),
}

/// Days after which a solution that nobody has changed no longer counts as fresh.
const FRESH_DAYS: i64 = 365;

/// Counts how many answered, and how old it is.
#[derive(Debug)]
struct AnswersCount {
    said: Vec<usize>,
    fresh_from: Instant,
    answers: Answers,
}

impl AnswersCount {
    fn new(organisations: usize, now: Instant) -> Self {
        let answers = Answers { of: organisations, ..Answers::default() };
        Self { said: vec![0; organisations], fresh_from: now.days_before(FRESH_DAYS), answers }
    }

    fn count(&mut self, updated: Instant, said: &[(usize, Stance)]) {
        if said.is_empty() {
            return;
        }
        said.iter().for_each(|(column, _)| self.said[*column] += 1);
        self.answers.solutions += 1;
        self.answers.fresh += usize::from(updated >= self.fresh_from);
        self.answers.oldest = Some(self.answers.oldest.map_or(updated, |oldest| oldest.min(updated)));
    }

    fn answers(&self) -> Answers {
        let answered = self.said.iter().filter(|said| has_answered(**said)).count();
        Answers { answered, ..self.answers }
    }
}

/// What a landscape is counted over.
struct Asked {
    visibility: Visibility,
    directory: Directory,
    filter: LandscapeFilter,
    ground: Ground,
    /// How many people live in each of the organisations.
    people: Vec<u64>,
    now: Instant,
}

impl Asked {
    /// Whether there is an own organisation: it is the first then.
    fn has_own(&self) -> bool {
        self.ground.own.is_some()
    }

    fn organisations(&self, columns: impl IntoIterator<Item = usize>) -> Vec<OrganisationId> {
        columns.into_iter().map(|column| self.ground.organisations[column]).collect()
    }

    /// How many people live where these are, who are named once each.
    fn people(&self, columns: &[usize]) -> u64 {
        columns.iter().map(|column| self.people[*column]).sum()
    }

    /// Whether some areas are looked at and not all.
    fn is_narrowed(&self) -> bool {
        !self.filter.group.is_empty() || !self.filter.area.is_empty()
    }

    /// The numbers that the service areas have in memory.
    fn area_numbers(&self, kept: &Kept) -> Vec<u16> {
        let numbers = self.areas().filter_map(|area| kept.areas.get(area.code.as_str()));
        numbers.filter_map(|number| u16::try_from(number).ok()).collect()
    }

    /// The service areas that are looked at.
    fn areas(&self) -> impl Iterator<Item = &domain::service_area::ServiceArea> {
        let filter = &self.filter;
        self.directory.service_areas.iter().filter(|area| {
            (filter.group.is_empty() || area.group == filter.group)
                && (filter.area.is_empty() || area.code == filter.area)
        })
    }
}

impl App {
    /// Reads whose landscape it is and counts it, on a thread of its own: at its largest it takes some milliseconds.
    async fn counted<T: Send + 'static>(
        &self,
        actor: &Actor,
        filter: &LandscapeFilter,
        count: impl FnOnce(&Kept, &Asked) -> (Answers, T) + Send + 'static,
    ) -> Result<Counted<T>, AppError> {
        // Before anything is read: whoever waits for the index must hold no connection that it needs.
        if !self.freshen_index().await? {
            return Ok(Counted::Reading(self.index_state().percent().min(99)));
        }
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let ground = ground(&mut tx, &directory, actor, filter).await?;
        drop(tx);
        let (visibility, filter, now) = (actor.visibility(), filter.clone(), self.clock.now());
        let people = ground.organisations.iter().map(|id| directory.population(*id).map_or(0, u64::from));
        let people = people.collect();
        let mut asked = Asked { visibility, directory, filter, ground, people, now };
        let search = self.search();
        let counting = tokio::task::spawn_blocking(move || {
            let kept = search.landscape.read().unwrap_or_else(PoisonError::into_inner);
            let (answers, counted) = count(&kept, &asked);
            asked.ground.answers = answers;
            (asked.ground, counted)
        });
        let (ground, counted) = counting.await.map_err(|_| AppError::NotFound)?;
        Ok(Counted::Done(ground, counted))
    }
}

/// The organisations: the members of a collaboration, or the own one with those it co-operates with; for who is no member, all
/// that co-operate anywhere.
async fn ground(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    filter: &LandscapeFilter,
) -> Result<Ground, AppError> {
    let collaborations = store::collaboration::all(tx).await?;
    let member = actor.member();
    let mut chosen: Vec<OrganisationId> = match (filter.collaboration, member) {
        (None, Some(member)) => member.partners.iter().copied().chain([member.organisation]).collect(),
        (wanted, _) => {
            let mut chosen = Vec::new();
            for one in collaborations.iter().filter(|one| wanted.is_none_or(|wanted| wanted == one.id)) {
                let members = store::collaboration::members(tx, one.id).await?;
                let confirmed = members.iter().filter(|one| one.state == MembershipState::Confirmed);
                chosen.extend(confirmed.map(|one| one.organisation));
            }
            chosen
        }
    };
    chosen.sort_unstable();
    let own = filter.own.or_else(|| member.map(|member| member.organisation));
    // The directory has them by name.
    let mut organisations: Vec<OrganisationId> = directory
        .living()
        .filter(|one| one.kind != OrganisationKind::Supplier && chosen.binary_search(&one.id).is_ok())
        .filter(|one| {
            let is_there = filter.county.is_empty() || one.county_code.as_deref() == Some(&filter.county);
            is_there || Some(one.id) == own
        })
        .map(|one| one.id)
        .collect();
    let own = own.filter(|own| organisations.contains(own));
    organisations.sort_by_key(|id| Some(*id) != own);
    Ok(Ground { organisations, own, collaborations, answers: Answers::default() })
}

/// What has been said of solutions for needs.
#[derive(Debug, Default)]
pub(crate) struct SaidOfNeeds {
    verdicts: HashMap<NeedId, Vec<GivenVerdict>>,
    coverage: HashMap<NeedId, Vec<Coverage>>,
}

impl SaidOfNeeds {
    /// Of all needs.
    pub(crate) async fn read(tx: &mut Tx) -> Result<Self, AppError> {
        let mut said = Self::default();
        for given in store::verdict::all(tx).await? {
            said.verdicts.entry(given.need).or_default().push(given);
        }
        for (need, one) in store::coverage::all(tx).await? {
            said.coverage.entry(need).or_default().push(one);
        }
        Ok(said)
    }

    /// Of one need.
    pub(crate) async fn of(tx: &mut Tx, need: NeedId) -> Result<Self, AppError> {
        let everything = Actor::Operator.visibility();
        let verdicts = store::verdict::of_need(tx, &everything, need).await?;
        let coverage = store::coverage::of_need(tx, need).await?;
        Ok(Self { verdicts: [(need, verdicts)].into(), coverage: [(need, coverage)].into() })
    }
}

impl Search {
    /// Keeps needs with what was said of solutions for them.
    pub(crate) fn put_said(&self, needs: &[Need], said: &SaidOfNeeds) {
        let mut kept = self.landscape.write().unwrap_or_else(PoisonError::into_inner);
        for need in needs {
            let verdicts = said.verdicts.get(&need.id).map_or(&[][..], Vec::as_slice);
            let coverage = said.coverage.get(&need.id).map_or(&[][..], Vec::as_slice);
            kept.put_need(need, verdicts, coverage);
        }
    }
}
