//! The landscape: the matrix of what organisations use, overlaps, gaps, who resembles whom and contract windows.
//!
//! Every page has the same around it: links to the others, what it is narrowed to, how much has been said and how that is counted. Not
//! here: the counting (`app::landscape`), and what a cell of the matrix opens (`solution`).

mod gap;
mod like;
mod matrix;
mod overlap;
mod window;

use app::landscape::{Ground, LandscapeFilter, Named};
use app::{AppError, Directory};
use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::OrganisationId;
use jiff::civil::Date;
use serde::Deserialize;

use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::list::{Address, Chip, Choice, Files, TableFile};
use crate::routes::Routes;
use crate::visitor::Request;
use crate::{State, names, organisation};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/landskap", matrix::page)
        .get("/landskap.csv", matrix::file)
        .get("/landskap.xlsx", matrix::file)
        .get("/landskap/overlapp", overlap::page)
        .get("/landskap/overlapp.csv", overlap::file)
        .get("/landskap/overlapp.xlsx", overlap::file)
        .get("/landskap/luckor", gap::page)
        .get("/landskap/luckor.csv", gap::file)
        .get("/landskap/luckor.xlsx", gap::file)
        .get("/landskap/lika", like::page)
        .get("/landskap/lika.csv", like::file)
        .get("/landskap/lika.xlsx", like::file)
        .get("/landskap/avtal", window::page)
        .get("/landskap/avtal.csv", window::file)
        .get("/landskap/avtal.xlsx", window::file)
        .get("/landskap/avtal.ics", window::in_calendars)
}

/// The pages: path and name.
const PAGES: [(&str, &str); 5] = [
    ("/landskap", "landscape-matrix"),
    ("/landskap/overlapp", "landscape-overlaps"),
    ("/landskap/luckor", "landscape-gaps"),
    ("/landskap/lika", "landscape-likeness"),
    ("/landskap/avtal", "landscape-contracts"),
];

/// Names in a sentence; the rest are counted.
const NAMES: usize = 6;

/// The state of a page as its address says it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    vy: String,
    samverkan: String,
    lan: String,
    kommun: String,
    omrade: String,
    formaga: String,
    inom: String,
    dag: String,
    sida: String,
}

/// Everything a page asks of whoever looks.
struct Seen<'a> {
    frame: &'a Frame,
    directory: Directory,
    asked: Asked,
    filter: LandscapeFilter,
    /// Page, from one.
    page: u32,
    path: &'static str,
    today: Date,
    is_public: bool,
}

impl<'a> Seen<'a> {
    async fn by(
        state: &State,
        request: &'a Request,
        asked: Result<Query<Asked>, QueryRejection>,
        path: &'static str,
    ) -> Result<Self, Failure> {
        let Request { visitor, frame, .. } = request;
        let directory = state.app.directory().await;
        let directory = directory.map_err(|error| Failure::page(error, frame.clone()))?;
        let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
        let is_group = directory.area_groups().iter().any(|(group, _)| *group == asked.omrade);
        let area = directory.service_area(&asked.omrade).map(|area| area.code.clone());
        let filter = LandscapeFilter {
            collaboration: asked.samverkan.parse().ok(),
            county: asked.lan.clone(),
            own: directory.organisation_called(&asked.kommun).map(|one| one.id),
            group: if is_group { asked.omrade.clone() } else { String::new() },
            area: area.unwrap_or_default(),
            capability: directory.capability(&asked.formaga).map(|one| one.code.clone()).unwrap_or_default(),
        };
        let page = asked.sida.parse().unwrap_or(1).max(1);
        let today = state.app.clock().now().day();
        let is_public = visitor.signed_in.is_none();
        Ok(Self { frame, directory, asked, filter, page, path, today, is_public })
    }

    fn failed(&self, error: AppError) -> Failure {
        Failure::page(error, self.frame.clone())
    }

    fn at(&self, path: &'static str) -> Address {
        let asked = &self.asked;
        Address::of(path)
            .with("samverkan", &asked.samverkan)
            .with("lan", &asked.lan)
            .with("kommun", &asked.kommun)
            .with("omrade", &asked.omrade)
            .with("formaga", &asked.formaga)
            .with("vy", &asked.vy)
            .with("inom", &asked.inom)
            .with("dag", &asked.dag)
    }

    fn address(&self) -> Address {
        self.at(self.path)
    }

    fn area(&self, code: &str) -> String {
        names::area_of(self.frame, &self.directory, code)
    }

    fn name(&self, id: OrganisationId) -> String {
        self.directory.short_name(id)
    }

