//! A party applies, the operator decides; and the first operator, made when there is none.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::person::{self, Newcomer};
use super::profile::{self, PartyView, Row};
use super::setting::{self, Setting};
use super::{Acting, PartyKind, PartyState, Platform, Role, Side, password, post, public_code, secret};
use crate::clock::Instant;
use crate::db::backend::Conn;
use crate::db::schema::{parties, public_codes};
use crate::db::stir::OPERATOR;
use crate::db::{Noun, Tx};
use crate::error::{Code, Refusal, Result};
use crate::id::PartyId;
use crate::page::{Page, Paging};
use crate::text;

/// A party that wants to take part, and its first owner.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicationAsk {
    /// The party's name.
    pub party: String,
    /// On the factory's door: `factory` (unless told) or `warehouse`.
    pub kind: Option<PartyKind>,
    /// The first owner's name.
    pub name: String,
    /// What the first owner will sign in with; the party's notices go there too.
    pub mail: String,
    /// The first owner's password.
    pub password: String,
    /// The language of mails, `zh-CN` unless told.
    pub locale: Option<String>,
}

/// An application that was checked, with the password hashed: ready for its transaction.
pub struct Application {
    kind: PartyKind,
    party: String,
    name: String,
    mail: String,
    password_hash: String,
    locale: String,
}

impl Application {
    /// Checks what was sent and hashes the password, before any transaction.
    ///
    /// # Errors
    /// `invalid_field`, `weak_password`.
    pub fn check(side: Side, ask: &ApplicationAsk) -> Result<Self> {
        Ok(Self {
            kind: kind(side, ask.kind)?,
            party: text::line(&ask.party, "/party", 100)?,
            name: text::line(&ask.name, "/name", 50)?,
            mail: text::mail(&ask.mail, "/mail")?,
            locale: text::locale(ask.locale.as_deref().unwrap_or("zh-CN"), "/locale")?,
            password_hash: password::hash(&ask.password, "/password")?,
        })
    }
}

fn kind(side: Side, asked: Option<PartyKind>) -> Result<PartyKind> {
    let usual = match side {
        Side::Merchant => PartyKind::Merchant,
        Side::Factory => PartyKind::Factory,
        Side::Platform => return Err(Code::NotFound.into()),
    };
    match asked.unwrap_or(usual) {
        kind if kind.side() == side => Ok(kind),
        _ => Err(Refusal::new(Code::InvalidField)
            .at("/kind")
            .saying("not on this door")
            .into()),
    }
}

/// What became of an application.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ApplicationView {
    /// The party.
    pub party: PartyId,
    /// `applied`, or `active` where the operator approves at once.
    pub state: PartyState,
    /// Its public code.
    pub code: String,
}

/// Applies: makes the party and its first owner.
///
/// # Errors
/// `mail_taken`.
pub fn apply(tx: &mut Tx<'_>, ask: &Application) -> Result<ApplicationView> {
    let state = match setting::get(tx.conn(), Setting::AUTO_APPROVE)? {
        true => PartyState::Active,
        false => PartyState::Applied,
    };
    let party = add(tx, ask, state)?;
    let code = public_code::give(tx, party, ask.kind)?;
    Ok(ApplicationView { party, state, code })
}

fn add(tx: &mut Tx<'_>, ask: &Application, state: PartyState) -> Result<PartyId> {
    let (party, now) = (PartyId::fresh(), tx.now());
    let decided_at = (state == PartyState::Active).then_some(now);
    diesel::insert_into(parties::table)
        .values((
            parties::id.eq(party),
            parties::kind.eq(ask.kind.text()),
            parties::name.eq(&ask.party),
            parties::state.eq(state.text()),
            parties::state_note.eq(""),
            parties::drop_shipping.eq(false),
            parties::locale.eq(&ask.locale),
            parties::mail.eq(&ask.mail),
            parties::sender.eq(json!({})),
            parties::created_at.eq(now),
            parties::decided_at.eq(decided_at),
            parties::version.eq(1),
        ))
        .execute(tx.conn())?;
    let who = Newcomer {
        mail: &ask.mail,
        name: &ask.name,
        password_hash: &ask.password_hash,
        locale: &ask.locale,
    };
    tx.stir(OPERATOR, Noun::Parties);
    let owner = person::add(tx, ask.kind.side(), &who)?;
    person::seat(tx, ask.kind.side(), party, owner, Role::Owner)?;
    Ok(party)
}

/// What the operator decides about a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may work.
    Approve,
    /// It may not.
    Refuse,
    /// It may not any more.
    Suspend,
    /// It may again.
    Resume,
}

impl PartyState {
    /// The state after the verdict.
    ///
    /// # Errors
    /// `already_decided` if the state is there already, `state_forbids` if there is no way.
    pub fn decide(self, verdict: Verdict) -> Result<Self, Refusal> {
        match (self, verdict) {
            (Self::Applied | Self::Refused, Verdict::Approve) | (Self::Suspended, Verdict::Resume) => {
                Ok(Self::Active)
            }
            (Self::Applied, Verdict::Refuse) => Ok(Self::Refused),
            (Self::Active, Verdict::Suspend) => Ok(Self::Suspended),
            (Self::Active, Verdict::Approve | Verdict::Resume)
            | (Self::Refused, Verdict::Refuse)
            | (Self::Suspended, Verdict::Suspend) => Err(Code::AlreadyDecided.into()),
            _ => Err(Code::StateForbids.into()),
        }
    }
}

