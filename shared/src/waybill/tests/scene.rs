//! A merchant, a factory bound to it, orders it accepted, and an account with money: where the stories begin.

use diesel::prelude::*;
use serde_json::json;

use crate::carrier::{Credential, Issued, Registry, sandbox};
use crate::clock::Zone;
use crate::db::schema::{
    assignment_lines, assignments, bindings, jobs, lines, orders, parcels, parties, receiver_tokens,
    waybill_accounts,
};
use crate::error::Result;
use crate::id::{
    ActId, AssignmentId, BindingId, FulfillerId, LineId, OrderId, Owned, PartyId, ReceiverTokenId, kind,
};
use crate::ledger::account::Application;
use crate::ledger::decide::Approval;
use crate::ledger::top_up::TopUp;
use crate::ledger::{self, AccountKey};
use crate::order::{self, intake};
use crate::parcel::Packer;
use crate::parcel::act::{ParcelRef, ParcelsAsk};
use crate::party::{Acting, Factory, Merchant, Platform, Who};
use crate::trial::{Trial, noon};
use crate::vault::intake::OrdersAsk;
use crate::vault::tokens::Circle;
use crate::waybill::list::View;
use crate::waybill::record::{self, Came};
use crate::waybill::take::{TakeAsk, TakeRow};
use crate::waybill::{Desk, Errand, take};

pub struct Scene {
    pub trial: Trial,
    pub merchant: Acting<Merchant>,
    pub factory: Acting<Factory>,
    pub operator: Acting<Platform>,
    pub registry: Registry,
    pub binding: BindingId,
    /// One for each order.
    pub given: Vec<Owned<kind::Assignment>>,
    pub lines: Vec<Owned<kind::Line>>,
}

pub type Row<T> = std::result::Result<T, &'static str>;

/// The answers of a bulk act, each as what it was or the code it was refused with.
pub fn rows<T>(answer: crate::bulk::Rows<T>) -> Vec<Row<T>> {
    let row = |row: crate::bulk::Row<T>| row.ok.ok_or_else(|| row.problem.map_or("neither", |no| no.code));
    answer.rows.into_iter().map(row).collect()
}

impl Scene {
    /// `count` orders of 3 pieces, accepted by the factory; the receivers of the first two are equal.
    pub fn set(count: usize) -> Self {
        let trial = Trial::open();
        let merchant = trial.merchant();
        let factory = Acting::new(trial.party("factory"), Who::Worker);
        let operator = Acting::new(trial.party("platform"), Who::Worker);
        let credential = Credential {
            carrier: sandbox::CODE.into(),
            url: "http://127.0.0.1:1".into(),
            app_key: "key".into(),
        };
        let registry = Registry::open(false, &[credential]).unwrap();
        let mut scene = Self {
            trial,
            merchant,
            factory,
            operator,
            registry,
            binding: BindingId::fresh(),
            given: Vec::new(),
            lines: Vec::new(),
        };
        scene.sender(factory.party());
        scene.bind();
        scene.take_orders(count);
        scene.accept(factory.fulfiller(), Some(scene.binding));
        scene
    }

    pub fn packer(&self) -> Packer {
        (&self.factory).into()
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk {
            carriers: &self.registry,
            zone: Zone::default(),
        }
    }

    fn sender(&self, party: PartyId) {
        let sender = json!({"name": "云坊仓", "phone": "0571-88888888", "province": "浙江省", "city": "杭州市",
            "district": "西湖区", "address": "文三路 1 号"});
        let row = diesel::update(parties::table.find(party)).set(parties::sender.eq(sender));
        self.trial
            .write(|tx| Ok(row.clone().execute(tx.conn())?))
            .unwrap();
    }

