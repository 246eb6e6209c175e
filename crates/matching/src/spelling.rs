//! Likeness of words by their letters: shared trigrams, and edit distance for misspelled words.
//!
//! Not here: which words are compared, and what likeness is worth.

/// Three letters in a row, word boundaries included.
pub(crate) type Gram = [char; 3];

/// Stands for the beginning and the end of a word.
const EDGE: char = '\u{2}';

/// The distinct trigrams of a word, in order.
pub(crate) fn grams(word: &str) -> Vec<Gram> {
    let letters: Vec<char> = [EDGE].into_iter().chain(word.chars()).chain([EDGE]).collect();
    let mut grams: Vec<Gram> = letters.windows(3).map(|window| [window[0], window[1], window[2]]).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// How alike two words are that have `one` and `other` trigrams and share so many: the cosine of the vectors that have 1 for each.
pub(crate) fn likeness(shared: u8, one: usize, other: usize) -> f32 {
    f32::from(shared) / ((one as f32).sqrt() * (other as f32).sqrt())
}

/// Number of single-letter insertions, deletions, substitutions and swaps of neighbours between two words, if it
/// is at most `limit`. (Optimal string alignment; L. Boytsov, "Indexing methods for approximate dictionary searching", 2011.)
pub(crate) fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substituted = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substituted.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|cell| *cell > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|found| *found <= limit)
}

#[cfg(test)]
mod tests {
    use super::{distance, grams};

    #[test]
    fn distances_are_bounded() {
        assert_eq!(distance("hemtjänst", "hemtjänst", 2), Some(0));
        assert_eq!(distance("hemtjnäst", "hemtjänst", 2), Some(1));
        assert_eq!(distance("bygglv", "bygglov", 2), Some(1));
        assert_eq!(distance("bygglov", "skolskjuts", 2), None);
        assert_eq!(distance("", "ab", 2), Some(2));
    }

    #[test]
    fn grams_know_the_edges() {
        assert_eq!(grams("lås").len(), 3);
        assert!(grams("").is_empty());
    }
}
