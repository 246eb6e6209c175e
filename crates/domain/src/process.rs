//! The process that cases go through, as data: stages, gates, what must be at hand, who decides at which level, and where
//! a case may go from there.
//!
//! A collaboration edits its process; each edit is a new version, and a case stays on the version it began on until it is
//! moved on purpose. What contradicts itself is refused: see [`Definition::problems`]. Not here: what a case is and how it
//! moves (`case`), and the process that is shipped as a proposal (`app`).

use std::collections::HashSet;

use crate::id::{CollaborationId, PersonId, ProcessId};
use crate::instant::Instant;
use crate::person::{Power, Role};
use crate::text;
use crate::words::words;

words! {
    /// At which level a gate is decided.
    Level {
        /// The unit that has the need.
        Unit = "unit",
        /// The municipality's own preparation.
        Municipality = "municipality",
        /// A forum of the collaboration.
        Joint = "joint",
        /// The own political board; outside this system, recorded here.
        Board = "board",
        /// The board of the federation body; outside this system, recorded here.
        Federation = "federation",
    }
}

words! {
    /// Whether one organisation goes on alone or several together.
    Track {
        /// One alone.
        Local = "local",
        /// Several together.
        Joint = "joint",
    }
}

words! {
    /// How a case leaves the process before its end. Always with a reason in words.
    Exit {
        /// Löst med befintlig lösning: what exists is used.
        Solved = "solved",
        /// Hanteras lokalt: taken care of at home.
        Local = "local",
        /// Sammanförd: its needs went into another case.
        Joined = "joined",
        /// Vilande till datum: rests until a day.
        Dormant = "dormant",
        /// Avslag: will not be done.
        Declined = "declined",
        /// IT-ärende: a matter for IT support.
        ItMatter = "it_matter",
        /// Tillbakatagen: its last need was taken back. No gate offers it.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// How it is known that something is at hand at a gate.
    EvidenceKind {
        /// Somebody has written it.
        Written = "written",
        /// A need owner is named.
        Owner = "owner",
        /// Existing solutions have been judged, or it was said that none fits.
        Checked = "checked",
        /// At least one need has sub-needs.
        Requirements = "requirements",
        /// The qualification keeps the rule.
        Qualified = "qualified",
        /// Needs of at least two organisations are in it.
        Spread = "spread",
        /// It was scored in a round that is closed.
        Scored = "scored",
    }
}

words! {
    /// An answer to a check.
    Answer {
        /// Ja.
        Yes = "yes",
        /// Delvis.
        Partly = "partly",
        /// Nej.
        No = "no",
        /// Oklart.
        Unclear = "unclear",
    }
}

/// Words of a process, in Swedish and, where somebody has written it, English.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Label {
    /// Swedish.
    pub sv: String,
    /// English; empty where nobody has written it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Label {
    /// The words in English where there are such, else in Swedish.
    #[must_use]
    pub fn english(&self) -> &str {
        if self.en.is_empty() { &self.sv } else { &self.en }
    }

    fn is_fine(&self, max: usize) -> bool {
        let long = |words: &str| words.chars().count() > max;
        !self.sv.trim().is_empty() && !long(&self.sv) && !long(&self.en)
    }
}

/// A version of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Identity.
    pub id: ProcessId,
    /// Whose it is; `None` for the one that is shipped.
    pub collaboration: Option<CollaborationId>,
    /// 1 for the first of the collaboration; 0 for the one that is shipped.
    pub revision: i64,
    /// Why it was changed.
    pub note: String,
    /// Who made it; `None` when it was shipped or the operator did.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
    /// What it says.
    pub definition: Definition,
}

/// What a process says.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Definition {
    /// In their order; a case begins in the first. Drafts of needs come before it and are no cases yet.
    pub stages: Vec<Stage>,
    /// The checks of the qualification, in their order.
    pub checks: Vec<Check>,
    /// Most answers "unclear" among the checks that need not be "yes".
    pub unclear_max: u32,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stage {
    /// A code that stays the same from version to version.
    pub code: String,
    /// What it is called.
    pub name: Label,
    /// What happens there.
    pub purpose: Label,
    /// Within how many working days it should be left; nothing where a plan or a round decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_days: Option<u32>,
    /// How it is left; the last stage has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<Gate>,
}

/// A gate.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Gate {
    /// The question that is decided.
    pub question: Label,
    /// Who decides.
    pub deciders: Vec<Decider>,
    /// What must be at hand before a case goes on.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Where it may go on.
    pub onward: Vec<Onward>,
    /// How it may leave.
    #[serde(default)]
    pub exits: Vec<Exit>,
}

/// Who decides at a gate.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Decider {
    /// For cases on this track; for all where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
    /// At which level.
    pub level: Level,
    /// Who records the decision there.
    pub role: Role,
    /// What those who decide are called, such as "Gemensam beredning".
    pub body: Label,
}