    fn code(&self, id: OrganisationId) -> String {
        self.directory.organisation(id).map(organisation::code).unwrap_or_default()
    }

    /// Names as a person lists them, the first few when there are many.
    fn names(&self, ids: &[OrganisationId]) -> String {
        let (named, more) = ids.split_at(ids.len().min(NAMES));
        let mut listed: Vec<String> = named.iter().map(|id| self.name(*id)).collect();
        if !more.is_empty() {
            listed.push(self.frame.tn("landscape-more", count(more.len())));
        }
        self.frame.list(&listed)
    }

    /// Every name, as a file has them.
    fn all_names(&self, ids: &[OrganisationId]) -> String {
        ids.iter().map(|id| self.name(*id)).collect::<Vec<_>>().join("; ")
    }

    /// Solutions with where each is read.
    fn solutions(&self, named: &[Named]) -> Vec<Used> {
        let used = |one: &Named| Used {
            address: format!("/losningar/{}", one.number),
            name: one.name.clone(),
            users: self.names(&one.users),
        };
        named.iter().map(used).collect()
    }

    /// What stands there while the landscape is being read.
    fn reading(&self, percent: u8) -> Response {
        let links = self.links();
        html(&Reading { frame: self.frame, links, percent })
    }

    fn links(&self) -> Vec<PlaceLink> {
        let link = |(path, key): &(&'static str, &str)| PlaceLink {
            address: self.at(path).without("vy"),
            label: self.frame.t(key),
            current: *path == self.path,
        };
        // Contracts are not for the public.
        let shown = PAGES.iter().filter(|(path, _)| !self.is_public || *path != "/landskap/avtal");
        shown.map(link).collect()
    }

    /// A table as the file that was asked for.
    fn file(&self, name: &str, head: &[&str], rows: &[Vec<String>]) -> Result<Response, Failure> {
        let head: Vec<String> = head.iter().map(|key| self.frame.t(key)).collect();
        let file = TableFile::asked(self.frame);
        let written = || {
            let mut table = file.table(name, &head)?;
            for row in rows {
                table.write(row)?;
            }
            table.finish()
        };
        file.answer(self.frame, name, self.today, written())
    }

    /// The same for who asks for a file: it is not there yet, and will be soon.
    fn no_file_yet(&self, percent: u8) -> Response {
        let about = [(header::RETRY_AFTER, "5")];
        (StatusCode::SERVICE_UNAVAILABLE, about, self.reading(percent)).into_response()
    }
}

/// A solution that is named.
struct Used {
    address: String,
    name: String,
    users: String,
}

/// A link to another of the pages.
struct PlaceLink {
    address: String,
    label: String,
    current: bool,
}

/// A filter to choose from.
#[derive(Clone)]
struct Filter {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

/// What every page has around it.
struct Around {
    links: Vec<PlaceLink>,
    path: &'static str,
    filters: Vec<Filter>,
    chips: Vec<Chip>,
    files: Files,
    answered: String,
    age: String,
    is_public: bool,
}

/// What a page can be narrowed to, beside the organisations.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Narrows {
    /// To a group of areas, or to capabilities instead.
    Matrix,
    /// To areas and a capability.
    Both,
    /// To areas.
    Areas,
    /// To areas, a time and a kind of day.
    Contracts,
    /// To nothing else.
    Organisations,
}

impl Around {
    fn of(seen: &Seen<'_>, ground: &Ground, narrows: Narrows) -> Self {
        let frame = seen.frame;
        let mut filters = match narrows {
            Narrows::Matrix => vec![seen.axes(), seen.groups()],
            Narrows::Both => vec![seen.groups(), seen.capabilities()],
            Narrows::Areas => vec![seen.groups()],
            Narrows::Contracts => [vec![seen.groups()], window::filters(seen)].concat(),
            Narrows::Organisations => Vec::new(),
        };
        filters.extend(seen.own(ground));
        filters.extend(seen.collaborations(ground));
        filters.extend(seen.counties());
        let address = seen.address();
        // What is chosen by itself, such as the own organisation, is no filter to take away.
        let chip = |filter: &Filter| {
            if !address.has(filter.name) {
                return None;
            }
            let chosen = filter.choices.iter().find(|choice| choice.chosen && !choice.value.is_empty())?;
            let text = format!("{}: {}", filter.label, chosen.label.trim());
            Some(Chip { text, without: address.without(filter.name) })
        };
        let answers = &ground.answers;
        let whole = ("of", frame.number(count(answers.of)));
        let answered = frame.number(count(answers.answered));
        let (fresh, solutions) = (count(answers.fresh), count(answers.solutions));
        let age = answers.oldest.map(|oldest| {
            let values = [
                ("fresh", frame.number(fresh).into()),
                ("solutions", frame.number(solutions).into()),
                ("day", frame.day_of(oldest).into()),
            ];
            frame.texts().text_with("landscape-age", &values)
        });
        Self {
            links: seen.links(),
            path: seen.path,
            chips: filters.iter().filter_map(chip).collect(),
            filters,
            files: address.files(),
            answered: frame.t2("landscape-answered", ("answered", &answered), (whole.0, &whole.1)),
            age: age.unwrap_or_default(),
            is_public: seen.is_public,
        }
    }
}

