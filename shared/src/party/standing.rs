//! Whether whoever began something may still act for the party he began it for.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::{PartyState, Who};
use crate::db::backend::Conn;
use crate::db::schema::{machines, members, parties};
use crate::error::{Code, OrRefuse, Result};
use crate::id::PartyId;

/// The kind of an active party for which `who` may still do what changes things.
///
/// # Errors
/// `party_not_active`; `forbidden` once the person left or only reads, or the machine was revoked.
pub(crate) fn still(conn: &mut Conn, party: PartyId, who: Who) -> Result<String> {
    let (kind, state): (String, String) = parties::table
        .find(party)
        .select((parties::kind, parties::state))
        .first(conn)
        .or_missing()?;
    if PartyState::of(&state)? != PartyState::Active {
        return Err(Code::PartyNotActive.into());
    }
    let there = match who {
        Who::Person(person) => {
            let member = members::table
                .find((party, person))
                .filter(members::state.eq("active").and(members::role.ne("auditor")));
            diesel::select(exists(member)).get_result(conn)?
        }
        Who::Machine(machine) => {
            let machine = machines::table
                .find((party, machine))
                .filter(machines::state.eq("active"));
            diesel::select(exists(machine)).get_result(conn)?
        }
        Who::Worker => true,
    };
    if there {
        Ok(kind)
    } else {
        Err(Code::Forbidden.into())
    }
}
