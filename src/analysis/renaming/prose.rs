//! Whether a word of a text means an id, judged by what stands around it.

use super::name::{Name, kinds};
use super::place::Why;
use crate::model::catalog::{ANNEX_A, is_clause};
use crate::model::graph::Model;
use crate::model::link::item_kinds;
use crate::rules::texts::{is_in_address, words};
use std::ops::Range;

/// A name, with what a reader of a text needs to know of it.
pub(super) struct Sought<'a> {
    pub(super) model: &'a Model,
    pub(super) name: &'a Name,
    /// Whether the id alone means nothing else.
    alone: Result<(), Why>,
}

/// What a word that is spelt as the id is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It names the id.
    Mention,
    /// It seems to, and is left.
    Left(Why),
    /// It says that it means something else.
    Other,
}

impl<'a> Sought<'a> {
    pub(super) fn new(model: &'a Model, name: &'a Name) -> Self {
        let several = Name::all(model, &name.id).len() > 1;
        let alone = match (several, name.is_no_word()) {
            (true, _) => Err(Why::Ambiguous),
            (false, false) => Err(Why::Word),
            (false, true) => Ok(()),
        };
        Self { model, name, alone }
    }

    /// Every word that is spelt as the id.
    pub(super) fn spelt(&self, text: &str) -> Vec<Range<usize>> {
        let word = self.name.word();
        words(text)
            .filter(|range| &text[range.clone()] == word)
            .collect()
    }

    /// What a word that is spelt as the id means in a text.
    pub(super) fn judge(&self, text: &str, word: &Range<usize>) -> Verdict {
        let (before, after) = (&text[..word.start], &text[word.end..]);
        if is_in_address(before, after) {
            return Verdict::Left(Why::Address);
        }
        let behind = after.strip_prefix('/').map(first_word).unwrap_or_default();
        let above = before.strip_suffix('/').map(last_word);
        match (self.name.document(), above) {
            (Some(document), Some((there, above))) if there == document => {
                return match before_kind(above, self.name.kind) {
                    true => Verdict::Mention,
                    false => self.bare(),
                };
            }
            (Some(_), _) => return Verdict::Other,
            _ => {}
        }
        match above {
            Some((kind, above)) if kind == self.name.kind => match above.ends_with('/') {
                true => Verdict::Left(Why::Address),
                false => Verdict::Mention,
            },
            Some((kind, _)) if self.owns(kind, behind) => Verdict::Mention,
            Some((kind, _)) if is_kind(kind) => Verdict::Other,
            Some((id, _)) if !self.is_known(id) => Verdict::Left(Why::Address),
            _ if self.owns_item(behind) => Verdict::Mention,
            _ if !behind.is_empty() && !self.is_known(behind) => Verdict::Left(Why::Address),
            _ => self.bare(),
        }
    }

    fn bare(&self) -> Verdict {
        match self.alone {
            Ok(()) => Verdict::Mention,
            Err(why) => Verdict::Left(why),
        }
    }

    /// Whether `kind/id/item` names an item of the document.
    fn owns(&self, kind: &str, item: &str) -> bool {
        item_kinds().any(|known| known == kind) && self.owns_item(item)
    }

    fn owns_item(&self, item: &str) -> bool {
        let id = format!("{}/{item}", self.name.id);
        let found = || self.model.index.get("finding", &id);
        self.name.has_items() && !item.is_empty() && found().is_some()
    }

    /// Whether something has this id, so that a stroke beside it only lists several.
    fn is_known(&self, id: &str) -> bool {
        let standard = || ANNEX_A.control(id).is_some() || is_clause(id);
        standard() || !Name::all(self.model, id).is_empty()
    }
}

fn is_kind(word: &str) -> bool {
    kinds().any(|kind| kind == word)
}

/// Whether nothing but the kind may stand before `document/item`.
fn before_kind(above: &str, kind: &str) -> bool {
    let named = above.strip_suffix('/').map(last_word);
    named.is_some_and(|(word, _)| word == kind)
}

/// The word at the end of a text, and what is before it.
fn last_word(text: &str) -> (&str, &str) {
    let start = text.rfind(|c| !is_inside(c)).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    (&text[start..], &text[..start])
}

fn first_word(text: &str) -> &str {
    let word = &text[..text.find(|c| !is_inside(c)).unwrap_or(text.len())];
    word.trim_end_matches(['.', '-'])
}

fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::linked::Linked;
    use crate::text::snapshot::{Entry, Snapshot};
    use crate::text::source::SourceFile;
    use std::sync::Arc;

    fn model() -> Linked {
        let text = "kind: risk\nid: R-1\ntitle: A\n---\nkind: risk\nid: R-2\ntitle: B\n---\nkind: asset\nid: laptops\ntitle: C\ntype: hardware\n---\nkind: audit\nid: IA-1\ntitle: D\ntype: internal\nfindings:\n  - id: F-1\n    type: minor\n    statement: x\n";
        let source = Arc::new(SourceFile::new("a.yaml", text));
        Linked::new(&Snapshot {
            entries: vec![Entry {
                path: Arc::clone(&source.path),
                source: Ok(source),
            }],
            ..Snapshot::default()
        })
    }

    fn verdicts(kind: &str, id: &str, text: &str) -> Vec<Verdict> {
        let linked = model();
        let (name, _) = Name::find(&linked.model, kind, id).unwrap();
        let sought = Sought::new(&linked.model, &name);
        let words = sought.spelt(text);
        words.iter().map(|word| sought.judge(text, word)).collect()
    }

    #[test]
    fn a_mention_ends_where_the_word_ends() {
        use Verdict::Mention;
        assert_eq!(
            verdicts("risk", "R-1", "R-1, (R-1). R-10 R-1-2 XR-1 R-1."),
            [Mention; 3]
        );
        assert_eq!(
            verdicts("risk", "R-1", "R-1's, R-1–R-2, »R-1«"),
            [Mention; 3]
        );
    }

    #[test]
    fn a_kind_before_the_id_says_what_is_meant() {
        use Verdict::{Left, Mention, Other};
        assert_eq!(
            verdicts("risk", "R-1", "see risk/R-1, asset/R-1"),
            [Mention, Other]
        );
        assert_eq!(
            verdicts("asset", "laptops", "asset/laptops or laptops"),
            [Mention, Left(Why::Word)]
        );
        assert_eq!(verdicts("risk", "R-1", "R-2/R-1 and R-1/R-2"), [Mention; 2]);
    }

    #[test]
    fn an_address_is_no_mention() {
        let address = Verdict::Left(Why::Address);
        for text in [
            "https://x.y/risk/R-1",
            "see files/R-1/a.pdf",
            "(../R-1)",
            "isms/risk/R-1",
        ] {
            assert_eq!(verdicts("risk", "R-1", text), [address], "{text}");
        }
    }

    #[test]
    fn a_finding_is_named_with_its_audit() {
        use Verdict::{Mention, Other};
        assert_eq!(
            verdicts("finding", "IA-1/F-1", "IA-1/F-1, F-1, finding/IA-1/F-1"),
            [Mention, Other, Mention]
        );
        assert_eq!(
            verdicts("audit", "IA-1", "IA-1/F-1, finding/IA-1/F-1, IA-1"),
            [Mention; 3]
        );
    }
}
