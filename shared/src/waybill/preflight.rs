//! Pre-flight: the one function run when a number is taken, a label printed, a parcel shipped.

use std::collections::HashMap;

use super::State;
use super::dossier::{self, Dossier};
use super::rows::Waybill;
use crate::carrier::{Adapter, Serves};
use crate::db::backend::Conn;
use crate::error::{Code, Refusal, Result};
use crate::id::{FulfillerId, Owned, kind};
use crate::parcel;

/// What is about to happen to the parcel.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment<'a> {
    /// A number is taken from this carrier.
    Take(&'a dyn Adapter),
    /// A number of this carrier was typed.
    Type(&'a str),
    /// A label is printed.
    Print,
    /// It leaves.
    Ship,
}

/// Says of each of these parcels whether its label may be printed now; parcels of others are `not_found`.
///
/// # Errors
/// The database's own; refusals are per parcel.
pub fn to_print(
    conn: &mut Conn,
    fulfiller: FulfillerId,
    parcels: &[Owned<kind::Parcel>],
) -> Result<HashMap<Owned<kind::Parcel>, Result<(), Refusal>>> {
    let dossiers = dossier::load(conn, fulfiller, parcels)?;
    let verdict = |key: &Owned<kind::Parcel>| match dossiers.get(key) {
        Some(dossier) => preflight(dossier, Moment::Print),
        None => Err(Code::NotFound.into()),
    };
    Ok(parcels.iter().map(|key| (*key, verdict(key))).collect())
}

/// Whether it may happen; the first reason why not. Money and the day's caps are asked where they are held.
pub(crate) fn preflight(dossier: &Dossier, moment: Moment<'_>) -> Result<(), Refusal> {
    if dossier.state != parcel::State::Planned {
        return Err(Code::StateForbids.into());
    }
    if dossier.binding.as_ref().is_some_and(|terms| !terms.live) {
        return Err(Code::BindingNotLive.into());
    }
    work_stands(dossier)?;
    receivers_equal(dossier)?;
    match moment {
        Moment::Take(adapter) => {
            no_number_yet(dossier)?;
            allowed(dossier, adapter.code())?;
            served(dossier, adapter)
        }
        Moment::Type(carrier) => {
            no_number_yet(dossier)?;
            allowed(dossier, carrier)
        }
        Moment::Print => match &numbered(dossier)?.state {
            State::External { .. } => Err(Refusal::new(Code::NoNumber).saying("a typed number has no label")),
            _ => Ok(()),
        },
        Moment::Ship => numbered(dossier).map(|_| ()),
    }
}

fn work_stands(dossier: &Dossier) -> Result<(), Refusal> {
    let items = &dossier.items;
    if items.is_empty() || items.iter().any(|item| !item.accepted) {
        return Err(Refusal::new(Code::StateForbids).saying("its assignment was recalled or ended"));
    }
    if items.iter().any(|item| !item.order_open) {
        return Err(Code::OrderClosed.into());
    }
    if items.iter().any(|item| item.refund_open) {
        return Err(Code::RefundOpen.into());
    }
    Ok(())
}

/// Several orders in one parcel: all their receivers must still be known as equal.
fn receivers_equal(dossier: &Dossier) -> Result<(), Refusal> {
    let Some((first, rest)) = dossier.items.split_first() else {
        return Ok(());
    };
    let equal = rest
        .iter()
        .all(|item| item.order == first.order || (item.token.is_some() && item.token == first.token));
    if equal {
        Ok(())
    } else {
        Err(Code::ReceiversDiffer.into())
    }
}

fn no_number_yet(dossier: &Dossier) -> Result<(), Refusal> {
    match dossier.live().map(|waybill| &waybill.state) {
        None => Ok(()),
        Some(State::Unknown) => Err(Code::WaybillUnknown.into()),
        Some(_) => Err(Code::WaybillLive.into()),
    }
}

fn allowed(dossier: &Dossier, carrier: &str) -> Result<(), Refusal> {
    let all = |terms: &dossier::Terms| {
        terms.carriers.is_empty() || terms.carriers.iter().any(|code| code == carrier)
    };
    if dossier.binding.as_ref().is_none_or(all) {
        Ok(())
    } else {
        Err(Code::CarrierNotAllowed.into())
    }
}

fn served(dossier: &Dossier, adapter: &dyn Adapter) -> Result<(), Refusal> {
    let region = dossier
        .items
        .first()
        .and_then(|item| u32::try_from(item.region).ok())
        .unwrap_or_default();
    match adapter.serves(region) {
        Serves::No => Err(Code::RegionNotServed.into()),
        Serves::Yes | Serves::Unknown => Ok(()),
    }
}

/// A number it can travel under, made out to the receiver as he is now.
fn numbered(dossier: &Dossier) -> Result<&Waybill, Refusal> {
    let waybill = dossier.live().ok_or(Code::NoNumber)?;
    if let State::Issued { voiding: true, .. } = waybill.state {
        return Err(Refusal::new(Code::StateForbids).saying("its number is being voided"));
    }
    if waybill.state.usable().is_none() {
        return Err(Code::NoNumber.into());
    }
    let same = dossier
        .addressee()
        .is_some_and(|item| item.receiver_write == waybill.receiver_write);
    if same {
        Ok(waybill)
    } else {
        Err(Code::ReceiverChanged.into())
    }
}

#[cfg(test)]
mod tests;
