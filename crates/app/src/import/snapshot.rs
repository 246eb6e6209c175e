//! An entry with its usages as plain values by field, so that two states can be laid beside a third.
//!
//! Not here: when a run is undone ([`super::undo`]).

use std::collections::BTreeMap;

use domain::id::{OrganisationId, PersonId};
use domain::instant::Instant;
use domain::sharing::Sharing;
use domain::solution::{Solution, SolutionFacts};
use domain::usage::{Experience, Standing, Usage, UsageStatus};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::StoreError;

/// Before the id of an organisation, what it says of its use.
const USAGE: &str = "usage:";
const OWNER: &str = "owner";
pub(crate) const SHARING: &str = "sharing";

/// The values of an entry by field: those of [`SolutionFacts`], `owner`, `sharing`, and `usage:` with an organisation's id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Snapshot(pub(crate) BTreeMap<String, Value>);

/// What an organisation says of its use. What is left out where there is nothing was not there when the first runs were kept: those
/// must still be found unchanged.
#[derive(Debug, Serialize, Deserialize)]
struct UsageFacts {
    status: UsageStatus,
    since: Option<Date>,
    reason: Option<String>,
    contact_role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    users: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pros: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cons: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    effort: Option<String>,
    #[serde(default = "own", skip_serializing_if = "is_own")]
    standing: Standing,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    registered_by: Option<OrganisationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confirmed_by: Option<PersonId>,
}

const fn own() -> Standing {
    Standing::Own
}

fn is_own(standing: &Standing) -> bool {
    *standing == Standing::Own
}

impl UsageFacts {
    fn of(usage: &Usage) -> Self {
        let Experience { pros, cons, effort } = usage.experience.clone();
        Self {
            status: usage.status,
            since: usage.since,
            reason: usage.reason.clone(),
            contact_role: usage.contact_role.clone(),
            until: usage.until,
            users: usage.users,
            instance: usage.instance.clone(),
            contact: usage.contact,
            pros,
            cons,
            effort,
            standing: usage.standing,
            registered_by: usage.registered_by,
            confirmed_at: usage.confirmed_at,
            confirmed_by: usage.confirmed_by,
        }
    }

    fn over(self, present: &Usage) -> Usage {
        Usage {
            id: present.id,
            version: present.version,
            solution: present.solution,
            organisation: present.organisation,
            status: self.status,
            since: self.since,
            until: self.until,
            users: self.users,
            instance: self.instance,
            reason: self.reason,
            contact_role: self.contact_role,
            contact: self.contact,
            experience: Experience { pros: self.pros, cons: self.cons, effort: self.effort },
            standing: self.standing,
            registered_by: self.registered_by,
            confirmed_at: self.confirmed_at,
            confirmed_by: self.confirmed_by,
        }
    }
}

impl Snapshot {
    pub(crate) fn of(solution: &Solution, usages: &[Usage]) -> Self {
        let mut values: BTreeMap<String, Value> = match serde_json::to_value(&solution.facts) {
            Ok(Value::Object(facts)) => facts.into_iter().collect(),
            Ok(_) | Err(_) => BTreeMap::new(),
        };
        let mut add = |field: String, value: serde_json::Result<Value>| {
            values.insert(field, value.unwrap_or_default());
        };
        add(OWNER.to_owned(), serde_json::to_value(solution.owner));
        add(SHARING.to_owned(), serde_json::to_value(solution.sharing));
        for usage in usages {
            let facts = UsageFacts::of(usage);
            add(format!("{USAGE}{}", usage.organisation), serde_json::to_value(facts));
        }
        Self(values)
    }

    pub(crate) fn written(&self) -> Result<String, StoreError> {
        serde_json::to_string(self)
            .map_err(|error| StoreError::Damaged { column: "before", value: error.to_string() })
    }

    pub(crate) fn read(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text)
            .map_err(|_| StoreError::Damaged { column: "before", value: text.chars().take(80).collect() })
    }

    /// What stands in a field; nothing where the field is not there.
    pub(crate) fn value(&self, field: &str) -> &Value {
        self.0.get(field).unwrap_or(&Value::Null)
    }

    /// The level that a value of [`SHARING`] says.
    pub(crate) fn level_of(value: &Value) -> Option<Sharing> {
        value.as_str().and_then(Sharing::from_code)
    }

    /// The entry with these values.
    pub(crate) fn put_into(&self, solution: &Solution) -> Result<Solution, StoreError> {
        let damaged = |_| StoreError::Damaged { column: "before", value: solution.number.to_string() };
        let facts: Map<String, Value> = self
            .0
            .iter()
            .filter(|(field, _)| !field.starts_with(USAGE) && *field != OWNER && *field != SHARING)
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect();
        let facts: SolutionFacts = serde_json::from_value(Value::Object(facts)).map_err(damaged)?;
        let owner: Option<OrganisationId> =
            serde_json::from_value(self.value(OWNER).clone()).map_err(damaged)?;
        let sharing: Sharing = serde_json::from_value(self.value(SHARING).clone()).map_err(damaged)?;
        Ok(Solution { facts, owner, sharing, ..solution.clone() })
    }

    /// The usages with these values, over the ones that are there; a usage without a value is not among them.
    pub(crate) fn usage(&self, organisation: OrganisationId, present: &Usage) -> Option<Usage> {
        let value = self.value(&format!("{USAGE}{organisation}")).clone();
        let facts: UsageFacts = serde_json::from_value(value).ok()?;
        Some(facts.over(present))
    }
}

/// The organisation whose use a field is about.
pub(crate) fn organisation_of(field: &str) -> Option<OrganisationId> {
    field.strip_prefix(USAGE)?.parse().ok()
}
