use super::*;
use crate::assign::rows::LineOf;
use crate::assign::state::{State, Sums};
use crate::clock::Instant;
use crate::id::{FulfillerId, ReceiverId};
use crate::order::Origin;

fn assignment(lines: &[Sums]) -> Assignment {
    let at = Instant::from_timestamp(1, 0).unwrap();
    Assignment {
        id: AssignmentId::fresh(),
        order: OrderId::fresh(),
        order_open: true,
        receiver: ReceiverId::fresh(),
        origin: Origin::Merchant,
        fulfiller: FulfillerId::fresh(),
        binding: None,
        state: State::Accepted { at },
        asked: false,
        lines: lines
            .iter()
            .map(|sums| LineOf {
                line: LineId::fresh(),
                sums: *sums,
            })
            .collect(),
    }
}

fn sums(quantity: i64, packed: i64, shipped: i64, returned: i64) -> Sums {
    Sums {
        quantity,
        packed,
        shipped,
        returned,
    }
}

fn packed(of: &Assignment, line: usize, quantity: i64) -> Packed {
    Packed {
        parcel_id: ParcelId::fresh(),
        assignment_id: of.id,
        line_id: of.lines[line].line,
        order_id: of.order,
        quantity,
    }
}

#[test]
fn loose_pieces_come_back_at_once() {
    let of = assignment(&[sums(3, 0, 0, 1), sums(2, 2, 2, 0)]);
    let back = way(&of, None, &[]).unwrap();
    assert_eq!(back.count(), 2, "what is shipped or came back is not there");
    assert!(matches!(back, Way::AtOnce { ref parcels, .. } if parcels.is_empty()));
}

#[test]
fn a_parcel_without_number_is_dropped_only_where_it_is_in_the_way() {
    let of = assignment(&[sums(3, 2, 0, 0), sums(2, 2, 0, 0)]);
    let (first, second) = (packed(&of, 0, 2), packed(&of, 1, 2));
    let line = of.lines[0].line;
    let loose = way(&of, Some(&[(line, 1)]), &[first, second]).unwrap();
    assert!(matches!(loose, Way::AtOnce { ref parcels, .. } if parcels.is_empty()));
    let more = way(&of, Some(&[(line, 2)]), &[first, second]).unwrap();
    assert!(matches!(more, Way::AtOnce { parcels, .. } if parcels == BTreeSet::from([first.parcel_id])));
}

#[test]
fn a_number_in_the_way_makes_it_a_question() {
    let of = assignment(&[sums(3, 3, 0, 0)]);
    assert!(matches!(way(&of, None, &[]).unwrap(), Way::Ask { .. }));
    let part = packed(&of, 0, 1);
    assert!(matches!(way(&of, None, &[part]).unwrap(), Way::Ask { .. }));
    let line = of.lines[0].line;
    assert!(matches!(
        way(&of, Some(&[(line, 1)]), &[part]).unwrap(),
        Way::AtOnce { .. }
    ));
}

#[test]
fn what_is_not_there_cannot_be_recalled() {
    let of = assignment(&[sums(3, 0, 0, 1)]);
    let line = of.lines[0].line;
    let code = |wanted: &[(LineId, i64)]| way(&of, Some(wanted), &[]).unwrap_err().code;
    assert_eq!(code(&[(line, 3)]), Code::InvalidField);
    assert_eq!(code(&[(line, 0)]), Code::InvalidField);
    assert_eq!(code(&[(line, 1), (line, 1)]), Code::DuplicateKey);
    assert_eq!(code(&[(LineId::fresh(), 1)]), Code::NotFound);
    let done = assignment(&[sums(3, 2, 2, 1)]);
    assert_eq!(way(&done, None, &[]).unwrap_err().code, Code::StateForbids);
}
