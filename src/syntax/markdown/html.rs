//! Markdown to HTML that is safe to publish: no raw HTML, no script, nothing loaded from elsewhere.

use super::parts::options;
use comrak::adapters::{HeadingAdapter, HeadingMeta};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{NodeValue, Sourcepos};
use comrak::options::Plugins;
use comrak::{Anchorizer, Arena, Node, format_html_with_plugins, parse_document};
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Schemes that a link may lead to; anything else (`javascript:`, `data:`, …) loses its link.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Renders a body. Raw HTML is shown as text and comments vanish; every destination of a link or
/// picture passes through `rewrite`; a link to a scheme that could run something becomes plain text,
/// and a picture from elsewhere becomes a link to it, because a page loads nothing by itself.
///
/// # Panics
/// Never: text takes what is written to it.
pub fn html(body: &str, rewrite: &dyn Fn(&str) -> String) -> String {
    let arena = Arena::new();
    let mut options = options();
    options.render.escape = true;
    let root = parse_document(&arena, body, &options);
    remove_comments(root);
    bend_links(root, rewrite);
    let headings = Headings::default();
    let mut plugins = Plugins::default();
    plugins.render.heading_adapter = Some(&headings);
    let mut out = String::with_capacity(body.len() * 2);
    format_html_with_plugins(root, &options, &mut out, &plugins)
        .expect("internal error: writing to a text cannot fail");
    out
}

pub(super) fn remove_comments(root: Node<'_>) {
    let is_comment = |node: &Node<'_>| match &node.data().value {
        NodeValue::HtmlBlock(block) => is_comment(block.literal.trim()),
        NodeValue::HtmlInline(literal) => literal.starts_with("<!--"),
        _ => false,
    };
    let comments: Vec<Node<'_>> = root.descendants().filter(is_comment).collect();
    comments.into_iter().for_each(|comment| comment.detach());
}

/// Whether a block of HTML is one comment and nothing else.
fn is_comment(literal: &str) -> bool {
    literal
        .strip_prefix("<!--")
        .is_some_and(|rest| rest.find("-->").is_none_or(|end| end + 3 == rest.len()))
}

/// What becomes of a link or picture.
enum Fate {
    /// It stays, with this destination.
    Stays(String),
    /// A picture becomes a link to this destination.
    Link(String),
    /// Its text alone stays.
    Text,
}

pub(super) fn bend_links(root: Node<'_>, rewrite: &dyn Fn(&str) -> String) {
    let mut fates = Vec::new();
    // Links and pictures on the way down: how many others had ended when each began.
    let mut open: Vec<usize> = Vec::new();
    let mut ended = 0;
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) if is_link(node) => open.push(ended),
            NodeEdge::End(node) if is_link(node) => {
                let alone = open.pop() == Some(ended) && open.is_empty();
                ended += 1;
                fates.push((node, fate(node, alone, rewrite)));
            }
            _ => {}
        }
    }
    for (node, fate) in fates {
        meet(node, fate);
    }
}

fn is_link(node: Node<'_>) -> bool {
    let value = &node.data().value;
    matches!(value, NodeValue::Link(_) | NodeValue::Image(_))
}

/// `alone`: no other link or picture is in it, nor is it in one.
fn fate(node: Node<'_>, alone: bool, rewrite: &dyn Fn(&str) -> String) -> Fate {
    match &node.data().value {
        NodeValue::Link(link) => match rewrite(&link.url) {
            to if is_harmless(&to) => Fate::Stays(to),
            _ => Fate::Text,
        },
        NodeValue::Image(image) => match rewrite(&image.url) {
            to if !is_harmless(&to) => Fate::Text,
            to if !is_elsewhere(&to) => Fate::Stays(to),
            to if alone => Fate::Link(to),
            _ => Fate::Text,
        },
        _ => Fate::Text,
    }
}

fn meet(node: Node<'_>, fate: Fate) {
    match fate {
        Fate::Stays(to) => {
            if let NodeValue::Link(link) | NodeValue::Image(link) = &mut node.data_mut().value {
                link.url = to;
            }
        }
        Fate::Link(to) => {
            let mut data = node.data_mut();
            if let NodeValue::Image(image) = &mut data.value {
                let mut link = std::mem::take(image);
                link.url = to;
                data.value = NodeValue::Link(link);
            }
        }
        Fate::Text => {
            let children: Vec<Node<'_>> = node.children().collect();
            for child in children {
                node.insert_before(child);
            }
            node.detach();
        }
    }
}

/// The scheme of a destination, as a browser would find it.
pub(super) fn scheme(url: &str) -> Option<String> {
    let seen: String = url
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let (scheme, _) = seen.split_once(':')?;
    (!scheme.contains(['/', '?', '#'])).then(|| scheme.to_ascii_lowercase())
}

/// Whether following the destination runs nothing.
fn is_harmless(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| SCHEMES.contains(&&*scheme))
}

/// Whether the destination lies outside the site.
fn is_elsewhere(url: &str) -> bool {
    let slashes = url.trim_start().replace('\\', "/");
    scheme(url).is_some() || slashes.starts_with("//")
}

/// Writes headings with the ids that `read` gives as anchors, in the same order.
#[derive(Default)]
struct Headings {
    anchors: Mutex<Anchorizer>,
}

impl HeadingAdapter for Headings {
    fn enter(
        &self,
        out: &mut dyn fmt::Write,
        heading: &HeadingMeta,
        _: Option<Sourcepos>,
    ) -> fmt::Result {
        let mut anchors = self.anchors.lock().unwrap_or_else(PoisonError::into_inner);
        // An anchor holds letters, digits, `-` and `_` only.
        match anchors.anchorize(&heading.content) {
            id if id.is_empty() => write!(out, "<h{}>", heading.level),
            id => write!(out, "<h{} id=\"{id}\">", heading.level),
        }
    }

    fn exit(&self, out: &mut dyn fmt::Write, heading: &HeadingMeta) -> fmt::Result {
        writeln!(out, "</h{}>", heading.level)
    }
}
