//! The rule `control-undecided`.

use crate::model::catalog::ANNEX_A;
use crate::model::graph::Model;
use crate::model::{Kind, document::Document};
use crate::rules::absence;
use crate::rules::rule::{Case, ERROR, INFO, levels, rule};
use crate::rules::statement::name;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

rule! {
    /// Nobody has decided whether a control is applicable.
    ///
    /// Clause 6.1.3 c has the chosen controls compared with all of Annex A so that none is overlooked,
    /// and the Statement of Applicability of 6.1.3 d answers for each of its 93 controls. A control that
    /// is silently missing is among the first things that an auditor counts.
    ///
    /// Write `applicable: true`, with how far the control is implemented, or `applicable: false`, with an
    /// `exclusion` that says why, by whom and when. A control without a document of its own is reported
    /// at the file that holds most controls of its theme, because that is where its document belongs;
    /// where each control has a file of its own, at the organisation.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.30
    /// #   ^^^^^^
    /// notes: Ask engineering about the freelancers of last year.
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion: {by: jane, on: 2026-03-01, reason: All code is written by employees.}
    /// ```
    "control-undecided" in "soa",
    clauses ["6.1.3"],
    levels levels(INFO, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let registers = Registers::of(case.model);
    let rows = case.assessment.applicability.iter();
    let undecided = rows.filter(|row| row.applicable.is_none() && row.unknown.is_none());
    undecided
        .filter_map(|row| {
            let message = format!("{} is neither applicable nor excluded yet", name(row));
            let found = match row.document {
                Some(at) => case.model.documents[at].finding(RULE.info.name, "applicable", message),
                None if case.model.may_be_mentioned(&row.id) => return None,
                None => match registers.of_theme(row.theme) {
                    Some(path) => Diagnostic::new(RULE.info.name, path, Span::default(), message),
                    None => absence::absent(case, RULE.info.name, message),
                }
                .subject(format!("control/{}", row.id)),
            };
            Some(found.help(
                "Write `applicable: true` with a `status`, or `applicable: false` with an `exclusion`.",
            ))
        })
        .collect()
}

/// Files that hold several controls, by theme: where a further control belongs.
struct Registers<'a>(BTreeMap<Option<&'static str>, &'a Arc<str>>);

impl<'a> Registers<'a> {
    fn of(model: &'a Model) -> Self {
        let mut counts: BTreeMap<Option<&'static str>, BTreeMap<&'a Arc<str>, usize>> =
            BTreeMap::new();
        for document in model.of_kind(Kind::Control) {
            for theme in [theme(document), None] {
                let files = counts.entry(theme).or_default();
                *files.entry(&document.file.path).or_default() += 1;
            }
        }
        let largest = counts.into_iter().filter_map(|(theme, files)| {
            let several = files.into_iter().filter(|(_, controls)| *controls > 1);
            // Of several largest files the first by path.
            let largest = several.rev().max_by_key(|(_, controls)| *controls)?;
            Some((theme, largest.0))
        });
        Self(largest.collect())
    }

    fn of_theme(&self, theme: Option<&'static str>) -> Option<&'a Arc<str>> {
        let any = || self.0.get(&None);
        self.0.get(&theme).or_else(any).copied()
    }
}

fn theme(document: &Document) -> Option<&'static str> {
    ANNEX_A.control(&document.id).map(|control| &*control.theme)
}
