//! The command line as it is typed: commands, options and their values.
//!
//! Not here: what a command does, and the sentences of its help, which are Fluent texts ([`help`]).

mod help;
mod organisation;
mod publiccode;
mod values;

pub(crate) use organisation::{
    ChangeArgs, CollaborationArgs, CollaborationCommand, DomainArgs, DomainCommand, FactsArgs, GroupArgs,
    GroupCommand, LeadArgs, MemberArgs, MergeArgs, OfArgs, OrganisationArgs, OrganisationCommand, SplitArgs,
};

pub(crate) use publiccode::{ExportPubliccodeArgs, PubliccodeArgs};

use std::ffi::OsString;
use std::path::PathBuf;

use app::trail::Head;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use domain::id::ImportId;
use domain::person::{Language, Role};
use domain::sharing::Sharing;
use exchange::read::{Encoding, Separator};
use jiff::civil::Date;
use web::texts::Texts;

#[derive(Debug, Parser)]
#[command(name = "brygga", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[arg(long, global = true, value_parser = values::language())]
    pub(crate) language: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(ServeArgs),
    Serve(ServeArgs),
    #[command(subcommand)]
    Import(ImportCommand),
    #[command(subcommand)]
    Export(ExportCommand),
    Match(MatchArgs),
    /// Reads what texts mean, now and all of it.
    Read(ReadArgs),
    Eval(EvalArgs),
    /// Goes through the trail of events.
    Verify(VerifyArgs),
    #[command(subcommand)]
    Person(PersonCommand),
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    #[command(subcommand)]
    Collaboration(CollaborationCommand),
    #[command(subcommand)]
    Link(LinkCommand),
    #[command(subcommand)]
    Words(WordsCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    Solutions(ImportArgs),
    Publiccode(PubliccodeArgs),
    Figures(FiguresArgs),
    /// The runs there have been.
    Runs(ImportRunsArgs),
    /// Takes a whole run back.
    Undo(ImportUndoArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    Solutions(ExportArgs),
    Publiccode(ExportPubliccodeArgs),
    Events(ExportEventsArgs),
    Organisation(ExportOrganisationArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    Add(PersonArgs),
    List(PeopleArgs),
    Leave(LeaveArgs),
    /// Gives exactly these roles.
    Roles(RolesArgs),
    /// Everything that is kept about somebody, in one report.
    Report(ReportArgs),
    /// Lets somebody who has lost the phone sign in with the password alone.
    ForgetPhone(ForgetPhoneArgs),
    /// The way in when nobody administers an organisation any more.
    Rescue(RescueArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum LinkCommand {
    Organisation(LinkArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum WordsCommand {
    Import(WordsImportArgs),
    Export(WordsExportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ImportRunsArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ImportUndoArgs {
    #[arg(value_name = "RUN")]
    pub(crate) run: ImportId,
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FiguresArgs {
    #[arg(value_name = "FILE")]
    pub(crate) figures_file: PathBuf,
    #[arg(long, value_name = "NAME", default_value = "Kolada")]
    pub(crate) publisher: String,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) fetched: Option<Date>,
    #[arg(long = "series", value_name = "CODE NAME")]
    pub(crate) series: Vec<String>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct WordsImportArgs {
    #[arg(value_name = "FILE.ttl")]
    pub(crate) words_file: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct WordsExportArgs {
    #[arg(value_name = "FILE.ttl")]
    pub(crate) words_output: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

// Where the data is. Read from the environment in `database`, so that an option beats both variables.
#[derive(Debug, Clone, Args)]
pub(crate) struct DataArgs {
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    pub(crate) database: Option<String>,
}

// Which model reads what texts mean; without one, the program's own.
#[derive(Debug, Clone, Args)]
pub(crate) struct ModelArgs {
    #[arg(long, value_name = "DIR", env = "BRYGGA_MODEL", hide_env_values = true)]
    pub(crate) model: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(crate) address: std::net::IpAddr,
    #[arg(long)]
    pub(crate) https: bool,
    #[command(flatten)]
    pub(crate) mail: MailArgs,
    #[command(flatten)]
    pub(crate) provider: ProviderArgs,
}

// An identity provider where people sign in. What proves who we are stands in the environment alone.
#[derive(Debug, Clone, Args)]
pub(crate) struct ProviderArgs {
    #[arg(
        long,
        value_name = "URL",
        env = "BRYGGA_OIDC_ISSUER",
        hide_env_values = true,
        requires = "oidc_client"
    )]
    pub(crate) oidc_issuer: Option<String>,
    #[arg(long, value_name = "NAME", env = "BRYGGA_OIDC_CLIENT", hide_env_values = true)]
    pub(crate) oidc_client: Option<String>,
    #[arg(long, value_name = "NAME", env = "BRYGGA_OIDC_NAME", hide_env_values = true)]
    pub(crate) oidc_name: Option<String>,
    #[arg(
        long,
        value_name = "NAME",
        env = "BRYGGA_OIDC_GROUPS",
        hide_env_values = true,
        default_value = "groups"
    )]
    pub(crate) oidc_groups: String,
}

// Whether mail goes out, and how. The mail server's address stands in the environment alone: it may hold a password.
#[derive(Debug, Clone, Args)]
pub(crate) struct MailArgs {
    #[arg(long, value_name = "URL", env = "BRYGGA_URL", hide_env_values = true)]
    pub(crate) url: Option<String>,
    #[arg(long, value_name = "ADDRESS", env = "BRYGGA_MAIL_FROM", hide_env_values = true)]
    pub(crate) mail_from: Option<String>,
    #[arg(long, value_name = "DIR", env = "BRYGGA_MAIL_FOLDER", hide_env_values = true)]
    pub(crate) mail_folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) mapping: Option<PathBuf>,
    #[arg(long, value_name = "C", value_parser = values::separator())]
    pub(crate) delimiter: Option<Separator>,
    #[arg(long, value_name = "NAME", value_parser = values::encoding())]
    pub(crate) encoding: Option<Encoding>,
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    #[arg(long, value_name = "ORG")]
    pub(crate) owner: Option<String>,
    #[arg(long, value_name = "LEVEL", value_parser = values::sharing(), default_value = "collaboration")]
    pub(crate) sharing: Sharing,
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) source: String,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(long)]
    pub(crate) skip_bad_rows: bool,
    /// Lets more read entries that are there, where the files say so.
    #[arg(long)]
    pub(crate) share_more: bool,
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) report: Option<PathBuf>,
}

/// What the catalogue is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SolutionFile {
    Csv,
    Xlsx,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "FORMAT", value_parser = values::solution_file())]
    pub(crate) format: Option<SolutionFile>,
    #[arg(long, value_name = "C", value_parser = values::separator(), default_value = ",")]
    pub(crate) delimiter: Separator,
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportEventsArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Date>,
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Date>,
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportOrganisationArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// A head that was kept elsewhere: place and hash.
    #[arg(long, value_name = "N:HASH")]
    pub(crate) head: Option<Head>,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) text: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    #[arg(long, value_name = "DIR")]
    pub(crate) set: PathBuf,
    #[arg(long)]
    pub(crate) json: bool,
    #[arg(long)]
    pub(crate) lexical_only: bool,
    /// The set's documents are needs, and what points at the same solutions is similar too.
    #[arg(long, requires = "solutions")]
    pub(crate) needs: bool,
    #[arg(long, value_name = "DIR", requires = "needs")]
    pub(crate) solutions: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PersonArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long)]
    pub(crate) name: String,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long, value_parser = values::role())]
    pub(crate) role: Role,
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) title: String,
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PeopleArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
}

