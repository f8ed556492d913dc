//! What the operator sees of mail: what was refused, and the verbs to try again.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::letter::Letter;
use super::{To, owner, public, queue, send_job};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::mails;
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{MailId, Owned, PartyId, kind};
use crate::outbox;
use crate::page::{Page, Paging};
use crate::party::{Acting, Platform};

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It waits to be sent, perhaps again.
    Queued,
    /// A server took it over.
    Sent,
    /// A server, or we, said that this address takes no mail.
    Refused,
    /// No server could be reached for hours.
    Failed,
}

impl MailState {
    const fn text(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// Which mails.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MailAsk {
    /// `refused` unless told.
    #[param(inline)]
    pub state: Option<MailState>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// A mail, without what it says.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct MailView {
    /// Its id.
    pub id: Owned<kind::Mail>,
    /// The party it concerns.
    pub party: PartyId,
    /// What it is about, e.g. `assignment`.
    pub kind: String,
    /// Where it goes.
    pub address: String,
    /// `queued`, `sent`, `refused` or `failed`.
    pub state: String,
    /// What the server said last.
    pub answer: String,
    /// When it was put.
    pub created_at: Instant,
    /// When it was sent or given up.
    pub ended_at: Option<Instant>,
    /// The verbs legal now.
    pub actions: Vec<&'static str>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
struct Row {
    party_id: PartyId,
    id: MailId,
    kind: String,
    address: String,
    state: String,
    answer: String,
    created_at: Instant,
    ended_at: Option<Instant>,
}

impl From<Row> for MailView {
    fn from(row: Row) -> Self {
        let ended = matches!(row.state.as_str(), "refused" | "failed");
        Self {
            id: public(row.party_id, row.id),
            party: row.party_id,
            kind: row.kind,
            address: row.address,
            state: row.state,
            answer: row.answer,
            created_at: row.created_at,
            ended_at: row.ended_at,
            actions: if ended { vec!["again"] } else { vec![] },
        }
    }
}

/// Mails in a state, newest first.
///
/// # Errors
/// `invalid_field` for a bad page; else the database's own.
pub fn list(conn: &mut Conn, _: &Acting<Platform>, ask: &MailAsk) -> Result<Page<MailView>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let rows = paging.rows()?;
    let state = ask.state.unwrap_or(MailState::Refused);
    let mut query = mails::table
        .filter(mails::state.eq(state.text()))
        .order((mails::created_at.desc(), mails::id.desc()))
        .limit(rows + 1)
        .select(Row::as_select())
        .into_boxed();
    if let Some((at, id)) = paging.place::<(Instant, MailId)>()? {
        let before = mails::created_at.eq(at).and(mails::id.lt(id));
        query = query.filter(mails::created_at.lt(at).or(before));
    }
    let views = query.load(conn)?.into_iter().map(MailView::from).collect();
    Page::cut(views, rows, |view: &MailView| (view.created_at, view.id.id))
}

/// Queues a refused or failed mail again, to the same address.
///
/// # Errors
/// `not_found`, or `state_forbids` if it is neither.
pub fn again(tx: &mut Tx<'_>, _: &Acting<Platform>, mail: Owned<kind::Mail>) -> Result<MailView> {
    let now = tx.now();
    let row = mails::table.find((owner(mail), mail.id));
    let state: String = row.select(mails::state).first(tx.conn()).or_missing()?;
    if !matches!(state.as_str(), "refused" | "failed") {
        return Err(Code::StateForbids.into());
    }
    diesel::update(row)
        .set((
            mails::state.eq("queued"),
            mails::answer.eq(""),
            mails::ended_at.eq(None::<Instant>),
        ))
        .execute(tx.conn())?;
    outbox::put(tx, send_job(owner(mail), mail.id, now)?)?;
    view(tx, mail)
}

fn view(tx: &mut Tx<'_>, mail: Owned<kind::Mail>) -> Result<MailView> {
    let row = mails::table.find((owner(mail), mail.id));
    let row: Row = row.select(Row::as_select()).first(tx.conn()).or_missing()?;
    Ok(row.into())
}

/// Where a test mail goes.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestAsk {
    /// The address.
    pub address: String,
    /// `zh-CN` or `en`; Chinese unless told.
    pub locale: Option<String>,
}

/// Puts a test mail; the list says what became of it.
///
/// # Errors
/// `invalid_field` if that is no address.
pub fn test(tx: &mut Tx<'_>, who: &Acting<Platform>, ask: &TestAsk) -> Result<MailView> {
    if !super::post::is_address(&ask.address) {
        return Err(Refusal::new(Code::InvalidField).at("/address").into());
    }
    let to = To {
        party: who.party(),
        address: ask.address.clone(),
        locale: ask.locale.clone().unwrap_or_else(|| "zh-CN".to_owned()),
    };
    let queued = queue(tx, &[(to, Letter::Test)])?;
    let mail = queued.first().ok_or(Code::NotFound)?;
    view(tx, *mail)
}
