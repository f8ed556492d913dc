//! Receiver tokens: equal receivers look equal to one viewer while work is open, and to nobody afterwards.

use std::collections::{HashMap, HashSet};

use chrono::Duration;
use diesel::prelude::*;

use super::Vault;
use crate::db::Tx;
use crate::db::backend::{Column, Conn, row_set, sql};
use crate::db::schema::receiver_tags;
use crate::error::Result;
use crate::id::{MerchantId, PartyId, ReceiverId, ReceiverTokenId};

/// How long a token is given to new work. Without an end, a viewer who keeps one piece of a buyer open for ever would
/// have all that buyer's later orders linked; the price is that work from both sides of the end is not packed together.
pub const GIVEN: Duration = Duration::days(15);

/// Among which receivers equal ones are recognised. A merchant knows what he brought himself: were it linked with what
/// the marketplace brought, he could read the latter by bringing guesses and watching which of them get its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// Receivers the marketplace brought.
    Marketplace,
    /// Receivers the merchant brought.
    Merchant,
}

impl Circle {
    /// The tag as it stands in the table of tokens: equal tags of two circles differ.
    const fn tag(self, same: i64) -> i64 {
        match self {
            Self::Marketplace => same,
            Self::Merchant => same ^ 0x5ea1_4e2c_a7ed_0b1e,
        }
    }
}

impl Vault {
    /// The token each receiver has for `viewer`, made where this is the first open work of that receiver.
    /// A shredded receiver has none. Three statements, whatever the number; at most 500.
    ///
    /// # Errors
    /// `too_many_rows`, or the database's own.
    pub fn tokens_for(
        &self,
        tx: &mut Tx<'_>,
        merchant: MerchantId,
        viewer: PartyId,
        circle: Circle,
        ids: &[ReceiverId],
    ) -> Result<HashMap<ReceiverId, ReceiverTokenId>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        crate::bulk::bounded(ids, "receivers")?;
        let mut tags = same_tags(tx.conn(), merchant, ids)?;
        for (_, same) in &mut tags {
            *same = circle.tag(*same);
        }
        let distinct: HashSet<i64> = tags.iter().map(|(_, same)| *same).collect();
        let rows = json_rows(&distinct);
        make(tx, merchant, viewer, &rows)?;
        let tokens = find(tx.conn(), merchant, viewer, &rows)?;
        Ok(tags
            .into_iter()
            .filter_map(|(id, same)| Some((id, *tokens.get(&same)?)))
            .collect())
    }
}

fn same_tags(
    conn: &mut Conn,
    merchant: MerchantId,
    ids: &[ReceiverId],
) -> QueryResult<Vec<(ReceiverId, i64)>> {
    receiver_tags::table
        .filter(receiver_tags::merchant_id.eq(merchant))
        .filter(receiver_tags::receiver_id.eq_any(ids.iter().copied()))
        .select((receiver_tags::receiver_id, receiver_tags::same))
        .load(conn)
}

/// Each tag with a random id that is used if the tag has no token yet. In order, so that two writers do not deadlock.
fn json_rows(tags: &HashSet<i64>) -> String {
    let mut tags: Vec<i64> = tags.iter().copied().collect();
    tags.sort_unstable();
    let rows: Vec<_> = tags
        .iter()
        .map(|same| serde_json::json!({"id": ReceiverTokenId::random().raw(), "same": same}))
        .collect();
    serde_json::Value::from(rows).to_string()
}

const ROW: &[(&str, Column)] = &[("id", Column::Uuid), ("same", Column::BigInt)];

/// A token that is there is held until the transaction ends: whoever forgets idle tokens waits, and then sees this work.
/// One that is old makes room for another: work that was begun under it keeps what it shows.
fn make(tx: &mut Tx<'_>, merchant: MerchantId, viewer: PartyId, rows: &str) -> Result<()> {
    let text = format!(
        "INSERT INTO receiver_tokens (merchant_id, viewer_id, created_at, id, same) \
         SELECT $1, $2, $3, r.id, r.same FROM {} r WHERE true \
         ON CONFLICT (merchant_id, viewer_id, same) DO UPDATE SET \
            id = CASE WHEN receiver_tokens.created_at < $5 THEN excluded.id ELSE receiver_tokens.id END, \
            created_at = CASE WHEN receiver_tokens.created_at < $5 THEN excluded.created_at \
                ELSE receiver_tokens.created_at END",
        row_set(4, ROW)
    );
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Uuid, _>(viewer)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Text, _>(rows)
        .bind::<sql::Instant, _>(tx.now() - GIVEN)
        .execute(tx.conn())?;
    Ok(())
}

#[derive(QueryableByName)]
struct TokenRow {
    #[diesel(sql_type = sql::Uuid)]
    id: ReceiverTokenId,
    #[diesel(sql_type = sql::BigInt)]
    same: i64,
}

fn find(
    conn: &mut Conn,
    merchant: MerchantId,
    viewer: PartyId,
    rows: &str,
) -> QueryResult<HashMap<i64, ReceiverTokenId>> {
    let text = format!(
        "SELECT t.id, t.same FROM receiver_tokens t WHERE t.merchant_id = $1 AND t.viewer_id = $2 \
         AND t.same IN (SELECT r.same FROM {} r)",
        row_set(3, ROW)
    );
    let found: Vec<TokenRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Uuid, _>(viewer)
        .bind::<sql::Text, _>(rows)
        .load(conn)?;
    Ok(found.into_iter().map(|row| (row.same, row.id)).collect())
}
