//! The rule `approver-is-author`.

use crate::rules::proved::{Proved, commit, proved};
use crate::rules::rule::{Case, ERROR, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Who approved has written what was approved.
    ///
    /// Nobody sees their own mistakes. Where `git.four_eyes` in isms.toml is on, whoever approves a policy,
    /// the scope, the risk method, an assessment, an exception or a plan must not have changed it in any
    /// commit since the approval before (segregation of duties, A.5.3; clause 7.5.2 c). A commit that only
    /// adds the approval changes nothing, and neither does a merge that only joins what others wrote.
    ///
    /// Let somebody else with the authority approve it, or let somebody else make the change.
    ///
    /// ```yaml wrong
    /// # proof: scope approval brought-by mary@x.example written-by mary@x.example
    /// kind: scope
    /// version: '1.1'
    /// statement: Billing and support
    /// approval: {by: mary, on: 2026-05-06}
    /// #              ^^^^
    /// ```
    ///
    /// ```yaml right
    /// # proof: scope approval brought-by mary@x.example
    /// kind: scope
    /// version: '1.1'
    /// statement: Billing and support
    /// approval: {by: mary, on: 2026-05-06}
    /// ```
    "approver-is-author" in "git",
    clauses ["7.5.2", "A.5.3"],
    levels levels(OFF, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    proved(case).filter_map(report).collect()
}

fn report(decision: Proved<'_>) -> Option<Diagnostic> {
    let written = &decision.proof.written_by_decider;
    let newest = commit(written.first()?);
    let more = match written.len() - 1 {
        0 => String::new(),
        1 => " and one more commit".to_owned(),
        more => format!(" and {more} more commits"),
    };
    let message = format!(
        "{} gave {} and wrote a part of what was approved, in commit {newest}{more}",
        decision.person(),
        decision.name(),
    );
    let help = "Let somebody else with the authority approve it; `git.four_eyes` in isms.toml asks for that.";
    Some(decision.finding(RULE.info.name, message).help(help))
}
