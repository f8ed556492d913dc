//! The mails people get about themselves: an invitation, a new password, the operator's decision.

use super::Side;
use super::person::Person;
use super::profile::PartyView;
use crate::db::Tx;
use crate::error::Result;
use crate::id::PartyId;
use crate::notify::{self, Application, Invited, Letter, Reset, To};

/// Tells a party what the operator decided.
pub(super) fn decided(tx: &mut Tx<'_>, party: &PartyView, approved: bool) -> Result<()> {
    let letter = Application {
        side: party.kind.side(),
        party: party.name.clone(),
        approved,
    };
    notify::tell(tx, &[(party.id, Letter::ApplicationDecided(letter))])
}

/// Invites somebody into a party.
pub(super) fn invited(
    tx: &mut Tx<'_>,
    side: Side,
    party: &PartyView,
    mail: &str,
    secret: &str,
) -> Result<()> {
    let to = To {
        party: party.id,
        address: mail.to_owned(),
        locale: party.locale.clone(),
    };
    let letter = Invited {
        side,
        party: party.name.clone(),
        secret: secret.to_owned(),
    };
    notify::put(tx, &to, &Letter::Invitation(letter))
}

/// Sends the link to a new password.
pub(super) fn reset(tx: &mut Tx<'_>, side: Side, party: PartyId, who: &Person, secret: &str) -> Result<()> {
    let to = To {
        party,
        address: who.mail.clone(),
        locale: who.locale.clone(),
    };
    notify::put(
        tx,
        &to,
        &Letter::PasswordReset(Reset {
            side,
            secret: secret.to_owned(),
        }),
    )
}
