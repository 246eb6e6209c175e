//! Every text that pages ask for exists in both languages, every text that exists is asked for, and both
//! languages say the same with the same values.
//!
//! The sources are read as text: literals in calls such as `t("…")` are keys, and so is every other literal in
//! `src/` that looks like one. Keys that are put together are listed in [`codes_of`] and [`composed`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use domain::benefit::{BenefitKind, Confidence, MeasuredBy};
use domain::case::{CaseState, Outcome};
use domain::collaboration::{MembershipState, MembershipStep};
use domain::contract::{Agreement, ContractState, OptionState, Route, Turn};
use domain::cost::{AllocationKey, CostKind};
use domain::coverage::{CoverageLevel, CoverageSource};
use domain::disposal::{DisposalState, DisposedKind};
use domain::event::EventKind;
use domain::forum::{ItemState, MeetingState, Seat, Vote, Voting};
use domain::initiative::{ChainKind, Duty, InitiativeState, ObstacleKind, PartyRole, Weight};
use domain::knowledge::{ArticleKind, Part, TieKind};
use domain::maturity::{DimensionGroup, Maturity, RoundState};
use domain::need::Origin;
use domain::notice::{Frequency, Topic};
use domain::organisation::OrganisationKind;
use domain::permission::Scope;
use domain::person::Role;
use domain::portfolio::{Resource, Standing};
use domain::prioritisation::{Sureness, Voices};
use domain::process::{Answer, Exit, Level, Track};
use domain::public_text::{PublicTextKind, PublicTextState};
use domain::reminder::{ReminderKind, ReminderState};
use domain::rollout::{Go, RolloutState};
use domain::saved_view::{ViewReach, ViewedList};
use domain::sharing::Sharing;
use domain::solution::{Lifecycle, SolutionKind};
use domain::solution_change::Relation;
use domain::synonym::RingKind;
use domain::usability::{Usability, What};
use domain::usage::UsageStatus;
use domain::verdict::Verdict;

/// Literals in `src/` that look like keys and are none: headers, cookies, parameters of addresses, error codes
/// (their texts are composed), names in HTML.
const NOT_TEXTS: [&str; 21] = [
    "anvands-av",
    "brygga-session",
    "brygga-vag",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "hx-push-url",
    "hx-request",
    "inget-passar",
    "it-stod",
    "leverantor-av",
    "no-cache",
    "no-store",
    "permissions-policy",
    "same-origin",
    "{group}-{}",
    "{name}-{index}",
    "{}-{index}",
    "ta-bort",
    "ta-tillbaka",
    "vi-ocksa",
    "x-forwarded-for",
];

/// Fields of a need whose changes its history tells; its state has sentences of its own.
const NEED_FIELDS: [&str; 14] = [
    "title",
    "text",
    "who",
    "how_often",
    "affected",
    "wanted_effect",
    "law",
    "service_area",
    "capabilities",
    "on_behalf_of",
    "heard_at",
    "identity_reason",
    "requirements",
    "sharing",
];

/// The names of tables of an extract for research, and of their columns.
fn research_tables() -> Vec<&'static str> {
    let read = store::research::PARTS.iter().map(|part| part.name);
    read.chain([app::research::COUNTS, app::research::MATCHES]).collect()
}

fn research_columns() -> Vec<&'static str> {
    let read = store::research::PARTS.iter().flat_map(|part| part.columns).map(|(name, _)| *name);
    let made = ["month", "count", "rank", "score", "confidence"];
    let all: BTreeSet<&str> = read.chain(made).collect();
    all.into_iter().collect()
}

