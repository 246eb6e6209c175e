//! Values that are one of a list: each parser knows the list, so that a wrong value can be answered with it.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::collaboration::MembershipStep;
use domain::organisation::OrganisationKind;
use domain::person::{Language, Role};
use domain::sharing::Sharing;
use exchange::read::{Encoding, Separator};

use super::SolutionFile;

/// A parser of the words that `all` names and `read` understands.
fn one_of<T: Clone + Send + Sync + 'static>(
    all: &[&'static str],
    read: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> + use<T> {
    PossibleValuesParser::new(all.to_vec()).try_map(move |word| read(&word).ok_or("unknown"))
}

pub(super) fn language() -> impl TypedValueParser<Value = Language> {
    one_of(&["sv", "en"], Language::from_code)
}

/// A solution has no drafts, so that level is no choice.
pub(super) fn sharing() -> impl TypedValueParser<Value = Sharing> {
    one_of(&["organisation", "collaboration", "network", "public"], Sharing::from_code)
}

pub(super) fn role() -> impl TypedValueParser<Value = Role> {
    let codes: Vec<&'static str> = Role::ALL.iter().map(|role| role.code()).collect();
    one_of(&codes, Role::from_code)
}

pub(super) fn organisation_kind() -> impl TypedValueParser<Value = OrganisationKind> {
    let codes: Vec<&'static str> = OrganisationKind::ALL.iter().map(|kind| kind.code()).collect();
    one_of(&codes, OrganisationKind::from_code)
}

pub(super) fn membership_step() -> impl TypedValueParser<Value = MembershipStep> {
    let codes: Vec<&'static str> = MembershipStep::ALL.iter().map(|step| step.code()).collect();
    one_of(&codes, MembershipStep::from_code)
}

pub(super) fn separator() -> impl TypedValueParser<Value = Separator> {
    one_of(&[",", ";", "|", "tab"], |word| match word {
        "tab" => Some(Separator::Tab),
        word => word.chars().next().and_then(Separator::from_char),
    })
}

pub(super) fn solution_file() -> impl TypedValueParser<Value = SolutionFile> {
    one_of(&["csv", "xlsx"], |word| match word {
        "csv" => Some(SolutionFile::Csv),
        "xlsx" => Some(SolutionFile::Xlsx),
        _ => None,
    })
}

pub(super) fn encoding() -> impl TypedValueParser<Value = Encoding> {
    one_of(&["utf-8", "utf-16le", "utf-16be", "windows-1252"], |word| match word {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16le" => Some(Encoding::Utf16Le),
        "utf-16be" => Some(Encoding::Utf16Be),
        "windows-1252" => Some(Encoding::Windows1252),
        _ => None,
    })
}
