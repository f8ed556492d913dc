//! A waybill account (面单账户): a party's settlement number under the platform's contract with a carrier.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::carrier::Registry;
use crate::clock::Instant;
use crate::db::backend::{Backend, Conn};
use crate::db::schema::{parties, waybill_accounts as t};
use crate::db::stir::OPERATOR;
use crate::db::{Noun, Tx};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::{Owned, PartyId, WaybillAccountId, kind};
use crate::page::{Page, Paging};
use crate::party::{Acting, OfSide, Platform, Side};

pub use super::state::{AccountKey, State};

/// A wish for an account.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaybillAccountApplication)]
pub struct Application {
    /// A carrier numbers can be taken from; see `/v1/carriers`.
    pub carrier: String,
    /// What the party calls it, 1 to 60 characters.
    pub name: String,
    /// The settlement number at the carrier (月结号), 1 to 32 letters, digits or `-`.
    pub settlement_no: String,
    /// 网点, at most 60 characters; empty where the carrier has none.
    #[serde(default)]
    pub branch: String,
}

/// An account as its owner and the operator see it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = WaybillAccount)]
pub struct View {
    /// Its id.
    pub id: Owned<kind::WaybillAccount>,
    /// Whose it is.
    pub party: PartyId,
    /// The party's name.
    pub party_name: String,
    /// The carrier's code.
    pub carrier: String,
    /// What the party calls it.
    pub name: String,
    /// The settlement number at the carrier.
    pub settlement_no: String,
    /// 网点.
    pub branch: String,
    /// applied, active, refused or closed.
    pub state: String,
    /// Why it was refused or closed.
    pub state_note: String,
    /// Money that can be spent, in fen.
    pub balance_fen: i64,
    /// Money held for numbers being taken, in fen.
    pub held_fen: i64,
    /// What one number costs, in fen; 0 means what the carrier asks.
    pub price_fen: i64,
    /// Does the account's holder see receivers in the carrier's own portal? Null without an adapter.
    pub holder_can_read_receiver: Option<bool>,
    /// When it was applied for.
    pub created_at: Instant,
    /// The verbs legal now, for owner and operator.
    pub actions: Vec<&'static str>,
    /// Grows with each change.
    pub version: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = t, check_for_backend(Backend))]
pub(crate) struct Row {
    pub party_id: PartyId,
    pub id: WaybillAccountId,
    pub carrier: String,
    pub name: String,
    pub settlement_no: String,
    pub branch: String,
    pub state: String,
    pub state_note: String,
    pub balance_fen: i64,
    pub held_fen: i64,
    pub price_fen: i64,
    pub created_at: Instant,
    pub version: i64,
}

impl TryFrom<&Row> for State {
    type Error = Broken;

    fn try_from(row: &Row) -> Result<Self, Broken> {
        let note = || row.state_note.clone();
        match row.state.as_str() {
            "applied" => Ok(Self::Applied),
            "active" => Ok(Self::Active {
                price_fen: row.price_fen,
            }),
            "refused" => Ok(Self::Refused { note: note() }),
            "closed" => Ok(Self::Closed { note: note() }),
            _ => Err(Broken::row("waybill_accounts", "state", row.id)),
        }
    }
}

/// Asks the operator for an account.
///
/// # Errors
/// `carrier_unknown`, `invalid_field`.
pub fn apply<S: OfSide>(
    tx: &mut Tx<'_>,
    who: &Acting<S>,
    carriers: &Registry,
    ask: &Application,
) -> Result<View> {
    check(ask, carriers)?;
    few_open(tx.conn(), who.party())?;
    let key = AccountKey {
        party: who.party(),
        id: WaybillAccountId::fresh(),
    };
    let now = tx.now();
    diesel::insert_into(t::table)
        .values((
            (
                t::party_id.eq(key.party),
                t::id.eq(key.id),
                t::carrier.eq(&ask.carrier),
                t::name.eq(ask.name.trim()),
            ),
            (
                t::settlement_no.eq(&ask.settlement_no),
                t::branch.eq(ask.branch.trim()),
                t::state.eq("applied"),
            ),
            (
                t::state_note.eq(""),
                t::balance_fen.eq(0),
                t::held_fen.eq(0),
                t::price_fen.eq(0),
            ),
            (t::created_at.eq(now), t::version.eq(1)),
        ))
        .execute(tx.conn())?;
    stir(tx, key);
    view(tx.conn(), key, carriers)
}

