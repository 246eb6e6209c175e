//! Files that members send: what they would come to, saving just that, and what a member may not.

use app::import::{Choices, Expected, FindingKind, ImportError, Raises, UploadFault};
use app::{App, AppError, Page};
use domain::id::UploadId;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;

use crate::cast::Cast;

const FILE: &str = "id;namn;organisation;status\n1;Digitala lås;Essunga;drift\n2;Larm;Vara;pilot\n";

async fn put(app: &App, actor: &Actor, text: &str) -> UploadId {
    app.put_upload(actor, "C:\\Skrivbord\\mina lösningar.csv", text.into()).await.unwrap()
}

async fn tried(app: &App, actor: &Actor, id: UploadId) -> app::import::ImportReport {
    let ended = app.try_upload(actor, id).await.unwrap().end().await.unwrap();
    ended.as_ref().as_ref().unwrap().clone()
}

#[tokio::test]
async fn what_is_shown_is_what_is_saved_and_only_once() {
    let cast = Cast::new().await;
    let id = put(&cast.app, &cast.karin, FILE).await;
    let page = cast.app.read_upload(&cast.karin, id).await.unwrap();
    assert_eq!(page.name, "mina lösningar.csv");
    let shown = tried(&cast.app, &cast.karin, id).await;
    assert_eq!((shown.created, shown.refused), (2, 0));
    assert_eq!(
        shown.changes.iter().map(|change| change.name.as_str()).collect::<Vec<_>>(),
        ["Digitala lås", "Larm"]
    );
    let saved =
        cast.app.save_upload(&cast.karin, id, shown.digest.clone()).await.unwrap().end().await.unwrap();
    let run = saved.as_ref().as_ref().unwrap().import;
    // Pressed twice, it is done once, whichever node is asked.
    let again =
        cast.app.save_upload(&cast.karin, id, shown.digest.clone()).await.unwrap().end().await.unwrap();
    assert_eq!(again.as_ref().as_ref().unwrap().import, run);
    let other = cast.another_node();
    let again = other.save_upload(&cast.karin, id, shown.digest).await.unwrap().end().await.unwrap();
    assert!(matches!(again.as_ref(), Err(ImportError::Done(done)) if *done == run), "{again:?}");
    assert_eq!(cast.app.read_upload(&cast.karin, id).await.unwrap().import, Some(run));
    // Essunga keeps both; what Vara uses is Vara's to say.
    let found = cast.app.list_solutions(&cast.karin, &Default::default(), Page::new(1, 25)).await.unwrap();
    assert!(found.rows.iter().all(|row| row.solution.owner == Some(cast.essunga)));
    let users: Vec<_> = found.rows.iter().flat_map(|row| &row.usages).map(|row| &row.organisation).collect();
    assert_eq!(users, ["Essunga"]);
    assert!(shown.remarks.kept.iter().any(|finding| finding.kind == FindingKind::UsageOfOthers));
}

#[tokio::test]
async fn a_joint_body_tells_what_its_members_use() {
    let cast = Cast::new().await;
    let input = app::organisation::OrganisationInput {
        kind: OrganisationKind::FederationBody,
        name: "Göliska IT".into(),
        short_name: "Göliska".into(),
        municipality_code: None,
        county_code: None,
        county: None,
        population: None,
        valid_from: None,
    };
    let body = cast.app.add_organisation(&Actor::Operator, input).await.unwrap().id;
    let person = cast.person("Pia Ek", body, Role::Coordinator).await;
    let pia = Actor::Member(Member {
        person,
        organisation: body,
        roles: vec![Role::Coordinator],
        partners: vec![cast.essunga, cast.vara],
    });
    let id = put(&cast.app, &pia, FILE).await;
    let shown = tried(&cast.app, &pia, id).await;
    cast.app.save_upload(&pia, id, shown.digest).await.unwrap().end().await.unwrap();
    let found = cast.app.list_solutions(&pia, &Default::default(), Page::new(1, 25)).await.unwrap();
    let users: Vec<_> = found.rows.iter().flat_map(|row| &row.usages).map(|row| &row.organisation).collect();
    assert_eq!(users, ["Essunga", "Vara"]);
}