/// Fields of organisations, collaborations, forums and meetings whose changes the trail tells.
const TRAIL_FIELDS: [&str; 113] = [
    "period",
    "rows",
    "checksum",
    "fetched",
    "form_revision",
    "dimension",
    "need",
    "instrument",
    "score",
    "text_revision",
    "description",
    "serves",
    "goal_ended",
    "goal_indicator",
    "challenge_kind",
    "met_by",
    "evidence_kind",
    "intervention_state",
    "owner",
    "ends",
    "seen",
    "headline",
    "ingress",
    "main_text",
    "day_from",
    "day_until",
    "goals",
    "ask",
    "join",
    "read_more",
    "show_from",
    "identity_reason",
    "supplier",
    "agreement",
    "solutions",
    "contract_starts",
    "contract_ends",
    "options",
    "contract_notice",
    "covered",
    "route",
    "price_model",
    "amounts",
    "documents",
    "note",
    "last_day",
    "reason",
    "party",
    "party_role",
    "initiative_state",
    "variant",
    "next_step",
    "next_on",
    "obstacle",
    "readiness",
    "planned",
    "go",
    "live",
    "ended",
    "indicator",
    "baseline",
    "target",
    "measured",
    "benefit",
    "figures",
    "figure_source",
    "worked",
    "failed",
    "sponsor",
    "need_owner",
    "initiative_lead",
    "rollout_lead",
    "benefit_owner",
    "sharing",
    "standing",
    "starts",
    "body",
    "mandate",
    "voting",
    "quorum",
    "seat",
    "person",
    "day",
    "time",
    "place",
    "meeting_state",
    "paragraph",
    "item_state",
    "action",
    "due",
    "title",
    "case",
    "process_revision",
    "process_note",
    "domains",
    "group",
    "name",
    "short_name",
    "kind",
    "municipality_code",
    "county_code",
    "county",
    "population",
    "population_date",
    "population_source",
    "purpose",
    "lead",
    "organisation",
    "membership",
    "successor",
    "merged",
    "part",
    "part_of",
];

/// Fields of a solution whose changes its history tells.
const SOLUTION_FIELDS: [&str; 23] = [
    "identity_reason",
    "supplier_retired",
    "usage",
    "withdrawn",
    "reason",
    "name",
    "kind",
    "provider",
    "summary",
    "description",
    "typical_needs",
    "capabilities",
    "service_areas",
    "tags",
    "integrations",
    "standards",
    "information_class",
    "lifecycle",
    "licence",
    "url",
    "as_written",
    "owner",
    "sharing",
];

