//! Turns what a merchant uploads into drafts of orders: streaming, in bounded memory, a bad row never in the way of
//! a good one. What is refused is named by row, column and code, never by its value.
//!
//! `json` and `read` are the two ways in. A file waits in a `spool`, sealed; `sheet` gives its rows, `header` says
//! which column is what, `group` gathers the rows of an order, `draft` makes one of them.

mod address;
mod cell;
mod draft;
mod encoding;
mod fault;
mod gathered;
mod group;
mod header;
mod json;
mod line;
mod money;
mod phone;
mod read;
mod receiver;
pub(crate) mod sanitise;
mod sheet;
mod spool;
#[cfg(test)]
mod tests;
mod time;

pub use draft::{Draft, DraftLine, Item, Refused};
pub use fault::{Fault, FaultCode};
pub use header::{Field, Mapping};
pub use json::{OrdersAsk, RawLine, RawOrder};
pub use read::{Options, ReadError, Summary, Upload, read};
pub use receiver::RawReceiver;
pub use spool::{Spool, SpoolReader, SpoolWriter, sweep};
