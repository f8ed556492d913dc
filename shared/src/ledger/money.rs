//! How money moves: entries are written once per kind and subject, and only what was written moves a balance.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::json;

use super::AccountKey;
use crate::db::backend::{Column, row_set, sql};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{LedgerEntryId, PartyId, WaybillAccountId, WaybillId};

/// A wish to hold money for a number about to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hold {
    pub account: AccountKey,
    pub waybill: WaybillId,
    /// What the number costs at most, in fen, or nothing.
    pub fen: i64,
}

/// What becomes of money held for, or spent on, a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settlement {
    pub account: AccountKey,
    pub waybill: WaybillId,
    /// What was held or spent, in fen.
    pub held: i64,
    /// What it cost in the end, in fen, at most `held`.
    pub cost: i64,
}

/// One line of a statement about to be written.
struct Entry {
    account: AccountKey,
    kind: &'static str,
    subject: String,
    fen: i64,
    held: i64,
    note: String,
}

impl Entry {
    fn of(account: AccountKey, kind: &'static str, waybill: WaybillId, fen: i64, held: i64) -> Self {
        Self {
            account,
            kind,
            subject: waybill.to_string(),
            fen,
            held,
            note: String::new(),
        }
    }
}

/// Holds money for as many of `asks` as each balance covers, in their order; the rest are `balance_too_low`.
///
/// # Errors
/// The database's own; refusals are per row.
pub(crate) fn hold(tx: &mut Tx<'_>, asks: &[Hold]) -> Result<Vec<Result<(), Refusal>>> {
    let balances = lock(tx, asks.iter().map(|ask| ask.account))?;
    let granted = afford(balances, asks);
    let entries: Vec<Entry> = asks
        .iter()
        .zip(&granted)
        .filter(|(_, granted)| granted.is_ok())
        .map(|(ask, _)| Entry::of(ask.account, "hold", ask.waybill, -ask.fen, ask.fen))
        .collect();
    book(tx, &entries)?;
    Ok(granted)
}

/// Goes down the asks while the money lasts; a cheaper one behind a refused one may still be granted.
pub(super) fn afford(mut balances: BTreeMap<AccountKey, i64>, asks: &[Hold]) -> Vec<Result<(), Refusal>> {
    let mut grant = |ask: &Hold| {
        let left = balances
            .get_mut(&ask.account)
            .ok_or(Refusal::new(Code::AccountNotActive))?;
        if *left < ask.fen {
            return Err(Refusal::new(Code::BalanceTooLow)
                .saying(format!("{left} fen are left, {} are needed", ask.fen)));
        }
        *left -= ask.fen;
        Ok(())
    };
    asks.iter().map(&mut grant).collect()
}

/// A number was issued: what was held is spent, and what it cost less comes back.
///
/// # Errors
/// The database's own.
pub(crate) fn spend(tx: &mut Tx<'_>, settled: &[Settlement]) -> Result<()> {
    let entry = |s: &Settlement| Entry::of(s.account, "spend", s.waybill, s.held - s.cost, -s.held);
    book(tx, &settled.iter().map(entry).collect::<Vec<_>>())
}

/// No number came: what was held comes back.
///
/// # Errors
/// The database's own.
pub(crate) fn release(tx: &mut Tx<'_>, settled: &[Settlement]) -> Result<()> {
    let entry = |s: &Settlement| Entry::of(s.account, "release", s.waybill, s.held, -s.held);
    book(tx, &settled.iter().map(entry).collect::<Vec<_>>())
}

/// A number was given back to the carrier: what it cost comes back.
///
/// # Errors
/// The database's own.
pub(crate) fn give_back(tx: &mut Tx<'_>, settled: &[Settlement]) -> Result<()> {
    let entry = |s: &Settlement| Entry::of(s.account, "return", s.waybill, s.cost, 0);
    book(tx, &settled.iter().map(entry).collect::<Vec<_>>())
}

/// Books a payment under its reference.
///
/// # Errors
/// The database's own.
pub(super) fn pay_in(
    tx: &mut Tx<'_>,
    account: AccountKey,
    reference: &str,
    fen: i64,
    note: &str,
) -> Result<()> {
    let (subject, note) = (reference.to_owned(), note.trim().to_owned());
    book(
        tx,
        &[Entry {
            account,
            kind: "top_up",
            subject,
            fen,
            held: 0,
            note,
        }],
    )
}

#[derive(QueryableByName)]
struct Balance {
    #[diesel(sql_type = sql::Uuid)]
    party_id: PartyId,
    #[diesel(sql_type = sql::Uuid)]
    id: WaybillAccountId,
    #[diesel(sql_type = sql::BigInt)]
    balance_fen: i64,
}

const KEY: &[(&str, Column)] = &[("party", Column::Uuid), ("account", Column::Uuid)];

