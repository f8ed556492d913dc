//! The domain of Sealship.
pub mod carrier;
pub mod vault;
