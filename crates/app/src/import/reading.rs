//! What the words of a row mean: organisations, service areas and capabilities by their names in the database,
//! our own words by [`words`].
//!
//! Deliberately not here: guessing. What is not exactly one of the known names stays as it was written.

use std::collections::HashMap;

use domain::id::OrganisationId;
use domain::instant::Instant;
use domain::sharing::Sharing;
use domain::solution::{InformationClass, Lifecycle, SolutionKind};
use domain::usage::UsageStatus;
use jiff::civil::{Date, DateTime};

use super::words::{Axis, code_of};
use crate::Directory;

/// What a word turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading<T> {
    /// Nothing was written.
    Nothing,
    /// It means this.
    Known(T),
    /// Something was written that nobody has explained.
    Unknown,
}

impl<T> Reading<T> {
    fn of(text: &str, meaning: impl FnOnce(&str) -> Option<T>) -> Self {
        match text.trim() {
            "" => Self::Nothing,
            text => meaning(text).map_or(Self::Unknown, Self::Known),
        }
    }

    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Nothing => Reading::Nothing,
            Self::Known(meaning) => Reading::Known(change(meaning)),
            Self::Unknown => Reading::Unknown,
        }
    }
}

/// The names of one moment, looked up without asking the database for each row.
#[derive(Debug)]
pub(super) struct Names {
    /// `None` where two organisations are called the same.
    organisations: HashMap<String, Option<OrganisationId>>,
    areas: HashMap<String, String>,
    capabilities: HashMap<String, String>,
}

impl Names {
    pub(super) fn of(directory: &Directory) -> Self {
        let mut organisations: HashMap<String, Option<OrganisationId>> = HashMap::new();
        for organisation in &directory.organisations {
            // Old files name organisations that have gone up in others.
            let today = directory.today(organisation).id;
            let names = [
                Some(&organisation.name),
                Some(&organisation.short_name),
                organisation.municipality_code.as_ref(),
            ];
            for name in names.into_iter().flatten() {
                let known = organisations.entry(plain(name)).or_insert(Some(today));
                if *known != Some(today) {
                    *known = None;
                }
            }
            organisations.insert(organisation.id.to_string(), Some(today));
        }
        for former in &directory.former {
            let Some(today) = directory.organisation(former.organisation).map(|one| directory.today(one).id)
            else {
                continue;
            };
            for name in [&former.name, &former.short_name] {
                organisations.entry(plain(name)).or_insert(Some(today));
            }
        }
        let mut areas = HashMap::new();
        for area in &directory.service_areas {
            for name in [&area.code, &area.name, &area.name_en] {
                areas.entry(plain(name)).or_insert_with(|| area.code.clone());
            }
        }
        let mut capabilities = HashMap::new();
        for capability in &directory.capabilities {
            for name in [&capability.code, &capability.name, &capability.name_en] {
                capabilities.entry(plain(name)).or_insert_with(|| capability.code.clone());
            }
        }
        Self { organisations, areas, capabilities }
    }

    /// The organisation that is written so: its name, short name or municipality code, with or without
    /// `kommun` and the genitive before it.
    pub(super) fn organisation(&self, text: &str) -> Reading<OrganisationId> {
        Reading::of(text, |text| {
            let written = plain(text);
            let place = written.strip_suffix(" kommun").unwrap_or(&written);
            let place = place.strip_prefix("kommunen ").unwrap_or(place);
            let nominative = place.strip_suffix('s').unwrap_or(place);
            let nominative = if written == place { place } else { nominative };
            let forms = [
                written.as_str(),
                place,
                nominative,
                &format!("{place} kommun"),
                &format!("{place}s kommun"),
            ];
            // The first form that anybody has decides, also where two have it.
            forms.iter().find_map(|form| self.organisations.get(*form)).copied().flatten()
        })
    }

    /// The code of the service area that is written so: code, name in either language, or both.
    pub(super) fn area(&self, text: &str) -> Option<String> {
        named(&self.areas, text)
    }

    /// The code of the capability that is written so.
    pub(super) fn capability(&self, text: &str) -> Option<String> {
        named(&self.capabilities, text)
    }
}

fn named(names: &HashMap<String, String>, text: &str) -> Option<String> {
    let written = plain(text);
    let code = names.get(&written).or_else(|| {
        let (code, name) = written.split_once(' ')?;
        let name = name.trim_start_matches(['-', '–', ':', ' ']);
        names.get(code).filter(|known| names.get(name) == Some(known))
    });
    code.cloned()
}

fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn kind(text: &str) -> Reading<SolutionKind> {
    Reading::of(text, |text| code_of(Axis::Kind, text).and_then(SolutionKind::from_code))
}

pub(super) fn lifecycle(text: &str) -> Reading<Lifecycle> {
    Reading::of(text, |text| code_of(Axis::Lifecycle, text).and_then(Lifecycle::from_code))
}

pub(super) fn usage_status(text: &str) -> Reading<UsageStatus> {
    Reading::of(text, |text| code_of(Axis::UsageStatus, text).and_then(UsageStatus::from_code))
}

pub(super) fn sharing(text: &str) -> Reading<Sharing> {
    Reading::of(text, |text| code_of(Axis::Sharing, text).and_then(Sharing::from_code))
}

/// The class of three levels: digits, with or without the letter of the axis before them, or words.
pub(super) fn information_class(levels: [&str; 3]) -> Reading<InformationClass> {
    if levels.iter().all(|level| level.trim().is_empty()) {
        return Reading::Nothing;
    }
    let level = |text: &str| -> Option<u8> {
        let text = text.trim();
        let digit = text.strip_prefix(['K', 'R', 'T', 'k', 'r', 't']).unwrap_or(text).trim();
        code_of(Axis::Level, digit).or_else(|| code_of(Axis::Level, text))?.parse().ok()
    };
    let class = match levels.map(level) {
        [Some(confidentiality), Some(integrity), Some(availability)] => {
            InformationClass::new(confidentiality, integrity, availability)
        }
        _ => None,
    };
    class.map_or(Reading::Unknown, Reading::Known)
}

