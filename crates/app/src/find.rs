//! One search over everything there are pages for, with what there is of each kind and of each organisation.
//!
//! Every word must stand in the same text, from its beginning; what has the words in its name comes first. Solutions and needs are found
//! in the register that is kept beside the index, so that what is indexed is found while the rest is still read. Everything else is
//! read from the database by the same statements and rules as its own list, and so is what the reader may see of it. Counts are of
//! exactly that. Deliberately not here: understanding a need (`matches`).

mod few;

use std::collections::BTreeMap;
use std::sync::PoisonError;

use domain::id::{ArticleId, BenefitId, ForumId, LessonId, MeetingId, OrganisationId, PersonId};
use domain::need::Need;
use domain::number::Number;
use domain::organisation::Organisation;
use domain::permission::{Actor, Visibility};
use domain::text;
use jiff::civil::Date;
use matching::{Key, Register};
use store::Tx;
use store::page::{Page, sort_key};

use crate::register::{self, Entry};
use crate::search::IndexState;
use crate::solution::SolutionRow;
use crate::{App, AppError, Directory};

/// Rows of each kind, where no kind is chosen.
pub const FIRST: u32 = 8;

/// What can be found, in the order that people meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundKind {
    /// Needs.
    Need,
    /// Solutions.
    Solution,
    /// Cases.
    Case,
    /// Initiatives.
    Initiative,
    /// Benefits.
    Benefit,
    /// Lessons.
    Lesson,
    /// Knowledge.
    Article,
    /// Contracts.
    Contract,
    /// Organisations.
    Organisation,
    /// Forums.
    Forum,
    /// Meetings of forums.
    Meeting,
    /// Series of key figures.
    Figure,
    /// Needs that are typical of a solution.
    TypicalNeed,
    /// People, by whoever administers them.
    Person,
}

impl FoundKind {
    /// Every kind, in its order.
    pub const ALL: [Self; 14] = [
        Self::Need,
        Self::Solution,
        Self::Case,
        Self::Initiative,
        Self::Benefit,
        Self::Lesson,
        Self::Article,
        Self::Contract,
        Self::Organisation,
        Self::Forum,
        Self::Meeting,
        Self::Figure,
        Self::TypicalNeed,
        Self::Person,
    ];
}

/// What to find.
#[derive(Debug, Clone, Default)]
pub struct FindQuestion {
    /// The words.
    pub search: String,
    /// Only of this kind.
    pub kind: Option<FoundKind>,
    /// Only of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Page of the chosen kind, from one, and its rows. Without a kind [`FIRST`] rows of each are given.
    pub page: Option<Page>,
}

/// Something that was found, with what its row says.
#[derive(Debug, Clone)]
pub enum FoundThing {
    /// A need.
    Need(Box<Need>),
    /// A solution with who uses it.
    Solution(Box<SolutionRow>),
    /// A case.
    Case(Number, String),
    /// An initiative.
    Initiative(Number, String),
    /// A benefit: what is measured, and of which initiative.
    Benefit(BenefitId, String, Number),
    /// A lesson.
    Lesson(LessonId, String),
    /// A piece of knowledge.
    Article(ArticleId, String),
    /// A contract: its number, name and supplier.
    Contract(Number, String, String),
    /// An organisation.
    Organisation(Box<Organisation>),
    /// A forum.
    Forum(ForumId, String),
    /// A meeting: of which forum, when and where.
    Meeting(MeetingId, String, Date, String),
    /// A series of key figures: its code, name and source.
    Figure(String, String, String),
    /// A need that is typical of a solution.
    TypicalNeed(Number, String, String),
    /// A person with title, in an organisation.
    Person(PersonId, String, String, Box<Organisation>),
}

/// Something that was found, with whose it is.
#[derive(Debug, Clone)]
pub struct FoundRow {
    /// What.
    pub thing: FoundThing,
    /// Short name of whose it is; empty for what nobody in particular has.
    pub organisation: String,
}

