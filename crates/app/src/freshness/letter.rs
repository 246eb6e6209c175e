//! One letter a month at most to whoever answers for facts that are due, and confirming them with what it carries, without signing in.
//!
//! What a letter carries is random; only its hash is kept. It opens the facts of the letter and nothing else, for the person it was written
//! to, until a day, and each fact in the version that the letter tells. Whatever has changed since is left as it is and told. Letters are
//! made once a day over all nodes, for everything that is due by then, so that nothing is missed when no node ran.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;

use domain::event::{Doer, EventKind, SubjectKind};
use domain::freshness::{FactId, LETTER_DAYS, LETTER_ROWS, Letter, LetterRow};
use domain::id::{LetterId, NodeId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::notice::Topic;
use domain::permission::Actor;
use store::Tx;

use super::{FactRow, Left, found, row};
use crate::notice::{catalogue_keepers, frequency};
use crate::session::{hash_of, random_token, standing};
use crate::{App, AppError, Directory};

/// The kind of a letter that asks for confirmations.
pub(crate) const KIND: &str = "confirm";
/// The hour in Sweden from which a new day's letters are made.
const HOUR: i8 = 7;

/// Where a fact of a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It can be confirmed.
    Waiting,
    /// It was confirmed by this letter, then.
    Confirmed(Instant),
    /// Somebody has changed or confirmed it since the letter was written.
    Changed,
    /// The person does not answer for it any more, or it is gone.
    NotYours,
}

/// A fact of a letter.
#[derive(Debug, Clone)]
pub struct LetterLine {
    /// Its place in the letter, from 0.
    pub place: usize,
    /// Where it stands.
    pub outcome: Outcome,
    /// What it says, for who answers for it still.
    pub row: Option<FactRow>,
}

/// What somebody who opens a letter's address is shown.
#[derive(Debug, Clone)]
pub enum LetterRead {
    /// The facts.
    Open {
        /// The name of whom it was written to.
        name: String,
        /// Until when it can be answered.
        expires: Instant,
        /// In the letter's order.
        lines: Vec<LetterLine>,
    },
    /// It leads nowhere: it is too old, or there is none such.
    Late,
    /// It was written to somebody else than who is signed in.
    Another,
}

/// The facts that are due, oldest first: as whose word, whoever is named, and which.
type Due = Vec<(OrganisationId, Option<PersonId>, FactId)>;

