//! Recalling: what no number holds comes back at once, and what one holds that was typed a week ago and never left; the
//! rest is a question to the fulfiller.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::act::{self, Done, Step};
use super::pieces::Piece;
use super::rows::{self, Assignment, Which};
use super::unnumbered::{self, Packed};
use super::{NOTE, request};
use crate::bulk::{self, Rows};
use crate::db::Tx;
use crate::error::{Code, Refusal, Result};
use crate::id::{AssignmentId, LineId, MerchantId, OrderId, Owned, ParcelId, kind};
use crate::order;
use crate::party::{Acting, Merchant};
use crate::text;
use crate::vault::intake::sanitise;

/// What to take back, at most 500 rows.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RecallAsk)]
pub struct Recall {
    /// What.
    pub rows: Vec<Wanted>,
    /// Why, at most 500 characters; the fulfiller reads it where it is asked, without telephone-like numbers.
    #[serde(default)]
    pub reason: String,
}

/// An assignment, or some pieces of it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RecallRow)]
pub struct Wanted {
    /// The assignment.
    pub assignment: Owned<kind::Assignment>,
    /// Some of its pieces; absent means all that have not left.
    pub lines: Option<Vec<Pieces>>,
}

/// Pieces of one line.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LinePieces)]
pub struct Pieces {
    /// The line.
    pub line: Owned<kind::Line>,
    /// How many.
    pub quantity: i64,
}

/// What became of a row.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = RecallDone)]
pub struct Recalled {
    /// The assignment now.
    #[serde(flatten)]
    pub done: Done,
    /// Pieces that came back, or that were asked for.
    pub pieces: i64,
    /// The question, where the fulfiller must answer first.
    pub request: Option<Owned<kind::RecallRequest>>,
}

/// How pieces can come back.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// At once, after these parcels were dropped.
    AtOnce {
        pieces: Vec<Piece>,
        parcels: BTreeSet<ParcelId>,
    },
    /// A number holds some of them: the fulfiller must answer.
    Ask { pieces: Vec<Piece> },
}

impl Way {
    fn pieces(&self) -> &[Piece] {
        match self {
            Self::AtOnce { pieces, .. } | Self::Ask { pieces } => pieces,
        }
    }

    fn count(&self) -> i64 {
        self.pieces().iter().map(|piece| piece.quantity).sum()
    }
}

/// Pieces wanted of each line; `None` is all that have not left.
pub(super) type Lines<'a> = Option<&'a [(LineId, i64)]>;

/// How the pieces wanted can come back, given what is in parcels without number.
///
/// # Errors
/// `state_forbids`, `not_found`, `invalid_field`, `duplicate_key`.
pub(super) fn way(assignment: &Assignment, wanted: Lines<'_>, packed: &[Packed]) -> Result<Way, Refusal> {
    if !assignment.state.open() {
        return Err(Code::StateForbids.into());
    }
    let pieces = pieces(assignment, wanted)?;
    let short: HashMap<LineId, i64> = pieces
        .iter()
        .map(|piece| (piece.line, piece.quantity - loose_of(assignment, piece.line)))
        .filter(|(_, short)| *short > 0)
        .collect();
    let held = |line: &LineId| -> i64 {
        let of_line = packed.iter().filter(|packed| packed.line_id == *line);
        of_line.map(|packed| packed.quantity).sum()
    };
    if short.iter().any(|(line, short)| held(line) < *short) {
        return Ok(Way::Ask { pieces });
    }
    let parcels = packed
        .iter()
        .filter(|packed| short.contains_key(&packed.line_id))
        .map(|packed| packed.parcel_id)
        .collect();
    Ok(Way::AtOnce { pieces, parcels })
}

fn loose_of(assignment: &Assignment, line: LineId) -> i64 {
    let found = assignment.lines.iter().find(|of| of.line == line);
    found.map_or(0, |of| of.sums.loose())
}

fn pieces(assignment: &Assignment, wanted: Lines<'_>) -> Result<Vec<Piece>, Refusal> {
    let left = |line: LineId| {
        let of = assignment.lines.iter().find(|of| of.line == line)?;
        Some(of.sums.quantity - of.sums.shipped - of.sums.returned)
    };
    let piece = |line, quantity| Piece {
        assignment: assignment.id,
        line,
        quantity,
    };
    let Some(wanted) = wanted else {
        let lines = assignment.lines.iter().map(|of| of.line);
        let all: Vec<Piece> = lines
            .map(|line| piece(line, left(line).unwrap_or_default()))
            .filter(|piece| piece.quantity > 0)
            .collect();
        return match all.is_empty() {
            true => Err(Refusal::new(Code::StateForbids).saying("nothing is left to recall")),
            false => Ok(all),
        };
    };
    let mut seen = HashSet::new();
    wanted
        .iter()
        .map(|(line, quantity)| {
            let left = left(*line).ok_or_else(|| Refusal::new(Code::NotFound).at("lines"))?;
            if !seen.insert(*line) {
                return Err(Refusal::new(Code::DuplicateKey).at("lines"));
            }
            if !(1..=left).contains(quantity) {
                return Err(Refusal::new(Code::InvalidField)
                    .at("lines")
                    .saying(format!("1 to {left} pieces are left")));
            }
            Ok(piece(*line, *quantity))
        })
        .collect()
}

