//! Stirs: that something of a noun changed for a party, never what. One row for each noun and party of a transaction.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde_json::{Value, json};

use super::backend::{self, Column, Conn, sql};
use crate::clock::Instant;
use crate::error::Result;
use crate::id::{PartyId, StirId};

/// What may have changed; a console that shows it asks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    /// Orders, their stages and their exceptions.
    Orders,
    /// Assignments in a fulfiller's hands.
    Assignments,
    /// Parcels and their numbers.
    Parcels,
    /// Bindings and their terms.
    Bindings,
    /// Print agents, tickets and what became of them.
    Printing,
    /// Work over many rows.
    Batches,
    /// Waybill accounts and their money.
    Accounts,
    /// Parties that apply or are decided on.
    Parties,
}

impl Noun {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Orders,
        Self::Assignments,
        Self::Parcels,
        Self::Bindings,
        Self::Printing,
        Self::Batches,
        Self::Accounts,
        Self::Parties,
    ];

    /// The word in the database and in events.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Assignments => "assignments",
            Self::Parcels => "parcels",
            Self::Bindings => "bindings",
            Self::Printing => "printing",
            Self::Batches => "batches",
            Self::Accounts => "accounts",
            Self::Parties => "parties",
        }
    }

    fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noun| noun.text() == text)
    }
}

/// How long they are kept: a console that was away longer reads everything anew.
pub const KEPT: chrono::Duration = chrono::Duration::minutes(15);

/// Under which the operator's own stirs are kept, whichever party that is.
pub const OPERATOR: PartyId = PartyId::of(uuid::Uuid::nil());

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stir {
    /// Its id: two transactions of one moment differ.
    pub id: StirId,
    /// For whom.
    pub party: PartyId,
    /// What.
    pub noun: Noun,
}

/// Writes what a transaction stirred: the last statement before it commits.
pub(super) fn write(conn: &mut Conn, now: Instant, stirred: &BTreeSet<(PartyId, Noun)>) -> Result<()> {
    if stirred.is_empty() {
        return Ok(());
    }
    let row = |(party, noun): &(PartyId, Noun)| json!({ "party": party.raw(), "id": StirId::random().raw(), "noun": noun.text() });
    let rows: Vec<Value> = stirred.iter().map(row).collect();
    let columns = [
        ("party", Column::Uuid),
        ("id", Column::Uuid),
        ("noun", Column::Text),
    ];
    diesel::sql_query(format!(
        "INSERT INTO stirs (party_id, at, id, noun) SELECT r.party, $1, r.id, r.noun FROM {} r",
        backend::row_set(2, &columns)
    ))
    .bind::<sql::Instant, _>(now)
    .bind::<sql::Text, _>(Value::from(rows).to_string())
    .execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    party_id: PartyId,
    #[diesel(sql_type = sql::Uuid)]
    id: StirId,
    #[diesel(sql_type = sql::Text)]
    noun: String,
}

/// What was stirred for these parties at or after a moment, at most `most` rows; nouns of a later version are skipped.
///
/// # Errors
/// The database's own.
pub fn since(conn: &mut Conn, parties: &[PartyId], from: Instant, most: i64) -> Result<Vec<Stir>> {
    let found: Vec<Row> = diesel::sql_query(format!(
        "SELECT party_id, id, noun FROM stirs WHERE party_id IN {} AND at >= $2 LIMIT $3",
        backend::id_set(1)
    ))
    .bind::<sql::Text, _>(super::json_ids(parties))
    .bind::<sql::Instant, _>(from)
    .bind::<sql::BigInt, _>(most)
    .load(conn)?;
    let stir = |row: Row| {
        Some(Stir {
            id: row.id,
            party: row.party_id,
            noun: Noun::of(&row.noun)?,
        })
    };
    Ok(found.into_iter().filter_map(stir).collect())
}
