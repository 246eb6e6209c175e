//! What an import tells: counts, problems and remarks row by row, and words that were not understood. Lists are
//! bounded and everything is counted.
//!
//! Not here: sentences; each finding has a stable code and `web` has its text.

use std::collections::HashMap;

use domain::event::Change;
use domain::id::ImportId;
use domain::number::Number;
use domain::sharing::Sharing;
use domain::solution::Solution;
use exchange::{Field, Problem, ProblemKind, Remark, RemarkKind};

use super::round_trip::Resolve;

/// Most problems and most remarks that are kept, of each.
const FINDINGS_KEPT: usize = 50_000;
/// Most different words that are kept.
const WORDS_KEPT: usize = 2_000;
/// Longest piece of a value that is quoted, in characters.
const EXCERPT: usize = 80;
/// Most rows that make or change an entry which are told one by one.
const CHANGES_KEPT: usize = 20_000;
/// Most rows in conflict that are told one by one.
const CONFLICTS_KEPT: usize = 2_000;
/// Longest piece of what an entry says that is told before and after, in characters.
const CHANGE_EXCERPT: usize = 300;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything that counts as made or changed is in the catalogue.
    Saved,
    /// The counts are true, and nothing was saved.
    Tried,
    /// Rows were at fault, and nothing was saved.
    Refused,
}

/// Where in the files something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which table, from 0.
    pub table: usize,
    /// The row, as [`exchange::Problem::row`].
    pub row: u64,
}

/// What is told about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// The row is refused.
    Problem(ProblemKind),
    /// Something was done to the row while it was read.
    Remark(RemarkKind),
    /// A later row has the same key and was used instead.
    Superseded {
        /// The row that was used.
        by: Place,
    },
    /// The address is no web address and was left out.
    NotAWebAddress,
    /// The day or time could not be read and was left out.
    NotADate,
    /// The entry with the row's key had quite another name.
    NameReplaced {
        /// The name it had.
        before: String,
    },
    /// The row's organisation is unknown and the entry has been given an owner, who stays.
    OwnerKept,
    /// The row is refused: its entry is in a catalogue that whoever imports does not keep.
    NotYours,
    /// The row is refused: a personal identity number stands in it, and it would be read beyond the own organisation.
    IdentityNumber,
    /// A personal identity number stands in it.
    IdentityNumberKept,
    /// What looks like a password, a key or the like stands in it.
    Secret,
    /// It reads like one particular person.
    Individual,
    /// What other organisations use was left out: they say so themselves.
    UsageOfOthers,
    /// A usage was left out, because the organisation has rejected it: only its own people say that it is so after all.
    UsageRejected,
    /// More would read the entry than do so now.
    Raised {
        /// How far it is shared now.
        before: Sharing,
        /// How far it would be.
        after: Sharing,
    },
    /// The row says public, which takes two people and is done at the entry.
    PublicTakesTwo,
    /// Others have changed the entry since it was exported.
    Conflict,
    /// The entry that the row names has gone up in another, which the row is about now.
    WentUpIn {
        /// That one's number.
        number: Number,
    },
}

impl FindingKind {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Problem(problem) => problem.code(),
            Self::Remark(remark) => remark.code(),
            Self::Superseded { .. } => "superseded",
            Self::NotAWebAddress => "not_a_web_address",
            Self::NotADate => "not_a_date",
            Self::NameReplaced { .. } => "name_replaced",
            Self::OwnerKept => "owner_kept",
            Self::NotYours => "not_yours",
            Self::IdentityNumber => "identity_number",
            Self::IdentityNumberKept => "identity_number_kept",
            Self::Secret => "secret",
            Self::Individual => "individual",
            Self::UsageOfOthers => "usage_of_others",
            Self::UsageRejected => "usage_rejected",
            Self::Raised { .. } => "raised",
            Self::PublicTakesTwo => "public_takes_two",
            Self::Conflict => "conflict",
            Self::WentUpIn { .. } => "went_up_in",
        }
    }
}

