//! Importing catalogues, as the command line and the pages do it.

mod catalogues;
mod keys;
mod publiccode;
mod round_trip;
mod rows;
mod undo;
mod upload;
mod words;

use std::io::Cursor;

use app::import::{ImportError, ImportOptions, ImportReport, Table};
use app::organisation::OrganisationInput;
use app::person::PersonInput;
use app::{App, Clock};
use domain::event::EventKind;
use domain::instant::Instant;
use domain::organisation::{Organisation, OrganisationKind};
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::solution::Solution;
use exchange::read::Separator;
use exchange::{Mapping, MappingFile, ReadOptions, SolutionWriter, Source};
use store::solution::SolutionFilter;
use store::testing::TestDb;

/// Noon on the first of June 2026, in Sweden.
const NOW: i64 = 1_780_308_000_000;

/// A database and the system over it, at a time that stands still.
struct World {
    _test: TestDb,
    app: App,
}

impl World {
    async fn new() -> Self {
        let test = TestDb::new().await;
        let app = App::new(test.db.clone(), Clock::fixed(Instant::from_milliseconds(NOW)));
        Self { _test: test, app }
    }

    async fn organisation(&self, name: &str, short_name: &str) -> Organisation {
        let input = OrganisationInput {
            kind: OrganisationKind::Municipality,
            name: name.to_owned(),
            short_name: short_name.to_owned(),
            municipality_code: None,
            county_code: None,
            county: None,
            population: None,
            valid_from: None,
        };
        self.app.add_organisation(&Actor::Operator, input).await.unwrap()
    }

    /// Imports one file as the operator.
    async fn import(&self, text: &str) -> ImportReport {
        self.import_with(text, &ImportOptions::default()).await.unwrap()
    }

    async fn import_with(&self, text: &str, options: &ImportOptions) -> Result<ImportReport, ImportError> {
        let mut tables = [table("losningar.csv", text)];
        self.app.import_solutions(&Actor::Operator, &mut tables, options, &mut |_| ()).await
    }

    async fn solutions(&self) -> Vec<Solution> {
        let page = store::page::Page::new(1, 1000);
        let found =
            self.app.list_solutions(&Actor::Operator, &SolutionFilter::default(), page).await.unwrap();
        found.rows.into_iter().map(|row| row.solution).collect()
    }

    async fn called(&self, name: &str) -> Solution {
        self.solutions().await.into_iter().find(|solution| solution.facts.name == name).unwrap()
    }

    /// Events of a solution, the oldest first, with the fields that changed.
    async fn events(&self, solution: &Solution) -> Vec<(EventKind, Vec<String>)> {
        let page = self.app.read_solution(&Actor::Operator, solution.number).await.unwrap();
        let events = page.history.into_iter().rev().map(|entry| entry.event);
        events
            .map(|event| (event.kind, event.changes.into_iter().map(|change| change.field).collect()))
            .collect()
    }

    async fn export(&self) -> Vec<u8> {
        let mut writer = SolutionWriter::new(Vec::new(), Separator::Comma).unwrap();
        self.app.export_solutions(&Actor::Operator, &mut writer).await.unwrap().unwrap();
        writer.finish().unwrap()
    }
}

fn table(name: &str, text: impl Into<Vec<u8>>) -> Table<Cursor<Vec<u8>>> {
    table_with(name, text, &MappingFile::default())
}

fn table_with(name: &str, text: impl Into<Vec<u8>>, file: &MappingFile) -> Table<Cursor<Vec<u8>>> {
    let mut source = Source::open(Cursor::new(text.into()), name, ReadOptions::default()).unwrap();
    let sample = source.sample(200).unwrap();
    let mapping = Mapping::with_file(&source, &sample, file).unwrap();
    Table { name: name.to_owned(), source, mapping, original: None }
}

async fn coordinator_of(world: &World, organisation: &Organisation) -> Actor {
    let input = PersonInput {
        name: "Karin Ås".to_owned(),
        email: "karin.as@kommun.example".to_owned(),
        organisation: organisation.id,
        role: Role::Coordinator,
        title: String::new(),
        password: None,
    };
    let person = world.app.add_person(&Actor::Operator, input).await.unwrap().id;
    let (organisation, roles) = (organisation.id, vec![Role::Coordinator]);
    Actor::Member(Member { person, organisation, roles, partners: Vec::new() })
}

fn counts(report: &ImportReport) -> [u64; 6] {
    [report.rows, report.created, report.changed, report.unchanged, report.superseded, report.refused]
}
