//! A new password by mail; whoever asks learns nothing about who has an account.

use diesel::prelude::*;
use serde::Deserialize;

use super::person;
use super::proof::{self, Proof, Purpose};
use super::throttle::{self, Subject};
use super::{Side, password, post, session};
use crate::db::schema::{mail_proofs, members, parties, people};
use crate::db::{Db, Tx};
use crate::error::{Code, Result};
use crate::id::{PartyId, PersonId};
use crate::text;

/// Who forgot a password.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetAsk {
    /// What they sign in with.
    pub mail: String,
}

/// The new password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedeemAsk {
    /// The secret of the mailed link.
    pub secret: String,
    /// The new password.
    pub password: String,
}

/// Sends the link if somebody has that address; the answer is the same if nobody has.
///
/// # Errors
/// `rate_limited`, `invalid_field`.
pub fn ask(db: &Db, side: Side, ask: &ResetAsk, address: &str) -> Result<()> {
    let mail = text::mail(&ask.mail, "/mail")?;
    let subjects = [
        Subject::address("reset", address),
        Subject::account(side, &format!("reset {mail}")),
    ];
    db.write("count a reset", |tx| throttle::attempt(tx, side, &subjects))??;
    db.write("ask for a reset", |tx| send(tx, side, &mail))
}

fn send(tx: &mut Tx<'_>, side: Side, mail: &str) -> Result<()> {
    let Some(who) = person::by_mail(tx.conn(), side, mail)? else {
        return Ok(());
    };
    let party = home(tx, side, who.id)?;
    let wanted = Proof {
        purpose: Purpose::PasswordReset,
        party: None,
        person: Some(who.id),
        mail,
        role: None,
        by: None,
    };
    let (_, secret) = proof::make(tx, side, &wanted)?;
    post::reset(tx, side, party, &who, &secret)
}

/// The party a person's mails are filed under: the first one they joined.
fn home(tx: &mut Tx<'_>, side: Side, who: PersonId) -> Result<PartyId> {
    let joined: Option<PartyId> = members::table
        .filter(members::person_id.eq(who))
        .filter(members::side.eq(side.text()))
        .order((members::created_at, members::party_id))
        .select(members::party_id)
        .first(tx.conn())
        .optional()?;
    match joined {
        Some(party) => Ok(party),
        None => Ok(parties::table
            .filter(parties::kind.eq("platform"))
            .select(parties::id)
            .first(tx.conn())?),
    }
}

/// Sets the new password, ends every session of the person, and voids their other links.
///
/// # Errors
/// `proof_not_valid`, `weak_password`.
pub fn redeem(db: &Db, side: Side, ask: &RedeemAsk) -> Result<()> {
    let hash = password::hash(&ask.password, "/password")?;
    db.write("redeem a reset", |tx| {
        let proof = proof::redeem(tx, side, Purpose::PasswordReset, &ask.secret)?;
        let who = proof.person_id.ok_or(Code::ProofNotValid)?;
        diesel::update(people::table.find((side.text(), who)))
            .set((
                people::password_hash.eq(&hash),
                people::version.eq(people::version + 1),
            ))
            .execute(tx.conn())?;
        person::proved(tx, side, who)?;
        void_others(tx, side, who)?;
        session::end_all(tx, side, who)
    })
}

fn void_others(tx: &mut Tx<'_>, side: Side, who: PersonId) -> Result<()> {
    let now = tx.now();
    let others = mail_proofs::table
        .filter(mail_proofs::side.eq(side.text()))
        .filter(mail_proofs::person_id.eq(Some(who)))
        .filter(mail_proofs::used_at.is_null());
    diesel::update(others)
        .set(mail_proofs::used_at.eq(Some(now)))
        .execute(tx.conn())?;
    Ok(())
}
