//! The words that tables use for our own: `drift` is in use, `delad` is shared within the collaboration. They
//! are data in `words.tsv`: axis, code, words.
//!
//! Not here: organisations, service areas and capabilities; their names are in the database (`reading`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// By axis and folded word.
static WORDS: LazyLock<HashMap<(&str, String), &str>> = LazyLock::new(|| {
    let lines = include_str!("words.tsv").lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    });
    let words = lines.flat_map(|(axis, code, words)| {
        let words = words.split(';').chain([code]);
        words.map(move |word| ((axis, fold(word)), code))
    });
    words.collect()
});

/// Which list of words is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// Kind of solution.
    Kind,
    /// Lifecycle.
    Lifecycle,
    /// How an organisation stands to a solution.
    UsageStatus,
    /// How far something is shared. A solution has no drafts: what a table calls one stays in its organisation.
    Sharing,
    /// Level of an information class.
    Level,
}

impl Axis {
    const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Lifecycle => "lifecycle",
            Self::UsageStatus => "usage_status",
            Self::Sharing => "sharing",
            Self::Level => "level",
        }
    }
}

/// The code of ours that the word stands for.
pub(super) fn code_of(axis: Axis, word: &str) -> Option<&'static str> {
    WORDS.get(&(axis.name(), fold(word))).copied()
}

/// A word as it is compared: lower case without accents; hyphens, underscores and white space are one space,
/// and a full stop at the end goes.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.trim().trim_end_matches('.').chars().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'à' | 'á' | 'â' | 'ã' => folded.push('a'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ö' | 'ò' | 'ó' | 'ô' | 'õ' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            c if c == '-' || c == '_' || c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::sharing::Sharing;
    use domain::solution::{Lifecycle, SolutionKind};
    use domain::usage::UsageStatus;

    #[test]
    fn every_line_is_read_and_every_code_is_one_of_ours() {
        let mut codes = 0;
        for line in include_str!("words.tsv").lines() {
            let [axis, code, _] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let known = match axis {
                "kind" => SolutionKind::from_code(code).is_some(),
                "lifecycle" => Lifecycle::from_code(code).is_some(),
                "usage_status" => UsageStatus::from_code(code).is_some(),
                "sharing" => Sharing::from_code(code).is_some(),
                "level" => code.parse::<u8>().is_ok_and(|level| level <= 4),
                _ => false,
            };
            assert!(known, "{line}");
            codes += 1;
        }
        let expected =
            SolutionKind::ALL.len() + Lifecycle::ALL.len() + UsageStatus::ALL.len() + Sharing::ALL.len() - 1
                + 5;
        assert_eq!(codes, expected, "every code but the draft's has its words");
    }

    #[test]
    fn no_word_of_an_axis_stands_for_two_codes() {
        let mut seen: HashMap<(&str, String), &str> = HashMap::new();
        for line in include_str!("words.tsv").lines() {
            let [axis, code, words] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            for word in words.split(';').chain([code]) {
                let before = seen.insert((axis, fold(word)), code);
                assert!(before.is_none_or(|before| before == code), "{axis} {word}: {before:?} and {code}");
            }
        }
    }

    #[test]
    fn words_are_understood_however_they_are_written() {
        for (axis, word, code) in [
            (Axis::Lifecycle, "Drift", "in_use"),
            (Axis::Lifecycle, "I  bruk.", "in_use"),
            (Axis::Lifecycle, "in_use", "in_use"),
            (Axis::Lifecycle, "AVVECKLING", "phasing_out"),
            (Axis::Lifecycle, "ide", "idea"),
            (Axis::Sharing, "oppen", "public"),
            (Axis::Sharing, "Öppen", "public"),
            (Axis::Sharing, "intern", "organisation"),
            (Axis::Kind, "E-tjänst", "e_service"),
            (Axis::Kind, "SaaS", "system"),
            (Axis::UsageStatus, "Avtal finns", "contract"),
            (Axis::Level, "Hög", "3"),
        ] {
            assert_eq!(code_of(axis, word), Some(code), "{word}");
        }
        assert_eq!(code_of(Axis::Lifecycle, "kanske"), None);
        assert_eq!(code_of(Axis::Sharing, "drift"), None);
    }
}
