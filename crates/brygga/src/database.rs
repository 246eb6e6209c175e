//! Finding and opening the database that a command is about.

use std::path::{Path, PathBuf};

use app::demo::DemoContent;
use app::{App, Clock};
use store::Db;

use crate::cli::DataArgs;
use crate::failure::Failure;

/// The name of the database in a folder of data.
const FILE: &str = "brygga.db";
/// Where the data is when no option says so.
const DATA_VARIABLE: &str = "BRYGGA_DATA";
const DATABASE_VARIABLE: &str = "BRYGGA_DATABASE";

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A folder with a SQLite database.
    Folder(PathBuf),
    /// A PostgreSQL server.
    Server(String),
}

/// What happens when a folder has no database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It gets one.
    Make,
    /// That is a fault: there would be nothing to read.
    Refuse,
}

/// The place that the options or, without them, the environment name.
pub(crate) fn place(arguments: &DataArgs) -> Option<Place> {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let given = arguments.database.clone().map(Place::Server);
    given
        .or_else(|| arguments.data.clone().map(Place::Folder))
        .or_else(|| variable(DATABASE_VARIABLE).map(Place::Server))
        .or_else(|| variable(DATA_VARIABLE).map(|folder| Place::Folder(folder.into())))
}

/// Opens the database of a command that must be told where it is.
pub(crate) async fn open_required(arguments: &DataArgs, missing: Missing) -> Result<App, Failure> {
    let place = place(arguments).ok_or(Failure::usage("cli-error-no-data"))?;
    open(&place, missing).await
}

/// Opens a database, with service areas and capabilities in it.
pub(crate) async fn open(place: &Place, missing: Missing) -> Result<App, Failure> {
    let db = match place {
        Place::Folder(folder) => open_folder(folder, missing).await?,
        Place::Server(url) => open_server(url).await?,
    };
    let app = App::new(db, Clock::System);
    app.fill_lists(&content()?).await?;
    Ok(app)
}

async fn open_folder(folder: &Path, missing: Missing) -> Result<Db, Failure> {
    let file = folder.join(FILE);
    match missing {
        Missing::Make => std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?,
        Missing::Refuse if file.exists() => {}
        Missing::Refuse => {
            return Err(Failure::of("cli-error-no-database").with("path", folder.display().to_string()));
        }
    }
    Db::open_file(&file).await.map_err(|error| Failure::opening(&file.display().to_string(), error))
}

async fn open_server(url: &str) -> Result<Db, Failure> {
    if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(Failure::usage("cli-error-not-postgres"));
    }
    Db::connect(url).await.map_err(|error| Failure::opening(&without_password(url), error))
}

/// The address as it may be shown.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return String::new() };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{host}")
}

/// What the demo's texts mean to the model inside; see demo/README.md.
pub(crate) static VECTORS: &[u8] = include_bytes!("../../../demo/vectors.bin");

#[derive(rust_embed::RustEmbed)]
#[folder = "../../demo"]
#[include = "*.json"]
#[include = "*/*.json"]
struct Files;

/// The content of the demo, which the program has inside.
pub(crate) fn content() -> Result<DemoContent, Failure> {
    let files = Files::iter().filter_map(|path| {
        let file = Files::get(&path)?;
        Some((path.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    });
    DemoContent::parse(files).map_err(|error| Failure::of("cli-error-demo").with("detail", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_that_is_inside_can_be_read() {
        assert!(content().is_ok());
        assert!(Files::iter().count() > 10);
    }

    #[test]
    fn no_password_is_shown() {
        let shown = without_password("postgres://brygga:hem@lig@db.example:5432/brygga?password=x");
        assert_eq!(shown, "postgres://db.example:5432/brygga");
    }
}
