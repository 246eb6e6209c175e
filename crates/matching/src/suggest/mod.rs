//! What can be suggested for a need from its text alone: [`requirements`] that can be covered one by one, whether it
//! is a matter for IT [`support`], and what a [`vote`] among the nearest solutions and needs says of it.
//!
//! Rules over words that are kept as data in `assets/language`; every suggestion says which words or whose votes made
//! it. Not here: SQL, who may see what, and any sentence for people.

mod phrases;
pub mod requirements;
pub mod support;
pub mod vote;
