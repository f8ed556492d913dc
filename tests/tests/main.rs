//! One integration binary: linking is slow, so everything over databases and doors lives here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that breaks should say where"
)]

mod assign;
mod authority;
mod bad_input;
mod batches;
mod binding;
mod canary;
mod console;
mod documents;
mod flow;
mod jobs;
mod labels;
mod machines;
mod once;
mod pair;
mod parties;
mod people;
mod products;
mod recall;
mod roles;
mod schema;
mod sessions;
mod tidy;
mod uploads;
mod views;
mod waybills;
