//! The official print component: opens sealed tickets in a child process, sets labels, prints them, signs receipts.

pub mod fonts;
pub mod label;
