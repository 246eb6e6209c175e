//! The pages of solutions and organisations and the search, as a reader meets them.

use crate::house::{ANNA, BO, House, IDA, KARIN};
use domain::id::{SolutionId, UsageId};
use domain::number::{Number, Series};
use domain::organisation::OrganisationKind;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::{AsWritten, InformationClass, Lifecycle, Solution, SolutionFacts, SolutionKind};
use domain::usage::{Usage, UsageStatus};

/// A public solution of Essunga, in use by nobody, changed as the test wants it.
async fn has(house: &House, name: &str, change: impl FnOnce(&mut Solution)) -> Number {
    let now = house.clock.now();
    let mut tx = house.test.db.write().await.unwrap();
    let mut solution = Solution {
        id: SolutionId::at(now),
        version: 1,
        number: store::event::next_number(&mut tx, Series::Solution, now.year()).await.unwrap(),
        facts: SolutionFacts {
            name: name.to_owned(),
            kind: SolutionKind::System,
            provider: None,
            summary: String::new(),
            description: String::new(),
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
        },
        owner: Some(house.organisation("Essunga")),
        sharing: Sharing::Public,
        source_key: None,
        withdrawn: None,
        lineage: domain::solution::Lineage::default(),
        created: now,
        updated: now,
    };
    change(&mut solution);
    store::solution::insert(&mut tx, &solution).await.unwrap();
    tx.commit().await.unwrap();
    house.app.fill_index(|_| {}).await.unwrap();
    solution.number
}

/// An organisation's usage of a solution.
async fn uses(house: &House, organisation: &str, number: Number, change: impl FnOnce(&mut Usage)) {
    let mut tx = house.test.db.write().await.unwrap();
    let solution = store::solution::by_number(&mut tx, &number.to_string()).await.unwrap().unwrap();
    let mut usage = Usage::new(
        UsageId::at(house.clock.now()),
        solution.id,
        house.organisation(organisation),
        UsageStatus::InUse,
    );
    change(&mut usage);
    store::usage::put(&mut tx, &usage).await.unwrap();
    tx.commit().await.unwrap();
    house.app.fill_index(|_| {}).await.unwrap();
}

