//! Stories of assigning over a real database: one binding, real sealed orders, the clock in hand.

use diesel::prelude::*;
use serde_json::json;

use super::*;
use crate::binding::{self, Decision, Offer, Wish};
use crate::bulk::Rows;
use crate::db::backend::sql;
use crate::db::schema::public_codes;
use crate::error::{Code, Error, Result};
use crate::id::OrderId;
use crate::order::intake;
use crate::parcel::{Packer, ParcelAsk, plan};
use crate::party::{Factory, Who, public_code};
use crate::trial::Trial;
use crate::waybill::external::{ExternalAsk, ExternalRow, external};

mod history;
mod race;
mod recalls;

pub(super) struct World {
    pub trial: Trial,
    pub merchant: Acting<Merchant>,
    pub factory: Acting<Factory>,
    pub binding: Owned<kind::Binding>,
}

/// An order with its lines.
pub(super) struct Known {
    pub id: Owned<kind::Order>,
    pub lines: Vec<Owned<kind::Line>>,
}

impl World {
    pub fn open() -> Self {
        let trial = Trial::open();
        let merchant = trial.merchant();
        let factory = Acting::new(trial.party("factory"), Who::Worker);
        let code = public_codes::table;
        trial
            .write(|tx| {
                diesel::insert_into(code)
                    .values((
                        public_codes::code.eq(public_code::normal("factory1")),
                        public_codes::party_id.eq(factory.party()),
                    ))
                    .execute(tx.conn())?;
                Ok(())
            })
            .unwrap();
        let mut world = Self {
            binding: Owned::new(merchant.merchant(), crate::id::BindingId::fresh()),
            trial,
            merchant,
            factory,
        };
        world.binding = world.bind();
        world
    }

    pub fn bind(&self) -> Owned<kind::Binding> {
        let offer = Offer {
            code: "factory1".into(),
            note: String::new(),
            terms: Wish::default(),
        };
        let asked = self
            .trial
            .write(|tx| binding::offer(tx, &self.merchant, &offer))
            .unwrap();
        let yes = Decision::default();
        let accepted = self
            .trial
            .write(|tx| binding::accept(tx, &self.factory, asked.id, &yes));
        accepted.unwrap().id
    }

    /// An order with lines of these quantities, its receiver sealed.
    pub fn order(&self, number: &str, phone: &str, quantities: &[i64]) -> Known {
        let lines: Vec<_> = quantities
            .iter()
            .enumerate()
            .map(|(n, quantity)| {
                json!({ "line_id": n.to_string(), "sku": format!("S{n}"), "name": "杯子", "spec": "红",
                        "quantity": quantity, "price_fen": 1250 })
            })
            .collect();
        let ask = json!({ "orders": [{ "external_no": number, "source": "shop", "paid_at": "2026-11-23T10:00:00+08:00",
            "receiver": { "name": "欧阳锋", "phone": phone, "address": "浙江省金华市义乌市北苑街道秋实路123号3栋" },
            "lines": lines }] });
        let ask = serde_json::from_value(ask).unwrap();
        let taken = self
            .trial
            .write(|tx| intake::take_own(tx, &self.trial.vault, &self.merchant, &ask));
        let id = taken.unwrap().rows[0].ok.as_ref().unwrap().id;
        Known {
            id,
            lines: self.lines(id.id),
        }
    }

    fn lines(&self, order: OrderId) -> Vec<Owned<kind::Line>> {
        use crate::db::schema::lines;
        let found: Vec<crate::id::LineId> = self
            .trial
            .read(|conn| {
                Ok(lines::table
                    .filter(lines::order_id.eq(order))
                    .order(lines::key)
                    .select(lines::id)
                    .load(conn)?)
            })
            .unwrap();
        found
            .into_iter()
            .map(|line| Owned::new(self.merchant.merchant(), line))
            .collect()
    }

    pub fn give(&self, rows: &[Row]) -> Reply {
        self.try_give(rows).unwrap()
    }

    pub fn try_give(&self, rows: &[Row]) -> Result<Reply> {
        let ask = Ask { rows: rows.to_vec() };
        self.trial
            .write(|tx| assign(tx, &self.trial.vault, &self.merchant, &ask))
    }

    pub fn release(&self, act: Owned<kind::Act>) {
        self.trial
            .write(|tx| release::release(tx, &self.trial.vault, act.owner, act.id))
            .unwrap();
    }

