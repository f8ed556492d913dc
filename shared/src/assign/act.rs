//! One transition over many assignments of one merchant: locked, judged one by one, written as a set.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::prelude::*;
use serde::Serialize;

use super::pieces::{self, Piece};
use super::rows::{self, Assignment, Which};
use super::settled::Touched;
use super::state::State;
use crate::db::backend::{id_set, sql};
use crate::db::{Tx, json_ids};
use crate::error::{Code, Refusal, Result};
use crate::id::{AssignmentId, FulfillerId, MerchantId, Owned, kind};

/// An assignment as an act left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = AssignmentDone)]
pub struct Done {
    /// The assignment.
    pub id: Owned<kind::Assignment>,
    /// Its state now: held, assigned, accepted, shipped, declined, failed or recalled.
    pub state: String,
    /// Its version now.
    pub version: i64,
}

/// What becomes of one assignment.
pub(super) struct Step {
    pub next: State,
    pub back: Vec<Piece>,
}

/// What became of the set: an answer for each id asked, and those that changed.
pub(super) struct Acted {
    pub answers: Vec<Result<Done, Refusal>>,
    pub changed: Vec<(Assignment, State, i64)>,
}

impl Acted {
    /// Pieces that went back, over all that changed.
    pub(super) fn pieces(&self) -> i64 {
        self.changed.iter().map(|(_, _, pieces)| pieces).sum()
    }
}

/// Takes the step for each id; a refused one changes nothing and keeps no other from going on.
pub(super) fn act(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    which: Which<'_>,
    viewer: Option<FulfillerId>,
    step: impl Fn(&Assignment) -> Result<Step, Refusal>,
) -> Result<Acted> {
    let all = rows::lock(tx, merchant, which, viewer)?;
    let asked: Vec<AssignmentId> = match which {
        Which::Of(ids) => ids.to_vec(),
        Which::OfAct(_) => sorted(&all),
    };
    let judged = judge(&asked, &all, step);
    let changed: Vec<(&Assignment, &Step)> = judged
        .iter()
        .flatten()
        .filter(|(assignment, step)| step.next != assignment.state || !step.back.is_empty())
        .map(|(assignment, step)| (*assignment, step))
        .collect();
    write(tx, merchant, &changed)?;
    let changed = changed
        .iter()
        .map(|(assignment, step)| ((*assignment).clone(), step.next.clone(), count(&step.back)))
        .collect();
    let answers = answers(tx, merchant, &asked, &judged)?;
    Ok(Acted { answers, changed })
}

fn sorted(all: &HashMap<AssignmentId, Assignment>) -> Vec<AssignmentId> {
    let mut ids: Vec<AssignmentId> = all.keys().copied().collect();
    ids.sort_unstable();
    ids
}

fn count(pieces: &[Piece]) -> i64 {
    pieces.iter().map(|piece| piece.quantity).sum()
}

type Judged<'a> = Result<(&'a Assignment, Step), Refusal>;

fn judge<'a>(
    asked: &[AssignmentId],
    all: &'a HashMap<AssignmentId, Assignment>,
    step: impl Fn(&Assignment) -> Result<Step, Refusal>,
) -> Vec<Judged<'a>> {
    let mut seen = HashSet::new();
    asked
        .iter()
        .map(|id| {
            let assignment = all.get(id).ok_or(Code::NotFound)?;
            if !seen.insert(*id) {
                return Err(Code::DuplicateKey.into());
            }
            Ok((assignment, step(assignment)?))
        })
        .collect()
}

fn write(tx: &mut Tx<'_>, merchant: MerchantId, changed: &[(&Assignment, &Step)]) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let states: Vec<(AssignmentId, &State)> = changed
        .iter()
        .map(|(assignment, step)| (assignment.id, &step.next))
        .collect();
    rows::store_states(tx, merchant, &states)?;
    let pieces: Vec<Piece> = changed
        .iter()
        .flat_map(|(_, step)| step.back.iter().copied())
        .collect();
    pieces::give_back(tx, merchant, &pieces)?;
    let mut touched = Touched::default();
    for (assignment, step) in changed {
        touched.note(assignment, step.next.open());
    }
    touched.settle(tx, merchant)
}

#[derive(QueryableByName)]
struct StateRow {
    #[diesel(sql_type = sql::Uuid)]
    id: AssignmentId,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
}

/// The assignments as they stand now.
pub(super) fn as_they_stand(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    ids: &[AssignmentId],
) -> Result<BTreeMap<AssignmentId, Done>> {
    let text = format!(
        "SELECT id, state, version FROM assignments WHERE merchant_id = $1 AND id IN {}",
        id_set(2)
    );
    let found: Vec<StateRow> = diesel::sql_query(text)
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(ids))
        .load(tx.conn())?;
    let done = |row: StateRow| Done {
        id: Owned::new(merchant, row.id),
        state: row.state,
        version: row.version,
    };
    Ok(found.into_iter().map(|row| (row.id, done(row))).collect())
}

fn answers(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    asked: &[AssignmentId],
    judged: &[Judged<'_>],
) -> Result<Vec<Result<Done, Refusal>>> {
    let now = as_they_stand(tx, merchant, asked)?;
    Ok(judged
        .iter()
        .map(|verdict| match verdict {
            Ok((assignment, _)) => now
                .get(&assignment.id)
                .cloned()
                .ok_or_else(|| Code::NotFound.into()),
            Err(no) => Err(no.clone()),
        })
        .collect())
}

/// Ids of many merchants, by merchant in id order, each with its place in the request.
pub(super) fn by_merchant(
    ids: &[Owned<kind::Assignment>],
) -> BTreeMap<MerchantId, Vec<(usize, AssignmentId)>> {
    let mut all: BTreeMap<MerchantId, Vec<(usize, AssignmentId)>> = BTreeMap::new();
    for (place, id) in ids.iter().enumerate() {
        all.entry(id.owner).or_default().push((place, id.id));
    }
    all
}
