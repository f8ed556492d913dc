//! Sealing and opening: HPKE to one agent (RFC 9180, base mode), Ed25519 by the platform over all of it.

use hpke::{
    Deserializable as _, OpModeR, OpModeS, Serializable as _,
    aead::AesGcm256,
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
    {single_shot_open, single_shot_seal},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    Hash, MAX_GOODS, SealKey, SealPublic, SignKey, Signature, Ticket, VerifyKey, canon::Canon, encoding,
};

/// The envelope version written and understood here.
pub const VERSION: u16 = 1;
/// The most ciphertext an envelope carries, in bytes; a ticket is two or three kilobytes.
pub const MAX_CIPHERTEXT: usize = 64 * 1024;
const MAX_ID: usize = 160;
/// Plaintext grows to a multiple of this, so its length says little about a name or an address.
const BUCKET: usize = 512;
const INFO: &[u8] = b"sealship print ticket v1";

/// What travels in the open beside the ciphertext, authenticated by both the seal and the signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`VERSION`].
    pub version: u16,
    /// The platform's id of this ticket: redeemed once.
    pub ticket_id: String,
    /// The one agent that can open it.
    pub agent_id: String,
    /// The parcel it labels.
    pub parcel_id: String,
    /// The waybill number: `documentID` of the print protocol.
    pub document_id: String,
    /// 1 for the first print of the parcel's waybill.
    pub print_no: u32,
    /// SHA-256 of the label template's source.
    #[schema(value_type = String)]
    pub template: Hash,
    /// Unix seconds by which it must have entered the agent's queue.
    pub queue_by: i64,
    /// Unix seconds by which it must have left the queue as a label.
    pub leave_by: i64,
    /// The receiver inside is not masked.
    pub plain: bool,
}

impl Header {
    /// The exact bytes that are authenticated.
    fn canonical(&self) -> Vec<u8> {
        Canon::new("sealship ticket header v1")
            .integer(self.version.into())
            .text(&self.ticket_id)
            .text(&self.agent_id)
            .text(&self.parcel_id)
            .text(&self.document_id)
            .integer(self.print_no.into())
            .bytes(&self.template.0)
            .integer(self.queue_by)
            .integer(self.leave_by)
            .integer(self.plain.into())
            .done()
    }

    fn well_formed(&self) -> bool {
        let ids = [
            &self.ticket_id,
            &self.agent_id,
            &self.parcel_id,
            &self.document_id,
        ];
        ids.iter()
            .all(|id| !id.is_empty() && id.len() <= MAX_ID && id.bytes().all(|b| b.is_ascii_graphic()))
    }
}

/// A ticket sealed but not yet signed: nothing accepts it.
pub struct Sealed {
    header: Header,
    enc: Vec<u8>,
    ciphertext: Vec<u8>,
}

/// Why a ticket could not be sealed; a fault of the caller's data or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Header and ticket contradict each other, or an id is empty, too long or not printable ASCII.
    #[error("the ticket's header does not fit its contents")]
    HeaderMismatch,
    /// More goods lines or text than a ticket carries.
    #[error("the ticket is too large")]
    TooLarge,
    /// The agent's registered key is unusable.
    #[error("the agent's key is not usable")]
    BadKey,
}

/// Seals `ticket` to `agent`; only the matching [`SealKey`] opens it, only under this very header.
pub fn seal(ticket: &Ticket, agent: SealPublic, header: Header) -> Result<Sealed, SealError> {
    if !header.well_formed() || header.version != VERSION || !fits(&header, ticket) {
        return Err(SealError::HeaderMismatch);
    }
    let plaintext = padded(ticket)?;
    let key = agent.inner().map_err(|_| SealError::BadKey)?;
    let (enc, ciphertext) = single_shot_seal::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &key,
        INFO,
        &plaintext,
        &header.canonical(),
    )
    .map_err(|_| SealError::BadKey)?;
    Ok(Sealed {
        header,
        enc: enc.to_bytes().to_vec(),
        ciphertext,
    })
}

fn fits(header: &Header, ticket: &Ticket) -> bool {
    header.document_id == ticket.document_id
        && header.print_no == ticket.print_no
        && header.plain == ticket.plain
}

/// JSON, then blanks up to the bucket; the buffer is made large enough first, so no copy is left behind.
fn padded(ticket: &Ticket) -> Result<Zeroizing<Vec<u8>>, SealError> {
    if ticket.goods.len() > MAX_GOODS {
        return Err(SealError::TooLarge);
    }
    let room = MAX_CIPHERTEXT - 16;
    let mut buffer = Zeroizing::new(vec![b' '; room]);
    let mut rest: &mut [u8] = buffer.as_mut_slice();
    serde_json::to_writer(&mut rest, ticket).map_err(|_| SealError::TooLarge)?;
    let used = room - rest.len();
    buffer.truncate(used.next_multiple_of(BUCKET).min(room));
    Ok(buffer)
}

impl Sealed {
    /// The platform's signature makes it a ticket.
    pub fn sign(self, platform: &SignKey) -> Envelope {
        let signature = platform.sign(&signed_bytes(&self.header, &self.enc, &self.ciphertext));
        Envelope {
            header: self.header,
            enc: self.enc,
            ciphertext: self.ciphertext,
            signature,
        }
    }
}

fn signed_bytes(header: &Header, enc: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    Canon::new("sealship ticket signature v1")
        .bytes(&header.canonical())
        .bytes(enc)
        .bytes(ciphertext)
        .done()
}

