//! The rule `dead-link`.

use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::syntax::schema::near_miss::Guesses;
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
    /// `isms fix --unsafe` writes the path of a file of the same name, or of a name that is near.
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
    /// # file: isms/forms/access.txt
    /// Who, what, until when, approved by:
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
    fix true,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut guesses = Guesses::default();
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
            let help =
                "Correct the path, which counts from the folder of this file, or add the file.";
            let finding = document.finding_at(RULE.info.name, link.span, message);
            let finding = finding.help(help);
            let written = document.file.slice(link.span);
            let guess = guesses.allows(case.paths.count());
            let meant = guess.then(|| case.paths.meant(&to.path)).flatten();
            let meant = meant.and_then(|path| policies::link_to(document, path));
            found.push(match meant.filter(|_| written == link.destination) {
                Some(meant) => {
                    let rest = written.find('#').map_or("", |at| &written[at..]);
                    let title = format!("write `{meant}`");
                    finding.fix(title, false, link.span, meant + rest)
                }
                None => finding,
            });
        }
    }
    found
}
