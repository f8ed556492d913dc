//! Who pays for a number: the merchant where the binding says so, else whoever packs; and from which account.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::dossier::Dossier;
use crate::carrier::{Adapter, TakeAsk};
use crate::db::backend::Conn;
use crate::db::schema::waybill_accounts as t;
use crate::error::{Code, Refusal, Result};
use crate::id::{FulfillerId, PartyId, WaybillAccountId};
use crate::ledger::AccountKey;

/// An account that can pay.
#[derive(Debug, Clone, Queryable)]
pub(crate) struct Purse {
    party: PartyId,
    id: WaybillAccountId,
    pub settlement_no: String,
    pub branch: String,
    /// What one number costs, in fen; 0 means what the carrier asks.
    pub price_fen: i64,
}

impl Purse {
    pub fn key(&self) -> AccountKey {
        AccountKey {
            party: self.party,
            id: self.id,
        }
    }

    /// What to hold for a number, in fen.
    pub fn quote(&self, adapter: &dyn Adapter, ask: &TakeAsk) -> i64 {
        if self.price_fen > 0 {
            self.price_fen
        } else {
            adapter.quote_fen(ask).max(0)
        }
    }

    /// What a number cost in the end: never more than was held for it.
    pub fn cost(&self, held: i64, fee: i64) -> i64 {
        if self.price_fen > 0 {
            held
        } else {
            fee.clamp(0, held)
        }
    }
}

/// Who pays for the number of this parcel.
pub(crate) fn payer(dossier: &Dossier, fulfiller: FulfillerId) -> PartyId {
    match &dossier.binding {
        Some(terms) if terms.merchant_pays => dossier.key.owner.cast(),
        _ => fulfiller.cast(),
    }
}

/// The active accounts of these parties with a carrier: of each party the one asked for, else its oldest.
pub(crate) fn open(
    conn: &mut Conn,
    parties: BTreeSet<PartyId>,
    carrier: &str,
    asked: Option<AccountKey>,
) -> Result<Purses> {
    let found: Vec<Purse> = t::table
        .filter(t::party_id.eq_any(parties))
        .filter(t::carrier.eq(carrier).and(t::state.eq("active")))
        .order((t::party_id, t::id))
        .select((t::party_id, t::id, t::settlement_no, t::branch, t::price_fen))
        .limit(5_000)
        .load(conn)?;
    let mut purses = Purses(BTreeMap::new());
    for purse in found {
        if asked == Some(purse.key()) {
            purses.0.insert(purse.party, purse);
        } else if asked.is_none_or(|asked| asked.party != purse.party) {
            purses.0.entry(purse.party).or_insert(purse);
        }
    }
    Ok(purses)
}

/// One account for each party that has one.
#[derive(Debug)]
pub(crate) struct Purses(BTreeMap<PartyId, Purse>);

impl Purses {
    /// The account of a party.
    pub fn of(&self, party: PartyId) -> Result<&Purse, Refusal> {
        self.0
            .get(&party)
            .ok_or(Refusal::new(Code::AccountNotActive).saying("no active account with this carrier"))
    }
}

/// Accounts by key, whatever their state: for numbers already being taken.
pub(crate) fn by_key(conn: &mut Conn, keys: BTreeSet<AccountKey>) -> Result<BTreeMap<AccountKey, Purse>> {
    let ids: BTreeSet<WaybillAccountId> = keys.iter().map(|key| key.id).collect();
    let parties: BTreeSet<PartyId> = keys.iter().map(|key| key.party).collect();
    let found: Vec<Purse> = t::table
        .filter(t::party_id.eq_any(parties).and(t::id.eq_any(ids)))
        .select((t::party_id, t::id, t::settlement_no, t::branch, t::price_fen))
        .load(conn)?;
    Ok(found.into_iter().map(|purse| (purse.key(), purse)).collect())
}
