//! Help and faults of the command line in the reader's language.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use web::texts::Texts;

use web::sentence::Sentence;

/// Commands, and the text that says what each does.
const COMMANDS: &[(&str, &str)] = &[
    ("brygga", "cli-help"),
    ("brygga demo", "cli-help-demo"),
    ("brygga serve", "cli-help-serve"),
    ("brygga import", "cli-help-import"),
    ("brygga import solutions", "cli-help-import-solutions"),
    ("brygga import publiccode", "publiccode-help-import"),
    ("brygga import figures", "cli-help-import-figures"),
    ("brygga import runs", "cli-help-import-runs"),
    ("brygga import undo", "cli-help-import-undo"),
    ("brygga export", "cli-help-export"),
    ("brygga export solutions", "cli-help-export-solutions"),
    ("brygga export organisation", "cli-help-export-organisation"),
    ("brygga export publiccode", "publiccode-help-export"),
    ("brygga match", "cli-help-match"),
    ("brygga read", "cli-help-read"),
    ("brygga export events", "cli-help-export-events"),
    ("brygga eval", "cli-help-eval"),
    ("brygga verify", "cli-help-verify"),
    ("brygga person", "cli-help-person"),
    ("brygga person add", "cli-help-person-add"),
    ("brygga person list", "cli-help-person-list"),
    ("brygga person leave", "cli-help-person-leave"),
    ("brygga person rescue", "cli-help-person-rescue"),
    ("brygga organisation", "cli-help-organisation"),
    ("brygga organisation add", "cli-help-organisation-add"),
    ("brygga organisation list", "cli-help-organisation-list"),
    ("brygga organisation change", "cli-help-organisation-change"),
    ("brygga organisation merge", "cli-help-organisation-merge"),
    ("brygga organisation split", "cli-help-organisation-split"),
    ("brygga organisation domain", "cli-help-organisation-domain"),
    ("brygga organisation domain add", "cli-help-organisation-domain-add"),
    ("brygga organisation domain remove", "cli-help-organisation-domain-remove"),
    ("brygga organisation domain list", "cli-help-organisation-domain-list"),
    ("brygga organisation group", "cli-help-organisation-group"),
    ("brygga organisation group add", "cli-help-organisation-group-add"),
    ("brygga organisation group remove", "cli-help-organisation-group-remove"),
    ("brygga organisation group list", "cli-help-organisation-group-list"),
    ("brygga collaboration list", "cli-help-collaboration-list"),
    ("brygga collaboration member", "cli-help-collaboration-member"),
    ("brygga collaboration lead", "cli-help-collaboration-lead"),
    ("brygga person report", "cli-help-person-report"),
    ("brygga person forget-phone", "cli-help-person-forget-phone"),
    ("brygga person roles", "cli-help-person-roles"),
    ("brygga collaboration", "cli-help-collaboration"),
    ("brygga collaboration add", "cli-help-collaboration-add"),
    ("brygga link", "cli-help-link"),
    ("brygga link organisation", "cli-help-link-organisation"),
    ("brygga words", "cli-help-words"),
    ("brygga words import", "cli-help-words-import"),
    ("brygga words export", "cli-help-words-export"),
];

/// Options and arguments by their name; one name means the same in every command.
const OPTIONS: &[(&str, &str)] = &[
    ("language", "cli-option-language"),
    ("data", "cli-option-data"),
    ("database", "cli-option-database"),
    ("port", "cli-option-port"),
    ("address", "cli-option-address"),
    ("https", "cli-option-https"),
    ("url", "cli-option-url"),
    ("mail_from", "cli-option-mail-from"),
    ("mail_folder", "cli-option-mail-folder"),
    ("oidc_issuer", "cli-option-oidc-issuer"),
    ("oidc_client", "cli-option-oidc-client"),
    ("oidc_name", "cli-option-oidc-name"),
    ("oidc_groups", "cli-option-oidc-groups"),
    ("files", "cli-option-files"),
    ("mapping", "cli-option-mapping"),
    ("delimiter", "cli-option-delimiter"),
    ("encoding", "cli-option-encoding"),
    ("sheet", "cli-option-sheet"),
    ("owner", "cli-option-owner"),
    ("sharing", "cli-option-sharing"),
    ("source", "cli-option-source"),
    ("dry_run", "cli-option-dry-run"),
    ("skip_bad_rows", "cli-option-skip-bad-rows"),
    ("share_more", "cli-option-share-more"),
    ("report", "cli-option-report"),
    ("format", "cli-option-format"),
    ("output", "cli-option-output"),
    ("text", "cli-option-text"),
    ("limit", "cli-option-limit"),
    ("from", "cli-option-from"),
    ("to", "cli-option-to"),
    ("head", "cli-option-head"),
    ("json", "cli-option-json"),
    ("model", "cli-option-model"),
    ("set", "cli-option-set"),
    ("lexical_only", "cli-option-lexical-only"),
    ("needs", "cli-option-needs"),
    ("solutions", "cli-option-solutions"),
    ("name", "cli-option-name"),
    ("email", "cli-option-email"),
    ("organisation", "cli-option-organisation"),
    ("role", "cli-option-role"),
    ("title", "cli-option-title"),
    ("successor", "cli-option-successor"),
    ("reason", "cli-option-reason"),
    ("password_stdin", "cli-option-password-stdin"),
    ("short_name", "cli-option-short-name"),
    ("kind", "cli-option-kind"),
    ("municipality_code", "cli-option-municipality-code"),
    ("county_code", "cli-option-county-code"),
    ("county", "cli-option-county"),
    ("population", "cli-option-population"),
    ("population_date", "cli-option-population-date"),
    ("population_source", "cli-option-population-source"),
    ("purpose", "cli-option-purpose"),
    ("members", "cli-option-members"),
    ("lead", "cli-option-lead"),
    ("into", "cli-option-into"),
    ("domain", "cli-option-domain"),
    ("group", "cli-option-group"),
    ("people", "cli-option-people"),
    ("about", "cli-option-about"),
    ("collaboration", "cli-option-collaboration"),
    ("step", "cli-option-step"),
    ("roles", "cli-option-roles"),
    ("written", "cli-option-written"),
    ("run", "cli-option-run"),
    ("figures_file", "cli-option-figures-file"),
    ("publisher", "cli-option-publisher"),
    ("fetched", "cli-option-fetched"),
    ("series", "cli-option-series"),
    ("words_file", "cli-option-words-file"),
    ("words_output", "cli-option-words-output"),
    ("paths", "publiccode-option-paths"),
    ("strict", "publiccode-option-strict"),
    ("check", "publiccode-option-check"),
    ("number", "publiccode-option-number"),
    ("help", "cli-option-help"),
    ("version", "cli-option-version"),
];