impl Seen<'_> {
    fn axes(&self) -> Filter {
        let choice = |value: &str, key: &str| Choice::new(value, self.frame.t(key), &self.asked.vy);
        let choices = vec![choice("", "landscape-by-area"), choice("formagor", "landscape-by-capability")];
        Filter { name: "vy", label: self.frame.t("landscape-view"), choices }
    }

    /// Groups of areas, and the area that is chosen.
    fn groups(&self) -> Filter {
        let frame = self.frame;
        let all = Choice::new("", frame.t("landscape-all-areas"), &self.asked.omrade);
        let group =
            |group: (&str, &str)| Choice::new(group.0, names::group(frame, group), &self.asked.omrade);
        let mut choices = vec![all];
        choices.extend(self.directory.area_groups().into_iter().map(group));
        if !self.filter.area.is_empty() {
            choices.push(Choice::new(&self.filter.area, self.area(&self.filter.area), &self.asked.omrade));
        }
        Filter { name: "omrade", label: frame.t("solution-area"), choices }
    }

    fn capabilities(&self) -> Filter {
        let frame = self.frame;
        let all = Choice::new("", frame.t("list-all"), &self.filter.capability);
        let known =
            self.directory.capabilities.iter().map(|known| {
                Choice::new(&known.code, names::capability(frame, known), &self.filter.capability)
            });
        let choices = std::iter::once(all).chain(known).collect();
        Filter { name: "formaga", label: frame.t("landscape-capability"), choices }
    }

    /// From which organisation it is seen.
    fn own(&self, ground: &Ground) -> Option<Filter> {
        let own = ground.own.map(|id| self.code(id)).unwrap_or_default();
        let mut choices: Vec<Choice> = ground
            .organisations
            .iter()
            .map(|id| Choice::new(&self.code(*id), self.name(*id), &own))
            .collect();
        choices.sort_by(|one, other| one.label.cmp(&other.label));
        if ground.own.is_none() || self.is_public {
            choices.insert(0, Choice::new("", self.frame.t("landscape-no-own"), &own));
        }
        let label = self.frame.t("landscape-own");
        (!choices.is_empty()).then_some(Filter { name: "kommun", label, choices })
    }

    fn collaborations(&self, ground: &Ground) -> Option<Filter> {
        let all = if self.is_public { "landscape-all-members" } else { "landscape-partners" };
        let all = Choice::new("", self.frame.t(all), &self.asked.samverkan);
        let one = |one: &domain::collaboration::Collaboration| {
            Choice::new(&one.id.to_string(), one.name.clone(), &self.asked.samverkan)
        };
        let choices = std::iter::once(all).chain(ground.collaborations.iter().map(one)).collect();
        let label = self.frame.t("landscape-organisations");
        (ground.collaborations.len() > 1 || !self.asked.samverkan.is_empty()).then_some(Filter {
            name: "samverkan",
            label,
            choices,
        })
    }

    fn counties(&self) -> Option<Filter> {
        let mut counties: Vec<(&str, &str)> = Vec::new();
        for one in self.directory.living() {
            if let (Some(code), Some(name)) = (&one.county_code, &one.county)
                && !counties.iter().any(|(known, _)| known == code)
            {
                counties.push((code, name));
            }
        }
        counties.sort_by_key(|(_, name)| *name);
        let is_needed = counties.len() > 1;
        let all = Choice::new("", self.frame.t("list-all"), &self.asked.lan);
        let county = |(code, name): (&str, &str)| Choice::new(code, name.to_owned(), &self.asked.lan);
        let choices = std::iter::once(all).chain(counties.into_iter().map(county)).collect();
        is_needed.then(|| Filter { name: "lan", label: self.frame.t("landscape-county"), choices })
    }
}

#[derive(Template)]
#[template(path = "landscape/reading.html")]
struct Reading<'a> {
    frame: &'a Frame,
    links: Vec<PlaceLink>,
    percent: u8,
}
