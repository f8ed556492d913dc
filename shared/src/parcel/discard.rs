//! Dropping parcels: their pieces are loose again. Only without a live number.

use std::collections::HashSet;

use diesel::prelude::*;
use serde::Deserialize;

use super::rows::{KEY, Pieces, add_packed, keys, lock_orders, roll_up};
use super::{Packer, card};
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::db::backend::{row_set, sql};
use crate::error::{Code, Refusal, Result};
use crate::id::{Owned, kind};
use crate::waybill::dossier::{self, Dossier};

/// Parcels to act on, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Parcels)]
pub struct ParcelsAsk {
    /// One for each parcel.
    pub parcels: Vec<ParcelRef>,
}

/// A parcel, and the version the caller saw.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParcelRef {
    /// The parcel.
    pub parcel: Owned<kind::Parcel>,
    /// Refused as `stale` if it has another by now.
    pub version: Option<i64>,
}

/// Drops parcels; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `not_found`, `stale`, `waybill_live`, `state_forbids`, `duplicate_key`.
pub fn discard(tx: &mut Tx<'_>, packer: &Packer, ask: &ParcelsAsk) -> Result<Rows<card::Card>> {
    bulk::bounded(&ask.parcels, "/parcels")?;
    let named: Vec<_> = ask.parcels.iter().map(|row| row.parcel).collect();
    let touched = lock_orders(tx, packer.fulfiller(), [], named.iter().copied())?;
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &named)?;
    let mut seen = HashSet::new();
    let now = tx.now();
    let mut judge = |row: &ParcelRef| {
        let dossier = row.find(&dossiers, &mut seen)?;
        dossier.state.discard(dossier.live().is_some(), now)?;
        Ok(dossier)
    };
    let judged: Vec<Result<&Dossier, Refusal>> = ask.parcels.iter().map(&mut judge).collect();
    let going: Vec<&Dossier> = judged
        .iter()
        .filter_map(|row| row.as_ref().ok().copied())
        .collect();
    unpack(tx, &going)?;
    roll_up(tx, &touched)?;
    let going: Vec<_> = going.iter().map(|dossier| dossier.key).collect();
    let mut cards = card::of_fulfiller(tx.conn(), packer.fulfiller(), &going)?;
    let shown = judged
        .into_iter()
        .map(|row| row.and_then(|d| cards.remove(&d.key).ok_or(Code::NotFound.into())));
    Ok(Rows::of(shown))
}

impl ParcelRef {
    /// The dossier of this row; refused if it is a stranger's, named before, or not as the caller saw it.
    pub(crate) fn find<'a>(
        &self,
        dossiers: &'a std::collections::HashMap<Owned<kind::Parcel>, Dossier>,
        seen: &mut HashSet<Owned<kind::Parcel>>,
    ) -> Result<&'a Dossier, Refusal> {
        let dossier = dossiers.get(&self.parcel).ok_or(Code::NotFound)?;
        if !seen.insert(self.parcel) {
            return Err(Code::DuplicateKey.into());
        }
        match self.version {
            Some(version) if version != dossier.version => Err(Code::Stale.into()),
            _ => Ok(dossier),
        }
    }
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
