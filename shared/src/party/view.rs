//! Saved views: how a person likes a page of a console, kept here so that it is there on every machine.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Here;
use crate::clock::Instant;
use crate::db::Tx;
use crate::db::backend::{Backend, Conn};
use crate::db::schema::views;
use crate::error::{Code, OrRefuse, Refusal, Result};
use crate::id::{PartyId, PersonId, ViewId};
use crate::text;

/// Views a person may keep in a party.
const MOST: i64 = 50;
/// Bytes of a view, written as JSON.
const MOST_BYTES: usize = 8 * 1024;

/// A view to keep.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SavedViewAsk)]
pub struct Ask {
    /// The page it is for, as the console names it: 1 to 40 characters.
    pub page: String,
    /// What the person calls it: 1 to 40 characters, one of that name on a page.
    pub name: String,
    /// What the console keeps: an object of at most 8 KB.
    #[schema(value_type = Object)]
    pub body: Value,
}

/// A view as it is kept.
#[derive(Debug, Clone, Serialize, Queryable, Selectable, utoipa::ToSchema)]
#[diesel(table_name = views, check_for_backend(Backend))]
#[schema(as = SavedView)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// The page it is for.
    pub page: String,
    /// What the person calls it.
    pub name: String,
    /// What the console keeps.
    #[schema(value_type = Object)]
    pub body: Value,
    /// When it was made.
    pub created_at: Instant,
    /// Send it back with a change.
    pub version: i64,
}

/// A change of a view, on the version one saw.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SavedViewChange)]
pub struct Change {
    /// Its name from now on.
    pub name: String,
    /// What the console keeps from now on.
    #[schema(value_type = Object)]
    pub body: Value,
    /// The version it was changed from.
    pub version: i64,
}

/// Which views.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Of this page alone.
    pub page: Option<String>,
}

/// Whose views: a person's, in the party he acts for.
fn own(who: &Here) -> Result<(PartyId, PersonId)> {
    let person = who
        .person()
        .ok_or_else(|| Refusal::new(Code::Forbidden).saying("views are of people, machines have none"))?;
    Ok((who.party(), person))
}

/// The person's views in this party, by page and name.
///
/// # Errors
/// `forbidden` for machines.
pub fn list(conn: &mut Conn, who: &Here, which: &Which) -> Result<Vec<View>> {
    let (party, person) = own(who)?;
    let mut query = views::table
        .filter(views::party_id.eq(party))
        .filter(views::person_id.eq(person))
        .into_boxed();
    if let Some(page) = &which.page {
        query = query.filter(views::page.eq(page.clone()));
    }
    Ok(query
        .order((views::page, views::name))
        .limit(MOST)
        .select(View::as_select())
        .load(conn)?)
}

/// Keeps a view.
///
/// # Errors
/// `forbidden` for machines, `invalid_field`, `body_too_large`, `too_many_rows` beyond 50, `duplicate_key` for a name
/// the page has.
pub fn keep(tx: &mut Tx<'_>, who: &Here, ask: &Ask) -> Result<View> {
    let (party, person) = own(who)?;
    let (page, name) = (
        text::line(&ask.page, "/page", 40)?,
        text::line(&ask.name, "/name", 40)?,
    );
    fits(&ask.body)?;
    let kept: i64 = views::table
        .filter(views::party_id.eq(party))
        .filter(views::person_id.eq(person))
        .count()
        .get_result(tx.conn())?;
    if kept >= MOST {
        return Err(Refusal::new(Code::TooManyRows)
            .saying(format!("at most {MOST} views: remove one first"))
            .into());
    }
    let now = tx.now();
    diesel::insert_into(views::table)
        .values((
            (views::party_id.eq(party), views::person_id.eq(person)),
            views::id.eq(ViewId::fresh()),
            (
                views::page.eq(page),
                views::name.eq(name),
                views::body.eq(&ask.body),
            ),
            (views::created_at.eq(now), views::version.eq(1)),
        ))
        .returning(View::as_returning())
        .get_result(tx.conn())
        .or_taken(Code::DuplicateKey)
        .map_err(|error| error.at("/name"))
}

/// Changes a view.
///
/// # Errors
/// `not_found`, `stale`, and as [`keep`].
pub fn change(tx: &mut Tx<'_>, who: &Here, id: ViewId, ask: &Change) -> Result<View> {
    let (party, person) = own(who)?;
    let name = text::line(&ask.name, "/name", 40)?;
    fits(&ask.body)?;
    let mine = views::table.find((party, person, id));
    let before: View = mine.select(View::as_select()).first(tx.conn()).or_missing()?;
    if before.version != ask.version {
        return Err(Refusal::new(Code::Stale)
            .current(serde_json::to_value(before)?)
            .into());
    }
    diesel::update(mine)
        .set((
            views::name.eq(name),
            views::body.eq(&ask.body),
            views::version.eq(views::version + 1),
        ))
        .returning(View::as_returning())
        .get_result(tx.conn())
        .or_taken(Code::DuplicateKey)
        .map_err(|error| error.at("/name"))
}

/// Forgets a view.
///
/// # Errors
/// `not_found`.
pub fn forget(tx: &mut Tx<'_>, who: &Here, id: ViewId) -> Result<()> {
    let (party, person) = own(who)?;
    match diesel::delete(views::table.find((party, person, id))).execute(tx.conn())? {
        0 => Err(Code::NotFound.into()),
        _ => Ok(()),
    }
}

fn fits(body: &Value) -> Result<()> {
    if !body.is_object() {
        return Err(Refusal::new(Code::InvalidField)
            .at("/body")
            .saying("an object")
            .into());
    }
    match serde_json::to_vec(body)?.len() > MOST_BYTES {
        true => Err(Refusal::new(Code::BodyTooLarge)
            .at("/body")
            .saying(format!("at most {MOST_BYTES} bytes"))
            .into()),
        false => Ok(()),
    }
}