/// What was found of one kind.
#[derive(Debug, Clone)]
pub struct FoundSection {
    /// Which kind.
    pub kind: FoundKind,
    /// How many in all.
    pub total: i64,
    /// The first of them, or the page that was asked for.
    pub rows: Vec<FoundRow>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Each kind that there is something of.
    pub sections: Vec<FoundSection>,
    /// How many in all.
    pub total: i64,
    /// How many of each kind there are, whichever kind is chosen.
    pub kinds: Vec<(FoundKind, i64)>,
    /// How many of each organisation there are, whichever organisation is chosen; most first.
    pub organisations: Vec<(OrganisationId, String, i64)>,
    /// The words that were probably meant, where nothing was found.
    pub meant: Option<String>,
    /// How far the index has come.
    pub index: Option<IndexState>,
}

/// How much there is of each kind and organisation.
type Tally = BTreeMap<(FoundKind, Option<OrganisationId>), i64>;

/// The words of a search, each as it must stand in a text.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// As the register wants them.
    all: String,
    /// Each with a space before it.
    each: Vec<String>,
}

impl Words {
    fn of(search: &str) -> Self {
        let all = text::search_words(search);
        let each = all.split_whitespace().map(|word| format!(" {word}")).collect();
        Self { all, each }
    }

    /// Whether all are beginnings of words there; `words` are as [`text::search_words`] gives them.
    fn begin_in(&self, words: &str) -> bool {
        self.each.iter().all(|word| words.contains(word))
    }
}

impl App {
    /// Finds what the actor can see by the beginnings of words. No words find nothing.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn find(&self, actor: &Actor, question: &FindQuestion) -> Result<Found, AppError> {
        let words = Words::of(&question.search);
        if words.each.is_empty() {
            return Ok(Found { index: Some(self.index_state()), ..Found::default() });
        }
        // Before anything is read: whoever waits for the index must hold no connection that it needs.
        self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let few = few::all(&mut tx, &directory, actor, &words, &question.search, today).await?;
        let (mut tally, many) = self.many(&actor.visibility(), &words, question);
        for one in &few {
            *tally.entry((one.kind, one.organisation)).or_default() += 1;
        }
        let mut found = told(&tally, &directory, question);
        for section in &mut found.sections {
            let keys = many.iter().find(|(kind, _)| *kind == section.kind).map(|(_, keys)| keys.as_slice());
            section.rows = match keys {
                Some(keys) => load(&mut tx, &directory, (actor, today), (section.kind, keys), &words).await?,
                None => few::page(&few, section.kind, question, &words),
            };
        }
        if found.total == 0 {
            found.meant = self.meant(&actor.visibility(), &words);
        }
        found.index = Some(self.index_state());
        Ok(found)
    }

    /// What the registers have: how much, and the rows to load of each kind.
    fn many(
        &self,
        visibility: &Visibility,
        words: &Words,
        question: &FindQuestion,
    ) -> (Tally, Vec<(FoundKind, Vec<Key>)>) {
        let search = self.search();
        let registers = search.registers.read().unwrap_or_else(PoisonError::into_inner);
        let (mut tally, mut pages) = (Tally::new(), Vec::new());
        let kinds: [(FoundKind, &Register<Entry>); 3] = [
            (FoundKind::Need, &registers.needs),
            (FoundKind::Solution, &registers.solutions),
            (FoundKind::TypicalNeed, &registers.typical_needs),
        ];
        for (kind, register) in kinds {
            let mut found = register.find(&words.all, &[]);
            found.retain(|(_, entry)| visibility.allows(&entry.subject));
            for (_, entry) in &found {
                *tally.entry((kind, entry.subject.owner)).or_default() += 1;
            }
            let is_asked = |(_, entry): &(Key, &Entry)| {
                question.organisation.is_none_or(|organisation| entry.subject.owner == Some(organisation))
            };
            let found = found.into_iter().filter(is_asked);
            let ranked = found.map(|(key, entry)| (!words.begin_in(&entry.name), key, entry));
            pages.push((kind, first_named(ranked.collect(), question.page_of(kind))));
        }
        (tally, pages)
    }

    /// The words that were probably meant, of texts that the reader sees.
    fn meant(&self, visibility: &Visibility, words: &Words) -> Option<String> {
        let search = self.search();
        let registers = search.registers.read().unwrap_or_else(PoisonError::into_inner);
        let seen = |entry: &Entry| visibility.allows(&entry.subject);
        registers.solutions.meant(&words.all, seen).or_else(|| registers.needs.meant(&words.all, seen))
    }
}

