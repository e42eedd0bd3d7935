//! The rule `wrong-kind-of-reference`.

use crate::model::document::Document;
use crate::model::link::{Resolved, Target};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::syntax::de::Reference;
use crate::text::diagnostic::Diagnostic;
use crate::text::words::{article, either};

rule! {
    /// A reference names something of a kind that the field may not name.
    ///
    /// The id exists, so nothing looks amiss to a reader, but the link means nothing: an asset that
    /// is owned by a supplier has no owner, and a risk that is treated by a policy is not treated
    /// by a control.
    ///
    /// Name something of the right kind. The message says what the id is and what is expected; the
    /// place where it is defined is shown beside it.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: hoster
    /// #      ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: head-of-it
    /// supplier: hoster
    /// ```
    "wrong-kind-of-reference" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (document, reference) in case.model.loose() {
        if let Resolved::WrongKind(kind, target) = case.model.resolve(reference) {
            found.push(report(case, document, reference, kind, target));
        }
    }
    found
}

fn report(
    case: Case<'_>,
    document: &Document,
    reference: &Reference,
    kind: &str,
    target: Option<Target>,
) -> Diagnostic {
    let expected = either(&reference.kinds.split('|').collect::<Vec<_>>());
    let message = format!(
        "`{}` is {} {kind}; expected {} {expected}",
        reference.id,
        article(kind),
        article(&expected)
    );
    let finding = Diagnostic::new(RULE.info.name, &document.file.path, reference.span, message)
        .subject(document.subject())
        .field(document.node.path_to(reference.span))
        .help(format!("Name the id of {} {expected}.", article(&expected)));
    match target {
        Some(target) => {
            let there = &case.model.document(target).file.path;
            finding.label(there, target.span, format!("the {kind} is defined here"))
        }
        None => finding,
    }
}
