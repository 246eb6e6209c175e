//! The chain that ties events together, so that a changed, removed or moved one is found.
//!
//! The hash of an event is SHA-256, in lower-case hex, over the hash of the event before it, a line feed, and the event as a
//! JSON list without spaces: sequence, time in milliseconds, doer, person, organisation, kind of record, id of record, kind,
//! changes as the text that is stored, import; what is missing is `null`. Before the first event stand 64 zeros. Another
//! program can compute the same from an export.
//!
//! What an event changed can be emptied when its record is disposed of. Its hash can then not be computed any more, but the next event is
//! still tied to it. The event of the disposal, later in the same chain, names each that was emptied with a digest of all that is left
//! of it ([`Entry::left`]), so nothing else can be changed there unseen, and none is empty without a decision.
//!
//! Whoever can write the database can make a whole new chain: only a head that is kept elsewhere shows that.
//! Deliberately not here: who may look (`app::trail`), and what is said about a finding.

use std::collections::BTreeMap;

use domain::event::SubjectKind;
use sha2::{Digest, Sha256};

use crate::db::{Row, StoreError, Tx, sql};

/// What stands before the first event.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Events that are read or sealed at a time.
const PORTION: i64 = 1_000;
/// Findings that are told; more say no more.
const TOLD: usize = 100;

/// An event as it is stored, for the chain and for exports.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Entry {
    /// Its place.
    pub sequence: i64,
    /// When, in milliseconds UTC.
    pub at: i64,
    /// `operator`, `person` or `anonymous`.
    pub doer: String,
    /// Id of the person.
    pub person: Option<String>,
    /// Id of the organisation acted for.
    pub organisation: Option<String>,
    /// Kind of record.
    pub subject_kind: String,
    /// Id of the record.
    pub subject: String,
    /// What happened.
    pub kind: String,
    /// What changed, as JSON text.
    pub changes: String,
    /// Id of the import run.
    pub import: Option<String>,
    /// Its hash; nothing where it is not sealed.
    pub hash: Option<String>,
}

impl Entry {
    /// The hash that this event must have behind one with the previous hash.
    #[must_use]
    pub fn expected(&self, previous: &str) -> String {
        let fields = serde_json::json!([
            self.sequence,
            self.at,
            self.doer,
            self.person,
            self.organisation,
            self.subject_kind,
            self.subject,
            self.kind,
            self.changes,
            self.import
        ]);
        let digest = Sha256::digest(format!("{previous}\n{fields}"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Entry {
    /// SHA-256 over what is left of an event whose changes were emptied, as a JSON list without spaces: all of it but the changes, and its
    /// hash. Half bytes are written as the letters a to p, so that nothing in it is ever taken for a personal identity number.
    #[must_use]
    pub fn left(&self) -> String {
        let fields = serde_json::json!([
            self.sequence,
            self.at,
            self.doer,
            self.person,
            self.organisation,
            self.subject_kind,
            self.subject,
            self.kind,
            self.import,
            self.hash
        ]);
        let letter = |half: u8| char::from(b'a' + half);
        let digest = Sha256::digest(fields.to_string());
        digest.iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
    }
}

/// What stands where changes were emptied.
const NOTHING: &str = "[]";
/// The field of a disposal's event that names what was emptied.
pub const EMPTIED: &str = "emptied";

/// An event whose changes were emptied, with the digest of what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emptied {
    /// Its place.
    pub sequence: i64,
    /// See [`Entry::left`].
    pub left: String,
}

impl std::fmt::Display for Emptied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.sequence, self.left)
    }
}

/// Empties what events changed of a record: all of it, or only that of events that are about something of it (`comment`).
///
/// # Errors
/// When the database fails.
pub(crate) async fn empty(
    tx: &mut Tx,
    (kind, subject): (SubjectKind, &str),
    only: &str,
) -> Result<Vec<Emptied>, StoreError> {
    // A chain that is not sealed yet would be sealed over what is left.
    seal(tx).await?;
    let rows = sql("SELECT * FROM events WHERE subject_kind = $4 AND subject_id = $1 AND changes <> $2 \
         AND ($3 = '' OR kind IN ('commented', 'comment_hidden', 'comment_taken_back', 'comment_shown')) ORDER BY sequence")
    .bind(subject)
    .bind(NOTHING)
    .bind(only)
    .bind(kind.code())
    .all(tx)
    .await?;
    let mut emptied = Vec::new();
    for row in &rows {
        let entry = read(row)?;
        // What a disposal says of others must stay readable.
        if entry.kind == "disposed" {
            continue;
        }
        sql("UPDATE events SET changes = $2 WHERE sequence = $1")
            .bind(entry.sequence)
            .bind(NOTHING)
            .execute_one(tx)
            .await?;
        emptied.push(Emptied { sequence: entry.sequence, left: entry.left() });
    }
    Ok(emptied)
}

