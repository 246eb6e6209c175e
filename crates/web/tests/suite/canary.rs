//! Canaries: every organisation's records carry words that stand nowhere else, at every level of sharing. Everybody goes through every page
//! that can be reached, searches, matches and files, and meets no word that is not for them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::house::{ADA, ANNA, BO, Browser, House, IDA, KARIN, RUT};
use app::person::PersonInput;
use axum::body::Body;
use axum::http::Method;
use domain::number::Number;
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;

/// Where somebody stands to the organisation whose record it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Writer,
    Own,
    Partner,
    Outside,
    Nobody,
}

/// The levels, with who may meet a word of that level: the table is written here, not in the code.
const LEVELS: [(&str, &[Stands]); 5] = [
    ("utkast", &[Stands::Writer]),
    ("egen", &[Stands::Writer, Stands::Own]),
    ("samverkan", &[Stands::Writer, Stands::Own, Stands::Partner]),
    ("andra", &[Stands::Writer, Stands::Own, Stands::Partner, Stands::Outside]),
    ("alla", &[Stands::Writer, Stands::Own, Stands::Partner, Stands::Outside, Stands::Nobody]),
];

/// What every record says beside its own word, so that one question finds them all.
const COMMON: &str = "Nycklar hämtas på kontoret och besök blir sena.";

fn word(organisation: &str, level: &str) -> String {
    format!("kanarie{}{level}", organisation.to_lowercase())
}

/// Needs of a person at every level, with a comment each; at every level but the draft a solution, an initiative and a lesson. Gives the
/// addresses of what no number can be guessed for.
async fn fills(house: &House, writer: &str, organisation: &str) -> Vec<String> {
    let writer = house.signed_in_as(writer).await;
    let two = coordinators(house, organisation).await;
    let (mut begun, mut addresses) = (Vec::new(), Vec::new());
    for (level, _) in LEVELS {
        let own = word(organisation, level);
        let text = format!("{COMMON} {own}");
        let title = format!("Nycklar {own}");
        let sharing = match level {
            "egen" => "organisation",
            "samverkan" => "collaboration",
            _ => "network",
        };
        let fields = [("text", text.as_str()), ("title", title.as_str()), ("sharing", sharing)];
        if level == "utkast" {
            writer.post("/behov/nytt", &fields).await.leads_to();
            continue;
        }
        let number = writer.sends_need(&fields).await;
        let comment = format!("Kommentar kommentar{own}");
        writer.post(&format!("/kommentarer/{number}"), &[("comment", &comment), ("gor", "skicka")]).await;
        if level == "alla" {
            publish(&two, &number).await;
        }
        let sharing = match level {
            "egen" => Sharing::Organisation,
            "samverkan" => Sharing::Collaboration,
            "andra" => Sharing::Network,
            _ => Sharing::Public,
        };
        let name = format!("Nyckelskåp {own}");
        let solution = house.has_solution(&name, &format!("{COMMON} {own}"), organisation, sharing).await;
        says_of_use(&two[0], (&solution.to_string(), organisation), (level, &own)).await;
        if level == "alla" {
            // What everybody may read of a solution is not what was agreed about it, whoever is in it.
            for (level, sharing) in [("egen", "organisation"), ("samverkan", "collaboration")] {
                let about = (solution.to_string(), sharing);
                addresses.push(agrees(house, &two[0], &word(organisation, level), about).await);
            }
        }
        let hidden = begun.first().map(|(_, first): &(String, Number)| *first).filter(|_| level == "alla");
        changes_solution(&two[0], solution, &own, hidden).await;
        let (initiative, benefit) = begins(&two[0], &number, &own).await;
        begun.push((initiative.clone(), solution));
        addresses.extend([initiative, benefit]);
        // What was learnt in the organisation's own initiative, of its own solution, is told to more than may read those.
        let (initiative, solution) = begun.first().unwrap();
        let (title, solution) = (format!("Lärdom {own}"), solution.to_string());
        let lesson = [
            ("initiativ", initiative.trim_start_matches("/initiativ/")),
            ("title", title.as_str()),
            ("worked", COMMON),
            ("solution", solution.as_str()),
            ("sharing", if sharing == Sharing::Public { "network" } else { sharing.code() }),
        ];
        let written = two[0].post("/lardomar/ny", &lesson).await;
        addresses.push(two[0].made(written).await);
    }
    addresses
}