#[derive(Debug, Args)]
pub(crate) struct LeaveArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) successor: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RolesArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long = "role", value_parser = values::role(), required = true)]
    pub(crate) roles: Vec<Role>,
}

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) about: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ForgetPhoneArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: String,
}

#[derive(Debug, Args)]
pub(crate) struct RescueArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long)]
    pub(crate) name: String,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, Args)]
pub(crate) struct LinkArgs {
    #[arg(value_name = "WRITTEN")]
    pub(crate) written: String,
    #[arg(value_name = "ORG")]
    pub(crate) organisation: String,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

/// Reads the command line.
///
/// # Errors
/// What clap found: also a wish for help or the version, which is no fault.
pub(crate) fn parse(arguments: &[OsString], texts: Texts) -> Result<Cli, clap::Error> {
    let command = help::described(Cli::command(), texts);
    Cli::from_arg_matches(&command.try_get_matches_from(arguments)?)
}

/// What is wrong with the command line, in words.
pub(crate) fn fault(error: &clap::Error, texts: Texts) -> String {
    help::fault(error, texts)
}

/// The language asked for on the command line or by the environment, before the rest is read: help and faults
/// are told in it too.
pub(crate) fn language(arguments: &[OsString], environment: Option<&str>) -> Language {
    let arguments: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let given =
        arguments.iter().enumerate().find_map(|(at, argument)| match argument.strip_prefix("--language") {
            Some("") => arguments.get(at + 1).copied(),
            Some(value) => value.strip_prefix('='),
            None => None,
        });
    let code = given.or(environment).unwrap_or_default().get(..2).unwrap_or_default();
    Language::from_code(code).unwrap_or(Language::Swedish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_asked_for() {
        let of = |arguments: &[&str], environment: Option<&str>| {
            language(&arguments.iter().map(OsString::from).collect::<Vec<_>>(), environment)
        };
        assert_eq!(of(&["brygga", "demo"], None), Language::Swedish);
        assert_eq!(of(&["brygga", "demo"], Some("C.UTF-8")), Language::Swedish);
        assert_eq!(of(&["brygga", "demo"], Some("en_GB.UTF-8")), Language::English);
        assert_eq!(of(&["brygga", "--language", "sv"], Some("en_GB.UTF-8")), Language::Swedish);
        assert_eq!(of(&["brygga", "--language=en"], None), Language::English);
    }

    #[test]
    fn the_command_line_is_sound() {
        help::described(Cli::command(), Texts::new(Language::Swedish)).debug_assert();
    }
}
