//! Waybill accounts and their money: every fen that moved is an entry, and a balance is never negative.

pub mod account;
pub mod check;
pub mod decide;
mod money;
pub mod statement;
pub mod top_up;

pub use account::{AccountKey, State};
pub(crate) use money::{Hold, Settlement, give_back, hold, release, spend};

#[cfg(test)]
mod tests;
