//! The tables as migrated: what diesel believes of them, whose they are, and the way back.

mod catalogue;
mod owners;

use std::path::Path;

use catalogue::{Column, Table};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use shared::db::backend::Conn;
use tests::scratch::Scratch;
use tests::source;

#[test]
fn diesel_believes_what_the_database_says() {
    let folder = tempfile::tempdir().unwrap();
    let scratch = Scratch::migrated(folder.path());
    let stored = catalogue::tables(&mut scratch.conn());
    let believed = believed();
    assert!(stored.len() > 30, "only {} tables", stored.len());
    for table in &stored {
        let twin = believed.iter().find(|twin| twin.name == table.name);
        assert_eq!(
            twin,
            Some(table),
            "schema.rs and the database differ over {}",
            table.name
        );
    }
    assert_eq!(believed.len(), stored.len());
}

#[test]
fn every_key_begins_with_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let scratch = Scratch::migrated(folder.path());
    let mut conn = scratch.conn();
    let tables = catalogue::tables(&mut conn);
    let mut broken = owners::of_keys(&tables);
    broken.extend(owners::of_unique_indexes(&catalogue::unique_indexes(&mut conn)));
    broken.extend(owners::of_references(&tables, &catalogue::references(&mut conn)));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn migrations_go_up_down_and_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let scratch = Scratch::empty(folder.path());
    let mut conn = scratch.conn();
    let migrations = FileBasedMigrations::from_path(source::root().join(Path::new("migrations"))).unwrap();
    conn.run_pending_migrations(migrations.clone()).unwrap();
    let first = picture(&mut conn);
    conn.revert_all_migrations(migrations.clone()).unwrap();
    assert_eq!(catalogue::tables(&mut conn), [], "something stays behind");
    conn.run_pending_migrations(migrations).unwrap();
    assert_eq!(picture(&mut conn), first);
    assert!(first.contains("bindings"));
}

/// Every table, index and reference as text.
fn picture(conn: &mut Conn) -> String {
    let tables = catalogue::tables(conn);
    let (indexes, references) = (catalogue::unique_indexes(conn), catalogue::references(conn));
    format!("{tables:?}\n{indexes:?}\n{references:?}")
}

/// The tables as `schema.rs` spells them, by name.
fn believed() -> Vec<Table> {
    let text = std::fs::read_to_string(source::root().join("shared/src/db/schema.rs")).unwrap();
    let mut tables: Vec<Table> = text.split("diesel::table! {").skip(1).map(one).collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    tables
}

fn one(text: &str) -> Table {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("use "));
    let head = lines.next().unwrap();
    let (name, key) = head.trim_end_matches(") {").split_once(" (").unwrap();
    let columns = lines.take_while(|line| *line != "}").map(column).collect();
    Table {
        name: name.to_owned(),
        key: key.split(", ").map(str::to_owned).collect(),
        columns,
    }
}

fn column(line: &str) -> Column {
    let (name, kind) = line.trim_end_matches(',').split_once(" -> ").unwrap();
    let inner = kind
        .strip_prefix("Nullable<")
        .and_then(|kind| kind.strip_suffix('>'));
    let stored = match inner.unwrap_or(kind) {
        "Uuid" => "uuid",
        "Text" => "text",
        "BigInt" => "bigint",
        "Bool" => "boolean",
        "Binary" => "bytea",
        "Json" => "jsonb",
        "Instant" => "timestamptz",
        other => panic!("{name} has type {other}, which is not of the common tongue"),
    };
    Column {
        name: name.to_owned(),
        kind: stored.to_owned(),
        nullable: inner.is_some(),
    }
}
