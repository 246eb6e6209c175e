//! What can be chosen in the form of a need: service areas, capabilities, and how far it is shared.

use app::{AppError, Directory};
use domain::permission::Actor;
use domain::sharing::Sharing;
use jiff::civil::Date;

use crate::State;
use crate::frame::Frame;
use crate::list::Choice;
use crate::names;
use crate::share::Level;

/// What the choices of a form are made from; empty when the database does not answer.
pub(super) struct Around {
    /// The day; the last there is when nobody can tell, so that every date has been.
    pub(super) today: Date,
    pub(super) directory: Directory,
    /// What is suggested, as a part of the page.
    pub(super) suggestions: String,
    organisation: String,
    partners: Vec<String>,
}

impl Default for Around {
    fn default() -> Self {
        Self {
            today: Date::MAX,
            directory: Directory::default(),
            suggestions: String::new(),
            organisation: String::new(),
            partners: Vec::new(),
        }
    }
}

impl Around {
    /// Reads them for somebody.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub(super) async fn read(state: &State, actor: &Actor) -> Result<Self, AppError> {
        let directory = state.app.directory().await?;
        let today = state.app.clock().now().day();
        let Some(member) = actor.member() else { return Ok(Self { today, directory, ..Self::default() }) };
        let own = directory.organisation(member.organisation);
        let partners = directory.organisations.iter().filter(|known| member.partners.contains(&known.id));
        Ok(Self {
            today,
            suggestions: String::new(),
            organisation: own.map(|own| own.short_name.clone()).unwrap_or_default(),
            partners: partners.map(|partner| partner.short_name.clone()).collect(),
            directory,
        })
    }

    /// Service areas under their groups. What was sent is kept even if it is not there.
    pub(super) fn areas(&self, frame: &Frame, chosen: &str) -> Vec<(String, Vec<Choice>)> {
        let group = |group: (&str, &str)| {
            let within = self.directory.service_areas.iter().filter(|area| area.group == group.0);
            let within =
                within.map(|area| Choice::new(&area.code, names::area(frame, area), chosen)).collect();
            (names::group(frame, group), within)
        };
        let mut areas: Vec<_> = self.directory.area_groups().into_iter().map(group).collect();
        if !chosen.is_empty() && self.directory.service_area(chosen).is_none() {
            areas.push((frame.t("need-as-written"), vec![Choice::new(chosen, chosen.to_owned(), chosen)]));
        }
        areas
    }

    /// Capabilities. What was sent is kept even if it is not there.
    pub(super) fn capabilities(&self, frame: &Frame, chosen: &[String]) -> Vec<Choice> {
        let choice = |code: &str, label| Choice {
            value: code.to_owned(),
            label,
            chosen: chosen.iter().any(|other| other == code),
        };
        let known = &self.directory.capabilities;
        let unknown = chosen.iter().filter(|code| self.directory.capability(code).is_none());
        let known =
            known.iter().map(|capability| choice(&capability.code, names::capability(frame, capability)));
        known.chain(unknown.map(|code| choice(code, code.clone()))).collect()
    }

    /// The levels that a draft can be sent with, and the one that is chosen. The public is wished for afterwards.
    pub(super) fn levels(&self, frame: &Frame, chosen: Sharing) -> Vec<Level> {
        let can_choose = |level: &Sharing| match level {
            Sharing::Draft => false,
            Sharing::Organisation | Sharing::Collaboration | Sharing::Network => true,
            Sharing::Public => chosen == Sharing::Public,
        };
        let levels = Sharing::ALL.iter().filter(|level| can_choose(level));
        levels
            .filter_map(|level| self.level(frame, *level))
            .map(|level| {
                let is_chosen = level.code == chosen.code();
                Level { chosen: is_chosen, ..level }
            })
            .collect()
    }

    /// A level that can be chosen, and who reads what has it.
    fn level(&self, frame: &Frame, sharing: Sharing) -> Option<Level> {
        let everybody: Vec<String> = std::iter::once(&self.organisation)
            .chain(&self.partners)
            .filter(|name| !name.is_empty())
            .cloned()
            .collect();
        let help = match sharing {
            Sharing::Draft => return None,
            Sharing::Organisation => frame.t1("need-share-organisation", "name", &self.organisation),
            Sharing::Collaboration => frame.t1("need-share-collaboration", "names", &frame.list(&everybody)),
            Sharing::Network => frame.t("need-share-network"),
            Sharing::Public => frame.t("need-share-public"),
        };
        Some(Level {
            code: sharing.code(),
            label: frame.word("sharing", sharing.code()),
            help,
            chosen: false,
        })
    }
}
