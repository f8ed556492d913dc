//! Bulk acts: at most 500 rows inline, an answer for each, in the order they were sent.

use serde::Serialize;

use crate::error::{Code, Error, ErrorSource, Refusal, Result};

/// Rows one call takes.
pub const MOST: usize = 500;

/// What became of each row.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Rows<T> {
    /// How many were done.
    pub done: usize,
    /// How many were refused.
    pub refused: usize,
    /// One for each row sent, in its order.
    pub rows: Vec<Row<T>>,
}

/// What became of one row: `ok`, or `problem`.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Row<T> {
    /// Its place in the request, from 0.
    pub index: usize,
    /// The result, if it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ok: Option<T>,
    /// The reason, if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<RowProblem>,
}

/// Why a row was refused.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RowProblem {
    /// The stable code.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// Who can mend it.
    pub error_source: ErrorSource,
    /// What happened.
    pub title: &'static str,
    /// What the words of the code do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Where in the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What to do next.
    pub remedy: &'static str,
}

impl From<Refusal> for RowProblem {
    fn from(no: Refusal) -> Self {
        let Refusal { code, detail, at, .. } = no;
        Self {
            code: code.text(),
            error_source: code.source(),
            title: code.title(),
            detail,
            at,
            remedy: code.remedy(),
        }
    }
}

impl<T> Rows<T> {
    /// The answer to a call, row by row.
    pub fn of(results: impl IntoIterator<Item = Result<T, Refusal>>) -> Self {
        let rows: Vec<Row<T>> = results.into_iter().enumerate().map(Row::of).collect();
        let done = rows.iter().filter(|row| row.ok.is_some()).count();
        Self {
            done,
            refused: rows.len() - done,
            rows,
        }
    }
}

impl<T> Row<T> {
    fn of((index, result): (usize, Result<T, Refusal>)) -> Self {
        match result {
            Ok(ok) => Self {
                index,
                ok: Some(ok),
                problem: None,
            },
            Err(no) => Self {
                index,
                ok: None,
                problem: Some(no.into()),
            },
        }
    }
}

/// The verdict on one row: a refusal is the row's own, what broke is everybody's.
///
/// # Errors
/// What broke.
pub fn verdict<T>(result: Result<T>) -> Result<Result<T, Refusal>> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Refused(no)) => Ok(Err(no)),
        Err(broken) => Err(broken),
    }
}

/// Refuses an empty call and one of more than 500 rows.
///
/// # Errors
/// `invalid_field` or `too_many_rows`.
pub fn bounded<T>(rows: &[T], at: &str) -> Result<()> {
    match rows.len() {
        0 => Err(Refusal::new(Code::InvalidField)
            .at(at)
            .saying("at least one row")
            .into()),
        1..=MOST => Ok(()),
        _ => Err(Refusal::new(Code::TooManyRows).at(at).into()),
    }
}
