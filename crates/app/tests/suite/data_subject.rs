//! A data subject's request: one report over everything, and no text column forgotten.

use std::collections::BTreeSet;

use crate::cast::Cast;
use app::{AppError, FieldProblem};
use domain::permission::Actor;
use domain::sharing::Sharing;

#[tokio::test]
async fn a_person_is_found_in_records_and_in_the_trail_and_by_what_they_did() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, "Rut Svensson ringer om nycklarna.", Sharing::Collaboration).await;
    cast.app.comment_on(&cast.bo, need.number, "Vi pratade med rut svensson i går.", "").await.unwrap();
    cast.app.withdraw_need(&cast.anna, need.number, need.version).await.unwrap();
    let find = async |what: &str| cast.app.about_person(&Actor::Operator, &[what.to_owned()]).await.unwrap();
    let found = find("Rut Svensson").await;
    let places: BTreeSet<_> = found.iter().map(|one| (one.place, one.field)).collect();
    for place in [("needs", "body"), ("comments", "body"), ("events", "changes")] {
        assert!(places.contains(&place), "{place:?} in {places:?}");
    }
    assert!(
        found.iter().any(|one| one.record == need.number.to_string() && one.excerpt.contains("Rut Svensson"))
    );
    let done: BTreeSet<_> = find("anna.lind@kommun.example").await.iter().map(|one| one.place).collect();
    for place in ["people", "assignments", "needs", "events"] {
        assert!(done.contains(place), "{place} in {done:?}");
    }
    assert!(find("Finns Inte Alls").await.is_empty());

    let short = cast.app.about_person(&Actor::Operator, &["ab".to_owned()]).await.unwrap_err();
    let AppError::Invalid(fields) = short else { panic!("{short:?}") };
    assert!(matches!(fields[0].problem, FieldProblem::Text(_)));
    let denied = cast.app.about_person(&cast.ada, &["Rut Svensson".to_owned()]).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let mut tx = cast.test.db.read().await.unwrap();
    let last = store::event::latest(&mut tx).await.unwrap();
    let searched = store::event::at(&mut tx, last).await.unwrap().unwrap();
    assert_eq!(searched.kind, domain::event::EventKind::PersonSearched);
    assert!(!format!("{searched:?}").to_lowercase().contains("svensson"), "what was looked for is not kept");
}

/// Text columns that say nothing about people: codes, days, numbers, hashes, and what is made from other columns.
const NOT_ABOUT_PEOPLE: &[&str] = &[
    "address",
    "allocation_key",
    "answer",
    "area",
    "area_group",
    "area_group_en",
    "availability",
    "baseline_on",
    "browser_hash",
    "capabilities",
    "capability",
    "challenge",
    "checksum",
    "choices",
    "chosen_sharing",
    "closed",
    "closed_on",
    "code",
    "code_hash",
    "confidence",
    "confidentiality",
    "county",
    "county_code",
    "criterion",
    "day",
    "decided_on",
    "deed",
    "dimension",
    "doer",
    "due",
    "duty",
    "effort",
    "ended",
    "ended_on",
    "ends",
    "excludes",
    "fetched",
    "first_day",
    "format",
    "frequency",
    "gender",
    "go",
    "happened_on",
    "hash",
    "holder",
    "id",
    "import_id",
    "issuer",
    "item",
    "key",
    "kind",
    "kpi",
    "last_day",
    "level",
    "level_after",
    "level_before",
    "licence",
    "lifecycle",
    "limits",
    "list",
    "live",
    "measured_by",
    "measured_on",
    "merged_into",
    "model",
    "month",
    "municipality",
    "municipality_code",
    "name_en",
    "name_sort",
    "next_on",
    "nonce",
    "notice",
    "number",
    "on_day",
    "onward",
    "options",
    "origin",
    "outcome",
    "part",
    "password_hash",
    "planned",
    "population_date",
    "postponed",
    "reach",
    "registered_by",
    "relation",
    "requires",
    "role",
    "route",
    "scope",
    "search",
    "seat",
    "second_factor",
    "secret",
    "seen",
    "service_area",
    "service_areas",
    "sharing",
    "since",
    "sort_key",
    "source",
    "source_key",
    "stage",
    "standing",
    "starts",
    "state",
    "state_hash",
    "status",
    "subject_kind",
    "sureness",
    "target_on",
    "text_hash",
    "tie",
    "title_sort",
    "to_stage",
    "token_hash",
    "told",
    "told_to",
    "topic",
    "track",
    "until",
    "until_day",
    "valid_from",
    "valid_to",
    "verdict",
    "verifier",
    "voices",
    "vote",
    "voting",
    "waits_role",
    "was_shared",
    "weight",
    "wish_from",
];

/// Tables that hold no text about people, or only what refers to a record that is gone through.
const NOT_GONE_THROUGH: &[&str] = &[
    "capabilities",
    "contract_coverage",
    "contract_solutions",
    "counters",
    "figures",
    "follow_ups",
    "group_roles",
    "half_sessions",
    "leases",
    "mail_keys",
    "memberships",
    "notice_choices",
    "organisation_domains",
    "organisation_names",
    "password_wishes",
    "publications",
    "service_areas",
    "sharing_raises",
    "solution_areas",
    "solution_capabilities",
    "solution_moves",
    "vectors",
    "written_codes",
];

#[test]
fn every_text_column_is_gone_through_or_said_to_hold_nothing() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let gone_through: BTreeSet<(String, String)> =
        store::data_subject::places().map(|(place, column)| (place.to_owned(), column.to_owned())).collect();
    let (mut forgotten, mut columns) = (Vec::new(), 0);
    for file in files {
        let mut table = String::new();
        for line in std::fs::read_to_string(file).unwrap().lines().map(str::trim) {
            for start in ["CREATE TABLE ", "ALTER TABLE "] {
                if let Some(rest) = line.strip_prefix(start) {
                    table = rest.split([' ', '(']).next().unwrap().to_owned();
                }
            }
            let column = line.split(" ADD COLUMN ").last().unwrap_or_default();
            let mut words = column.split_whitespace();
            let (name, is_text) = (words.next().unwrap_or_default(), words.next() == Some("TEXT"));
            let about = !name.ends_with("_id") || name == "person_id";
            if !is_text
                || !about
                || NOT_ABOUT_PEOPLE.contains(&name)
                || NOT_GONE_THROUGH.contains(&table.as_str())
            {
                continue;
            }
            columns += 1;
            if !gone_through.contains(&(table.clone(), name.to_owned())) {
                forgotten.push(format!("{table}.{name}"));
            }
        }
    }
    assert!(columns > 30, "{columns} columns");
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