/// The codes of a group of words; `None` for a group that nobody has told this test about.
fn codes_of(group: &str) -> Option<Vec<String>> {
    let all = |codes: &[&str]| codes.iter().map(|code| code.replace('_', "-")).collect();
    macro_rules! words {
        ($list:ty) => {
            all(&<$list>::ALL.iter().map(|word| word.code()).collect::<Vec<_>>())
        };
    }
    Some(match group {
        "solution-kind" => words!(SolutionKind),
        "lifecycle" => words!(Lifecycle),
        "viewed-list" => words!(ViewedList),
        "view-reaches" => words!(ViewReach),
        "open-kind" | "public-text-new" => words!(PublicTextKind),
        "public-text-state" => words!(PublicTextState),
        "usage-status" => words!(UsageStatus),
        "usage-standing" => words!(domain::usage::Standing),
        "organisation-kind" => words!(OrganisationKind),
        "landscape-place" => words!(domain::landscape::Place),
        "landscape-unmet" => words!(domain::landscape::Unmet),
        "origin" | "need-heading" | "need-lead" => words!(Origin),
        "coverage-level" => words!(CoverageLevel),
        "coverage-source" => words!(CoverageSource),
        "coverage-from" => {
            all(&CoverageSource::OF_PEOPLE.iter().map(|source| source.code()).collect::<Vec<_>>())
        }
        "role" | "does" => words!(Role),
        "scope" => words!(Scope),
        "membership" => words!(MembershipState),
        "membership-step" => words!(MembershipStep),
        "notice-topic" | "notice-topic-help" => words!(Topic),
        "notice-frequency" => words!(Frequency),
        "age" => words!(domain::freshness::Age),
        "fact-kind" | "fact-of" => words!(domain::freshness::FactKind),
        "part" => words!(domain::freshness::Part),
        "task" | "task-means" => words!(domain::freshness::Task),
        "leaving-table" => all(&store::leaving::PARTS.iter().map(|part| part.name).collect::<Vec<_>>()),
        "research-table" => all(&research_tables()),
        "research-column" => all(&research_columns()),
        "research-holds" => all(&["code", "number", "day", "pseudonym", "person"]),
        "disposed-kind" => words!(DisposedKind),
        "disposal-state" => words!(DisposalState),
        "reminder-kind" => words!(ReminderKind),
        "reminder-state" => words!(ReminderState),
        "event" => words!(EventKind),
        "record-kind" => words!(domain::event::SubjectKind),
        "trail-field" => all(&TRAIL_FIELDS),
        "agreement" => words!(Agreement),
        "contract-route" | "contract-route-means" => words!(Route),
        "covered-as" => words!(domain::contract::Standing),
        "option-state" => words!(OptionState),
        "contract-state" => words!(ContractState),
        "contract-turn" => words!(Turn),
        "usable" => words!(Usability),
        "usable-fact" => words!(What),
        "confidence" | "confidence-means" => all(&["likely", "possible", "uncertain"]),
        "ring-kind" => words!(RingKind),
        "track" => words!(Track),
        "voices" => words!(Voices),
        "voting" => words!(Voting),
        "seat" => words!(Seat),
        "meeting-state" => words!(MeetingState),
        "item-state" => words!(ItemState),
        "vote" => words!(Vote),
        "key" => words!(AllocationKey),
        "resource" | "resource-in" => words!(Resource),
        "standing" => words!(Standing),
        "cost-kind" => words!(CostKind),
        "sureness" => words!(Sureness),
        "exit" => words!(Exit),
        "level" => words!(Level),
        "answer" => words!(Answer),
        "case-state" => words!(CaseState),
        "outcome" => words!(Outcome),
        "initiative-state" => words!(InitiativeState),
        "party-role" => words!(PartyRole),
        "duty" | "duty-means" => words!(Duty),
        "obstacle-kind" => words!(ObstacleKind),
        "weight" => words!(Weight),
        "chain-kind" => words!(ChainKind),
        "rollout-state" => words!(RolloutState),
        "go" => words!(Go),
        "benefit-kind" => words!(BenefitKind),
        "sure" | "sure-tag" => words!(Confidence),
        "came" | "came-negative" => words!(domain::benefit::Outcome),
        "measured-by" => words!(MeasuredBy),
        "figure-fault" => all(&["kpi", "municipality", "year", "gender", "value", "contradicts"]),
        "article-kind" => words!(ArticleKind),
        "article-part" => words!(Part),
        "tie-kind" => words!(TieKind),
        "maturity-level" => words!(Maturity),
        "maturity-group" => words!(DimensionGroup),
        "maturity-state" => words!(RoundState),
        "not-read" => all(&app::knowledge::Why::CODES),
        "challenge-kind" => words!(domain::challenge::ChallengeKind),
        "effort" => words!(domain::intervention::Effort),
        "evidence-kind" => words!(domain::challenge::EvidenceKind),
        "intervention-kind" => words!(domain::intervention::InterventionKind),
        "intervention-state" => words!(domain::intervention::InterventionState),
        "pointer-kind" => words!(domain::goal::PointerKind),
        "progress" => words!(domain::goal::Progress),
        "seen" => words!(domain::intervention::Seen),
        "strength" | "strength-means" => words!(domain::challenge::Strength),
        "trend" => words!(domain::challenge::Trend),
        "case-step" => all(&["before", "now", "after"]),
        "risk" => all(&["low", "medium", "high"]),
        "relation" => words!(Relation),
        "merge-state" => words!(domain::solution_change::MergeState),
        "import-resolve" => all(&["leave_out", "ours", "file"]),
        "verdict" | "verdict-said" => words!(Verdict),
        "sharing" | "sharing-seen" | "solution-seen-by" => words!(Sharing),
        "need-state" => all(&["draft", "submitted", "withdrawn"]),
        "need-changed" => all(&NEED_FIELDS),
        "solution-field" => all(&SOLUTION_FIELDS),
        "information-level" => all(&["0", "1", "2", "3", "4"]),
        _ => return None,
    })
}

