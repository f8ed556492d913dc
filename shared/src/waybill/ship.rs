//! Shipping (发货): pieces leave, the merchant sees carrier and number at once, tokens nobody needs any more go.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use serde::Deserialize;

use super::dossier::{self, Dossier};
use super::external::{ExternalRow, type_in};
use super::preflight::{Moment, preflight};
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::db::backend::{FOR_UPDATE, row_set, sql};
use crate::error::{Code, Refusal, Result};
use crate::id::{BindingId, FulfillerId, MerchantId, Owned, ReceiverTokenId, kind};
use crate::notify;
use crate::parcel::Packer;
use crate::parcel::card::{self, Card};
use crate::parcel::discard::{ParcelRef, ParcelsAsk};
use crate::parcel::rows::{KEY, Pieces, Touched, add_shipped, keys, lock_orders, roll_up};

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
    bulk::bounded(&ask.parcels, "/parcels")?;
    let named: Vec<_> = ask.parcels.iter().map(|row| row.parcel).collect();
    let touched = lock_orders(tx, packer.fulfiller(), [], named.iter().copied())?;
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &named)?;
    let mut seen = HashSet::new();
    let judged: Vec<_> = ask
        .parcels
        .iter()
        .map(|row| judge(row, &dossiers, &mut seen))
        .collect();
    leave(tx, packer, &judged, &touched)?;
    shown(tx, packer, judged)
}

/// Types a number and ships, in one call; each row on its own.
///
/// # Errors
/// As [`super::external::external`] and [`ship`].
pub fn ship_typed(tx: &mut Tx<'_>, packer: &Packer, ask: &ShipmentsAsk) -> Result<Rows<Card>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let (typed, resolved) = type_in(tx, packer, &ask.rows)?;
    let numbered: Vec<_> = typed
        .iter()
        .filter_map(|row| Some(row.as_ref().ok()?.parcel))
        .collect();
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &numbered)?;
    let mut seen = HashSet::new();
    let judged: Vec<_> = typed
        .into_iter()
        .map(|row| {
            judge(
                &ParcelRef {
                    parcel: row?.parcel,
                    version: None,
                },
                &dossiers,
                &mut seen,
            )
        })
        .collect();
    leave(tx, packer, &judged, &resolved.touched)?;
    shown(tx, packer, judged)
}

fn judge<'a>(
    row: &ParcelRef,
    dossiers: &'a HashMap<Owned<kind::Parcel>, Dossier>,
    seen: &mut HashSet<Owned<kind::Parcel>>,
) -> Result<&'a Dossier, Refusal> {
    let dossier = row.find(dossiers, seen)?;
    preflight(dossier, Moment::Ship)?;
    Ok(dossier)
}

fn shown(tx: &mut Tx<'_>, packer: &Packer, judged: Vec<Result<&Dossier, Refusal>>) -> Result<Rows<Card>> {
    let gone: Vec<_> = judged
        .iter()
        .filter_map(|row| Some(row.as_ref().ok()?.key))
        .collect();
    let mut cards = card::of_fulfiller(tx.conn(), packer.fulfiller(), &gone)?;
    Ok(Rows::of(judged.into_iter().map(|row| {
        row.and_then(|d| cards.remove(&d.key).ok_or(Code::NotFound.into()))
    })))
}

/// Everything that follows from pieces having left.
fn leave(
    tx: &mut Tx<'_>,
    packer: &Packer,
    judged: &[Result<&Dossier, Refusal>],
    touched: &Touched,
) -> Result<()> {
    let leaving: Vec<&Dossier> = judged
        .iter()
        .filter_map(|row| row.as_ref().ok().copied())
        .collect();
    if leaving.is_empty() {
        return roll_up(tx, touched);
    }
    move_out(tx, &leaving)?;
    let pieces: Vec<Pieces> = leaving.iter().flat_map(|dossier| dossier.pieces(1)).collect();
    add_shipped(tx, &pieces)?;
    let assignments: BTreeSet<_> = pieces.iter().map(|piece| piece.assignment).collect();
    end_assignments(tx, &assignments)?;
    forget_tokens(tx, packer.fulfiller(), &leaving)?;
    tell(tx, &leaving)?;
    roll_up(tx, touched)
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

/// A token goes when the last open assignment of its receiver has left; named by id, as this side may not read tags.
fn forget_tokens(tx: &mut Tx<'_>, fulfiller: FulfillerId, leaving: &[&Dossier]) -> Result<()> {
    let mut tokens: BTreeMap<MerchantId, BTreeSet<ReceiverTokenId>> = BTreeMap::new();
    for dossier in leaving {
        let of = dossier.items.iter().filter_map(|item| item.token);
        tokens.entry(dossier.key.owner).or_default().extend(of);
    }
    let named: Vec<Owned<kind::ReceiverToken>> = tokens
        .iter()
        .flat_map(|(merchant, ids)| ids.iter().map(|id| Owned::new(*merchant, *id)))
        .collect();
    if named.is_empty() {
        return Ok(());
    }
    let named = keys(named);
    // What ended before still names the token: it is linked no more either.
    for statement in [hold_tokens(), clear_tokens(), delete_tokens()] {
        diesel::sql_query(statement)
            .bind::<sql::Text, _>(&named)
            .bind::<sql::Uuid, _>(fulfiller)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// First of all, so that work which begins meanwhile is either seen by what follows or makes a token of its own.
fn hold_tokens() -> String {
    format!(
        "SELECT t.id FROM receiver_tokens t WHERE (t.merchant_id, t.id) IN (SELECT r.merchant, r.thing FROM {} r)
         AND t.viewer_id = $2 ORDER BY t.merchant_id, t.id{FOR_UPDATE}",
        row_set(1, KEY)
    )
}

const OPEN_WORK: &str =
    "SELECT 1 FROM assignments o WHERE o.merchant_id = r.merchant AND o.receiver_token = r.thing
                         AND o.state IN ('held', 'assigned', 'accepted')";

fn clear_tokens() -> String {
    format!(
        "UPDATE assignments SET receiver_token = NULL FROM {} r WHERE assignments.merchant_id = r.merchant
         AND assignments.receiver_token = r.thing AND assignments.fulfiller_id = $2 AND NOT EXISTS ({OPEN_WORK})",
        row_set(1, KEY)
    )
}

fn delete_tokens() -> String {
    format!(
        "DELETE FROM receiver_tokens WHERE (merchant_id, id) IN (SELECT r.merchant, r.thing FROM {} r
            WHERE NOT EXISTS ({OPEN_WORK})) AND viewer_id = $2",
        row_set(1, KEY)
    )
}
