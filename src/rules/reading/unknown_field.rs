//! The rule `unknown-field`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A field is none of this kind of document.
    ///
    /// A misspelt field would otherwise be ignored in silence: the owner, the date or the
    /// acceptance that somebody wrote would not count, and nobody would notice before the audit.
    ///
    /// Correct the name; the nearest field is proposed. Free remarks belong in `notes`, a longer
    /// explanation in `description`, words to group by in `tags`.
    ///
    /// `isms fix` writes the nearest name where nothing else can have been meant; `--unsafe` also where it
    /// is only likely.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// cia: {confidentality: 3}
    /// #     ^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// cia: {confidentiality: 3}
    /// ```
    "unknown-field" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
