//! The numbers people see and write in mails: `B-2026-0042` for a need, `L-2026-0007` for a solution, `A-2026-0013` for a
//! case, `I-2026-0003` for an initiative, `K-2026-0007` for a contract.

/// What a number is of; the letter is Swedish because people read it aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Series {
    /// Needs (behov).
    Need,
    /// Solutions (lösningar).
    Solution,
    /// Cases (ärenden).
    Case,
    /// Initiatives (initiativ).
    Initiative,
    /// Contracts (kontrakt, because A is a case's).
    Contract,
}

impl Series {
    /// The letter in front.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Need => 'B',
            Self::Solution => 'L',
            Self::Case => 'A',
            Self::Initiative => 'I',
            Self::Contract => 'K',
        }
    }
}

/// A number in a yearly series. At least four digits; the ten thousandth simply gets five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number {
    /// Which series.
    pub series: Series,
    /// Calendar year in Sweden.
    pub year: i16,
    /// 1 for the first of the year.
    pub serial: i64,
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{:04}", self.series.letter(), self.year, self.serial)
    }
}

/// The text is no number of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANumber;

impl std::fmt::Display for NotANumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a number such as B-2026-0042")
    }
}

impl std::error::Error for NotANumber {}

impl std::str::FromStr for Number {
    type Err = NotANumber;

    /// Reads `B-2026-0042`; case and missing leading zeros are forgiven, because people type these.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let mut parts = text.trim().splitn(3, '-');
        let series = match parts.next() {
            Some("B" | "b") => Series::Need,
            Some("L" | "l") => Series::Solution,
            Some("A" | "a") => Series::Case,
            Some("I" | "i") => Series::Initiative,
            Some("K" | "k") => Series::Contract,
            _ => return Err(NotANumber),
        };
        let year = parts.next().filter(|y| y.len() == 4).and_then(|y| y.parse().ok()).ok_or(NotANumber)?;
        let serial = parts
            .next()
            .filter(|s| s.len() <= 12 && s.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|s| s.parse().ok())
            .ok_or(NotANumber)?;
        Ok(Self { series, year, serial })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_and_forgive_typing() {
        let number = Number { series: Series::Need, year: 2026, serial: 42 };
        assert_eq!(number.to_string(), "B-2026-0042");
        assert_eq!("b-2026-42".parse(), Ok(number));
        for series in [Series::Solution, Series::Case, Series::Initiative, Series::Contract] {
            let other = Number { series, ..number };
            assert_eq!(other.to_string().parse(), Ok(other));
        }
        for bad in ["", "B", "B-26-1", "X-2026-1", "B-2026-", "B-2026-1x", "B-2026--1"] {
            assert_eq!(bad.parse::<Number>(), Err(NotANumber), "{bad}");
        }
    }
}
