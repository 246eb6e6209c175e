//! Guesses what columns mean. The header decides first, then the last part of a nested name, then the
//! beginning of a header, then what the values look like. A column fills one field at most.

use std::collections::HashSet;

use super::vocabulary::{terms, words_of};
use super::{Field, MappingFile, Origin, Reason, Rule};
use crate::read::{Cell, Column, SourceRow};

/// Languages of nested texts in the order a Swedish reader wants them.
const LANGUAGES: [&str; 4] = ["sv", "sv-se", "en", "en-us"];
/// Most columns that stand in for each other.
const FALLBACKS: usize = 6;

pub(super) struct Guessed {
    pub(super) rules: Vec<Rule>,
    /// Columns that were recognised and not used.
    pub(super) left_out: Vec<(String, Reason)>,
}

/// One column that may fill one field. Smaller ranks are better.
struct Candidate<'a> {
    column: &'a Column,
    field: Field,
    reason: Reason,
    rank: (usize, usize),
}

/// Rules for every field that neither `written` nor `file` decides.
pub(super) fn rules(
    columns: &[Column],
    sample: &[SourceRow],
    written: &[Rule],
    file: &MappingFile,
) -> Guessed {
    let used: HashSet<&String> = written.iter().flat_map(|rule| rule.origin.columns()).collect();
    let free: Vec<(usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !used.contains(&column.name) && !file.leaves_out(&column.name))
        .filter(|(place, _)| !empty(sample, *place))
        .collect();
    let mut guessed = Guessed { rules: Vec::new(), left_out: Vec::new() };
    let mut candidates: Vec<Candidate<'_>> = free
        .iter()
        .filter_map(|(place, column)| by_header(column).filter(|found| fits(found.field, sample, *place)))
        .collect();
    for field in Field::ALL.into_iter().filter(|field| !file.decides(*field)) {
        let (mut of_field, rest): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|candidate| candidate.field == field);
        candidates = rest;
        of_field.sort_by_key(|candidate| (strength(candidate.reason), candidate.rank));
        let Some(best) = of_field.first() else { continue };
        let (chosen, other): (Vec<_>, Vec<_>) =
            of_field.iter().partition(|candidate| stands_in(candidate, best));
        let names = chosen.iter().take(FALLBACKS).map(|candidate| candidate.column.name.clone()).collect();
        guessed.rules.push(Rule { field, origin: Origin::First(names), reason: best.reason, items: None });
        let unused = other.into_iter().chain(chosen.into_iter().skip(FALLBACKS));
        guessed
            .left_out
            .extend(unused.map(|candidate| (candidate.column.name.clone(), Reason::FieldTaken(field))));
    }
    let recognised: HashSet<String> = guessed
        .rules
        .iter()
        .flat_map(|rule| rule.origin.columns().cloned())
        .chain(guessed.left_out.iter().map(|(name, _)| name.clone()))
        .collect();
    let unknown: Vec<(usize, &Column)> =
        free.into_iter().filter(|(_, column)| !recognised.contains(&column.name)).collect();
    let missing: Vec<Field> = [Field::Url, Field::Description, Field::Name]
        .into_iter()
        .filter(|field| !file.decides(*field))
        .filter(|field| !guessed.rules.iter().chain(written).any(|rule| rule.field == *field))
        .collect();
    guessed.rules.extend(by_content(&unknown, &missing, sample, columns.len()));
    guessed
}

fn strength(reason: Reason) -> usize {
    match reason {
        Reason::Header | Reason::MappingFile | Reason::OwnExport => 0,
        Reason::NestedName => 1,
        Reason::HeaderBeginning => 2,
        Reason::Content | Reason::NotRecognised | Reason::FieldTaken(_) | Reason::Empty => 3,
    }
}

fn by_header(column: &Column) -> Option<Candidate<'_>> {
    let words = words_of(&column.header);
    let found = |field, reason, rank| Some(Candidate { column, field, reason, rank });
    for field in Field::ALL {
        let own_name = field.name().replace('_', " ");
        if words == own_name {
            return found(field, Reason::Header, (0, 0));
        }
        if let Some(rank) = terms(field).iter().position(|term| *term == words) {
            return found(field, Reason::Header, (rank + 1, 0));
        }
    }
    if let Some((path, last)) = column.header.rsplit_once('.') {
        let last = words_of(last);
        let field = Field::ALL.into_iter().find(|field| terms(*field).contains(&last.as_str()))?;
        let depth = path.split('.').count();
        return found(field, Reason::NestedName, (depth, language(path).unwrap_or(usize::MAX)));
    }
    Field::ALL
        .into_iter()
        .flat_map(|field| terms(field).iter().map(move |term| (field, *term)))
        .filter(|(_, term)| words.strip_prefix(term).is_some_and(|rest| rest.starts_with(' ')))
        .max_by_key(|(_, term)| term.len())
        .and_then(|(field, _)| found(field, Reason::HeaderBeginning, (0, 0)))
}

