//! Notices: who is told what, the page of them, and how often mail is wanted.
//!
//! A notice is written in the transaction of the event it tells, so none is lost and none tells what did not happen. It is
//! shown, and mailed, only as long as the person may read the record for the organisation it concerns. Nobody is told of
//! what they did themselves. Not here: sending mail (`mail`), and the sentences.

use domain::case::Tie;
use domain::event::{Doer, Event, EventKind, SubjectKind};
use domain::forum::MeetingState;
use domain::id::{NoticeId, OrganisationId, PersonId};
use domain::need::{Need, NeedState};
use domain::notice::{Frequency, Topic, shown_from};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::person::{Power, Role};
use domain::reminder::ReminderKind;
use store::Tx;
use store::event::NewEvent;
use store::notice::Notice;
use store::page::{Listed, Page};

use crate::error::AppError;
use crate::history::{self, HistoryEntry};
use crate::session::{Visitor, signed_in, standing};
use crate::{
    App, case, contract, forum, freshness, initiative, meeting, need, prioritisation, public_text, question,
    reminder, solution, solution_change, usage,
};

/// A notice as it is read.
#[derive(Debug, Clone)]
pub struct NoticeRow {
    /// The notice.
    pub notice: Notice,
    /// The record it is about.
    pub about: About,
    /// What happened; its event may tell more than the sentence does.
    pub entry: HistoryEntry,
}

/// The record that a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A need.
    Need {
        /// Its number.
        number: Number,
        /// Its title.
        title: String,
    },
    /// A solution.
    Solution {
        /// Its number.
        number: Number,
        /// Its name.
        name: String,
    },
    /// A contract.
    Contract {
        /// Its number.
        number: Number,
        /// What it is about.
        name: String,
    },
    /// A case.
    Case {
        /// Its number.
        number: Number,
        /// Its title.
        title: String,
    },
    /// An initiative.
    Initiative {
        /// Its number.
        number: Number,
        /// Its title.
        title: String,
    },
    /// A benefit that is to be measured.
    Benefit {
        /// The number of its initiative.
        number: Number,
        /// Its id, as text.
        id: String,
        /// What is measured.
        indicator: String,
    },
    /// A round of scoring.
    Round {
        /// Its id, as text.
        id: String,
        /// Its title.
        title: String,
    },
    /// A forum.
    Forum {
        /// Its id, as text.
        id: String,
        /// Its name.
        name: String,
    },
    /// A meeting of a forum.
    Meeting {
        /// Its id, as text.
        id: String,
        /// The forum's name.
        forum: String,
        /// On which day.
        day: jiff::civil::Date,
    },
    /// What somebody is to be reminded of.
    Reminder {
        /// What is to be done.
        kind: ReminderKind,
        /// By which day.
        day: jiff::civil::Date,
        /// In words, where somebody has written them.
        text: String,
        /// The record.
        about: Box<About>,
    },
    /// A collaboration.
    Collaboration {
        /// Its id, as text.
        id: String,
        /// Its name.
        name: String,
    },
    /// What a collaboration says to everybody.
    PublicText {
        /// Its id, as text.
        id: String,
        /// Its heading.
        title: String,
    },
    /// Somebody who asks to be let in to an organisation.
    Access {
        /// The organisation's id, as text.
        id: String,
        /// Its name.
        name: String,
    },
    /// The person's own account.
    Account,
}

/// Somebody to tell: who, as whose, and under which topic.
pub(crate) type Told = (PersonId, OrganisationId, Topic);

