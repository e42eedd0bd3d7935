//! The rule `identical-justifications`.

use crate::assess::applicability::Applicability;
use crate::model::control::Control;
use crate::model::document::{Also, Whole};
use crate::model::kept::Fact;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::rules::statement::{applicable, excluded, hollow_at, name, words_at};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeMap;

rule! {
    /// Several controls have the same written justification, word for word.
    ///
    /// A text that fits many controls says nothing about any of them; it is how a Statement of
    /// Applicability looks that was filled by copying (clause 6.1.3 d). Composed justifications are never
    /// compared. One fact may well exclude several controls of a theme, so exclusions are compared
    /// across themes only. Texts that say nothing at all have a rule of their own.
    ///
    /// Write for each control what makes it necessary, or delete `justification` and let it be composed
    /// from the risks, obligations and parties that need the control.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: planned
    /// reasons: [business]
    /// justification: This is needed to protect our information.
    /// ---
    /// kind: control
    /// id: A.8.15
    /// applicable: true
    /// status: planned
    /// reasons: [business]
    /// justification: This is needed to protect our information.
    /// #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: planned
    /// reasons: [business]
    /// justification: Orders of the last three days exist nowhere else.
    /// ---
    /// kind: control
    /// id: A.8.15
    /// applicable: true
    /// status: planned
    /// reasons: [business]
    /// justification: Refunds are disputed, and only the log shows who granted them.
    /// ```
    "identical-justifications" in "soa",
    clauses ["6.1.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

type Place<'a> = (&'a Applicability, Whole<'a, Control>);

/// How many other controls a message names; the places beside it show all.
const NAMED: usize = 4;

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let included = applicable(case).filter_map(|place| {
        let text = place.1.data.justification.as_deref()?;
        Some((text, place))
    });
    let mut found = groups(included, JUSTIFICATION, |_| true);
    let left_out = excluded(case).filter_map(|place| {
        let text = place.1.data.exclusion.as_ref()?.reason.as_deref()?;
        Some((text, place))
    });
    let across =
        |places: &[Place<'_>]| places.iter().any(|(row, _)| row.theme != places[0].0.theme);
    found.extend(groups(left_out, EXCLUSION, across));
    found
}

/// A field of a control that says why, and what is kept of it.
#[derive(Clone, Copy)]
struct Field {
    name: &'static str,
    hollow: Fact,
    words: Fact,
}

const JUSTIFICATION: Field = Field {
    name: "justification",
    hollow: Fact::Justification,
    words: Fact::JustificationWords,
};

const EXCLUSION: Field = Field {
    name: "exclusion.reason",
    hollow: Fact::Exclusion,
    words: Fact::ExclusionWords,
};

/// One finding for each text that stands at several places, at the last of them.
fn groups<'a>(
    texts: impl Iterator<Item = (&'a str, Place<'a>)>,
    field: Field,
    counts: impl Fn(&[Place<'a>]) -> bool,
) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<&str, Vec<Place<'a>>> = BTreeMap::new();
    for (text, place) in
        texts.filter(|(text, place)| hollow_at(field.hollow, text, *place).is_none())
    {
        groups
            .entry(words_at(field.words, text, place.1))
            .or_default()
            .push(place);
    }
    let several = groups
        .into_values()
        .filter(|places| places.len() > 1 && counts(places));
    several
        .filter_map(|places| report(&places, field.name))
        .collect()
}

fn report(places: &[Place<'_>], field: &str) -> Option<Diagnostic> {
    let ((row, control), others) = places.split_last()?;
    let mut ids: Vec<&str> = others.iter().map(|(row, _)| row.id.as_str()).collect();
    let more = ids.len().saturating_sub(NAMED);
    ids.truncate(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let message = format!(
        "{} has the same justification as {}{more}",
        name(row),
        ids.join(", ")
    );
    let mut finding = control.finding(RULE.info.name, field, message);
    for (_, other) in others {
        finding = finding.also(other.document, field, "the same text");
    }
    Some(
        finding
            .help("Say what makes each of them necessary, or delete the text to have it composed."),
    )
}
