//! Pages of needs as people meet them: written, sent, taken back, listed, changed by two at once.

use crate::house::{ADA, ANNA, BO, Browser, House, IDA, KARIN, RUT};
use domain::sharing::Sharing;

const TEXT: &str =
    "Vi hämtar nycklar på kontoret flera gånger om dagen. När en nyckel saknas blir besöket sent.";

/// Saves a need with this text and gives its number.
async fn written(browser: &Browser, text: &str) -> String {
    let answer = browser.post("/behov/nytt", &[("text", text)]).await;
    let address = answer.leads_to();
    address.trim_start_matches("/behov/").trim_end_matches("/andra").to_owned()
}

/// Saves and sends a need with this text, shared this far, and gives its number.
async fn sent(browser: &Browser, text: &str, sharing: Sharing) -> String {
    browser.sends_need(&[("text", text), ("sharing", sharing.code())]).await
}

/// Sends a need, wishes that it becomes public, and has another agree.
async fn public(house: &House, text: &str) -> String {
    let (karin, ada) = (house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await);
    let number = sent(&karin, text, Sharing::Collaboration).await;
    let page = format!("/behov/{number}/dela");
    let wish = [("version", "2"), ("sharing", "public"), ("agreed", "public")];
    karin.post(&page, &wish).await.leads_to();
    ada.post(&format!("{page}/publicera"), &[("version", "2")]).await.leads_to();
    number
}

#[tokio::test]
async fn a_text_from_the_start_page_is_completed_sent_and_taken_back() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let number = written(&anna, TEXT).await;
    let (page, edit) = (format!("/behov/{number}"), format!("/behov/{number}/andra"));

    let form = anna.get(&edit).await;
    assert!(
        form.is(200).contains("Utkastet är sparat 9 november 2026 14.32, bara du ser det."),
        "{}",
        form.body
    );
    assert!(form.body.contains("Vi hämtar nycklar på kontoret flera gånger om dagen"));
    assert!(form.body.contains("Essunga, Skara och Vara. Det vanliga valet"), "{}", form.body);
    assert!(!form.body.contains("id=\"sharing-public\""), "the public takes two and is never chosen here");

    let fields = [
        ("version", "1"),
        ("text", TEXT),
        ("title", "Nycklar i hemtjänsten"),
        ("affected", "1 200"),
        ("service_area", "510"),
        ("capabilities", "boka_planera"),
        ("capabilities", "bevaka_larma"),
        ("requirements", "Fungera på natten\r\n\r\nFölja planeringen"),
        ("origin", "own"),
        ("sharing", "collaboration"),
        ("gor", "skicka"),
    ];
    let asked = anna.post(&edit, &fields).await;
    assert!(asked.is(200).contains("De här kommer att läsa behovet när du skickar det"), "{}", asked.body);
    assert_eq!(anna.agrees(asked).await.leads_to(), format!("{page}?nytt=skickat"));

    let shown = anna.get(&format!("{page}?nytt=skickat")).await;
    let body = shown.is(200);
    for expected in [
        "<h1>Nycklar i hemtjänsten</h1>",
        "Tack. Behovet är skickat till samordnaren i Essunga.",
        "Skickat 9 november 2026 av Anna Lind",
        "<strong>Väntar på</strong> Karin Ås",
        "1\u{a0}200",
        "Två delbehov",
        "Följa planeringen",
        "Boka och planera och Bevaka och larma",
        "Essunga, Skara och Vara.",
        "Anna Lind, Essunga, skickade behovet.",
        "Anna Lind, Essunga, ändrade rubriken, hur många som berörs, området,",
    ] {
        assert!(body.contains(expected), "{expected} in {body}");
    }

    let back = anna.post(&format!("{page}/ta-tillbaka"), &[("version", &shown.field("version"))]).await;
    assert_eq!(back.leads_to(), format!("{page}?nytt=tillbaka"));
    let withdrawn = anna.get(&format!("{page}?nytt=tillbaka")).await;
    assert!(withdrawn.is(200).contains("Allt du har skrivit finns kvar"));
    let again = anna.post(&format!("{page}/skicka"), &[("version", &withdrawn.field("version"))]).await;
    assert_eq!(anna.agrees(again).await.leads_to(), format!("{page}?nytt=skickat"));
}