/// The keys that a pattern is filled in to; `None` for a pattern that nobody has told this test about.
fn composed(pattern: &str, error_codes: &BTreeSet<String>) -> Option<Vec<String>> {
    Some(match pattern {
        "number-{count}" => (0..=12).map(|number| format!("number-{number}")).collect(),
        "month-{}" => (1..=12).map(|month| format!("month-{month}")).collect(),
        "field-missing-{}" => [
            "text",
            "lead",
            "from",
            "contact",
            "name",
            "links",
            "chain",
            "obstacle",
            "how",
            "who",
            "due",
            "role",
            "different",
            "on",
            "baseline",
            "baseline-on",
            "target",
            "target-on",
            "unit",
            "receiver",
            "indicator",
            "value",
            "worked",
            "source",
            "fetched",
            "typical-needs",
            "comment",
            "reason",
            "roles",
            "successor",
            "summary",
            "group",
            "token-name",
            "title",
            "answer",
            "reference",
            "note",
            "mandate",
            "other",
            "said",
            "disqualified",
            "action",
            "supplier",
            "solution",
            "starts",
            "option-until",
            "amount-label",
            "document-title",
            "document-url",
            "ended-on",
            "day",
            "what",
            "decided-on",
            "body",
            "instrument",
            "level",
        ]
        .map(|field| format!("field-missing-{field}"))
        .to_vec(),
        "decided-{}" => {
            Outcome::ALL.iter().map(|one| format!("decided-{}", one.code().replace('_', "-"))).collect()
        }
        "decided-exit-{}" => {
            Exit::ALL.iter().map(|one| format!("decided-exit-{}", one.code().replace('_', "-"))).collect()
        }
        "error-{code}-heading" => error_codes.iter().map(|code| format!("error-{code}-heading")).collect(),
        "error-{code}-text" => error_codes.iter().map(|code| format!("error-{code}-text")).collect(),
        _ => return None,
    })
}

/// Files as their names and contents.
type Files = Vec<(String, String)>;

#[derive(Clone)]
struct Sources {
    templates: Files,
    code: Files,
    /// The deeds, whose refusals have codes.
    deeds: Files,
    /// The command line, which tells its reports with the same texts.
    program: Files,
    swedish: Files,
    english: Files,
}

impl Sources {
    fn read() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self {
            templates: files(&here.join("templates"), "html"),
            code: files(&here.join("src"), "rs"),
            deeds: files(&here.join("../app/src"), "rs"),
            program: files(&here.join("../brygga/src"), "rs"),
            swedish: files(&here.join("texts/sv"), "ftl"),
            english: files(&here.join("texts/en"), "ftl"),
        }
    }
}

fn files(folder: &Path, ending: &str) -> Files {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|other| other == ending) {
            found.push((
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    found
}

/// A string literal with the code around it.
struct Literal {
    text: String,
    /// The code before it, back to the literal before.
    before: String,
}

/// The string literals of Rust code, or of the expressions of a template, without those in comments.
fn literals(code: &str) -> Vec<Literal> {
    let characters: Vec<char> = code.chars().collect();
    let (mut found, mut before, mut at) = (Vec::new(), String::new(), 0);
    while at < characters.len() {
        match (characters[at], characters.get(at + 1), characters.get(at + 2)) {
            ('/', Some('/'), _) => {
                at += characters[at..].iter().take_while(|c| **c != '\n').count();
            }
            ('\'', Some('\\'), _) => {
                at += 2 + characters[at + 2..].iter().take_while(|c| **c != '\'').count() + 1
            }
            ('\'', Some(_), Some('\'')) => at += 3,
            ('"', _, _) => {
                let mut text = String::new();
                at += 1;
                while at < characters.len() && characters[at] != '"' {
                    at += usize::from(characters[at] == '\\');
                    text.extend(characters.get(at));
                    at += 1;
                }
                at += 1;
                found.push(Literal { text, before: std::mem::take(&mut before) });
            }
            (c, _, _) => {
                before.push(c);
                at += 1;
            }
        }
    }
    found
}

/// The expressions of a template, one a line.
fn expressions(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(from) = [rest.find("{{"), rest.find("{%")].into_iter().flatten().min() {
        rest = &rest[from + 2..];
        let to = [rest.find("}}"), rest.find("%}")].into_iter().flatten().min().unwrap_or(rest.len());
        out.push_str(&rest[..to]);
        out.push('\n');
        rest = &rest[to..];
    }
    out
}

/// What a literal is to the texts.
enum Use {
    Key,
    Group,
    /// It looks like a key, or like the pattern of one.
    Perhaps,
    Nothing,
}

fn use_of(literal: &Literal) -> Use {
    let before = literal.before.trim_end();
    if [".t(", ".t1(", ".t2(", ".tn(", ".text(", ".text_with("].iter().any(|call| before.ends_with(call)) {
        return Use::Key;
    }
    if [".word(", ".word_with("].iter().any(|call| before.ends_with(call)) {
        return Use::Group;
    }
    let like_a_key =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '{' | '}' | '_');
    let text = literal.text.as_str();
    let inside = text.trim_matches('-').contains('-') && !text.starts_with('-') && !text.ends_with('-');
    if inside && text.chars().all(like_a_key) && !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Use::Perhaps;
    }
    Use::Nothing
}

