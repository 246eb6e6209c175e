//! Self-assessment of digital maturity: the questionnaire as data, the round in which people of one organisation answer it, and what
//! their answers come to.
//!
//! A result is a median with its spread and how many answered, never a sum over dimensions and never an order among organisations.
//! Few answers are told to nobody: with them goes who gave them. Not here: the questionnaire that is shipped as a proposal (`app`).

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use crate::id::{
    CollaborationId, MaturityFormId, MaturityRoundId, MaturityScoreId, NeedId, OrganisationId, PersonId,
};
use crate::instant::Instant;
use crate::process::Label;
use crate::sharing::Sharing;
use crate::text;
use crate::words::words;

words! {
    /// What a dimension is about.
    DimensionGroup {
        /// The organisation itself.
        Organisation = "organisation",
        /// How it works together with others.
        Collaboration = "collaboration",
    }
}

words! {
    /// How far something has come.
    Maturity {
        /// Saknas.
        Missing = "missing",
        /// Personberoende: it hangs on somebody.
        Personal = "personal",
        /// Påbörjat.
        Begun = "begun",
        /// Etablerat.
        Established = "established",
        /// Lärande: it gets better by itself.
        Learning = "learning",
    }
}

/// How many levels there are.
pub const LEVELS: usize = Maturity::ALL.len();
/// So many answers a dimension needs before anybody but those who gave them is told what they come to.
pub const FEWEST: usize = 3;
/// Most dimensions of a questionnaire.
pub const DIMENSIONS_MAX: usize = 40;

/// How far a result may be shared: others read it by consent, and the public never.
pub const SHARING_LEVELS: [Sharing; 2] = [Sharing::Organisation, Sharing::Collaboration];

impl Maturity {
    /// From 0.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The level with this number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// Something to assess.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dimension {
    /// A code that stays the same from version to version.
    pub code: String,
    /// What it is about.
    pub group: DimensionGroup,
    /// What it is called.
    pub name: Label,
    /// What is asked.
    pub question: Label,
    /// What is suggested to who stands on each level, from the lowest.
    pub actions: Vec<Label>,
}

/// What a questionnaire says.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Questions {
    /// In their order.
    pub dimensions: Vec<Dimension>,
}

/// A version of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityForm {
    /// Identity.
    pub id: MaturityFormId,
    /// Whose it is; `None` for the one that is shipped.
    pub collaboration: Option<CollaborationId>,
    /// 1 for the first of the collaboration; 0 for the one that is shipped.
    pub revision: i64,
    /// Why it was changed.
    pub note: String,
    /// Who made it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
    /// What it asks.
    pub questions: Questions,
}

/// Why a questionnaire cannot be used; dimensions are told by their places, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionsProblem {
    /// It asks nothing.
    Empty,
    /// It asks more than anybody answers.
    TooMany,
    /// Two dimensions have one code, or it is none.
    Code(usize),
    /// A name or a question is missing or too long.
    Words(usize),
    /// A level has no suggestion, or one that is too long.
    Actions(usize),
}

impl Questions {
    /// The dimension with this code.
    #[must_use]
    pub fn dimension(&self, code: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|one| one.code == code)
    }

    /// Everything that is wrong.
    #[must_use]
    pub fn problems(&self) -> Vec<QuestionsProblem> {
        if self.dimensions.is_empty() {
            return vec![QuestionsProblem::Empty];
        }
        if self.dimensions.len() > DIMENSIONS_MAX {
            return vec![QuestionsProblem::TooMany];
        }
        let fine = |label: &Label, max: usize| {
            let long = |words: &str| words.chars().count() > max;
            !label.sv.trim().is_empty() && !long(&label.sv) && !long(&label.en)
        };
        let (mut seen, mut problems) = (HashSet::new(), Vec::new());
        for (at, one) in self.dimensions.iter().enumerate() {
            let is_code = !one.code.is_empty()
                && one.code.len() <= 40
                && one.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !is_code || !seen.insert(&one.code) {
                problems.push(QuestionsProblem::Code(at));
            }
            if !fine(&one.name, text::TITLE_MAX) || !fine(&one.question, text::SHORT_MAX) {
                problems.push(QuestionsProblem::Words(at));
            }
            if one.actions.len() != LEVELS || one.actions.iter().any(|action| !fine(action, text::SHORT_MAX))
            {
                problems.push(QuestionsProblem::Actions(at));
            }
        }
        problems
    }
}

words! {
    /// Whether a round takes answers.
    RoundState {
        /// It does.
        Open = "open",
        /// It is over.
        Closed = "closed",
    }
}

/// A round: the people of one organisation answer one version of the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityRound {
    /// Identity.
    pub id: MaturityRoundId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Which version is answered; it stays, however the questionnaire is changed.
    pub form: MaturityFormId,
    /// What people know it by, such as "Hösten 2026".
    pub title: String,
    /// When answers are wished at the latest.
    pub until: Option<Date>,
    /// Whether it takes answers.
    pub state: RoundState,
    /// When it was closed.
    pub closed: Option<Instant>,
    /// Who reads the result.
    pub sharing: Sharing,
    /// Who opened it.
    pub person: Option<PersonId>,
    /// When it was opened.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// One person's answer on one dimension.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MaturityAnswer {
    /// How far it has come.
    pub level: Maturity,
    /// What the person goes by.
    #[serde(default)]
    pub note: String,
}

/// Whether a person says that the answers are theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Colleagues read whose they are, with the notes.
    Named,
    /// Nobody is told.
    Unnamed,
}

