//! Printing: agents that were enrolled, tickets sealed to one of them, receipts they signed; what parties draw
//! on their labels, and the papers beside them.

pub mod again;
pub mod agent;
mod contents;
mod custom;
pub mod diagnosis;
pub mod documents;
pub mod explain;
pub mod fate;
pub mod invite;
mod label;
pub(crate) mod late;
pub mod paper;
pub mod receipt;
pub mod redeem;
pub mod seal;
pub mod task;
pub mod template;
pub mod ticket;
