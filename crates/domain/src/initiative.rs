//! Initiatives: the joint work that a decided case leads to, who takes part as what, what stands in the way, and how it is meant to
//! have an effect.
//!
//! An initiative belongs to a case and is read by who reads that. A local variant is an initiative that has parted from another and
//! can rejoin it. Not here: what each organisation does to introduce it (`rollout`), and what comes of it (`benefit`).

use jiff::civil::Date;

use crate::id::{CaseId, InitiativeId, ObstacleId, OrganisationId, PersonId, SolutionId};
use crate::instant::Instant;
use crate::number::Number;
use crate::words::words;

words! {
    /// Where an initiative stands.
    InitiativeState {
        /// Decided or thought of, not begun.
        Planned = "planned",
        /// Under way.
        Running = "running",
        /// Waits.
        Paused = "paused",
        /// Done, with what came of it.
        Finished = "finished",
        /// Ended before it was done, with a reason.
        Stopped = "stopped",
        /// A variant that has rejoined what it parted from.
        Rejoined = "rejoined",
    }
}

words! {
    /// As what an organisation takes part.
    PartyRole {
        /// Leads the work.
        Lead = "lead",
        /// Tries it first.
        Pilot = "pilot",
        /// Introduces it after others.
        Follower = "follower",
        /// Gives work or knowledge and introduces nothing.
        Contributor = "contributor",
    }
}

words! {
    /// What a person answers for in an initiative, for an organisation.
    Duty {
        /// Sees to it that there is time and money.
        Sponsor = "sponsor",
        /// Stands for the need.
        NeedOwner = "need_owner",
        /// Leads the work.
        InitiativeLead = "initiative_lead",
        /// Leads the introduction.
        RolloutLead = "rollout_lead",
        /// Answers for the benefit.
        BenefitOwner = "benefit_owner",
    }
}

words! {
    /// Whether something stands in the way or may come to.
    ObstacleKind {
        /// It does.
        Obstacle = "obstacle",
        /// It may.
        Risk = "risk",
    }
}

words! {
    /// How much it weighs.
    Weight {
        /// Little.
        Low = "low",
        /// Something.
        Medium = "medium",
        /// Much.
        High = "high",
    }
}

words! {
    /// What a link of an effect chain is, from what is done to what it is for.
    ChainKind {
        /// Åtgärd: what is done.
        Action = "action",
        /// Förändrat arbetssätt: what people do differently.
        Way = "way",
        /// Effekt: what comes of that.
        Effect = "effect",
        /// Mål: what it is for.
        Goal = "goal",
    }
}

/// Most links of a chain.
pub const CHAIN_MAX: usize = 40;
/// Most documents.
pub const LINKS_MAX: usize = 20;
/// Most obstacles and risks.
pub const OBSTACLES_MAX: usize = 200;

/// A document that is somewhere else.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// What it is.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// A link of an effect chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChainLink {
    /// What it is.
    pub kind: ChainKind,
    /// In words.
    pub text: String,
    /// What it leads to, by place in the chain, from 0.
    pub to: Vec<usize>,
}

/// What is wrong with an effect chain, with the place of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainProblem {
    /// Leads to a link that there is not.
    NoSuch(usize),
    /// Leads back: from an effect to an action, or round in a ring.
    Backwards(usize),
}

/// How an initiative ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// What was said of it; why there is no outcome, where there is none.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// An initiative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiative {
    /// Identity.
    pub id: InitiativeId,
    /// Version for optimistic locking; what each party does has its own.
    pub version: i64,
    /// `I-2026-0003`.
    pub number: Number,
    /// What it is called.
    pub title: String,
    /// What will be different.
    pub purpose: String,
    /// What it answers to.
    pub case: CaseId,
    /// Who leads it.
    pub organisation: OrganisationId,
    /// What is introduced; nothing where a way of working changes without a solution, or none is chosen yet.
    pub solution: Option<SolutionId>,
    /// What it has parted from.
    pub parent: Option<InitiativeId>,
    /// Where it stands.
    pub state: InitiativeState,
    /// What happens next.
    pub next_step: String,
    /// When.
    pub next_on: Option<Date>,
    /// Where the project is run.
    pub project_url: String,
    /// Documents.
    pub links: Vec<Link>,
    /// How it is meant to have an effect.
    pub chain: Vec<ChainLink>,
    /// How it ended.
    pub closing: Option<Closing>,
    /// When it was begun here.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

