//! Inviting people into a party by mail.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::person::{self, Newcomer};
use super::proof::{self, Proof, Purpose};
use super::{Here, Role, Side, password, post, profile};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::mail_proofs as proofs;
use crate::error::{Code, Refusal, Result};
use crate::id::{MailProofId, PartyId, PersonId};
use crate::text;

/// Invitations a party may have open.
const MOST: i64 = 100;

/// Whom to invite.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteAsk {
    /// Where the invitation goes.
    pub mail: String,
    /// What they will be.
    pub role: Role,
}

/// An open invitation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct InvitationView {
    /// Its id.
    pub id: MailProofId,
    /// Where it went.
    pub mail: String,
    /// What they will be.
    pub role: Role,
    /// When it was sent.
    pub created_at: Instant,
    /// Until when it counts.
    pub expires_at: Instant,
}

/// Open invitations, the newest first.
///
/// # Errors
/// The database's own.
pub fn list(conn: &mut Conn, who: &Here, now: Instant) -> Result<Vec<InvitationView>> {
    let rows: Vec<proof::Stored> = open(who, now)
        .order((proofs::created_at.desc(), proofs::id))
        .limit(MOST)
        .select(proof::Stored::as_select())
        .load(conn)?;
    rows.into_iter().map(view).collect()
}

