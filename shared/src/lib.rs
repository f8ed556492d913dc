//! The domain of Sealship.
pub mod carrier;
