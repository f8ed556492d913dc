//! Dropping parcels: their pieces are loose again. Only without a live number.

use diesel::prelude::*;

use super::act::{ParcelsAsk, act};
use super::rows::{Pieces, add_packed};
use super::{Packer, card};
use crate::bulk::Rows;
use crate::db::backend::{row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::Result;
use crate::waybill::dossier::Dossier;

/// Drops parcels; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `waybill_live`, `state_forbids`, `duplicate_key`.
pub fn discard(tx: &mut Tx<'_>, packer: &Packer, ask: &ParcelsAsk) -> Result<Rows<card::Card>> {
    let now = tx.now();
    let may = |dossier: &Dossier| dossier.state.discard(dossier.live().is_some(), now).map(drop);
    act(tx, packer, ask, may, unpack)
}

/// Unpacks: the parcels are gone, their pieces are loose.
fn unpack(tx: &mut Tx<'_>, going: &[&Dossier]) -> Result<()> {
    let statement = format!(
        "UPDATE parcels SET state = 'dropped', stage = 'gone', ended_at = $1, version = version + 1
         FROM {} r WHERE merchant_id = r.merchant AND id = r.thing AND state = 'planned'",
        row_set(2, KEY)
    );
    diesel::sql_query(statement)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(keys(going.iter().map(|dossier| dossier.key)))
        .execute(tx.conn())?;
    let pieces: Vec<Pieces> = going.iter().flat_map(|dossier| dossier.pieces(-1)).collect();
    add_packed(tx, &pieces)
}
