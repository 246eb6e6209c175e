//! Lists in one cell: items separated by ` | `. A bar or backslash of an item has a backslash in front.

/// The items in one text.
#[must_use]
pub fn joined_items(items: &[String]) -> String {
    let mut out = String::new();
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push_str(" | ");
        }
        for c in item.chars() {
            if matches!(c, '|' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// The items of a text that [`joined_items`] made. A person may have added items with other spaces around
/// the bar: white space around items goes, and so do items of nothing else.
#[must_use]
pub fn split_items(text: &str) -> Vec<String> {
    split_parts(text).into_iter().filter(|item| !item.is_empty()).collect()
}

/// The parts of a text that [`joined_items`] made where each has its place, the empty ones included.
#[must_use]
pub fn split_parts(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        match c {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '|' if !escaped => items.push(String::new()),
            c => {
                if let Some(item) = items.last_mut() {
                    item.push(c);
                }
            }
        }
        escaped = false;
    }
    items.iter().map(|item| item.trim().to_owned()).collect()
}
