//! Print agents: invited by a party's console, enrolled at the platform's door, revoked in one word.

use chrono::Duration;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::invite::{Invitation, Invite, Place};
use super::ticket::State;
use crate::clock::Instant;
use crate::db::backend::{Backend, Conn};
use crate::db::schema::{parties, print_agents, tickets};
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{Owned, PartyId, PersonId, PrintAgentId, kind};
use crate::party::{Acting, OfSide, Who};

/// How long an enrolment code can be used.
const CODE_MINUTES: i64 = 30;
/// Agents a party may have at once.
const MOST: i64 = 200;
/// Letters of a code: none that look like another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The public id of an agent carries its party, so that the platform's door can find it.
pub type AgentRef = Owned<kind::PrintAgent>;

/// An agent as its party sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct AgentView {
    /// The agent.
    pub id: AgentRef,
    /// What people call it.
    pub name: String,
    /// invited, active or revoked.
    pub state: String,
    /// When it was invited.
    pub created_at: Instant,
    /// When it enrolled.
    pub enrolled_at: Option<Instant>,
    /// When it last spoke to the platform.
    pub seen_at: Option<Instant>,
    /// Verbs legal now.
    pub actions: Vec<&'static str>,
    /// Send it back with a change.
    pub version: i64,
}

/// A new name for an agent.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// 1 to 60 characters.
    pub name: String,
    /// The version seen.
    pub version: i64,
}

/// An enrolled agent, proven by its signature.
#[derive(Clone, Copy)]
pub struct Enrolled {
    /// Whose it is.
    pub party: PartyId,
    /// Which.
    pub id: PrintAgentId,
    pub(crate) device: ::ticket::VerifyKey,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = print_agents, check_for_backend(Backend))]
struct Row {
    party_id: PartyId,
    id: PrintAgentId,
    name: String,
    state: String,
    created_at: Instant,
    enrolled_at: Option<Instant>,
    seen_at: Option<Instant>,
    version: i64,
}

impl From<Row> for AgentView {
    fn from(row: Row) -> Self {
        let actions = if row.state == "revoked" {
            vec![]
        } else {
            vec!["rename", "revoke"]
        };
        Self {
            id: public(row.party_id, row.id),
            name: row.name,
            state: row.state,
            created_at: row.created_at,
            enrolled_at: row.enrolled_at,
            seen_at: row.seen_at,
            actions,
            version: row.version,
        }
    }
}

fn public(party: PartyId, id: PrintAgentId) -> AgentRef {
    Owned::new(party.cast(), id)
}

/// Invites an agent: its one-time code is in the answer and nowhere else.
///
/// # Errors
/// `invalid_field` for a bad name or too many agents.
pub fn invite<S: OfSide>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    place: &Place,
    ask: &Invite,
) -> Result<Invitation> {
    let name = checked(&ask.name)?;
    let live: i64 = print_agents::table
        .filter(print_agents::party_id.eq(who.party()))
        .filter(print_agents::state.ne("revoked"))
        .count()
        .get_result(tx.conn())?;
    if live >= MOST {
        return Err(Refusal::new(Code::InvalidField)
            .saying("at most 200 agents; revoke one first")
            .into());
    }
    let (id, code, code_until) = (
        PrintAgentId::fresh(),
        fresh_code()?,
        tx.now() + Duration::minutes(CODE_MINUTES),
    );
    let by: Option<PersonId> = match who.who() {
        Who::Person(person) => Some(person),
        Who::Machine(_) | Who::Worker => None,
    };
    let created_at = tx.now();
    diesel::insert_into(print_agents::table)
        .values((
            print_agents::party_id.eq(who.party()),
            print_agents::id.eq(id),
            print_agents::name.eq(name),
            print_agents::state.eq("invited"),
            print_agents::code_hash.eq(hash(&code)),
            print_agents::code_until.eq(code_until),
            print_agents::invited_by.eq(by),
            print_agents::created_at.eq(created_at),
            print_agents::version.eq(1),
        ))
        .execute(tx.conn())?;
    Ok(Invitation {
        agent: public(who.party(), id),
        code,
        code_until,
        platform: place.platform.clone(),
        packages: place.packages.clone(),
    })
}

