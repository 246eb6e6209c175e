//! Challenges of collaborating: what stands in the way again and again, the evidence from real cases that shows it, and how strong that is.
//!
//! A challenge is the collaboration's and is read by its members. Evidence that comes from a record is read by who reads the record, so what
//! follows from evidence is worked out from the rows that a reader sees. Not here: what is done about it (`intervention`).

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::id::{ChallengeId, CollaborationId, EvidenceId, OrganisationId, PersonId};
use crate::instant::Instant;
use crate::sharing::Sharing;
use crate::words::words;

words! {
    /// What a challenge is about. The first three are the collaboration's own words for what must change with technology.
    ChallengeKind {
        /// How things are arranged.
        Structure = "structure",
        /// Who does what.
        Role = "role",
        /// How people go about it.
        Approach = "approach",
        /// What must be there first.
        Precondition = "precondition",
    }
}

/// A challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Identity.
    pub id: ChallengeId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose.
    pub collaboration: CollaborationId,
    /// Who answers for it.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// In a few words.
    pub title: String,
    /// What it means.
    pub description: String,
    /// What it is about.
    pub kind: ChallengeKind,
    /// Its code in the list that is shipped, where it was taken from there: a proposal from literature.
    pub code: Option<String>,
    /// When it was written.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

words! {
    /// Where evidence comes from.
    EvidenceKind {
        /// An obstacle of an initiative.
        Obstacle = "obstacle",
        /// A case that has stood too long where it is.
        Stalled = "stalled",
        /// A case that left its process with a reason.
        Refusal = "refusal",
        /// What somebody said in an interview.
        Interview = "interview",
        /// What came up in a workshop.
        Workshop = "workshop",
        /// A study: it tells of others.
        Study = "study",
    }
}

impl EvidenceKind {
    /// Those that people write down here; the others point to a record.
    pub const WRITTEN: [Self; 3] = [Self::Interview, Self::Workshop, Self::Study];

    /// Whether it points to a record, whose own words are read there.
    #[must_use]
    pub const fn is_of_record(self) -> bool {
        matches!(self, Self::Obstacle | Self::Stalled | Self::Refusal)
    }
}

/// How far what is written here can be shared: told in confidence, or to everybody in the collaboration.
pub const EVIDENCE_LEVELS: [Sharing; 2] = [Sharing::Collaboration, Sharing::Organisation];

/// What shows that a challenge is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Identity.
    pub id: EvidenceId,
    /// Of which challenge.
    pub challenge: ChallengeId,
    /// Where it comes from.
    pub kind: EvidenceKind,
    /// Who met it; nobody here, for a study.
    pub organisation: Option<OrganisationId>,
    /// What was said; empty for what a record says itself.
    pub text: String,
    /// Where that can be read.
    pub source: String,
    /// The id of the obstacle or the case; empty for what was written here.
    pub record: String,
    /// When it was so.
    pub day: Date,
    /// Who reads what was written here; what a record says is read by who reads the record.
    pub sharing: Sharing,
    /// Who laid it here.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

words! {
    /// How well evidence carries a challenge.
    Strength {
        /// Nothing shows it here.
        None = "none",
        /// Something does.
        Single = "single",
        /// Two organisations, or two kinds of evidence, tell the same.
        Some = "some",
        /// At least three organisations and two kinds of evidence do.
        Strong = "strong",
    }
}

words! {
    /// How evidence of the last twelve months stands to that of the twelve before.
    Trend {
        /// There is too little to say.
        Unknown = "unknown",
        /// There is clearly more.
        Growing = "growing",
        /// There is about as much.
        Steady = "steady",
        /// There is clearly less.
        Falling = "falling",
    }
}

/// Fewer rows than this in two years say nothing of a trend.
pub const TREND_ROWS: usize = 3;

/// How strong evidence is: by how many organisations that do not know of each other's rows tell it, and in how many ways. A study counts
/// as a way and never as an organisation, so that literature alone shows nothing here.
#[must_use]
pub fn strength(rows: &[Evidence]) -> Strength {
    let own: Vec<_> = rows.iter().filter(|row| row.organisation.is_some()).collect();
    if own.is_empty() {
        return Strength::None;
    }
    let organisations = own.iter().filter_map(|row| row.organisation).collect::<BTreeSet<_>>().len();
    let kinds = rows.iter().map(|row| row.kind.code()).collect::<BTreeSet<_>>().len();
    match (organisations, kinds) {
        (3.., 2..) => Strength::Strong,
        (2.., _) | (_, 2..) => Strength::Some,
        _ => Strength::Single,
    }
}

