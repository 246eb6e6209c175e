//! How many personal identity numbers are found, and how often something else is taken for one, on made texts.
//!
//! The texts are made here from nothing that the detector uses: own dates, own check digits, own forms. Figures are
//! printed (`--nocapture`); the seed stands in them.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "for tests only")]

use domain::personal::{self, PersonalKind};
use fastrand::Rng;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 11, 26);
const SEEDS: [u64; 3] = [1, 2, 3];
const TEXTS: usize = 10_000;

/// Sentences of staff; `#` is where a number stands.
const SENTENCES: [&str; 16] = [
    "Brukaren # har inte fått sitt larm.",
    "Vi ringde anhöriga till # men ingen svarade",
    "Personnummer: #, bor på Storgatan 5.",
    "pnr # saknas i systemet",
    "När # skulle flytta in fanns ingen nyckel.",
    "(#) ska ha hjälp två gånger om dagen",
    "Eleven, #, är inte inskriven på skolan än.",
    "Det gäller # och hennes bror.",
    "Ärendet med # har legat i tre veckor, vi behöver ett bättre sätt att följa upp.",
    "#",
    "# är född i Skara",
    "Läkaren frågade efter #; vi hittade inte journalen.",
    "Se anteckning om \"#\" från i går",
    "Kvinnan med nr # fick fel medicin",
    "Rad 1: Ada\nRad 2: #\nRad 3: larm",
    "Hör med #!",
];

/// Sentences around numbers that are nobody's; `#` again.
const OTHER_SENTENCES: [&str; 14] = [
    "Ring # om larmet går.",
    "Nås på # vardagar 8–16",
    "Fakturanummer # är inte betalt.",
    "Leverantören har organisationsnummer #.",
    "Ordern # kom aldrig fram",
    "Diarienummer # gäller upphandlingen",
    "Telefon: #",
    "Avtalet # går ut i december.",
    "Mötet är # i stora salen",
    "Vi har # timmar kvar",
    "Serienr: #, modell B.",
    "Kontakta växeln, #, eller kom förbi.",
    "Mätaren visade # i går.",
    "Inventarie-id # står på skärmen",
];

fn luhn(digits: &str) -> u32 {
    let doubled = digits.bytes().rev().enumerate().map(|(place, digit)| {
        let value = u32::from(digit - 48) << u32::from(place % 2 == 0);
        if value > 9 { value - 9 } else { value }
    });
    (10 - doubled.sum::<u32>() % 10) % 10
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A number of somebody who is between 0 and 105 years old, in one of the forms that people write.
fn somebody(random: &mut Rng) -> String {
    let year = random.u32(1921..=2025);
    let month = random.u32(1..=12);
    let coordination = random.u32(0..8) == 0;
    let day = random.u32(1..=days_of(year, month)) + if coordination { 60 } else { 0 };
    let serial = random.u32(1..=999);
    let ten = format!("{:02}{month:02}{day:02}{serial:03}", year % 100);
    let last = format!("{serial:03}{}", luhn(&ten));
    let (yy, full) = (format!("{:02}", year % 100), year.to_string());
    let old = year < 1926;
    match random.u32(0..14) {
        0 | 1 => format!("{yy}{month:02}{day:02}{}{last}", if old { '+' } else { '-' }),
        2 | 3 => format!("{full}{month:02}{day:02}-{last}"),
        4 => format!("{full}{month:02}{day:02}{last}"),
        5 => format!("{yy}{month:02}{day:02}{last}"),
        6 => format!("{yy}{month:02}{day:02} {last}"),
        7 => format!("{full}{month:02}{day:02} {last}"),
        8 => format!("{yy}{month:02}{day:02}–{last}"),
        9 => format!("{yy}{month:02}{day:02} - {last}"),
        10 => format!("{full}-{month:02}-{day:02}-{last}"),
        11 => format!("{yy}{month:02}{day:02}\u{a0}{last}"),
        12 => format!("{full}{month:02}{day:02}\u{2212}{last}"),
        _ => format!("{yy} {month:02} {day:02}-{last}"),
    }
}

fn digits(random: &mut Rng, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + random.u8(0..10))).collect()
}

