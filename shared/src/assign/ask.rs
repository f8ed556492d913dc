//! What is asked for when orders are assigned: rows of pieces and whom they go to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::bulk;
use crate::clock::Instant;
use crate::id::{NotAnId, Owned, kind};

/// Pieces to assign, at most 500 rows.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssignAsk)]
pub struct Ask {
    /// What goes where.
    pub rows: Vec<Row>,
}

/// All free pieces of an order, of one of its lines, or a quantity of one line.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssignRow)]
pub struct Row {
    /// The order.
    pub order: Owned<kind::Order>,
    /// One line of it; absent means all.
    pub line: Option<Owned<kind::Line>>,
    /// Pieces of that line; absent means all that are free.
    pub quantity: Option<i64>,
    /// Whom they go to.
    pub to: Target,
}

/// Whom pieces go to: a binding's id, or `self` for the merchant's own packing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// The merchant himself.
    Own,
    /// The fulfiller of that binding.
    Binding(Owned<kind::Binding>),
}

/// What became of the call.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = AssignReply)]
pub struct Reply {
    /// The act, by which all of it can be undone.
    pub act: Owned<kind::Act>,
    /// Until when it can be undone.
    pub held_until: Instant,
    /// What became of each row.
    #[serde(flatten)]
    pub rows: bulk::Rows<Given>,
}

/// A row that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = AssignGiven)]
pub struct Given {
    /// The assignment its pieces are in.
    pub assignment: Owned<kind::Assignment>,
    /// How many pieces of this row.
    pub pieces: i64,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("self"),
            Self::Binding(id) => id.fmt(f),
        }
    }
}

impl FromStr for Target {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text {
            "self" => Ok(Self::Own),
            id => id.parse().map(Self::Binding),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for Target {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("`self`, or a binding's id"))
            .build()
            .into()
    }
}
impl utoipa::ToSchema for Target {
    fn name() -> std::borrow::Cow<'static, str> {
        "AssignTarget".into()
    }
}
