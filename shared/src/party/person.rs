//! Someone who signs in on one side; the same mail address on another side is another person there.

use diesel::prelude::*;

use super::Side;
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::{members, people};
use crate::error::{Code, OrRefuse, Result};
use crate::id::{PartyId, PersonId};

/// A person as stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = people)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// What they sign in with.
    pub mail: String,
    /// What they are called.
    pub name: String,
    pub(super) password_hash: String,
    pub(super) totp_secret: Option<Vec<u8>>,
    /// Whether codes are wanted.
    pub totp_on: bool,
    /// The language of their mails.
    pub locale: String,
    /// Counts changes.
    pub version: i64,
    /// When mail to the address was shown to reach them.
    pub(super) mail_proved_at: Option<Instant>,
}

/// A person to be, or one who takes over an address that somebody else named.
#[derive(Clone, Copy)]
pub(super) struct Newcomer<'a> {
    pub mail: &'a str,
    pub name: &'a str,
    pub password_hash: &'a str,
    pub locale: &'a str,
}

/// The person of that id.
///
/// # Errors
/// `not_found`.
pub fn by_id(conn: &mut Conn, side: Side, id: PersonId) -> Result<Person> {
    people::table
        .find((side.text(), id))
        .select(Person::as_select())
        .first(conn)
        .or_missing()
}

/// The person who signs in with that address, if there is one.
///
/// # Errors
/// The database's own.
pub fn by_mail(conn: &mut Conn, side: Side, mail: &str) -> Result<Option<Person>> {
    let found = people::table
        .filter(people::side.eq(side.text()))
        .filter(people::mail.eq(mail));
    Ok(found.select(Person::as_select()).first(conn).optional()?)
}

/// Adds a person.
///
/// # Errors
/// `mail_taken`.
pub(super) fn add(tx: &mut Tx<'_>, side: Side, who: &Newcomer<'_>) -> Result<PersonId> {
    let (id, now) = (PersonId::fresh(), tx.now());
    diesel::insert_into(people::table)
        .values((
            people::side.eq(side.text()),
            people::id.eq(id),
            people::mail.eq(who.mail),
            people::name.eq(who.name),
            people::password_hash.eq(who.password_hash),
            people::totp_secret.eq(None::<Vec<u8>>),
            people::totp_on.eq(false),
            people::totp_last_step.eq(0),
            people::locale.eq(who.locale),
            people::created_at.eq(now),
            people::version.eq(1),
        ))
        .execute(tx.conn())
        .or_taken(Code::MailTaken)?;
    Ok(id)
}

/// Mail to the person's address reached them.
///
/// # Errors
/// The database's own.
pub(super) fn proved(tx: &mut Tx<'_>, side: Side, who: PersonId) -> Result<()> {
    let now = tx.now();
    diesel::update(people::table.find((side.text(), who)))
        .set(people::mail_proved_at.eq(Some(now)))
        .execute(tx.conn())?;
    Ok(())
}

/// The account becomes theirs to whom its mail goes: whoever made it knew the address and need not be them, so name,
/// password and codes are replaced and its sessions end.
///
/// # Errors
/// The database's own.
pub(super) fn take_over(tx: &mut Tx<'_>, side: Side, who: PersonId, by: &Newcomer<'_>) -> Result<()> {
    diesel::update(people::table.find((side.text(), who)))
        .set((
            people::name.eq(by.name),
            people::password_hash.eq(by.password_hash),
            people::locale.eq(by.locale),
            people::version.eq(people::version + 1),
        ))
        .execute(tx.conn())?;
    super::totp::off(tx, side, who)?;
    super::session::end_all(tx, side, who)
}

/// Gives a person a place in a party; one who was removed comes back.
///
/// # Errors
/// The database's own.
pub(super) fn seat(
    tx: &mut Tx<'_>,
    side: Side,
    party: PartyId,
    person: PersonId,
    role: super::Role,
) -> Result<()> {
    let now: Instant = tx.now();
    diesel::insert_into(members::table)
        .values((
            members::party_id.eq(party),
            members::person_id.eq(person),
            members::side.eq(side.text()),
            members::role.eq(role.text()),
            members::state.eq("active"),
            members::created_at.eq(now),
            members::version.eq(1),
        ))
        .on_conflict((members::party_id, members::person_id))
        .do_update()
        .set((
            members::role.eq(role.text()),
            members::state.eq("active"),
            members::version.eq(members::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}
