//! What a publiccode.yml tells about a solution, for the catalogue: all that it can be taken to say, whether or not the
//! standard accepts it.
//!
//! Texts are taken in one language: Swedish where there is any, else English, else the first. What the catalogue has no
//! field for, unknown keys among it, stays in the original text, which is kept beside.
//!
//! Deliberately not here: which entry of the catalogue it becomes (`app`).

use std::collections::HashMap;
use std::io::Cursor;

use jiff::civil::Date;

use super::Document;
use super::form;
use super::yaml::{Node, Value};
use crate::key::Key;
use crate::mapping::{Field, Mapping, MappingFile};
use crate::read::{ReadError, ReadOptions, Separator, Source};
use crate::record::{ITEMS_MAX, SolutionRecord};
use crate::write::SolutionWriter;

/// Fields of the catalogue that no such file tells of: an import leaves them as they are.
const NOT_TOLD: &str = "[fields]\norganisation = false\nusage_status = false\nusages = false\nservice_areas = false\n\
     capabilities = false\nintegrations = false\nsharing = false\ntypical_needs = false\ncontact_role = false\n\
     confidentiality = false\nintegrity = false\navailability = false\ncreated = false\n";

/// A file as a record of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The record.
    pub record: SolutionRecord,
    /// The language of its texts, as the file names it; nothing where there are no texts.
    pub language: Option<String>,
    /// When this version was released, where the file says.
    pub released: Option<Date>,
    /// Which version it is, as written.
    pub version: String,
}

/// Why a file makes no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDescribed {
    /// Its top level is a text or a list.
    NotASection,
    /// It has no name in any language.
    NoName,
}

impl NotDescribed {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotASection => "not_a_section",
            Self::NoName => "no_name",
        }
    }
}

/// The record of a file.
///
/// # Errors
/// [`NotDescribed`].
pub fn describe(document: &Document) -> Result<Described, NotDescribed> {
    let root = &document.root;
    if !matches!(root.value, Value::Section(_)) {
        return Err(NotDescribed::NotASection);
    }
    let texts = best_language(root);
    let localised = || texts.and_then(|(_, texts)| text(texts, &["localisedName"]));
    let name = text(root, &["name"]).or_else(localised).ok_or(NotDescribed::NoName)?;
    let url = text(root, &["url"]).unwrap_or_default();
    let (id, url) = if form::is_web_address(&url) || url.is_empty() {
        (String::new(), url)
    } else {
        // Not an address that a browser opens, but what the file calls its identity.
        (cut(&url, Field::Id), text(root, &["landingURL"]).unwrap_or_default())
    };
    let mut record = SolutionRecord {
        row: 1,
        id,
        name,
        url: cut(&url, Field::Url),
        provider: cut(&provider(root).unwrap_or_default(), Field::Provider),
        kind: kind(root).to_owned(),
        lifecycle: cut(&text(root, &["developmentStatus"]).unwrap_or_default(), Field::Lifecycle),
        tags: tags(root),
        standards: standards(root),
        licence: cut(&text(root, &["legal", "license"]).unwrap_or_default(), Field::Licence),
        language: texts.map(|(language, _)| cut(language, Field::Language)).unwrap_or_default(),
        updated: text(root, &["releaseDate"]).unwrap_or_default(),
        ..SolutionRecord::default()
    };
    if let Some((_, texts)) = texts {
        (record.summary, record.description) = summary_and_description(texts);
    }
    shorten(&mut record);
    let released = text(root, &["releaseDate"]).and_then(|day| form::date(&day));
    if released.is_none() {
        record.updated.clear();
    }
    let version = text(root, &["softwareVersion"]).unwrap_or_default();
    Ok(Described { record, language: texts.map(|(language, _)| language.to_owned()), released, version })
}

/// The texts of the language that the catalogue would rather have, and its name.
fn best_language(root: &Node) -> Option<(&str, &Node)> {
    let languages = || {
        let entries = root.get("description").map(Node::entries).unwrap_or_default();
        entries
            .iter()
            .filter(|(_, texts)| !texts.entries().is_empty())
            .map(|(name, texts)| (name.as_str(), texts))
    };
    // Some files have the three letters of ISO 639-2.
    let of = |codes: [&str; 2]| {
        let is_one = |name: &str| codes.iter().any(|code| name.eq_ignore_ascii_case(code));
        let primary = |name: &str| is_one(name.split(['-', '_']).next().unwrap_or_default());
        languages().find(|(name, _)| is_one(name)).or_else(|| languages().find(|(name, _)| primary(name)))
    };
    of(["sv", "swe"]).or_else(|| of(["en", "eng"])).or_else(|| languages().next())
}

fn text(node: &Node, path: &[&str]) -> Option<String> {
    node.at(path).and_then(Node::text).map(str::to_owned)
}

