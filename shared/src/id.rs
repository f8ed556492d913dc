//! Typed ids: one generic type for every kind of thing, and the public form that carries its owner.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::db::backend::{self, Backend};

/// A kind of thing that has ids; the prefix stands before its public form.
pub trait Kind: 'static {
    /// Three letters, e.g. `ord`.
    const PREFIX: &'static str;
    /// The name of its id in documents, e.g. `OrderId`.
    const NAME: &'static str;
}

/// The id of a `K`, a version 7 UUID: later ids sort later.
#[derive(AsExpression, FromSqlRow)]
#[diesel(sql_type = backend::sql::Uuid)]
pub struct Id<K: Kind>(Uuid, PhantomData<fn() -> K>);

impl<K: Kind> Id<K> {
    /// A new id; its time part comes from the operating system and orders ids only roughly.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Uuid::now_v7(), PhantomData)
    }

    /// A new id nothing can be learned or guessed from.
    #[must_use]
    pub fn random() -> Self {
        Self(Uuid::new_v4(), PhantomData)
    }

    /// Names an existing UUID as a `K`.
    #[must_use]
    pub const fn of(raw: Uuid) -> Self {
        Self(raw, PhantomData)
    }

    /// The UUID.
    #[must_use]
    pub const fn raw(self) -> Uuid {
        self.0
    }

    /// The same id seen as another kind, where one table stands for two words (a merchant is a party).
    #[must_use]
    pub const fn cast<L: Kind>(self) -> Id<L> {
        Id(self.0, PhantomData)
    }
}

impl<K: Kind> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: Kind> Copy for Id<K> {}
impl<K: Kind> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K: Kind> Eq for Id<K> {}
impl<K: Kind> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: Kind> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K: Kind> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", K::PREFIX, URL_SAFE_NO_PAD.encode(self.0.as_bytes()))
    }
}
impl<K: Kind> FromStr for Id<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let bytes = decode::<K>(text)?;
        Ok(Self::of(Uuid::from_slice(&bytes).map_err(|_| NotAnId)?))
    }
}
impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}
impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
impl<K: Kind> ToSql<backend::sql::Uuid, Backend> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Backend>) -> serialize::Result {
        backend::write_uuid(&self.0, out)
    }
}
impl<K: Kind> FromSql<backend::sql::Uuid, Backend> for Id<K> {
    fn from_sql(raw: <Backend as diesel::backend::Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        backend::read_uuid(raw).map(Self::of)
    }
}
// Generic types are asked to compose themselves; ours is a string whatever the kind.
impl<K: Kind> utoipa::__dev::ComposeSchema for Id<K> {
    fn compose(
        _: Vec<utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>>,
    ) -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        schema_of(format!("{}_ and 22 letters, digits, - or _", K::PREFIX))
    }
}
impl<K: Kind> utoipa::ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        K::NAME.into()
    }
}

/// The public id of a thing inside its owner: any door can route it, none needs to look for it.
pub struct Owned<K: Kind> {
    /// The merchant whose rows it lives among.
    pub owner: MerchantId,
    /// The thing.
    pub id: Id<K>,
}

impl<K: Kind> Owned<K> {
    /// The `id` among the rows of `owner`.
    #[must_use]
    pub const fn new(owner: MerchantId, id: Id<K>) -> Self {
        Self { owner, id }
    }
}
impl<K: Kind> Clone for Owned<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: Kind> Copy for Owned<K> {}
impl<K: Kind> PartialEq for Owned<K> {
    fn eq(&self, other: &Self) -> bool {
        (self.owner, self.id) == (other.owner, other.id)
    }
}
impl<K: Kind> Eq for Owned<K> {}
impl<K: Kind> PartialOrd for Owned<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: Kind> Ord for Owned<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.owner, self.id).cmp(&(other.owner, other.id))
    }
}
impl<K: Kind> Hash for Owned<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.owner, self.id).hash(state);
    }
}
impl<K: Kind> fmt::Debug for Owned<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl<K: Kind> fmt::Display for Owned<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0_u8; 32];
        let (owner, id) = bytes.split_at_mut(16);
        owner.copy_from_slice(self.owner.0.as_bytes());
        id.copy_from_slice(self.id.0.as_bytes());
        write!(f, "{}_{}", K::PREFIX, URL_SAFE_NO_PAD.encode(bytes))
    }
}
impl<K: Kind> FromStr for Owned<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let bytes = decode::<K>(text)?;
        let (owner, id) = bytes.split_at_checked(16).ok_or(NotAnId)?;
        let owner = Uuid::from_slice(owner).map_err(|_| NotAnId)?;
        let id = Uuid::from_slice(id).map_err(|_| NotAnId)?;
        Ok(Self::new(Id::of(owner), Id::of(id)))
    }
}
impl<K: Kind> Serialize for Owned<K> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}
impl<'de, K: Kind> Deserialize<'de> for Owned<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
// Generic types are asked to compose themselves; ours is a string whatever the kind.
impl<K: Kind> utoipa::__dev::ComposeSchema for Owned<K> {
    fn compose(
        _: Vec<utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>>,
    ) -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        schema_of(format!(
            "{}_ and 43 letters, digits, - or _; it carries its owner",
            K::PREFIX
        ))
    }
}
impl<K: Kind> utoipa::ToSchema for Owned<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        format!("Owned{}", K::NAME).into()
    }
}

