//! Markdown as a plain tree for output that is not HTML: kinds of nodes, texts, and nothing to run.

use super::html::{bend_links, remove_comments, scheme};
use super::parts::options;
use comrak::nodes::{ListType, NodeValue, TableAlignment};
use comrak::{Arena, Node, parse_document};
use serde_json::{Value, json};

/// Below this nothing is nested any further: what stands deeper is given as its text alone, because a
/// typesetter, unlike a parser, goes down by calling itself.
const DEEPEST: usize = 16;

/// No address is longer, in bytes: what is would be no address to its readers either.
const LONGEST: usize = 2000;

/// A body as a list of nodes, each `{"is": KIND, "all": [NODES]}` with what else its kind has: `level` of
/// a heading (from 1, none left out), `text`, `to` of a link, `ordered` and `start` of a list, `done` of an
/// item (`null` when it is no task), `align` of a table, `header` of a row, `number` of a footnote and of
/// what refers to it. A link within the repository is its text, and a picture is the words that stand for
/// it; comments vanish.
pub fn tree(body: &str) -> Value {
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options());
    remove_comments(root);
    bend_links(root, &|to| match scheme(to) {
        Some(_) if to.len() <= LONGEST => to.to_owned(),
        _ => "nowhere:".to_owned(),
    });
    Growing::default().children(root, DEEPEST)
}

#[derive(Default)]
struct Growing {
    /// The levels, as written, of the headings that the next text stands under.
    under: Vec<u8>,
    /// How many footnotes there were.
    notes: usize,
}

impl Growing {
    fn children(&mut self, node: Node<'_>, depth: usize) -> Value {
        node.children()
            .filter_map(|child| self.node(child, depth))
            .collect()
    }

    /// The node; `None` when there is nothing to show of it.
    fn node(&mut self, node: Node<'_>, depth: usize) -> Option<Value> {
        if depth == 0 {
            return shown(&words(node));
        }
        let value = &node.data().value;
        let mut grown = own(value);
        match value {
            NodeValue::Heading(heading) if !words(node).trim().is_empty() => {
                grown["level"] = self.level(heading.level).into();
            }
            NodeValue::Heading(_) => return None,
            NodeValue::FootnoteDefinition(_) => {
                self.notes += 1;
                grown["number"] = self.notes.into();
            }
            NodeValue::Link(link) if words(node).trim().is_empty() => {
                grown["all"] = json!([{"is": "text", "text": link.url}]);
                return Some(grown);
            }
            _ => {}
        }
        grown["all"] = self.children(node, depth - 1);
        Some(grown)
    }

    /// The level of a heading among those above it: a level that was left out does not count.
    fn level(&mut self, written: u8) -> usize {
        while self.under.last().is_some_and(|above| *above >= written) {
            self.under.pop();
        }
        self.under.push(written);
        self.under.len()
    }
}

fn shown(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!({"is": "text", "text": text}))
}

/// What a node is of itself, without what is in it.
fn own(value: &NodeValue) -> Value {
    let text = |text: &str| json!({"is": "text", "text": text});
    match value {
        NodeValue::Paragraph => json!({"is": "paragraph"}),
        NodeValue::Heading(_) => json!({"is": "heading"}),
        NodeValue::BlockQuote => json!({"is": "quote"}),
        NodeValue::List(list) => json!({
            "is": "list", "ordered": list.list_type == ListType::Ordered, "start": list.start,
            "tight": list.tight,
        }),
        NodeValue::Item(_) => json!({"is": "item", "done": null}),
        NodeValue::TaskItem(task) => json!({"is": "item", "done": task.symbol.is_some()}),
        NodeValue::CodeBlock(code) => json!({"is": "code", "text": code.literal.trim_end()}),
        NodeValue::HtmlBlock(html) => json!({"is": "code", "text": html.literal.trim_end()}),
        NodeValue::ThematicBreak => json!({"is": "rule"}),
        NodeValue::Table(table) => json!({
            "is": "table", "align": table.alignments.iter().map(side).collect::<Vec<_>>(),
        }),
        NodeValue::TableRow(header) => json!({"is": "row", "header": header}),
        NodeValue::TableCell => json!({"is": "cell"}),
        NodeValue::FootnoteDefinition(_) => json!({"is": "note"}),
        NodeValue::FootnoteReference(to) => json!({"is": "reference", "number": to.ix}),
        NodeValue::Text(words) => text(words),
        NodeValue::HtmlInline(html) => text(html),
        NodeValue::SoftBreak => text(" "),
        NodeValue::LineBreak => json!({"is": "break"}),
        NodeValue::Code(code) => json!({"is": "literal", "text": code.literal}),
        NodeValue::Emph => json!({"is": "emphasis"}),
        NodeValue::Strong => json!({"is": "strong"}),
        NodeValue::Strikethrough => json!({"is": "struck"}),
        NodeValue::Link(link) => json!({"is": "link", "to": link.url}),
        _ => json!({"is": "group"}),
    }
}

