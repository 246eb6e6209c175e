//! What every page shows around its content, and how dates, numbers and words are written in its language.

use app::session::Visitor;
use domain::id::OrganisationId;
use domain::instant::Instant;
use domain::person::Language;
use fluent::FluentValue;
use jiff::civil::{Date, Time};

use crate::Demo;
use crate::texts::Texts;
use crate::visitor::Look;

/// The frame of a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    texts: Texts,
    /// `auto`, `light` or `dark`.
    pub(crate) theme: &'static str,
    /// `tat` or `luftig`.
    pub(crate) density: &'static str,
    /// Name and title of who is signed in.
    pub(crate) person: Option<FramePerson>,
    /// Whether the content is fictional.
    pub(crate) demo: bool,
    /// This page's address, to come back to.
    pub(crate) here: String,
}

/// Who is signed in, as the header shows it.
#[derive(Debug, Clone)]
pub(crate) struct FramePerson {
    /// Name.
    pub(crate) name: String,
    /// Title and organisation.
    pub(crate) title: String,
    /// The organisation acted for, id and name, when the person can act for several.
    pub(crate) acts_for: Option<(OrganisationId, String)>,
    /// Notices that the person has not read.
    pub(crate) unread: i64,
    /// Whose draft the browser keeps; an id says nothing to others at the same computer.
    pub(crate) key: String,
}

impl Frame {
    pub(crate) fn new(look: &Look, visitor: &Visitor, demo: Demo, here: &str) -> Self {
        let demo = match demo {
            Demo::Fictional => true,
            Demo::No => false,
        };
        Self { demo, here: here.to_owned(), ..Self::outside(look) }.for_visitor(visitor)
    }

    /// The same frame for somebody else: who has just signed in.
    pub(crate) fn for_visitor(&self, visitor: &Visitor) -> Self {
        let person = visitor.signed_in.as_ref().map(|who| FramePerson {
            name: who.person.name.clone(),
            title: match who.title.as_str() {
                "" => who.organisation.clone(),
                title => format!("{}, {}", upper_first(title), who.organisation),
            },
            acts_for: (!who.organisations.is_empty())
                .then(|| visitor.actor.member().map(|member| (member.organisation, who.organisation.clone())))
                .flatten(),
            unread: who.unread,
            key: who.person.id.to_string(),
        });
        Self { person, ..self.clone() }
    }

    /// A frame without a visitor, for errors that come before one is known.
    pub(crate) fn outside(look: &Look) -> Self {
        let (theme, density) = (look.theme, look.density);
        Self { texts: look.texts, theme, density, person: None, demo: false, here: "/".to_owned() }
    }

    /// What mail is written with: a language and nothing else.
    pub(crate) fn of_mail(texts: Texts) -> Self {
        Self::outside(&Look { texts, theme: "auto", density: "tat" })
    }

    /// For whom the person writes, said beside what saves; nothing for who acts for one organisation alone.
    pub(crate) fn writes_for(&self) -> Option<String> {
        let (_, organisation) = self.person.as_ref()?.acts_for.as_ref()?;
        Some(self.t1("account-writes-for", "organisation", organisation))
    }

    /// The organisation that a form of this page is opened for, and is sent for whatever another tab has switched to.
    pub(crate) fn opened_for(&self) -> Option<OrganisationId> {
        self.person.as_ref()?.acts_for.as_ref().map(|(id, _)| *id)
    }

    /// The texts of the page's language.
    pub(crate) const fn texts(&self) -> Texts {
        self.texts
    }

    /// The code for `lang`.
    pub(crate) const fn lang(&self) -> &'static str {
        self.texts.language().code()
    }

    /// Whether the page is in Swedish.
    pub(crate) const fn swedish(&self) -> bool {
        matches!(self.texts.language(), Language::Swedish)
    }

    /// The text of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.texts.text(key)
    }

    /// The text of a key with one text filled in.
    pub(crate) fn t1(&self, key: &str, name: &str, value: &str) -> String {
        self.texts.text_with(key, &[(name, value.into())])
    }

    /// The text of a key with two texts filled in.
    pub(crate) fn t2(&self, key: &str, first: (&str, &str), second: (&str, &str)) -> String {
        self.texts.text_with(key, &[(first.0, first.1.into()), (second.0, second.1.into())])
    }

    /// The text of a key with a count filled in as `count`, and the same as a word (`word`) up to twelve.
    pub(crate) fn tn(&self, key: &str, count: i64) -> String {
        let word = self.count_word(count);
        self.texts.text_with(key, &[("count", FluentValue::from(count)), ("word", word.into())])
    }

    /// The text of one of our own words: `kind` and `e_service` give the key `kind-e-service`.
    pub(crate) fn word(&self, group: &str, code: &str) -> String {
        self.texts.text(&format!("{group}-{}", code.replace('_', "-")))
    }

    /// A sentence about one of our own words with one text filled in.
    pub(crate) fn word_with(&self, group: &str, code: &str, (name, value): (&str, &str)) -> String {
        self.t1(&format!("{group}-{}", code.replace('_', "-")), name, value)
    }

    /// A count in words up to twelve, then in digits; with a capital, because it begins headings.
    pub(crate) fn count_word(&self, count: i64) -> String {
        if (0..=12).contains(&count) {
            self.texts.text(&format!("number-{count}"))
        } else {
            self.number(count)
        }
    }

    /// A number with spaces between thousands, as both languages write it here.
    pub(crate) fn number(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut out = String::from(if number < 0 { "−" } else { "" });
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push('\u{a0}');
            }
            out.push(digit);
        }
        out
    }

    /// A day such as "9 november 2026".
    pub(crate) fn day(&self, day: Date) -> String {
        let month = self.texts.text(&format!("month-{}", day.month()));
        format!("{} {} {}", day.day(), month, day.year())
    }

    /// The Swedish day of a point in time.
    pub(crate) fn day_of(&self, at: Instant) -> String {
        self.day(at.day())
    }

    /// The Swedish day and time of a point in time, such as "9 november 2026 14.32".
    pub(crate) fn time_of(&self, at: Instant) -> String {
        format!("{} {}", self.day_of(at), clock(at.local().time()))
    }

    /// Names as a person lists them: "Skara, Vara och Götene".
    pub(crate) fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., last] => format!("{} {} {last}", head.join(", "), self.t("and")),
        }
    }

    /// The version that is shown in the footer.
    pub(crate) const fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// `true` when this page lies under a place in the menu.
    pub(crate) fn is_under(&self, place: &str) -> bool {
        let path = self.here.split(['?', '#']).next().unwrap_or_default();
        path == place || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// A time as people write it, such as "14.32".
pub(crate) fn clock(time: Time) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
}

/// A number of things as the texts count them.
pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// With a capital first letter.
pub(crate) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
