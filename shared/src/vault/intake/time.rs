//! Moments as tables write them, in the platform's time zone unless they name their own.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};

use super::cell;
use super::fault::FaultCode;
use crate::vault::tag::halve;

/// Which moment of a bare date is meant.
#[derive(Clone, Copy)]
pub(super) enum Edge {
    /// Its first.
    Start,
    /// Its last second.
    End,
}

/// `2026-11-23 10:00:00`, `2026/11/23 10:00`, `2026年11月23日`, `20261123100000`, RFC 3339, a spreadsheet's serial.
pub(super) fn moment(text: &str, zone: FixedOffset, edge: Edge) -> Result<DateTime<Utc>, FaultCode> {
    let line = cell::line(text, 40)?;
    let text: String = line.chars().map(halve).collect();
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return sane(moment.to_utc());
    }
    let local = digits(text)
        .or_else(|| written(text, edge))
        .or_else(|| serial(text, edge));
    let moment = local.and_then(|local| zone.from_local_datetime(&local).single());
    sane(moment.ok_or(FaultCode::TimeNotValid)?.to_utc())
}

/// Years 2000 to 2099: anything else is a slip of the pen.
fn sane(moment: DateTime<Utc>) -> Result<DateTime<Utc>, FaultCode> {
    let years = moment.format("%Y").to_string();
    if years.starts_with("20") {
        Ok(moment)
    } else {
        Err(FaultCode::TimeNotValid)
    }
}

fn digits(text: &str) -> Option<NaiveDateTime> {
    let all = text.len() == 14 && text.chars().all(|c| c.is_ascii_digit());
    all.then(|| NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok())
        .flatten()
}

fn written(text: &str, edge: Edge) -> Option<NaiveDateTime> {
    let text = text
        .replace(['年', '月', '/', '.'], "-")
        .replace(['时', '分'], ":");
    let text = text.replace('日', " ").replace(['秒', 'T'], " ");
    let mut parts = text.split_whitespace();
    let date = date(parts.next()?)?;
    let clock = match parts.next() {
        Some(clock) => time(clock.trim_end_matches(':'))?,
        None => at_edge(edge)?,
    };
    parts.next().is_none().then(|| date.and_time(clock))
}

fn date(text: &str) -> Option<NaiveDate> {
    if text.len() == 8 && text.chars().all(|c| c.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let mut parts = text.split('-').map(str::parse::<u32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    parts.next().is_none().then_some(date)
}

fn time(text: &str) -> Option<NaiveTime> {
    // Fractions of a second (their point became a hyphen above) are cut off.
    let whole = text.split_once('-').map_or(text, |(whole, _)| whole);
    let mut parts = whole.split(':').map(str::parse::<u32>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().transpose().ok()?.unwrap_or(0);
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    parts.next().is_none().then_some(time)
}

fn at_edge(edge: Edge) -> Option<NaiveTime> {
    match edge {
        Edge::Start => Some(NaiveTime::MIN),
        Edge::End => NaiveTime::from_hms_opt(23, 59, 59),
    }
}

/// Days since 1899-12-30, the fraction being the time of day (`45943.5`), rounded to a second.
fn serial(text: &str, edge: Edge) -> Option<NaiveDateTime> {
    let value: f64 = text
        .parse()
        .ok()
        .filter(|value| (36_526.0..73_051.0).contains(value))?;
    let seconds: i64 = format!("{:.0}", value * 86_400.0).parse().ok()?;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(NaiveTime::MIN);
    let moment = epoch.checked_add_signed(TimeDelta::try_seconds(seconds)?)?;
    match text.contains('.') {
        true => Some(moment),
        false => Some(moment.date().and_time(at_edge(edge)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, edge: Edge) -> Result<String, FaultCode> {
        let zone = FixedOffset::east_opt(8 * 3600).unwrap();
        moment(text, zone, edge).map(|moment| moment.to_rfc3339())
    }

    #[test]
    fn times_are_read_in_the_platforms_zone() {
        let ten = "2026-11-23T02:00:00+00:00";
        for text in [
            "2026-11-23 10:00:00",
            "2026/11/23 10:00",
            "2026-11-23T10:00:00",
            "2026.11.23 10:00",
            "2026年11月23日 10:00",
            "2026年11月23日10时00分00秒",
            "2026年11月23日10时00分",
            "20261123100000",
            "2026-11-23T10:00:00+08:00",
            "2026-11-23T02:00:00Z",
            "2026-11-23 10:00:00.123",
            "46349.4166666667",
            "２０２６-11-23 10:00",
            "20261123 10:00",
            "\t2026-11-23 10:00:00",
            "2026-11-23  10:00:00",
        ] {
            assert_eq!(of(text, Edge::Start).as_deref(), Ok(ten), "{text}");
        }
        assert_eq!(
            of("2026-11-23", Edge::Start).as_deref(),
            Ok("2026-11-22T16:00:00+00:00")
        );
        assert_eq!(
            of("2026-11-23", Edge::End).as_deref(),
            Ok("2026-11-23T15:59:59+00:00")
        );
        assert_eq!(of("46349", Edge::End).as_deref(), Ok("2026-11-23T15:59:59+00:00"));
        assert_eq!(
            of("2026/1/2 3:04", Edge::Start).as_deref(),
            Ok("2026-01-01T19:04:00+00:00")
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "昨天",
            "2026-13-01",
            "2026-02-30",
            "2026-11-23 25:00",
            "1999-01-01",
            "12",
            "99999999",
            "2026-11-23 10:00 x",
            "-5",
            "NaN",
            "inf",
        ] {
            assert_eq!(of(text, Edge::Start), Err(FaultCode::TimeNotValid), "{text}");
        }
    }
}
