//! Parcels chosen for one act over many: all that match, and how many of them the act fits now.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::Stage;
use crate::db::backend::{Conn, LED_JOIN, row_set, sql};
use crate::db::schema::parcels as t;
use crate::db::{KEY, keys};
use crate::error::Result;
use crate::id::{FulfillerId, MerchantId, Owned, ParcelId, kind};

/// Which parcels one packs oneself; everything given must hold.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ParcelFilter)]
pub struct Filter {
    /// What they wait for.
    pub stage: Option<Stage>,
    /// Of this merchant.
    pub merchant: Option<MerchantId>,
    /// Verified piece by piece at the packing table, or not.
    pub verified: Option<bool>,
}

/// An act on parcels, and what it wants of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Without a number that lives.
    TakeNumbers,
    /// With a carrier's number.
    Print,
    /// With any number.
    Ship,
}

impl Fit {
    fn predicate(self) -> String {
        let number = |states: &str| {
            format!(
                "EXISTS (SELECT 1 FROM waybills w WHERE w.merchant_id = p.merchant_id AND w.parcel_id = p.id
                 AND w.state IN ({states}))"
            )
        };
        match self {
            Self::TakeNumbers => format!(
                "p.state = 'planned' AND NOT {}",
                number("'reserved', 'issued', 'unknown', 'external'")
            ),
            Self::Print => format!("p.state <> 'dropped' AND {}", number("'issued'")),
            Self::Ship => format!("p.state = 'planned' AND {}", number("'issued', 'external'")),
        }
    }
}

/// The packer's parcels that match, oldest first, at most `most`.
///
/// # Errors
/// The database's own.
pub(crate) fn chosen(
    conn: &mut Conn,
    fulfiller: FulfillerId,
    filter: &Filter,
    most: i64,
) -> Result<Vec<Owned<kind::Parcel>>> {
    let mut query = t::table.filter(t::fulfiller_id.eq(fulfiller)).into_boxed();
    if let Some(stage) = filter.stage {
        query = query.filter(t::stage.eq(stage.text()));
    }
    if let Some(merchant) = filter.merchant {
        query = query.filter(t::merchant_id.eq(merchant));
    }
    query = match filter.verified {
        Some(true) => query.filter(t::verified_at.is_not_null()),
        Some(false) => query.filter(t::verified_at.is_null()),
        None => query,
    };
    let found: Vec<(MerchantId, ParcelId)> = query
        .select((t::merchant_id, t::id))
        .order((t::created_at, t::id))
        .limit(most)
        .load(conn)?;
    Ok(found
        .into_iter()
        .map(|(owner, id)| Owned::new(owner, id))
        .collect())
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql::BigInt)]
    n: i64,
}

/// How many of these the act fits now.
///
/// # Errors
/// The database's own.
pub(crate) fn fitting(
    conn: &mut Conn,
    fulfiller: FulfillerId,
    ids: &[Owned<kind::Parcel>],
    fit: Fit,
) -> Result<i64> {
    let text = format!(
        "SELECT count(*) AS n FROM {} r {LED_JOIN} parcels p ON p.merchant_id = r.merchant AND p.id = r.thing
         WHERE p.fulfiller_id = $2 AND {}",
        row_set(1, KEY),
        fit.predicate()
    );
    let counted: Counted = diesel::sql_query(text)
        .bind::<sql::Text, _>(keys(ids.iter().copied()))
        .bind::<sql::Uuid, _>(fulfiller)
        .get_result(conn)?;
    Ok(counted.n)
}
