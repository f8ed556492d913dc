//! What must be read before carriers are asked: waybills still awaited, their parcels, accounts, senders.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::carrier::Sender;
use crate::db::backend::Conn;
use crate::error::{Error, Result};
use crate::id::{FulfillerId, Owned, kind};
use crate::ledger::AccountKey;
use crate::waybill::dossier::{self, Dossier};
use crate::waybill::purse::{self, Purse};
use crate::waybill::request;
use crate::waybill::rows::{self, Waybill};
use crate::waybill::{Errand, State};

/// A waybill with the account that pays for it.
pub(super) struct Paid {
    pub errand: Errand,
    pub waybill: Waybill,
    pub purse: Purse,
}

/// The errands whose waybill is in a state `wanted`; the others were done before.
pub(super) fn paid(conn: &mut Conn, errands: &[Errand], wanted: fn(&State) -> bool) -> Result<Vec<Paid>> {
    let mut found = rows::load(conn, errands.iter().map(|errand| errand.key()))?;
    found.retain(|_, waybill| wanted(&waybill.state));
    let accounts: BTreeSet<AccountKey> = found.values().filter_map(|waybill| waybill.account).collect();
    let purses = purse::by_key(conn, accounts)?;
    let one = |errand: &Errand| {
        let waybill = found.remove(&errand.key())?;
        let purse = purses.get(&waybill.account?)?.clone();
        Some(Paid {
            errand: *errand,
            waybill,
            purse,
        })
    };
    Ok(errands.iter().filter_map(one).collect())
}

/// Whether a number is still awaited.
pub(super) fn awaited(state: &State) -> bool {
    matches!(state, State::Reserved | State::Unknown)
}

/// A waybill with everything a carrier is told of its parcel but the receiver.
pub(super) struct Packed {
    pub paid: Paid,
    pub dossier: Dossier,
    pub sender: Option<Sender>,
}

/// Parcels and senders of these waybills; a parcel that is gone is left out.
pub(super) fn packed(conn: &mut Conn, paid: Vec<Paid>) -> Result<Vec<Packed>> {
    let mut parcels: BTreeMap<FulfillerId, Vec<Owned<kind::Parcel>>> = BTreeMap::new();
    for one in &paid {
        parcels
            .entry(one.waybill.fulfiller)
            .or_default()
            .push(one.waybill.parcel);
    }
    let (mut dossiers, mut senders) = (HashMap::new(), HashMap::new());
    for (fulfiller, parcels) in parcels {
        dossiers.extend(dossier::load(conn, fulfiller, &parcels)?);
        senders.insert(fulfiller, sender(conn, fulfiller)?);
    }
    let one = |paid: Paid| {
        let dossier = dossiers.remove(&paid.waybill.parcel)?;
        let sender = senders.get(&paid.waybill.fulfiller).cloned().flatten();
        Some(Packed {
            paid,
            dossier,
            sender,
        })
    };
    Ok(paid.into_iter().filter_map(one).collect())
}

/// None if the party took its dispatch address back meanwhile.
fn sender(conn: &mut Conn, fulfiller: FulfillerId) -> Result<Option<Sender>> {
    match request::sender(conn, fulfiller) {
        Ok(sender) => Ok(Some(sender)),
        Err(Error::Refused(_)) => Ok(None),
        Err(broken) => Err(broken),
    }
}