impl App {
    /// Writes the notices of an event. What is undone takes back what nobody has been told yet.
    pub(crate) async fn tell(&self, tx: &mut Tx, event: &NewEvent, sequence: i64) -> Result<(), AppError> {
        if event.kind == EventKind::SharingUndone {
            store::notice::take_back(tx, event.subject_kind, &event.subject, event.at).await?;
        }
        let mut told: Vec<Told> = match event.subject_kind {
            SubjectKind::Need => about_need(tx, event).await?,
            SubjectKind::Solution => about_solution(tx, event).await?,
            SubjectKind::Person => about_account(tx, event).await?,
            SubjectKind::Organisation => about_organisation(tx, event).await?,
            SubjectKind::Case => about_case(tx, event).await?,
            SubjectKind::Initiative => about_initiative(tx, event).await?,
            SubjectKind::Round => about_round(tx, event).await?,
            SubjectKind::Forum => about_forum(tx, event).await?,
            SubjectKind::Meeting => about_meeting(tx, event).await?,
            SubjectKind::Contract if event.kind == EventKind::ConfirmationAsked => {
                freshness::told(tx, event).await?
            }
            SubjectKind::Collaboration
            | SubjectKind::Portfolio
            | SubjectKind::Lesson
            | SubjectKind::Maturity
            | SubjectKind::Knowledge
            | SubjectKind::Goal
            | SubjectKind::Challenge
            | SubjectKind::Intervention
            | SubjectKind::Synonym
            | SubjectKind::View
            | SubjectKind::PublicText
            | SubjectKind::Contract
            | SubjectKind::Disposal
            | SubjectKind::Import => Vec::new(),
            SubjectKind::Reminder => reminder::told(tx, event.kind, &event.subject).await?,
        };
        if let Doer::Person { person, .. } = event.doer {
            told.retain(|(who, _, _)| *who != person);
        }
        self.keep_notices(tx, event, sequence, told).await
    }

    /// Writes notices for these, each person once.
    pub(crate) async fn keep_notices(
        &self,
        tx: &mut Tx,
        event: &NewEvent,
        sequence: i64,
        told: Vec<Told>,
    ) -> Result<(), AppError> {
        let at = shown_from(event.kind, event.at);
        let mut done: Vec<PersonId> = Vec::new();
        for (person, organisation, topic) in told {
            if done.contains(&person) {
                continue;
            }
            done.push(person);
            let notice = Notice {
                id: NoticeId::at(event.at),
                person,
                organisation,
                topic,
                event: sequence,
                subject_kind: event.subject_kind,
                subject: event.subject.clone(),
                at,
                read_at: None,
                mail_at: frequency(tx, person, topic).await?.mail_at(at),
                tries: 0,
            };
            store::notice::insert(tx, &notice).await?;
        }
        Ok(())
    }

    /// The notices of whoever is signed in that they may still read, latest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn notices(&self, visitor: &Visitor, page: Page) -> Result<Listed<NoticeRow>, AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.read().await?;
        let now = self.clock.now();
        let listed = store::notice::of_person(&mut tx, member.person, now, page).await?;
        let mut rows = Vec::new();
        for notice in listed.rows {
            rows.extend(readable(&mut tx, notice, now.day()).await?);
        }
        Ok(Listed { rows, total: listed.total })
    }

    /// Keeps that whoever is signed in has read every notice shown by now.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn read_notices(&self, visitor: &Visitor) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        store::notice::mark_read(&mut tx, member.person, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// How often whoever is signed in gets mail, topic by topic.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn notice_choices(&self, visitor: &Visitor) -> Result<Vec<(Topic, Frequency)>, AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.read().await?;
        let mut choices = Vec::new();
        for topic in Topic::ALL.iter().copied() {
            choices.push((topic, frequency(&mut tx, member.person, topic).await?));
        }
        Ok(choices)
    }

    /// Keeps how often whoever is signed in wants mail. What a topic does not let one choose is left as it is.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn choose_notices(
        &self,
        visitor: &Visitor,
        chosen: &[(Topic, Frequency)],
    ) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        for (topic, frequency) in chosen {
            if topic.choices().contains(frequency) {
                store::notice::choose(&mut tx, member.person, *topic, *frequency).await?;
            }
        }
        let doer = Doer::Person { person: member.person, organisation: member.organisation };
        self.session_event(&mut tx, doer, &member.person.to_string(), EventKind::NoticesChosen).await?;
        Ok(tx.commit().await?)
    }

    /// Ends mail about a topic for whoever the key was mailed to, without signing in.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown key, or a topic that is always told.
    pub async fn end_mail(&self, key: &str, topic: Topic) -> Result<(), AppError> {
        if !topic.choices().contains(&Frequency::Off) {
            return Err(AppError::NotFound);
        }
        let mut tx = self.db.write().await?;
        let person = store::notice::of_mail_key(&mut tx, key).await?.ok_or(AppError::NotFound)?;
        store::notice::choose(&mut tx, person, topic, Frequency::Off).await?;
        self.session_event(&mut tx, Doer::Anonymous, &person.to_string(), EventKind::NoticesChosen).await?;
        Ok(tx.commit().await?)
    }
}

pub(crate) async fn frequency(tx: &mut Tx, person: PersonId, topic: Topic) -> Result<Frequency, AppError> {
    let choices = store::notice::choices(tx, person).await?;
    let chosen = choices.into_iter().find(|(one, _)| *one == topic).map(|(_, frequency)| frequency);
    Ok(chosen.filter(|chosen| topic.choices().contains(chosen)).unwrap_or(topic.standard()))
}