#[tokio::test]
async fn nothing_is_saved_when_the_catalogue_has_changed_since_it_was_shown() {
    let cast = Cast::new().await;
    let first = put(&cast.app, &cast.karin, FILE).await;
    let shown = tried(&cast.app, &cast.karin, first).await;
    cast.app.save_upload(&cast.karin, first, shown.digest).await.unwrap().end().await.unwrap();
    let mine = put(&cast.app, &cast.karin, "id;namn;leverantör\n1;Digitala lås;Mitt AB\n").await;
    let shown = tried(&cast.app, &cast.karin, mine).await;
    assert_eq!((shown.changed, shown.changes[0].changes[0].after.as_deref()), (1, Some("Mitt AB")));
    let other = put(&cast.app, &cast.karin, "id;namn;leverantör\n1;Digitala lås;Annat AB\n").await;
    let theirs = tried(&cast.app, &cast.karin, other).await;
    cast.app.save_upload(&cast.karin, other, theirs.digest).await.unwrap().end().await.unwrap();
    let stale = cast.app.save_upload(&cast.karin, mine, shown.digest).await.unwrap().end().await.unwrap();
    assert!(matches!(stale.as_ref(), Err(ImportError::ChangedMeanwhile)), "{stale:?}");
    // Asked again, it shows what would happen now, and that can be saved.
    let shown = tried(&cast.app, &cast.karin, mine).await;
    assert_eq!(shown.changes[0].changes[0].before.as_deref(), Some("Annat AB"));
    let saved = cast.app.save_upload(&cast.karin, mine, shown.digest).await.unwrap().end().await.unwrap();
    assert!(saved.is_ok(), "{saved:?}");
}

#[tokio::test]
async fn rows_for_what_others_keep_are_refused_one_by_one() {
    let cast = Cast::new().await;
    let theirs = cast.solution(Some(cast.vara), "Varas larm", "Larm", Sharing::Collaboration).await;
    let number = theirs.number;
    let id = put(&cast.app, &cast.karin, &format!("id;namn\n{number};Kapat\n9;Eget\n")).await;
    let shown = tried(&cast.app, &cast.karin, id).await;
    assert_eq!((shown.created, shown.changed, shown.refused), (1, 0, 1));
    assert_eq!(shown.problems.kept[0].kind, FindingKind::NotYours);
    let saved =
        cast.app.save_upload(&cast.karin, id, shown.digest.clone()).await.unwrap().end().await.unwrap();
    assert!(matches!(saved.as_ref(), Err(ImportError::RowsRefused(_))), "all or nothing");
    let choices = Choices { skips_bad_rows: true, ..Choices::default() };
    cast.app.choose_for_upload(&cast.karin, id, &choices).await.unwrap();
    let saved = cast.app.save_upload(&cast.karin, id, shown.digest).await.unwrap().end().await.unwrap();
    assert_eq!(saved.as_ref().as_ref().unwrap().created, 1);
}

#[tokio::test]
async fn the_ids_of_two_organisations_do_not_meet() {
    let cast = Cast::new().await;
    let vara = cast.person("Vera Alm", cast.vara, Role::Coordinator).await;
    let vera = Actor::Member(Member {
        person: vara,
        organisation: cast.vara,
        roles: vec![Role::Coordinator],
        partners: vec![cast.essunga],
    });
    for actor in [&cast.karin, &vera, &cast.karin] {
        let id = put(&cast.app, actor, "id;namn\n1;Larm\n").await;
        let shown = tried(&cast.app, actor, id).await;
        assert_eq!(shown.refused, 0);
        cast.app.save_upload(actor, id, shown.digest).await.unwrap().end().await.unwrap();
    }
    let found = cast.app.list_solutions(&cast.karin, &Default::default(), Page::new(1, 25)).await.unwrap();
    assert_eq!(found.total, 2, "each has its own, and the third file says what is known");
    // What is exported comes back to the same entries, whoever imports it.
    let mut export = exchange::SolutionWriter::new(Vec::new(), exchange::read::Separator::Comma).unwrap();
    cast.app.export_solutions(&Actor::Operator, &mut export).await.unwrap().unwrap();
    let export = String::from_utf8(export.finish().unwrap()).unwrap();
    let id = put(&cast.app, &cast.karin, &export).await;
    let shown = tried(&cast.app, &cast.karin, id).await;
    assert_eq!((shown.created, shown.changed, shown.unchanged, shown.refused), (0, 0, 2, 0));
}

