//! What "all" means: rows named one by one, or all that match a filter but for exceptions, or what a batch refused.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::assign::{self, Filter as AssignmentFilter};
use crate::batch::{self, Kind};
use crate::db::backend::Conn;
use crate::error::{Code, Refusal, Result};
use crate::id::{self, ActId, BatchId, FulfillerId, OrderId, Owned, kind};
use crate::order::{self, filter::Filter as OrderFilter};
use crate::parcel::chosen::Filter as ParcelFilter;
use crate::party::{Acting, Merchant, OfSide};
use crate::{clock, parcel};

/// Rows one body may name.
const MOST_NAMED: usize = 50_000;
/// Exceptions one body may name.
const MOST_EXCEPT: usize = 10_000;

/// Orders: exactly one of `ids`, `filter` and `refused_by`.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderSelection {
    /// These, at most 50,000, each once.
    pub ids: Option<Vec<Owned<kind::Order>>>,
    /// Or all that match now.
    pub filter: Option<OrderFilter>,
    /// But not these, at most 10,000.
    #[serde(default)]
    pub except: Vec<Owned<kind::Order>>,
    /// Or those an ended batch of the same kind refused.
    pub refused_by: Option<BatchId>,
}

/// Assignments in one's own hands: exactly one of `ids`, `filter` and `refused_by`.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentSelection {
    /// These, at most 50,000, each once.
    pub ids: Option<Vec<Owned<kind::Assignment>>>,
    /// Or all that match now; without `limit` and `cursor`.
    pub filter: Option<AssignmentFilter>,
    /// But not these, at most 10,000.
    #[serde(default)]
    pub except: Vec<Owned<kind::Assignment>>,
    /// Or those an ended batch of the same kind refused.
    pub refused_by: Option<BatchId>,
}

/// Parcels one packs oneself: exactly one of `ids`, `filter` and `refused_by`.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParcelSelection {
    /// These, at most 50,000, each once.
    pub ids: Option<Vec<Owned<kind::Parcel>>>,
    /// Or all that match now.
    pub filter: Option<ParcelFilter>,
    /// But not these, at most 10,000.
    #[serde(default)]
    pub except: Vec<Owned<kind::Parcel>>,
    /// Or those an ended batch of the same kind refused.
    pub refused_by: Option<BatchId>,
}

/// Assignments one gave: exactly one of `ids`, `orders`, `made_by` and `refused_by`.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenSelection {
    /// These, at most 50,000, each once.
    pub ids: Option<Vec<Owned<kind::Assignment>>>,
    /// Or the open ones of all orders that match now; at that fulfiller alone if the filter names one.
    pub orders: Option<OrderFilter>,
    /// But not those of these orders, at most 10,000.
    #[serde(default)]
    pub except: Vec<Owned<kind::Order>>,
    /// Or those a batch made.
    pub made_by: Option<BatchId>,
    /// Or those an ended batch of the same kind refused.
    pub refused_by: Option<BatchId>,
}

/// A selection of any kind: the three forms most have.
struct Form<'a, K: id::Kind, F> {
    ids: Option<&'a [Owned<K>]>,
    filter: Option<&'a F>,
    except: &'a [Owned<K>],
    refused_by: Option<BatchId>,
}

impl<K: id::Kind, F: Serialize> Form<'_, K, F> {
    /// The rows, at most one more than a batch walks.
    fn rows<S: OfSide>(
        &self,
        conn: &mut Conn,
        who: &Acting<S>,
        kind: Kind,
        matching: impl FnOnce(&mut Conn, &F) -> Result<Vec<Owned<K>>>,
    ) -> Result<Vec<Owned<K>>> {
        let rows = match (self.ids, self.filter, self.refused_by) {
            (Some(ids), None, None) => named(ids)?,
            (None, Some(filter), None) => bounded(matching(conn, filter)?)?,
            (None, None, Some(batch)) => batch::subjects(conn, who, kind, batch)?,
            _ => return Err(one_of("ids, filter or refused_by")),
        };
        without(rows, self.except)
    }

    fn told(&self) -> Value {
        told(
            self.ids.map(<[_]>::len),
            self.filter,
            self.except.len(),
            self.refused_by,
        )
    }
}

fn told<F: Serialize>(
    ids: Option<usize>,
    filter: Option<&F>,
    except: usize,
    refused_by: Option<BatchId>,
) -> Value {
    json!({ "ids": ids, "filter": filter, "except": except, "refused_by": refused_by })
}

fn one_of(which: &str) -> crate::error::Error {
    Refusal::new(Code::InvalidField)
        .at("/selection")
        .saying(format!("exactly one of {which}"))
        .into()
}

fn named<K: id::Kind>(ids: &[Owned<K>]) -> Result<Vec<Owned<K>>> {
    let fault = |said: &str| Refusal::new(Code::InvalidField).at("/selection/ids").saying(said);
    if ids.is_empty() {
        return Err(fault("at least one").into());
    }
    if ids.len() > MOST_NAMED {
        return Err(Refusal::new(Code::TooManyRows)
            .at("/selection/ids")
            .saying(format!("at most {MOST_NAMED}: name a filter"))
            .into());
    }
    let mut seen = HashSet::with_capacity(ids.len());
    for (place, id) in ids.iter().enumerate() {
        if !seen.insert(*id) {
            let at = format!("/selection/ids/{place}");
            return Err(Refusal::new(Code::DuplicateKey).at(at).into());
        }
    }
    Ok(ids.to_vec())
}

fn bounded<T>(rows: Vec<T>) -> Result<Vec<T>> {
    match rows.len() > batch::MOST {
        true => Err(batch::too_many()),
        false => Ok(rows),
    }
}

