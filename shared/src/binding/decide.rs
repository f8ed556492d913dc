//! Answers to an offer, and the end of a binding.

use serde::Deserialize;

use super::{Binding, Seat, State, View, must_be_current, offer, rows, settle, tell, view};
use crate::db::Tx;
use crate::error::{Refusal, Result};
use crate::id::{Owned, kind};
use crate::party::Acting;
use crate::text;

/// A decision about a binding.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BindingDecision)]
pub struct Decision {
    /// Words to the other side where it is a no or an end, at most 500 characters.
    #[serde(default)]
    pub reason: String,
    /// The version it was decided on; a stale one is refused.
    pub version: Option<i64>,
}

/// The side that was asked says yes; both must have drop-shipping switched on.
///
/// # Errors
/// `not_found`, `stale`, `state_forbids`, `drop_shipping_off`, `party_not_active`.
pub fn accept<S: Seat>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    id: Owned<kind::Binding>,
    ask: &Decision,
) -> Result<View> {
    let now = tx.now();
    let binding = decide(tx, who, id, ask, |state| state.accept(S::BY, now))?;
    offer::both_must_take_part(tx, who.party(), binding.other(S::BY))?;
    let view = view(tx.conn(), who, id)?;
    tell::decided(tx, who, &view, true)?;
    Ok(view)
}

/// The side that was asked says no.
///
/// # Errors
/// `not_found`, `stale`, `state_forbids`.
pub fn decline<S: Seat>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    id: Owned<kind::Binding>,
    ask: &Decision,
) -> Result<View> {
    let now = tx.now();
    let reason = reason(ask)?;
    decide(tx, who, id, ask, |state| state.decline(S::BY, reason, now))?;
    let view = view(tx.conn(), who, id)?;
    tell::decided(tx, who, &view, false)?;
    Ok(view)
}

/// The side that asked takes the offer back.
///
/// # Errors
/// `not_found`, `stale`, `state_forbids`.
pub fn withdraw<S: Seat>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    id: Owned<kind::Binding>,
    ask: &Decision,
) -> Result<View> {
    let now = tx.now();
    decide(tx, who, id, ask, |state| state.withdraw(S::BY, now))?;
    view(tx.conn(), who, id)
}

/// Either side ends it: no new work; it has ended once the open work is done.
///
/// # Errors
/// `not_found`, `stale`, `state_forbids`.
pub fn end<S: Seat>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    id: Owned<kind::Binding>,
    ask: &Decision,
) -> Result<View> {
    let reason = reason(ask)?;
    decide(tx, who, id, ask, |state| state.end(S::BY, reason))?;
    settle(tx, id.owner, &[id.id])?;
    let view = view(tx.conn(), who, id)?;
    tell::ending(tx, who, &view)?;
    Ok(view)
}

fn reason(ask: &Decision) -> Result<String> {
    text::note(&ask.reason, "/reason", offer::NOTE)
}

fn decide<S: Seat>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    id: Owned<kind::Binding>,
    ask: &Decision,
    transition: impl FnOnce(State) -> Result<State, Refusal>,
) -> Result<Binding> {
    let mut binding = rows::lock(tx, who, id)?;
    must_be_current(tx, who, &binding, ask.version)?;
    binding.state = transition(binding.state)?;
    rows::store_state(tx, &binding)?;
    Ok(binding)
}