#[tokio::test]
async fn an_identity_number_stays_at_home() {
    let cast = Cast::new().await;
    // Made up: the first number of 19 November 1990, with its check digit.
    let text = "id;namn;beskrivning\n1;Larm;Hör med 901119-0015\n2;Lås;\n";
    let id = put(&cast.app, &cast.karin, text).await;
    let shown = tried(&cast.app, &cast.karin, id).await;
    assert_eq!(shown.problems.kept.len(), 1);
    assert_eq!((shown.problems.kept[0].kind.clone(), shown.created), (FindingKind::IdentityNumber, 1));
    let choices = Choices { sharing: Some(Sharing::Organisation), ..Choices::default() };
    cast.app.choose_for_upload(&cast.karin, id, &choices).await.unwrap();
    let shown = tried(&cast.app, &cast.karin, id).await;
    assert_eq!((shown.created, shown.refused), (2, 0));
    assert!(shown.remarks.kept.iter().any(|finding| finding.kind == FindingKind::IdentityNumberKept));
}

#[tokio::test]
async fn columns_mean_what_somebody_says_they_mean() {
    let cast = Cast::new().await;
    let id = put(&cast.app, &cast.karin, "Kod;Vad;Notis\n1;Larm;Viktigt\n").await;
    let page = cast.app.read_upload(&cast.karin, id).await.unwrap();
    let Err(UploadFault::Mapping { columns, .. }) = page.understood else { panic!("{:?}", page.understood) };
    assert_eq!(columns[2], ("Notis".to_owned(), vec!["Viktigt".to_owned()]));
    let columns = [("Kod", "id"), ("Vad", "name"), ("Notis", "summary")];
    let choices = Choices {
        columns: columns.map(|(column, field)| (column.to_owned(), field.to_owned())).into(),
        ..Choices::default()
    };
    cast.app.choose_for_upload(&cast.karin, id, &choices).await.unwrap();
    let shown = tried(&cast.app, &cast.karin, id).await;
    assert_eq!((shown.created, shown.changes[0].name.as_str()), (1, "Larm"));
}

#[tokio::test]
async fn files_are_their_senders_alone() {
    let cast = Cast::new().await;
    assert!(matches!(cast.app.put_upload(&cast.anna, "a.csv", FILE.into()).await, Err(AppError::Denied)));
    let id = put(&cast.app, &cast.karin, FILE).await;
    for other in [&cast.ada, &cast.ida] {
        assert!(matches!(cast.app.read_upload(other, id).await, Err(AppError::NotFound)));
        assert!(matches!(cast.app.try_upload(other, id).await, Err(AppError::NotFound)));
        assert!(matches!(cast.app.discard_upload(other, id).await, Err(AppError::NotFound)));
    }
    // Essunga's administrator sees the run, Halmstad does not.
    let shown = tried(&cast.app, &cast.karin, id).await;
    let saved = cast.app.save_upload(&cast.karin, id, shown.digest).await.unwrap().end().await.unwrap();
    let run = saved.as_ref().as_ref().unwrap().import;
    let page = Page::new(1, 25);
    assert_eq!(cast.app.import_runs(&cast.ada, page).await.unwrap().total, 1);
    assert_eq!(cast.app.import_runs(&cast.ida, page).await.unwrap().total, 0);
    assert!(matches!(cast.app.import_run(&cast.ida, run, page).await, Err(AppError::NotFound)));
    assert!(matches!(
        cast.app.undo_import(&cast.ida, run, app::import::Effect::Save).await,
        Err(AppError::NotFound)
    ));
    assert!(matches!(cast.app.import_runs(&cast.anna, page).await, Err(AppError::Denied)));
}