/// What an event of a disposal says that it emptied.
fn said_emptied(entry: &Entry) -> Vec<Emptied> {
    if entry.kind != "disposed" {
        return Vec::new();
    }
    let changes: Vec<domain::event::Change> = serde_json::from_str(&entry.changes).unwrap_or_default();
    let said = changes.iter().filter(|change| change.field == EMPTIED);
    let parts = said.filter_map(|change| change.after.as_deref()).flat_map(str::split_whitespace);
    let one = |part: &str| {
        let (sequence, left) = part.split_once(':')?;
        Some(Emptied { sequence: sequence.parse().ok()?, left: left.to_owned() })
    };
    parts.filter_map(one).collect()
}

/// Events after a place in the sequence, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn after(tx: &mut Tx, sequence: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
    sql("SELECT * FROM events WHERE sequence > $1 ORDER BY sequence LIMIT $2")
        .bind(sequence)
        .bind(limit)
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// An event was changed, or moved to another's place.
    Changed {
        /// Its place.
        sequence: i64,
    },
    /// Events are gone.
    Missing {
        /// The first place.
        from: i64,
        /// The last place.
        to: i64,
    },
    /// An event has lost its hash.
    Unsealed {
        /// Its place.
        sequence: i64,
    },
    /// The event at the place of the kept head is gone or another.
    AnotherHead {
        /// The place of the kept head.
        sequence: i64,
    },
}

/// A place in the trail and the hash there; kept elsewhere it shows a trail that was made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The place.
    pub sequence: i64,
    /// The hash there.
    pub hash: String,
}

/// A head that is none: a place, a colon and 64 digits are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAHead;

impl std::fmt::Display for NotAHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a head is a place, a colon and a hash of 64 digits")
    }
}

impl std::error::Error for NotAHead {}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.sequence, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (sequence, hash) = text.trim().split_once(':').ok_or(NotAHead)?;
        let sequence = sequence.parse().map_err(|_| NotAHead)?;
        let is_hash = hash.len() == GENESIS.len() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash { Ok(Self { sequence, hash: hash.to_lowercase() }) } else { Err(NotAHead) }
    }
}

/// What going through the trail gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Events there are.
    pub events: i64,
    /// The last of them.
    pub head: Head,
    /// What is wrong, in order; at most a hundred.
    pub findings: Vec<Finding>,
    /// Whether no event is sealed yet: the trail is from before there was a chain.
    pub is_unsealed: bool,
}

/// Goes through the whole trail, a portion at a time, in the same memory however long it is.
///
/// # Errors
/// When the database fails.
pub async fn verify(tx: &mut Tx, kept: Option<&Head>) -> Result<Verified, StoreError> {
    let mut walk = Walk::new(kept);
    loop {
        let entries = after(tx, walk.place, PORTION).await?;
        if entries.is_empty() {
            break;
        }
        for entry in &entries {
            walk.step(entry);
        }
    }
    let counted =
        sql("SELECT COALESCE(MAX(value), 0) AS n FROM counters WHERE name = 'event'").number(tx).await?;
    Ok(walk.end(counted))
}

/// The hash of the event before a place, having sealed what was not.
pub(crate) async fn head_before(tx: &mut Tx, sequence: i64) -> Result<String, StoreError> {
    let before = sql("SELECT sequence, hash FROM events WHERE sequence < $1 ORDER BY sequence DESC LIMIT 1")
        .bind(sequence)
        .first(tx)
        .await?;
    match before {
        None => Ok(GENESIS.to_owned()),
        Some(row) => match row.text_or_none("hash")? {
            Some(hash) => Ok(hash),
            None => seal(tx).await,
        },
    }
}