/// Asserts that a page shows some words and not others.
#[track_caller]
fn shows(page: &str, shown: &[&str], hidden: &[&str]) {
    for words in shown {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
    for words in hidden {
        assert!(!page.contains(words), "{words} is in\n{page}");
    }
}

/// Three solutions that differ in everything the list can be narrowed to.
async fn three_solutions(house: &House) {
    let locks = has(house, "Digitala lås", |solution| {
        solution.facts.kind = SolutionKind::SharedService;
        solution.facts.service_areas = vec!["510".into()];
        solution.facts.capabilities = vec!["boka_planera".into()];
        solution.facts.summary = "Dörren öppnas med mobilen.".into();
        solution.updated = solution.created.days_before(2);
    });
    let locks = locks.await;
    uses(house, "Essunga", locks, |_| {}).await;
    uses(house, "Skara", locks, |_| {}).await;
    let absence = has(house, "Frånvaro i förskolan", |solution| {
        solution.facts.kind = SolutionKind::EService;
        solution.facts.service_areas = vec!["407".into()];
        solution.facts.lifecycle = Lifecycle::PhasingOut;
        solution.updated = solution.created.days_before(1);
    });
    uses(house, "Vara", absence.await, |usage| usage.status = UsageStatus::Pilot).await;
    has(house, "Ärendesystem", |_| {}).await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_its_address() {
    let house = House::new().await;
    three_solutions(&house).await;
    let visitor = house.visitor();
    let (locks, absence, cases) = (">Digitala lås</a>", ">Frånvaro i förskolan</a>", ">Ärendesystem</a>");
    for (query, shown, hidden, chip) in [
        ("", vec![locks, absence, cases], vec![], ""),
        ("q=digi%20l%C3%A5", vec![locks], vec![absence, cases], "Sökord: digi lå"),
        ("q=%C3%A5s", vec![], vec![locks, absence, cases], "Sökord: ås"),
        ("q=mobil", vec![locks], vec![absence, cases], "Sökord: mobil"),
        ("q=l-2026-0002", vec![absence], vec![locks, cases], "Sökord: l-2026-0002"),
        ("slag=e_service", vec![absence], vec![locks, cases], "Slag: E-tjänst"),
        ("omrade=510", vec![locks], vec![absence, cases], "Område: Hemtjänst"),
        ("omrade=%C3%84ldreomsorg", vec![locks], vec![absence, cases], "Område: Äldreomsorg"),
        ("formaga=boka_planera", vec![locks], vec![absence, cases], "Förmåga: Boka och planera"),
        ("anvands-av=1495", vec![locks], vec![absence, cases], "Används av: Skara"),
        ("anvands-av=Vara", vec![absence], vec![locks, cases], "Används av: Vara"),
        ("lage=phasing_out", vec![absence], vec![locks, cases], "Läge: Avvecklas"),
        ("lage=in_use&slag=system", vec![cases], vec![locks, absence], "Slag: System"),
        ("slag=okand&omrade=999&sida=x", vec![locks, absence, cases], vec![], ""),
    ] {
        let answer = visitor.get(&format!("/losningar?{query}")).await;
        let page = answer.is(200);
        shows(page, &shown, &hidden);
        shows(page, &[chip], if chip.is_empty() { &["data-removable"] } else { &[] });
    }
}

#[tokio::test]
async fn filters_say_how_many_each_choice_leaves_and_offer_none_that_leaves_nothing() {
    let house = House::new().await;
    three_solutions(&house).await;
    has(&house, "Hemligt system", |solution| solution.sharing = Sharing::Organisation).await;
    let visitor = house.visitor();
    let page = visitor.get("/losningar").await;
    let (kinds, areas) =
        (["System (1)", "E-tjänst (1)", "Delad tjänst (1)"], ["Hemtjänst (1)", "Förskola (1)"]);
    shows(page.is(200), &kinds, &["Sensor", "System (2)"]);
    shows(page.is(200), &areas, &["Bibliotek"]);
    let own = house.signed_in_as(ANNA).await.get("/losningar").await;
    shows(own.is(200), &["System (2)"], &["System (1)"]);
    // A filter does not narrow its own choices; it narrows the others.
    let narrowed = visitor.get("/losningar?slag=e_service").await;
    shows(narrowed.is(200), &kinds, &[]);
    shows(narrowed.is(200), &["Förskola (1)", "Vara (1)"], &["Hemtjänst (1)", "Skara (1)"]);
    // What is chosen stays, though it leaves nothing.
    let nothing = visitor.get("/losningar?slag=sensor").await;
    shows(nothing.is(200), &["Sensor (0)", "Inga lösningar med filtret"], &[]);
}

#[tokio::test]
async fn favourites_and_views_bring_a_person_back() {
    let house = House::new().await;
    three_solutions(&house).await;
    let (anna, karin) = (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await);
    let keep = |favourite: &'static str| [("favorit", favourite)];
    anna.post("/losningar/L-2026-0001/favorit", &keep("ja")).await.leads_to();
    let page = anna.get("/losningar?favoriter=ja").await;
    shows(page.is(200), &[">Digitala lås</a>", "Mina favoriter"], &[">Ärendesystem</a>"]);
    shows(anna.get("/losningar/L-2026-0001").await.is(200), &["Ta bort från favoriter"], &[]);
    // Nobody else's, and without signing in there are none.
    shows(karin.get("/losningar?favoriter=ja").await.is(200), &["Inga lösningar med filtret"], &[]);
    shows(
        house.visitor().get("/losningar?favoriter=ja").await.is(200),
        &[">Ärendesystem</a>"],
        &["Mina favoriter"],
    );
    anna.post("/losningar/L-2026-0001/favorit", &keep("nej")).await.leads_to();
    shows(anna.get("/losningar?favoriter=ja").await.is(200), &["Inga lösningar med filtret"], &[]);

    let form = [("list", "solutions"), ("query", "slag=system"), ("name", ""), ("shared", "ja")];
    let refused = anna.post("/vyer", &form).await;
    shows(refused.is(422), &["value=\"slag=system\"", "checked"], &[]);
    let form = [("list", "solutions"), ("query", "slag=system"), ("name", "Våra system"), ("shared", "ja")];
    assert_eq!(anna.post("/vyer", &form).await.leads_to(), "/losningar?slag=system");
    let listed = karin.get("/losningar?slag=system").await;
    let here = "<a href=\"/losningar?slag=system\" aria-current=\"page\">Våra system</a>";
    shows(listed.is(200), &[here], &["Spara vyn"]);
    shows(karin.get("/losningar?slag=module").await.is(200), &["Spara vyn"], &[]);
    shows(karin.get("/vyer").await.is(200), &["Våra system", "Alla i organisationen", "Lägg undan"], &[]);
    let bo = house.signed_in_as(BO).await;
    shows(bo.get("/losningar").await.is(200), &[], &["Våra system"]);
}

#[tokio::test]
async fn the_order_is_in_the_address_too() {
    let house = House::new().await;
    three_solutions(&house).await;
    let visitor = house.visitor();
    for (query, first, last, words) in [
        ("", "Digitala lås", "Ärendesystem", "efter namn"),
        ("?sortering=anvandare", "Digitala lås", "Ärendesystem", "flest användare först"),
        ("?sortering=andrad", "Ärendesystem", "Digitala lås", "senast ändrad först"),
    ] {
        let answer = visitor.get(&format!("/losningar{query}")).await;
        let page = answer.is(200);
        let place = |name: &str| page.find(&format!(">{name}</a></th>")).unwrap();
        assert!(place(first) < place(last), "{query}");
        shows(page, &[words], &[]);
    }
}

#[tokio::test]
async fn pages_keep_the_filters_and_a_page_too_far_is_the_last() {
    let house = House::new().await;
    for number in 1..=60 {
        has(&house, &format!("System {number:02}"), |_| {}).await;
    }
    let visitor = house.visitor();
    let first = visitor.get("/losningar?q=system&slag=system").await;
    shows(
        first.is(200),
        &["1–25 av 60", "60 av 60", "System 25<", "href=\"/losningar?q=system&#38;slag=system&#38;sida=2\""],
        &["System 26<"],
    );
    shows(
        first.is(200),
        &["href=\"/losningar.csv?q=system&#38;slag=system\"", "Hämta som CSV, 60 rader"],
        &[],
    );
    let last = visitor.get("/losningar?q=system&slag=system&sida=3").await;
    shows(last.is(200), &["51–60 av 60", "System 60<"], &["System 50<"]);
    let too_far = visitor.get("/losningar?q=system&slag=system&sida=4000000000").await;
    shows(too_far.is(200), &["51–60 av 60"], &[]);
}

#[tokio::test]
async fn a_script_gets_the_part_that_changes() {
    let house = House::new().await;
    three_solutions(&house).await;
    let answer = house.visitor().with_header("hx-request", "true").get("/losningar?q=digi&slag=&lage=").await;
    shows(answer.is(200), &["<div id=\"lista\">", "id=\"antal\"", "1 av 3"], &["<html", "<form"]);
    assert_eq!(answer.headers["hx-push-url"], "/losningar?q=digi", "without the empty fields of the form");
}

#[tokio::test]
async fn an_empty_list_says_why_and_what_to_do() {
    let house = House::new().await;
    let page = house.visitor().get("/losningar").await;
    shows(page.is(200), &["Här kommer lösningarna att stå", "Logga in"], &["<table"]);
    let page = house.signed_in_as(ANNA).await.get("/losningar").await;
    shows(page.is(200), &["Katalogen är tom", "Beskriv ett behov"], &["<table"]);

    three_solutions(&house).await;
    let page = house.visitor().get("/losningar?q=simhall&omrade=407").await;
    shows(
        page.is(200),
        &["Inga lösningar med filtret simhall och Förskola", "Rensa filter", "0 av 3"],
        &["<table"],
    );
    shows(page.is(200), &["href=\"/losningar?omrade=407\"", "href=\"/losningar?q=simhall\""], &[]);
}

#[tokio::test]
async fn the_file_has_the_rows_of_the_filter_and_harmless_cells() {
    let house = House::new().await;
    three_solutions(&house).await;
    has(&house, "=HYPERLINK(\"http://x\")", |solution| {
        solution.facts.summary = "rad ett\nrad två".into();
        solution.facts.provider = Some("@SUM(1+1)".into());
    })
    .await;
    has(&house, "Hemligt", |solution| solution.sharing = Sharing::Organisation).await;
    let answer = house.visitor().get("/losningar.csv").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        answer.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment; filename=\"losningar-")
    );
    let file = answer.is(200);
    assert!(file.starts_with('\u{FEFF}'));
    shows(
        file,
        &["\"'=HYPERLINK(\"\"http://x\"\")\"", "'@SUM(1+1)", "\"rad ett\nrad två\"", "Digitala lås"],
        &["Hemligt"],
    );
    let answer = house.visitor().get("/losningar.csv?slag=e_service").await;
    assert_eq!(answer.is(200).lines().count(), 2, "a header and one row");
}

