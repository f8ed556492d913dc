//! What goes wrong, day by day, beside what went well: mail, waybill numbers, jobs. For the operator's charts.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Ask, Span, at, days};
use crate::clock::{Instant, Zone};
use crate::db::backend::{Conn, LED_JOIN};
use crate::error::Result;
use crate::id::PartyId;
use crate::party::{Acting, Platform};

/// One day in the platform's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = TroubleDay)]
pub struct Trouble {
    /// Which.
    pub day: NaiveDate,
    /// Mails of that day that a server took.
    pub mails_sent: i64,
    /// Those that none took.
    pub mails_refused: i64,
    /// Waybill numbers asked for that day that a carrier gave.
    pub numbers: i64,
    /// Those that the carrier refused.
    pub numbers_refused: i64,
    /// Jobs put that day that were given up.
    pub jobs_dead: i64,
}

/// The last days of the whole platform.
///
/// # Errors
/// `invalid_field`.
pub fn of_platform(
    conn: &mut Conn,
    _: &Acting<Platform>,
    zone: Zone,
    now: Instant,
    ask: Ask,
) -> Result<Vec<Trouble>> {
    let span = Span::of(zone, now, ask)?;
    // As in `of_all`: the bind of a party keeps its place, and names nobody.
    let nobody = PartyId::of(uuid::Uuid::nil());
    let rows = days();
    let mut count = |from: &str, state: &str, at: &str| {
        let text = format!(
            "SELECT d.n FROM {rows} d {LED_JOIN} {from} AND {state} AND t.{at} >= d.since AND t.{at} < d.until"
        );
        span.count(conn, nobody, &text)
    };
    let mails = "mails t ON t.party_id <> $2";
    let numbers = "parties m ON m.kind = 'merchant' AND m.id <> $2
        JOIN waybills t ON t.merchant_id = m.id AND t.account_id IS NOT NULL";
    let sent = count(mails, "t.state = 'sent'", "created_at")?;
    let refused = count(mails, "t.state IN ('refused', 'failed')", "created_at")?;
    let given = count(numbers, "t.state IN ('issued', 'void')", "reserved_at")?;
    let denied = count(numbers, "t.state = 'failed'", "reserved_at")?;
    let dead = count("jobs t ON t.id <> $2", "t.state = 'dead'", "created_at")?;
    let told = (0_i64..).zip(&span.days).map(|(n, day)| Trouble {
        day: *day,
        mails_sent: at(&sent, n),
        mails_refused: at(&refused, n),
        numbers: at(&given, n),
        numbers_refused: at(&denied, n),
        jobs_dead: at(&dead, n),
    });
    Ok(told.collect())
}
