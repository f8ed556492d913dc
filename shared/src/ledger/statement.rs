//! An account's statement: what moved, newest first.

use diesel::prelude::*;
use serde::Serialize;

use super::AccountKey;
use crate::clock::Instant;
use crate::db::backend::{Backend, Conn};
use crate::db::schema::{ledger as t, waybill_accounts};
use crate::error::{Code, OrRefuse, Result};
use crate::id::{LedgerEntryId, Owned, WaybillAccountId, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, OfSide, Side};

/// One movement.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, utoipa::ToSchema)]
#[diesel(table_name = t, check_for_backend(Backend))]
#[schema(as = LedgerEntry)]
pub struct Entry {
    /// Its id; later entries sort later.
    pub id: LedgerEntryId,
    /// top_up, hold, spend, release, return or correction.
    pub kind: String,
    /// The waybill, or a payment's reference.
    pub subject: String,
    /// Added to the balance, in fen.
    pub fen: i64,
    /// Added to what is held, in fen.
    pub held: i64,
    /// A word on it.
    pub note: String,
    /// When.
    pub at: Instant,
}

/// The statement of an account, for its owner or the operator.
///
/// # Errors
/// `not_found`, or a bad cursor.
pub fn statement<S: OfSide>(
    conn: &mut Conn,
    who: &Acting<S>,
    id: Owned<kind::WaybillAccount>,
    paging: &Paging,
) -> Result<Page<Entry>> {
    let key = AccountKey::from(id);
    if S::SIDE != Side::Platform && key.party != who.party() {
        return Err(Code::NotFound.into());
    }
    waybill_accounts::table
        .find((key.party, key.id))
        .select(waybill_accounts::id)
        .first::<WaybillAccountId>(conn)
        .or_missing()?;
    page(conn, key, paging)
}

fn page(conn: &mut Conn, key: AccountKey, paging: &Paging) -> Result<Page<Entry>> {
    let rows = paging.rows()?;
    let mut query = t::table
        .filter(t::party_id.eq(key.party).and(t::account_id.eq(key.id)))
        .into_boxed();
    if let Some(before) = paging.place::<LedgerEntryId>()? {
        query = query.filter(t::id.lt(before));
    }
    let found = query
        .select(Entry::as_select())
        .order(t::id.desc())
        .limit(rows.saturating_add(1))
        .load(conn)?;
    Page::cut(found, rows, |entry| entry.id)
}
