//! Checking goods against a label (扫码验货): what may not leave is said before the tape is on.

use diesel::prelude::*;

use super::act::{ParcelsAsk, act};
use super::{Packer, card};
use crate::bulk::Rows;
use crate::db::backend::{row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::Result;
use crate::waybill::dossier::Dossier;
use crate::waybill::preflight::{Moment, preflight};

/// Marks parcels whose pieces were all scanned; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `duplicate_key`, and what pre-flight says of shipping it.
pub fn verify(tx: &mut Tx<'_>, packer: &Packer, ask: &ParcelsAsk) -> Result<Rows<card::Card>> {
    act(tx, packer, ask, |dossier| preflight(dossier, Moment::Ship), mark)
}

fn mark(tx: &mut Tx<'_>, checked: &[&Dossier]) -> Result<()> {
    let statement = format!(
        "UPDATE parcels SET verified_at = $1, version = version + 1
         FROM {} r WHERE merchant_id = r.merchant AND id = r.thing AND state = 'planned'",
        row_set(2, KEY)
    );
    diesel::sql_query(statement)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(keys(checked.iter().map(|dossier| dossier.key)))
        .execute(tx.conn())?;
    Ok(())
}
