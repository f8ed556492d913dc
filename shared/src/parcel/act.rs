//! The frame of every act on named parcels: hold their orders, judge each row, do what follows in sets, count again,
//! show the parcels as they stand.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::rows::{Touched, lock_orders, roll_up};
use super::{Packer, card};
use crate::bulk::{self, Rows};
use crate::db::Tx;
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

/// Acts on the parcels `ask` names that pass `judge`; each row on its own.
pub(crate) fn act(
    tx: &mut Tx<'_>,
    packer: &Packer,
    ask: &ParcelsAsk,
    judge: impl Fn(&Dossier) -> Result<(), Refusal>,
    carry_out: impl FnOnce(&mut Tx<'_>, &[&Dossier]) -> Result<()>,
) -> Result<Rows<card::Card>> {
    bulk::bounded(&ask.parcels, "/parcels")?;
    let named = ask.parcels.iter().map(|row| row.parcel);
    let touched = lock_orders(tx, packer.fulfiller(), [], named)?;
    let rows = ask.parcels.iter().cloned().map(Ok).collect();
    act_held(tx, packer, &touched, rows, judge, carry_out)
}

/// As [`act`], where the parcels' orders are held already and some rows may have been refused.
pub(crate) fn act_held(
    tx: &mut Tx<'_>,
    packer: &Packer,
    touched: &Touched,
    rows: Vec<Result<ParcelRef, Refusal>>,
    judge: impl Fn(&Dossier) -> Result<(), Refusal>,
    carry_out: impl FnOnce(&mut Tx<'_>, &[&Dossier]) -> Result<()>,
) -> Result<Rows<card::Card>> {
    let named: Vec<_> = rows.iter().flatten().map(|row| row.parcel).collect();
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &named)?;
    let mut seen = HashSet::new();
    let judged: Vec<Result<&Dossier, Refusal>> = rows
        .into_iter()
        .map(|row| {
            let dossier = row?.find(&dossiers, &mut seen)?;
            judge(dossier)?;
            Ok(dossier)
        })
        .collect();
    let fit: Vec<&Dossier> = judged.iter().flatten().copied().collect();
    if !fit.is_empty() {
        carry_out(tx, &fit)?;
    }
    roll_up(tx, touched)?;
    let fit: Vec<_> = fit.iter().map(|dossier| dossier.key).collect();
    let mut cards = card::of_fulfiller(tx.conn(), packer.fulfiller(), &fit)?;
    let shown = judged
        .into_iter()
        .map(|row| row.and_then(|d| cards.remove(&d.key).ok_or(Code::NotFound.into())));
    Ok(Rows::of(shown))
}

impl ParcelRef {
    /// The dossier of this row; refused if it is a stranger's, named before, or not as the caller saw it.
    fn find<'a>(
        &self,
        dossiers: &'a HashMap<Owned<kind::Parcel>, Dossier>,
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
