//! Under which key a row is stored and found again.
//!
//! Not here: what makes two rows the same; that is [`exchange::Key`].

use domain::text;
use exchange::{Key, SolutionRecord};
use sha2::{Digest, Sha256};

/// Longest stored key in characters: what an export may hold in its id column.
const LONGEST: usize = 300;
/// Characters that are kept of a longer one, before a hash of all of it.
const KEPT: usize = 230;

/// The key as it is stored. An id gets the name of its source in front, so that two sources may use the same
/// ids. An id that begins with `url:` or `name:` comes from an export of ours and is a key already.
pub(super) fn stored(record: &SolutionRecord, source: &str) -> String {
    let key = match Key::of(record) {
        Key::Id(id) if id.starts_with("url:") || id.starts_with("name:") => text::clean(&id),
        Key::Id(id) if source.is_empty() => format!("id:{}", text::clean(&id)),
        Key::Id(id) => format!("id:{source}/{}", text::clean(&id)),
        key @ (Key::Url(_) | Key::Text { .. }) => text::clean(&key.canonical().replace('\u{1F}', "|")),
    };
    match key.char_indices().nth(LONGEST) {
        None => key,
        Some(_) => {
            let kept: String = key.chars().take(KEPT).collect();
            let hash: String =
                Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{kept}#{hash}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(id: &str, url: &str, name: &str, source: &str) -> String {
        let record =
            SolutionRecord { id: id.into(), url: url.into(), name: name.into(), ..SolutionRecord::default() };
        stored(&record, source)
    }

    #[test]
    fn the_source_stands_before_ids_only() {
        assert_eq!(key_of("7", "", "N", ""), "id:7");
        assert_eq!(key_of("7", "", "N", "fdroid"), "id:fdroid/7");
        assert_eq!(key_of("", "https://a.example", "N", "fdroid"), "url:https://a.example/");
        assert_eq!(key_of("", "", "Nyckel  fritt", "fdroid"), "name:nyckel fritt||");
    }

    #[test]
    fn what_an_export_writes_finds_the_same_entry() {
        for key in ["url:https://a.example/", "name:nyckel fritt||"] {
            assert_eq!(key_of(key, "https://b.example", "N", ""), key);
        }
        let long = key_of("", &format!("https://a.example/{}", "x".repeat(1_900)), "N", "");
        assert!(long.chars().count() <= LONGEST);
        assert_eq!(key_of(&long, "", "N", ""), long);
        let other = key_of("", &format!("https://a.example/{}y", "x".repeat(1_900)), "N", "");
        assert_ne!(long, other);
    }
}
