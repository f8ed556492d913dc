//! Offering a binding: either side may, by the other's public code, a bounded number of times an hour.

use chrono::Duration;
use diesel::prelude::*;
use serde::Deserialize;

use super::{By, Seat, Terms, View, Wish, rows, tell, view};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{FOR_UPDATE, sql};
use crate::db::schema::bindings;
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{BindingId, FulfillerId, MerchantId, Owned, PartyId, kind};
use crate::party::{Acting, public_code};
use crate::text;

/// Offers a party makes within an hour at most.
const OFFERS_AN_HOUR: i64 = 20;
/// Characters of a note or reason at most.
pub(super) const NOTE: usize = 500;

/// An offer to the party of that public code.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BindingOffer)]
pub struct Offer {
    /// The other side's public code; case and spaces do not matter.
    pub code: String,
    /// Words to the other side, at most 500 characters.
    #[serde(default)]
    pub note: String,
    /// The caller's own terms, where they differ from the usual ones.
    #[serde(default)]
    pub terms: Wish,
}

#[derive(QueryableByName)]
struct PartyRow {
    #[diesel(sql_type = sql::Uuid)]
    id: PartyId,
    #[diesel(sql_type = sql::Text)]
    kind: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Bool)]
    drop_shipping: bool,
}

/// Offers a binding; the other side is told by mail.
///
/// # Errors
/// `rate_limited`, `code_unknown`, `same_party`, `drop_shipping_off`, `already_bound`, `party_not_active`,
/// and those of terms.
pub fn offer<S: Seat>(tx: &mut Tx<'_>, who: &Acting<S>, ask: &Offer) -> Result<View> {
    let note = text::note(&ask.note, "/note", NOTE)?;
    let terms = Terms::default().with(&ask.terms, S::BY)?;
    let own = lock_party(tx, who.party())?;
    own.must_take_part(Code::PartyNotActive)?;
    must_be_few(tx, who)?;
    let other = by_code(tx, &ask.code)?;
    if other.id == own.id {
        return Err(Refusal::new(Code::SameParty).at("/code").into());
    }
    other.must_sit_opposite(S::BY)?;
    let id = insert(tx, S::BY, &own, &other, &note, &terms)?;
    let view = view(tx.conn(), who, id)?;
    tell::offered(tx, who, &view)?;
    Ok(view)
}

/// Both sides of a new or accepted binding must be approved and must have switched drop-shipping on.
pub(super) fn both_must_take_part(tx: &mut Tx<'_>, one: PartyId, other: PartyId) -> Result<()> {
    for party in [one, other] {
        read_party(tx, party)?.must_take_part(Code::PartyNotActive)?;
    }
    Ok(())
}

impl PartyRow {
    fn must_take_part(&self, inactive: Code) -> Result<(), Refusal> {
        match (self.state.as_str(), self.drop_shipping) {
            ("active", true) => Ok(()),
            ("active", false) => Err(Code::DropShippingOff.into()),
            _ => Err(inactive.into()),
        }
    }

    fn must_sit_opposite(&self, caller: By) -> Result<(), Refusal> {
        let opposite = match caller {
            By::Merchant => matches!(self.kind.as_str(), "factory" | "warehouse"),
            By::Fulfiller => self.kind == "merchant",
        };
        if !opposite {
            return Err(Refusal::new(Code::CodeUnknown).at("/code"));
        }
        self.must_take_part(Code::CodeUnknown)
            .map_err(|no| no.at("/code"))
    }
}

const PARTY: &str = "p.id, p.kind, p.state, p.drop_shipping";

/// The caller's own party, locked: offers of one party are counted one after the other.
fn lock_party(tx: &mut Tx<'_>, party: PartyId) -> Result<PartyRow> {
    let text = format!("SELECT {PARTY} FROM parties p WHERE p.id = $1{FOR_UPDATE}");
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(party)
        .get_result(tx.conn())
        .or_missing()
}

