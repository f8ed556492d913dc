//! Receivers at rest: sealed in sets, masked in sets, opened in sets, shredded by their salts.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;

use super::mask::{self, MaskedReceiver};
use super::plain::PlainReceiver;
use super::record::{self, Dek, Opened, Place, SealedRecord};
use super::tag::{self, Tags};
use super::{Field, Vault, region};
use crate::bulk;
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{Conn, id_set, sql};
use crate::db::schema::{receiver_salts, receiver_tags, receivers};
use crate::error::{Broken, Code, Result};
use crate::id::{DataKeyId, MerchantId, ReceiverId};

/// One receiver to be written.
pub struct Item<'a> {
    /// Its row; new or overwritten.
    pub id: ReceiverId,
    /// 1 for a new row; one more than the row's for an overwrite.
    pub write: i64,
    /// What it says.
    pub plain: &'a PlainReceiver,
}

/// What a later import says about a receiver already here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// The same to the letter.
    None,
    /// Only the buyer's remark differs: the parcel goes where it went.
    Remark,
    /// Name, phone or address differ.
    Receiver,
    /// The stored one was shredded or never written.
    Missing,
}

impl Vault {
    /// Writes at most 500 receivers of one merchant with their salts and tags, in a handful of statements.
    ///
    /// # Errors
    /// `too_many_rows`; `invalid_field` for a field over its limit; else the database's own.
    pub fn seal_many(&self, tx: &mut Tx<'_>, merchant: MerchantId, items: &[Item<'_>]) -> Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        bulk::bounded(items, "receivers")?;
        let (dek, index) = (self.sealing_key(tx, merchant)?, self.index_key(tx, merchant)?);
        let mut rows = Rows::default();
        for item in items {
            let sealed = record::seal(&dek, &place(merchant, item.id, item.write), item.plain)?;
            rows.add(merchant, item, &dek, tx.now(), sealed, index.tags(item.plain)?);
        }
        let overwritten: Vec<ReceiverId> = items.iter().filter(|i| i.write > 1).map(|i| i.id).collect();
        remove(tx.conn(), merchant, &overwritten)?;
        rows.insert(tx.conn())
    }

    /// Masks of at most 500 receivers, each with its region code; a shredded one is absent from the answer.
    ///
    /// # Errors
    /// `too_many_rows`; a record that does not open where it stands is a broken database.
    pub fn masks(
        &self,
        conn: &mut Conn,
        merchant: MerchantId,
        asked: &[(ReceiverId, i64)],
    ) -> Result<HashMap<ReceiverId, MaskedReceiver>> {
        self.may_read()?;
        let ids: Vec<ReceiverId> = asked.iter().map(|(id, _)| *id).collect();
        let opened = self.open_many(conn, merchant, &ids, &Field::MASKED)?;
        let mut masks = HashMap::with_capacity(asked.len());
        for (id, code) in asked {
            if let Some(opened) = opened.get(id) {
                masks.insert(*id, masked(opened, *code)?);
            }
        }
        Ok(masks)
    }

    /// What each import row changes of the receiver already stored, in the order asked; at most 500.
    ///
    /// Its answer depends on receiver equality: a dry run must not show it, and callers audit it.
    ///
    /// # Errors
    /// As [`Vault::masks`].
    pub fn changed(
        &self,
        tx: &mut Tx<'_>,
        merchant: MerchantId,
        asked: &[(ReceiverId, &PlainReceiver)],
    ) -> Result<Vec<Change>> {
        let ids: Vec<ReceiverId> = asked.iter().map(|(id, _)| *id).collect();
        let opened = self.open_many(tx.conn(), merchant, &ids, &Field::ALL)?;
        asked
            .iter()
            .map(|(id, plain)| {
                opened
                    .get(id)
                    .map_or(Ok(Change::Missing), |old| change(old, plain))
            })
            .collect()
    }

    /// Which receivers are the same person at the same door as the first: tags narrow, opening decides. At most 500.
    ///
    /// # Errors
    /// As [`Vault::masks`]; a shredded receiver equals nothing.
    pub fn same_as_first(
        &self,
        conn: &mut Conn,
        merchant: MerchantId,
        ids: &[ReceiverId],
    ) -> Result<Vec<bool>> {
        let opened = self.open_many(conn, merchant, ids, &Field::MASKED)?;
        let first = ids.first().and_then(|id| opened.get(id));
        ids.iter()
            .map(|id| match (first, opened.get(id)) {
                (Some(first), Some(other)) => same(first, other),
                _ => Ok(false),
            })
            .collect()
    }

    /// Makes receivers unreadable for good by deleting their salts and tags. Returns how many were readable.
    ///
    /// # Errors
    /// The database's own.
    pub fn shred(&self, tx: &mut Tx<'_>, merchant: MerchantId, ids: &[ReceiverId]) -> Result<usize> {
        delete_of(tx.conn(), "receiver_tags", "receiver_id", merchant, ids)?;
        delete_of(tx.conn(), "receiver_salts", "receiver_id", merchant, ids)
    }

    /// Opens the named fields of at most 500 receivers; a shredded one is absent. For doors and comparisons only.
    pub(super) fn open_many(
        &self,
        conn: &mut Conn,
        merchant: MerchantId,
        ids: &[ReceiverId],
        fields: &[Field],
    ) -> Result<HashMap<ReceiverId, Opened>> {
        if ids.len() > bulk::MOST {
            return Err(Code::TooManyRows.into());
        }
        let rows = load(conn, merchant, ids, fields.contains(&Field::Remark))?;
        let keys = self.opening_keys(conn, merchant, rows.iter().map(|row| row.dek))?;
        rows.into_iter()
            .map(|row| row.open(merchant, &keys, fields))
            .collect()
    }
}

