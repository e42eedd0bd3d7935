//! The rule `unquoted-number`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// Text that looks like a number stands without quotes.
    ///
    /// YAML reads `1.10` as the number 1.1 and `5.10` as 5.1: version 1.10 would become version
    /// 1.1, and a reference to clause 7.10 one to 7.1.
    ///
    /// Put it in quotes.
    ///
    /// `isms fix` does, and writes `A.5.17` where a control is named by its number alone.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: 1.10
    /// #        ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.10"
    /// ```
    "unquoted-number" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