/// A point in time: RFC 3339, or a day or a local time in Sweden as ISO 8601 writes them.
pub(super) fn instant(text: &str) -> Reading<Instant> {
    let swedish = |local: DateTime| Instant::when_clocks_show(local);
    Reading::of(text, |text| {
        text.parse::<jiff::Timestamp>()
            .map(Instant::from)
            .ok()
            .or_else(|| text.parse::<DateTime>().ok().and_then(swedish))
            .or_else(|| text.parse::<Date>().ok().and_then(|day| swedish(day.at(0, 0, 0, 0))))
    })
}

/// How an organisation stands to a solution that is all the table says of.
pub(super) const fn usage_of(lifecycle: Lifecycle) -> UsageStatus {
    match lifecycle {
        Lifecycle::Idea | Lifecycle::Planned => UsageStatus::Planned,
        Lifecycle::Pilot => UsageStatus::Pilot,
        Lifecycle::InUse | Lifecycle::PhasingOut => UsageStatus::InUse,
        Lifecycle::Retired => UsageStatus::Retired,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::organisation::{Organisation, OrganisationKind};
    use domain::service_area::ServiceArea;

    fn municipality(name: &str, short_name: &str, code: &str) -> Organisation {
        Organisation {
            id: OrganisationId::at(Instant::from_milliseconds(1)),
            version: 1,
            kind: OrganisationKind::Municipality,
            name: name.into(),
            short_name: short_name.into(),
            municipality_code: Some(code.into()),
            county_code: None,
            county: None,
            population: None,
            valid_from: None,
            valid_to: None,
            successor: None,
        }
    }

    fn names() -> (Names, [OrganisationId; 3]) {
        let organisations = vec![
            municipality("Grästorps kommun", "Grästorp", "1444"),
            municipality("Skara kommun", "Skara", "1495"),
            municipality("Borås stad", "Borås", "1490"),
        ];
        let ids = [organisations[0].id, organisations[1].id, organisations[2].id];
        let area = |code: &str, name: &str, name_en: &str| ServiceArea {
            code: code.into(),
            name: name.into(),
            name_en: name_en.into(),
            group: String::new(),
            group_en: String::new(),
        };
        let service_areas =
            vec![area("320", "Bibliotek", "Libraries"), area("G2", "HR och lön", "HR and pay")];
        (Names::of(&Directory { organisations, service_areas, ..Directory::default() }), ids)
    }

    #[test]
    fn organisations_are_known_with_and_without_what_people_add() {
        let (names, [grastorp, skara, boras]) = names();
        for (written, expected) in [
            ("Grästorp", grastorp),
            ("GRÄSTORPS KOMMUN", grastorp),
            ("Grästorp kommun", grastorp),
            ("1444", grastorp),
            ("Skara", skara),
            ("Skaras kommun", skara),
            (" Skara  kommun ", skara),
            ("Borås", boras),
            ("Borås kommun", boras),
        ] {
            assert_eq!(names.organisation(written), Reading::Known(expected), "{written}");
        }
        for unknown in ["Skara Energi AB", "Grastorp", "kommun", "Habo"] {
            assert_eq!(names.organisation(unknown), Reading::Unknown, "{unknown}");
        }
        assert_eq!(names.organisation("  "), Reading::Nothing);
    }

    #[test]
    fn two_that_are_called_the_same_are_nobody() {
        let organisations = vec![municipality("A kommun", "A", "0001"), municipality("A stad", "A", "0002")];
        let first = organisations[0].id;
        let names = Names::of(&Directory { organisations, ..Directory::default() });
        assert_eq!(names.organisation("A"), Reading::Unknown);
        assert_eq!(names.organisation("A kommun"), Reading::Known(first));
    }

    #[test]
    fn areas_are_known_by_code_and_name() {
        let (names, _) = names();
        for written in ["320", "bibliotek", "Libraries", "320 Bibliotek", "320 – bibliotek"] {
            assert_eq!(names.area(written).as_deref(), Some("320"), "{written}");
        }
        assert_eq!(names.area("g2").as_deref(), Some("G2"));
        assert_eq!(names.area("320 Skola"), None);
    }

    #[test]
    fn levels_are_digits_or_words() {
        let class = |k, r, t| InformationClass::new(k, r, t).map(Reading::Known).unwrap();
        assert_eq!(information_class(["2", "3", "1"]), class(2, 3, 1));
        assert_eq!(information_class(["K2", "r 3", "T1"]), class(2, 3, 1));
        assert_eq!(information_class(["betydande", "allvarlig", "låg"]), class(2, 3, 1));
        assert_eq!(information_class(["", "", " "]), Reading::Nothing);
        for bad in [["2", "", "1"], ["7", "1", "1"], ["A", "B", "C"]] {
            assert_eq!(information_class(bad), Reading::Unknown);
        }
    }

    #[test]
    fn days_are_swedish_and_times_carry_their_zone() {
        let at = |text: &str| match instant(text) {
            Reading::Known(at) => at.timestamp().to_string(),
            Reading::Nothing | Reading::Unknown => String::new(),
        };
        assert_eq!(at("2026-06-08"), "2026-06-07T22:00:00Z");
        assert_eq!(at("2026-06-08T10:00:00Z"), "2026-06-08T10:00:00Z");
        assert_eq!(at("2026-01-08 10:00"), "2026-01-08T09:00:00Z");
        assert_eq!(instant("i fjol"), Reading::Unknown);
    }
}
