//! The official print component: opens sealed tickets in a child process, sets labels, prints them, signs receipts.
//!
//! A client on this machine hands tickets over ([`server`], [`session`], [`protocol`]); they wait in the [`queue`],
//! on disk and sealed; the [`agent`] redeems each at the [`platform`], has the render [`child`] open and set it
//! ([`label`]), gives it to the [`printer`] by its [`transport`], and signs how it ended, until the platform has the
//! receipt. A [`page`] of its own, for this machine alone, adds printers and tells how it is ([`diagnosis`]).

pub mod agent;
pub mod child;
pub mod cli;
pub mod clock;
pub mod diagnosis;
mod errand;
pub mod fonts;
pub mod home;
pub mod label;
pub mod page;
pub mod platform;
pub mod printer;
pub mod protocol;
pub mod queue;
pub mod refusal;
pub mod server;
pub mod session;
pub mod transport;
mod watched;
