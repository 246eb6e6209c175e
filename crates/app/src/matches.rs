//! Matching a text: which solutions may meet the need, and who has a similar one.
//!
//! What a reader may not see is left out before anything is scored. The text itself is not kept.

use domain::id::{NeedId, SolutionId};
use domain::need::Need;
use domain::permission::{Actor, Deed};
use domain::solution::Solution;
use domain::text;
use domain::usage::Usage;
use jiff::civil::Date;
use matching::{Confidence, Hit, Key};
use store::Tx;

use crate::freshness::{self, EntryAge};
use crate::meaning::MeaningState;
use crate::memory::{self, AskedNeed, Taught};
use crate::search::{self, Asked, IndexState};
use crate::similar::{POINTED_AT, SimilarHit, pointed_at};
use crate::solution::Named;
use crate::usability::{self, Usable};
use crate::{App, AppError, Directory, question};

/// Most matches of one kind that are given.
pub const MATCHES_MAX: usize = 50;

/// A usage with the short name of its organisation.
#[derive(Debug, Clone)]
pub struct UsageRow {
    /// The usage.
    pub usage: Usage,
    /// Who.
    pub organisation: String,
}

/// A solution that may meet the need.
#[derive(Debug, Clone)]
pub struct SolutionMatch {
    /// The solution.
    pub solution: Solution,
    /// Its text as it was matched: the hit's passage points into it.
    pub text: String,
    /// Who uses it.
    pub usages: Vec<UsageRow>,
    /// Whether the reader can ask any of those.
    pub may_ask: bool,
    /// Why.
    pub hit: Hit,
    /// What verdicts on near needs have done to its place.
    pub taught: Option<Taught>,
    /// Whether the reader's organisation can use it.
    pub usable: Option<Usable>,
    /// What replaces it where it is retired, if the reader may see that.
    pub successor: Option<Named>,
    /// How old it is. It ranks nothing.
    pub age: EntryAge,
}

/// A need like this one.
#[derive(Debug, Clone)]
pub struct NeedMatch {
    /// The need.
    pub need: Need,
    /// Short name of its organisation.
    pub organisation: String,
    /// How the texts are alike.
    pub hit: Hit,
    /// How far the two point at the same solutions, 0 to 1.
    pub agreement: f32,
    /// Names of the solutions that both point at, what counts most first.
    pub shared: Vec<String>,
    /// Whether the actor may say that the own organisation has it too.
    pub may_join: bool,
    /// Whether that has been said.
    pub joined: bool,
}

/// What was found for a text.
#[derive(Debug, Clone)]
pub struct Matches {
    /// Best first.
    pub solutions: Vec<SolutionMatch>,
    /// Best first.
    pub needs: Vec<NeedMatch>,
    /// Whether the index had read everything.
    pub index: IndexState,
    /// Whether meanings were compared, or words alone.
    pub meaning: MeaningState,
}

impl Matches {
    /// What a page shows: solutions that may fit, after them a few that nobody can be sure of, and needs that are
    /// clearly alike. A list that is filled up with weak matches hides the good ones.
    #[must_use]
    pub fn clear_ones(mut self) -> Self {
        let best = self.solutions.first().map_or(0.0, |found| found.hit.score);
        let mut unsure = 0;
        self.solutions.retain(|found| {
            let is_unsure = found.hit.confidence == Confidence::Uncertain;
            unsure += usize::from(is_unsure);
            !is_unsure || (unsure <= UNSURE_SHOWN && found.hit.score >= CLEAR * best)
        });
        // Stable: each level keeps its order.
        self.solutions.sort_by_key(|found| found.hit.confidence == Confidence::Uncertain);
        let best = self.needs.iter().map(|found| found.hit.score).fold(0.0, f32::max);
        self.needs.retain(|found| {
            let hit = &found.hit;
            let speaks_alike = hit.reasons.len() >= WORDS_ALIKE && hit.score >= CLEAR * best;
            found.agreement >= CLEARLY_SAME || hit.confidence > Confidence::Uncertain || speaks_alike
        });
        self
    }
}

/// Solutions shown that nobody can be sure of.
const UNSURE_SHOWN: usize = 3;
/// Share of the best score that such a solution must reach.
const CLEAR: f32 = 0.4;
/// So many words that meet make two needs alike where too few needs are known to be sure of more.
const WORDS_ALIKE: usize = 2;
/// How far two needs must point at the same solutions to be similar whatever their words.
const CLEARLY_SAME: f32 = 0.5;

/// What to match.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The need in plain words.
    pub text: &'a str,
    /// Most solutions to give.
    pub solutions: usize,
    /// Most needs to give.
    pub needs: usize,
    /// A need that is not similar to itself.
    pub except: Option<NeedId>,
}