/// The place of a nested text's language among [`LANGUAGES`], when its name has one.
fn language(path: &str) -> Option<usize> {
    let last = path.rsplit('.').next()?.to_ascii_lowercase();
    let known = LANGUAGES.iter().position(|language| *language == last);
    let code = last.split('-').next().unwrap_or_default();
    known.or_else(|| {
        (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(LANGUAGES.len())
    })
}

/// Whether a column may stand in for the best one where that is empty: only texts that are the same
/// thing under two names or in two languages, not the name of something else.
fn stands_in(candidate: &Candidate<'_>, best: &Candidate<'_>) -> bool {
    if candidate.column == best.column {
        return true;
    }
    let replaceable =
        matches!(candidate.field, Field::Name | Field::Summary | Field::Description | Field::Url);
    let same_language_set = candidate.reason == Reason::NestedName
        && language(candidate.column.header.rsplit_once('.').map_or("", |(path, _)| path)).is_some();
    replaceable && (candidate.reason == Reason::Header || same_language_set)
}

fn texts(sample: &[SourceRow], place: usize) -> impl Iterator<Item = &str> {
    sample
        .iter()
        .filter_map(move |row| match row.cells.get(place) {
            Some(Cell::Text(text)) => Some(text.trim()),
            Some(Cell::List(items)) => items.first().map(|item| item.trim()),
            None => None,
        })
        .filter(|text| !text.is_empty())
}

fn empty(sample: &[SourceRow], place: usize) -> bool {
    !sample.is_empty() && texts(sample, place).next().is_none()
}

/// Words that mean two things are believed only when the values agree: `tillgänglighet` is availability
/// beside levels and accessibility beside sentences, and a link column holds links.
fn fits(field: Field, sample: &[SourceRow], place: usize) -> bool {
    let most = |test: fn(&str) -> bool| {
        let (mut yes, mut all) = (0, 0);
        for text in texts(sample, place) {
            all += 1;
            yes += usize::from(test(text));
        }
        yes * 2 >= all
    };
    match field {
        Field::Confidentiality | Field::Integrity | Field::Availability => {
            most(|text| text.chars().count() <= 12)
        }
        Field::Url => most(|text| text.contains('.') || text.contains(':')),
        // Five parts in one text are nothing that somebody else writes by chance.
        Field::Usages => false,
        Field::Id
        | Field::Name
        | Field::Summary
        | Field::Description
        | Field::Provider
        | Field::Organisation
        | Field::Kind
        | Field::Lifecycle
        | Field::UsageStatus
        | Field::ServiceAreas
        | Field::Capabilities
        | Field::Tags
        | Field::Integrations
        | Field::Standards
        | Field::Licence
        | Field::Sharing
        | Field::Language
        | Field::TypicalNeeds
        | Field::ContactRole
        | Field::Created
        | Field::Updated
        | Field::Number
        | Field::Version => true,
    }
}

fn by_content(
    unknown: &[(usize, &Column)],
    missing: &[Field],
    sample: &[SourceRow],
    width: usize,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for (place, column) in unknown {
        let values: Vec<&str> = texts(sample, *place).collect();
        let Some(field) = looks_like(&values, width) else { continue };
        if missing.contains(&field) && !rules.iter().any(|rule| rule.field == field) {
            let origin = Origin::First(vec![column.name.clone()]);
            rules.push(Rule { field, origin, reason: Reason::Content, items: None });
        }
    }
    rules
}

fn looks_like(values: &[&str], width: usize) -> Option<Field> {
    // Too little to judge by; and a table of one column without a known header may have no header at all.
    if values.len() < 3 || width < 2 {
        return None;
    }
    let share = |test: &dyn Fn(&str) -> bool| {
        values.iter().filter(|value| test(value)).count() as f64 / values.len() as f64
    };
    let links = share(&|value| value.starts_with("http://") || value.starts_with("https://"));
    if links > 0.8 {
        return Some(Field::Url);
    }
    if links > 0.1 {
        return None;
    }
    let average = values.iter().map(|value| value.chars().count()).sum::<usize>() / values.len();
    let words = share(&|value| value.chars().any(char::is_alphabetic) && !value.contains('@'));
    let different = values.iter().collect::<HashSet<_>>().len() as f64 / values.len() as f64;
    if average > 80 && words > 0.9 && different > 0.8 {
        Some(Field::Description)
    } else if (3..=60).contains(&average) && words > 0.9 && different > 0.95 {
        Some(Field::Name)
    } else {
        None
    }
}
