//! What everybody reads of a collaboration: its page with the state of things in numbers, its project log, and its press releases.
//!
//! Everything here is what the public may read, whoever asks: a reader who is signed in sees the same page. Not here: writing it
//! (`public_text`).

use domain::collaboration::Collaboration;
use domain::id::{CollaborationId, PublicTextId};
use domain::organisation::Organisation;
use domain::permission::Actor;
use domain::public_text::{PublicText, PublicTextKind, PublicWords, Shown};
use domain::text;
use jiff::civil::Date;
use store::Tx;
use store::need::NeedFilter;
use store::page::{Page, sort_key};
use store::solution::SolutionFilter;

use crate::collaboration::confirmed_members;
use crate::{App, AppError, Directory};

/// Entries on the page itself; the rest are in the log.
const LATEST: usize = 4;

/// A collaboration in the list of those that have a page.
#[derive(Debug, Clone)]
pub struct OpenRow {
    /// What stands in its address.
    pub address: String,
    /// Its name.
    pub name: String,
    /// What it claims.
    pub title: String,
    /// Its purpose.
    pub lead: String,
}

/// What one party has that everybody may read.
#[derive(Debug, Clone)]
pub struct Party {
    /// Who.
    pub organisation: Organisation,
    /// How many of its needs everybody reads.
    pub needs: i64,
    /// How many solutions it is known to use or try, among those that everybody reads.
    pub solutions: i64,
}

/// An entry of the log, or a press release.
#[derive(Debug, Clone)]
pub struct OpenEntry {
    /// Identity.
    pub id: PublicTextId,
    /// What it is.
    pub kind: PublicTextKind,
    /// The day that it is about.
    pub day: Date,
    /// Since which day everybody reads it as it stands.
    pub since: Date,
    /// What it says.
    pub words: PublicWords,
}

/// What a collaboration has written for everybody.
#[derive(Debug, Clone)]
pub struct OpenLog {
    /// What stands in its address.
    pub address: String,
    /// The collaboration.
    pub collaboration: Collaboration,
    /// What its page says.
    pub words: PublicWords,
    /// The whole log, latest first; press releases are part of it.
    pub entries: Vec<OpenEntry>,
    /// The last day on which something that is read here was shown or changed.
    pub updated: Date,
}

/// A collaboration's page: what it has written, and the state of things in numbers.
#[derive(Debug, Clone)]
pub struct OpenPage {
    /// What it has written.
    pub log: OpenLog,
    /// Its members, by name.
    pub parties: Vec<Party>,
    /// Its needs that everybody reads.
    pub needs: i64,
    /// Solutions that everybody reads, whoever has them.
    pub solutions: i64,
}

impl OpenLog {
    /// The entries that the page itself shows.
    #[must_use]
    pub fn latest(&self) -> &[OpenEntry] {
        &self.entries[..self.entries.len().min(LATEST)]
    }

    /// How many press releases there are.
    #[must_use]
    pub fn presses(&self) -> usize {
        self.entries.iter().filter(|entry| entry.kind == PublicTextKind::Press).count()
    }
}

/// Which entries of a log to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct LogFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Entries or press releases alone.
    pub kind: Option<PublicTextKind>,
    /// Of one year.
    pub year: Option<i16>,
    /// The oldest first.
    pub oldest_first: bool,
}

impl LogFilter {
    /// The entries that fit, in their order.
    #[must_use]
    pub fn of<'a>(&self, log: &'a [OpenEntry]) -> Vec<&'a OpenEntry> {
        let wanted = text::search_words(&self.search);
        let fits = |entry: &&OpenEntry| {
            let words = &entry.words;
            let said = text::search_words(&format!("{} {} {}", words.title, words.lead, words.body));
            self.kind.is_none_or(|kind| kind == entry.kind)
                && self.year.is_none_or(|year| year == entry.day.year())
                && wanted
                    .split_whitespace()
                    .all(|wanted| said.split_whitespace().any(|one| one.starts_with(wanted)))
        };
        let mut found: Vec<&OpenEntry> = log.iter().filter(fits).collect();
        if self.oldest_first {
            found.reverse();
        }
        found
    }
}

