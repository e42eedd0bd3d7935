//! Markdown from which some links and words are taken out, written anew from its tree: what the tree does
//! not hold (comments, raw HTML, definitions that nothing uses) is not in the new text either.

use super::parts::options;
use comrak::nodes::NodeValue;
use comrak::{Arena, Node, format_commonmark, parse_document};
use std::borrow::Cow;

/// What is to be taken out of a text.
#[derive(Clone, Copy)]
pub struct Cutter<'a> {
    /// Where a destination leads in the new text; `None` takes the link out, its words too.
    pub leads: &'a dyn Fn(&str) -> Option<String>,
    /// A run of text as it may be read.
    pub words: &'a dyn Fn(&str) -> String,
    /// What stands in place of a link that is taken out.
    pub instead: &'a str,
}

/// The text without what the cutter takes out. Line breaks inside paragraphs become blanks, so that a name
/// is found that runs over one.
///
/// # Panics
/// Never: text takes what is written to it.
pub fn cut(body: &str, cutter: Cutter<'_>) -> String {
    let arena = Arena::new();
    let mut options = options();
    options.render.width = 0;
    let root = parse_document(&arena, body, &options);
    let raw = all(root, |value| {
        matches!(value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_))
    });
    raw.into_iter().for_each(|node| node.detach());
    for link in all(root, is_link) {
        bend(link, cutter);
    }
    let parents = all(root, |value| value.contains_inlines());
    let inside = all(root, |value| {
        matches!(
            value,
            NodeValue::Emph
                | NodeValue::Strong
                | NodeValue::Strikethrough
                | NodeValue::Link(_)
                | NodeValue::Image(_)
        )
    });
    parents.into_iter().chain(inside).for_each(join_texts);
    for node in root.descendants() {
        read_anew(&mut node.data_mut().value, cutter.words);
    }
    for block in all(root, |value| value.contains_inlines()) {
        let text = block.collect_text();
        if (cutter.words)(&text) != text {
            // A name that runs over the marks of a stress is in none of the runs alone.
            take_words(block, cutter.instead);
        }
    }
    let mut out = String::with_capacity(body.len());
    format_commonmark(root, &options, &mut out)
        .expect("internal error: writing to a text cannot fail");
    out
}

fn all<'n>(root: Node<'n>, is: impl Fn(&NodeValue) -> bool) -> Vec<Node<'n>> {
    let nodes = root.descendants();
    nodes.filter(|node| is(&node.data().value)).collect()
}

fn is_link(value: &NodeValue) -> bool {
    matches!(value, NodeValue::Link(_) | NodeValue::Image(_))
}

fn bend(node: Node<'_>, cutter: Cutter<'_>) {
    let leads = match &node.data().value {
        NodeValue::Link(link) | NodeValue::Image(link) => (cutter.leads)(&link.url),
        _ => return,
    };
    let value = &mut node.data_mut().value;
    match (leads, &mut *value) {
        (Some(to), NodeValue::Link(link) | NodeValue::Image(link)) => {
            link.title = (cutter.words)(&link.title);
            link.url = to;
        }
        _ => {
            *value = NodeValue::Text(Cow::Owned(cutter.instead.to_owned()));
            let below: Vec<Node<'_>> = node.children().collect();
            below.into_iter().for_each(|child| child.detach());
        }
    }
}

/// Leaves one text in a block, in the place of the first that stands in it.
fn take_words(block: Node<'_>, instead: &str) {
    let is_text = |node: &Node<'_>| matches!(node.data().value, NodeValue::Text(_));
    let Some(first) = block.descendants().find(is_text) else {
        return;
    };
    first.data_mut().value = NodeValue::Text(Cow::Owned(instead.to_owned()));
    let others: Vec<Node<'_>> = block.children().collect();
    first.detach();
    others.into_iter().for_each(|child| child.detach());
    block.append(first);
}

/// Makes one text of neighbours that the parser holds apart, across line breaks that mean nothing.
fn join_texts(parent: Node<'_>) {
    let children: Vec<Node<'_>> = parent.children().collect();
    let mut last: Option<Node<'_>> = None;
    for child in children {
        let text = match &child.data().value {
            NodeValue::Text(text) => Some(text.to_string()),
            NodeValue::SoftBreak => Some(" ".to_owned()),
            _ => None,
        };
        let Some(text) = text else {
            last = None;
            continue;
        };
        let Some(before) = last else {
            child.data_mut().value = NodeValue::Text(Cow::Owned(text));
            last = Some(child);
            continue;
        };
        if let NodeValue::Text(joined) = &mut before.data_mut().value {
            joined.to_mut().push_str(&text);
        }
        child.detach();
    }
}

fn read_anew(value: &mut NodeValue, words: &dyn Fn(&str) -> String) {
    match value {
        NodeValue::Text(text) => *text = Cow::Owned(words(text)),
        NodeValue::Code(code) => code.literal = words(&code.literal),
        NodeValue::CodeBlock(block) => {
            block.literal = words(&block.literal);
            block.info = words(&block.info);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_blue(body: &str) -> String {
        let cutter = Cutter {
            leads: &|to| (!to.contains("blue")).then(|| to.to_owned()),
            words: &|text| text.replace("Blue Bird", "(withheld)"),
            instead: "(withheld)",
        };
        cut(body, cutter)
    }

    #[test]
    fn a_link_goes_with_its_words_and_leaves_its_place() {
        let text = without_blue("See [the bird](../blue.md \"Bird\") and [home](home.md).\n");
        assert_eq!(text, "See (withheld) and [home](home.md).\n");
    }

    #[test]
    fn a_name_over_two_lines_is_found_in_text_code_and_tables() {
        let text = without_blue("A Blue\nBird, `Blue Bird`.\n\n| Blue Bird |\n| --- |\n| x |\n");
        assert!(!text.contains("Bird"), "{text}");
        assert_eq!(text.matches("withheld").count(), 3, "{text}");
        assert_eq!(without_blue("A *Blue* Bird, `x`.\n"), "(withheld)\n");
    }

    #[test]
    fn comments_html_and_unused_definitions_are_gone() {
        let text = without_blue(
            "<!-- secret -->\n\nA <b title=\"secret\">word</b>.\n\n[secret]: https://example.com/secret\n",
        );
        assert_eq!(text, "A word.\n");
    }

    #[test]
    fn what_is_not_cut_reads_the_same() {
        let body = "# Title\n\nText with *stress*.\n\n  - one\n  - two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n";
        let html = |text: &str| super::super::html(text, &str::to_owned);
        assert_eq!(html(&without_blue(body)), html(body));
    }
}
