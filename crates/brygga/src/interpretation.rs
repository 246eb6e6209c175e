//! How a file was understood, in words: what it is, and what each column is taken for and why.

use std::io::{Read, Seek};

use app::import::Table;
use exchange::mapping::{Interpretation, Reason};
use exchange::read::{Layout, Packing};
use web::import::words::{field_name, layout};
use web::texts::Texts;

use crate::failure::Done;
use crate::screen::say;

/// Widest column name that is shown whole, in characters.
const WIDEST: usize = 40;

/// Says how a file was understood.
pub(crate) fn show<R: Read + Seek>(table: &Table<R>, texts: Texts) -> Done {
    let format = table.source.format();
    let layout = layout(&format, texts);
    let key = if format.packing == Packing::Gzip { "cli-file-gzipped" } else { "cli-file" };
    say(&texts.text_with(
        key,
        &[
            ("file", table.name.as_str().into()),
            ("layout", layout.into()),
            ("encoding", format.encoding.name().into()),
            ("columns", table.source.columns().len().into()),
        ],
    ))?;
    if let Layout::Workbook(layout) = &format.layout {
        let told = web::sheet::understood(texts, layout, table.source.sheets());
        told.iter().try_for_each(|sentence| say(&format!("  {sentence}")))?;
    }
    if format.unreadable > 0 {
        say(&texts.text_with("cli-file-unreadable", &[("count", format.unreadable.into())]))?;
    }
    let columns = table.mapping.interpretations();
    let width = columns.iter().map(|column| column.column.chars().count()).max().unwrap_or(0).min(WIDEST);
    columns.iter().try_for_each(|column| say(&line(column, width, texts)))
}

fn line(column: &Interpretation, width: usize, texts: Texts) -> String {
    let name: String = column.column.chars().take(WIDEST).collect();
    let fields: Vec<String> = column.fields.iter().map(|field| field_name(*field, texts)).collect();
    let meaning = if fields.is_empty() { texts.text("cli-column-unused") } else { fields.join(", ") };
    let reason = match column.reason {
        Reason::Header => texts.text("cli-reason-header"),
        Reason::HeaderBeginning => texts.text("cli-reason-header-beginning"),
        Reason::NestedName => texts.text("cli-reason-nested-name"),
        Reason::Content => texts.text("cli-reason-content"),
        Reason::MappingFile => texts.text("cli-reason-mapping-file"),
        Reason::OwnExport => texts.text("cli-reason-own-export"),
        Reason::NotRecognised => texts.text("cli-reason-not-recognised"),
        Reason::FieldTaken(field) => {
            texts.text_with("cli-reason-field-taken", &[("field", field_name(field, texts).into())])
        }
        Reason::Empty => texts.text("cli-reason-empty"),
    };
    format!("  {name:width$}  → {meaning} ({reason})")
}
