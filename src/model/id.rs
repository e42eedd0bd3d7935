//! Identifiers and references: a reference is a plain id whose field says the kinds it may name.

use super::scalar::{TextScalar, text_scalar};
use crate::syntax::de::REFERENCE;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// The id of a document or of an item in one, such as `R-014` or `A.5.17`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub Box<str>);

/// The longest id, in bytes.
const MAX_ID: usize = 100;

fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID
        && text
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

impl TextScalar for Id {
    const NAME: &'static str = "Id";
    const PATTERN: &'static str = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";
    const EXPECTED: &'static str = "an id of letters, digits, `.`, `_` and `-`";
}
text_scalar!(Id);

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_id(text) {
            return Ok(Self(text.into()));
        }
        Err(format!(
            "`{text}` is no id; write letters, digits, `.`, `_` and `-`"
        ))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a field may refer to.
pub trait Target {
    /// [`REFERENCE`] and the kinds, joined by `|`.
    const MARKER: &'static str;
}

/// A reference by id to a document or item of the kinds of `T`; `catalog:id` names a control of
/// another than the primary catalog.
pub struct Ref<T> {
    id: Box<str>,
    target: PhantomData<T>,
}

impl<T> Ref<T> {
    /// The id it names.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref({})", self.id)
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<T> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl<T> FromStr for Ref<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let whole = is_id(text)
            || text
                .split_once(':')
                .is_some_and(|(catalog, id)| is_id(catalog) && is_id(id));
        if whole {
            return Ok(Self {
                id: text.into(),
                target: PhantomData,
            });
        }
        Err(format!(
            "`{text}` is no id; write letters, digits, `.`, `_` and `-`"
        ))
    }
}

impl<'de, T: Target> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct IdVisitor<T>(PhantomData<T>);
        impl<T> Visitor<'_> for IdVisitor<T> {
            type Value = Ref<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Ref<T>, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_newtype_struct(T::MARKER, IdVisitor(PhantomData))
    }
}

impl<T: Target> JsonSchema for Ref<T> {
    fn schema_name() -> Cow<'static, str> {
        format!(
            "Ref to {}",
            kinds(T::MARKER).collect::<Vec<_>>().join(" or ")
        )
        .into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(:[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$",
            "x-expected": format!("the id of a {}", kinds(T::MARKER).collect::<Vec<_>>().join(" or ")),
            "x-reference": kinds(T::MARKER).collect::<Vec<_>>(),
        })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// The kinds that a marker names.
pub fn kinds(marker: &'static str) -> impl Iterator<Item = &'static str> {
    marker
        .strip_prefix(REFERENCE)
        .unwrap_or_default()
        .split('|')
}

/// Declares what fields may refer to: a type for each set of kinds.
macro_rules! targets {
    ($($(#[$doc:meta])* $name:ident = $kinds:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {}

        impl Target for $name {
            const MARKER: &'static str = concat!("$isms::ref:", $kinds);
        }
    )*};
}

targets! {
    /// A person.
    Person = "person";
    /// A role.
    Role = "role";
    /// A person or a role: whoever owns something.
    Owner = "person|role";
    /// An asset.
    Asset = "asset";
    /// An asset or a supplier that something depends on.
    Dependency = "asset|supplier";
    /// A supplier.
    Supplier = "supplier";
    /// A site of the organisation.
    Site = "site";
    /// An entity of the organisation.
    Entity = "entity";
    /// Where a control is implemented: a site, an entity, or an asset of type service.
    Place = "site|entity|asset";
    /// A context issue or an interested party.
    Context = "context-issue|interested-party";
    /// An interested party.
    Party = "interested-party";
    /// A control of a catalog or an own one.
    Control = "control";
    /// A policy.
    Policy = "policy";
    /// A control or a policy.
    Measure = "control|policy";
    /// A clause of the standard, or an item of one, such as `5.1.c`.
    Clause = "clause";
    /// An obligation.
    Obligation = "obligation";
    /// A risk.
    Risk = "risk";
    /// An action of a risk's treatment.
    Action = "action";
    /// Everything that evidence can support.
    Supported = "control|policy|clause|obligation|risk|action";
    /// A record of a decision: evidence, or the minutes of a management review.
    Record = "evidence|management-review";
    /// Evidence.
    Evidence = "evidence";
    /// A metric.
    Metric = "metric";
}
