//! One integration binary: linking is slow, so everything over databases and doors lives here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that breaks should say where"
)]

mod jobs;
mod roles;
mod schema;
mod tidy;
