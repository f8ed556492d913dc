//! Refunds as the merchant and the marketplace see them.

use serde::{Deserialize, Serialize};

use super::rows::{self, Refund};
use super::state::{Action, Side, Word};
use super::{Desk, State};
use crate::bulk::Rows;
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::error::{Code, Refusal, Result};
use crate::id::{Owned, RefundId, kind};
use crate::page::{Page, Paging};

/// One refund.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = Refund)]
pub struct View {
    /// The refund.
    pub id: Owned<kind::Refund>,
    /// The order.
    pub order: Owned<kind::Order>,
    /// The line.
    pub line: Owned<kind::Line>,
    /// Pieces.
    pub quantity: i64,
    /// Where it stands.
    pub state: Word,
    /// Who opened it.
    pub opened_by: Side,
    /// Why.
    pub reason: String,
    /// Why the parcel goes in spite of it.
    pub override_reason: Option<String>,
    /// Since when it may.
    pub overridden_at: Option<Instant>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was completed or withdrawn.
    pub closed_at: Option<Instant>,
    /// The verbs legal now.
    pub actions: Vec<Action>,
    /// Send it back with a change.
    pub version: i64,
}

/// What the list is narrowed by.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = RefundsAsk)]
pub struct Ask {
    /// In this state.
    #[param(inline)]
    pub state: Option<Word>,
    /// Of this order.
    pub order: Option<Owned<kind::Order>>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// A page of refunds, newest first.
///
/// # Errors
/// `invalid_field` for a limit or cursor that is none.
pub fn list(conn: &mut Conn, desk: &Desk, ask: &Ask) -> Result<Page<View>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let (limit, after) = (paging.rows()?, paging.place::<RefundId>()?);
    let order = ask.order.map(|order| desk.own(order));
    let found = rows::page(conn, desk, ask.state.map(Word::text), order, after, limit + 1)?;
    let page = Page::cut(found, limit, |refund| refund.id)?;
    Ok(page.map(|refund| desk.view(refund)))
}

/// The answers to a bulk act as the refunds stand now.
pub(super) fn shown(conn: &mut Conn, desk: &Desk, ids: Vec<Result<RefundId, Refusal>>) -> Result<Rows<View>> {
    let named: Vec<RefundId> = ids.iter().flatten().copied().collect();
    let found = rows::of(conn, desk, &named)?;
    let mut found: std::collections::HashMap<_, _> =
        found.into_iter().map(|refund| (refund.id, refund)).collect();
    Ok(Rows::of(ids.into_iter().map(|id| {
        let refund = found.remove(&id?).ok_or(Code::NotFound)?;
        Ok(desk.view(refund))
    })))
}

impl Desk {
    fn view(&self, refund: Refund) -> View {
        let (overridden_at, closed_at) = match refund.state {
            State::Open { overridden_at } => (overridden_at, None),
            State::Done { at } | State::Withdrawn { at } => (refund.overridden_at, Some(at)),
        };
        View {
            id: Owned::new(self.merchant, refund.id),
            order: Owned::new(self.merchant, refund.order),
            line: Owned::new(self.merchant, refund.line),
            quantity: refund.quantity,
            state: refund.state.word(),
            opened_by: refund.opened,
            actions: refund.state.legal(refund.opened, self.side),
            reason: refund.reason,
            override_reason: refund.override_reason,
            overridden_at,
            opened_at: refund.opened_at,
            closed_at,
            version: refund.version,
        }
    }
}
