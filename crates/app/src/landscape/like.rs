//! Who resembles an organisation by what both use, with the reasons.

use std::cmp::Reverse;

use domain::id::OrganisationId;
use domain::landscape::{Likeness, Stance, is_enough, rarity};
use domain::permission::Actor;

use super::kept::{Held, Kept};
use super::{Answers, AnswersCount, Asked, Counted, LandscapeFilter, Named};
use crate::{App, AppError};

/// Solutions named as a reason; the rest are counted.
const NAMED: usize = 4;

/// An organisation that is compared with the own one.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Which.
    pub organisation: OrganisationId,
    /// From 0 to 1, see [`Likeness`].
    pub likeness: f64,
    /// How many solutions both use, only they, and only the own organisation.
    pub counts: (usize, usize, usize),
    /// What both use, the rarest first.
    pub shared: Vec<Named>,
    /// What only they use, what most others use first: it is the easiest to ask about.
    pub only_they: Vec<Named>,
    /// What only the own organisation uses.
    pub only_own: Vec<Named>,
}

/// Everybody who can be compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LikenessPage {
    /// How many solutions the own organisation uses.
    pub own_used: usize,
    /// Whether that is enough to compare it.
    pub is_enough: bool,
    /// The most alike first.
    pub rows: Vec<Alike>,
    /// Of whom too little is known, with how many solutions they use.
    pub too_little: Vec<(OrganisationId, usize)>,
}

/// A solution with the columns of its users.
type Used<'a> = (&'a Held, &'a [usize]);

/// How many solutions there were, and the few of them that are named. With hundreds of organisations to compare with, a list of all would
/// be as long as the catalogue for each.
#[derive(Default, Clone)]
struct Foremost<'a> {
    count: usize,
    named: Vec<Used<'a>>,
}

impl<'a> Foremost<'a> {
    /// Counts a solution, and keeps it where it comes before those that are kept.
    fn count<K: Ord>(&mut self, one: Used<'a>, order: impl Fn(&Used<'a>) -> K) {
        self.count += 1;
        let place = self.named.partition_point(|kept| order(kept) <= order(&one));
        if place < NAMED {
            self.named.truncate(NAMED - 1);
            self.named.insert(place, one);
        }
    }

    fn count_rarest(&mut self, one: Used<'a>) {
        self.count(one, |(held, users)| (users.len(), held.number));
    }

    fn count_commonest(&mut self, one: Used<'a>) {
        self.count(one, |(held, users)| (Reverse(users.len()), held.number));
    }
}

/// What is counted of another organisation beside the own one.
#[derive(Default, Clone)]
struct Beside<'a> {
    likeness: Likeness,
    shared: Foremost<'a>,
    only_they: Foremost<'a>,
    only_own: Foremost<'a>,
}

fn count(kept: &Kept, asked: &Asked) -> (Answers, LikenessPage) {
    let organisations = &asked.ground.organisations;
    let mut answers = AnswersCount::new(organisations.len(), asked.now);
    let mut used: Vec<(&Held, Vec<usize>)> = Vec::new();
    let mut used_by = vec![0_usize; organisations.len()];
    kept.each(&asked.visibility, organisations, |held, said| {
        answers.count(held.updated, said);
        let users = said.iter().filter(|(_, stance)| *stance == Stance::Uses);
        let users: Vec<usize> = users.map(|(column, _)| *column).collect();
        users.iter().for_each(|column| used_by[*column] += 1);
        if !users.is_empty() {
            used.push((held, users));
        }
    });
    let answers = answers.answers();
    let own_used = if asked.has_own() { used_by.first().copied().unwrap_or(0) } else { 0 };
    if !is_enough(own_used) {
        return (answers, LikenessPage { own_used, ..LikenessPage::default() });
    }
    let mut beside: Vec<Beside<'_>> = vec![Beside::default(); organisations.len()];
    for (held, users) in &used {
        let weight = rarity(users.len(), answers.answered);
        let one = (*held, users.as_slice());
        if users.contains(&0) {
            // Everybody who does not use it differs from the own organisation in it.
            let mut theirs = users.iter().copied().peekable();
            for (column, beside) in beside.iter_mut().enumerate().skip(1) {
                while theirs.next_if(|user| *user < column).is_some() {}
                let is_shared = theirs.peek() == Some(&column);
                beside.likeness.count(is_shared, weight);
                if is_shared {
                    beside.shared.count_rarest(one);
                } else {
                    beside.only_own.count_commonest(one);
                }
            }
        } else {
            for column in users {
                beside[*column].likeness.count(false, weight);
                beside[*column].only_they.count_commonest(one);
            }
        }
    }
    let compared = (1..organisations.len()).filter(|column| is_enough(used_by[*column]));
    let mut rows: Vec<Alike> = compared.map(|column| alike(asked, column, &beside[column])).collect();
    rows.sort_by(|one, other| other.likeness.total_cmp(&one.likeness));
    let too_little = (1..organisations.len()).filter(|column| !is_enough(used_by[*column]));
    let too_little = too_little.map(|column| (organisations[column], used_by[column])).collect();
    (answers, LikenessPage { own_used, is_enough: true, rows, too_little })
}

fn alike(asked: &Asked, column: usize, beside: &Beside<'_>) -> Alike {
    let named = |(held, users): &Used<'_>| Named {
        number: held.number,
        name: held.name.to_string(),
        users: asked.organisations(users.iter().copied()),
    };
    let named = |found: &Foremost<'_>| -> Vec<Named> { found.named.iter().map(named).collect() };
    Alike {
        organisation: asked.ground.organisations[column],
        likeness: beside.likeness.value(),
        counts: (beside.shared.count, beside.only_they.count, beside.only_own.count),
        shared: named(&beside.shared),
        only_they: named(&beside.only_they),
        only_own: named(&beside.only_own),
    }
}

impl App {
    /// Who resembles the own organisation by what both use.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn landscape_likeness(
        &self,
        actor: &Actor,
        filter: &LandscapeFilter,
    ) -> Result<Counted<LikenessPage>, AppError> {
        self.counted(actor, filter, count).await
    }
}
