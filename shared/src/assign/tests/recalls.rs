use super::*;

fn ask(world: &World, id: Owned<kind::Assignment>, lines: Option<Vec<Pieces>>) -> Rows<Recalled> {
    let ask = Recall {
        rows: vec![Wanted {
            assignment: id,
            lines,
        }],
        reason: "买家取消".into(),
    };
    world.trial.write(|tx| recall(tx, &world.merchant, &ask)).unwrap()
}

fn pieces(line: Owned<kind::Line>, quantity: i64) -> Option<Vec<Pieces>> {
    Some(vec![Pieces { line, quantity }])
}

#[test]
fn before_a_number_a_recall_is_done_at_once_in_part_or_whole() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[2, 3]);
    let id = world.accepted(&order);
    let part = ask(&world, id, pieces(order.lines[1], 1));
    assert_eq!((part.done, part.rows[0].ok.as_ref().unwrap().request), (1, None));
    assert_eq!(world.given(&order)[0].work.to_number, 4);
    world.check();
    world.plan(id);
    assert_eq!(
        ask(&world, id, None).done,
        1,
        "a parcel without number is no obstacle"
    );
    assert_eq!(world.given(&order)[0].state, Word::Recalled);
    assert_eq!(world.tokens(), 0);
    world.check();
    assert_eq!(codes(&ask(&world, id, None)), ["state_forbids"]);
}

#[test]
fn after_a_number_a_recall_is_a_question() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[3]);
    let id = world.accepted(&order);
    let parcel = world.plan(id);
    let waybill = world.type_number(parcel, "SF12345678901");
    let asked = ask(&world, id, pieces(order.lines[0], 2));
    let question = asked.rows[0].ok.as_ref().unwrap().request.unwrap();
    assert_eq!(world.given(&order)[0].state, Word::Accepted);
    assert_eq!(
        codes(&ask(&world, id, None)),
        ["state_forbids"],
        "one question at a time"
    );
    assert_eq!(
        world.list(Tab::Exception)[0].recall.as_ref().unwrap().id,
        question
    );
    let list = world
        .trial
        .read(|conn| requests(conn, &world.factory, &RequestAsk::default()));
    assert_eq!(list.unwrap().items[0].lines[0].quantity, 2);
    let reply = RecallReply::default();
    let granted = || {
        world
            .trial
            .write(|tx| grant(tx, &world.factory, question, &reply))
    };
    assert_eq!(code(granted()), Code::HasWaybill);
    void(&world, waybill);
    assert_eq!(granted().unwrap().state, RequestWord::Granted);
    assert_eq!(code(granted()), Code::AlreadyDecided);
    world.check();
    let given = &world.given(&order)[0];
    assert_eq!(
        (given.state, given.work.to_number, given.recall.is_none()),
        (Word::Accepted, 1, true)
    );
    assert!(world.list(Tab::Exception).is_empty());
}

fn void(world: &World, waybill: Owned<kind::Waybill>) {
    use crate::waybill::void::{VoidAsk, VoidRow, void};
    let row = VoidRow {
        waybill,
        version: None,
    };
    let ask = VoidAsk { rows: vec![row] };
    let packer = Packer::from(&world.factory);
    let done = world.trial.write(|tx| void(tx, &packer, &ask)).unwrap();
    assert_eq!(done.done, 1);
}

#[test]
fn a_question_is_denied_or_taken_back_by_those_it_concerns() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[3]);
    let id = world.accepted(&order);
    let parcel = world.plan(id);
    world.type_number(parcel, "SF12345678901");
    let question = || {
        ask(&world, id, None).rows[0]
            .ok
            .as_ref()
            .unwrap()
            .request
            .unwrap()
    };
    let reply = RecallReply::default();
    let first = question();
    let stranger = Acting::new(world.trial.party("factory"), Who::Worker);
    assert_eq!(
        code(world.trial.write(|tx| deny(tx, &stranger, first, &reply))),
        Code::NotFound
    );
    let denied = world.trial.write(|tx| deny(tx, &world.factory, first, &reply));
    assert_eq!(denied.unwrap().state, RequestWord::Denied);
    let second = question();
    let other = world.trial.merchant();
    assert_eq!(
        code(world.trial.write(|tx| withdraw(tx, &other, second, &reply))),
        Code::NotFound
    );
    let stale = RecallReply {
        version: Some(7),
        ..RecallReply::default()
    };
    assert_eq!(
        code(
            world
                .trial
                .write(|tx| withdraw(tx, &world.merchant, second, &stale))
        ),
        Code::Stale
    );
    world
        .trial
        .write(|tx| withdraw(tx, &world.merchant, second, &reply))
        .unwrap();
    assert!(world.list(Tab::Exception).is_empty());
    world.check();
}

#[test]
fn the_rest_that_cannot_be_supplied_comes_back_and_what_left_stays() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[1, 4]);
    let id = world.accepted(&order);
    ship_line(&world, id, order.lines[0]);
    assert_eq!(codes(&world.turn_down(&[id], true)), ["ok"]);
    let given = &world.given(&order)[0];
    assert_eq!((given.state, given.work.shipped), (Word::Shipped, 1));
    assert_eq!(given.code.as_deref(), Some("out_of_stock"));
    assert_eq!(world.exception(&order).as_deref(), Some("failed"));
    assert_eq!(world.tokens(), 0);
    world.check();
}

fn ship_line(world: &World, id: Owned<kind::Assignment>, line: Owned<kind::Line>) {
    use crate::parcel::ItemAsk;
    use crate::waybill::ship::{ShipmentsAsk, ship_typed};
    let packer = Packer::from(&world.factory);
    let parcel = ParcelAsk {
        items: vec![ItemAsk {
            assignment: id,
            line,
            quantity: 1,
        }],
        ..ParcelAsk::default()
    };
    let ask = plan::PlanAsk {
        parcels: vec![parcel],
    };
    let rows = world.trial.write(|tx| plan::plan(tx, &packer, &ask)).unwrap();
    let parcel = rows.rows[0].ok.as_ref().unwrap().id;
    let row = ExternalRow {
        parcel: Some(parcel),
        assignment: None,
        carrier: "sf".into(),
        number: "SF99999999999".into(),
    };
    let ask = ShipmentsAsk { rows: vec![row] };
    let done = world.trial.write(|tx| ship_typed(tx, &packer, &ask)).unwrap();
    assert_eq!(codes(&done), ["ok"]);
}
