//! Forums and their meetings: who sits there with what mandate, what stands on the agenda, who was there, how it was decided, and
//! what somebody shall do afterwards.
//!
//! A meeting goes one way: planned, running, ended, confirmed. What is confirmed is never changed. Deliberately not here: what a
//! decision does to a case (`case`), and who may lead a meeting (`app`).

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use crate::id::{
    ActionId, CaseId, CollaborationId, DecisionId, ForumId, ItemId, MeetingId, OrganisationId, PersonId,
};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// Whose voices are counted when a forum votes.
    Voting {
        /// Nobody votes: it agrees, or the matter is put off.
        Consensus = "consensus",
        /// Each organisation has one, whoever sits there for it.
        Organisations = "organisations",
        /// Each member has one.
        Members = "members",
    }
}

words! {
    /// As what somebody sits in a forum.
    Seat {
        /// Leads its meetings, and decides when voices are even.
        Chair = "chair",
        /// Keeps agenda and minutes; has no voice.
        Secretary = "secretary",
        /// Decides with the others.
        Member = "member",
        /// Is called to advise; has no voice.
        Adviser = "adviser",
    }
}

impl Seat {
    /// Whether whoever sits here has a voice.
    #[must_use]
    pub const fn votes(self) -> bool {
        matches!(self, Self::Chair | Self::Member)
    }

    /// Whether whoever sits here leads meetings and records what is decided.
    #[must_use]
    pub const fn leads(self) -> bool {
        matches!(self, Self::Chair | Self::Secretary)
    }
}

words! {
    /// Where a meeting stands.
    MeetingState {
        /// Has a day and an agenda.
        Planned = "planned",
        /// Is being held.
        Running = "running",
        /// Was held; its minutes wait for somebody to confirm them.
        Ended = "ended",
        /// The minutes are confirmed, for good.
        Confirmed = "confirmed",
        /// Will not be held.
        Cancelled = "cancelled",
    }
}

words! {
    /// Where a matter on the agenda stands.
    ItemState {
        /// Not taken up.
        Open = "open",
        /// Decided.
        Decided = "decided",
        /// Put off to another meeting.
        Deferred = "deferred",
        /// Taken up without a decision.
        Noted = "noted",
    }
}

words! {
    /// How somebody votes on a proposal.
    Vote {
        /// For it.
        Yes = "yes",
        /// Against it.
        No = "no",
        /// Neither.
        Abstains = "abstains",
    }
}

/// A forum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forum {
    /// Identity.
    pub id: ForumId,
    /// Version for optimistic locking.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// What a process calls who decides there, in Swedish. It decides at the gates of that body.
    pub body: String,
    /// What it may decide, and on whose behalf.
    pub mandate: String,
    /// How it decides when it does not agree.
    pub voting: Voting,
    /// How many organisations must be present for it to decide; 0 for no such rule.
    pub quorum: u32,
    /// Who keeps it.
    pub organisation: OrganisationId,
    /// Whose it is; `None` for the organisation's own.
    pub collaboration: Option<CollaborationId>,
    /// When it was put down; it lives until then.
    pub ended: Option<Instant>,
    /// When it was begun.
    pub created: Instant,
}

/// Somebody who sits in a forum, or who sat there at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumSeat {
    /// Who.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// As what.
    pub seat: Seat,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Identity.
    pub id: MeetingId,
    /// Version for optimistic locking; every change of it or of what belongs to it counts.
    pub version: i64,
    /// Of which forum.
    pub forum: ForumId,
    /// 1 for the forum's first.
    pub number: i64,
    /// On which day.
    pub day: Date,
    /// From when.
    pub starts: Time,
    /// Until when.
    pub ends: Time,
    /// Where, or how one takes part from afar.
    pub place: String,
    /// Where it stands.
    pub state: MeetingState,
    /// Who ended it and so wrote the minutes.
    pub ended_by: Option<PersonId>,
    /// Who confirmed the minutes, and when.
    pub confirmed: Option<(PersonId, Instant)>,
    /// When it was called.
    pub created: Instant,
}

/// A matter on an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// Identity.
    pub id: ItemId,
    /// On which meeting's.
    pub meeting: MeetingId,
    /// Its place, from 1.
    pub position: i64,
    /// The case, where it is one.
    pub case: Option<CaseId>,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub state: ItemState,
    /// What the minutes say of it: what came up, or why it was put off.
    pub note: String,
    /// The paragraph in the forum's minutes of the year, once it was taken up.
    pub paragraph: Option<i64>,
    /// The decision, where one was made on a case.
    pub decision: Option<DecisionId>,
    /// Who took no part, and why.
    pub disqualified: Vec<(PersonId, String)>,
    /// How each voted; empty where all agreed.
    pub votes: Vec<(PersonId, Vote)>,
}

