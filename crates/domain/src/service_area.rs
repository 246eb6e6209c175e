//! The two axes that make needs and solutions comparable: service areas (verksamhetsområden, the codes of
//! räkenskapssammandraget plus a few of our own) and capabilities (what is done: book, sign, monitor …).
//!
//! Both are data that a collaboration may edit; names in two languages travel with them.

/// A service area. The code is for statistics; people see the name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ServiceArea {
    /// Code, such as "510" or "G2".
    pub code: String,
    /// Swedish name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Friendly group, Swedish.
    pub group: String,
    /// Friendly group, English.
    pub group_en: String,
}

/// A capability.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Capability {
    /// Code, such as "boka_planera".
    pub code: String,
    /// Swedish name.
    pub name: String,
    /// English name.
    pub name_en: String,
}