/// Something that must be at hand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Evidence {
    /// A code, one for each in the whole process.
    pub code: String,
    /// What it is.
    pub name: Label,
    /// How it is known.
    pub kind: EvidenceKind,
    /// Only for cases on this track.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
    /// Only for the onward ways that name it, such as a fast track.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// A way on from a gate.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Onward {
    /// The stage it leads to.
    pub to: String,
    /// What choosing it means.
    pub name: Label,
    /// Codes of evidence that it demands besides what the gate does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demands: Vec<String>,
}

/// A check of the qualification.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Check {
    /// A code that stays the same from version to version.
    pub code: String,
    /// What is checked.
    pub name: Label,
    /// Whether the answer must be "yes".
    #[serde(default)]
    pub must: bool,
    /// Only for cases on this track.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
}

/// What contradicts itself in a process. Stages are named by their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProcessProblem {
    /// Fewer than two stages.
    TooFewStages,
    /// More stages, checks, ways or evidence than anybody can survey.
    TooMany,
    /// A code that is no code: small letters, digits and `_`, at most 40.
    NotACode(String),
    /// Two of a kind have the same code.
    CodeTwice(String),
    /// A name, question or purpose is missing or too long.
    Words(String),
    /// A stage that is not the last cannot be left onwards.
    NoWayOn(String),
    /// Nobody may pass the gate on one of the tracks.
    NobodyMayPass(String),
    /// A way leads to a stage that there is not.
    UnknownStage {
        /// From which.
        stage: String,
        /// To which.
        to: String,
    },
    /// A way demands evidence that there is not.
    UnknownEvidence {
        /// From which stage.
        stage: String,
        /// Which.
        code: String,
    },
    /// Ways lead round in a ring.
    Loop(String),
    /// No way leads there from the first stage.
    Unreachable(String),
    /// A gate asks for a qualification, but there are no checks.
    NoChecks(String),
    /// A time that is no time: none, or more than ten years.
    TargetDays(String),
}

/// Most of anything in a process.
const MOST: usize = 40;
/// Ten years of working days.
const DAYS_MAX: u32 = 2_600;
/// Longest code.
const CODE_MAX: usize = 40;

impl Definition {
    /// The stage with this code.
    #[must_use]
    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.code == code)
    }

    /// The place of a stage in the order.
    #[must_use]
    pub fn place(&self, code: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.code == code)
    }

    /// The checks that concern cases on a track.
    pub fn checks_on(&self, track: Track) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.track.is_none_or(|only| only == track))
    }

    /// Everything that contradicts itself. A process with none can be gone through to its end by somebody.
    #[must_use]
    pub fn problems(&self) -> Vec<ProcessProblem> {
        let mut problems = Vec::new();
        if self.stages.len() < 2 {
            problems.push(ProcessProblem::TooFewStages);
        }
        if self.is_too_large() {
            problems.push(ProcessProblem::TooMany);
            return problems;
        }
        problems.extend(self.code_problems());
        for stage in &self.stages {
            self.stage_problems(stage, &mut problems);
        }
        for check in &self.checks {
            if !check.name.is_fine(text::SHORT_MAX) {
                problems.push(ProcessProblem::Words(check.code.clone()));
            }
        }
        // Ways can be followed only where they all lead somewhere.
        if !problems.iter().any(|problem| matches!(problem, ProcessProblem::UnknownStage { .. })) {
            problems.extend(self.way_problems());
        }
        problems
    }

    fn is_too_large(&self) -> bool {
        let gates = || self.stages.iter().filter_map(|stage| stage.gate.as_ref());
        let largest = gates().map(|g| g.evidence.len().max(g.onward.len()).max(g.deciders.len())).max();
        self.stages.len() > MOST || self.checks.len() > MOST || largest.unwrap_or(0) > MOST
    }

    fn code_problems(&self) -> Vec<ProcessProblem> {
        let evidence = self.stages.iter().filter_map(|stage| stage.gate.as_ref()).flat_map(|g| &g.evidence);
        let kinds: [Vec<&String>; 3] = [
            self.stages.iter().map(|stage| &stage.code).collect(),
            self.checks.iter().map(|check| &check.code).collect(),
            evidence.map(|evidence| &evidence.code).collect(),
        ];
        let mut problems = Vec::new();
        for codes in kinds {
            let mut seen = HashSet::new();
            for code in codes {
                if !is_code(code) {
                    problems.push(ProcessProblem::NotACode(code.clone()));
                } else if !seen.insert(code) {
                    problems.push(ProcessProblem::CodeTwice(code.clone()));
                }
            }
        }
        problems
    }

    fn stage_problems(&self, stage: &Stage, problems: &mut Vec<ProcessProblem>) {
        let code = || stage.code.clone();
        if !stage.name.is_fine(text::TITLE_MAX) || !stage.purpose.is_fine(text::SHORT_MAX) {
            problems.push(ProcessProblem::Words(code()));
        }
        if stage.target_days.is_some_and(|days| days == 0 || days > DAYS_MAX) {
            problems.push(ProcessProblem::TargetDays(code()));
        }
        let is_last = self.stages.last().is_some_and(|last| last.code == stage.code);
        let Some(gate) = &stage.gate else {
            if !is_last {
                problems.push(ProcessProblem::NoWayOn(code()));
            }
            return;
        };
        if !gate.question.is_fine(text::SHORT_MAX)
            || gate.evidence.iter().any(|evidence| !evidence.name.is_fine(text::SHORT_MAX))
            || gate.onward.iter().any(|onward| !onward.name.is_fine(text::SHORT_MAX))
            || gate.deciders.iter().any(|decider| !decider.body.is_fine(text::TITLE_MAX))
        {
            problems.push(ProcessProblem::Words(code()));
        }
        if gate.onward.is_empty() {
            problems.push(ProcessProblem::NoWayOn(code()));
        }
        if Track::ALL.iter().any(|track| gate.decider(*track).is_none_or(|one| !one.role.can(Power::Write))) {
            problems.push(ProcessProblem::NobodyMayPass(code()));
        }
        for onward in &gate.onward {
            if self.stage(&onward.to).is_none() {
                problems.push(ProcessProblem::UnknownStage { stage: code(), to: onward.to.clone() });
            }
            for demanded in &onward.demands {
                if gate.evidence.iter().all(|evidence| evidence.code != *demanded) {
                    let code = demanded.clone();
                    problems.push(ProcessProblem::UnknownEvidence { stage: stage.code.clone(), code });
                }
            }
        }
        let qualifies = |evidence: &Evidence| evidence.kind == EvidenceKind::Qualified;
        if self.checks.is_empty() && gate.evidence.iter().any(qualifies) {
            problems.push(ProcessProblem::NoChecks(code()));
        }
    }

    /// Rings, and stages that no way leads to.
    fn way_problems(&self) -> Vec<ProcessProblem> {
        let mut problems = Vec::new();
        if let Some(stage) =
            self.stages.iter().find(|stage| self.leads_from(&stage.code).contains(&stage.code))
        {
            problems.push(ProcessProblem::Loop(stage.code.clone()));
        }
        if let Some(first) = self.stages.first() {
            let reached = self.leads_from(&first.code);
            let unreached = self.stages.iter().skip(1).filter(|stage| !reached.contains(&stage.code));
            problems.extend(unreached.map(|stage| ProcessProblem::Unreachable(stage.code.clone())));
        }
        problems
    }

    /// Every stage that ways lead to from one, over others too.
    fn leads_from(&self, code: &str) -> HashSet<String> {
        let mut reached = HashSet::new();
        let mut ahead = vec![code.to_owned()];
        while let Some(code) = ahead.pop() {
            let gate = self.stage(&code).and_then(|stage| stage.gate.as_ref());
            for onward in gate.into_iter().flat_map(|gate| &gate.onward) {
                if reached.insert(onward.to.clone()) {
                    ahead.push(onward.to.clone());
                }
            }
        }
        reached
    }
}

