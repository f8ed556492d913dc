//! One-time codes from an authenticator: enrolled, confirmed, each step taken once.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Secret, Totp};

use super::Side;
use super::person::Person;
use super::seal::SealKey;
use crate::db::Tx;
use crate::db::schema::people;
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::PersonId;

/// What an authenticator needs, shown once.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Enrolment {
    /// The secret in base 32, to type.
    pub secret: String,
    /// The same as an `otpauth://` URL, to scan.
    pub url: String,
}

/// A code of the authenticator.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeAsk {
    /// Six digits.
    pub totp: String,
}

/// Makes a fresh secret for the person; it counts once a code of it was confirmed.
///
/// # Errors
/// `state_forbids` if codes are on: switch them off first.
pub fn enrol(tx: &mut Tx<'_>, side: Side, person: PersonId, key: &SealKey) -> Result<Enrolment> {
    let who = super::person::by_id(tx.conn(), side, person)?;
    if who.totp_on {
        return Err(Code::StateForbids.into());
    }
    let secret = Secret::generate();
    let sealed = key.seal(person, secret.as_bytes().to_vec())?;
    diesel::update(people::table.find((side.text(), person)))
        .set((
            people::totp_secret.eq(Some(sealed)),
            people::version.eq(people::version + 1),
        ))
        .execute(tx.conn())?;
    let totp = totp(secret, &who.mail)?;
    let url = totp
        .to_url()
        .map_err(|cause| Broken::new(format!("an otpauth URL: {cause}")))?;
    Ok(Enrolment {
        secret: totp.secret().to_base32(),
        url,
    })
}

fn totp(secret: Secret, account: &str) -> Result<Totp> {
    let account: String = account.chars().filter(|c| *c != ':').collect();
    let built = Builder::new()
        .with_secret(secret)
        .with_account_name(account)
        .with_issuer(Some("Sealship"))
        .build();
    Ok(built.map_err(|cause| Broken::new(format!("a one-time code: {cause}")))?)
}

/// Switches codes on: the authenticator shows the right one.
///
/// # Errors
/// `sign_in_refused` for a wrong code, `state_forbids` where nothing was enrolled or codes are on.
pub fn confirm(tx: &mut Tx<'_>, side: Side, person: PersonId, key: &SealKey, ask: &CodeAsk) -> Result<()> {
    let who = super::person::by_id(tx.conn(), side, person)?;
    if who.totp_on || who.totp_secret.is_none() {
        return Err(Code::StateForbids.into());
    }
    take(tx, side, &who, key, &ask.totp)?;
    diesel::update(people::table.find((side.text(), person)))
        .set((people::totp_on.eq(true), people::version.eq(people::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// Switches codes off and forgets the secret.
///
/// # Errors
/// `not_found` for nobody.
pub fn off(tx: &mut Tx<'_>, side: Side, person: PersonId) -> Result<()> {
    let gone = diesel::update(people::table.find((side.text(), person)))
        .set((
            people::totp_on.eq(false),
            people::totp_secret.eq(None::<Vec<u8>>),
            people::version.eq(people::version + 1),
        ))
        .execute(tx.conn());
    gone.or_missing()?;
    Ok(())
}

/// Takes a code: right, of this minute, and of a step no code was taken of before.
///
/// # Errors
/// `sign_in_refused`.
pub fn take(tx: &mut Tx<'_>, side: Side, who: &Person, key: &SealKey, code: &str) -> Result<()> {
    let step = step(who, key, code, tx.now().timestamp())?;
    let fresh = people::table
        .find((side.text(), who.id))
        .filter(people::totp_last_step.lt(step));
    match diesel::update(fresh)
        .set(people::totp_last_step.eq(step))
        .execute(tx.conn())?
    {
        1 => Ok(()),
        _ => Err(wrong()),
    }
}

fn step(who: &Person, key: &SealKey, code: &str, seconds: i64) -> Result<i64> {
    let sealed = who.totp_secret.as_ref().ok_or_else(wrong)?;
    let secret = key.open_sealed(who.id, sealed)?;
    let totp = totp(Secret::from(secret.as_slice()), &who.mail)?;
    let seconds = u64::try_from(seconds).map_err(Broken::of("a time before 1970"))?;
    let step = totp.check(code.trim(), seconds).ok_or_else(wrong)?;
    Ok(i64::try_from(step).map_err(Broken::of("a step"))?)
}

fn wrong() -> crate::error::Error {
    Refusal::new(Code::SignInRefused).at("/totp").into()
}
