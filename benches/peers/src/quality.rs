//! How well each way ranks on judged sets: nDCG@10 as `brygga eval` computes it.

use std::path::Path;

use matching::Document;
use matching::eval::{JudgedSet, Query, ndcg_at};

use crate::peer::{Failure, Peer};
use crate::{Options, filled};

const DEPTH: usize = 10;

/// Measures all sets and prints what was found.
pub fn measure(options: &Options) -> Result<(), Failure> {
    for folder in &options.sets {
        of_set(folder, options)?;
    }
    Ok(())
}

fn of_set(folder: &Path, options: &Options) -> Result<(), Failure> {
    let set = JudgedSet::read(folder)?;
    let documents: Vec<Document> = set.documents().map(|(_, document)| document.clone()).collect();
    let ids: Vec<&str> = set.documents().filter_map(|(key, _)| set.id(key)).collect();
    let is_judged = |query: &&Query| query.judgements.values().any(|grade| *grade > 0);
    let queries: Vec<&Query> = set.queries().iter().filter(is_judged).collect();
    let needs: Vec<&str> = queries.iter().map(|query| query.text.as_str()).collect();
    let mut found = Vec::new();
    for (mut peer, _) in filled(&documents, &needs, options, false)? {
        let mut sum = 0.0;
        for query in &queries {
            sum += ndcg(query, &ids, peer.as_mut())?;
        }
        found.push((peer.name(), sum / queries.len().max(1) as f64));
    }
    let others = found.iter().filter(|(name, _)| !name.starts_with("Brygga"));
    let best = others.map(|(_, ndcg)| *ndcg).fold(0.0, f64::max);
    println!(
        "\n| {} ({} needs) | nDCG@10 | / best peer |",
        folder.file_name().unwrap_or_default().display(),
        queries.len()
    );
    println!("|---|---|---|");
    for (name, ndcg) in found {
        println!("| {name} | {ndcg:.3} | {:.2} |", ndcg / best);
    }
    Ok(())
}

fn ndcg(query: &Query, ids: &[&str], peer: &mut dyn Peer) -> Result<f64, Failure> {
    let places = peer.best(&query.text, DEPTH + 1)?;
    let found = places.iter().filter_map(|place| ids.get(*place)).filter(|id| **id != query.id).take(DEPTH);
    let grades: Vec<u32> = found.map(|id| query.judgements.get(*id).copied().unwrap_or(0)).collect();
    let judged = query.judgements.iter().filter(|(id, _)| **id != query.id).map(|(_, grade)| *grade);
    Ok(ndcg_at(DEPTH, &grades, &judged.collect::<Vec<u32>>()))
}
