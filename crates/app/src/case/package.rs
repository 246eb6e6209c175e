//! A case as a package to keep or to hand out: all that stands in it as data, and the links to what stands elsewhere. Masked, the
//! names of people, and numbers and addresses that lead to somebody, are put out.
//!
//! A mask finds what can be found by a program. Whoever hands a package out reads it first. Not here: its page (`web`), and the file
//! that holds it all (`exchange`).

use std::collections::{BTreeSet, HashSet};

use domain::event::{Change, EventKind};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::personal;
use domain::process::Process;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::Tx;

use super::{CasePage, load, parties, subject};
use crate::comment::{Extent, Thread};
use crate::error::AppError;
use crate::history::{self, HistoryEntry};
use crate::{App, cost};

/// Whether a package says who people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Masking {
    /// Names and numbers are put out.
    Masked,
    /// Everything is there.
    Whole,
}

/// What goes into a package.
#[derive(Debug, Clone)]
pub struct CasePackage {
    /// Everything as data.
    pub record: Value,
    /// The documents that are linked to: where in the data, and the address.
    pub links: Vec<(String, String)>,
    /// What has been said of it, for its page; not masked.
    pub thread: Thread,
    /// What puts names and numbers out of other texts about the same case.
    pub mask: Option<Mask>,
}

/// Puts names, numbers and addresses of people out of texts.
#[derive(Debug, Clone)]
pub struct Mask {
    /// Names with what stands in their place, the longest first.
    names: Vec<(String, String)>,
    today: Date,
}

impl Mask {
    /// People are numbered as they come up: in the order of their names the numbers would tell something of them.
    fn new(names: BTreeSet<String>, record: &Value, today: Date) -> Self {
        let written = record.to_string();
        let mut named: Vec<String> = names.into_iter().filter(|name| !name.trim().is_empty()).collect();
        named.sort_by_key(|name| written.find(name.as_str()).unwrap_or(usize::MAX));
        let label = |(at, name): (usize, String)| (name, format!("Person {}", at + 1));
        let mut names: Vec<(String, String)> = named.into_iter().enumerate().map(label).collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { names, today }
    }

