//! What joining orders costs: a merchant who packs himself learns from it whether their receivers are equal.

use super::Packer;
use super::plan::{Loose, ParcelAsk};
use crate::comparison::{self, Asker, Question};
use crate::db::Tx;
use crate::error::{Refusal, Result};
use crate::id::{MerchantId, OrderId, ReceiverId};

/// Which asks may be answered, and whose receivers that compares.
pub(super) struct Paid {
    pub verdicts: Vec<Result<(), Refusal>>,
    pub compared: Vec<ReceiverId>,
}

/// Draws on the merchant's comparison budget, ask by ask. A factory is shown equal receivers as equal tokens and brings
/// none itself: it pays nothing.
pub(super) fn pay(tx: &mut Tx<'_>, packer: &Packer, asks: &[ParcelAsk], loose: &Loose) -> Result<Paid> {
    let questions: Vec<Vec<ReceiverId>> = match packer.own() {
        Some(_) => asks.iter().map(|ask| joined(ask, loose)).collect(),
        None => asks.iter().map(|_| Vec::new()).collect(),
    };
    let wanted = questions.iter().map(|one| one.len().saturating_sub(1)).sum();
    let mut left = match packer.own() {
        Some(merchant) => comparison::draw(
            tx,
            asker(merchant, &packer.who().to_string()),
            Question::Same,
            wanted,
        )?,
        None => 0,
    };
    let mut paid = Paid {
        verdicts: Vec::with_capacity(asks.len()),
        compared: Vec::new(),
    };
    for receivers in questions {
        let verdict = left.checked_sub(receivers.len().saturating_sub(1));
        left = verdict.unwrap_or(left);
        paid.verdicts
            .push(verdict.map(drop).ok_or_else(|| comparison::spent(tx.now())));
        if verdict.is_some() && receivers.len() > 1 {
            paid.compared.extend(receivers);
        }
    }
    Ok(paid)
}

/// Puts the comparisons on record.
pub(super) fn note(tx: &mut Tx<'_>, packer: &Packer, compared: Vec<ReceiverId>) -> Result<()> {
    match packer.own() {
        Some(merchant) => {
            let actor = packer.who().to_string();
            comparison::note(tx, asker(merchant, &actor), Question::Same, compared)
        }
        None => Ok(()),
    }
}

fn asker(merchant: MerchantId, actor: &str) -> Asker<'_> {
    Asker { merchant, actor }
}

/// The receivers of the orders an ask would put into one parcel, one for each order.
fn joined(ask: &ParcelAsk, loose: &Loose) -> Vec<ReceiverId> {
    let mut seen: Vec<OrderId> = Vec::new();
    let mut receivers = Vec::new();
    for share in ask.named().filter_map(|key| loose.get(&key)) {
        if !seen.contains(&share.order) {
            seen.push(share.order);
            receivers.push(share.receiver);
        }
    }
    receivers
}