/// How many rows the last twelve months have, and the twelve before them.
#[must_use]
pub fn periods(rows: &[Evidence], today: Date) -> (usize, usize) {
    let back = |years: i16| today.saturating_sub(jiff::Span::new().years(years));
    let (year, two) = (back(1), back(2));
    let recent = rows.iter().filter(|row| row.day > year).count();
    let earlier = rows.iter().filter(|row| row.day > two && row.day <= year).count();
    (recent, earlier)
}

/// What the two periods come to: clearly more is two rows more and half as many again.
#[must_use]
pub fn trend(rows: &[Evidence], today: Date) -> Trend {
    let (recent, earlier) = periods(rows, today);
    let more = |one: usize, other: usize| one >= other + 2 && 2 * one >= 3 * other;
    match () {
        () if recent + earlier < TREND_ROWS => Trend::Unknown,
        () if more(recent, earlier) => Trend::Growing,
        () if more(earlier, recent) => Trend::Falling,
        () => Trend::Steady,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn row(kind: EvidenceKind, organisation: Option<OrganisationId>, day: Date) -> Evidence {
        let now = Instant::from_milliseconds(1);
        Evidence {
            id: EvidenceId::at(now),
            challenge: ChallengeId::at(now),
            kind,
            organisation,
            text: String::new(),
            source: String::new(),
            record: String::new(),
            day,
            sharing: Sharing::Collaboration,
            person: None,
            at: now,
        }
    }

    #[test]
    fn strength_counts_organisations_and_ways_and_not_rows() {
        use EvidenceKind::{Interview, Obstacle, Study};
        let now = Instant::from_milliseconds(1);
        let [a, b, c] = [(); 3].map(|()| Some(OrganisationId::at(now)));
        type Rows<'a> = &'a [(EvidenceKind, Option<OrganisationId>)];
        let table: [(Rows<'_>, Strength); 8] = [
            (&[], Strength::None),
            (&[(Study, None), (Study, None)], Strength::None),
            (&[(Obstacle, a)], Strength::Single),
            (&[(Obstacle, a), (Obstacle, a), (Obstacle, a)], Strength::Single),
            (&[(Obstacle, a), (Study, None)], Strength::Some),
            (&[(Obstacle, a), (Obstacle, b)], Strength::Some),
            (&[(Obstacle, a), (Obstacle, b), (Obstacle, c)], Strength::Some),
            (&[(Obstacle, a), (Obstacle, b), (Interview, c)], Strength::Strong),
        ];
        for (rows, expected) in table {
            let rows: Vec<_> = rows.iter().map(|(kind, who)| row(*kind, *who, date(2026, 1, 1))).collect();
            assert_eq!(strength(&rows), expected, "{} rows", rows.len());
        }
    }

    #[test]
    fn a_trend_needs_rows_and_a_clear_difference() {
        let today = date(2026, 11, 30);
        // rows of the last twelve months, of the twelve before, and what they come to
        let table = [
            (0, 0, Trend::Unknown),
            (2, 0, Trend::Unknown),
            (3, 0, Trend::Growing),
            (2, 1, Trend::Steady),
            (3, 1, Trend::Growing),
            (5, 4, Trend::Steady),
            (10, 8, Trend::Steady),
            (1, 3, Trend::Falling),
        ];
        for (recent, earlier, expected) in table {
            let mut rows = vec![row(EvidenceKind::Obstacle, None, date(2026, 3, 1)); recent];
            rows.extend(vec![row(EvidenceKind::Obstacle, None, date(2025, 3, 1)); earlier]);
            rows.push(row(EvidenceKind::Obstacle, None, date(2020, 1, 1)));
            assert_eq!(trend(&rows, today), expected, "{recent} after {earlier}");
            assert_eq!(periods(&rows, today), (recent, earlier));
        }
    }
}
