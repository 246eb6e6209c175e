//! What a collaboration says to everybody: its page, entries of its project log, and press releases.
//!
//! What is being written is never what everybody reads: somebody wishes it to be shown, from a day, and another person agrees to exactly
//! that. Until then, and until the day has come, what was agreed to before stands. Not here: who may (`permission`).

use jiff::civil::Date;

use crate::id::{CollaborationId, PersonId, PublicTextId};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// What a text is.
    PublicTextKind {
        /// The collaboration's page; there is one.
        Page = "page",
        /// A dated entry of the project log.
        Entry = "entry",
        /// A dated press release; it stands in the log too.
        Press = "press",
    }
}

/// What a text says. Fields that its kind has no use for are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PublicWords {
    /// The heading; on the page, what the collaboration claims.
    pub title: String,
    /// What it is about in a sentence or two; on the page, its purpose.
    pub lead: String,
    /// The rest, in paragraphs; on the page, where it stands today.
    pub body: String,
    /// The day of an entry; the first day of a collaboration's period.
    pub from: Option<Date>,
    /// The last day of the period.
    pub until: Option<Date>,
    /// What the collaboration wants to achieve.
    pub goals: Vec<String>,
    /// Whom to ask.
    pub contact: String,
    /// How another organisation joins.
    pub join: String,
    /// Where more is to be read.
    pub link: String,
    /// Whether it was made up for the demo.
    pub is_fictional: bool,
}

/// Words that two people have agreed to show.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Shown {
    /// The words.
    pub words: PublicWords,
    /// From which day everybody reads them.
    pub from: Date,
}

/// A wish that what is being written be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShowWish {
    /// Whose.
    pub person: PersonId,
    /// Since when.
    pub at: Instant,
    /// From which day; `None` as soon as another agrees.
    pub from: Option<Date>,
}

/// A text with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicText {
    /// Identity.
    pub id: PublicTextId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose.
    pub collaboration: CollaborationId,
    /// What it is.
    pub kind: PublicTextKind,
    /// What stands in addresses; the page alone has one, and keeps it.
    pub address: Option<String>,
    /// As it is being written.
    pub words: PublicWords,
    /// As everybody reads it.
    pub shown: Option<Shown>,
    /// What takes over on a later day.
    pub next: Option<Shown>,
    /// Who wishes what is being written to be shown.
    pub wish: Option<ShowWish>,
    /// When it was taken down.
    pub withdrawn: Option<Instant>,
    /// When it was begun.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