    /// The text without them.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (name, label) in &self.names {
            if out.contains(name.as_str()) {
                out = out.replace(name.as_str(), label);
            }
        }
        let mut found = personal::find(&out, self.today);
        // From the end, so that the places before stay where they are.
        found.sort_by_key(|one| std::cmp::Reverse(one.range.start));
        for one in found {
            let length = out.get(one.range.clone()).map_or(0, |part| part.chars().count());
            out.replace_range(one.range, &"•".repeat(length));
        }
        out
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(list) => list.iter_mut().for_each(|one| self.value(one)),
            Value::Object(fields) => fields.values_mut().for_each(|one| self.value(one)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

impl App {
    /// A case as a package. That it was made is kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see; [`AppError::Denied`] for who does not keep it.
    pub async fn case_package(
        &self,
        actor: &Actor,
        number: Number,
        masking: Masking,
    ) -> Result<CasePackage, AppError> {
        let read = self.read_case(actor, number).await?;
        if !actor.may(Deed::KeepCase, &subject(&read.case)) {
            return Err(AppError::Denied);
        }
        let thread = self.thread(actor, number, Extent::All).await?;
        let initiatives = self.initiative_records(actor, number).await?;
        let mut tx = self.db.write().await?;
        let (found, process) = load(&mut tx, actor, number).await?;
        let now = self.clock.now();
        let events = all_events(&mut tx, actor, &found.id.to_string()).await?;
        let sheet = store::cost::of_case(&mut tx, found.id).await?.map(|(sheet, ..)| sheet);
        let prices = sheet.filter(|_| cost::may_read(actor, &found));
        let comments: Vec<Value> = thread
            .rows
            .iter()
            .map(|row| {
                let comment = &row.comment;
                json!({
                    "at": comment.at.timestamp().to_string(), "person": row.person, "organisation": row.organisation,
                    "state": comment.state.code(), "text": comment.text,
                })
            })
            .collect();
        let mut record = json!({
            "format": "brygga-case-1",
            "made": now.timestamp().to_string(),
            "masked": masking == Masking::Masked,
            "case": of_case(&read, &process),
            "needs": needs(&read),
            "hidden_needs": read.hidden_needs,
            "evidence": evidence(&read),
            "checks": checks(&read),
            "decisions": decisions(&read),
            "cost": prices,
            "initiatives": initiatives,
            "comments": comments,
            "events": events.iter().map(event).collect::<Vec<_>>(),
        });
        let mask = match masking {
            Masking::Whole => None,
            Masking::Masked => {
                let mut names = names_in(&record);
                for organisation in parties(&mut tx, &found).await? {
                    let people = store::person::of_organisation(&mut tx, organisation).await?;
                    names.extend(people.into_iter().map(|(person, _)| person.name));
                }
                let mask = Mask::new(names, &record, now.day());
                mask.value(&mut record);
                Some(mask)
            }
        };
        let mut links = Vec::new();
        collect_links("", &record, &mut links);
        let masked = if masking == Masking::Masked { "yes" } else { "no" };
        let changes = Change::between("masked", "", masked).into_iter().collect();
        self.case_event(&mut tx, actor, found.id, EventKind::PackageMade, changes).await?;
        tx.commit().await?;
        Ok(CasePackage { record, links, thread, mask })
    }
}

/// Everything that happened to it that the reader may know, first what was first.
async fn all_events(tx: &mut Tx, actor: &Actor, id: &str) -> Result<Vec<HistoryEntry>, AppError> {
    let mut entries = Vec::new();
    let kind = domain::event::SubjectKind::Case;
    for event in store::event::of_subject(tx, kind, id, i64::MAX).await? {
        entries.extend(history::entry(tx, actor, event).await?);
    }
    entries.reverse();
    Ok(entries)
}

fn of_case(read: &CasePage, process: &Process) -> Value {
    let case = &read.case;
    let stage = process.definition.stage(&case.stage).map(|stage| stage.name.sv.clone());
    json!({
        "number": case.number.to_string(), "title": case.title, "statement": case.statement,
        "organisation": read.organisation, "owner": read.owner, "track": case.track.code(),
        "state": case.state.code(), "stage": case.stage, "stage_name": stage,
        "entered": case.entered.timestamp().to_string(), "due": case.due.map(|day| day.to_string()),
        "exit": case.exit.map(|exit| exit.code()), "until": case.until.map(|day| day.to_string()),
        "sharing": case.sharing.code(), "process_revision": process.revision,
        "created": case.created.timestamp().to_string(), "updated": case.updated.timestamp().to_string(),
    })
}

fn needs(read: &CasePage) -> Vec<Value> {
    let need = |row: &super::CaseNeedRow| {
        let facts = &row.need.facts;
        json!({
            "number": row.need.number.to_string(), "organisation": row.organisation, "tie": row.tied.tie.code(),
            "title": facts.title, "text": facts.text, "who": facts.who, "how_often": facts.how_often,
            "affected": facts.affected, "wanted_effect": facts.wanted_effect, "law": facts.law,
            "on_behalf_of": facts.on_behalf_of, "heard_at": facts.heard_at,
            "requirements": row.need.requirements.iter().map(|one| one.text.clone()).collect::<Vec<_>>(),
        })
    };
    read.needs.iter().map(need).collect()
}

fn evidence(read: &CasePage) -> Vec<Value> {
    let written = read.demanded.iter().filter_map(|one| Some((one, one.written.as_ref()?)));
    let one = |(one, written): (&super::Demanded, &domain::case::CaseEvidence)| {
        json!({
            "code": written.code, "name": one.evidence.name.sv, "body": written.body, "at": written.at.timestamp().to_string(),
        })
    };
    written.map(one).collect()
}

fn checks(read: &CasePage) -> Vec<Value> {
    let check = |answer: &domain::case::CaseAnswer| {
        json!({
            "code": answer.code, "answer": answer.answer.code(), "evidence": answer.evidence,
            "at": answer.at.timestamp().to_string(),
        })
    };
    read.answers.iter().map(check).collect()
}

fn decisions(read: &CasePage) -> Vec<Value> {
    let decided = |row: &super::DecisionRow| {
        let decision = &row.decision;
        json!({
            "stage": decision.stage, "outcome": decision.outcome.code(), "to": decision.to,
            "exit": decision.exit.map(|exit| exit.code()), "until": decision.until.map(|day| day.to_string()),
            "key": decision.key.map(|key| key.code()), "reason": decision.reason, "level": decision.level.code(),
            "body": decision.body, "reference": decision.reference, "decided_on": decision.decided_on.to_string(),
            "person": row.person, "organisation": row.organisation, "at": decision.at.timestamp().to_string(),
        })
    };
    read.decisions.iter().rev().map(decided).collect()
}

fn event(entry: &HistoryEntry) -> Value {
    let change =
        |change: &Change| json!({ "field": change.field, "before": change.before, "after": change.after });
    json!({
        "at": entry.event.at.timestamp().to_string(), "kind": entry.event.kind.code(), "person": entry.person,
        "organisation": entry.organisation,
        "changes": entry.event.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

/// The names that stand where a name stands; also of people who have left.
fn names_in(record: &Value) -> BTreeSet<String> {
    fn go(value: &Value, names: &mut BTreeSet<String>) {
        match value {
            Value::Array(list) => list.iter().for_each(|one| go(one, names)),
            Value::Object(fields) => {
                for (key, one) in fields {
                    match one {
                        Value::String(name) if key == "person" || key == "owner" => {
                            names.insert(name.clone());
                        }
                        other => go(other, names),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut names = BTreeSet::new();
    go(record, &mut names);
    names
}

/// Every address in the data with its place there, each once.
fn collect_links(place: &str, value: &Value, links: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => {
            let mut seen: HashSet<String> = links.iter().map(|(_, address)| address.clone()).collect();
            let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')'));
            for word in words.filter(|word| word.starts_with("https://") || word.starts_with("http://")) {
                let address = word.trim_end_matches(['.', ',', ';', ':', '!', '?']).to_owned();
                if seen.insert(address.clone()) {
                    links.push((place.to_owned(), address));
                }
            }
        }
        Value::Array(list) => {
            for (at, one) in list.iter().enumerate() {
                collect_links(&format!("{place}/{at}"), one, links);
            }
        }
        Value::Object(fields) => {
            for (key, one) in fields {
                collect_links(&format!("{place}/{key}"), one, links);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
