//! Orders: what a buyer bought, where its pieces stand, and the lists a clerk lives in.

pub mod card;
mod chosen;
pub mod close;
pub mod count;
mod driver;
pub mod filter;
pub mod find;
pub mod import;
pub mod intake;
pub mod list;
pub mod product;
pub mod refund;
mod roll_up;
mod rows;
pub mod state;
pub mod timeline;
pub(crate) mod token;

pub(crate) use chosen::{Fit, chosen, fitting};
pub use roll_up::{roll_up, roll_up_parcels};
pub use state::{CloseReason, Origin, Stage, State};

use crate::error::{Code, Result};
use crate::id::{Kind, Owned};
use crate::party::{Acting, Merchant};

/// Another merchant's thing is not found, never forbidden.
///
/// # Errors
/// `not_found`.
pub fn own<K: Kind>(who: &Acting<Merchant>, id: Owned<K>) -> Result<()> {
    if id.owner == who.merchant() {
        Ok(())
    } else {
        Err(Code::NotFound.into())
    }
}

#[cfg(test)]
mod tests;
