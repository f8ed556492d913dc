//! Numbers typed by hand (手工发货): checked, unique over the platform, ready to ship at once.

use std::collections::HashMap;

use serde::Deserialize;

use super::State;
use super::dossier::{self, Dossier};
use super::list::View;
use super::numbers;
use super::preflight::{Moment, preflight};
use super::rows::{self, Waybill};
use super::target::{Resolved, Target, resolve};
use crate::bulk::{self, Rows};
use crate::carrier::carriers;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{FulfillerId, Owned, WaybillId, kind};
use crate::parcel::Packer;
use crate::parcel::rows::roll_up;

/// Typed numbers, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillsExternal)]
pub struct ExternalAsk {
    /// One for each parcel.
    pub rows: Vec<ExternalRow>,
}

/// One typed number: for a parcel, or for what is left of an assignment.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillsExternalRow)]
pub struct ExternalRow {
    /// A parcel without a live number.
    #[serde(default)]
    pub parcel: Option<Owned<kind::Parcel>>,
    /// Or an assignment: what is left of it becomes a parcel; if nothing is, its oldest parcel without a number.
    #[serde(default)]
    pub assignment: Option<Owned<kind::Assignment>>,
    /// The carrier's code; see `/v1/carriers`.
    pub carrier: String,
    /// 8 to 32 letters and digits; spaces and full-width forms are mended.
    pub number: String,
}

/// Gives parcels typed numbers; each row on its own.
///
/// # Errors
/// `too_many_rows`; per row `carrier_unknown`, `number_not_valid`, `number_taken`, and what pre-flight says.
pub fn external(tx: &mut Tx<'_>, packer: &Packer, ask: &ExternalAsk) -> Result<Rows<View>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let (typed, resolved) = type_in(tx, packer, &ask.rows)?;
    roll_up(tx, &resolved.touched)?;
    Ok(Rows::of(typed.into_iter().map(|row| row.map(View::from))))
}

/// Writes typed numbers without the roll-up; answers row by row with the waybills made.
pub(super) fn type_in(
    tx: &mut Tx<'_>,
    packer: &Packer,
    rows: &[ExternalRow],
) -> Result<(Vec<Result<Waybill, Refusal>>, Resolved)> {
    let numbers: Vec<Result<String, Refusal>> = rows.iter().map(ExternalRow::checked).collect();
    // A row whose number cannot be one makes no parcel.
    let target = |(row, number): (&ExternalRow, &Result<String, Refusal>)| match number {
        Ok(_) => Target {
            parcel: row.parcel,
            assignment: row.assignment,
            weight_g: 0,
        },
        Err(_) => Target::default(),
    };
    let targets: Vec<Target> = rows.iter().zip(&numbers).map(target).collect();
    let resolved = resolve(tx, packer, &targets)?;
    let dossiers = dossier::load(tx.conn(), packer.fulfiller(), &resolved.found())?;
    let now = tx.now();
    let draft = |((row, number), parcel): (
        (&ExternalRow, Result<String, Refusal>),
        &Result<Owned<kind::Parcel>, Refusal>,
    )| {
        let number = number?;
        row.draft(packer, number, parcel.clone()?, &dossiers, now)
    };
    let mut drafts: Vec<Result<Waybill, Refusal>> = rows
        .iter()
        .zip(numbers)
        .zip(&resolved.parcels)
        .map(draft)
        .collect();
    refuse_taken(tx, packer.fulfiller(), &mut drafts)?;
    let fresh: Vec<Waybill> = drafts
        .iter()
        .filter_map(|row| row.as_ref().ok().cloned())
        .collect();
    rows::insert(tx, &fresh)?;
    Ok((drafts, resolved))
}

impl ExternalRow {
    fn checked(&self) -> Result<String, Refusal> {
        if carriers::find(&self.carrier).is_none() {
            return Err(Refusal::new(Code::CarrierUnknown).at("carrier"));
        }
        carriers::number(&self.number).map_err(|_| Refusal::new(Code::NumberNotValid).at("number"))
    }

    fn draft(
        &self,
        packer: &Packer,
        number: String,
        parcel: Owned<kind::Parcel>,
        dossiers: &HashMap<Owned<kind::Parcel>, Dossier>,
        now: Instant,
    ) -> Result<Waybill, Refusal> {
        let dossier = dossiers.get(&parcel).ok_or(Code::NotFound)?;
        preflight(dossier, Moment::Type(&self.carrier))?;
        let addressee = dossier.addressee().ok_or(Code::ReceiverChanged)?;
        Ok(Waybill {
            key: Owned::new(parcel.owner, WaybillId::fresh()),
            parcel,
            fulfiller: packer.fulfiller(),
            client_ref: format!(
                "{}.{}",
                parcel.id.raw().simple(),
                dossier.attempts.saturating_add(1)
            ),
            carrier: self.carrier.clone(),
            state: State::External {
                number,
                issued_at: now,
            },
            account: None,
            sorting_code: String::new(),
            hub: String::new(),
            product: String::new(),
            fee_fen: 0,
            code: None,
            remedy: String::new(),
            receiver_write: addressee.receiver_write,
            reserved_at: now,
            version: 1,
        })
    }
}

/// A number belongs to one parcel, over all merchants; a tie in one call goes to the first row.
fn refuse_taken(tx: &mut Tx<'_>, typist: FulfillerId, drafts: &mut [Result<Waybill, Refusal>]) -> Result<()> {
    let wanted: Vec<_> = drafts
        .iter()
        .filter_map(|row| row.as_ref().ok())
        .filter_map(|waybill| Some((waybill.key, waybill.carrier.as_str(), waybill.state.number()?)))
        .collect();
    let won = numbers::claim(tx, &wanted, Some(typist))?;
    for row in drafts.iter_mut() {
        if row.as_ref().is_ok_and(|waybill| !won.contains(&waybill.key.id)) {
            *row = Err(Refusal::new(Code::NumberTaken).at("number"));
        }
    }
    Ok(())
}