/// A notice with what it tells, if the person may read that now.
pub(crate) async fn readable(
    tx: &mut Tx,
    notice: Notice,
    today: jiff::civil::Date,
) -> Result<Option<NoticeRow>, AppError> {
    let Some((member, _)) = standing(tx, notice.person, notice.organisation).await? else { return Ok(None) };
    let reader = Actor::Member(member);
    let Some(event) = store::event::at(tx, notice.event).await? else { return Ok(None) };
    let about = match (event.subject_kind, event.subject.parse()) {
        (SubjectKind::Reminder, Ok(id)) => reminder::in_notice(tx, id, notice.person, today).await?,
        _ => about(tx, &reader, &event).await?,
    };
    let Some(about) = about else { return Ok(None) };
    let entry = history::entry(tx, &reader, event).await?;
    Ok(entry.map(|entry| NoticeRow { notice, about, entry }))
}

/// The record that an event is about, for one who may read it now.
pub(crate) async fn about(tx: &mut Tx, reader: &Actor, event: &Event) -> Result<Option<About>, AppError> {
    Ok(match event.subject_kind {
        SubjectKind::Need => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = store::need::get(tx, id).await?;
            let seen = found.filter(|found| reader.may(Deed::Read, &need::subject(found)));
            seen.map(|need| About::Need { number: need.number, title: need.facts.title })
        }
        SubjectKind::Solution => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let Some(found) = store::solution::get(tx, id).await? else { return Ok(None) };
            let seen = solution::draft::reads(tx, reader, &found).await?;
            seen.then_some(About::Solution { number: found.number, name: found.facts.name })
        }
        SubjectKind::Collaboration => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = store::collaboration::get(tx, id).await?;
            found.map(|one| About::Collaboration { id: one.id.to_string(), name: one.name })
        }
        SubjectKind::Case => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = store::case::get(tx, id).await?;
            let seen = found.filter(|found| reader.may(Deed::Read, &case::subject(found)));
            seen.map(|case| About::Case { number: case.number, title: case.title })
        }
        SubjectKind::Initiative => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            about_one_initiative(tx, reader, id, event).await?
        }
        SubjectKind::Round => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = prioritisation::load(tx, reader, id).await.ok();
            found.map(|round| About::Round { id: round.id.to_string(), title: round.title })
        }
        SubjectKind::Forum => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = forum::load(tx, reader, id).await.ok();
            found.map(|forum| About::Forum { id: forum.id.to_string(), name: forum.name })
        }
        SubjectKind::Meeting => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = meeting::load(tx, reader, id).await.ok();
            found.map(|(meeting, forum)| About::Meeting {
                id: meeting.id.to_string(),
                forum: forum.name,
                day: meeting.day,
            })
        }
        SubjectKind::PublicText => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = public_text::load(tx, reader, id).await.ok();
            found.map(|(text, _)| About::PublicText { id: text.id.to_string(), title: text.words.title })
        }
        // What somebody is reminded of is between them and the reminder: see `readable`.
        SubjectKind::Reminder => None,
        SubjectKind::Person => Some(About::Account),
        SubjectKind::Organisation => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = store::organisation::get(tx, id).await?;
            let seen = found.filter(|one| reader.may(Deed::AdministerPeople, &Subject::of(one.id)));
            seen.map(|one| About::Access { id: one.id.to_string(), name: one.name })
        }
        SubjectKind::Contract => {
            let Ok(id) = event.subject.parse() else { return Ok(None) };
            let found = store::contract::get(tx, id).await?;
            let seen = found.filter(|found| reader.may(Deed::ReadContract, &contract::subject(found)));
            seen.map(|contract| About::Contract { number: contract.number, name: contract.facts.name })
        }
        SubjectKind::Portfolio
        | SubjectKind::Lesson
        | SubjectKind::Maturity
        | SubjectKind::Knowledge
        | SubjectKind::Goal
        | SubjectKind::Challenge
        | SubjectKind::Intervention
        | SubjectKind::Synonym
        | SubjectKind::View
        | SubjectKind::Disposal
        | SubjectKind::Import => None,
    })
}

