//! What a collaboration says to everybody, for those who write it: begin, write, wish to have shown, agree, take down and take up.
//!
//! Whoever coordinates in a member of the collaboration writes; what is shown takes two of them. Not here: what everybody reads
//! (`open_page`), and on which day that is (`domain::public_text`).

use domain::collaboration::Collaboration;
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CollaborationId, PersonId, PublicTextId};
use domain::instant::Instant;
use domain::notice::Topic;
use domain::permission::{Actor, Deed, Subject};
use domain::person::Role;
use domain::public_text::{
    PublicText, PublicTextKind, PublicTextRefusal, PublicTextState, PublicWords, ShowWish, address_of,
};
use domain::text::{NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX};
use jiff::civil::Date;
use store::event::NewEvent;
use store::{StoreError, Tx};

use crate::checked::Checked;
use crate::collaboration::confirmed_members;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::{self, HistoryEntry, doer};
use crate::notice::Told;
use crate::{App, initiative};

/// Most goals of a collaboration; more is a list that nobody remembers.
const GOALS_MAX: usize = 10;

/// What is sent of a text; fields that its kind has no use for are left out of account.
#[derive(Debug, Clone, Default)]
pub struct PublicTextInput {
    /// The heading.
    pub title: String,
    /// What it is about.
    pub lead: String,
    /// The rest.
    pub body: String,
    /// The day of an entry, or the first of the period.
    pub from: String,
    /// The last day of the period.
    pub until: String,
    /// Goals, one on a line.
    pub goals: String,
    /// Whom to ask.
    pub contact: String,
    /// How to join.
    pub join: String,
    /// Where more is to be read.
    pub link: String,
}

/// A text as those who write see it.
#[derive(Debug, Clone)]
pub struct PublicTextRow {
    /// The text.
    pub text: PublicText,
    /// Where it stands today.
    pub state: PublicTextState,
    /// Name of who wishes it to be shown.
    pub wished_by: Option<String>,
    /// Whether the reader is another, who can agree to that.
    pub may_agree: bool,
}

/// Everything that a collaboration writes for everybody.
#[derive(Debug, Clone)]
pub struct PublicDesk {
    /// Whose.
    pub collaboration: Collaboration,
    /// Its page, once begun.
    pub page: Option<PublicTextRow>,
    /// Entries and press releases, the latest day first.
    pub log: Vec<PublicTextRow>,
}

/// One text.
#[derive(Debug, Clone)]
pub struct PublicTextPage {
    /// Whose.
    pub collaboration: Collaboration,
    /// The text.
    pub row: PublicTextRow,
    /// What stands in the address of the collaboration's page, once that is begun.
    pub address: Option<String>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

impl App {
    /// What a collaboration writes for everybody.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown collaboration; [`AppError::Denied`] for who does not write for it.
    pub async fn public_desk(&self, actor: &Actor, id: CollaborationId) -> Result<PublicDesk, AppError> {
        let mut tx = self.db.read().await?;
        let collaboration = written_for(&mut tx, actor, id).await?;
        let (mut page, mut log) = (None, Vec::new());
        for text in store::public_text::of_collaboration(&mut tx, id).await? {
            let row = row(&mut tx, actor, text, self.clock.now().day()).await?;
            match row.text.kind {
                PublicTextKind::Page => page = Some(row),
                PublicTextKind::Entry | PublicTextKind::Press => log.push(row),
            }
        }
        log.sort_by_key(|row| std::cmp::Reverse((row.text.words.from, row.text.id)));
        Ok(PublicDesk { collaboration, page, log })
    }

    /// One text, with what is being written.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown one; [`AppError::Denied`] for who does not write for its collaboration.
    pub async fn read_public_text(
        &self,
        actor: &Actor,
        id: PublicTextId,
    ) -> Result<PublicTextPage, AppError> {
        let mut tx = self.db.read().await?;
        let (text, collaboration) = load(&mut tx, actor, id).await?;
        let page = store::public_text::page_of(&mut tx, collaboration.id).await?;
        let address = page.and_then(|page| page.address);
        let history = history::of(&mut tx, actor, SubjectKind::PublicText, &id.to_string()).await?;
        let row = row(&mut tx, actor, text, self.clock.now().day()).await?;
        Ok(PublicTextPage { collaboration, row, address, history })
    }

