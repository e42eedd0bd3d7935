//! Which of many values say the same, found without comparing each with each.

use super::node::{Node, Value};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Values by what they say.
pub struct Said<'n>(HashMap<u64, Vec<&'n Node>>);

impl<'n> Said<'n> {
    /// These values.
    pub fn of(values: &'n [Node]) -> Self {
        let mut all: HashMap<u64, Vec<&Node>> = HashMap::new();
        for value in values {
            let same = all.entry(print(value)).or_default();
            // Of many that say the same, one answers for all.
            if !same.iter().any(|other| other.says_same(value)) {
                same.push(value);
            }
        }
        Self(all)
    }

    /// Whether one of them says the same as a value.
    pub fn holds(&self, value: &Node) -> bool {
        let same = self.0.get(&print(value));
        same.is_some_and(|same| same.iter().any(|other| other.says_same(value)))
    }
}

/// A number that values share which say the same ([`Node::says_same`]).
fn print(node: &Node) -> u64 {
    let mut hasher = DefaultHasher::new();
    match &node.value {
        Value::Null => 0.hash(&mut hasher),
        Value::Bool(value) => value.hash(&mut hasher),
        Value::Int(number) => number.hash(&mut hasher),
        Value::Number(text) | Value::Text(text) => text.hash(&mut hasher),
        Value::List(items) => items.iter().for_each(|item| print(item).hash(&mut hasher)),
        Value::Map(entries) => {
            // The order of keys says nothing.
            let prints = entries.iter().map(|entry| {
                let mut hasher = DefaultHasher::new();
                (&entry.key, print(&entry.value)).hash(&mut hasher);
                hasher.finish()
            });
            prints.fold(0, u64::wrapping_add).hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml;

    #[test]
    fn values_say_the_same_whatever_the_order_of_their_keys() {
        let read = |text: &str| yaml::read(text, 0).documents[0].node.clone();
        let list = read("[{a: 1, b: [x, y]}, two, {a: 1, b: [x, y]}]");
        let said = Said::of(list.items());
        assert!(said.holds(&read("b: [x, y]\na: 1\n")));
        assert!(said.holds(&read("two")));
        for other in [
            "{a: 1, b: [y, x]}",
            "{a: 1}",
            "{a: '1', b: [x, y]}",
            "three",
            "[two]",
        ] {
            assert!(!said.holds(&read(other)), "{other}");
        }
    }
}