fn place(merchant: MerchantId, id: ReceiverId, write: i64) -> Place {
    Place {
        merchant: merchant.raw(),
        record: id.raw(),
        write,
    }
}

fn masked(opened: &Opened, code: i64) -> Result<MaskedReceiver> {
    let [name, phone, address] = texts(opened)?;
    Ok(mask::receiver(name, phone, &region_names(code), address))
}

/// Province, city and district; empty where the place has no such level.
pub(super) fn region_names(code: i64) -> [&'static str; 3] {
    region::by_code(code).map_or([""; 3], |place| {
        [
            place.province,
            place.city.unwrap_or_default(),
            place.district.unwrap_or_default(),
        ]
    })
}

fn texts(opened: &Opened) -> Result<[&str; 3]> {
    Ok([
        opened.text(Field::Name)?,
        opened.text(Field::Phone)?,
        opened.text(Field::Address)?,
    ])
}

fn change(old: &Opened, new: &PlainReceiver) -> Result<Change> {
    if texts(old)? != [new.name.expose(), new.phone.expose(), new.address.expose()] {
        return Ok(Change::Receiver);
    }
    let same_remark = old.text(Field::Remark)? == new.remark.expose();
    Ok(if same_remark { Change::None } else { Change::Remark })
}

fn same(a: &Opened, b: &Opened) -> Result<bool> {
    let ([a_name, a_phone, a_address], [b_name, b_phone, b_address]) = (texts(a)?, texts(b)?);
    Ok(tag::same_name(a_name, b_name)
        && tag::same_phone(a_phone, b_phone)
        && tag::same_address(a_address, b_address))
}

#[derive(Insertable)]
#[diesel(table_name = receivers)]
struct ReceiverRow {
    merchant_id: MerchantId,
    id: ReceiverId,
    data_key_id: DataKeyId,
    write_no: i64,
    name_sealed: Vec<u8>,
    phone_sealed: Vec<u8>,
    address_sealed: Vec<u8>,
    remark_sealed: Vec<u8>,
    sealed_at: Instant,
}

#[derive(Insertable)]
#[diesel(table_name = receiver_salts)]
struct SaltRow {
    merchant_id: MerchantId,
    receiver_id: ReceiverId,
    salt: Vec<u8>,
    commitment: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = receiver_tags)]
struct TagRow {
    merchant_id: MerchantId,
    receiver_id: ReceiverId,
    epoch: i64,
    phone: i64,
    phone_tail: i64,
    name: i64,
    same: i64,
}

#[derive(Default)]
struct Rows {
    receivers: Vec<ReceiverRow>,
    salts: Vec<SaltRow>,
    tags: Vec<TagRow>,
}

