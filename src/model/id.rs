//! Identifiers and references: a reference is a plain id whose field says the kinds it may name.

use super::scalar::{TextScalar, text_scalar};
use crate::syntax::de::REFERENCE;
use crate::text::words::{either, with_article};
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
            "`{text}` is not an id; write letters, digits, `.`, `_` and `-`"
        ))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The id of a control: of the primary catalog (`A.5.17`), of another (`nist-csf-2.0:PR.AA-01`), or own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ControlId(pub Box<str>);

impl TextScalar for ControlId {
    const NAME: &'static str = "ControlId";
    const PATTERN: &'static str =
        "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(:[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$";
    const EXPECTED: &'static str = "the id of a control, such as A.5.17 or catalog:id";
}
text_scalar!(ControlId);

impl FromStr for ControlId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_id(text) || is_joined(text, ':') {
            return Ok(Self(text.into()));
        }
        Err(format!(
            "`{text}` is not an id of a control; write one such as `A.5.17`, `OWN-1` or `catalog:id`"
        ))
    }
}

/// Whether a text is two ids with a sign between them.
fn is_joined(text: &str, joint: char) -> bool {
    text.split_once(joint)
        .is_some_and(|(first, second)| is_id(first) && is_id(second))
}

/// What a field may refer to.
pub trait Target {
    /// [`REFERENCE`] and the kinds, joined by `|`.
    const MARKER: &'static str;
}

/// A reference by id to a document or item of the kinds of `T`; `catalog:id` names a control of
/// another than the primary catalog, `document/item` an item that is known by its document.
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

impl<T: Target> FromStr for Ref<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let joint = if names_items(T::MARKER) { '/' } else { ':' };
        if is_id(text) || is_joined(text, joint) {
            return Ok(Self {
                id: text.into(),
                target: PhantomData,
            });
        }
        Err(format!(
            "`{text}` is not an id; write letters, digits, `.`, `_` and `-`"
        ))
    }
}

impl<'de, T: Target> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct IdVisitor<T>(PhantomData<T>);
        impl<T: Target> Visitor<'_> for IdVisitor<T> {
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
        let joint = if names_items(T::MARKER) { '/' } else { ':' };
        let pattern = format!(
            "^[A-Za-z0-9][A-Za-z0-9._-]{{0,99}}({joint}[A-Za-z0-9][A-Za-z0-9._-]{{0,99}})?$"
        );
        json_schema!({
            "type": "string",
            "pattern": pattern,
            "x-expected": format!("the id of {}", any_of(T::MARKER)),
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

/// The kinds in words, with their article: "a person or role", "an asset".
fn any_of(marker: &'static str) -> String {
    with_article(&either(&kinds(marker).collect::<Vec<_>>()))
}

/// Whether a field may name an item in a document as `document/item`.
fn names_items(marker: &'static str) -> bool {
    kinds(marker).any(|kind| matches!(kind, "finding" | "test"))
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
    /// What somebody can fail to meet.
    Requirement = "clause|control|policy|obligation";
    /// Where a nonconformity or an improvement comes from: `audit/finding`, an incident, `control/test`,
    /// or one of [`ORIGINS`](super::link::ORIGINS).
    Origin = "finding|incident|test";
}
