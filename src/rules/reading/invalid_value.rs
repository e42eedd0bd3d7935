//! The rule `invalid-value`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A value is none of those that its field may have.
    ///
    /// Reports, levels and dates are computed from these values, so there is one way to write each
    /// of them: `modify`, `retain`, `avoid` and `share` for the options of a treatment,
    /// `YYYY-MM-DD` for days, `12m` for periods.
    ///
    /// Write one of the values that the message names. What is usually written instead, such as
    /// `mitigate`, `accept` or `31.12.2026`, is recognised, and the right form proposed.
    ///
    /// `isms fix` writes the one form for the usual others: `modify` for `mitigate`, `2026-12-31` for
    /// `31.12.2026`, `12m` for `12 months`, `A.5.17` for `A 5.17`. What could mean two things, such as
    /// 03/04/2026, is left to `--unsafe`.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 3}
    /// treatment:
    ///   options: [mitigate]
    /// #           ^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 3}
    /// treatment:
    ///   options: [modify]
    /// ```
    "invalid-value" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
