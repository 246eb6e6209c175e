//! Key figures that others publish: reading a file of them, and listing them.
//!
//! A file is read whole or not at all. A figure that is read in again takes the place of the one that was; nothing is ever filled in
//! between two years. Not here: the formats (`exchange`).

use domain::event::{Change, EventKind, SubjectKind};
use domain::figure::{Figure, Series};
use domain::id::ImportId;
use domain::permission::{Actor, Deed, Subject};
use domain::text::{SHORT_MAX, TITLE_MAX};

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem};
use crate::history::doer;
use crate::{App, Directory};

pub use exchange::figure::{FigureFault, FiguresError};

/// What is said of a file of figures.
#[derive(Debug, Clone, Default)]
pub struct FiguresInput {
    /// What each series is called: `N20891 Brukarbedömning hemtjänst`, one in a row; those that are known keep their names.
    pub titles: String,
    /// Who publishes them.
    pub source: String,
    /// On which day they were fetched.
    pub fetched: String,
}

/// What reading a file came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiguresReport {
    /// Series in it.
    pub series: usize,
    /// Figures in it.
    pub figures: usize,
    /// How many of them say something else than before.
    pub changed: usize,
    /// How many came more than once.
    pub twice: usize,
    /// How many have no value.
    pub gaps: usize,
}

/// Why a file of figures was not read.
#[derive(Debug)]
pub enum FiguresFailure {
    /// The file.
    File(FiguresError),
    /// What was said of it, permission or the database.
    Deed(AppError),
}

impl From<AppError> for FiguresFailure {
    fn from(error: AppError) -> Self {
        Self::Deed(error)
    }
}

impl From<store::StoreError> for FiguresFailure {
    fn from(error: store::StoreError) -> Self {
        Self::Deed(error.into())
    }
}

/// A series of figures as its page shows it: years, and for each organisation its figures in their order.
#[derive(Debug, Clone)]
pub struct SeriesPage {
    /// The series.
    pub series: Series,
    /// The years that there is anything for.
    pub years: Vec<i16>,
    /// Short name or code of the municipality, and its figures.
    pub rows: Vec<(String, Vec<Option<domain::quantity::Quantity>>)>,
}

impl App {
    /// Reads key figures, all of the file or nothing.
    ///
    /// # Errors
    /// [`FiguresFailure::Deed`] for who may not, and for fields that cannot be kept; [`FiguresFailure::File`] with every row that is
    /// wrong.
    pub async fn read_figures(
        &self,
        actor: &Actor,
        text: &str,
        input: FiguresInput,
    ) -> Result<FiguresReport, FiguresFailure> {
        let may = match actor {
            Actor::Operator => true,
            Actor::Member(member) => actor.may(Deed::KeepFigures, &Subject::of(member.organisation)),
            Actor::Anonymous => false,
        };
        if !may {
            return Err(AppError::Denied.into());
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let source = checked.required("source", 0, &input.source, SHORT_MAX);
        let fetched = checked.required_day("fetched", 0, &input.fetched);
        if fetched.is_some_and(|day| day > now.day()) {
            checked.add("fetched", 0, FieldProblem::DayToCome);
        }
        let mut titles = Vec::new();
        for line in input.titles.lines().filter(|line| !line.trim().is_empty()) {
            match line.trim().split_once(char::is_whitespace) {
                Some((kpi, title)) => {
                    titles.push((kpi.to_owned(), checked.optional("titles", 0, title, TITLE_MAX)));
                }
                None => checked.add("titles", 0, FieldProblem::NoSuchSeries),
            }
        }
        checked.done()?;
        let Some(fetched) = fetched else { return Err(AppError::NotFound.into()) };
        let read = exchange::figure::read(text).map_err(FiguresFailure::File)?;
        let mut tx = self.db.write().await?;
        let known = store::figure::series(&mut tx).await?;
        let mut kpis: Vec<&str> = read.figures.iter().map(|one| one.kpi.as_str()).collect();
        kpis.sort_unstable();
        kpis.dedup();
        // A name for another series is a slip of the pen, and the series would go without its name.
        if titles.iter().any(|(kpi, _)| !kpis.contains(&kpi.as_str())) {
            let mut checked = Checked::new(now);
            checked.add("titles", 0, FieldProblem::NoSuchSeries);
            checked.done()?;
        }
        for kpi in &kpis {
            let said = titles.iter().find(|(code, title)| code == kpi && !title.is_empty());
            let before = known.iter().find(|one| one.kpi == *kpi);
            let title = said.map(|(_, title)| title.clone()).or_else(|| before.map(|one| one.title.clone()));
            let series = Series {
                kpi: (*kpi).to_owned(),
                title: title.unwrap_or_else(|| (*kpi).to_owned()),
                source: source.clone(),
                fetched,
            };
            store::figure::put_series(&mut tx, &series).await?;
        }
        let mut changed = 0;
        for figure in &read.figures {
            changed += usize::from(store::figure::put(&mut tx, figure).await?);
        }
        let report = FiguresReport {
            series: kpis.len(),
            figures: read.figures.len(),
            changed,
            twice: read.twice,
            gaps: read.gaps,
        };
        let told = [
            Change::between("figures", "", &format!("{}: {}", kpis.join(", "), report.figures)),
            Change::between("figure_source", "", &source),
        ];
        let subject = (SubjectKind::Import, ImportId::at(now).to_string());
        let told = told.into_iter().flatten().collect();
        self.keep_event(&mut tx, doer(actor), subject, EventKind::FiguresRead, told).await?;
        tx.commit().await?;
        Ok(report)
    }

    /// All series, for who is signed in.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not.
    pub async fn figure_series(&self, actor: &Actor) -> Result<(Vec<Series>, bool), AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let may_read_in = actor.may(Deed::KeepFigures, &Subject::of(member.organisation));
        Ok((store::figure::series(&mut tx).await?, may_read_in))
    }

    /// The figures of a series for the organisations that are known here, all genders together.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in; [`AppError::NotFound`] for a series that there is not.
    pub async fn read_series(&self, actor: &Actor, kpi: &str) -> Result<SeriesPage, AppError> {
        actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let series = store::figure::series(&mut tx).await?.into_iter().find(|one| one.kpi == kpi);
        let series = series.ok_or(AppError::NotFound)?;
        let directory = Directory::read(&mut tx).await?;
        let mut figures: Vec<Figure> = store::figure::of_series(&mut tx, kpi, "").await?;
        figures.retain(|figure| figure.gender == domain::figure::Gender::All);
        let mut years: Vec<i16> = figures.iter().map(|figure| figure.year).collect();
        years.sort_unstable();
        years.dedup();
        let mut codes: Vec<&str> = figures.iter().map(|figure| figure.municipality.as_str()).collect();
        codes.dedup();
        let mut rows: Vec<(String, Vec<_>)> = Vec::new();
        for code in codes {
            let name = directory.organisation_called(code).map(|one| one.short_name.clone());
            let value =
                |year: &i16| figures.iter().find(|one| one.municipality == code && one.year == *year)?.value;
            rows.push((name.unwrap_or_else(|| code.to_owned()), years.iter().map(value).collect()));
        }
        rows.sort_by_key(|(name, _)| store::page::sort_key(name));
        Ok(SeriesPage { series, years, rows })
    }
}