/// What the organisation says of its use of a solution, and what it believes of a neighbour's.
async fn says_of_use(keeper: &Browser, (solution, organisation): (&str, &str), (level, own): (&str, &str)) {
    let said = format!("bruk{own}");
    let fields = [
        ("version", "1"),
        ("status", "in_use"),
        ("users", "12"),
        ("instance", said.as_str()),
        ("reason", said.as_str()),
        ("contact_role", said.as_str()),
        ("pros", said.as_str()),
        ("cons", said.as_str()),
        ("effort", said.as_str()),
    ];
    keeper.post(&format!("/losningar/{solution}/anvandning/{organisation}"), &fields).await.leads_to();
    let neighbour = match organisation {
        "Essunga" => "Vara",
        "Vara" => "Essunga",
        _ => return,
    };
    if level != "egen" {
        let note = format!("tips{own}");
        let fields = [("status", "pilot"), ("note", note.as_str())];
        keeper.post(&format!("/losningar/{solution}/anvandning/{neighbour}"), &fields).await.leads_to();
    }
}

/// A contract that says a word wherever something is written, and covers everybody. Gives its address.
async fn agrees(
    house: &House,
    coordinator: &Browser,
    own: &str,
    (solution, sharing): (String, &str),
) -> String {
    let said = |what: &str| format!("{what} {own}");
    let texts = [
        ("name", said("Nyckelavtal")),
        ("supplier", said("Nyckelbolaget")),
        ("price_model", said("Nyckelpris")),
        ("amount_label", said("Nyckel")),
        ("amount", "120".to_owned()),
        ("amount_per", said("nyckel")),
        ("document_title", said("Nyckelbilaga")),
        ("document_url", format!("https://avtal.example/{own}")),
        ("note", said("Nyckelanteckning")),
        ("covered", house.organisation("Essunga").to_string()),
        ("covered-1", house.organisation("Vara").to_string()),
        ("covered-2", house.organisation("Halmstad").to_string()),
        ("solution", solution),
    ];
    let words = [
        ("kind", "direct"),
        ("starts", "2025-01-01"),
        ("ends", "2027-06-30"),
        ("covered_standing", "party"),
        ("covered_standing-1", "call_off"),
        ("covered_standing-2", "party"),
        ("route", "call_off"),
        ("sharing", sharing),
    ];
    let texts = texts.iter().map(|(name, text)| (*name, text.as_str()));
    let fields: Vec<(&str, &str)> = texts.chain(words).collect();
    let entered = coordinator.post("/avtal/nytt", &fields).await;
    coordinator.made(entered).await
}

/// Renames a solution and says who provides it; where it is replaced by one that fewer read, that one's words stay there.
async fn changes_solution(coordinator: &Browser, number: Number, own: &str, replaced_by: Option<Number>) {
    let said = |what: &str| format!("{what} {own}");
    let (name, provider, text) = (said("Nyckelskåpet"), said("Leverantör"), format!("{COMMON} {own}"));
    let fields = [
        ("name", name.as_str()),
        ("kind", "system"),
        ("lifecycle", "in_use"),
        ("provider", provider.as_str()),
        ("description", text.as_str()),
        ("service_areas", "510"),
        ("version", "1"),
    ];
    coordinator.post(&format!("/losningar/{number}/andra"), &fields).await.leads_to();
    if let Some(next) = replaced_by {
        let (reason, next) = (said("Skäl"), next.to_string());
        let retired = [("version", "2"), ("reason", reason.as_str()), ("successor", next.as_str())];
        coordinator.post(&format!("/losningar/{number}/avveckla"), &retired).await.leads_to();
    }
}

/// An address without what is told on it once.
fn at(address: &str) -> String {
    address.split('?').next().unwrap_or_default().to_owned()
}

/// An initiative for a need's case, with what stands in the way and a benefit: the addresses of the initiative and of the benefit.
async fn begins(coordinator: &Browser, need: &str, own: &str) -> (String, String) {
    let page = coordinator.get(&format!("/behov/{need}")).await;
    let case =
        page.is(200).split("/arenden/A-").nth(1).unwrap().split(['"', '#', '/']).next().unwrap().to_owned();
    let said = |what: &str| format!("{what} {own}");
    let (title, purpose) = (said("Nyckelfritt"), said("Ingen hämtar nycklar."));
    let fields = [("title", title.as_str()), ("purpose", purpose.as_str())];
    let initiative = at(coordinator.post(&format!("/arenden/A-{case}/initiativ"), &fields).await.leads_to());
    let (text, indicator) = (said("Låsen passar inte."), said("Sena besök"));
    let obstacle = [("kind", "obstacle"), ("obstacle", text.as_str()), ("weight", "high")];
    coordinator.post(&format!("{initiative}/hinder"), &obstacle).await.leads_to();
    let benefit = [
        ("kind", "quality"),
        ("receiver", "brukare"),
        ("indicator", indicator.as_str()),
        ("unit", "besök"),
        ("target", "3"),
        ("target_on", "2027-12-31"),
        ("confidence", "yellow"),
    ];
    let benefit = at(coordinator.post(&format!("{initiative}/nyttor/ny"), &benefit).await.leads_to());
    (initiative, benefit)
}

