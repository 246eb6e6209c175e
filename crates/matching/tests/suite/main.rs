//! The crate as `app` uses it: documents in, matches with reasons out.

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