#[tokio::test]
async fn what_may_not_be_seen_looks_like_what_is_not_there() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let draft = written(&anna, TEXT).await;
    let own = sent(&anna, TEXT, Sharing::Organisation).await;
    let shared = sent(&anna, TEXT, Sharing::Collaboration).await;

    let (bo, ida, rut) =
        (house.signed_in_as(BO).await, house.signed_in_as(IDA).await, house.signed_in_as(RUT).await);
    let anybody = house.visitor();
    for (browser, number, status) in [
        (&rut, &draft, 404),
        (&rut, &own, 200),
        (&bo, &own, 404),
        (&bo, &shared, 200),
        (&ida, &shared, 404),
        (&anybody, &shared, 404),
    ] {
        let hidden = browser.get(&format!("/behov/{number}")).await;
        hidden.is(status);
        if status == 404 {
            let missing = browser.get("/behov/B-2026-9999").await;
            assert_eq!(hidden.body.replace(number.as_str(), "N"), missing.body.replace("B-2026-9999", "N"));
        }
    }
    bo.get("/behov/nonsens").await.is(404);
    bo.get(&format!("/behov/{shared}/andra")).await.is(403);
    bo.post(&format!("/behov/{shared}/ta-tillbaka"), &[("version", "2")]).await.is(403);
    ida.post(&format!("/behov/{shared}/ta-tillbaka"), &[("version", "2")]).await.is(404);
    anybody.post(&format!("/behov/{shared}/skicka"), &[("version", "2")]).await.is(404);
    rut.get("/behov/nytt").await.is(403);
    rut.get("/behov/mote").await.is(403);
}

#[tokio::test]
async fn a_public_need_names_the_organisation_but_nobody() {
    let house = House::new().await;
    let number = public(&house, TEXT).await;
    let page = house.visitor().get(&format!("/behov/{number}")).await;
    assert!(page.is(200).contains("<strong>Väntar på</strong> samordnaren i Essunga"), "{}", page.body);
    assert!(!page.body.contains("Karin"), "{}", page.body);
    let list = house.visitor().get("/behov").await;
    assert!(list.is(200).contains(&number) && list.body.contains("Logga in för att se samverkans"));
}

#[tokio::test]
async fn the_public_is_not_chosen_in_the_form_and_only_a_coordinator_wishes_it() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    for browser in [&anna, &house.signed_in_as(KARIN).await] {
        let form = [("text", TEXT), ("sharing", "public"), ("gor", "spara")];
        let answer = browser.post("/behov/nytt", &form).await;
        assert!(answer.is(422).contains("Ett behov görs publikt när det är skickat"), "{}", answer.body);
        assert!(answer.body.contains("href=\"#sharing\""));
    }
    let number = sent(&anna, TEXT, Sharing::Collaboration).await;
    let wish = [("version", "2"), ("sharing", "public"), ("agreed", "public")];
    anna.post(&format!("/behov/{number}/dela"), &wish).await.is(403);
}

#[tokio::test]
async fn matches_and_similar_needs_stand_on_the_page() {
    let house = House::new().await;
    let sees = Sharing::Collaboration;
    house
        .has_solution(
            "Digitala lås",
            "Personalen öppnar med mobilen, ingen nyckel hämtas på kontoret.",
            "Vara",
            sees,
        )
        .await;
    let similar =
        sent(&house.signed_in_as(BO).await, "Nycklar till kontoret saknas och besöken blir sena.", sees)
            .await;
    let number = sent(&house.signed_in_as(ANNA).await, TEXT, sees).await;
    let page = house.signed_in_as(ANNA).await.get(&format!("/behov/{number}")).await;
    let body = page.is(200);
    assert!(body.contains("Digitala lås"), "{body}");
    assert!(body.contains("En lösning ligger närmast"), "one solution and no model make nobody sure: {body}");
    assert!(body.contains(&format!("/behov/{similar}")) && body.contains("Ett liknande behov"), "{body}");
    assert!(body.contains("<mark>"), "{body}");
}

