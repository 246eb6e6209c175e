//! How long the landscape takes at 1,000, 10,000 and 100,000 solutions that 290 organisations use:
//!
//! ```text
//! cargo run --release -p brygga-app --example landscape
//! BRYGGA_TEST_DATABASE=postgres://USER@HOST/EMPTY cargo run --release -p brygga-app --example landscape
//! ```
//!
//! Who uses what is made by a rule from the number of each solution, the same each time: three organisations use each, large ones more
//! often. Prints p50 and p95 of single answers for a member who co-operates with all, and for the public.

#![allow(clippy::print_stdout, reason = "a program that prints figures")]

use std::error::Error;
use std::time::Instant;

use app::landscape::{Axis, LandscapeFilter};
use app::organisation::OrganisationInput;
use app::{App, Clock, Page};
use domain::id::{OrganisationId, PersonId, SolutionId, UsageId};
use domain::number::{Number, Series};
use domain::organisation::{OrganisationKind, Population};
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::service_area::{Capability, ServiceArea};
use domain::sharing::Sharing;
use domain::solution::{AsWritten, Lifecycle, Solution, SolutionFacts, SolutionKind};
use domain::usage::{Usage, UsageStatus};
use store::testing::TestDb;

const ORGANISATIONS: usize = 290;
const AREAS: usize = 72;
const CAPABILITIES: usize = 12;
const TIMES: usize = 20;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    println!("solutions | to fill, s | what | p50 ms | p95 ms");
    for solutions in [1_000, 10_000, 100_000] {
        measure(solutions).await?;
    }
    Ok(())
}

