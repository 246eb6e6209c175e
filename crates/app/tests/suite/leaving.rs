//! What an organisation takes along: all of its own and nothing of others', by who administers it, logged, and as far as permission lasts.

use app::leaving::Taken;
use app::{AppError, Refusal};
use domain::event::EventKind;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::verdict::Verdict;

use crate::case::case_of;
use crate::cast::{Cast, a_need};

const OURS: &str = "Nycklarna till Ekbacken hänger på en krok.";
const THEIRS: &str = "Rektorer i Vara räknar elever för hand.";

fn written(taken: &Taken) -> String {
    let cells = taken.tables.iter().flat_map(|table| table.rows.iter().flatten().flatten());
    let mut all: Vec<String> = cells.cloned().collect();
    all.extend(taken.cases.iter().map(|(_, record)| record.to_string()));
    all.join("\n")
}

#[tokio::test]
async fn everything_of_the_organisation_is_taken_along_and_nothing_of_others() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, OURS, Sharing::Collaboration).await;
    let theirs = cast.sent(&cast.bo, THEIRS, Sharing::Collaboration).await;
    cast.app.draft_need(&cast.anna, a_need("Ett utkast som är Annas.", Sharing::Organisation)).await.unwrap();
    let case = case_of(&cast, &cast.karin, &need).await;
    let solution = cast.solution(Some(cast.essunga), "Nyckelskåp", "Digitala nycklar", Sharing::Public).await;
    cast.solution(Some(cast.vara), "Elevräknare", "Räknar elever", Sharing::Collaboration).await;
    cast.app.comment_on(&cast.anna, theirs.number, "Det gör vi också.", "").await.unwrap();
    cast.app.comment_on(&cast.bo, theirs.number, "Bara Varas ord.", "").await.unwrap();
    let judged = (need.number, solution.number);
    cast.app.give_verdict(&cast.anna, judged, Verdict::Fits, "Precis rätt.").await.unwrap();

    let taken = cast.app.take_along(&cast.ada, cast.essunga, None).await.unwrap();
    assert_eq!(taken.name, "Essunga kommun");
    assert_eq!(taken.cases.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [case.number]);
    let all = written(&taken);
    for own in
        [OURS, "Nyckelskåp", "Det gör vi också.", "Precis rätt.", "Anna Lind", "ada.falk@kommun.example"]
    {
        assert!(all.contains(own), "{own}");
    }
    for other in [THEIRS, "Elevräknare", "Bara Varas ord.", "Ett utkast", "bo.dahl@kommun.example"] {
        assert!(!all.contains(other), "{other}");
    }
    let page = cast.app.read_organisation(&cast.ada, "Essunga").await.unwrap();
    assert_eq!(page.history[0].event.kind, EventKind::PackageMade);
}

#[tokio::test]
async fn only_who_administers_it_takes_it_along_and_only_as_long() {
    let cast = Cast::new().await;
    cast.sent(&cast.anna, OURS, Sharing::Collaboration).await;
    for other in [&cast.anna, &cast.karin, &cast.bo, &cast.ida, &Actor::Anonymous] {
        let denied = cast.app.take_along(other, cast.essunga, None).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
        assert!(matches!(cast.app.begin_archive(other).await.unwrap_err(), AppError::Denied));
        assert!(matches!(cast.app.archives(other).await.unwrap_err(), AppError::Denied));
    }
    let of_others = cast.app.take_along(&cast.ada, cast.vara, None).await.unwrap_err();
    assert!(matches!(of_others, AppError::Denied));

    let archive = cast.app.begin_archive(&cast.ada).await.unwrap();
    let twice = cast.app.begin_archive(&cast.ada).await.unwrap_err();
    assert!(matches!(twice, AppError::Refused(Refusal::BeingMade)));
    let early = cast.app.fetch_archive(&cast.ada, archive.id).await.unwrap_err();
    assert!(matches!(early, AppError::NotFound), "it is not done");
    cast.app.finish_archive(&cast.ada, &archive, b"PK".to_vec()).await.unwrap();
    for other in [&cast.anna, &cast.bo, &Actor::Anonymous] {
        let hidden = cast.app.fetch_archive(other, archive.id).await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound));
    }
    assert_eq!(cast.app.fetch_archive(&cast.ada, archive.id).await.unwrap(), b"PK");
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let old = cast.later(8 * DAY).fetch_archive(&cast.ada, archive.id).await.unwrap_err();
    assert!(matches!(old, AppError::NotFound), "after a week it is made anew");

    // Whoever loses the role while it is being made gets no more of it.
    let ada = cast.ada.member().unwrap().person;
    let roles = [domain::person::Role::Administrator];
    cast.person("Axel Berg", cast.essunga, domain::person::Role::Administrator).await;
    let reader = [domain::person::Role::Reader];
    cast.app.set_roles(&Actor::Operator, cast.essunga, ada, &roles, &reader, "").await.unwrap();
    let late = cast.app.take_along(&cast.ada, cast.essunga, Some(archive.id)).await.unwrap_err();
    assert!(matches!(late, AppError::Denied));
}
