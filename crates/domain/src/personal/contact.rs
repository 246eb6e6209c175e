//! E-mail addresses and Swedish phone numbers.

use std::ops::Range;

/// Something before an @ and a name with a dot behind it.
pub(super) fn email_address(text: &str, token: &Range<usize>) -> Option<Range<usize>> {
    let word = &text[token.clone()];
    let at = word.find('@')?;
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let behind = &word[at + 1..];
    let end = behind.find(|c| !is_domain(c)).unwrap_or(behind.len());
    let domain = behind[..end].trim_end_matches(['.', '-']);
    let has_dot = domain.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && rest.len() > 1);
    (at > 0 && word[..at].chars().all(is_local) && has_dot)
        .then_some(token.start..token.start + at + 1 + domain.len())
}

/// A Swedish phone number: 0 or +46, then seven to nine more digits in groups of two or more, the area code apart
/// by a dash or a space; or a mobile number written in one.
pub(super) fn phone_number(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let abroad = rest.starts_with("+46");
    if !abroad && !rest.starts_with('0') {
        return None;
    }
    let from = if abroad { 3 } else { 0 };
    let is_gap =
        |c: char| matches!(c, '-' | ' ' | '\u{a0}' | '\u{2010}'..='\u{2014}' | '\u{2212}' | '(' | ')');
    let (mut digits, mut groups, mut group, mut end) = (0, 0, 0, 0);
    let mut separated = !abroad;
    for (at, c) in rest[from..].char_indices() {
        if c.is_ascii_digit() {
            groups += usize::from(group == 0);
            (digits, group, separated, end) = (digits + 1, group + 1, false, from + at + 1);
            if digits > 10 {
                break;
            }
        } else if is_gap(c) && !separated {
            (group, separated) = (0, true);
        } else {
            break;
        }
    }
    let length = if abroad { 7..=9 } else { 8..=10 };
    let is_mobile = rest.starts_with("07") && digits == 10;
    (length.contains(&digits) && (groups > 1 || abroad || is_mobile)).then_some(start..start + end)
}
