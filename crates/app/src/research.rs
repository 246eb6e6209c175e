//! Extracts for research: what members share with each other, over a period, without anybody's name or words.
//!
//! The rules are in `docs/decisions/0023`. An extract isn't kept: who asks for it again gets it made again from the records, and is told
//! whether it is the same. Not here: files and what columns mean in words (`web`).

use std::collections::{BTreeMap, BTreeSet};

use domain::collaboration::{Collaboration, MembershipState};
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CollaborationId, ExtractId};
use domain::instant::Instant;
use domain::permission::{Actor, Deed, Subject};
use domain::research::{Extract, FEWEST, told};
use domain::sharing::Sharing;
use domain::text::DESCRIPTION_MAX;
use hmac::{Hmac, Mac};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::Tx;
use store::research::Of;

pub use store::research::{Holds, PARTS};

use crate::checked::Checked;
use crate::collaboration::confirmed_members;
use crate::error::{AppError, FieldProblem};
use crate::history::doer;
use crate::initiative::name_of;
use crate::matches::Question;
use crate::session::random_token;
use crate::{App, Directory};

/// How many solutions are told for a need.
const MATCHES_TOLD: usize = 10;
/// So many digits of a pseudonym: two of a million records share one once in thirty million times.
const DIGITS: usize = 16;
/// What is matched is that of the day on which it is asked for, and no part of the checksum.
pub const MATCHES: &str = "matches";
/// Sums over events.
pub const COUNTS: &str = "counts";

/// What is to be taken out.
#[derive(Debug, Clone, Default)]
pub struct ExtractInput {
    /// Of which collaboration.
    pub collaboration: Option<CollaborationId>,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// What for.
    pub purpose: String,
}

/// An extract with names.
#[derive(Debug, Clone)]
pub struct ExtractRow {
    /// The extract.
    pub extract: Extract,
    /// The collaboration's name.
    pub collaboration: String,
    /// Who took it out.
    pub person: String,
    /// For which organisation.
    pub organisation: String,
}

/// A table as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractTable {
    /// Its name, which is a file's.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<&'static str>,
    /// Its rows; a value that is not there or not told is nothing.
    pub rows: Vec<Vec<Option<String>>>,
}

/// What is handed out.
#[derive(Debug, Clone)]
pub struct Extracted {
    /// What was taken out.
    pub row: ExtractRow,
    /// The tables.
    pub tables: Vec<ExtractTable>,
    /// Whether they are what they were when it was taken out.
    pub is_same: bool,
}

/// Where the own organisation is a member, and what has been taken out there.
#[derive(Debug, Clone)]
pub struct Extracts {
    /// Latest first.
    pub rows: Vec<ExtractRow>,
    /// The collaborations.
    pub collaborations: Vec<Collaboration>,
    /// Whether the reader may take out more.
    pub may_take_out: bool,
}

