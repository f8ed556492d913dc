//! Sets of keys as one bound value: what `backend::id_set` and `backend::row_set` read.

use std::collections::BTreeSet;

use serde_json::json;

use super::backend::Column;
use crate::id::{Id, Kind, Owned};

/// A JSON array of ids, the form `backend::id_set` reads.
#[must_use]
pub fn json_ids<K: Kind>(ids: &[Id<K>]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{}\"", id.raw())).collect();
    format!("[{}]", quoted.join(","))
}

/// Keys that carry their owner, as a row source.
pub(crate) const KEY: &[(&str, Column)] = &[("merchant", Column::Uuid), ("thing", Column::Uuid)];

/// The JSON of [`KEY`], each key once, in order.
pub(crate) fn keys<K: Kind>(keys: impl IntoIterator<Item = Owned<K>>) -> String {
    let distinct: BTreeSet<Owned<K>> = keys.into_iter().collect();
    let row = |key: Owned<K>| json!({"merchant": key.owner.raw(), "thing": key.id.raw()});
    json!(distinct.into_iter().map(row).collect::<Vec<_>>()).to_string()
}
