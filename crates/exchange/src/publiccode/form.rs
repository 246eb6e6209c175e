//! Forms of single texts: addresses, dates, paths, media types. Not here: which key has which form (`keys`).

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;

/// What an Italian administration is called in a URN.
const ITALIAN: &str = "urn:x-italian-pa:";

/// The scheme, in lower case, and what follows `://`.
fn split(text: &str) -> Option<(String, &str)> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = scheme.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then(|| (scheme.to_ascii_lowercase(), rest))
}

fn has_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    !host.is_empty()
        && !host.starts_with(':')
        && !rest
            .chars()
            .any(|sign| sign.is_whitespace() || sign.is_control() || matches!(sign, '<' | '>' | '"'))
}

/// An address with a scheme and a host.
pub(super) fn is_url(text: &str) -> bool {
    split(text).is_some_and(|(scheme, rest)| scheme != "file" && has_host(rest))
}

/// An address that a browser opens.
pub(super) fn is_web_address(text: &str) -> bool {
    split(text).is_some_and(|(scheme, rest)| matches!(scheme.as_str(), "http" | "https") && has_host(rest))
}

/// What the name of an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Uri {
    /// An address or a URN.
    Sound,
    /// Looks like an Italian administration, whose code has another form.
    WrongIpa,
    /// Neither.
    None,
}

/// An address, or a URN (RFC 8141): `urn:`, a namespace, and a name in it.
pub(super) fn uri(text: &str) -> Uri {
    if let Some(code) = text.strip_prefix(ITALIAN) {
        return if is_ipa_code(code) { Uri::Sound } else { Uri::WrongIpa };
    }
    let is_urn = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
        && text[4..].split_once(':').is_some_and(|(space, name)| {
            space.len() >= 2
                && space.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !name.is_empty()
                && !name.contains(char::is_whitespace)
        });
    if is_urn || is_url(text) { Uri::Sound } else { Uri::None }
}

/// Codes of the Italian index of public administrations are written in lower case letters, digits and low lines.
pub(super) fn is_ipa_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 20
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
}

/// `YYYY-MM-DD`, and a day of the calendar.
pub(super) fn is_date(text: &str) -> bool {
    date(text).is_some()
}

/// The day that is written `YYYY-MM-DD`.
pub(super) fn date(text: &str) -> Option<Date> {
    let has_form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if has_form { text.parse().ok() } else { None }
}

/// A name, `@`, and a host with a dot.
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let is_name = !name.is_empty() && !name.contains(|sign: char| sign.is_whitespace() || sign == '@');
    let labels = || host.split('.');
    is_name
        && labels().count() > 1
        && labels()
            .all(|label| !label.is_empty() && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-'))
}

/// A type and a subtype with the signs of RFC 6838, section 4.2.
pub(super) fn is_media_type(text: &str) -> bool {
    let is_name = |name: &str, signs: &[u8]| {
        (1..=127).contains(&name.len())
            && name.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || signs.contains(&byte))
    };
    let parts = text.trim().split_once('/');
    parts.is_some_and(|(kind, name)| is_name(kind, b"!#$&^_-") && is_name(name, b"!#$&^_.+-"))
}

/// A path that stays inside the repository, or a web address.
pub(super) fn is_path(text: &str) -> bool {
    if text.contains("://") {
        return is_web_address(text);
    }
    let has_scheme = text.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.']));
    !text.is_empty()
        && !has_scheme
        && !text.starts_with(['/', '\\'])
        && !text.split(['/', '\\']).any(|part| part == "..")
}

/// Whether the name of a file ends in one of these.
pub(super) fn ends_in(path: &str, endings: &[&str]) -> bool {
    let name = path.split(['?', '#']).next().unwrap_or_default();
    let ending =
        name.rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Characters as a reader counts them (UAX 29).
pub(super) fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for url in ["https://a.example/x.git", "git://a.example/x", "ssh://git@a.example/x", "HTTP://a"] {
            assert!(is_url(url), "{url}");
        }
        for none in
            ["", "a", "???", "https://", "file:///a", "git@a.example:x", "https://a b", "://a", "https:a"]
        {
            assert!(!is_url(none), "{none}");
        }
        assert!(is_web_address("https://a.example") && !is_web_address("git://a.example"));
    }

    #[test]
    fn names_of_organisations() {
        for (text, expected) in [
            ("https://a.example/x", Uri::Sound),
            ("urn:x-custom:id", Uri::Sound),
            ("urn:x-italian-pa:c_h501", Uri::Sound),
            ("urn:x-italian-pa:", Uri::WrongIpa),
            ("urn:x-italian-pa:C H", Uri::WrongIpa),
            ("urn:x:", Uri::None),
            ("urn:", Uri::None),
            ("pcm", Uri::None),
            ("1", Uri::None),
            ("ört", Uri::None),
        ] {
            assert_eq!(uri(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_addresses_of_people_and_media_types() {
        assert!(is_date("2024-02-29"));
        for none in ["2023-02-29", "2023-2-1", "2023-02-01T00:00:00Z", "", "x", "20230201", "2023-13-01"] {
            assert!(!is_date(none), "{none}");
        }
        assert!(is_email("a.b@c.example") && is_email("å@ö.example"));
        for none in ["", "a", "@b.example", "a@", "a@b", "a b@c.example", "a@b..c", "a@b@c.example"] {
            assert!(!is_email(none), "{none}");
        }
        assert!(is_media_type("image/svg+xml") && is_media_type("application/x.empty"));
        assert!(!is_media_type("foobar") && !is_media_type("a/") && !is_media_type("a/b/c"));
    }

    #[test]
    fn paths_stay_inside() {
        for path in ["logo.svg", "img/logo.png", "https://a.example/logo.svg", "./a.png", "a..b.png"] {
            assert!(is_path(path), "{path}");
        }
        for none in [
            "",
            "/logo.png",
            "file:///logo.png",
            "file:/logo.png",
            "../a.png",
            "a/../../b.png",
            "c:\\a.png",
            "ftp://a.example/b.png",
        ] {
            assert!(!is_path(none), "{none}");
        }
        assert!(ends_in("https://a.example/a.PNG?x=1", &["png"]) && !ends_in("logo.mpg", &["png", "svg"]));
        assert!(!ends_in("png", &["png"]));
    }

    #[test]
    fn a_reader_counts_what_is_seen() {
        assert_eq!(length("👨‍👩‍👧e\u{301}å"), 3);
    }
}
