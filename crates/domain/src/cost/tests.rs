//! Cost: years and ranges, and sharings that are exact whatever the numbers.

use super::*;
use crate::instant::Instant;

fn line(kind: CostKind, from: u32, to: u32, likely: i64) -> CostLine {
    CostLine { name: "Licens".into(), kind, from, to, low: likely / 2, likely, high: likely * 2 }
}

fn party(users: u32, share: u32) -> Party {
    let organisation = OrganisationId::at(Instant::from_milliseconds(1));
    Party { organisation, from: 1, to: 3, users, volume: users * 10, share, cap: None }
}

fn sheet() -> CostSheet {
    CostSheet {
        years: 3,
        lines: vec![
            line(CostKind::OneOff, 1, 1, 1_000_000),
            line(CostKind::Yearly, 2, 3, 300_000),
            line(CostKind::Hours, 1, 3, 1_000),
        ],
        parties: vec![party(100, 1), party(300, 1), party(600, 2)],
        ..CostSheet::new(2027)
    }
}

fn nobody_known(_: OrganisationId) -> Option<u32> {
    None
}

#[test]
fn each_year_costs_what_falls_in_it() {
    let likely: Vec<i64> = sheet().by_year().iter().map(|year| year.likely.0).collect();
    // Ten hours of 500 kronor a year; a one-off in the first; the licence from the second.
    assert_eq!(likely, [1_000_000 + 500_000, 300_000 + 500_000, 300_000 + 500_000]);
    let total = sheet().total();
    assert_eq!(total.likely, Ore(3_100_000));
    assert_eq!((total.low, total.high), (Ore(1_550_000), Ore(6_200_000)));
}

#[test]
fn keys_stand_side_by_side_and_each_sums_to_the_total() {
    let sheet = sheet();
    for key in AllocationKey::ALL.iter().copied() {
        let parts = sheet.shared(key, |_| Some(1_000)).unwrap();
        assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), 3_100_000, "{key}");
    }
    assert_eq!(
        sheet.shared(AllocationKey::Users, nobody_known).unwrap(),
        [Ore(310_000), Ore(930_000), Ore(1_860_000)]
    );
    assert_eq!(
        sheet.shared(AllocationKey::Own, nobody_known).unwrap(),
        [Ore(775_000), Ore(775_000), Ore(1_550_000)]
    );
    // 30 % of each year in three, the rest by users.
    let both = sheet.shared(AllocationKey::FixedVariable, nobody_known).unwrap();
    assert_eq!(both, [Ore(310_000 + 217_000), Ore(310_000 + 651_000), Ore(310_000 + 1_302_000)]);
    assert_eq!(sheet.shared(AllocationKey::Population, nobody_known), Err(Unshared::Unknown));
}

#[test]
fn year_by_year_the_parts_sum_to_what_each_year_costs() {
    let mut sheet = sheet();
    sheet.parties[0].from = 2;
    let by_year = sheet.shared_by_year(AllocationKey::Users, nobody_known).unwrap();
    for (year, whole) in sheet.by_year().iter().enumerate() {
        assert_eq!(by_year.iter().map(|years| years[year].0).sum::<i64>(), whole.likely.0, "year {year}");
    }
    assert_eq!(by_year[0][0], Ore(0), "before they are part of it");
    assert!(by_year[0][1].0 > 0);
}

#[test]
fn money_and_hours_are_the_whole_and_a_cap_is_on_money() {
    let mut sheet = sheet();
    sheet.parties[2].cap = Some(Ore(1));
    assert_eq!(sheet.money().total().likely, Ore(1_600_000));
    // Ten hours a year, in hundredths.
    assert_eq!(sheet.hours().total().likely, Ore(3_000));
    let hours = sheet.hours().shared(AllocationKey::Users, nobody_known).unwrap();
    assert_eq!(hours, [Ore(300), Ore(900), Ore(1_800)]);
    assert_eq!(sheet.money().shared(AllocationKey::Users, nobody_known).unwrap()[2], Ore(3));
}

