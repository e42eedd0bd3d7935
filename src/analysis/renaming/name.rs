//! What is renamed: a kind and an id in it.

use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::graph::Model;
use crate::model::link::{self, Target};

/// A document, or an item in one, by its kind and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The kind of a document, or `site`, `entity`, `action`, `finding` or `test`.
    pub kind: &'static str,
    /// The id as references name it; `document/item` of a finding or test.
    pub id: String,
}

/// Everything that has ids.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    let documents = Kind::ALL.iter().filter(|kind| !kind.is_one());
    documents.map(|kind| kind.name()).chain(link::item_kinds())
}

impl Name {
    /// The name of this kind and id, if something has it.
    pub fn find(model: &Model, kind: &str, id: &str) -> Option<(Self, Target)> {
        let target = model.index.get(kind, id)?;
        let known = target.kind == kind && kinds().any(|known| known == kind);
        let name = Self {
            kind: target.kind,
            id: id.to_owned(),
        };
        (known && !id.is_empty()).then_some((name, target))
    }

    /// Everything that has this id, whatever its kind.
    pub fn all(model: &Model, id: &str) -> Vec<Self> {
        let each = kinds().filter_map(|kind| Some(Self::find(model, kind, id)?.0));
        each.collect()
    }

    /// The part of the id that is written where it is declared: of an item that is known by its document, the
    /// item alone.
    pub fn word(&self) -> &str {
        match link::is_joined(self.kind) {
            true => self.id.rsplit('/').next().unwrap_or(&self.id),
            false => &self.id,
        }
    }

    /// The document that an item is known by.
    pub fn document(&self) -> Option<&str> {
        let (document, _) = self.id.split_once('/')?;
        link::is_joined(self.kind).then_some(document)
    }

    /// Whether no sentence holds the id as a plain word: it has a digit beside a capital or a joint, as `R-014`,
    /// or a capital beside a joint, as `SUP-AWS`. `laptops`, `GDPR` and `s3` are words.
    pub fn is_no_word(&self) -> bool {
        let has = |wanted: &dyn Fn(u8) -> bool| self.id.bytes().any(wanted);
        let digit = has(&|b| b.is_ascii_digit());
        let capital = has(&|b| b.is_ascii_uppercase());
        let joint = has(&|b| matches!(b, b'-' | b'_' | b'.' | b'/'));
        (digit && (capital || joint)) || (capital && joint)
    }

    /// Whether a text that was typed where an id is expected names this one, and which of its bytes are the
    /// [`word`](Self::word): the primary catalog may stand before it, and an item behind it.
    pub(super) fn within(&self, written: &str) -> Option<std::ops::Range<usize>> {
        let catalog = format!("{}:", ANNEX_A.name);
        let start = match written.strip_prefix(catalog.as_str()) {
            Some(_) => catalog.len(),
            None => 0,
        };
        let rest = &written[start..];
        let end = start + self.id.len();
        match rest.strip_prefix(self.id.as_str())? {
            "" => Some(end - self.word().len()..end),
            item if item.starts_with('/') && self.has_items() => Some(start..end),
            _ => None,
        }
    }

    /// Whether items may be known by this document.
    pub(super) fn has_items(&self) -> bool {
        matches!(self.kind, "audit" | "control")
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(kind: &'static str, id: &str) -> Name {
        Name {
            kind,
            id: id.to_owned(),
        }
    }

    #[test]
    fn an_id_is_told_from_a_word_by_its_form() {
        for id in ["R-014", "risk-014", "SUP-AWS", "IA-2026-1", "R_1", "own.3"] {
            assert!(name("risk", id).is_no_word(), "{id}");
        }
        for id in ["laptops", "GDPR", "s3", "access-control", "jane"] {
            assert!(!name("risk", id).is_no_word(), "{id}");
        }
    }

    #[test]
    fn a_reference_names_an_id_behind_its_catalog_and_before_its_item() {
        let control = name("control", "OWN-1");
        assert_eq!(control.within("OWN-1"), Some(0..5));
        assert_eq!(control.within("iso27001-2022:OWN-1"), Some(14..19));
        assert_eq!(control.within("OWN-1/T-1"), Some(0..5));
        assert_eq!(control.within("OWN-10"), None);
        assert_eq!(name("risk", "R-1").within("R-1/x"), None);
        assert_eq!(name("finding", "IA-1/F-1").within("IA-1/F-1"), Some(5..8));
    }
}
