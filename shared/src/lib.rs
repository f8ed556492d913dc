//! The domain of Sealship: a synchronous, pure-looking core that two mirror-image doors share.

pub mod assign;
pub mod audit;
pub mod batch;
pub mod binding;
pub mod bulk;
pub mod carrier;
pub mod clock;
pub mod comparison;
pub mod config;
pub mod db;
pub mod death;
pub mod error;
pub mod flow;
pub mod house;
pub mod http;
pub mod id;
pub mod ledger;
pub mod notify;
pub mod order;
pub mod outbox;
pub mod page;
pub mod parcel;
pub mod party;
pub mod print;
pub mod stir;
pub mod sweep;
pub mod text;
pub mod vault;
pub mod waybill;
pub mod worker;

#[cfg(test)]
pub(crate) mod trial;
