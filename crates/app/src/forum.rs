//! Forums: who keeps one, who sits there with what mandate, and what waits for it.
//!
//! Not here: meetings and what is decided there (`meeting`).

use domain::case::{Case, CaseState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::forum::{Forum, ForumSeat, ItemState, MeetingState, Seat, Voting};
use domain::id::{CollaborationId, ForumId, OrganisationId, PersonId};
use domain::permission::{Actor, Deed, Member, Subject};
use domain::person::Role;
use domain::process::{Decider, Level, Process};
use domain::sharing::Sharing;
use domain::text::{self, NEED_TEXT_MAX, TITLE_MAX};
use store::Tx;
use store::case::{CaseFilter, CaseSort};
use store::page::Page;

use crate::collaboration::{self, confirmed_members};
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::history::{HistoryEntry, doer};
use crate::meeting::{ActionRow, MeetingRow};
use crate::{App, Directory, case, history, meeting, process};

/// Most cases to look through for what waits.
const CASES_MAX: u32 = 200;
/// Highest number of organisations that a rule can ask for.
const QUORUM_MAX: u32 = 300;

/// What whoever keeps a forum says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumInput {
    /// What it is called.
    pub name: String,
    /// What the process calls who decides there; the name where nothing is said.
    pub body: String,
    /// What it may decide.
    pub mandate: String,
    /// How it decides when it does not agree.
    pub voting: Voting,
    /// How many organisations must be there.
    pub quorum: u32,
    /// Whether it is the collaboration's; else the organisation's own. Asked when it is begun.
    pub jointly: bool,
}

/// Somebody who sits in a forum, with names.
#[derive(Debug, Clone)]
pub struct SeatRow {
    /// The seat.
    pub seat: ForumSeat,
    /// Name.
    pub name: String,
    /// Short name of the organisation.
    pub organisation: String,
}

/// A case that waits for a forum.
#[derive(Debug, Clone)]
pub struct DueCase {
    /// The case.
    pub case: Case,
    /// The version of the process that it is on.
    pub process: Process,
    /// Short name of the organisation that keeps it.
    pub organisation: String,
    /// Whether it should have been decided by now.
    pub is_late: bool,
}

/// A forum in a list.
#[derive(Debug, Clone)]
pub struct ForumRow {
    /// The forum.
    pub forum: Forum,
    /// Short name of who keeps it.
    pub organisation: String,
    /// How many sit there.
    pub seats: usize,
    /// The meeting that is held now or comes next.
    pub next: Option<domain::forum::Meeting>,
    /// How many cases wait for it.
    pub waiting: usize,
}

/// A forum as its page shows it.
#[derive(Debug, Clone)]
pub struct ForumPage {
    /// The forum.
    pub forum: Forum,
    /// Short name of who keeps it.
    pub organisation: String,
    /// Who sits there.
    pub seats: Vec<SeatRow>,
    /// Latest first.
    pub meetings: Vec<MeetingRow>,
    /// What waits for it, what is late first.
    pub due: Vec<DueCase>,
    /// Other matters that its last meeting put off.
    pub put_off: Vec<String>,
    /// What its meetings have given somebody to do and is not done, first what is due first.
    pub actions: Vec<ActionRow>,
    /// Whether the reader keeps it.
    pub may_keep: bool,
    /// Whether the reader may call meetings.
    pub may_call: bool,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// The member, where the organisation acted for may have forums kept by the actor.
fn keeper(actor: &Actor) -> Result<&Member, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    if keeps(actor, member.organisation) { Ok(member) } else { Err(AppError::Denied) }
}

fn keeps(actor: &Actor, organisation: OrganisationId) -> bool {
    actor.may(Deed::KeepForum, &Subject::of(organisation))
}

