//! Reading and measuring judged sets: figures known by hand, faults that are named, and the floors on the real ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use std::fs;
use std::path::{Path, PathBuf};

use matching::eval::{JudgedSet, SetError, Vectors, measure, measure_needs, measure_with};
use matching::meaning::Model;
use matching::rank::Weights;

fn a_set(qrels: &str, queries: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let corpus = "{\"text\":\"Digitala lås i hemmet\",\"id\":\"d1\",\"title\":\"Lås\"}\n\
                  {\"id\":\"d2\",\"title\":\"Arkiv\",\"text\":\"Bevarar handlingar\"}\n\n\
                  {\"id\":\"q1\",\"title\":\"lås lås\",\"text\":\"lås\"}\n";
    fs::write(folder.path().join("corpus.jsonl"), corpus).unwrap();
    fs::write(folder.path().join("queries.jsonl"), queries).unwrap();
    fs::write(folder.path().join("qrels.tsv"), qrels).unwrap();
    folder
}

const QUERIES: &str = "{\"id\":\"q1\",\"text\":\"nya lås\"}\n{\"id\":\"q2\",\"text\":\"okänt ord qqqq\"}\n{\"id\":\"q3\",\"text\":\"lås\"}\n";

#[test]
fn figures_of_a_small_set() {
    let folder = a_set("query-id\tcorpus-id\trelevance\nq2\td2\t1\nq1\td1\t2\n", QUERIES);
    let without = "{\"id\":\"n1\",\"text\":\"zzzz\"}\n";
    fs::write(folder.path().join("queries-nomatch.jsonl"), without).unwrap();
    let report = measure(&JudgedSet::read(folder.path()).unwrap()).unwrap();
    // q1 finds d1 first, since the document q1 is left out; q2 finds nothing and has no document of the highest grade.
    assert_eq!((report.ndcg_at_10, report.recall_at_5, report.mrr_at_10), (0.5, 1.0, 1.0));
    assert_eq!((report.queries, report.queries_without_judgement, report.queries_no_match), (2, 1, 1));
    assert_eq!((report.auc_no_match, report.auc_top_score), (Some(0.75), Some(0.75)));
    let json = serde_json::to_value(&report).unwrap();
    for name in ["ndcg_at_10", "recall_at_5", "mrr_at_10", "auc_no_match"] {
        assert!(json[name].is_number(), "{name}");
    }
}

#[test]
fn judgements_need_no_header() {
    let with = a_set("query-id\tcorpus-id\trelevance\nq1\td1\t1\n", QUERIES);
    let without = a_set("q1\td1\t1\n", QUERIES);
    let report = |folder: &Path| measure(&JudgedSet::read(folder).unwrap()).unwrap();
    assert_eq!(report(with.path()), report(without.path()));
    assert_eq!(report(with.path()).auc_no_match, None);
}

#[test]
fn faults_are_named_with_file_and_line() {
    let place = |qrels: &str, queries: &str| {
        let folder = a_set(qrels, queries);
        JudgedSet::read(folder.path())
            .unwrap_err()
            .to_string()
            .replace(&folder.path().display().to_string(), "")
    };
    assert!(
        place("q1\td1\t1\n", "{\"id\":\"q1\",\"text\":\"a\"}\nnot json\n")
            .starts_with("/queries.jsonl, line 2:")
    );
    assert!(place("q1\td1\t1\nq1 d1 1\n", QUERIES).starts_with("/qrels.tsv, line 2: 1 columns"));
    assert!(place("q1\td1\t1\nq1\td1\tmuch\n", QUERIES).starts_with("/qrels.tsv, line 2:"));
    assert!(place("", QUERIES).ends_with("qrels.tsv is empty"));
    let missing = JudgedSet::read(Path::new("no-such-folder")).unwrap_err();
    assert!(matches!(missing, SetError::Unreadable { ref file, .. } if file.ends_with("corpus.jsonl")));
}

/// A real set; none, with a word about it, where it is absent.
fn a_development_set(name: &str) -> Option<JudgedSet> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/eval").join(name);
    if folder.exists() {
        return Some(JudgedSet::read(&folder).unwrap());
    }
    println!("skipped: {} is absent", folder.display());
    None
}

#[test]
fn the_floors_hold_by_words() {
    for (name, ndcg, recall) in [("behov-dev", 0.43, 0.45), ("swefaq-dev", 0.69, 0.80)] {
        let Some(set) = a_development_set(name) else { continue };
        let report = measure(&set).unwrap();
        assert!(report.ndcg_at_10 >= ndcg, "{name}: nDCG@10 {}", report.ndcg_at_10);
        assert!(report.recall_at_5 >= recall, "{name}: Recall@5 {}", report.recall_at_5);
    }
}

fn the_floor_holds_by_meaning(name: &str, ndcg: f64, recall: f64) {
    let Some(set) = a_development_set(name) else { return };
    let vectors = Vectors::of(Model::embedded().unwrap(), &set).unwrap();
    let report = measure_with(&set, Some(&vectors), Weights::default()).unwrap();
    assert!(report.ndcg_at_10 >= ndcg, "{name}: nDCG@10 {}", report.ndcg_at_10);
    assert!(report.recall_at_5 >= recall, "{name}: Recall@5 {}", report.recall_at_5);
}

#[test]
fn the_floor_of_needs_holds_by_meaning() {
    the_floor_holds_by_meaning("behov-dev", 0.58, 0.67);
}

#[test]
fn the_floor_of_questions_holds_by_meaning() {
    the_floor_holds_by_meaning("swefaq-dev", 0.77, 0.85);
}

#[test]
fn the_floor_of_similar_needs_holds_by_meaning() {
    let (Some(needs), Some(catalogue)) =
        (a_development_set("behov-dev-needs"), a_development_set("behov-dev"))
    else {
        return;
    };
    let vectors = Vectors::of_needs(Model::embedded().unwrap(), &needs, &catalogue).unwrap();
    let report = measure_needs(&needs, &catalogue, Some(&vectors)).unwrap();
    assert!(report.ndcg_at_10 >= 0.30, "nDCG@10 {}", report.ndcg_at_10);
    assert!(report.recall_at_5 >= 0.33, "Recall@5 {}", report.recall_at_5);
}
