//! The rule `suppression-malformed`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A comment to the tool cannot be understood, or excuses what cannot be excused.
    ///
    /// Silencing a finding is a decision. It names the rule, the day until which it holds and the reason,
    /// so that an auditor reads it as one; without them nothing is silenced. Findings that say that a
    /// document cannot be read cannot be excused, for nothing behind them was judged; nor can findings about
    /// suppressions.
    ///
    /// Write `isms: allow(rule) until YYYY-MM-DD: reason`, several rules with commas. Where a rule, a day and
    /// a reason stand in the comment, `isms fix` gives it that form; it takes out names that cannot be excused,
    /// and invents nothing.
    ///
    /// `isms fix` writes it in that form where all of it is said in another one.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// # isms: allow(asset-without-value): valued in the next round
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: jane
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// # isms: allow(asset-without-value) until 2027-03-31: valued in the next round
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: jane
    /// ```
    "suppression-malformed" in "suppression",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
