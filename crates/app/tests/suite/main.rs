//! Deeds as pages, API and command line call them, on a real database.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "for tests only")]

mod access;
mod api_token;
mod benefit;
mod case;
mod cast;
mod comment;
mod contract;
mod cost;
mod coverage;
mod data_subject;
mod demo;
mod figure;
mod find;
mod forum;
mod identity;
mod import;
mod initiative;
mod landscape;
mod lesson;
mod matches;
mod meaning;
mod memory;
mod need;
mod notice;
mod organisation;
mod outcome;
mod overview;
mod package;
mod people;
mod portfolio;
mod prioritisation;
mod process;
mod register;
mod reorganisation;
mod second_factor;
mod session;
mod sharing;
mod synonym;
mod trail;
mod typical_need;
mod verdict;
mod voice;
