//! The figures by which rankings are judged.

/// Discounted cumulative gain of `found` (grades in ranked order) in proportion to the best order of all `judged`
/// grades; gain 2^grade − 1, discount log2(rank + 1), the first `depth` ranks. 0 where nothing judged has gain.
pub fn ndcg_at(depth: usize, found: &[u32], judged: &[u32]) -> f64 {
    let gain = |grades: &[u32]| -> f64 {
        let discounted =
            |(at, grade): (usize, &u32)| (2_f64.powi(*grade as i32) - 1.0) / (at as f64 + 2.0).log2();
        grades.iter().take(depth).enumerate().map(discounted).sum()
    };
    let mut ideal = judged.to_vec();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = gain(&ideal);
    if best > 0.0 { gain(found) / best } else { 0.0 }
}

/// Share of `all` relevant documents that are among the first `depth`.
pub fn recall_at(depth: usize, is_relevant: &[bool], all: usize) -> f64 {
    is_relevant.iter().take(depth).filter(|relevant| **relevant).count() as f64 / all.max(1) as f64
}

/// One over the rank of the first relevant document, 0 beyond `depth`.
pub fn reciprocal_rank_at(depth: usize, is_relevant: &[bool]) -> f64 {
    is_relevant.iter().take(depth).position(|relevant| *relevant).map_or(0.0, |at| 1.0 / (at as f64 + 1.0))
}

/// Chance that one of `with` is above one of `without`, equal values counting half (Mann and Whitney's U over its
/// maximum); none where either is empty.
pub fn auc(with: &[f64], without: &[f64]) -> Option<f64> {
    let pairs = with.len() * without.len();
    let above = |a: &f64| -> f64 {
        without
            .iter()
            .map(|b| {
                if a > b {
                    1.0
                } else if a == b {
                    0.5
                } else {
                    0.0
                }
            })
            .sum()
    };
    (pairs > 0).then(|| with.iter().map(above).sum::<f64>() / pairs as f64)
}

/// Mean; 0 of nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Percentile bootstrap: the middle 95 % of the means of `times` resamplings (Efron and Tibshirani, 1993).
pub(crate) fn interval(values: &[f64], times: usize, seed: u64) -> [f64; 2] {
    if values.is_empty() {
        return [0.0, 0.0];
    }
    let mut random = fastrand::Rng::with_seed(seed);
    let mut means: Vec<f64> = (0..times)
        .map(|_| {
            (0..values.len()).map(|_| values[random.usize(..values.len())]).sum::<f64>() / values.len() as f64
        })
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| means[((means.len() - 1) as f64 * share).round() as usize];
    [at(0.025), at(0.975)]
}

/// The middle 95 % of [`auc`] over `times` resamplings of both sides; none where either is empty.
pub fn auc_interval(with: &[f64], without: &[f64], times: usize, seed: u64) -> Option<[f64; 2]> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut drawn = |values: &[f64]| -> Vec<f64> {
        (0..values.len()).map(|_| values[random.usize(..values.len())]).collect()
    };
    let mut areas = Vec::with_capacity(times);
    for _ in 0..times {
        areas.push(auc(&drawn(with), &drawn(without))?);
    }
    areas.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| areas[((areas.len() - 1) as f64 * share).round() as usize];
    Some([at(0.025), at(0.975)])
}

#[cfg(test)]
mod tests {
    use super::{auc, auc_interval, interval, mean, ndcg_at, recall_at, reciprocal_rank_at};

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn ndcg_by_hand() {
        // Found: grade 1, none, grade 2. Gain 1/1 + 0 + 3/2 = 2.5; ideal 3/1 + 1/log2(3).
        let ideal = 3.0 + 1.0 / 3_f64.log2();
        assert!(near(ndcg_at(10, &[1, 0, 2], &[1, 2, 0]), 2.5 / ideal));
        assert!(near(ndcg_at(10, &[2, 1], &[1, 2]), 1.0));
        // A judged document that is not found still counts in the ideal.
        assert!(near(ndcg_at(10, &[], &[2]), 0.0));
        assert!(near(ndcg_at(2, &[0, 0, 2], &[2]), 0.0));
        assert!(near(ndcg_at(10, &[0], &[]), 0.0));
    }

    #[test]
    fn recall_and_rank_by_hand() {
        assert!(near(recall_at(5, &[false, true, false, false, false, true], 2), 0.5));
        assert!(near(reciprocal_rank_at(10, &[false, false, true]), 1.0 / 3.0));
        assert!(near(reciprocal_rank_at(2, &[false, false, true]), 0.0));
    }

    #[test]
    fn auc_by_hand() {
        assert_eq!(auc(&[3.0, 1.0], &[2.0]), Some(0.5));
        assert_eq!(auc(&[2.0], &[2.0, 1.0]), Some(0.75));
        assert_eq!(auc(&[2.0], &[]), None);
        assert_eq!(auc_interval(&[2.0], &[], 10, 1), None);
        let [low, high] = auc_interval(&[3.0, 1.0, 4.0], &[2.0, 0.5], 200, 1).unwrap_or_default();
        assert!(low < 0.8 && high == 1.0);
    }

    #[test]
    fn intervals_repeat_and_hold_the_mean() {
        let values: Vec<f64> = (0..60).map(|i| f64::from(i % 2)).collect();
        let [low, high] = interval(&values, 2_000, 7);
        assert_eq!([low, high], interval(&values, 2_000, 7));
        assert!(low < mean(&values) && mean(&values) < high);
        assert!(near(mean(&values), 0.5) && (0.30..0.45).contains(&low) && (0.55..0.70).contains(&high));
    }
}