/// The forum, for a member of what it belongs to.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: ForumId) -> Result<Forum, AppError> {
    let forum = store::forum::get(tx, id).await?.ok_or(AppError::NotFound)?;
    let reads = match (actor, forum.collaboration) {
        (Actor::Operator, _) => true,
        (Actor::Member(member), Some(collaboration)) => {
            confirmed_members(tx, collaboration).await?.contains(&member.organisation)
        }
        (Actor::Member(member), None) => member.organisation == forum.organisation,
        (Actor::Anonymous, _) => false,
    };
    if reads { Ok(forum) } else { Err(AppError::NotFound) }
}

/// Whether the actor keeps the forum.
pub(crate) fn may_keep(actor: &Actor, forum: &Forum) -> bool {
    keeps(actor, forum.organisation)
}

/// As what the actor sits in a forum, for the organisation acted for.
pub(crate) async fn seat_of(tx: &mut Tx, actor: &Actor, forum: ForumId) -> Result<Option<Seat>, AppError> {
    let Some(member) = actor.member() else { return Ok(None) };
    let seats = store::forum::seats(tx, forum).await?;
    let own = seats.iter().find(|one| one.person == member.person && one.organisation == member.organisation);
    Ok(own.map(|one| one.seat))
}

/// Whether the actor leads the forum's meetings and records what they decide.
pub(crate) async fn leads(tx: &mut Tx, actor: &Actor, forum: ForumId) -> Result<bool, AppError> {
    Ok(seat_of(tx, actor, forum).await?.is_some_and(Seat::leads))
}

/// Whether the actor may call the forum's meetings and say what they are about.
pub(crate) async fn may_plan(tx: &mut Tx, actor: &Actor, forum: &Forum) -> Result<bool, AppError> {
    Ok(may_keep(actor, forum) || leads(tx, actor, forum.id).await?)
}

/// Whether a forum is who decides on a case where it is.
fn is_decided_by(forum: &Forum, case: &Case, decider: &Decider) -> bool {
    let is_same = match decider.level {
        Level::Joint | Level::Federation => {
            forum.collaboration.is_some()
                && forum.collaboration == case.collaboration
                && case.sharing >= Sharing::Collaboration
        }
        Level::Unit | Level::Municipality | Level::Board => {
            forum.collaboration.is_none() && forum.organisation == case.organisation
        }
    };
    is_same && decider.body.sv == forum.body
}

/// The cases under way that the reader sees, what is late first, then what has stood longest.
async fn under_way(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    today: jiff::civil::Date,
) -> Result<Vec<DueCase>, AppError> {
    let filter = CaseFilter {
        state: CaseState::Running.code().to_owned(),
        sort: CaseSort::Entered,
        ..CaseFilter::default()
    };
    let listed = store::case::list(tx, &actor.visibility(), &filter, today, Page::new(1, CASES_MAX)).await?;
    let mut cases = Vec::new();
    for case in listed.rows {
        cases.push(DueCase {
            process: case::process_of(tx, &case).await?,
            organisation: directory.short_name(case.organisation),
            is_late: case.is_late(today),
            case,
        });
    }
    cases.sort_by_key(|one| !one.is_late);
    Ok(cases)
}

/// What the last meeting that was held put off and is no case: cases wait by themselves.
async fn put_off(tx: &mut Tx, id: ForumId) -> Result<Vec<String>, AppError> {
    let meetings = store::meeting::of_forum(tx, id).await?;
    let last =
        meetings.iter().find(|one| one.state == MeetingState::Ended || one.state == MeetingState::Confirmed);
    let Some(last) = last else { return Ok(Vec::new()) };
    let mut items = store::meeting::items(tx, last.id).await?;
    items.retain(|item| item.state == ItemState::Deferred && item.case.is_none());
    Ok(items.into_iter().map(|item| item.title).collect())
}

/// The cases that wait for a forum and that the reader sees, what is late first.
async fn due(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    forum: &Forum,
    today: jiff::civil::Date,
) -> Result<Vec<DueCase>, AppError> {
    let mut due = under_way(tx, directory, actor, today).await?;
    due.retain(|one| waits(forum, one));
    Ok(due)
}

/// Whether a case waits for a forum.
fn waits(forum: &Forum, one: &DueCase) -> bool {
    is_waiting(forum, &one.case, &one.process)
}

