//! Sending takes: the adapter writes the form, the vault fills it under one receipt a merchant, the courier sends it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use futures_util::{StreamExt, stream};

use super::load::{self, Packed};
use super::{IN_FLIGHT, MOST_SENDS, later};
use crate::audit::{self, Event, Purpose};
use crate::carrier::{Form, TakeOutcome, Trouble};
use crate::death::Step;
use crate::error::{Code, Result};
use crate::house::House;
use crate::id::{MerchantId, ReceiverId};
use crate::party::Who;
use crate::vault::door::carrier::{Courier, Filling};
use crate::waybill::record::Came;
use crate::waybill::{Errand, TAKE, request};

/// A form and what fills it.
struct Letter {
    errand: Errand,
    carrier: String,
    receiver: ReceiverId,
    form: Form,
    fillings: Arc<HashMap<ReceiverId, Filling>>,
}

/// What can be sent, and why the rest cannot even be written.
type Written = (Vec<Letter>, Vec<(Errand, Came)>);

/// What came of errands: of those that were sent, and of those that could not be.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) came: Vec<(Errand, Came)>,
    pub(super) unwritten: Vec<(Errand, Came)>,
}

/// Sends a take for each errand still awaited; on behalf of jobs of that kind.
pub(super) async fn all(
    house: &House,
    courier: &Courier,
    errands: Vec<Errand>,
    kind: &'static str,
) -> Result<Sent> {
    if errands.is_empty() {
        return Ok(Sent::default());
    }
    let (letters, unwritten) = house.blocking(move |house| write(house, &errands, kind)).await?;
    let sending = letters
        .into_iter()
        .map(|letter| letter.send(house, courier, kind));
    let came = stream::iter(sending).buffer_unordered(IN_FLIGHT).collect().await;
    house.after(kind, Step::Sent);
    Ok(Sent { came, unwritten })
}

fn write(house: &House, errands: &[Errand], kind: &str) -> Result<Written> {
    let packed = house.db().read("parcels to number", |conn| {
        let paid = load::paid(conn, errands, load::awaited)?;
        load::packed(conn, paid)
    })?;
    let mut by_merchant: BTreeMap<MerchantId, Vec<Packed>> = BTreeMap::new();
    let mut failed = Vec::new();
    for one in packed {
        match fit(&one) {
            Ok(()) => by_merchant.entry(one.dossier.key.owner).or_default().push(one),
            Err(code) => failed.push((one.paid.errand, said(code))),
        }
    }
    let mut letters = Vec::new();
    for (merchant, packed) in by_merchant {
        let fillings = Arc::new(open(house, merchant, &packed, kind)?);
        for one in packed {
            match letter(house, &one, &fillings) {
                Ok(letter) => letters.push(letter),
                Err(code) => failed.push((one.paid.errand, said(code))),
            }
        }
    }
    Ok((letters, failed))
}

fn said(code: Code) -> Came {
    Came::Failed {
        code: code.text(),
        remedy: code.remedy(),
    }
}

/// A number for yesterday's receiver is not bought; one that may have been bought already is asked for as it was.
fn fit(packed: &Packed) -> Result<(), Code> {
    if packed.sender.is_none() {
        return Err(Code::SenderMissing);
    }
    match packed.dossier.addressee() {
        Some(item) if item.receiver_write == packed.paid.waybill.receiver_write => Ok(()),
        _ => Err(Code::ReceiverChanged),
    }
}

/// Opens the receivers of one merchant's parcels, on record first.
fn open(
    house: &House,
    merchant: MerchantId,
    packed: &[Packed],
    kind: &str,
) -> Result<HashMap<ReceiverId, Filling>> {
    let asked: Vec<(ReceiverId, i64)> = packed
        .iter()
        .filter_map(|one| one.dossier.addressee())
        .map(|item| (item.receiver, item.region))
        .collect();
    let mut records: Vec<ReceiverId> = asked.iter().map(|(id, _)| *id).collect();
    records.sort_unstable();
    records.dedup();
    let event = || Event::new(Purpose::CarrierRequest, Who::Worker, records.clone()).with("job", TAKE.name());
    let (_, receipt) = audit::receipted(house.db(), "carrier request", merchant, |_| Ok(((), event())))?;
    house.after(kind, Step::Audited);
    house.db().read("receivers for a carrier", |conn| {
        house.vault()?.fillings(conn, &receipt, &asked)
    })
}

fn letter(
    house: &House,
    packed: &Packed,
    fillings: &Arc<HashMap<ReceiverId, Filling>>,
) -> Result<Letter, Code> {
    let (waybill, purse) = (&packed.paid.waybill, &packed.paid.purse);
    let adapter = house
        .carriers()
        .get(&waybill.carrier)
        .ok_or(Code::CarrierUnknown)?;
    let receiver = packed.dossier.addressee().ok_or(Code::ReceiverChanged)?.receiver;
    if !fillings.contains_key(&receiver) {
        return Err(Code::ReceiverGone);
    }
    let sender = packed.sender.as_ref().ok_or(Code::SenderMissing)?;
    let ask = request::ask(
        &packed.dossier,
        &waybill.client_ref,
        &waybill.product,
        purse,
        sender,
    );
    Ok(Letter {
        errand: packed.paid.errand,
        carrier: waybill.carrier.clone(),
        receiver,
        form: adapter.take(&ask),
        fillings: Arc::clone(fillings),
    })
}

impl Letter {
    async fn send(self, house: &House, courier: &Courier, kind: &str) -> (Errand, Came) {
        let Some(adapter) = house.carriers().get(&self.carrier) else {
            return (self.errand, said(Code::CarrierUnknown));
        };
        let reply = courier.send(&self.form, self.fillings.get(&self.receiver)).await;
        house.after(kind, Step::OneSent);
        let outcome = match reply {
            Ok(reply) => adapter.read_take(&reply),
            Err(error) => {
                tracing::error!(waybill = %self.errand.key(), %error, "a take could not be sent");
                TakeOutcome::NotSent(Trouble::Unreachable)
            }
        };
        (self.errand, self.came(outcome, house.now()))
    }

    fn came(&self, outcome: TakeOutcome, now: crate::clock::Instant) -> Came {
        let at = later(now, self.errand.tries);
        match outcome {
            TakeOutcome::Issued(issued) => Came::Issued(issued),
            TakeOutcome::Failed(no) => Came::Failed {
                code: no.code(),
                remedy: no.remedy(),
            },
            TakeOutcome::Unknown(_) => Came::Unknown { ask_at: at },
            TakeOutcome::NotSent(_) if self.errand.tries >= MOST_SENDS => said(Code::CarrierDown),
            TakeOutcome::NotSent(_) => Came::NotSent { send_at: at },
        }
    }
}
