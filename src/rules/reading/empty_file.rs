//! The rule `empty-file`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A file holds no document.
    ///
    /// A file that was begun and left, or emptied by mistake, looks like a part of the ISMS and
    /// says nothing.
    ///
    /// Write a document that begins with `kind:`, or delete the file. Comments alone are no
    /// document.
    ///
    /// ```yaml wrong
    /// # The devices will be listed here.
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: phones
    /// title: Phones of staff
    /// type: hardware
    /// ```
    "empty-file" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check None;
}