    /// Gives the whole order to the factory, shows it, and lets the factory accept it.
    pub fn accepted(&self, order: &Known) -> Owned<kind::Assignment> {
        let reply = self.give(&[self.whole(order)]);
        self.release(reply.act);
        let id = reply.rows.rows[0].ok.as_ref().unwrap().assignment;
        assert_eq!(self.accept(&[id]).done, 1);
        id
    }

    pub fn accept(&self, ids: &[Owned<kind::Assignment>]) -> Rows<Done> {
        let ask = Accept {
            assignments: ids.to_vec(),
        };
        accept(&self.trial.db, &self.factory, &ask).unwrap()
    }

    pub fn turn_down(&self, ids: &[Owned<kind::Assignment>], fails: bool) -> Rows<Done> {
        let ask = Refuse {
            assignments: ids.to_vec(),
            code: NoCode::OutOfStock,
            note: "缺料".into(),
        };
        let verb = if fails { fail } else { decline };
        verb(&self.trial.db, &self.factory, &ask).unwrap()
    }

    pub fn whole(&self, order: &Known) -> Row {
        self.row(order.id, None, None)
    }

    pub fn row(
        &self,
        order: Owned<kind::Order>,
        line: Option<Owned<kind::Line>>,
        quantity: Option<i64>,
    ) -> Row {
        Row {
            order,
            line,
            quantity,
            to: Target::Binding(self.binding),
        }
    }

    pub fn list(&self, tab: Tab) -> Vec<Card> {
        let filter = Filter {
            tab: Some(tab),
            ..Filter::default()
        };
        let now = self.trial.db.clock().now();
        let page = self.trial.read(|conn| list(conn, &self.factory, &filter, now));
        page.unwrap().items
    }

    pub fn given(&self, order: &Known) -> Vec<MerchantView> {
        let ask = MerchantAsk {
            order: Some(order.id),
            ..MerchantAsk::default()
        };
        let page = self.trial.read(|conn| of_merchant(conn, &self.merchant, &ask));
        page.unwrap().items
    }

    pub fn plan(&self, id: Owned<kind::Assignment>) -> Owned<kind::Parcel> {
        let ask = plan::PlanAsk {
            parcels: vec![ParcelAsk {
                assignments: vec![id],
                ..ParcelAsk::default()
            }],
        };
        let packer = Packer::from(&self.factory);
        let rows = self.trial.write(|tx| plan::plan(tx, &packer, &ask)).unwrap();
        rows.rows[0].ok.as_ref().unwrap().id
    }

    pub fn type_number(&self, parcel: Owned<kind::Parcel>, number: &str) -> Owned<kind::Waybill> {
        let row = ExternalRow {
            parcel: Some(parcel),
            assignment: None,
            carrier: "sf".into(),
            number: number.into(),
        };
        let ask = ExternalAsk { rows: vec![row] };
        let packer = Packer::from(&self.factory);
        let rows = self.trial.write(|tx| external(tx, &packer, &ask)).unwrap();
        rows.rows[0].ok.as_ref().unwrap().id
    }

    pub fn exception(&self, order: &Known) -> Option<String> {
        use crate::db::schema::orders;
        let found = self.trial.read(|conn| {
            Ok(orders::table
                .filter(orders::id.eq(order.id.id))
                .select(orders::exception)
                .first(conn)?)
        });
        found.unwrap()
    }

    pub fn tokens(&self) -> i64 {
        use crate::db::schema::receiver_tokens;
        let viewer = self.factory.party();
        let found = self.trial.read(|conn| {
            Ok(receiver_tokens::table
                .filter(receiver_tokens::viewer_id.eq(viewer))
                .count()
                .get_result(conn)?)
        });
        found.unwrap()
    }