impl App {
    /// What has been taken out of the records of the collaborations that the organisation acted for is a member of.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who has no role in an organisation.
    pub async fn extracts(&self, actor: &Actor) -> Result<Extracts, AppError> {
        let mut tx = self.db.read().await?;
        let collaborations = where_member(&mut tx, actor).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for collaboration in &collaborations {
            for extract in store::research::of_collaboration(&mut tx, collaboration.id).await? {
                rows.push(row(&mut tx, &directory, collaboration, extract).await?);
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.extract.made, row.extract.id)));
        Ok(Extracts { rows, collaborations, may_take_out: may_take_out(actor) })
    }

    /// One of them.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for one of a collaboration that the organisation acted for is no member of.
    pub async fn read_extract(&self, actor: &Actor, id: ExtractId) -> Result<ExtractRow, AppError> {
        let mut tx = self.db.read().await?;
        let (collaboration, extract) = find(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        row(&mut tx, &directory, &collaboration, extract).await
    }

    /// Takes out what members of a collaboration share, over a period. That it was done, of what and why is kept for all members to read.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is no researcher in a member organisation; [`AppError::Invalid`] for a period that is none or has not ended,
    /// and without a purpose.
    pub async fn take_out(&self, actor: &Actor, input: &ExtractInput) -> Result<Extract, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !may_take_out(actor) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let first = checked.required_day("first", 0, &input.first);
        let last = checked.required_day("last", 0, &input.last);
        if last.is_some_and(|last| last > now.day()) {
            checked.add("last", 0, FieldProblem::DayToCome);
        }
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            checked.add("last", 0, FieldProblem::EndsTooEarly);
        }
        let purpose = checked.required("purpose", 0, &input.purpose, DESCRIPTION_MAX);
        let mut tx = self.db.write().await?;
        let there = where_member(&mut tx, actor).await?;
        let collaboration = there.into_iter().find(|one| Some(one.id) == input.collaboration);
        if collaboration.is_none() {
            checked.add("collaboration", 0, FieldProblem::Unknown);
        }
        checked.done()?;
        let (Some(collaboration), Some(first), Some(last)) = (collaboration, first, last) else {
            return Err(AppError::NotFound);
        };
        let secret = match store::research::secret(&mut tx, collaboration.id).await? {
            Some(secret) => secret,
            None => {
                let secret = random_token()?;
                store::research::keep_secret(&mut tx, collaboration.id, &secret).await?;
                secret
            }
        };
        let tables = tables(&mut tx, collaboration.id, (first, last), &secret).await?;
        let rows = tables.iter().map(|table| table.rows.len()).sum::<usize>();
        let extract = Extract {
            id: ExtractId::at(now),
            collaboration: collaboration.id,
            organisation: member.organisation,
            person: member.person,
            purpose,
            days: (first, last),
            made: now,
            rows: i64::try_from(rows).unwrap_or(i64::MAX),
            checksum: checksum(&tables),
        };
        store::research::insert(&mut tx, &extract).await?;
        let changes = [
            Change::between("period", "", &format!("{first}/{last}")),
            Change::between("purpose", "", &extract.purpose),
            Change::between("rows", "", &rows.to_string()),
            Change::between("checksum", "", &extract.checksum),
        ];
        self.extract_event(&mut tx, actor, &extract, EventKind::TakenOut, changes).await?;
        tx.commit().await?;
        Ok(extract)
    }

    /// Makes what was taken out again, with what is matched today. That it was fetched is kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] as [`App::read_extract`]; [`AppError::Denied`] for who is no researcher.
    pub async fn fetch_extract(&self, actor: &Actor, id: ExtractId) -> Result<Extracted, AppError> {
        let mut tx = self.db.write().await?;
        let (collaboration, extract) = find(&mut tx, actor, id).await?;
        if !may_take_out(actor) {
            return Err(AppError::Denied);
        }
        let secret = store::research::secret(&mut tx, collaboration.id).await?.ok_or(AppError::NotFound)?;
        let mut tables = tables(&mut tx, collaboration.id, extract.days, &secret).await?;
        let now = checksum(&tables);
        let is_same = now == extract.checksum;
        let changes = [Change::between("fetched", "", &now)];
        self.extract_event(&mut tx, actor, &extract, EventKind::TakenOutAgain, changes).await?;
        let directory = Directory::read(&mut tx).await?;
        let row = row(&mut tx, &directory, &collaboration, extract).await?;
        let of = of(&mut tx, collaboration.id, row.extract.days).await?;
        let needs = store::research::texts_of_needs(&mut tx, &of).await?;
        tx.commit().await?;
        tables.push(self.matched(actor, &needs, &secret).await?);
        Ok(Extracted { row, tables, is_same })
    }

    /// What is matched with each need today, of what members share.
    async fn matched(
        &self,
        actor: &Actor,
        needs: &[(String, String)],
        secret: &str,
    ) -> Result<ExtractTable, AppError> {
        let mut rows = Vec::new();
        for (need, text) in needs {
            let question = Question { text, solutions: MATCHES_TOLD, needs: 0, except: None };
            let found = self.matches(actor, question).await?;
            let shared = found.solutions.iter().filter(|one| one.solution.sharing >= Sharing::Collaboration);
            for (place, found) in shared.enumerate() {
                rows.push(vec![
                    Some(pseudonym(secret, need)),
                    Some((place + 1).to_string()),
                    Some(pseudonym(secret, &found.solution.id.to_string())),
                    Some(format!("{:.2}", found.hit.score)),
                    Some(found.hit.confidence.code().to_owned()),
                ]);
            }
        }
        Ok(ExtractTable {
            name: MATCHES,
            columns: vec!["need", "rank", "solution", "score", "confidence"],
            rows,
        })
    }

    async fn extract_event<const N: usize>(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        extract: &Extract,
        kind: EventKind,
        changes: [Option<Change>; N],
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Collaboration, extract.collaboration.to_string());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }
}

fn may_take_out(actor: &Actor) -> bool {
    let own = actor.member().map(|member| Subject::of(member.organisation));
    own.is_some_and(|own| actor.may(Deed::TakeOut, &own))
}

/// The collaborations that the organisation acted for is a confirmed member of, for who may read what was taken out there.
async fn where_member(tx: &mut Tx, actor: &Actor) -> Result<Vec<Collaboration>, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    if !actor.may(Deed::ReadTakenOut, &Subject::of(member.organisation)) {
        return Err(AppError::Denied);
    }
    let mut found = Vec::new();
    for membership in store::collaboration::of_organisation(tx, member.organisation).await? {
        if membership.state == MembershipState::Confirmed {
            found.extend(store::collaboration::get(tx, membership.collaboration).await?);
        }
    }
    Ok(found)
}

async fn find(tx: &mut Tx, actor: &Actor, id: ExtractId) -> Result<(Collaboration, Extract), AppError> {
    let extract = store::research::get(tx, id).await?.ok_or(AppError::NotFound)?;
    let there = where_member(tx, actor).await?;
    let collaboration = there.into_iter().find(|one| one.id == extract.collaboration);
    Ok((collaboration.ok_or(AppError::NotFound)?, extract))
}

