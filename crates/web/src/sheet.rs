//! How a workbook was understood, in words, for everybody who reads tables in: the command line and pages.
//!
//! Deliberately not here: what the columns are taken for, and why a file is refused.

use app::{DateSystem, SheetInfo, SheetLayout};

use crate::texts::Texts;

/// What is said about the sheet that is read, a sentence a thing, the most important first.
#[must_use]
pub fn understood(texts: Texts, layout: &SheetLayout, sheets: &[SheetInfo]) -> Vec<String> {
    let chosen = sheets.iter().find(|sheet| sheet.chosen).map(|sheet| sheet.name.as_str());
    let read = [("sheet", chosen.unwrap_or_default().into()), ("row", layout.header_row.to_string().into())];
    let mut told = vec![texts.text_with("sheet-read", &read)];
    let others: Vec<String> =
        sheets.iter().filter(|sheet| !sheet.chosen).map(|sheet| other(texts, sheet)).collect();
    if !others.is_empty() {
        told.push(texts.text_with("sheet-others", &[("sheets", others.join(", ").into())]));
    }
    let found = &layout.found;
    let is_old = layout.dates == DateSystem::From1904 && found.moments > 0;
    let counted = [
        ("sheet-rows-above", layout.rows_above),
        ("sheet-merged-header", u64::from(layout.merged_header)),
        ("sheet-repeated", layout.repeated),
        ("sheet-moments", found.moments),
        ("sheet-dates-1904", u64::from(is_old)),
        ("sheet-percents", found.percents),
        ("sheet-padded", found.padded),
        ("sheet-formulas", found.formulas),
        ("sheet-hidden-rows", found.hidden_rows),
        ("sheet-hidden-columns", found.hidden_columns),
    ];
    let is_there = counted.into_iter().filter(|(_, count)| *count > 0);
    told.extend(is_there.map(|(key, count)| texts.text_with(key, &[("count", count.into())])));
    told
}

fn other(texts: Texts, sheet: &SheetInfo) -> String {
    let key = if sheet.hidden { "sheet-other-hidden" } else { "sheet-other" };
    texts.text_with(key, &[("name", sheet.name.as_str().into()), ("rows", sheet.rows.into())])
}