impl App {
    /// Writes to everybody who answers for something that is due, once a day over all nodes. Gives how many are written to.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn write_letters(&self) -> Result<usize, AppError> {
        if !self.freshen_index().await? {
            return Ok(0);
        }
        let now = self.clock.now();
        let due = self.all_due(now);
        if due.is_empty() {
            return Ok(0);
        }
        let mut tx = self.db.write().await?;
        // A holder that nobody is again, and never given back: whoever comes until then finds that the day's letters are made.
        let holder = NodeId::at(now).to_string();
        if !store::lease::take(&mut tx, "confirmation_letters", &holder, now, next_day(now)).await? {
            return Ok(0);
        }
        let month = month_of(now);
        let mut written = 0;
        for (person, facts) in by_person(&mut tx, due).await? {
            if store::freshness::has_letter(&mut tx, person, &month).await? {
                continue;
            }
            written += usize::from(self.ask_person(&mut tx, (person, &month), &facts).await?);
        }
        tx.commit().await?;
        Ok(written)
    }

    fn all_due(&self, now: Instant) -> Due {
        let search = self.search();
        let kept = search.freshness.read().unwrap_or_else(PoisonError::into_inner);
        let (everything, today) = (Actor::Operator.visibility(), now.day());
        let mut due: Vec<_> = kept.facts(&everything, today).filter(|fact| fact.said.is_due(today)).collect();
        due.sort_unstable_by_key(|fact| (fact.said.since(), fact.id));
        due.into_iter().map(|fact| (fact.organisation, fact.contact, fact.id)).collect()
    }

    /// Writes one letter; false where the person wants none, or nothing is left to ask.
    async fn ask_person(
        &self,
        tx: &mut Tx,
        (person, month): (PersonId, &str),
        facts: &[(OrganisationId, FactId)],
    ) -> Result<bool, AppError> {
        let now = self.clock.now();
        let mail_at = frequency(tx, person, Topic::Catalogue).await?.mail_at(now);
        let known = store::person::get(tx, person).await?;
        let (Some(mail_at), Some(known)) = (mail_at, known) else { return Ok(false) };
        let mut rows = Vec::new();
        for (organisation, fact) in facts {
            if rows.len() == LETTER_ROWS {
                break;
            }
            let Some((member, _)) = standing(tx, person, *organisation).await? else { continue };
            let actor = Actor::Member(member);
            let found = found(tx, *fact).await?;
            let due = found.filter(|found| found.said.is_due(now.day()) && found.may_confirm(&actor));
            let Some(due) = due else { continue };
            rows.push(LetterRow {
                place: rows.len(),
                fact: *fact,
                organisation: *organisation,
                version: due.version,
                answered: None,
            });
        }
        if rows.is_empty() {
            return Ok(false);
        }
        let token = random_token()?;
        let expires = now.days_before(-LETTER_DAYS);
        let letter = Letter { person, month: month.to_owned(), at: now, expires, rows };
        store::freshness::insert_letter(tx, &hash_of(&token), &letter).await?;
        let letter = store::letter::Letter {
            id: LetterId::at(now),
            kind: KIND.to_owned(),
            email: known.email,
            secret: token,
            mail_at: Some(mail_at),
            tries: 0,
        };
        store::letter::insert(tx, &letter).await?;
        let about = (SubjectKind::Person, person.to_string());
        self.keep_event(tx, Doer::Operator, about, EventKind::ConfirmationMailed, Vec::new()).await?;
        Ok(true)
    }

    /// What a letter asks, for whoever opens its address. Reading changes nothing.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn read_letter(&self, actor: &Actor, token: &str) -> Result<LetterRead, AppError> {
        let mut tx = self.db.read().await?;
        let letter = match self.open_letter(&mut tx, actor, token).await? {
            Ok(letter) => letter,
            Err(closed) => return Ok(closed),
        };
        let name = store::person::get(&mut tx, letter.person).await?.map(|person| person.name);
        let lines = lines(&mut tx, &letter, self.clock.now()).await?;
        Ok(LetterRead::Open { name: name.unwrap_or_default(), expires: letter.expires, lines })
    }

    /// Says that facts of a letter are right: those at these places, or all that wait. Whoever has the letter is taken for the person it
    /// was written to, and may do no more than this.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn confirm_by_letter(
        &self,
        actor: &Actor,
        token: &str,
        places: Option<&[usize]>,
    ) -> Result<LetterRead, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let letter = match self.open_letter(&mut tx, actor, token).await? {
            Ok(letter) => letter,
            Err(closed) => return Ok(closed),
        };
        let hash = hash_of(token);
        let chosen = letter.rows.iter().filter(|row| places.is_none_or(|places| places.contains(&row.place)));
        for line in chosen.filter(|row| row.answered.is_none()) {
            let Some((member, _)) = standing(&mut tx, letter.person, line.organisation).await? else {
                continue;
            };
            // The letter asked for what is due: what somebody else has confirmed meanwhile needs no second word.
            let is_due = found(&mut tx, line.fact).await?.is_some_and(|found| found.said.is_due(now.day()));
            if !is_due {
                continue;
            }
            let actor = Actor::Member(member);
            let done: Result<(), Left> = self.confirm_one(&mut tx, &actor, (line.fact, line.version)).await?;
            if done.is_ok() {
                store::freshness::answer_row(&mut tx, &hash, line.place, now).await?;
            }
        }
        tx.commit().await?;
        self.read_letter(actor, token).await
    }

    /// The letter, or what is shown in its place.
    async fn open_letter(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        token: &str,
    ) -> Result<Result<Letter, LetterRead>, AppError> {
        let letter = store::freshness::letter(tx, &hash_of(token)).await?;
        let Some(letter) = letter.filter(|letter| letter.expires > self.clock.now()) else {
            return Ok(Err(LetterRead::Late));
        };
        let is_another = actor.member().is_some_and(|member| member.person != letter.person);
        Ok(if is_another { Err(LetterRead::Another) } else { Ok(letter) })
    }
}

