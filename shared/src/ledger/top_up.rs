//! Money in: the operator books what a party paid, once per reference.

use diesel::prelude::*;
use serde::Deserialize;

use super::account::{AccountKey, View, locked, view, words};
use super::money;
use crate::carrier::Registry;
use crate::db::Tx;
use crate::db::schema::ledger as t;
use crate::error::{Code, Refusal, Result};
use crate::id::{Owned, kind};
use crate::party::{Acting, Platform};

/// One top-up's limit: a hundred million yuan in fen.
const MOST: i64 = 10_000_000_000;

/// Money a party paid in.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillAccountTopUp)]
pub struct TopUp {
    /// How much, in fen, more than 0.
    pub fen: i64,
    /// What names the payment, e.g. the bank's reference: one reference is booked once. 1 to 60 characters.
    pub reference: String,
    /// A word for the statement, at most 60 characters.
    #[serde(default)]
    pub note: String,
}

/// Books a payment; the same reference with the same amount again changes nothing.
///
/// # Errors
/// `not_found`, `account_not_active`, `duplicate_key` for another amount under the same reference, `invalid_field`.
pub fn top_up(
    tx: &mut Tx<'_>,
    _: &Acting<Platform>,
    carriers: &Registry,
    id: Owned<kind::WaybillAccount>,
    ask: &TopUp,
) -> Result<View> {
    check(ask)?;
    let key = AccountKey::from(id);
    if locked(tx, key)?.state != "active" {
        return Err(Code::AccountNotActive.into());
    }
    match booked(tx, key, ask.reference.trim())? {
        None => money::pay_in(tx, key, ask.reference.trim(), ask.fen, &ask.note)?,
        Some(fen) if fen == ask.fen => {}
        Some(_) => return Err(Refusal::new(Code::DuplicateKey).at("/reference").into()),
    }
    view(tx.conn(), key, carriers)
}

fn check(ask: &TopUp) -> Result<()> {
    words(&ask.reference, 1, "/reference")?;
    words(&ask.note, 0, "/note")?;
    match ask.fen {
        1..=MOST => Ok(()),
        _ => Err(Refusal::new(Code::InvalidField)
            .at("/fen")
            .saying("1 to 10000000000")
            .into()),
    }
}

fn booked(tx: &mut Tx<'_>, key: AccountKey, reference: &str) -> QueryResult<Option<i64>> {
    t::table
        .filter(t::party_id.eq(key.party).and(t::account_id.eq(key.id)))
        .filter(t::kind.eq("top_up").and(t::subject.eq(reference)))
        .select(t::fen)
        .first(tx.conn())
        .optional()
}