impl App {
    /// The collaborations that have a page that everybody reads today, by name.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn open_pages(&self) -> Result<Vec<OpenRow>, AppError> {
        let mut tx = self.db.read().await?;
        let mut rows = Vec::new();
        for page in store::public_text::pages(&mut tx).await? {
            let (Some(shown), Some(address)) = (page.on(self.clock.now().day()), &page.address) else {
                continue;
            };
            let Some(collaboration) = store::collaboration::get(&mut tx, page.collaboration).await? else {
                continue;
            };
            rows.push(OpenRow {
                address: address.clone(),
                name: collaboration.name,
                title: shown.words.title.clone(),
                lead: shown.words.lead.clone(),
            });
        }
        rows.sort_by_cached_key(|row| sort_key(&row.name));
        Ok(rows)
    }

    /// What a collaboration has written, as everybody reads it today. Nothing is counted for it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nobody has shown a page.
    pub async fn open_log(&self, address: &str) -> Result<OpenLog, AppError> {
        let mut tx = self.db.read().await?;
        let page = store::public_text::at(&mut tx, address).await?.ok_or(AppError::NotFound)?;
        let shown = page.on(self.clock.now().day()).cloned().ok_or(AppError::NotFound)?;
        let found = store::collaboration::get(&mut tx, page.collaboration).await?;
        self.written_of(&mut tx, page, found.ok_or(AppError::NotFound)?, shown).await
    }

    /// A collaboration's page as everybody reads it today.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nobody has shown one.
    pub async fn open_page(&self, address: &str) -> Result<OpenPage, AppError> {
        let log = self.open_log(address).await?;
        self.with_numbers(log).await
    }

    /// A collaboration's page as everybody will read it when what is being written is shown.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn preview_page(
        &self,
        page: &PublicText,
        collaboration: &Collaboration,
    ) -> Result<OpenPage, AppError> {
        let shown = Shown { words: page.words.clone(), from: self.clock.now().day() };
        let mut tx = self.db.read().await?;
        let log = self.written_of(&mut tx, page.clone(), collaboration.clone(), shown).await?;
        drop(tx);
        self.with_numbers(log).await
    }

    async fn written_of(
        &self,
        tx: &mut Tx,
        page: PublicText,
        collaboration: Collaboration,
        shown: Shown,
    ) -> Result<OpenLog, AppError> {
        let today = self.clock.now().day();
        let texts = store::public_text::of_collaboration(tx, page.collaboration).await?;
        let mut entries: Vec<OpenEntry> = texts.iter().filter_map(|text| entry(text, today)).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.day, entry.since, entry.id)));
        let updated = entries.iter().map(|entry| entry.since).chain([shown.from]).max();
        Ok(OpenLog {
            address: page.address.unwrap_or_default(),
            collaboration,
            updated: updated.unwrap_or(shown.from),
            words: shown.words,
            entries,
        })
    }

    async fn with_numbers(&self, log: OpenLog) -> Result<OpenPage, AppError> {
        let members: Vec<Organisation> = {
            let mut tx = self.db.read().await?;
            let directory = Directory::read(&mut tx).await?;
            let members = confirmed_members(&mut tx, log.collaboration.id).await?;
            members.into_iter().filter_map(|id| directory.organisation(id).cloned()).collect()
        };
        let (mut parties, mut needs) = (Vec::new(), 0);
        for organisation in members {
            let party = self.party(organisation).await?;
            needs += party.needs;
            parties.push(party);
        }
        parties.sort_by_cached_key(|party| {
            (party.organisation.population.is_none(), sort_key(&party.organisation.short_name))
        });
        let all = SolutionFilter::default();
        let solutions = self.list_solutions(&Actor::Anonymous, &all, Page::new(1, 1)).await?.total;
        Ok(OpenPage { log, parties, needs, solutions })
    }

    /// Counted as the lists count that each number opens, and so that nothing is counted that everybody may not read.
    async fn party(&self, organisation: Organisation) -> Result<Party, AppError> {
        let (public, one) = (&Actor::Anonymous, || Page::new(1, 1));
        let of = NeedFilter { organisation: Some(organisation.id), ..NeedFilter::default() };
        let needs = self.list_needs(public, &of, one()).await?.total;
        let of = SolutionFilter { used_by: Some(organisation.id), ..SolutionFilter::default() };
        let solutions = self.list_solutions(public, &of, one()).await?.total;
        Ok(Party { organisation, needs, solutions })
    }
}

/// What stands in the address of a collaboration's page, where everybody reads one.
pub(crate) async fn shown_of(
    tx: &mut Tx,
    id: CollaborationId,
    today: Date,
) -> Result<Option<String>, AppError> {
    let page = store::public_text::page_of(tx, id).await?;
    Ok(page.filter(|page| page.on(today).is_some()).and_then(|page| page.address))
}

fn entry(text: &PublicText, today: Date) -> Option<OpenEntry> {
    match text.kind {
        PublicTextKind::Page => None,
        PublicTextKind::Entry | PublicTextKind::Press => {
            let shown = text.on(today)?;
            let (id, kind, since) = (text.id, text.kind, shown.from);
            Some(OpenEntry { id, kind, day: shown.words.from?, since, words: shown.words.clone() })
        }
    }
}
