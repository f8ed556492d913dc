//! What a carrier is told about a parcel besides its receiver.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::dossier::Dossier;
use super::purse::Purse;
use crate::carrier;
use crate::db::backend::Conn;
use crate::db::schema::parties;
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::FulfillerId;
use crate::party::profile;

/// How long the goods' words on a label may be, in characters.
const GOODS: usize = 60;
/// How long a word of the sender may be, in characters.
const WORD: usize = 100;

/// The dispatch address of whoever packs.
///
/// # Errors
/// `sender_missing` until the party has set one.
pub(crate) fn sender(conn: &mut Conn, fulfiller: FulfillerId) -> Result<carrier::Sender> {
    let column: serde_json::Value = parties::table
        .find(fulfiller.cast::<crate::id::kind::Party>())
        .select(parties::sender)
        .first(conn)
        .or_missing()?;
    let missing = || Refusal::new(Code::SenderMissing);
    let sender: profile::Sender = serde_json::from_value(column).map_err(|_| missing())?;
    let words = [&sender.name, &sender.phone, &sender.address];
    if words
        .iter()
        .any(|word| word.trim().is_empty() || word.chars().count() > WORD)
    {
        return Err(missing().into());
    }
    Ok(carrier::Sender {
        address: place(&sender),
        name: sender.name,
        phone: sender.phone,
    })
}

/// One line of address; a municipality is written once.
fn place(sender: &profile::Sender) -> String {
    let city = if sender.city == sender.province {
        ""
    } else {
        sender.city.as_str()
    };
    [
        sender.province.as_str(),
        city,
        sender.district.as_str(),
        sender.address.as_str(),
    ]
    .concat()
}

/// The whole ask, for a quote or a take.
pub(crate) fn ask(
    dossier: &Dossier,
    client_ref: &str,
    product: &str,
    purse: &Purse,
    sender: &carrier::Sender,
) -> carrier::TakeAsk {
    let region = dossier
        .items
        .first()
        .and_then(|item| u32::try_from(item.region).ok());
    carrier::TakeAsk {
        client_ref: client_ref.to_owned(),
        account: purse.settlement_no.clone(),
        branch: purse.branch.clone(),
        sender: sender.clone(),
        goods: goods(dossier),
        weight_g: u32::try_from(dossier.weight_g).unwrap_or_default(),
        adcode: region.unwrap_or_default(),
        product: product.to_owned(),
    }
}

/// `茶 ×2；杯 ×1`, cut to what a label holds.
fn goods(dossier: &Dossier) -> String {
    let mut pieces: BTreeMap<&str, i64> = BTreeMap::new();
    for item in &dossier.items {
        let sum = pieces.entry(&item.goods).or_default();
        *sum = sum.saturating_add(item.quantity);
    }
    let words: Vec<_> = pieces
        .iter()
        .map(|(name, count)| format!("{name} ×{count}"))
        .collect();
    words
        .join("；")
        .chars()
        .filter(|c| !c.is_control())
        .take(GOODS)
        .collect()
}