/// Applications of a party that may wait for the operator's word.
const MOST_OPEN: i64 = 10;

fn few_open(conn: &mut Conn, party: PartyId) -> Result<()> {
    let open: i64 = t::table
        .filter(t::party_id.eq(party).and(t::state.eq("applied")))
        .count()
        .get_result(conn)?;
    if open < MOST_OPEN {
        return Ok(());
    }
    Err(Refusal::new(Code::StateForbids)
        .saying("ten applications wait for the operator")
        .into())
}

/// Tells the owner and the operator.
fn stir(tx: &mut Tx<'_>, key: AccountKey) {
    tx.stir(key.party, Noun::Accounts);
    tx.stir(OPERATOR, Noun::Accounts);
}

fn check(ask: &Application, carriers: &Registry) -> Result<()> {
    if carriers.get(&ask.carrier).is_none() {
        return Err(Refusal::new(Code::CarrierUnknown).at("/carrier").into());
    }
    words(&ask.name, 1, "/name")?;
    words(&ask.branch, 0, "/branch")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let legal = (1..=32).contains(&ask.settlement_no.len()) && ask.settlement_no.chars().all(plain);
    if legal {
        Ok(())
    } else {
        Err(Refusal::new(Code::InvalidField)
            .at("/settlement_no")
            .saying("1 to 32 letters, digits or -")
            .into())
    }
}

/// A short text a person wrote: at least `least` and at most 60 characters, none of them control characters.
pub(crate) fn words(text: &str, least: usize, at: &str) -> Result<()> {
    let count = text.trim().chars().count();
    if (least..=60).contains(&count) && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let said = format!("{least} to 60 characters, no control characters");
    Err(Refusal::new(Code::InvalidField).at(at).saying(said).into())
}

/// The caller's own accounts, newest first.
///
/// # Errors
/// The database's own, or a bad cursor.
pub fn own<S: OfSide>(
    conn: &mut Conn,
    who: &Acting<S>,
    carriers: &Registry,
    paging: &Paging,
) -> Result<Page<View>> {
    let rows = paging.rows()?;
    let mut query = t::table
        .inner_join(parties::table.on(parties::id.eq(t::party_id)))
        .into_boxed();
    query = query.filter(t::party_id.eq(who.party()));
    if let Some(after) = paging.place::<WaybillAccountId>()? {
        query = query.filter(t::id.lt(after));
    }
    let found = query
        .select((Row::as_select(), parties::name))
        .order(t::id.desc())
        .limit(rows.saturating_add(1))
        .load(conn)?;
    page(found, rows, carriers, |view| view.id.id)
}

/// Which accounts the operator looks at.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Ask {
    /// applied, active, refused or closed.
    pub state: Option<String>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// The accounts of all parties in one state, oldest first.
///
/// # Errors
/// `invalid_field`, or the database's own.
pub fn all(conn: &mut Conn, _: &Acting<Platform>, carriers: &Registry, ask: &Ask) -> Result<Page<View>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let rows = paging.rows()?;
    let state = ask.state.as_deref().unwrap_or("applied");
    let mut query = t::table
        .inner_join(parties::table.on(parties::id.eq(t::party_id)))
        .into_boxed();
    query = query.filter(t::state.eq(state));
    if let Some((at, id)) = paging.place::<(Instant, WaybillAccountId)>()? {
        query = query.filter(t::created_at.gt(at).or(t::created_at.eq(at).and(t::id.gt(id))));
    }
    let found = query
        .select((Row::as_select(), parties::name))
        .order((t::created_at, t::id))
        .limit(rows.saturating_add(1))
        .load(conn)?;
    page(found, rows, carriers, |view| (view.created_at, view.id.id))
}

