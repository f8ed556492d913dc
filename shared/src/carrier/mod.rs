//! Carriers as pure adapters: they describe requests and read replies; sending, filling and secrets are the vault's.

pub mod carriers;
pub mod form;
mod registry;
mod reply;
pub mod sandbox;

use std::fmt::Debug;

pub use form::{Blank, Escape, Form, Method, Part, Scheme, Sign};
pub use registry::{Credential, Registry, RegistryRefused};
pub use reply::{Balance, Denial, Fields, Issued, QueryOutcome, Reply, TakeOutcome, Trouble, VoidOutcome};

/// One carrier's dialect. Sync, pure, and without secrets; a pair `x` / `read_x` makes one exchange.
pub trait Adapter: Send + Sync + Debug {
    /// The carrier's code, as in rows and [`carriers`].
    fn code(&self) -> &str;

    /// What screens call the carrier.
    fn name(&self) -> Name;

    /// What every label of this carrier must say when its numbers move no parcel.
    fn test_mark(&self) -> Option<&'static str> {
        None
    }

    /// Does the holder of a settlement account see receivers in the carrier's own portal? Shown when a waybill
    /// account is approved and on the trust page.
    fn holder_can_read_receiver(&self) -> bool;

    /// Does the carrier deliver to this six-digit division code?
    fn serves(&self, adcode: u32) -> Serves;

    /// The most a number for this parcel can cost, in fen: what to hold before taking.
    fn quote_fen(&self, ask: &TakeAsk) -> i64;

    /// Asks for a number. The receiver's places are blanks.
    fn take(&self, ask: &TakeAsk) -> Form;
    fn read_take(&self, reply: &Reply) -> TakeOutcome;

    /// Asks what became of a client reference.
    fn query(&self, account: &str, client_ref: &str) -> Form;
    fn read_query(&self, reply: &Reply) -> QueryOutcome;

    /// Gives a number back.
    fn void(&self, account: &str, number: &str) -> Form;
    fn read_void(&self, reply: &Reply) -> VoidOutcome;

    /// Asks what a settlement account holds.
    fn balance(&self, account: &str) -> Form;
    /// `Err` when there was no readable answer.
    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble>;
}

/// A carrier's name in both languages of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    pub zh: &'static str,
    pub en: &'static str,
}

/// Whether a carrier delivers somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serves {
    Yes,
    No,
    /// Only a take will tell.
    Unknown,
}

/// Everything of a take that is not the receiver's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeAsk {
    /// Parcel and attempt; the carrier sells at most one number under it. 1 to 64 of `[A-Za-z0-9:_.-]`.
    pub client_ref: String,
    /// The party's settlement number at the carrier (月结号), 1 to 32 of `[A-Za-z0-9-]`.
    pub account: String,
    /// 网点; empty where the carrier has none.
    pub branch: String,
    pub sender: Sender,
    /// What is in the parcel, as the label may print it.
    pub goods: String,
    pub weight_g: u32,
    /// The receiver's division: province, city and district as six digits.
    pub adcode: u32,
    /// The carrier's product (标快, 特快 …), by its own code.
    pub product: String,
}

/// The sending party's own dispatch address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    pub name: String,
    pub phone: String,
    pub address: String,
}
