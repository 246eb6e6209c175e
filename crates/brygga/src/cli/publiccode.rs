//! Options of the commands about publiccode.yml.

use std::path::PathBuf;

use clap::Args;
use domain::number::Number;
use domain::sharing::Sharing;

use super::{DataArgs, values};

#[derive(Debug, Args)]
pub(crate) struct PubliccodeArgs {
    /// Files, and folders that are gone through.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ORG")]
    pub(crate) owner: Option<String>,
    #[arg(long, value_name = "LEVEL", value_parser = values::sharing(), default_value = "collaboration")]
    pub(crate) sharing: Sharing,
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The exit code says that files were left out.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Only judge; no database.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) check: bool,
    #[arg(long, requires = "check")]
    pub(crate) json: bool,
    #[arg(long, value_name = "FILE.csv", conflicts_with = "check")]
    pub(crate) report: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportPubliccodeArgs {
    #[arg(value_name = "NUMBER")]
    pub(crate) number: Number,
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