/// The text is not an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct NotAnId;

fn decode<K: Kind>(text: &str) -> Result<Vec<u8>, NotAnId> {
    let rest = text
        .strip_prefix(K::PREFIX)
        .and_then(|rest| rest.strip_prefix('_'))
        .ok_or(NotAnId)?;
    URL_SAFE_NO_PAD.decode(rest).map_err(|_| NotAnId)
}

fn schema_of(form: String) -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
    use utoipa::openapi::schema::{ObjectBuilder, Type};
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(form))
        .build()
        .into()
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $alias:ident, $prefix:literal;)*) => {
        /// The kinds of things that have ids.
        pub mod kind {
            $($(#[$doc])* pub enum $kind {}
            impl super::Kind for $kind {
                const PREFIX: &'static str = $prefix;
                const NAME: &'static str = stringify!($alias);
            }
            impl utoipa::PartialSchema for $kind {
                fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                    super::schema_of(format!("{}_…", $prefix))
                }
            }
            impl utoipa::ToSchema for $kind {})*
        }
        $($(#[$doc])* pub type $alias = Id<kind::$kind>;)*
    };
}

kinds! {
    /// A merchant, factory, warehouse or the operator.
    Party, PartyId, "pty";
    /// A party seen as the owner of orders.
    Merchant, MerchantId, "mer";
    /// A party seen as the one an assignment is given to.
    Fulfiller, FulfillerId, "ful";
    /// Someone who signs in.
    Person, PersonId, "per";
    /// A browser session.
    Session, SessionId, "ses";
    /// A mailed one-time proof: an invitation or a password reset.
    MailProof, MailProofId, "inv";
    /// A machine principal.
    Machine, MachineId, "mch";
    /// A refresh token.
    RefreshToken, RefreshTokenId, "rft";
    /// A merchant bound to a factory.
    Binding, BindingId, "bnd";
    /// What a merchant sells.
    Product, ProductId, "prd";
    /// An order.
    Order, OrderId, "ord";
    /// A line of an order.
    Line, LineId, "lin";
    /// A refund on a line.
    Refund, RefundId, "rfd";
    /// A sealed receiver.
    Receiver, ReceiverId, "rcv";
    /// A receiver token: equal receivers look equal to one viewer while work is open.
    ReceiverToken, ReceiverTokenId, "rtk";
    /// A data key of the vault.
    DataKey, DataKeyId, "dek";
    /// Quantities of an order given to a fulfiller.
    Assignment, AssignmentId, "asg";
    /// One call that assigned many.
    Act, ActId, "act";
    /// A recall that needs an answer.
    RecallRequest, RecallRequestId, "rcl";
    /// A waybill account.
    WaybillAccount, WaybillAccountId, "wba";
    /// A ledger entry.
    LedgerEntry, LedgerEntryId, "led";
    /// A parcel.
    Parcel, ParcelId, "prc";
    /// A waybill.
    Waybill, WaybillId, "wbl";
    /// A print agent.
    PrintAgent, PrintAgentId, "agt";
    /// A print task: tickets asked for together, in order.
    PrintTask, PrintTaskId, "ptk";
    /// A print ticket.
    Ticket, TicketId, "tkt";
    /// A receipt of a print.
    Receipt, ReceiptId, "rct";
    /// A label template.
    LabelTemplate, LabelTemplateId, "tpl";
    /// A batch.
    Batch, BatchId, "bat";
    /// A saved view of a console's page.
    View, ViewId, "viw";
    /// Something whose kind is known where it is read.
    Thing, ThingId, "thg";
    /// That something changed.
    Stir, StirId, "str";
    /// A job.
    Job, JobId, "job";
    /// A mail.
    Mail, MailId, "mal";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_forms_come_back() {
        let id = OrderId::fresh();
        assert_eq!(id.to_string().parse::<OrderId>(), Ok(id));
        let owned = Owned::new(MerchantId::fresh(), id);
        assert_eq!(owned.to_string().parse::<Owned<kind::Order>>(), Ok(owned));
    }

    #[test]
    fn another_kind_is_not_an_id() {
        assert_eq!(LineId::fresh().to_string().parse::<OrderId>(), Err(NotAnId));
        assert_eq!("ord_".parse::<OrderId>(), Err(NotAnId));
        assert_eq!("ord_订单".parse::<OrderId>(), Err(NotAnId));
    }
}
