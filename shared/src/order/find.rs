//! Orders by their numbers, a pasted column at a time.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::card::{self, Card};
use crate::bulk::{self, Rows};
use crate::db::backend::Conn;
use crate::db::schema::orders;
use crate::error::{Code, Refusal, Result};
use crate::id::OrderId;
use crate::party::{Acting, Merchant};
use crate::vault::Vault;

/// Sources that one number is shown of.
const MOST_OF_ONE: usize = 10;
/// Orders one answer shows.
const MOST: usize = 2 * bulk::MOST;

/// Order numbers, at most 500.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrderNumbers)]
pub struct Numbers {
    /// As the merchant's sources write them.
    pub numbers: Vec<String>,
}

/// The orders of one number.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = OrdersOfNumber)]
pub struct Numbered {
    /// The number.
    pub number: String,
    /// One for each source that has it, newest first, at most 10.
    pub orders: Vec<Card>,
}

/// Finds orders by their numbers; each row on its own. A call shows at most 1,000 orders.
///
/// # Errors
/// `too_many_rows`; per row `not_found`.
pub fn find(conn: &mut Conn, vault: &Vault, who: &Acting<Merchant>, ask: &Numbers) -> Result<Rows<Numbered>> {
    bulk::bounded(&ask.numbers, "/numbers")?;
    let keys: Vec<&[u8]> = ask
        .numbers
        .iter()
        .map(|number| number.trim().as_bytes())
        .collect();
    let found: Vec<OrderId> = orders::table
        .filter(orders::merchant_id.eq(who.merchant()))
        .filter(orders::number_key.eq_any(keys))
        .order((orders::placed_at.desc(), orders::id.desc()))
        .limit(i64::try_from(MOST).unwrap_or(i64::MAX))
        .select(orders::id)
        .load(conn)?;
    let place: HashMap<OrderId, usize> = found.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut cards = Vec::with_capacity(found.len());
    for some in found.chunks(bulk::MOST) {
        cards.extend(card::load(conn, vault, who.merchant(), some)?);
    }
    cards.sort_by_key(|card| place.get(&card.id.id));
    let mut of: HashMap<&str, Vec<&Card>> = HashMap::new();
    for card in &cards {
        of.entry(card.external_no.as_str()).or_default().push(card);
    }
    Ok(Rows::of(ask.numbers.iter().map(|number| {
        let cards = of.get(number.trim()).ok_or(Refusal::new(Code::NotFound))?;
        Ok(Numbered {
            number: number.trim().to_owned(),
            orders: cards
                .iter()
                .take(MOST_OF_ONE)
                .map(|card| (*card).clone())
                .collect(),
        })
    })))
}