words! {
    /// Where a text stands.
    PublicTextState {
        /// Nobody but those who write it has read it.
        Draft = "draft",
        /// Somebody wishes it to be shown; another is to agree.
        Wished = "wished",
        /// Agreed to, for a later day.
        Scheduled = "scheduled",
        /// Everybody reads it.
        Shown = "shown",
        /// Everybody reads it, but what is being written differs.
        Changed = "changed",
        /// It was taken down.
        Withdrawn = "withdrawn",
    }
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicTextRefusal {
    /// What is being written is what everybody reads already.
    NothingNew,
    /// Nobody wishes it to be shown.
    NoWish,
    /// Whoever wishes it cannot agree to it too.
    SamePerson,
    /// It has been taken down, or has not.
    TakenDown,
}

impl PublicText {
    /// What everybody reads on a day.
    #[must_use]
    pub fn on(&self, today: Date) -> Option<&Shown> {
        if self.withdrawn.is_some() {
            return None;
        }
        let has_come = |shown: &&Shown| shown.from <= today;
        self.next.as_ref().filter(has_come).or_else(|| self.shown.as_ref().filter(has_come))
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn state(&self, today: Date) -> PublicTextState {
        if self.withdrawn.is_some() {
            return PublicTextState::Withdrawn;
        }
        if self.wish.is_some() {
            return PublicTextState::Wished;
        }
        if self.coming(today).is_some() {
            return PublicTextState::Scheduled;
        }
        match self.on(today) {
            Some(shown) if shown.words == self.words => PublicTextState::Shown,
            Some(_) => PublicTextState::Changed,
            None => PublicTextState::Draft,
        }
    }

    /// What will take over on a later day than this.
    #[must_use]
    pub fn coming(&self, today: Date) -> Option<&Shown> {
        let is_later = |shown: &&Shown| shown.from > today;
        self.next.as_ref().filter(is_later).or_else(|| self.shown.as_ref().filter(is_later))
    }

    /// With other words. A wish was for the words that stood there, so it is no more.
    #[must_use]
    pub fn written(self, words: PublicWords, now: Instant) -> Self {
        Self { words, wish: None, updated: now, ..self }
    }

    /// Wished to be shown.
    ///
    /// # Errors
    /// [`PublicTextRefusal::NothingNew`], [`PublicTextRefusal::TakenDown`].
    pub fn wished(self, wish: ShowWish) -> Result<Self, PublicTextRefusal> {
        if self.withdrawn.is_some() {
            return Err(PublicTextRefusal::TakenDown);
        }
        let latest = self.next.as_ref().or(self.shown.as_ref());
        if latest.is_some_and(|shown| shown.words == self.words) {
            return Err(PublicTextRefusal::NothingNew);
        }
        Ok(Self { wish: Some(wish), updated: wish.at, ..self })
    }

    /// Agreed to by another person. What everybody reads goes on until the day has come.
    ///
    /// # Errors
    /// [`PublicTextRefusal::NoWish`], [`PublicTextRefusal::SamePerson`].
    pub fn agreed(self, person: Option<PersonId>, now: Instant) -> Result<Self, PublicTextRefusal> {
        let wish = self.wish.ok_or(PublicTextRefusal::NoWish)?;
        if person == Some(wish.person) {
            return Err(PublicTextRefusal::SamePerson);
        }
        let today = now.day();
        let agreed =
            Shown { words: self.words.clone(), from: wish.from.filter(|day| *day > today).unwrap_or(today) };
        let before = self.on(today).cloned();
        let (shown, next) = if agreed.from > today { (before, Some(agreed)) } else { (Some(agreed), None) };
        Ok(Self { shown, next, wish: None, updated: now, ..self })
    }

    /// With the wish declined or taken back.
    ///
    /// # Errors
    /// [`PublicTextRefusal::NoWish`].
    pub fn declined(self, now: Instant) -> Result<Self, PublicTextRefusal> {
        self.wish.ok_or(PublicTextRefusal::NoWish)?;
        Ok(Self { wish: None, updated: now, ..self })
    }

    /// Taken down: nobody but those who write reads it any more. That takes one person, and at once.
    ///
    /// # Errors
    /// [`PublicTextRefusal::TakenDown`] where it has been.
    pub fn taken_down(self, now: Instant) -> Result<Self, PublicTextRefusal> {
        match self.withdrawn {
            Some(_) => Err(PublicTextRefusal::TakenDown),
            None => Ok(Self { withdrawn: Some(now), wish: None, updated: now, ..self }),
        }
    }

    /// Taken up again as something being written: showing it takes two people anew.
    ///
    /// # Errors
    /// [`PublicTextRefusal::TakenDown`] where it was not taken down.
    pub fn taken_up(self, now: Instant) -> Result<Self, PublicTextRefusal> {
        self.withdrawn.ok_or(PublicTextRefusal::TakenDown)?;
        Ok(Self { withdrawn: None, shown: None, next: None, updated: now, ..self })
    }
}

/// What a name is in an address: letters a–z, digits, and a hyphen between words.
#[must_use]
pub fn address_of(name: &str) -> String {
    let mut address = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'å' | 'ä' | 'à' | 'á' => address.push('a'),
            'ö' | 'ø' => address.push('o'),
            'é' | 'è' | 'ë' => address.push('e'),
            'ü' => address.push('u'),
            c if c.is_ascii_alphanumeric() => address.push(c),
            _ if address.ends_with('-') || address.is_empty() => {}
            _ => address.push('-'),
        }
    }
    let short: String = address.chars().take(60).collect();
    match short.trim_matches('-') {
        "" => "samverkan".to_owned(),
        address => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 9 November 2026 in Sweden, 14.32.
    const NOON: Instant = Instant::from_milliseconds(1_794_231_120_000);

    fn day(days: i64) -> Date {
        NOON.day().saturating_add(jiff::Span::new().days(days))
    }

    fn titled(title: &str) -> PublicWords {
        PublicWords { title: title.to_owned(), ..PublicWords::default() }
    }

    fn text() -> PublicText {
        PublicText {
            id: PublicTextId::at(NOON),
            version: 1,
            collaboration: CollaborationId::at(NOON),
            kind: PublicTextKind::Entry,
            address: None,
            words: titled("Första"),
            shown: None,
            next: None,
            wish: None,
            withdrawn: None,
            created: NOON,
            updated: NOON,
        }
    }

    fn title_on(text: &PublicText, days: i64) -> Option<&str> {
        text.on(day(days)).map(|shown| shown.words.title.as_str())
    }

    #[test]
    fn it_takes_two_to_show_a_text_and_what_was_shown_stands_until_the_day_has_come() {
        let (one, two) = (PersonId::at(NOON), PersonId::at(NOON));
        let wish = |from| ShowWish { person: one, at: NOON, from };
        assert_eq!(text().agreed(Some(two), NOON), Err(PublicTextRefusal::NoWish));
        let wished = text().wished(wish(None)).unwrap();
        assert_eq!(wished.state(day(0)), PublicTextState::Wished);
        assert_eq!(title_on(&wished, 0), None);
        assert_eq!(wished.clone().agreed(Some(one), NOON), Err(PublicTextRefusal::SamePerson));
        let shown = wished.agreed(Some(two), NOON).unwrap();
        assert_eq!((title_on(&shown, 0), title_on(&shown, -1)), (Some("Första"), None));
        assert_eq!(shown.state(day(0)), PublicTextState::Shown);
        assert_eq!(shown.clone().wished(wish(None)), Err(PublicTextRefusal::NothingNew));

        let changed = shown.written(titled("Andra"), NOON);
        assert_eq!(changed.state(day(0)), PublicTextState::Changed);
        assert_eq!(title_on(&changed, 0), Some("Första"));
        let later = changed.wished(wish(Some(day(7)))).unwrap().agreed(Some(two), NOON).unwrap();
        assert_eq!(later.state(day(0)), PublicTextState::Scheduled);
        assert_eq!((title_on(&later, 6), title_on(&later, 7)), (Some("Första"), Some("Andra")));
        assert_eq!(later.state(day(7)), PublicTextState::Shown);
    }

    #[test]
    fn a_wish_is_for_the_words_that_stood_there() {
        let wish = ShowWish { person: PersonId::at(NOON), at: NOON, from: None };
        let rewritten = text().wished(wish).unwrap().written(titled("Annat"), NOON);
        assert_eq!(rewritten.agreed(None, NOON), Err(PublicTextRefusal::NoWish));
    }

    #[test]
    fn what_is_taken_down_is_gone_at_once_and_takes_two_to_come_back() {
        let wish = ShowWish { person: PersonId::at(NOON), at: NOON, from: None };
        let down = text().wished(wish).unwrap().agreed(None, NOON).unwrap().taken_down(NOON).unwrap();
        assert_eq!(title_on(&down, 0), None);
        assert_eq!(down.clone().wished(wish), Err(PublicTextRefusal::TakenDown));
        let up = down.taken_up(NOON).unwrap();
        assert_eq!((title_on(&up, 0), up.state(day(0))), (None, PublicTextState::Draft));
        assert!(up.wished(wish).is_ok());
    }

    #[test]
    fn addresses_hold_nothing_that_an_address_cannot() {
        for (name, address) in [
            ("Västra Skaraborgs samverkan", "vastra-skaraborgs-samverkan"),
            ("  V6 & Göliska!  ", "v6-goliska"),
            ("???", "samverkan"),
        ] {
            assert_eq!(address_of(name), address);
        }
    }
}
