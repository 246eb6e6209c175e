//! The lists that give codes and ids their names: organisations, service areas, capabilities. Read whole;
//! there are hundreds, not thousands.

use domain::id::OrganisationId;
use domain::organisation::Organisation;
use domain::service_area::{Capability, ServiceArea};
use store::organisation::FormerName;
use store::{StoreError, Tx};

use crate::{App, AppError};

/// Organisations, service areas and capabilities at one moment.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// By name.
    pub organisations: Vec<Organisation>,
    /// Names that organisations have had, latest first.
    pub former: Vec<FormerName>,
    /// In their order.
    pub service_areas: Vec<ServiceArea>,
    /// In their order.
    pub capabilities: Vec<Capability>,
}

impl Directory {
    pub(crate) async fn read(tx: &mut Tx) -> Result<Self, StoreError> {
        Ok(Self {
            organisations: store::organisation::all(tx).await?,
            former: store::organisation::former_names(tx).await?,
            service_areas: store::service_area::all(tx).await?,
            capabilities: store::service_area::capabilities(tx).await?,
        })
    }

    /// The organisation with this id.
    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }

    /// How many people live there, where that is known.
    #[must_use]
    pub fn population(&self, id: OrganisationId) -> Option<u32> {
        let known = self.organisation(id)?.population.as_ref()?;
        Some(known.value)
    }

    /// The short name of an organisation; empty for one that there is not.
    #[must_use]
    pub fn short_name(&self, id: OrganisationId) -> String {
        self.organisation(id).map(|organisation| organisation.short_name.clone()).unwrap_or_default()
    }

    /// The organisation that people mean by this: its name, short name, municipality code or id; else one that was called so.
    #[must_use]
    pub fn organisation_called(&self, called: &str) -> Option<&Organisation> {
        let called = called.trim().to_lowercase();
        if called.is_empty() {
            return None;
        }
        let is = |organisation: &&Organisation| {
            organisation.name.to_lowercase() == called
                || organisation.short_name.to_lowercase() == called
                || organisation.municipality_code.as_deref() == Some(called.as_str())
                || organisation.id.to_string() == called
        };
        let was = |former: &&FormerName| {
            former.name.to_lowercase() == called || former.short_name.to_lowercase() == called
        };
        let known = self.organisations.iter().find(is);
        known.or_else(|| {
            self.former.iter().find(was).and_then(|former| self.organisation(former.organisation))
        })
    }

    /// The organisation that people mean today by what was written: where that one has gone up in another, the other.
    #[must_use]
    pub fn organisation_today(&self, called: &str) -> Option<&Organisation> {
        self.organisation_called(called).map(|organisation| self.today(organisation))
    }

    /// The one that an organisation has gone up in, or itself.
    #[must_use]
    pub fn today<'a>(&'a self, organisation: &'a Organisation) -> &'a Organisation {
        let mut found = organisation;
        // No chain is longer than there are organisations.
        for _ in 0..self.organisations.len() {
            match found.successor.and_then(|successor| self.organisation(successor)) {
                Some(successor) => found = successor,
                None => break,
            }
        }
        found
    }

    /// The organisations that exist today, by name.
    pub fn living(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations.iter().filter(|organisation| organisation.valid_to.is_none())
    }

    /// The service area with this code.
    #[must_use]
    pub fn service_area(&self, code: &str) -> Option<&ServiceArea> {
        self.service_areas.iter().find(|area| area.code == code)
    }

    /// The capability with this code.
    #[must_use]
    pub fn capability(&self, code: &str) -> Option<&Capability> {
        self.capabilities.iter().find(|capability| capability.code == code)
    }

    /// The groups of service areas in order, Swedish and English.
    #[must_use]
    pub fn area_groups(&self) -> Vec<(&str, &str)> {
        let mut groups: Vec<(&str, &str)> = Vec::new();
        for area in &self.service_areas {
            if !groups.iter().any(|(group, _)| *group == area.group) {
                groups.push((&area.group, &area.group_en));
            }
        }
        groups
    }
}

impl App {
    /// Organisations, service areas and capabilities; they are public.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn directory(&self) -> Result<Directory, AppError> {
        Ok(Directory::read(&mut self.db.read().await?).await?)
    }
}
