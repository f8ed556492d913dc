//! What becomes of an account: the operator approves or refuses it, either of the two closes it.

use serde::Deserialize;
use serde_json::json;

use super::account::{AccountKey, State, View, fresh, locked, view, words, write};
use crate::carrier::Registry;
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{Owned, kind};
use crate::party::{Acting, OfSide, Platform, Side};

/// The most one number may cost, in fen.
const MOST_PRICE: i64 = 100_000;

/// The operator's yes.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillAccountApproval)]
pub struct Approval {
    /// What one number costs the party, in fen, at most 100,000; 0 means what the carrier asks.
    pub price_fen: i64,
    /// The version the decision was made on.
    pub version: Option<i64>,
}

/// A no, or an end, with its reason.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillAccountEnding)]
pub struct Ending {
    /// Why, 1 to 60 characters.
    pub note: String,
    /// The version the decision was made on.
    pub version: Option<i64>,
}

/// The operator approves an account at a price.
///
/// # Errors
/// `not_found`, `already_decided`, `stale`, `invalid_field`.
pub fn approve(
    tx: &mut Tx<'_>,
    _: &Acting<Platform>,
    carriers: &Registry,
    id: Owned<kind::WaybillAccount>,
    ask: &Approval,
) -> Result<View> {
    if !(0..=MOST_PRICE).contains(&ask.price_fen) {
        return Err(Refusal::new(Code::InvalidField)
            .at("/price_fen")
            .saying("0 to 100000")
            .into());
    }
    change(tx, carriers, id.into(), ask.version, |state, _| {
        state.approve(ask.price_fen)
    })
}

/// The operator refuses an account.
///
/// # Errors
/// `not_found`, `already_decided`, `stale`, `invalid_field`.
pub fn refuse(
    tx: &mut Tx<'_>,
    _: &Acting<Platform>,
    carriers: &Registry,
    id: Owned<kind::WaybillAccount>,
    ask: &Ending,
) -> Result<View> {
    words(&ask.note, 1, "/note")?;
    change(tx, carriers, id.into(), ask.version, |state, _| {
        state.refuse(ask.note.clone())
    })
}

/// The owner, or the operator, closes an account; its balance stays readable.
///
/// # Errors
/// `not_found`, `state_forbids` while money is held, `stale`, `invalid_field`.
pub fn close<S: OfSide>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    carriers: &Registry,
    id: Owned<kind::WaybillAccount>,
    ask: &Ending,
) -> Result<View> {
    let key = AccountKey::from(id);
    if S::SIDE != Side::Platform && key.party != who.party() {
        return Err(Code::NotFound.into());
    }
    words(&ask.note, 1, "/note")?;
    change(tx, carriers, key, ask.version, |state, held| {
        state.close(held, ask.note.clone())
    })
}

fn change(
    tx: &mut Tx<'_>,
    carriers: &Registry,
    key: AccountKey,
    seen: Option<i64>,
    step: impl FnOnce(State, i64) -> Result<State, Refusal>,
) -> Result<View> {
    let row = locked(tx, key)?;
    fresh(tx, &row, seen, carriers)?;
    let next = match step(State::try_from(&row)?, row.held_fen) {
        Ok(next) => next,
        // Somebody was quicker: what he made of it is told at once.
        Err(no) => return Err(no.current(json!(view(tx.conn(), key, carriers)?)).into()),
    };
    write(tx, key, &next)?;
    view(tx.conn(), key, carriers)
}