    /// Begins a text. Nobody else reads it yet.
    ///
    /// # Errors
    /// As [`App::public_desk`]; [`AppError::Invalid`] with everything that is wrong, or when the collaboration has its page already.
    pub async fn begin_public_text(
        &self,
        actor: &Actor,
        (collaboration, kind): (CollaborationId, PublicTextKind),
        input: PublicTextInput,
    ) -> Result<PublicText, AppError> {
        let mut tx = self.db.write().await?;
        let collaboration = written_for(&mut tx, actor, collaboration).await?;
        let now = self.clock.now();
        let words = self.public_words(kind, input)?;
        let address = match kind {
            PublicTextKind::Page => Some(free_address(&mut tx, &collaboration.name).await?),
            PublicTextKind::Entry | PublicTextKind::Press => None,
        };
        let text = PublicText {
            id: PublicTextId::at(now),
            version: 1,
            collaboration: collaboration.id,
            kind,
            address,
            words,
            shown: None,
            next: None,
            wish: None,
            withdrawn: None,
            created: now,
            updated: now,
        };
        match store::public_text::insert(&mut tx, &text).await {
            Err(StoreError::Taken) => return Err(AppError::invalid("title", FieldProblem::Taken)),
            done => done?,
        }
        let changes = changes(&PublicWords::default(), &text.words);
        self.about_public_text(&mut tx, actor, &text, (EventKind::Created, changes), Vec::new()).await?;
        tx.commit().await?;
        Ok(text)
    }

    /// Writes other words over the version that was read. What everybody reads stands; a wish to have the old words shown is no more.
    ///
    /// # Errors
    /// As [`App::begin_public_text`]; [`Refusal::ChangedMeanwhile`] when somebody else has written meanwhile.
    pub async fn write_public_text(
        &self,
        actor: &Actor,
        (id, version): (PublicTextId, i64),
        input: PublicTextInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = load(&mut tx, actor, id).await?;
        let words = self.public_words(before.kind, input)?;
        let words = PublicWords { is_fictional: before.words.is_fictional, ..words };
        let changes = changes(&before.words, &words);
        let after = PublicText { version, ..before }.written(words, self.clock.now());
        self.put_public_text(tx, actor, after, (EventKind::Edited, changes), Vec::new()).await
    }

    /// Wishes that what is being written be shown, from a day or as soon as another agrees. The others who can agree are told.
    ///
    /// # Errors
    /// As [`App::write_public_text`]; [`AppError::Invalid`] for a day that is none; [`Refusal::NothingNew`], [`Refusal::TakenDown`].
    pub async fn wish_public_text(
        &self,
        actor: &Actor,
        (id, version): (PublicTextId, i64),
        from: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, collaboration) = load(&mut tx, actor, id).await?;
        let mut checked = Checked::new(self.clock.now());
        let from = checked.day("show_from", 0, from);
        checked.done()?;
        let person = actor.member().ok_or(AppError::Denied)?.person;
        let wish = ShowWish { person, at: self.clock.now(), from };
        let after = PublicText { version, ..before }.wished(wish)?;
        let change = Change::between("show_from", "", &from.map(|day| day.to_string()).unwrap_or_default());
        let told = others_who_write(&mut tx, &collaboration, person).await?;
        let what = (EventKind::PublicationWished, change.into_iter().collect());
        self.put_public_text(tx, actor, after, what, told).await
    }

    /// Agrees to the wish, as another person than the one whose it is: from its day, everybody reads what was written.
    ///
    /// # Errors
    /// As [`App::write_public_text`]; [`Refusal::SamePerson`], [`Refusal::NothingToUndo`] where there is no wish.
    pub async fn agree_public_text(
        &self,
        actor: &Actor,
        (id, version): (PublicTextId, i64),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = load(&mut tx, actor, id).await?;
        let wisher = before.wish.map(|wish| wish.person);
        let (now, person) = (self.clock.now(), actor.member().map(|member| member.person));
        let after = PublicText { version, ..before }.agreed(person, now)?;
        let from = after.next.as_ref().or(after.shown.as_ref()).map(|shown| shown.from.to_string());
        let change = Change::between("show_from", "", &from.unwrap_or_default());
        let told = wished_by(&mut tx, wisher, &after).await?;
        let what = (EventKind::Published, change.into_iter().collect());
        self.put_public_text(tx, actor, after, what, told).await
    }

    /// Declines the wish, or takes it back.
    ///
    /// # Errors
    /// As [`App::write_public_text`]; [`Refusal::NothingToUndo`] where there is no wish.
    pub async fn decline_public_text(
        &self,
        actor: &Actor,
        (id, version): (PublicTextId, i64),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = load(&mut tx, actor, id).await?;
        let wisher = before.wish.map(|wish| wish.person);
        let after = PublicText { version, ..before }.declined(self.clock.now())?;
        let told = wished_by(&mut tx, wisher, &after).await?;
        self.put_public_text(tx, actor, after, (EventKind::PublicationDeclined, Vec::new()), told).await
    }

