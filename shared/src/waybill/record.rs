//! Writing down what carriers said: numbers issued and paid, money released, silence asked about again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lost;
use super::purse::{self, Purse};
use super::rows::{self, Waybill};
use super::{Errand, QUERY, State, TAKE};
use crate::carrier::Issued;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{FulfillerId, Owned, kind};
use crate::ledger::{self, AccountKey, Settlement};
use crate::outbox;
use crate::parcel::rows::{Touched, lock_orders, roll_up};

/// What came of asking a carrier for a number, or about one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Came {
    /// A number.
    Issued(Issued),
    /// Certainly none.
    Failed {
        code: &'static str,
        remedy: &'static str,
    },
    /// Perhaps one: ask again at that time.
    Unknown { ask_at: Instant },
    /// Nobody was reached: send again at that time.
    NotSent { send_at: Instant },
}

/// What came of giving a number back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Back {
    /// It is void.
    Voided,
    /// The carrier keeps it sold.
    Kept {
        code: &'static str,
        remedy: &'static str,
    },
}

/// Writes the outcomes of a claim, in one transaction; an outcome that was written before changes nothing.
pub(crate) fn taken(tx: &mut Tx<'_>, outcomes: &[(Errand, Came)]) -> Result<()> {
    let (mut open, touched) = awaited(tx, outcomes.iter().map(|(errand, _)| errand.key()))?;
    let purses = purses(tx, open.values())?;
    let mut books = Books::default();
    let mut again = Vec::new();
    for (errand, came) in outcomes {
        if let Some(waybill) = open.remove(&errand.key()) {
            again.extend(put_again(*errand, came)?);
            books.enter(waybill, came, &purses, tx.now())?;
        }
    }
    books.refuse_twice_sold(tx)?;
    books.close(tx)?;
    outbox::put_all(tx, again)?;
    roll_up(tx, &touched)
}

/// Waybills whose number is still awaited, and their orders, held until the transaction ends.
fn awaited(
    tx: &mut Tx<'_>,
    keys: impl Iterator<Item = Owned<kind::Waybill>>,
) -> Result<(HashMap<Owned<kind::Waybill>, Waybill>, Touched)> {
    let (mut found, touched) = locked(tx, keys)?;
    found.retain(|_, waybill| matches!(waybill.state, State::Reserved | State::Unknown));
    Ok((found, touched))
}

fn locked(
    tx: &mut Tx<'_>,
    keys: impl Iterator<Item = Owned<kind::Waybill>>,
) -> Result<(HashMap<Owned<kind::Waybill>, Waybill>, Touched)> {
    let seen = rows::load(tx.conn(), keys)?;
    let mut parcels: BTreeMap<FulfillerId, Vec<Owned<kind::Parcel>>> = BTreeMap::new();
    for waybill in seen.values() {
        parcels.entry(waybill.fulfiller).or_default().push(waybill.parcel);
    }
    let mut touched = Touched::new();
    for (fulfiller, parcels) in parcels {
        for (merchant, orders) in lock_orders(tx, fulfiller, [], parcels)? {
            touched.entry(merchant).or_default().extend(orders);
        }
    }
    // Again, now that nobody else moves them.
    Ok((rows::load(tx.conn(), seen.into_keys())?, touched))
}

fn purses<'a>(
    tx: &mut Tx<'_>,
    waybills: impl Iterator<Item = &'a Waybill>,
) -> Result<BTreeMap<AccountKey, Purse>> {
    let keys: BTreeSet<AccountKey> = waybills.filter_map(|waybill| waybill.account).collect();
    purse::by_key(tx.conn(), keys)
}

fn put_again(errand: Errand, came: &Came) -> Result<Option<outbox::Job>> {
    Ok(match came {
        Came::Unknown { ask_at } => Some(QUERY.job(errand.key(), &errand.again(), *ask_at)?),
        Came::NotSent { send_at } => Some(TAKE.job(errand.key(), &errand.again(), *send_at)?),
        Came::Issued(_) | Came::Failed { .. } => None,
    })
}

/// What is to be written of a claim.
#[derive(Default)]
struct Books {
    issued: Vec<(Waybill, Settlement)>,
    failed: Vec<(Waybill, Settlement)>,
    unknown: Vec<Waybill>,
}

impl Books {
    fn enter(
        &mut self,
        mut waybill: Waybill,
        came: &Came,
        purses: &BTreeMap<AccountKey, Purse>,
        now: Instant,
    ) -> Result<()> {
        match came {
            Came::NotSent { .. } => {}
            Came::Unknown { .. } => {
                waybill.state = waybill.state.lose_sight()?;
                self.unknown.push(waybill);
            }
            Came::Failed { code, remedy } => {
                let settlement = settle(&waybill, purses, 0)?;
                waybill.state = waybill.state.fail(code, remedy, now)?;
                self.failed.push((waybill, settlement));
            }
            Came::Issued(sold) => {
                let settlement = settle(&waybill, purses, sold.fee_fen)?;
                waybill.state = waybill.state.issue(sold.number.clone(), now)?;
                waybill.sorting_code.clone_from(&sold.sorting_code);
                waybill.hub.clone_from(&sold.hub);
                self.issued.push((waybill, settlement));
            }
        }
        Ok(())
    }

