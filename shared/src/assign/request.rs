//! The conversation after a number exists: the merchant asks, the fulfiller grants or denies.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::act::as_they_stand;
use super::pieces::Piece;
use super::recall::{Way, come_back, way};
use super::rows::{self, Assignment, Which};
use super::settled::{self, RECALL_ASKED};
use super::{NOTE, tell, unnumbered};
use crate::clock::Instant;
use crate::db::backend::{FOR_UPDATE, id_set, sql};
use crate::db::schema::recall_requests;
use crate::db::{Tx, json_ids};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{AssignmentId, FulfillerId, LineId, MerchantId, Owned, RecallRequestId, kind};
use crate::order;
use crate::party::{Acting, Factory, Merchant};
use crate::text;

/// A fulfiller's answer.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RecallReply)]
pub struct Reply {
    /// Words to the merchant, at most 500 characters.
    #[serde(default)]
    pub answer: String,
    /// The version it was decided on; a stale one is refused.
    pub version: Option<i64>,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RecallRequestState)]
pub enum Word {
    /// Not answered.
    Asked,
    /// The pieces came back.
    Granted,
    /// The fulfiller keeps them.
    Denied,
    /// The merchant asks no more.
    Withdrawn,
}

impl Word {
    /// The word in the database.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Granted => "granted",
            Self::Denied => "denied",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        [Self::Asked, Self::Granted, Self::Denied, Self::Withdrawn]
            .into_iter()
            .find(|word| word.text() == text)
    }
}

/// A question that was answered or taken back.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = RecallSettled)]
pub struct Settled {
    /// The question.
    pub id: Owned<kind::RecallRequest>,
    /// Where it stands now.
    pub state: Word,
    /// Its version now.
    pub version: i64,
    /// The assignment now.
    pub assignment: super::Done,
}

/// Pieces asked for, as the row keeps them.
#[derive(Serialize, Deserialize)]
struct Asked {
    line: uuid::Uuid,
    quantity: i64,
}

/// Puts the questions, flags the assignments, tells the fulfillers; answers with the question of each assignment.
pub(super) fn ask(
    tx: &mut Tx<'_>,
    who: &Acting<Merchant>,
    all: &HashMap<AssignmentId, Assignment>,
    questions: &[(AssignmentId, &[Piece])],
    reason: &str,
) -> Result<HashMap<AssignmentId, RecallRequestId>> {
    if questions.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: HashMap<AssignmentId, RecallRequestId> = questions
        .iter()
        .map(|(assignment, _)| (*assignment, RecallRequestId::fresh()))
        .collect();
    let rows: Vec<NewRequest<'_>> = questions
        .iter()
        .filter_map(|(assignment, pieces)| {
            let (id, known) = (ids.get(assignment)?, all.get(assignment)?);
            Some(NewRequest::of(who, *id, known, pieces, reason, tx.now()))
        })
        .collect();
    diesel::insert_into(recall_requests::table)
        .values(&rows)
        .execute(tx.conn())
        .or_taken(Code::StateForbids)?;
    let asked: Vec<AssignmentId> = questions.iter().map(|(id, _)| *id).collect();
    settled::flag_assignments(tx, who.merchant(), &asked, Some(RECALL_ASKED))?;
    let asked: Vec<(&Assignment, &[Piece])> = questions
        .iter()
        .filter_map(|(id, pieces)| Some((all.get(id)?, *pieces)))
        .collect();
    tell::recall_asked(tx, who, &asked)?;
    Ok(ids)
}

#[derive(Insertable)]
#[diesel(table_name = recall_requests)]
struct NewRequest<'a> {
    merchant_id: MerchantId,
    id: RecallRequestId,
    assignment_id: AssignmentId,
    fulfiller_id: FulfillerId,
    quantities: Value,
    reason: &'a str,
    state: &'a str,
    answer: &'a str,
    asked_at: Instant,
    version: i64,
}

impl<'a> NewRequest<'a> {
    fn of(
        who: &Acting<Merchant>,
        id: RecallRequestId,
        assignment: &Assignment,
        pieces: &[Piece],
        reason: &'a str,
        now: Instant,
    ) -> Self {
        let asked = pieces
            .iter()
            .map(|piece| json!({ "line": piece.line.raw(), "quantity": piece.quantity }));
        Self {
            merchant_id: who.merchant(),
            id,
            assignment_id: assignment.id,
            fulfiller_id: assignment.fulfiller,
            quantities: asked.collect(),
            reason,
            state: Word::Asked.text(),
            answer: "",
            asked_at: now,
            version: 1,
        }
    }
}

/// The fulfiller gives the pieces back. Numbers of parcels that hold them are voided first.
///
/// # Errors
/// `not_found`, `stale`, `already_decided`, `has_waybill` while a number holds the pieces, `state_forbids` once
/// they have left.
pub fn grant(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    id: Owned<kind::RecallRequest>,
    ask: &Reply,
) -> Result<Settled> {
    let (row, assignment) = open(tx, id, Some(who.fulfiller()), ask)?;
    let wanted = row.wanted()?;
    let packed = unnumbered::of(tx, id.owner, &[row.assignment_id])?;
    let packed = packed
        .get(&row.assignment_id)
        .map(Vec::as_slice)
        .unwrap_or_default();
    match way(&assignment, Some(&wanted), packed).map_err(gone)? {
        Way::AtOnce { pieces, parcels } => {
            let back = HashMap::from([(row.assignment_id, pieces)]);
            close(tx, id, Word::Granted, ask)?;
            come_back(tx, id.owner, &parcels, &back)?;
        }
        Way::Ask { .. } => {
            return Err(Refusal::new(Code::HasWaybill)
                .saying("void the number of the parcel first")
                .into());
        }
    }
    tell::recall_answered(tx, who, id.owner, &assignment, true, pieces(&wanted))?;
    settled_view(tx, id, Word::Granted, row)
}