fn page<C: Serialize>(
    found: Vec<(Row, String)>,
    rows: i64,
    carriers: &Registry,
    place: impl Fn(&View) -> C,
) -> Result<Page<View>> {
    let views = found.into_iter().map(|(row, name)| shown(row, name, carriers));
    Page::cut(views.collect::<Result<Vec<_>, _>>()?, rows, place)
}

/// One account, for its owner or the operator.
///
/// # Errors
/// `not_found`.
pub fn one<S: OfSide>(
    conn: &mut Conn,
    who: &Acting<S>,
    carriers: &Registry,
    id: Owned<kind::WaybillAccount>,
) -> Result<View> {
    let key = AccountKey::from(id);
    if S::SIDE != Side::Platform && key.party != who.party() {
        return Err(Code::NotFound.into());
    }
    view(conn, key, carriers)
}

/// One account as it stands.
///
/// # Errors
/// `not_found`.
pub(crate) fn view(conn: &mut Conn, key: AccountKey, carriers: &Registry) -> Result<View> {
    let (row, name) = t::table
        .inner_join(parties::table.on(parties::id.eq(t::party_id)))
        .filter(t::party_id.eq(key.party).and(t::id.eq(key.id)))
        .select((Row::as_select(), parties::name))
        .first::<(Row, String)>(conn)
        .or_missing()?;
    Ok(shown(row, name, carriers)?)
}

fn shown(row: Row, party_name: String, carriers: &Registry) -> Result<View, Broken> {
    let state = State::try_from(&row)?;
    let key = AccountKey {
        party: row.party_id,
        id: row.id,
    };
    let adapter = carriers.get(&row.carrier);
    Ok(View {
        id: key.public(),
        party: row.party_id,
        party_name,
        carrier: row.carrier,
        name: row.name,
        settlement_no: row.settlement_no,
        branch: row.branch,
        actions: actions(&state, row.held_fen),
        state: row.state,
        state_note: row.state_note,
        balance_fen: row.balance_fen,
        held_fen: row.held_fen,
        price_fen: row.price_fen,
        holder_can_read_receiver: adapter.map(crate::carrier::Adapter::holder_can_read_receiver),
        created_at: row.created_at,
        version: row.version,
    })
}

fn actions(state: &State, held_fen: i64) -> Vec<&'static str> {
    match state {
        State::Applied => vec!["approve", "refuse"],
        State::Active { .. } if held_fen == 0 => vec!["take", "top_up", "close"],
        State::Active { .. } => vec!["take", "top_up"],
        State::Refused { .. } | State::Closed { .. } => Vec::new(),
    }
}

/// Loads an account for a change and holds its row until the transaction ends.
pub(crate) fn locked(tx: &mut Tx<'_>, key: AccountKey) -> Result<Row> {
    // A no-op update is the row lock both databases understand.
    diesel::update(t::table.find((key.party, key.id)))
        .set(t::version.eq(t::version))
        .returning(Row::as_returning())
        .get_result(tx.conn())
        .or_missing()
}

/// Refuses a change decided on an older state.
pub(crate) fn fresh(tx: &mut Tx<'_>, row: &Row, seen: Option<i64>, carriers: &Registry) -> Result<()> {
    if seen.is_none_or(|seen| seen == row.version) {
        return Ok(());
    }
    let now = view(
        tx.conn(),
        AccountKey {
            party: row.party_id,
            id: row.id,
        },
        carriers,
    )?;
    Err(Refusal::new(Code::Stale).current(json!(now)).into())
}

/// Writes a new state.
pub(crate) fn write(tx: &mut Tx<'_>, key: AccountKey, state: &State) -> Result<()> {
    stir(tx, key);
    let target = t::table.find((key.party, key.id));
    let set = (
        t::state.eq(state.text()),
        t::state_note.eq(state.note()),
        t::version.eq(t::version + 1),
    );
    match state {
        State::Active { price_fen } => diesel::update(target)
            .set((set, t::price_fen.eq(price_fen)))
            .execute(tx.conn())?,
        _ => diesel::update(target).set(set).execute(tx.conn())?,
    };
    Ok(())
}
