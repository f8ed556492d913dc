//! Second thoughts within the undo window: nobody has seen it, so nothing is left of it but the record.

use serde::Deserialize;

use super::act::{Done, Step, act};
use super::release::loose;
use super::rows::Which;
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{AssignmentId, Owned, kind};
use crate::order;
use crate::party::{Acting, Merchant};

/// What to undo: a whole act, or some of its assignments.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AssignUndo)]
pub struct Undo {
    /// A whole act.
    pub act: Option<Owned<kind::Act>>,
    /// Some assignments, at most 500.
    #[serde(default)]
    pub assignments: Vec<Owned<kind::Assignment>>,
}

/// Takes back what is still held; what a fulfiller already sees is `undo_too_late` in its row.
///
/// # Errors
/// `invalid_field` unless one of the two is given, `not_found` for an act that made nothing, `too_many_rows`.
pub fn undo(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &Undo) -> Result<Rows<Done>> {
    let now = tx.now();
    let step = |assignment: &super::rows::Assignment| {
        let next = assignment.state.clone().undo(now)?;
        Ok(Step {
            next,
            back: loose(assignment).collect(),
        })
    };
    let acted = match (ask.act, ask.assignments.as_slice()) {
        (Some(id), []) => {
            order::own(who, id)?;
            act(tx, who.merchant(), Which::OfAct(id.id), None, step)?
        }
        (None, ids) => {
            bulk::bounded(ids, "/assignments")?;
            let own: Vec<AssignmentId> = super::own_ids(who, ids);
            act(tx, who.merchant(), Which::Of(&own), None, step)?
        }
        (Some(_), _) => {
            return Err(Refusal::new(Code::InvalidField)
                .at("/act")
                .saying("an act or assignments, not both")
                .into());
        }
    };
    if acted.answers.is_empty() {
        return Err(Code::NotFound.into());
    }
    Ok(Rows::of(acted.answers))
}
