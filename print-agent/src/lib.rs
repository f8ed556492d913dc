//! The official print component: opens sealed tickets in a child process, sets labels, prints them, signs receipts.
//!
//! A client on this machine hands tickets over ([`server`], [`session`], [`protocol`]); they wait in the [`queue`];
//! the [`agent`] redeems each at the [`platform`], has the render [`child`] open and set it ([`label`]), gives it to
//! the [`printer`], and records how it ended in the [`journal`] until the platform has the receipt.

pub mod agent;
pub mod child;
pub mod cli;
pub mod clock;
pub mod fonts;
pub mod home;
pub mod journal;
pub mod label;
pub mod platform;
pub mod printer;
pub mod protocol;
pub mod queue;
pub mod refusal;
pub mod server;
pub mod session;
