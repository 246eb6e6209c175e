//! The crate as `app` uses it: documents in, matches with reasons out.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "for tests only")]

mod analysis;
mod bounds;
mod by_meaning;
mod confidence;
mod coverage;
mod filling;
mod judged_sets;
mod meaning;
mod reasons;
mod suggest;
mod support;
mod support_hint;
mod visibility;
