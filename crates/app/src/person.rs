//! Adding people and giving them roles.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{OrganisationId, PersonId};
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Subject};
use domain::person::{Assignment, Person, Role};
use domain::text::{self, SHORT_MAX, TextProblem};
use store::Tx;

use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::{App, organisation, session};

/// Shortest password, in characters. Length is what protects; no further rules.
pub const PASSWORD_MIN: usize = 12;
/// Longest password, in characters: bounds the work of hashing.
pub const PASSWORD_MAX: usize = 200;

/// A person to add.
#[derive(Debug, Clone)]
pub struct PersonInput {
    /// Name as colleagues know it.
    pub name: String,
    /// Address for sign-in.
    pub email: String,
    /// Where.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// Title in own words.
    pub title: String,
    /// Password; without one the person can't sign in with a password.
    pub password: Option<String>,
}

impl App {
    /// Adds a person with one role. If the address is known, the role is added to that person, and the operator may
    /// replace the password: an administrator of one organisation must not take over an account of another.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers the organisation; [`AppError::Invalid`] for the
    /// fields that can't be kept.
    pub async fn add_person(&self, actor: &Actor, input: PersonInput) -> Result<Person, AppError> {
        self.add_person_as(actor, input, &[]).await
    }

    /// Adds a person as in [`App::add_person`], with further roles.
    ///
    /// # Errors
    /// As there.
    pub async fn add_person_as(
        &self,
        actor: &Actor,
        input: PersonInput,
        further: &[Role],
    ) -> Result<Person, AppError> {
        if !actor.may(Deed::AdministerPeople, &Subject::of(input.organisation)) {
            return Err(AppError::Denied);
        }
        if input.role == Role::Steward || further.contains(&Role::Steward) {
            organisation::stewards(actor)?;
        }
        let input = check(input, further).await?;
        let mut tx = self.db.write().await?;
        let person = self.insert_person(&mut tx, actor, input).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// Adds a person in a transaction that its caller commits; whoever calls has asked for permission.
    pub(crate) async fn insert_person(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        input: CheckedPerson,
    ) -> Result<Person, AppError> {
        let CheckedPerson { name, email, title, hash, organisation, roles } = input;
        let place = store::organisation::get(tx, organisation).await?.ok_or(AppError::NotFound)?;
        if place.kind == OrganisationKind::Supplier {
            return Err(AppError::invalid("organisation", FieldProblem::Supplier));
        }
        if place.valid_to.is_some() {
            return Err(AppError::Refused(Refusal::OrganisationGone));
        }
        let person = match store::person::by_email(tx, &email).await? {
            Some((person, _)) => {
                if hash.is_some() && *actor != Actor::Operator {
                    return Err(AppError::invalid("password", FieldProblem::Taken));
                }
                if let Some(hash) = hash {
                    store::person::set_password(tx, person.id, hash).await?;
                    store::session::remove_all_of(tx, person.id, None).await?;
                }
                person
            }
            None => {
                let person = Person { id: PersonId::at(self.clock.now()), version: 1, name, email };
                store::person::insert(tx, &person, hash).await?;
                self.person_event(tx, actor, person.id, EventKind::Created, Vec::new()).await?;
                person
            }
        };
        let mut given = Vec::new();
        for role in roles {
            let assignment = Assignment { person: person.id, organisation, role, title: title.clone() };
            store::person::assign(tx, &assignment).await?;
            given.extend(Change::between("role", "", role.code()));
        }
        self.person_event(tx, actor, person.id, EventKind::RoleGiven, given).await?;
        Ok(person)
    }

    pub(crate) async fn person_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: PersonId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Person, person.to_string());
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }
}

/// A person whose fields can be kept.
pub(crate) struct CheckedPerson {
    name: String,
    email: String,
    title: String,
    hash: Option<String>,
    organisation: OrganisationId,
    roles: Vec<Role>,
}

/// Cleans what was written about a person, and hashes the password: before a transaction, which must not wait for it.
pub(crate) async fn check(input: PersonInput, further: &[Role]) -> Result<CheckedPerson, AppError> {
    let name = checked("name", text::required(&input.name, SHORT_MAX))?;
    let title = checked("title", text::optional(&input.title, SHORT_MAX))?.unwrap_or_default();
    let email = input.email.trim().to_lowercase();
    if !is_address(&email) {
        return Err(AppError::invalid("email", FieldProblem::NotAnAddress));
    }
    let hash = match input.password {
        Some(password) => Some(session::hash_password(checked("password", check_password(password))?).await?),
        None => None,
    };
    let organisation = input.organisation;
    let mut roles = vec![input.role];
    roles.extend(further.iter().filter(|role| **role != input.role));
    Ok(CheckedPerson { name, email, title, hash, organisation, roles })
}

fn checked<T>(field: &'static str, result: Result<T, TextProblem>) -> Result<T, AppError> {
    result.map_err(|problem| AppError::invalid(field, FieldProblem::Text(problem)))
}

pub(crate) fn check_password(password: String) -> Result<String, TextProblem> {
    match password.chars().count() {
        n if n < PASSWORD_MIN => Err(TextProblem::TooShort { min: PASSWORD_MIN }),
        n if n > PASSWORD_MAX => Err(TextProblem::TooLong { max: PASSWORD_MAX, actual: n }),
        _ => Ok(password),
    }
}

/// Whether a text can be an address: one @ with something on both sides and no spaces. Only a mail that
/// arrives proves more.
pub(crate) fn is_address(text: &str) -> bool {
    let sound = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    sound
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.len() > 2 && !host.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert!(is_address("a@kommun.example"));
        for bad in ["", "a", "@b.se", "a@", "a b@c.se", "a@b@c.se"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
