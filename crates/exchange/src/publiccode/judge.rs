//! What the standard says of a file: a verdict for each major version, and a reason for each key that has one.
//!
//! The verdict for 0 is what a file of version 0 with these keys would get, whatever version it claims to follow. Version 1
//! is not published: nothing can follow it, so its verdict is a refusal that says so, followed by the keys that the
//! standard already calls gone in it. [`judge_draft`] gives the verdict without that first reason.
//!
//! Deliberately not here: single forms (`form`), the table of keys (`keys`), and the network.

use super::form::{self, Uri};
use super::keys::{Form, Key, Life, Presence, TOP};
use super::language;
use super::licence;
use super::problem::{Fault, Shape};
use super::vocabulary::{Vocabulary, is_alias, is_country};
use super::yaml::{Node, Value};
use super::{Document, Major};

/// Whether a version of the standard accepts a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is wrong.
    Accepted,
    /// Something will not be accepted for ever.
    Remarks,
    /// Something is wrong.
    Refused,
}

impl Verdict {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Remarks => "remarks",
            Self::Refused => "refused",
        }
    }

    fn of(reasons: &[Reason], version: Major) -> Self {
        let mut verdict = Self::Accepted;
        for reason in reasons.iter().filter(|reason| reason.version.is_none_or(|only| only == version)) {
            if !reason.fault.is_remark() {
                return Self::Refused;
            }
            verdict = Self::Remarks;
        }
        verdict
    }
}

/// What is said of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The key with those that it lies in: `description.en.videos[0]`. Empty for the whole file.
    pub key: String,
    /// The line in the file, from 1.
    pub line: usize,
    /// What is said.
    pub fault: Fault,
    /// The only version that it holds for, or both.
    pub version: Option<Major>,
}

/// The verdicts and their reasons, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// For version 0.
    pub zero: Verdict,
    /// For version 1.
    pub one: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Judges a file. `image` says of a path whether the file that lies there is an image; nothing where it does not know.
#[must_use]
pub fn judge(document: &Document, image: &dyn Fn(&str) -> Option<bool>) -> Judgement {
    let mut reasons = reasons(document, image);
    let only = Some(Major::One);
    let key = "publiccodeYmlVersion".to_owned();
    reasons.push(Reason {
        key,
        line: line_of(&document.root, "publiccodeYmlVersion"),
        fault: Fault::NotPublished,
        version: only,
    });
    judged(reasons)
}

/// Judges a file as if version 1 held today what it is said to hold.
#[must_use]
pub fn judge_draft(document: &Document, image: &dyn Fn(&str) -> Option<bool>) -> Judgement {
    judged(reasons(document, image))
}

fn judged(reasons: Vec<Reason>) -> Judgement {
    Judgement { zero: Verdict::of(&reasons, Major::Zero), one: Verdict::of(&reasons, Major::One), reasons }
}

fn line_of(section: &Node, key: &str) -> usize {
    section.get(key).map_or(section.line, |node| node.line)
}

/// What both versions say, in the order of the file where keys have one.
fn reasons(document: &Document, image: &dyn Fn(&str) -> Option<bool>) -> Vec<Reason> {
    let mut judge = Judge { reasons: Vec::new(), image };
    let root = &document.root;
    judge.section("", root, TOP);
    if root.get("it").is_some() && root.get("IT").is_some() {
        judge.tell("it", root, Fault::TwoSpellings);
    }
    judge.maintenance(root);
    judge.once_in_a_language(root, "longDescription", None);
    // Version 1 is said to ask for no features.
    judge.once_in_a_language(root, "features", Some(Major::Zero));
    judge.reasons.sort_by_key(|reason| reason.line);
    judge.reasons
}

struct Judge<'a> {
    reasons: Vec<Reason>,
    image: &'a dyn Fn(&str) -> Option<bool>,
}

