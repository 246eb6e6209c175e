//! Knowledge: written with every version kept, read no further than it is shared, found where it is needed, and people named by themselves alone.

use app::knowledge::{ArticleInput, Named, ReferenceFormat, ReferencesError, Why};
use app::sharing::Which;
use app::{AppError, ArticleFilter, FieldProblem, Page, Refusal};
use domain::knowledge::{Part, TieKind};
use domain::permission::Actor;
use domain::sharing::Sharing;

use crate::cast::Cast;
use crate::initiative::problems;

fn method() -> ArticleInput {
    ArticleInput {
        kind: "method".into(),
        title: "Gå med en dag".into(),
        summary: "Följ den som ska använda lösningen.".into(),
        body: "# Så gör du\nFölj hemtjänsten en morgon när nycklarna hämtas.".into(),
        ties: vec!["stage:matching".into(), "dimension:needs".into()],
        ..ArticleInput::default()
    }
}

const FILE: &str =
    "@article{ek2020, title = {Att samverka}, author = {Ek, Lisa}, year = 2020, doi = {10.1000/ABC}}
@book{lo2021, title = {Digitala steg}, author = {Lo, Siv}, year = {2021}, publisher = {Förlaget}}";

#[tokio::test]
async fn every_text_is_kept_and_a_change_shares_nothing() {
    let cast = Cast::new().await;
    let app = &cast.app;
    let told = problems(app.write_article(&cast.anna, &ArticleInput::default()).await.unwrap_err());
    let fields: Vec<_> = told.iter().map(|(field, ..)| *field).collect();
    assert!(fields.contains(&"kind") && fields.contains(&"title") && fields.contains(&"body"), "{fields:?}");
    let wrong = ArticleInput { ties: vec!["stage:nowhere".into()], doi: "inte en".into(), ..method() };
    let told = problems(app.write_article(&cast.anna, &wrong).await.unwrap_err());
    assert!(
        told.contains(&("ties", 0, FieldProblem::Unknown))
            && told.contains(&("doi", 0, FieldProblem::NotADoi))
    );
    let written = app.write_article(&cast.anna, &method()).await.unwrap();
    assert!(matches!(app.read_article(&cast.bo, written.id).await.unwrap_err(), AppError::NotFound));
    let changed =
        ArticleInput { body: "Följ två personer.".into(), note: "En räcker inte".into(), ..method() };
    app.change_article(&cast.karin, (written.id, written.version), &changed).await.unwrap();
    let stale = app.change_article(&cast.anna, (written.id, written.version), &method()).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    let read = app.read_article(&cast.anna, written.id).await.unwrap();
    let texts: Vec<_> =
        read.revisions.iter().map(|row| (row.revision.revision, row.revision.note.as_str())).collect();
    assert_eq!(texts, [(2, "En räcker inte"), (1, "")]);
    assert_eq!(read.row.article.sharing, Sharing::Organisation);
    cast.shares(&cast.anna, Which::Article(written.id), Sharing::Collaboration).await;
    let theirs = app.read_article(&cast.bo, written.id).await.unwrap();
    assert!(theirs.revisions.iter().all(|row| row.person.is_none()) && theirs.history.is_empty());
    assert!(matches!(
        app.change_article(&cast.bo, (written.id, 3), &method()).await.unwrap_err(),
        AppError::Denied
    ));
    assert!(app.read_article(&cast.ida, written.id).await.is_err());
    let kept = store::knowledge::after(&mut cast.test.db.read().await.unwrap(), None, 10).await.unwrap();
    assert_eq!(kept.len(), 1);
}