/// What a letter tells when it is mailed: to whom, and the facts that still wait; nothing where none does, where it is too late, or where
/// the person wants none by now.
pub(crate) async fn to_mail(
    tx: &mut Tx,
    (token, now): (&str, Instant),
) -> Result<Option<(PersonId, Instant, Vec<FactRow>)>, AppError> {
    let letter = store::freshness::letter(tx, &hash_of(token)).await?;
    let Some(letter) = letter.filter(|letter| letter.expires > now) else { return Ok(None) };
    if frequency(tx, letter.person, Topic::Catalogue).await?.mail_at(now).is_none() {
        return Ok(None);
    }
    let lines = lines(tx, &letter, now).await?;
    let waiting = lines.into_iter().filter(|line| line.outcome == Outcome::Waiting);
    let rows: Vec<FactRow> = waiting.filter_map(|line| line.row).collect();
    Ok((!rows.is_empty()).then_some((letter.person, letter.expires, rows)))
}

/// The facts of a letter as its person may see them today.
async fn lines(tx: &mut Tx, letter: &Letter, now: Instant) -> Result<Vec<LetterLine>, AppError> {
    let directory = Directory::read(tx).await?;
    let mut lines = Vec::with_capacity(letter.rows.len());
    for one in &letter.rows {
        let there = standing(tx, letter.person, one.organisation).await?;
        let row = match there {
            Some((member, _)) => row(tx, &directory, (&Actor::Member(member), now), one.fact).await?,
            None => None,
        };
        let row = row.filter(|row| row.may_confirm);
        let outcome = match (&row, one.answered) {
            (None, _) => Outcome::NotYours,
            (Some(_), Some(at)) => Outcome::Confirmed(at),
            (Some(row), None) if row.version != one.version || !row.said.is_due(now.day()) => {
                Outcome::Changed
            }
            (Some(_), None) => Outcome::Waiting,
        };
        lines.push(LetterLine { place: one.place, outcome, row });
    }
    Ok(lines)
}

/// Whom to write to about which facts, each person's oldest first.
async fn by_person(
    tx: &mut Tx,
    due: Due,
) -> Result<HashMap<PersonId, Vec<(OrganisationId, FactId)>>, AppError> {
    let mut keepers: HashMap<OrganisationId, Vec<PersonId>> = HashMap::new();
    let mut people: HashMap<OrganisationId, HashSet<PersonId>> = HashMap::new();
    let mut by_person: HashMap<PersonId, Vec<(OrganisationId, FactId)>> = HashMap::new();
    for (organisation, contact, fact) in due {
        if let Entry::Vacant(unknown) = people.entry(organisation) {
            let there = store::person::of_organisation(tx, organisation).await?;
            unknown.insert(there.into_iter().map(|(person, _)| person.id).collect());
            keepers.insert(organisation, catalogue_keepers(tx, organisation).await?);
        }
        let contact =
            contact.filter(|contact| people.get(&organisation).is_some_and(|all| all.contains(contact)));
        let asked = match &contact {
            Some(contact) => std::slice::from_ref(contact),
            None => keepers.get(&organisation).map_or(&[][..], Vec::as_slice),
        };
        for person in asked {
            by_person.entry(*person).or_default().push((organisation, fact));
        }
    }
    Ok(by_person)
}

/// `2026-11`, as clocks in Sweden have it.
fn month_of(now: Instant) -> String {
    let day = now.day();
    format!("{:04}-{:02}", day.year(), day.month())
}

/// When the next day's letters are made.
fn next_day(now: Instant) -> Instant {
    let tomorrow = now.day().tomorrow().ok();
    let at = tomorrow.and_then(|day| Instant::when_clocks_show(day.at(HOUR, 0, 0, 0)));
    at.unwrap_or_else(|| now.days_before(-1))
}
