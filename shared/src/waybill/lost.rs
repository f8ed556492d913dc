//! A number that was typed for one parcel and is found to be another's: the carrier sold it, or the operator looked.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use diesel::prelude::*;

use super::dossier;
use super::numbers::{self, Wanted};
use super::rows::{self, Waybill};
use super::state::State;
use crate::db::backend::{row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::{Broken, Code, Result};
use crate::id::{FulfillerId, Owned, WaybillId, kind};
use crate::parcel;
use crate::parcel::rows::{Touched, lock_orders, roll_up};

/// What a parcel whose number the carrier sold to another is told.
const SOLD: &str = "The carrier sold this number for another parcel.";

/// Claims numbers the carrier sold; what somebody only typed does not keep one from its parcel.
pub(super) fn claim_sold(tx: &mut Tx<'_>, sold: &[Wanted<'_>]) -> Result<HashSet<WaybillId>> {
    let mut won = numbers::claim(tx, sold, None)?;
    let missed: Vec<_> = sold
        .iter()
        .filter(|(key, ..)| !won.contains(&key.id))
        .copied()
        .collect();
    if !missed.is_empty() {
        let holders = numbers::typed_holders(tx, &missed)?;
        lose(tx, &holders, SOLD)?;
        won.extend(numbers::claim(tx, &missed, None)?);
    }
    Ok(won)
}

/// Takes typed numbers from their parcels. A parcel that is still here waits for a number again; one that left keeps
/// what it left under, and its orders are flagged: the buyer was told a number that is not his. Who lost a number may
/// not type it again, anybody else may (`numbers::claim`).
pub(crate) fn lose(tx: &mut Tx<'_>, which: &BTreeSet<Owned<kind::Waybill>>, why: &str) -> Result<()> {
    let mut theirs: BTreeMap<FulfillerId, Vec<Waybill>> = BTreeMap::new();
    for (_, waybill) in rows::load(tx.conn(), which.iter().copied())? {
        theirs.entry(waybill.fulfiller).or_default().push(waybill);
    }
    for (fulfiller, waybills) in theirs {
        let parcels: Vec<_> = waybills.iter().map(|waybill| waybill.parcel).collect();
        let touched = lock_orders(tx, fulfiller, [], parcels.iter().copied())?;
        // Again, now that nobody else moves them.
        let waybills = rows::load(tx.conn(), waybills.iter().map(|waybill| waybill.key))?;
        let dossiers = dossier::load(tx.conn(), fulfiller, &parcels)?;
        let here = |waybill: &Waybill| {
            let parcel = dossiers.get(&waybill.parcel);
            parcel.is_some_and(|parcel| parcel.state == parcel::State::Planned)
        };
        of_one(tx, waybills, here, &touched, why)?;
    }
    Ok(())
}

fn of_one(
    tx: &mut Tx<'_>,
    waybills: HashMap<Owned<kind::Waybill>, Waybill>,
    here: impl Fn(&Waybill) -> bool,
    touched: &Touched,
    why: &str,
) -> Result<()> {
    let typed = waybills
        .into_values()
        .filter(|waybill| matches!(waybill.state, State::External { .. }));
    let (mut waiting, mut left): (Vec<Waybill>, Vec<Waybill>) = typed.partition(here);
    for waybill in &mut waiting {
        waybill.state = waybill.state.clone().give_back(tx.now())?;
    }
    for waybill in waiting.iter_mut().chain(&mut left) {
        waybill.code = Some(Code::NumberLost.text().to_owned());
        why.clone_into(&mut waybill.remedy);
    }
    let next: Vec<&Waybill> = waiting.iter().chain(&left).collect();
    if !rows::write(tx, &next)? {
        return Err(Broken::new("a waybill moved under its lock").into());
    }
    rows::move_parcels(tx, waiting.iter().map(|waybill| &waybill.parcel), "number")?;
    flag(tx, left.iter().map(|waybill| waybill.parcel))?;
    roll_up(tx, touched)
}

fn flag(tx: &mut Tx<'_>, parcels: impl Iterator<Item = Owned<kind::Parcel>>) -> Result<()> {
    let text = format!(
        "UPDATE orders SET exception = $1 WHERE (merchant_id, id) IN (SELECT i.merchant_id, i.order_id
            FROM {} r JOIN parcel_items i ON i.merchant_id = r.merchant AND i.parcel_id = r.thing)",
        row_set(2, KEY)
    );
    diesel::sql_query(text)
        .bind::<sql::Text, _>(Code::NumberLost.text())
        .bind::<sql::Text, _>(keys(parcels))
        .execute(tx.conn())?;
    Ok(())
}