    /// A carrier that sells one number twice is in error: the second parcel gets none, and the log says so loudly.
    fn refuse_twice_sold(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let wanted: Vec<_> = self
            .issued
            .iter()
            .filter_map(|(waybill, _)| Some((waybill.key, waybill.carrier.as_str(), waybill.state.number()?)))
            .collect();
        let won = lost::claim_sold(tx, &wanted)?;
        let (won, lost): (Vec<_>, Vec<_>) = std::mem::take(&mut self.issued)
            .into_iter()
            .partition(|(waybill, _)| won.contains(&waybill.key.id));
        self.issued = won;
        for (mut waybill, settlement) in lost {
            tracing::error!(waybill = %waybill.key, carrier = waybill.carrier, "the carrier sold one number twice");
            let no = Code::NumberTaken;
            waybill.state = State::Reserved.fail(no.text(), no.remedy(), tx.now())?;
            (waybill.sorting_code, waybill.hub) = (String::new(), String::new());
            self.failed.push((waybill, settlement));
        }
        Ok(())
    }

    fn close(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        for (waybill, settlement) in &mut self.issued {
            waybill.fee_fen = settlement.cost;
        }
        let settled = self.issued.iter().chain(&self.failed).map(|(waybill, _)| waybill);
        let next: Vec<&Waybill> = settled.chain(&self.unknown).collect();
        if !rows::write(tx, &next)? {
            return Err(Broken::new("a waybill moved under its lock").into());
        }
        rows::move_parcels(
            tx,
            self.issued.iter().map(|(waybill, _)| &waybill.parcel),
            "print",
        )?;
        ledger::spend(
            tx,
            &self
                .issued
                .iter()
                .map(|(_, settlement)| *settlement)
                .collect::<Vec<_>>(),
        )?;
        ledger::release(
            tx,
            &self
                .failed
                .iter()
                .map(|(_, settlement)| *settlement)
                .collect::<Vec<_>>(),
        )
    }
}

fn settle(waybill: &Waybill, purses: &BTreeMap<AccountKey, Purse>, fee: i64) -> Result<Settlement> {
    let broken = || Broken::row("waybills", "account_id", waybill.key.id);
    let account = waybill.account.ok_or_else(broken)?;
    let purse = purses.get(&account).ok_or_else(broken)?;
    if fee > waybill.fee_fen {
        tracing::warn!(waybill = %waybill.key, fee, held = waybill.fee_fen, "the carrier charged more than it quoted");
    }
    let cost = purse.cost(waybill.fee_fen, fee);
    Ok(Settlement {
        account,
        waybill: waybill.key.id,
        held: waybill.fee_fen,
        cost,
    })
}

/// Writes what carriers said to voids; an answer that was written before changes nothing.
pub(crate) fn given_back(tx: &mut Tx<'_>, answers: &[(Errand, Back)]) -> Result<()> {
    let (mut found, touched) = locked(tx, answers.iter().map(|(errand, _)| errand.key()))?;
    found.retain(|_, waybill| matches!(waybill.state, State::Issued { voiding: true, .. }));
    let (mut voided, mut kept) = (Vec::new(), Vec::new());
    for (errand, back) in answers {
        let Some(waybill) = found.remove(&errand.key()) else {
            continue;
        };
        match answered(waybill, back, tx.now())? {
            waybill if waybill.state.live() => kept.push(waybill),
            waybill => voided.push(waybill),
        }
    }
    if !rows::write(tx, &voided.iter().chain(&kept).collect::<Vec<_>>())? {
        return Err(Broken::new("a waybill moved under its lock").into());
    }
    rows::move_parcels(tx, voided.iter().map(|waybill| &waybill.parcel), "number")?;
    let refund = |waybill: &Waybill| {
        Some(Settlement {
            account: waybill.account?,
            waybill: waybill.key.id,
            held: 0,
            cost: waybill.fee_fen,
        })
    };
    ledger::give_back(tx, &voided.iter().filter_map(refund).collect::<Vec<_>>())?;
    roll_up(tx, &touched)
}

fn answered(mut waybill: Waybill, back: &Back, now: Instant) -> Result<Waybill, Refusal> {
    match back {
        Back::Voided => waybill.state = waybill.state.void(now)?,
        Back::Kept { code, remedy } => {
            waybill.state = waybill.state.keep()?;
            (waybill.code, waybill.remedy) = (Some((*code).to_owned()), (*remedy).to_owned());
        }
    }
    Ok(waybill)
}
