//! Key figures of municipalities, as JSON in the shape of Kolada's API (kpi, municipality, period and a list of values by gender) or as
//! a table with the same columns.
//!
//! All rows are read before anything is said, so that a file with three faults tells all three. A gap is kept as a gap; the same figure
//! twice is read once, and two that say different things are a fault. Not here: which municipalities there are.

use std::collections::HashMap;

use domain::figure::{Figure, Gender};
use domain::quantity::Quantity;
use serde_json::Value;

/// Most figures in a file: every municipality, gender and year of a few series.
pub const FIGURES_MAX: usize = 200_000;
/// Longest code of a series.
const KPI_MAX: usize = 20;
/// First and last year that figures are read of.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;

/// What a file of figures holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// The figures, in the order they came, each once.
    pub figures: Vec<Figure>,
    /// How many came more than once, saying the same.
    pub twice: usize,
    /// How many have no value.
    pub gaps: usize,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureFault {
    /// Which row: of a table from 1 with the head, of JSON the place of the value from 1.
    pub row: usize,
    /// What.
    pub problem: FigureProblem,
    /// What stands there.
    pub written: String,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureProblem {
    /// No code of a series, or none that is one.
    Kpi,
    /// No code of a municipality.
    Municipality,
    /// No year.
    Year,
    /// None of T, K and M.
    Gender,
    /// A value that is no number.
    Value,
    /// The same figure was given before with another value.
    Contradicts,
}

impl FigureProblem {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kpi => "kpi",
            Self::Municipality => "municipality",
            Self::Year => "year",
            Self::Gender => "gender",
            Self::Value => "value",
            Self::Contradicts => "contradicts",
        }
    }
}

/// Why a file of figures cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FiguresError {
    /// Nothing is in it.
    Empty,
    /// It is neither JSON nor a table with these columns.
    NotFigures,
    /// More than [`FIGURES_MAX`].
    TooMany,
    /// Rows that cannot be read, all of them.
    Rows(Vec<FigureFault>),
}

/// A row as it stands in the file.
struct Written {
    row: usize,
    kpi: String,
    municipality: String,
    period: String,
    gender: String,
    value: Option<String>,
}

/// Reads figures.
///
/// # Errors
/// [`FiguresError`], with every row that is wrong.
pub fn read(text: &str) -> Result<Figures, FiguresError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(FiguresError::Empty);
    }
    let written = if text.starts_with(['{', '[']) { from_json(text)? } else { from_table(text)? };
    if written.is_empty() {
        return Err(FiguresError::Empty);
    }
    if written.len() > FIGURES_MAX {
        return Err(FiguresError::TooMany);
    }
    let mut read = Figures::default();
    let mut faults = Vec::new();
    let mut known: HashMap<(String, String, i16, Gender), Option<Quantity>> = HashMap::new();
    for one in written {
        match understood(&one) {
            Ok(figure) => {
                let key = (figure.kpi.clone(), figure.municipality.clone(), figure.year, figure.gender);
                match known.get(&key) {
                    Some(before) if *before == figure.value => read.twice += 1,
                    Some(_) => faults.push(FigureFault {
                        row: one.row,
                        problem: FigureProblem::Contradicts,
                        written: one.value.unwrap_or_default(),
                    }),
                    None => {
                        known.insert(key, figure.value);
                        read.gaps += usize::from(figure.value.is_none());
                        read.figures.push(figure);
                    }
                }
            }
            Err((problem, written)) => faults.push(FigureFault { row: one.row, problem, written }),
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(FiguresError::Rows(faults)) }
}

fn understood(one: &Written) -> Result<Figure, (FigureProblem, String)> {
    let kpi = one.kpi.trim();
    let is_kpi = !kpi.is_empty() && kpi.len() <= KPI_MAX && kpi.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_kpi {
        return Err((FigureProblem::Kpi, one.kpi.clone()));
    }
    let municipality = one.municipality.trim();
    if municipality.len() != 4 || !municipality.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err((FigureProblem::Municipality, one.municipality.clone()));
    }
    let year: Option<i16> = one.period.trim().parse().ok().filter(|year| YEARS.contains(year));
    let year = year.ok_or_else(|| (FigureProblem::Year, one.period.clone()))?;
    let gender = match one.gender.trim() {
        "" => Some(Gender::All),
        code => Gender::from_code(&code.to_uppercase()),
    };
    let gender = gender.ok_or_else(|| (FigureProblem::Gender, one.gender.clone()))?;
    let value = match one.value.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(Quantity::parse(text).ok_or_else(|| (FigureProblem::Value, text.to_owned()))?),
    };
    Ok(Figure { kpi: kpi.to_owned(), municipality: municipality.to_owned(), year, gender, value })
}

/// The text of a JSON value as it would stand in a table.
fn plain(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(one)) => one.to_string(),
        Some(other @ (Value::Array(_) | Value::Object(_))) => other.to_string(),
        Some(Value::Null) | None => String::new(),
    }
}

/// A number of JSON as people write it: `1.5e3` and `1e-7` are numbers too.
fn number(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::Null) | None => None,
        Some(Value::Number(one)) => Some(match one.as_f64() {
            Some(real) if one.to_string().contains(['e', 'E']) => format!("{real:.6}"),
            _ => one.to_string(),
        }),
        other => Some(plain(other)),
    }
}

