//! What integration tests stand on: a whole Sealship per test, over a database of its own, with a clock that is turned.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that breaks should say where"
)]

pub mod app;
pub mod canary;
pub mod client;
mod database;
pub mod events;
pub mod example;
pub mod live;
pub mod scratch;
pub mod source;

pub use app::App;
pub use client::{Client, Reply};
pub use serde_json::{Value, json};
