//! `brygga eval`: how well the matching does on a judged set.

use matching::StaleView;
use matching::eval::{JudgedSet, Report, SetError, Vectors, measure, measure_needs, measure_with};
use matching::meaning::Model;
use matching::rank::Weights;
use web::texts::Texts;

use crate::cli::EvalArgs;
use crate::failure::{Done, Failure};
use crate::screen::{note, say};

/// Measures, and prints figures with their intervals or, as JSON, nothing else.
pub(crate) fn run(arguments: &EvalArgs, texts: Texts) -> Done {
    let EvalArgs { set, json, lexical_only, needs: _, solutions } = arguments;
    let set = JudgedSet::read(set).map_err(unreadable)?;
    let catalogue = solutions.as_deref().map(JudgedSet::read_documents).transpose().map_err(unreadable)?;
    let report = match (&catalogue, lexical_only) {
        (Some(catalogue), true) => measure_needs(&set, catalogue, None),
        (Some(catalogue), false) => needs_by_meaning(&set, catalogue, texts),
        (None, true) => measure(&set),
        (None, false) => by_meaning(&set, texts),
    };
    let report = report.map_err(|error| Failure::of("cli-eval-failed").with("detail", error.to_string()))?;
    if *json {
        let json = serde_json::to_string(&report);
        return say(&json.map_err(|error| Failure::of("cli-error-output").with("detail", error.to_string()))?);
    }
    show(&report, texts)
}

/// By words and meaning; by words alone, and said so, where the model cannot be used.
fn by_meaning(set: &JudgedSet, texts: Texts) -> Result<Report, StaleView> {
    let vectors = Model::embedded().ok().and_then(|model| Vectors::of(model, set).ok());
    say_if_missing(vectors.as_ref(), texts);
    measure_with(set, vectors.as_ref(), Weights::default())
}

/// The same for similar needs.
fn needs_by_meaning(set: &JudgedSet, catalogue: &JudgedSet, texts: Texts) -> Result<Report, StaleView> {
    let vectors = Model::embedded().ok().and_then(|model| Vectors::of_needs(model, set, catalogue).ok());
    say_if_missing(vectors.as_ref(), texts);
    measure_needs(set, catalogue, vectors.as_ref())
}

fn say_if_missing(vectors: Option<&Vectors>, texts: Texts) {
    if vectors.is_none() {
        note(&texts.text("cli-eval-without-meaning"));
    }
}

fn unreadable(error: SetError) -> Failure {
    match error {
        SetError::Unreadable { file, source } => Failure::file(&file, &source),
        SetError::Broken { file, line, problem } => Failure::of("cli-eval-broken")
            .with("file", file.display().to_string())
            .with("line", line.to_string())
            .with("detail", problem),
        SetError::Empty { file } => Failure::of("cli-read-empty").with("file", file.display().to_string()),
    }
}

fn show(report: &Report, texts: Texts) -> Done {
    say(&texts.text_with(
        "cli-eval-set",
        &[("documents", report.documents.into()), ("queries", report.queries.into())],
    ))?;
    for (name, value, [low, high]) in [
        ("nDCG@10", report.ndcg_at_10, report.ndcg_at_10_interval),
        ("Recall@5", report.recall_at_5, report.recall_at_5_interval),
        ("MRR@10", report.mrr_at_10, report.mrr_at_10_interval),
    ] {
        say(&format!("  {name:<9} {value:.3}  [{low:.3}, {high:.3}]"))?;
    }
    if let (Some(auc), Some([low, high])) = (report.auc_no_match, report.auc_no_match_interval) {
        say(&format!("  {:<9} {auc:.3}  [{low:.3}, {high:.3}]", "AUC"))?;
        let by_score = report.auc_top_score.map_or_else(String::new, |auc| format!("{auc:.3}"));
        say(&texts.text_with(
            "cli-eval-no-match",
            &[("queries", report.queries_no_match.into()), ("score", by_score.into())],
        ))?;
    }
    if report.queries_without_judgement > 0 {
        say(&texts.text_with("cli-eval-left-out", &[("queries", report.queries_without_judgement.into())]))?;
    }
    Ok(())
}
