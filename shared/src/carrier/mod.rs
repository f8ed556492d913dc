//! Carriers as pure adapters: they describe requests and read replies; sending, filling and secrets are the vault's.

pub mod form;
mod reply;

pub use form::{Blank, Escape, Form, Method, Part, Scheme, Sign};
pub use reply::{Balance, Denial, Fields, Issued, QueryOutcome, Reply, TakeOutcome, Trouble, VoidOutcome};
