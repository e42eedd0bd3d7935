//! One value written in many ways: block or flow, quoted or plain, keys in any order, comments anywhere.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// Choices of a writer, taken one after the other, and from the beginning again.
#[derive(Debug, Clone)]
pub(crate) struct Hand {
    choices: Vec<u8>,
    next: usize,
}

/// Any hand.
pub(crate) fn any() -> impl Strategy<Value = Hand> {
    vec(prop::num::u8::ANY, 1..40).prop_map(|choices| Hand { choices, next: 0 })
}

impl Hand {
    /// One that writes everything plainly and in order.
    pub(crate) fn plain() -> Self {
        Self {
            choices: vec![0],
            next: 0,
        }
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let choice = self.choices[self.next % self.choices.len()];
        self.next += 1;
        usize::from(choice) % bound.max(1)
    }

    fn remark(&mut self, indent: usize) -> String {
        match self.below(5) {
            4 => format!("{}# a remark: of nothing\n", " ".repeat(indent)),
            3 => "\n".to_owned(),
            _ => String::new(),
        }
    }

    /// A document.
    pub(crate) fn document(&mut self, value: &Value) -> String {
        self.map(value, 0)
    }

    fn map(&mut self, value: &Value, indent: usize) -> String {
        let mut entries: Vec<_> = value.as_object().unwrap().iter().collect();
        let mut text = String::new();
        while !entries.is_empty() {
            let (key, value) = entries.remove(self.below(entries.len()));
            text += &self.remark(indent);
            text += &format!("{}{key}:{}", " ".repeat(indent), self.value(value, indent));
        }
        text
    }

    /// What stands behind a colon or a dash, to the end of the line or of the block.
    fn value(&mut self, value: &Value, indent: usize) -> String {
        let nested = match value {
            Value::Object(all) => !all.is_empty(),
            Value::Array(all) => !all.is_empty(),
            _ => false,
        };
        if !nested || self.below(3) == 2 {
            let spaces = " ".repeat(1 + self.below(2));
            let end = if self.below(4) == 3 {
                " # so it is"
            } else {
                ""
            };
            return format!("{spaces}{}{end}\n", self.flow(value));
        }
        match value {
            Value::Object(_) => format!("\n{}", self.map(value, indent + 2)),
            _ => {
                let items = value.as_array().unwrap();
                let mut text = "\n".to_owned();
                for item in items {
                    text += &self.remark(indent + 2);
                    text += &format!(
                        "{}-{}",
                        " ".repeat(indent + 2),
                        self.value(item, indent + 2)
                    );
                }
                text
            }
        }
    }

    fn flow(&mut self, value: &Value) -> String {
        match value {
            Value::Object(all) => {
                let mut entries: Vec<_> = all.iter().collect();
                let mut parts = Vec::new();
                while !entries.is_empty() {
                    let (key, value) = entries.remove(self.below(entries.len()));
                    parts.push(format!("{key}: {}", self.flow(value)));
                }
                format!("{{{}}}", parts.join(", "))
            }
            Value::Array(all) => {
                let parts: Vec<String> = all.iter().map(|item| self.flow(item)).collect();
                format!("[{}]", parts.join(", "))
            }
            Value::String(text) => self.scalar(text),
            other => other.to_string(),
        }
    }

    fn scalar(&mut self, text: &str) -> String {
        let letters = text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-. ".contains(c));
        let plain = letters && text.starts_with(|c: char| c.is_ascii_alphabetic());
        match self.below(3) {
            0 if plain => text.to_owned(),
            1 => format!("'{}'", text.replace('\'', "''")),
            _ => serde_json::to_string(text).unwrap(),
        }
    }
}
