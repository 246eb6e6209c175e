//! What each kind is called in addresses and in words, and which list of its own it has.

use app::find::{FoundKind, FoundSection, FoundThing};

use crate::list::Address;
use crate::organisation;

/// What the address calls a kind.
pub(super) const fn name(kind: FoundKind) -> &'static str {
    match kind {
        FoundKind::Need => "behov",
        FoundKind::Solution => "losningar",
        FoundKind::Case => "arenden",
        FoundKind::Initiative => "initiativ",
        FoundKind::Benefit => "nyttor",
        FoundKind::Lesson => "lardomar",
        FoundKind::Article => "kunskap",
        FoundKind::Contract => "avtal",
        FoundKind::Organisation => "organisationer",
        FoundKind::Forum => "forum",
        FoundKind::Meeting => "moten",
        FoundKind::Figure => "nyckeltal",
        FoundKind::TypicalNeed => "typiska",
        FoundKind::Person => "personer",
    }
}

/// The kind that the address means.
pub(super) fn named(asked: &str) -> Option<FoundKind> {
    FoundKind::ALL.into_iter().find(|kind| name(*kind) == asked)
}

/// The key of what a kind is called.
pub(super) const fn label(kind: FoundKind) -> &'static str {
    match kind {
        FoundKind::Need => "search-kind-needs",
        FoundKind::Solution => "search-kind-solutions",
        FoundKind::Case => "search-kind-cases",
        FoundKind::Initiative => "search-kind-initiatives",
        FoundKind::Benefit => "search-kind-benefits",
        FoundKind::Lesson => "search-kind-lessons",
        FoundKind::Article => "search-kind-knowledge",
        FoundKind::Contract => "search-kind-contracts",
        FoundKind::Organisation => "search-kind-organisations",
        FoundKind::Forum => "search-kind-forums",
        FoundKind::Meeting => "search-kind-meetings",
        FoundKind::Figure => "search-kind-figures",
        FoundKind::TypicalNeed => "search-kind-typical-needs",
        FoundKind::Person => "search-kind-people",
    }
}

/// The key of how many there are.
pub(super) const fn count_label(kind: FoundKind) -> &'static str {
    match kind {
        FoundKind::Need => "search-needs",
        FoundKind::Solution => "search-solutions",
        FoundKind::Case => "search-cases",
        FoundKind::Initiative => "search-initiatives",
        FoundKind::Benefit => "search-benefits",
        FoundKind::Lesson => "search-lessons",
        FoundKind::Article => "search-knowledge",
        FoundKind::Contract => "search-contracts",
        FoundKind::Organisation => "search-organisations",
        FoundKind::Forum => "search-forums",
        FoundKind::Meeting => "search-meetings",
        FoundKind::Figure => "search-figures",
        FoundKind::TypicalNeed => "search-typical-needs",
        FoundKind::Person => "search-people",
    }
}

/// The kind's own list, with the same search as far as it can be searched.
pub(super) fn list(section: &FoundSection, search: &str, whose: &str) -> String {
    let of = |path: &'static str| Address::of(path).with("q", search);
    match section.kind {
        FoundKind::Need => of("/behov").with("kommun", whose).page(1),
        // The list of solutions narrows by who uses them, which is another thing than whose they are.
        FoundKind::Solution | FoundKind::TypicalNeed => of("/losningar").page(1),
        FoundKind::Case => of("/arenden").with("kommun", whose).page(1),
        FoundKind::Initiative => of("/initiativ").with("kommun", whose).with("lage", "alla").page(1),
        FoundKind::Benefit => of("/nyttor").with("kommun", whose).page(1),
        FoundKind::Lesson => of("/lardomar").with("kommun", whose).page(1),
        FoundKind::Article => of("/kunskap").with("kommun", whose).page(1),
        FoundKind::Contract => of("/avtal").with("kommun", whose).page(1),
        FoundKind::Organisation => "/organisationer".to_owned(),
        FoundKind::Forum | FoundKind::Meeting => "/forum".to_owned(),
        FoundKind::Figure => "/nyckeltal".to_owned(),
        FoundKind::Person => {
            let own = section.rows.iter().find_map(|row| match &row.thing {
                FoundThing::Person(.., organisation) => Some(organisation::address(organisation)),
                FoundThing::Need(_)
                | FoundThing::Solution(_)
                | FoundThing::Case(..)
                | FoundThing::Initiative(..)
                | FoundThing::Benefit(..)
                | FoundThing::Lesson(..)
                | FoundThing::Article(..)
                | FoundThing::Contract(..)
                | FoundThing::Organisation(_)
                | FoundThing::Forum(..)
                | FoundThing::Meeting(..)
                | FoundThing::Figure(..)
                | FoundThing::TypicalNeed(..) => None,
            });
            let own = own.unwrap_or_else(|| "/organisationer".to_owned());
            Address::of(format!("{own}/personer")).with("q", search).page(1)
        }
    }
}
