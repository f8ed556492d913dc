//! What a merchant lets a factory spend in a day of the platform's zone.

use std::collections::HashMap;

use chrono::NaiveTime;
use diesel::prelude::*;

use super::dossier::Terms;
use crate::clock::{Instant, Zone};
use crate::db::backend::{FOR_UPDATE, LED_JOIN, row_set, sql};
use crate::db::{KEY, Tx, keys};
use crate::error::{Code, Refusal, Result};
use crate::id::{BindingId, Owned, kind};

/// Numbers and money of today, by binding.
pub(crate) type Used = HashMap<BindingId, Spent>;

/// What one binding used of its day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spent {
    pub waybills: i64,
    pub fen: i64,
}

/// Counts one more number against the caps of its binding.
///
/// # Errors
/// `cap_reached`; nothing is counted then.
pub(crate) fn admit(used: &mut Used, terms: &Terms, fen: i64) -> Result<(), Refusal> {
    let spent = used.entry(terms.binding).or_default();
    let next = Spent {
        waybills: spent.waybills.saturating_add(1),
        fen: spent.fen.saturating_add(fen),
    };
    if terms.daily_waybills.is_some_and(|cap| next.waybills > cap) {
        return Err(Refusal::new(Code::CapReached).saying("the day's numbers are used up"));
    }
    if terms.daily_fen.is_some_and(|cap| next.fen > cap) {
        return Err(Refusal::new(Code::CapReached).saying("the day's money is used up"));
    }
    *spent = next;
    Ok(())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    binding_id: BindingId,
    #[diesel(sql_type = sql::BigInt)]
    waybills: i64,
    #[diesel(sql_type = sql::BigInt)]
    fen: i64,
}

/// What these bindings used today, numbers given back among them: each was a sale at the carrier, though its money came
/// back. The bindings' rows are held so that two takes do not both see room for one.
pub(crate) fn used(tx: &mut Tx<'_>, zone: Zone, bindings: &[Owned<kind::Binding>]) -> Result<Used> {
    if bindings.is_empty() {
        return Ok(Used::new());
    }
    let keys = keys(bindings.iter().copied());
    let lock = format!(
        "SELECT version FROM bindings WHERE (merchant_id, id) IN (SELECT r.merchant, r.thing FROM {} r)
         ORDER BY merchant_id, id{FOR_UPDATE}",
        row_set(1, KEY)
    );
    diesel::sql_query(lock)
        .bind::<sql::Text, _>(&keys)
        .execute(tx.conn())?;
    let count = format!(
        "SELECT w.binding_id, COUNT(*) AS waybills,
                CAST(COALESCE(SUM(CASE WHEN w.state <> 'void' THEN w.fee_fen END), 0) AS bigint) AS fen
         FROM {} r
         {LED_JOIN} waybills w ON w.merchant_id = r.merchant AND w.binding_id = r.thing AND w.reserved_at >= $2
              AND w.account_party_id = w.merchant_id AND w.state IN ('reserved', 'unknown', 'issued', 'void')
         GROUP BY w.binding_id",
        row_set(1, KEY)
    );
    let rows: Vec<Row> = diesel::sql_query(count)
        .bind::<sql::Text, _>(&keys)
        .bind::<sql::Instant, _>(midnight(zone, tx.now()))
        .load(tx.conn())?;
    let spent = |row: Row| {
        (
            row.binding_id,
            Spent {
                waybills: row.waybills,
                fen: row.fen,
            },
        )
    };
    Ok(rows.into_iter().map(spent).collect())
}

/// When today began.
fn midnight(zone: Zone, now: Instant) -> Instant {
    let local = zone.day(now).and_time(NaiveTime::MIN);
    local
        .and_local_timezone(zone.offset())
        .single()
        .map_or(now, |at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_two_caps() {
        let terms = Terms {
            binding: BindingId::fresh(),
            live: true,
            carriers: Vec::new(),
            merchant_pays: true,
            daily_waybills: Some(3),
            daily_fen: Some(300),
        };
        let mut used = Used::from([(
            terms.binding,
            Spent {
                waybills: 1,
                fen: 100,
            },
        )]);
        assert!(admit(&mut used, &terms, 120).is_ok());
        assert_eq!(
            admit(&mut used, &terms, 120).unwrap_err().code,
            Code::CapReached,
            "340 fen are too many"
        );
        assert!(
            admit(&mut used, &terms, 80).is_ok(),
            "a refused one counts nothing"
        );
        assert_eq!(
            admit(&mut used, &terms, 0).unwrap_err().code,
            Code::CapReached,
            "a fourth number"
        );
    }

    #[test]
    fn the_day_begins_at_the_platforms_midnight() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        assert_eq!(
            midnight(Zone::default(), at("2026-11-23T15:59:59Z")),
            at("2026-11-22T16:00:00Z")
        );
        assert_eq!(
            midnight(Zone::default(), at("2026-11-23T16:00:00Z")),
            at("2026-11-23T16:00:00Z")
        );
    }
}
