//! Pages of suppliers: the list, the page, and a new name with what it changes.

use domain::sharing::Sharing;

use crate::house::House;

#[tokio::test]
async fn a_supplier_is_seen_renamed_and_its_old_address_leads_on() {
    let house = House::new().await;
    let number = house.has_solution("Nyckelfritt", "Nycklar", "Essunga", Sharing::Collaboration).await;
    let karin = house.signed_in_as("Karin Ås").await;
    let fields = [
        ("name", "Nyckelfritt"),
        ("kind", "system"),
        ("lifecycle", "in_use"),
        ("provider", "Lås & Larm AB"),
        ("version", "1"),
    ];
    karin.post(&format!("/losningar/{number}/andra"), &fields).await.leads_to();
    let old = "/losningar/leverantorer/L%C3%A5s%20%26%20Larm%20AB";
    for path in ["/losningar/leverantorer", "/losningar/leverantorer?q=larm", "/losningar/leverantorer.csv"] {
        let list = karin.get(path).await;
        assert!(list.is(200).contains("Larm AB"), "{path}\n{}", list.body);
    }
    let none = karin.get("/losningar/leverantorer?q=finnsinte").await;
    assert!(none.is(200).contains("Inget passar urvalet"), "{}", none.body);
    let public = house.visitor().get("/losningar/leverantorer").await;
    assert!(!public.is(200).contains("Larm AB"), "only what can be seen is counted");
    house.visitor().get(old).await.is(404);
    let page = karin.get(old).await;
    assert!(page.is(200).contains(&number.to_string()) && page.body.contains("Byt namn eller slå samman"));

    let seen = karin.post(&format!("{old}/andra"), &[("name", "Nya Lås AB")]).await;
    assert!(seen.is(200).contains("En lösning får det nya namnet"), "{}", seen.body);
    let nameless = karin.post(&format!("{old}/andra"), &[("name", ""), ("sett", "ja")]).await;
    assert!(nameless.is(422).contains("href=\"#name\""), "{}", nameless.body);
    let done = karin.post(&format!("{old}/andra"), &[("name", "Nya Lås AB"), ("sett", "ja")]).await;
    assert_eq!(done.leads_to(), "/losningar/leverantorer/Nya%20L%C3%A5s%20AB");
    let led = karin.get(old).await;
    assert_eq!((led.status.as_u16(), led.location()), (307, done.leads_to()), "the old name leads on");
    let page = karin.get(done.leads_to()).await;
    assert!(page.is(200).contains("Ta tillbaka namnbytet från Lås"), "{}", page.body);
    let new = done.leads_to().to_owned();
    let why = karin.post(&format!("{new}/avveckla"), &[("reason", "")]).await;
    assert!(why.is(422).contains("href=\"#reason\""), "{}", why.body);
    karin
        .post(&format!("{new}/avveckla"), &[("reason", "Uppköpt"), ("successor", "Större AB")])
        .await
        .leads_to();
    let page = karin.get(&new).await;
    assert!(page.is(200).contains("Finns inte längre, efterföljs av Större AB"), "{}", page.body);
    karin.post(&format!("{new}/ta-upp"), &[]).await.leads_to();
    karin.post(&format!("{old}/angra"), &[]).await.leads_to();
    assert!(karin.get(old).await.is(200).contains(&number.to_string()));
}
