//! Pages and the API, asked through the whole router.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "for tests only")]

mod access;
mod account;
mod canary;
mod catalogue;
mod comment;
mod contract;
mod coverage;
mod disposal;
mod forum;
mod gate;
mod house;
mod import;
mod landscape;
mod leaving;
mod need;
mod need_list;
mod notice;
mod organisation;
mod package;
mod people;
mod reminder;
mod search;
mod sharing;
mod solution_change;
mod suggest;
mod supplier;
mod synonym;
mod texts;
mod typical_need;
mod usage;
mod verdict;
