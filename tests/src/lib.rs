//! What the integration tests share.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that breaks should say where"
)]

pub mod canary;
pub mod scratch;
pub mod source;
