//! Rows of batches and of what they refused.

use diesel::prelude::*;
use serde_json::Value;

use super::Refusing;
use crate::clock::Instant;
use crate::db::backend::Backend;
use crate::db::schema::{batch_refusals, batches};
use crate::id::{BatchId, MachineId, PartyId, PersonId};

#[derive(Queryable, Selectable)]
#[diesel(table_name = batches, check_for_backend(Backend))]
pub(super) struct Row {
    pub id: BatchId,
    pub kind: String,
    pub state: String,
    pub dry_run: bool,
    pub request: Value,
    pub progress: Value,
    pub total: Option<i64>,
    pub done: i64,
    pub refused: i64,
    pub code: Option<String>,
    pub created_at: Instant,
    pub started_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub version: i64,
    pub place: Option<i64>,
    pub retry_of: Option<BatchId>,
    pub reasons: Option<Value>,
}

#[derive(Insertable)]
#[diesel(table_name = batches)]
pub(super) struct NewBatch {
    pub owner_id: PartyId,
    pub id: BatchId,
    pub kind: &'static str,
    pub state: &'static str,
    pub dry_run: bool,
    pub request: Value,
    pub spool: Option<Vec<u8>>,
    pub progress: Value,
    pub total: Option<i64>,
    pub done: i64,
    pub refused: i64,
    pub created_by: Option<PersonId>,
    pub machine_id: Option<MachineId>,
    pub created_at: Instant,
    pub place: i64,
    pub retry_of: Option<BatchId>,
    pub version: i64,
}

#[derive(Insertable)]
#[diesel(table_name = batch_refusals)]
pub(super) struct NewRefusal {
    owner_id: PartyId,
    batch_id: BatchId,
    ordinal: i64,
    subject: String,
    place: Option<i64>,
    field: String,
    code: String,
    detail: Option<String>,
}

impl NewRefusal {
    pub(super) fn of(owner: PartyId, batch: BatchId, ordinal: i64, refusing: &Refusing) -> Self {
        Self {
            owner_id: owner,
            batch_id: batch,
            ordinal,
            subject: refusing.subject.clone(),
            place: refusing.row,
            field: refusing.column.clone(),
            code: refusing.code.clone(),
            detail: refusing.detail.clone(),
        }
    }
}
