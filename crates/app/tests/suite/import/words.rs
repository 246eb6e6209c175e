//! Words: what is understood, what is kept as written, and saying later what was meant.

use domain::event::EventKind;
use domain::permission::Actor;
use domain::service_area::{Capability, ServiceArea};
use domain::sharing::Sharing;
use domain::solution::{AsWritten, InformationClass, Lifecycle, Solution, SolutionKind};
use domain::usage::UsageStatus;
use exchange::Field;

use super::{World, counts};

impl World {
    async fn usages(&self, solution: &Solution) -> Vec<(String, UsageStatus, Option<String>)> {
        let page = self.app.read_solution(&Actor::Operator, solution.number).await.unwrap();
        let usages = page.usages.into_iter();
        usages.map(|row| (row.organisation, row.usage.status, row.usage.contact_role)).collect()
    }

    async fn lists(&self) {
        let mut tx = self._test.db.write().await.unwrap();
        let area = ServiceArea {
            code: "510".into(),
            name: "Vård och omsorg om äldre".into(),
            name_en: "Care of older people".into(),
            group: String::new(),
            group_en: String::new(),
        };
        store::service_area::put(&mut tx, &area, 1).await.unwrap();
        let capability = Capability {
            code: "boka_planera".into(),
            name: "Boka och planera".into(),
            name_en: "Book and plan".into(),
        };
        store::service_area::put_capability(&mut tx, &capability, 1).await.unwrap();
        tx.commit().await.unwrap();
    }
}

const HEADER: &str = "id;namn;organisation;slag;status;användning;synlighet;verksamhetsområde;förmågor;konfidentialitet;\
                      riktighet;tillgänglighet;kontaktroll\n";

#[tokio::test]
async fn known_words_get_their_meaning() {
    let world = World::new().await;
    world.lists().await;
    let skara = world.organisation("Skara kommun", "Skara").await;
    let row = "1;A;skara;E-tjänst;Pilot;avtal finns;öppen;510|Care of older people;boka och planera;2;3;K1;enhetschef\n";
    let report = world.import(&format!("{HEADER}{row}2;B;;;;;;;;;;;\n")).await;
    assert_eq!(report.unknown, []);
    let solution = world.called("A").await;
    assert_eq!((solution.owner, solution.sharing), (Some(skara.id), Sharing::Public));
    let facts = &solution.facts;
    assert_eq!((facts.kind, facts.lifecycle), (SolutionKind::EService, Lifecycle::Pilot));
    assert_eq!(
        (&facts.service_areas[..], &facts.capabilities[..]),
        (&["510".into()][..], &["boka_planera".into()][..])
    );
    assert_eq!(facts.information_class, InformationClass::new(2, 3, 1));
    assert_eq!(facts.as_written, AsWritten::default());
    let usage = ("Skara".to_owned(), UsageStatus::Contract, Some("enhetschef".to_owned()));
    assert_eq!(world.usages(&solution).await, [usage]);
}

#[tokio::test]
async fn unknown_words_refuse_nothing_and_are_kept_as_written() {
    let world = World::new().await;
    world.lists().await;
    let row = "1;A;Okända kommunen;Manick;kanske;nja;hemligt;510|Framtid;trolla;hög;?;;\n";
    let again = "2;B;Okända kommunen;Manick;drift;;;;;;;;\n";
    let report = world.import(&format!("{HEADER}{row}{again}")).await;
    assert_eq!(counts(&report), [2, 2, 0, 0, 0, 0]);
    let solution = world.called("A").await;
    assert_eq!((solution.owner, solution.sharing), (None, Sharing::Collaboration));
    assert_eq!((solution.facts.kind, solution.facts.lifecycle), (SolutionKind::Software, Lifecycle::InUse));
    assert_eq!(solution.facts.service_areas, ["510"]);
    let written = AsWritten {
        organisation: Some("Okända kommunen".into()),
        kind: Some("Manick".into()),
        lifecycle: Some("kanske".into()),
        usage_status: Some("nja".into()),
        sharing: Some("hemligt".into()),
        information_class: Some("hög | ? | –".into()),
        service_areas: vec!["Framtid".into()],
        capabilities: vec!["trolla".into()],
    };
    assert_eq!(solution.facts.as_written, written);
    let told = |field| {
        report.unknown.iter().find(|word| word.field == field).map(|word| (word.value.as_str(), word.rows))
    };
    assert_eq!(told(Field::Organisation), Some(("Okända kommunen", 2)));
    assert_eq!(told(Field::Lifecycle), Some(("kanske", 1)));
    assert_eq!(told(Field::ServiceAreas), Some(("Framtid", 1)));
    assert!(report.unknown.windows(2).all(|pair| pair[0].rows >= pair[1].rows));
}

#[tokio::test]
async fn an_organisations_row_says_that_it_uses_the_solution() {
    let world = World::new().await;
    world.organisation("Skara kommun", "Skara").await;
    world.import("id;namn;organisation;status;kontakt\n1;A;Skara kommun;utveckling;it-chef\n").await;
    let solution = world.called("A").await;
    let planned = ("Skara".to_owned(), UsageStatus::Planned, Some("it-chef".to_owned()));
    assert_eq!(world.usages(&solution).await, [planned]);
    // Only who is asked has changed: the entry itself has no new version.
    let report =
        world.import("id;namn;organisation;status;kontakt\n1;A;Skara kommun;utveckling;förvaltare\n").await;
    assert_eq!(counts(&report), [1, 0, 1, 0, 0, 0]);
    assert_eq!(world.called("A").await.version, 1);
    assert_eq!(world.events(&solution).await[1], (EventKind::UsageChanged, vec!["usage".to_owned()]));
}

#[tokio::test]
async fn a_written_organisation_is_linked_later_and_stays_linked() {
    let world = World::new().await;
    let text = "id;namn;organisation;användning;status\n1;A;Göteneborg;avtal;drift\n2;B;Göteneborg;;pilot\n3;C;Annan;;\n";
    world.import(text).await;
    let gotene = world.organisation("Götene kommun", "Götene").await;
    let linked = world.app.link_organisation(&Actor::Operator, "Göteneborg", gotene.id).await.unwrap();
    assert_eq!(linked, 2);
    let (a, b) = (world.called("A").await, world.called("B").await);
    assert_eq!((a.owner, a.facts.as_written.is_empty()), (Some(gotene.id), true));
    assert_eq!(world.usages(&a).await[0].1, UsageStatus::Contract);
    assert_eq!(world.usages(&b).await[0].1, UsageStatus::Pilot);
    assert_eq!(world.events(&a).await[1].0, EventKind::Linked);
    assert_eq!(world.app.link_organisation(&Actor::Operator, "Göteneborg", gotene.id).await.unwrap(), 0);
    // The file still says what it said; that undoes nothing.
    let report = world.import(text).await;
    assert_eq!(world.called("B").await, b);
    assert_eq!(world.called("A").await.owner, Some(gotene.id));
    assert!(report.remarks.kept.iter().any(|finding| finding.kind.code() == "owner_kept"));
}

#[tokio::test]
async fn only_who_keeps_the_catalogue_links() {
    let world = World::new().await;
    world.import("id;namn;organisation\n1;A;Skra\n").await;
    let skara = world.organisation("Skara kommun", "Skara").await;
    let actor = super::coordinator_of(&world, &skara).await;
    let denied = world.app.link_organisation(&actor, "Skra", skara.id).await;
    assert!(matches!(denied, Err(app::AppError::Denied)));
    assert_eq!(world.called("A").await.owner, None);
}
