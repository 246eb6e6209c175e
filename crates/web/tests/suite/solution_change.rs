//! Pages on which entries of the catalogue are written, merged, parted and retired.

use domain::sharing::Sharing;

use crate::house::House;

#[tokio::test]
async fn an_entry_is_written_in_the_browser_and_two_texts_are_shown_side_by_side() {
    let house = House::new().await;
    let karin = house.signed_in_as("Karin Ås").await;
    let list = karin.get("/losningar").await;
    assert!(list.is(200).contains("href=\"/losningar/ny\""), "{}", list.body);
    let empty = karin.post("/losningar/ny", &[("name", ""), ("url", "ftp://x"), ("kind", "system")]).await;
    for told in ["href=\"#name\"", "href=\"#url\"", "href=\"#lifecycle\""] {
        assert!(empty.is(422).contains(told), "{told} is missing in\n{}", empty.body);
    }
    let fields = [
        ("name", "Lifecare"),
        ("kind", "system"),
        ("lifecycle", "in_use"),
        ("sharing", "collaboration"),
        ("service_areas", "510"),
        ("description", "Planerar besök."),
    ];
    let made = karin.post("/losningar/ny", &fields).await;
    let address = karin.made(made).await;
    let form = karin.get(&format!("{address}/andra")).await;
    assert!(form.is(200).contains("Lifecare"), "{}", form.body);
    let version = form.field("version");
    let change = |name: &'static str, text: &'static str| {
        let version = version.clone();
        let karin = karin.clone();
        let address = format!("{address}/andra");
        async move {
            let fields = [
                ("name", name),
                ("kind", "system"),
                ("lifecycle", "in_use"),
                ("description", text),
                ("service_areas", "510"),
                ("version", version.as_str()),
            ];
            karin.post(&address, &fields).await
        }
    };
    assert_eq!(change("Omsorgsstödet", "Planerar besök.").await.leads_to(), address);
    let late = change("Lifecare", "Planerar besök och resor.").await;
    for told in ["Planerar besök och resor.", "Omsorgsstödet", "name=\"version\" value=\"3\""] {
        assert!(late.is(409).contains(told), "{told} is missing in\n{}", late.body);
    }
    let page = karin.get(&address).await;
    assert!(page.is(200).contains("Hette tidigare Lifecare"), "{}", page.body);
    let found = karin.get("/losningar?q=lifecare").await;
    assert!(found.is(200).contains("Omsorgsstödet") && found.body.contains("Hette tidigare Lifecare"));
    let hints = karin.post("/losningar/kontroll", &[("description", "Ring Anna på 070-123 45 67")]).await;
    assert!(hints.is(200).contains("070-123 45 67"), "{}", hints.body);
}

