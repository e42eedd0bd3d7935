//! The rule `wrong-file-type`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A policy stands in a YAML file, or another document in the front matter of a Markdown file.
    ///
    /// A policy is a text that people read: its fields stand above the text, in the front matter of
    /// one Markdown file. All other documents are data and have no text of their own.
    ///
    /// Move the document to a file of the right type. Of a document without front matter in a file that ends in
    /// `.md` nothing can be read at all.
    ///
    /// ```yaml wrong
    /// kind: policy
    /// #     ^^^^^^
    /// id: clear-desk
    /// title: Clear desk and screen
    /// type: policy
    /// ```
    ///
    /// ```yaml wrong
    /// # file: isms/suppliers.md
    /// kind: supplier
    /// #     ^^^^^^^^
    /// id: cloud
    /// title: Cloud Ltd
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/clear-desk.md
    /// ---
    /// kind: policy
    /// id: clear-desk
    /// title: Clear desk and screen
    /// type: policy
    /// ---
    /// Whoever leaves a desk locks the screen and puts papers away.
    /// ```
    "wrong-file-type" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check None;
}
