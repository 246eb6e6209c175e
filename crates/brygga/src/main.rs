//! The program: command line, configuration, start-up and background work.
//!
//! Deliberately not here: any rule about needs and solutions (`domain`, `app`), and sentences (`web/texts`).

mod administration;
mod cli;
mod database;
mod eval;
mod export;
mod failure;
mod figures;
mod import;
mod import_report;
mod import_runs;
mod interpretation;
mod mail;
mod matching;
mod model;
mod organisations;
mod output;
mod publiccode;
mod screen;
mod serve;
mod trail;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use tracing_subscriber::EnvFilter;
use web::texts::Texts;

use cli::{Cli, Command, ExportCommand, ImportCommand, LinkCommand, PersonCommand, WordsCommand};
use failure::{Done, Failure};

/// Level of the log on standard error, as `tracing_subscriber::EnvFilter` reads it.
const LOG_VARIABLE: &str = "BRYGGA_LOG";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let texts = Texts::new(cli::language(&arguments, environment.as_deref()));
    log();
    let cli = match cli::parse(&arguments, texts) {
        Ok(cli) => cli,
        Err(error)
            if error.use_stderr()
                && error.kind() != clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand =>
        {
            screen::note(&cli::fault(&error, texts));
            return ExitCode::from(2);
        }
        Err(error) => {
            // Help or version; nothing can be done where it cannot be shown.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match run(&cli, texts) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            screen::note(&failure.text(texts));
            ExitCode::from(failure.exit_code())
        }
    }
}

fn log() {
    let filter = EnvFilter::try_from_env(LOG_VARIABLE).unwrap_or_else(|_| EnvFilter::new("warn,sqlx=error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

fn run(cli: &Cli, texts: Texts) -> Done {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Failure::of("cli-error-serving").with("detail", error.to_string()))?;
    runtime.block_on(async {
        match &cli.command {
            Command::Demo(arguments) => serve::demo(arguments, texts).await,
            Command::Serve(arguments) => serve::serve(arguments, texts).await,
            Command::Import(ImportCommand::Solutions(arguments)) => import::solutions(arguments, texts).await,
            Command::Import(ImportCommand::Publiccode(arguments)) => {
                publiccode::import(arguments, texts).await
            }
            Command::Import(ImportCommand::Figures(arguments)) => figures::read(arguments, texts).await,
            Command::Import(ImportCommand::Runs(arguments)) => import_runs::list(arguments, texts).await,
            Command::Import(ImportCommand::Undo(arguments)) => import_runs::undo(arguments, texts).await,
            Command::Export(ExportCommand::Solutions(arguments)) => export::solutions(arguments, texts).await,
            Command::Export(ExportCommand::Publiccode(arguments)) => {
                publiccode::export(arguments, texts).await
            }
            Command::Export(ExportCommand::Organisation(arguments)) => {
                export::organisation(arguments, texts).await
            }
            Command::Export(ExportCommand::Events(arguments)) => trail::export(arguments, texts).await,
            Command::Verify(arguments) => trail::verify(arguments, texts).await,
            Command::Match(arguments) => matching::run(arguments, texts).await,
            Command::Read(arguments) => model::read(arguments, texts).await,
            Command::Eval(arguments) => eval::run(arguments, texts),
            Command::Person(PersonCommand::Add(arguments)) => {
                administration::add_person(arguments, texts).await
            }
            Command::Person(PersonCommand::List(arguments)) => {
                administration::list_people(arguments, texts).await
            }
            Command::Person(PersonCommand::Leave(arguments)) => {
                administration::person_leaves(arguments, texts).await
            }
            Command::Person(PersonCommand::Rescue(arguments)) => {
                administration::rescue(arguments, texts).await
            }
            Command::Person(PersonCommand::Report(arguments)) => {
                administration::report(arguments, texts).await
            }
            Command::Person(PersonCommand::ForgetPhone(arguments)) => {
                administration::forget_phone(arguments, texts).await
            }
            Command::Person(PersonCommand::Roles(arguments)) => {
                administration::set_roles(arguments, texts).await
            }
            Command::Organisation(command) => organisations::organisations(command, texts).await,
            Command::Collaboration(command) => organisations::collaborations(command, texts).await,
            Command::Words(WordsCommand::Import(arguments)) => words::import(arguments, texts).await,
            Command::Words(WordsCommand::Export(arguments)) => words::export(arguments).await,
            Command::Link(LinkCommand::Organisation(arguments)) => {
                administration::link_organisation(arguments, texts).await
            }
        }
    })
}