#[tokio::test]
async fn a_file_that_was_thrown_away_or_is_a_week_old_is_gone() {
    let cast = Cast::new().await;
    let id = put(&cast.app, &cast.karin, FILE).await;
    cast.app.discard_upload(&cast.karin, id).await.unwrap();
    assert!(matches!(cast.app.read_upload(&cast.karin, id).await, Err(AppError::NotFound)));
    let old = put(&cast.app, &cast.karin, FILE).await;
    let later = cast.later(8 * 24 * 60 * 60 * 1000);
    put(&later, &cast.karin, FILE).await;
    assert!(matches!(later.read_upload(&cast.karin, old).await, Err(AppError::NotFound)));
}

#[tokio::test]
async fn a_file_that_lets_more_read_says_which_and_waits_for_a_yes_and_never_makes_public() {
    let cast = Cast::new().await;
    let file = |level: &str| format!("id;namn;delning\n1;Digitala lås;{level}\n");
    let level = async || {
        let found =
            cast.app.list_solutions(&cast.karin, &Default::default(), Page::new(1, 25)).await.unwrap();
        found.rows[0].solution.sharing
    };
    let first = put(&cast.app, &cast.karin, &file("organisation")).await;
    let shown = tried(&cast.app, &cast.karin, first).await;
    assert_eq!((shown.created, shown.raised), (1, 0), "a new entry for their own");
    cast.app.save_upload(&cast.karin, first, shown.digest).await.unwrap().end().await.unwrap();
    assert_eq!(level().await, Sharing::Organisation);

    let id = put(&cast.app, &cast.karin, &file("collaboration")).await;
    let shown = tried(&cast.app, &cast.karin, id).await;
    assert_eq!(shown.raised, 1);
    let told = shown.remarks.kept.iter().find(|one| matches!(one.kind, FindingKind::Raised { .. })).unwrap();
    assert_eq!(told.value, "Digitala lås", "by name");
    let refused =
        cast.app.save_upload(&cast.karin, id, shown.digest.clone()).await.unwrap().end().await.unwrap();
    assert!(matches!(refused.as_ref(), Err(ImportError::RaisesRefused(report)) if report.raised == 1));
    assert_eq!(level().await, Sharing::Organisation, "nothing was saved");
    let agreed = Expected { digest: shown.digest, raises: Raises::Agreed };
    let saved = cast.app.save_upload(&cast.karin, id, agreed).await.unwrap().end().await.unwrap();
    assert!(saved.is_ok(), "{saved:?}");
    assert_eq!(level().await, Sharing::Collaboration);

    let public = put(&cast.app, &cast.karin, &file("public")).await;
    let shown = tried(&cast.app, &cast.karin, public).await;
    assert_eq!((shown.raised, shown.unchanged), (0, 1));
    assert!(shown.remarks.kept.iter().any(|one| one.kind == FindingKind::PublicTakesTwo));

    // A lower level asks nothing, and undoing that raises nothing.
    let lower = put(&cast.app, &cast.karin, &file("organisation")).await;
    let shown = tried(&cast.app, &cast.karin, lower).await;
    assert_eq!((shown.raised, shown.changed), (0, 1));
    let saved = cast.app.save_upload(&cast.karin, lower, shown.digest).await.unwrap().end().await.unwrap();
    let run = saved.as_ref().as_ref().unwrap().import;
    let undone = cast.app.undo_import(&cast.karin, run, app::import::Effect::Save).await.unwrap();
    assert_eq!(undone.entries[0].kept, ["sharing"]);
    assert_eq!(level().await, Sharing::Organisation);
}