impl Rows {
    fn add(
        &mut self,
        merchant_id: MerchantId,
        item: &Item<'_>,
        dek: &Dek,
        sealed_at: Instant,
        sealed: SealedRecord,
        tags: Tags,
    ) {
        self.receivers.push(ReceiverRow {
            merchant_id,
            id: item.id,
            data_key_id: DataKeyId::of(dek.id),
            write_no: item.write,
            name_sealed: sealed.name,
            phone_sealed: sealed.phone,
            address_sealed: sealed.address,
            remark_sealed: sealed.remark,
            sealed_at,
        });
        self.salts.push(SaltRow {
            merchant_id,
            receiver_id: item.id,
            salt: sealed.salt,
            commitment: sealed.commitment,
        });
        self.tags.push(TagRow {
            merchant_id,
            receiver_id: item.id,
            epoch: tags.epoch,
            phone: tags.phone,
            phone_tail: tags.last4,
            name: tags.name,
            same: tags.same,
        });
    }

    fn insert(&self, conn: &mut Conn) -> Result<()> {
        diesel::insert_into(receivers::table)
            .values(&self.receivers)
            .execute(conn)?;
        diesel::insert_into(receiver_salts::table)
            .values(&self.salts)
            .execute(conn)?;
        diesel::insert_into(receiver_tags::table)
            .values(&self.tags)
            .execute(conn)?;
        Ok(())
    }
}

/// Takes rows away to be written anew in the same transaction; readers see the old ones until it commits.
fn remove(conn: &mut Conn, merchant: MerchantId, ids: &[ReceiverId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    delete_of(conn, "receiver_tags", "receiver_id", merchant, ids)?;
    delete_of(conn, "receiver_salts", "receiver_id", merchant, ids)?;
    delete_of(conn, "receivers", "id", merchant, ids)?;
    Ok(())
}

fn delete_of(
    conn: &mut Conn,
    table: &'static str,
    key: &'static str,
    merchant: MerchantId,
    ids: &[ReceiverId],
) -> Result<usize> {
    let text = format!(
        "DELETE FROM {table} WHERE merchant_id = $1 AND {key} IN {}",
        id_set(2)
    );
    let deleted = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(crate::db::json_ids(ids))
        .execute(conn)?;
    Ok(deleted)
}

#[derive(QueryableByName)]
struct StoredRow {
    #[diesel(sql_type = sql::Uuid)]
    id: ReceiverId,
    #[diesel(sql_type = sql::Uuid, column_name = data_key_id)]
    dek: DataKeyId,
    #[diesel(sql_type = sql::BigInt)]
    write_no: i64,
    #[diesel(sql_type = sql::Binary)]
    name_sealed: Vec<u8>,
    #[diesel(sql_type = sql::Binary)]
    phone_sealed: Vec<u8>,
    #[diesel(sql_type = sql::Binary)]
    address_sealed: Vec<u8>,
    #[diesel(sql_type = sql::Nullable<sql::Binary>)]
    remark_sealed: Option<Vec<u8>>,
    #[diesel(sql_type = sql::Binary)]
    salt: Vec<u8>,
    #[diesel(sql_type = sql::Binary)]
    commitment: Vec<u8>,
}

impl StoredRow {
    fn open(
        self,
        merchant: MerchantId,
        keys: &HashMap<DataKeyId, Arc<Dek>>,
        fields: &[Field],
    ) -> Result<(ReceiverId, Opened)> {
        let dek = keys
            .get(&self.dek)
            .ok_or_else(|| Broken::row("receivers", "data_key_id", self.id))?;
        let sealed = SealedRecord {
            salt: self.salt,
            commitment: self.commitment,
            name: self.name_sealed,
            phone: self.phone_sealed,
            address: self.address_sealed,
            remark: self.remark_sealed.unwrap_or_default(),
        };
        let opened = record::open(dek, &place(merchant, self.id, self.write_no), &sealed, fields)
            .map_err(|_| Broken::row("receivers", "sealed", self.id))?;
        Ok((self.id, opened))
    }
}

/// The stored rows that still have a salt. Remarks are long and rarely wanted: read only on demand.
fn load(
    conn: &mut Conn,
    merchant: MerchantId,
    ids: &[ReceiverId],
    with_remark: bool,
) -> QueryResult<Vec<StoredRow>> {
    let remark = if with_remark { "r.remark_sealed" } else { "NULL" };
    let text = format!(
        "SELECT r.id, r.data_key_id, r.write_no, r.name_sealed, r.phone_sealed, r.address_sealed, \
         {remark} AS remark_sealed, s.salt, s.commitment FROM receivers r JOIN receiver_salts s \
         ON s.merchant_id = r.merchant_id AND s.receiver_id = r.id WHERE r.merchant_id = $1 AND r.id IN {}",
        id_set(2)
    );
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(crate::db::json_ids(ids))
        .load(conn)
}

#[cfg(test)]
mod tests;