fn view(row: proof::Stored) -> Result<InvitationView> {
    Ok(InvitationView {
        id: row.id,
        role: Role::of(row.role.as_deref().unwrap_or_default())?,
        mail: row.mail,
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
}

type Open<'a> = proofs::BoxedQuery<'a, crate::db::backend::Backend>;

fn open<'a>(who: &Here, now: Instant) -> Open<'a> {
    proofs::table
        .filter(proofs::party_id.eq(Some(who.party())))
        .filter(proofs::purpose.eq(Purpose::Invitation.text()))
        .filter(proofs::used_at.is_null())
        .filter(proofs::expires_at.gt(now))
        .into_boxed()
}

/// Invites somebody; an open invitation to the same address is replaced.
///
/// # Errors
/// `mail_taken` if they are in the party already, `cap_reached` with 100 open ones.
pub fn invite(tx: &mut Tx<'_>, who: &Here, ask: &InviteAsk) -> Result<InvitationView> {
    let mail = text::mail(&ask.mail, "/mail")?;
    let now = tx.now();
    if let Some(known) = person::by_mail(tx.conn(), who.side(), &mail)?
        && super::session::seat(tx.conn(), who.party(), known.id)?.is_some()
    {
        return Err(Refusal::new(Code::MailTaken).at("/mail").into());
    }
    withdraw_to(tx, who, &mail)?;
    let there: i64 = open(who, now).count().get_result(tx.conn())?;
    if there >= MOST {
        return Err(Refusal::new(Code::RateLimited)
            .saying("100 invitations are open")
            .after(3600)
            .into());
    }
    send(tx, who, ask.role, &mail)
}

fn send(tx: &mut Tx<'_>, who: &Here, role: Role, mail: &str) -> Result<InvitationView> {
    let now = tx.now();
    let (side, by, party) = (who.side(), who.person(), Some(who.party()));
    let wanted = Proof {
        purpose: Purpose::Invitation,
        party,
        person: None,
        mail,
        role: Some(role.text()),
        by,
    };
    let (id, secret) = proof::make(tx, side, &wanted)?;
    let party = profile::own(tx.conn(), who)?;
    post::invited(tx, side, &party, mail, &secret)?;
    Ok(InvitationView {
        id,
        mail: mail.to_owned(),
        role,
        created_at: now,
        expires_at: now + chrono::Duration::days(7),
    })
}

fn withdraw_to(tx: &mut Tx<'_>, who: &Here, mail: &str) -> Result<()> {
    let now = tx.now();
    let same = proofs::table
        .filter(proofs::party_id.eq(Some(who.party())))
        .filter(proofs::purpose.eq(Purpose::Invitation.text()))
        .filter(proofs::mail.eq(mail))
        .filter(proofs::used_at.is_null());
    diesel::update(same)
        .set(proofs::used_at.eq(Some(now)))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes an invitation back.
///
/// # Errors
/// `not_found` if it is not open.
pub fn withdraw(tx: &mut Tx<'_>, who: &Here, id: MailProofId) -> Result<()> {
    let now = tx.now();
    let open = proofs::table
        .find((who.side().text(), id))
        .filter(proofs::party_id.eq(Some(who.party())))
        .filter(proofs::purpose.eq(Purpose::Invitation.text()))
        .filter(proofs::used_at.is_null());
    match diesel::update(open)
        .set(proofs::used_at.eq(Some(now)))
        .execute(tx.conn())?
    {
        0 => Err(Code::NotFound.into()),
        _ => Ok(()),
    }
}

/// The invited one's answer. A person of this side who has shown by a mailed link that the address is theirs keeps name
/// and password; anyone else brings both, and an account somebody made of the address becomes theirs.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptAsk {
    /// The secret of the mailed link.
    pub secret: String,
    /// A new person's name.
    pub name: Option<String>,
    /// A new person's password.
    pub password: Option<String>,
    /// The language of mails, `zh-CN` unless told.
    pub locale: Option<String>,
}

/// An answer that was checked, with the password hashed.
pub struct Acceptance {
    secret: String,
    newcomer: Option<(String, String)>,
    locale: String,
}

impl Acceptance {
    /// Checks what was sent and hashes the password, before any transaction.
    ///
    /// # Errors
    /// `invalid_field`, `weak_password`.
    pub fn check(ask: &AcceptAsk) -> Result<Self> {
        let newcomer = match (&ask.name, &ask.password) {
            (Some(name), Some(password)) => Some((
                text::line(name, "/name", 50)?,
                password::hash(password, "/password")?,
            )),
            _ => None,
        };
        let locale = text::locale(ask.locale.as_deref().unwrap_or("zh-CN"), "/locale")?;
        Ok(Self {
            secret: ask.secret.clone(),
            newcomer,
            locale,
        })
    }

    fn newcomer<'a>(&'a self, mail: &'a str) -> Result<Newcomer<'a>, Refusal> {
        let needed = || {
            Refusal::new(Code::InvalidField)
                .at("/password")
                .saying("name and password are needed: the address was not proved by mail before")
        };
        let (name, password_hash) = self.newcomer.as_ref().ok_or_else(needed)?;
        Ok(Newcomer {
            mail,
            name,
            password_hash,
            locale: &self.locale,
        })
    }
}

/// What an accepted invitation leads to: sign in next.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct AcceptedView {
    /// The party.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// What to sign in with.
    pub mail: String,
}

/// Accepts an invitation.
///
/// # Errors
/// `proof_not_valid`; `invalid_field` where name and password are needed.
pub fn accept(tx: &mut Tx<'_>, side: Side, ask: &Acceptance) -> Result<AcceptedView> {
    let proof = proof::redeem(tx, side, Purpose::Invitation, &ask.secret)?;
    let party = proof.party_id.ok_or(Code::ProofNotValid)?;
    let role = Role::of(proof.role.as_deref().unwrap_or_default())?;
    let who = invited(tx, side, &proof.mail, ask)?;
    person::seat(tx, side, party, who, role)?;
    let view = profile::view(tx.conn(), party)?;
    Ok(AcceptedView {
        party,
        name: view.name,
        mail: proof.mail,
    })
}

/// Whose the address is: a person of this side who has shown so before, or who shows so now by the mailed link.
fn invited(tx: &mut Tx<'_>, side: Side, mail: &str, ask: &Acceptance) -> Result<PersonId> {
    let known = person::by_mail(tx.conn(), side, mail)?;
    if let Some(person::Person {
        id,
        mail_proved_at: Some(_),
        ..
    }) = known
    {
        return Ok(id);
    }
    let newcomer = ask.newcomer(mail)?;
    let who = match known {
        Some(known) => {
            person::take_over(tx, side, known.id, &newcomer)?;
            known.id
        }
        None => person::add(tx, side, &newcomer)?,
    };
    person::proved(tx, side, who)?;
    Ok(who)
}
