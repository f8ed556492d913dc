//! Beginning: what no row could be done by is refused at once, the rows are written down, the job is put.

use serde_json::{Value, json};

use super::ask::{
    AcceptAsk, AssignAsk, CloseAsk, PackAsk, PrintAsk, RecallAsk, RefuseAsk, ShipAsk, TakeAsk, UndoAsk,
};
use super::verb::{Of, Verb};
use super::{SWEEP, SweepJob};
use crate::assign::{NOTE, No, Target};
use crate::batch::{self, Begin, Item, View};
use crate::binding;
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::BatchId;
use crate::outbox;
use crate::parcel::Packer;
use crate::party::{Acting, Factory, Merchant, OfSide};
use crate::print::task;
use crate::text;
use crate::waybill::{Desk, take};

/// Gives all free pieces of many orders to one fulfiller.
///
/// # Errors
/// `not_found` and `binding_not_live` for the binding, `invalid_field`, `too_many_rows`.
pub fn assign(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &AssignAsk) -> Result<View> {
    if let Target::Binding(id) = ask.to {
        let binding = binding::view(tx.conn(), who, id).map_err(|error| error.at("/to"))?;
        if !matches!(binding.state, binding::State::Active { .. }) {
            return Err(Refusal::new(Code::BindingNotLive).at("/to").into());
        }
    }
    let verb = Verb::Assign { to: ask.to };
    let rows = ask.selection.rows(tx.conn(), who, verb.kind())?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

/// Takes many assignments back, or asks for them.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn recall(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &RecallAsk) -> Result<View> {
    let reason = text::note(&ask.reason, "/reason", NOTE)?;
    let verb = Verb::Recall { reason };
    let rows = ask.selection.rows(tx.conn(), who, verb.kind())?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

/// Takes back many assignments nobody has seen yet.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn undo(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &UndoAsk) -> Result<View> {
    let verb = Verb::Undo;
    let rows = ask.selection.rows(tx.conn(), who, verb.kind())?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

/// Closes many orders.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn close(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &CloseAsk) -> Result<View> {
    let verb = Verb::Close { reason: ask.reason };
    let rows = ask.selection.rows(tx.conn(), who, verb.kind())?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

/// Accepts many assignments, of any merchants.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn accept(tx: &mut Tx<'_>, who: &Acting<Factory>, ask: &AcceptAsk) -> Result<View> {
    let now = tx.now();
    let verb = Verb::Accept;
    let rows = ask.selection.rows(tx.conn(), who, verb.kind(), now)?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

/// Declines many assignments.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn decline(tx: &mut Tx<'_>, who: &Acting<Factory>, ask: &RefuseAsk) -> Result<View> {
    let No { code, note } = No::said(ask.code, &ask.note)?;
    answer(tx, who, &Verb::Decline { code, note }, ask)
}

/// Says of many accepted assignments that they cannot be supplied after all.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn fail(tx: &mut Tx<'_>, who: &Acting<Factory>, ask: &RefuseAsk) -> Result<View> {
    let No { code, note } = No::said(ask.code, &ask.note)?;
    answer(tx, who, &Verb::Fail { code, note }, ask)
}

fn answer(tx: &mut Tx<'_>, who: &Acting<Factory>, verb: &Verb, ask: &RefuseAsk) -> Result<View> {
    let now = tx.now();
    let rows = ask.selection.rows(tx.conn(), who, verb.kind(), now)?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, verb, chosen)
}

/// Makes a parcel of what is left of each of many assignments.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn pack<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, ask: &PackAsk) -> Result<View> {
    let (now, weight_g) = (tx.now(), weight(ask.weight_g)?);
    let verb = Verb::Pack { weight_g };
    let rows = ask.selection.rows(tx.conn(), who, verb.kind(), now)?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