/// The command with its help.
pub(super) fn described(command: Command, texts: Texts) -> Command {
    let name = command.get_name().to_owned();
    let version = Arg::new("version").long("version").short('V').action(ArgAction::Version);
    let help = Arg::new("help").long("help").short('h').action(ArgAction::Help).global(true);
    let command = command.disable_help_flag(true).disable_version_flag(true).arg(help).arg(version);
    with_texts(command, &name, texts)
}

fn with_texts(command: Command, path: &str, texts: Texts) -> Command {
    let find = |table: &[(&str, &str)], name: &str| {
        table.iter().find(|(known, _)| *known == name).map(|(_, key)| texts.text(key)).unwrap_or_default()
    };
    let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}\n", texts.text("cli-usage"));
    let (arguments, options) = (texts.text("cli-arguments"), texts.text("cli-options"));
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .about(find(COMMANDS, path))
        .help_template(StyledStr::from(template))
        .disable_help_flag(true)
        .subcommand_help_heading(texts.text("cli-commands"))
        .mut_args(|argument| {
            let help = find(OPTIONS, argument.get_id().as_str());
            let heading = if argument.is_positional() { &arguments } else { &options };
            argument.help(help).help_heading(heading.clone())
        });
    for name in subcommands {
        let path = format!("{path} {name}");
        command = command.mut_subcommand(name, |sub| with_texts(sub, &path, texts));
    }
    command
}

/// What is wrong with the command line.
pub(super) fn fault(error: &clap::Error, texts: Texts) -> String {
    let context = |kind: ContextKind| error.get(kind).map(words).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let choices = context(ContextKind::ValidValue);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => Sentence::of("cli-fault-unknown-argument").with("argument", argument),
        ErrorKind::InvalidSubcommand => {
            Sentence::of("cli-fault-unknown-command").with("command", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => Sentence::of("cli-fault-missing").with("argument", argument),
        ErrorKind::ArgumentConflict => Sentence::of("cli-fault-conflict")
            .with("argument", argument)
            .with("other", context(ContextKind::PriorArg)),
        ErrorKind::InvalidValue if value.is_empty() => {
            Sentence::of("cli-fault-no-value").with("argument", argument)
        }
        ErrorKind::InvalidValue if !choices.is_empty() => Sentence::of("cli-fault-choices")
            .with("argument", argument)
            .with("value", value)
            .with("choices", choices),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Sentence::of("cli-fault-value").with("argument", argument).with("value", value)
        }
        // The rest cannot come from these commands, or only as a bug of ours: clap's own words then.
        _ => Sentence::of("cli-fault-other").with("detail", error.to_string()),
    };
    format!("{}\n{}", sentence.text(texts), texts.text("cli-fault-see-help"))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use domain::person::Language;

    use super::super::Cli;
    use super::*;

    fn names(command: &Command, path: &str, commands: &mut Vec<String>, options: &mut Vec<String>) {
        commands.push(path.to_owned());
        options.extend(command.get_arguments().map(|argument| argument.get_id().to_string()));
        for sub in command.get_subcommands() {
            names(sub, &format!("{path} {}", sub.get_name()), commands, options);
        }
    }

    #[test]
    fn every_command_and_option_has_a_text_and_no_text_is_left_over() {
        let command = described(Cli::command(), Texts::new(Language::Swedish));
        let (mut commands, mut options) = (Vec::new(), Vec::new());
        names(&command, "brygga", &mut commands, &mut options);
        for (found, table) in [(commands, COMMANDS), (options, OPTIONS)] {
            for name in &found {
                assert!(table.iter().any(|(known, _)| known == name), "{name} has no text");
            }
            for (known, key) in table {
                assert!(found.iter().any(|name| name == known), "{known} is no longer there");
                for language in Language::ALL {
                    assert_ne!(Texts::new(*language).text(key), *key, "{key}");
                }
            }
        }
    }
}
