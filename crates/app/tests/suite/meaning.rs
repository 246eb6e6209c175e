//! Matching by meaning: texts are read in the background, kept, shared between nodes, and never show what is hidden.

use crate::cast::{Cast, NOON};
use app::matches::Question;
use app::meaning::{MeaningState, Reader, Step};
use app::{App, Clock};
use domain::instant::Instant;
use domain::permission::Actor;
use domain::sharing::Sharing;
use matching::meaning::Model;
use store::vector::{self, KeptVector};

const ASKED: &str = "Barnen i klassen minns inte hur man loggar in.";
const NEAR: &str = "Eleverna glömmer sina lösenord och lektionen kommer inte i gång.";
const FAR: [&str; 6] = [
    "Bygglovshandlingar skrivs ut på papper och bärs mellan husen.",
    "Nycklar försvinner i hemtjänsten och besöken blir sena.",
    "Träd faller över gångvägen när det blåser.",
    "Räntan på lånen räknas ut för hand varje kvartal.",
    "Föreningar vet inte vilka tider som är lediga i ishallen.",
    "Vattenmätare läses av med papper och penna.",
];

/// A node on the cast's database that reads what texts mean.
fn node(cast: &Cast) -> App {
    let reader = Reader::Carried(Model::embedded().unwrap());
    App::new(cast.test.db.clone(), Clock::fixed(NOON)).with_model(reader)
}

async fn read_all(app: &App) {
    while app.read_meanings().await.unwrap() != Step::Done {}
}

async fn with_needs() -> Cast {
    let cast = Cast::new().await;
    for text in FAR.into_iter().chain([NEAR]) {
        cast.sent(&cast.anna, text, Sharing::Collaboration).await;
    }
    cast
}

async fn found(app: &App, actor: &Actor, text: &str) -> Vec<(String, u32)> {
    let question = Question { text, solutions: 0, needs: 10, except: None };
    let found = app.matches(actor, question).await.unwrap().needs;
    found.into_iter().map(|found| (found.need.facts.text, found.hit.score.to_bits())).collect()
}

#[tokio::test]
async fn a_need_without_a_common_word_is_found_once_it_has_been_read() {
    let cast = with_needs().await;
    let app = node(&cast);
    app.fill_index(|_| {}).await.unwrap();
    let MeaningState::Reading { left, percent: 0 } = app.meaning_state() else {
        panic!("nothing has been read")
    };
    assert!(left >= 7, "each text counts: {left}");
    read_all(&app).await;
    assert_eq!(app.meaning_state(), MeaningState::Ready);
    assert_eq!(found(&app, &cast.bo, ASKED).await[0].0, NEAR);
    let question = Question { text: ASKED, solutions: 0, needs: 1, except: None };
    let answer = app.matches(&cast.bo, question).await.unwrap();
    assert!(answer.needs[0].hit.meaning.is_some());
    assert_eq!(answer.meaning, MeaningState::Ready);
}

#[tokio::test]
async fn without_a_model_words_answer_and_it_is_said() {
    let cast = with_needs().await;
    assert_eq!(cast.app.meaning_state(), MeaningState::Off);
    assert_eq!(cast.app.read_meanings().await.unwrap(), Step::Done);
    let question = Question { text: "lösenord för eleverna", solutions: 0, needs: 5, except: None };
    let answer = cast.app.matches(&cast.bo, question).await.unwrap();
    assert_eq!((answer.meaning, answer.needs[0].need.facts.text.as_str()), (MeaningState::Off, NEAR));
}

#[tokio::test]
async fn what_one_node_has_read_another_finds_and_both_answer_alike() {
    let cast = with_needs().await;
    let (one, two) = (node(&cast), node(&cast));
    one.fill_index(|_| {}).await.unwrap();
    read_all(&one).await;
    two.fill_index(|_| {}).await.unwrap();
    assert_eq!(two.meaning_state(), MeaningState::Ready, "kept vectors come with the index");
    assert_eq!(found(&one, &cast.bo, ASKED).await, found(&two, &cast.bo, ASKED).await);
}

#[tokio::test]
async fn one_node_reads_at_a_time_and_another_takes_over_when_it_falls_silent() {
    let cast = with_needs().await;
    let (one, two) = (node(&cast), node(&cast));
    two.fill_index(|_| {}).await.unwrap();
    cast.sent(&cast.anna, "Larm på natten går till fel telefon.", Sharing::Collaboration).await;
    one.fill_index(|_| {}).await.unwrap();
    read_all(&one).await;
    assert!(matches!(two.read_meanings().await.unwrap(), Step::Read { .. }), "finds what was kept");
    cast.sent(&cast.anna, "Ingen vet vem som har bilen i kväll.", Sharing::Collaboration).await;
    two.refresh_index().await.unwrap();
    assert_eq!(two.read_meanings().await.unwrap(), Step::Elsewhere, "the first node has the lease");
    two.clock().set(Instant::from_milliseconds(NOON.milliseconds() + 60_000));
    assert!(matches!(two.read_meanings().await.unwrap(), Step::Read { left: 0 }));
    two.stop_reading().await.unwrap();
    one.refresh_index().await.unwrap();
    read_all(&one).await;
    assert_eq!(found(&one, &cast.bo, ASKED).await, found(&two, &cast.bo, ASKED).await);
}

