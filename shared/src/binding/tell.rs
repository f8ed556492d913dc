//! Notices about bindings: the other side is told who asked, answered or ends; the words stay in the console.

use diesel::prelude::*;

use super::Seat;
use super::list::View;
use crate::db::Tx;
use crate::db::backend::{Conn, sql};
use crate::error::{OrRefuse, Result};
use crate::id::PartyId;
use crate::notify::{self, Decided, Letter, Offered, Other};
use crate::party::Acting;

/// Tells the other side of an offer.
pub(super) fn offered<S: Seat>(tx: &mut Tx<'_>, who: &Acting<S>, view: &View) -> Result<()> {
    let by = name_of(tx.conn(), who.party())?;
    let side = S::OTHER;
    notify::tell(
        tx,
        &[(view.other.party, Letter::BindingOffered(Offered { side, by }))],
    )
}

/// Tells the side that asked of the answer.
pub(super) fn decided<S: Seat>(tx: &mut Tx<'_>, who: &Acting<S>, view: &View, accepted: bool) -> Result<()> {
    let by = name_of(tx.conn(), who.party())?;
    let side = S::OTHER;
    let letter = Letter::BindingDecided(Decided { side, by, accepted });
    notify::tell(tx, &[(view.other.party, letter)])
}

/// Tells the other side that no new work comes.
pub(super) fn ending<S: Seat>(tx: &mut Tx<'_>, who: &Acting<S>, view: &View) -> Result<()> {
    let other = name_of(tx.conn(), who.party())?;
    let side = S::OTHER;
    notify::tell(
        tx,
        &[(view.other.party, Letter::BindingEnded(Other { side, other }))],
    )
}

#[derive(QueryableByName)]
struct NameRow {
    #[diesel(sql_type = sql::Text)]
    name: String,
}

/// The name of a party.
pub(crate) fn name_of(conn: &mut Conn, party: PartyId) -> Result<String> {
    let found: NameRow = diesel::sql_query("SELECT name FROM parties WHERE id = $1")
        .bind::<sql::Uuid, _>(party)
        .get_result(conn)
        .or_missing()?;
    Ok(found.name)
}
