//! The rule `decision-uncommitted`.

use crate::rules::proved::proved;
use crate::rules::rule::{Case, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Brought;

rule! {
    /// A decision stands in the working tree alone.
    ///
    /// Git proves who took a decision by the commit that brought it; until there is one, nobody can tell
    /// who typed it, and nobody else sees it. A decision that signed evidence records is not named here.
    ///
    /// Let the person who decided run `git commit`.
    ///
    /// ```yaml wrong
    /// # proof: control/A.8.30 exclusion uncommitted
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion: {by: mary, on: 2026-11-19, reason: All software is bought; nobody develops for us.}
    /// #               ^^^^
    /// ```
    ///
    /// ```yaml right
    /// # proof: control/A.8.30 exclusion brought-by mary@x.example
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion: {by: mary, on: 2026-11-19, reason: All software is bought; nobody develops for us.}
    /// ```
    "decision-uncommitted" in "git",
    clauses ["7.5.2", "7.5.3"],
    levels levels(OFF, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let open = |proof: &crate::text::proof::Proof| {
        proof.brought == Brought::Uncommitted && proof.way.is_none()
    };
    let decisions = proved(case).filter(|decision| open(decision.proof));
    decisions
        .map(|decision| {
            let (name, person) = (decision.name(), decision.person());
            let message =
                format!("{name} is not committed, so nothing shows yet that {person} took it");
            let help = format!(
                "Let {person} run `git commit` with {}.",
                decision.document.file.path
            );
            decision.finding(RULE.info.name, message).help(help)
        })
        .collect()
}