/// Something that somebody shall do after a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionPoint {
    /// Identity.
    pub id: ActionId,
    /// Given at which meeting.
    pub meeting: MeetingId,
    /// At which matter.
    pub item: Option<ItemId>,
    /// What.
    pub text: String,
    /// Who; nobody after whoever it was has left.
    pub person: Option<PersonId>,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Until when.
    pub due: Date,
    /// When it was done.
    pub done: Option<Instant>,
}

/// What the voices come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// For.
    pub yes: u32,
    /// Against.
    pub no: u32,
    /// Neither, or members of one organisation who do not agree.
    pub abstained: u32,
    /// Even, and the chair was for it.
    pub by_chair: bool,
}

impl Tally {
    /// Whether the proposal is carried.
    #[must_use]
    pub const fn is_carried(self) -> bool {
        self.yes > self.no || (self.yes == self.no && self.by_chair)
    }
}

/// Why a forum cannot decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VotingProblem {
    /// Too few organisations are there that may take part.
    NoQuorum,
    /// Somebody who is not there, has no voice or may not take part has voted.
    NoVoice,
    /// It does not vote; it agrees or puts off.
    NoVoting,
    /// The voices are not enough.
    NotCarried,
}

impl Forum {
    /// Counts voices by the forum's rule. Empty votes are those of a forum that agrees.
    ///
    /// # Errors
    /// [`VotingProblem`] when it cannot decide so.
    pub fn decides(
        &self,
        present: &[ForumSeat],
        disqualified: &[PersonId],
        votes: &[(PersonId, Vote)],
    ) -> Result<Option<Tally>, VotingProblem> {
        let may = |one: &&ForumSeat| one.seat.votes() && !disqualified.contains(&one.person);
        let voters: Vec<&ForumSeat> = present.iter().filter(may).collect();
        let mut organisations: Vec<OrganisationId> = voters.iter().map(|one| one.organisation).collect();
        organisations.sort_unstable();
        organisations.dedup();
        // Where nobody with a voice may take part, there is nobody to agree either.
        let there = u32::try_from(organisations.len()).unwrap_or(u32::MAX);
        if there == 0 || there < self.quorum {
            return Err(VotingProblem::NoQuorum);
        }
        if votes.is_empty() {
            return Ok(None);
        }
        let tally = self.tally(&voters, votes)?;
        if tally.is_carried() { Ok(Some(tally)) } else { Err(VotingProblem::NotCarried) }
    }

    fn tally(&self, voters: &[&ForumSeat], votes: &[(PersonId, Vote)]) -> Result<Tally, VotingProblem> {
        let voter = |person: PersonId| voters.iter().find(|one| one.person == person);
        if votes.iter().any(|(person, _)| voter(*person).is_none()) {
            return Err(VotingProblem::NoVoice);
        }
        let chair_was_for = votes.iter().any(|(person, vote)| {
            *vote == Vote::Yes && voter(*person).is_some_and(|one| one.seat == Seat::Chair)
        });
        let counted: Vec<Vote> = match self.voting {
            Voting::Consensus => return Err(VotingProblem::NoVoting),
            Voting::Members => votes.iter().map(|(_, vote)| *vote).collect(),
            Voting::Organisations => {
                let mut of: BTreeMap<OrganisationId, Vec<Vote>> = BTreeMap::new();
                for (person, vote) in votes {
                    if let Some(one) = voter(*person) {
                        of.entry(one.organisation).or_default().push(*vote);
                    }
                }
                of.into_values().map(|own| of_one(&own)).collect()
            }
        };
        let count =
            |what: Vote| u32::try_from(counted.iter().filter(|vote| **vote == what).count()).unwrap_or(0);
        let (yes, no) = (count(Vote::Yes), count(Vote::No));
        Ok(Tally { yes, no, abstained: count(Vote::Abstains), by_chair: yes == no && chair_was_for })
    }
}

/// The one voice of those who sit for the same organisation: what those who did not abstain agree on.
fn of_one(own: &[Vote]) -> Vote {
    let mut said = own.iter().filter(|vote| **vote != Vote::Abstains);
    match said.next() {
        Some(first) if said.all(|vote| vote == first) => *first,
        Some(_) | None => Vote::Abstains,
    }
}

