//! The Swedish words by which personal data and secrets are known, from `words.tsv`: a group, a tab, its words.

use std::collections::HashMap;
use std::sync::LazyLock;

static GROUPS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut groups: HashMap<_, Vec<_>> = HashMap::new();
    for line in include_str!("words.tsv").lines().filter(|line| !line.starts_with('#')) {
        if let Some((group, words)) = line.split_once('\t') {
            groups.entry(group).or_default().extend(words.split(' '));
        }
    }
    groups
});

fn of(group: &str) -> impl Iterator<Item = &'static str> {
    GROUPS.get(group).into_iter().flatten().copied()
}

/// Whether the group has this word.
pub(super) fn has(group: &str, word: &str) -> bool {
    of(group).any(|one| one == word)
}

/// Whether the word begins as one of the group does.
pub(super) fn begins(group: &str, word: &str) -> bool {
    of(group).any(|begin| word.starts_with(begin))
}

/// Whether the word ends as one of the group does, and is longer.
pub(super) fn ends(group: &str, word: &str) -> bool {
    of(group).any(|end| word.len() > end.len() && word.ends_with(end))
}