#[test]
fn who_joins_later_or_leaves_earlier_pays_for_the_years_between() {
    let mut sheet = sheet();
    sheet.parties[0].from = 2;
    sheet.parties[2].to = 1;
    let parts = sheet.shared(AllocationKey::Equal, nobody_known).unwrap();
    assert_eq!(parts, [Ore(800_000), Ore(750_000 + 800_000), Ore(750_000)]);
    sheet.parties[1].to = 2;
    sheet.parties[0].to = 2;
    assert_eq!(sheet.shared(AllocationKey::Equal, nobody_known), Err(Unshared::Nobody));
}

#[test]
fn what_a_cap_leaves_is_paid_by_the_others() {
    let mut sheet = sheet();
    sheet.parties[2].cap = Some(Ore(400_000));
    let parts = sheet.shared(AllocationKey::Users, nobody_known).unwrap();
    // 400 000 a year by the third; the rest 1 : 3 among the others.
    assert_eq!(parts[2], Ore(1_200_000));
    assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), 3_100_000);
    assert_eq!((parts[0], parts[1]), (Ore(475_000), Ore(1_425_000)));
    sheet.parties.iter_mut().for_each(|party| party.cap = Some(Ore(1)));
    assert_eq!(sheet.shared(AllocationKey::Users, nobody_known), Err(Unshared::Capped));
}

#[test]
fn what_cannot_be_counted_is_told_by_its_row() {
    use CostProblem as P;
    let after = |change: fn(&mut CostSheet)| {
        let mut changed = sheet();
        changed.parties.iter_mut().zip([1_u128, 2, 3]).for_each(|(party, id)| {
            party.organisation = OrganisationId::from_u128(id);
        });
        change(&mut changed);
        changed.problems()
    };
    assert_eq!(after(|_| {}), []);
    assert_eq!(after(|sheet| sheet.fixed = 101), [P::Fixed]);
    assert_eq!(after(|sheet| sheet.start = 1900), [P::Start]);
    assert_eq!(after(|sheet| sheet.hour = Ore(-1)), [P::Hour]);
    assert!(after(|sheet| sheet.years = 0).contains(&P::Years));
    assert_eq!(after(|sheet| sheet.lines[1].name = " ".into()), [P::Name(1)]);
    assert_eq!(after(|sheet| sheet.lines[1].to = 4), [P::LineYears(1)]);
    assert_eq!(after(|sheet| sheet.lines[0].low = -1), [P::Amount(0)]);
    assert_eq!(after(|sheet| sheet.lines[0].high = 1), [P::Amount(0)], "the most is less than the likely");
    assert_eq!(after(|sheet| sheet.lines[0].high = AMOUNT_MAX + 1), [P::Amount(0)]);
    assert_eq!(after(|sheet| sheet.parties[2].from = 0), [P::PartyYears(2)]);
    assert_eq!(after(|sheet| sheet.parties[2].users = COUNT_MAX + 1), [P::PartyNumbers(2)]);
    assert_eq!(after(|sheet| sheet.parties[2].cap = Some(Ore(-5))), [P::PartyNumbers(2)]);
    assert_eq!(
        after(|sheet| sheet.parties[1].organisation = sheet.parties[0].organisation),
        [P::PartyTwice(1)]
    );
}

proptest::proptest! {
    /// Whatever the total and the weights: the parts sum to it, none is negative, and each lies within an öre of its quota.
    #[test]
    fn sharing_is_exact(total in 0_i64..=AMOUNT_MAX, weights in proptest::collection::vec(0_u64..=1_000_000, 1..12)) {
        let sum: u64 = weights.iter().sum();
        let Some(parts) = share(Ore(total), &weights) else {
            proptest::prop_assert_eq!(sum, 0);
            return Ok(());
        };
        proptest::prop_assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), total);
        for (part, weight) in parts.iter().zip(&weights) {
            let quota = i128::from(total) * i128::from(*weight);
            let off = i128::from(part.0) * i128::from(sum) - quota;
            proptest::prop_assert!(part.0 >= 0 && off.abs() < i128::from(sum.max(1)));
        }
    }
}
