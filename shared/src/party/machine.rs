//! Machine principals: software of a party, with scopes of its own, which trades a secret for short tokens.

use chrono::Duration;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::throttle::{self, Subject};
use super::{Here, PartyState, Side, secret};
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::db::schema::{machines, parties, refresh_tokens};
use crate::db::{Db, Tx};
use crate::error::{Broken, Code, Refusal, Result};
use crate::id::{Id, MachineId, Owned, PartyId, PersonId, RefreshTokenId, kind};
use crate::text;

/// Machines a party may have.
const MOST: i64 = 50;
/// How long a refresh token counts.
const REFRESH: Duration = Duration::days(30);

/// A machine that counts now.
#[derive(Debug, Clone)]
pub struct Live {
    /// Its id.
    pub id: MachineId,
    /// Whose software.
    pub party: PartyId,
    /// Whether the party may work.
    pub state: PartyState,
    /// What it was given.
    pub scopes: Vec<String>,
    /// Until when the token it came with counts.
    pub until: Option<Instant>,
}

/// The machine, unless it was revoked.
///
/// # Errors
/// The database's own.
pub fn live(conn: &mut Conn, party: PartyId, id: MachineId) -> Result<Option<Live>> {
    let row: Option<(String, serde_json::Value)> = machines::table
        .inner_join(parties::table.on(parties::id.eq(machines::party_id)))
        .filter(machines::party_id.eq(party))
        .filter(machines::id.eq(id))
        .filter(machines::state.eq("active"))
        .select((parties::state, machines::scopes))
        .first(conn)
        .optional()?;
    let Some((state, scopes)) = row else {
        return Ok(None);
    };
    let scopes = serde_json::from_value(scopes).map_err(|_| Broken::row("machines", "scopes", id))?;
    Ok(Some(Live {
        id,
        party,
        state: PartyState::of(&state)?,
        scopes,
        until: None,
    }))
}

/// A machine as its party sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MachineView {
    /// Its id; it carries the party.
    pub id: Owned<kind::Machine>,
    /// What its people call it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Who made it.
    pub created_by: Option<PersonId>,
    /// When.
    pub created_at: Instant,
    /// When it last took a token.
    pub seen_at: Option<Instant>,
}

/// A fresh machine: the secret is shown here and never again.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NewMachine {
    /// The machine.
    pub machine: MachineView,
    /// Its secret; absent when the call is repeated under the same key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// A machine to be.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MachineAsk {
    /// What to call it.
    pub name: String,
    /// What it may do, e.g. `orders:read`.
    pub scopes: Vec<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = machines)]
struct Row {
    party_id: PartyId,
    id: MachineId,
    name: String,
    scopes: serde_json::Value,
    created_by: Option<PersonId>,
    created_at: Instant,
    seen_at: Option<Instant>,
}

impl TryFrom<Row> for MachineView {
    type Error = crate::error::Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            scopes: serde_json::from_value(row.scopes)
                .map_err(|_| Broken::row("machines", "scopes", row.id))?,
            id: Owned::new(row.party_id.cast(), row.id),
            name: row.name,
            created_by: row.created_by,
            created_at: row.created_at,
            seen_at: row.seen_at,
        })
    }
}

