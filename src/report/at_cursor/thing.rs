//! What stands at a place of a text: an id and what it may mean there, a key, a value, or a rule.

use crate::model::Kind;
use crate::model::link::item_kind;
use crate::model::schemas;
use crate::syntax::node::{Step, join};
use crate::syntax::typing::{self, Part, Place};
use crate::text::source::Span;
use serde_json::Value as Json;
use std::ops::Range;

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// An id in a field that names something, or the id of a document or of an item in one.
    Id {
        /// The kinds that it may mean, joined by `|`.
        kinds: String,
        /// The id.
        id: String,
    },
    /// A key: the path to its value in documents of a kind.
    Key(Kind, String),
    /// The name of a kind.
    Kind(Kind),
    /// A value of a field that names nothing, and the word at the place.
    Value(Kind, String, String),
    /// The name of a rule in a suppression.
    Rule(String),
    /// A word of a text.
    Word(String),
}

/// What stands at a place, and from where to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// What it is.
    pub thing: Thing,
    /// Where it stands.
    pub span: Span,
}

/// What stands at a byte offset of a text; nothing where no word is.
pub fn at(text: &str, is_markdown: bool, offset: usize) -> Option<Here> {
    match typing::place(text, is_markdown, offset) {
        Some(place) if place.part == Part::Comment => in_comment(text, offset),
        Some(place) if place.word.start == place.word.end => None,
        Some(place) => in_document(text, &place, offset),
        None => in_comment(text, offset),
    }
}

/// The kind that a document says it is of.
pub fn kind_of(place: &Place) -> Option<Kind> {
    named(place.said("kind")?)
}

/// The kind of a name.
pub fn named(name: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.name() == name)
}

/// The kinds that a field may name, joined by `|`; nothing when it names none.
pub fn kinds_of(schema: &Json) -> Option<String> {
    let kinds = schema["x-reference"].as_array()?;
    let kinds: Vec<&str> = kinds.iter().filter_map(Json::as_str).collect();
    Some(kinds.join("|"))
}

/// Whether a field holds a map of named fields.
pub fn is_map(schema: &Json) -> bool {
    schema["properties"].is_object()
}

fn in_document(text: &str, place: &Place, offset: usize) -> Option<Here> {
    let written = text.get(place.word.range())?;
    let is_kind = place.part == Part::Value && place.field() == "kind";
    let kind = if is_kind {
        named(written)?
    } else {
        kind_of(place)?
    };
    let here = |thing| {
        Some(Here {
            thing,
            span: place.word,
        })
    };
    if is_kind {
        return here(Thing::Kind(kind));
    }
    let schema = schemas::compiled(kind).field(&place.field());
    let is_key = place.part == Part::Key || (place.part == Part::Start && is_map(schema));
    if is_key {
        let mut path = place.path.clone();
        path.push(Step::Key(written.to_owned()));
        return here(Thing::Key(kind, join(&path)));
    }
    if place.part != Part::Text
        && let Some(thing) = named_by(kind, place, schema, written)
    {
        return here(thing);
    }
    let word = word(text, offset)?;
    let thing = Thing::Value(kind, place.field(), text[word.clone()].to_owned());
    Some(Here {
        thing,
        span: Span::new(word.start, word.end),
    })
}

/// What a value names: itself, when it is the id of a document or item, or something else.
fn named_by(kind: Kind, place: &Place, schema: &Json, written: &str) -> Option<Thing> {
    let id = |kinds: &str, id: String| {
        let kinds = kinds.to_owned();
        Some(Thing::Id { kinds, id })
    };
    if let Some(kinds) = kinds_of(schema) {
        return id(&kinds, written.to_owned());
    }
    match &place.path[..] {
        [Step::Key(key)] if key == "id" => id(kind.name(), written.to_owned()),
        [list @ .., Step::Index(_), Step::Key(key)] if key == "id" => {
            let (item, joined) = item_kind(kind, &join(list))?;
            match (joined, place.said("id")) {
                (true, Some(document)) => id(item, format!("{document}/{written}")),
                (true, None) => None,
                (false, _) => id(item, written.to_owned()),
            }
        }
        _ => None,
    }
}

/// The name of a rule between the brackets of `isms: allow(…)`, or a word.
fn in_comment(text: &str, offset: usize) -> Option<Here> {
    let found = word(text, offset)?;
    let name = text[found.clone()].to_owned();
    let thing = match allowed(text, offset) {
        Some(_) => Thing::Rule(name),
        None => Thing::Word(name),
    };
    Some(Here {
        thing,
        span: Span::new(found.start, found.end),
    })
}

/// The names between the brackets of `isms: allow(…)` around an offset, as far as they are written.
pub fn allowed(text: &str, offset: usize) -> Option<Range<usize>> {
    let line = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let marker = line + text[line..offset].rfind("isms:")?;
    let open = marker + text[marker..offset].find('(')? + 1;
    let says_allow = text[marker + 5..open - 1].trim() == "allow";
    let inside = !text[open..offset].contains(')');
    let end = text[offset..].find([')', '\n', '\r']);
    let end = end.map_or(text.len(), |length| offset + length);
    (says_allow && inside).then_some(open..end)
}

/// The word around an offset, in which ids may stand.
pub fn word(text: &str, offset: usize) -> Option<Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let before = text.get(..offset)?;
    let start = before.trim_end_matches(inside).len();
    let behind = &text[offset..];
    let end = offset + behind.len() - behind.trim_start_matches(inside).len();
    let length = text[start..end].trim_end_matches(['.', '-']).len();
    (length > 0).then(|| start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(text: &str) -> Option<Thing> {
        let offset = text.find('|').unwrap();
        Some(at(&text.replacen('|', "", 1), false, offset)?.thing)
    }

    fn id(kinds: &str, id: &str) -> Option<Thing> {
        let (kinds, id) = (kinds.to_owned(), id.to_owned());
        Some(Thing::Id { kinds, id })
    }

    #[test]
    fn ids_mean_what_their_field_says() {
        assert_eq!(thing("kind: asset\nid: a|b\n"), id("asset", "ab"));
        assert_eq!(
            thing("kind: asset\nowner: ja|ne\n"),
            id("person|role", "jane")
        );
        let audit = "kind: audit\nid: A-1\nfindings:\n  - id: F|1\n";
        assert_eq!(thing(audit), id("finding", "A-1/F1"));
        let torn = "kind: risk\nassets: [a, lap|tops\nowner: x\n";
        assert_eq!(thing(torn), id("asset", "laptops"));
    }

    #[test]
    fn keys_values_rules_and_words_are_told_apart() {
        let key = Thing::Key(Kind::Asset, "owner".to_owned());
        assert_eq!(thing("kind: asset\now|ner: jane\n"), Some(key));
        let value = Thing::Value(Kind::Asset, "title".to_owned(), "R-1".to_owned());
        assert_eq!(thing("kind: asset\ntitle: see R|-1.\n"), Some(value));
        let rule = Some(Thing::Rule("risk-without-owner".to_owned()));
        assert_eq!(thing("# isms: allow(a, risk-|without-owner) until\n"), rule);
        assert_eq!(
            thing("# isms: allow(a) unt|il\n"),
            Some(Thing::Word("until".into()))
        );
        assert_eq!(thing("kind: ri|sk\n"), Some(Thing::Kind(Kind::Risk)));
        assert_eq!(thing("kind: risk\nowner: |\n"), None);
    }
}