#[tokio::test]
async fn what_cannot_be_seen_does_not_exist() {
    let house = House::new().await;
    let secret = has(&house, "Hemligt", |solution| solution.sharing = Sharing::Organisation).await;
    let shared = has(&house, "Delat", |solution| solution.sharing = Sharing::Collaboration).await;
    let visitor = house.visitor();
    let missing = visitor.get("/losningar/L-2026-9999").await;
    for number in [secret, shared] {
        let answer = visitor.get(&format!("/losningar/{number}")).await;
        let other = answer.is(404).replace(&number.to_string(), "L-2026-9999");
        assert_eq!(other, missing.is(404), "hidden and missing look the same");
    }
    for odd in ["/losningar/B-2026-0001", "/losningar/x", "/losningar/%F0%9F%98%80"] {
        visitor.get(odd).await.is(404);
    }
    shows(visitor.get("/losningar").await.is(200), &[], &["Hemligt", "Delat"]);

    let vara = house.signed_in_as(BO).await;
    shows(vara.get("/losningar").await.is(200), &["Delat"], &["Hemligt"]);
    vara.get(&format!("/losningar/{shared}")).await.is(200);
    vara.get(&format!("/losningar/{secret}")).await.is(404);
    house.signed_in_as(IDA).await.get(&format!("/losningar/{shared}")).await.is(404);
    house.signed_in_as(ANNA).await.get(&format!("/losningar/{secret}")).await.is(200);
}

