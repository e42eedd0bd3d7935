//! Texts as YAML scalars, quoted only when they would otherwise be read as something else.

use crate::syntax::node::Value;
use crate::syntax::scalar::plain;

/// How a scalar is quoted in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// As few as possible.
    Fewest,
    /// `'…'`, where that is possible.
    Single,
    /// `"…"`.
    Double,
}

/// A text as the value of a key or item in block style (not between brackets).
pub fn scalar(text: &str) -> String {
    write(text, false, Quotes::Fewest)
}

/// A text that is safe everywhere: between brackets and as a key too.
pub fn scalar_in_flow(text: &str) -> String {
    write(text, true, Quotes::Fewest)
}

pub(super) fn write(text: &str, in_flow: bool, quotes: Quotes) -> String {
    let one_line = !text.chars().any(must_be_escaped);
    match quotes {
        Quotes::Fewest if one_line && is_plain(text, in_flow) => text.to_owned(),
        Quotes::Single if one_line => single(text),
        Quotes::Fewest if one_line && text.contains(['"', '\\']) => single(text),
        _ => double(text),
    }
}

/// Whether the text without quotes is read as itself.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let ends = |c: char| c == ' ' || (in_flow && is_bracket(c));
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else {
        return false;
    };
    let begins = match first {
        '-' | '?' | ':' => second.is_some_and(|c| !ends(c)),
        ' ' | ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"'
        | '%' | '@' | '`' => false,
        _ => true,
    };
    let marker = text.starts_with("---") || text.starts_with("...");
    let colon = text
        .match_indices(':')
        .any(|(at, _)| text[at + 1..].chars().next().is_none_or(ends));
    let ends_early = colon || text.contains(" #") || text.ends_with(' ');
    let brackets = in_flow && text.contains(is_bracket);
    let is_text = matches!(plain(text), Some(Value::Text(_)));
    begins && is_text && !(marker || ends_early || brackets)
}

fn is_bracket(c: char) -> bool {
    matches!(c, ',' | '[' | ']' | '{' | '}')
}

/// What cannot stand in a line of YAML as it is.
fn must_be_escaped(c: char) -> bool {
    let unprintable = matches!(
        c,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    );
    c.is_control() || unprintable
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if must_be_escaped(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::node::Node;
    use crate::syntax::yaml;
    use proptest::prelude::*;

    fn read(text: &str, path: &str) -> Option<String> {
        let yaml = yaml::read(text, 0);
        assert!(yaml.problems.is_empty(), "{text:?} {:?}", yaml.problems);
        yaml.documents[0]
            .node
            .at(path)
            .and_then(Node::text)
            .map(str::to_owned)
    }

    #[test]
    fn only_what_needs_quotes_gets_them() {
        for text in [
            "Staff travel; it cannot stop.",
            "2026-11-20",
            "A.5.10",
            "v1:sha256:ab",
            "a, b [c]",
            "-5x",
            "it's",
            "yes",
            "a#b",
            "https://a.b/c?d=e",
            "ä\u{1f600}",
        ] {
            assert_eq!(scalar(text), text);
        }
        assert_eq!(scalar("5.10"), "\"5.10\"");
        assert_eq!(scalar("a: b"), "\"a: b\"");
        assert_eq!(scalar("# \"x\""), "'# \"x\"'");
        assert_eq!(scalar("a\nb\t\u{feff}"), "\"a\\nb\\t\\uFEFF\"");
        assert_eq!(scalar_in_flow("a, b"), "\"a, b\"");
        assert_eq!(scalar_in_flow("v1:sha256:ab"), "v1:sha256:ab");
    }

    proptest! {
        #[test]
        fn reading_gives_the_text_back(
            text in prop_oneof![
                any::<String>(),
                proptest::collection::vec(
                    prop::sample::select(vec![
                        "a", " ", ":", "#", "-", "?", ",", "[", "]", "{", "}", "'", "\"", "\\", "\n", "\r", "\t", "1", ".", "~", "null", "true", "&", "*",
                        "!", "|", ">", "%", "@", "`", "---", "...", "\u{85}", "\u{a0}", "\u{feff}", "\u{2028}", "=", "<<", "e", "0x", ".inf", "\0", "\u{7f}",
                    ]),
                    0..6,
                ).prop_map(|parts| parts.concat()),
            ],
        ) {
            let (block, flow) = (scalar(&text), scalar_in_flow(&text));
            prop_assert_eq!(read(&format!("k: {block} # c\n"), "k"), Some(text.clone()));
            prop_assert_eq!(read(&format!("- {block}\n"), "[0]"), Some(text.clone()));
            prop_assert_eq!(read(&format!("k: [{flow}, {{k: {flow}}}]\n"), "k[0]"), Some(text.clone()));
            prop_assert_eq!(read(&format!("k: [{flow}, {{k: {flow}}}]\n"), "k[1].k"), Some(text.clone()));
            let key = yaml::read(&format!("{flow}: x\n"), 0);
            prop_assert_eq!(&*key.documents[0].node.entries()[0].key, &*text);
        }
    }
}
