//! CSL-JSON, as reference managers exchange it.

use domain::knowledge::Reference;
use serde_json::{Map, Value, json};

use super::{Entry, NotRead, Place, Why, checked, year};

pub(super) fn read(text: &str) -> Result<Vec<Entry>, NotRead> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| NotRead { place: Place::Line(error.line().max(1)), why: Why::NotJson })?;
    let items = match value {
        Value::Array(items) => items,
        one @ Value::Object(_) => vec![one],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err(NotRead { place: Place::Line(1), why: Why::NotReferences });
        }
    };
    let items = items.iter().take(super::ENTRIES_MAX + 1);
    items.enumerate().map(|(at, item)| entry(item, Place::Entry(at + 1))).collect()
}

fn entry(item: &Value, place: Place) -> Result<Entry, NotRead> {
    let refused = |why| NotRead { place, why };
    let item = item.as_object().ok_or_else(|| refused(Why::NotReferences))?;
    let issued = match item.get("issued") {
        None | Some(Value::Null) => None,
        Some(issued) => Some(year_of(issued).ok_or_else(|| refused(Why::Year))?),
    };
    let names = item.get("author").or_else(|| item.get("editor")).and_then(Value::as_array);
    let reference = Reference {
        authors: names.into_iter().flatten().map(author).filter(|name| !name.is_empty()).collect(),
        year: issued,
        container: text(item, "container-title"),
        publisher: text(item, "publisher"),
        volume: text(item, "volume"),
        issue: text(item, "issue"),
        pages: text(item, "page"),
        doi: text(item, "DOI"),
        url: text(item, "URL"),
    };
    let kind = text(item, "type");
    let entry = Entry {
        key: text(item, "id"),
        kind: if kind.is_empty() { "document".to_owned() } else { kind },
        title: text(item, "title"),
        summary: text(item, "abstract"),
        reference,
    };
    checked(entry, place)
}

/// A text, or a number as one.
fn text(item: &Map<String, Value>, name: &str) -> String {
    match item.get(name) {
        Some(Value::String(text)) => domain::text::clean(text),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(parts)) => parts.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        None | Some(Value::Null | Value::Bool(_) | Value::Object(_)) => String::new(),
    }
}

fn year_of(issued: &Value) -> Option<i16> {
    let parts = issued.get("date-parts").and_then(|parts| parts.get(0)).and_then(|parts| parts.get(0));
    let written = match parts.or_else(|| issued.get("literal")).or_else(|| issued.get("raw"))? {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    year(&written)
}

fn author(name: &Value) -> String {
    let part = |key: &str| name.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let (family, given, literal) = (part("family"), part("given"), part("literal"));
    let family = match part("non-dropping-particle").as_str() {
        "" => family,
        particle => format!("{particle} {family}"),
    };
    match (family.is_empty(), given.is_empty()) {
        (true, _) => literal,
        (false, true) => family,
        (false, false) => format!("{family}, {given}"),
    }
}

/// Entries as a file of CSL-JSON.
#[must_use]
pub fn write(entries: &[Entry]) -> String {
    let items: Vec<Value> = entries.iter().map(item).collect();
    serde_json::to_string_pretty(&items).unwrap_or_default()
}

fn item(entry: &Entry) -> Value {
    let reference = &entry.reference;
    let mut item = Map::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            item.insert(name.to_owned(), Value::from(value));
        }
    };
    put("id", &entry.key);
    put("type", &entry.kind);
    put("title", &entry.title);
    put("abstract", &entry.summary);
    put("container-title", &reference.container);
    put("publisher", &reference.publisher);
    put("volume", &reference.volume);
    put("issue", &reference.issue);
    put("page", &reference.pages);
    put("DOI", &reference.doi);
    put("URL", &reference.url);
    if !reference.authors.is_empty() {
        let name = |name: &String| match name.split_once(", ") {
            Some((family, given)) => json!({ "family": family, "given": given }),
            None => json!({ "literal": name }),
        };
        item.insert("author".to_owned(), reference.authors.iter().map(name).collect());
    }
    if let Some(year) = reference.year {
        item.insert("issued".to_owned(), json!({ "date-parts": [[year]] }));
    }
    Value::Object(item)
}