#[tokio::test]
async fn a_solutions_page_says_everything_that_is_known() {
    let house = House::new().await;
    let number = has(&house, "Digitala lås", |solution| {
        let facts = &mut solution.facts;
        facts.kind = SolutionKind::SharedService;
        facts.summary = "Dörren öppnas med mobilen.".into();
        facts.description = "Första stycket.\n\nAndra stycket <b>utan</b> mark-up.".into();
        facts.typical_needs = vec!["Vi kör in till kontoret för nycklar".into()];
        facts.capabilities = vec!["boka_planera".into()];
        facts.service_areas = vec!["510".into()];
        facts.integrations = vec!["Planeringssystem".into()];
        facts.standards = vec!["OAuth 2.0".into()];
        facts.information_class = InformationClass::new(3, 2, 3);
        facts.provider = Some("Låskontoret".into());
        facts.licence = Some("EUPL-1.2".into());
        facts.url = Some("https://bank.example@las.example/om".into());
        facts.as_written = AsWritten { lifecycle: Some("i drift typ".into()), ..AsWritten::default() };
    });
    let number = number.await;
    uses(&house, "Skara", number, |usage| {
        usage.since = Some(jiff::civil::date(2025, 3, 1));
        usage.contact_role = Some("systemförvaltare".into());
    })
    .await;
    uses(&house, "Vara", number, |usage| {
        usage.status = UsageStatus::Declined;
        usage.reason = Some("Bytte planeringssystem".into());
    })
    .await;
    let public = house.visitor().get(&format!("/losningar/{number}")).await;
    for hidden in ["systemförvaltare", "Avstått", "Bytte planeringssystem"] {
        assert!(!public.is(200).contains(hidden), "{hidden} is not for the public");
    }
    let answer = house.signed_in_as(KARIN).await.get(&format!("/losningar/{number}")).await;
    let page = answer.is(200);
    shows(
        page,
        &[
            "<h1>Digitala lås</h1>",
            "I bruk",
            "Delad tjänst. Används av Skara.",
            "<p>Första stycket.</p>",
            "<p>Andra stycket &#60;b&#62;utan&#60;/b&#62; mark-up.</p>",
            "”Vi kör in till kontoret för nycklar”",
            "En kommun använder den",
            "href=\"/organisationer/1495\"",
            "1 mars 2025",
            "systemförvaltare",
            "Avstått: Bytte planeringssystem",
            "Konfidentialitet 3 (allvarlig skada), riktighet 2 (betydande skada), tillgänglighet 3 (allvarlig skada)",
            "href=\"/losningar?formaga=boka_planera\"",
            "rel=\"noopener noreferrer\">las.example",
            "Skrivet i källan",
            "i drift typ",
            "<strong>Publikt</strong>: alla, också utan att logga in.",
            "utskrivet 9 november 2026",
        ],
        &["ds-alert"],
    );
    assert_eq!(page.matches("<h1").count(), 1);
}