impl Gate {
    /// Who decides on a track: who is named for it, else who decides on all.
    #[must_use]
    pub fn decider(&self, track: Track) -> Option<&Decider> {
        let named = self.deciders.iter().find(|decider| decider.track == Some(track));
        named.or_else(|| self.deciders.iter().find(|decider| decider.track.is_none()))
    }

    /// What must be at hand for a way on, on a track.
    pub fn demanded<'a>(
        &'a self,
        track: Track,
        onward: Option<&'a Onward>,
    ) -> impl Iterator<Item = &'a Evidence> {
        self.evidence.iter().filter(move |evidence| {
            let concerns = evidence.track.is_none_or(|only| only == track);
            let named = onward.is_some_and(|onward| onward.demands.contains(&evidence.code));
            concerns && (!evidence.optional || named)
        })
    }
}

fn is_code(code: &str) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !code.is_empty() && code.len() <= CODE_MAX && code.chars().all(fine)
}

/// What answers to the checks come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Qualification {
    /// Codes of checks without an answer.
    pub unanswered: Vec<String>,
    /// Codes of checks that must be "yes" and are not.
    pub not_yes: Vec<String>,
    /// How many of the others are "unclear".
    pub unclear: u32,
    /// How many of those there may be.
    pub unclear_max: u32,
}

impl Qualification {
    /// Of a case on a track that has these answers, by the codes of the checks.
    #[must_use]
    pub fn of(definition: &Definition, track: Track, answer: impl Fn(&str) -> Option<Answer>) -> Self {
        let mut found = Self { unclear_max: definition.unclear_max, ..Self::default() };
        for check in definition.checks_on(track) {
            match answer(&check.code) {
                None => found.unanswered.push(check.code.clone()),
                Some(Answer::Yes) => {}
                Some(Answer::Partly | Answer::No | Answer::Unclear) if check.must => {
                    found.not_yes.push(check.code.clone());
                }
                Some(Answer::Unclear) => found.unclear += 1,
                Some(Answer::Partly | Answer::No) => {}
            }
        }
        found
    }

    /// Whether the rule is kept.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.unanswered.is_empty() && self.not_yes.is_empty() && self.unclear <= self.unclear_max
    }
}

#[cfg(test)]
mod tests;