    /// Takes a text down: nobody reads it any more. That takes one person, because a mistake must not wait for another.
    ///
    /// # Errors
    /// As [`App::write_public_text`]; [`Refusal::TakenDown`] where it has been.
    pub async fn take_public_text_down(
        &self,
        actor: &Actor,
        (id, version): (PublicTextId, i64),
    ) -> Result<(), AppError> {
        self.move_public_text(actor, (id, version), PublicText::taken_down, EventKind::Withdrawn).await
    }

    /// Takes a text up again, as something being written.
    ///
    /// # Errors
    /// As [`App::write_public_text`]; [`Refusal::TakenDown`] where it was not taken down.
    pub async fn take_public_text_up(
        &self,
        actor: &Actor,
        (id, version): (PublicTextId, i64),
    ) -> Result<(), AppError> {
        self.move_public_text(actor, (id, version), PublicText::taken_up, EventKind::Restored).await
    }

    /// Takes a step that nobody is told of, over the version that was read.
    async fn move_public_text(
        &self,
        actor: &Actor,
        (id, version): (PublicTextId, i64),
        step: fn(PublicText, Instant) -> Result<PublicText, PublicTextRefusal>,
        kind: EventKind,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = load(&mut tx, actor, id).await?;
        let after = step(PublicText { version, ..before }, self.clock.now())?;
        self.put_public_text(tx, actor, after, (kind, Vec::new()), Vec::new()).await
    }

    async fn put_public_text(
        &self,
        mut tx: Tx,
        actor: &Actor,
        after: PublicText,
        what: (EventKind, Vec<Change>),
        told: Vec<Told>,
    ) -> Result<(), AppError> {
        match store::public_text::update(&mut tx, &after).await {
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            done => done?,
        }
        self.about_public_text(&mut tx, actor, &after, what, told).await?;
        Ok(tx.commit().await?)
    }

    async fn about_public_text(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        text: &PublicText,
        (kind, changes): (EventKind, Vec<Change>),
        told: Vec<Told>,
    ) -> Result<(), AppError> {
        let event = NewEvent {
            at: self.clock.now(),
            doer: doer(actor),
            subject_kind: SubjectKind::PublicText,
            subject: text.id.to_string(),
            kind,
            changes,
            import: None,
        };
        let sequence = store::event::append(tx, &event).await?;
        self.keep_notices(tx, &event, sequence, told).await
    }

    /// What was sent, if it can be kept.
    fn public_words(&self, kind: PublicTextKind, input: PublicTextInput) -> Result<PublicWords, AppError> {
        let mut checked = Checked::new(self.clock.now());
        let mut words = PublicWords {
            title: checked.required("title", 0, &input.title, TITLE_MAX),
            lead: checked.required("lead", 0, &input.lead, SHORT_MAX),
            body: checked.optional("body", 0, &input.body, NEED_TEXT_MAX),
            contact: checked.optional("contact", 0, &input.contact, SHORT_MAX),
            ..PublicWords::default()
        };
        match kind {
            PublicTextKind::Page => {
                words.from = checked.day("from", 0, &input.from);
                words.until = checked.day("until", 0, &input.until);
                if words.until.is_some_and(|until| words.from.is_some_and(|from| until < from)) {
                    checked.add("until", 0, FieldProblem::EndsTooEarly);
                }
                words.join = checked.optional("join", 0, &input.join, SHORT_MAX);
                let goals = input.goals.lines().map(str::trim).filter(|line| !line.is_empty());
                let goals = goals.map(|line| checked.optional("goals", 0, line, SHORT_MAX));
                words.goals = goals.collect();
                if words.goals.len() > GOALS_MAX {
                    checked.add("goals", 0, FieldProblem::TooMany);
                }
            }
            PublicTextKind::Entry | PublicTextKind::Press => {
                words.from = checked.required_day("from", 0, &input.from);
                words.link = checked.link("link", 0, &input.link);
                // A journalist who cannot ask anybody writes what is guessed.
                if kind == PublicTextKind::Press && words.contact.is_empty() {
                    checked.required("contact", 0, "", SHORT_MAX);
                }
            }
        }
        checked.done()?;
        Ok(words)
    }
}

