//! Writing that a solution is missing, and taking the draft over, joining it or turning it down, in the browser.

use domain::sharing::Sharing;

use crate::house::{ANNA, BO, Browser, House, KARIN, RUT};

const FIELDS: [(&str, &str); 3] = [
    ("name", "Nyckelskåpet"),
    ("summary", "Öppnar skåpet med nycklar med telefonen."),
    ("who_has", "Hemtjänsten i centrum"),
];

async fn drafted(anna: &Browser) -> String {
    anna.post("/losningar/saknas", &FIELDS).await.leads_to().to_owned()
}

#[tokio::test]
async fn a_draft_is_written_in_one_form_and_shown_as_a_draft_everywhere() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    for (address, link) in [
        ("/losningar", "/losningar/saknas\""),
        ("/sok?q=nyckelskåp", "/losningar/saknas?namn=nyckelsk%C3%A5p"),
    ] {
        let page = anna.get(address).await;
        assert!(page.is(200).contains(link), "{address} leads on:\n{}", page.body);
    }
    let begun = anna.get("/losningar/saknas?namn=Nyckel").await;
    assert!(begun.is(200).contains("value=\"Nyckel\""), "{}", begun.body);
    let empty = anna.post("/losningar/saknas", &[("name", ""), ("who_has", "Hemtjänsten")]).await;
    for told in ["href=\"#name\"", "href=\"#summary\"", "Hemtjänsten"] {
        assert!(empty.is(422).contains(told), "{told} is missing in\n{}", empty.body);
    }
    let address = drafted(&anna).await;
    let number = address.rsplit('/').next().unwrap().to_owned();
    let page = anna.get(&address).await;
    for told in ["Utkast", "Hemtjänsten i centrum", "Ta tillbaka utkastet"] {
        assert!(page.is(200).contains(told), "{told} is missing in\n{}", page.body);
    }
    assert!(!page.body.contains("ta-over"), "she does not keep the catalogue");
    let other = house.has_solution("Annat", "Annat", "Essunga", Sharing::Public).await;
    let compared = format!("/losningar/jamfor?losning={number}&losning={other}");
    for place in ["/losningar", "/losningar.csv", "/sok?q=nyckelskåpet", &compared, "/losningar/utkast.csv"]
    {
        let shown = anna.get(place).await;
        assert!(shown.is(200).contains("Utkast"), "{place} says so:\n{}", shown.body);
    }
    let matched = anna.post("/matchning", &[("text", "öppna skåp med nycklar med telefonen")]).await;
    assert!(matched.is(200).contains("Utkast: ingen som sköter katalogen"), "{}", matched.body);
    let told = anna.get("/api/v1/match?text=nyckelsk%C3%A5p").await;
    assert!(told.is(200).contains("\"draft\":true"), "{}", told.body);
    for stranger in [house.signed_in_as(BO).await, house.visitor()] {
        stranger.get(&address).await.is(404);
        assert!(!stranger.get("/losningar?q=nyckelskåpet").await.body.contains(&number));
    }
}

#[tokio::test]
async fn whoever_keeps_the_catalogue_finds_drafts_in_a_list_and_answers_them() {
    let house = House::new().await;
    let there =
        house.has_solution("Nyckelfritt", "Öppnar med telefonen", "Essunga", Sharing::Collaboration).await;
    let (anna, karin) = (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await);
    let address = drafted(&anna).await;
    let list = karin.get("/losningar/utkast?sortering=senaste&organisation=Essunga").await;
    assert!(list.is(200).contains("Nyckelskåpet") && list.body.contains("utkast.xlsx?"), "{}", list.body);
    let none = karin.get("/losningar/utkast?q=finns+inte").await;
    assert!(!none.is(200).contains("Nyckelskåpet"), "{}", none.body);
    house.visitor().get("/losningar/utkast").await.is(401);

    let page = karin.get(&address).await;
    assert!(page.is(200).contains(&format!("value=\"{there}\"")), "what it may be already: {}", page.body);
    let version = page.field("version");
    let nowhere = karin.post(&format!("{address}/samma-som"), &[("version", &version)]).await;
    assert!(nowhere.is(422).contains("href=\"#into"), "{}", nowhere.body);
    let silent = karin.post(&format!("{address}/avboj"), &[("version", &version), ("reason", "")]).await;
    assert!(silent.is(422).contains("href=\"#reason\""), "{}", silent.body);
    anna.get(&format!("{address}/ta-over")).await.is(403);

    let form = karin.get(&format!("{address}/ta-over")).await;
    assert!(form.is(200).contains("Nyckelskåpet") && form.body.contains("name=\"sharing\""), "{}", form.body);
    let bad = karin.post(&format!("{address}/ta-over"), &[("version", &version), ("name", "")]).await;
    assert!(bad.is(422).contains("href=\"#name\"") && bad.body.contains("ta-over"), "{}", bad.body);
    let fields = [
        ("version", version.as_str()),
        ("name", "Nyckelskåpet"),
        ("kind", "equipment"),
        ("lifecycle", "in_use"),
        ("sharing", "collaboration"),
    ];
    assert_eq!(karin.post(&format!("{address}/ta-over"), &fields).await.leads_to(), address);
    let entry = karin.get(&address).await;
    assert!(entry.is(200).contains("Utrustning") && !entry.body.contains("Utkast<"), "{}", entry.body);
    let notices = anna.get("/notiser").await;
    assert!(notices.is(200).contains("tog över utkastet"), "{}", notices.body);
    karin.post(&format!("{address}/avboj"), &[("version", "2"), ("reason", "Nej")]).await.is(404);
}

#[tokio::test]
async fn a_draft_of_what_is_there_leads_to_it() {
    let house = House::new().await;
    let there =
        house.has_solution("Nyckelfritt", "Öppnar med telefonen", "Essunga", Sharing::Collaboration).await;
    let (anna, karin) = (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await);
    let address = drafted(&anna).await;
    let version = karin.get(&address).await.field("version");
    let number = there.to_string();
    let fields = [("version", version.as_str()), ("into_number", number.as_str())];
    let joined = karin.post(&format!("{address}/samma-som"), &fields).await;
    assert_eq!(joined.leads_to(), format!("/losningar/{there}"));
    assert_eq!(anna.get(&address).await.location(), format!("/losningar/{there}"));
    let reader = house.signed_in_as(RUT).await;
    reader.get("/losningar/saknas").await.is(403);
}