    /// Everything adds up: lines with assignments, counters with lines.
    pub fn check(&self) {
        let unbalanced = [
            "SELECT count(*) AS n FROM lines l WHERE l.assigned <> COALESCE((SELECT sum(al.quantity - al.returned)
                FROM assignment_lines al WHERE al.merchant_id = l.merchant_id AND al.line_id = l.id), 0)",
            "SELECT count(*) AS n FROM orders o WHERE o.to_assign + o.to_accept + o.to_number + o.to_print
                + o.to_ship + o.shipped <> (SELECT sum(l.ordered - l.refunded) FROM lines l
                WHERE l.merchant_id = o.merchant_id AND l.order_id = o.id)",
            "SELECT count(*) AS n FROM orders o WHERE o.to_accept <> COALESCE((SELECT sum(a.to_accept)
                FROM assignments a WHERE a.merchant_id = o.merchant_id AND a.order_id = o.id), 0)",
            "SELECT count(*) AS n FROM assignments a WHERE a.state IN ('declined', 'failed', 'recalled')
                AND EXISTS (SELECT 1 FROM assignment_lines l WHERE l.merchant_id = a.merchant_id
                AND l.assignment_id = a.id AND l.quantity <> l.returned)",
            "SELECT count(*) AS n FROM assignments a WHERE a.receiver_token IS NOT NULL AND NOT EXISTS
                (SELECT 1 FROM assignments o WHERE o.merchant_id = a.merchant_id
                AND o.receiver_token = a.receiver_token AND o.state IN ('held', 'assigned', 'accepted'))",
        ];
        for sql in unbalanced {
            assert_eq!(self.count(sql), 0, "{sql}");
        }
    }

    fn count(&self, sql: &'static str) -> i64 {
        #[derive(QueryableByName)]
        struct Counted {
            #[diesel(sql_type = sql::BigInt)]
            n: i64,
        }
        let found = self
            .trial
            .read(|conn| Ok(diesel::sql_query(sql).get_result::<Counted>(conn)?));
        found.unwrap().n
    }
}

pub(super) fn code<T>(result: Result<T>) -> Code {
    match result {
        Err(Error::Refused(no)) => no.code,
        Err(broken) => panic!("{broken}"),
        Ok(_) => panic!("it was done"),
    }
}

pub(super) fn codes<T>(rows: &Rows<T>) -> Vec<&'static str> {
    rows.rows
        .iter()
        .map(|row| row.problem.as_ref().map_or("ok", |problem| problem.code))
        .collect()
}

#[test]
fn what_is_held_is_seen_by_nobody_and_can_be_undone() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[2, 3]);
    let reply = world.give(&[world.whole(&order)]);
    assert_eq!(
        reply.held_until,
        world.trial.db.clock().now() + chrono::Duration::seconds(10)
    );
    assert!(world.list(Tab::All).is_empty() && world.list(Tab::ToAccept).is_empty());
    assert_eq!(world.given(&order)[0].actions, [Action::Undo]);
    let undone = |ask: Undo| world.trial.write(|tx| undo(tx, &world.merchant, &ask));
    let of_act = || Undo {
        act: Some(reply.act),
        assignments: Vec::new(),
    };
    assert_eq!(undone(of_act()).unwrap().done, 1);
    world.check();
    assert_eq!(codes(&undone(of_act()).unwrap()), ["undo_too_late"]);
    world.release(reply.act);
    assert!(
        world.list(Tab::All).is_empty(),
        "what was undone unseen stays unseen"
    );
    assert_eq!(
        world.give(&[world.whole(&order)]).rows.done,
        1,
        "the pieces are free again"
    );
    world.check();
}

#[test]
fn the_factory_sees_what_it_must_and_no_more() {
    let world = World::open();
    let order = world.order("SECRET-NUMBER-77", "13800138000", &[2, 3]);
    let twin = world.order("A2", "13800138000", &[1]);
    let other = world.order("A3", "13900139000", &[1]);
    let reply = world.give(&[world.whole(&order), world.whole(&twin), world.whole(&other)]);
    world.release(reply.act);
    let cards = world.list(Tab::ToAccept);
    assert_eq!(cards.len(), 3);
    let text = serde_json::to_string(&cards).unwrap();
    for hidden in [
        "SECRET-NUMBER-77",
        "13800138000",
        "欧阳",
        "秋实路",
        "1250",
        "ord_",
    ] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    let card = |id: usize| {
        let assignment = reply.rows.rows[id].ok.as_ref().unwrap().assignment;
        cards.iter().find(|card| card.id == assignment).unwrap()
    };
    assert!(card(0).alias.starts_with("DS") && card(0).alias != card(1).alias);
    assert!(card(0).receiver_token.is_some());
    assert_eq!(
        card(0).receiver_token,
        card(1).receiver_token,
        "equal receivers, equal tokens"
    );
    assert_ne!(card(0).receiver_token, card(2).receiver_token);
    assert_eq!(card(0).region.district, "义乌市");
    assert_eq!(card(0).actions, [Action::Accept, Action::Decline]);
    assert_eq!(card(0).goods.iter().map(|goods| goods.quantity).sum::<i64>(), 5);
}

