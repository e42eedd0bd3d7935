//! The rule `decision-not-by-named-person`.

use crate::assess::proof::record;
use crate::model::document::Also;
use crate::rules::proved::{Proved, commit, proved};
use crate::rules::rule::{Case, ERROR, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::Brought;

rule! {
    /// Nothing proves that the person named took the decision.
    ///
    /// A line `by: jane` can be typed by anybody. What counts is that Jane stands behind it: she wrote the
    /// commit that brought the decision (by one of `emails` in her document; `.mailmap` is heeded), or a
    /// trailer that `git.trailers` in isms.toml names, such as `Approved-by: Jane Doe <jane@x.example>`,
    /// stands in that commit or in the merge that took it in, or `record` names what she signed: evidence
    /// with a `file` and its `sha256`. A management review is a record by the signed minutes that its own
    /// approval names, for those who took part. Acceptance of risks and approval by management are the
    /// decisions that an auditor traces to a person (clauses 5.1, 6.1.3 f, 7.5.2 c).
    ///
    /// Reviews are not asked for a proof, and nothing is while the stage is `building`. What came before
    /// a shallow clone begins is unknown, not wrong.
    ///
    /// Let that person make the commit, or confirm it by a trailer of the merge; or keep what they signed
    /// as evidence and name it as `record`.
    ///
    /// ```yaml wrong
    /// # proof: risk/R-1 treatment.acceptance brought-by bob@x.example
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
    /// ```yaml wrong
    /// # proof: policy/access approvals[0] brought-by bob@x.example
    /// # file: isms/minutes.yaml
    /// kind: evidence
    /// id: minutes-of-may
    /// title: Minutes of May
    /// file: evidence/minutes.txt
    /// # file: evidence/minutes.txt
    /// Mary approves the access policy.
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access
    /// type: policy
    /// approvals:
    ///   - {by: mary, on: 2026-05-06, record: minutes-of-may}
    /// #        ^^^^
    /// ---
    /// ```
    ///
    /// ```yaml right
    /// # proof: risk/R-1 treatment.acceptance brought-by JANE@x.example
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30}
    /// ```
    ///
    /// ```yaml right
    /// # proof: risk/R-1 treatment.acceptance older
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30}
    /// ```
    "decision-not-by-named-person" in "git",
    clauses ["5.1", "6.1.3", "7.5.2"],
    levels levels(OFF, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    proved(case)
        .filter_map(|decision| report(case, decision))
        .collect()
}

fn report(case: Case<'_>, decision: Proved<'_>) -> Option<Diagnostic> {
    let (Brought::By(brought), None) = (&decision.proof.brought, &decision.proof.way) else {
        return None;
    };
    let (name, person) = (decision.name(), decision.person());
    let message = format!(
        "nothing proves that {person} took {name}: it came with commit {}, and no trailer or record confirms it",
        commit(brought)
    );
    let mut finding = decision.finding(RULE.info.name, message);
    let field = &decision.judged.field;
    let named = record(case.model, case.files, decision.document, decision.judged);
    if let Some(Err(why)) = named {
        let field = format!("{field}.record");
        finding = finding.also(decision.document, &field, format!("proves nothing: {why}"));
    }
    Some(with_help(finding, decision))
}

fn with_help(finding: Diagnostic, decision: Proved<'_>) -> Diagnostic {
    let document = decision.person.document;
    let person = decision.person();
    let Some(email) = decision.person.data.emails.first() else {
        let id = &document.id;
        let help = format!(
            "Give `emails` in person/{id}: without an address no commit can be matched with {person}. Or name signed evidence with its `sha256` as `record`."
        );
        return finding.also(document, "name", "has no `emails`").help(help);
    };
    finding.help(format!(
        "Let {person} <{}> commit the decision with a new `on`, or confirm it by a trailer of the merge (`git.trailers` in isms.toml); or name signed evidence with its `sha256` as `record`.",
        email.0
    ))
}
