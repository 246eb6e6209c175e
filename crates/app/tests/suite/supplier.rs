//! Suppliers as a reader sees them, names that lead to others, and taking that back.

use crate::cast::Cast;
use app::solution::keep::SolutionInput;
use app::{AppError, FieldProblem};
use domain::id::OrganisationId;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::Solution;

async fn provided(cast: &Cast, by: &str, owner: OrganisationId, sharing: Sharing) -> Solution {
    let mut made = cast.solution(Some(owner), &format!("Från {by}"), "", sharing).await;
    made.facts.provider = Some(by.to_owned());
    let mut tx = cast.test.db.write().await.unwrap();
    store::solution::update(&mut tx, &made).await.unwrap();
    tx.commit().await.unwrap();
    made
}

async fn suppliers(cast: &Cast, actor: &Actor) -> Vec<(String, i64)> {
    let rows = cast.app.suppliers(actor).await.unwrap();
    rows.into_iter().map(|row| (row.name, row.solutions)).collect()
}

async fn provider(cast: &Cast, solution: &Solution) -> Option<String> {
    let mut tx = cast.test.db.read().await.unwrap();
    store::solution::get(&mut tx, solution.id).await.unwrap().unwrap().facts.provider
}

#[tokio::test]
async fn names_are_gathered_over_what_a_reader_sees() {
    let cast = Cast::new().await;
    provided(&cast, "Lås AB", cast.essunga, Sharing::Collaboration).await;
    provided(&cast, "LÅS ab", cast.vara, Sharing::Collaboration).await;
    provided(&cast, "Lås AB", cast.essunga, Sharing::Public).await;
    provided(&cast, "Hemliga AB", cast.vara, Sharing::Organisation).await;
    assert_eq!(suppliers(&cast, &cast.karin).await, [("Lås AB".to_owned(), 3)]);
    assert_eq!(suppliers(&cast, &Actor::Anonymous).await, [("Lås AB".to_owned(), 1)]);
    let bo = suppliers(&cast, &cast.bo).await;
    assert_eq!(bo, [("Hemliga AB".to_owned(), 1), ("Lås AB".to_owned(), 3)]);
    let hidden = cast.app.read_supplier(&cast.karin, "Hemliga AB").await.unwrap_err();
    assert!(matches!(hidden, AppError::NotFound));
    assert_eq!(cast.app.read_supplier(&cast.karin, "lås ab").await.unwrap().solutions.len(), 3);
}

