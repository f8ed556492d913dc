use super::*;

/// A small generator, so that a history can be told again by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let place = usize::try_from(self.roll(u64::try_from(of.len().max(1)).unwrap())).unwrap();
        of.get(place)
    }
}

/// What was given so far.
#[derive(Default)]
struct Given {
    acts: Vec<Owned<kind::Act>>,
    assignments: Vec<Owned<kind::Assignment>>,
    parcels: u64,
}

#[test]
fn after_any_history_everything_adds_up() {
    for seed in [3, 1_000_003, 77_777] {
        let world = World::open();
        let orders: Vec<Known> = (0..4)
            .map(|n| world.order(&format!("A{n}"), &format!("1380013800{n}"), &[2, 5]))
            .collect();
        let (mut dice, mut given) = (Dice(seed), Given::default());
        for step in 0..60 {
            act(&world, &orders, &mut dice, &mut given, step);
            world.check();
        }
        assert!(
            given.acts.len() > 3 && given.parcels > 0,
            "a history in which something happened"
        );
    }
}

fn act(world: &World, orders: &[Known], dice: &mut Dice, given: &mut Given, step: u64) {
    match dice.roll(9) {
        0 | 1 => give_some(world, orders, dice, given),
        2 => {
            for act in &given.acts {
                world.release(*act);
            }
        }
        3 => {
            world.accept(&given.assignments);
        }
        4 => some(dice, given, |id| {
            world.turn_down(&[id], false);
        }),
        5 => some(dice, given, |id| {
            world.turn_down(&[id], true);
        }),
        6 => some(dice, given, |id| undo_or_recall(world, orders, id, step)),
        7 => pack(world, dice, given, step),
        _ => answer(world, dice),
    }
}

fn some(dice: &mut Dice, given: &Given, work: impl FnOnce(Owned<kind::Assignment>)) {
    if let Some(id) = dice.pick(&given.assignments) {
        work(*id);
    }
}

fn give_some(world: &World, orders: &[Known], dice: &mut Dice, given: &mut Given) {
    let Some(order) = dice.pick(orders) else { return };
    let line = dice.pick(&order.lines).copied();
    let quantity = i64::try_from(dice.roll(3)).unwrap() + 1;
    let row = match dice.roll(3) {
        0 => world.whole(order),
        1 => world.row(order.id, line, None),
        _ => world.row(order.id, line, Some(quantity)),
    };
    let reply = world.give(&[row]);
    if let Some(done) = &reply.rows.rows[0].ok {
        given.acts.push(reply.act);
        given.assignments.push(done.assignment);
    }
}

fn undo_or_recall(world: &World, orders: &[Known], id: Owned<kind::Assignment>, step: u64) {
    let ask = Undo {
        act: None,
        assignments: vec![id],
    };
    let undone = world.trial.write(|tx| undo(tx, &world.merchant, &ask)).unwrap();
    if undone.done == 1 {
        return;
    }
    let part = orders
        .iter()
        .flat_map(|order| &order.lines)
        .nth(usize::try_from(step % 8).unwrap());
    let lines = part.filter(|_| step.is_multiple_of(2)).map(|line| {
        vec![Pieces {
            line: *line,
            quantity: 1,
        }]
    });
    let ask = Recall {
        rows: vec![Wanted {
            assignment: id,
            lines,
        }],
        reason: String::new(),
    };
    world.trial.write(|tx| recall(tx, &world.merchant, &ask)).unwrap();
}

/// Packs what is loose; every other time a number is typed, so that recalls become questions.
fn pack(world: &World, dice: &mut Dice, given: &mut Given, step: u64) {
    let loose = world.list(Tab::ToNumber);
    let Some(id) = dice.pick(&loose).map(|card| card.id) else {
        return;
    };
    let packer = Packer::from(&world.factory);
    let ask = plan::PlanAsk {
        parcels: vec![ParcelAsk {
            assignments: vec![id],
            ..ParcelAsk::default()
        }],
    };
    let rows = world.trial.write(|tx| plan::plan(tx, &packer, &ask)).unwrap();
    let Some(card) = &rows.rows[0].ok else { return };
    given.parcels += 1;
    if step.is_multiple_of(2) {
        world.type_number(card.id, &format!("SF{:011}", given.parcels));
    }
}

fn answer(world: &World, dice: &mut Dice) {
    let ask = RequestAsk::default();
    let open = world
        .trial
        .read(|conn| requests(conn, &world.factory, &ask))
        .unwrap()
        .items;
    let Some(question) = dice.pick(&open) else { return };
    let reply = RecallReply::default();
    if dice.roll(2) == 0 {
        world
            .trial
            .write(|tx| deny(tx, &world.factory, question.id, &reply))
            .unwrap();
    } else {
        assert_eq!(
            code(
                world
                    .trial
                    .write(|tx| grant(tx, &world.factory, question.id, &reply))
            ),
            Code::HasWaybill
        );
    }
}
