//! Moments as `allowed_signers` writes them: `YYYYMMDD[HHMM[SS]][Z]`.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub(super) seconds: i64,
    /// Whether it says `Z`. Without it ssh-keygen takes the zone of the machine, which no history knows;
    /// it is read as UTC everywhere.
    pub(super) says_utc: bool,
}

impl std::str::FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (digits, says_utc) = match text.strip_suffix(['Z', 'z']) {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        let bad = || format!("`{text}` is not a moment; write YYYYMMDDZ or YYYYMMDDHHMMSSZ");
        let shaped =
            matches!(digits.len(), 8 | 12 | 14) && digits.bytes().all(|b| b.is_ascii_digit());
        if !shaped {
            return Err(bad());
        }
        let part = |range: std::ops::Range<usize>| -> i16 {
            digits
                .get(range)
                .and_then(|part| part.parse().ok())
                .unwrap_or(0)
        };
        let small = |start: usize| i8::try_from(part(start..start + 2)).unwrap_or(0);
        let civil = DateTime::new(
            part(0..4),
            small(4),
            small(6),
            small(8),
            small(10),
            small(12),
            0,
        );
        let zoned = civil.and_then(|civil| civil.to_zoned(TimeZone::UTC));
        let seconds = zoned.map_err(|_| bad())?.timestamp().as_second();
        Ok(Self { seconds, says_utc })
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let moment = jiff::Timestamp::from_second(self.seconds).unwrap_or_default();
        write!(f, "{moment}")?;
        if self.says_utc {
            return Ok(());
        }
        write!(f, " (the list names no zone; it is read as UTC)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Result<i64, String> {
        text.parse::<Moment>().map(|moment| moment.seconds)
    }

    #[test]
    fn every_length_is_read_with_and_without_a_zone() {
        assert_eq!(seconds("19700102"), Ok(86_400));
        assert_eq!(seconds("19700102Z"), Ok(86_400));
        assert_eq!(seconds("197001020102"), Ok(86_400 + 3_720));
        assert_eq!(seconds("19700102010203Z"), Ok(86_400 + 3_723));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "Z",
            "2026",
            "2026-01-01",
            "20261301",
            "20260230Z",
            "2026010125Z",
            "2026010é",
        ] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_without_a_zone_says_how_it_is_read() {
        let moment: Moment = "20260101".parse().unwrap();
        assert_eq!(
            moment.to_string(),
            "2026-01-01T00:00:00Z (the list names no zone; it is read as UTC)"
        );
    }
}