/// The party's machines that were not revoked, at most 50.
///
/// # Errors
/// The database's own.
pub fn list(conn: &mut Conn, who: &Here) -> Result<Vec<MachineView>> {
    let rows: Vec<Row> = machines::table
        .filter(machines::party_id.eq(who.party()))
        .filter(machines::state.eq("active"))
        .order((machines::created_at, machines::id))
        .limit(MOST)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Makes a machine; `grantable` are the scopes its maker holds.
///
/// # Errors
/// `invalid_field` for a scope its maker does not hold.
pub fn create(tx: &mut Tx<'_>, who: &Here, ask: &MachineAsk, grantable: &[&str]) -> Result<NewMachine> {
    let name = text::line(&ask.name, "/name", 50)?;
    let scopes = checked_scopes(&ask.scopes, grantable)?;
    let there: i64 = machines::table
        .filter(machines::party_id.eq(who.party()))
        .filter(machines::state.eq("active"))
        .count()
        .get_result(tx.conn())?;
    if there >= MOST {
        return Err(Refusal::new(Code::RateLimited)
            .saying("a party has at most 50 machines: revoke one")
            .into());
    }
    let (now, secret) = (tx.now(), secret::fresh()?);
    let row = Row {
        party_id: who.party(),
        id: MachineId::fresh(),
        name,
        scopes,
        created_by: who.person(),
        created_at: now,
        seen_at: None,
    };
    insert(tx, who.side(), &row, &secret)?;
    Ok(NewMachine {
        machine: row.try_into()?,
        secret: Some(secret),
    })
}

fn checked_scopes(asked: &[String], grantable: &[&str]) -> Result<serde_json::Value> {
    if asked.is_empty() {
        return Err(Refusal::new(Code::InvalidField)
            .at("/scopes")
            .saying("at least one")
            .into());
    }
    let known: std::collections::BTreeSet<&str> = asked.iter().map(String::as_str).collect();
    match asked
        .iter()
        .position(|scope| !grantable.contains(&scope.as_str()))
    {
        Some(n) => Err(Refusal::new(Code::InvalidField)
            .at(format!("/scopes/{n}"))
            .saying("not yours to give")
            .into()),
        None => Ok(serde_json::to_value(known)?),
    }
}

fn insert(tx: &mut Tx<'_>, side: Side, row: &Row, secret: &str) -> Result<()> {
    diesel::insert_into(machines::table)
        .values((
            machines::party_id.eq(row.party_id),
            machines::id.eq(row.id),
            machines::side.eq(side.text()),
            machines::name.eq(&row.name),
            machines::secret_hash.eq(secret::hash(secret)),
            machines::scopes.eq(&row.scopes),
            machines::state.eq("active"),
            machines::created_by.eq(row.created_by),
            machines::created_at.eq(row.created_at),
            machines::seen_at.eq(None::<Instant>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Revokes a machine; its tokens stop counting at once.
///
/// # Errors
/// `not_found`.
pub fn revoke(tx: &mut Tx<'_>, who: &Here, id: Owned<kind::Machine>) -> Result<()> {
    if id.owner.cast() != who.party() {
        return Err(Code::NotFound.into());
    }
    let live = machines::table
        .find((who.party(), id.id))
        .filter(machines::state.eq("active"));
    match diesel::update(live)
        .set(machines::state.eq("revoked"))
        .execute(tx.conn())?
    {
        0 => Err(Code::NotFound.into()),
        _ => Ok(()),
    }
}

/// What a machine trades for a token.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(tag = "grant", rename_all = "snake_case", deny_unknown_fields)]
pub enum TokenAsk {
    /// Its secret.
    Secret {
        /// The machine.
        machine: Owned<kind::Machine>,
        /// Its secret.
        secret: String,
    },
    /// A refresh token; it counts once.
    Refresh {
        /// As the last answer gave it.
        refresh_token: String,
    },
}

/// A machine that proved itself, and its next refresh token.
pub struct Proven {
    /// The machine.
    pub live: Live,
    /// Trade it for the next token; it counts once.
    pub refresh_token: String,
}

/// Trades a secret or a refresh token; `address` is the caller's on the network.
///
/// # Errors
/// `sign_in_refused`, `rate_limited`.
pub fn prove(db: &Db, side: Side, ask: &TokenAsk, address: &str) -> Result<Proven> {
    let subject = Subject::address("token", address);
    db.write("count an attempt", |tx| {
        throttle::attempt(tx, side, std::slice::from_ref(&subject))
    })??;
    let proven = db.write("prove a machine", |tx| match ask {
        TokenAsk::Secret { machine, secret } => by_secret(tx, side, *machine, secret),
        TokenAsk::Refresh { refresh_token } => by_refresh(tx, side, refresh_token),
    })?;
    let proven = proven.ok_or(Code::SignInRefused)?;
    db.write("uncount an attempt", |tx| throttle::forgive(tx, side, &subject))?;
    Ok(proven)
}

fn by_secret(tx: &mut Tx<'_>, side: Side, id: Owned<kind::Machine>, secret: &str) -> Result<Option<Proven>> {
    let party: PartyId = id.owner.cast();
    let hash: Option<Vec<u8>> = machines::table
        .find((party, id.id))
        .filter(machines::side.eq(side.text()))
        .select(machines::secret_hash)
        .first(tx.conn())
        .optional()?;
    match hash.is_some_and(|hash| bool::from(hash.ct_eq(&secret::hash(secret)))) {
        true => next(tx, party, id.id, Id::random()),
        false => Ok(None),
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = refresh_tokens)]
struct Refresh {
    party_id: PartyId,
    id: RefreshTokenId,
    machine_id: MachineId,
    family: RefreshTokenId,
    expires_at: Instant,
    revoked_at: Option<Instant>,
}

/// A refresh token used twice was stolen, by the first user or by the second: its family ends.
fn by_refresh(tx: &mut Tx<'_>, side: Side, token: &str) -> Result<Option<Proven>> {
    let now = tx.now();
    let found: Option<Refresh> = refresh_tokens::table
        .inner_join(
            machines::table.on(machines::id
                .eq(refresh_tokens::machine_id)
                .and(machines::party_id.eq(refresh_tokens::party_id))),
        )
        .filter(refresh_tokens::secret_hash.eq(secret::hash(token)))
        .filter(machines::side.eq(side.text()))
        .select(Refresh::as_select())
        .first(tx.conn())
        .optional()?;
    let Some(found) = found.filter(|token| token.revoked_at.is_none() && token.expires_at > now) else {
        return Ok(None);
    };
    let unused = refresh_tokens::table
        .find((found.party_id, found.id))
        .filter(refresh_tokens::used_at.is_null());
    match diesel::update(unused)
        .set(refresh_tokens::used_at.eq(Some(now)))
        .execute(tx.conn())?
    {
        1 => next(tx, found.party_id, found.machine_id, found.family),
        _ => {
            end_family(tx, &found)?;
            Ok(None)
        }
    }
}

fn end_family(tx: &mut Tx<'_>, token: &Refresh) -> Result<()> {
    let now = tx.now();
    let family = refresh_tokens::table
        .filter(refresh_tokens::party_id.eq(token.party_id))
        .filter(refresh_tokens::family.eq(token.family));
    diesel::update(family)
        .set(refresh_tokens::revoked_at.eq(Some(now)))
        .execute(tx.conn())?;
    tracing::warn!(machine = %token.machine_id, "a refresh token was used twice: its family is revoked");
    Ok(())
}

fn next(
    tx: &mut Tx<'_>,
    party: PartyId,
    machine: MachineId,
    family: RefreshTokenId,
) -> Result<Option<Proven>> {
    let Some(live) = live(tx.conn(), party, machine)? else {
        return Ok(None);
    };
    let (now, token) = (tx.now(), secret::fresh()?);
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::party_id.eq(party),
            refresh_tokens::id.eq(RefreshTokenId::fresh()),
            refresh_tokens::machine_id.eq(machine),
            refresh_tokens::family.eq(family),
            refresh_tokens::secret_hash.eq(secret::hash(&token)),
            refresh_tokens::created_at.eq(now),
            refresh_tokens::expires_at.eq(now + REFRESH),
            refresh_tokens::used_at.eq(None::<Instant>),
            refresh_tokens::revoked_at.eq(None::<Instant>),
        ))
        .execute(tx.conn())?;
    diesel::update(machines::table.find((party, machine)))
        .set(machines::seen_at.eq(Some(now)))
        .execute(tx.conn())?;
    Ok(Some(Proven {
        live,
        refresh_token: token,
    }))
}
