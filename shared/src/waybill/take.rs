//! Taking numbers (取号): pre-flight, money held, a job for each; the carrier is asked after the commit.

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;

use super::dossier::{self, Dossier, Terms};
use super::list::View;
use super::preflight::{Moment, preflight};
use super::purse::{self, Purses, payer};
use super::rows::{self, Waybill};
use super::target::{Target, resolve};
use super::{Desk, Errand, State, TAKE, caps, request};
use crate::bulk::{self, Rows};
use crate::carrier::{Adapter, Sender};
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{Owned, WaybillId, kind};
use crate::ledger::{self, AccountKey, Hold};
use crate::outbox;
use crate::parcel::Packer;
use crate::parcel::rows::roll_up;

/// Numbers to take from one carrier, at most 500.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillsTake)]
pub struct TakeAsk {
    /// The carrier's code.
    pub carrier: String,
    /// Which of one's own accounts pays; the oldest active one unless told. A merchant who pays uses his own.
    #[serde(default)]
    pub account: Option<Owned<kind::WaybillAccount>>,
    /// The carrier's product, by its own code; at most 60 characters.
    #[serde(default)]
    pub product: String,
    /// One for each number.
    pub rows: Vec<TakeRow>,
}

/// One number: for a parcel, or for what is left of an assignment.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillsTakeRow)]
pub struct TakeRow {
    /// A parcel without a live number.
    #[serde(default)]
    pub parcel: Option<Owned<kind::Parcel>>,
    /// Or an assignment: what is left of it becomes a parcel; if nothing is, its oldest parcel without a number.
    #[serde(default)]
    pub assignment: Option<Owned<kind::Assignment>>,
    /// Weight of a parcel made on the way, in gram.
    #[serde(default)]
    pub weight_g: i64,
}

/// A number that may be taken, its price known.
struct Wish {
    waybill: Waybill,
    account: AccountKey,
}

/// Reserves numbers: each row is reserved or refused on its own, and a refused one holds no money.
///
/// # Errors
/// `too_many_rows`, `carrier_unknown`, `sender_missing`, `invalid_field`; per row what pre-flight, accounts and caps say.
pub fn take(tx: &mut Tx<'_>, desk: Desk<'_>, packer: &Packer, ask: &TakeAsk) -> Result<Rows<View>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let (adapter, sender) = check(tx, desk, packer, ask)?;
    let targets: Vec<Target> = ask.rows.iter().map(TakeRow::target).collect();
    let resolved = resolve(tx, packer, &targets)?;
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &resolved.found())?;
    let purses = purses(tx, packer, ask, &dossiers)?;
    let wishing = Wishing {
        ask,
        packer,
        adapter,
        sender: &sender,
        purses: &purses,
        now: tx.now(),
    };
    let mut wishes: Vec<Result<Wish, Refusal>> = resolved
        .parcels
        .into_iter()
        .map(|row| row.and_then(|key| wishing.wish(dossiers.get(&key).ok_or(Code::NotFound)?)))
        .collect();
    keep_within_caps(tx, desk, &mut wishes, &dossiers)?;
    hold(tx, &mut wishes)?;
    let fresh: Vec<Waybill> = wishes
        .iter()
        .filter_map(|row| row.as_ref().ok())
        .map(|w| w.waybill.clone())
        .collect();
    rows::insert(tx, &fresh)?;
    put_jobs(tx, &fresh)?;
    roll_up(tx, &resolved.touched)?;
    Ok(Rows::of(
        wishes.into_iter().map(|row| row.map(|wish| wish.waybill.into())),
    ))
}

/// Refuses what no row could be taken by.
///
/// # Errors
/// `carrier_unknown`, `invalid_field`, `not_found` for another's account, `sender_missing`.
pub(crate) fn check<'a>(
    tx: &mut Tx<'_>,
    desk: Desk<'a>,
    packer: &Packer,
    ask: &TakeAsk,
) -> Result<(&'a dyn Adapter, Sender)> {
    let adapter = desk
        .carriers
        .get(&ask.carrier)
        .ok_or(Refusal::new(Code::CarrierUnknown).at("/carrier"))?;
    ledger::account::words(&ask.product, 0, "/product")?;
    own_account(packer, ask)?;
    Ok((adapter, request::sender(tx.conn(), packer.fulfiller())?))
}

impl TakeRow {
    fn target(&self) -> Target {
        Target {
            parcel: self.parcel,
            assignment: self.assignment,
            weight_g: self.weight_g,
        }
    }
}

/// Another party's account is not found.
fn own_account(packer: &Packer, ask: &TakeAsk) -> Result<()> {
    match ask.account.map(AccountKey::from) {
        Some(key) if key.party.raw() != packer.fulfiller().raw() => {
            Err(Refusal::new(Code::NotFound).at("/account").into())
        }
        _ => Ok(()),
    }
}

