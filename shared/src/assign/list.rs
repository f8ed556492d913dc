//! The fulfiller's list: what it is to pack, for whom it is not told.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::card::{self, Goods, Named, Question, Row, Work};
use super::select::Select;
use super::state::{Action, Word};
use crate::clock::{self, Instant};
use crate::db::backend::Conn;
use crate::error::{Code, Refusal, Result};
use crate::id::{AssignmentId, FulfillerId, Owned, ProductId, ReceiverTokenId, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, Factory, Merchant};
use crate::vault::region;

/// A tab of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AssignmentTab)]
pub enum Tab {
    /// 待接单.
    ToAccept,
    /// 待取号.
    ToNumber,
    /// 待打印.
    ToPrint,
    /// 待发货.
    ToShip,
    /// 已发货.
    Shipped,
    /// 异常.
    Exception,
    /// 全部.
    #[default]
    All,
}

impl Tab {
    /// All of them, in their order on the screen.
    pub const ALL: [Self; 7] = [
        Self::ToAccept,
        Self::ToNumber,
        Self::ToPrint,
        Self::ToShip,
        Self::Shipped,
        Self::Exception,
        Self::All,
    ];

    /// The literal SQL its partial index wants to read.
    pub(super) const fn predicate(self) -> &'static str {
        match self {
            Self::ToAccept => "a.state = 'assigned'",
            Self::ToNumber => "a.to_number > 0",
            Self::ToPrint => "a.to_print > 0",
            Self::ToShip => "a.to_ship > 0",
            Self::Shipped => "a.shipped > 0",
            Self::Exception => "a.exception IS NOT NULL",
            Self::All => "a.state <> 'held'",
        }
    }

    /// Work waits longest first; what is done or odd is read newest first.
    const fn newest_first(self) -> bool {
        matches!(self, Self::Shipped | Self::Exception | Self::All)
    }
}

