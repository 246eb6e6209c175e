//! The lists that give codes and ids their names: organisations, service areas, capabilities. Read whole;
//! there are hundreds, not thousands.

use domain::id::OrganisationId;
use domain::organisation::Organisation;
use domain::service_area::{Capability, ServiceArea};
use store::{StoreError, Tx};

use crate::{App, AppError};

/// Organisations, service areas and capabilities at one moment.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// By name.
    pub organisations: Vec<Organisation>,
    /// In their order.
    pub service_areas: Vec<ServiceArea>,
    /// In their order.
    pub capabilities: Vec<Capability>,
}

impl Directory {
    pub(crate) async fn read(tx: &mut Tx) -> Result<Self, StoreError> {
        Ok(Self {
            organisations: store::organisation::all(tx).await?,
            service_areas: store::service_area::all(tx).await?,
            capabilities: store::service_area::capabilities(tx).await?,
        })
    }

    /// The organisation with this id.
    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }

    /// The organisation that people mean by this: its name, short name, municipality code or id.
    #[must_use]
    pub fn organisation_called(&self, called: &str) -> Option<&Organisation> {
        let called = called.trim().to_lowercase();
        let is = |organisation: &&Organisation| {
            organisation.name.to_lowercase() == called
                || organisation.short_name.to_lowercase() == called
                || organisation.municipality_code.as_deref() == Some(called.as_str())
                || organisation.id.to_string() == called
        };
        self.organisations.iter().find(is).filter(|_| !called.is_empty())
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