/// A signed ticket as it travels: the `standard` area of a print document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// In the open, authenticated.
    pub header: Header,
    /// HPKE's encapsulated key, base64url of 32 bytes.
    #[serde(with = "encoding::text")]
    #[schema(value_type = String)]
    pub enc: Vec<u8>,
    /// base64url, at most [`MAX_CIPHERTEXT`] bytes.
    #[serde(with = "encoding::text")]
    #[schema(value_type = String)]
    pub ciphertext: Vec<u8>,
    /// The platform's Ed25519 signature over all of the above.
    #[schema(value_type = String)]
    pub signature: Signature,
}

/// Why a ticket is refused; `code()` is what travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketRefusal {
    /// Not an envelope at all, or over its bounds.
    #[error("not a print ticket")]
    Malformed,
    /// Written by a newer platform.
    #[error("this print component is too old for the ticket")]
    UnsupportedVersion,
    /// Not signed by the platform this agent is enrolled at.
    #[error("not signed by the enrolled platform")]
    BadSignature,
    /// Made for another agent.
    #[error("made for another print component")]
    NotForThisAgent,
    /// Came into the queue too late.
    #[error("too old to enter the queue")]
    ExpiredQueue,
    /// Stayed in the queue too long.
    #[error("stayed in the queue too long")]
    ExpiredLeave,
    /// Asks for a template this agent does not have.
    #[error("asks for a label template this print component does not have")]
    TemplateMismatch,
    /// Does not open with this agent's key, or contradicts its own header.
    #[error("does not open with this component's key")]
    Altered,
}

impl TicketRefusal {
    /// The stable code of the protocol.
    pub const fn code(self) -> &'static str {
        match self {
            TicketRefusal::Malformed => "malformed",
            TicketRefusal::UnsupportedVersion => "unsupported_version",
            TicketRefusal::BadSignature => "bad_signature",
            TicketRefusal::NotForThisAgent => "not_for_this_agent",
            TicketRefusal::ExpiredQueue => "expired_queue",
            TicketRefusal::ExpiredLeave => "expired_leave",
            TicketRefusal::TemplateMismatch => "template_mismatch",
            TicketRefusal::Altered => "altered",
        }
    }
}

/// Who is asking: the enrolled agent, the pinned platform key, the templates it has.
#[derive(Clone, Copy)]
pub struct Audience<'a> {
    /// This agent's id.
    pub agent_id: &'a str,
    /// The platform's key pinned at enrolment.
    pub platform: &'a VerifyKey,
    /// The hashes of the templates this agent can set.
    pub templates: &'a [Hash],
}

impl Envelope {
    /// Reads the JSON form; bounded, unknown fields refused.
    pub fn from_json(text: &str) -> Result<Envelope, TicketRefusal> {
        if text.len() > MAX_CIPHERTEXT * 2 {
            return Err(TicketRefusal::Malformed);
        }
        serde_json::from_str(text).map_err(|_| TicketRefusal::Malformed)
    }

    /// Checks form, version and the platform's signature.
    pub fn verify(&self, platform: &VerifyKey) -> Result<(), TicketRefusal> {
        if self.header.version != VERSION {
            return Err(TicketRefusal::UnsupportedVersion);
        }
        if !self.header.well_formed() || self.ciphertext.len() > MAX_CIPHERTEXT {
            return Err(TicketRefusal::Malformed);
        }
        platform
            .verify(
                &signed_bytes(&self.header, &self.enc, &self.ciphertext),
                &self.signature,
            )
            .map_err(|_| TicketRefusal::BadSignature)
    }

    /// May it enter the queue at `now` (unix seconds)? Everything that can be said without opening it.
    pub fn admit(&self, audience: Audience<'_>, now: i64) -> Result<(), TicketRefusal> {
        self.check(audience, now)?;
        match now > self.header.queue_by {
            true => Err(TicketRefusal::ExpiredQueue),
            false => Ok(()),
        }
    }

    /// Opens it at `now` (unix seconds), to be printed at once. Checks the signature first, then everything else.
    pub fn open(&self, audience: Audience<'_>, key: &SealKey, now: i64) -> Result<Ticket, TicketRefusal> {
        self.check(audience, now)?;
        let enc = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(&self.enc)
            .map_err(|_| TicketRefusal::Altered)?;
        let plaintext = single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            key.inner(),
            &enc,
            INFO,
            &self.ciphertext,
            &self.header.canonical(),
        )
        .map(Zeroizing::new)
        .map_err(|_| TicketRefusal::Altered)?;
        let ticket: Ticket = serde_json::from_slice(&plaintext).map_err(|_| TicketRefusal::Altered)?;
        match fits(&self.header, &ticket) && ticket.goods.len() <= MAX_GOODS {
            true => Ok(ticket),
            false => Err(TicketRefusal::Altered),
        }
    }

    fn check(&self, audience: Audience<'_>, now: i64) -> Result<(), TicketRefusal> {
        self.verify(audience.platform)?;
        if self.header.agent_id != audience.agent_id {
            return Err(TicketRefusal::NotForThisAgent);
        }
        if now > self.header.leave_by {
            return Err(TicketRefusal::ExpiredLeave);
        }
        match audience.templates.contains(&self.header.template) {
            true => Ok(()),
            false => Err(TicketRefusal::TemplateMismatch),
        }
    }
}

#[cfg(test)]
mod tests;
