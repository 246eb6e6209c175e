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
mod draft;
mod forum;
mod freshness;
mod gate;
mod house;
mod import;
mod knowledge;
mod landscape;
mod leaving;
mod need;
mod need_list;
mod notice;
mod open_page;
mod organisation;
mod package;
mod people;
mod question;
mod reminder;
mod search;
mod sharing;
mod solution_change;
mod suggest;
mod supplier;
mod synonym;
mod texts;
mod trail;
mod typical_need;
mod usage;
mod verdict;