/// Balances of the active ones of `accounts`, their rows held until the transaction ends.
fn lock(tx: &mut Tx<'_>, accounts: impl Iterator<Item = AccountKey>) -> Result<BTreeMap<AccountKey, i64>> {
    let distinct: std::collections::BTreeSet<AccountKey> = accounts.collect();
    let keys: Vec<_> = distinct
        .iter()
        .map(|key| json!({"party": key.party.raw(), "account": key.id.raw()}))
        .collect();
    let statement = format!(
        "SELECT a.party_id, a.id, a.balance_fen FROM waybill_accounts a \
         WHERE a.state = 'active' AND EXISTS \
           (SELECT 1 FROM {} r WHERE r.party = a.party_id AND r.account = a.id) \
         ORDER BY a.party_id, a.id{}",
        row_set(1, KEY),
        crate::db::backend::FOR_UPDATE
    );
    let rows: Vec<Balance> = diesel::sql_query(statement)
        .bind::<sql::Text, _>(json!(keys).to_string())
        .load(tx.conn())?;
    let keyed = rows.into_iter().map(|row| {
        (
            AccountKey {
                party: row.party_id,
                id: row.id,
            },
            row.balance_fen,
        )
    });
    Ok(keyed.collect())
}

#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = sql::Uuid)]
    party_id: PartyId,
    #[diesel(sql_type = sql::Uuid)]
    account_id: WaybillAccountId,
    #[diesel(sql_type = sql::BigInt)]
    fen: i64,
    #[diesel(sql_type = sql::BigInt)]
    held: i64,
}

/// Writes entries; what was written before under the same kind and subject stays as it is and moves nothing.
fn book(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let moved = insert(tx, entries)?;
    let mut sums: BTreeMap<AccountKey, (i64, i64)> = BTreeMap::new();
    for row in moved {
        let (fen, held) = sums
            .entry(AccountKey {
                party: row.party_id,
                id: row.account_id,
            })
            .or_default();
        *fen += row.fen;
        *held += row.held;
    }
    sums.keys().for_each(|key| tx.stir(key.party, Noun::Accounts));
    add(tx, &sums)
}

const ENTRY: &[(&str, Column)] = &[
    ("party", Column::Uuid),
    ("account", Column::Uuid),
    ("id", Column::Uuid),
    ("kind", Column::Text),
    ("subject", Column::Text),
    ("fen", Column::BigInt),
    ("held", Column::BigInt),
    ("note", Column::Text),
];

fn insert(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<Vec<Moved>> {
    let rows: Vec<_> = entries.iter().map(Entry::json).collect();
    let statement = format!(
        "INSERT INTO ledger (party_id, account_id, id, kind, subject, fen, held, note, at) \
         SELECT r.party, r.account, r.id, r.kind, r.subject, r.fen, r.held, r.note, $1 FROM {} r WHERE true \
         ON CONFLICT (party_id, account_id, kind, subject) DO NOTHING \
         RETURNING party_id, account_id, fen, held",
        row_set(2, ENTRY)
    );
    Ok(diesel::sql_query(statement)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(json!(rows).to_string())
        .load(tx.conn())?)
}

impl Entry {
    fn json(&self) -> serde_json::Value {
        json!({
            "party": self.account.party.raw(), "account": self.account.id.raw(),
            "id": LedgerEntryId::fresh().raw(), "kind": self.kind, "subject": self.subject,
            "fen": self.fen, "held": self.held, "note": self.note,
        })
    }
}

const SUM: &[(&str, Column)] = &[
    ("party", Column::Uuid),
    ("account", Column::Uuid),
    ("fen", Column::BigInt),
    ("held", Column::BigInt),
];

/// Adds sums to their accounts, in key order; the CHECK is the last word on "never negative".
fn add(tx: &mut Tx<'_>, sums: &BTreeMap<AccountKey, (i64, i64)>) -> Result<()> {
    let row = |(key, (fen, held)): (&AccountKey, &(i64, i64))| json!({"party": key.party.raw(), "account": key.id.raw(), "fen": fen, "held": held});
    let rows: Vec<_> = sums.iter().map(row).collect();
    let statement = format!(
        "UPDATE waybill_accounts SET balance_fen = balance_fen + r.fen, held_fen = held_fen + r.held, \
         version = version + 1 FROM {} r WHERE party_id = r.party AND id = r.account",
        row_set(1, SUM)
    );
    let touched = diesel::sql_query(statement)
        .bind::<sql::Text, _>(json!(rows).to_string())
        .execute(tx.conn())
        .or_unbalanced(Code::BalanceTooLow)?;
    if touched == sums.len() {
        Ok(())
    } else {
        Err(Broken::new("a ledger entry without its account").into())
    }
}
