use super::*;
use crate::id::Owned;

struct World {
    merchant: MerchantId,
    facts: Facts,
}

impl World {
    fn new() -> Self {
        let facts = Facts {
            drop_shipping: true,
            ..Facts::default()
        };
        Self {
            merchant: MerchantId::fresh(),
            facts,
        }
    }

    fn order(&mut self, free: &[i64]) -> (OrderId, Vec<LineId>) {
        let id = OrderId::fresh();
        let lines: Vec<_> = free
            .iter()
            .map(|free| LineFacts {
                id: LineId::fresh(),
                free: *free,
                refund_open: false,
            })
            .collect();
        let ids = lines.iter().map(|line| line.id).collect();
        self.facts.orders.insert(id, OrderFacts { open: true, lines });
        (id, ids)
    }

    fn binding(&mut self) -> BindingId {
        let id = BindingId::fresh();
        let facts = BindingFacts {
            live: true,
            drop_shipping: true,
        };
        self.facts.bindings.insert(id, facts);
        id
    }

    fn row(&self, order: OrderId, line: Option<LineId>, quantity: Option<i64>, to: Option<BindingId>) -> Row {
        Row {
            order: Owned::new(self.merchant, order),
            line: line.map(|line| Owned::new(self.merchant, line)),
            quantity,
            to: to.map_or(Target::Own, |to| Target::Binding(Owned::new(self.merchant, to))),
        }
    }

    fn codes(&self, rows: &[Row]) -> Vec<&'static str> {
        let decided = decide(self.merchant, &self.facts, rows);
        decided
            .into_iter()
            .map(|row| row.map_or_else(|no| no.code.text(), |_| "ok"))
            .collect()
    }
}

#[test]
fn a_whole_order_is_all_its_free_pieces() {
    let mut world = World::new();
    let to = world.binding();
    let (order, lines) = world.order(&[2, 0, 3]);
    let decided = decide(
        world.merchant,
        &world.facts,
        &[world.row(order, None, None, Some(to))],
    );
    let share = decided.into_iter().next().unwrap().unwrap();
    assert_eq!(share.pieces, [(lines[0], 2), (lines[2], 3)]);
    assert_eq!(share.count(), 5);
}

#[test]
fn a_line_is_shared_between_two_until_nothing_is_left() {
    let mut world = World::new();
    let (one, two) = (world.binding(), world.binding());
    let (order, lines) = world.order(&[5]);
    let rows = [
        world.row(order, Some(lines[0]), Some(3), Some(one)),
        world.row(order, Some(lines[0]), Some(3), Some(two)),
        world.row(order, Some(lines[0]), Some(2), Some(two)),
    ];
    assert_eq!(
        world.codes(&rows),
        ["ok", "nothing_free", "duplicate_key"],
        "a refused row still names its pieces"
    );
    assert_eq!(world.codes(&[rows[0].clone(), rows[2].clone()]), ["ok", "ok"]);
}

#[test]
fn nothing_is_named_twice() {
    let mut world = World::new();
    let to = world.binding();
    let (order, lines) = world.order(&[5, 5]);
    let all = world.row(order, None, None, Some(to));
    let line = world.row(order, Some(lines[0]), None, Some(to));
    let part = world.row(order, Some(lines[0]), Some(1), None);
    let check = |rows: &[&Row]| world.codes(&rows.iter().map(|row| (*row).clone()).collect::<Vec<_>>());
    assert_eq!(check(&[&all, &all]), ["ok", "duplicate_key"]);
    assert_eq!(check(&[&all, &part]), ["ok", "duplicate_key"]);
    assert_eq!(check(&[&part, &all]), ["ok", "duplicate_key"]);
    assert_eq!(check(&[&part, &line]), ["ok", "duplicate_key"]);
    assert_eq!(check(&[&line, &part]), ["ok", "duplicate_key"]);
    let other = world.row(order, Some(lines[1]), None, Some(to));
    assert_eq!(check(&[&line, &other]), ["ok", "ok"]);
}

#[test]
fn what_is_not_the_merchants_is_not_found() {
    let mut world = World::new();
    let to = world.binding();
    let (order, _) = world.order(&[1]);
    let (_, foreign_line) = world.order(&[1]);
    let mut foreign = world.row(order, None, None, Some(to));
    foreign.order.owner = MerchantId::fresh();
    let rows = [
        foreign,
        world.row(OrderId::fresh(), None, None, Some(to)),
        world.row(order, None, None, Some(BindingId::fresh())),
        world.row(order, Some(foreign_line[0]), None, Some(to)),
    ];
    assert_eq!(world.codes(&rows), ["not_found"; 4]);
}

#[test]
fn states_refuse_with_their_own_words() {
    let mut world = World::new();
    let (to, ended, off) = (world.binding(), world.binding(), world.binding());
    world.facts.bindings.get_mut(&ended).unwrap().live = false;
    world.facts.bindings.get_mut(&off).unwrap().drop_shipping = false;
    let (order, _) = world.order(&[1]);
    let (closed, _) = world.order(&[1]);
    world.facts.orders.get_mut(&closed).unwrap().open = false;
    let (refund, _) = world.order(&[1]);
    world.facts.orders.get_mut(&refund).unwrap().lines[0].refund_open = true;
    let (empty, lines) = world.order(&[0]);
    let rows = [
        world.row(order, None, None, Some(ended)),
        world.row(order, None, None, Some(off)),
        world.row(closed, None, None, Some(to)),
        world.row(refund, None, None, Some(to)),
        world.row(empty, None, None, Some(to)),
        world.row(empty, Some(lines[0]), Some(0), None),
        world.row(order, None, Some(1), None),
    ];
    let expected = [
        "binding_not_live",
        "drop_shipping_off",
        "order_closed",
        "refund_open",
        "nothing_free",
    ];
    assert_eq!(world.codes(&rows[..5]), expected);
    assert_eq!(world.codes(&rows[5..]), ["invalid_field", "invalid_field"]);
}

#[test]
fn one_fulfiller_of_one_order_gets_one_assignment() {
    let mut world = World::new();
    let (one, two) = (world.binding(), world.binding());
    let (order, lines) = world.order(&[5, 5]);
    let rows = [
        world.row(order, Some(lines[0]), Some(3), Some(one)),
        world.row(order, Some(lines[1]), None, Some(one)),
        world.row(order, Some(lines[0]), Some(2), Some(two)),
    ];
    let decided = decide(world.merchant, &world.facts, &rows);
    let all = together(decided.iter().flatten());
    assert_eq!(all.len(), 2);
    assert_eq!(
        all[&(order, Some(one))],
        BTreeMap::from([(lines[0], 3), (lines[1], 5)])
    );
}
