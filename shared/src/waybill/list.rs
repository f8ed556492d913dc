//! The shape of a waybill for those who may see it.

use serde::Serialize;

use super::State;
use super::rows::{self, Waybill};
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::{Code, Result};
use crate::id::{Owned, PartyId, kind};

/// A waybill.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Waybill)]
pub struct View {
    /// Its id.
    pub id: Owned<kind::Waybill>,
    /// The parcel.
    pub parcel: Owned<kind::Parcel>,
    /// The carrier's code.
    pub carrier: String,
    /// reserved, unknown, issued, failed, void or external.
    pub state: &'static str,
    /// The carrier was asked to take it back.
    pub voiding: bool,
    /// The number, once there is one.
    pub number: Option<String>,
    /// 三段码.
    pub sorting_code: String,
    /// 集包地.
    pub hub: String,
    /// The carrier's product.
    pub product: String,
    /// Held while it is being taken, spent once issued, in fen.
    pub fee_fen: i64,
    /// Why it failed, or why the carrier would not take it back.
    pub code: Option<String>,
    /// What to do about it.
    pub remedy: String,
    /// When it was asked for.
    pub reserved_at: Instant,
    /// When it became a number.
    pub issued_at: Option<Instant>,
    /// When it failed or was voided.
    pub ended_at: Option<Instant>,
    /// The verbs legal now, for whoever packs.
    pub actions: Vec<&'static str>,
    /// Grows with each change.
    pub version: i64,
}

impl From<Waybill> for View {
    fn from(waybill: Waybill) -> Self {
        let (issued_at, ended_at) = match &waybill.state {
            State::Issued { issued_at, .. } | State::External { issued_at, .. } => (Some(*issued_at), None),
            State::Failed { ended_at, .. } | State::Void { ended_at, .. } => (None, Some(*ended_at)),
            State::Reserved | State::Unknown => (None, None),
        };
        let (code, remedy) = match &waybill.state {
            State::Failed { code, remedy, .. } => (Some(code.clone()), remedy.clone()),
            _ => (waybill.code, waybill.remedy),
        };
        let actions = if waybill.state.usable().is_some() {
            vec!["ship", "void"]
        } else {
            Vec::new()
        };
        Self {
            id: waybill.key,
            parcel: waybill.parcel,
            carrier: waybill.carrier,
            state: waybill.state.text(),
            voiding: matches!(waybill.state, State::Issued { voiding: true, .. }),
            number: waybill.state.number().map(str::to_owned),
            sorting_code: waybill.sorting_code,
            hub: waybill.hub,
            product: waybill.product,
            fee_fen: waybill.fee_fen,
            code,
            remedy,
            reserved_at: waybill.reserved_at,
            issued_at,
            ended_at,
            actions,
            version: waybill.version,
        }
    }
}

/// One waybill, for the party whose goods travel under it or who packs them.
///
/// # Errors
/// `not_found`.
pub fn get(conn: &mut Conn, party: PartyId, id: Owned<kind::Waybill>) -> Result<View> {
    let waybill = rows::load(conn, [id])?.remove(&id).ok_or(Code::NotFound)?;
    let theirs = waybill.key.owner.raw() == party.raw() || waybill.fulfiller.raw() == party.raw();
    if theirs {
        Ok(waybill.into())
    } else {
        Err(Code::NotFound.into())
    }
}