/// A text with the names of its values.
struct Text {
    file: String,
    value: String,
}

impl Text {
    fn values(&self) -> BTreeSet<&str> {
        let named = self.value.split('$').skip(1);
        named
            .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap())
            .collect()
    }
}

/// The texts of a language; doublets and lines that are no text are problems.
fn texts(files: &Files, problems: &mut Vec<String>) -> BTreeMap<String, Text> {
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    for (file, content) in files {
        let mut current: Option<String> = None;
        for line in content.lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                current = None;
            } else if line.starts_with([' ', '}']) {
                match current.as_ref().and_then(|key| texts.get_mut(key)) {
                    Some(text) => text.value.push_str(line),
                    None => problems.push(format!("{file}: no text begins before: {line}")),
                }
            } else if let Some((key, value)) = line.split_once(" =") {
                let text = Text { file: file.clone(), value: value.to_owned() };
                if let Some(other) = texts.insert(key.to_owned(), text) {
                    problems.push(format!("{key} stands both in {} and in {file}", other.file));
                }
                current = Some(key.to_owned());
            } else {
                problems.push(format!("{file}: this is no text: {line}"));
            }
        }
    }
    texts
}

/// Which keys are used, in which files; what cannot be understood is a problem.
fn used(
    sources: &Sources,
    known: &BTreeMap<String, Text>,
    problems: &mut Vec<String>,
) -> BTreeMap<String, String> {
    let error_codes: BTreeSet<String> = sources
        .code
        .iter()
        .chain(&sources.deeds)
        .filter(|(file, _)| file == "error.rs")
        .flat_map(|(_, code)| literals(code))
        .filter(|literal| literal.before.trim_end().ends_with("=>"))
        .map(|literal| literal.text)
        .collect();
    let mut used = BTreeMap::new();
    let without_tests = |code: &str| code.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    let own = sources.code.iter().map(|(file, code)| (file, without_tests(code)));
    let own = own.chain(sources.templates.iter().map(|(file, template)| (file, expressions(template))));
    for (file, code) in own {
        for literal in literals(&code) {
            let text = literal.text.clone();
            match use_of(&literal) {
                Use::Key => drop(used.insert(text, file.clone())),
                Use::Group => match codes_of(&text) {
                    Some(codes) => {
                        used.extend(codes.iter().map(|code| (format!("{text}-{code}"), file.clone())));
                    }
                    None => problems.push(format!("{file}: say in codes_of which words \"{text}\" has")),
                },
                Use::Perhaps => match composed(&text, &error_codes) {
                    Some(keys) => used.extend(keys.into_iter().map(|key| (key, file.clone()))),
                    None if NOT_TEXTS.contains(&text.as_str()) || error_codes.contains(&text) => {}
                    None => drop(used.insert(text, file.clone())),
                },
                Use::Nothing => {}
            }
        }
    }
    for (file, code) in &sources.program {
        for literal in literals(&without_tests(code)) {
            let is_key = matches!(use_of(&literal), Use::Key) || literal.text.starts_with("cli-");
            if is_key || known.contains_key(&literal.text) {
                used.insert(literal.text, file.clone());
            }
        }
    }
    used
}

/// The values that calls give to texts, where the call says them at once.
fn given_values(sources: &Sources, swedish: &BTreeMap<String, Text>, problems: &mut Vec<String>) {
    let code = sources.code.iter().map(|(file, code)| (file, code.clone()));
    let templates = sources.templates.iter().map(|(file, template)| (file, expressions(template)));
    for (file, code) in code.chain(templates) {
        let found = literals(&code);
        for (literal, next) in found.iter().zip(found.iter().skip(1)) {
            let Some(text) = swedish.get(&literal.text) else { continue };
            let call = literal.before.trim_end();
            let at_once = next.before.trim() == ",";
            let fits = match call {
                call if call.ends_with(".t(") => text.values().is_empty(),
                call if call.ends_with(".t1(") && at_once => {
                    text.values() == BTreeSet::from([next.text.as_str()])
                }
                call if call.ends_with(".tn(") => text.values().is_subset(&BTreeSet::from(["count", "word"])),
                _ => true,
            };
            if !fits {
                problems.push(format!("{file}: {} wants {:?}", literal.text, text.values()));
            }
        }
    }
}

