//! The rule `suppression-unused`.

use crate::rules::rule::{WARNING, levels, rule};

rule! {
    /// A suppression excuses nothing.
    ///
    /// What it excused was mended, or it stands in the wrong place: it speaks of the field, the entry of a
    /// list or the document that begins on its line or the next, in Markdown of the block that holds it or the
    /// next one. Left where it is, it would hide the same defect later. Of rules that were not run, because
    /// they are off or need to be asked, and in files that could not be read whole nothing is said.
    ///
    /// Move the comment above what it is meant for, or remove it; `isms fix` removes the comment, or the
    /// names in it that excuse nothing.
    ///
    /// `isms fix` removes it; `--unsafe` also while some documents could not be judged, which it may be
    /// meant for.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// # isms: allow(asset-without-owner) until 2027-03-31: the team is being hired
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: jane
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// # isms: allow(asset-without-owner) until 2027-03-31: the team is being hired
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// ```
    "suppression-unused" in "suppression",
    clauses ["7.5.3"],
    levels levels(WARNING, WARNING, WARNING),
    fix true,
    check None;
}