fn read_party(tx: &mut Tx<'_>, party: PartyId) -> Result<PartyRow> {
    let text = format!("SELECT {PARTY} FROM parties p WHERE p.id = $1");
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(party)
        .get_result(tx.conn())
        .or_missing()
}

fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<PartyRow> {
    let code = public_code::normal(code);
    let text =
        format!("SELECT {PARTY} FROM parties p JOIN public_codes c ON c.party_id = p.id WHERE c.code = $1");
    let found: Option<PartyRow> = diesel::sql_query(text)
        .bind::<sql::Text, _>(code)
        .get_result(tx.conn())
        .optional()?;
    found.ok_or_else(|| Refusal::new(Code::CodeUnknown).at("/code").into())
}

#[derive(QueryableByName)]
struct Made {
    #[diesel(sql_type = sql::BigInt)]
    n: i64,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    first: Option<Instant>,
}

fn must_be_few<S: Seat>(tx: &mut Tx<'_>, who: &Acting<S>) -> Result<()> {
    let text = format!(
        "SELECT count(*) AS n, min(b.offered_at) AS first FROM bindings b
         WHERE {} = $1 AND b.offered_by = $2 AND b.offered_at > $3",
        rows::mine(S::BY)
    );
    let hour = Duration::hours(1);
    let now = tx.now();
    let made: Made = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(who.party())
        .bind::<sql::Text, _>(S::BY.text())
        .bind::<sql::Instant, _>(now - hour)
        .get_result(tx.conn())?;
    if made.n < OFFERS_AN_HOUR {
        return Ok(());
    }
    let wait = made.first.map_or(hour, |first| first + hour - now).num_seconds();
    let wait = u64::try_from(wait).unwrap_or_default().max(1);
    Err(Refusal::new(Code::RateLimited).after(wait).into())
}

fn insert(
    tx: &mut Tx<'_>,
    by: By,
    own: &PartyRow,
    other: &PartyRow,
    note: &str,
    terms: &Terms,
) -> Result<Owned<kind::Binding>> {
    let (merchant, fulfiller): (MerchantId, FulfillerId) = match by {
        By::Merchant => (own.id.cast(), other.id.cast()),
        By::Fulfiller => (other.id.cast(), own.id.cast()),
    };
    let id = BindingId::fresh();
    let row = NewBinding {
        merchant_id: merchant,
        id,
        fulfiller_id: fulfiller,
        state: "offered",
        offered_by: by.text(),
        offer_note: note,
        reason: "",
        auto_accept: terms.auto_accept,
        waybill_payer: terms.waybill_payer.text(),
        daily_waybills: terms.daily_waybills,
        daily_fen: terms.daily_fen,
        carriers: rows::carriers_json(terms),
        accept_hours: terms.accept_hours,
        alias_key: alias_key()?,
        offered_at: tx.now(),
        version: 1,
    };
    diesel::insert_into(bindings::table)
        .values(&row)
        .execute(tx.conn())
        .or_taken(Code::AlreadyBound)?;
    rows::stir(tx, merchant, fulfiller);
    Ok(Owned::new(merchant, id))
}

/// The key of the names under which this fulfiller sees this merchant's orders.
fn alias_key() -> Result<Vec<u8>> {
    let mut key = vec![0_u8; 32];
    aws_lc_rs::rand::fill(&mut key).map_err(|_| crate::error::Broken::new("no randomness"))?;
    Ok(key)
}

#[derive(Insertable)]
#[diesel(table_name = bindings)]
struct NewBinding<'a> {
    merchant_id: MerchantId,
    id: BindingId,
    fulfiller_id: FulfillerId,
    state: &'a str,
    offered_by: &'a str,
    offer_note: &'a str,
    reason: &'a str,
    auto_accept: bool,
    waybill_payer: &'a str,
    daily_waybills: Option<i64>,
    daily_fen: Option<i64>,
    carriers: serde_json::Value,
    accept_hours: i64,
    alias_key: Vec<u8>,
    offered_at: Instant,
    version: i64,
}