impl Judge<'_> {
    fn tell(&mut self, key: &str, at: &Node, fault: Fault) {
        self.tell_in(key, at, fault, None);
    }

    fn tell_in(&mut self, key: &str, at: &Node, fault: Fault, version: Option<Major>) {
        self.reasons.push(Reason { key: key.to_owned(), line: at.line, fault, version });
    }

    fn section(&mut self, path: &str, node: &Node, keys: &[Key]) {
        let Value::Section(entries) = &node.value else {
            return self.tell(path, node, Fault::WrongShape(Shape::Section));
        };
        for (name, value) in entries {
            let path = join(path, name);
            match keys.iter().find(|key| key.name == name) {
                None => self.tell(&path, value, Fault::UnknownKey),
                Some(key) => {
                    self.life(&path, value, key.life);
                    if value.value != Value::Null {
                        self.form(&path, value, &key.form);
                    }
                }
            }
        }
        for key in keys.iter().filter(|key| key.presence == Presence::Mandatory) {
            if node.get(key.name).is_none_or(|value| says_nothing(value, &key.form)) {
                self.tell(&join(path, key.name), node.get(key.name).unwrap_or(node), Fault::Missing);
            }
        }
    }

    fn life(&mut self, path: &str, value: &Node, life: Life) {
        match life {
            Life::Lasting => {}
            Life::UntilOne => self.tell_in(path, value, Fault::Gone, Some(Major::One)),
            Life::Deprecated(instead) => {
                self.tell_in(path, value, Fault::Deprecated { instead }, Some(Major::Zero));
                self.tell_in(path, value, Fault::Gone, Some(Major::One));
            }
        }
    }

    fn form(&mut self, path: &str, node: &Node, form: &Form) {
        match form {
            Form::Section(keys) => self.section(path, node, keys),
            Form::ByLanguage(keys) => self.by_language(path, node, keys),
            Form::List(item) => match &node.value {
                Value::List(items) => self.items(path, items, item),
                Value::Null | Value::Text { .. } | Value::Section(_) => {
                    self.tell(path, node, Fault::WrongShape(Shape::List));
                }
            },
            Form::OneOrMore(item) => match &node.value {
                Value::List(items) => self.items(path, items, item),
                Value::Null | Value::Text { .. } | Value::Section(_) => self.form(path, node, item),
            },
            Form::Flag => {
                let is_flag = matches!(&node.value, Value::Text { text, plain: true }
                    if matches!(text.as_str(), "true" | "false" | "True" | "False" | "TRUE" | "FALSE"));
                if !is_flag {
                    self.tell(path, node, Fault::WrongShape(Shape::Flag));
                }
            }
            Form::Version
            | Form::Text
            | Form::Length(..)
            | Form::Url
            | Form::WebAddress
            | Form::Organisation
            | Form::Date
            | Form::Email
            | Form::Language
            | Form::Country
            | Form::Licence
            | Form::MediaType
            | Form::IpaCode
            | Form::Support
            | Form::Word(_)
            | Form::File(_) => match &node.value {
                Value::Text { text, .. } => self.text(path, node, text, form),
                Value::Null | Value::List(_) | Value::Section(_) => {
                    self.tell(path, node, Fault::WrongShape(Shape::Text));
                }
            },
        }
    }

    fn items(&mut self, path: &str, items: &[Node], form: &Form) {
        for (at, item) in items.iter().enumerate() {
            if item.value != Value::Null {
                self.form(&format!("{path}[{at}]"), item, form);
            }
        }
    }

    fn by_language(&mut self, path: &str, node: &Node, keys: &[Key]) {
        let Value::Section(entries) = &node.value else {
            return self.tell(path, node, Fault::WrongShape(Shape::Section));
        };
        for (tag, texts) in entries {
            let path = join(path, tag);
            if !language::is_tag(tag) {
                self.tell(&path, texts, Fault::NotALanguage);
            }
            if texts.value == Value::Null {
                self.tell(&path, texts, Fault::Missing);
            } else {
                self.section(&path, texts, keys);
            }
        }
    }

    /// A text that is there and breaks its form. An empty one that must be there is told of as missing.
    fn text(&mut self, path: &str, node: &Node, text: &str, form: &Form) {
        let trimmed = text.trim();
        let fault = match form {
            Form::Version => return self.version(path, node, trimmed),
            Form::Country => return self.country(path, node, trimmed),
            Form::File(endings) => self.file(trimmed, endings),
            Form::Length(least, most) => length(text, *least, *most),
            Form::Url => (!form::is_url(trimmed)).then_some(Fault::NotAUrl),
            Form::WebAddress => (!form::is_web_address(trimmed)).then_some(Fault::NotAWebAddress),
            Form::Organisation => uri(trimmed),
            Form::Support => match trimmed.strip_prefix("alias:") {
                Some(name) if is_alias(name) => None,
                Some(_) => Some(Fault::UnknownWord { word: shown(trimmed) }),
                None => uri(trimmed),
            },
            Form::Date => (!form::is_date(trimmed)).then_some(Fault::NotADate),
            Form::Email => (!trimmed.is_empty() && !form::is_email(trimmed)).then_some(Fault::NotAnEmail),
            Form::Language => (!language::is_tag(trimmed)).then_some(Fault::NotALanguage),
            Form::Licence => (!licence::is_expression(trimmed)).then_some(Fault::NotALicence),
            Form::MediaType => (!form::is_media_type(trimmed)).then_some(Fault::NotAMediaType),
            Form::IpaCode => {
                (!trimmed.is_empty() && !form::is_ipa_code(trimmed)).then_some(Fault::NotAnIpaCode)
            }
            Form::Word(words) => return self.word(path, node, text, *words),
            Form::Text
            | Form::Flag
            | Form::List(_)
            | Form::OneOrMore(_)
            | Form::Section(_)
            | Form::ByLanguage(_) => None,
        };
        if let Some(fault) = fault
            && !(trimmed.is_empty() && is_told_as_missing(form))
        {
            self.tell(path, node, fault);
        }
    }

    fn word(&mut self, path: &str, node: &Node, text: &str, words: Vocabulary) {
        if text.is_empty() && words != Vocabulary::Category && words != Vocabulary::Scope {
            return;
        }
        if !words.has(text) {
            self.tell(path, node, Fault::UnknownWord { word: shown(text) });
        } else if words == Vocabulary::Scope && text == "government" {
            self.tell_in(path, node, Fault::Gone, Some(Major::One));
        }
    }

    fn country(&mut self, path: &str, node: &Node, text: &str) {
        if is_country(text) {
            return;
        }
        if text.bytes().all(|byte| byte.is_ascii_lowercase()) && is_country(&text.to_ascii_uppercase()) {
            self.tell_in(path, node, Fault::LowerCaseCountry, Some(Major::Zero));
            self.tell_in(path, node, Fault::NotACountry, Some(Major::One));
        } else {
            self.tell(path, node, Fault::NotACountry);
        }
    }

    fn version(&mut self, path: &str, node: &Node, text: &str) {
        let mut parts =
            text.split('.').map(|part| part.parse::<u8>().ok().filter(|number| number.to_string() == part));
        let numbers = [parts.next(), parts.next(), parts.next(), parts.next()];
        match numbers {
            [None, ..] => {}
            [Some(Some(0)), None, None, None]
            | [Some(Some(1)), None | Some(Some(0)), None | Some(Some(0)), None] => {}
            [Some(Some(0)), Some(Some(minor)), None | Some(Some(_)), None] if (5..=7).contains(&minor) => {}
            [Some(Some(0)), Some(Some(minor)), None | Some(Some(_)), None] if (2..=4).contains(&minor) => {
                self.tell(path, node, Fault::OlderVersion { version: shown(text) });
            }
            [Some(_), ..] if text.is_empty() => {}
            [Some(_), ..] => self.tell(path, node, Fault::UnknownVersion { version: shown(text) }),
        }
    }

    fn file(&self, path: &str, endings: &[&str]) -> Option<Fault> {
        if !form::is_path(path) {
            Some(Fault::NotAPath)
        } else if !endings.is_empty() && !form::ends_in(path, endings) {
            Some(Fault::WrongFileType)
        } else if form::ends_in(path, &["png"]) && !path.contains("://") && (self.image)(path) == Some(false)
        {
            Some(Fault::NotAnImage)
        } else {
            None
        }
    }

    /// Contractors belong to a contract, contacts to those who maintain it themselves.
    fn maintenance(&mut self, root: &Node) {
        let Some(section) = root.get("maintenance") else { return };
        let Some(kind) = section.get("type").and_then(Node::text) else { return };
        let has = |key| section.get(key).is_some_and(is_filled);
        if kind == "contract" && !has("contractors") {
            self.tell("maintenance.contractors", section, Fault::Missing);
        }
        if let Some(contractors) = section.get("contractors")
            && kind != "contract"
            && has("contractors")
        {
            self.tell("maintenance.contractors", contractors, Fault::OnlyWithContract);
        }
        if matches!(kind, "internal" | "community") && !has("contacts") {
            self.tell("maintenance.contacts", section, Fault::Missing);
        }
    }

    /// A key that must be there in at least one language.
    fn once_in_a_language(&mut self, root: &Node, key: &'static str, version: Option<Major>) {
        let Some(description) = root.get("description") else { return };
        let entries = description.entries();
        let has = |texts: &Node| texts.get(key).is_some_and(is_filled);
        if entries.is_empty() || entries.iter().any(|(_, texts)| has(texts)) {
            return;
        }
        let path = match entries {
            [(only, _)] => format!("description.{only}.{key}"),
            _ => format!("description.*.{key}"),
        };
        self.tell_in(&path, description, Fault::MissingInAllLanguages, version);
    }
}