/// The verbs legal in that state.
pub(super) fn actions(state: PartyState) -> Vec<&'static str> {
    let all = [
        (Verdict::Approve, "approve"),
        (Verdict::Refuse, "refuse"),
        (Verdict::Suspend, "suspend"),
        (Verdict::Resume, "resume"),
    ];
    all.into_iter()
        .filter(|(verdict, _)| state.decide(*verdict).is_ok())
        .map(|(_, verb)| verb)
        .collect()
}

/// The operator's words with a decision.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideAsk {
    /// Shown to the party.
    #[serde(default)]
    pub note: String,
    /// The version of the party the operator looked at.
    pub version: i64,
}

/// Decides about a party; it is told by mail.
///
/// # Errors
/// `not_found`, `stale`, `already_decided`, `state_forbids`.
pub fn decide(
    tx: &mut Tx<'_>,
    _: &Acting<Platform>,
    id: PartyId,
    verdict: Verdict,
    ask: &DecideAsk,
) -> Result<PartyView> {
    let note = text::note(&ask.note, "/note", 500)?;
    let party = profile::view(tx.conn(), id)?;
    if party.kind == PartyKind::Platform {
        return Err(Code::NotFound.into());
    }
    let next = match party.state.decide(verdict) {
        Ok(next) => next,
        // Somebody was quicker: what he made of it is told at once.
        Err(no) => return Err(no.current(serde_json::to_value(party)?).into()),
    };
    let now = tx.now();
    let as_seen = parties::table
        .filter(parties::id.eq(id))
        .filter(parties::version.eq(ask.version));
    let changed = diesel::update(as_seen)
        .set((
            parties::state.eq(next.text()),
            parties::state_note.eq(note),
            parties::decided_at.eq(Some(now)),
            parties::version.eq(parties::version + 1),
        ))
        .execute(tx.conn())?;
    if changed != 1 {
        return Err(Refusal::new(Code::Stale)
            .current(serde_json::to_value(party)?)
            .into());
    }
    tx.stir(OPERATOR, Noun::Parties);
    tx.stir(id, Noun::Parties);
    if matches!(verdict, Verdict::Approve | Verdict::Refuse) {
        post::decided(tx, &party, verdict == Verdict::Approve)?;
    }
    profile::view(tx.conn(), id)
}

/// One party.
///
/// # Errors
/// `not_found`.
pub fn one(conn: &mut Conn, _: &Acting<Platform>, id: PartyId) -> Result<PartyView> {
    profile::view(conn, id)
}

/// Which parties the operator wants to see.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartiesAsk {
    /// In that state.
    #[param(inline)]
    pub state: Option<PartyState>,
    /// Of that kind.
    #[param(inline)]
    pub kind: Option<PartyKind>,
    /// Rows on the page, 1 to 200; 50 unless told.
    pub limit: Option<i64>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

/// Parties in the order they applied.
///
/// # Errors
/// `invalid_field` for a bad page.
pub fn list(conn: &mut Conn, _: &Acting<Platform>, ask: &PartiesAsk) -> Result<Page<PartyView>> {
    let paging = Paging {
        limit: ask.limit,
        cursor: ask.cursor.clone(),
    };
    let rows = paging.rows()?;
    let mut query = parties::table
        .left_join(public_codes::table.on(public_codes::party_id.eq(parties::id)))
        .filter(parties::kind.ne(PartyKind::Platform.text()))
        .order((parties::created_at, parties::id))
        .limit(rows + 1)
        .select((Row::as_select(), public_codes::code.nullable()))
        .into_boxed();
    if let Some(state) = ask.state {
        query = query.filter(parties::state.eq(state.text()));
    }
    if let Some(kind) = ask.kind {
        query = query.filter(parties::kind.eq(kind.text()));
    }
    if let Some((at, id)) = paging.place::<(Instant, PartyId)>()? {
        query = query.filter(
            parties::created_at
                .gt(at)
                .or(parties::created_at.eq(at).and(parties::id.gt(id))),
        );
    }
    let found: Vec<(Row, Option<String>)> = query.load(conn)?;
    let views: Result<Vec<PartyView>> = found.into_iter().map(TryInto::try_into).collect();
    Page::cut(views?, rows, |view| (view.created_at, view.id))
}

/// The first operator, printed once.
pub struct FirstOperator {
    /// What to sign in with.
    pub mail: String,
    /// The password; it is kept nowhere else.
    pub password: String,
}

/// Makes the operator's party and its first owner where there is none.
///
/// # Errors
/// The database's own.
pub fn bootstrap(tx: &mut Tx<'_>) -> Result<Option<FirstOperator>> {
    let there: Option<PartyId> = parties::table
        .filter(parties::kind.eq(PartyKind::Platform.text()))
        .select(parties::id)
        .first(tx.conn())
        .optional()?;
    if there.is_some() {
        return Ok(None);
    }
    let first = FirstOperator {
        mail: "operator@sealship.local".to_owned(),
        password: secret::fresh()?,
    };
    let ask = Application {
        kind: PartyKind::Platform,
        party: "Sealship".to_owned(),
        name: "Operator".to_owned(),
        mail: first.mail.clone(),
        password_hash: password::hash(&first.password, "/password")?,
        locale: "zh-CN".to_owned(),
    };
    add(tx, &ask, PartyState::Active)?;
    Ok(Some(first))
}