#[tokio::test]
async fn two_entries_are_merged_and_the_old_address_leads_on_until_they_are_parted() {
    let house = House::new().await;
    let stays =
        house.has_solution("Nyckelfritt", "Digitala nycklar", "Essunga", Sharing::Collaboration).await;
    let goes = house.has_solution("Nyckelskåpet", "Nycklar i skåp", "Essunga", Sharing::Collaboration).await;
    let karin = house.signed_in_as("Karin Ås").await;
    let address = format!("/losningar/{stays}/sammanfor");
    let chosen = karin.post(&address, &[("med", "nyckelskåp")]).await;
    let hits = karin.get(chosen.leads_to()).await;
    assert!(hits.is(200).contains(&format!("{address}?med={goes}")), "{}", hits.body);
    let wrong = karin.get(&format!("{address}?med=L-2026-9999")).await;
    assert!(wrong.is(422).contains("Det finns ingen sådan lösning"), "{}", wrong.body);

    let preview = karin.get(&format!("{address}?med={goes}")).await;
    for told in
        ["Nycklar i skåp", "1 finns redan här och flyttar inte", "Essunga står på båda", "falt-description"]
    {
        assert!(preview.is(200).contains(told), "{told} is missing in\n{}", preview.body);
    }
    let (version, other) = (preview.field("version"), preview.field("annan"));
    let goes_text = goes.to_string();
    let sent = [
        ("med", goes_text.as_str()),
        ("version", &version),
        ("annan", &other),
        ("falt-description", "other"),
    ];
    let done = karin.post(&address, &sent).await;
    assert_eq!(done.leads_to(), format!("/losningar/{stays}"));
    let again = karin.post(&address, &sent).await;
    assert!(
        matches!(again.status.as_u16(), 404 | 409 | 422),
        "pressed twice it is done once: {}",
        again.status
    );

    for path in ["", "/andra", "/sammanfor?q=x"] {
        let old = karin.get(&format!("/losningar/{goes}{path}")).await;
        assert_eq!(old.status.as_u16(), 308, "{path}");
        assert_eq!(old.location(), format!("/losningar/{stays}{path}"));
    }
    let outsider = house.visitor().get(&format!("/losningar/{goes}")).await;
    outsider.is(404);
    let page = karin.get(&format!("/losningar/{stays}")).await;
    for told in ["Nycklar i skåp", "Hette tidigare Nyckelskåpet", "slog samman lösningen med Nyckelskåpet"]
    {
        assert!(page.is(200).contains(told), "{told} is missing in\n{}", page.body);
    }
    let undo = page.body.split(&format!("/losningar/{stays}/andringar/")).nth(1).unwrap();
    let undo = format!("/losningar/{stays}/andringar/{}", undo.split('"').next().unwrap());
    let asked = karin.get(&undo).await;
    assert!(asked.is(200).contains("Skilj Nyckelskåpet åt igen"), "{}", asked.body);
    karin.post(&undo, &[]).await.leads_to();
    assert!(karin.get(&format!("/losningar/{goes}")).await.is(200).contains("Nycklar i skåp"));
    let back = karin.get(&format!("/losningar/{stays}")).await;
    assert!(back.is(200).contains("Digitala nycklar"), "{}", back.body);
}

#[tokio::test]
async fn an_entry_is_parted_and_another_retired_with_what_replaces_it() {
    let house = House::new().await;
    let both = house.has_solution("Nycklar och larm", "Två saker", "Essunga", Sharing::Collaboration).await;
    let new = house.has_solution("Nyckelfritt", "Digitala nycklar", "Essunga", Sharing::Collaboration).await;
    let karin = house.signed_in_as("Karin Ås").await;
    let address = format!("/losningar/{both}/dela-upp");
    let form = karin.get(&address).await;
    assert!(form.is(200).contains("value=\"510\""), "the area can go along: {}", form.body);
    let version = form.field("version");
    let nameless = karin.post(&address, &[("version", version.as_str()), ("areas", "510")]).await;
    assert!(nameless.is(422).contains("href=\"#name\""), "{}", nameless.body);
    let part =
        karin.post(&address, &[("version", version.as_str()), ("name", "Larm"), ("areas", "510")]).await;
    let page = karin.get(part.leads_to()).await;
    assert!(page.is(200).contains("delade upp lösningen"), "{}", page.body);

    let address = format!("/losningar/{both}/avveckla");
    let version = karin.get(&address).await.field("version");
    let without = karin.post(&address, &[("version", version.as_str())]).await;
    assert!(without.is(422).contains("href=\"#reason\""), "{}", without.body);
    let new_number = new.to_string();
    let said = [("version", version.as_str()), ("reason", "Avtalet slut"), ("successor", &new_number)];
    karin.post(&address, &said).await.leads_to();
    for (path, told) in [
        (format!("/losningar/{both}"), "Skäl: Avtalet slut"),
        (format!("/losningar/{both}"), "Ersätts av"),
        ("/losningar?lage=retired".to_owned(), "Ersätts av"),
    ] {
        let page = karin.get(&path).await;
        assert!(page.is(200).contains(told), "{told} is missing at {path} in\n{}", page.body);
        assert!(page.body.contains(&format!("/losningar/{new}")), "{path}");
    }
    let public = house.visitor().get(&format!("/losningar/{both}")).await;
    public.is(404);
}