fn from_json(text: &str) -> Result<Vec<Written>, FiguresError> {
    let value: Value = serde_json::from_str(text).map_err(|_| FiguresError::NotFigures)?;
    let list = match &value {
        Value::Array(list) => list,
        Value::Object(whole) => match whole.get("values").or_else(|| whole.get("results")) {
            Some(Value::Array(list)) => list,
            _ => return Err(FiguresError::NotFigures),
        },
        _ => return Err(FiguresError::NotFigures),
    };
    let mut written = Vec::new();
    for one in list {
        let Value::Object(entry) = one else { return Err(FiguresError::NotFigures) };
        if !entry.contains_key("kpi") || !entry.contains_key("municipality") {
            return Err(FiguresError::NotFigures);
        }
        let row = |gender: Option<&Value>, value: Option<&Value>, row: usize| Written {
            row,
            kpi: plain(entry.get("kpi")),
            municipality: plain(entry.get("municipality")),
            period: plain(entry.get("period")),
            gender: plain(gender),
            value: number(value),
        };
        match entry.get("values") {
            Some(Value::Array(values)) => {
                for value in values {
                    written.push(row(value.get("gender"), value.get("value"), written.len() + 1));
                }
            }
            Some(_) => return Err(FiguresError::NotFigures),
            None => written.push(row(entry.get("gender"), entry.get("value"), written.len() + 1)),
        }
    }
    Ok(written)
}

/// What columns may be called.
const COLUMNS: [&[&str]; 5] = [
    &["kpi", "kpi_id", "nyckeltal"],
    &["municipality", "municipality_id", "kommun", "kommunkod"],
    &["period", "year", "år", "ar"],
    &["gender", "kön", "kon"],
    &["value", "värde", "varde"],
];

fn from_table(text: &str) -> Result<Vec<Written>, FiguresError> {
    let head = text.lines().next().unwrap_or_default();
    let separator = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|separator| (head.bytes().filter(|byte| byte == separator).count(), *separator == b';'));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b';'))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|_| FiguresError::NotFigures)?.clone();
    let place = |names: &[&str]| head.iter().position(|name| names.contains(&name.to_lowercase().as_str()));
    let [kpi, municipality, period, gender, value] = COLUMNS.map(place);
    let (Some(kpi), Some(municipality), Some(period), Some(value)) = (kpi, municipality, period, value)
    else {
        return Err(FiguresError::NotFigures);
    };
    let mut written = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| FiguresError::NotFigures)?;
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        written.push(Written {
            row: index + 2,
            kpi: cell(kpi),
            municipality: cell(municipality),
            period: cell(period),
            gender: gender.map(cell).unwrap_or_default(),
            value: Some(cell(value)),
        });
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KOLADA: &str = r#"{"count":2,"values":[
        {"kpi":"N20891","municipality":"1495","period":2024,"values":[
            {"count":1,"gender":"T","status":"","value":81.25},
            {"count":1,"gender":"K","status":"","value":null}]},
        {"kpi":"N20891","municipality":"1445","period":"2024","values":[{"gender":"T","value":1.5e1}]}]}"#;

    #[test]
    fn the_shape_of_the_api_is_read_and_gaps_stay_gaps() {
        let read = read(KOLADA).unwrap();
        let values: Vec<_> =
            read.figures.iter().map(|one| (one.municipality.as_str(), one.gender, one.value)).collect();
        let expected = [
            ("1495", Gender::All, Some(Quantity(81_250))),
            ("1495", Gender::Women, None),
            ("1445", Gender::All, Some(Quantity(15_000))),
        ];
        assert_eq!(values, expected);
        assert_eq!((read.gaps, read.twice), (1, 0));
    }

    #[test]
    fn tables_are_read_with_swedish_or_english_heads_and_any_separator() {
        for text in [
            "kpi;municipality;period;gender;value\nN1;1495;2024;T;12,5\n",
            "nyckeltal,kommun,år,värde\nN1,1495,2024,12.5\n",
            "\u{feff}municipality\tkpi\tvalue\tyear\n1495\tN1\t12,5\t2024\n",
            r#"[{"kpi":"N1","municipality":"1495","period":2024,"value":12.5}]"#,
        ] {
            let read = read(text).unwrap();
            let figure = &read.figures[0];
            assert_eq!(
                (figure.year, figure.gender, figure.value),
                (2024, Gender::All, Some(Quantity(12_500)))
            );
        }
    }

    #[test]
    fn every_row_that_is_wrong_is_told_and_nothing_is_read() {
        let text = "kpi;kommun;period;kön;värde\nN1;1495;2024;T;tolv\nN1;Skara;2024;T;1\nN1;1495;i fjol;T;1\n\
                    N1;1495;2023;X;1\n;1495;2023;T;1\nN1;1495;2022;T;1\nN1;1495;2022;T;1\nN1;1495;2022;T;2\nN1;1495;2021;T;\n";
        let Err(FiguresError::Rows(faults)) = read(text) else { panic!("faults") };
        let told: Vec<_> = faults.iter().map(|fault| (fault.row, fault.problem.code())).collect();
        let expected =
            [(2, "value"), (3, "municipality"), (4, "year"), (5, "gender"), (6, "kpi"), (9, "contradicts")];
        assert_eq!(told, expected);
        let sound = "kpi;kommun;period;värde\nN1;1495;2022;1\nN1;1495;2022;1\nN1;1495;2021;\n";
        let read = read(sound).unwrap();
        assert_eq!((read.figures.len(), read.twice, read.gaps), (2, 1, 1));
    }

    #[test]
    fn what_is_no_figures_is_told_as_such() {
        assert_eq!(read("  "), Err(FiguresError::Empty));
        assert_eq!(read("{\"values\":[]}"), Err(FiguresError::Empty));
        for text in ["{\"a\":1}", "[1, 2]", "{\"values\":[{\"kpi\":1}]}", "{oj", "namn;webb\nA;b\n"] {
            assert_eq!(read(text), Err(FiguresError::NotFigures), "{text}");
        }
    }
}