impl Initiative {
    /// Whether it goes on: nothing of one that has ended is changed any more, but for what is measured.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self.state {
            InitiativeState::Planned | InitiativeState::Running | InitiativeState::Paused => true,
            InitiativeState::Finished | InitiativeState::Stopped | InitiativeState::Rejoined => false,
        }
    }

    /// Whether it can go into a state by a mere press: it begins, waits and goes on.
    #[must_use]
    pub const fn can_become(&self, state: InitiativeState) -> bool {
        matches!(
            (self.state, state),
            (InitiativeState::Planned | InitiativeState::Paused, InitiativeState::Running)
                | (InitiativeState::Running, InitiativeState::Paused)
        )
    }
}

/// Who takes part as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// As what.
    pub role: PartyRole,
    /// Who answers for what, each duty once.
    pub people: Vec<(Duty, PersonId)>,
}

impl Party {
    /// Who answers for this.
    #[must_use]
    pub fn person(&self, duty: Duty) -> Option<PersonId> {
        self.people.iter().find(|(one, _)| *one == duty).map(|(_, person)| *person)
    }
}

/// Something that stands in the way, or may come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// Identity.
    pub id: ObstacleId,
    /// Of which initiative.
    pub initiative: InitiativeId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Whether it does or may.
    pub kind: ObstacleKind,
    /// What it is.
    pub text: String,
    /// The challenge of collaborating that it is an instance of, by its code.
    pub challenge: Option<String>,
    /// How much it weighs.
    pub weight: Weight,
    /// What is done about it.
    pub measure: String,
    /// Who sees to that.
    pub person: Option<PersonId>,
    /// Since when.
    pub raised: Instant,
    /// When it was gone, and how.
    pub solved: Option<(Instant, String)>,
}

/// What is wrong with a chain. A link leads forward in the order of [`ChainKind`]; among its own kind, to one further down.
#[must_use]
pub fn chain_problems(chain: &[ChainLink]) -> Vec<ChainProblem> {
    let mut problems = Vec::new();
    for (place, link) in chain.iter().enumerate() {
        for to in &link.to {
            match chain.get(*to) {
                None => problems.push(ChainProblem::NoSuch(place)),
                Some(other) if other.kind < link.kind || (other.kind == link.kind && *to <= place) => {
                    problems.push(ChainProblem::Backwards(place));
                }
                Some(_) => {}
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(kind: ChainKind, to: &[usize]) -> ChainLink {
        ChainLink { kind, text: "x".to_owned(), to: to.to_vec() }
    }

    #[test]
    fn a_chain_leads_forward() {
        use ChainKind::{Action, Effect, Goal, Way};
        let sound =
            [link(Action, &[1]), link(Way, &[2]), link(Effect, &[3, 4]), link(Effect, &[4]), link(Goal, &[])];
        assert!(chain_problems(&sound).is_empty());
        for (chain, expected) in [
            (vec![link(Action, &[7])], ChainProblem::NoSuch(0)),
            (vec![link(Action, &[0])], ChainProblem::Backwards(0)),
            (vec![link(Action, &[]), link(Goal, &[0])], ChainProblem::Backwards(1)),
            (vec![link(Effect, &[1]), link(Effect, &[0])], ChainProblem::Backwards(1)),
        ] {
            assert_eq!(chain_problems(&chain), [expected]);
        }
    }

    #[test]
    fn what_has_ended_is_not_taken_up_by_a_press() {
        use InitiativeState::{Finished, Paused, Planned, Rejoined, Running, Stopped};
        let now = Instant::from_milliseconds(1);
        let one = |state| Initiative {
            id: InitiativeId::at(now),
            version: 1,
            number: Number { series: crate::number::Series::Initiative, year: 2026, serial: 1 },
            title: String::new(),
            purpose: String::new(),
            case: CaseId::at(now),
            organisation: OrganisationId::at(now),
            solution: None,
            parent: None,
            state,
            next_step: String::new(),
            next_on: None,
            project_url: String::new(),
            links: Vec::new(),
            chain: Vec::new(),
            closing: None,
            created: now,
            updated: now,
        };
        for (from, to) in [(Planned, Running), (Running, Paused), (Paused, Running)] {
            assert!(one(from).can_become(to), "{from} {to}");
        }
        for state in [Finished, Stopped, Rejoined] {
            assert!(!one(state).is_open());
            for to in InitiativeState::ALL {
                assert!(!one(state).can_become(*to), "{state} {to}");
            }
        }
        assert!(!one(Running).can_become(Finished), "that takes an outcome");
    }
}
