//! Browser sessions live on the server: a cookie carries a secret, and only its hash is kept.

use chrono::Duration;
use diesel::prelude::*;

use super::{PartyState, Role, Side};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::{members, parties, sessions};
use crate::error::Result;
use crate::id::{PartyId, PersonId, SessionId};

/// A session ends this long after it began, whatever happens.
pub const LIFE: Duration = Duration::days(7);
/// A session ends this long after its last use.
pub const IDLE: Duration = Duration::hours(12);
/// A step-up counts this long.
pub const STEP_UP: Duration = Duration::minutes(10);
/// How old `seen_at` may grow before a request writes it anew.
const SEEN: Duration = Duration::minutes(5);

/// A session that counts now.
#[derive(Debug, Clone)]
pub struct Live {
    /// Its id.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// The party it acts for, if it chose one and is still a member of it.
    pub seat: Option<Seat>,
    /// When the person last proved to be there.
    pub stepped_up_at: Option<Instant>,
    /// When it began.
    pub created_at: Instant,
    seen_at: Instant,
}

/// A person's place in a party.
#[derive(Debug, Clone, Copy)]
pub struct Seat {
    /// The party.
    pub party: PartyId,
    /// Whether it may work.
    pub state: PartyState,
    /// What the person is in it.
    pub role: Role,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
struct Row {
    id: SessionId,
    person_id: PersonId,
    party_id: Option<PartyId>,
    created_at: Instant,
    seen_at: Instant,
    stepped_up_at: Option<Instant>,
}

/// The live session whose secret has that hash.
///
/// # Errors
/// The database's own.
pub fn live(conn: &mut Conn, side: Side, secret_hash: &[u8], now: Instant) -> Result<Option<Live>> {
    let row: Option<Row> = sessions::table
        .filter(sessions::secret_hash.eq(secret_hash))
        .filter(sessions::side.eq(side.text()))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::seen_at.gt(now - IDLE))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let seat = match row.party_id {
        Some(party) => seat(conn, party, row.person_id)?,
        None => None,
    };
    Ok(Some(Live {
        id: row.id,
        person: row.person_id,
        seat,
        stepped_up_at: row.stepped_up_at,
        created_at: row.created_at,
        seen_at: row.seen_at,
    }))
}

/// The person's place in the party, if there is one.
///
/// # Errors
/// The database's own.
pub fn seat(conn: &mut Conn, party: PartyId, person: PersonId) -> Result<Option<Seat>> {
    let row: Option<(String, String)> = members::table
        .inner_join(parties::table.on(parties::id.eq(members::party_id)))
        .filter(members::party_id.eq(party))
        .filter(members::person_id.eq(person))
        .filter(members::state.eq("active"))
        .select((parties::state, members::role))
        .first(conn)
        .optional()?;
    row.map(|(state, role)| {
        Ok(Seat {
            party,
            state: PartyState::of(&state)?,
            role: Role::of(&role)?,
        })
    })
    .transpose()
}

impl Live {
    /// True if its last use should be written down anew.
    #[must_use]
    pub fn looks_stale(&self, now: Instant) -> bool {
        now - self.seen_at > SEEN
    }

    /// True if the person proved to be there a short while ago.
    #[must_use]
    pub fn is_stepped_up(&self, now: Instant) -> bool {
        self.stepped_up_at.is_some_and(|at| at + STEP_UP > now)
    }
}

/// Writes down that the session is in use.
///
/// # Errors
/// The database's own.
pub fn touch(tx: &mut Tx<'_>, side: Side, id: SessionId) -> Result<()> {
    let now = tx.now();
    diesel::update(sessions::table.find((side.text(), id)))
        .set(sessions::seen_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}
