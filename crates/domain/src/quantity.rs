//! Measured amounts, in thousandths of their unit: exact to compare and add, and the same on both databases.
//!
//! Not here: how they are shown (`web`), and money that is shared (`cost`).

/// An amount of some unit, in thousandths of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub i64);

/// Most digits before the decimal mark: a thousand billion of anything means that something was mixed up.
const DIGITS_MAX: usize = 12;

impl Quantity {
    /// Reads an amount as people and files write it: `1 250`, `12,5`, `0.333`, `−4`. More than three decimals are rounded,
    /// halves away from zero. `None` for anything else.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let text: String = written.chars().filter(|c| !c.is_whitespace()).collect();
        let (is_negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let has_decimals = text.len() > whole.len();
        if whole.is_empty() || whole.len() > DIGITS_MAX || (has_decimals && decimals.is_empty()) {
            return None;
        }
        if !is_number(whole) || !is_number(decimals) {
            return None;
        }
        let digit = |at: usize| decimals.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
        let thousandths = digit(0) * 100 + digit(1) * 10 + digit(2) + i64::from(digit(3) >= 5);
        let amount = whole.parse::<i64>().ok()? * 1000 + thousandths;
        Some(Self(if is_negative { -amount } else { amount }))
    }

    /// With a decimal mark and without needless zeros, as files have it: `-12.5`.
    #[must_use]
    pub fn plain(self, mark: char) -> String {
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let sign = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return format!("{sign}{whole}");
        }
        let decimals = format!("{rest:03}");
        format!("{sign}{whole}{mark}{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_and_files_write_them() {
        for (written, expected) in [
            ("12", Some(12_000)),
            ("1 250", Some(1_250_000)),
            ("1\u{a0}250,5", Some(1_250_500)),
            ("0.333", Some(333)),
            ("41.66666", Some(41_667)),
            ("0,9996", Some(1_000)),
            ("-4", Some(-4_000)),
            ("\u{2212}4,25", Some(-4_250)),
            ("", None),
            ("-", None),
            (",5", None),
            ("5,", None),
            ("ca 5", None),
            ("1,2,3", None),
            ("1e5", None),
            ("1234567890123", None),
        ] {
            assert_eq!(Quantity::parse(written).map(|one| one.0), expected, "{written}");
        }
    }

    #[test]
    fn what_is_written_plainly_reads_back() {
        for (amount, written) in [(0, "0"), (-4_250, "-4.25"), (12_000, "12"), (7, "0.007"), (-500, "-0.5")] {
            assert_eq!(Quantity(amount).plain('.'), written);
            assert_eq!(Quantity::parse(written), Some(Quantity(amount)));
        }
    }
}