#[tokio::test]
async fn bad_input_is_told_and_kept() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let long = "å".repeat(200_000);
    let script = "<script>alert(1)</script> \"citat\" & mer";
    for (text, affected, status, told) in [
        ("", "", 422, "Skriv vad ni behöver."),
        (" \t\n\u{200b} ", "", 422, "Skriv vad ni behöver."),
        ("Hej", "", 422, "Skriv lite mer, minst 12 tecken"),
        (&"ö".repeat(20_001), "", 422, "1 tecken för lång"),
        (&long, "", 422, "180000 tecken för lång"),
        ("", "cirka 40", 422, "Skriv antalet med siffror"),
        (script, "cirka 40", 422, "Skriv antalet med siffror"),
        (TEXT, "cirka 40", 422, "value=\"cirka 40\""),
    ] {
        let form = [
            ("text", text),
            ("who", script),
            ("affected", affected),
            ("sharing", "organisation"),
            ("gor", "skicka"),
        ];
        let answer = anna.post("/behov/nytt", &form).await;
        let body = answer.is(status);
        let short: String = text.chars().take(20).collect();
        assert!(body.replace('\u{a0}', "").contains(told), "{told} for {short}");
        assert!(body.contains("ds-error-summary") && body.contains("Fel:"), "{short}");
        assert!(!body.contains("<script>alert"), "markup is text");
        assert!(body.contains("&#60;script&#62;alert(1)&#60;/script&#62;"), "{short}");
        let letters = text.chars().filter(|c| matches!(c, 'å' | 'ö')).count();
        let kept = body.chars().filter(|c| matches!(c, 'å' | 'ö')).count();
        assert!(kept >= letters, "nothing of a long text is lost: {short}");
    }
    let both = anna.post("/behov/nytt", &[("text", ""), ("affected", "cirka 40"), ("gor", "spara")]).await;
    assert!(
        both.is(422).contains("href=\"#text\"") && both.body.contains("href=\"#affected\""),
        "all at once"
    );
    let unknown = [("text", TEXT), ("service_area", "999"), ("sharing", "everybody"), ("gor", "spara")];
    let answer = anna.post("/behov/nytt", &unknown).await;
    assert!(answer.is(422).contains("href=\"#service_area\"") && answer.body.contains("href=\"#sharing\""));
    assert!(answer.body.contains("<option value=\"999\" selected>"), "the choice is kept: {}", answer.body);
}

#[tokio::test]
async fn any_script_and_control_characters_come_back_readable() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    for (written_text, shown) in [
        ("Нам нужны ключи от дома", "Нам нужны ключи от дома"),
        ("نحتاج إلى مفاتيح المنزل", "نحتاج إلى مفاتيح المنزل"),
        ("Nycklar 👩\u{200d}🏫 saknas 🔑", "Nycklar 👩\u{200d}🏫 saknas 🔑"),
        ("Nyck\u{0}lar\u{7} sak\u{202e}nas", "Nycklar saknas"),
        ("<b>Nycklar</b> & lås", "&#60;b&#62;Nycklar&#60;/b&#62; &#38; lås"),
    ] {
        let number = written(&anna, written_text).await;
        let page = anna.get(&format!("/behov/{number}")).await;
        assert!(
            page.is(200).contains(&format!("<blockquote class=\"own-words\"><p>{shown}</p>")),
            "{}",
            page.body
        );
    }
}

#[tokio::test]
async fn a_short_draft_is_kept_but_not_sent() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let number = written(&anna, "Hej").await;
    let answer = anna.post(&format!("/behov/{number}/skicka"), &[("version", "1")]).await;
    assert!(answer.is(422).contains("Skriv lite mer, minst 12 tecken"), "{}", answer.body);

    let form = [("version", "1"), ("text", "Hej du"), ("sharing", "organisation"), ("gor", "skicka")];
    let answer = anna.post(&format!("/behov/{number}/andra"), &form).await;
    assert!(answer.is(422).contains("Utkastet är sparat men inte skickat."), "{}", answer.body);
    assert_eq!(answer.field("version"), "2");
}