/// One thing that is told about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Which column, when it is about one.
    pub column: Option<String>,
    /// What stands there, at most 80 characters of it.
    pub value: String,
    /// What is told.
    pub kind: FindingKind,
}

/// Findings, the first ones kept and all counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The first, in the order of the rows.
    pub kept: Vec<Finding>,
    /// How many there are.
    pub total: u64,
}

impl Findings {
    fn add(&mut self, finding: Finding) {
        self.total += 1;
        if self.kept.len() < FINDINGS_KEPT {
            self.kept.push(finding);
        }
    }
}

/// A word that is kept as it was written, because nothing says what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// What it was written as.
    pub field: Field,
    /// The word.
    pub value: String,
    /// In how many rows.
    pub rows: u64,
    /// The first of them.
    pub first: Place,
}

/// What a row made of an entry, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Where.
    pub place: Place,
    /// The entry's number; `None` for a new one.
    pub number: Option<Number>,
    /// What the entry is called then.
    pub name: String,
    /// What changes, long values cut; empty for a new one.
    pub changes: Vec<Change>,
}

/// A value that both the file and somebody else have changed since the entry was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictField {
    /// Which.
    pub field: String,
    /// As it was exported, where that is known.
    pub exported: Option<String>,
    /// As it is now.
    pub present: Option<String>,
    /// As the file has it.
    pub wanted: Option<String>,
}

/// A row whose entry others have changed since it was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowConflict {
    /// Where.
    pub place: Place,
    /// The entry's number.
    pub number: Number,
    /// What it is called now.
    pub name: String,
    /// What happens to the row.
    pub resolve: Resolve,
    /// The values that both have changed.
    pub fields: Vec<ConflictField>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The run; its events carry this.
    pub import: ImportId,
    /// How it ended.
    pub outcome: Outcome,
    /// Names of the files; [`Place::table`] points here.
    pub tables: Vec<String>,
    /// Rows read, empty ones left out.
    pub rows: u64,
    /// Entries made.
    pub created: u64,
    /// Entries changed.
    pub changed: u64,
    /// Rows that say what the catalogue says already.
    pub unchanged: u64,
    /// Rows left out because a later one has the same key.
    pub superseded: u64,
    /// Rows refused.
    pub refused: u64,
    /// Rows whose entries others have changed since they were exported; each is counted where it came to something, too.
    pub conflicted: u64,
    /// Rows of them that were left out.
    pub left_out: u64,
    /// Rows through which more come to read an entry; each is among the remarks by its name.
    pub raised: u64,
    /// The first of them.
    pub conflicts: Vec<RowConflict>,
    /// Why rows are refused.
    pub problems: Findings,
    /// What is told about other rows.
    pub remarks: Findings,
    /// Words that were not understood, the most frequent first.
    pub unknown: Vec<UnknownWord>,
    /// Different words beyond those that are listed, counted once for each row.
    pub unknown_left_out: u64,
    /// The first rows that make or change an entry.
    pub changes: Vec<RowChange>,
    /// The same for two runs that find the same catalogue and leave the same.
    pub digest: String,
}

/// A report while it is written.
pub(super) struct Draft {
    pub(super) report: ImportReport,
    words: HashMap<(Field, String), usize>,
}

impl Draft {
    pub(super) fn new(import: ImportId, tables: Vec<String>) -> Self {
        let report = ImportReport {
            import,
            outcome: Outcome::Refused,
            tables,
            rows: 0,
            created: 0,
            changed: 0,
            unchanged: 0,
            superseded: 0,
            refused: 0,
            conflicted: 0,
            left_out: 0,
            raised: 0,
            conflicts: Vec::new(),
            problems: Findings::default(),
            remarks: Findings::default(),
            unknown: Vec::new(),
            unknown_left_out: 0,
            changes: Vec::new(),
            digest: String::new(),
        };
        Self { report, words: HashMap::new() }
    }

    /// A row that is refused, with everything that is wrong with it.
    pub(super) fn refuse(&mut self, table: usize, problems: Vec<Problem>) {
        self.report.refused += 1;
        for problem in problems {
            self.report.problems.add(Finding {
                place: Place { table, row: problem.row },
                column: problem.column,
                value: problem.value,
                kind: FindingKind::Problem(problem.kind),
            });
        }
    }

