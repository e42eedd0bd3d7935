//! Where in a YAML text somebody is writing: the path of keys and what stands there so far.
//!
//! It is told from indentation, dashes and brackets alone, so that it is known while the line that is
//! being typed does not parse. A word is put at the cursor and the text is taken apart; whatever piece
//! the word ends up in is what is being written.

mod section;

mod part;

mod scan;

use super::node::{Step, join};
use crate::text::source::Span;
use part::MARK;
use scan::{Piece, Scan};

pub use part::Part;

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The lines of the document that it is in, without the separators around them.
    pub document: Span,
    /// What is written there.
    pub part: Part,
    /// Leads to the value that is written; of a key, to the map that it stands in.
    pub path: Vec<Step>,
    /// The word that is written so far, without its quotes; empty where there is none yet.
    pub word: Span,
    /// Whether it stands in quotes.
    pub quoted: bool,
    /// The keys beside it in the same map, without itself.
    pub beside: Vec<String>,
    /// The plain values of the outermost keys, in the order of the text.
    outermost: Vec<(String, String)>,
}

impl Place {
    /// The path as `treatment.actions[2].due`.
    pub fn field(&self) -> String {
        join(&self.path)
    }

    /// What the document says under one of its outermost keys.
    pub fn said(&self, key: &str) -> Option<&str> {
        let found = self.outermost.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.as_str())
    }
}