/// Takes numbers for many parcels, or for what is left of many assignments.
///
/// # Errors
/// `carrier_unknown`, `sender_missing`, `invalid_field`, `not_found`, `too_many_rows`.
pub fn take_numbers<S: OfSide>(
    tx: &mut Tx<'_>,
    desk: Desk<'_>,
    who: &Acting<S>,
    ask: &TakeAsk,
) -> Result<View>
where
    for<'a> Packer: From<&'a Acting<S>>,
{
    let of = match (&ask.assignments, &ask.parcels) {
        (Some(_), None) => Of::Assignments,
        (None, Some(_)) => Of::Parcels,
        _ => {
            return Err(Refusal::new(Code::InvalidField)
                .at("/assignments")
                .saying("assignments or parcels, one of the two")
                .into());
        }
    };
    let verb = Verb::TakeNumbers {
        of,
        carrier: ask.carrier.clone(),
        account: ask.account,
        product: ask.product.clone(),
        weight_g: weight(ask.weight_g)?,
    };
    take::check(tx, desk, &Packer::from(who), &verb.take_ask(&[]))?;
    let chosen = chosen_to_number(tx, who, &verb, ask)?;
    begin(tx, who, &verb, chosen)
}

fn chosen_to_number<S: OfSide>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    verb: &Verb,
    ask: &TakeAsk,
) -> Result<Chosen> {
    let now = tx.now();
    if let Some(selection) = &ask.assignments {
        let rows = selection.rows(tx.conn(), who, verb.kind(), now)?;
        return Ok(Chosen::of(rows, selection.told(), selection.refused_by));
    }
    let selection = ask.parcels.clone().unwrap_or_default();
    let rows = selection.rows(tx.conn(), who, verb.kind())?;
    Ok(Chosen::of(rows, selection.told(), selection.refused_by))
}

/// Asks for the labels of many parcels.
///
/// # Errors
/// `agent_unknown`, `agent_revoked`, `invalid_field`, `not_found`, `too_many_rows`.
pub fn print<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, ask: &PrintAsk) -> Result<View> {
    task::check_agent(tx, who.party(), ask.agent)?;
    let verb = Verb::Print {
        agent: ask.agent,
        size: ask.size,
        reason: text::note(&ask.reason, "/reason", NOTE)?,
    };
    let rows = ask.selection.rows(tx.conn(), who, verb.kind())?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

/// Ships many parcels.
///
/// # Errors
/// `invalid_field`, `not_found`, `too_many_rows`.
pub fn ship<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, ask: &ShipAsk) -> Result<View> {
    let verb = Verb::Ship;
    let rows = ask.selection.rows(tx.conn(), who, verb.kind())?;
    let chosen = Chosen::of(rows, ask.selection.told(), ask.selection.refused_by);
    begin(tx, who, &verb, chosen)
}

fn weight(weight_g: i64) -> Result<i64> {
    match (0..=1_000_000).contains(&weight_g) {
        true => Ok(weight_g),
        false => Err(Refusal::new(Code::InvalidField)
            .at("/weight_g")
            .saying("0 to 1000000")
            .into()),
    }
}

/// Rows, how they were asked for, and whose refusals they were.
struct Chosen {
    items: Vec<Item>,
    told: Value,
    retry_of: Option<BatchId>,
}

impl Chosen {
    fn of<K: crate::id::Kind>(
        rows: Vec<crate::id::Owned<K>>,
        told: Value,
        retry_of: Option<BatchId>,
    ) -> Self {
        Self {
            items: rows.into_iter().map(Item::from).collect(),
            told,
            retry_of,
        }
    }
}

fn begin<S: OfSide>(tx: &mut Tx<'_>, who: &Acting<S>, verb: &Verb, mut chosen: Chosen) -> Result<View> {
    if verb.apart() {
        // Those of one merchant stand together; among them the longest waiting stays first.
        chosen.items.sort_by_key(|item| item.merchant);
    }
    let view = batch::begin(
        tx,
        who,
        Begin {
            kind: verb.kind(),
            dry_run: false,
            request: json!({ "verb": verb, "selection": chosen.told }),
            spool: None,
            items: Some(chosen.items),
            retry_of: chosen.retry_of,
        },
    )?;
    let job = SweepJob {
        owner: who.party(),
        batch: view.id,
    };
    let now = tx.now();
    outbox::put(tx, SWEEP.job(view.id, &job, now)?)?;
    Ok(view)
}
