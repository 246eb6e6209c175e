//! Licences as SPDX expressions (SPDX 2.3, annex D): identifiers, `+`, `WITH`, `AND`, `OR` and brackets.
//!
//! Deliberately not here: whether a licence is open; the standard leaves that to its reader.

use super::vocabulary::{is_exception, is_licence};

/// Most words and brackets of an expression; real ones have a handful.
const TOKENS_MAX: usize = 200;

/// Whether `text` is an expression over identifiers that SPDX lists, or own references.
pub(super) fn is_expression(text: &str) -> bool {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<&str> = spaced.split_whitespace().take(TOKENS_MAX + 1).collect();
    tokens.len() <= TOKENS_MAX && stands(&tokens)
}

/// Reads the tokens from left to right: a term is wanted, or an operator.
fn stands(tokens: &[&str]) -> bool {
    let (mut open, mut wants_term, mut before_is_licence) = (0_usize, true, false);
    let mut tokens = tokens.iter().copied();
    while let Some(token) = tokens.next() {
        match (token, wants_term) {
            ("(", true) => open += 1,
            (")", false) if open > 0 => (open, before_is_licence) = (open - 1, false),
            ("AND" | "OR", false) => (wants_term, before_is_licence) = (true, false),
            ("WITH", false) if before_is_licence => {
                if !tokens.next().is_some_and(|exception| is_exception(exception) || is_addition(exception)) {
                    return false;
                }
                before_is_licence = false;
            }
            (word, true) if is_simple(word) => (wants_term, before_is_licence) = (false, true),
            _ => return false,
        }
    }
    open == 0 && !wants_term
}

fn is_simple(word: &str) -> bool {
    is_licence(word) || word.strip_suffix('+').is_some_and(is_licence) || is_reference(word)
}

fn is_reference(word: &str) -> bool {
    let own = match word.strip_prefix("DocumentRef-").and_then(|rest| rest.split_once(':')) {
        Some((document, own)) if is_id(document) => own,
        Some(_) => return false,
        None => word,
    };
    own.strip_prefix("LicenseRef-").is_some_and(is_id)
}

fn is_addition(word: &str) -> bool {
    word.strip_prefix("AdditionRef-").is_some_and(is_id)
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_told_from_what_is_none() {
        for text in [
            "EUPL-1.2",
            "mit",
            "GPL-2.0+",
            "AGPL-3.0-or-later",
            "MIT OR Apache-2.0",
            "(MIT OR Apache-2.0) AND CC-BY-4.0",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "LicenseRef-own",
            "((MIT))",
            "DocumentRef-a:LicenseRef-b OR MIT",
        ] {
            assert!(is_expression(text), "{text}");
        }
        for none in [
            "",
            "Invalid License",
            "MIT OR",
            "OR MIT",
            "MIT Apache-2.0",
            "(MIT",
            "MIT)",
            "()",
            "MIT WITH",
            "MIT WITH MIT",
            "(MIT) WITH Classpath-exception-2.0",
            "MIT, ISC",
            "EUPL 1.2",
            "LicenseRef-",
            "proprietary",
        ] {
            assert!(!is_expression(none), "{none}");
        }
        assert!(!is_expression(&"(".repeat(100_000)));
    }
}