/// Whether a forum is who decides on a case just now.
pub(crate) fn is_waiting(forum: &Forum, case: &Case, process: &Process) -> bool {
    let decider = case.decider_in(&process.definition);
    decider.is_some_and(|decider| is_decided_by(forum, case, decider))
}

/// Everybody who could sit in a forum: those with an office in the organisations whose it is.
async fn seatable(tx: &mut Tx, forum: &Forum) -> Result<Vec<(PersonId, OrganisationId, String)>, AppError> {
    let organisations = match forum.collaboration {
        Some(collaboration) => confirmed_members(tx, collaboration).await?,
        None => vec![forum.organisation],
    };
    let mut found: Vec<(PersonId, OrganisationId, String)> = Vec::new();
    for organisation in organisations {
        for (person, assignment) in store::person::of_organisation(tx, organisation).await? {
            let has_office = !matches!(
                assignment.role,
                Role::Reader | Role::Researcher | Role::NeedSubmitter | Role::Steward
            );
            if has_office && found.iter().all(|(id, ..)| *id != person.id) {
                found.push((person.id, organisation, person.name));
            }
        }
    }
    Ok(found)
}

/// The forums that a member sees and that go on, those of the collaboration first.
pub(crate) async fn living(tx: &mut Tx, member: &Member) -> Result<Vec<Forum>, AppError> {
    let mut forums = match collaboration::first_of(tx, member.organisation).await? {
        Some(collaboration) => store::forum::of_collaboration(tx, collaboration).await?,
        None => Vec::new(),
    };
    forums.extend(store::forum::of_organisation(tx, member.organisation).await?);
    forums.retain(|forum| forum.ended.is_none());
    Ok(forums)
}