/// Who stands behind it: the organisation, else who owns the repository, else who owns most of the code.
fn provider(root: &Node) -> Option<String> {
    [&["organisation", "name"][..], &["legal", "repoOwner"], &["legal", "mainCopyrightOwner"]]
        .into_iter()
        .find_map(|path| text(root, path))
}

fn kind(root: &Node) -> &'static str {
    match root.get("softwareType").and_then(Node::text) {
        Some("addon") => "module",
        _ => "software",
    }
}

fn tags(root: &Node) -> Vec<String> {
    let lists = [root.get("categories"), root.get("tags"), root.at(&["intendedAudience", "scope"])];
    items(lists.into_iter().flatten().flat_map(Node::texts).map(str::to_owned), Field::Tags)
}

/// What the software is said to support, and the national platforms that it joins.
fn standards(root: &Node) -> Vec<String> {
    let supports = match root.get("supports").map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().filter_map(|item| item.get("id")?.text()).collect(),
        Some(Value::Null | Value::Text { .. } | Value::Section(_)) | None => Vec::new(),
    };
    let supports = supports.into_iter().map(|id| match id.strip_prefix("alias:") {
        Some(name) => name.to_uppercase(),
        None => id.to_owned(),
    });
    let platforms = [["IT", "piattaforme"], ["it", "piattaforme"]];
    let platforms = platforms.iter().filter_map(|path| root.at(path)).flat_map(Node::entries);
    let joined = platforms
        .filter(|(_, joins)| joins.text().is_some_and(|text| text.eq_ignore_ascii_case("true")))
        .map(|(name, _)| name.to_uppercase());
    items(supports.chain(joined), Field::Standards)
}

fn items(found: impl Iterator<Item = String>, field: Field) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for item in found.map(|item| cut(&item, field)) {
        if !kept.contains(&item) && kept.len() < ITEMS_MAX {
            kept.push(item);
        }
    }
    kept
}

/// The short text, and the long one with the features that it does not tell of already.
fn summary_and_description(texts: &Node) -> (String, String) {
    let summary =
        text(texts, &["shortDescription"]).or_else(|| text(texts, &["genericName"])).unwrap_or_default();
    let long = text(texts, &["longDescription"]).unwrap_or_default();
    let features = texts.get("features").map(Node::texts).unwrap_or_default();
    let features: Vec<String> = features
        .into_iter()
        .filter(|feature| !long.contains(*feature) && *feature != summary)
        .map(|feature| format!("- {feature}"))
        .collect();
    let parts = [long, features.join("\n")];
    (one_line(&summary), parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names and summaries that are too long go whole to the description.
fn shorten(record: &mut SolutionRecord) {
    record.name = one_line(&record.name);
    for field in [Field::Summary, Field::Name] {
        let text = if field == Field::Name { &mut record.name } else { &mut record.summary };
        let short = cut(text, field);
        if short != *text {
            let whole = std::mem::replace(text, short);
            record.description = format!("{whole}\n\n{}", record.description).trim_end().to_owned();
        }
    }
}

/// A text that keeps to the limit of its field.
fn cut(text: &str, field: Field) -> String {
    let limit = field.limit();
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit - 1).collect();
    short.push('…');
    short
}

/// Puts versions of the same solution together, the newest last: by the day of release, then by the version's number,
/// then as they came. Everything else keeps its place.
pub fn newest_last<T>(items: &mut [T], described: impl Fn(&T) -> &Described) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        first.entry(Key::of(&described(item).record).canonical()).or_insert(at);
    }
    let place = |item: &T| first.get(&Key::of(&described(item).record).canonical()).copied();
    items.sort_by_cached_key(|item| {
        let of = described(item);
        (place(item), of.released, numbers(&of.version))
    });
}

/// A version in parts that sort as people count: `v1.10` comes after `1.9`.
fn numbers(version: &str) -> Vec<(u64, String)> {
    let version = version.trim_start_matches(['v', 'V']);
    let parts = version.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty());
    let part = |part: &str| {
        let end = part.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(part.len());
        (part[..end].parse().unwrap_or(0), part[end..].to_owned())
    };
    parts.map(part).collect()
}

/// A table in memory, and what its columns mean.
pub type OneTable = (Source<Cursor<Vec<u8>>>, Mapping);

/// A table of this one record, as an import reads tables.
///
/// # Errors
/// Never in practice: it is written in memory as our own exports are.
pub fn table(described: &Described) -> Result<OneTable, ReadError> {
    let mut writer = SolutionWriter::new(Vec::new(), Separator::Comma)?;
    writer.write(&described.record)?;
    let bytes = writer.finish()?;
    let mut source = Source::open(Cursor::new(bytes), "publiccode.csv", ReadOptions::default())?;
    let sample = source.sample(1)?;
    let mapping = MappingFile::parse(NOT_TOLD).and_then(|file| Mapping::with_file(&source, &sample, &file));
    let mapping = mapping.map_err(|error| ReadError::Io(std::io::Error::other(error)))?;
    Ok((source, mapping))
}
