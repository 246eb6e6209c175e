//! A solution of the catalogue as a publiccode.yml that the standard accepts, or what is missing for one.
//!
//! What the catalogue knows comes first. Where the solution came from a file, what the catalogue has no field for is
//! taken from that original, key by key, as long as the standard has nothing against it. Nothing is made up: what nobody
//! has said is written as the standard's own word for that, with a comment.
//!
//! Deliberately not here: who may read the solution (`app`).

use domain::solution::{Lifecycle, SolutionFacts, SolutionKind};
use unicode_segmentation::UnicodeSegmentation;

use super::judge::{Reason, judge_draft};
use super::vocabulary::Vocabulary;
use super::yaml::{Node, Value};
use super::{Document, Major, describe, form, licence};

/// Fewest characters of a long description.
const LONG_LEAST: usize = 150;
/// Most characters of a long description.
const LONG_MOST: usize = 10_000;
/// Most characters of a short one.
const SHORT_MOST: usize = 150;

/// Keys that are taken from the original, in the order in which they are written.
const KEPT: [&str; 13] = [
    "applicationSuite",
    "landingURL",
    "isBasedOn",
    "softwareVersion",
    "releaseDate",
    "logo",
    "organisation",
    "usedBy",
    "fundedBy",
    "roadmap",
    "supports",
    "intendedAudience",
    "dependsOn",
];

/// What is written.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// What the catalogue says.
    pub facts: &'a SolutionFacts,
    /// The file that the entry came from, where it came from one.
    pub original: Option<&'a Document>,
}

/// What is missing for a file that the standard accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nobody has said under which licence it is.
    NoLicence,
    /// The licence is none that SPDX names, so it is not known to be open.
    NotAnOpenLicence,
    /// Nobody has said where its source code is.
    NoRepository,
    /// The texts are too short for a long description.
    TooLittleText {
        /// Fewest characters.
        least: usize,
        /// How many there are.
        length: usize,
    },
}

impl Gap {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoLicence => "no_licence",
            Self::NotAnOpenLicence => "not_an_open_licence",
            Self::NoRepository => "no_repository",
            Self::TooLittleText { .. } => "too_little_text",
        }
    }
}

/// The text of the file.
///
/// # Errors
/// Every [`Gap`], at least one.
pub fn write(source: &Source<'_>) -> Result<String, Vec<Gap>> {
    let facts = source.facts;
    let original = Original::of(source.original);
    let (address, licence) = (original.address(facts), facts.licence.as_deref().unwrap_or_default().trim());
    let description = original.description(facts).ok_or(()).or_else(|()| described(facts));
    let mut gaps = Vec::new();
    if licence.is_empty() {
        gaps.push(Gap::NoLicence);
    } else if !licence::is_expression(licence) {
        gaps.push(Gap::NotAnOpenLicence);
    }
    if address.is_none() {
        gaps.push(Gap::NoRepository);
    }
    let (Some(address), Ok(description), true) = (address, &description, gaps.is_empty()) else {
        gaps.extend(description.err());
        return Err(gaps);
    };
    let mut out = Out::default();
    out.line("publiccodeYmlVersion: \"0\"");
    out.pair("name", &facts.name);
    out.pair("url", &address);
    KEPT.iter().for_each(|key| out.kept(key, original.sound(key)));
    out.or("platforms", original.sound("platforms"), &[&format!("  - {}", platform(facts.kind))]);
    let categories: Vec<&String> = facts.tags.iter().filter(|tag| Vocabulary::Category.has(tag)).collect();
    if !categories.is_empty() {
        out.line("categories:");
        categories.iter().for_each(|tag| out.line(&format!("  - {tag}")));
    }
    out.line(&format!("developmentStatus: {}", status(facts.lifecycle)));
    match original.sound("softwareType").filter(|_| facts.kind == SolutionKind::Software) {
        Some(kind) => out.kept("softwareType", Some(kind)),
        None => out.line(&format!("softwareType: {}", software_type(facts.kind))),
    }
    out.text.push_str(description);
    out.line("legal:");
    out.pair("  license", licence);
    let owner =
        original.root().and_then(|root| root.at(&["legal", "mainCopyrightOwner"])).and_then(Node::text);
    if let Some(owner) = owner {
        out.pair("  mainCopyrightOwner", owner);
    }
    out.or(
        "maintenance",
        original.sound("maintenance"),
        &["  # Nobody has said who maintains it.", "  type: none"],
    );
    let spoken = ["  localisationReady: false", "  availableLanguages:", "    - sv"];
    out.or("localisation", original.sound("localisation"), &spoken);
    Ok(out.text)
}

/// The file that an entry came from, and what the standard has against it.
struct Original<'a> {
    document: Option<&'a Document>,
    reasons: Vec<Reason>,
}

impl<'a> Original<'a> {
    fn of(document: Option<&'a Document>) -> Self {
        let reasons = document.map(|document| judge_draft(document, &|_| None).reasons).unwrap_or_default();
        Self { document, reasons }
    }

