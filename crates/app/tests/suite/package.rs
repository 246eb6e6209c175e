//! A case as a package: what is in it, for whom, and what a mask puts out.

use crate::cast::{Cast, a_need};
use crate::initiative::{Led, a_benefit};
use app::AppError;
use app::benefit::BenefitInput;
use app::case::{DecisionInput, Masking};
use domain::case::Course;
use domain::event::EventKind;
use domain::number::Number;
use domain::sharing::Sharing;

const TEXT: &str =
    "Vi letar nycklar. Fråga Anna Lind på 070-123 45 67, eller läs https://vara.example/rutin.";

async fn a_case(cast: &Cast) -> Number {
    let need = cast.sent_as(&cast.anna, a_need(TEXT, Sharing::Collaboration)).await;
    let case = cast.app.case_of_need(&cast.karin, need.number).await.unwrap().unwrap().case;
    let words = "Bo Dahl i Vara vet mer: (https://vara.example/avtal).";
    cast.app.comment_on(&cast.karin, case.number, words, "").await.unwrap();
    let input = DecisionInput {
        course: Course::Onward("matching".into()),
        reason: "Karin Ås har pratat med Anna Lind.".into(),
        reference: String::new(),
        decided_on: "2026-11-09".parse().unwrap(),
    };
    cast.app.decide_case(&cast.karin, case.number, case.version, input).await.unwrap();
    case.number
}

#[tokio::test]
async fn a_package_holds_the_whole_case_as_data_with_every_link() {
    let cast = Cast::new().await;
    let number = a_case(&cast).await;
    let package = cast.app.case_package(&cast.karin, number, Masking::Whole).await.unwrap();
    let record = &package.record;
    assert_eq!(record["case"]["number"], number.to_string());
    assert_eq!(record["needs"][0]["text"], TEXT);
    assert_eq!(record["decisions"][0]["person"], "Karin Ås");
    assert_eq!(record["decisions"][0]["decided_on"], "2026-11-09");
    assert_eq!(record["comments"][0]["person"], "Karin Ås");
    let kinds: Vec<&str> =
        record["events"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!((kinds[0], *kinds.last().unwrap()), ("created", "decided"));
    assert!(package.mask.is_none() && record["masked"] == false);
    assert_eq!(
        package.links,
        [
            ("/comments/0/text".to_owned(), "https://vara.example/avtal".to_owned()),
            ("/needs/0/text".to_owned(), "https://vara.example/rutin".to_owned()),
        ]
    );
    let history = cast.app.read_case(&cast.karin, number).await.unwrap().history;
    assert_eq!(history[0].event.kind, EventKind::PackageMade, "that it was made is kept");
    assert_eq!(history[0].event.changes[0].after.as_deref(), Some("no"));
}

#[tokio::test]
async fn masked_nobody_can_be_told_and_the_same_person_is_the_same_throughout() {
    let cast = Cast::new().await;
    let number = a_case(&cast).await;
    let package = cast.app.case_package(&cast.karin, number, Masking::Masked).await.unwrap();
    let written = package.record.to_string();
    for known in ["Anna Lind", "Karin Ås", "Bo Dahl", "070-123 45 67"] {
        assert!(!written.contains(known), "{known} in {written}");
    }
    assert!(written.contains("Vi letar nycklar.") && written.contains("https://vara.example/rutin"));
    let karin = package.record["decisions"][0]["person"].as_str().unwrap().to_owned();
    assert!(package.record["decisions"][0]["reason"].as_str().unwrap().starts_with(&karin));
    assert_eq!(package.record["comments"][0]["person"], karin);
    // What else is written about the case goes through the same mask.
    assert_eq!(package.mask.unwrap().text("Karin Ås, 0512-31 000"), format!("{karin}, •••••••••••"));
}

#[tokio::test]
async fn only_who_keeps_the_case_makes_one() {
    let cast = Cast::new().await;
    let number = a_case(&cast).await;
    for actor in [&cast.anna, &cast.bo] {
        let denied = cast.app.case_package(actor, number, Masking::Masked).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "{actor:?}");
    }
    let hidden = cast.app.case_package(&cast.ida, number, Masking::Masked).await.unwrap_err();
    assert!(matches!(hidden, AppError::NotFound));
}

#[tokio::test]
async fn what_the_case_led_to_is_in_the_package_and_under_the_mask() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let karin = led.karin.member().unwrap().person.to_string();
    let benefit = BenefitInput { person: karin, ..a_benefit("40", "10") };
    app.add_benefit(&led.karin, led.number, benefit).await.unwrap();
    led.learns(&led.karin).await;
    let case = app.read_initiative(&led.karin, led.number).await.unwrap().case.number;
    let whole = app.case_package(&led.karin, case, Masking::Whole).await.unwrap().record;
    let initiative = &whole["initiatives"][0];
    assert_eq!(initiative["number"], led.number.to_string());
    assert_eq!(initiative["introductions"][1]["organisation"], "Vara");
    assert_eq!(
        (&initiative["benefits"][0]["owner"], &initiative["benefits"][0]["target"]["value"]),
        (&"Karin Ås".into(), &"10".into())
    );
    assert_eq!(initiative["lessons"][0]["title"], "Börja med vikarierna");
    let masked = app.case_package(&led.karin, case, Masking::Masked).await.unwrap().record.to_string();
    assert!(masked.contains("Nyckelfri hemtjänst") && !masked.contains("Karin Ås"), "{masked}");
}
