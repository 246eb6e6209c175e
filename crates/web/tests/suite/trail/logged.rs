//! Everything that the program says to its log, at every level and with every field: more than an operator turns on.
//!
//! Not here: how the log is written; it is the words that must not tell.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What was said, each thing once.
#[derive(Clone, Default)]
pub(super) struct Logged(Arc<Mutex<BTreeSet<String>>>);

impl Logged {
    /// Listens from now on, to all of this process.
    pub(super) fn listening() -> Self {
        let logged = Self::default();
        tracing::subscriber::set_global_default(logged.clone()).unwrap();
        logged
    }

    /// What was said.
    pub(super) fn said(&self) -> BTreeSet<String> {
        self.0.lock().unwrap().clone()
    }

    fn keep(&self, read: impl FnOnce(&mut Words)) {
        let mut words = Words::default();
        read(&mut words);
        self.0.lock().unwrap().extend(words.0);
    }
}

/// Each field as text.
#[derive(Default)]
struct Words(Vec<String>);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // How long something took is another each time, and tells nothing.
        if field.name().starts_with("elapsed") {
            return;
        }
        let mut text = format!("{}=", field.name());
        write!(text, "{value:?}").unwrap();
        self.0.push(text);
    }
}

impl Subscriber for Logged {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.keep(|words| span.record(words));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.keep(|words| values.record(words));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.keep(|words| event.record(words));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