    fn bind(&self) {
        let row = (
            (
                bindings::merchant_id.eq(self.merchant.merchant()),
                bindings::id.eq(self.binding),
            ),
            (
                bindings::fulfiller_id.eq(self.factory.fulfiller()),
                bindings::state.eq("active"),
            ),
            (
                bindings::offered_by.eq("merchant"),
                bindings::offer_note.eq(""),
                bindings::reason.eq(""),
            ),
            (
                bindings::auto_accept.eq(false),
                bindings::waybill_payer.eq("fulfiller"),
            ),
            (
                bindings::carriers.eq(json!([])),
                bindings::accept_hours.eq(24),
                bindings::alias_key.eq(vec![0_u8]),
            ),
            (
                bindings::offered_at.eq(noon()),
                bindings::decided_at.eq(noon()),
                bindings::version.eq(1),
            ),
        );
        let insert = |tx: &mut crate::db::Tx<'_>| {
            Ok(diesel::insert_into(bindings::table)
                .values(row.clone())
                .execute(tx.conn())?)
        };
        self.trial.write(insert).unwrap();
    }

    fn take_orders(&mut self, count: usize) {
        let order = |n: usize| {
            let phone = format!("138001380{:02}", n.max(1));
            json!({
                "external_no": format!("A{n:05}"), "source": "shop", "paid_at": "2026-11-23T10:00:00+08:00",
                "receiver": { "name": "欧阳锋", "phone": phone, "address": "浙江省金华市义乌市北苑街道秋实路123号3栋" },
                "lines": [{ "line_id": "1", "sku": "S1", "name": "杯子", "spec": "红", "quantity": 3, "price_fen": 1250 }]
            })
        };
        let orders: Vec<_> = (0..count).map(order).collect();
        let ask: OrdersAsk = serde_json::from_value(json!({ "orders": orders })).unwrap();
        let work = |tx: &mut crate::db::Tx<'_>| intake::take_own(tx, &self.trial.vault, &self.merchant, &ask);
        assert_eq!(self.trial.write(work).unwrap().done, count);
    }

    /// Gives every order wholly to `fulfiller`, who accepts.
    fn accept(&mut self, fulfiller: FulfillerId, binding: Option<BindingId>) {
        let merchant = self.merchant.merchant();
        let (vault, mut given, mut named) = (&self.trial.vault, Vec::new(), Vec::new());
        let found: Vec<(OrderId, crate::id::ReceiverId, LineId, crate::id::ProductId)> = self
            .trial
            .read(|conn| {
                Ok(orders::table
                    .inner_join(lines::table.on(lines::order_id.eq(orders::id)))
                    .filter(orders::merchant_id.eq(merchant))
                    .order(orders::external_no)
                    .select((orders::id, orders::receiver_id, lines::id, lines::product_id))
                    .load(conn)?)
            })
            .unwrap();
        for (order, receiver, line, product) in found {
            let id = AssignmentId::fresh();
            let work = |tx: &mut crate::db::Tx<'_>| -> Result<()> {
                let tokens =
                    vault.tokens_for(tx, merchant, fulfiller.cast(), Circle::Merchant, &[receiver])?;
                insert_assignment(
                    tx,
                    (Owned::new(merchant, id), order, fulfiller, binding),
                    tokens[&receiver],
                )?;
                insert_line(tx, Owned::new(merchant, id), order, line, product)?;
                order::roll_up(tx, merchant, &[order])
            };
            self.trial.write(work).unwrap();
            given.push(Owned::new(merchant, id));
            named.push(Owned::new(merchant, line));
        }
        (self.given, self.lines) = (given, named);
    }

    /// An active account of a party with that much money; a number costs `price_fen`.
    pub fn account(&self, party: PartyId, fen: i64, price_fen: i64) -> AccountKey {
        let (owner, carriers) = (Acting::<Factory>::new(party, Who::Worker), &self.registry);
        let ask = Application {
            carrier: sandbox::CODE.into(),
            name: "测试".into(),
            settlement_no: "SBX-1".into(),
            branch: String::new(),
        };
        let view = self
            .trial
            .write(|tx| {
                let view = ledger::account::apply(tx, &owner, carriers, &ask)?;
                let approval = Approval {
                    price_fen,
                    version: Some(1),
                };
                let view = ledger::decide::approve(tx, &self.operator, carriers, view.id, &approval)?;
                if fen == 0 {
                    return Ok(view);
                }
                let paid = TopUp {
                    fen,
                    reference: "B1".into(),
                    note: String::new(),
                };
                ledger::top_up::top_up(tx, &self.operator, carriers, view.id, &paid)?;
                ledger::top_up::top_up(tx, &self.operator, carriers, view.id, &paid)
            })
            .unwrap();
        assert_eq!(view.balance_fen, fen, "one reference is booked once");
        view.id.into()
    }

    /// What an account holds: (balance, held).
    pub fn money(&self, key: AccountKey) -> (i64, i64) {
        let query = waybill_accounts::table
            .find((key.party, key.id))
            .select((waybill_accounts::balance_fen, waybill_accounts::held_fen));
        let money = self.trial.read(|conn| Ok(query.first(conn)?)).unwrap();
        assert_eq!(
            self.trial.read(ledger::check::discrepancies).unwrap(),
            [],
            "the books add up"
        );
        money
    }

    /// Takes numbers for assignments of that index.
    pub fn take(&self, which: &[usize]) -> Vec<Row<View>> {
        let row = |n: &usize| TakeRow {
            parcel: None,
            assignment: Some(self.given[*n]),
            weight_g: 500,
        };
        let rows: Vec<TakeRow> = which.iter().map(row).collect();
        let ask = TakeAsk {
            carrier: sandbox::CODE.into(),
            account: None,
            product: String::new(),
            rows,
        };
        self::rows(
            self.trial
                .write(|tx| take::take(tx, self.desk(), &self.packer(), &ask))
                .unwrap(),
        )
    }

    /// Writes down what a carrier said.
    pub fn said(&self, view: &View, came: Came) {
        let outcomes = [(Errand::of(view.id), came)];
        self.trial.write(|tx| record::taken(tx, &outcomes)).unwrap();
    }

    /// The waybill as it stands.
    pub fn view(&self, view: &View) -> View {
        self.trial
            .read(|conn| crate::waybill::list::get(conn, self.factory.party(), view.id))
            .unwrap()
    }

    /// Ships parcels.
    pub fn ship(&self, parcels: &[Owned<kind::Parcel>]) -> Vec<Row<crate::parcel::card::Card>> {
        let parcels = parcels
            .iter()
            .map(|parcel| ParcelRef {
                parcel: *parcel,
                version: None,
            })
            .collect();
        let ask = ParcelsAsk { parcels };
        rows(
            self.trial
                .write(|tx| crate::waybill::ship::ship(tx, &self.packer(), &ask))
                .unwrap(),
        )
    }

    /// Pieces of the order behind an assignment: (to_number, to_print, to_ship, shipped).
    pub fn work(&self, n: usize) -> (i64, i64, i64, i64) {
        let query = orders::table
            .inner_join(assignments::table.on(assignments::order_id.eq(orders::id)))
            .filter(assignments::id.eq(self.given[n].id))
            .select((
                orders::to_number,
                orders::to_print,
                orders::to_ship,
                orders::shipped,
            ));
        self.trial.read(|conn| Ok(query.first(conn)?)).unwrap()
    }

    /// The state of an assignment and whether it still has a token.
    pub fn assignment(&self, n: usize) -> (String, bool) {
        let query = assignments::table
            .filter(assignments::id.eq(self.given[n].id))
            .select((assignments::state, assignments::receiver_token.is_not_null()));
        self.trial.read(|conn| Ok(query.first(conn)?)).unwrap()
    }

    pub fn tokens(&self) -> i64 {
        self.trial
            .read(|conn| Ok(receiver_tokens::table.count().get_result(conn)?))
            .unwrap()
    }

    pub fn parcels(&self) -> i64 {
        self.trial
            .read(|conn| Ok(parcels::table.count().get_result(conn)?))
            .unwrap()
    }

    /// Jobs waiting, by kind.
    pub fn jobs(&self, kind: &str) -> i64 {
        let query = jobs::table.filter(jobs::kind.eq(kind)).count();
        self.trial.read(|conn| Ok(query.get_result(conn)?)).unwrap()
    }

    /// Changes the terms of the binding.
    pub fn terms(&self, payer: &str, daily: Option<i64>, carriers: serde_json::Value) {
        let row = diesel::update(bindings::table).set((
            bindings::waybill_payer.eq(payer),
            bindings::daily_waybills.eq(daily),
            bindings::carriers.eq(carriers),
        ));
        self.trial
            .write(|tx| Ok(row.clone().execute(tx.conn())?))
            .unwrap();
    }
}

