//! The rule `decision-unsigned`.

use crate::rules::proved::{Proved, commit, proved};
use crate::rules::rule::{Case, ERROR, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Signature;

rule! {
    /// The commit that proves a decision bears no signature that counts.
    ///
    /// Anybody can write any author into a commit. Where `git.signatures` in isms.toml is on, the commit
    /// that proves who decided has to be signed with a key of that person, or, where a trailer names them, of
    /// the author of the commit with the trailer. A decision that signed evidence records needs no such
    /// commit.
    ///
    /// Let the person who decided set up signing (`git config commit.gpgsign true`), list the key in the
    /// file that `git.allowed_signers` names, and commit the decision anew with a new `on`.
    ///
    /// ```yaml wrong
    /// # proof: risk/R-1 treatment.acceptance brought-by jane@x.example unsigned
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30}
    /// #                                             ^^^^
    /// ```
    ///
    /// ```yaml right
    /// # proof: risk/R-1 treatment.acceptance brought-by jane@x.example signed
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30}
    /// ```
    "decision-unsigned" in "git",
    clauses ["7.5.2", "7.5.3"],
    levels levels(OFF, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    proved(case).filter_map(report).collect()
}

fn report(decision: Proved<'_>) -> Option<Diagnostic> {
    let commit = commit(decision.proof.proving_commit()?);
    let shows = format!("shows that {} took {}", decision.person(), decision.name());
    let (message, help) = match &decision.proof.signature {
        Signature::NotAsked | Signature::Good { .. } => return None,
        Signature::Missing => (
            format!("commit {commit} alone {shows}, and it is not signed"),
            format!(
                "Let {} take the decision anew, with a new `on`, and commit it with a signature (`git commit -S`).",
                decision.person()
            ),
        ),
        Signature::Bad(why) => (
            format!("commit {commit} alone {shows}, and its signature does not count: {why}"),
            format!(
                "Let {} take the decision anew, with a new `on`, and commit it signed with a key in the file that `git.allowed_signers` names.",
                decision.person()
            ),
        ),
        Signature::Unknown(why) => (
            format!(
                "whether the signature of commit {commit} counts, which alone {shows}, cannot be judged here: {why}"
            ),
            "Make the check where the signature can be verified.".to_owned(),
        ),
    };
    Some(decision.finding(RULE.info.name, message).help(help))
}