#[test]
fn an_answer_moves_the_work_on_or_back() {
    let world = World::open();
    let (one, two) = (
        world.order("A1", "13800138000", &[2]),
        world.order("A2", "13800138000", &[4]),
    );
    let reply = world.give(&[world.whole(&one), world.whole(&two)]);
    world.release(reply.act);
    let ids: Vec<_> = reply
        .rows
        .rows
        .iter()
        .map(|row| row.ok.as_ref().unwrap().assignment)
        .collect();
    let stranger = Owned::new(crate::id::MerchantId::fresh(), ids[0].id);
    let accepted = world.accept(&[ids[0], ids[0], stranger]);
    assert_eq!(codes(&accepted), ["ok", "duplicate_key", "not_found"]);
    assert_eq!(
        world.accept(&[ids[0]]).done,
        1,
        "accepting twice is accepting once"
    );
    let declined = world.turn_down(&ids, false);
    assert_eq!(codes(&declined), ["state_forbids", "ok"]);
    assert_eq!(world.exception(&two).as_deref(), Some("declined"));
    assert_eq!(world.tokens(), 1, "work for the receiver is still open");
    assert_eq!(codes(&world.turn_down(&ids[..1], true)), ["ok"]);
    assert_eq!(world.exception(&one).as_deref(), Some("failed"));
    assert_eq!(world.tokens(), 0, "nothing is left to link");
    world.check();
    assert_eq!(world.given(&two)[0].code.as_deref(), Some("out_of_stock"));
    world.give(&[world.whole(&two)]);
    assert_eq!(world.exception(&two), None, "given again");
    world.check();
}

#[test]
fn auto_accept_acts_only_after_the_window() {
    let world = World::open();
    let change = binding::Change {
        terms: Wish {
            auto_accept: Some(true),
            ..Wish::default()
        },
        version: 2,
    };
    world
        .trial
        .write(|tx| binding::change_terms(tx, &world.factory, world.binding, &change))
        .unwrap();
    let order = world.order("A1", "13800138000", &[2]);
    let reply = world.give(&[world.whole(&order)]);
    assert_eq!(world.given(&order)[0].state, Word::Held);
    world.release(reply.act);
    assert_eq!(world.list(Tab::ToNumber)[0].state, Word::Accepted);
    world.release(reply.act);
    world.check();
}

#[test]
fn nothing_is_shown_under_a_binding_that_is_over() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[2]);
    let reply = world.give(&[world.whole(&order)]);
    let ending = world
        .trial
        .write(|tx| binding::end(tx, &world.factory, world.binding, &Decision::default()))
        .unwrap();
    assert_eq!(
        ending.state.word(),
        binding::Word::Ending,
        "held work is open work"
    );
    assert_eq!(
        codes(&world.give(&[world.whole(&order)]).rows),
        ["binding_not_live"]
    );
    world.release(reply.act);
    assert!(world.list(Tab::All).is_empty());
    assert_eq!(world.exception(&order).as_deref(), Some("binding_ended"));
    let ended = world
        .trial
        .read(|conn| binding::view(conn, &world.merchant, world.binding));
    assert_eq!(ended.unwrap().state.word(), binding::Word::Ended);
    world.check();
    world.bind();
}

#[test]
fn the_merchants_own_packing_waits_for_nobody() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[2]);
    let own = Row {
        to: Target::Own,
        ..world.whole(&order)
    };
    world.give(&[own]);
    let given = world.given(&order);
    assert_eq!((given[0].state, given[0].work.to_number), (Word::Accepted, 2));
    assert_eq!(given[0].alias, "A1");
    let now = world.trial.db.clock().now();
    let list = world
        .trial
        .read(|conn| own_list(conn, &world.merchant, &Filter::default(), now));
    assert!(
        list.unwrap().items[0].receiver_token.is_none(),
        "which receivers are equal he asks on his budget"
    );
    let counts = world
        .trial
        .read(|conn| own_counts(conn, &world.merchant))
        .unwrap();
    assert_eq!((counts.to_number.n, counts.all.n), (1, 1));
    world.check();
}