/// A number that is nobody's: of phones, organisations, things, days, or a near miss.
fn something(random: &mut Rng) -> String {
    let mut d = |count| digits(random, count);
    let (two, three, four, five, six) = (d(2), d(3), d(4), d(5), d(6));
    let mobile = ["070", "072", "073", "076", "079"][random.usize(0..5)];
    match random.u32(0..22) {
        0 => format!("{mobile}-{three} {two} {}", digits(random, 2)),
        1 => format!("{mobile}{three}{four}"),
        2 => format!("{mobile}-{three}{four}"),
        3 => format!("+46{} {three} {two} {}", &mobile[1..], digits(random, 2)),
        4 => format!("+46{}{three}{four}", &mobile[1..]),
        5 => format!("0511-{three} {two}"),
        6 => format!("0510{six}"),
        7 => format!("08-{three} {three} {two}"),
        8 => {
            let body = format!("{}{}{}", random.u32(2..10), digits(random, 1), random.u32(20..100));
            let nine = format!("{body}{five}");
            let ten = format!("{nine}{}", luhn(&nine));
            format!("{}-{}", &ten[..6], &ten[6..])
        }
        9 => format!("2120{two}-{four}"),
        10 => format!("{}{}", random.u32(1..10), digits(random, 6)),
        11 => format!("{}{}", random.u32(10..99), digits(random, 9)),
        12 => format!("2026-{four}"),
        13 => format!("KS 2024/{three}"),
        14 => format!(
            "2026-{:02}-{:02} {:02}.{:02}",
            random.u32(1..13),
            random.u32(1..29),
            random.u32(0..24),
            random.u32(0..60)
        ),
        15 => format!("SE45 5000 0000 0{three} {four} {four}"),
        16 => format!("5050-{four}"),
        17 => format!("735{}{}", six, digits(random, 4)),
        18 => format!("10.{}.{}.{}", random.u8(..), random.u8(..), random.u8(..)),
        19 => format!("{} {three},{two}", random.u32(1..999)),
        20 => {
            // A person's number with the check digit wrong.
            let right = somebody(random);
            let last = right.chars().last().unwrap().to_digit(10).unwrap();
            format!("{}{}", &right[..right.len() - 1], (last + random.u32(1..10)) % 10)
        }
        _ => {
            // The right check digit on a day that never was.
            let nine =
                format!("{two}{}{}{three}", ["13", "00", "19", "45"][random.usize(0..4)], random.u32(10..29));
            format!("{}-{}{}", &nine[..6], &nine[6..], luhn(&nine))
        }
    }
}

fn put(random: &mut Rng, sentences: &[&str], number: &str) -> String {
    sentences[random.usize(0..sentences.len())].replace('#', number)
}

#[test]
fn at_least_99_of_100_identity_numbers_are_found() {
    for seed in SEEDS {
        let mut random = Rng::with_seed(seed);
        let mut missed = Vec::new();
        for _ in 0..TEXTS {
            let number = somebody(&mut random);
            let text = put(&mut random, &SENTENCES, &number);
            let found = personal::find(&text, TODAY);
            let is_found = found
                .iter()
                .any(|one| one.kind == PersonalKind::IdentityNumber && text[one.range.clone()] == number);
            if !is_found {
                missed.push(text);
            }
        }
        println!("seed {seed}: {} of {TEXTS} missed, such as {:?}", missed.len(), missed.first());
        assert!(missed.len() * 100 <= TEXTS, "{missed:#?}");
    }
}

#[test]
fn at_most_one_in_a_thousand_texts_is_taken_for_an_identity_number() {
    for seed in SEEDS {
        let mut random = Rng::with_seed(seed);
        let mut alarms = Vec::new();
        for _ in 0..TEXTS {
            let number = something(&mut random);
            let text = put(&mut random, &OTHER_SENTENCES, &number);
            if personal::has_identity_number(&text, TODAY) {
                alarms.push(text);
            }
        }
        println!("seed {seed}: {} false alarms in {TEXTS} texts: {alarms:#?}", alarms.len());
        assert!(alarms.len() * 1000 <= TEXTS, "{alarms:#?}");
    }
}
