//! Commands about organisations and collaborations as they are typed.

use clap::{Args, Subcommand};
use domain::collaboration::MembershipStep;
use domain::organisation::OrganisationKind;
use domain::person::Role;

use super::{DataArgs, ListArgs, values};

#[derive(Debug, Subcommand)]
pub(crate) enum OrganisationCommand {
    Add(OrganisationArgs),
    List(ListArgs),
    /// Gives it another name or other facts; what is left out stays.
    Change(ChangeArgs),
    /// Lets it go up in another.
    Merge(MergeArgs),
    /// Makes a part of it one of its own.
    Split(SplitArgs),
    /// Whose addresses may ask to be let in.
    #[command(subcommand)]
    Domain(DomainCommand),
    /// What groups at the identity provider are here.
    #[command(subcommand)]
    Group(GroupCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum DomainCommand {
    Add(DomainArgs),
    Remove(DomainArgs),
    List(OfArgs),
}

#[derive(Debug, Subcommand)]
pub(crate) enum GroupCommand {
    Add(GroupArgs),
    Remove(GroupArgs),
    List(OfArgs),
}

/// Which organisation it is about.
#[derive(Debug, Args)]
pub(crate) struct OfArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
}

#[derive(Debug, Args)]
pub(crate) struct DomainArgs {
    #[arg(value_name = "DOMAIN")]
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) of: OfArgs,
}

#[derive(Debug, Args)]
pub(crate) struct GroupArgs {
    #[arg(value_name = "GROUP")]
    pub(crate) group: String,
    #[arg(long, value_parser = values::role())]
    pub(crate) role: Role,
    #[command(flatten)]
    pub(crate) of: OfArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CollaborationCommand {
    Add(CollaborationArgs),
    List(ListArgs),
    /// Takes a step with an organisation's membership.
    Member(MemberArgs),
    /// Lets another member lead it.
    Lead(LeadArgs),
}

#[derive(Debug, Args)]
pub(crate) struct OrganisationArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long)]
    pub(crate) name: String,
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) short_name: String,
    #[arg(long, value_parser = values::organisation_kind(), default_value = "municipality")]
    pub(crate) kind: OrganisationKind,
    #[command(flatten)]
    pub(crate) facts: FactsArgs,
}

/// What is known about an organisation beside its name.
#[derive(Debug, Args)]
pub(crate) struct FactsArgs {
    #[arg(long, value_name = "CODE")]
    pub(crate) municipality_code: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) county_code: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) county: Option<String>,
    #[arg(long, value_name = "N", requires_all = ["population_date", "population_source"])]
    pub(crate) population: Option<u32>,
    #[arg(long, value_name = "DAY")]
    pub(crate) population_date: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) population_source: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long)]
    pub(crate) name: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) short_name: Option<String>,
    #[arg(long, value_parser = values::organisation_kind())]
    pub(crate) kind: Option<OrganisationKind>,
    #[command(flatten)]
    pub(crate) facts: FactsArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) into: String,
}

#[derive(Debug, Args)]
pub(crate) struct SplitArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long)]
    pub(crate) name: String,
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) short_name: String,
    #[arg(long = "person", value_name = "ADDRESS", required = true)]
    pub(crate) people: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CollaborationArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long)]
    pub(crate) name: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) purpose: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) lead: Option<String>,
    #[arg(long = "member", value_name = "ORG", required = true)]
    pub(crate) members: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MemberArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "NAME")]
    pub(crate) collaboration: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
    #[arg(long, value_parser = values::membership_step())]
    pub(crate) step: MembershipStep,
}

#[derive(Debug, Args)]
pub(crate) struct LeadArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long, value_name = "NAME")]
    pub(crate) collaboration: String,
    #[arg(long, value_name = "ORG")]
    pub(crate) organisation: String,
}
