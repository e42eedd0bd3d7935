//! Typed reading of a tree: serde over nodes, as strict as the schemas, noting every reference on the way.

use super::node::{Entry, Node, Value};
use crate::text::source::Span;
use crate::text::words::shortened;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use std::cell::RefCell;
use std::fmt;

/// Prefix of the newtype name under which a type asks that its value be noted as a reference; the
/// kinds that it may name follow, joined by `|`.
pub const REFERENCE: &str = "$isms::ref:";

/// Newtype name under which a type asks for a number as it is written.
pub const DECIMAL: &str = "$isms::decimal";

/// A reference that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The kinds that the field may name, joined by `|`.
    pub kinds: &'static str,
    /// The id that it names.
    pub id: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// Why a tree is not of a type; the schema tells it better, and all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// What was found and what was expected.
    pub message: String,
    /// Where, if that is known.
    pub span: Option<Span>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            span: None,
        }
    }
}

/// Reads a tree as `T`, and the references in it.
///
/// # Errors
/// The first value that does not fit; the schema says all of them.
pub fn read<T: de::DeserializeOwned>(node: &Node) -> Result<(T, Vec<Reference>), Mismatch> {
    let references = RefCell::new(Vec::new());
    let value = T::deserialize(From {
        node,
        references: &references,
    })?;
    Ok((value, references.into_inner()))
}

#[derive(Clone, Copy)]
struct From<'a> {
    node: &'a Node,
    references: &'a RefCell<Vec<Reference>>,
}

impl<'a> From<'a> {
    fn to(self, node: &'a Node) -> Self {
        Self {
            node,
            references: self.references,
        }
    }

    fn mismatch(self, expected: &dyn de::Expected) -> Mismatch {
        let found = describe(&self.node.value);
        self.locate(de::Error::custom(format!(
            "found {found}, expected {expected}"
        )))
    }

    fn locate(self, mut mismatch: Mismatch) -> Mismatch {
        mismatch.span.get_or_insert(self.node.span);
        mismatch
    }

    fn text(self) -> Option<&'a str> {
        self.node.text().filter(|text| !text.trim().is_empty())
    }

    fn note(self, kinds: &'static str) {
        if let Some(id) = self.text() {
            let reference = Reference {
                kinds,
                id: id.into(),
                span: self.node.span,
            };
            self.references.borrow_mut().push(reference);
        }
    }
}

/// A text is shown up to so many characters: enough to know it again.
const MOST_SHOWN: usize = 60;

/// What a value is, in words.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Int(number) => format!("the number `{number}`"),
        Value::Number(text) => format!("the number `{text}`"),
        Value::Text(text) => format!("the text `{}`", shortened(text, MOST_SHOWN)),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map of fields".to_owned(),
    }
}

impl<'de> Deserializer<'de> for From<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.value {
            Value::Null => Err(self.mismatch(&visitor)),
            Value::Bool(_) => self.deserialize_bool(visitor),
            Value::Int(_) => self.deserialize_i64(visitor),
            Value::Number(text) => visitor.visit_str(text).map_err(|error| self.locate(error)),
            Value::Text(_) => self.deserialize_str(visitor),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.node.value {
            Value::Bool(value) => visitor.visit_bool(value),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.node.value {
            Value::Int(number) => visitor
                .visit_i64(number)
                .map_err(|error| self.locate(error)),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.text() {
            Some(text) => visitor.visit_str(text).map_err(|error| self.locate(error)),
            None => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if let Some(kinds) = name.strip_prefix(REFERENCE) {
            self.note(kinds);
            return self.deserialize_str(visitor);
        }
        match &self.node.value {
            Value::Int(number) if name == DECIMAL => visitor.visit_str(&number.to_string()),
            Value::Number(text) if name == DECIMAL => visitor.visit_str(text),
            _ if name == DECIMAL => return Err(self.mismatch(&visitor)),
            _ => visitor.visit_newtype_struct(self),
        }
        .map_err(|error| self.locate(error))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.value {
            Value::List(items) if !items.is_empty() => visitor.visit_seq(Items {
                from: self,
                items: items.iter(),
            }),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.value {
            Value::Map(entries) if !entries.is_empty() => {
                let fields = Fields {
                    from: self,
                    entries: entries.iter(),
                    value: None,
                };
                visitor
                    .visit_map(fields)
                    .map_err(|error| self.locate(error))
            }
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self.text() {
            Some(text) => visitor
                .visit_enum(text.into_deserializer())
                .map_err(|error| self.locate(error)),
            None => Err(self.mismatch(&visitor)),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple
        tuple_struct identifier
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }
}

struct Items<'a> {
    from: From<'a>,
    items: std::slice::Iter<'a, Node>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mismatch> {
        self.items
            .next()
            .map(|item| seed.deserialize(self.from.to(item)))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Fields<'a> {
    from: From<'a>,
    entries: std::slice::Iter<'a, Entry>,
    value: Option<&'a Entry>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Mismatch> {
        self.value = self.entries.next();
        let Some(entry) = self.value else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Mismatch> = (*entry.key).into_deserializer();
        let found = seed.deserialize(key).map_err(|mut error| {
            error.span.get_or_insert(entry.key_span);
            error
        })?;
        Ok(Some(found))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        let entry = self
            .value
            .expect("internal error: a value is asked for after its key");
        seed.deserialize(self.from.to(&entry.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml;
    use serde::Deserialize;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[allow(dead_code)]
        name: Box<str>,
        #[serde(default)]
        numbers: Vec<i64>,
    }

    fn read_sample(text: &str) -> Result<Sample, Mismatch> {
        read(&yaml::read(text, 0).documents[0].node).map(|(sample, _)| sample)
    }

    #[test]
    fn absent_is_fine_and_empty_is_not() {
        assert!(read_sample("name: a").unwrap().numbers.is_empty());
        for empty in [
            "name: a\nnumbers: []",
            "name: a\nnumbers:",
            "name: ''",
            "name: ' '",
        ] {
            assert!(read_sample(empty).is_err(), "{empty}");
        }
    }

    #[test]
    fn a_number_is_no_text_and_a_text_no_number() {
        assert!(read_sample("name: 5.10").is_err());
        assert!(read_sample("name: a\nnumbers: ['1']").is_err());
    }

    #[test]
    fn an_unknown_key_is_refused_where_it_stands() {
        let text = "name: a\nnmae: b";
        let mismatch = read_sample(text).unwrap_err();
        assert_eq!(&text[mismatch.span.unwrap().range()], "nmae");
    }
}
