//! The words and rules of Brygga: what a need, a solution and an organisation are, which states they may
//! pass through and who may do what with them.
//!
//! Deliberately not here: the clock (times are arguments), databases, HTTP, and sentences for people.
//! Nothing in this crate is `async`, and it knows none of the other crates.

pub mod benefit;
pub mod case;
pub mod challenge;
pub mod collaboration;
pub mod comment;
pub mod contract;
pub mod cost;
pub mod coverage;
pub mod disposal;
pub mod event;
pub mod figure;
pub mod forum;
pub mod freshness;
pub mod goal;
pub mod id;
pub mod initiative;
pub mod instant;
pub mod intervention;
pub mod knowledge;
pub mod landscape;
pub mod lesson;
pub mod maturity;
pub mod need;
pub mod notice;
pub mod number;
pub mod organisation;
pub mod permission;
pub mod person;
pub mod personal;
pub mod portfolio;
pub mod prioritisation;
pub mod process;
pub mod public_text;
pub mod quantity;
pub mod reminder;
pub mod research;
pub mod rollout;
pub mod saved_view;
pub mod service_area;
pub mod sharing;
pub mod solution;
pub mod solution_change;
pub mod supplier;
pub mod synonym;
pub mod text;
pub mod typical_need;
pub mod usability;
pub mod usage;
pub mod verdict;
pub mod voice;
mod words;
pub mod workday;