async fn coordinators(house: &House, organisation: &str) -> Vec<Browser> {
    let mut two = Vec::new();
    for name in ["Första", "Andra"] {
        let input = PersonInput {
            name: format!("{name} Samordnaren {organisation}"),
            email: format!("{name}.{organisation}@kommun.example").to_lowercase(),
            organisation: house.organisation(organisation),
            role: Role::Coordinator,
            title: String::new(),
            password: None,
        };
        let person = house.app.add_person(&Actor::Operator, input).await.unwrap();
        two.push(house.signed_in(person.id).await);
    }
    two
}

/// Two coordinators make a need public.
async fn publish(two: &[Browser], number: &str) {
    let wish = [("version", "2"), ("sharing", "public"), ("agreed", "public")];
    two[0].post(&format!("/behov/{number}/dela"), &wish).await.leads_to();
    two[1].post(&format!("/behov/{number}/dela/publicera"), &[("version", "2")]).await.leads_to();
}

/// Everything that can be reached by links from the lists and from these addresses, each page once.
async fn crawl(browser: &Browser, addresses: &[String]) -> Vec<(String, String)> {
    let question = "nycklar+kontoret";
    let mut waiting: VecDeque<String> = [
        "/",
        "/behov",
        "/losningar",
        "/losningar/leverantorer",
        "/organisationer",
        "/samverkan",
        "/ordlista",
        "/notiser",
        "/konto",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    waiting.extend(
        ["arenden", "initiativ", "nyttor", "lardomar", "avtal", "uppfoljning", "bidrag"]
            .map(|list| format!("/{list}")),
    );
    waiting.extend(["anvandning", "anvandning.csv", "rutnat"].map(|list| format!("/losningar/{list}")));
    waiting.extend(["initiativ", "nyttor", "lardomar", "avtal"].map(|list| format!("/{list}.csv")));
    waiting.extend(addresses.iter().cloned());
    waiting.extend(["behov", "losningar", "sok"].map(|list| format!("/{list}?q=nycklar")));
    // The search leads to every type and organisation; each is asked for, also by what all the words begin with.
    for narrowed in [
        "&typ=behov",
        "&typ=losningar",
        "&typ=arenden",
        "&typ=initiativ",
        "&typ=nyttor",
        "&typ=lardomar",
        "&typ=avtal",
        "&typ=personer",
        "&organisation=Essunga",
        "&organisation=Vara",
        "&organisation=Halmstad&typ=losningar",
    ] {
        waiting.extend(["nycklar", "nyck", "kanarie", "nyckelskap"].map(|q| format!("/sok?q={q}{narrowed}")));
    }
    for of in ["", "?kommun=1445", "?kommun=1470", "?kommun=1380"] {
        let pages =
            ["/landskap", "/landskap/overlapp", "/landskap/luckor", "/landskap/lika", "/landskap/avtal"];
        waiting.extend(pages.map(|page| format!("{page}{of}")));
        waiting.extend(pages.map(|page| format!("{page}.csv{of}")));
        waiting.push_back(format!("/landskap/avtal.ics{of}"));
    }
    waiting.extend(["/behov.csv", "/losningar.csv", "/behov/nytt", "/behov/mote"].map(str::to_owned));
    waiting.push_back(format!("/matchning?text={question}"));
    waiting.push_back(format!("/api/v1/match?text={question}&limit=50"));
    // Numbers can be guessed, so every one is.
    for number in 1..=30 {
        for path in [format!("/behov/B-2026-{number:04}"), format!("/losningar/L-2026-{number:04}")] {
            waiting.push_back(path);
        }
        for part in ["", "/andra", "/dela", "/vi-ocksa", "/it-stod"] {
            waiting.push_back(format!("/behov/B-2026-{number:04}{part}"));
        }
        waiting.push_back(format!("/kommentarer/B-2026-{number:04}"));
        waiting.push_back(format!("/behov/B-2026-{number:04}/utfall"));
        waiting.push_back(format!("/avtal/K-2026-{number:04}"));
        waiting.push_back(format!("/avtal/K-2026-{number:04}/andra"));
        for record in [format!("losningar/L-2026-{number:04}"), format!("avtal/K-2026-{number:04}")] {
            waiting.extend(["", "?niva=collaboration"].map(|asked| format!("/{record}/delning{asked}")));
        }
        waiting.push_back(format!("/arenden/A-2026-{number:04}"));
        waiting.push_back(format!("/initiativ/I-2026-{number:04}/projekt.json"));
        waiting.push_back(format!("/losningar/L-2026-{number:04}/typiska-behov"));
        waiting.push_back(format!("/losningar/L-2026-{number:04}/anvandning"));
        waiting.push_back(format!("/losningar/jamfor?losning=L-2026-{number:04}&losning=L-2026-0001"));
    }
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = waiting.pop_front() {
        let answer = browser.get(&address).await;
        for link in answer.body.split("href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next()) {
            let link = format!("/{}", link.replace("&amp;", "&"));
            let leads_out =
                ["/static", "/sprak", "/logga", "/avanmal"].iter().any(|path| link.starts_with(path));
            // Every combination of filters is a page of its own; one step from the lists is enough.
            let is_filter = link.contains('?') && address.contains('?');
            if !leads_out && !is_filter && known.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        let headers = format!("{:?}", answer.headers);
        pages.push((address, format!("{}\n{headers}", answer.body)));
    }
    for (address, form) in [
        ("/matchning", format!("text={question}")),
        ("/behov/kontroll", format!("text={question}&title=")),
        ("/behov/nytt", format!("text={question}&gor=visa")),
    ] {
        for header in [None, Some(("hx-request", "true"))] {
            let asks = header
                .map_or_else(|| browser.clone(), |(name, value)| browser.clone().with_header(name, value));
            let answer = asks.send(Method::POST, address, Body::from(form.clone())).await;
            pages.push((format!("POST {address}"), answer.body));
        }
    }
    pages
}

fn stands(name: &str, organisation: &str, of: &str) -> Stands {
    if name == "nobody" {
        Stands::Nobody
    } else if organisation == of {
        if [ANNA, BO, IDA].contains(&name) { Stands::Writer } else { Stands::Own }
    } else if organisation == "Halmstad" || of == "Halmstad" {
        Stands::Outside
    } else {
        Stands::Partner
    }
}

#[tokio::test]
async fn nobody_meets_a_word_that_is_not_for_them_on_any_way() {
    let house = House::new().await;
    let organisations = [("Essunga", ANNA), ("Vara", BO), ("Halmstad", IDA)];
    let mut addresses = Vec::new();
    for (organisation, writer) in organisations {
        addresses.extend(fills(&house, writer, organisation).await);
    }
    house.app.fill_index(|_| {}).await.unwrap();
    let mut people = vec![("nobody", "", house.visitor())];
    for (name, organisation) in [
        (ANNA, "Essunga"),
        (KARIN, "Essunga"),
        (ADA, "Essunga"),
        (RUT, "Essunga"),
        (BO, "Vara"),
        (IDA, "Halmstad"),
    ] {
        people.push((name, organisation, house.signed_in_as(name).await));
    }
    let (mut pages, mut met, mut foreign) = (0, BTreeMap::<String, usize>::new(), Vec::new());
    let mut told = BTreeMap::<&str, usize>::new();
    for (name, organisation, browser) in &people {
        for (address, body) in crawl(browser, &addresses).await {
            pages += 1;
            let kind = address.trim_start_matches("POST ").split(['/', '?', '.']).nth(1).unwrap_or_default();
            for (of, _) in organisations {
                for (level, may) in LEVELS {
                    let stands = stands(name, organisation, of);
                    let comment = format!("kommentar{}", word(of, level));
                    // Comments are read by who is signed in.
                    let comment_is_for = may.contains(&stands) && stands != Stands::Nobody;
                    if body.contains(&comment) && !comment_is_for {
                        foreign.push(format!("{name} meets {comment} on {address}"));
                    }
                    // What is said of use is read by who is signed in, what is proposed by who answers for the organisation.
                    let said = format!("bruk{}", word(of, level));
                    if body.contains(&said) && (!may.contains(&stands) || stands == Stands::Nobody) {
                        foreign.push(format!("{name} meets {said} on {address}"));
                    }
                    let tip = format!("tips{}", word(of, level));
                    if body.contains(&tip) && !(of == "Vara" && [KARIN, ADA].contains(name)) {
                        foreign.push(format!("{name} meets {tip} on {address}"));
                    }
                    *told.entry("bruk").or_default() += usize::from(body.contains(&said));
                    *told.entry("tips").or_default() += usize::from(body.contains(&tip));
                    if body.contains(&word(of, level)) {
                        *met.entry(kind.to_owned()).or_default() += 1;
                        if !may.contains(&stands) {
                            foreign.push(format!("{name} meets {} on {address}", word(of, level)));
                        }
                    }
                }
            }
        }
    }
    println!("{pages} pages, words met: {met:?}");
    assert!(pages > 1_000, "the crawl goes somewhere: {pages} pages");
    let kinds = ["behov", "losningar", "sok", "matchning", "arenden", "initiativ", "nyttor", "lardomar"];
    for kind in kinds.into_iter().chain(["landskap", "avtal"]) {
        assert!(met.get(kind).is_some_and(|words| *words > 50), "{kind} says what it is for: {met:?}");
    }
    assert!(told["bruk"] > 20 && told["tips"] > 2, "those it is for meet it: {told:?}");
    assert!(foreign.is_empty(), "{} foreign words:\n{}", foreign.len(), foreign.join("\n"));
}