/// What the list is narrowed by; everything given must hold.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = AssignmentFilter)]
pub struct Filter {
    /// Which tab; all unless told.
    #[param(inline)]
    pub tab: Option<Tab>,
    /// Of this binding, and so of its merchant.
    pub binding: Option<Owned<kind::Binding>>,
    /// With this product.
    pub product: Option<ProductId>,
    /// Ordered at or after.
    #[serde(default, deserialize_with = "clock::maybe_named")]
    pub placed_from: Option<Instant>,
    /// Ordered before.
    #[serde(default, deserialize_with = "clock::maybe_named")]
    pub placed_to: Option<Instant>,
    /// Division code of a province (six digits).
    pub province: Option<i64>,
    /// This alias.
    pub alias: Option<String>,
    /// Past the time to accept or to ship by.
    pub overdue: Option<bool>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// An assignment as its fulfiller sees it: never the order's number, its price or its receiver.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = AssignmentCard)]
pub struct Card {
    /// The assignment.
    pub id: Owned<kind::Assignment>,
    /// The binding; absent for a merchant's own packing.
    pub binding: Option<Owned<kind::Binding>>,
    /// Whose order it is.
    pub merchant: Named,
    /// The name of the order between the two.
    pub alias: String,
    /// Where it stands.
    pub state: Word,
    /// Why it was not supplied, in the fulfiller's own code.
    pub code: Option<String>,
    /// And words.
    pub note: String,
    /// Pieces at each stage.
    pub work: Work,
    /// Where it goes, down to the district.
    pub region: RegionView,
    /// Equal receivers have equal tokens while work is open; absent where a merchant packs himself.
    pub receiver_token: Option<ReceiverTokenId>,
    /// The buyer's remark, sanitised.
    pub remark: String,
    /// The merchant's remark, sanitised.
    pub seller_remark: String,
    /// What to pack.
    pub goods: Vec<Goods>,
    /// When it was ordered.
    pub placed_at: Instant,
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
    /// What a person must look at, if anything.
    pub exception: Option<String>,
    /// A buyer wants goods of it back: no number, no label, no shipping until the merchant decides.
    pub refund_open: bool,
    /// What the merchant asks back, if anything.
    pub recall: Option<Question>,
    /// What the fulfiller may do with it now.
    pub actions: Vec<Action>,
    /// Send it back with a change.
    pub version: i64,
}

/// A division of China, as deep as the order's address names it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = AssignmentRegion)]
pub struct RegionView {
    /// Its six-digit code.
    pub code: i64,
    /// 省.
    pub province: String,
    /// 市; empty where there is none.
    pub city: String,
    /// 区县; empty where there is none.
    pub district: String,
}

/// Where a page ended.
#[derive(Serialize, Deserialize)]
struct Place(i64, AssignmentId);

/// A page of what the fulfiller was given. What is held, or was undone unseen, is not there.
///
/// # Errors
/// `invalid_field` for a limit, cursor or filter that is none.
pub fn list(conn: &mut Conn, who: &Acting<Factory>, filter: &Filter, now: Instant) -> Result<Page<Card>> {
    page(conn, who.fulfiller(), filter, now)
}

/// A page of what the merchant packs himself. Which of his receivers are equal it does not say: that he asks by joining
/// their parcels, on his comparison budget.
///
/// # Errors
/// `invalid_field` for a limit, cursor or filter that is none.
pub fn own_list(
    conn: &mut Conn,
    who: &Acting<Merchant>,
    filter: &Filter,
    now: Instant,
) -> Result<Page<Card>> {
    let page = page(conn, who.party().cast(), filter, now)?;
    Ok(page.map(|card| Card {
        receiver_token: None,
        ..card
    }))
}

/// One assignment the fulfiller was given.
///
/// # Errors
/// `not_found`.
pub fn one(conn: &mut Conn, who: &Acting<Factory>, id: Owned<kind::Assignment>) -> Result<Card> {
    let query = given_to(who.fulfiller())
        .text(" AND a.merchant_id = ")
        .uuid(id.owner)
        .text(" AND a.id = ")
        .uuid(id.id)
        .done();
    let found: Vec<Row> = query.load(conn)?;
    cards(conn, found)?.pop().ok_or_else(|| Code::NotFound.into())
}

fn given_to(fulfiller: FulfillerId) -> Select {
    Select::new(card::select("a.merchant_id"))
        .text(" WHERE a.fulfiller_id = ")
        .uuid(fulfiller)
        .text(" AND a.assigned_at IS NOT NULL")
}

fn page(conn: &mut Conn, fulfiller: FulfillerId, filter: &Filter, now: Instant) -> Result<Page<Card>> {
    let paging = Paging {
        limit: filter.limit,
        cursor: filter.cursor.clone(),
    };
    let (limit, place) = (paging.rows()?, paging.place::<Place>()?);
    let tab = filter.tab.unwrap_or_default();
    let query = filter.narrow(given_to(fulfiller).text(" AND ").text(tab.predicate()), now)?;
    let found: Vec<Row> = in_order(query, tab, place, limit + 1).load(conn)?;
    let page = Page::cut(found, limit, |row| {
        Place(row.placed_at.timestamp_micros(), row.id)
    })?;
    let (items, next) = (page.items, page.next);
    Ok(Page {
        items: cards(conn, items)?,
        next,
    })
}

fn in_order(
    query: Select,
    tab: Tab,
    place: Option<Place>,
    rows: i64,
) -> diesel::query_builder::BoxedSqlQuery<'static, crate::db::backend::Backend, diesel::query_builder::SqlQuery>
{
    let (beyond, order) = if tab.newest_first() {
        (" < (", " ORDER BY a.placed_at DESC, a.id DESC LIMIT ")
    } else {
        (" > (", " ORDER BY a.placed_at, a.id LIMIT ")
    };
    let query = match place {
        None => query,
        Some(Place(at, id)) => query
            .text(" AND (a.placed_at, a.id)")
            .text(beyond)
            .instant(Instant::from_timestamp_micros(at).unwrap_or_default())
            .text(", ")
            .uuid(id)
            .text(")"),
    };
    query.text(order).integer(rows).done()
}

impl Filter {
    pub(super) fn narrow(&self, mut query: Select, now: Instant) -> Result<Select> {
        if let Some(binding) = self.binding {
            query = query.text(" AND a.merchant_id = ").uuid(binding.owner);
            query = query.text(" AND a.binding_id = ").uuid(binding.id);
        }
        if let Some(product) = self.product {
            query = query
                .text(
                    " AND EXISTS (SELECT 1 FROM assignment_lines l WHERE l.merchant_id = a.merchant_id
                      AND l.assignment_id = a.id AND l.product_id = ",
                )
                .uuid(product)
                .text(")");
        }
        if let Some(from) = self.placed_from {
            query = query.text(" AND a.placed_at >= ").instant(from);
        }
        if let Some(to) = self.placed_to {
            query = query.text(" AND a.placed_at < ").instant(to);
        }
        if let Some(code) = self.province {
            query = query.text(" AND o.province = ").integer(province(code)?);
        }
        if let Some(alias) = &self.alias {
            query = query.text(" AND a.alias = ").string(alias.trim().to_uppercase());
        }
        if self.overdue == Some(true) {
            query = query
                .text(
                    " AND a.state IN ('assigned', 'accepted') AND ((a.state = 'assigned' AND a.accept_by < ",
                )
                .instant(now)
                .text(") OR a.ship_by < ")
                .instant(now)
                .text(")");
        }
        Ok(query)
    }
}

fn province(code: i64) -> Result<i64> {
    match region::by_code(code) {
        Some(_) if code % 10_000 == 0 => Ok(code),
        _ => Err(Refusal::new(Code::RegionUnknown).at("province").into()),
    }
}

fn cards(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Card>> {
    let mut goods = card::goods(conn, &rows)?;
    rows.into_iter()
        .map(|row| {
            let goods = goods.remove(&row.id).unwrap_or_default();
            card_of(row, goods)
        })
        .collect()
}

fn card_of(row: Row, goods: Vec<Goods>) -> Result<Card> {
    let (state, recall) = (row.word()?, row.question()?);
    Ok(Card {
        id: Owned::new(row.merchant_id, row.id),
        binding: row.binding_id.map(|id| Owned::new(row.merchant_id, id)),
        actions: Action::of_fulfiller(state, card::sums(&goods), recall.is_some()),
        merchant: Named {
            party: row.merchant_id.cast(),
            name: row.party_name,
        },
        alias: row.alias,
        state,
        code: row.code,
        note: row.note,
        work: row.work,
        region: RegionView::of(row.region),
        receiver_token: row.receiver_token,
        remark: row.remark,
        seller_remark: row.seller_remark,
        goods,
        placed_at: row.placed_at,
        assigned_at: row.assigned_at,
        accept_by: row.accept_by,
        accepted_at: row.accepted_at,
        ship_by: row.ship_by,
        ended_at: row.ended_at,
        exception: row.exception,
        refund_open: row.refunds > 0,
        recall,
        version: row.version,
    })
}

impl RegionView {
    fn of(code: i64) -> Self {
        let known = region::by_code(code);
        let name = |part: Option<&'static str>| part.unwrap_or_default().to_owned();
        Self {
            code,
            province: name(known.map(|region| region.province)),
            city: name(known.and_then(|region| region.city)),
            district: name(known.and_then(|region| region.district)),
        }
    }
}