/// Who writes the need is told of everything others do with it, who coordinates of what waits on them.
async fn about_need(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let Some(need) = store::need::get(tx, id).await? else { return Ok(Vec::new()) };
    let author = |topic| need.author.map(|person| (person, need.organisation, topic));
    Ok(match event.kind {
        EventKind::Submitted | EventKind::PublicationWished => {
            let mut told: Vec<Told> = author(Topic::MyNeeds).into_iter().collect();
            told.extend(coordinators(tx, need.organisation, Topic::Organisation).await?);
            told
        }
        EventKind::Commented => {
            let mut told = mentioned(tx, event).await?;
            told.extend(author(Topic::Comments));
            told
        }
        // What is written in a draft concerns its writer alone, who does it.
        EventKind::Edited | EventKind::CoverageChanged | EventKind::VerdictGiven if is_draft(&need) => {
            Vec::new()
        }
        EventKind::Edited
        | EventKind::CoverageChanged
        | EventKind::VerdictGiven
        | EventKind::VerdictTakenBack
        | EventKind::VoiceGiven
        | EventKind::VoiceTakenBack
        | EventKind::SharingChanged
        | EventKind::PublicationDeclined
        | EventKind::HandedOver
        | EventKind::Withdrawn
        | EventKind::Moved => author(Topic::MyNeeds).into_iter().collect(),
        _ => Vec::new(),
    })
}

const fn is_draft(need: &Need) -> bool {
    matches!(need.state, NeedState::Draft)
}

/// Who keeps the catalogue is told of comments on the organisation's solutions, of proposed typical needs and of wishes to make one
/// public, which a second person answers; whoever it concerns is told of what is said of an organisation's use.
async fn about_solution(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    if event.kind == EventKind::ConfirmationAsked {
        return freshness::told(tx, event).await;
    }
    let asked = question::told(tx, event).await?;
    let merges = solution_change::told(tx, event).await?;
    for told in [usage::told(tx, event).await?, solution::draft::told(tx, event).await?, asked, merges] {
        if !told.is_empty() {
            return Ok(told);
        }
    }
    let concerns_keepers =
        [EventKind::Commented, EventKind::TypicalNeedProposed, EventKind::PublicationWished];
    if !concerns_keepers.contains(&event.kind) {
        return Ok(Vec::new());
    }
    let is_comment = event.kind == EventKind::Commented;
    let topic = if is_comment { Topic::Comments } else { Topic::Organisation };
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let Some(solution) = store::solution::get(tx, id).await? else { return Ok(Vec::new()) };
    let mut told = if is_comment { mentioned(tx, event).await? } else { Vec::new() };
    if let Some(owner) = solution.owner {
        told.extend(catalogue_keepers(tx, owner).await?.into_iter().map(|person| (person, owner, topic)));
    }
    Ok(told)
}

