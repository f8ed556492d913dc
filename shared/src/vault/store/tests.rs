use super::*;
use crate::clock::Zone;
use crate::db::Db;
use crate::id::PartyId;
use crate::trial::Trial;
use crate::vault::plain::sample;
use crate::vault::tokens::Circle;

struct House {
    db: Db,
    vault: Vault,
    merchant: MerchantId,
    /// Goes last: the database behind `db`.
    trial: Trial,
}

fn house() -> House {
    let trial = Trial::open();
    House {
        db: trial.db.clone(),
        vault: trial.vault.clone(),
        merchant: MerchantId::fresh(),
        trial,
    }
}

impl House {
    fn put(&self, write: i64, rows: &[(ReceiverId, PlainReceiver)]) {
        let items: Vec<_> = rows
            .iter()
            .map(|(id, plain)| Item {
                id: *id,
                write,
                plain,
            })
            .collect();
        self.db
            .write("put", |tx| self.vault.seal_many(tx, self.merchant, &items))
            .unwrap();
    }

    fn masks(&self, ids: &[ReceiverId]) -> HashMap<ReceiverId, MaskedReceiver> {
        let asked: Vec<_> = ids.iter().map(|id| (*id, 330_782)).collect();
        self.db
            .read("masks", |conn| self.vault.masks(conn, self.merchant, &asked))
            .unwrap()
    }

    fn remark(&self, id: ReceiverId) -> Result<String> {
        let opened = self.db.read("open", |c| {
            self.vault.open_many(c, self.merchant, &[id], &Field::ALL)
        })?;
        Ok(opened[&id].text(Field::Remark)?.to_owned())
    }

    fn change(&self, id: ReceiverId, plain: &PlainReceiver) -> Change {
        self.db
            .write("changed", |tx| {
                self.vault.changed(tx, self.merchant, &[(id, plain)])
            })
            .unwrap()[0]
    }

    fn tokens(&self, viewer: PartyId, ids: &[ReceiverId]) -> HashMap<ReceiverId, crate::id::ReceiverTokenId> {
        self.db
            .write("tokens", |tx| {
                self.vault
                    .tokens_for(tx, self.merchant, viewer, Circle::Marketplace, ids)
            })
            .unwrap()
    }
}

fn one() -> PlainReceiver {
    sample("欧阳锋", "13800138000", "北苑街道秋实路123号3栋", "轻放")
}

