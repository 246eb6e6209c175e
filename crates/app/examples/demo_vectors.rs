//! Makes demo/vectors.bin: what the demo's texts mean to the model that the program carries.
//!
//! ```text
//! cargo run --release -p brygga-app --example demo_vectors
//! ```
//!
//! To be run after a text in demo/ was changed or the model was; tests say when it is due.

#![allow(clippy::print_stdout, reason = "it tells what it made")]

use std::error::Error;
use std::path::Path;

use app::demo::DemoContent;
use app::meaning::{Reader, Step};
use app::{App, Clock};
use matching::meaning::Model;
use store::Db;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut files = Vec::new();
    for folder in ["", "solutions", "needs"] {
        for entry in std::fs::read_dir(demo.join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(&demo)?.to_string_lossy().into_owned();
                files.push((name, std::fs::read_to_string(&path)?));
            }
        }
    }
    let content = DemoContent::parse(files)?;
    let folder = tempfile::tempdir()?;
    let db = Db::open_file(&folder.path().join("demo.db")).await?;
    let app = App::new(db, Clock::System).with_model(Reader::Carried(Model::embedded()?));
    app.load_demo(&content).await.map_err(|error| error.to_string())?;
    app.fill_index(|_| ()).await.map_err(|error| error.to_string())?;
    while app.read_meanings().await.map_err(|error| error.to_string())? != Step::Done {}
    let file = app.vectors_file().await.map_err(|error| error.to_string())?;
    std::fs::write(demo.join("vectors.bin"), &file)?;
    println!("demo/vectors.bin: {} bytes", file.len());
    Ok(())
}
