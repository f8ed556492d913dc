//! The list of bindings as either side sees it: the other party, the terms, what may be done.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Action, Binding, By, Seat, State, Terms, Word, rows};
use crate::clock::Instant;
use crate::db::backend::{Conn, sql};
use crate::error::{OrRefuse, Result};
use crate::id::{BindingId, FulfillerId, MerchantId, Owned, PartyId, kind};
use crate::page::{COUNTED, Count, Page, Paging};
use crate::party::Acting;

/// A binding as one of its sides sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = BindingView)]
pub struct View {
    /// The binding.
    pub id: Owned<kind::Binding>,
    /// The other side.
    pub other: Other,
    /// Who packs under it, as filters of lists name him.
    pub fulfiller: FulfillerId,
    /// Where it stands.
    #[serde(flatten)]
    pub state: State,
    /// Who asked.
    pub offered_by: By,
    /// The words of the offer.
    pub note: String,
    /// When it was offered.
    pub offered_at: Instant,
    /// What was agreed.
    pub terms: Terms,
    /// Assignments that are not finished, as far as the caller sees them.
    pub open_work: Count,
    /// What the caller may do with it now.
    pub actions: Vec<Action>,
    /// Send it back with a decision.
    pub version: i64,
}

/// The other side of a binding.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = BindingOther)]
pub struct Other {
    /// The party.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// merchant, factory or warehouse.
    pub kind: String,
    /// Its public code; absent while it has none.
    pub code: Option<String>,
    /// Whether it has drop-shipping switched on.
    pub drop_shipping: bool,
}

/// What a list of bindings is narrowed by.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// Only those in this state.
    #[param(inline)]
    pub state: Option<Word>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(embed)]
    binding: rows::Row,
    #[diesel(sql_type = sql::Uuid)]
    other_id: PartyId,
    #[diesel(sql_type = sql::Text)]
    other_name: String,
    #[diesel(sql_type = sql::Text)]
    other_kind: String,
    #[diesel(sql_type = sql::Bool)]
    other_drop_shipping: bool,
    #[diesel(sql_type = sql::Nullable<sql::Text>)]
    other_code: Option<String>,
    #[diesel(sql_type = sql::BigInt)]
    open_work: i64,
}

/// Where a page ended.
#[derive(Serialize, Deserialize)]
struct Place(i64, MerchantId, BindingId);

/// The caller's bindings, newest offer first.
///
/// # Errors
/// `invalid_field` for a limit or cursor that is none.
pub fn list<S: Seat>(conn: &mut Conn, who: &Acting<S>, ask: &Ask) -> Result<Page<View>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let limit = paging.rows()?;
    let place = paging.place::<Place>()?;
    let at = place
        .as_ref()
        .and_then(|place| Instant::from_timestamp_micros(place.0));
    let text = format!(
        "{} AND ($2 IS NULL OR b.state = $2)
         AND ($3 IS NULL OR b.offered_at < $3 OR (b.offered_at = $3 AND (b.id < $4
              OR (b.id = $4 AND b.merchant_id < $5))))
         ORDER BY b.offered_at DESC, b.id DESC, b.merchant_id DESC LIMIT $6",
        select(S::BY)
    );
    let found: Vec<Found> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(who.party())
        .bind::<sql::Nullable<sql::Text>, _>(ask.state.map(Word::text))
        .bind::<sql::Nullable<sql::Instant>, _>(at)
        .bind::<sql::Nullable<sql::Uuid>, _>(place.as_ref().map(|place| place.2))
        .bind::<sql::Nullable<sql::Uuid>, _>(place.as_ref().map(|place| place.1))
        .bind::<sql::BigInt, _>(limit + 1)
        .load(conn)?;
    let views: Vec<View> = found
        .into_iter()
        .map(|row| row.view(S::BY))
        .collect::<Result<_>>()?;
    Page::cut(views, limit, |view| {
        Place(view.offered_at.timestamp_micros(), view.id.owner, view.id.id)
    })
}

/// One binding of the caller.
///
/// # Errors
/// `not_found`.
pub fn view<S: Seat>(conn: &mut Conn, who: &Acting<S>, id: Owned<kind::Binding>) -> Result<View> {
    let text = format!("{} AND b.merchant_id = $2 AND b.id = $3", select(S::BY));
    let found: Found = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(who.party())
        .bind::<sql::Uuid, _>(id.owner)
        .bind::<sql::Uuid, _>(id.id)
        .get_result(conn)
        .or_missing()?;
    found.view(S::BY)
}

/// The caller's party is bind 1. What is held is not yet the fulfiller's business.
fn select(by: By) -> String {
    let (other, seen) = match by {
        By::Merchant => ("b.fulfiller_id", ""),
        By::Fulfiller => ("b.merchant_id", " AND a.state <> 'held'"),
    };
    format!(
        "SELECT {}, p.id AS other_id, p.name AS other_name, p.kind AS other_kind,
                p.drop_shipping AS other_drop_shipping,
                (SELECT min(c.code) FROM public_codes c WHERE c.party_id = p.id) AS other_code,
                (SELECT count(*) FROM (SELECT 1 FROM assignments a
                    WHERE a.merchant_id = b.merchant_id AND a.binding_id = b.id
                    AND a.state IN ('held', 'assigned', 'accepted'){seen} LIMIT {}) w) AS open_work
         FROM bindings b JOIN parties p ON p.id = {other}
         WHERE {} = $1",
        rows::COLUMNS,
        COUNTED + 1,
        rows::mine(by)
    )
}

impl Found {
    fn view(self, caller: By) -> Result<View> {
        let binding = Binding::try_from(self.binding)?;
        Ok(View {
            id: binding.id,
            other: Other {
                party: self.other_id,
                name: self.other_name,
                kind: self.other_kind,
                code: self.other_code,
                drop_shipping: self.other_drop_shipping,
            },
            fulfiller: binding.fulfiller,
            actions: Action::legal(&binding.state, caller),
            state: binding.state,
            offered_by: binding.offer.by,
            note: binding.offer.note,
            offered_at: binding.offer.at,
            terms: binding.terms,
            open_work: Count::stopped(self.open_work),
            version: binding.version,
        })
    }
}