#[tokio::test]
async fn a_vector_that_was_half_written_is_made_anew() {
    let cast = with_needs().await;
    let one = node(&cast);
    one.fill_index(|_| {}).await.unwrap();
    read_all(&one).await;
    let whole = found(&one, &cast.bo, ASKED).await;
    let model = Model::embedded().unwrap().id();
    let mut tx = cast.test.db.write().await.unwrap();
    for kept in vector::after(&mut tx, model, "", 3).await.unwrap() {
        vector::forget(&mut tx, model, &kept.hash).await.unwrap();
        let half = KeptVector { bytes: kept.bytes[..100].to_vec(), ..kept };
        vector::put(&mut tx, model, &half, NOON).await.unwrap();
    }
    tx.commit().await.unwrap();
    let two = node(&cast);
    two.fill_index(|_| {}).await.unwrap();
    assert!(matches!(two.meaning_state(), MeaningState::Reading { left: 3, percent: 1..100 }));
    one.stop_reading().await.unwrap();
    read_all(&two).await;
    assert_eq!(found(&two, &cast.bo, ASKED).await, whole);
    let three = node(&cast);
    three.fill_index(|_| {}).await.unwrap();
    assert_eq!(three.meaning_state(), MeaningState::Ready, "the whole ones were kept");
}

/// Everything that is told of what was found, as text.
async fn told(app: &App, actor: &Actor, text: &str) -> String {
    let question = Question { text, solutions: 10, needs: 10, except: None };
    let found = app.matches(actor, question).await.unwrap();
    let solutions: Vec<_> = found.solutions.iter().map(|one| (one.solution.number, &one.hit)).collect();
    let needs = found.needs.iter().map(|one| (one.need.number, &one.hit, one.agreement, &one.shared));
    let needs: Vec<_> = needs.collect();
    format!("{solutions:#?} {needs:#?}")
}

#[tokio::test]
async fn what_is_hidden_changes_no_answer_by_meaning_either() {
    let cast = with_needs().await;
    for (name, text) in [
        (
            "Inloggning med kort",
            "Elever loggar in med ett kort i stället för lösenord. Läraren ser vem som är inne.",
        ),
        ("Nyckelskåp", "Skåpet visar vem som har nyckeln."),
        ("Bokning av halltider", "Föreningar ser lediga tider och bokar själva."),
    ] {
        cast.solution(Some(cast.vara), name, text, Sharing::Collaboration).await;
    }
    let app = node(&cast);
    app.fill_index(|_| {}).await.unwrap();
    read_all(&app).await;
    let before = told(&app, &cast.bo, ASKED).await;
    for n in 0..5 {
        let text = format!("Skola {n} i Halmstad har elever som glömmer lösenord.");
        cast.sent(&cast.ida, &text, Sharing::Organisation).await;
        let name = format!("Lösenord {n} för elever");
        let owner = Some(cast.halmstad);
        cast.solution(owner, &name, "Barnen minns hur man loggar in.", Sharing::Organisation).await;
    }
    app.refresh_index().await.unwrap();
    read_all(&app).await;
    assert_eq!(told(&app, &cast.bo, ASKED).await, before, "every byte of what is told");
    assert!(before.contains("Inloggning med kort"), "a need points at it: {before}");
    assert_ne!(told(&app, &cast.ida, ASKED).await, before, "who may see them finds them");
}

#[tokio::test]
async fn odd_texts_are_answered() {
    let cast = with_needs().await;
    let app = node(&cast);
    app.fill_index(|_| {}).await.unwrap();
    read_all(&app).await;
    let long = "nycklar saknas ".repeat(13_000);
    for text in [
        "",
        "   ",
        "\u{0}\u{1}\u{202e}",
        "日本語 日本語",
        "<b>nycklar</b>",
        "%_*()\"'",
        "🙂🙂🙂",
        long.as_str(),
    ] {
        let question = Question { text, solutions: 5, needs: 5, except: None };
        assert!(
            app.matches(&cast.bo, question).await.is_ok(),
            "{:?}",
            text.chars().take(20).collect::<String>()
        );
    }
}
