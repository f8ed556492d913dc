//! One-time proofs sent by mail: who holds the secret reads that address's mail.

use chrono::Duration;
use diesel::prelude::*;

use super::{Side, secret};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::schema::mail_proofs as proofs;
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{MailProofId, PartyId, PersonId};

/// What a proof is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Invitation,
    PasswordReset,
}

impl Purpose {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
        }
    }

    const fn life(self) -> Duration {
        match self {
            Self::Invitation => Duration::days(7),
            Self::PasswordReset => Duration::hours(1),
        }
    }
}

/// A proof to be sent.
pub(super) struct Proof<'a> {
    pub purpose: Purpose,
    pub party: Option<PartyId>,
    pub person: Option<PersonId>,
    pub mail: &'a str,
    pub role: Option<&'static str>,
    pub by: Option<PersonId>,
}

/// A proof as stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = proofs)]
pub(super) struct Stored {
    pub id: MailProofId,
    pub party_id: Option<PartyId>,
    pub person_id: Option<PersonId>,
    pub mail: String,
    pub role: Option<String>,
    pub created_at: Instant,
    pub expires_at: Instant,
}

/// Makes a proof; answers its id and the secret for the mail.
pub(super) fn make(tx: &mut Tx<'_>, side: Side, proof: &Proof<'_>) -> Result<(MailProofId, String)> {
    let (id, secret, now) = (MailProofId::random(), secret::fresh()?, tx.now());
    diesel::insert_into(proofs::table)
        .values((
            proofs::side.eq(side.text()),
            proofs::id.eq(id),
            proofs::purpose.eq(proof.purpose.text()),
            proofs::secret_hash.eq(super::secret::hash(&secret)),
            proofs::party_id.eq(proof.party),
            proofs::person_id.eq(proof.person),
            proofs::mail.eq(proof.mail),
            proofs::role.eq(proof.role),
            proofs::created_by.eq(proof.by),
            proofs::created_at.eq(now),
            proofs::expires_at.eq(now + proof.purpose.life()),
            proofs::used_at.eq(None::<Instant>),
        ))
        .execute(tx.conn())?;
    Ok((id, secret))
}

/// Uses a proof up: it is there, of that purpose, in time, and nobody used it before.
pub(super) fn redeem(tx: &mut Tx<'_>, side: Side, purpose: Purpose, secret: &str) -> Result<Stored> {
    let (now, hash) = (tx.now(), secret::hash(secret));
    let live = proofs::table
        .filter(proofs::side.eq(side.text()))
        .filter(proofs::secret_hash.eq(hash))
        .filter(proofs::purpose.eq(purpose.text()))
        .filter(proofs::used_at.is_null())
        .filter(proofs::expires_at.gt(now));
    let id: Option<MailProofId> = live.select(proofs::id).first(tx.conn()).optional()?;
    let Some(id) = id else { return Err(not_valid()) };
    let unused = proofs::table
        .find((side.text(), id))
        .filter(proofs::used_at.is_null());
    if diesel::update(unused)
        .set(proofs::used_at.eq(Some(now)))
        .execute(tx.conn())?
        != 1
    {
        return Err(not_valid());
    }
    proofs::table
        .find((side.text(), id))
        .select(Stored::as_select())
        .first(tx.conn())
        .or_missing()
}

fn not_valid() -> crate::error::Error {
    Refusal::new(Code::ProofNotValid).at("/secret").into()
}