    fn root(&self) -> Option<&'a Node> {
        self.document.map(|document| &document.root)
    }

    /// The value of a key that the standard has nothing against.
    fn sound(&self, key: &str) -> Option<&'a Node> {
        let node = self.root()?.get(key)?;
        let is_within = |reason: &Reason| {
            let rest = reason.key.strip_prefix(key);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let against = |reason: &Reason| reason.version != Some(Major::One) && is_within(reason);
        (!self.reasons.iter().any(against)).then_some(node)
    }

    /// Where the source code is: the catalogue's address, unless that is the page that the original tells of.
    fn address(&self, facts: &SolutionFacts) -> Option<String> {
        let of = |key| self.sound(key).and_then(Node::text);
        let url = facts.url.as_deref().filter(|url| form::is_url(url));
        match (url, of("url")) {
            (Some(url), Some(repository)) if of("landingURL") == Some(url) => Some(repository.to_owned()),
            (Some(url), _) => Some(url.to_owned()),
            (None, repository) => repository.map(str::to_owned),
        }
    }

    /// The original's texts in all languages, while the catalogue still says the same.
    fn description(&self, facts: &SolutionFacts) -> Option<String> {
        let told = describe::describe(self.document?).ok()?.record;
        let same = (told.name.as_str(), told.summary.as_str(), told.description.as_str())
            == (facts.name.as_str(), facts.summary.as_str(), facts.description.as_str());
        let node = self.sound("description").filter(|_| same)?;
        let mut out = Out::default();
        out.kept("description", Some(node));
        Some(out.text)
    }
}

/// The texts of the catalogue as a description in Swedish, its language.
fn described(facts: &SolutionFacts) -> Result<String, Gap> {
    let needs = facts.typical_needs.join("\n");
    let parts = [facts.summary.trim(), facts.description.trim(), needs.trim()];
    let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let long = match form::length(facts.description.trim()) {
        LONG_LEAST.. => facts.description.trim(),
        _ => whole.as_str(),
    };
    let length = form::length(long);
    if length < LONG_LEAST {
        return Err(Gap::TooLittleText { least: LONG_LEAST, length });
    }
    let short = if facts.summary.trim().is_empty() { long } else { facts.summary.trim() };
    let short = short.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Out::default();
    out.line("description:\n  sv:");
    out.pair("    shortDescription", &shortened(&short, SHORT_MOST));
    out.pair("    longDescription", &shortened(long, LONG_MOST));
    out.line("    features:");
    let features: Vec<String> = if facts.typical_needs.is_empty() {
        vec![shortened(&short, SHORT_MOST)]
    } else {
        facts.typical_needs.clone()
    };
    features.iter().for_each(|feature| out.line(&format!("      - {}", quoted(feature))));
    Ok(out.text)
}

fn shortened(text: &str, most: usize) -> String {
    if form::length(text) <= most {
        return text.to_owned();
    }
    let kept: String = text.graphemes(true).take(most - 1).collect();
    let kept = kept.rsplit_once(char::is_whitespace).map_or(kept.as_str(), |(before, _)| before);
    format!("{}…", kept.trim_end())
}

/// What people use it with. The standard allows words of one's own.
const fn platform(kind: SolutionKind) -> &'static str {
    match kind {
        SolutionKind::EService => "web",
        SolutionKind::System
        | SolutionKind::Module
        | SolutionKind::Sensor
        | SolutionKind::Equipment
        | SolutionKind::Automation
        | SolutionKind::Integration
        | SolutionKind::WayOfWorking
        | SolutionKind::Training
        | SolutionKind::SharedService
        | SolutionKind::Software => "unspecified",
    }
}

const fn status(lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Idea => "concept",
        Lifecycle::Planned => "development",
        Lifecycle::Pilot => "beta",
        Lifecycle::InUse => "stable",
        Lifecycle::PhasingOut | Lifecycle::Retired => "obsolete",
    }
}

const fn software_type(kind: SolutionKind) -> &'static str {
    match kind {
        SolutionKind::EService => "standalone/web",
        SolutionKind::Module => "addon",
        SolutionKind::Sensor => "standalone/iot",
        SolutionKind::System
        | SolutionKind::Equipment
        | SolutionKind::Automation
        | SolutionKind::Integration
        | SolutionKind::WayOfWorking
        | SolutionKind::Training
        | SolutionKind::SharedService
        | SolutionKind::Software => "standalone/other",
    }
}

/// The file as it grows.
#[derive(Default)]
struct Out {
    text: String,
}

impl Out {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn pair(&mut self, key: &str, text: &str) {
        self.line(&format!("{key}: {}", quoted(text)));
    }

    fn kept(&mut self, key: &str, node: Option<&Node>) {
        if let Some(node) = node {
            self.text.push_str(key);
            self.text.push(':');
            self.node(node, 1);
        }
    }

    fn or(&mut self, key: &str, node: Option<&Node>, otherwise: &[&str]) {
        if node.is_some() {
            return self.kept(key, node);
        }
        self.line(&format!("{key}:"));
        otherwise.iter().for_each(|line| self.line(line));
    }

    /// A value after its key or dash. The depth of what was read is bounded.
    fn node(&mut self, node: &Node, depth: usize) {
        let indent = "  ".repeat(depth);
        match &node.value {
            Value::Null => self.line(" null"),
            Value::Text { text, plain } if *plain && matches!(text.as_str(), "true" | "false") => {
                self.line(&format!(" {text}"));
            }
            Value::Text { text, .. } => self.line(&format!(" {}", quoted(text))),
            Value::List(items) if items.is_empty() => self.line(" []"),
            Value::Section(entries) if entries.is_empty() => self.line(" {}"),
            Value::List(items) => {
                self.text.push('\n');
                for item in items {
                    self.text.push_str(&format!("{indent}-"));
                    self.node(item, depth + 1);
                }
            }
            Value::Section(entries) => {
                self.text.push('\n');
                for (key, value) in entries {
                    self.text.push_str(&format!("{indent}{}:", quoted(key)));
                    self.node(value, depth + 1);
                }
            }
        }
    }
}

/// A text between quotation marks, where YAML reads JSON's escapes. Signs that a reader refuses raw are escaped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            sign if needs_escape(sign) => out.push_str(&format!("\\u{:04x}", sign as u32)),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

const fn needs_escape(sign: char) -> bool {
    matches!(sign, '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{61C}')
        || matches!(sign, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