impl AgendaItem {
    /// A matter that nobody has taken up.
    #[must_use]
    pub const fn new(id: ItemId, meeting: MeetingId, case: Option<CaseId>, title: String) -> Self {
        Self {
            id,
            meeting,
            position: 0,
            case,
            title,
            state: ItemState::Open,
            note: String::new(),
            paragraph: None,
            decision: None,
            disqualified: Vec::new(),
            votes: Vec::new(),
        }
    }
}

impl MeetingState {
    /// Whether matters can be put on the agenda and taken off it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Running)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forum(voting: Voting, quorum: u32) -> Forum {
        let now = Instant::from_milliseconds(1);
        Forum {
            id: ForumId::at(now),
            version: 1,
            name: "Digitaliseringsforum".into(),
            body: "Digitaliseringsforum".into(),
            mandate: String::new(),
            voting,
            quorum,
            organisation: OrganisationId::at(now),
            collaboration: None,
            ended: None,
            created: now,
        }
    }

    /// Two from one organisation, the first of them the chair, and one each from two others.
    fn present() -> Vec<ForumSeat> {
        let now = Instant::from_milliseconds(1);
        let [first, second, third] = std::array::from_fn(|_| OrganisationId::at(now));
        let one = |organisation, seat| ForumSeat { person: PersonId::at(now), organisation, seat };
        vec![
            one(first, Seat::Chair),
            one(first, Seat::Member),
            one(second, Seat::Member),
            one(third, Seat::Member),
            one(third, Seat::Secretary),
        ]
    }

    fn votes(present: &[ForumSeat], said: &[Vote]) -> Vec<(PersonId, Vote)> {
        present.iter().zip(said).map(|(one, vote)| (one.person, *vote)).collect()
    }

    #[test]
    fn an_organisation_has_one_voice_however_many_sit_there_for_it() {
        let present = present();
        let said = votes(&present, &[Vote::Yes, Vote::Yes, Vote::No, Vote::No]);
        let members = forum(Voting::Members, 0).decides(&present, &[], &said);
        assert_eq!(members, Ok(Some(Tally { yes: 2, no: 2, abstained: 0, by_chair: true })));
        let organisations = forum(Voting::Organisations, 0).decides(&present, &[], &said);
        assert_eq!(organisations, Err(VotingProblem::NotCarried), "one against two");
        let divided = votes(&present, &[Vote::No, Vote::Yes, Vote::Yes, Vote::Abstains]);
        let organisations = forum(Voting::Organisations, 0).decides(&present, &[], &divided);
        assert_eq!(organisations, Ok(Some(Tally { yes: 1, no: 0, abstained: 2, by_chair: false })));
    }

    #[test]
    fn even_voices_fall_as_the_chair_says() {
        let present = present();
        let against = votes(&present, &[Vote::No, Vote::Yes, Vote::Yes, Vote::No]);
        let decides = |said: &[(PersonId, Vote)]| forum(Voting::Members, 0).decides(&present, &[], said);
        assert_eq!(decides(&against), Err(VotingProblem::NotCarried));
        let with = votes(&present, &[Vote::Yes, Vote::No, Vote::Yes, Vote::No]);
        assert!(decides(&with).is_ok_and(|tally| tally.is_some_and(|tally| tally.by_chair)));
    }

    #[test]
    fn who_may_not_take_part_counts_neither_as_a_voice_nor_as_there() {
        let present = present();
        let (third, secretary) = (present[3].person, present[4].person);
        let decides =
            |forum: &Forum, out: &[PersonId], said: &[(PersonId, Vote)]| forum.decides(&present, out, said);
        assert_eq!(decides(&forum(Voting::Members, 3), &[], &[]), Ok(None), "all agree");
        assert_eq!(decides(&forum(Voting::Members, 3), &[third], &[]), Err(VotingProblem::NoQuorum));
        assert_eq!(
            decides(&forum(Voting::Members, 0), &[third], &[(third, Vote::Yes)]),
            Err(VotingProblem::NoVoice)
        );
        assert_eq!(
            decides(&forum(Voting::Members, 0), &[], &[(secretary, Vote::Yes)]),
            Err(VotingProblem::NoVoice)
        );
        let everybody: Vec<PersonId> = present.iter().map(|one| one.person).collect();
        assert_eq!(decides(&forum(Voting::Members, 0), &everybody, &[]), Err(VotingProblem::NoQuorum));
        let said = votes(&present, &[Vote::Yes]);
        assert_eq!(decides(&forum(Voting::Consensus, 0), &[], &said), Err(VotingProblem::NoVoting));
    }
}