/// One person's answers in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityReply {
    /// In which round.
    pub round: MaturityRoundId,
    /// Whose.
    pub person: PersonId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whether that is told.
    pub naming: Naming,
    /// By the codes of dimensions; what is left out was not answered.
    pub answers: BTreeMap<String, MaturityAnswer>,
    /// When they were last changed.
    pub at: Instant,
}

/// A need that a suggestion of a round became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityNeed {
    /// Of which round.
    pub round: MaturityRoundId,
    /// Of which dimension, by code.
    pub dimension: String,
    /// Which need.
    pub need: NeedId,
}

/// What another instrument came to, recorded beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaturityScore {
    /// Identity.
    pub id: MaturityScoreId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Which instrument, such as "LIKA".
    pub instrument: String,
    /// What of it; empty for the whole.
    pub aspect: String,
    /// What it came to, as the instrument says it.
    pub value: String,
    /// What it is counted on, such as "0–4".
    pub scale: String,
    /// Of which day.
    pub on: Date,
    /// Where it stands, and what should be known.
    pub note: String,
    /// Who recorded it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// What the answers on a dimension come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many answered each level, from the lowest.
    pub levels: [usize; LEVELS],
}

impl Spread {
    /// Of these replies.
    #[must_use]
    pub fn of<'a>(replies: impl IntoIterator<Item = &'a MaturityReply>, dimension: &str) -> Self {
        let mut levels = [0; LEVELS];
        for answer in replies.into_iter().filter_map(|reply| reply.answers.get(dimension)) {
            levels[usize::from(answer.level.number())] += 1;
        }
        Self { levels }
    }

    /// How many answered.
    #[must_use]
    pub fn count(&self) -> usize {
        self.levels.iter().sum()
    }

    /// Whether enough answered for others to be told.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.count() >= FEWEST
    }

    /// The lowest and highest level that somebody answered.
    #[must_use]
    pub fn ends(&self) -> Option<(u8, u8)> {
        let low = self.levels.iter().position(|count| *count > 0)?;
        let high = self.levels.iter().rposition(|count| *count > 0)?;
        Some((u8::try_from(low).ok()?, u8::try_from(high).ok()?))
    }

    /// The median, in halves of a level; between two in the middle it lies half-way.
    #[must_use]
    pub fn median_halves(&self) -> Option<u8> {
        let count = self.count();
        if count == 0 {
            return None;
        }
        Some(self.at((count - 1) / 2) + self.at(count / 2))
    }

    /// The level that suggestions are made for: the median, and the lower where it lies between two.
    #[must_use]
    pub fn stands_on(&self) -> Option<Maturity> {
        Maturity::from_number(self.median_halves()? / 2)
    }

    /// Whether those who answered see it very differently.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.ends().is_some_and(|(low, high)| high - low >= 3)
    }

    /// The level at a place among the answers in their order.
    fn at(&self, place: usize) -> u8 {
        let mut before = 0;
        for (level, count) in (0_u8..).zip(self.levels) {
            before += count;
            if place < before {
                return level;
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(levels: [usize; LEVELS]) -> Spread {
        Spread { levels }
    }

    #[test]
    fn a_result_is_a_median_with_its_ends_and_how_many_answered() {
        for (levels, median, ends, stands_on) in [
            ([0, 0, 0, 0, 0], None, None, None),
            ([0, 0, 3, 0, 0], Some(4), Some((2, 2)), Some(Maturity::Begun)),
            ([1, 1, 1, 0, 0], Some(2), Some((0, 2)), Some(Maturity::Personal)),
            ([0, 2, 2, 0, 0], Some(3), Some((1, 2)), Some(Maturity::Personal)),
            ([2, 0, 0, 0, 2], Some(4), Some((0, 4)), Some(Maturity::Begun)),
            ([0, 0, 0, 0, 5], Some(8), Some((4, 4)), Some(Maturity::Learning)),
        ] {
            let spread = spread(levels);
            assert_eq!(spread.median_halves(), median, "{levels:?}");
            assert_eq!(spread.ends(), ends, "{levels:?}");
            assert_eq!(spread.stands_on(), stands_on, "{levels:?}");
        }
        assert!(spread([1, 0, 0, 1, 0]).disagrees());
        assert!(!spread([0, 1, 0, 1, 0]).disagrees());
    }

    #[test]
    fn few_answers_are_told_to_nobody() {
        assert!(!spread([0, 1, 1, 0, 0]).is_told());
        assert!(spread([0, 1, 1, 1, 0]).is_told());
    }

    #[test]
    fn a_questionnaire_is_refused_for_what_nobody_could_answer() {
        let label = |text: &str| Label { sv: text.to_owned(), en: String::new() };
        let fine = Dimension {
            code: "needs".to_owned(),
            group: DimensionGroup::Organisation,
            name: label("Behov"),
            question: label("Hur?"),
            actions: vec![label("Gör så."); LEVELS],
        };
        let of = |dimensions: Vec<Dimension>| Questions { dimensions }.problems();
        assert!(of(vec![fine.clone()]).is_empty());
        assert_eq!(of(Vec::new()), [QuestionsProblem::Empty]);
        assert_eq!(of(vec![fine.clone(); DIMENSIONS_MAX + 1]), [QuestionsProblem::TooMany]);
        assert_eq!(of(vec![fine.clone(), fine.clone()]), [QuestionsProblem::Code(1)]);
        let broken = Dimension { name: label(" "), actions: vec![label("En")], ..fine };
        assert_eq!(of(vec![broken]), [QuestionsProblem::Words(0), QuestionsProblem::Actions(0)]);
    }
}
