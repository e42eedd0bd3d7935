//! The rule `suppression-unknown-rule`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A suppression names a rule that does not exist.
    ///
    /// It excuses nothing, although somebody believes that it does: a name misspelt, or a rule of another
    /// version.
    ///
    /// Correct the name; `isms rules` lists all. `isms fix --unsafe` writes the one that is nearest; where
    /// only its spelling differs, `isms fix` does.
    ///
    /// `isms fix` corrects a name that differs in case or hyphens only, `--unsafe` writes the nearest one.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// # isms: allow(asset-without-vlaue) until 2027-03-31: valued in the next round
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
    "suppression-unknown-rule" in "suppression",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix true,
    check None;
}
