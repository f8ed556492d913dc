//! Shipping (发货): pieces leave, the merchant sees carrier and number at once, tokens nobody needs any more go.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde::Deserialize;

use super::dossier::Dossier;
use super::external::{ExternalRow, type_in};
use super::preflight::{Moment, preflight};
use super::rows::Waybill;
use crate::bulk::{self, Rows};
use crate::db::backend::{row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::{Refusal, Result};
use crate::id::{BindingId, MerchantId, Owned, kind};
use crate::parcel::Packer;
use crate::parcel::act::{ParcelRef, ParcelsAsk, act, act_held};
use crate::parcel::card::Card;
use crate::parcel::rows::{Pieces, add_shipped};
use crate::{notify, order};

/// Typed numbers of parcels that leave in the same breath, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Shipments)]
pub struct ShipmentsAsk {
    /// One for each parcel.
    pub rows: Vec<ExternalRow>,
}

/// Ships parcels; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `duplicate_key`, and what pre-flight says.
pub fn ship(tx: &mut Tx<'_>, packer: &Packer, ask: &ParcelsAsk) -> Result<Rows<Card>> {
    act(tx, packer, ask, may_leave, leave)
}

/// Types a number and ships, in one call; each row on its own.
///
/// # Errors
/// As [`super::external::external`] and [`ship`].
pub fn ship_typed(tx: &mut Tx<'_>, packer: &Packer, ask: &ShipmentsAsk) -> Result<Rows<Card>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let (typed, resolved) = type_in(tx, packer, &ask.rows)?;
    let parcel = |typed: Waybill| ParcelRef {
        parcel: typed.parcel,
        version: None,
    };
    let rows = typed.into_iter().map(|row| row.map(parcel)).collect();
    act_held(tx, packer, &resolved.touched, rows, may_leave, leave)
}

fn may_leave(dossier: &Dossier) -> Result<(), Refusal> {
    preflight(dossier, Moment::Ship)
}

/// Everything that follows from pieces having left.
fn leave(tx: &mut Tx<'_>, leaving: &[&Dossier]) -> Result<()> {
    move_out(tx, leaving)?;
    let pieces: Vec<Pieces> = leaving.iter().flat_map(|dossier| dossier.pieces(1)).collect();
    add_shipped(tx, &pieces)?;
    let assignments: BTreeSet<_> = pieces.iter().map(|piece| piece.assignment).collect();
    end_assignments(tx, &assignments)?;
    forget_tokens(tx, leaving)?;
    tell(tx, leaving)
}

/// Merchants hear of what their factories sent off, many parcels in one mail.
fn tell(tx: &mut Tx<'_>, leaving: &[&Dossier]) -> Result<()> {
    let mut bindings: BTreeMap<MerchantId, BTreeSet<BindingId>> = BTreeMap::new();
    for dossier in leaving {
        if let Some(terms) = &dossier.binding {
            bindings
                .entry(dossier.key.owner)
                .or_default()
                .insert(terms.binding);
        }
    }
    for (merchant, bindings) in bindings {
        notify::shipped(tx, merchant, &bindings.into_iter().collect::<Vec<_>>())?;
    }
    Ok(())
}

fn move_out(tx: &mut Tx<'_>, leaving: &[&Dossier]) -> Result<()> {
    let statement = format!(
        "UPDATE parcels SET state = 'shipped', stage = 'shipped', shipped_at = $1, version = version + 1
         FROM {} r WHERE merchant_id = r.merchant AND id = r.thing AND state = 'planned'",
        row_set(2, KEY)
    );
    diesel::sql_query(statement)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(keys(leaving.iter().map(|dossier| dossier.key)))
        .execute(tx.conn())?;
    Ok(())
}

/// An assignment is shipped when every piece still asked for has left.
fn end_assignments(tx: &mut Tx<'_>, which: &BTreeSet<Owned<kind::Assignment>>) -> Result<()> {
    let statement = format!(
        "UPDATE assignments SET state = 'shipped', ended_at = $1, receiver_token = NULL, version = version + 1
         FROM {} r WHERE merchant_id = r.merchant AND id = r.thing AND state = 'accepted' AND NOT EXISTS (
            SELECT 1 FROM assignment_lines l WHERE l.merchant_id = r.merchant AND l.assignment_id = r.thing
                AND l.shipped + l.returned < l.quantity)",
        row_set(2, KEY)
    );
    diesel::sql_query(statement)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(keys(which.iter().copied()))
        .execute(tx.conn())?;
    Ok(())
}

/// A token goes when the last open assignment of its receiver has left.
fn forget_tokens(tx: &mut Tx<'_>, leaving: &[&Dossier]) -> Result<()> {
    let of = |dossier: &&Dossier| {
        let owner = dossier.key.owner;
        let tokens: Vec<_> = dossier.items.iter().filter_map(|item| item.token).collect();
        tokens.into_iter().map(move |token| Owned::new(owner, token))
    };
    order::token::forget(tx, &leaving.iter().flat_map(of).collect())
}
