//! The print ticket on the wire: what a label prints, sealed to one agent, signed by the platform, answered by receipts.
//!
//! The worker fills a [`Ticket`], seals it with [`seal`] to the agent's registered [`SealPublic`] and signs
//! the [`Sealed`] into an [`Envelope`]. The envelope travels as JSON through browsers that cannot read it.
//! The agent [`Envelope::admit`]s it into its queue, redeems it once at the platform ([`door`]), and its
//! render child [`Envelope::open`]s it. What became of the label comes back as a [`SignedReceipt`].

mod canon;
mod contents;
pub mod design;
pub mod door;
mod encoding;
mod envelope;
pub mod fields;
mod keys;
pub mod papers;
mod receipt;
pub mod template;

pub use contents::{Carrier, Contact, Goods, MAX_GOODS, MAX_SERVICES, Size, Ticket};
pub use encoding::{Hash, sha256};
pub use envelope::{
    Audience, Envelope, Header, MAX_CIPHERTEXT, SealError, Sealed, TicketRefusal, VERSION, seal,
};
pub use keys::{KeyError, SealKey, SealPublic, SignKey, Signature, VerifyKey};
pub use receipt::{Outcome, Receipt, SignedReceipt};
