//! What the demo's collaboration says to everybody: its page, its log, and one entry that waits for somebody to agree.

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{OrganisationId, PublicTextId};
use domain::instant::Instant;
use domain::public_text::{PublicText, PublicTextKind, PublicWords, ShowWish, Shown, address_of};
use jiff::civil::Date;
use serde::Deserialize;
use store::Tx;

use super::content::DemoContent;
use super::{Load, days_ago};
use crate::AppError;

#[derive(Debug, Clone, Deserialize)]
pub(super) struct PublicTextEntry {
    kind: PublicTextKind,
    collaboration: String,
    written_by: String,
    agreed_by: Option<String>,
    #[serde(default)]
    fictional: bool,
    /// The day of what has really happened.
    shown: Option<Date>,
    /// The day of what has not.
    #[serde(default)]
    days_ago: i64,
    title: String,
    lead: String,
    body: String,
    from: Option<Date>,
    until: Option<Date>,
    #[serde(default)]
    goals: Vec<String>,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    join: String,
}

impl DemoContent {
    /// The first key in what is said to everybody that refers to nothing: which text, and the key.
    pub(super) fn unknown_in_public_texts(&self) -> Option<(String, String)> {
        self.public_texts.iter().find_map(|entry| {
            let unknown = |key: &String| Some((format!("public text {}", entry.title), key.clone()));
            if !self.collaboration.collaborations.iter().any(|one| one.key == entry.collaboration) {
                return unknown(&entry.collaboration);
            }
            let people = [Some(&entry.written_by), entry.agreed_by.as_ref()];
            let is_known = |key: &&String| self.persons.iter().any(|person| person.key == **key);
            people.into_iter().flatten().find(|key| !is_known(key)).and_then(unknown)
        })
    }
}

impl<'a> Load<'a> {
    /// After collaborations and people.
    pub(super) async fn public_texts(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.public_texts {
            self.public_text(tx, entry).await?;
        }
        Ok(())
    }

    /// The organisation that a person works for.
    fn works_for(&self, key: &str) -> Result<OrganisationId, AppError> {
        let person = self.content.persons.iter().find(|person| person.key == key);
        self.organisation(&person.ok_or(AppError::NotFound)?.organisation)
    }

    async fn public_text(&mut self, tx: &mut Tx, entry: &'a PublicTextEntry) -> Result<(), AppError> {
        let wanted = self.content.collaboration.collaborations.iter();
        let name = wanted.into_iter().find(|one| one.key == entry.collaboration).map(|one| &one.name);
        let all = store::collaboration::all(tx).await?;
        let collaboration = all.into_iter().find(|one| Some(&one.name) == name).ok_or(AppError::NotFound)?;
        let at = match entry.shown {
            Some(day) => noon(day)?,
            None => days_ago(self.now, entry.days_ago, &entry.title),
        };
        let day = entry.shown.unwrap_or_else(|| at.day());
        let is_page = entry.kind == PublicTextKind::Page;
        let words = PublicWords {
            title: entry.title.clone(),
            lead: entry.lead.clone(),
            body: entry.body.clone(),
            from: if is_page { entry.from } else { Some(day) },
            until: entry.until,
            goals: entry.goals.clone(),
            contact: entry.contact.clone(),
            join: entry.join.clone(),
            link: String::new(),
            is_fictional: entry.fictional,
        };
        let writer = *self.people.get(entry.written_by.as_str()).ok_or(AppError::NotFound)?;
        let is_agreed = entry.agreed_by.is_some();
        let text = PublicText {
            id: PublicTextId::at(at),
            version: 1,
            collaboration: collaboration.id,
            kind: entry.kind,
            address: is_page.then(|| address_of(&collaboration.name)),
            shown: is_agreed.then(|| Shown { words: words.clone(), from: day }),
            next: None,
            wish: (!is_agreed).then_some(ShowWish { person: writer, at, from: None }),
            words,
            withdrawn: None,
            created: at,
            updated: at,
        };
        store::public_text::insert(tx, &text).await?;
        let about = || (SubjectKind::PublicText, text.id.to_string());
        let doer = |person, organisation| Doer::Person { person, organisation };
        let event = self.event(at, doer(writer, self.works_for(&entry.written_by)?), about());
        event.changes = Change::between("headline", "", &text.words.title).into_iter().collect();
        let (by, kind) = match &entry.agreed_by {
            Some(key) => (key, EventKind::Published),
            None => (&entry.written_by, EventKind::PublicationWished),
        };
        let person = *self.people.get(by.as_str()).ok_or(AppError::NotFound)?;
        let step = self.event(at, doer(person, self.works_for(by)?), about());
        step.kind = kind;
        step.changes = Change::between("show_from", "", &day.to_string()).into_iter().collect();
        Ok(())
    }
}

/// A moment in the middle of a day.
fn noon(day: Date) -> Result<Instant, AppError> {
    let at = jiff::tz::TimeZone::UTC.to_timestamp(day.at(11, 0, 0, 0));
    Ok(Instant::from(at.map_err(|_| AppError::NotFound)?))
}
