//! Giving numbers back: a carrier's through a job, a typed one at once.

use std::collections::HashSet;

use serde::Deserialize;

use super::dossier;
use super::list::View;
use super::numbers;
use super::rows::{self, Waybill};
use super::{Errand, State, VOID};
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{MerchantId, Owned, ParcelId, kind};
use crate::outbox;
use crate::parcel::rows::{lock_orders, roll_up};
use crate::parcel::{self, Packer};

/// Numbers to give back, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillsVoid)]
pub struct VoidAsk {
    /// One for each number.
    pub rows: Vec<VoidRow>,
}

/// One number, and the version the caller saw.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillsVoidRow)]
pub struct VoidRow {
    /// The waybill.
    pub waybill: Owned<kind::Waybill>,
    /// Refused as `stale` if it has another by now.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Gives numbers back; each row on its own. A carrier's number is `voiding` until the carrier answers.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `duplicate_key`, `waybill_unknown`, `state_forbids` (it has left).
pub fn void(tx: &mut Tx<'_>, packer: &Packer, ask: &VoidAsk) -> Result<Rows<View>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let found = rows::load(tx.conn(), ask.rows.iter().map(|row| row.waybill))?;
    let parcels: Vec<_> = found.values().map(|waybill| waybill.parcel).collect();
    let touched = lock_orders(tx, packer.fulfiller(), [], parcels.iter().copied())?;
    // Again, now that nobody else moves them.
    let found = rows::load(tx.conn(), found.into_keys())?;
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &parcels)?;
    let (now, mut seen) = (tx.now(), HashSet::new());
    let mut judge = |row: &VoidRow| -> Result<Waybill, Refusal> {
        let mut waybill = found.get(&row.waybill).ok_or(Code::NotFound)?.clone();
        let parcel = dossiers.get(&waybill.parcel).ok_or(Code::NotFound)?;
        if !seen.insert(row.waybill) {
            return Err(Code::DuplicateKey.into());
        }
        if row.version.is_some_and(|version| version != waybill.version) {
            return Err(Code::Stale.into());
        }
        if parcel.state != parcel::State::Planned {
            return Err(Refusal::new(Code::StateForbids).saying("the parcel has left"));
        }
        waybill.state = waybill.state.give_back(now)?;
        waybill.code = None;
        Ok(waybill)
    };
    let judged: Vec<Result<Waybill, Refusal>> = ask.rows.iter().map(&mut judge).collect();
    let next: Vec<&Waybill> = judged.iter().filter_map(|row| row.as_ref().ok()).collect();
    write(tx, &next)?;
    roll_up(tx, &touched)?;
    Ok(Rows::of(judged.into_iter().map(|row| row.map(grown))))
}

fn write(tx: &mut Tx<'_>, next: &[&Waybill]) -> Result<()> {
    if !rows::write(tx, next)? {
        return Err(Broken::new("a waybill moved under its lock").into());
    }
    let (typed, asked): (Vec<&&Waybill>, Vec<_>) =
        next.iter().partition(|w| matches!(w.state, State::Void { .. }));
    if !typed.is_empty() {
        numbers::free(tx, typed.iter().map(|waybill| waybill.key))?;
        rows::move_parcels(tx, typed.iter().map(|waybill| &waybill.parcel), "number")?;
    }
    let now = tx.now();
    let job = |waybill: &&&Waybill| VOID.job(waybill.key, &Errand::of(waybill.key), now);
    let jobs = asked.iter().map(job).collect::<Result<Vec<_>>>()?;
    outbox::put_all(tx, jobs)
}

/// The version as the UPDATE left it.
fn grown(mut waybill: Waybill) -> View {
    waybill.version = waybill.version.saturating_add(1);
    waybill.into()
}

/// Typed numbers of parcels that are dropped are free for others. The parcels' orders are the caller's by lock.
pub(crate) fn let_go(tx: &mut Tx<'_>, merchant: MerchantId, parcels: &[ParcelId]) -> Result<()> {
    let now = tx.now();
    let parcels = parcels.iter().map(|parcel| Owned::new(merchant, *parcel));
    let mut typed: Vec<Waybill> = rows::of_parcels(tx.conn(), parcels)?
        .into_values()
        .filter(|waybill| matches!(waybill.state, State::External { .. }))
        .collect();
    for waybill in &mut typed {
        waybill.state = waybill.state.clone().give_back(now)?;
    }
    write(tx, &typed.iter().collect::<Vec<_>>())
}
