//! Key figures that others publish for each municipality and year, with where they come from.
//!
//! A figure is what was published: a gap is kept as a gap and never filled. Not here: reading files (`exchange`).

use jiff::civil::Date;

use crate::quantity::Quantity;
use crate::words::words;

words! {
    /// Of whom a figure is.
    Gender {
        /// All.
        All = "T",
        /// Women.
        Women = "K",
        /// Men.
        Men = "M",
    }
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is of: `N20891`.
    pub kpi: String,
    /// The code of the municipality.
    pub municipality: String,
    /// The year.
    pub year: i16,
    /// Of whom.
    pub gender: Gender,
    /// How much; nothing where nothing was published.
    pub value: Option<Quantity>,
}

/// A series of figures: what they are of and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its code.
    pub kpi: String,
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub source: String,
    /// On which day it was fetched.
    pub fetched: Date,
}

/// The day a year's figure stands for: its last.
#[must_use]
pub fn day_of(year: i16) -> Option<Date> {
    Date::new(year, 12, 31).ok()
}
