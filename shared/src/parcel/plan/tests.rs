//! Planning is pure once the facts are read.

use super::*;
use crate::id::{AssignmentId, ReceiverTokenId};

fn share(token: Option<ReceiverTokenId>, lines: &[(LineId, i64)]) -> Share {
    Share {
        order: OrderId::fresh(),
        binding: None,
        accepted: true,
        token,
        receiver: ReceiverId::fresh(),
        receiver_write: 1,
        lines: lines.iter().copied().collect(),
    }
}

fn house(shares: Vec<Share>) -> (Loose, Vec<Owned<kind::Assignment>>) {
    let merchant = MerchantId::fresh();
    let keys: Vec<_> = shares
        .iter()
        .map(|_| Owned::new(merchant, AssignmentId::fresh()))
        .collect();
    (keys.iter().copied().zip(shares).collect(), keys)
}

fn refused(ask: &ParcelAsk, loose: &mut Loose) -> Code {
    ask.draft(loose).unwrap_err().code
}

#[test]
fn a_parcel_draws_what_is_left_and_no_more() {
    let line = LineId::fresh();
    let (mut loose, keys) = house(vec![share(None, &[(line, 3)])]);
    let item = ItemAsk {
        assignment: keys[0],
        line: Owned::new(keys[0].owner, line),
        quantity: 2,
    };
    let part = ParcelAsk {
        items: vec![item],
        ..ParcelAsk::default()
    };
    assert_eq!(part.draft(&mut loose).unwrap().items[0].quantity, 2);
    assert_eq!(
        refused(&part, &mut loose),
        Code::NothingToPack,
        "one piece is left, two are asked for"
    );
    let rest = ParcelAsk::whole(keys[0], 0);
    assert_eq!(rest.draft(&mut loose).unwrap().items[0].quantity, 1);
    assert_eq!(refused(&rest, &mut loose), Code::NothingToPack);
}

#[test]
fn equal_tokens_merge_and_others_do_not() {
    let token = Some(ReceiverTokenId::random());
    let line = |n| [(LineId::fresh(), n)];
    let (mut loose, keys) = house(vec![
        share(token, &line(1)),
        share(token, &line(2)),
        share(None, &line(1)),
        share(None, &line(1)),
    ]);
    let both = |a: usize, b: usize| ParcelAsk {
        assignments: vec![keys[a], keys[b]],
        ..ParcelAsk::default()
    };
    assert_eq!(refused(&both(0, 2), &mut loose), Code::ReceiversDiffer);
    assert_eq!(
        refused(&both(2, 3), &mut loose),
        Code::ReceiversDiffer,
        "no token is equal to nothing"
    );
    assert_eq!(both(0, 1).draft(&mut loose).unwrap().items.len(), 2);
}

#[test]
fn strangers_and_the_unaccepted_are_refused() {
    let mut waiting = share(None, &[(LineId::fresh(), 1)]);
    waiting.accepted = false;
    let (mut loose, keys) = house(vec![waiting]);
    assert_eq!(
        refused(&ParcelAsk::whole(keys[0], 0), &mut loose),
        Code::StateForbids
    );
    let stranger = Owned::new(keys[0].owner, AssignmentId::fresh());
    assert_eq!(
        refused(&ParcelAsk::whole(stranger, 0), &mut loose),
        Code::NotFound
    );
    assert_eq!(refused(&ParcelAsk::default(), &mut loose), Code::InvalidField);
    assert_eq!(
        refused(&ParcelAsk::whole(keys[0], -1), &mut loose),
        Code::InvalidField
    );
}