/// Takes pieces back: at once where no number holds them, else by asking; each row has its own answer.
///
/// # Errors
/// `too_many_rows`, `invalid_field`; what is wrong with a row is in its answer.
pub fn recall(tx: &mut Tx<'_>, who: &Acting<Merchant>, ask: &Recall) -> Result<Rows<Recalled>> {
    bulk::bounded(&ask.rows, "/rows")?;
    let reason = sanitise::for_strangers(&text::note(&ask.reason, "/reason", NOTE)?);
    let merchant = who.merchant();
    let ids: Vec<Owned<kind::Assignment>> = ask.rows.iter().map(|row| row.assignment).collect();
    let ids = super::own_ids(who, &ids);
    let all = rows::lock(tx, merchant, Which::Of(&ids), None)?;
    let packed = unnumbered::of(tx, merchant, &ids)?;
    let ways = ways(&ask.rows, &ids, &all, &packed);
    take_back(tx, merchant, &all, &ways)?;
    let asked = request::ask(tx, who, &all, &questions(&ways), &reason)?;
    let now = act::as_they_stand(tx, merchant, &ids)?;
    let answer = |(id, way): (AssignmentId, Way)| {
        let done = now.get(&id).cloned().ok_or(Code::NotFound)?;
        Ok(Recalled {
            done,
            pieces: way.count(),
            request: asked.get(&id).map(|request| Owned::new(merchant, *request)),
        })
    };
    Ok(Rows::of(
        ways.into_iter()
            .map(|way| way.and_then(answer))
            .collect::<Vec<_>>(),
    ))
}

type Ways = Vec<Result<(AssignmentId, Way), Refusal>>;

fn ways(
    asked: &[Wanted],
    ids: &[AssignmentId],
    all: &HashMap<AssignmentId, Assignment>,
    packed: &HashMap<AssignmentId, Vec<Packed>>,
) -> Ways {
    let mut seen = HashSet::new();
    asked
        .iter()
        .zip(ids)
        .map(|(row, id)| {
            let assignment = all.get(id).ok_or(Code::NotFound)?;
            if !seen.insert(*id) {
                return Err(Code::DuplicateKey.into());
            }
            let wanted = row
                .lines
                .as_deref()
                .map(|lines| lines_of(row, lines))
                .transpose()?;
            let packed = packed.get(id).map(Vec::as_slice).unwrap_or_default();
            match way(assignment, wanted.as_deref(), packed)? {
                Way::Ask { .. } if assignment.asked => {
                    Err(Refusal::new(Code::StateForbids).saying("a recall request is open"))
                }
                way => Ok((*id, way)),
            }
        })
        .collect()
}

fn lines_of(row: &Wanted, lines: &[Pieces]) -> Result<Vec<(LineId, i64)>, Refusal> {
    if lines.is_empty() || lines.len() > bulk::MOST {
        return Err(Refusal::new(Code::InvalidField)
            .at("lines")
            .saying("1 to 500 lines"));
    }
    lines
        .iter()
        .map(|pieces| match pieces.line.owner == row.assignment.owner {
            true => Ok((pieces.line.id, pieces.quantity)),
            false => Err(Refusal::new(Code::NotFound).at("lines")),
        })
        .collect()
}

fn questions(ways: &Ways) -> Vec<(AssignmentId, &[Piece])> {
    ways.iter()
        .flatten()
        .filter(|(_, way)| matches!(way, Way::Ask { .. }))
        .map(|(id, way)| (*id, way.pieces()))
        .collect()
}

fn take_back(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    all: &HashMap<AssignmentId, Assignment>,
    ways: &Ways,
) -> Result<()> {
    let mut dropped = BTreeSet::new();
    let mut back: HashMap<AssignmentId, Vec<Piece>> = HashMap::new();
    for (id, way) in ways.iter().flatten() {
        if let Way::AtOnce { pieces, parcels } = way {
            dropped.extend(parcels.iter().copied());
            back.insert(*id, pieces.clone());
        }
    }
    let answered: Vec<AssignmentId> = back
        .keys()
        .filter(|id| all.get(id).is_some_and(|assignment| assignment.asked))
        .copied()
        .collect();
    request::grant_by_fact(tx, merchant, &answered)?;
    come_back(tx, merchant, &dropped, &back)
}

/// Drops the parcels and gives the pieces back; the orders and parcels are the caller's by lock.
pub(super) fn come_back(
    tx: &mut Tx<'_>,
    merchant: MerchantId,
    parcels: &BTreeSet<ParcelId>,
    back: &HashMap<AssignmentId, Vec<Piece>>,
) -> Result<()> {
    let touched = unnumbered::discard(tx, merchant, parcels)?;
    let mut ids: Vec<AssignmentId> = back.keys().copied().collect();
    ids.sort_unstable();
    let now = tx.now();
    act::act(tx, merchant, Which::Of(&ids), None, |assignment| {
        let back = back.get(&assignment.id).cloned().unwrap_or_default();
        let pieces = back.iter().map(|piece| piece.quantity).sum();
        let next = assignment
            .state
            .clone()
            .recall(assignment.sums().less(pieces), now)?;
        Ok(Step { next, back })
    })?;
    let touched: Vec<OrderId> = touched.into_iter().collect();
    order::roll_up_parcels(tx, merchant, &touched)
}

#[cfg(test)]
mod tests;
