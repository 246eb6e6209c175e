//! Pages and the API, asked through the whole router.

mod catalogue;
mod coverage;
mod house;
mod need;
mod need_list;
mod suggest;
mod synonym;
mod texts;
mod typical_need;
mod verdict;
