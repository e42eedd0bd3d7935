//! Strict scalars: one type a notion, each with its own text form, its error and its schema pattern.

use crate::syntax::de::DECIMAL;
use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

pub use rust_decimal::Decimal as Exact;

/// A scalar that is written as text: its name, its pattern and what a user should write.
pub trait TextScalar: FromStr<Err: fmt::Display> {
    /// Name of the notion in schemas, such as `Date`.
    const NAME: &'static str;
    /// Regular expression (linear, ECMA 262 subset) equal to what `FromStr` accepts, but for ranges.
    const PATTERN: &'static str;
    /// JSON Schema `format`, when there is one that says more than the pattern.
    const FORMAT: Option<&'static str> = None;
    /// What is expected, in words that follow "expected".
    const EXPECTED: &'static str;
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: TextScalar> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// Reads a text scalar from any format.
pub(crate) fn read_text<'de, T: TextScalar, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_str(TextVisitor(PhantomData))
}

/// The schema of a text scalar.
pub(crate) fn text_schema<T: TextScalar>() -> Schema {
    let mut schema =
        json_schema!({"type": "string", "pattern": T::PATTERN, "x-expected": T::EXPECTED});
    if let Some(format) = T::FORMAT {
        schema.insert("format".into(), format.into());
    }
    schema
}

/// Gives a text scalar its `Deserialize` and `JsonSchema`.
macro_rules! text_scalar {
    ($type:ty) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::model::scalar::read_text(from)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                <$type as $crate::model::scalar::TextScalar>::NAME.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $crate::model::scalar::text_schema::<$type>()
            }

            fn inline_schema() -> bool {
                true
            }
        }
    };
}
pub(crate) use text_scalar;

/// A day, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Date(pub civil::Date);

impl TextScalar for Date {
    const NAME: &'static str = "Date";
    const PATTERN: &'static str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    const FORMAT: Option<&'static str> = Some("date");
    const EXPECTED: &'static str = "a date as YYYY-MM-DD";
}
text_scalar!(Date);

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| {
                if at == 4 || at == 7 {
                    b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        let day = if shaped { text.parse().ok() } else { None };
        day.map(Self)
            .ok_or_else(|| format!("`{text}` is not a day of the calendar; write it as YYYY-MM-DD"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Unit of a [`Period`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `h`
    Hours,
    /// `d`
    Days,
    /// `w`
    Weeks,
    /// `m`, clamped to the end of a shorter month
    Months,
    /// `y`
    Years,
}

/// A period such as `72h`, `90d`, `6w`, `12m` or `2y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many units, 1 to 9999.
    pub count: i32,
    /// Of what.
    pub unit: Unit,
}

impl Period {
    /// The day this long after `day`; hours count as whole days, rounded up, and months are clamped
    /// (31 January and one month is the last of February). The last day of the calendar at most.
    pub fn after(self, day: Date) -> Date {
        let span = match self.unit {
            Unit::Hours => jiff::Span::new().days((self.count + 23) / 24),
            Unit::Days => jiff::Span::new().days(self.count),
            Unit::Weeks => jiff::Span::new().weeks(self.count),
            Unit::Months => jiff::Span::new().months(self.count),
            Unit::Years => jiff::Span::new().years(self.count),
        };
        Date(day.0.checked_add(span).unwrap_or(civil::Date::MAX))
    }
}

impl TextScalar for Period {
    const NAME: &'static str = "Period";
    const PATTERN: &'static str = "^[1-9][0-9]{0,3}[hdwmy]$";
    const EXPECTED: &'static str = "a period such as 72h, 90d, 6w, 12m or 2y";
}
text_scalar!(Period);

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is not a period; write 72h, 90d, 6w, 12m or 2y");
        let unit = match text.bytes().last() {
            Some(b'h') => Unit::Hours,
            Some(b'd') => Unit::Days,
            Some(b'w') => Unit::Weeks,
            Some(b'm') => Unit::Months,
            Some(b'y') => Unit::Years,
            _ => return Err(wrong()),
        };
        let digits = &text[..text.len() - 1];
        let shaped = (1..=4).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        let count = if shaped { digits.parse().ok() } else { None };
        Ok(Self {
            count: count.ok_or_else(wrong)?,
            unit,
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Hours => 'h',
            Unit::Days => 'd',
            Unit::Weeks => 'w',
            Unit::Months => 'm',
            Unit::Years => 'y',
        };
        write!(f, "{}{unit}", self.count)
    }
}

/// The SHA-256 of a file, 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sha256(pub Box<str>);

impl TextScalar for Sha256 {
    const NAME: &'static str = "Sha256";
    const PATTERN: &'static str = "^[0-9a-f]{64}$";
    const EXPECTED: &'static str = "64 lower-case hexadecimal digits";
}
text_scalar!(Sha256);

impl FromStr for Sha256 {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 64 && text.bytes().all(hex) {
            return Ok(Self(text.into()));
        }
        Err(format!(
            "`{text}` is not a SHA-256 digest; write 64 lower-case hexadecimal digits"
        ))
    }
}

/// The basis of a decision, `v1:sha256:` and 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis(pub Box<str>);

impl TextScalar for Basis {
    const NAME: &'static str = "Basis";
    const PATTERN: &'static str = "^v[1-9][0-9]*:sha256:[0-9a-f]{64}$";
    const EXPECTED: &'static str = "a basis as `v1:sha256:` and 64 hexadecimal digits";
}
text_scalar!(Basis);

impl FromStr for Basis {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong =
            || format!("`{text}` is not a basis; it is written by the tool as `v1:sha256:…`");
        let (version, digest) = text.split_once(":sha256:").ok_or_else(wrong)?;
        let number = version.strip_prefix('v').ok_or_else(wrong)?;
        let numbered = !number.is_empty()
            && !number.starts_with('0')
            && number.bytes().all(|b| b.is_ascii_digit());
        if !numbered {
            return Err(wrong());
        }
        digest.parse::<Sha256>().map_err(|_| wrong())?;
        Ok(Self(text.into()))
    }
}

