//! Walks the tree of a Markdown text once and keeps its parts.

use super::block::Block;
use super::front;
use super::parts::{Comment, Heading, Link, Markdown, options};
use super::places::Places;
use crate::text::source::Span;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{NodeLink, NodeValue};
use comrak::{Anchorizer, Arena, Node, parse_document};

/// Reads a whole text. It never fails: whatever it is, it is Markdown.
pub fn read(text: &str) -> Markdown {
    let (front, body, problem) = front::split(text);
    let arena = Arena::new();
    let root = parse_document(&arena, &text[body..], &options());
    let mut walk = Walk {
        places: Places::new(text, body),
        found: Markdown {
            front,
            body: Span::new(body, text.len()),
            problems: problem.into_iter().collect(),
            ..Markdown::default()
        },
        anchors: Anchorizer::new(),
        block: None,
        waiting: Vec::new(),
    };
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => walk.enter(node),
            NodeEdge::End(node) => walk.leave(node),
        }
    }
    walk.finish()
}

struct Walk<'a> {
    places: Places<'a>,
    found: Markdown,
    anchors: Anchorizer,
    /// The block of text that is being read.
    block: Option<Block>,
    /// Comments, by index, that wait for the block below them.
    waiting: Vec<usize>,
}

impl Walk<'_> {
    fn enter(&mut self, node: Node<'_>) {
        let data = node.data();
        let span = self.places.span(data.sourcepos);
        if data.value.block() && !matches!(data.value, NodeValue::HtmlBlock(_)) {
            let target = self.places.trimmed(data.sourcepos);
            for comment in self.waiting.drain(..) {
                self.found.comments[comment].target = Some(target);
            }
        }
        match &data.value {
            NodeValue::Heading(heading) => self.heading(node, heading.level),
            NodeValue::Link(link) => self.link(node, link, false),
            NodeValue::Image(link) => self.link(node, link, true),
            NodeValue::HtmlBlock(_) => self.comments(span),
            NodeValue::HtmlInline(_) => self.comments(span),
            _ => {}
        }
        if data.value.contains_inlines() {
            self.block = Some(Block::new(self.places.trimmed(data.sourcepos)));
        }
        let Some(block) = &mut self.block else { return };
        match &data.value {
            NodeValue::Text(text) => block.push(text, span, self.places.slice(span)),
            // `<company>` is a tag to Markdown, and a blank to be filled in to people.
            NodeValue::HtmlInline(tag) if !tag.starts_with("<!") => {
                block.push(tag, span, self.places.slice(span));
            }
            NodeValue::Code(_) | NodeValue::SoftBreak | NodeValue::LineBreak => {
                block.push_blank(span);
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: Node<'_>) {
        let value = &node.data().value;
        if value.contains_inlines() {
            self.found.blocks.extend(self.block.take());
        }
        if !matches!(value, NodeValue::HtmlBlock(_)) {
            self.waiting.clear();
        }
    }

    fn heading(&mut self, node: Node<'_>, level: u8) {
        let text = node.collect_text();
        self.found.headings.push(Heading {
            level,
            span: self.places.trimmed(node.data().sourcepos),
            anchor: self.anchors.anchorize(&text),
            text,
        });
    }

    fn link(&mut self, node: Node<'_>, link: &NodeLink, image: bool) {
        let whole = self.places.span(node.data().sourcepos);
        let text_end = match node.last_child() {
            Some(child) => self.places.span(child.data().sourcepos).end,
            None => whole.start,
        };
        let after = Span {
            start: text_end.clamp(whole.start, whole.end),
            end: whole.end,
        };
        let found = self.places.slice(after).find(&link.url);
        let span = found.filter(|_| !link.url.is_empty()).map(|at| {
            let start = after.start as usize + at;
            Span::new(start, start + link.url.len())
        });
        self.found.links.push(Link {
            destination: link.url.clone(),
            span: span.unwrap_or(whole),
            image,
        });
    }

    /// Keeps the comments to the tool in a piece of HTML; one without end goes on to its end.
    fn comments(&mut self, html: Span) {
        let text = self.places.slice(html);
        let mut at = 0;
        while let Some(open) = text[at..].find("<!--").map(|found| at + found) {
            let inside = open + "<!--".len();
            let close = text[inside..].find("-->").map(|found| inside + found);
            let end = close.map_or(text.len(), |close| close + "-->".len());
            let words = &text[inside..close.unwrap_or(text.len())];
            if words.contains("isms:") {
                let start = html.start as usize;
                self.comment(Span::new(start + open, start + end), words);
            }
            at = end;
        }
    }

    fn comment(&mut self, span: Span, text: &str) {
        let target = self.block.as_ref().map(|block| block.span);
        if target.is_none() {
            self.waiting.push(self.found.comments.len());
        }
        self.found.comments.push(Comment {
            span,
            text: text.to_owned(),
            target,
        });
    }

    fn finish(self) -> Markdown {
        let mut found = self.found;
        // Footnotes come last in the tree, wherever they are written.
        found.headings.sort_by_key(|heading| heading.span);
        found.links.sort_by_key(|link| link.span);
        found.comments.sort_by_key(|comment| comment.span);
        found.blocks.sort_by_key(|block| block.span);
        found
    }
}
