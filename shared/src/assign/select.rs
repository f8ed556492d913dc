//! A SELECT under construction: the text and its binds grow together, so that a condition nobody asked for
//! is not in the plan.

use diesel::query_builder::{BoxedSqlQuery, SqlQuery};

use crate::clock::Instant;
use crate::db::backend::{Backend, sql};
use crate::id::{Id, Kind};

type Query = BoxedSqlQuery<'static, Backend, SqlQuery>;

/// Text and binds so far.
pub(super) struct Select {
    query: Query,
    binds: usize,
}

impl Select {
    pub(super) fn new(text: String) -> Self {
        let query = diesel::sql_query(text).into_boxed();
        Self { query, binds: 0 }
    }

    pub(super) fn text(self, text: &str) -> Self {
        Self {
            query: self.query.sql(text),
            ..self
        }
    }

    pub(super) fn uuid<K: Kind>(self, value: Id<K>) -> Self {
        self.bound(|query| query.bind::<sql::Uuid, _>(value))
    }

    pub(super) fn instant(self, value: Instant) -> Self {
        self.bound(|query| query.bind::<sql::Instant, _>(value))
    }

    pub(super) fn integer(self, value: i64) -> Self {
        self.bound(|query| query.bind::<sql::BigInt, _>(value))
    }

    pub(super) fn string(self, value: String) -> Self {
        self.bound(|query| query.bind::<sql::Text, _>(value))
    }

    pub(super) fn done(self) -> Query {
        self.query
    }

    fn bound(self, bind: impl FnOnce(Query) -> Query) -> Self {
        let binds = self.binds + 1;
        let query = bind(self.query.sql(format!("${binds}")));
        Self { query, binds }
    }
}