/// Gives every event its hash that has none yet, behind the last that has one, and gives the last hash.
async fn seal(tx: &mut Tx) -> Result<String, StoreError> {
    let sealed =
        sql("SELECT sequence, hash FROM events WHERE hash IS NOT NULL ORDER BY sequence DESC LIMIT 1")
            .first(tx)
            .await?;
    let (mut place, mut head) = match sealed {
        Some(row) => (row.int("sequence")?, row.text("hash")?),
        None => (0, GENESIS.to_owned()),
    };
    loop {
        let entries = after(tx, place, PORTION).await?;
        if entries.is_empty() {
            return Ok(head);
        }
        for entry in entries {
            head = entry.expected(&head);
            place = entry.sequence;
            sql("UPDATE events SET hash = $2 WHERE sequence = $1")
                .bind(place)
                .bind(&head)
                .execute_one(tx)
                .await?;
        }
    }
}

fn read(row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        sequence: row.int("sequence")?,
        at: row.int("at")?,
        doer: row.text("doer")?,
        person: row.text_or_none("person_id")?,
        organisation: row.text_or_none("organisation_id")?,
        subject_kind: row.text("subject_kind")?,
        subject: row.text("subject_id")?,
        kind: row.text("kind")?,
        changes: row.text("changes")?,
        import: row.text_or_none("import_id")?,
        hash: row.text_or_none("hash")?,
    })
}

/// One way through the trail.
struct Walk<'a> {
    place: i64,
    /// The hash at the place; nothing where it cannot be known.
    hash: Option<String>,
    last: String,
    count: i64,
    sealed: i64,
    unsealed: Vec<i64>,
    /// Events without their changes that no disposal has named yet, with what is left of them.
    empty: BTreeMap<i64, String>,
    findings: Vec<Finding>,
    kept: Option<&'a Head>,
    meets_kept: bool,
}

impl<'a> Walk<'a> {
    fn new(kept: Option<&'a Head>) -> Self {
        Self {
            place: 0,
            hash: Some(GENESIS.to_owned()),
            last: GENESIS.to_owned(),
            count: 0,
            sealed: 0,
            unsealed: Vec::new(),
            empty: BTreeMap::new(),
            findings: Vec::new(),
            kept,
            meets_kept: false,
        }
    }

    fn step(&mut self, entry: &Entry) {
        if entry.sequence != self.place + 1 {
            self.find(Finding::Missing { from: self.place + 1, to: entry.sequence - 1 });
            self.hash = None;
        }
        match &entry.hash {
            Some(hash) => {
                let expected = self.hash.as_ref().map(|previous| entry.expected(previous));
                if expected.is_some_and(|expected| expected != *hash) {
                    if entry.changes == NOTHING {
                        // A disposal that comes later may say so.
                        self.empty.insert(entry.sequence, entry.left());
                    } else {
                        self.find(Finding::Changed { sequence: entry.sequence });
                    }
                }
                for said in said_emptied(entry) {
                    if self.empty.get(&said.sequence) == Some(&said.left) {
                        self.empty.remove(&said.sequence);
                    }
                }
                self.sealed += 1;
                self.last.clone_from(hash);
            }
            None if self.unsealed.len() < TOLD => self.unsealed.push(entry.sequence),
            None => {}
        }
        self.meets_kept |= self
            .kept
            .is_some_and(|kept| kept.sequence == entry.sequence && Some(&kept.hash) == entry.hash.as_ref());
        self.hash.clone_from(&entry.hash);
        self.place = entry.sequence;
        self.count += 1;
    }

    fn find(&mut self, finding: Finding) {
        if self.findings.len() < TOLD {
            self.findings.push(finding);
        }
    }

    fn end(mut self, counted: i64) -> Verified {
        for sequence in std::mem::take(&mut self.empty).into_keys() {
            self.find(Finding::Changed { sequence });
        }
        let is_unsealed = self.sealed == 0 && self.count > 0;
        if !is_unsealed {
            for sequence in std::mem::take(&mut self.unsealed) {
                self.find(Finding::Unsealed { sequence });
            }
        }
        if counted > self.place {
            self.find(Finding::Missing { from: self.place + 1, to: counted });
        }
        if let Some(kept) = self.kept.filter(|_| !self.meets_kept) {
            self.find(Finding::AnotherHead { sequence: kept.sequence });
        }
        Verified {
            events: self.count,
            head: Head { sequence: self.place, hash: self.last },
            findings: self.findings,
            is_unsealed,
        }
    }
}
