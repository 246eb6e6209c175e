//! When two records are the same solution: the source's id, else the address, else name + provider +
//! organisation. Likeness never decides.
//!
//! Deliberately not here: what happens to a record that exists already; that is `app`'s.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use unicode_normalization::UnicodeNormalization;

use crate::record::SolutionRecord;

/// What a record is recognised by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// The id in its source, as written.
    Id(String),
    /// The address: scheme and host in lower case, without default port, with `/` for an empty path
    /// (RFC 3986, section 6.2.2 and 6.2.3). Nothing else is evened out: `http` and `https`, with and
    /// without `www`, are different addresses.
    Url(String),
    /// Texts in lower case with single spaces.
    Text {
        /// Name.
        name: String,
        /// Provider, empty when unknown.
        provider: String,
        /// Organisation, empty when unknown.
        organisation: String,
    },
}

impl Key {
    /// The key of a record.
    #[must_use]
    pub fn of(record: &SolutionRecord) -> Self {
        let id = record.id.trim();
        if !id.is_empty() {
            return Self::Id(id.to_owned());
        }
        if let Some(url) = normal_url(&record.url) {
            return Self::Url(url);
        }
        Self::Text {
            name: plain(&record.name),
            provider: plain(&record.provider),
            organisation: plain(&record.organisation),
        }
    }

    /// One text that is different for different keys, to be stored: `id:…`, `url:…` or `name:…` with the
    /// three parts separated by U+001F.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::Id(id) => format!("id:{id}"),
            Self::Url(url) => format!("url:{url}"),
            Self::Text { name, provider, organisation } => {
                format!("name:{name}\u{1F}{provider}\u{1F}{organisation}")
            }
        }
    }
}

/// Lower case, composed, white space as single spaces.
fn plain(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address in its normal form; nothing for a text that is no web address (`saknas`, `-`).
fn normal_url(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let scheme = scheme.to_ascii_lowercase();
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.to_lowercase();
    let known = matches!(scheme.as_str(), "http" | "https")
        || scheme.is_empty() && host.contains('.') && !host.contains('@');
    if !known || host.is_empty() || text.contains(char::is_whitespace) {
        return None;
    }
    let port = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => "",
    };
    let host = if port.is_empty() { &host } else { host.strip_suffix(port).unwrap_or(&host) };
    let path = if path.is_empty() { "/" } else { path };
    Some(format!("{scheme}://{host}{path}"))
}

/// Finds rows of one file that have the key of a later row: the last one wins. Keeps 24 bytes a row.
///
/// The first reading notes every record that will be imported; the second asks which to leave out.
#[derive(Debug, Default)]
pub struct Superseded {
    last: HashMap<u128, u64>,
    // Two independent hashes: with one of 64 bits, two keys in some millions would be taken for one
    // another with a chance that is small but loses somebody's row.
    hashers: [RandomState; 2],
}

impl Superseded {
    /// Notes that a row has a key. Rows come in their order.
    pub fn note(&mut self, key: &Key, row: u64) {
        let hash = self.hash(key);
        self.last.insert(hash, row);
    }

    /// The later row with the same key, if there is one.
    #[must_use]
    pub fn by(&self, key: &Key, row: u64) -> Option<u64> {
        self.last.get(&self.hash(key)).copied().filter(|last| *last != row)
    }

    /// How many different keys were noted.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.last.len()
    }

    fn hash(&self, key: &Key) -> u128 {
        let [high, low] = &self.hashers;
        (u128::from(high.hash_one(key)) << 64) | u128::from(low.hash_one(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, url: &str, name: &str, provider: &str) -> SolutionRecord {
        SolutionRecord {
            id: id.into(),
            url: url.into(),
            name: name.into(),
            provider: provider.into(),
            ..SolutionRecord::default()
        }
    }

    #[test]
    fn id_then_address_then_names() {
        assert_eq!(Key::of(&record(" 7 ", "https://a.example", "N", "P")).canonical(), "id:7");
        assert_eq!(
            Key::of(&record("", "HTTPS://A.example:443", "N", "P")).canonical(),
            "url:https://a.example/"
        );
        assert_eq!(
            Key::of(&record("", "saknas", " Nyckel  FRITT ", "A\u{30a}bo")).canonical(),
            "name:nyckel fritt\u{1f}åbo\u{1f}"
        );
    }

    #[test]
    fn addresses_are_evened_out_only_where_the_standard_says_they_are_the_same() {
        for (one, other, same) in [
            ("http://A.example", "http://a.example/", true),
            ("http://a.example:80/x", "http://a.example/x", true),
            ("http://a.example/x", "https://a.example/x", false),
            ("https://a.example/X", "https://a.example/x", false),
            ("https://www.a.example", "https://a.example", false),
            ("https://a.example/x/", "https://a.example/x", false),
            ("https://a.example/#/one", "https://a.example/#/two", false),
        ] {
            let keys = (Key::of(&record("", one, "", "")), Key::of(&record("", other, "", "")));
            assert_eq!(keys.0 == keys.1, same, "{one} {other}");
        }
        for no_address in ["-", "n/a", "se intranätet", "mailto:a@b.example", ""] {
            assert!(matches!(Key::of(&record("", no_address, "N", "")), Key::Text { .. }), "{no_address}");
        }
    }

    #[test]
    fn the_last_row_wins() {
        let mut seen = Superseded::default();
        let (one, two) = (Key::Id("1".into()), Key::Id("2".into()));
        seen.note(&one, 2);
        seen.note(&two, 3);
        seen.note(&one, 4);
        assert_eq!((seen.by(&one, 2), seen.by(&one, 4), seen.by(&two, 3)), (Some(4), None, None));
        assert_eq!(seen.keys(), 2);
    }
}
