//! Matches as people read them: the sentence that answers with its words marked, who uses it, and why it is
//! there. One fragment, shown while typing and as part of pages.

use app::matches::{Matches, NeedMatch, SolutionMatch, UsageRow};
use app::meaning::MeaningState;
use app::{Confidence, Field, How, Passage, Reason};
use askama::Template;
use domain::sharing::Sharing;
use domain::solution::Lifecycle;
use domain::usage::UsageStatus;

use crate::coverage::Deck;
use crate::frame::{Frame, upper_first};
use crate::freshness::{self, EntryTag};
use crate::lesson;
use crate::names;
use crate::usability::UsableTag;
use crate::usage;
use crate::verdict::{self, VerdictBox};

/// The level of what nobody can be sure of.
const UNCERTAIN: &str = Confidence::Uncertain.code();
/// Longest sentence shown of a match, in characters; around the marks.
const SENTENCE: usize = 260;
/// Reasons that are listed.
const REASONS: usize = 6;

/// A piece of a sentence, marked or not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) marked: bool,
}

/// A solution in the list of matches.
#[derive(Debug)]
pub(crate) struct SolutionRow {
    pub(crate) id: String,
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) used_by: String,
    /// Whether there is somebody who uses it and can be asked.
    pub(crate) may_ask: bool,
    /// Where it is a draft or retired: that it is, and the address and name of what replaces it.
    pub(crate) retired: String,
    pub(crate) successor: Option<(String, String)>,
    pub(crate) says: Vec<Piece>,
    pub(crate) source: String,
    pub(crate) sharing: String,
    pub(crate) public: bool,
    pub(crate) reasons: Vec<ReasonRow>,
    /// How sure it is: `likely`, `possible` or `uncertain`.
    pub(crate) confidence: &'static str,
    /// The same in a word.
    pub(crate) confidence_name: String,
    /// What the level means.
    pub(crate) confidence_means: String,
    /// Whether the sentence shown was found by its meaning.
    pub(crate) near: bool,
    /// Words of the need that are not spoken of, as a list; empty when all are.
    pub(crate) unmet: String,
    /// What verdicts on near needs have done to its place, in words.
    pub(crate) taught: Option<String>,
    /// Verdicts, on the page of a need.
    pub(crate) verdict: Option<VerdictBox>,
    /// What it covers of a need, where it stands beside one with requirements.
    pub(crate) deck: Option<Deck>,
    /// The form in which it can be chosen for a comparison.
    pub(crate) compare_in: Option<&'static str>,
    /// Whether the reader's organisation can use it.
    pub(crate) usable: Option<UsableTag>,
    /// How old it is, where that is something to beware of.
    pub(crate) age: EntryTag,
}

/// One reason in words.
#[derive(Debug)]
pub(crate) struct ReasonRow {
    pub(crate) need_word: String,
    pub(crate) document_word: String,
    pub(crate) how: String,
}

/// A similar need.
#[derive(Debug)]
pub(crate) struct NeedRow {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) organisation: String,
    pub(crate) says: Vec<Piece>,
    /// Solutions that both needs point at, as a list; empty where there are none.
    pub(crate) shared: String,
    /// Whether the reader may say that the own organisation has it too.
    pub(crate) may_join: bool,
    /// Whether that has been said.
    pub(crate) joined: bool,
}

/// The rows of the solutions that were found.
pub(crate) fn solution_rows(frame: &Frame, found: &[SolutionMatch]) -> Vec<SolutionRow> {
    found.iter().map(|found| solution_row(frame, found)).collect()
}

/// The rows of the similar needs that were found.
pub(crate) fn need_rows(frame: &Frame, found: &[NeedMatch]) -> Vec<NeedRow> {
    found.iter().map(|found| need_row(frame, found)).collect()
}

fn solution_row(frame: &Frame, found: &SolutionMatch) -> SolutionRow {
    let solution = &found.solution;
    let reasons = found.hit.reasons.iter().take(REASONS).map(|reason| reason_row(frame, reason)).collect();
    let confidence = found.hit.confidence.code();
    SolutionRow {
        id: solution.number.to_string(),
        address: format!("/losningar/{}", solution.number),
        name: solution.facts.name.clone(),
        kind: frame.word("solution-kind", solution.facts.kind.code()),
        used_by: upper_first(&used_by(frame, &found.usages)),
        may_ask: found.may_ask,
        retired: match (&solution.lineage.draft, solution.facts.lifecycle) {
            (Some(_), _) => frame.t("solution-draft-unread"),
            (None, Lifecycle::Retired) => names::lifecycle(frame, solution),
            (
                None,
                Lifecycle::Idea
                | Lifecycle::Planned
                | Lifecycle::Pilot
                | Lifecycle::InUse
                | Lifecycle::PhasingOut,
            ) => String::new(),
        },
        successor: found
            .successor
            .as_ref()
            .map(|next| (format!("/losningar/{}", next.number), next.name.clone())),
        says: sentence(&found.text, found.hit.passage.as_ref()),
        source: frame.t1("changed-on", "day", &frame.day_of(solution.updated)),
        sharing: frame.word("sharing-seen", solution.sharing.code()),
        public: solution.sharing == Sharing::Public,
        confidence,
        confidence_name: frame.word("confidence", confidence),
        confidence_means: frame.word("confidence-means", confidence),
        near: found.hit.meaning.is_some_and(|meaning| meaning > 0.0),
        unmet: frame.list(&found.hit.unmet),
        reasons,
        taught: found.taught.and_then(|said| verdict::taught(frame, said)),
        verdict: None,
        deck: None,
        compare_in: None,
        usable: UsableTag::of(frame, found.usable.as_ref()),
        age: freshness::entry_tag(frame, &found.age),
    }
}