#[tokio::test]
async fn old_solutions_are_warned_of_and_odd_addresses_are_no_links() {
    let house = House::new().await;
    let number = has(&house, "Gammalt", |solution| {
        solution.facts.lifecycle = Lifecycle::Retired;
        solution.facts.url = Some("javascript:alert(1)".into());
        solution.facts.description = "ord ".repeat(20_000);
        solution.facts.name = "Å".repeat(300);
    });
    let answer = house.visitor().get(&format!("/losningar/{}", number.await)).await;
    let page = answer.is(200);
    shows(
        page,
        &["ds-alert", "är avvecklad", "javascript:alert(1)", "Ingen använder den ännu"],
        &["href=\"javascript"],
    );
    assert!(page.len() > 80_000, "the long description is all there");
}

#[tokio::test]
async fn needs_that_resemble_are_those_the_reader_can_see() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let text = "Nycklar saknas när nattpatrullen ska öppna dörren hos brukaren.";
    let draft = anna.post("/behov/nytt", &[("text", text), ("sharing", "collaboration")]).await;
    let number =
        house.has_solution("Nycklar och dörrar", "Öppna dörren utan nycklar.", "Essunga", Sharing::Public);
    let address = format!("/losningar/{}", number.await);
    let none = "Inget behov som du kan se";
    shows(anna.get(&address).await.is(200), &[none], &["nattpatrullen"]);

    let need = draft.leads_to().trim_end_matches("/andra").to_owned();
    let asked = anna.post(&format!("{need}/skicka"), &[("version", "1")]).await;
    anna.agrees(asked).await.leads_to();
    shows(
        house.signed_in_as(BO).await.get(&address).await.is(200),
        &["nattpatrullen", "B-2026-0001"],
        &[none],
    );
    for outside in [house.visitor(), house.signed_in_as(IDA).await] {
        shows(outside.get(&address).await.is(200), &[none], &["nattpatrullen"]);
    }
}

#[tokio::test]
async fn organisations_show_their_numbers_with_their_sources() {
    let house = House::new().await;
    let input = app::organisation::OrganisationInput {
        kind: OrganisationKind::Municipality,
        name: "Lidköpings kommun".into(),
        short_name: "Lidköping".into(),
        municipality_code: Some("1494".into()),
        county_code: None,
        county: Some("Västra Götalands län".into()),
        population: Some(domain::organisation::Population {
            value: 40_089,
            date: "2019-12-31".into(),
            source: "Folkmängd, publicerad".into(),
        }),
        valid_from: None,
    };
    house.app.add_organisation(&Actor::Operator, input).await.unwrap();
    three_solutions(&house).await;
    let list = house.visitor().get("/organisationer").await;
    shows(
        list.is(200),
        &[
            "Lidköping",
            "40\u{a0}089",
            "31 december 2019",
            "/organisationer/1494#invanare",
            "href=\"/losningar?anvands-av=1495\">1<",
        ],
        &[],
    );
    let page = house.visitor().get("/organisationer/1494").await;
    shows(
        page.is(200),
        &["<h1>Lidköpings kommun</h1>", "Folkmängd, publicerad", "Använder inga lösningar"],
        &[],
    );
    let page = house.visitor().get("/organisationer/1445").await;
    shows(
        page.is(200),
        &["Använder 1 lösning", ">Digitala lås</a>", "Samverkan", "href=\"/organisationer/1495\">Skara</a>"],
        &["Halmstad"],
    );
    house.visitor().get(&format!("/organisationer/{}", house.organisation("Skara"))).await.is(200);
    house.visitor().get("/organisationer/9999").await.is(404);
}

#[tokio::test]
async fn a_long_list_of_solutions_is_shown_by_its_beginning() {
    let house = House::new().await;
    for number in 1..=7 {
        let number = has(&house, &format!("System {number}"), |_| {}).await;
        uses(&house, "Skara", number, |_| {}).await;
    }
    let page = house.visitor().get("/organisationer/1495").await;
    shows(page.is(200), &["Använder 7 lösningar", "System 5<", "Visa alla lösningar"], &["System 6<"]);
}

