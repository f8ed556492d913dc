//! Rows of bindings: read under their owner's or their fulfiller's name, written as a whole state.

use diesel::prelude::*;
use serde_json::Value;

use super::{Binding, By, Offered, Payer, Seat, State, Terms};
use crate::clock::Instant;
use crate::db::backend::{FOR_UPDATE, sql};
use crate::db::schema::bindings;
use crate::db::{Noun, Tx};
use crate::error::{Broken, OrRefuse, Result};
use crate::id::{BindingId, FulfillerId, MerchantId, Owned, kind};
use crate::party::Acting;

#[derive(QueryableByName)]
#[diesel(table_name = bindings)]
pub(super) struct Row {
    merchant_id: MerchantId,
    id: BindingId,
    fulfiller_id: FulfillerId,
    state: String,
    offered_by: String,
    offer_note: String,
    reason: String,
    ended_by: Option<String>,
    auto_accept: bool,
    waybill_payer: String,
    daily_waybills: Option<i64>,
    daily_fen: Option<i64>,
    carriers: Value,
    accept_hours: i64,
    offered_at: Instant,
    decided_at: Option<Instant>,
    ended_at: Option<Instant>,
    version: i64,
}

/// The columns of [`Row`], for a table called `b`.
pub(super) const COLUMNS: &str = "b.merchant_id, b.id, b.fulfiller_id, b.state, b.offered_by, b.offer_note, \
    b.reason, b.ended_by, b.auto_accept, b.waybill_payer, b.daily_waybills, b.daily_fen, b.carriers, \
    b.accept_hours, b.offered_at, b.decided_at, b.ended_at, b.version";

/// The column that holds the caller's own party.
pub(super) const fn mine(by: By) -> &'static str {
    match by {
        By::Merchant => "b.merchant_id",
        By::Fulfiller => "b.fulfiller_id",
    }
}

impl TryFrom<Row> for Binding {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        let broken = |column| Broken::row("bindings", column, row.id);
        let by = By::of(&row.offered_by).ok_or_else(|| broken("offered_by"))?;
        Ok(Self {
            id: Owned::new(row.merchant_id, row.id),
            fulfiller: row.fulfiller_id,
            state: row.state(by).ok_or_else(|| broken("state"))?,
            terms: row.terms().ok_or_else(|| broken("terms"))?,
            offer: Offered {
                by,
                note: row.offer_note,
                at: row.offered_at,
            },
            version: row.version,
        })
    }
}

impl Row {
    fn state(&self, offered_by: By) -> Option<State> {
        let reason = || self.reason.clone();
        let ended_by = self.ended_by.as_deref().and_then(By::of);
        Some(
            match (self.state.as_str(), self.decided_at, ended_by, self.ended_at) {
                ("offered", None, None, None) => State::Offered { by: offered_by },
                ("active", Some(since), None, None) => State::Active { since },
                ("declined", Some(at), None, None) => State::Declined { reason: reason(), at },
                ("withdrawn", Some(at), None, None) => State::Withdrawn { at },
                ("ending", Some(since), Some(by), None) => State::Ending {
                    since,
                    by,
                    reason: reason(),
                },
                ("ended", Some(since), Some(by), Some(at)) => State::Ended {
                    since,
                    by,
                    reason: reason(),
                    at,
                },
                _ => return None,
            },
        )
    }

    fn terms(&self) -> Option<Terms> {
        Some(Terms {
            auto_accept: self.auto_accept,
            waybill_payer: Payer::of(&self.waybill_payer)?,
            daily_waybills: self.daily_waybills,
            daily_fen: self.daily_fen,
            carriers: serde_json::from_value(self.carriers.clone()).ok()?,
            accept_hours: self.accept_hours,
        })
    }
}

/// The carriers allowed as the column keeps them.
pub(super) fn carriers_json(terms: &Terms) -> Value {
    terms.carriers.iter().map(String::as_str).collect()
}

