//! Checking goods against a label (扫码验货): what may not leave is said before the tape is on.

use std::collections::HashSet;

use diesel::prelude::*;

use super::discard::{ParcelRef, ParcelsAsk};
use super::rows::{KEY, keys, lock_orders, roll_up};
use super::{Packer, card};
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::db::backend::{row_set, sql};
use crate::error::{Code, Refusal, Result};
use crate::id::{Owned, kind};
use crate::waybill::dossier;
use crate::waybill::preflight::{Moment, preflight};

/// Marks parcels whose pieces were all scanned; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `duplicate_key`, and what pre-flight says of shipping it.
pub fn verify(tx: &mut Tx<'_>, packer: &Packer, ask: &ParcelsAsk) -> Result<Rows<card::Card>> {
    bulk::bounded(&ask.parcels, "/parcels")?;
    let named: Vec<_> = ask.parcels.iter().map(|row| row.parcel).collect();
    let touched = lock_orders(tx, packer.fulfiller(), [], named.iter().copied())?;
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &named)?;
    let mut seen = HashSet::new();
    let mut judge = |row: &ParcelRef| {
        let dossier = row.find(&dossiers, &mut seen)?;
        preflight(dossier, Moment::Ship)?;
        Ok(dossier.key)
    };
    let judged: Vec<Result<Owned<kind::Parcel>, Refusal>> = ask.parcels.iter().map(&mut judge).collect();
    let checked: Vec<_> = judged
        .iter()
        .filter_map(|row| row.as_ref().ok().copied())
        .collect();
    mark(tx, &checked)?;
    roll_up(tx, &touched)?;
    let mut cards = card::of_fulfiller(tx.conn(), packer.fulfiller(), &checked)?;
    let shown = judged
        .into_iter()
        .map(|row| row.and_then(|key| cards.remove(&key).ok_or(Code::NotFound.into())));
    Ok(Rows::of(shown))
}

fn mark(tx: &mut Tx<'_>, checked: &[Owned<kind::Parcel>]) -> Result<()> {
    let statement = format!(
        "UPDATE parcels SET verified_at = $1, version = version + 1
         FROM {} r WHERE merchant_id = r.merchant AND id = r.thing AND state = 'planned'",
        row_set(2, KEY)
    );
    diesel::sql_query(statement)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(keys(checked.iter().copied()))
        .execute(tx.conn())?;
    Ok(())
}
