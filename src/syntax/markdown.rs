//! Markdown text to its parts with places: front matter, headings, links, comments, blocks; to HTML, and to a plain tree.

mod front;

mod block;

mod places;

mod parts;

mod walk;

mod html;

mod cut;

mod tree;

#[cfg(test)]
mod tests;

pub use block::Block;
pub use cut::{Cutter, cut};
pub use front::FrontMatter;
pub use html::html;
pub use parts::{Comment, Heading, Link, Markdown};
pub use tree::tree;
pub use walk::read;