fn without<K: id::Kind>(mut rows: Vec<Owned<K>>, except: &[Owned<K>]) -> Result<Vec<Owned<K>>> {
    if except.len() > MOST_EXCEPT {
        return Err(Refusal::new(Code::TooManyRows)
            .at("/selection/except")
            .saying(format!("at most {MOST_EXCEPT}"))
            .into());
    }
    let except: HashSet<Owned<K>> = except.iter().copied().collect();
    rows.retain(|row| !except.contains(row));
    Ok(rows)
}

/// One more than a batch walks: enough to know that there are too many.
fn most() -> i64 {
    i64::try_from(batch::MOST).unwrap_or(i64::MAX).saturating_add(1)
}

impl OrderSelection {
    fn form(&self) -> Form<'_, kind::Order, OrderFilter> {
        Form {
            ids: self.ids.as_deref(),
            filter: self.filter.as_ref(),
            except: &self.except,
            refused_by: self.refused_by,
        }
    }

    pub(super) fn rows(
        &self,
        conn: &mut Conn,
        who: &Acting<Merchant>,
        kind: Kind,
    ) -> Result<Vec<Owned<kind::Order>>> {
        self.form().rows(conn, who, kind, |conn, filter| {
            let found = order::chosen(conn, who.merchant(), filter, most())?;
            Ok(found
                .into_iter()
                .map(|id| Owned::new(who.merchant(), id))
                .collect())
        })
    }

    pub(super) fn told(&self) -> Value {
        self.form().told()
    }
}

impl AssignmentSelection {
    fn form(&self) -> Form<'_, kind::Assignment, AssignmentFilter> {
        Form {
            ids: self.ids.as_deref(),
            filter: self.filter.as_ref(),
            except: &self.except,
            refused_by: self.refused_by,
        }
    }

    pub(super) fn rows<S: OfSide>(
        &self,
        conn: &mut Conn,
        who: &Acting<S>,
        kind: Kind,
        now: clock::Instant,
    ) -> Result<Vec<Owned<kind::Assignment>>> {
        self.form().rows(conn, who, kind, |conn, filter| {
            if filter.limit.is_some() || filter.cursor.is_some() {
                return Err(Refusal::new(Code::InvalidField)
                    .at("/selection/filter")
                    .saying("without limit and cursor")
                    .into());
            }
            assign::chosen::of_fulfiller(conn, who.party().cast(), filter, now, most())
        })
    }

    pub(super) fn told(&self) -> Value {
        self.form().told()
    }
}

impl ParcelSelection {
    fn form(&self) -> Form<'_, kind::Parcel, ParcelFilter> {
        Form {
            ids: self.ids.as_deref(),
            filter: self.filter.as_ref(),
            except: &self.except,
            refused_by: self.refused_by,
        }
    }

    pub(super) fn rows<S: OfSide>(
        &self,
        conn: &mut Conn,
        who: &Acting<S>,
        kind: Kind,
    ) -> Result<Vec<Owned<kind::Parcel>>> {
        self.form().rows(conn, who, kind, |conn, filter| {
            parcel::chosen::chosen(conn, who.party().cast(), filter, most())
        })
    }

    pub(super) fn told(&self) -> Value {
        self.form().told()
    }
}

impl GivenSelection {
    pub(super) fn rows(
        &self,
        conn: &mut Conn,
        who: &Acting<Merchant>,
        kind: Kind,
    ) -> Result<Vec<Owned<kind::Assignment>>> {
        match (&self.ids, &self.orders, self.made_by, self.refused_by) {
            (Some(ids), None, None, None) => named(ids),
            (None, Some(filter), None, None) => self.of_orders(conn, who, filter),
            (None, None, Some(made_by), None) => of_batch(conn, who, made_by),
            (None, None, None, Some(batch)) => batch::subjects(conn, who, kind, batch),
            _ => Err(one_of("ids, orders, made_by or refused_by")),
        }
    }

    fn of_orders(
        &self,
        conn: &mut Conn,
        who: &Acting<Merchant>,
        filter: &OrderFilter,
    ) -> Result<Vec<Owned<kind::Assignment>>> {
        let merchant = who.merchant();
        let found = bounded(order::chosen(conn, merchant, filter, most())?)?;
        let owned = found.into_iter().map(|id| Owned::new(merchant, id)).collect();
        let orders: Vec<OrderId> = without(owned, &self.except)?
            .into_iter()
            .map(|order| order.id)
            .collect();
        let at: Option<FulfillerId> = filter.fulfiller;
        bounded(assign::chosen::open_of_orders(conn, merchant, &orders, at)?)
    }

    pub(super) fn told(&self) -> Value {
        let ids = self.ids.as_ref().map(Vec::len);
        let mut told = told(ids, self.orders.as_ref(), self.except.len(), self.refused_by);
        if let Some(fields) = told.as_object_mut() {
            fields.insert("made_by".to_owned(), json!(self.made_by));
        }
        told
    }
}

/// The assignments a batch made, by the acts it noted.
fn of_batch(conn: &mut Conn, who: &Acting<Merchant>, id: BatchId) -> Result<Vec<Owned<kind::Assignment>>> {
    const AT: &str = "/selection/made_by";
    let view = batch::one(conn, who, id).map_err(|error| error.at(AT))?;
    if view.kind != Kind::Assign {
        return Err(Refusal::new(Code::NotFound).at(AT).into());
    }
    let progress: batch::Progress = serde_json::from_value(view.progress)?;
    let acts: Vec<ActId> = progress.acts.iter().map(|act| act.id).collect();
    bounded(assign::chosen::of_acts(conn, who.merchant(), &acts, most())?)
}
