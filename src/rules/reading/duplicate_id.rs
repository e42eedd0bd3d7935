//! The rule `duplicate-id`.

use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::words::with_article;

rule! {
    /// Two things have the same id.
    ///
    /// An id stands for one thing, so that a reference means one thing. Kinds that the same field can
    /// name share one space: people and roles, assets and suppliers, controls, policies, obligations,
    /// risks and actions, evidence and management reviews. Of a kind of which there is one, such as
    /// `scope`, a second document is a duplicate too.
    ///
    /// Rename one of the two; both places are shown. Ids of things that have ended are not used again.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer database
    /// type: information
    /// ---
    /// kind: asset
    /// id: crm
    /// #   ^^^
    /// title: Customer service software
    /// type: software
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm-data
    /// title: Customer database
    /// type: information
    /// ---
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// ```
    "duplicate-id" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let duplicates = case.model.index.duplicates.iter();
    duplicates
        .map(|(first, second)| {
            let (there, here) = (case.model.document(*first), case.model.document(*second));
            let id = here.file.slice(second.span);
            let message = if here.kind.is_one() && second.kind == here.kind.name() {
                format!(
                    "this is a second {}, and a repository holds one",
                    here.kind.name()
                )
            } else if first.kind == second.kind {
                format!("the id `{id}` of this {} is taken by another", second.kind)
            } else {
                format!(
                    "the id `{id}` of this {} is taken by {}, and fields may name either",
                    second.kind,
                    with_article(first.kind)
                )
            };
            let help = match here.kind.is_one() && second.kind == here.kind.name() {
                true => "Keep one of them.",
                false => "Rename one of them.",
            };
            Diagnostic::new(RULE.info.name, &here.file.path, second.span, message)
                .subject(here.subject())
                .label(&there.file.path, first.span, "first used here")
                .help(help)
        })
        .collect()
}
