//! What the database itself says of its tables, in one form for both.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use shared::db::backend::{self, Conn};

/// A table: its columns in order, its primary key in order.
#[derive(Debug, PartialEq)]
pub struct Table {
    pub name: String,
    pub key: Vec<String>,
    pub columns: Vec<Column>,
}

/// A column of the common tongue.
#[derive(Debug, PartialEq)]
pub struct Column {
    pub name: String,
    pub kind: String,
    pub nullable: bool,
}

/// A unique index or constraint other than a primary key.
#[derive(Debug, PartialEq)]
pub struct Unique {
    pub table: String,
    pub columns: Vec<String>,
}

/// A foreign key: these columns name those columns over there.
#[derive(Debug, PartialEq)]
pub struct Reference {
    pub table: String,
    pub from: Vec<String>,
    pub target: String,
    pub to: Vec<String>,
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    nullable: i64,
    #[diesel(sql_type = BigInt)]
    key: i64,
}

#[derive(QueryableByName)]
struct ListRow {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    columns: String,
}

#[derive(QueryableByName)]
struct ReferenceRow {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Text)]
    theirs: String,
}

/// Every table by name, except the migrations' own.
pub fn tables(conn: &mut Conn) -> Vec<Table> {
    let rows: Vec<ColumnRow> = diesel::sql_query(speaking(SQLITE_COLUMNS, POSTGRES_COLUMNS))
        .load(conn)
        .unwrap();
    let mut tables: Vec<(Table, Vec<(i64, String)>)> = Vec::new();
    for row in rows {
        if tables.last().is_none_or(|(table, _)| table.name != row.of) {
            let table = Table {
                name: row.of.clone(),
                key: Vec::new(),
                columns: Vec::new(),
            };
            tables.push((table, Vec::new()));
        }
        let (table, key) = tables.last_mut().unwrap();
        if row.key > 0 {
            key.push((row.key, row.name.clone()));
        }
        let kind = row.kind.replace("timestamp with time zone", "timestamptz");
        table.columns.push(Column {
            name: row.name,
            kind,
            nullable: row.nullable == 1,
        });
    }
    tables.into_iter().map(keyed).collect()
}

fn keyed((mut table, mut key): (Table, Vec<(i64, String)>)) -> Table {
    key.sort();
    table.key = key.into_iter().map(|(_, name)| name).collect();
    table
}

/// Every unique index that is no primary key.
pub fn unique_indexes(conn: &mut Conn) -> Vec<Unique> {
    let rows: Vec<ListRow> = diesel::sql_query(speaking(SQLITE_UNIQUE, POSTGRES_UNIQUE))
        .load(conn)
        .unwrap();
    rows.into_iter()
        .map(|row| Unique {
            table: row.of,
            columns: list(&row.columns),
        })
        .collect()
}

/// Every foreign key.
pub fn references(conn: &mut Conn) -> Vec<Reference> {
    let query = diesel::sql_query(speaking(SQLITE_REFERENCES, POSTGRES_REFERENCES));
    let rows: Vec<ReferenceRow> = query.load(conn).unwrap();
    let one = |row: ReferenceRow| Reference {
        table: row.of,
        from: list(&row.columns),
        target: row.target,
        to: list(&row.theirs),
    };
    rows.into_iter().map(one).collect()
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}

fn speaking(sqlite: &'static str, postgres: &'static str) -> &'static str {
    if backend::NAME == "postgres" {
        postgres
    } else {
        sqlite
    }
}

const SQLITE_COLUMNS: &str = "SELECT t.name AS of, c.name AS name, lower(c.type) AS kind, \
    CASE WHEN c.\"notnull\" = 1 THEN 0 ELSE 1 END AS nullable, c.pk AS key \
    FROM sqlite_schema t, pragma_table_info(t.name) c \
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '__diesel_schema_migrations' \
    ORDER BY t.name, c.cid";

const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text AS of, c.column_name::text AS name, \
    c.data_type::text AS kind, CASE c.is_nullable WHEN 'YES' THEN 1 ELSE 0 END::bigint AS nullable, \
    COALESCE((SELECT k.ordinal_position FROM information_schema.table_constraints p \
        JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name, table_name) \
        WHERE p.constraint_type = 'PRIMARY KEY' AND p.table_schema = 'public' \
          AND p.table_name = c.table_name AND k.column_name = c.column_name), 0)::bigint AS key \
    FROM information_schema.columns c \
    WHERE c.table_schema = 'public' AND c.table_name <> '__diesel_schema_migrations' \
    ORDER BY c.table_name COLLATE \"C\", c.ordinal_position";

const SQLITE_UNIQUE: &str = "SELECT t.name AS of, (SELECT group_concat(i.name, ',') FROM pragma_index_info(x.name) i) AS columns \
    FROM sqlite_schema t, pragma_index_list(t.name) x \
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '__diesel_schema_migrations' \
      AND x.\"unique\" = 1 AND x.origin <> 'pk' \
    ORDER BY 1, 2";

const POSTGRES_UNIQUE: &str = "SELECT t.relname::text AS of, \
    (SELECT string_agg(a.attname, ',' ORDER BY k.at) FROM unnest(x.indkey::int[]) WITH ORDINALITY k(num, at) \
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num)::text AS columns \
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace \
    WHERE n.nspname = 'public' AND x.indisunique AND NOT x.indisprimary AND t.relname <> '__diesel_schema_migrations' \
    ORDER BY 1, 2";

const SQLITE_REFERENCES: &str = "SELECT t.name AS of, group_concat(f.\"from\", ',') AS columns, f.\"table\" AS target, \
    group_concat(f.\"to\", ',') AS theirs \
    FROM sqlite_schema t, pragma_foreign_key_list(t.name) f \
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' \
    GROUP BY t.name, f.id, f.\"table\" ORDER BY 1, 2, 3";

const POSTGRES_REFERENCES: &str = "SELECT f.conrelid::regclass::text AS of, \
    (SELECT string_agg(a.attname, ',' ORDER BY k.at) FROM unnest(f.conkey) WITH ORDINALITY k(num, at) \
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.num)::text AS columns, \
    f.confrelid::regclass::text AS target, \
    (SELECT string_agg(a.attname, ',' ORDER BY k.at) FROM unnest(f.confkey) WITH ORDINALITY k(num, at) \
        JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.num)::text AS theirs \
    FROM pg_constraint f WHERE f.contype = 'f' ORDER BY 1, 2, 3";