#[tokio::test]
async fn search_finds_everything_by_the_beginnings_of_words() {
    let house = House::new().await;
    three_solutions(&house).await;
    let visitor = house.visitor();
    let page = visitor.get("/sok").await;
    shows(page.is(200), &["Skriv ett eller flera ord", "<h1>Sök</h1>"], &["<h2"]);
    let page = visitor.get("/sok?q=digi").await;
    shows(
        page.is(200),
        &["En lösning", ">Digitala lås</a>", "href=\"/losningar?q=digi\""],
        &["organisationer</h2>"],
    );
    let page = visitor.get("/sok?q=ska").await;
    shows(page.is(200), &["En organisation", ">Skara</a>"], &["Digitala"]);
    let page = visitor.get("/sok?q=simhall%20nord").await;
    shows(page.is(200), &["Inget med orden simhall nord", "Beskriv ett behov"], &[]);
    for nothing in ["/sok?q=", "/sok?q=%25_%25", "/sok?q=a&q=b"] {
        shows(visitor.get(nothing).await.is(200), &[], &["object-list"]);
    }
    let page = visitor.get("/sok?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    shows(page.is(200), &["&#60;script&#62;"], &["<script>alert"]);
    visitor.get(&format!("/sok?q={}", "x".repeat(60_000))).await.is(200);
    visitor.get(&format!("/losningar?q={}", "x".repeat(60_000))).await.is(200);
}

#[tokio::test]
async fn a_number_leads_straight_to_its_page() {
    let house = House::new().await;
    let visitor = house.visitor();
    assert_eq!(visitor.get("/sok?q=b-2026-42").await.leads_to(), "/behov/B-2026-0042");
    assert_eq!(visitor.get("/sok?q=%20L-2026-0001").await.leads_to(), "/losningar/L-2026-0001");
}

#[tokio::test]
async fn everything_is_there_in_english() {
    let house = House::new().await;
    three_solutions(&house).await;
    let visitor = house.visitor().in_english();
    let page = visitor.get("/losningar?omrade=510").await;
    shows(
        page.is(200),
        &["Area: Hemtjänst (en)", "Shared service", "In use", "1 of 3", "Essunga and Skara"],
        &["Område"],
    );
    let page = visitor.get("/losningar/L-2026-0001").await;
    shows(
        page.is(200),
        &["What it does", "Two municipalities use it", "Who sees the solution"],
        &["Vad den gör"],
    );
    let page = visitor.get("/organisationer/1495").await;
    shows(page.is(200), &["Uses 1 solution", "Together with", "Municipality"], &["Kommunkod"]);
    shows(visitor.get("/sok?q=inget").await.is(200), &["Nothing with the words inget"], &[]);
}

#[tokio::test]
async fn the_lists_work_without_script() {
    let house = House::new().await;
    three_solutions(&house).await;
    let page = house.visitor().get("/losningar?sortering=andrad&formaga=boka_planera").await;
    shows(
        page.is(200),
        &[
            "<form class=\"filters\" method=\"get\" action=\"/losningar\"",
            "<button class=\"ds-button\" data-variant=\"secondary\">Visa</button>",
            "<option value=\"boka_planera\" selected>",
            "<input type=\"hidden\" name=\"sortering\" value=\"andrad\">",
        ],
        &["style=", "onclick"],
    );
}

#[tokio::test]
async fn open_source_can_be_taken_as_publiccode() {
    let house = House::new().await;
    let known = |solution: &mut Solution| {
        solution.facts.summary = "Dörren öppnas med mobilen.".into();
        solution.facts.description = "Personalen öppnar dörren med mobilen. ".repeat(5);
        solution.facts.licence = Some("EUPL-1.2".into());
        solution.facts.url = Some("https://kod.example/las".into());
    };
    let open = has(&house, "Digitala lås", known).await;
    let secret = has(&house, "Hemliga lås", |solution| {
        known(solution);
        solution.sharing = Sharing::Organisation;
    })
    .await;
    let closed = has(&house, "Köpta lås", |solution| {
        known(solution);
        solution.facts.licence = Some("Abonnemang".into());
    })
    .await;
    let visitor = house.visitor();
    let address = |number: Number| format!("/losningar/{number}/publiccode.yml");
    shows(
        visitor.get(&format!("/losningar/{open}")).await.is(200),
        &[&format!("href=\"{}\"", address(open))],
        &[],
    );
    shows(visitor.get(&format!("/losningar/{closed}")).await.is(200), &[], &["publiccode.yml"]);
    let file = visitor.get(&address(open)).await;
    shows(file.is(200), &["name: \"Digitala lås\"", "license: \"EUPL-1.2\""], &[]);
    assert_eq!(file.headers["content-type"], "application/yaml");
    for number in [secret, closed] {
        visitor.get(&address(number)).await.is(404);
    }
    house.signed_in_as(ANNA).await.get(&address(secret)).await.is(200);
}
