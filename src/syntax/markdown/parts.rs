//! What a Markdown text holds, with places, and which Markdown it is.

use super::block::Block;
use super::front::FrontMatter;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use comrak::Options;

/// What a Markdown text holds; all places are bytes of the whole text, and all lists in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markdown {
    /// The YAML before the text, if there is any.
    pub front: Option<FrontMatter>,
    /// Everything after the front matter.
    pub body: Span,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Links and images.
    pub links: Vec<Link>,
    /// HTML comments that hold `isms:`; others are not kept.
    pub comments: Vec<Comment>,
    /// Paragraphs, headings and table cells as plain text.
    pub blocks: Vec<Block>,
    /// What is wrong; paths are empty until the file is known.
    pub problems: Vec<Diagnostic>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// The heading, marks included.
    pub span: Span,
    /// The fragment that leads here, as on GitHub, without `#`; empty when no letter is in the text.
    pub anchor: String,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, escapes resolved.
    pub destination: String,
    /// The destination, or the whole link when it is written elsewhere or with escapes.
    pub span: Span,
    /// Whether it is an image.
    pub image: bool,
}

/// A comment that may speak to the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What stands between.
    pub text: String,
    /// The block that it stands in or directly above, if there is one.
    pub target: Option<Span>,
}

/// How Markdown is read, for reading and rendering alike.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options
}