impl App {
    /// The forums that the reader may see, those of the collaboration first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn list_forums(&self, actor: &Actor) -> Result<(Vec<ForumRow>, bool), AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let forums = living(&mut tx, member).await?;
        let cases = under_way(&mut tx, &directory, actor, self.clock.now().day()).await?;
        let mut rows = Vec::new();
        for forum in forums {
            let mut meetings = store::meeting::of_forum(&mut tx, forum.id).await?;
            meetings.retain(|one| one.state.is_open());
            rows.push(ForumRow {
                organisation: directory.short_name(forum.organisation),
                seats: store::forum::seats(&mut tx, forum.id).await?.len(),
                next: meetings.pop(),
                waiting: cases.iter().filter(|one| waits(&forum, one)).count(),
                forum,
            });
        }
        Ok((rows, keeper(actor).is_ok()))
    }

    /// A forum with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_forum(&self, actor: &Actor, id: ForumId) -> Result<ForumPage, AppError> {
        let mut tx = self.db.read().await?;
        let forum = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let may_keep = may_keep(actor, &forum) && forum.ended.is_none();
        let mut seats = Vec::new();
        for seat in store::forum::seats(&mut tx, id).await? {
            let name = meeting::name_of(&mut tx, seat.person).await?;
            seats.push(SeatRow { name, organisation: directory.short_name(seat.organisation), seat });
        }
        seats.sort_by_key(|row| (row.seat.seat, row.organisation.clone(), row.name.clone()));
        let today = self.clock.now().day();
        let mut actions = meeting::actions(&mut tx, &directory, actor, id, None, today).await?;
        actions.retain(|row| row.action.done.is_none());
        Ok(ForumPage {
            organisation: directory.short_name(forum.organisation),
            seats,
            meetings: meeting::rows(&mut tx, id).await?,
            put_off: put_off(&mut tx, id).await?,
            due: due(&mut tx, &directory, actor, &forum, today).await?,
            actions,
            may_keep,
            may_call: forum.ended.is_none() && may_plan(&mut tx, actor, &forum).await?,
            history: history::of(&mut tx, actor, SubjectKind::Forum, &id.to_string()).await?,
            forum,
        })
    }

    /// The cases that wait for a forum and that the reader sees, what is late first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is a forum that the reader may not see.
    pub async fn cases_due(&self, actor: &Actor, id: ForumId) -> Result<Vec<DueCase>, AppError> {
        let mut tx = self.db.read().await?;
        let forum = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        due(&mut tx, &directory, actor, &forum, self.clock.now().day()).await
    }

    /// What processes call those who decide, for a forum to take its place among them.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps no forums.
    pub async fn bodies(&self, actor: &Actor) -> Result<Vec<String>, AppError> {
        let member = keeper(actor)?;
        let mut tx = self.db.read().await?;
        let collaboration = collaboration::first_of(&mut tx, member.organisation).await?;
        let process = process::current(&mut tx, collaboration, self.clock.now()).await?;
        let gates = process.definition.stages.iter().filter_map(|stage| stage.gate.as_ref());
        let mut bodies: Vec<String> =
            gates.flat_map(|gate| &gate.deciders).map(|decider| decider.body.sv.clone()).collect();
        bodies.sort();
        bodies.dedup();
        Ok(bodies)
    }

    /// Begins a forum.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not; [`AppError::Invalid`] for words that cannot be kept, and for a forum of a
    /// collaboration where the organisation is in none.
    pub async fn begin_forum(&self, actor: &Actor, input: ForumInput) -> Result<Forum, AppError> {
        let member = keeper(actor)?;
        let mut tx = self.db.write().await?;
        let collaboration: Option<CollaborationId> = match input.jointly {
            true => collaboration::first_of(&mut tx, member.organisation).await?,
            false => None,
        };
        if input.jointly && collaboration.is_none() {
            return Err(AppError::invalid("jointly", FieldProblem::Unknown));
        }
        let now = self.clock.now();
        let blank = Forum {
            id: ForumId::at(now),
            version: 1,
            name: String::new(),
            body: String::new(),
            mandate: String::new(),
            voting: input.voting,
            quorum: 0,
            organisation: member.organisation,
            collaboration,
            ended: None,
            created: now,
        };
        let forum = self.said(input, blank)?;
        store::forum::insert(&mut tx, &forum).await?;
        let changes = Change::between("name", "", &forum.name).into_iter().collect();
        self.forum_event(&mut tx, actor, forum.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(forum)
    }

    fn said(&self, input: ForumInput, before: Forum) -> Result<Forum, AppError> {
        let now = self.clock.now();
        let mut invalid = Vec::new();
        let mut words = |field, cleaned| {
            case::words(field, 0, cleaned, now).unwrap_or_else(|problem| {
                invalid.push(problem);
                String::new()
            })
        };
        let name = words("name", text::required(&input.name, TITLE_MAX).map(Some));
        let body = words("body", text::optional(&input.body, TITLE_MAX));
        let mandate = words("mandate", text::required(&input.mandate, NEED_TEXT_MAX).map(Some));
        if input.quorum > QUORUM_MAX {
            invalid.push(Invalid { field: "quorum", index: 0, problem: FieldProblem::Unknown });
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let body = if body.is_empty() { name.clone() } else { body };
        Ok(Forum { name, body, mandate, voting: input.voting, quorum: input.quorum, ..before })
    }

    /// The forum, for who keeps it, over the version that was read.
    async fn kept_forum(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: ForumId,
        version: Option<i64>,
    ) -> Result<Forum, AppError> {
        let forum = load(tx, actor, id).await?;
        if !may_keep(actor, &forum) {
            return Err(AppError::Denied);
        }
        if forum.ended.is_some() || version.is_some_and(|version| version != forum.version) {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        Ok(forum)
    }

    /// Changes a forum's words and rules.
    ///
    /// # Errors
    /// As [`App::begin_forum`]; [`AppError::Refused`] when somebody has changed it since.
    pub async fn edit_forum(
        &self,
        actor: &Actor,
        id: ForumId,
        version: i64,
        input: ForumInput,
    ) -> Result<Forum, AppError> {
        let mut tx = self.db.write().await?;
        let before = self.kept_forum(&mut tx, actor, id, Some(version)).await?;
        let after = self.said(input, before.clone())?;
        store::forum::update(&mut tx, &after).await?;
        let changes = [
            Change::between("name", &before.name, &after.name),
            Change::between("body", &before.body, &after.body),
            Change::between("mandate", &before.mandate, &after.mandate),
            Change::between("voting", before.voting.code(), after.voting.code()),
            Change::between("quorum", &before.quorum.to_string(), &after.quorum.to_string()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.forum_event(&mut tx, actor, id, EventKind::Edited, changes).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Puts a forum down: no meeting is called any more, and what it was goes on being read.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Refused`] while a meeting is planned, held or not confirmed,
    /// and when somebody has changed it since.
    pub async fn end_forum(&self, actor: &Actor, id: ForumId, version: i64) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = self.kept_forum(&mut tx, actor, id, Some(version)).await?;
        let meetings = store::meeting::of_forum(&mut tx, id).await?;
        if meetings.iter().any(|one| !matches!(one.state, MeetingState::Confirmed | MeetingState::Cancelled))
        {
            return Err(AppError::Refused(Refusal::MeetingUnderWay));
        }
        let after = Forum { ended: Some(self.clock.now()), ..before };
        store::forum::update(&mut tx, &after).await?;
        self.forum_event(&mut tx, actor, id, EventKind::ForumEnded, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Everybody who could sit in a forum, by name, with the short name of the organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it.
    pub async fn seatable(
        &self,
        actor: &Actor,
        id: ForumId,
    ) -> Result<Vec<(PersonId, String, String)>, AppError> {
        let mut tx = self.db.read().await?;
        let forum = self.kept_forum(&mut tx, actor, id, None).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut found: Vec<(PersonId, String, String)> = seatable(&mut tx, &forum)
            .await?
            .into_iter()
            .map(|(person, organisation, name)| (person, name, directory.short_name(organisation)))
            .collect();
        found.sort_by_key(|(_, name, _)| store::page::sort_key(name));
        Ok(found)
    }

    /// Lets somebody sit in a forum, or takes the seat where none is named.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for somebody who cannot sit there.
    pub async fn set_seat(
        &self,
        actor: &Actor,
        id: ForumId,
        person: PersonId,
        seat: Option<Seat>,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let forum = self.kept_forum(&mut tx, actor, id, None).await?;
        let seats = store::forum::seats(&mut tx, id).await?;
        let before =
            seats.iter().find(|one| one.person == person).map(|one| one.seat.code()).unwrap_or_default();
        let kind = match seat {
            Some(seat) => {
                let able = seatable(&mut tx, &forum).await?;
                let found = able.into_iter().find(|(id, ..)| *id == person);
                let (_, organisation, _) =
                    found.ok_or_else(|| AppError::invalid("person", FieldProblem::Unknown))?;
                store::forum::set_seat(&mut tx, id, &ForumSeat { person, organisation, seat }).await?;
                EventKind::SeatGiven
            }
            None if before.is_empty() => return Err(AppError::NotFound),
            None => {
                store::forum::remove_seat(&mut tx, id, person).await?;
                EventKind::SeatTaken
            }
        };
        let now = seat.map(Seat::code).unwrap_or_default();
        let mut changes: Vec<Change> = Change::between("seat", before, now).into_iter().collect();
        changes.extend(Change::between("person", "", &person.to_string()));
        self.forum_event(&mut tx, actor, id, kind, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Takes the seats of who leaves, with an event in each forum.
    pub(crate) async fn leave_forums(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        organisation: OrganisationId,
        person: Option<PersonId>,
        collaboration: Option<CollaborationId>,
    ) -> Result<(), AppError> {
        for (forum, person) in store::forum::leave(tx, organisation, person, collaboration).await? {
            let changes = Change::between("person", &person.to_string(), "").into_iter().collect();
            self.forum_event(tx, actor, forum, EventKind::SeatTaken, changes).await?;
        }
        Ok(())
    }

    pub(crate) async fn forum_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: ForumId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Forum, id.to_string()), kind, changes).await
    }
}
