//! A moment in time, as incidents need it: their deadlines run in hours.

use super::scalar::{Date, Period, TextScalar, Unit, text_scalar};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A moment with the offset of the clock it was read from, `2026-03-04T09:30:00+01:00` (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Instant {
    moment: Timestamp,
    offset: Offset,
}

/// Length of a moment without its offset: `2026-03-04T09:30:00`.
const LOCAL: usize = 19;

impl Instant {
    /// The moment itself, whatever the clock.
    pub fn moment(self) -> Timestamp {
        self.moment
    }

    /// The day of this moment in UTC.
    pub fn day(self) -> Date {
        Date(self.moment.to_zoned(TimeZone::UTC).date())
    }

    /// The moment this long after, on the same clock. Hours and days are exact; months are clamped to
    /// the end of a shorter one.
    pub fn after(self, period: Period) -> Self {
        let here = TimeZone::fixed(self.offset);
        let moment = match period.unit {
            Unit::Hours => self
                .moment
                .checked_add(jiff::Span::new().hours(period.count)),
            _ => {
                let local = self.moment.to_zoned(here.clone()).datetime();
                let day = period.after(Date(local.date()));
                day.0
                    .to_datetime(local.time())
                    .to_zoned(here)
                    .map(|zoned| zoned.timestamp())
            }
        };
        Self {
            moment: moment.unwrap_or(Timestamp::MAX),
            offset: self.offset,
        }
    }
}

impl PartialOrd for Instant {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instant {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.moment, self.offset).cmp(&(other.moment, other.offset))
    }
}

impl TextScalar for Instant {
    const NAME: &'static str = "Instant";
    const PATTERN: &'static str =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$";
    const FORMAT: Option<&'static str> = Some("date-time");
    const EXPECTED: &'static str = "a moment as 2026-03-04T09:30:00+01:00";
}
text_scalar!(Instant);

impl FromStr for Instant {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is not a moment; write it as 2026-03-04T09:30:00+01:00");
        let shape = |model: &str, part: &str| {
            let fits = |(want, is): (u8, u8)| want == is || (want == b'0' && is.is_ascii_digit());
            model.len() == part.len() && model.bytes().zip(part.bytes()).all(fits)
        };
        let (local, clock) = text.split_at_checked(LOCAL).ok_or_else(wrong)?;
        let shaped = shape("0000-00-00T00:00:00", local)
            && (clock == "Z" || shape("+00:00", clock) || shape("-00:00", clock));
        if !shaped {
            return Err(wrong());
        }
        let moment: Timestamp = text.parse().map_err(|_| wrong())?;
        Ok(Self {
            moment,
            offset: offset(clock).ok_or_else(wrong)?,
        })
    }
}

/// The offset of a clock, written `Z` or `+01:00`.
fn offset(clock: &str) -> Option<Offset> {
    if clock == "Z" {
        return Some(Offset::UTC);
    }
    let number = |range: std::ops::Range<usize>| clock.get(range)?.parse::<i32>().ok();
    let seconds = number(1..3)? * 3600 + number(4..6)? * 60;
    let sign = if clock.starts_with('-') { -1 } else { 1 };
    Offset::from_seconds(sign * seconds).ok()
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.offset.to_datetime(self.moment);
        let seconds = self.offset.seconds();
        write!(f, "{}", local.strftime("%Y-%m-%dT%H:%M:%S"))?;
        if seconds == 0 {
            return f.write_str("Z");
        }
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn hours_run_through_the_night_and_across_days() {
        let detected = at("2026-03-04T21:30:00+01:00");
        let due = detected.after("72h".parse().unwrap());
        assert_eq!(due.to_string(), "2026-03-07T21:30:00+01:00");
        assert_eq!(due.day().to_string(), "2026-03-07");
    }

    #[test]
    fn moments_of_different_clocks_compare_by_time_and_a_day_is_that_of_utc() {
        assert!(at("2026-03-04T09:30:00+01:00") < at("2026-03-04T09:00:00Z"));
        assert_eq!(
            at("2026-03-04T00:30:00+01:00").day().to_string(),
            "2026-03-03"
        );
    }

    #[test]
    fn months_keep_the_hour_and_are_clamped() {
        let due = at("2026-01-31T08:00:00-05:00").after("1m".parse().unwrap());
        assert_eq!(due.to_string(), "2026-02-28T08:00:00-05:00");
    }

    #[test]
    fn a_moment_without_offset_or_of_no_calendar_is_refused() {
        for text in [
            "2026-03-04",
            "2026-03-04T09:30:00",
            "2026-03-04 09:30:00Z",
            "2026-02-30T09:30:00Z",
            "2026-03-04T25:30:00Z",
            "2026-03-04T09:30:00+99:00",
            "2026-03-04T09:30Z",
        ] {
            assert!(text.parse::<Instant>().is_err(), "{text}");
        }
    }
}