/// Who keeps the catalogue of an organisation, but for those who merely administer it.
pub(crate) async fn catalogue_keepers(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<PersonId>, AppError> {
    let mut keepers = Vec::new();
    for role in Role::ALL.iter().filter(|role| role.can(Power::KeepCatalogue) && !role.can(Power::Administer))
    {
        let people = store::person::with_role(tx, organisation, *role).await?;
        keepers.extend(people.into_iter().map(|person| person.id));
    }
    Ok(keepers)
}

/// Whoever has something to do is told of that, whoever answers for a benefit when it is to be measured; those who asked hear when it is
/// used where they are and when it ends, and those who answer for something hear of what is decided.
async fn about_initiative(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let Some(initiative) = store::initiative::get(tx, id).await? else { return Ok(Vec::new()) };
    let changed = |field: &str| {
        let change = event.changes.iter().find(|change| change.field == field)?;
        change.after.clone()
    };
    Ok(match event.kind {
        EventKind::RolloutActionGiven => {
            let person: Option<PersonId> = changed("person").and_then(|id| id.parse().ok());
            let mut told = Vec::new();
            for rollout in store::rollout::of_initiative(tx, initiative.id).await? {
                let own = rollout.party.organisation;
                let has = |found: &[domain::rollout::RolloutAction]| {
                    found.iter().any(|action| action.initiative == initiative.id)
                };
                if let Some(person) = person
                    && has(&store::rollout::actions_of(tx, own, person).await?)
                {
                    told.push((person, own, Topic::Initiatives));
                }
            }
            told
        }
        EventKind::FollowUpDue => {
            let id = changed("benefit").and_then(|id| id.parse().ok());
            let benefit = match id {
                Some(id) => store::benefit::get(tx, id).await?,
                None => None,
            };
            let Some(benefit) = benefit else { return Ok(Vec::new()) };
            match benefit.owner {
                Some(owner) => vec![(owner, benefit.organisation, Topic::Initiatives)],
                // What nobody answers for is the coordinator's to hand out.
                None => coordinators(tx, benefit.organisation, Topic::Initiatives).await?,
            }
        }
        EventKind::GoDecided
        | EventKind::WentLive
        | EventKind::OldWayEnded
        | EventKind::InitiativeMoved
        | EventKind::InitiativeClosed
        | EventKind::Measured => {
            let mut told = Vec::new();
            for tied in store::case::needs(tx, initiative.case).await? {
                let need = store::need::get(tx, tied.need).await?;
                if let Some(need) = need.filter(|_| tied.tie == Tie::Joined)
                    && let Some(author) = need.author
                {
                    told.push((author, need.organisation, Topic::MyNeeds));
                }
            }
            let duties = store::initiative::duties(tx, initiative.id).await?;
            told.extend(
                duties
                    .into_iter()
                    .map(|(organisation, _, person)| (person, organisation, Topic::Initiatives)),
            );
            told
        }
        EventKind::Commented => mentioned(tx, event).await?,
        EventKind::Created => {
            let mut told = Vec::new();
            for rollout in store::rollout::of_initiative(tx, initiative.id).await? {
                told.extend(coordinators(tx, rollout.party.organisation, Topic::Organisation).await?);
            }
            told
        }
        _ => Vec::new(),
    })
}

/// An initiative, or the benefit in it that a notice asks to measure.
async fn about_one_initiative(
    tx: &mut Tx,
    reader: &Actor,
    id: domain::id::InitiativeId,
    event: &domain::event::Event,
) -> Result<Option<About>, AppError> {
    let Some(found) = initiative::by_id(tx, reader, id).await? else { return Ok(None) };
    if event.kind == EventKind::FollowUpDue {
        let named = event.changes.iter().find(|change| change.field == "benefit");
        let benefit = match named.and_then(|change| change.after.as_deref()?.parse().ok()) {
            Some(id) => store::benefit::get(tx, id).await?,
            None => None,
        };
        return Ok(benefit.map(|benefit| About::Benefit {
            number: found.number,
            id: benefit.id.to_string(),
            indicator: benefit.indicator,
        }));
    }
    Ok(Some(About::Initiative { number: found.number, title: found.title }))
}

/// Those who asked hear of every decision; those who decide next, that it waits on them; whoever looks after a need, that
/// others ask for it.
async fn about_case(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let Some(found) = store::case::get(tx, id).await? else { return Ok(Vec::new()) };
    let value = |field: &str| {
        let change = event.changes.iter().find(|change| change.field == field)?;
        change.after.as_deref().or(change.before.as_deref())
    };
    let named = match value("need") {
        Some(number) => store::need::by_number(tx, number).await?,
        None => None,
    };
    let mut told: Vec<Told> = Vec::new();
    match event.kind {
        EventKind::Decided => {
            for tied in store::case::needs(tx, id).await?.iter().filter(|tied| tied.tie == Tie::Joined) {
                let Some(need) = store::need::get(tx, tied.need).await? else { continue };
                told.extend(need.author.map(|person| (person, need.organisation, Topic::MyNeeds)));
                let voices = store::voice::of_need(tx, need.id).await?;
                told.extend(voices.iter().map(|voice| (voice.person, voice.organisation, Topic::MyNeeds)));
            }
            told.extend(
                case::waiters_of(tx, &found)
                    .await?
                    .into_iter()
                    .map(|(person, organisation)| (person, organisation, Topic::Organisation)),
            );
        }
        EventKind::RestEnded => {
            told.extend(coordinators(tx, found.organisation, Topic::Organisation).await?);
            let waiters = case::waiters_of(tx, &found).await?.into_iter();
            told.extend(waiters.map(|(person, organisation)| (person, organisation, Topic::Organisation)));
            told.extend(found.owner.map(|owner| (owner, found.organisation, Topic::MyNeeds)));
        }
        EventKind::NeedJoined | EventKind::NeedParted | EventKind::JoinWished | EventKind::JoinDeclined => {
            if let Some(need) = named {
                told.extend(need.author.map(|person| (person, need.organisation, Topic::MyNeeds)));
                told.extend(coordinators(tx, need.organisation, Topic::Organisation).await?);
            }
            told.extend(coordinators(tx, found.organisation, Topic::Organisation).await?);
        }
        EventKind::Commented => told.extend(mentioned(tx, event).await?),
        EventKind::Edited => {
            let owner = value("owner").and_then(|owner| owner.parse().ok());
            told.extend(owner.map(|owner| (owner, found.organisation, Topic::MyNeeds)));
        }
        _ => {}
    }
    Ok(told)
}

/// Those who score are told of a round that is opened for them and of one that is closed.
async fn about_round(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    if !matches!(event.kind, EventKind::Created | EventKind::RoundClosed) {
        return Ok(Vec::new());
    }
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let assessors = store::prioritisation::assessors(tx, id).await?;
    Ok(assessors.into_iter().map(|one| (one.person, one.organisation, Topic::Organisation)).collect())
}

/// Whoever is given a seat is told, and whoever is named when it is taken.
async fn about_forum(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    if event.kind != EventKind::SeatGiven {
        return Ok(Vec::new());
    }
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let seats = store::forum::seats(tx, id).await?;
    let named = named_person(event);
    let told = seats.into_iter().filter(|seat| Some(seat.person) == named);
    Ok(told.map(|seat| (seat.person, seat.organisation, Topic::Organisation)).collect())
}

/// Those who sit in a forum are told when a meeting is called, moved, called off or has minutes; whoever is given something to
/// do, of that.
async fn about_meeting(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let Some(meeting) = store::meeting::get(tx, id).await? else { return Ok(Vec::new()) };
    let named = named_person(event);
    let is_told = |person: PersonId| match event.kind {
        EventKind::Created | EventKind::Edited => true,
        EventKind::MeetingMoved => meeting.state != MeetingState::Running,
        EventKind::ActionGiven => Some(person) == named,
        _ => false,
    };
    let seats = store::forum::seats(tx, meeting.forum).await?;
    let told = seats.into_iter().filter(|seat| is_told(seat.person));
    Ok(told.map(|seat| (seat.person, seat.organisation, Topic::Organisation)).collect())
}

/// The person that an event names.
fn named_person(event: &NewEvent) -> Option<PersonId> {
    let change = event.changes.iter().find(|change| change.field == "person")?;
    change.after.as_deref()?.parse().ok()
}

/// Who administers an organisation is told of those who ask to be let in.
async fn about_organisation(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    if event.kind != EventKind::AccessWished {
        return Ok(Vec::new());
    }
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let people = store::person::with_role(tx, id, Role::Administrator).await?;
    Ok(people.into_iter().map(|person| (person.id, id, Topic::Organisation)).collect())
}

/// Roles given and taken by others, in an organisation where the person still has one.
async fn about_account(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    if !matches!(event.kind, EventKind::RoleGiven | EventKind::RoleTaken | EventKind::Moved) {
        return Ok(Vec::new());
    }
    let Ok(person) = event.subject.parse() else { return Ok(Vec::new()) };
    let acting_for = match event.doer {
        Doer::Person { organisation, .. } => Some(organisation),
        Doer::Operator | Doer::Anonymous => None,
    };
    let all = store::person::assignments(tx, person).await?;
    // Whoever has just been added learns it otherwise.
    let given = event.changes.iter().filter(|change| change.field == "role").count();
    if event.kind == EventKind::RoleGiven && all.len() == given {
        return Ok(Vec::new());
    }
    let there = all.iter().find(|one| Some(one.organisation) == acting_for).or(all.first());
    Ok(there.map(|one| (person, one.organisation, Topic::Account)).into_iter().collect())
}

async fn coordinators(
    tx: &mut Tx,
    organisation: OrganisationId,
    topic: Topic,
) -> Result<Vec<Told>, AppError> {
    let people = store::person::with_role(tx, organisation, Role::Coordinator).await?;
    Ok(people.into_iter().map(|person| (person.id, organisation, topic)).collect())
}

/// Those whom the comment of this event mentions.
async fn mentioned(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let Doer::Person { person, .. } = event.doer else { return Ok(Vec::new()) };
    let comment = store::comment::last_of(tx, person, event.subject_kind, &event.subject).await?;
    let mut told = Vec::new();
    for person in comment.map(|comment| comment.mentioned).unwrap_or_default() {
        // As whose they read it is settled when it is read; any organisation of theirs may be the one.
        for one in store::person::assignments(tx, person).await? {
            told.push((person, one.organisation, Topic::Comments));
        }
    }
    Ok(told)
}
