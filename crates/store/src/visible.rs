//! A `Visibility` as a condition in SQL. The rule itself is `domain::permission`'s; a test in `tests/` holds
//! the two together, level by level.
//!
//! The condition takes the first four values of its statement: reach, person, organisation, and the
//! co-operating organisations as one text. Ids have a fixed length, so looking one up in that text is exact.

use domain::permission::{Reach, Visibility};

use crate::db::Statement;

/// The condition for a table with the given owner and author columns, over `$1`–`$4`.
macro_rules! visible {
    ($owner:literal, $author:literal) => {
        concat!(
            "($1 = 'everything' OR sharing = 'public' OR ($1 = 'member' AND (sharing = 'network'",
            " OR (sharing = 'collaboration' AND (",
            $owner,
            " IS NULL OR $4 LIKE '%' || ",
            $owner,
            " || '%'))",
            " OR (sharing = 'organisation' AND ",
            $owner,
            " = $3)",
            " OR (sharing = 'draft' AND ",
            $owner,
            " = $3 AND ",
            $author,
            " = $2))))"
        )
    };
}

pub(crate) use visible;

impl Statement {
    /// Adds the four values that a `visible!` condition takes.
    pub(crate) fn bind_visibility(self, visibility: &Visibility) -> Self {
        match visibility.reach() {
            Reach::Everything => self.bind("everything").bind("").bind("").bind(""),
            Reach::Public => self.bind("public").bind("").bind("").bind(""),
            Reach::Member { person, organisation, partners } => {
                let partners: Vec<_> = partners.iter().map(ToString::to_string).collect();
                self.bind("member")
                    .bind(person.to_string())
                    .bind(organisation.to_string())
                    .bind(partners.join(" "))
            }
        }
    }
}
