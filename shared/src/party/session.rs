//! Browser sessions live on the server: a cookie carries a secret, and only its hash is kept.

use chrono::Duration;
use diesel::dsl::exists;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{PartyKind, PartyState, Role, Side, person, secret};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::{members, parties, public_codes, sessions};
use crate::error::{Code, OrRefuse, Result};
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

/// The live session whose secret has that hash; it acts for the party the call names, or for the one chosen last.
///
/// # Errors
/// The database's own.
pub fn live(
    conn: &mut Conn,
    side: Side,
    secret_hash: &[u8],
    named: Option<PartyId>,
    now: Instant,
) -> Result<Option<Live>> {
    let row: Option<Row> = sessions::table
        .filter(sessions::secret_hash.eq(secret_hash))
        .filter(sessions::side.eq(side.text()))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::seen_at.gt(now - IDLE))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let seat = match named.or(row.party_id) {
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

/// The seat the session had, if both still count; asking is no use of it.
///
/// # Errors
/// The database's own.
pub fn seat_now(conn: &mut Conn, side: Side, live: &Live, now: Instant) -> Result<Option<Seat>> {
    let there = sessions::table
        .find((side.text(), live.id))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::seen_at.gt(now - IDLE));
    match live.seat {
        Some(had) if diesel::select(exists(there)).get_result(conn)? => seat(conn, had.party, live.person),
        _ => Ok(None),
    }
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

/// A session as its person sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SessionView {
    /// Who is signed in.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub mail: String,
    /// Whether one-time codes are on.
    pub totp_on: bool,
    /// The party acted for, if one is chosen.
    pub party: Option<PartyId>,
    /// The side of this door.
    pub side: Side,
    /// The role in it.
    pub role: Option<Role>,
    /// The scopes the role holds.
    #[schema(value_type = Vec<String>)]
    pub scopes: Vec<&'static str>,
    /// Every party this person is a member of.
    pub parties: Vec<MembershipView>,
    /// Until when a step-up counts.
    pub stepped_up_until: Option<Instant>,
    /// True outside production: every screen says so.
    pub development: bool,
}

/// A party one is a member of.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MembershipView {
    /// The party.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// Whether it may work.
    pub state: PartyState,
    /// The role in it.
    pub role: Role,
    /// Its public code; none before it is approved.
    pub code: Option<String>,
}

/// Begins a session for a person who just proved to be there; it acts for the first party that may work.
/// Answers the session and the secret for the cookie.
///
/// # Errors
/// The database's own.
pub fn begin(tx: &mut Tx<'_>, side: Side, who: PersonId) -> Result<(Live, String)> {
    let (now, secret) = (tx.now(), secret::fresh()?);
    let parties = memberships(tx.conn(), side, who)?;
    let first = parties
        .iter()
        .find(|party| party.state == PartyState::Active)
        .or(parties.first());
    let seat = first.map(|party| Seat {
        party: party.party,
        state: party.state,
        role: party.role,
    });
    let live = Live {
        id: SessionId::fresh(),
        person: who,
        seat,
        stepped_up_at: Some(now),
        created_at: now,
        seen_at: now,
    };
    diesel::insert_into(sessions::table)
        .values((
            sessions::side.eq(side.text()),
            sessions::id.eq(live.id),
            sessions::secret_hash.eq(secret::hash(&secret)),
            sessions::person_id.eq(who),
            sessions::party_id.eq(seat.map(|seat| seat.party)),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(now),
            sessions::expires_at.eq(now + LIFE),
            sessions::stepped_up_at.eq(Some(now)),
        ))
        .execute(tx.conn())?;
    Ok((live, secret))
}

/// What the person sees of the session.
///
/// # Errors
/// The database's own.
pub fn view(conn: &mut Conn, side: Side, live: &Live) -> Result<SessionView> {
    let who = person::by_id(conn, side, live.person)?;
    Ok(SessionView {
        person: who.id,
        name: who.name,
        mail: who.mail,
        totp_on: who.totp_on,
        party: live.seat.map(|seat| seat.party),
        side,
        role: live.seat.map(|seat| seat.role),
        scopes: Vec::new(),
        parties: memberships(conn, side, live.person)?,
        stepped_up_until: live.stepped_up_at.map(|at| at + STEP_UP),
        development: false,
    })
}