#[tokio::test]
async fn it_is_found_where_it_is_tied_and_where_it_is_about_the_same() {
    let cast = Cast::new().await;
    let app = &cast.app;
    let written = app.write_article(&cast.anna, &method()).await.unwrap();
    let titles = async |actor: &Actor, ties: &[(TieKind, &str)], text: &str| {
        let found = app.knowledge_for(actor, ties, text, 3).await.unwrap();
        found.into_iter().map(|row| row.article.title).collect::<Vec<_>>()
    };
    let stage = [(TieKind::Stage, "matching")];
    assert_eq!(titles(&cast.karin, &stage, "").await, ["Gå med en dag"]);
    assert!(titles(&cast.karin, &[(TieKind::Stage, "decision")], "").await.is_empty());
    let alike = "Varje morgon hämtas nycklarna i hemtjänsten.";
    assert_eq!(titles(&cast.karin, &[], alike).await, ["Gå med en dag"]);
    assert_eq!(titles(&cast.karin, &stage, alike).await.len(), 1, "told once");
    assert!(titles(&cast.karin, &[], "Bygglov som saknar ritningar.").await.is_empty());
    assert!(titles(&cast.bo, &stage, alike).await.is_empty(), "not shared");
    assert!(titles(&Actor::Anonymous, &stage, alike).await.is_empty());
    cast.shares(&cast.anna, Which::Article(written.id), Sharing::Collaboration).await;
    assert_eq!(titles(&cast.bo, &[], alike).await, ["Gå med en dag"]);
    let other = cast.another_node();
    other.fill_index(|_| {}).await.unwrap();
    assert_eq!(other.knowledge_for(&cast.bo, &[], alike, 3).await.unwrap().len(), 1);
}

#[tokio::test]
async fn people_are_named_by_themselves_alone_and_take_it_back() {
    let cast = Cast::new().await;
    let app = &cast.app;
    let written = app.write_article(&cast.anna, &method()).await.unwrap();
    let named = async |reader: &Actor| {
        let read = app.read_article(reader, written.id).await.unwrap();
        read.people.into_iter().map(|row| (row.name, row.named.part)).collect::<Vec<_>>()
    };
    assert!(named(&cast.karin).await.is_empty(), "whoever wrote it is not named by that");
    app.name_for_article(&cast.anna, (written.id, Part::Author), Named::Yes).await.unwrap();
    app.name_for_article(&cast.anna, (written.id, Part::Author), Named::Yes).await.unwrap();
    assert_eq!(named(&cast.karin).await, [("Anna Lind".to_owned(), Part::Author)]);
    cast.shares(&cast.anna, Which::Article(written.id), Sharing::Collaboration).await;
    let author = app.name_for_article(&cast.bo, (written.id, Part::Author), Named::Yes).await.unwrap_err();
    assert!(matches!(author, AppError::Denied), "another organisation did not write it");
    app.name_for_article(&cast.bo, (written.id, Part::Expert), Named::Yes).await.unwrap();
    assert_eq!(named(&cast.anna).await.len(), 2);
    app.name_for_article(&cast.anna, (written.id, Part::Author), Named::No).await.unwrap();
    assert_eq!(named(&cast.bo).await, [("Bo Dahl".to_owned(), Part::Expert)]);
}

#[tokio::test]
async fn a_file_of_references_is_seen_first_and_read_whole_or_not_at_all() {
    let cast = Cast::new().await;
    let app = &cast.app;
    let rows = app.preview_references(&cast.anna, FILE).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.is_known).collect::<Vec<_>>(), [false, false]);
    let count = async || {
        let found = app.list_knowledge(&cast.anna, &ArticleFilter::default(), Page::new(1, 10)).await;
        found.unwrap().total
    };
    assert_eq!(count().await, 0, "nothing is kept by looking");
    let broken = format!("{FILE}\n@article{{utan, title = {{Ingen");
    let Err(ReferencesError::NotRead(why)) = app.read_in_references(&cast.anna, &broken).await else {
        panic!()
    };
    assert_eq!(why.why, Why::Unclosed);
    assert_eq!(count().await, 0, "nothing of it");
    let person = "@misc{a, title = {Om 640823-3234}}";
    assert!(matches!(app.read_in_references(&cast.anna, person).await, Err(ReferencesError::Entry(1))));
    let read = app.read_in_references(&cast.anna, FILE).await.unwrap();
    assert_eq!((read.made, read.known), (2, 0));
    let again = app.read_in_references(&cast.anna, &FILE.replace("ABC", "abc")).await.unwrap();
    assert_eq!((again.made, again.known), (1, 1), "by the DOI, however it is written");
    let filter = ArticleFilter::default();
    for format in [ReferenceFormat::Bibtex, ReferenceFormat::CslJson] {
        let file = app.references(&cast.anna, &filter, format).await.unwrap();
        assert!(file.contains("10.1000/ABC") && file.contains("Digitala steg"), "{file}");
        assert!(!app.references(&cast.bo, &filter, format).await.unwrap().contains("Digitala"), "not shared");
        assert_eq!(app.preview_references(&cast.bo, &file).await.unwrap().len(), 3, "and it reads back in");
    }
}
