//! Two parties say that a number is theirs (单号争议): the operator looks who has it, asks the carrier, and decides.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::lost;
use crate::carrier::carriers;
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{Conn, sql};
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{FulfillerId, MerchantId, Owned, ParcelId, WaybillId, kind};
use crate::party::{Acting, Platform};
use crate::text;

/// Which number.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Named {
    /// The carrier's code; see `/v1/carriers`.
    pub carrier: String,
    /// The number; spaces and full-width forms are mended.
    pub number: String,
}

/// The operator's word that a number is not its holder's.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NumberRelease)]
pub struct Release {
    /// The carrier's code.
    pub carrier: String,
    /// The number.
    pub number: String,
    /// Who was seen to hold it; `stale` if somebody else does by now.
    pub waybill: Owned<kind::Waybill>,
    /// Why, 1 to 200 characters: whoever loses it reads this.
    pub reason: String,
}

/// Who has a number.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = NumberHolder)]
pub struct Holder {
    /// The carrier's code.
    pub carrier: String,
    /// The number.
    pub number: String,
    /// The waybill that holds it.
    pub waybill: Owned<kind::Waybill>,
    /// Its parcel.
    pub parcel: Owned<kind::Parcel>,
    /// Whose goods travel under it.
    pub merchant: MerchantId,
    /// His name.
    pub merchant_name: String,
    /// Who packs.
    pub fulfiller: FulfillerId,
    /// His name.
    pub fulfiller_name: String,
    /// issued: the carrier sold it. external: somebody typed it. void: it was taken from who had typed it.
    pub state: String,
    /// Since when.
    pub since: Option<Instant>,
    /// When its parcel left, if it did.
    pub shipped_at: Option<Instant>,
    /// `number_lost` once it was taken from its holder: the next to type it gets it.
    pub code: Option<String>,
    /// What the operator wrote then.
    pub reason: String,
    /// `release` where the operator may.
    pub actions: Vec<&'static str>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    waybill_id: WaybillId,
    #[diesel(sql_type = sql::Uuid)]
    parcel_id: ParcelId,
    #[diesel(sql_type = sql::Uuid)]
    fulfiller_id: FulfillerId,
    #[diesel(sql_type = sql::Text)]
    merchant_name: String,
    #[diesel(sql_type = sql::Text)]
    fulfiller_name: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    issued_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    shipped_at: Option<Instant>,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    code: Option<String>,
    #[diesel(sql_type = sql::Text)]
    remedy: String,
}

/// Who has a number.
///
/// # Errors
/// `carrier_unknown`, `number_not_valid`, `not_found`.
pub fn holder(conn: &mut Conn, _: &Acting<Platform>, named: &Named) -> Result<Holder> {
    let number = checked(&named.carrier, &named.number)?;
    let row: Row = diesel::sql_query(
        "SELECT n.merchant_id, n.waybill_id, w.parcel_id, w.fulfiller_id, m.name AS merchant_name,
                f.name AS fulfiller_name, w.state, w.issued_at, p.shipped_at, w.code, w.remedy
         FROM waybill_numbers n
         JOIN waybills w ON w.merchant_id = n.merchant_id AND w.id = n.waybill_id
         JOIN parcels p ON p.merchant_id = w.merchant_id AND p.id = w.parcel_id
         JOIN parties m ON m.id = n.merchant_id
         JOIN parties f ON f.id = w.fulfiller_id
         WHERE n.carrier = $1 AND n.number = $2",
    )
    .bind::<sql::Text, _>(&named.carrier)
    .bind::<sql::Text, _>(&number)
    .get_result(conn)
    .or_missing()?;
    Ok(row.holder(named.carrier.clone(), number))
}

fn checked(carrier: &str, number: &str) -> Result<String, Refusal> {
    if carriers::find(carrier).is_none() {
        return Err(Refusal::new(Code::CarrierUnknown).at("/carrier"));
    }
    carriers::number(number).map_err(|_| Refusal::new(Code::NumberNotValid).at("/number"))
}

impl Row {
    fn holder(self, carrier: String, number: String) -> Holder {
        let lost = self.code.as_deref() == Some(Code::NumberLost.text());
        let typed = self.state == "external" && !lost;
        Holder {
            carrier,
            number,
            waybill: Owned::new(self.merchant_id, self.waybill_id),
            parcel: Owned::new(self.merchant_id, self.parcel_id),
            merchant: self.merchant_id,
            merchant_name: self.merchant_name,
            fulfiller: self.fulfiller_id,
            fulfiller_name: self.fulfiller_name,
            state: self.state,
            since: self.issued_at,
            shipped_at: self.shipped_at,
            reason: if lost { self.remedy } else { String::new() },
            code: self.code,
            actions: if typed { vec!["release"] } else { Vec::new() },
        }
    }
}

/// Takes a typed number from who holds it; the next to type it gets it, but not he again.
///
/// # Errors
/// As [`holder`]; `stale`, `state_forbids` (the carrier sold it, or it was released), `invalid_field`.
pub fn release(tx: &mut Tx<'_>, who: &Acting<Platform>, ask: &Release) -> Result<Holder> {
    let reason = text::line(&ask.reason, "/reason", 200)?;
    let named = Named {
        carrier: ask.carrier.clone(),
        number: ask.number.clone(),
    };
    let held = holder(tx.conn(), who, &named)?;
    if held.waybill != ask.waybill {
        return Err(Code::Stale.into());
    }
    if held.actions.is_empty() {
        return Err(Refusal::new(Code::StateForbids)
            .saying("only a typed number is released, and once")
            .into());
    }
    lost::lose(tx, &BTreeSet::from([held.waybill]), &reason)?;
    holder(tx.conn(), who, &named)
}