/// A colour as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colour(pub Box<str>);

impl TextScalar for Colour {
    const NAME: &'static str = "Colour";
    const PATTERN: &'static str = "^#[0-9a-fA-F]{6}$";
    const EXPECTED: &'static str = "a colour as #rrggbb";
}
text_scalar!(Colour);

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hex = text
            .strip_prefix('#')
            .is_some_and(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        if hex {
            Ok(Self(text.into()))
        } else {
            Err(format!("`{text}` is not a colour; write #rrggbb"))
        }
    }
}

/// An address that identifies a person in git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(pub Box<str>);

impl TextScalar for EmailAddress {
    const NAME: &'static str = "EmailAddress";
    const PATTERN: &'static str = "^[^@\\s<>]+@[^@\\s<>]+$";
    const EXPECTED: &'static str = "an e-mail address";
}
text_scalar!(EmailAddress);

impl FromStr for EmailAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let clean = !text.contains(|c: char| c.is_whitespace() || c == '<' || c == '>');
        let halves = text.split('@').collect::<Vec<_>>();
        if clean && halves.len() == 2 && halves.iter().all(|half| !half.is_empty()) {
            return Ok(Self(text.into()));
        }
        Err(format!(
            "`{text}` is not an e-mail address; write name@example.com"
        ))
    }
}

/// An exact decimal number; never a floating-point one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub Exact);

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_newtype_struct(DECIMAL, Number)
    }
}

impl FromStr for Decimal {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // What reads numbers with an exponent would round a long mantissa.
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        let exact = Exact::from_str_exact(mantissa).and_then(|whole| match mantissa == text {
            true => Ok(whole),
            false => Exact::from_scientific(text),
        });
        exact
            .map(Self)
            .map_err(|_| format!("`{text}` is not a number of at most 28 digits"))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number"})
    }

    fn inline_schema() -> bool {
        true
    }
}

/// A share of one, from 0 to 1, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub Exact);

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Decimal(value) = Decimal::deserialize(from)?;
        if value < Exact::ZERO || value > Exact::ONE {
            return Err(de::Error::custom(format!("{value} is not between 0 and 1")));
        }
        Ok(Self(value))
    }
}

impl JsonSchema for Share {
    fn schema_name() -> Cow<'static, str> {
        "Share".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number", "minimum": 0, "maximum": 1})
    }

    fn inline_schema() -> bool {
        true
    }
}

/// A score of the risk matrix, -1,000,000 to 1,000,000: as far as products of scale values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Score(pub i64);

/// The largest score; sums over all risks stay exact.
const MAX_SCORE: i64 = MAX_SCALE * MAX_SCALE;

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        within(i64::deserialize(from)?, -MAX_SCORE, MAX_SCORE).map(Self)
    }
}

impl JsonSchema for Score {
    fn schema_name() -> Cow<'static, str> {
        "Score".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": -MAX_SCORE, "maximum": MAX_SCORE})
    }

    fn inline_schema() -> bool {
        true
    }
}

fn within<E: de::Error>(value: i64, least: i64, most: i64) -> Result<i64, E> {
    match (least..=most).contains(&value) {
        true => Ok(value),
        false => Err(E::custom(format!(
            "{value} is not between {least} and {most}"
        ))),
    }
}

/// A value or a step on a likelihood or impact scale, 0 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ScaleValue(pub i64);

/// The largest value of a scale; a bound that keeps all products exact.
const MAX_SCALE: i64 = 1000;

impl<'de> Deserialize<'de> for ScaleValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        within(i64::deserialize(from)?, 0, MAX_SCALE).map(Self)
    }
}

impl JsonSchema for ScaleValue {
    fn schema_name() -> Cow<'static, str> {
        "ScaleValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": 0, "maximum": MAX_SCALE})
    }

    fn inline_schema() -> bool {
        true
    }
}
