//! Signing in and proving to be there: counted before it is tried, and silent about which part was wrong.

use serde::Deserialize;

use super::person::{self, Person};
use super::seal::SealKey;
use super::session::{self, Live};
use super::throttle::{self, Subject};
use super::{Side, password, totp};
use crate::db::Db;
use crate::error::{Code, Result};
use crate::text;

/// What a person signs in with.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInAsk {
    /// The mail address.
    pub mail: String,
    /// The password.
    pub password: String,
    /// A one-time code, where codes are on.
    pub totp: Option<String>,
}

/// A proof that the person is still there: the code where codes are on, else the password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepUpAsk {
    /// The password.
    pub password: Option<String>,
    /// A one-time code.
    pub totp: Option<String>,
}

/// Signs in; `address` is the caller's on the network. Answers the session and the secret for the cookie.
///
/// # Errors
/// `rate_limited`, `sign_in_refused`, `totp_needed`.
pub fn sign_in(db: &Db, side: Side, key: &SealKey, ask: &SignInAsk, address: &str) -> Result<(Live, String)> {
    let mail = text::mail(&ask.mail, "/mail")?;
    let (account, address) = (
        Subject::account(side, &mail),
        Subject::address("sign in", address),
    );
    let subjects = [account.clone(), address.clone()];
    db.write("count an attempt", |tx| throttle::attempt(tx, side, &subjects))??;
    let who = db.read("find who signs in", |conn| person::by_mail(conn, side, &mail))?;
    // Hashing is slow on purpose and never inside a transaction.
    let right = password::verify(&ask.password, who.as_ref().map(|who| who.password_hash.as_str()));
    let who = who.filter(|_| right).ok_or(Code::SignInRefused)?;
    db.write("sign in", |tx| {
        if who.totp_on {
            totp::take(tx, side, &who, key, ask.totp.as_deref().ok_or(Code::TotpNeeded)?)?;
        }
        throttle::succeeded(tx, side, &account, &address)?;
        session::begin(tx, side, who.id)
    })
}

/// Proves that the person of a session is still there.
///
/// # Errors
/// `rate_limited`, `sign_in_refused`, `totp_needed`.
pub fn step_up(
    db: &Db,
    side: Side,
    key: &SealKey,
    live: &Live,
    ask: &StepUpAsk,
    address: &str,
) -> Result<Live> {
    let who = db.read("find who steps up", |conn| person::by_id(conn, side, live.person))?;
    let (account, address) = (
        Subject::account(side, &who.mail),
        Subject::address("sign in", address),
    );
    let subjects = [account.clone(), address.clone()];
    db.write("count an attempt", |tx| throttle::attempt(tx, side, &subjects))??;
    let by_password = !who.totp_on && password_holds(&who, ask);
    if !who.totp_on && !by_password {
        return Err(Code::SignInRefused.into());
    }
    db.write("step up", |tx| {
        if who.totp_on {
            totp::take(tx, side, &who, key, ask.totp.as_deref().ok_or(Code::TotpNeeded)?)?;
        }
        throttle::succeeded(tx, side, &account, &address)?;
        session::step_up(tx, side, live)
    })
}

fn password_holds(who: &Person, ask: &StepUpAsk) -> bool {
    password::verify(
        ask.password.as_deref().unwrap_or_default(),
        Some(&who.password_hash),
    )
}
