//! Whose each table is: the key begins with the owner, uniqueness stays inside him, references carry him along.

use super::catalogue::{Reference, Table, Unique};

/// Each table and what its key begins with. A new table declares its owner here.
const OWNERS: &[(&str, &str)] = &[
    // A merchant's.
    ("bindings", "merchant_id"),
    ("products", "merchant_id"),
    ("sku_map", "merchant_id"),
    ("orders", "merchant_id"),
    ("lines", "merchant_id"),
    ("refunds", "merchant_id"),
    ("data_keys", "merchant_id"),
    ("index_keys", "merchant_id"),
    ("receivers", "merchant_id"),
    ("receiver_salts", "merchant_id"),
    ("receiver_tags", "merchant_id"),
    ("receiver_tokens", "merchant_id"),
    ("assignments", "merchant_id"),
    ("assignment_lines", "merchant_id"),
    ("recall_requests", "merchant_id"),
    ("parcels", "merchant_id"),
    ("parcel_items", "merchant_id"),
    ("waybills", "merchant_id"),
    ("tickets", "merchant_id"),
    ("receipts", "merchant_id"),
    ("label_answers", "merchant_id"),
    ("audit", "merchant_id"),
    ("audit_heads", "merchant_id"),
    ("comparisons", "merchant_id"),
    ("mail_paces", "merchant_id"),
    // The party's own, whichever side it stands on.
    ("batches", "owner_id"),
    ("batch_items", "owner_id"),
    ("batch_refusals", "owner_id"),
    ("stirs", "party_id"),
    ("views", "party_id"),
    ("members", "party_id"),
    ("machines", "party_id"),
    ("refresh_tokens", "party_id"),
    ("idempotency_keys", "party_id"),
    ("waybill_accounts", "party_id"),
    ("ledger", "party_id"),
    ("print_agents", "party_id"),
    ("label_templates", "party_id"),
    ("label_defaults", "party_id"),
    ("mails", "party_id"),
    // A person belongs to a side before he belongs to a party.
    ("people", "side"),
    ("mail_proofs", "side"),
    ("sessions", "side"),
    ("login_failures", "side"),
    // Small, everywhere the same.
    ("parties", "id"),
    ("settings", "name"),
    // Keyed by the unique thing.
    ("public_codes", "code"),
    ("waybill_numbers", "carrier"),
    // Nobody's.
    ("jobs", "id"),
];

fn owner(table: &str) -> Option<&'static str> {
    OWNERS
        .iter()
        .find(|(name, _)| *name == table)
        .map(|(_, owner)| *owner)
}

/// Tables whose primary key does not begin with the owner, tables without an owner, owners without a table.
pub fn of_keys(tables: &[Table]) -> Vec<String> {
    let wrong = tables
        .iter()
        .filter(|table| owner(&table.name) != table.key.first().map(String::as_str));
    let mut broken: Vec<String> = wrong
        .map(|table| format!("{}: key {:?}", table.name, table.key))
        .collect();
    let gone = OWNERS
        .iter()
        .filter(|(name, _)| tables.iter().all(|table| table.name != *name));
    broken.extend(gone.map(|(name, _)| format!("{name} is no table any more")));
    broken
}

/// Uniqueness across owners lives only in the tables made for it; the queue is one place anyway.
pub fn of_unique_indexes(indexes: &[Unique]) -> Vec<String> {
    let across = ["public_codes", "waybill_numbers", "jobs"];
    let wrong = indexes.iter().filter(|index| {
        !across.contains(&index.table.as_str())
            && owner(&index.table) != index.columns.first().map(String::as_str)
    });
    wrong
        .map(|index| format!("{}: unique {:?}", index.table, index.columns))
        .collect()
}

/// A reference names the whole key of its target, owner first; inside one owner it starts from that owner's column.
pub fn of_references(tables: &[Table], references: &[Reference]) -> Vec<String> {
    let wrong = references.iter().filter(|reference| {
        let target = tables.iter().find(|table| table.name == reference.target);
        let whole = target.is_some_and(|target| target.key == reference.to);
        let mine = owner(&reference.table);
        let strays = owner(&reference.target) == mine && mine != reference.from.first().map(String::as_str);
        !whole || strays
    });
    wrong
        .map(|r| format!("{} {:?} -> {} {:?}", r.table, r.from, r.target, r.to))
        .collect()
}

#[test]
fn a_stray_key_index_and_reference_are_noticed() {
    let table = |name: &str, key: &[&str]| Table {
        name: name.to_owned(),
        key: key.iter().map(ToString::to_string).collect(),
        columns: Vec::new(),
    };
    assert!(
        of_keys(&[table("orders", &["id"])])
            .iter()
            .any(|said| said.starts_with("orders: key"))
    );
    assert!(
        of_keys(&[table("novelty", &["id"])])
            .iter()
            .any(|said| said.starts_with("novelty: key"))
    );
    let unique = Unique {
        table: "sessions".to_owned(),
        columns: vec!["secret_hash".to_owned()],
    };
    assert_eq!(of_unique_indexes(&[unique]).len(), 1);
    let reference = |from: &[&str], to: &[&str]| Reference {
        table: "lines".to_owned(),
        from: from.iter().map(ToString::to_string).collect(),
        target: "orders".to_owned(),
        to: to.iter().map(ToString::to_string).collect(),
    };
    let tables = [table("orders", &["merchant_id", "id"])];
    assert_eq!(
        of_references(&tables, &[reference(&["order_id"], &["id"])]).len(),
        1
    );
    assert_eq!(
        of_references(
            &tables,
            &[reference(&["seller_id", "order_id"], &["merchant_id", "id"])]
        )
        .len(),
        1
    );
    assert_eq!(
        of_references(
            &tables,
            &[reference(&["merchant_id", "order_id"], &["merchant_id", "id"])]
        )
        .len(),
        0
    );
}
