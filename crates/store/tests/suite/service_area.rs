//! Service areas and capabilities: put, renamed, and listed in their own order.

use domain::service_area::{Capability, ServiceArea};
use store::service_area;
use store::testing::TestDb;

fn an_area(code: &str, name: &str) -> ServiceArea {
    ServiceArea {
        code: code.into(),
        name: name.into(),
        name_en: format!("{name} in English"),
        group: "Vård och omsorg".into(),
        group_en: "Care".into(),
    }
}

fn a_capability(code: &str, name: &str) -> Capability {
    Capability { code: code.into(), name: name.into(), name_en: format!("{name} in English") }
}

#[tokio::test]
async fn areas_read_back_in_order() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(service_area::all(&mut tx).await.unwrap(), []);
    let [last, first, tie_b, tie_a] =
        [an_area("100", "Äldre"), an_area("900", "Övrigt"), an_area("G2", "Två"), an_area("G1", "Ett")];
    for (area, position) in [(&last, 9), (&first, 1), (&tie_b, 5), (&tie_a, 5)] {
        service_area::put(&mut tx, area, position).await.unwrap();
    }
    assert_eq!(service_area::all(&mut tx).await.unwrap(), [first, tie_a, tie_b, last]);
}

#[tokio::test]
async fn putting_an_area_again_changes_everything_but_its_code() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let other = an_area("520", "Andra");
    service_area::put(&mut tx, &an_area("510", "Äldre"), 1).await.unwrap();
    service_area::put(&mut tx, &other, 2).await.unwrap();
    let changed = ServiceArea {
        code: "510".into(),
        name: "Omsorg".into(),
        name_en: "Care of the elderly".into(),
        group: "Ny grupp".into(),
        group_en: "New group".into(),
    };
    service_area::put(&mut tx, &changed, 3).await.unwrap();
    assert_eq!(service_area::all(&mut tx).await.unwrap(), [other, changed], "its place too");
}

#[tokio::test]
async fn capabilities_read_back_in_order() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(service_area::capabilities(&mut tx).await.unwrap(), []);
    let [last, first, tie_b, tie_a] = [
        a_capability("a", "Boka"),
        a_capability("z", "Signera"),
        a_capability("y", "Övervaka"),
        a_capability("b", "Ärendehantera"),
    ];
    for (capability, position) in [(&last, 9), (&first, 1), (&tie_b, 5), (&tie_a, 5)] {
        service_area::put_capability(&mut tx, capability, position).await.unwrap();
    }
    assert_eq!(service_area::capabilities(&mut tx).await.unwrap(), [first, tie_a, tie_b, last]);
}

#[tokio::test]
async fn putting_a_capability_again_changes_everything_but_its_code() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let other = a_capability("signera", "Signera");
    service_area::put_capability(&mut tx, &a_capability("boka", "Boka"), 1).await.unwrap();
    service_area::put_capability(&mut tx, &other, 2).await.unwrap();
    let changed = Capability { code: "boka".into(), name: "Planera".into(), name_en: "Plan".into() };
    service_area::put_capability(&mut tx, &changed, 3).await.unwrap();
    assert_eq!(service_area::capabilities(&mut tx).await.unwrap(), [other, changed], "its place too");
}