/// The binding, if it is the caller's, locked for the rest of the transaction.
pub(super) fn lock<S: Seat>(tx: &mut Tx<'_>, who: &Acting<S>, id: Owned<kind::Binding>) -> Result<Binding> {
    let text = format!(
        "SELECT {COLUMNS} FROM bindings b WHERE b.merchant_id = $1 AND b.id = $2 AND {} = $3{FOR_UPDATE}",
        mine(S::BY)
    );
    let row: Row = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(id.owner)
        .bind::<sql::Uuid, _>(id.id)
        .bind::<sql::Uuid, _>(who.party())
        .get_result(tx.conn())
        .or_missing()?;
    Ok(row.try_into()?)
}

/// Tells both sides that a binding changes.
pub(super) fn stir(tx: &mut Tx<'_>, merchant: MerchantId, fulfiller: FulfillerId) {
    tx.stir(merchant.cast(), Noun::Bindings);
    tx.stir(fulfiller.cast(), Noun::Bindings);
}

/// Writes the state a transition led to.
pub(super) fn store_state(tx: &mut Tx<'_>, binding: &Binding) -> Result<()> {
    let (id, state) = (binding.id, &binding.state);
    stir(tx, id.owner, binding.fulfiller);
    let columns = StateColumns::from(state);
    diesel::update(bindings::table.find((id.owner, id.id)))
        .set((&columns, bindings::version.eq(bindings::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

#[derive(AsChangeset)]
#[diesel(table_name = bindings, treat_none_as_null = true)]
struct StateColumns<'a> {
    state: &'static str,
    reason: &'a str,
    ended_by: Option<&'static str>,
    decided_at: Option<Instant>,
    ended_at: Option<Instant>,
}

impl<'a> From<&'a State> for StateColumns<'a> {
    fn from(state: &'a State) -> Self {
        let (decided_at, reason, ended_by, ended_at) = match state {
            State::Offered { .. } => (None, "", None, None),
            State::Active { since } => (Some(*since), "", None, None),
            State::Declined { reason, at } => (Some(*at), reason.as_str(), None, None),
            State::Withdrawn { at } => (Some(*at), "", None, None),
            State::Ending { since, by, reason } => (Some(*since), reason.as_str(), Some(by.text()), None),
            State::Ended {
                since,
                by,
                reason,
                at,
            } => (Some(*since), reason.as_str(), Some(by.text()), Some(*at)),
        };
        Self {
            state: state.word().text(),
            reason,
            ended_by,
            decided_at,
            ended_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_comes_back_from_its_columns() {
        let at = |seconds| Instant::from_timestamp(seconds, 0).unwrap();
        let (since, by, reason) = (at(1), By::Fulfiller, "搬厂".to_owned());
        let all = [
            State::Offered { by: By::Merchant },
            State::Active { since },
            State::Declined {
                reason: reason.clone(),
                at: at(2),
            },
            State::Withdrawn { at: at(2) },
            State::Ending {
                since,
                by,
                reason: reason.clone(),
            },
            State::Ended {
                since,
                by,
                reason,
                at: at(3),
            },
        ];
        for state in all {
            let row = row(&StateColumns::from(&state));
            assert_eq!(Binding::try_from(row).unwrap().state, state);
        }
    }

    #[test]
    fn an_impossible_row_is_an_error() {
        let mut active = row(&StateColumns::from(&State::Offered { by: By::Merchant }));
        active.state = "active".into();
        assert!(Binding::try_from(active).is_err());
    }

    fn row(columns: &StateColumns<'_>) -> Row {
        Row {
            merchant_id: MerchantId::fresh(),
            id: BindingId::fresh(),
            fulfiller_id: FulfillerId::fresh(),
            state: columns.state.into(),
            offered_by: "merchant".into(),
            offer_note: String::new(),
            reason: columns.reason.into(),
            ended_by: columns.ended_by.map(str::to_owned),
            auto_accept: false,
            waybill_payer: "fulfiller".into(),
            daily_waybills: None,
            daily_fen: None,
            carriers: serde_json::json!(["sf"]),
            accept_hours: 24,
            offered_at: Instant::from_timestamp(0, 0).unwrap(),
            decided_at: columns.decided_at,
            ended_at: columns.ended_at,
            version: 1,
        }
    }
}
