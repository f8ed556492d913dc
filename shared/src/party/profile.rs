//! A party as its people and the operator see it, and what its owners may change.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Here, PartyKind, PartyState};
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::{parties, public_codes};
use crate::error::{Broken, Code, OrRefuse, Refusal, Result};
use crate::id::PartyId;
use crate::text;

/// A party.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PartyView {
    /// Its id.
    pub id: PartyId,
    /// What it is.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// The code others bind it by; none before it is approved.
    pub code: Option<String>,
    /// Whether it may work.
    pub state: PartyState,
    /// What the operator wrote when deciding.
    pub state_note: String,
    /// Whether it takes part in drop-shipping.
    pub drop_shipping: bool,
    /// The language of its mails, `zh-CN` or `en`.
    pub locale: String,
    /// Where its notices go.
    pub mail: String,
    /// Who stands as sender on its parcels.
    pub sender: Option<Sender>,
    /// When it applied.
    pub created_at: Instant,
    /// When the operator decided.
    pub decided_at: Option<Instant>,
    /// Counts changes; send it back with one.
    pub version: i64,
    /// The verbs legal now for the operator.
    #[schema(value_type = Vec<String>)]
    pub actions: Vec<&'static str>,
}

/// The sender on a party's parcels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// Name of a person or firm.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// 省.
    pub province: String,
    /// 市.
    pub city: String,
    /// 区.
    pub district: String,
    /// Street and number.
    pub address: String,
}

/// What an owner changes; what is absent stays.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyPatch {
    /// A new name.
    pub name: Option<String>,
    /// Drop-shipping on or off; both sides of a binding switch it on first.
    pub drop_shipping: Option<bool>,
    /// `zh-CN` or `en`.
    pub locale: Option<String>,
    /// Where notices go.
    pub mail: Option<String>,
    /// The sender on parcels.
    pub sender: Option<Sender>,
    /// The version this change is based on.
    pub version: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = parties)]
pub(super) struct Row {
    id: PartyId,
    kind: String,
    name: String,
    state: String,
    state_note: String,
    drop_shipping: bool,
    locale: String,
    mail: String,
    sender: Value,
    created_at: Instant,
    decided_at: Option<Instant>,
    version: i64,
}

impl TryFrom<(Row, Option<String>)> for PartyView {
    type Error = crate::error::Error;

    fn try_from((row, code): (Row, Option<String>)) -> Result<Self> {
        let state = PartyState::of(&row.state)?;
        let kind = PartyKind::of(&row.kind)?;
        Ok(Self {
            kind,
            code,
            state,
            sender: sender(row.sender, row.id)?,
            actions: if kind == PartyKind::Platform {
                Vec::new()
            } else {
                super::application::actions(state)
            },
            id: row.id,
            name: row.name,
            state_note: row.state_note,
            drop_shipping: row.drop_shipping,
            locale: row.locale,
            mail: row.mail,
            created_at: row.created_at,
            decided_at: row.decided_at,
            version: row.version,
        })
    }
}

fn sender(value: Value, party: PartyId) -> Result<Option<Sender>> {
    match value.as_object().is_none_or(serde_json::Map::is_empty) {
        true => Ok(None),
        false => Ok(Some(
            serde_json::from_value(value).map_err(|_| Broken::row("parties", "sender", party))?,
        )),
    }
}

/// The party of that id.
///
/// # Errors
/// `not_found`.
pub fn view(conn: &mut Conn, party: PartyId) -> Result<PartyView> {
    let row: (Row, Option<String>) = parties::table
        .left_join(public_codes::table.on(public_codes::party_id.eq(parties::id)))
        .filter(parties::id.eq(party))
        .select((Row::as_select(), public_codes::code.nullable()))
        .first(conn)
        .or_missing()?;
    row.try_into()
}

/// The party acted for.
///
/// # Errors
/// The database's own.
pub fn own(conn: &mut Conn, who: &Here) -> Result<PartyView> {
    view(conn, who.party())
}

#[derive(AsChangeset, Default)]
#[diesel(table_name = parties)]
struct Change {
    name: Option<String>,
    drop_shipping: Option<bool>,
    locale: Option<String>,
    mail: Option<String>,
    sender: Option<Value>,
    version: Option<i64>,
}

/// Changes the party acted for.
///
/// # Errors
/// `stale` with the party as it stands, `invalid_field`.
pub fn patch(tx: &mut Tx<'_>, who: &Here, ask: &PartyPatch) -> Result<PartyView> {
    let change = change(ask)?;
    let wanted = parties::table
        .filter(parties::id.eq(who.party()))
        .filter(parties::version.eq(ask.version));
    let changed = diesel::update(wanted).set(change).execute(tx.conn())?;
    let now = own(tx.conn(), who)?;
    match changed {
        1 => Ok(now),
        _ => Err(Refusal::new(Code::Stale)
            .current(serde_json::to_value(now)?)
            .into()),
    }
}

fn change(ask: &PartyPatch) -> Result<Change> {
    Ok(Change {
        name: ask
            .name
            .as_deref()
            .map(|name| text::line(name, "/name", 100))
            .transpose()?,
        drop_shipping: ask.drop_shipping,
        locale: ask
            .locale
            .as_deref()
            .map(|locale| text::locale(locale, "/locale"))
            .transpose()?,
        mail: ask
            .mail
            .as_deref()
            .map(|mail| text::mail(mail, "/mail"))
            .transpose()?,
        sender: ask.sender.as_ref().map(checked_sender).transpose()?,
        version: Some(ask.version.saturating_add(1)),
    })
}

fn checked_sender(sender: &Sender) -> Result<Value> {
    let checked = Sender {
        name: text::line(&sender.name, "/sender/name", 50)?,
        phone: phone(&sender.phone)?,
        province: text::line(&sender.province, "/sender/province", 30)?,
        city: text::line(&sender.city, "/sender/city", 30)?,
        district: text::line_or_none(&sender.district, "/sender/district", 30)?,
        address: text::line(&sender.address, "/sender/address", 200)?,
    };
    Ok(serde_json::to_value(checked)?)
}

fn phone(text: &str) -> Result<String> {
    let phone = text::line(text, "/sender/phone", 30)?;
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    match phone.chars().all(|c| c.is_ascii_digit() || " +-()".contains(c)) && (5..=20).contains(&digits) {
        true => Ok(phone),
        false => Err(Refusal::new(Code::InvalidField)
            .at("/sender/phone")
            .saying("a telephone number")
            .into()),
    }
}
