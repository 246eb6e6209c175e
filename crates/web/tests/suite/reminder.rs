//! The pages of reminders: setting one, the list with its files and calendar, the start page, and the letter.

use crate::house::{ANNA, BO, House, IDA};
use domain::id::NodeId;
use domain::person::Language;
use web::texts::Texts;

fn node() -> NodeId {
    "019a7e1c-0000-7000-8000-000000000001".parse().unwrap()
}

#[tokio::test]
async fn a_reminder_is_set_on_a_need_met_on_the_start_page_and_done_with_one_press() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    assert!(anna.get("/paminnelser").await.is(200).contains("Inget att påminna om"));
    assert!(!anna.get("/").await.is(200).contains("Dags nu"));
    let number = anna
        .sends_need(&[("text", "Vi letar nycklar."), ("title", "Nycklar"), ("sharing", "collaboration")])
        .await;
    let bo = house.signed_in_as(BO).await;
    let way = format!("/paminnelser/ny?om={number}");
    assert!(bo.get(&format!("/behov/{number}")).await.is(200).contains(&way));
    assert!(bo.get(&way).await.is(200).contains(&format!("Påminn mig om Nycklar ({number})")));
    house.signed_in_as(IDA).await.get(&way).await.is(404);
    house.visitor().get(&way).await.is(401);

    let late = [("om", number.as_str()), ("day", "2026-11-08"), ("what", "Ring Anna")];
    let again = bo.post("/paminnelser/ny", &late).await;
    assert!(again.is(422).contains("value=\"2026-11-08\"") && again.body.contains("Ring Anna</textarea>"));
    let empty = bo.post("/paminnelser/ny", &[("om", number.as_str())]).await;
    for told in ["Skriv en dag, till exempel 2026-12-24.", "Skriv vad du vill bli påmind om."] {
        assert!(empty.is(422).contains(told), "{told} in {}", empty.body);
    }
    let today = [("om", number.as_str()), ("day", "2026-11-09"), ("what", "Ring <Anna>")];
    let set = bo.post("/paminnelser/ny", &today).await;
    let list = bo.get(set.leads_to()).await;
    for told in ["Påminnelsen är sparad.", "Ring &#60;Anna&#62;", "Dags nu", "9 november 2026", "Om en vecka"]
    {
        assert!(list.is(200).contains(told), "{told} in {}", list.body);
    }
    let start = bo.get("/").await;
    assert!(start.is(200).contains("Ring &#60;Anna&#62;") && start.body.contains("Alla påminnelser"));
    assert!(!anna.get("/").await.is(200).contains("Ring"), "another's");

    let file = bo.get("/paminnelser.csv?slag=own").await;
    assert!(
        file.is(200).contains("Ring <Anna>,Egen påminnelse,") && file.body.contains(",2026-11-09,Dags nu")
    );
    assert!(!bo.get("/paminnelser.csv?slag=stage").await.is(200).contains("Ring"));
    assert!(bo.get("/paminnelser.xlsx").await.bytes.starts_with(b"PK"));
    let calendar = bo.get("/paminnelser.ics").await;
    assert!(
        calendar.is(200).contains("SUMMARY:Ring <Anna>")
            && calendar.body.contains("DTSTART:20261109T070000Z")
    );

    house.app.remind(node()).await.unwrap();
    let page = bo.get("/notiser").await;
    assert!(page.is(200).contains("Påminnelse: Ring &#60;Anna&#62;, 9 november 2026"), "{}", page.body);

    let key = list.field("key");
    let version = bo.get("/paminnelser").await.field("version");
    let done = [("key", key.as_str()), ("version", version.as_str())];
    let list = bo.get(bo.post("/paminnelser/klar", &done).await.leads_to()).await;
    assert!(list.is(200).contains("Inget att påminna om"));
    let done = bo.get("/paminnelser?lage=done").await;
    assert!(done.is(200).contains("Ring &#60;Anna&#62;") && done.body.contains("Inte klar"));
    assert!(!bo.get("/notiser").await.is(200).contains("Påminnelse: Ring"), "nothing is left to do");
}

#[tokio::test]
async fn the_letter_says_what_to_do_and_where() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    anna.post("/notiser/utskick", &[("reminders", "immediate")]).await.leads_to();
    let number = anna
        .sends_need(&[("text", "Hemligt stycke."), ("title", "Nycklar"), ("sharing", "organisation")])
        .await;
    let today = [("om", number.as_str()), ("day", "2026-11-09"), ("what", "Ring Bo")];
    anna.post("/paminnelser/ny", &today).await.leads_to();
    house.app.remind(node()).await.unwrap();
    let mail = house.app.next_mail(node()).await.unwrap().unwrap();
    let written = web::mail::written(Texts::new(Language::Swedish), "https://brygga.example", &mail);
    let address = format!("https://brygga.example/behov/{number}");
    for told in ["Påminnelse: Ring Bo, 9 november 2026", address.as_str(), "Inga fler brev om ”Påminnelser”"]
    {
        assert!(written.body.contains(told), "{told} in {}", written.body);
    }
    assert!(!written.body.contains("Hemligt"));
}
