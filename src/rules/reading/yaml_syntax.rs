//! The rule `yaml-syntax`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// The text is not YAML, or the front matter of a Markdown file has no end.
    ///
    /// Everything above the mistake was read, everything below it in the same document was not;
    /// documents after the next `---` were. Nothing is judged that may stand in what was not read.
    ///
    /// The place is where the reader noticed, which may be below the mistake. Look for a colon
    /// followed by a blank or a number sign after a blank inside a value (put the value in quotes),
    /// for brackets and quotes that are never closed, for tabs, and for lines that are indented
    /// differently from their neighbours.
    ///
    /// `isms fix` puts a value with a colon in it in quotes, and indents what stands too far left inside
    /// brackets; all else is left to you.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: backups
    /// title: Backups: nightly and weekly
    /// type: information
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: backups
    /// title: "Backups: nightly and weekly"
    /// type: information
    /// ```
    "yaml-syntax" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
