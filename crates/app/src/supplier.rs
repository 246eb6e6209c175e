//! Suppliers: what solutions say of who provides them, gathered by name, and names that lead to others.
//!
//! A renamed or merged name is kept as one that leads on, so that files and addresses with the old one find the new one. Only what a
//! reader may see is counted, and what was said of a name holds for those who co-operate with whoever said it. Not here: contracts.

use std::collections::HashMap;

use domain::event::{Change, EventKind};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::supplier::{SaidOfSupplier, key_of};
use domain::text::SHORT_MAX;
use store::Tx;
use store::page::sort_key;

use crate::checked::Checked;
use crate::error::FieldProblem;
use crate::solution::keep::save;
use crate::solution::{Named, subject};
use crate::{App, AppError, Refusal};

/// Longest row of names that lead to each other which is followed.
const FOLLOWED: usize = 20;

/// A supplier in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierRow {
    /// What it is called.
    pub name: String,
    /// How many solutions the reader sees that it provides.
    pub solutions: i64,
    /// Whether somebody has said that it is no more.
    pub is_retired: bool,
    /// Who has taken over then.
    pub successor: Option<String>,
}

/// A supplier with its solutions.
#[derive(Debug, Clone)]
pub struct SupplierPage {
    /// As in the list.
    pub row: SupplierRow,
    /// Its solutions, by name, with how each writes the supplier.
    pub solutions: Vec<(Named, String)>,
    /// Why it is no more.
    pub reason: Option<String>,
    /// Names that lead here, of those the reader's own organisation has said so.
    pub names: Vec<String>,
    /// Whether the reader keeps any of its solutions, and so may rename it.
    pub may_keep: bool,
}

/// What renaming a supplier comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamePlan {
    /// What it is called.
    pub from: String,
    /// What it will be called.
    pub to: String,
    /// How many solutions the other has already; the two become one.
    pub joins: i64,
    /// Entries that get the new name.
    pub changes: Vec<Named>,
    /// Entries that others keep: they keep their spelling and are counted under the new name.
    pub others: usize,
}

/// What was said of names, as far as it holds for a reader.
#[derive(Debug)]
pub(crate) struct Names {
    said: HashMap<String, SaidOfSupplier>,
}

impl Names {
    pub(crate) async fn of(tx: &mut Tx, actor: &Actor) -> Result<Self, AppError> {
        let said = store::supplier::all(tx).await?.into_iter().filter(|said| holds(actor, said));
        Ok(Self { said: said.map(|said| (said.key.clone(), said)).collect() })
    }

    /// The name that a name leads to.
    pub(crate) fn today(&self, name: &str) -> String {
        let mut name = name.to_owned();
        for _ in 0..FOLLOWED {
            match self.said.get(&key_of(&name)).and_then(|said| said.leads_to.clone()) {
                Some(next) => name = next,
                None => break,
            }
        }
        name
    }

    fn retired(&self, key: &str) -> Option<&SaidOfSupplier> {
        self.said.get(key).filter(|said| said.retired.is_some())
    }
}

/// Whether what was said of a name holds for somebody: those who co-operate with whoever said it.
fn holds(actor: &Actor, said: &SaidOfSupplier) -> bool {
    let about = Subject { owner: said.organisation, author: None, sharing: Sharing::Collaboration };
    actor.may(Deed::Read, &about)
}

/// The name that a supplier has today, for who writes it.
pub(crate) async fn name_today(
    tx: &mut Tx,
    actor: &Actor,
    name: Option<String>,
) -> Result<Option<String>, AppError> {
    match name {
        Some(name) => Ok(Some(Names::of(tx, actor).await?.today(&name))),
        None => Ok(None),
    }
}

