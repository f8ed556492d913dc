//! The floor of `ingest`: the same rows in plain multi-row INSERTs, random bytes where ciphertext would stand.

use std::time::{Duration, Instant as Watch};

use diesel::prelude::*;
use shared::clock::{Clock, Instant};
use shared::db::backend::{self, Conn, sql};
use shared::db::schema::{lines, orders, products, receiver_salts, receiver_tags, receivers};
use shared::id::{DataKeyId, LineId, MerchantId, OrderId, ProductId, ReceiverId};

use crate::Fallible;
use crate::sample::{CALL, Dice, SOURCES, lines_of};
use crate::stage::Stage;

/// What the rows of the real thing look like.
#[derive(Clone, QueryableByName)]
struct Shape {
    #[diesel(sql_type = sql::Uuid)]
    data_key_id: DataKeyId,
    #[diesel(sql_type = sql::BigInt)]
    name: i64,
    #[diesel(sql_type = sql::BigInt)]
    phone: i64,
    #[diesel(sql_type = sql::BigInt)]
    address: i64,
    #[diesel(sql_type = sql::BigInt)]
    remark: i64,
    #[diesel(sql_type = sql::BigInt)]
    salt: i64,
    #[diesel(sql_type = sql::BigInt)]
    commitment: i64,
}

#[derive(Insertable)]
#[diesel(table_name = orders)]
struct Order {
    merchant_id: MerchantId,
    id: OrderId,
    source: &'static str,
    external_no: String,
    number_key: Vec<u8>,
    number_tail: String,
    origin: &'static str,
    state: &'static str,
    placed_at: Instant,
    paid_at: Instant,
    remark: &'static str,
    seller_remark: &'static str,
    receiver_id: ReceiverId,
    receiver_write: i64,
    province: i64,
    city: i64,
    region: i64,
    to_assign: i64,
    to_accept: i64,
    to_number: i64,
    to_print: i64,
    to_ship: i64,
    shipped: i64,
    retail_fen: i64,
    created_at: Instant,
    version: i64,
}

#[derive(Insertable)]
#[diesel(table_name = lines)]
struct Line {
    merchant_id: MerchantId,
    id: LineId,
    order_id: OrderId,
    key: String,
    ordinal: i64,
    product_id: ProductId,
    placed_at: Instant,
    ordered: i64,
    free: i64,
    assigned: i64,
    refunded: i64,
    refund_state: &'static str,
    price_fen: i64,
}

#[derive(Insertable)]
#[diesel(table_name = receivers)]
struct Receiver {
    merchant_id: MerchantId,
    id: ReceiverId,
    data_key_id: DataKeyId,
    write_no: i64,
    name_sealed: Vec<u8>,
    phone_sealed: Vec<u8>,
    address_sealed: Vec<u8>,
    remark_sealed: Vec<u8>,
    sealed_at: Instant,
}

#[derive(Insertable)]
#[diesel(table_name = receiver_salts)]
struct Salt {
    merchant_id: MerchantId,
    receiver_id: ReceiverId,
    salt: Vec<u8>,
    commitment: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = receiver_tags)]
struct Tag {
    merchant_id: MerchantId,
    receiver_id: ReceiverId,
    epoch: i64,
    phone: i64,
    phone_tail: i64,
    name: i64,
    same: i64,
}

/// The rows of one transaction.
#[derive(Default)]
struct Set {
    receivers: Vec<Receiver>,
    salts: Vec<Salt>,
    tags: Vec<Tag>,
    orders: Vec<Order>,
    lines: Vec<Line>,
}

/// Writes the rows of orders `from` to `to` over `writers` connections, 500 orders a transaction; answers how long
/// it took. The rows themselves are made before the clock runs.
pub fn run(stage: &Stage, from: usize, to: usize, writers: usize) -> Fallible<Duration> {
    let mut conn = stage.base.connect()?;
    let pattern = Pattern::of(&mut conn, stage.owner)?;
    let sets: Vec<Set> = (from..to)
        .step_by(CALL)
        .map(|first| pattern.set(first, to.min(first + CALL)))
        .collect();
    let mut shares: Vec<Vec<Set>> = std::iter::repeat_with(Vec::new).take(writers).collect();
    for (place, set) in sets.into_iter().enumerate() {
        if let Some(share) = shares.get_mut(place % writers) {
            share.push(set);
        }
    }
    let conns = shares
        .iter()
        .map(|_| stage.base.connect())
        .collect::<Fallible<Vec<Conn>>>()?;
    let begun = Watch::now();
    std::thread::scope(|scope| {
        let writing: Vec<_> = shares
            .iter()
            .zip(conns)
            .map(|(share, mut conn)| {
                scope.spawn(move || share.iter().try_for_each(|set| set.write(&mut conn)))
            })
            .collect();
        writing
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| "a writer died")?.map_err(Into::into))
    })
    .map_err(|error: Box<dyn std::error::Error + Send + Sync>| error)?;
    Ok(begun.elapsed())
}

