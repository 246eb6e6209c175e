//! What the nearest solutions and needs say of a need: each votes for its codes with the weight of its score, and a
//! code is suggested only when it wins clearly.
//!
//! Method: weighted nearest neighbours, as in Dudani, "The distance-weighted k-nearest-neighbor rule" (1976), with a
//! margin below which nothing is said. Not here: who the voters are, and how near they lie.

use std::collections::BTreeMap;

/// What a voter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voting {
    /// A solution.
    Solution,
    /// A need.
    Need,
}

/// One that votes.
#[derive(Debug, Clone, Copy)]
pub struct Voter<'a> {
    /// What it is.
    pub voting: Voting,
    /// How near it lies; nothing below 0 counts.
    pub score: f32,
    /// What it votes for.
    pub codes: &'a [String],
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Those for it.
    pub with: usize,
    /// All who voted.
    pub of: usize,
}

/// A code that won.
#[derive(Debug, Clone, PartialEq)]
pub struct Won {
    /// The code.
    pub code: String,
    /// Its share of all weight, 0 to 1.
    pub share: f32,
    /// Solutions that voted for it.
    pub solutions: Count,
    /// Needs that voted for it.
    pub needs: Count,
}

/// When a code has won.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Least share of the weight.
    pub share: f32,
    /// Fewest voters for it.
    pub voters: usize,
    /// Most codes that win.
    pub winners: usize,
}

/// One area: the one that most of the weight is for.
pub const AREA: Rule = Rule { share: 0.6, voters: 3, winners: 1 };

/// A few capabilities, each of which half the weight is for.
pub const CAPABILITIES: Rule = Rule { share: 0.5, voters: 3, winners: 3 };

/// The codes that won, the weightiest first; equal ones in the order of their codes. A voter without codes has not
/// voted: nobody has said anything about it.
pub fn winners(voters: &[Voter<'_>], rule: Rule) -> Vec<Won> {
    let voters: Vec<_> = voters.iter().filter(|voter| voter.score > 0.0 && !voter.codes.is_empty()).collect();
    let weight: f32 = voters.iter().map(|voter| voter.score).sum();
    let of = |kind: Voting| voters.iter().filter(|voter| voter.voting == kind).count();
    let (solutions, needs) = (of(Voting::Solution), of(Voting::Need));
    let mut tally: BTreeMap<&str, Won> = BTreeMap::new();
    for voter in &voters {
        for code in voter.codes {
            let won = tally.entry(code).or_insert_with(|| Won {
                code: code.clone(),
                share: 0.0,
                solutions: Count { with: 0, of: solutions },
                needs: Count { with: 0, of: needs },
            });
            won.share += voter.score / weight;
            match voter.voting {
                Voting::Solution => won.solutions.with += 1,
                Voting::Need => won.needs.with += 1,
            }
        }
    }
    let is_clear = |won: &Won| won.share >= rule.share && won.solutions.with + won.needs.with >= rule.voters;
    let mut won: Vec<Won> = tally.into_values().filter(is_clear).collect();
    won.sort_by(|a, b| b.share.total_cmp(&a.share));
    // Two that are as good as each other are no clear answer where only one may win.
    let is_tied =
        |won: &[Won]| won.len() > rule.winners && rule.winners == 1 && won[1].share > 0.9 * won[0].share;
    if is_tied(&won) {
        return Vec::new();
    }
    won.truncate(rule.winners);
    won
}
