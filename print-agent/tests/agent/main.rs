//! The agent as a process, with printers that are sockets, queues and folders.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions,
    reason = "a test stops where it fails"
)]

#[path = "../common/mod.rs"]
mod common;

mod attacks;
mod controls;
mod cups;
mod decode;
mod enrol;
mod ipp;
mod kill;
mod manners;
mod memory;
mod page;
mod papers;
mod rate;
mod sample;
mod schema;
mod sink;
mod sockets;
mod story;
mod waits;