#[tokio::test]
async fn a_supplier_is_merged_into_another_and_the_old_name_leads_on_until_that_is_taken_back() {
    let cast = Cast::new().await;
    let own = provided(&cast, "Gamla Lås AB", cast.essunga, Sharing::Collaboration).await;
    let theirs = provided(&cast, "Gamla lås AB", cast.vara, Sharing::Collaboration).await;
    provided(&cast, "Nya Lås AB", cast.essunga, Sharing::Collaboration).await;
    let outside = provided(&cast, "Gamla Lås AB", cast.halmstad, Sharing::Network).await;
    for stranger in [&cast.anna, &cast.bo, &Actor::Anonymous] {
        let denied = cast.app.rename_supplier(stranger, "Gamla Lås AB", "Nya Lås AB").await.unwrap_err();
        assert!(matches!(denied, AppError::Denied | AppError::NotFound), "{stranger:?}: {denied:?}");
    }
    let nameless = cast.app.would_rename_supplier(&cast.karin, "Gamla Lås AB", " ").await.unwrap_err();
    assert!(matches!(nameless, AppError::Invalid(_)));
    let same = cast.app.would_rename_supplier(&cast.karin, "Gamla Lås AB", "Gamla Lås AB").await.unwrap_err();
    let AppError::Invalid(fields) = same else { panic!("{same:?}") };
    assert_eq!(fields[0].problem, FieldProblem::Taken);

    let would = cast.app.would_rename_supplier(&cast.karin, "gamla lås ab", "nya lås ab").await.unwrap();
    assert_eq!((would.to.as_str(), would.joins, would.changes.len(), would.others), ("Nya Lås AB", 1, 1, 2));
    let done = cast.app.rename_supplier(&cast.karin, "gamla lås ab", "nya lås ab").await.unwrap();
    assert_eq!(done, would, "what was told is what was done");
    assert_eq!(provider(&cast, &own).await.as_deref(), Some("Nya Lås AB"));
    assert_eq!(provider(&cast, &theirs).await.as_deref(), Some("Gamla lås AB"), "Vara keeps its spelling");
    assert_eq!(suppliers(&cast, &cast.bo).await, [("Nya Lås AB".to_owned(), 4)], "and is counted with it");
    let halmstad = suppliers(&cast, &cast.ida).await;
    assert_eq!(
        halmstad,
        [("Gamla Lås AB".to_owned(), 1)],
        "what Essunga says holds for those who co-operate"
    );
    let page = cast.app.read_supplier(&cast.bo, "Gamla Lås AB").await.unwrap();
    assert_eq!((page.row.name.as_str(), page.names.len()), ("Nya Lås AB", 0));
    assert_eq!(cast.app.read_supplier(&cast.karin, "Nya Lås AB").await.unwrap().names, ["Gamla Lås AB"]);

    // What is written with the old name gets the new one.
    let input = SolutionInput {
        name: "Ny".into(),
        kind: "system".into(),
        lifecycle: "in_use".into(),
        provider: "GAMLA LÅS AB".into(),
        ..SolutionInput::default()
    };
    let made = cast.app.add_solution(&cast.karin, &input).await.unwrap();
    assert_eq!(made.facts.provider.as_deref(), Some("Nya Lås AB"));

    let stranger = cast.app.undo_supplier_name(&cast.bo, "Gamla Lås AB").await.unwrap_err();
    assert!(matches!(stranger, AppError::NotFound));
    assert_eq!(cast.app.undo_supplier_name(&cast.karin, "Gamla Lås AB").await.unwrap(), 1);
    assert_eq!(provider(&cast, &own).await.as_deref(), Some("Gamla Lås AB"));
    assert_eq!(provider(&cast, &outside).await.as_deref(), Some("Gamla Lås AB"));
    assert_eq!(provider(&cast, &made).await.as_deref(), Some("Nya Lås AB"), "written since, it stays");
}

#[tokio::test]
async fn a_supplier_that_is_no_more_says_who_has_taken_over() {
    let cast = Cast::new().await;
    provided(&cast, "Lås AB", cast.essunga, Sharing::Public).await;
    let said = ("Nya Lås AB", "Uppköpt.");
    let denied = cast.app.retire_supplier(&cast.bo, "Lås AB", said).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let silent = cast.app.retire_supplier(&cast.karin, "Lås AB", ("lås ab", "")).await.unwrap_err();
    let AppError::Invalid(fields) = silent else { panic!("{silent:?}") };
    assert_eq!(fields.iter().map(|field| field.field).collect::<Vec<_>>(), ["reason", "successor"]);
    cast.app.retire_supplier(&cast.karin, "Lås AB", said).await.unwrap();
    let page = cast.app.read_supplier(&cast.bo, "Lås AB").await.unwrap();
    assert_eq!(
        (page.row.successor.as_deref(), page.reason.as_deref()),
        (Some("Nya Lås AB"), Some("Uppköpt."))
    );
    let public = cast.app.read_supplier(&Actor::Anonymous, "Lås AB").await.unwrap();
    assert!(!public.row.is_retired && public.reason.is_none(), "said among those who co-operate");
    cast.app.take_up_supplier(&cast.karin, "Lås AB").await.unwrap();
    assert!(!cast.app.read_supplier(&cast.bo, "Lås AB").await.unwrap().row.is_retired);
}