impl App {
    /// Every supplier of the solutions that the reader may see, by name.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn suppliers(&self, actor: &Actor) -> Result<Vec<SupplierRow>, AppError> {
        let mut tx = self.db.read().await?;
        let names = Names::of(&mut tx, actor).await?;
        Ok(gathered(&mut tx, actor, &names).await?.into_iter().map(|(row, _)| row).collect())
    }

    /// A supplier by a name that it has or had.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the reader sees none of its solutions.
    pub async fn read_supplier(&self, actor: &Actor, called: &str) -> Result<SupplierPage, AppError> {
        let mut tx = self.db.read().await?;
        let names = Names::of(&mut tx, actor).await?;
        let (row, spellings) = found(&mut tx, actor, &names, called).await?;
        let seen = solutions(&mut tx, actor, &spellings).await?;
        let own = actor.member().map(|member| member.organisation);
        let key = key_of(&row.name);
        let leads = |said: &&SaidOfSupplier| {
            said.leads_to.is_some()
                && (*actor == Actor::Operator || said.organisation == own)
                && key_of(&names.today(&said.name)) == key
        };
        let mut former: Vec<String> =
            names.said.values().filter(leads).map(|said| said.name.clone()).collect();
        former.sort();
        Ok(SupplierPage {
            reason: names.retired(&key).and_then(|said| said.reason.clone()),
            may_keep: seen.iter().any(|one| actor.may(Deed::KeepCatalogue, &subject(one))),
            names: former,
            solutions: seen
                .into_iter()
                .map(|one| (named(&one), one.facts.provider.unwrap_or_default()))
                .collect(),
            row,
        })
    }

    /// What giving a supplier another name would come to; a name that another has makes the two one.
    ///
    /// # Errors
    /// As [`App::rename_supplier`].
    pub async fn would_rename_supplier(
        &self,
        actor: &Actor,
        called: &str,
        to: &str,
    ) -> Result<RenamePlan, AppError> {
        let mut tx = self.db.read().await?;
        Ok(self.renaming(&mut tx, actor, called, to).await?.0)
    }

    /// Gives a supplier another name, in all the entries that the actor keeps, at once. The old one leads on.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the reader sees none of its solutions; [`AppError::Denied`] for who keeps none of them;
    /// [`AppError::Invalid`] for a name that cannot be.
    pub async fn rename_supplier(
        &self,
        actor: &Actor,
        called: &str,
        to: &str,
    ) -> Result<RenamePlan, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let (plan, own) = self.renaming(&mut tx, actor, called, to).await?;
        // A name that led here and is taken up again leads nowhere.
        if let Some(said) = store::supplier::get(&mut tx, &key_of(&plan.to)).await?
            && said.leads_to.is_some()
        {
            store::supplier::delete(&mut tx, &said).await?;
        }
        let mut changed = Vec::new();
        for before in own {
            let was = before.facts.provider.clone().unwrap_or_default();
            changed.push((before.number.to_string(), was));
            self.set_provider(&mut tx, actor, &before, &plan.to).await?;
        }
        if key_of(&plan.from) != key_of(&plan.to) {
            let said = SaidOfSupplier {
                key: key_of(&plan.from),
                version: 0,
                name: plan.from.clone(),
                leads_to: Some(plan.to.clone()),
                changed,
                retired: None,
                reason: None,
                successor: None,
                organisation: actor.member().map(|member| member.organisation),
                person: actor.member().map(|member| member.person),
                at: now,
            };
            store::supplier::put(&mut tx, &said).await?;
        }
        tx.commit().await?;
        Ok(plan)
    }

    /// Takes a renaming back: the entries that still have the new name as it was given get back what they had.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a name that leads nowhere or that another organisation has given.
    pub async fn undo_supplier_name(&self, actor: &Actor, former: &str) -> Result<usize, AppError> {
        let mut tx = self.db.write().await?;
        let said = store::supplier::get(&mut tx, &key_of(former)).await?;
        let is_own = |said: &SaidOfSupplier| match (actor, said.organisation) {
            (Actor::Operator, _) => true,
            (Actor::Member(_), Some(owner)) => actor.may(Deed::KeepCatalogue, &Subject::of(owner)),
            (Actor::Member(_), None) | (Actor::Anonymous, _) => false,
        };
        let said = said.filter(|said| said.leads_to.is_some() && is_own(said)).ok_or(AppError::NotFound)?;
        let mut back = 0;
        for (number, was) in &said.changed {
            let Some(entry) = store::solution::by_number(&mut tx, number).await? else { continue };
            let stands = entry.facts.provider == said.leads_to && entry.withdrawn.is_none();
            if stands && actor.may(Deed::KeepCatalogue, &subject(&entry)) {
                self.set_provider(&mut tx, actor, &entry, was).await?;
                back += 1;
            }
        }
        store::supplier::delete(&mut tx, &said).await?;
        tx.commit().await?;
        Ok(back)
    }

    /// Says that a supplier is no more, why, and who has taken over.
    ///
    /// # Errors
    /// As [`App::rename_supplier`]; [`Refusal::ChangedMeanwhile`] when it has been said already.
    pub async fn retire_supplier(
        &self,
        actor: &Actor,
        called: &str,
        (successor, reason): (&str, &str),
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let names = Names::of(&mut tx, actor).await?;
        let (row, spellings) = found(&mut tx, actor, &names, called).await?;
        let own = kept(solutions(&mut tx, actor, &spellings).await?, actor)?;
        let mut checked = Checked::new(now);
        let reason = checked.required("reason", 0, reason, SHORT_MAX);
        let successor = checked.optional("successor", 0, successor, SHORT_MAX);
        if key_of(&successor) == key_of(&row.name) {
            checked.add("successor", 0, FieldProblem::Unknown);
        }
        checked.done()?;
        if row.is_retired {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let said = SaidOfSupplier {
            key: key_of(&row.name),
            version: 0,
            name: row.name.clone(),
            leads_to: None,
            changed: Vec::new(),
            retired: Some(now),
            reason: Some(reason.clone()),
            successor: (!successor.is_empty()).then_some(successor),
            organisation: actor.member().map(|member| member.organisation),
            person: actor.member().map(|member| member.person),
            at: now,
        };
        store::supplier::put(&mut tx, &said).await?;
        self.tell_retired(&mut tx, actor, &own, ("", &reason)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes back that a supplier is no more.
    ///
    /// # Errors
    /// As [`App::retire_supplier`].
    pub async fn take_up_supplier(&self, actor: &Actor, called: &str) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let names = Names::of(&mut tx, actor).await?;
        let (row, spellings) = found(&mut tx, actor, &names, called).await?;
        let own = kept(solutions(&mut tx, actor, &spellings).await?, actor)?;
        let said = names.retired(&key_of(&row.name)).ok_or(AppError::Refused(Refusal::ChangedMeanwhile))?;
        store::supplier::delete(&mut tx, said).await?;
        let reason = said.reason.clone().unwrap_or_default();
        self.tell_retired(&mut tx, actor, &own, (&reason, "")).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn renaming(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        called: &str,
        to: &str,
    ) -> Result<(RenamePlan, Vec<Solution>), AppError> {
        let names = Names::of(tx, actor).await?;
        let (row, spellings) = found(tx, actor, &names, called).await?;
        let mut checked = Checked::new(self.clock.now());
        let to = checked.required("name", 0, &to.replace(['\n', '\t'], " "), SHORT_MAX);
        if to == row.name {
            checked.add("name", 0, FieldProblem::Taken);
        }
        let all = solutions(tx, actor, &spellings).await?;
        let others = all.len();
        let own = kept(all, actor)?;
        checked.done()?;
        let key = key_of(&to);
        let is_other = key != key_of(&row.name);
        let gathered = gathered(tx, actor, &names).await?;
        let there = gathered.into_iter().find(|(other, _)| is_other && key_of(&other.name) == key);
        let plan = RenamePlan {
            from: row.name,
            // The other's own spelling, where there is one.
            to: there.as_ref().map_or(to, |(other, _)| other.name.clone()),
            joins: there.map_or(0, |(other, _)| other.solutions),
            changes: own.iter().map(named).collect(),
            others: others - own.len(),
        };
        Ok((plan, own))
    }

    async fn set_provider(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: &Solution,
        name: &str,
    ) -> Result<(), AppError> {
        let mut after = Solution { updated: self.clock.now(), ..before.clone() };
        after.facts.provider = Some(name.to_owned());
        let changes = crate::changes::of_solution(before, &after);
        if changes.is_empty() {
            return Ok(());
        }
        save(tx, &after).await?;
        self.solution_event(tx, actor, before, (EventKind::Edited, changes)).await
    }

    /// What was said of a supplier stands in the histories of the entries that the actor keeps.
    async fn tell_retired(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        own: &[Solution],
        (before, after): (&str, &str),
    ) -> Result<(), AppError> {
        for entry in own {
            let changes: Vec<Change> =
                Change::between("supplier_retired", before, after).into_iter().collect();
            self.solution_event(tx, actor, entry, (EventKind::Edited, changes)).await?;
        }
        Ok(())
    }
}

fn named(one: &Solution) -> Named {
    Named { number: one.number, name: one.facts.name.clone() }
}

/// Those that the actor keeps; who keeps none may not.
fn kept(all: Vec<Solution>, actor: &Actor) -> Result<Vec<Solution>, AppError> {
    let own: Vec<Solution> =
        all.into_iter().filter(|one| actor.may(Deed::KeepCatalogue, &subject(one))).collect();
    if own.is_empty() { Err(AppError::Denied) } else { Ok(own) }
}

/// Suppliers with how solutions write them, the most frequent spelling first.
async fn gathered(
    tx: &mut Tx,
    actor: &Actor,
    names: &Names,
) -> Result<Vec<(SupplierRow, Vec<String>)>, AppError> {
    let mut by_key: HashMap<String, (String, i64, i64, Vec<String>)> = HashMap::new();
    for one in store::supplier::providers(tx, &actor.visibility()).await? {
        let today = names.today(&one.name);
        let leads = key_of(&today) != key_of(&one.name);
        let entry = by_key.entry(key_of(&today)).or_insert_with(|| (today.clone(), 0, 0, Vec::new()));
        // The spelling that most use is the name, unless a name was chosen.
        if !leads && one.solutions > entry.2 {
            (entry.0, entry.2) = (one.name.clone(), one.solutions);
        }
        entry.1 += one.solutions;
        entry.3.push(one.name);
    }
    let row = |(key, (name, solutions, _, spellings)): (String, (String, i64, i64, Vec<String>))| {
        let said = names.retired(&key);
        let successor = said.and_then(|said| said.successor.clone());
        (SupplierRow { name, solutions, is_retired: said.is_some(), successor }, spellings)
    };
    let mut rows: Vec<_> = by_key.into_iter().map(row).collect();
    rows.sort_by_cached_key(|(row, _)| sort_key(&row.name));
    Ok(rows)
}

async fn found(
    tx: &mut Tx,
    actor: &Actor,
    names: &Names,
    called: &str,
) -> Result<(SupplierRow, Vec<String>), AppError> {
    let key = key_of(&names.today(called));
    let found = gathered(tx, actor, names).await?.into_iter().find(|(row, _)| key_of(&row.name) == key);
    found.ok_or(AppError::NotFound)
}

/// The solutions that the actor sees under any of these spellings, by name.
async fn solutions(tx: &mut Tx, actor: &Actor, spellings: &[String]) -> Result<Vec<Solution>, AppError> {
    let mut seen = Vec::new();
    for spelling in spellings {
        for id in store::supplier::solutions_of(tx, spelling).await? {
            let found = store::solution::get(tx, id).await?;
            seen.extend(found.filter(|one| actor.may(Deed::Read, &subject(one))));
        }
    }
    seen.sort_by_cached_key(|one| (sort_key(&one.facts.name), one.number.to_string()));
    Ok(seen)
}
