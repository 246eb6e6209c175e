//! People and their roles. A role is always held in one organisation.
//!
//! Not here: passwords and sessions (`app::session`), and what a role allows (`permission`).

use crate::id::{OrganisationId, PersonId};
use crate::words::words;

words! {
    /// What a person may be in an organisation. Further roles come with the processes that need them.
    Role {
        /// Behovslämnare: writes needs for the own operation.
        NeedSubmitter = "need_submitter",
        /// Digitaliseringssamordnare or catalogue keeper: looks after all needs and solutions of the organisation.
        Coordinator = "coordinator",
        /// Läsare: reads what the organisation may read.
        Reader = "reader",
        /// Administratör: everything within the organisation, including its people.
        Administrator = "administrator",
    }
}

words! {
    /// The languages of the interface.
    Language {
        /// Swedish, the first language.
        Swedish = "sv",
        /// English.
        English = "en",
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Name as shown to colleagues.
    pub name: String,
    /// Address for sign-in and notices; unique, compared without case.
    pub email: String,
}

/// One role of a person in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// Title in own words, such as "enhetschef i hemtjänsten".
    pub title: String,
}
