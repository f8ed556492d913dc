//! The questions put to a fulfiller, unanswered ones unless told otherwise.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::card;
use super::recall::Pieces;
use super::request::Word;
use super::select::Select;
use super::state::Action;
use crate::clock::Instant;
use crate::db::backend::{Conn, sql};
use crate::error::{Broken, Result};
use crate::id::{AssignmentId, MerchantId, Owned, RecallRequestId, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, Factory};

/// What the list is narrowed by.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestAsk {
    /// Only those in this state; `asked` unless told.
    #[param(inline)]
    pub state: Option<Word>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// A question as the fulfiller sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = RecallRequestView)]
pub struct RequestView {
    /// The question.
    pub id: Owned<kind::RecallRequest>,
    /// The assignment it is about.
    pub assignment: Owned<kind::Assignment>,
    /// The merchant's name.
    pub merchant: String,
    /// The name of the order between the two.
    pub alias: String,
    /// What is wanted back.
    pub lines: Vec<Pieces>,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: Word,
    /// The fulfiller's words.
    pub answer: String,
    /// When it was asked.
    pub asked_at: Instant,
    /// When it was answered.
    pub answered_at: Option<Instant>,
    /// What the fulfiller may do with it now.
    pub actions: Vec<Action>,
    /// Send it back with the answer.
    pub version: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    merchant_id: MerchantId,
    #[diesel(sql_type = sql::Uuid)]
    id: RecallRequestId,
    #[diesel(sql_type = sql::Uuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Text)]
    merchant: String,
    #[diesel(sql_type = sql::Text)]
    alias: String,
    #[diesel(sql_type = sql::Json)]
    quantities: Value,
    #[diesel(sql_type = sql::Text)]
    reason: String,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::Text)]
    answer: String,
    #[diesel(sql_type = sql::Instant)]
    asked_at: Instant,
    #[diesel(sql_type = sql::Nullable<sql::Instant>)]
    answered_at: Option<Instant>,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
}

/// Where a page ended.
#[derive(Serialize, Deserialize)]
struct Place(i64, RecallRequestId);

/// A page of the questions put to the fulfiller, oldest first.
///
/// # Errors
/// `invalid_field` for a limit or cursor that is none.
pub fn requests(conn: &mut Conn, who: &Acting<Factory>, ask: &RequestAsk) -> Result<Page<RequestView>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let limit = paging.rows()?;
    let state = ask.state.unwrap_or(Word::Asked);
    let mut query = Select::new(SELECT.to_owned())
        .uuid(who.fulfiller())
        .text(" AND q.state = ")
        .string(state.text().to_owned());
    if let Some(Place(at, id)) = paging.place::<Place>()? {
        query = query
            .text(" AND (q.asked_at, q.id) > (")
            .instant(Instant::from_timestamp_micros(at).unwrap_or_default())
            .text(", ")
            .uuid(id)
            .text(")");
    }
    let query = query
        .text(" ORDER BY q.asked_at, q.id LIMIT ")
        .integer(limit + 1)
        .done();
    let found: Vec<Row> = query.load(conn)?;
    let page = Page::cut(found, limit, |row| Place(row.asked_at.timestamp_micros(), row.id))?;
    Ok(Page {
        items: page.items.into_iter().map(view).collect::<Result<_>>()?,
        next: page.next,
    })
}

const SELECT: &str = "SELECT q.merchant_id, q.id, q.assignment_id, p.name AS merchant, a.alias, q.quantities,
        q.reason, q.state, q.answer, q.asked_at, q.answered_at, q.version
     FROM recall_requests q
     JOIN assignments a ON a.merchant_id = q.merchant_id AND a.id = q.assignment_id
     JOIN parties p ON p.id = q.merchant_id
     WHERE q.fulfiller_id = ";

fn view(row: Row) -> Result<RequestView> {
    let state = Word::of(&row.state).ok_or_else(|| Broken::row("recall_requests", "state", row.id))?;
    let lines = card::pieces(row.merchant_id, &row.quantities)
        .ok_or_else(|| Broken::row("recall_requests", "quantities", row.id))?;
    let actions = match state {
        Word::Asked => vec![Action::GrantRequest, Action::DenyRequest],
        _ => Vec::new(),
    };
    Ok(RequestView {
        id: Owned::new(row.merchant_id, row.id),
        assignment: Owned::new(row.merchant_id, row.assignment_id),
        merchant: row.merchant,
        alias: row.alias,
        lines,
        reason: row.reason,
        state,
        answer: row.answer,
        asked_at: row.asked_at,
        answered_at: row.answered_at,
        actions,
        version: row.version,
    })
}