/// The pieces asked for are not all there any more.
fn gone(no: Refusal) -> Refusal {
    match no.code {
        Code::InvalidField => Refusal::new(Code::StateForbids).saying("some of the pieces have left"),
        _ => no,
    }
}

fn pieces(wanted: &[(LineId, i64)]) -> i64 {
    wanted.iter().map(|(_, quantity)| quantity).sum()
}

/// The fulfiller keeps the pieces.
///
/// # Errors
/// `not_found`, `stale`, `already_decided`.
pub fn deny(
    tx: &mut Tx<'_>,
    who: &Acting<Factory>,
    id: Owned<kind::RecallRequest>,
    ask: &Reply,
) -> Result<Settled> {
    let (row, assignment) = open(tx, id, Some(who.fulfiller()), ask)?;
    close(tx, id, Word::Denied, ask)?;
    tell::recall_answered(tx, who, id.owner, &assignment, false, pieces(&row.wanted()?))?;
    settled_view(tx, id, Word::Denied, row)
}

/// The merchant asks no more.
///
/// # Errors
/// `not_found`, `stale`, `already_decided`.
pub fn withdraw(
    tx: &mut Tx<'_>,
    who: &Acting<Merchant>,
    id: Owned<kind::RecallRequest>,
    ask: &Reply,
) -> Result<Settled> {
    order::own(who, id)?;
    let (row, _) = open(tx, id, None, ask)?;
    close(tx, id, Word::Withdrawn, ask)?;
    settled_view(tx, id, Word::Withdrawn, row)
}

/// What was asked for came back in another way: the questions are answered by the fact.
pub(super) fn grant_by_fact(tx: &mut Tx<'_>, merchant: MerchantId, asked: &[AssignmentId]) -> Result<()> {
    if asked.is_empty() {
        return Ok(());
    }
    let text = format!(
        "UPDATE recall_requests SET state = 'granted', answered_at = $1, version = version + 1
         WHERE merchant_id = $2 AND assignment_id IN {} AND state = 'asked'",
        id_set(3)
    );
    diesel::sql_query(text)
        .bind::<sql::Instant, _>(tx.now())
        .bind::<sql::Uuid, _>(merchant)
        .bind::<sql::Text, _>(json_ids(asked))
        .execute(tx.conn())?;
    settled::flag_assignments(tx, merchant, asked, None)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Uuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = sql::Json)]
    quantities: Value,
    #[diesel(sql_type = sql::Text)]
    state: String,
    #[diesel(sql_type = sql::BigInt)]
    version: i64,
}

impl Row {
    fn wanted(&self) -> Result<Vec<(LineId, i64)>> {
        let asked: Vec<Asked> = serde_json::from_value(self.quantities.clone())
            .map_err(|_| Broken::row("recall_requests", "quantities", self.assignment_id))?;
        Ok(asked
            .iter()
            .map(|one| (LineId::of(one.line), one.quantity))
            .collect())
    }
}

/// The open question and its assignment; the order is locked before the question is read for good.
fn open(
    tx: &mut Tx<'_>,
    id: Owned<kind::RecallRequest>,
    viewer: Option<FulfillerId>,
    ask: &Reply,
) -> Result<(Row, Assignment)> {
    let seen = read(tx, id, viewer, "")?;
    let all = rows::lock(tx, id.owner, Which::Of(&[seen.assignment_id]), viewer)?;
    let row = read(tx, id, viewer, FOR_UPDATE)?;
    let assignment = all.into_values().next().ok_or(Code::NotFound)?;
    if row.state != Word::Asked.text() {
        return Err(Code::AlreadyDecided.into());
    }
    match ask.version {
        Some(version) if version != row.version => Err(Code::Stale.into()),
        _ => Ok((row, assignment)),
    }
}

fn read(
    tx: &mut Tx<'_>,
    id: Owned<kind::RecallRequest>,
    viewer: Option<FulfillerId>,
    lock: &'static str,
) -> Result<Row> {
    let text = format!(
        "SELECT assignment_id, quantities, state, version FROM recall_requests
         WHERE merchant_id = $1 AND id = $2 AND ($3 IS NULL OR fulfiller_id = $3){lock}"
    );
    diesel::sql_query(text)
        .bind::<sql::Uuid, _>(id.owner)
        .bind::<sql::Uuid, _>(id.id)
        .bind::<sql::Nullable<sql::Uuid>, _>(viewer)
        .get_result(tx.conn())
        .or_missing()
}

fn close(tx: &mut Tx<'_>, id: Owned<kind::RecallRequest>, word: Word, ask: &Reply) -> Result<()> {
    let now = tx.now();
    let answer = text::note(&ask.answer, "/answer", NOTE)?;
    diesel::update(recall_requests::table.find((id.owner, id.id)))
        .set((
            recall_requests::state.eq(word.text()),
            recall_requests::answer.eq(answer),
            recall_requests::answered_at.eq(Some(now)),
            recall_requests::version.eq(recall_requests::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(())
}

fn settled_view(tx: &mut Tx<'_>, id: Owned<kind::RecallRequest>, state: Word, row: Row) -> Result<Settled> {
    let ids = [row.assignment_id];
    settled::flag_assignments(tx, id.owner, &ids, None)?;
    let mut now = as_they_stand(tx, id.owner, &ids)?;
    Ok(Settled {
        id,
        state,
        version: row.version + 1,
        assignment: now.remove(&row.assignment_id).ok_or(Code::NotFound)?,
    })
}
