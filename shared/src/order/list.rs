//! The merchant's list of orders: newest first (a prefix: highest number first), keyset pages, masked receivers.

use diesel::RunQueryDsl;

use super::card::{self, Card};
use super::filter::{Filter, Place};
use crate::clock::Instant;
use crate::db::backend::{Conn, sql};
use crate::error::Result;
use crate::id::{OrderId, Owned, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, Merchant};
use crate::vault::Vault;

/// What the list is asked: which orders, and how many from where.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Ask {
    /// Which.
    #[serde(flatten)]
    pub filter: Filter,
    /// How many, from where.
    #[serde(flatten)]
    pub paging: Paging,
}

impl utoipa::IntoParams for Ask {
    fn into_params(
        place: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        [Filter::into_params(&place), Paging::into_params(&place)].concat()
    }
}

#[derive(diesel::QueryableByName)]
pub(super) struct Found {
    #[diesel(sql_type = sql::Instant)]
    pub placed_at: Instant,
    #[diesel(sql_type = sql::Uuid)]
    pub id: OrderId,
    #[diesel(sql_type = sql::Text)]
    pub external_no: String,
}

/// A page of the merchant's orders.
///
/// # Errors
/// `invalid_field` for what cannot be searched; `region_unknown`.
pub fn list(
    conn: &mut Conn,
    vault: &Vault,
    who: &Acting<Merchant>,
    Ask { filter, paging }: &Ask,
) -> Result<Page<Card>> {
    filter.check()?;
    let rows = paging.rows()?;
    let found: Vec<Found> = filter
        .search(who.merchant(), paging.place()?)
        .first(rows + 1)
        .load(conn)?;
    let page = Page::cut(found, rows, |row| Place {
        at: row.placed_at.timestamp_micros(),
        number: filter.by_number().then(|| row.external_no.clone()),
        id: row.id,
    })?;
    let ids: Vec<OrderId> = page.items.iter().map(|row| row.id).collect();
    let mut items = card::load(conn, vault, who.merchant(), &ids)?;
    items.sort_by_key(|card| ids.iter().position(|id| *id == card.id.id));
    Ok(Page {
        items,
        next: page.next,
    })
}

/// One order of the merchant.
///
/// # Errors
/// `not_found`.
pub fn one(conn: &mut Conn, vault: &Vault, who: &Acting<Merchant>, id: Owned<kind::Order>) -> Result<Card> {
    super::own(who, id)?;
    let found = card::load(conn, vault, who.merchant(), &[id.id])?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| crate::error::Code::NotFound.into())
}
