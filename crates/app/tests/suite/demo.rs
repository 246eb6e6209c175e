//! Loading the demo's own content.

use std::path::Path;

use app::demo::{DemoContent, DemoError, DemoLoaded};
use app::meaning::{MeaningState, Reader};
use app::{App, Clock};
use domain::event::EventKind;
use domain::instant::Instant;
use domain::need::NeedState;
use domain::permission::Actor;
use exchange::SolutionWriter;
use exchange::read::Separator;
use matching::meaning::Model;
use store::need::{NeedFilter, NeedSort};
use store::page::Page;
use store::solution::SolutionFilter;
use store::testing::TestDb;

const NOW: i64 = 1_780_308_000_000;

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut files = Vec::new();
    for sub in ["", "solutions", "needs"] {
        for entry in std::fs::read_dir(folder.join(sub)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files
}

async fn world() -> (TestDb, App) {
    let test = TestDb::new().await;
    let app = App::new(test.db.clone(), Clock::fixed(Instant::from_milliseconds(NOW)));
    (test, app)
}

async fn export(app: &App) -> Vec<u8> {
    let mut writer = SolutionWriter::new(Vec::new(), Separator::Comma).unwrap();
    app.export_solutions(&Actor::Operator, &mut writer).await.unwrap().unwrap();
    writer.finish().unwrap()
}

#[tokio::test]
async fn the_demo_loads_once_and_holds_what_it_should() {
    let (test, app) = world().await;
    let content = DemoContent::parse(files()).unwrap();
    let DemoLoaded::Now { organisations, people, solutions, needs } = app.load_demo(&content).await.unwrap()
    else {
        panic!("nothing was loaded")
    };
    assert_eq!(organisations, 8);
    assert!(people > 10 && solutions >= 60 && needs >= 60);
    let everything = SolutionFilter::default();
    let listed = app.list_solutions(&Actor::Operator, &everything, Page::new(1, 1000)).await.unwrap();
    let (drafts, entries): (Vec<_>, Vec<_>) =
        listed.rows.iter().partition(|row| row.solution.lineage.draft.is_some());
    assert_eq!((entries.len(), drafts.len()), (solutions, 2));
    let areas: std::collections::BTreeSet<_> =
        listed.rows.iter().flat_map(|row| &row.solution.facts.service_areas).collect();
    assert!(areas.len() >= 12);
    let before =
        (export(&app).await, store::event::latest(&mut test.db.read().await.unwrap()).await.unwrap());
    assert_eq!(app.load_demo(&content).await.unwrap(), DemoLoaded::Before);
    app.fill_lists(&content).await.unwrap();
    let after = (export(&app).await, store::event::latest(&mut test.db.read().await.unwrap()).await.unwrap());
    assert!(before == after);
}

#[tokio::test]
async fn times_lie_in_the_past_and_numbers_follow_them() {
    let (_test, app) = world().await;
    app.load_demo(&DemoContent::parse(files()).unwrap()).await.unwrap();
    let filter = NeedFilter { sort: NeedSort::Updated, ..NeedFilter::default() };
    let needs = app.list_needs(&Actor::Operator, &filter, Page::new(1, 1000)).await.unwrap().rows;
    for pair in needs.windows(2) {
        assert!(pair[0].created >= pair[1].created);
        assert!((pair[0].number.year, pair[0].number.serial) > (pair[1].number.year, pair[1].number.serial));
    }
    assert!(needs.iter().all(|need| need.updated.milliseconds() < NOW));
    assert!(needs.iter().any(|need| need.state == NeedState::Draft));
    let solutions =
        app.list_solutions(&Actor::Operator, &SolutionFilter::default(), Page::new(1, 1000)).await.unwrap();
    assert!(solutions.rows.iter().all(|row| {
        let solution = &row.solution;
        solution.created <= solution.updated && solution.updated.milliseconds() < NOW
    }));
    let newest = &needs[0];
    let history = app.read_need(&Actor::Operator, newest.number).await.unwrap().history;
    assert!(history.iter().all(|entry| entry.event.at == newest.created && entry.person.is_some()));
}

#[tokio::test]
async fn neighbours_have_the_key_need_too() {
    let (_test, app) = world().await;
    app.load_demo(&DemoContent::parse(files()).unwrap()).await.unwrap();
    let filter = NeedFilter { search: "nycklar hemtjänsten sena".into(), ..NeedFilter::default() };
    let found = app.list_needs(&Actor::Operator, &filter, Page::new(1, 10)).await.unwrap().rows;
    let need = found.iter().find(|need| need.facts.title.starts_with("Nycklar i hemtjänsten")).unwrap();
    let voices = app.voices(&Actor::Anonymous, need.number).await.unwrap();
    let who: Vec<_> = voices.rows.iter().map(|row| row.organisation.as_str()).collect();
    assert_eq!(who, ["Vara", "Grästorp"]);
    assert_eq!(voices.spread.of_municipalities, Some(6));
    assert_eq!(voices.spread.spread.affected, Some(118 + 298 + 104));
    assert!(voices.rows.iter().all(|row| row.voice.facts.words.is_none()), "the public reads who, not what");
    let history = app.read_need(&Actor::Operator, need.number).await.unwrap().history;
    assert_eq!(history.iter().filter(|e| e.event.kind == EventKind::VoiceGiven).count(), 2);
    assert_eq!(app.load_demo(&DemoContent::parse(files()).unwrap()).await.unwrap(), DemoLoaded::Before);
    assert_eq!(app.voices(&Actor::Operator, need.number).await.unwrap().rows.len(), 2);
}

#[tokio::test]
async fn contracts_fit_their_rules_and_say_what_the_story_says() {
    let (_test, app) = world().await;
    app.load_demo(&DemoContent::parse(files()).unwrap()).await.unwrap();
    let everything = app::contract::ContractQuestion::default();
    let listed = app.list_contracts(&Actor::Operator, &everything, Page::new(1, 50)).await.unwrap();
    assert!(listed.total >= 10);
    for row in &listed.rows {
        assert_eq!(row.contract.facts.problems(&row.contract.coverage), [], "{}", row.contract.facts.name);
    }
    let people = app.directory().await.unwrap();
    let essunga = people.organisation_called("Essunga").unwrap().id;
    let karin = app.people_of(&Actor::Operator, essunga).await.unwrap().swap_remove(0).person;
    let token = app.start_session(karin.id, "").await.unwrap();
    let actor = app.visitor(&token).await.unwrap().actor;
    let filter = SolutionFilter { search: "digitala lås".into(), ..SolutionFilter::default() };
    let found = app.list_solutions(&actor, &filter, Page::new(1, 5)).await.unwrap().rows;
    let locks = found.iter().find(|row| row.solution.facts.name == "Digitala lås i hemtjänsten").unwrap();
    let answer = &locks.usable.as_ref().unwrap().answer;
    assert_eq!(answer.usability, domain::usability::Usability::AfterCallOff);
}

#[tokio::test]
async fn lists_are_there_without_the_demo() {
    let (_test, app) = world().await;
    app.fill_lists(&DemoContent::parse(files()).unwrap()).await.unwrap();
    let directory = app.directory().await.unwrap();
    assert!(directory.service_areas.len() > 60 && directory.capabilities.len() == 12);
    assert!(directory.organisations.is_empty());
}

#[test]
fn references_to_nothing_are_refused() {
    let mut broken = files();
    for (path, text) in &mut broken {
        if path == "persons.json" {
            *text = text.replacen("\"essunga\"", "\"atlantis\"", 1);
        }
    }
    assert!(
        matches!(DemoContent::parse(broken), Err(DemoError::UnknownKey { key, .. }) if key == "atlantis")
    );
    let text = "{ \"persons\": 7 }".to_owned();
    assert!(matches!(DemoContent::parse([("persons.json".to_owned(), text)]), Err(DemoError::File { .. })));
}

/// When this fails, texts of the demo or the model have changed:
/// `cargo run --release -p brygga-app --example demo_vectors` makes the file anew.
#[tokio::test]
async fn the_demo_matches_by_meaning_from_the_start() {
    let test = TestDb::new().await;
    let model = Model::embedded().unwrap();
    let clock = Clock::fixed(Instant::from_milliseconds(NOW));
    let app = App::new(test.db.clone(), clock).with_model(Reader::Carried(model));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/vectors.bin");
    let file = std::fs::read(path).unwrap();
    app.load_demo(&DemoContent::parse(files()).unwrap().with_vectors(&file)).await.unwrap();
    app.fill_index(|_| ()).await.unwrap();
    assert_eq!(app.meaning_state(), MeaningState::Ready, "no text is left to read");
    assert_eq!(app.vectors_file().await.unwrap(), file, "and none is there in vain");
}

#[tokio::test]
async fn vectors_that_cannot_be_read_are_passed_over() {
    for file in [&b""[..], b"BRYVECTS", b"BRYVECTS00000000000000000000000000000000cut"] {
        let (_test, app) = world().await;
        let content = DemoContent::parse(files()).unwrap().with_vectors(file);
        assert!(matches!(app.load_demo(&content).await.unwrap(), DemoLoaded::Now { .. }));
    }
}

/// What an installation begins with, and what the migration makes of one that began with the groups of the accounts.
#[test]
fn every_area_stands_in_one_of_about_twelve_groups_also_where_the_list_is_older() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join("demo/collaboration.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let areas = file["service_areas"].as_array().unwrap();
    let of = |area: &serde_json::Value, key: &str| area[key].as_str().unwrap().to_owned();
    let mut groups: Vec<(String, String)> =
        areas.iter().map(|area| (of(area, "group"), of(area, "group_en"))).collect();
    groups.sort();
    groups.dedup();
    assert!((10..=14).contains(&groups.len()), "{groups:?}");
    let mut told: Vec<(String, String, String)> =
        areas.iter().map(|area| (of(area, "code"), of(area, "group"), of(area, "group_en"))).collect();
    let migration = root.join("crates/store/migrations/0033_catalogue.sql");
    let migration = std::fs::read_to_string(migration).unwrap();
    let mut migrated = Vec::new();
    for statement in migration.split(";\n").filter(|one| one.contains("area_group_en = ")) {
        let quoted: Vec<&str> = statement.split('\'').skip(1).step_by(2).collect();
        let codes = statement.split("code IN (").nth(1).unwrap().split(')').next().unwrap();
        for code in codes.split('\'').skip(1).step_by(2) {
            migrated.push((code.to_owned(), quoted[0].to_owned(), quoted[1].to_owned()));
        }
    }
    told.sort();
    migrated.sort();
    assert_eq!(migrated, told, "each code once, in the same group");
}
