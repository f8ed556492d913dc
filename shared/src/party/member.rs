//! The people of a party and what each may do there; a party keeps at least one owner.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Here, Role};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{self, Conn, sql};
use crate::db::schema::{members, people, sessions};
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{PartyId, PersonId};
use crate::page::{Page, Paging};

/// A person in a party.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PersonView {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub mail: String,
    /// What they are here.
    pub role: Role,
    /// Whether they use one-time codes.
    pub totp_on: bool,
    /// Since when.
    pub created_at: Instant,
    /// Counts changes; send it back with one.
    pub version: i64,
}

/// A new role.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleAsk {
    /// What they will be.
    pub role: Role,
    /// The version this change is based on.
    pub version: i64,
}

type Row = (PersonId, String, String, String, bool, Instant, i64);

fn view((id, name, mail, role, totp_on, created_at, version): Row) -> Result<PersonView> {
    Ok(PersonView {
        id,
        name,
        mail,
        role: Role::of(&role)?,
        totp_on,
        created_at,
        version,
    })
}

macro_rules! of_party {
    ($who:expr) => {
        members::table
            .inner_join(
                people::table.on(people::id
                    .eq(members::person_id)
                    .and(people::side.eq(members::side))),
            )
            .filter(members::party_id.eq($who.party()))
            .filter(members::state.eq("active"))
            .select((
                members::person_id,
                people::name,
                people::mail,
                members::role,
                people::totp_on,
                members::created_at,
                members::version,
            ))
    };
}

/// The people of the party, by the time they came.
///
/// # Errors
/// `invalid_field` for a bad page.
pub fn list(conn: &mut Conn, who: &Here, paging: &Paging) -> Result<Page<PersonView>> {
    let rows = paging.rows()?;
    let mut query = of_party!(who)
        .order((members::created_at, members::person_id))
        .limit(rows + 1)
        .into_boxed();
    if let Some((at, id)) = paging.place::<(Instant, PersonId)>()? {
        let later = members::created_at.gt(at);
        query = query.filter(later.or(members::created_at.eq(at).and(members::person_id.gt(id))));
    }
    let found: Vec<Row> = query.load(conn)?;
    let views: Result<Vec<PersonView>> = found.into_iter().map(view).collect();
    Page::cut(views?, rows, |view| (view.created_at, view.id))
}

fn one(conn: &mut Conn, who: &Here, id: PersonId) -> Result<PersonView> {
    view(
        of_party!(who)
            .filter(members::person_id.eq(id))
            .first(conn)
            .or_missing()?,
    )
}

/// Changes a role.
///
/// # Errors
/// `not_found`, `stale`, `last_owner`.
pub fn change(tx: &mut Tx<'_>, who: &Here, id: PersonId, ask: &RoleAsk) -> Result<PersonView> {
    lock(tx, who.party())?;
    let now = one(tx.conn(), who, id)?;
    if now.version != ask.version {
        return Err(Refusal::new(Code::Stale)
            .current(serde_json::to_value(now)?)
            .into());
    }
    if ask.role != Role::Owner {
        keep_an_owner(tx, who.party(), id)?;
    }
    diesel::update(members::table.find((who.party(), id)))
        .set((
            members::role.eq(ask.role.text()),
            members::version.eq(members::version + 1),
        ))
        .execute(tx.conn())?;
    one(tx.conn(), who, id)
}

/// Takes a person out of the party; their sessions act for it no longer.
///
/// # Errors
/// `not_found`, `last_owner`.
pub fn remove(tx: &mut Tx<'_>, who: &Here, id: PersonId) -> Result<()> {
    lock(tx, who.party())?;
    one(tx.conn(), who, id)?;
    keep_an_owner(tx, who.party(), id)?;
    diesel::update(members::table.find((who.party(), id)))
        .set((
            members::state.eq("removed"),
            members::version.eq(members::version + 1),
        ))
        .execute(tx.conn())?;
    let there = sessions::table
        .filter(sessions::side.eq(who.side().text()))
        .filter(sessions::person_id.eq(id))
        .filter(sessions::party_id.eq(Some(who.party())));
    diesel::update(there)
        .set(sessions::party_id.eq(None::<PartyId>))
        .execute(tx.conn())?;
    Ok(())
}

/// Two owners who remove each other at once must not both succeed.
fn lock(tx: &mut Tx<'_>, party: PartyId) -> Result<()> {
    let sql = format!("SELECT id FROM parties WHERE id = $1{}", backend::FOR_UPDATE);
    diesel::sql_query(sql)
        .bind::<sql::Uuid, _>(party)
        .execute(tx.conn())?;
    Ok(())
}

fn keep_an_owner(tx: &mut Tx<'_>, party: PartyId, leaving: PersonId) -> Result<()> {
    let others: i64 = members::table
        .filter(members::party_id.eq(party))
        .filter(members::state.eq("active"))
        .filter(members::role.eq(Role::Owner.text()))
        .filter(members::person_id.ne(leaving))
        .count()
        .get_result(tx.conn())?;
    let is_owner: i64 = members::table
        .find((party, leaving))
        .filter(members::role.eq(Role::Owner.text()))
        .count()
        .get_result(tx.conn())?;
    match (is_owner, others) {
        (1, 0) => Err(Code::LastOwner.into()),
        _ => Ok(()),
    }
}
