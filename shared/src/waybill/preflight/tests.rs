//! Each reason for a no, one at a time, over one parcel that may otherwise go.

use super::super::dossier::{Item, Terms};
use super::*;
use crate::carrier::sandbox::Sandbox;
use crate::clock::Instant;
use crate::id::{
    AssignmentId, BindingId, FulfillerId, LineId, MerchantId, OrderId, ParcelId, ReceiverId, ReceiverTokenId,
    WaybillId,
};

const AT: Instant = Instant::UNIX_EPOCH;

fn item(receiver: ReceiverId) -> Item {
    Item {
        assignment: AssignmentId::fresh(),
        order: OrderId::fresh(),
        line: LineId::fresh(),
        quantity: 1,
        goods: "茶".into(),
        accepted: true,
        order_open: true,
        refund_open: false,
        token: None,
        receiver,
        receiver_write: 1,
        region: 330_106,
    }
}

fn terms() -> Terms {
    Terms {
        binding: BindingId::fresh(),
        live: true,
        carriers: Vec::new(),
        merchant_pays: false,
        daily_waybills: None,
        daily_fen: None,
    }
}

fn parcel() -> Dossier {
    let receiver = ReceiverId::fresh();
    Dossier {
        key: Owned::new(MerchantId::fresh(), ParcelId::fresh()),
        state: parcel::State::Planned,
        attempts: 0,
        weight_g: 0,
        receiver,
        version: 1,
        binding: Some(terms()),
        items: vec![item(receiver)],
        waybill: None,
    }
}

fn numbered(state: State) -> Dossier {
    let mut dossier = parcel();
    dossier.waybill = Some(Waybill {
        key: Owned::new(dossier.key.owner, WaybillId::fresh()),
        parcel: dossier.key,
        fulfiller: FulfillerId::fresh(),
        client_ref: "p.1".into(),
        carrier: "sandbox".into(),
        state,
        account: None,
        sorting_code: String::new(),
        hub: String::new(),
        product: String::new(),
        fee_fen: 0,
        code: None,
        remedy: String::new(),
        receiver_write: 1,
        reserved_at: AT,
        version: 1,
    });
    dossier
}

fn issued(voiding: bool) -> State {
    State::Issued {
        number: "SX1".into(),
        issued_at: AT,
        voiding,
    }
}

fn take(dossier: &Dossier) -> Result<(), Code> {
    let sandbox = Sandbox::new("http://127.0.0.1:1", "key").unwrap();
    preflight(dossier, Moment::Take(&sandbox)).map_err(|no| no.code)
}

fn at(dossier: &Dossier, moment: Moment<'_>) -> Result<(), Code> {
    preflight(dossier, moment).map_err(|no| no.code)
}

#[test]
fn a_parcel_that_may_go_goes() {
    assert_eq!(take(&parcel()), Ok(()));
    assert_eq!(at(&numbered(issued(false)), Moment::Print), Ok(()));
    assert_eq!(at(&numbered(issued(false)), Moment::Ship), Ok(()));
}

#[test]
fn what_became_of_the_work_is_asked_at_every_moment() {
    let changes: [(fn(&mut Dossier), Code); 6] = [
        (|d| d.binding.as_mut().unwrap().live = false, Code::BindingNotLive),
        (|d| d.items[0].accepted = false, Code::StateForbids),
        (|d| d.items[0].order_open = false, Code::OrderClosed),
        (|d| d.items[0].refund_open = true, Code::RefundOpen),
        (|d| d.items.push(item(d.receiver)), Code::ReceiversDiffer),
        (
            |d| d.state = parcel::State::Dropped { ended_at: AT },
            Code::StateForbids,
        ),
    ];
    for (change, code) in changes {
        let (mut bare, mut full) = (parcel(), numbered(issued(false)));
        change(&mut bare);
        change(&mut full);
        assert_eq!(take(&bare), Err(code));
        assert_eq!(at(&full, Moment::Print), Err(code));
        assert_eq!(at(&full, Moment::Ship), Err(code));
    }
}

#[test]
fn equal_tokens_keep_a_merged_parcel_together() {
    let mut merged = parcel();
    merged.items.push(item(ReceiverId::fresh()));
    for item in &mut merged.items {
        item.token = Some(ReceiverTokenId::of(uuid::Uuid::nil()));
    }
    assert_eq!(take(&merged), Ok(()));
}

#[test]
fn one_number_at_a_time() {
    assert_eq!(take(&numbered(State::Unknown)), Err(Code::WaybillUnknown));
    assert_eq!(take(&numbered(State::Reserved)), Err(Code::WaybillLive));
    assert_eq!(take(&numbered(issued(false))), Err(Code::WaybillLive));
    let failed = State::Failed {
        code: "out_of_numbers".into(),
        remedy: String::new(),
        ended_at: AT,
    };
    assert_eq!(
        take(&numbered(failed)),
        Ok(()),
        "after a failure another may be tried"
    );
}

#[test]
fn carrier_and_region_are_asked_when_a_number_is_wanted() {
    let mut dossier = parcel();
    dossier.binding.as_mut().unwrap().carriers = vec!["sf".into()];
    assert_eq!(take(&dossier), Err(Code::CarrierNotAllowed));
    assert_eq!(at(&dossier, Moment::Type("sf")), Ok(()));
    dossier.binding = None;
    dossier.items[0].region = 0;
    assert_eq!(take(&dossier), Err(Code::RegionNotServed));
}

#[test]
fn only_a_usable_number_for_the_receiver_of_today_travels() {
    assert_eq!(at(&parcel(), Moment::Ship), Err(Code::NoNumber));
    assert_eq!(at(&numbered(State::Reserved), Moment::Print), Err(Code::NoNumber));
    assert_eq!(at(&numbered(issued(true)), Moment::Ship), Err(Code::StateForbids));
    let typed = State::External {
        number: "SF12345678".into(),
        issued_at: AT,
    };
    assert_eq!(at(&numbered(typed.clone()), Moment::Print), Err(Code::NoNumber));
    assert_eq!(at(&numbered(typed), Moment::Ship), Ok(()));
    let mut moved = numbered(issued(false));
    moved.items[0].receiver_write = 2;
    assert_eq!(at(&moved, Moment::Ship), Err(Code::ReceiverChanged));
    assert_eq!(at(&moved, Moment::Print), Err(Code::ReceiverChanged));
}
