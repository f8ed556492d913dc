//! What the operator set for the whole platform; absent means the default here.

use diesel::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Acting, Platform};
use crate::db::Tx;
use crate::db::backend::Conn;
use crate::db::schema::settings;
use crate::error::{Broken, Code, Refusal, Result};

/// A setting: its name in the table and its default.
pub struct Setting<T> {
    name: &'static str,
    usual: T,
}

impl Setting<bool> {
    /// Applications are approved at once.
    pub const AUTO_APPROVE: Self = Self {
        name: "auto_approve",
        usual: false,
    };
}

impl Setting<i64> {
    /// Seconds an assignment is held: the undo window.
    pub const HELD_SECONDS: Self = Self {
        name: "held_seconds",
        usual: 10,
    };
    /// Seconds between two assignment mails of one binding.
    pub const MAIL_PACE_SECONDS: Self = Self {
        name: "mail_pace_seconds",
        usual: 300,
    };
    /// What a person or machine may spend in an hour on learning whether receivers of a merchant are equal.
    pub const COMPARISONS_PER_HOUR: Self = Self {
        name: "comparisons_per_hour",
        usual: 100_000,
    };
}

/// The value of a setting.
///
/// # Errors
/// Broken if what is stored is not of its type.
#[expect(
    clippy::needless_pass_by_value,
    reason = "settings are constants: `get(conn, Setting::X)` reads well"
)]
pub fn get<T: DeserializeOwned + Copy>(conn: &mut Conn, setting: Setting<T>) -> Result<T> {
    let stored: Option<Value> = settings::table
        .find(setting.name)
        .select(settings::value)
        .first(conn)
        .optional()?;
    match stored {
        None => Ok(setting.usual),
        Some(value) => {
            Ok(serde_json::from_value(value).map_err(|_| Broken::row("settings", "value", setting.name))?)
        }
    }
}

/// All settings, as the operator sees and sends them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Applications are approved at once.
    pub auto_approve: bool,
    /// Seconds an assignment is held (the undo window), 0 to 3600.
    pub held_seconds: i64,
    /// Seconds between two assignment mails of one binding, 60 to 86400.
    pub mail_pace_seconds: i64,
    /// What one actor may spend in an hour on comparing a merchant's receivers, 0 to 10,000,000: one for each known
    /// order imported again, fifty for each pair asked about.
    pub comparisons_per_hour: i64,
}

/// Reads all settings.
///
/// # Errors
/// The database's own.
pub fn all(conn: &mut Conn) -> Result<Settings> {
    Ok(Settings {
        auto_approve: get(conn, Setting::AUTO_APPROVE)?,
        held_seconds: get(conn, Setting::HELD_SECONDS)?,
        mail_pace_seconds: get(conn, Setting::MAIL_PACE_SECONDS)?,
        comparisons_per_hour: get(conn, Setting::COMPARISONS_PER_HOUR)?,
    })
}

/// Sets all settings.
///
/// # Errors
/// `invalid_field` out of bounds.
pub fn put(tx: &mut Tx<'_>, _: &Acting<Platform>, ask: &Settings) -> Result<Settings> {
    bounded(ask.held_seconds, 0, 3600, "/held_seconds")?;
    bounded(ask.mail_pace_seconds, 60, 86400, "/mail_pace_seconds")?;
    bounded(ask.comparisons_per_hour, 0, 10_000_000, "/comparisons_per_hour")?;
    set(tx, &Setting::AUTO_APPROVE, ask.auto_approve)?;
    set(tx, &Setting::HELD_SECONDS, ask.held_seconds)?;
    set(tx, &Setting::MAIL_PACE_SECONDS, ask.mail_pace_seconds)?;
    set(tx, &Setting::COMPARISONS_PER_HOUR, ask.comparisons_per_hour)?;
    all(tx.conn())
}

fn bounded(value: i64, least: i64, most: i64, at: &str) -> Result<()> {
    match (least..=most).contains(&value) {
        true => Ok(()),
        false => Err(Refusal::new(Code::InvalidField)
            .at(at)
            .saying(format!("{least} to {most}"))
            .into()),
    }
}

fn set<T: Serialize>(tx: &mut Tx<'_>, setting: &Setting<T>, value: T) -> Result<()> {
    let (now, value) = (tx.now(), serde_json::to_value(value)?);
    diesel::insert_into(settings::table)
        .values((
            settings::name.eq(setting.name),
            settings::value.eq(&value),
            settings::changed_at.eq(now),
        ))
        .on_conflict(settings::name)
        .do_update()
        .set((settings::value.eq(&value), settings::changed_at.eq(now)))
        .execute(tx.conn())?;
    Ok(())
}