#[test]
fn five_hundred_go_in_and_come_back_masked() {
    let house = house();
    let rows: Vec<_> = (0..500)
        .map(|n| {
            (
                ReceiverId::fresh(),
                sample("张三丰", &format!("138001{n:05}"), "秋实路1号", ""),
            )
        })
        .collect();
    house.put(1, &rows);
    let masks = house.masks(&rows.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    assert_eq!(masks.len(), 500);
    let mask = &masks[&rows[321].0];
    assert_eq!((mask.name.as_str(), mask.phone.as_str()), ("张**", "1******0321"));
    assert_eq!(mask.address, "浙江省金华市义乌市秋实路***");
}

#[test]
fn more_than_five_hundred_are_refused() {
    let house = house();
    let ids: Vec<_> = (0..501).map(|_| (ReceiverId::fresh(), 330_782)).collect();
    assert!(
        house
            .db
            .read("masks", |c| house.vault.masks(c, house.merchant, &ids))
            .is_err()
    );
}

#[test]
fn an_overwrite_counts_up_and_says_what_it_changed() {
    let house = house();
    let id = ReceiverId::fresh();
    house.put(1, &[(id, one())]);
    assert_eq!(house.change(id, &one()), Change::None);
    let remark = sample("欧阳锋", "13800138000", "北苑街道秋实路123号3栋", "不要轻放");
    assert_eq!(house.change(id, &remark), Change::Remark);
    let moved = sample("欧阳锋", "13800138000", "北苑街道秋实路124号", "轻放");
    assert_eq!(house.change(id, &moved), Change::Receiver);
    house.put(2, &[(id, remark)]);
    assert_eq!(house.remark(id).unwrap(), "不要轻放");
    assert_eq!(house.change(ReceiverId::fresh(), &one()), Change::Missing);
}

#[test]
fn a_row_moved_or_rolled_back_does_not_open() {
    let house = house();
    let (a, b) = (ReceiverId::fresh(), ReceiverId::fresh());
    house.put(1, &[(a, one()), (b, one())]);
    let swap = |column: &str| {
        let text = format!(
            "UPDATE receivers SET {column} = (SELECT o.{column} FROM receivers o WHERE o.id = $1) WHERE id = $2"
        );
        house
            .db
            .write("swap", |tx| {
                Ok(diesel::sql_query(&text)
                    .bind::<sql::Uuid, _>(a)
                    .bind::<sql::Uuid, _>(b)
                    .execute(tx.conn())?)
            })
            .unwrap();
    };
    swap("remark_sealed");
    assert!(house.remark(b).is_err() && house.remark(a).is_ok());
    let bump = "UPDATE receivers SET write_no = 2 WHERE id = $1";
    house
        .db
        .write("bump", |tx| {
            Ok(diesel::sql_query(bump)
                .bind::<sql::Uuid, _>(a)
                .execute(tx.conn())?)
        })
        .unwrap();
    assert!(house.remark(a).is_err());
}

#[test]
fn another_merchant_finds_nothing() {
    let house = house();
    let id = ReceiverId::fresh();
    house.put(1, &[(id, one())]);
    let other = MerchantId::fresh();
    let found = house
        .db
        .read("masks", |c| house.vault.masks(c, other, &[(id, 330_782)]))
        .unwrap();
    assert!(found.is_empty());
}

#[test]
fn shredding_is_for_good() {
    let house = house();
    let (id, kept) = (ReceiverId::fresh(), ReceiverId::fresh());
    house.put(1, &[(id, one()), (kept, one())]);
    let shred = || {
        house
            .db
            .write("shred", |tx| house.vault.shred(tx, house.merchant, &[id]))
            .unwrap()
    };
    assert_eq!((shred(), shred()), (1, 0));
    assert_eq!(house.masks(&[id, kept]).into_keys().collect::<Vec<_>>(), [kept]);
}

#[test]
fn a_month_has_one_key_and_the_next_month_another() {
    let house = house();
    let (a, b) = (ReceiverId::fresh(), ReceiverId::fresh());
    house.put(1, &[(a, one())]);
    house.put(1, &[(ReceiverId::fresh(), one())]);
    house.db.clock().turn(chrono::Duration::days(10));
    house.put(1, &[(b, one())]);
    let keys = |conn: &mut Conn| {
        use crate::db::schema::data_keys::dsl;
        Ok(dsl::data_keys
            .filter(dsl::merchant_id.eq(house.merchant))
            .order(dsl::month)
            .select(dsl::month)
            .load::<String>(conn)?)
    };
    assert_eq!(house.db.read("keys", keys).unwrap(), ["2026-11", "2026-12"]);
    assert_eq!(house.masks(&[a, b]).len(), 2);
}

#[test]
fn a_key_of_a_rolled_back_transaction_is_never_used_again() {
    let house = house();
    let id = ReceiverId::fresh();
    let failed: Result<()> = house.db.write("fail", |tx| {
        house.vault.seal_many(
            tx,
            house.merchant,
            &[Item {
                id,
                write: 1,
                plain: &one(),
            }],
        )?;
        Err(Code::Busy.into())
    });
    assert!(failed.is_err());
    house.put(1, &[(id, one())]);
    assert_eq!(house.remark(id).unwrap(), "轻放");
}

#[test]
fn another_process_with_the_same_ring_opens_and_one_without_does_not() {
    let house = house();
    let id = ReceiverId::fresh();
    house.put(1, &[(id, one())]);
    let open = |vault: &Vault| {
        house
            .db
            .read("masks", |c| vault.masks(c, house.merchant, &[(id, 0)]))
    };
    let again = Vault::open(&house.trial.dir.path().join("keys"), Zone::default()).unwrap();
    assert_eq!(open(&again).unwrap()[&id].name, "欧阳**");
    let other = Vault::open(&house.trial.dir.path().join("other"), Zone::default()).unwrap();
    assert!(open(&other).is_err());
    assert!(
        open(&again.sealing_only()).is_err(),
        "intake seals and never reads"
    );
}

#[test]
fn a_field_over_its_limit_is_refused_and_nothing_is_written() {
    let house = house();
    let id = ReceiverId::fresh();
    let long = sample(&"长".repeat(100), "13800138000", "某路", "");
    let item = [Item {
        id,
        write: 1,
        plain: &long,
    }];
    let answer = house
        .db
        .write("put", |tx| house.vault.seal_many(tx, house.merchant, &item));
    assert!(matches!(answer, Err(crate::error::Error::Refused(no)) if no.code == Code::InvalidField));
    assert!(house.masks(&[id]).is_empty());
}

#[test]
fn equal_receivers_have_one_token_per_viewer_until_it_is_forgotten() {
    let house = house();
    let (a, b, c) = (ReceiverId::fresh(), ReceiverId::fresh(), ReceiverId::fresh());
    let spaced = sample("欧阳锋", "+86 13800138000", "北苑街道秋实路 123号3栋", "");
    house.put(
        1,
        &[
            (a, one()),
            (b, spaced),
            (c, sample("张三", "13900139000", "某路", "")),
        ],
    );
    let (viewer, other) = (PartyId::fresh(), PartyId::fresh());
    let tokens = house.tokens(viewer, &[a, b, c]);
    assert_eq!(tokens[&a], tokens[&b]);
    assert_ne!(tokens[&a], tokens[&c]);
    assert_eq!(house.tokens(viewer, &[b])[&b], tokens[&a], "while work is open");
    assert_ne!(
        house.tokens(other, &[a])[&a],
        tokens[&a],
        "two viewers cannot compare"
    );
    let turn = |days| house.db.clock().turn(chrono::Duration::days(days));
    turn(15);
    assert_eq!(house.tokens(viewer, &[b])[&b], tokens[&a], "fifteen days");
    turn(1);
    let later = house.tokens(viewer, &[a, b]);
    assert_eq!(later[&a], later[&b]);
    assert_ne!(
        house.tokens(viewer, &[a])[&a],
        tokens[&a],
        "nothing links over months"
    );
}

#[test]
fn sameness_is_decided_by_opening() {
    let house = house();
    let (a, b, c) = (ReceiverId::fresh(), ReceiverId::fresh(), ReceiverId::fresh());
    house.put(
        1,
        &[
            (a, one()),
            (
                b,
                sample("欧阳 锋", "138-0013-8000", "北苑街道秋实路123号3栋", "另一句"),
            ),
            (c, sample("欧阳锋", "13800138000", "北苑街道秋实路1233栋", "")),
        ],
    );
    let same = house.db.read("same", |conn| {
        house.vault.same_as_first(conn, house.merchant, &[a, b, c])
    });
    assert_eq!(same.unwrap(), [true, true, false]);
}

#[test]
fn nothing_readable_is_in_the_tables() {
    let house = house();
    house.put(1, &[(ReceiverId::fresh(), one())]);

    let bytes: Vec<u8> = ["db", "db-wal"]
        .iter()
        .filter_map(|name| std::fs::read(house.trial.dir.path().join(name)).ok())
        .flatten()
        .collect();
    let finds = |needle: &str| bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
    assert!(
        ["欧阳锋", "13800138000", "秋实路", "轻放"]
            .iter()
            .all(|marker| !finds(marker))
    );
    assert!(
        bytes.is_empty() || finds("receiver_salts"),
        "the scanner reads the file"
    );
}