/// A number as a carrier sells it.
pub fn sold(number: &str, fee_fen: i64) -> Came {
    Came::Issued(Issued {
        number: number.into(),
        sorting_code: "788-F36-30".into(),
        hub: "义乌集散".into(),
        route: "义乌".into(),
        fee_fen,
    })
}

type Head = (Owned<kind::Assignment>, OrderId, FulfillerId, Option<BindingId>);

fn insert_assignment(tx: &mut crate::db::Tx<'_>, head: Head, token: ReceiverTokenId) -> Result<()> {
    let (key, order, fulfiller, binding) = head;
    let zero = 0_i64;
    let row = (
        (
            assignments::merchant_id.eq(key.owner),
            assignments::id.eq(key.id),
            assignments::order_id.eq(order),
        ),
        (
            assignments::fulfiller_id.eq(fulfiller),
            assignments::binding_id.eq(binding),
            assignments::alias.eq("F1"),
        ),
        (
            assignments::state.eq("accepted"),
            assignments::note.eq(""),
            assignments::receiver_token.eq(token),
        ),
        (
            assignments::placed_at.eq(noon()),
            assignments::held_until.eq(noon()),
            assignments::accepted_at.eq(noon()),
        ),
        (
            assignments::to_accept.eq(zero),
            assignments::to_number.eq(zero),
            assignments::to_print.eq(zero),
        ),
        (
            assignments::to_ship.eq(zero),
            assignments::shipped.eq(zero),
            assignments::act_id.eq(ActId::fresh()),
        ),
        (assignments::created_at.eq(noon()), assignments::version.eq(1)),
    );
    diesel::insert_into(assignments::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

fn insert_line(
    tx: &mut crate::db::Tx<'_>,
    key: Owned<kind::Assignment>,
    order: OrderId,
    line: LineId,
    product: crate::id::ProductId,
) -> Result<()> {
    use assignment_lines as t;
    let row = (
        (
            t::merchant_id.eq(key.owner),
            t::assignment_id.eq(key.id),
            t::line_id.eq(line),
            t::order_id.eq(order),
        ),
        (
            t::product_id.eq(product),
            t::quantity.eq(3),
            t::packed.eq(0),
            t::shipped.eq(0),
            t::returned.eq(0),
        ),
    );
    diesel::insert_into(t::table).values(row).execute(tx.conn())?;
    diesel::update(lines::table.filter(lines::id.eq(line)))
        .set((lines::free.eq(0), lines::assigned.eq(3)))
        .execute(tx.conn())?;
    Ok(())
}