/// Numbers that look like chance and are the same each time.
const fn spread(turn: usize, salt: usize) -> usize {
    let mixed = (turn.wrapping_mul(2_654_435_761) ^ salt.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
    (mixed >> 13) % 1_000_003
}

async fn measure(solutions: usize) -> Result<(), Box<dyn Error>> {
    let test = TestDb::new().await;
    let clock = Clock::System;
    let app = App::new(test.db.clone(), clock);
    let organisations = organisations(&app).await?;
    words(&test).await?;
    catalogue(&test, &app, &organisations, solutions).await?;
    let begun = Instant::now();
    app.fill_index(|_| ()).await.map_err(|error| error.to_string())?;
    let filled = begun.elapsed().as_secs_f64();
    let own = organisations[0];
    let member = Actor::Member(Member {
        person: PersonId::at(app.clock().now()),
        organisation: own,
        roles: vec![Role::Coordinator],
        partners: organisations[1..].to_vec(),
    });
    let page = Page::new(1, 25);
    let everything = LandscapeFilter::default();
    let group = LandscapeFilter { group: "Grupp 3".to_owned(), ..LandscapeFilter::default() };
    for (name, actor) in [("member", &member), ("public", &Actor::Anonymous)] {
        for what in ["areas", "one group", "capabilities", "overlaps", "gaps", "likeness"] {
            let mut took = Vec::with_capacity(TIMES);
            for _ in 0..TIMES {
                let begun = Instant::now();
                let own = LandscapeFilter { own: Some(own), ..everything.clone() };
                let done = match what {
                    "areas" => app.landscape(actor, &own, Axis::Areas).await.map(drop),
                    "one group" => app.landscape(actor, &group, Axis::Areas).await.map(drop),
                    "capabilities" => app.landscape(actor, &own, Axis::Capabilities).await.map(drop),
                    "overlaps" => app.landscape_overlaps(actor, &own, page).await.map(drop),
                    "gaps" => app.landscape_gaps(actor, &own, page).await.map(drop),
                    _ => app.landscape_likeness(actor, &own).await.map(drop),
                };
                done.map_err(|error| error.to_string())?;
                took.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            took.sort_by(f64::total_cmp);
            let (half, nearly) = (took[TIMES / 2], took[TIMES * 95 / 100 - 1]);
            println!("{solutions} | {filled:.1} | {what}, {name} | {half:.1} | {nearly:.1}");
        }
    }
    Ok(())
}

async fn organisations(app: &App) -> Result<Vec<OrganisationId>, Box<dyn Error>> {
    let mut ids = Vec::with_capacity(ORGANISATIONS);
    for at in 0..ORGANISATIONS {
        let input = OrganisationInput {
            kind: OrganisationKind::Municipality,
            name: format!("Kommun {at:03}"),
            short_name: format!("K{at:03}"),
            municipality_code: None,
            county_code: Some(format!("{:02}", at % 21)),
            county: Some(format!("Län {}", at % 21)),
            population: Some(Population {
                value: u32::try_from(5_000 + spread(at, 1) % 90_000)?,
                date: "2026".to_owned(),
                source: "Påhittat".to_owned(),
            }),
            valid_from: None,
        };
        let added = app.add_organisation(&Actor::Operator, input).await.map_err(|error| error.to_string())?;
        ids.push(added.id);
    }
    let all = app::collaboration::CollaborationInput {
        name: "Alla".to_owned(),
        purpose: String::new(),
        lead: Some(ids[0]),
    };
    app.add_collaboration(&Actor::Operator, all, &ids).await.map_err(|error| error.to_string())?;
    Ok(ids)
}

async fn words(test: &TestDb) -> Result<(), Box<dyn Error>> {
    let mut tx = test.db.write().await?;
    for at in 0..AREAS {
        let area = ServiceArea {
            code: format!("{at}"),
            name: format!("Område {at}"),
            name_en: String::new(),
            group: format!("Grupp {}", at % 12),
            group_en: String::new(),
        };
        store::service_area::put(&mut tx, &area, i64::try_from(at)?).await?;
    }
    for at in 0..CAPABILITIES {
        let one =
            Capability { code: format!("f{at}"), name: format!("Förmåga {at}"), name_en: String::new() };
        store::service_area::put_capability(&mut tx, &one, i64::try_from(at)?).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn catalogue(
    test: &TestDb,
    app: &App,
    organisations: &[OrganisationId],
    solutions: usize,
) -> Result<(), Box<dyn Error>> {
    let now = app.clock().now();
    let mut tx = test.db.write().await?;
    for at in 0..solutions {
        let facts = SolutionFacts {
            name: format!("Lösning {at}"),
            kind: SolutionKind::ALL[at % 4],
            provider: None,
            summary: "Gör något för någon.".to_owned(),
            description: String::new(),
            typical_needs: Vec::new(),
            capabilities: (0..2).map(|turn| format!("f{}", spread(at, 10 + turn) % CAPABILITIES)).collect(),
            service_areas: (0..2).map(|turn| (spread(at, 20 + turn) % AREAS).to_string()).collect(),
            tags: Vec::new(),
            integrations: Vec::new(),
            standards: Vec::new(),
            information_class: None,
            lifecycle: Lifecycle::InUse,
            licence: None,
            url: None,
            as_written: AsWritten::default(),
        };
        let sharing =
            [Sharing::Public, Sharing::Network, Sharing::Collaboration, Sharing::Organisation][at % 4];
        let by = |turn| {
            let one = spread(at, 30 + turn) % ORGANISATIONS;
            // The square of a share: the first ones have more.
            organisations[one * one / ORGANISATIONS]
        };
        let solution = Solution {
            id: SolutionId::at(now),
            version: 1,
            number: Number { series: Series::Solution, year: now.year(), serial: i64::try_from(at + 1)? },
            facts,
            owner: Some(by(0)),
            sharing,
            source_key: None,
            withdrawn: None,
            lineage: domain::solution::Lineage::default(),
            created: now,
            updated: now,
        };
        store::solution::insert(&mut tx, &solution).await?;
        for turn in 0..3 {
            let status = UsageStatus::ALL[spread(at, 40 + turn) % 4];
            let usage = Usage::new(UsageId::at(now), solution.id, by(turn), status);
            store::usage::put(&mut tx, &usage).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
