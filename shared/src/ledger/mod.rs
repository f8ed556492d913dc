//! Waybill accounts and their money: every fen that moved is an entry, and a balance is never negative.

pub mod account;
pub mod check;
pub mod decide;
mod money;
mod state;
pub mod statement;
pub mod top_up;

pub(crate) use money::{Hold, Settlement, give_back, hold, release, spend};
pub use state::{AccountKey, State};

#[cfg(test)]
mod tests;