async fn row(
    tx: &mut Tx,
    directory: &Directory,
    collaboration: &Collaboration,
    extract: Extract,
) -> Result<ExtractRow, AppError> {
    Ok(ExtractRow {
        collaboration: collaboration.name.clone(),
        person: name_of(tx, Some(extract.person)).await?.unwrap_or_default(),
        organisation: directory.short_name(extract.organisation),
        extract,
    })
}

async fn of(
    tx: &mut Tx,
    collaboration: CollaborationId,
    (first, last): (Date, Date),
) -> Result<Of, AppError> {
    let starts = |day: Date| Instant::when_clocks_show(day.at(0, 0, 0, 0)).ok_or(AppError::NotFound);
    let after = last.tomorrow().map_err(|_| AppError::NotFound)?;
    let members = confirmed_members(tx, collaboration).await?;
    Ok(Of { collaboration, members, between: (starts(first)?, starts(after)?) })
}

/// The tables of a period, with pseudonyms, and without people of whom too few have acted.
async fn tables(
    tx: &mut Tx,
    collaboration: CollaborationId,
    days: (Date, Date),
    secret: &str,
) -> Result<Vec<ExtractTable>, AppError> {
    let of = of(tx, collaboration, days).await?;
    let mut read = Vec::new();
    for part in PARTS {
        read.push((part, store::research::rows(tx, part, &of).await?));
    }
    let mut people: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (part, rows) in &read {
        let at = |wanted: &str| part.columns.iter().position(|(name, _)| *name == wanted);
        let (Some(organisation), Some(person)) = (at("organisation"), at("person")) else { continue };
        for row in rows {
            if let (Some(organisation), Some(person)) = (&row[organisation], &row[person]) {
                people.entry(organisation).or_default().insert(person);
            }
        }
    }
    let is_told = |organisation: &str| people.get(organisation).is_some_and(|there| there.len() >= FEWEST);
    let mut tables = Vec::new();
    for (part, rows) in &read {
        let organisation = part.columns.iter().position(|(name, _)| *name == "organisation");
        let cell = |row: &[Option<String>], at: usize| {
            let value = row[at].as_deref()?;
            match part.columns[at].1 {
                Holds::Code | Holds::Number | Holds::Day => Some(value.to_owned()),
                Holds::Instant => {
                    value.parse().ok().map(|at| Instant::from_milliseconds(at).day().to_string())
                }
                Holds::Id => Some(pseudonym(secret, value)),
                Holds::Person => {
                    let there = organisation.and_then(|at| row[at].as_deref());
                    there.is_some_and(is_told).then(|| pseudonym(secret, value))
                }
            }
        };
        let told = |row: &Vec<Option<String>>| (0..row.len()).map(|at| cell(row, at)).collect();
        tables.push(ExtractTable {
            name: part.name,
            columns: part.columns.iter().map(|(name, _)| *name).collect(),
            rows: rows.iter().map(told).collect(),
        });
    }
    let counts = tables.iter().find(|table| table.name == "events").map(counts);
    tables.extend(counts);
    Ok(tables)
}

/// How many events of each kind there were by month and organisation; small numbers are left out.
fn counts(events: &ExtractTable) -> ExtractTable {
    let at = |wanted: &str| events.columns.iter().position(|name| *name == wanted);
    let by = ["day", "organisation", "record_kind", "kind"].map(|name| at(name).unwrap_or_default());
    let mut sums: BTreeMap<[&str; 4], usize> = BTreeMap::new();
    for row in &events.rows {
        let mut key = by.map(|at| row[at].as_deref().unwrap_or_default());
        // `2026-11` of `2026-11-30`.
        key[0] = key[0].get(..7).unwrap_or_default();
        *sums.entry(key).or_default() += 1;
    }
    let row = |(key, count): (&[&str; 4], &usize)| {
        let mut cells: Vec<Option<String>> = key.iter().map(|part| Some((*part).to_owned())).collect();
        cells.push(told(*count).map(|count| count.to_string()));
        cells
    };
    let columns = vec!["month", "organisation", "record_kind", "kind", "count"];
    ExtractTable { name: COUNTS, columns, rows: sums.iter().map(row).collect() }
}

/// The same for the same id, and of no use to whoever doesn't have the secret (RFC 2104, HMAC).
fn pseudonym(secret: &str, id: &str) -> String {
    let mut hash =
        <Hmac<Sha256> as Mac>::new_from_slice(secret.as_bytes()).unwrap_or_else(|_| unreachable!());
    hash.update(id.as_bytes());
    let mut digits = format!("{:x}", hash.finalize().into_bytes());
    digits.truncate(DIGITS);
    digits
}

/// Of the tables as they are handed out.
fn checksum(tables: &[ExtractTable]) -> String {
    let mut hash = Sha256::new();
    for table in tables {
        hash.update(table.name);
        for row in &table.rows {
            for cell in row {
                hash.update(cell.as_deref().unwrap_or_default());
                hash.update([0]);
            }
            hash.update([1]);
        }
    }
    format!("{:x}", hash.finalize())
}