fn purses(
    tx: &mut Tx<'_>,
    packer: &Packer,
    ask: &TakeAsk,
    dossiers: &HashMap<Owned<kind::Parcel>, Dossier>,
) -> Result<Purses> {
    let payers: BTreeSet<_> = dossiers
        .values()
        .map(|dossier| payer(dossier, packer.fulfiller()))
        .collect();
    purse::open(tx.conn(), payers, &ask.carrier, ask.account.map(AccountKey::from))
}

struct Wishing<'a> {
    ask: &'a TakeAsk,
    packer: &'a Packer,
    adapter: &'a dyn Adapter,
    sender: &'a Sender,
    purses: &'a Purses,
    now: crate::clock::Instant,
}

impl Wishing<'_> {
    fn wish(&self, dossier: &Dossier) -> Result<Wish, Refusal> {
        preflight(dossier, Moment::Take(self.adapter))?;
        let addressee = dossier.addressee().ok_or(Code::ReceiverChanged)?;
        let purse = self.purses.of(payer(dossier, self.packer.fulfiller()))?;
        let client_ref = format!(
            "{}.{}",
            dossier.key.id.raw().simple(),
            dossier.attempts.saturating_add(1)
        );
        let asked = request::ask(dossier, &client_ref, &self.ask.product, purse, self.sender);
        let waybill = Waybill {
            key: Owned::new(dossier.key.owner, WaybillId::fresh()),
            parcel: dossier.key,
            fulfiller: self.packer.fulfiller(),
            client_ref,
            carrier: self.ask.carrier.clone(),
            state: State::Reserved,
            account: Some(purse.key()),
            sorting_code: String::new(),
            hub: String::new(),
            product: self.ask.product.clone(),
            fee_fen: purse.quote(self.adapter, &asked),
            code: None,
            remedy: String::new(),
            receiver_write: addressee.receiver_write,
            reserved_at: self.now,
            version: 1,
        };
        Ok(Wish {
            waybill,
            account: purse.key(),
        })
    }
}

/// Refuses what goes over the day's caps of a merchant who pays.
fn keep_within_caps(
    tx: &mut Tx<'_>,
    desk: Desk<'_>,
    wishes: &mut [Result<Wish, Refusal>],
    dossiers: &HashMap<Owned<kind::Parcel>, Dossier>,
) -> Result<()> {
    let capped = |wish: &Wish| {
        let terms: &Terms = dossiers.get(&wish.waybill.parcel)?.binding.as_ref()?;
        let bound = terms.merchant_pays && (terms.daily_waybills.is_some() || terms.daily_fen.is_some());
        bound.then_some(terms)
    };
    let granted = wishes.iter().filter_map(|row| row.as_ref().ok());
    let bindings = granted.filter_map(|wish| Some(Owned::new(wish.waybill.key.owner, capped(wish)?.binding)));
    let bindings: Vec<_> = bindings.collect();
    let mut used = caps::used(tx, desk.zone, &bindings)?;
    for row in wishes.iter_mut() {
        let verdict = match row
            .as_ref()
            .ok()
            .and_then(|wish| Some((capped(wish)?, wish.waybill.fee_fen)))
        {
            Some((terms, fen)) => caps::admit(&mut used, terms, fen),
            None => Ok(()),
        };
        if let Err(no) = verdict {
            *row = Err(no);
        }
    }
    Ok(())
}

/// Holds the money; a row whose account is empty is refused.
fn hold(tx: &mut Tx<'_>, wishes: &mut [Result<Wish, Refusal>]) -> Result<()> {
    let granted: Vec<_> = wishes.iter_mut().filter(|row| row.is_ok()).collect();
    let asks: Vec<Hold> = granted
        .iter()
        .filter_map(|row| row.as_ref().ok())
        .map(|wish| Hold {
            account: wish.account,
            waybill: wish.waybill.key.id,
            fen: wish.waybill.fee_fen,
        })
        .collect();
    for (row, verdict) in granted.into_iter().zip(ledger::hold(tx, &asks)?) {
        if let Err(no) = verdict {
            *row = Err(no);
        }
    }
    Ok(())
}

fn put_jobs(tx: &mut Tx<'_>, fresh: &[Waybill]) -> Result<()> {
    let now = tx.now();
    let job = |waybill: &Waybill| TAKE.job(waybill.key, &Errand::of(waybill.key), now);
    let jobs = fresh.iter().map(job).collect::<Result<Vec<_>>>()?;
    outbox::put_all(tx, jobs)
}