/// Whether the actor writes for everybody in the name of a collaboration: whoever does that for one of its confirmed members.
pub(crate) async fn writes_for(tx: &mut Tx, actor: &Actor, id: CollaborationId) -> Result<bool, AppError> {
    match actor {
        Actor::Operator => Ok(true),
        Actor::Member(member) => Ok(actor.may(Deed::KeepPublicTexts, &Subject::of(member.organisation))
            && confirmed_members(tx, id).await?.contains(&member.organisation)),
        Actor::Anonymous => Ok(false),
    }
}

/// The collaboration, for who writes in its name.
async fn written_for(tx: &mut Tx, actor: &Actor, id: CollaborationId) -> Result<Collaboration, AppError> {
    let collaboration = store::collaboration::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if writes_for(tx, actor, id).await? { Ok(collaboration) } else { Err(AppError::Denied) }
}

/// A text, for who writes it. Who does not is not told that it is there.
pub(crate) async fn load(
    tx: &mut Tx,
    actor: &Actor,
    id: PublicTextId,
) -> Result<(PublicText, Collaboration), AppError> {
    let text = store::public_text::get(tx, id).await?.ok_or(AppError::NotFound)?;
    match written_for(tx, actor, text.collaboration).await {
        Ok(collaboration) => Ok((text, collaboration)),
        Err(AppError::Denied) => Err(AppError::NotFound),
        Err(error) => Err(error),
    }
}

async fn row(tx: &mut Tx, actor: &Actor, text: PublicText, today: Date) -> Result<PublicTextRow, AppError> {
    let wisher = text.wish.map(|wish| wish.person);
    let person = actor.member().map(|member| member.person);
    Ok(PublicTextRow {
        state: text.state(today),
        wished_by: initiative::name_of(tx, wisher).await?,
        may_agree: wisher.is_some() && wisher != person,
        text,
    })
}

/// Those who can agree: whoever coordinates in a member, but for the one who wishes it.
async fn others_who_write(
    tx: &mut Tx,
    collaboration: &Collaboration,
    wisher: PersonId,
) -> Result<Vec<Told>, AppError> {
    let mut told = Vec::new();
    for organisation in confirmed_members(tx, collaboration.id).await? {
        let people = store::person::with_role(tx, organisation, Role::Coordinator).await?;
        let others = people.into_iter().filter(|person| person.id != wisher);
        told.extend(others.map(|person| (person.id, organisation, Topic::Organisation)));
    }
    Ok(told)
}

/// Whose wish it was, in every member that the person writes for.
async fn wished_by(tx: &mut Tx, wisher: Option<PersonId>, text: &PublicText) -> Result<Vec<Told>, AppError> {
    let Some(wisher) = wisher else { return Ok(Vec::new()) };
    let members = confirmed_members(tx, text.collaboration).await?;
    let assignments = store::person::assignments(tx, wisher).await?;
    let there = assignments.into_iter().filter(|one| members.contains(&one.organisation));
    Ok(there.map(|one| (wisher, one.organisation, Topic::Organisation)).collect())
}

/// An address that no other page has.
async fn free_address(tx: &mut Tx, name: &str) -> Result<String, AppError> {
    let taken: Vec<String> =
        store::public_text::pages(tx).await?.into_iter().filter_map(|page| page.address).collect();
    let wanted = address_of(name);
    let numbered = (2..).map(|number: u32| format!("{wanted}-{number}"));
    let free = std::iter::once(wanted.clone()).chain(numbered).find(|address| !taken.contains(address));
    Ok(free.unwrap_or(wanted))
}

fn changes(before: &PublicWords, after: &PublicWords) -> Vec<Change> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        Change::between("headline", &before.title, &after.title),
        Change::between("ingress", &before.lead, &after.lead),
        Change::between("main_text", &before.body, &after.body),
        Change::between("day_from", &day(before.from), &day(after.from)),
        Change::between("day_until", &day(before.until), &day(after.until)),
        Change::between("goals", &before.goals.join("\n"), &after.goals.join("\n")),
        Change::between("ask", &before.contact, &after.contact),
        Change::between("join", &before.join, &after.join),
        Change::between("read_more", &before.link, &after.link),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl From<PublicTextRefusal> for AppError {
    fn from(refusal: PublicTextRefusal) -> Self {
        Self::Refused(match refusal {
            PublicTextRefusal::NothingNew => Refusal::NothingNew,
            PublicTextRefusal::NoWish => Refusal::NothingToUndo,
            PublicTextRefusal::SamePerson => Refusal::SamePerson,
            PublicTextRefusal::TakenDown => Refusal::TakenDown,
        })
    }
}