/// Everything that is wrong with the texts, a sentence each.
fn problems(sources: &Sources) -> Vec<String> {
    let mut problems = Vec::new();
    let swedish = texts(&sources.swedish, &mut problems);
    let english = texts(&sources.english, &mut problems);
    let used = used(sources, &swedish, &mut problems);
    for (key, file) in &used {
        for (language, texts) in [("Swedish", &swedish), ("English", &english)] {
            if !texts.contains_key(key) {
                problems.push(format!("{file} uses {key}, which has no {language} text"));
            }
        }
    }
    for (key, text) in swedish.iter().chain(&english) {
        if !used.contains_key(key) {
            problems.push(format!("{}: nobody uses {key}", text.file));
        }
        if text.value.contains('<') || text.value.contains("&#") || text.value.contains("&nbsp") {
            problems.push(format!("{}: {key} has HTML in it", text.file));
        }
    }
    for (key, text) in &swedish {
        if text.value.contains('!') {
            problems.push(format!("{}: {key} has an exclamation mark", text.file));
        }
        match english.get(key) {
            Some(other) if other.values() == text.values() => {}
            Some(other) => problems.push(format!(
                "{key} has {:?} in Swedish, {:?} in English",
                text.values(),
                other.values()
            )),
            None => problems.push(format!("{key} is not translated to English")),
        }
    }
    problems.extend(
        english
            .keys()
            .filter(|key| !swedish.contains_key(*key))
            .map(|key| format!("{key} has no Swedish text")),
    );
    given_values(sources, &swedish, &mut problems);
    problems
}

#[test]
fn texts_and_pages_fit_together() {
    let problems = problems(&Sources::read());
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// The sources with a text changed in the files of a language.
fn with(change: impl Fn(&mut Sources)) -> Vec<String> {
    let mut sources = Sources::read();
    let before: BTreeSet<String> = problems(&sources).into_iter().collect();
    change(&mut sources);
    problems(&sources).into_iter().filter(|problem| !before.contains(problem)).collect()
}

fn add(files: &mut Files, line: &str) {
    files.push(("planted.ftl".to_owned(), line.to_owned()));
}

#[test]
fn a_missing_translation_is_found() {
    let found = with(|sources| {
        for (_, content) in &mut sources.english {
            *content = content.replace("solutions-lead = ", "# ");
        }
    });
    assert!(found.contains(&"solutions-lead is not translated to English".to_owned()), "{found:?}");
}

#[test]
fn planted_faults_are_found() {
    let found = with(|sources| {
        add(&mut sources.swedish, "planted-unused = Ja\nplanted-html = <b>Ja</b>\nplanted-loud = Ja!");
        add(&mut sources.swedish, "planted-values = { $one }\nsearch = En gång till");
        add(&mut sources.english, "planted-values = { $two }");
        sources.templates.push(("planted.html".to_owned(), "{{ frame.t(\"planted-missing\") }}".to_owned()));
        sources.code.push((
            "planted.rs".to_owned(),
            "frame.word(\"planted-group\", code); table(\"planted-key\")".to_owned(),
        ));
        sources.code.push(("wrong.rs".to_owned(), "frame.t1(\"version\", \"digits\", x)".to_owned()));
    });
    for problem in [
        "planted.ftl: nobody uses planted-unused",
        "planted.ftl: planted-html has HTML in it",
        "planted.ftl: planted-loud has an exclamation mark",
        "planted-values has {\"one\"} in Swedish, {\"two\"} in English",
        "search stands both in frame.ftl and in planted.ftl",
        "planted.html uses planted-missing, which has no Swedish text",
        "planted.html uses planted-missing, which has no English text",
        "planted.rs: say in codes_of which words \"planted-group\" has",
        "planted.rs uses planted-key, which has no Swedish text",
        "wrong.rs: version wants {\"number\"}",
    ] {
        assert!(found.iter().any(|found| found == problem), "{problem}\nis not in\n{}", found.join("\n"));
    }
}