fn need_row(frame: &Frame, found: &NeedMatch) -> NeedRow {
    let need = &found.need;
    NeedRow {
        number: need.number.to_string(),
        title: need.facts.title.clone(),
        organisation: found.organisation.clone(),
        says: sentence(&need.facts.text, found.hit.passage.as_ref()),
        shared: frame.list(&found.shared),
        may_join: found.may_join,
        joined: found.joined,
    }
}

pub(crate) fn reason_row(frame: &Frame, reason: &Reason) -> ReasonRow {
    let how = match &reason.how {
        How::SameWord => frame.t("how-same-word"),
        How::SameStem => frame.t("how-same-stem"),
        How::CompoundPart { part } => frame.t1("how-compound-part", "part", part),
        How::Synonym => frame.t("how-synonym"),
        How::Abbreviation { expansion } => frame.t1("how-abbreviation", "expansion", expansion),
        How::Spelling => frame.t("how-spelling"),
    };
    let place = match reason.field {
        Field::Title => "how-in-title",
        Field::Text => "how-in-text",
        Field::Keyword(_) => "how-in-keyword",
        Field::TypicalNeed(_) => "how-in-typical-need",
    };
    ReasonRow {
        need_word: reason.need_word.clone(),
        document_word: reason.document_word.clone(),
        how: frame.t2("how-and-where", ("how", &how), ("place", &frame.t(place))),
    }
}

/// Who uses a solution, as a sentence: "Används av Lidköping och Skara, avtal finns i Götene".
pub(crate) fn used_by(frame: &Frame, usages: &[UsageRow]) -> String {
    let of = |status: UsageStatus| -> Vec<String> {
        usages.iter().filter(|row| row.usage.status == status).map(|row| usage::named(frame, row)).collect()
    };
    let in_words = |key: &str, status: UsageStatus| {
        let names = of(status);
        (!names.is_empty()).then(|| frame.t1(key, "names", &frame.list(&names)))
    };
    let parts: Vec<String> = [
        in_words("used-by", UsageStatus::InUse),
        in_words("piloted-by", UsageStatus::Pilot),
        in_words("contracted-by", UsageStatus::Contract),
        in_words("planned-by", UsageStatus::Planned),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { frame.t("used-by-nobody") } else { parts.join(", ") }
}

/// The sentence to show in pieces; without one, the beginning of the text.
pub(crate) fn sentence(text: &str, passage: Option<&Passage>) -> Vec<Piece> {
    let whole = 0..text.len();
    let (range, marks) =
        passage.map_or((whole, [].as_slice()), |passage| (passage.range.clone(), &passage.marks));
    let mut pieces = Vec::new();
    let mut at = range.start;
    let mut left = SENTENCE;
    for mark in marks.iter().filter(|mark| range.start <= mark.start && mark.end <= range.end) {
        push(&mut pieces, text.get(at..mark.start), false, &mut left);
        push(&mut pieces, text.get(mark.clone()), true, &mut left);
        at = mark.end;
    }
    push(&mut pieces, text.get(at..range.end), false, &mut left);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: Option<&str>, marked: bool, left: &mut usize) {
    let Some(text) = text.filter(|text| !text.is_empty() && *left > 0) else { return };
    let length = text.chars().count();
    if length <= *left {
        *left -= length;
        pieces.push(Piece { text: text.to_owned(), marked });
        return;
    }
    let cut: String = text.chars().take(*left).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    pieces.push(Piece { text: format!("{words} …"), marked });
    *left = 0;
}

/// The answer under the ask box, and beside it the similar needs (`hx-swap-oob` when sent alone).
#[derive(Template)]
#[template(path = "start/answer.html")]
pub(crate) struct Answer<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) asked: Asked,
    pub(crate) solutions: Vec<SolutionRow>,
    pub(crate) needs: Vec<NeedRow>,
    /// What others have learnt on a like need.
    pub(crate) lessons: Vec<lesson::Beside>,
    /// How far the index has come, of a hundred, while it is not complete.
    pub(crate) reading: Option<u8>,
    /// What is said when texts are compared by their words alone; empty otherwise.
    pub(crate) by_words: String,
    pub(crate) alone: bool,
    /// What there is to say of the text itself, as a part of a page.
    pub(crate) hints: String,
    /// What comes next when nothing fits, as a part of a page.
    pub(crate) nothing: String,
    /// The form whose text goes along to a similar need, where there is one.
    pub(crate) asks_from: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "start/similar.html")]