impl App {
    /// Matches a text over what the actor can see. An empty text matches nothing.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn matches(&self, actor: &Actor, question: Question<'_>) -> Result<Matches, AppError> {
        self.freshen_index().await?;
        let (solutions, needs) = (question.solutions.min(MATCHES_MAX), question.needs.min(MATCHES_MAX));
        let except = question.except;
        let text = text::clean(question.text);
        let asked = Asked { vector: self.meaning_of(&text).await, text };
        let (search, visibility, mean) = (self.search(), actor.visibility(), self.mean_of_needs());
        let finding = tokio::task::spawn_blocking(move || {
            // What the text points at is read from the same hits, so the catalogue is scored once.
            let wanted = if solutions == 0 { POINTED_AT } else { POINTED_AT.max(solutions + memory::MORE) };
            let hits = search.solutions(&visibility, &asked, wanted);
            let similar = if needs == 0 {
                Vec::new()
            } else {
                // One more, because the need itself may be among them.
                search.needs(&visibility, &asked, &pointed_at(&hits), mean.as_deref(), needs + 1)
            };
            let need = AskedNeed { text: &asked.text, except };
            let mut found = search.memory.lift(&visibility, need, hits);
            found.truncate(solutions);
            (found, similar)
        });
        let (found, similar) = finding.await.unwrap_or_default();
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let solutions = load_solutions(&mut tx, &directory, (actor, self.clock.now().day()), found).await?;
        let mut similar = load_needs(&mut tx, &directory, actor, similar, question.except).await?;
        similar.truncate(needs);
        Ok(Matches { solutions, needs: similar, index: self.index_state(), meaning: self.meaning_state() })
    }
}

/// Loads what the hits stand for. What was withdrawn since the index was read is left out: permission is
/// asked of the record itself, never of the index.
async fn load_solutions(
    tx: &mut Tx,
    directory: &Directory,
    (actor, today): (&Actor, Date),
    hits: Vec<(Hit, Option<Taught>)>,
) -> Result<Vec<SolutionMatch>, AppError> {
    let visibility = actor.visibility();
    let mut matches = Vec::with_capacity(hits.len());
    for (hit, taught) in hits {
        let Some(solution) = store::solution::get(tx, SolutionId::from_u128(hit.key.0)).await? else {
            continue;
        };
        if !visibility.allows(&crate::solution::subject(&solution)) {
            continue;
        }
        let usages = usage_rows(tx, directory, actor, solution.id).await?;
        let text = search::solution_text(&solution);
        let successor = crate::solution::successor(tx, actor, &solution).await?;
        let age = freshness::entry_age(tx, (actor, today), &solution).await?;
        let may_ask = actor.may(Deed::Comment, &crate::solution::subject(&solution))
            && usages.iter().any(|row| question::can_be_asked(actor, &row.usage));
        matches.push(SolutionMatch {
            text,
            usages,
            may_ask,
            hit,
            taught,
            successor,
            solution,
            usable: None,
            age,
        });
    }
    let asked: Vec<_> = matches.iter().map(|one| (&one.solution, one.usages.as_slice())).collect();
    let answers = usability::of_solutions(tx, directory, (actor, today), &asked).await?;
    matches.iter_mut().zip(answers).for_each(|(one, usable)| one.usable = usable);
    Ok(matches)
}

async fn load_needs(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    hits: Vec<SimilarHit>,
    except: Option<NeedId>,
) -> Result<Vec<NeedMatch>, AppError> {
    let visibility = actor.visibility();
    let mut matches = Vec::with_capacity(hits.len());
    for SimilarHit { hit, shared, agreement } in hits {
        let id = NeedId::from_u128(hit.key.0);
        let Some(need) = store::need::get(tx, id).await? else { continue };
        if except == Some(id) || !visibility.allows(&crate::need::subject(&need)) {
            continue;
        }
        let organisation =
            directory.organisation(need.organisation).map(|o| o.short_name.clone()).unwrap_or_default();
        let may_join = actor.member().is_some() && actor.may(Deed::JoinNeed, &crate::need::subject(&need));
        let joined = match actor.member() {
            Some(member) => store::voice::by(tx, need.id, member.organisation).await?.is_some(),
            None => false,
        };
        let shared = names_of(tx, actor, &shared).await?;
        matches.push(NeedMatch { organisation, hit, agreement, shared, need, may_join, joined });
    }
    Ok(matches)
}

/// Names of the solutions that both needs point at, those that the actor may see.
async fn names_of(tx: &mut Tx, actor: &Actor, keys: &[Key]) -> Result<Vec<String>, AppError> {
    let mut names = Vec::with_capacity(keys.len());
    for key in keys {
        let found = store::solution::get(tx, SolutionId::from_u128(key.0)).await?;
        let seen = found.filter(|found| actor.visibility().allows(&crate::solution::subject(found)));
        names.extend(seen.map(|seen| seen.facts.name));
    }
    Ok(names)
}

/// What the actor may see of a solution's usages, with the names of the organisations.
pub(crate) async fn usage_rows(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    solution: SolutionId,
) -> Result<Vec<UsageRow>, AppError> {
    let name = |usage: &Usage| directory.organisation(usage.organisation).map(|o| o.short_name.clone());
    let visibility = actor.visibility();
    let usages =
        store::usage::of_solution(tx, solution).await?.into_iter().filter_map(|u| visibility.of_usage(u));
    Ok(usages.map(|usage| UsageRow { organisation: name(&usage).unwrap_or_default(), usage }).collect())
}
