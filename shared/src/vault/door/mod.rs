//! The ways out of the vault. Each wants an audit receipt of its purpose, naming the receivers asked for.

pub mod carrier;
pub mod ticket;