#[tokio::test]
async fn a_stale_write_shows_both_texts_and_lets_one_choose() {
    let house = House::new().await;
    let (anna, karin) = (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await);
    let number = sent(&anna, TEXT, Sharing::Collaboration).await;
    let edit = format!("/behov/{number}/andra");
    let version = anna.get(&edit).await.field("version");
    let change = |effect: &'static str| {
        let version = version.clone();
        let edit = edit.clone();
        move |browser: Browser| async move {
            let form = [
                ("version", version.as_str()),
                ("text", TEXT),
                ("wanted_effect", effect),
                ("origin", "own"),
                ("sharing", "collaboration"),
                ("gor", "spara"),
            ];
            browser.post(&edit, &form).await
        }
    };
    let first = change("Högst fem sena besök i månaden")(karin.clone()).await;
    assert_eq!(first.leads_to(), format!("/behov/{number}?nytt=sparat"));

    let stale = change("Inga sena besök")(anna.clone()).await;
    let body = stale.is(409);
    for expected in ["Karin Ås har ändrat samma behov", "Inga sena besök", "Högst fem sena besök i månaden"]
    {
        assert!(body.contains(expected), "{expected} in {body}");
    }
    assert!(!body.contains("id=\"text-min\""), "what is the same is not asked");
    let newest = stale.field("version");
    assert_ne!(newest, version);

    let form = [
        ("version", newest.as_str()),
        ("text", TEXT),
        ("wanted_effect", "Inga sena besök"),
        ("origin", "own"),
        ("sharing", "collaboration"),
        ("gor", "spara"),
    ];
    assert_eq!(anna.post(&edit, &form).await.leads_to(), format!("/behov/{number}?nytt=sparat"));
    let page = anna.get(&format!("/behov/{number}")).await;
    assert!(
        page.is(200).contains("Visa tidigare lydelse")
            && page.body.contains("Högst fem sena besök i månaden")
    );
    let neighbour = house.signed_in_as(BO).await.get(&format!("/behov/{number}")).await;
    assert!(neighbour.is(200).contains("ändrade vad som ska bli bättre"));
    assert!(!neighbour.body.contains("Högst fem sena besök"), "what was taken away is not shown to others");

    anna.post(&format!("/behov/{number}/ta-tillbaka"), &[("version", "1")]).await.is(409);
}

#[tokio::test]
async fn who_is_not_signed_in_loses_nothing() {
    let house = House::new().await;
    let visitor = house.visitor();
    let short = visitor.post("/behov/nytt", &[("text", TEXT)]).await;
    assert!(
        short.is(200).contains("name=\"text\" value=\"Vi hämtar nycklar") && short.body.contains("Logga in")
    );
    assert!(visitor.get("/behov/nytt?for=annan").await.is(200).contains("value=\"/behov/nytt?for=annan\""));

    let form = [("text", TEXT), ("law", "Socialtjänstlagen"), ("sharing", "organisation"), ("gor", "skicka")];
    let whole = visitor.post("/behov/nytt", &form).await;
    assert!(
        whole.is(401).contains("value=\"Socialtjänstlagen\"") && whole.body.contains("Vi hämtar nycklar")
    );
    let there = sent(&house.signed_in_as(ANNA).await, TEXT, Sharing::Organisation).await;
    for number in [there.as_str(), "B-2026-9999"] {
        let answer = visitor.post(&format!("/behov/{number}/andra"), &form).await;
        assert!(answer.is(401).contains("value=\"Socialtjänstlagen\""));
    }
    let meeting = [("heard_at", "Ledningsgruppen"), ("text", TEXT), ("title", ""), ("gor", "spara")];
    let meeting = visitor.post("/behov/mote", &meeting).await;
    assert!(
        meeting.is(401).contains("value=\"Ledningsgruppen\"") && meeting.body.contains("Vi hämtar nycklar")
    );

    let reader = house.signed_in_as(RUT).await.post("/behov/nytt", &form).await;
    assert!(reader.is(403).contains("value=\"Socialtjänstlagen\""), "{}", reader.body);
}

#[tokio::test]
async fn a_dead_database_loses_nothing() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    house.app.close().await;
    let form = [
        ("text", TEXT),
        ("service_area", "510"),
        ("capabilities", "boka_planera"),
        ("sharing", "organisation"),
        ("gor", "skicka"),
    ];
    for address in ["/behov/nytt", "/behov/B-2026-0001/andra"] {
        let answer = anna.post(address, &form).await;
        assert!(answer.status.is_server_error(), "{}", answer.status);
        assert!(
            answer.body.contains("Vi hämtar nycklar") && answer.body.contains("kunde inte sparas just nu")
        );
        assert!(answer.body.contains("<option value=\"510\" selected>"), "{}", answer.body);
        assert!(answer.body.contains("id=\"capabilities-boka_planera\" value=\"boka_planera\" checked"));
    }
    let meeting =
        anna.post("/behov/mote", &[("heard_at", "Ledningsgruppen"), ("text", TEXT), ("gor", "spara")]).await;
    assert!(
        meeting.status.is_server_error() && meeting.body.contains("Vi hämtar nycklar"),
        "{}",
        meeting.body
    );
}