fn side(alignment: &TableAlignment) -> &'static str {
    match alignment {
        TableAlignment::Right => "right",
        TableAlignment::Center => "center",
        TableAlignment::None | TableAlignment::Left => "left",
    }
}

/// The text below a node without its markup.
fn words(node: Node<'_>) -> String {
    let mut words = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::HtmlInline(html) => words.push_str(html),
            NodeValue::CodeBlock(code) => words.push_str(&code.literal),
            NodeValue::HtmlBlock(html) => words.push_str(&html.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(body: &str) -> Vec<u64> {
        let tree = tree(body);
        let nodes = tree.as_array().expect("a list");
        nodes
            .iter()
            .filter_map(|node| node["level"].as_u64())
            .collect()
    }

    #[test]
    fn headings_begin_at_one_and_leave_no_level_out() {
        assert_eq!(
            levels("## a\n#### b\n##### c\n#### d\n## e\n"),
            [1, 2, 3, 2, 1]
        );
        assert_eq!(levels("### a\n# b\n## c\n"), [1, 1, 2]);
        assert_eq!(levels("#\n\n## ![](x.png)\n\n# a\n"), [1]);
    }

    #[test]
    fn a_link_stays_only_when_it_leads_to_an_address_that_runs_nothing() {
        let all = tree("[a](https://example.com) [b](other.md) [c](javascript:x) [](mailto:x@y)\n");
        let nodes = all[0]["all"].as_array().expect("a list");
        let to: Vec<&str> = nodes
            .iter()
            .filter_map(|node| node["to"].as_str())
            .collect();
        assert_eq!(to, ["https://example.com", "mailto:x@y"]);
        assert!(all.to_string().contains(r#""text":"b""#));
        assert!(all.to_string().contains(r#""text":"c""#));
        assert!(all.to_string().contains(r#""text":"mailto:x@y""#));
    }

    #[test]
    fn what_is_nested_too_deeply_is_still_there_as_text() {
        let body = format!("{}deep `code`\n", "> ".repeat(200));
        assert!(tree(&body).to_string().contains(r#""text":"deep code""#));
    }

    #[test]
    fn lists_tables_and_footnotes_keep_what_they_are() {
        let body = "3. a\n4. b\n\n- [x] done\n- [ ] open\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nx[^n]\n\n[^n]: why\n";
        let tree = tree(body);
        assert_eq!(
            (&tree[0]["ordered"], &tree[0]["start"]),
            (&true.into(), &3.into())
        );
        assert_eq!(tree[1]["all"][0]["done"], true);
        assert_eq!(tree[1]["all"][1]["done"], false);
        assert_eq!(tree[2]["align"], json!(["left", "right"]));
        assert_eq!(tree[2]["all"][0]["header"], true);
        assert_eq!(tree[3]["all"][1]["number"], 1);
        assert_eq!(tree[4]["number"], 1);
    }

    #[test]
    fn comments_vanish_and_other_html_is_text() {
        let all = tree("a <!-- isms: x --> <b>\n\n<!-- y -->\n\n<div>\n").to_string();
        assert!(!all.contains("isms:") && !all.contains(" y "), "{all}");
        assert!(all.contains("<b>") && all.contains("<div>"), "{all}");
    }
}
