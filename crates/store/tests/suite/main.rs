//! Each function of the store, on whichever database the run names.

#![allow(clippy::unwrap_used, clippy::panic, reason = "for tests only")]

mod builders;
mod collaboration;
mod comment;
mod contract;
mod coverage;
mod database;
mod event;
mod freshness;
mod lease;
mod need;
mod need_list;
mod organisation;
mod person;
mod service_area;
mod session;
mod sharing;
mod solution;
mod solution_change;
mod solution_list;
mod supplier;
mod synonym;
mod trail;
mod typical_need;
mod usage;
mod vector;
mod verdict;
mod visible;
mod voice;
