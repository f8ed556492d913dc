//! Printing: agents that were enrolled, tickets sealed to one of them, receipts they signed.

pub mod again;
pub mod agent;
pub mod diagnosis;
pub mod explain;
pub mod fate;
mod label;
pub mod receipt;
pub mod redeem;
pub mod seal;
pub mod task;
pub mod ticket;
