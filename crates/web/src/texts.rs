//! Every sentence that people read, in Swedish and English. The Fluent files lie in `texts/`, one pair for
//! each part; Swedish is written first and English follows it.
//!
//! A key that is missing in a language is taken from Swedish; one that is missing there too shows as the key,
//! and a test finds it before anybody sees it.

use std::sync::LazyLock;

use domain::person::Language;
use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "texts/"]
struct Files;

static SWEDISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::Swedish));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::English));

/// The texts of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    language: Language,
}

impl Texts {
    /// The texts of this language.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// Which language.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The text of a key.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The text of a key with values filled in.
    #[must_use]
    pub fn text_with(self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let own = match self.language {
            Language::Swedish => None,
            Language::English => format(&ENGLISH, key, values),
        };
        own.or_else(|| format(&SWEDISH, key, values)).unwrap_or_else(|| key.to_owned())
    }
}

fn format(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    values: &[(&str, FluentValue<'_>)],
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
    if !errors.is_empty() {
        tracing::warn!(key, ?errors, "a text could not be filled in");
    }
    Some(text.into_owned())
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let code = language.code();
    let mut bundle = FluentBundle::new_concurrent(code.parse().into_iter().collect());
    // Marks around values would be copied along with numbers and names.
    bundle.set_use_isolating(false);
    for path in Files::iter().filter(|path| path.starts_with(code) && path.ends_with(".ftl")) {
        let Some(file) = Files::get(&path) else { continue };
        let source = String::from_utf8_lossy(&file.data).into_owned();
        let resource = match FluentResource::try_new(source) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                tracing::error!(path = path.as_ref(), ?errors, "a file of texts has errors");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(path = path.as_ref(), ?errors, "a text is there twice");
        }
    }
    bundle
}
