//! How old facts are by the day, when they are due, and what an entry lacks.

use jiff::civil::date;

use super::*;
use crate::number::{Number, Series};
use crate::sharing::Sharing;
use crate::solution::{AsWritten, InformationClass, Lineage, SolutionFacts};

fn on(day: Date) -> Instant {
    Instant::when_clocks_show(day.at(12, 0, 0, 0)).unwrap()
}

fn said(confirmed: Option<Date>, made: Date) -> Said {
    Said { confirmed: confirmed.map(on), made: on(made) }
}

#[test]
fn age_is_told_by_the_day_a_year_and_two_years_after() {
    let (today, long_ago) = (date(2026, 11, 30), date(2020, 1, 1));
    for (day, age) in [
        (Some(date(2026, 11, 30)), Age::Fresh),
        (Some(date(2025, 11, 30)), Age::Fresh),
        (Some(date(2025, 11, 29)), Age::Ageing),
        (Some(date(2024, 11, 30)), Age::Ageing),
        (Some(date(2024, 11, 29)), Age::Old),
        (None, Age::Never),
    ] {
        assert_eq!(Age::of(day.map(on), today), age, "{day:?}");
        assert_eq!(said(day, long_ago).is_grey(today), age.is_stale(), "{day:?}");
    }
    assert_eq!(
        Age::of(Some(on(date(2024, 2, 29))), date(2025, 2, 28)),
        Age::Fresh,
        "a leap day has its year"
    );
    assert_eq!(Age::of(Some(on(date(2024, 2, 29))), date(2025, 3, 1)), Age::Ageing);
    let stale = Age::ALL.iter().filter(|age| age.is_stale()).collect::<Vec<_>>();
    assert_eq!(stale, [&Age::Old, &Age::Never]);
}

#[test]
fn what_is_newly_written_has_its_first_year() {
    let today = date(2026, 11, 30);
    let long_ago = date(2020, 1, 1);
    for (said, is_due) in [
        (said(Some(date(2025, 11, 30)), long_ago), false),
        (said(Some(date(2025, 11, 29)), long_ago), true),
        (said(None, date(2025, 11, 30)), false),
        (said(None, date(2025, 11, 29)), true),
    ] {
        assert_eq!(said.is_due(today), is_due, "{said:?}");
        assert_eq!(said.due_from() <= today, is_due, "the day agrees: {said:?}");
        let is_grey = is_due && said.confirmed.is_none();
        assert_eq!(said.is_grey(today), is_grey, "not yet old, or never in its first year: {said:?}");
    }
}

#[test]
fn a_fact_is_read_back_as_it_was_written() {
    let facts = [
        FactId::Entry(SolutionId::from_u128(1)),
        FactId::Usage(UsageId::from_u128(2)),
        FactId::Contract(ContractId::from_u128(3)),
    ];
    for fact in facts {
        assert_eq!(fact.to_string().parse(), Ok(fact));
        assert_eq!(FactId::of(fact.kind(), &fact.record()), Ok(fact));
    }
    for bad in ["", "entry", "entry.", "entry.x", "need.00000000-0000-0000-0000-000000000001"] {
        assert!(bad.parse::<FactId>().is_err(), "{bad}");
    }
}

fn bare(kind: SolutionKind) -> Solution {
    let now = Instant::from_milliseconds(1);
    let facts = SolutionFacts {
        name: "Låsguiden".into(),
        kind,
        provider: None,
        summary: String::new(),
        description: "Digitala lås".into(),
        typical_needs: Vec::new(),
        capabilities: Vec::new(),
        service_areas: Vec::new(),
        tags: Vec::new(),
        integrations: Vec::new(),
        standards: Vec::new(),
        information_class: None,
        lifecycle: Lifecycle::InUse,
        licence: None,
        url: None,
        as_written: AsWritten::default(),
    };
    Solution {
        id: SolutionId::at(now),
        version: 1,
        number: Number { series: Series::Solution, year: 2026, serial: 7 },
        facts,
        owner: None,
        sharing: Sharing::Collaboration,
        source_key: None,
        created: now,
        updated: now,
        withdrawn: None,
        lineage: Lineage::default(),
    }
}

fn usage(solution: &Solution, status: UsageStatus) -> Usage {
    Usage::new(UsageId::from_u128(1), solution.id, OrganisationId::from_u128(1), status)
}

#[test]
fn an_entry_is_told_what_it_lacks_and_not_what_it_need_not_have() {
    let system = bare(SolutionKind::System);
    assert_eq!(missing(&system, &[], Contracts::None), Part::ALL);
    let way = bare(SolutionKind::WayOfWorking);
    let expected =
        [Part::Description, Part::TypicalNeeds, Part::Areas, Part::Capabilities, Part::Usage, Part::Contact];
    assert_eq!(missing(&way, &[], Contracts::None), expected, "nobody supplies a way of working");

    let facts = SolutionFacts {
        description:
            "Nyckelfria dörrar i hemtjänsten: personalen öppnar med telefonen, och larmet vet vem som är där."
                .into(),
        typical_needs: vec!["Nycklar hämtas på kontoret".into()],
        service_areas: vec!["510".into()],
        capabilities: vec!["larma".into()],
        provider: Some("Låsbolaget".into()),
        information_class: InformationClass::new(2, 2, 3),
        ..system.facts.clone()
    };
    let described = Solution { facts, ..system };
    let unsaid = usage(&described, UsageStatus::InUse);
    let still = [Part::Usage, Part::Contact, Part::Agreement];
    assert_eq!(
        missing(&described, std::slice::from_ref(&unsaid), Contracts::None),
        still,
        "nobody has confirmed it"
    );
    let told = Usage { contact_role: Some("Enhetschef".into()), ..unsaid.clone() };
    let told = told.confirmed(Instant::from_milliseconds(5), None);
    assert_eq!(missing(&described, std::slice::from_ref(&told), Contracts::Some), []);
    let refused = Usage { status: UsageStatus::Declined, ..told };
    assert_eq!(
        missing(&described, &[refused], Contracts::Some),
        [Part::Usage, Part::Contact],
        "a refusal is no use"
    );
    let open = SolutionFacts { licence: Some("EUPL-1.2".into()), ..described.facts.clone() };
    let open = Solution { facts: open, ..described };
    assert!(!missing(&open, &[], Contracts::None).contains(&Part::Agreement), "an open licence is a way");
}

#[test]
fn what_is_history_is_not_asked_for() {
    let there = bare(SolutionKind::System);
    assert!(entry_is_asked(&there));
    let retired = SolutionFacts { lifecycle: Lifecycle::Retired, ..there.facts.clone() };
    assert!(!entry_is_asked(&Solution { facts: retired, ..there.clone() }));
    assert!(!entry_is_asked(&Solution { withdrawn: Some(there.created), ..there }));
    let asked = UsageStatus::ALL.iter().filter(|status| usage_is_asked(**status)).count();
    assert_eq!(asked, 4, "neither refusals nor ends");
}
