//! The rule `dead-link`.

use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A link in a policy leads to a file that does not exist.
    ///
    /// Documents have to be there where they are needed (clause 7.5.3). A form or a procedure that a
    /// policy names and nobody finds is, to the person who needs it, not there.
    ///
    /// Correct the path, which counts from the folder of the policy, or add the file. Only links inside
    /// the repository are checked: nothing is fetched from the network.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// ---
    /// Ask for rights with [the form](forms/access.txt).
    /// #                              ^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// ---
    /// Ask for rights with [the form](forms/access.txt).
    /// # file: isms/policies/forms/access.txt
    /// Who, what, until when, approved by:
    /// ```
    "dead-link" in "documents",
    clauses ["7.5.3"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for policy in policies::in_force(case) {
        let links = policies::page(policy.document).map(|page| &page.links);
        for link in links.into_iter().flatten() {
            let to = policies::destination(policy.document, &link.destination);
            let Some(to) = to.filter(|to| !case.paths.exists(&to.path)) else {
                continue;
            };
            let document = policy.document;
            if *to.path == *document.file.path {
                continue;
            }
            let message = format!("there is no file `{}`", to.path);
            let finding = document.finding_at(RULE.info.name, link.span, message);
            found.push(finding.help(
                "Correct the path, which counts from the folder of this file, or add the file.",
            ));
        }
    }
    found
}
