//! What can be written at a place, and the mark that is put there.

/// Marks the cursor while the text is taken apart; no YAML text may hold it.
pub(super) const MARK: char = '\u{1}';

/// What is written at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A key that a colon follows, or the first word in a place of a map within brackets.
    Key,
    /// The value of a key on its line, or an item within brackets.
    Value,
    /// The first word of a line or behind a dash, with no colon yet: a value, or a key to be.
    Start,
    /// A comment.
    Comment,
    /// A text of several lines.
    Text,
}
