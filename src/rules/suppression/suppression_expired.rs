//! The rule `suppression-expired`.

use crate::rules::rule::{ERROR, WARNING, levels, rule};

rule! {
    /// The day until which a suppression held has passed.
    ///
    /// Whoever wrote it promised to look again by then. The finding is shown again, and so is the promise.
    ///
    /// Mend the finding and remove the comment, or decide anew: a new day and a reason that still holds.
    /// `isms fix --unsafe` removes the comment; the finding stays until it is mended.
    ///
    /// `isms fix --unsafe` removes the comment.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// # isms: allow(asset-without-value) until 2026-06-30: valued in the next round
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
    "suppression-expired" in "suppression",
    clauses ["7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix true,
    check None;
}