/// The party's agents, newest first; a party has few.
///
/// # Errors
/// When the database breaks.
pub fn list<S: OfSide>(conn: &mut Conn, who: &Acting<S>) -> Result<Vec<AgentView>> {
    let rows: Vec<Row> = print_agents::table
        .filter(print_agents::party_id.eq(who.party()))
        .order(print_agents::created_at.desc())
        .limit(MOST * 2)
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(AgentView::from).collect())
}

/// Gives an agent another name.
///
/// # Errors
/// `not_found`, `stale`, `invalid_field`.
pub fn rename<S: OfSide>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    agent: AgentRef,
    ask: &Rename,
) -> Result<AgentView> {
    let name = checked(&ask.name)?;
    let row = mine(tx, who, agent)?;
    if row.version != ask.version {
        let current = serde_json::to_value(AgentView::from(row))?;
        return Err(Refusal::new(Code::Stale).current(current).into());
    }
    // The name and nothing else, and only of what was read: another hand may be revoking it at this moment.
    let changed: Option<Row> = diesel::update(print_agents::table.find((row.party_id, row.id)))
        .filter(print_agents::version.eq(row.version))
        .set((
            print_agents::name.eq(name),
            print_agents::version.eq(row.version + 1),
        ))
        .returning(Row::as_returning())
        .get_result(tx.conn())
        .optional()?;
    tx.stir(row.party_id, Noun::Printing);
    Ok(changed.ok_or(Code::Stale)?.into())
}

/// Revokes an agent: none of its tickets can be redeemed from now on.
///
/// # Errors
/// `not_found`.
pub fn revoke<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, agent: AgentRef) -> Result<AgentView> {
    let row = mine(tx, who, agent)?;
    kill_tickets(tx, &row)?;
    let gone: Row = diesel::update(print_agents::table.find((row.party_id, row.id)))
        .set((
            print_agents::state.eq("revoked"),
            print_agents::version.eq(print_agents::version + 1),
        ))
        .returning(Row::as_returning())
        .get_result(tx.conn())?;
    tx.stir(row.party_id, Noun::Printing);
    Ok(gone.into())
}

