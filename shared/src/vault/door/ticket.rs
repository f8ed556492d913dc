//! Door 2: puts the masked receiver into a print ticket and seals it to one agent; no one in between sees either.

use std::collections::HashMap;

use ticket::{Contact, Envelope, Header, SealError, SealPublic, SignKey, Ticket};

use crate::audit::{Purpose, Receipt};
use crate::db::backend::Conn;
use crate::error::Result;
use crate::id::ReceiverId;
use crate::vault::record::Opened;
use crate::vault::{Error, Field, Vault, mask, store};

/// A label to be sealed; `contents.receiver` is written here, whatever it holds.
pub struct TicketAsk {
    /// Whose parcel.
    pub receiver: ReceiverId,
    /// The region code of its order.
    pub region: i64,
    /// Everything the label prints but the receiver.
    pub contents: Ticket,
    /// What travels in the open.
    pub header: Header,
    /// The agent's registered key.
    pub agent: SealPublic,
}

/// Why a label was not sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unsealed {
    /// The receiver was shredded: there is nothing left to print.
    #[error("the receiver is no longer kept")]
    Gone,
    /// A receiver in the clear was asked for; only masked labels are sealed here.
    #[error("only masked labels are sealed")]
    Plain,
    /// Contents, header and key do not fit each other.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl Vault {
    /// Seals at most 500 labels of one merchant, in the order asked; one that cannot be sealed stops no other.
    ///
    /// # Errors
    /// A receipt of another purpose or for other receivers; a record that does not open where it stands.
    pub fn seal_tickets(
        &self,
        conn: &mut Conn,
        receipt: &Receipt,
        platform: &SignKey,
        asked: Vec<TicketAsk>,
    ) -> Result<Vec<Result<Envelope, Unsealed>>> {
        self.may_read()?;
        receipt.covers(Purpose::PrintTicket, asked.iter().map(|ask| ask.receiver))?;
        let ids: Vec<ReceiverId> = asked.iter().map(|ask| ask.receiver).collect();
        let opened = self.open_many(conn, receipt.merchant(), &ids, &Field::MASKED)?;
        asked
            .into_iter()
            .map(|ask| Ok(seal(ask, &opened, platform)?))
            .collect()
    }
}

fn seal(
    mut ask: TicketAsk,
    opened: &HashMap<ReceiverId, Opened>,
    platform: &SignKey,
) -> Result<Result<Envelope, Unsealed>, Error> {
    if ask.contents.plain || ask.header.plain {
        return Ok(Err(Unsealed::Plain));
    }
    let Some(receiver) = opened.get(&ask.receiver) else {
        return Ok(Err(Unsealed::Gone));
    };
    ask.contents.receiver = masked(receiver, ask.region)?;
    let sealed = ticket::seal(&ask.contents, ask.agent, ask.header);
    Ok(sealed.map(|sealed| sealed.sign(platform)).map_err(Unsealed::Seal))
}

fn masked(opened: &Opened, code: i64) -> Result<Contact, Error> {
    let region = store::region_names(code);
    let mut levels: Vec<&str> = region.iter().copied().filter(|name| !name.is_empty()).collect();
    levels.dedup();
    Ok(Contact {
        name: mask::name(opened.text(Field::Name)?),
        phone: mask::phone(opened.text(Field::Phone)?),
        region: levels.join(" "),
        address: mask::detail(&region, opened.text(Field::Address)?),
    })
}

#[cfg(test)]
mod tests;
