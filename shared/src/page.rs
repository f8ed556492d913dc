//! Bounded lists: a page, the cursor to the next one, and counts that stop.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Refusal, Result};

/// Rows a page holds when the caller does not say.
pub const USUAL: i64 = 50;
/// Rows a page holds at most.
pub const MOST: i64 = 200;
/// Where counting for tabs stops.
pub const COUNTED: i64 = 1000;

/// One page of a list, in the list's order.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Send it back as `cursor` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What every list takes: how many, from where.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

impl Paging {
    /// The number of rows asked for.
    ///
    /// # Errors
    /// `invalid_field` outside 1 to 200.
    pub fn rows(&self) -> Result<i64> {
        match self.limit.unwrap_or(USUAL) {
            rows @ 1..=MOST => Ok(rows),
            _ => Err(Refusal::new(Code::InvalidField)
                .at("limit")
                .saying("1 to 200")
                .into()),
        }
    }

    /// The place the page before ended at.
    ///
    /// # Errors
    /// `invalid_field` if it is not a cursor of this list.
    pub fn place<C: DeserializeOwned>(&self) -> Result<Option<C>> {
        let Some(cursor) = &self.cursor else {
            return Ok(None);
        };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let place = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        place
            .map(Some)
            .ok_or_else(|| Refusal::new(Code::InvalidField).at("cursor").into())
    }
}

impl<T> Page<T> {
    /// Makes a page of `rows + 1` read items: the surplus one only tells that there is more.
    ///
    /// # Errors
    /// When the place cannot be written as JSON.
    pub fn cut<C: Serialize>(mut items: Vec<T>, rows: i64, place: impl Fn(&T) -> C) -> Result<Self> {
        let rows = usize::try_from(rows).unwrap_or_default();
        let more = items.len() > rows;
        items.truncate(rows);
        let next = match items.last() {
            Some(last) if more => Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&place(last))?)),
            _ => None,
        };
        Ok(Self { items, next })
    }

    /// The same page of other rows.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next: self.next,
        }
    }
}

/// A count that stops at 1,000 ("999+").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Count {
    /// The number, at most 1000.
    pub n: i64,
    /// True if there are more than `n`.
    pub more: bool,
}

impl Count {
    /// From a count that was stopped at [`COUNTED`] + 1.
    #[must_use]
    pub fn stopped(n: i64) -> Self {
        Self {
            n: n.min(COUNTED),
            more: n > COUNTED,
        }
    }
}