struct Similar<'a> {
    answer: &'a Answer<'a>,
    frame: &'a Frame,
    out_of_band: bool,
}

/// Whether there was enough text to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Too little: examples are shown.
    TooLittle,
    /// Enough.
    Enough,
}

impl<'a> Answer<'a> {
    /// What to show before anything is asked.
    pub(crate) const fn examples(frame: &'a Frame) -> Self {
        Self {
            frame,
            asked: Asked::TooLittle,
            solutions: Vec::new(),
            needs: Vec::new(),
            lessons: Vec::new(),
            reading: None,
            by_words: String::new(),
            alone: false,
            hints: String::new(),
            nothing: String::new(),
            asks_from: None,
        }
    }

    /// What was found.
    pub(crate) fn found(frame: &'a Frame, matches: &Matches) -> Self {
        Self {
            frame,
            asked: Asked::Enough,
            solutions: solution_rows(frame, &matches.solutions),
            needs: need_rows(frame, &matches.needs),
            lessons: Vec::new(),
            reading: (!matches.index.complete).then(|| matches.index.percent()),
            by_words: by_words(frame, matches),
            alone: false,
            hints: String::new(),
            nothing: String::new(),
            asks_from: None,
        }
    }

    /// The similar needs, for the side column of a page.
    pub(crate) fn similar(&self) -> String {
        Similar { answer: self, frame: self.frame, out_of_band: false }.render().unwrap_or_default()
    }

    /// The same for an answer that is sent alone: htmx puts it in its own place.
    fn similar_out_of_band(&self) -> String {
        Similar { answer: self, frame: self.frame, out_of_band: true }.render().unwrap_or_default()
    }

    /// How many solutions may fit.
    pub(crate) fn sure_count(&self) -> i64 {
        self.count(|row| row.confidence != UNCERTAIN)
    }

    /// How many stand there although nobody can be sure of them.
    pub(crate) fn unsure_count(&self) -> i64 {
        self.count(|row| row.confidence == UNCERTAIN)
    }

    /// What is said of those.
    pub(crate) fn unsure_note(&self) -> String {
        match (self.sure_count(), self.unsure_count()) {
            (_, 0) => String::new(),
            (0, unsure) => self.frame.tn("only-unsure", unsure),
            (_, unsure) => self.frame.tn("also-unsure", unsure),
        }
    }

    fn count(&self, is_counted: impl Fn(&SolutionRow) -> bool) -> i64 {
        i64::try_from(self.solutions.iter().filter(|row| is_counted(row)).count()).unwrap_or(i64::MAX)
    }

    fn need_count(&self) -> i64 {
        i64::try_from(self.needs.len()).unwrap_or(i64::MAX)
    }
}

/// Says that meanings are not compared, or not all yet.
fn by_words(frame: &Frame, matches: &Matches) -> String {
    match matches.meaning {
        MeaningState::Off => frame.t("meaning-off"),
        // The note on the index says it already.
        MeaningState::Reading { .. } if !matches.index.complete => String::new(),
        MeaningState::Reading { percent, .. } => frame.t1("meaning-reading", "percent", &percent.to_string()),
        MeaningState::Ready => String::new(),
    }
}

/// Whether a text says enough to be matched: twelve characters, or two words of at least two letters. The
/// page's script asks by the same rule.
pub(crate) fn worth_asking(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() >= 12 || text.split_whitespace().filter(|word| word.chars().count() > 1).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::single_range_in_vec_init, reason = "one mark is what is meant")]
    fn a_sentence_is_shown_with_its_marks_and_cut_at_a_word() {
        let text = "Först. Låset öppnas med mobilen. Sist.";
        let from = text.find("Låset").unwrap();
        let to = text.find(" Sist").unwrap();
        let passage = Passage { range: from..to, marks: vec![from..from + "Låset".len()] };
        let pieces = sentence(text, Some(&passage));
        assert_eq!(pieces[0], Piece { text: "Låset".into(), marked: true });
        assert_eq!(pieces[1], Piece { text: " öppnas med mobilen.".into(), marked: false });

        let long = "ordet ".repeat(200);
        let pieces = sentence(&long, None);
        assert!(pieces[0].text.ends_with("ordet …"), "{pieces:?}");
    }

    #[test]
    fn short_texts_are_not_asked() {
        assert!(!worth_asking("nycklar"));
        assert!(worth_asking("nycklar saknas"));
        assert!(worth_asking("nyckelhantering"));
        assert!(!worth_asking("a b c"));
    }
}
