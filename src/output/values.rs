//! What templates are given: values that many pages share, made once.

use serde::Serialize;
use std::collections::HashMap;
use tera::Context;
use tera::value::{Key, Map};

/// A value as templates see it: text, never a template. A copy shares everything.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared(tera::Value);

impl Shared {
    /// What a value serializes to.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Self {
        Self(tera::Value::from_serializable(value))
    }

    /// The same as of a JSON value; a name that stands in many objects is held once.
    pub fn of_json(value: &serde_json::Value) -> Self {
        Self(converted(value, &mut HashMap::new()))
    }

    /// An object of these fields, in their order.
    pub fn object<'k>(fields: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        let fields = fields.into_iter();
        let map: Map = fields.map(|(name, value)| (key(name), value.0)).collect();
        Self(map.into())
    }

    /// An object with one more field, in the place of the one that had its name.
    ///
    /// # Panics
    /// When it is no object.
    #[must_use]
    pub fn with(self, name: &str, value: Self) -> Self {
        let map = self.0.into_map();
        let mut map = map.expect("internal error: only an object has fields");
        map.insert(key(name), value.0);
        Self(map.into())
    }

    /// The items of a list in a field of an object; none when it has no such list.
    pub fn items(&self, field: &str) -> Vec<Self> {
        let list = self.0.as_map().and_then(|map| map.get(&Key::Str(field)));
        let items = list.and_then(tera::Value::as_array).unwrap_or_default();
        items.iter().cloned().map(Self).collect()
    }

    /// A field of an object; `None` when there is none.
    pub fn field(&self, name: &str) -> Option<Self> {
        let field = self.0.as_map()?.get(&Key::Str(name))?;
        Some(Self(field.clone()))
    }

    /// A field of a field of an object; `None` when there is none.
    pub fn at(&self, outer: &str, inner: &str) -> Option<Self> {
        self.field(outer)?.field(inner)
    }

    /// As text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_str()
    }
}

impl From<Vec<Self>> for Shared {
    fn from(items: Vec<Self>) -> Self {
        let items = items.into_iter().map(|item| item.0);
        Self(items.collect::<Vec<tera::Value>>().into())
    }
}

impl From<&str> for Shared {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

fn key(name: &str) -> Key<'static> {
    Key::String(name.into())
}

fn converted<'j>(
    value: &'j serde_json::Value,
    names: &mut HashMap<&'j str, Key<'static>>,
) -> tera::Value {
    match value {
        serde_json::Value::String(text) => text.as_str().into(),
        serde_json::Value::Array(items) => {
            let items = items.iter().map(|item| converted(item, names));
            items.collect::<Vec<_>>().into()
        }
        serde_json::Value::Object(fields) => {
            let mut map = Map::with_capacity(fields.len());
            for (name, value) in fields {
                let held = names.entry(name).or_insert_with(|| key(name)).clone();
                map.insert(held, converted(value, names));
            }
            map.into()
        }
        other => tera::Value::from_serializable(other),
    }
}

/// What one template is given, by name. A copy shares everything.
#[derive(Debug, Clone, Default)]
pub struct Values(Context);

impl Values {
    /// The fields of an object.
    ///
    /// # Panics
    /// When it is no object.
    pub fn of(fields: &impl Serialize) -> Self {
        let context = Context::from_serialize(fields);
        Self(context.expect("internal error: what a template is given is an object"))
    }

    /// The same with one more, in the place of the one that had its name.
    #[must_use]
    pub fn with(self, name: &'static str, value: &impl Serialize) -> Self {
        self.sharing(name, &Shared::of(value))
    }

    /// The same with one more that other pages are given too.
    #[must_use]
    pub fn sharing(mut self, name: &'static str, value: &Shared) -> Self {
        self.0.insert_value(name, value.0.clone());
        self
    }

    /// As the engine takes them.
    pub(super) fn context(&self) -> &Context {
        &self.0
    }

    /// As the engine takes them, where another thread holds them.
    pub(super) fn into_context(self) -> Context {
        self.0
    }
}
