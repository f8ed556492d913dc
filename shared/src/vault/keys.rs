//! Data keys per merchant and month, index keys per merchant and epoch: wrapped in the database, made on demand.
//!
//! Only unwrapped bytes are cached, under the key's own id: which key is this month's is always asked of the
//! database, so a key made by a transaction that rolled back is never used again.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::provider::{Kind, Slot, Wrapped};
use super::record::Dek;
use super::secret::Secret;
use super::tag::IndexKey;
use super::{Error as Failure, Vault};
use crate::db::Tx;
use crate::db::backend::{Conn, sql};
use crate::db::schema::{data_keys, index_keys};
use crate::error::{Broken, Error, Result};
use crate::id::{DataKeyId, MerchantId};

/// The only epoch until index keys are rotated.
const EPOCH: i64 = 1;

type WrappedRow = (DataKeyId, String, Vec<u8>);

impl Vault {
    /// The key this month's receivers of `merchant` are sealed under, made now if it is the month's first.
    pub(super) fn sealing_key(&self, tx: &mut Tx<'_>, merchant: MerchantId) -> Result<Arc<Dek>> {
        let month = self.house.zone.month(tx.now());
        if let Some(row) = of_month(tx.conn(), merchant, &month)? {
            return self.unwrap_data(merchant, row);
        }
        self.make_data_key(tx, merchant, &month)?;
        let row = of_month(tx.conn(), merchant, &month)?.ok_or_else(|| Broken::new("a data key vanished"))?;
        self.unwrap_data(merchant, row)
    }

    /// The data keys of those ids; one query for all that are not cached.
    pub(super) fn opening_keys(
        &self,
        conn: &mut Conn,
        merchant: MerchantId,
        ids: impl Iterator<Item = DataKeyId>,
    ) -> Result<HashMap<DataKeyId, Arc<Dek>>> {
        let mut keys = HashMap::new();
        let mut missing = Vec::new();
        for id in ids {
            match self.house.data.get(id) {
                Some(key) => drop(keys.insert(id, key)),
                None if !missing.contains(&id) => missing.push(id),
                None => {}
            }
        }
        if !missing.is_empty() {
            for row in by_id(conn, merchant, &missing)? {
                keys.insert(row.0, self.unwrap_data(merchant, row)?);
            }
        }
        Ok(keys)
    }

    /// The index key of `merchant`, made now if it is the first.
    pub(super) fn index_key(&self, tx: &mut Tx<'_>, merchant: MerchantId) -> Result<Arc<IndexKey>> {
        let row = match of_epoch(tx.conn(), merchant)? {
            Some(row) => row,
            None => {
                self.make_index_key(tx, merchant)?;
                of_epoch(tx.conn(), merchant)?.ok_or_else(|| Broken::new("an index key vanished"))?
            }
        };
        self.unwrap_index(merchant, &row)
    }

    fn make_data_key(&self, tx: &mut Tx<'_>, merchant: MerchantId, month: &str) -> Result<()> {
        let id = DataKeyId::random();
        let slot = Slot {
            kind: Kind::Data,
            merchant: merchant.raw(),
            id: id.raw(),
        };
        let wrapped = self.fresh(&slot)?;
        diesel::sql_query(
            "INSERT INTO data_keys (merchant_id, id, month, kek, wrapped, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (merchant_id, month) DO NOTHING",
        )
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Uuid, _>(id)
        .bind::<sql::Text, _>(month)
        .bind::<sql::Text, _>(wrapped.kek.to_string())
        .bind::<sql::Binary, _>(wrapped.bytes)
        .bind::<sql::Instant, _>(tx.now())
        .execute(tx.conn())?;
        Ok(())
    }

    fn make_index_key(&self, tx: &mut Tx<'_>, merchant: MerchantId) -> Result<()> {
        let wrapped = self.fresh(&index_slot(merchant))?;
        diesel::sql_query(
            "INSERT INTO index_keys (merchant_id, epoch, kek, wrapped, created_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (merchant_id, epoch) DO NOTHING",
        )
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::BigInt, _>(EPOCH)
        .bind::<sql::Text, _>(wrapped.kek.to_string())
        .bind::<sql::Binary, _>(wrapped.bytes)
        .bind::<sql::Instant, _>(tx.now())
        .execute(tx.conn())?;
        Ok(())
    }

    fn fresh(&self, slot: &Slot) -> Result<Wrapped, Failure> {
        self.house.provider.wrap(slot, Secret::generate()?.expose())
    }

    fn unwrap_data(&self, merchant: MerchantId, (id, kek, bytes): WrappedRow) -> Result<Arc<Dek>> {
        if let Some(key) = self.house.data.get(id) {
            return Ok(key);
        }
        let slot = Slot {
            kind: Kind::Data,
            merchant: merchant.raw(),
            id: id.raw(),
        };
        let secret = self.unwrap(&slot, &kek, bytes)?;
        Ok(self.house.data.put(id, Dek { id: id.raw(), secret }))
    }

    fn unwrap_index(&self, merchant: MerchantId, row: &(i64, String, Vec<u8>)) -> Result<Arc<IndexKey>> {
        let (epoch, kek, bytes) = row;
        if let Some(key) = self.house.index.get((merchant, *epoch)) {
            return Ok(key);
        }
        let secret = self.unwrap(&index_slot(merchant), kek, bytes.clone())?;
        let key = IndexKey::new(*epoch, &secret);
        Ok(self.house.index.put((merchant, *epoch), key))
    }

    fn unwrap(&self, slot: &Slot, kek: &str, bytes: Vec<u8>) -> Result<Secret, Error> {
        let kek = kek
            .parse()
            .map_err(|_| Broken::row("data_keys", "kek", slot.id))?;
        let key = self.house.provider.unwrap(slot, &Wrapped { kek, bytes })?;
        Ok(Secret::from_slice(&*key)?)
    }
}

fn index_slot(merchant: MerchantId) -> Slot {
    let epoch = u128::try_from(EPOCH).unwrap_or_default();
    Slot {
        kind: Kind::Index,
        merchant: merchant.raw(),
        id: uuid::Uuid::from_u128(epoch),
    }
}

fn of_month(conn: &mut Conn, merchant: MerchantId, month: &str) -> QueryResult<Option<WrappedRow>> {
    data_keys::table
        .filter(
            data_keys::merchant_id
                .eq(merchant)
                .and(data_keys::month.eq(month)),
        )
        .select((data_keys::id, data_keys::kek, data_keys::wrapped))
        .first(conn)
        .optional()
}

fn by_id(conn: &mut Conn, merchant: MerchantId, ids: &[DataKeyId]) -> QueryResult<Vec<WrappedRow>> {
    data_keys::table
        .filter(
            data_keys::merchant_id
                .eq(merchant)
                .and(data_keys::id.eq_any(ids.iter().copied())),
        )
        .select((data_keys::id, data_keys::kek, data_keys::wrapped))
        .load(conn)
}

fn of_epoch(conn: &mut Conn, merchant: MerchantId) -> QueryResult<Option<(i64, String, Vec<u8>)>> {
    index_keys::table
        .filter(
            index_keys::merchant_id
                .eq(merchant)
                .and(index_keys::epoch.eq(EPOCH)),
        )
        .select((index_keys::epoch, index_keys::kek, index_keys::wrapped))
        .first(conn)
        .optional()
}