    /// A row that could be read and is refused for what it says.
    pub(super) fn refuse_row(&mut self, place: Place, value: &str, kind: FindingKind) {
        self.report.refused += 1;
        self.report.problems.add(Finding { place, column: None, value: excerpt(value), kind });
    }

    /// A row that makes an entry, or changes one.
    pub(super) fn change(&mut self, change: RowChange) {
        let count = match change.number {
            None => &mut self.report.created,
            Some(_) => &mut self.report.changed,
        };
        *count += 1;
        if self.report.changes.len() < CHANGES_KEPT {
            let cut = |value: &Option<String>| value.as_deref().map(|text| shortened(text, CHANGE_EXCERPT));
            let short = |change: &Change| Change {
                field: change.field.clone(),
                before: cut(&change.before),
                after: cut(&change.after),
            };
            let changes = change.changes.iter().map(short).collect();
            self.report.changes.push(RowChange { changes, ..change });
        }
    }

    /// A row through which more come to read an entry that is there.
    pub(super) fn raised(&mut self, place: Place, (before, after): (&Solution, &Solution)) {
        self.report.raised += 1;
        let kind = FindingKind::Raised { before: before.sharing, after: after.sharing };
        self.remark(place, None, &after.facts.name, kind);
    }

    /// A row whose entry others have changed meanwhile.
    pub(super) fn conflict(&mut self, conflict: RowConflict) {
        self.report.conflicted += 1;
        self.report.left_out += u64::from(conflict.resolve == Resolve::LeaveOut);
        self.remark(conflict.place, None, &conflict.name, FindingKind::Conflict);
        if self.report.conflicts.len() < CONFLICTS_KEPT {
            let cut = |value: Option<String>| value.map(|text| shortened(&text, CHANGE_EXCERPT));
            let short = |field: ConflictField| ConflictField {
                exported: cut(field.exported),
                present: cut(field.present),
                wanted: cut(field.wanted),
                ..field
            };
            let fields = conflict.fields.into_iter().map(short).collect();
            self.report.conflicts.push(RowConflict { fields, ..conflict });
        }
    }

    /// What was done to a row while it was read.
    pub(super) fn remarks_of_reading(&mut self, table: usize, remarks: Vec<Remark>) {
        for remark in remarks {
            self.report.remarks.add(Finding {
                place: Place { table, row: remark.row },
                column: remark.column,
                value: remark.value,
                kind: FindingKind::Remark(remark.kind),
            });
        }
    }

    /// A row that is left out for a later one.
    pub(super) fn superseded(&mut self, place: Place, name: &str, by: Place) {
        self.report.superseded += 1;
        self.remark(place, None, name, FindingKind::Superseded { by });
    }

    pub(super) fn remark(&mut self, place: Place, column: Option<&str>, value: &str, kind: FindingKind) {
        let column = column.map(str::to_owned);
        self.report.remarks.add(Finding { place, column, value: excerpt(value), kind });
    }

    pub(super) fn unknown(&mut self, place: Place, field: Field, value: &str) {
        let key = (field, excerpt(value));
        if let Some(word) = self.words.get(&key).and_then(|at| self.report.unknown.get_mut(*at)) {
            word.rows += 1;
        } else if self.report.unknown.len() < WORDS_KEPT {
            self.words.insert(key.clone(), self.report.unknown.len());
            self.report.unknown.push(UnknownWord { field, value: key.1, rows: 1, first: place });
        } else {
            self.report.unknown_left_out += 1;
        }
    }

    pub(super) fn finish(mut self, outcome: Outcome) -> ImportReport {
        self.report.outcome = outcome;
        self.report.unknown.sort_by_key(|word| std::cmp::Reverse(word.rows));
        self.report
    }
}

fn excerpt(value: &str) -> String {
    shortened(value, EXCERPT)
}

fn shortened(value: &str, most: usize) -> String {
    match value.char_indices().nth(most) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", &value[..end]),
    }
}