type MembershipRow = (PartyId, String, String, String, String, Option<String>);

fn memberships(conn: &mut Conn, side: Side, who: PersonId) -> Result<Vec<MembershipView>> {
    let rows: Vec<MembershipRow> = members::table
        .inner_join(parties::table.on(parties::id.eq(members::party_id)))
        .left_join(public_codes::table.on(public_codes::party_id.eq(members::party_id)))
        .filter(members::person_id.eq(who))
        .filter(members::side.eq(side.text()))
        .filter(members::state.eq("active"))
        .order((members::created_at, members::party_id))
        .limit(100)
        .select((
            parties::id,
            parties::name,
            parties::kind,
            parties::state,
            members::role,
            public_codes::code.nullable(),
        ))
        .load(conn)?;
    rows.into_iter().map(membership).collect()
}

fn membership((party, name, kind, state, role, code): MembershipRow) -> Result<MembershipView> {
    Ok(MembershipView {
        party,
        name,
        kind: PartyKind::of(&kind)?,
        state: PartyState::of(&state)?,
        role: Role::of(&role)?,
        code,
    })
}

/// Which party to act for from now on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyAsk {
    /// One of the person's parties.
    pub party: PartyId,
}

/// Acts for another party from now on.
///
/// # Errors
/// `not_found` if the person is no member of it.
pub fn choose(tx: &mut Tx<'_>, side: Side, live: &Live, ask: &PartyAsk) -> Result<Live> {
    let seat = seat(tx.conn(), ask.party, live.person)?.ok_or(Code::NotFound)?;
    diesel::update(sessions::table.find((side.text(), live.id)))
        .set(sessions::party_id.eq(Some(seat.party)))
        .execute(tx.conn())?;
    Ok(Live {
        seat: Some(seat),
        ..live.clone()
    })
}

/// Writes down that the person proved to be there.
///
/// # Errors
/// The database's own.
pub fn step_up(tx: &mut Tx<'_>, side: Side, live: &Live) -> Result<Live> {
    let now = tx.now();
    diesel::update(sessions::table.find((side.text(), live.id)))
        .set(sessions::stepped_up_at.eq(Some(now)))
        .execute(tx.conn())?;
    Ok(Live {
        stepped_up_at: Some(now),
        ..live.clone()
    })
}

/// One of a person's sessions.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub created_at: Instant,
    /// When it was last used, to five minutes.
    pub seen_at: Instant,
    /// True for the one that asks.
    pub this: bool,
}

/// The person's sessions, the newest 50.
///
/// # Errors
/// The database's own.
pub fn list(conn: &mut Conn, side: Side, live: &Live, now: Instant) -> Result<Vec<SessionRow>> {
    let rows: Vec<(SessionId, Instant, Instant)> = sessions::table
        .filter(sessions::side.eq(side.text()))
        .filter(sessions::person_id.eq(live.person))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::seen_at.gt(now - IDLE))
        .order((sessions::created_at.desc(), sessions::id.desc()))
        .limit(50)
        .select((sessions::id, sessions::created_at, sessions::seen_at))
        .load(conn)?;
    let row = |(id, created_at, seen_at)| SessionRow {
        id,
        created_at,
        seen_at,
        this: id == live.id,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Ends one of the person's sessions.
///
/// # Errors
/// `not_found` if it is not theirs.
pub fn end(tx: &mut Tx<'_>, side: Side, who: PersonId, id: SessionId) -> Result<()> {
    let theirs = sessions::table
        .find((side.text(), id))
        .filter(sessions::person_id.eq(who));
    match diesel::delete(theirs).execute(tx.conn())? {
        0 => Err(Code::NotFound.into()),
        _ => Ok(()),
    }
}

/// Ends all sessions of a person, as after a new password.
///
/// # Errors
/// The database's own.
pub fn end_all(tx: &mut Tx<'_>, side: Side, who: PersonId) -> Result<()> {
    let theirs = sessions::table
        .filter(sessions::side.eq(side.text()))
        .filter(sessions::person_id.eq(who));
    diesel::delete(theirs).execute(tx.conn()).or_missing()?;
    Ok(())
}