/// The place of a byte offset; nothing outside of documents, as in the body of Markdown.
pub fn place(text: &str, is_markdown: bool, offset: usize) -> Option<Place> {
    let document = section::around(text, is_markdown, offset)?;
    if !text.is_char_boundary(offset) {
        return None;
    }
    let mut marked = String::with_capacity(document.end as usize - document.start as usize + 1);
    marked.push_str(&text[document.start as usize..offset]);
    marked.push(MARK);
    marked.push_str(&text[offset..document.end as usize]);
    let at = offset - document.start as usize;
    let scan = Scan::of(&marked);
    let holds = |piece: &&Piece| piece.start <= at && at < piece.end;
    let here = scan.pieces.iter().find(holds)?;
    let beside = scan.pieces.iter().filter(|piece| {
        let key = piece.part == Part::Key && piece.node == here.node;
        key && !std::ptr::eq(*piece, here)
    });
    let outermost = scan.pieces.iter().filter(|piece| !holds(piece));
    let outermost = outermost.filter_map(|piece| {
        let [Step::Key(key)] = &scan.path(piece.node)[..] else {
            return None;
        };
        let value = marked.get(piece.start..piece.end)?;
        (piece.part == Part::Value).then(|| (key.clone(), value.to_owned()))
    });
    let begin = document.start as usize;
    Some(Place {
        document,
        part: here.part,
        path: scan.path(here.node),
        // The mark is one byte, and is behind the start of the piece that holds it.
        word: Span::new(begin + here.start, begin + here.end - 1),
        quoted: here.quoted,
        beside: beside
            .map(|piece| marked[piece.start..piece.end].to_owned())
            .collect(),
        outermost: outermost.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Part, path and word at the `|` of a text, and the keys beside it.
    fn at(text: &str) -> (Part, String, String, String) {
        at_in(text, false)
    }

    fn at_in(text: &str, is_markdown: bool) -> (Part, String, String, String) {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let found = place(&text, is_markdown, offset).unwrap();
        let word = text[found.word.range()].to_owned();
        (found.part, found.field(), word, found.beside.join(" "))
    }

    fn is(text: &str, part: Part, path: &str, word: &str) {
        let (found, at, written, _) = at(text);
        assert_eq!((found, &*at, &*written), (part, path, word), "{text:?}");
    }

    #[test]
    fn a_value_that_is_not_there_yet_has_its_path() {
        is("kind: risk\nowner: |\ntitle: a\n", Part::Value, "owner", "");
        is("owner:|\n", Part::Value, "owner", "");
        is("owner: ja|ne # x\n", Part::Value, "owner", "jane");
        is("a:\n  b: 'ja|ne'\n", Part::Value, "a.b", "jane");
        is("a: \"ja|\nb: c\n", Part::Value, "a", "ja");
    }

    #[test]
    fn brackets_that_do_not_close_end_where_the_next_key_begins() {
        is("treats: [a, |\nowner: jane\n", Part::Value, "treats[1]", "");
        is("treats: [a, b|\n", Part::Value, "treats[1]", "b");
        // A blank that is no blank of YAML is passed as a whole.
        is("tags: [a,\u{a0}]\nowner: j|\n", Part::Value, "owner", "j");
        is("tags: [\u{3000}, b|]\n", Part::Value, "tags[1]", "b");
        is("treats: [|]\n", Part::Value, "treats[0]", "");
        is("treats: [a\nowner: j|\n", Part::Value, "owner", "j");
        is(
            "a:\n  b: [\n    c,\n    d|\n  ]\n",
            Part::Value,
            "a.b[1]",
            "d",
        );
        is("a:\n  - {x: 1, y|\n  - {z: 2}\n", Part::Key, "a[0]", "y");
        is("a: {x: 1, y: |}\n", Part::Value, "a.y", "");
        is("a:\n- {x: 1}\n- {z: |\n", Part::Value, "a[1].z", "");
    }

    #[test]
    fn items_of_lists_are_counted_at_both_indentations() {
        is("a:\n  - x\n  - |\n", Part::Start, "a[1]", "");
        is("a:\n- x\n- |\n", Part::Start, "a[1]", "");
        is("a:\n- b: 1\n  c: |\n", Part::Value, "a[0].c", "");
        is("a:\n  - b: 1\n    |\n", Part::Start, "a[0]", "");
        is("a:\n  - b: 1\n  |\n", Part::Start, "a", "");
        is("a:\n- b: 1\n|\nc: 2\n", Part::Start, "", "");
        is("- - a\n  - |\n", Part::Start, "[0][1]", "");
    }

    #[test]
    fn half_a_key_stands_in_its_map_with_the_keys_beside_it() {
        let (part, path, word, beside) = at("a:\n  x: 1\n  ow|\n  y: 2\nb: 3\n");
        assert_eq!((part, &*path, &*word), (Part::Start, "a", "ow"));
        assert_eq!(beside, "x y");
        let (part, path, word, beside) = at("a: 1\now|ner: jane\nb: 3\n");
        assert_eq!((part, &*path, &*word), (Part::Key, "", "owner"));
        assert_eq!(beside, "a b");
    }

    #[test]
    fn texts_and_comments_are_told_apart_from_values() {
        is(
            "a: |-\n  b: |c\nd: 1\n".replacen("|-", ">-", 1).as_str(),
            Part::Text,
            "a",
            "b: c",
        );
        is(
            "a: 1 # isms: allow(|\n",
            Part::Comment,
            "a",
            "# isms: allow(",
        );
        is(
            "# isms: al|low(x)\na: 1\n",
            Part::Comment,
            "",
            "# isms: allow(x)",
        );
        is("a: b\n  c |d\n", Part::Text, "a", "c d");
    }

    #[test]
    fn a_document_ends_at_its_separators() {
        let text = "kind: a\n---\nkind: b\nid: |\n---\nkind: c\n";
        let offset = text.find('|').unwrap();
        let found = place(&text.replacen('|', "", 1), false, offset).unwrap();
        assert_eq!(
            (found.said("kind"), found.field()),
            (Some("b"), "id".into())
        );
        assert_eq!(place("a: 1\n---\n", false, 6), None);
    }

    #[test]
    fn front_matter_is_a_document_and_the_text_below_is_none() {
        let found = at_in("---\nkind: policy\nowner: |\n---\n# Title: x\n", true);
        assert_eq!((found.0, &*found.1), (Part::Value, "owner"));
        assert_eq!(place("---\na: 1\n---\nb: 2\n", true, 14), None);
        assert_eq!(place("b: 2\n", true, 2), None);
        assert!(place("---\na: \n\n# b", true, 7).is_some());
    }

    #[test]
    fn every_line_end_and_a_byte_order_mark_are_read() {
        is(
            "\u{feff}a: 1\r\nowner: j|\r\nb: 2\r\n",
            Part::Value,
            "owner",
            "j",
        );
        is("a: 1\rb: |\rc: 3\r", Part::Value, "b", "");
        is("a: ü表|😀\n", Part::Value, "a", "ü表😀");
        is("a:\n\t- |\n", Part::Start, "a[0]", "");
    }

    #[test]
    fn deep_brackets_end_somewhere() {
        let text = "a: ".to_owned() + &"[{a: ".repeat(50_000);
        let _ = place(&text, false, text.len());
    }
}