impl FindQuestion {
    /// Which rows of a kind are shown.
    fn page_of(&self, kind: FoundKind) -> Page {
        self.page.filter(|_| self.kind == Some(kind)).unwrap_or_else(|| Page::new(1, FIRST))
    }
}

/// A page of what was found: names before mentions, then by name. Only what stands up to there is sorted.
fn first_named(mut found: Vec<(bool, Key, &Entry)>, page: Page) -> Vec<Key> {
    let size = page.size() as usize;
    let first = (page.number().saturating_sub(1) as usize).saturating_mul(size).min(found.len());
    let last = first.saturating_add(size).min(found.len());
    let order = |one: &(bool, Key, &Entry), other: &(bool, Key, &Entry)| {
        (one.0, &one.2.sort, one.1).cmp(&(other.0, &other.2.sort, other.1))
    };
    if last < found.len() {
        found.select_nth_unstable_by(last, order);
        found.truncate(last);
    }
    found.sort_unstable_by(order);
    found.into_iter().skip(first).map(|(_, key, _)| key).collect()
}

/// The counts as they are told. Each facet is counted with the other one chosen, and not itself.
fn told(tally: &Tally, directory: &Directory, question: &FindQuestion) -> Found {
    let mut found = Found::default();
    let (mut kinds, mut organisations) = (BTreeMap::new(), BTreeMap::new());
    for ((kind, organisation), count) in tally {
        let is_kind = question.kind.is_none_or(|asked| asked == *kind);
        let is_organisation = question.organisation.is_none_or(|asked| *organisation == Some(asked));
        if is_organisation {
            *kinds.entry(*kind).or_default() += count;
        }
        if let (true, Some(organisation)) = (is_kind, organisation) {
            *organisations.entry(*organisation).or_default() += count;
        }
        if is_kind && is_organisation {
            found.total += count;
        }
    }
    found.kinds = kinds.into_iter().collect();
    let shown = found.kinds.iter().filter(|(kind, _)| question.kind.is_none_or(|asked| asked == *kind));
    found.sections =
        shown.map(|(kind, total)| FoundSection { kind: *kind, total: *total, rows: Vec::new() }).collect();
    let named = organisations.into_iter().map(|(id, count)| (id, directory.short_name(id), count));
    found.organisations = named.collect();
    found.organisations.sort_by_cached_key(|(_, name, count)| (-count, sort_key(name)));
    found
}

/// The rows of what the registers gave. Permission is asked of each record again.
async fn load(
    tx: &mut Tx,
    directory: &Directory,
    (actor, today): (&Actor, Date),
    (kind, keys): (FoundKind, &[Key]),
    words: &Words,
) -> Result<Vec<FoundRow>, AppError> {
    let visibility = actor.visibility();
    let mut rows = Vec::with_capacity(keys.len());
    if kind == FoundKind::Need {
        for need in register::needs_of(tx, &visibility, keys).await? {
            let organisation = directory.short_name(need.organisation);
            rows.push(FoundRow { thing: FoundThing::Need(Box::new(need)), organisation });
        }
        return Ok(rows);
    }
    let found = register::solutions_of(tx, &visibility, keys).await?;
    if kind == FoundKind::Solution {
        for row in SolutionRow::all(tx, directory, (actor, today), found).await? {
            let organisation = row.solution.owner.map(|owner| directory.short_name(owner));
            let thing = FoundThing::Solution(Box::new(row));
            rows.push(FoundRow { thing, organisation: organisation.unwrap_or_default() });
        }
        return Ok(rows);
    }
    for solution in found {
        let organisation = solution.owner.map(|owner| directory.short_name(owner)).unwrap_or_default();
        let needs = &solution.facts.typical_needs;
        let is_found = |need: &&String| words.begin_in(&text::search_words(need));
        let need = needs.iter().find(is_found).or(needs.first()).cloned().unwrap_or_default();
        let thing = FoundThing::TypicalNeed(solution.number, solution.facts.name, need);
        rows.push(FoundRow { thing, organisation });
    }
    Ok(rows)
}
