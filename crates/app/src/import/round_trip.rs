//! Rows that come back from a spreadsheet: what the person changed there is told apart from what others have changed meanwhile.
//!
//! A file carries each entry's version and how far the trail had told of it. What stood there then is worked out from the events since: each
//! says what it changed from. So nothing is kept for files that never come back, and all three values can be shown. Usages have a mark of
//! their own in the file, because their events do not say whose they are. Not here: what a row says ([`super::entry`]).

use std::collections::BTreeMap;

use domain::event::{EventKind, SubjectKind};
use domain::number::Number;
use domain::solution::Solution;
use domain::usage::Usage;
use exchange::write::joined_items;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::Tx;

use super::entry::Row;
use super::plan::{Found, Planner, usage_told};
use super::report::{ConflictField, Draft, RowConflict};
use super::snapshot::Snapshot;
use crate::{AppError, changes};

/// Characters of the mark of an entry's usages.
const DIGEST: usize = 8;
/// The field of a conflict about who uses it.
const USAGE: &str = "usage";

/// What happens to a row whose entry somebody else has changed meanwhile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolve {
    /// Nothing: the entry stays as it is, also where only the file changes it.
    #[default]
    LeaveOut,
    /// Where both have changed a value, the catalogue's stays.
    Ours,
    /// Where both have changed a value, the file's is taken.
    File,
}

impl Resolve {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::LeaveOut, Self::Ours, Self::File];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave_out",
            Self::Ours => "ours",
            Self::File => "file",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What was chosen for conflicts: for all, and for single entries by their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conflicts {
    /// For those that nothing else was chosen for.
    pub all: Resolve,
    /// By number.
    pub rows: BTreeMap<String, Resolve>,
}

impl Conflicts {
    fn of(&self, number: Number) -> Resolve {
        self.rows.get(&number.to_string()).copied().unwrap_or(self.all)
    }
}

/// What a file carries of an entry's state.
struct Mark {
    sequence: i64,
    usages: String,
}

impl Mark {
    /// `v7 #1042 0123abcd`; `None` where that column is gone or says something else.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split_whitespace();
        parts.next()?.strip_prefix('v')?.parse::<i64>().ok()?;
        let sequence = parts.next()?.strip_prefix('#')?.parse().ok()?;
        Some(Self { sequence, usages: parts.next()?.to_owned() })
    }
}

/// The mark of an entry that is exported, when the trail has told so far of it.
pub(crate) fn mark(version: i64, sequence: i64, usages: &[String]) -> String {
    format!("v{version} #{sequence} {}", digest(usages))
}

fn digest(usages: &[String]) -> String {
    let sum = format!("{:x}", Sha256::digest(joined_items(usages)));
    sum.chars().take(DIGEST).collect()
}

/// Usages that a row would register or change, with what they were.
pub(super) type UsagePairs = Vec<(Option<Usage>, Usage)>;

impl Planner<'_> {
    /// The entry as the row leaves it, once what others have changed meanwhile is kept: a value that the file has as it was exported was
    /// not touched there. `None` where the row is left out. A row without a mark stays what it is.
    pub(super) async fn come_back(
        &self,
        tx: &mut Tx,
        row: &Row<'_>,
        found: &Found,
        (after, usages): (Solution, &mut UsagePairs),
        draft: &mut Draft,
    ) -> Result<Option<Solution>, AppError> {
        let Some(mark) = Mark::read(&row.record.version) else { return Ok(Some(after)) };
        let (was, usages_changed) = exported(tx, &found.named, &mark).await?;
        let now = &found.today;
        let values = [&was, now, &after].map(|state| Snapshot::of(state, &[]));
        let [base, is, file] = &values;
        let mut merged = is.clone();
        let mut clashing: Vec<String> = Vec::new();
        for field in file.0.keys() {
            let (old, current, new) = (base.value(field), is.value(field), file.value(field));
            // Whose entry it is, is no matter of a spreadsheet.
            if field == "owner" || new == current || new == old {
                continue;
            }
            if current == old {
                merged.0.insert(field.clone(), new.clone());
            } else {
                clashing.push(field.clone());
            }
        }
        if digest(&row.record.usages) == mark.usages {
            usages.clear();
        }
        let usage_clashes = usages_changed && !usages.is_empty();
        let mut told = told(&clashing, &was, now, &after);
        told.extend(usage_clashes.then(|| of_usages(usages)));
        if told.is_empty() {
            return Ok(Some(merged.put_into(&after)?));
        }
        let resolve = self.known.conflicts.of(now.number);
        draft.conflict(RowConflict {
            place: row.place,
            number: now.number,
            name: now.facts.name.clone(),
            resolve,
            fields: told,
        });
        match resolve {
            Resolve::LeaveOut => return Ok(None),
            Resolve::Ours if usage_clashes => usages.clear(),
            Resolve::Ours => {}
            Resolve::File => {
                for field in clashing {
                    let value: Value = file.value(&field).clone();
                    merged.0.insert(field, value);
                }
            }
        }
        Ok(Some(merged.put_into(&after)?))
    }
}

/// The entry as it was when it was exported, and whether somebody has changed who uses it since.
async fn exported(tx: &mut Tx, entry: &Solution, mark: &Mark) -> Result<(Solution, bool), AppError> {
    let (mut was, mut usages_changed) = (entry.clone(), false);
    let events = store::event::of_subject(tx, SubjectKind::Solution, &entry.id.to_string(), i64::MAX).await?;
    for event in events.iter().take_while(|event| event.sequence > mark.sequence) {
        let moves = [EventKind::UsageChanged, EventKind::Merged, EventKind::Unmerged, EventKind::Split];
        usages_changed |= moves.contains(&event.kind);
        for change in &event.changes {
            usages_changed |= change.field == USAGE;
            changes::revert(&mut was, change);
        }
    }
    Ok((was, usages_changed))
}

/// The three values of fields in which both have changed something.
fn told(clashing: &[String], was: &Solution, now: &Solution, file: &Solution) -> Vec<ConflictField> {
    let (meanwhile, wanted) = (changes::of_solution(was, now), changes::of_solution(was, file));
    let of = |field: &String| {
        let find = |changes: &[domain::event::Change]| {
            let found = changes.iter().find(|change| change.field == *field)?;
            Some((found.before.clone(), found.after.clone()))
        };
        let (exported, present) = find(&meanwhile).unwrap_or_default();
        let (_, wanted) = find(&wanted).unwrap_or_default();
        ConflictField { field: field.clone(), exported, present, wanted }
    };
    clashing.iter().map(of).collect()
}

fn of_usages(usages: &UsagePairs) -> ConflictField {
    let told = |usages: Vec<&Usage>| {
        let lines: Vec<String> = usages.into_iter().map(usage_told).collect();
        Some(lines.join("\n")).filter(|text| !text.is_empty())
    };
    ConflictField {
        field: USAGE.to_owned(),
        exported: None,
        present: told(usages.iter().filter_map(|(before, _)| before.as_ref()).collect()),
        wanted: told(usages.iter().map(|(_, after)| after).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_what_it_was_given_and_anything_else_says_nothing() {
        let usages = ["Vara kommun|in_use".to_owned()];
        let read = Mark::read(&mark(7, 1042, &usages)).unwrap();
        assert_eq!((read.sequence, read.usages), (1042, digest(&usages)));
        for other in ["", "7", "v7", "v7 #", "vx #1 a", "2024-01-01"] {
            assert!(Mark::read(other).is_none(), "{other}");
        }
        assert_ne!(digest(&usages), digest(&[]));
    }
}
