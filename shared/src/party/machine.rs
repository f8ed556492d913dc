//! Machine principals: software of a party, with scopes of its own, which trades a secret for short tokens.

use diesel::prelude::*;

use super::PartyState;
use crate::db::backend::Conn;
use crate::db::schema::{machines, parties};
use crate::error::{Broken, Result};
use crate::id::{MachineId, PartyId};

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
    }))
}