/// Tickets nobody opened yet are void: their labels want fresh ones, for another agent.
fn kill_tickets(tx: &mut Tx<'_>, agent: &Row) -> Result<()> {
    let now = tx.now();
    diesel::update(tickets::table)
        .filter(tickets::agent_party_id.eq(agent.party_id))
        .filter(tickets::agent_id.eq(agent.id))
        .filter(tickets::state.eq_any([State::Asked.text(), State::Sealed.text()]))
        .set((
            tickets::state.eq(State::Refused.text()),
            tickets::code.eq("agent_revoked"),
            tickets::envelope.eq(None::<serde_json::Value>),
            tickets::ended_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

fn mine<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, agent: AgentRef) -> Result<Row> {
    if agent.owner.cast() != who.party() {
        return Err(Code::NotFound.into());
    }
    print_agents::table
        .find((who.party(), agent.id))
        .select(Row::as_select())
        .first(tx.conn())
        .or_missing()
}

/// An agent trades its code for a place at this platform.
///
/// # Errors
/// `agent_code_not_valid`, `agent_signature`.
pub fn enrol(
    tx: &mut Tx<'_>,
    platform_key: ::ticket::VerifyKey,
    origins: Vec<String>,
    ask: &::ticket::door::EnrolAsk,
) -> Result<::ticket::door::EnrolReply> {
    ask.verify().map_err(|_| Code::AgentSignature)?;
    let found: (PartyId, PrintAgentId) = print_agents::table
        .filter(print_agents::code_hash.eq(hash(&ask.code)))
        .filter(print_agents::state.eq("invited"))
        .filter(print_agents::code_until.gt(tx.now()))
        .select((print_agents::party_id, print_agents::id))
        .first(tx.conn())
        .optional()?
        .ok_or(Code::AgentCodeNotValid)?;
    let now = tx.now();
    // Of two that show one code together, one finds it used.
    diesel::update(print_agents::table.find(found))
        .filter(print_agents::state.eq("invited"))
        .set((
            print_agents::state.eq("active"),
            print_agents::seal_key.eq(ask.seal_key.as_bytes().to_vec()),
            print_agents::sign_key.eq(ask.sign_key.as_bytes().to_vec()),
            print_agents::enrolled_at.eq(now),
            print_agents::seen_at.eq(now),
            print_agents::version.eq(print_agents::version + 1),
        ))
        .returning(print_agents::id)
        .get_result::<PrintAgentId>(tx.conn())
        .optional()?
        .ok_or(Code::AgentCodeNotValid)?;
    tx.stir(found.0, Noun::Printing);
    let party: String = parties::table
        .find(found.0)
        .select(parties::name)
        .first(tx.conn())?;
    Ok(::ticket::door::EnrolReply {
        agent_id: public(found.0, found.1).to_string(),
        platform_key,
        party,
        origins,
    })
}

/// What an agent's request carries beside its body.
pub struct Signed<'a> {
    /// `Sealship-Agent`.
    pub agent: &'a str,
    /// `Sealship-Time`, unix seconds.
    pub time: i64,
    /// `Sealship-Signature`.
    pub signature: &'a str,
    /// In capitals.
    pub method: &'a str,
    /// Without host and query.
    pub path: &'a str,
    /// As it came.
    pub body: &'a [u8],
}

/// Finds the agent and checks that it signed this very request within five minutes.
///
/// # Errors
/// `agent_signature`, `agent_revoked`.
pub fn authenticate(conn: &mut Conn, request: &Signed<'_>, now: Instant) -> Result<Enrolled> {
    let agent: AgentRef = request.agent.parse().map_err(|_| Code::AgentSignature)?;
    let (party, id): (PartyId, _) = (agent.owner.cast(), agent.id);
    let found: Option<(String, Option<Vec<u8>>)> = print_agents::table
        .find((party, id))
        .select((print_agents::state, print_agents::sign_key))
        .first(conn)
        .optional()?;
    let (state, key) = found.ok_or(Code::AgentSignature)?;
    let device = ::ticket::VerifyKey::from_bytes(key_bytes(key).ok_or(Code::AgentSignature)?);
    let signature = request.signature.parse().map_err(|_| Code::AgentSignature)?;
    let times = (request.time, now.timestamp());
    ::ticket::door::verify_request(
        &device,
        (request.method, request.path),
        times,
        request.body,
        &signature,
    )
    .map_err(|why| match why {
        ::ticket::door::RequestRefusal::BadSignature => Code::AgentSignature,
        ::ticket::door::RequestRefusal::ClockOff => Code::ClockOff,
    })?;
    if state != "active" {
        return Err(Code::AgentRevoked.into());
    }
    Ok(Enrolled { party, id, device })
}

/// A device key as it stands in a row.
pub(crate) fn key_bytes(key: Option<Vec<u8>>) -> Option<[u8; 32]> {
    key?.try_into().ok()
}

fn checked(name: &str) -> Result<&str> {
    let name = name.trim();
    let fits = (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits.then_some(name).ok_or_else(|| {
        Refusal::new(Code::InvalidField)
            .at("/name")
            .saying("1 to 60 characters")
            .into()
    })
}

/// Twelve letters in three groups: 60 bits, good for half an hour.
fn fresh_code() -> Result<String> {
    let mut bytes = [0_u8; 12];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Broken::new("no randomness"))?;
    let letters = bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)).copied().map(char::from));
    let mut code = String::new();
    for (place, letter) in letters.enumerate() {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        code.push(letter);
    }
    Ok(code)
}

fn hash(code: &str) -> Vec<u8> {
    let letters: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, letters.as_bytes())
        .as_ref()
        .to_vec()
}