fn join(path: &str, name: &str) -> String {
    let name = shown(name);
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

/// A text that is short enough to be told.
fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

/// Nothing where something must be. A value of the wrong shape says something, and is told of as that.
fn says_nothing(node: &Node, form: &Form) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Text { text, .. } => text.trim().is_empty() && !matches!(form, Form::List(_)),
        Value::List(items) => items.is_empty() && matches!(form, Form::List(_)),
        // An empty section is told of key by key.
        Value::Section(entries) => entries.is_empty() && matches!(form, Form::ByLanguage(_)),
    }
}

fn is_filled(node: &Node) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Text { text, .. } => !text.trim().is_empty(),
        Value::List(items) => !items.is_empty(),
        // A section where a list belongs is told of as that.
        Value::Section(_) => true,
    }
}

/// Forms of keys that must be there: an empty text has been told of.
const fn is_told_as_missing(form: &Form) -> bool {
    matches!(form, Form::Url | Form::Licence | Form::Length(1.., _) | Form::Organisation | Form::Support)
}

fn uri(text: &str) -> Option<Fault> {
    match form::uri(text) {
        Uri::Sound => None,
        Uri::WrongIpa => Some(Fault::NotAnIpaCode),
        Uri::None => Some(Fault::NotAUri),
    }
}

fn length(text: &str, least: usize, most: usize) -> Option<Fault> {
    let length = form::length(text);
    if length > most {
        Some(Fault::TooLong { most, length })
    } else if length < least {
        Some(Fault::TooShort { least, length })
    } else {
        None
    }
}