impl Set {
    fn write(&self, conn: &mut Conn) -> QueryResult<()> {
        backend::transact(conn, |conn| {
            diesel::insert_into(receivers::table)
                .values(&self.receivers)
                .execute(conn)?;
            diesel::insert_into(receiver_salts::table)
                .values(&self.salts)
                .execute(conn)?;
            diesel::insert_into(receiver_tags::table)
                .values(&self.tags)
                .execute(conn)?;
            diesel::insert_into(orders::table)
                .values(&self.orders)
                .execute(conn)?;
            diesel::insert_into(lines::table)
                .values(&self.lines)
                .execute(conn)?;
            Ok(())
        })
    }
}

struct Pattern {
    owner: MerchantId,
    shape: Shape,
    products: Vec<ProductId>,
    now: Instant,
}

impl Pattern {
    fn of(conn: &mut Conn, owner: MerchantId) -> Fallible<Self> {
        let shape = diesel::sql_query(
            "SELECT r.data_key_id, length(r.name_sealed) AS name, length(r.phone_sealed) AS phone,
                    length(r.address_sealed) AS address, length(r.remark_sealed) AS remark,
                    length(s.salt) AS salt, length(s.commitment) AS commitment
             FROM receivers r JOIN receiver_salts s ON s.merchant_id = r.merchant_id AND s.receiver_id = r.id
             WHERE r.merchant_id = $1 LIMIT 1"
                .replace(
                    "length(",
                    if crate::base::on_postgres() {
                        "octet_length("
                    } else {
                        "length("
                    },
                )
                .replace(
                    ") AS",
                    if crate::base::on_postgres() {
                        ")::bigint AS"
                    } else {
                        ") AS"
                    },
                ),
        )
        .bind::<sql::Uuid, _>(owner)
        .get_result(conn)?;
        let products = products::table
            .filter(products::merchant_id.eq(owner))
            .select(products::id)
            .load(conn)?;
        Ok(Self {
            owner,
            shape,
            products,
            now: Clock::system().now(),
        })
    }

    fn set(&self, from: usize, to: usize) -> Set {
        let mut set = Set::default();
        let mut dice = Dice::new(u64::try_from(from).unwrap_or_default() + 77);
        for n in from..to {
            let (order, receiver) = (OrderId::fresh(), ReceiverId::fresh());
            self.receiver(&mut set, receiver, &mut dice);
            set.orders.push(self.order(n, order, receiver, &mut dice));
            for ordinal in 0..lines_of(n) {
                set.lines.extend(self.line(n, ordinal, order, &mut dice));
            }
        }
        set
    }

    fn receiver(&self, set: &mut Set, id: ReceiverId, dice: &mut Dice) {
        let mut bytes = |length: i64| dice.bytes(usize::try_from(length).unwrap_or_default());
        set.receivers.push(Receiver {
            merchant_id: self.owner,
            id,
            data_key_id: self.shape.data_key_id,
            write_no: 1,
            name_sealed: bytes(self.shape.name),
            phone_sealed: bytes(self.shape.phone),
            address_sealed: bytes(self.shape.address),
            remark_sealed: bytes(self.shape.remark),
            sealed_at: self.now,
        });
        set.salts.push(Salt {
            merchant_id: self.owner,
            receiver_id: id,
            salt: bytes(self.shape.salt),
            commitment: bytes(self.shape.commitment),
        });
        set.tags.push(Tag {
            merchant_id: self.owner,
            receiver_id: id,
            epoch: 1,
            phone: below(dice, 1 << 16),
            phone_tail: below(dice, 1 << 8),
            name: below(dice, 1 << 10),
            same: below(dice, 1 << 62),
        });
    }

    fn order(&self, n: usize, id: OrderId, receiver_id: ReceiverId, dice: &mut Dice) -> Order {
        let external_no = format!("7925813200{n:08}");
        let placed_at = self.now - chrono::Duration::seconds(below(dice, 77_760));
        let region = 110_000 + below(dice, 40) * 10_000 + 101;
        Order {
            merchant_id: self.owner,
            id,
            source: SOURCES.get(n % SOURCES.len()).copied().unwrap_or_default(),
            number_key: external_no.clone().into_bytes(),
            number_tail: external_no.chars().skip(12).collect(),
            external_no,
            origin: "merchant",
            state: "open",
            placed_at,
            paid_at: placed_at,
            remark: "",
            seller_remark: "",
            receiver_id,
            receiver_write: 1,
            province: region - 101,
            city: region - 1,
            region,
            to_assign: 2,
            to_accept: 0,
            to_number: 0,
            to_print: 0,
            to_ship: 0,
            shipped: 0,
            retail_fen: 9900,
            created_at: self.now,
            version: 1,
        }
    }

    fn line(&self, n: usize, ordinal: usize, order_id: OrderId, dice: &mut Dice) -> Option<Line> {
        let product_id = *self.products.get((n + ordinal) % self.products.len())?;
        Some(Line {
            merchant_id: self.owner,
            id: LineId::fresh(),
            order_id,
            key: format!("p:{:032x}#{ordinal}", dice.roll()),
            ordinal: i64::try_from(ordinal).ok()?,
            product_id,
            placed_at: self.now,
            ordered: 2,
            free: 2,
            assigned: 0,
            refunded: 0,
            refund_state: "none",
            price_fen: 9900,
        })
    }
}

fn below(dice: &mut Dice, n: u64) -> i64 {
    i64::try_from(dice.below(n)).unwrap_or_default()
}
