//! What a merchant gave to whom: the assignments of an order or of one act, as their owner sees them.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::card::{self, Goods, Named, Question, Row, Work};
use super::select::Select;
use super::state::{Action, Word};
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::{Code, Refusal, Result};
use crate::id::{AssignmentId, Owned, kind};
use crate::order;
use crate::page::{Page, Paging};
use crate::party::{Acting, Merchant};

/// Of what; one of the two is needed.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MerchantAsk {
    /// Of this order.
    pub order: Option<Owned<kind::Order>>,
    /// Of this act.
    pub act: Option<Owned<kind::Act>>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// An assignment as the order's owner sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = GivenAssignment)]
pub struct MerchantView {
    /// The assignment.
    pub id: Owned<kind::Assignment>,
    /// The order.
    pub order: Owned<kind::Order>,
    /// Whom it was given to.
    pub fulfiller: Named,
    /// The binding; absent for one's own packing.
    pub binding: Option<Owned<kind::Binding>>,
    /// The name under which the fulfiller sees the order.
    pub alias: String,
    /// Where it stands.
    pub state: Word,
    /// Why it was not supplied.
    pub code: Option<String>,
    /// In the fulfiller's words.
    pub note: String,
    /// Pieces at each stage.
    pub work: Work,
    /// The goods.
    pub goods: Vec<Goods>,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it can be undone.
    pub held_until: Instant,
    /// When the fulfiller first saw it.
    pub assigned_at: Option<Instant>,
    /// Until when it should be accepted.
    pub accept_by: Option<Instant>,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// Until when it should leave.
    pub ship_by: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// What was asked back, if anything.
    pub recall: Option<Question>,
    /// What the merchant may do with it now.
    pub actions: Vec<Action>,
    /// Send it back with a change.
    pub version: i64,
}

/// The assignments of an order or an act, oldest first.
///
/// # Errors
/// `invalid_field` if neither is named, `not_found` for a stranger's.
pub fn of_merchant(conn: &mut Conn, who: &Acting<Merchant>, ask: &MerchantAsk) -> Result<Page<MerchantView>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let (limit, place) = (paging.rows()?, paging.place::<AssignmentId>()?);
    let mut query = scope(who, ask)?;
    if let Some(id) = place {
        query = query.text(" AND a.id > ").uuid(id);
    }
    let query = query.text(" ORDER BY a.id LIMIT ").integer(limit + 1).done();
    let found: Vec<Row> = query.load(conn)?;
    let page = Page::cut(found, limit, |row| row.id)?;
    let mut goods = card::goods(conn, &page.items)?;
    let views = page.items.into_iter().map(|row| {
        let goods = goods.remove(&row.id).unwrap_or_default();
        view(row, goods)
    });
    Ok(Page {
        items: views.collect::<Result<_>>()?,
        next: page.next,
    })
}

fn scope(who: &Acting<Merchant>, ask: &MerchantAsk) -> Result<Select> {
    if ask.order.is_none() && ask.act.is_none() {
        return Err(Refusal::new(Code::InvalidField)
            .at("order")
            .saying("name an order or an act")
            .into());
    }
    let mut query = Select::new(card::select("a.fulfiller_id"))
        .text(" WHERE a.merchant_id = ")
        .uuid(who.merchant());
    if let Some(id) = ask.order {
        order::own(who, id)?;
        query = query.text(" AND a.order_id = ").uuid(id.id);
    }
    if let Some(id) = ask.act {
        order::own(who, id)?;
        query = query.text(" AND a.act_id = ").uuid(id.id);
    }
    Ok(query)
}

fn view(row: Row, goods: Vec<Goods>) -> Result<MerchantView> {
    let (state, recall) = (row.word()?, row.question()?);
    Ok(MerchantView {
        id: Owned::new(row.merchant_id, row.id),
        order: Owned::new(row.merchant_id, row.order_id),
        fulfiller: Named {
            party: row.fulfiller_id.cast(),
            name: row.party_name,
        },
        binding: row.binding_id.map(|id| Owned::new(row.merchant_id, id)),
        actions: Action::of_merchant(state, card::sums(&goods), recall.is_some()),
        alias: row.alias,
        state,
        code: row.code,
        note: row.note,
        work: row.work,
        goods,
        created_at: row.created_at,
        held_until: row.held_until,
        assigned_at: row.assigned_at,
        accept_by: row.accept_by,
        accepted_at: row.accepted_at,
        ship_by: row.ship_by,
        ended_at: row.ended_at,
        recall,
        version: row.version,
    })
}
