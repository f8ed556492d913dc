//! Mail to people: put in the transaction that decided, rendered when sent, never about a receiver.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::db::Tx;
use crate::db::schema::{mails, parties};
use crate::error::{Broken, Result};
use crate::id::{MailId, MerchantId, Owned, PartyId, kind};
use crate::outbox::{self, Kind};
use crate::worker::Works;

mod en;
mod letter;
mod list;
mod pace;
mod post;
mod send;
mod sheet;
mod zh;

pub use letter::{
    Answered, Application, Assigned, Decided, Goods, Invited, Letter, Offered, Other, Recalled, Reset,
    Shipped, TurnedDown,
};
pub use list::{MailAsk, MailState, MailView, TestAsk, again, list, test};
pub use pace::{assigned, shipped};
pub use post::{Answer, Post, Sent};
pub use sheet::Locale;

/// Sends one mail.
pub(crate) const SEND: Kind<Queued> = Kind::new("mail.send");

/// Which mail.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Queued {
    mail: Owned<kind::Mail>,
}

/// Whom a mail goes to.
#[derive(Debug, Clone)]
pub struct To {
    /// The party it concerns; the operator's own for people without one.
    pub party: PartyId,
    /// The address.
    pub address: String,
    /// The reader's language, `zh-CN` or `en`.
    pub locale: String,
}

/// Puts one mail to a person: invitations, resets, tests.
///
/// # Errors
/// The database's own.
pub fn put(tx: &mut Tx<'_>, to: &To, letter: &Letter) -> Result<()> {
    put_all(tx, &[(to.clone(), letter.clone())])
}

/// Puts a mail to the notice address of each party.
///
/// # Errors
/// The database's own; a party that is not there is `Broken`.
pub fn tell(tx: &mut Tx<'_>, letters: &[(PartyId, Letter)]) -> Result<()> {
    let ids: Vec<PartyId> = letters.iter().map(|(party, _)| *party).collect();
    let found: Vec<(PartyId, String, String)> = parties::table
        .filter(parties::id.eq_any(ids))
        .select((parties::id, parties::mail, parties::locale))
        .load(tx.conn())?;
    let addressed: Result<Vec<_>> = letters
        .iter()
        .map(|(party, letter)| Ok((notice_address(&found, *party)?, letter.clone())))
        .collect();
    put_all(tx, &addressed?)
}

fn notice_address(found: &[(PartyId, String, String)], party: PartyId) -> Result<To> {
    let row = found.iter().find(|(id, _, _)| *id == party);
    let (party, address, locale) = row.cloned().ok_or_else(|| Broken::row("parties", "id", party))?;
    Ok(To {
        party,
        address,
        locale,
    })
}

#[derive(Insertable)]
#[diesel(table_name = mails)]
struct NewMail {
    party_id: PartyId,
    id: MailId,
    kind: &'static str,
    address: String,
    locale: String,
    data: Value,
    state: &'static str,
    answer: &'static str,
    created_at: crate::clock::Instant,
    ended_at: Option<crate::clock::Instant>,
}

/// Puts many mails, at most 500; what is no address is refused at once and listed.
///
/// # Errors
/// The database's own.
pub fn put_all(tx: &mut Tx<'_>, letters: &[(To, Letter)]) -> Result<()> {
    queue(tx, letters).map(|_| ())
}

fn queue(tx: &mut Tx<'_>, letters: &[(To, Letter)]) -> Result<Vec<Owned<kind::Mail>>> {
    let now = tx.now();
    let rows: Result<Vec<NewMail>> = letters
        .iter()
        .map(|(to, letter)| new_mail(to, letter, now))
        .collect();
    let rows = rows?;
    let jobs: Result<Vec<_>> = rows
        .iter()
        .filter(|row| row.state == "queued")
        .map(|row| send_job(row.party_id, row.id, now))
        .collect();
    diesel::insert_into(mails::table)
        .values(&rows)
        .execute(tx.conn())?;
    outbox::put_all(tx, jobs?)?;
    Ok(rows.iter().map(|row| public(row.party_id, row.id)).collect())
}

fn new_mail(to: &To, letter: &Letter, now: crate::clock::Instant) -> Result<NewMail> {
    let valid = post::is_address(&to.address);
    Ok(NewMail {
        party_id: to.party,
        id: MailId::fresh(),
        kind: letter.kind(),
        address: to.address.clone(),
        locale: to.locale.clone(),
        data: serde_json::to_value(letter)?,
        state: if valid { "queued" } else { "refused" },
        answer: if valid { "" } else { "this is no mail address" },
        created_at: now,
        ended_at: (!valid).then_some(now),
    })
}

fn send_job(party: PartyId, mail: MailId, now: crate::clock::Instant) -> Result<outbox::Job> {
    let mail = public(party, mail);
    SEND.job(mail, &Queued { mail }, now)
}

/// A mail's public id carries the party it concerns.
fn public(party: PartyId, mail: MailId) -> Owned<kind::Mail> {
    Owned::new(party.cast(), mail)
}

/// The party a mail concerns, out of its public id.
fn owner(mail: Owned<kind::Mail>) -> PartyId {
    let owner: MerchantId = mail.owner;
    owner.cast()
}

/// Adds the kinds of job that mail needs.
pub(crate) fn works(works: Works) -> Works {
    works
        .with(send::Send)
        .with(pace::TellAssigned)
        .with(pace::TellShipped)
}