#[tokio::test]
async fn a_meeting_gives_several_drafts_or_none() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    assert!(anna.get("/behov/mote").await.is(200).contains("name=\"text\""));
    let more = [("heard_at", "Ledningsgruppen"), ("text", TEXT), ("title", ""), ("gor", "fler")];
    let more = anna.post("/behov/mote", &more).await;
    assert!(more.is(200).contains("id=\"text-1\"") && more.body.contains("Behov 2"), "{}", more.body);
    assert!(more.body.contains("autofocus"));

    let long = "ö".repeat(301);
    let bad = [
        ("heard_at", "Ledningsgruppen"),
        ("text", TEXT),
        ("title", ""),
        ("text", ""),
        ("title", ""),
        ("text", "Väntetider i telefon"),
        ("title", &long),
        ("gor", "spara"),
    ];
    let bad = anna.post("/behov/mote", &bad).await;
    assert!(
        bad.is(422).contains("href=\"#title-1\"") && bad.body.contains("id=\"title-1-fel\""),
        "{}",
        bad.body
    );
    assert!(
        anna.get("/behov?visa=mina").await.is(200).contains("Här kommer kommunernas behov att stå"),
        "none saved"
    );
    let empty =
        anna.post("/behov/mote", &[("heard_at", "x"), ("text", ""), ("title", ""), ("gor", "spara")]).await;
    assert!(empty.is(422).contains("href=\"#text\""));
    let long_name = "m".repeat(501);
    let name =
        [("heard_at", long_name.as_str()), ("text", TEXT), ("title", ""), ("text", TEXT), ("title", "")];
    let name = anna.post("/behov/mote", &name).await;
    assert_eq!(name.is(422).matches("href=\"#heard_at").count(), 1, "the meeting is asked once");

    let good = [
        ("heard_at", "Ledningsgruppen"),
        ("text", TEXT),
        ("title", ""),
        ("text", "Väntetider i telefon"),
        ("title", "Telefon"),
        ("gor", "spara"),
    ];
    assert_eq!(anna.post("/behov/mote", &good).await.leads_to(), "/behov?visa=mina&lage=draft&sparade=2");
    let drafts = anna.get("/behov?visa=mina&lage=draft&sparade=2").await;
    assert!(drafts.is(200).contains("Två behov från mötet är sparade som utkast"), "{}", drafts.body);
    assert!(drafts.body.contains("Telefon") && drafts.body.contains("Vi hämtar nycklar på kontoret"));
}

#[tokio::test]
async fn forms_for_somebody_else_and_for_what_was_seen_elsewhere() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let other = anna.get("/behov/nytt?for=annan").await;
    assert!(other.is(200).contains("Beskriv ett behov för någon annan"));
    assert!(other.body.contains("id=\"origin-on_behalf\" value=\"on_behalf\" checked"), "{}", other.body);
    let seen = anna.get("/behov/nytt?fran=annanstans").await;
    assert!(seen.is(200).contains("Vilken lösning, och var såg du den"));
    let form = [
        ("text", TEXT),
        ("origin", "seen_elsewhere"),
        ("heard_at", "Mässa i Göteborg"),
        ("sharing", "organisation"),
        ("gor", "spara"),
    ];
    let address = anna.post("/behov/nytt", &form).await.leads_to().replace("/andra", "");
    let page = anna.get(&address).await;
    assert!(page.is(200).contains("Mässa i Göteborg") && page.body.contains("Sett någon annanstans"));
}

#[tokio::test]
async fn posts_from_other_sites_are_refused() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await.with_header("sec-fetch-site", "cross-site");
    for address in ["/behov/nytt", "/behov/mote", "/behov/B-2026-0001/andra", "/behov/B-2026-0001/skicka"] {
        anna.post(address, &[("text", TEXT)]).await.is(403);
    }
    assert!(
        house.signed_in_as(ANNA).await.get("/behov").await.is(200).contains("Här kommer kommunernas behov")
    );
}

#[tokio::test]
async fn english_pages_are_english() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await.in_english();
    let number = sent(&anna, TEXT, Sharing::Collaboration).await;
    let bad = anna.post("/behov/nytt", &[("text", ""), ("affected", "x"), ("gor", "skicka")]).await;
    bad.is(422);
    for page in [
        anna.get("/behov").await,
        anna.get("/behov?q=ingenting").await,
        anna.get(&format!("/behov/{number}?nytt=skickat")).await,
        anna.get(&format!("/behov/{number}/andra")).await,
        anna.get("/behov/mote").await,
        bad,
    ] {
        for swedish in ["Behov ", "Spara", "Skicka", "Vem ", "Ändra", "need-", "needs-"] {
            let visible = page.body.split('<').map(|tag| tag.split_once('>').map_or("", |(_, text)| text));
            let found: Vec<_> = visible.filter(|text| text.contains(swedish)).collect();
            assert!(found.is_empty(), "{swedish}: {found:?}");
        }
    }
}
