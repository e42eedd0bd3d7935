//! The rule `open-decision`.

use crate::assess::life::is_over;
use crate::assess::shown::OPEN_DECISIONS;
use crate::model::document::Document;
use crate::model::kept::Fact;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::texts::{Hit, search_all, written};
use crate::text::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::ops::Range;

rule! {
    /// A decision that only the organisation can take is still open.
    ///
    /// Starter documents mark such places as `[decide: what is to be decided, with an example]`: how long
    /// backups are kept, who may approve a purchase, how soon a weakness is closed. As long as the mark
    /// stands, the document says nothing there, and nobody can follow it (clause 7.5.2).
    ///
    /// Decide, and write what was decided instead of the brackets, so that the sentence reads on. The mark is
    /// found in every document, in `notes` too, and may go over the end of a line; in code it is left alone.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/backup.md
    /// ---
    /// kind: policy
    /// id: backup
    /// title: Backup procedure
    /// type: procedure
    /// ---
    /// Backups are kept for [decide: how long backups are kept, for example 35 days].
    /// #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// # file: isms/processes.yaml
    /// kind: process
    /// id: restore
    /// title: Restoring
    /// criteria: ['Restored within [decide: the time for a restore]']
    /// #                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/backup.md
    /// ---
    /// kind: policy
    /// id: backup
    /// title: Backup procedure
    /// type: procedure
    /// ---
    /// Backups are kept for 35 days. Places that are still open are marked by `[decide: …]`.
    /// ```
    "open-decision" in "documents",
    clauses ["7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// A mark that does not end within so many bytes has no end.
const LONGEST: usize = 500;

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let documents = case.model.documents.par_iter();
    let marked = documents.filter(|document| {
        let text = || written(document);
        let holds = || OPEN_DECISIONS.iter().any(|mark| text().contains(mark));
        *document.kept.get(Fact::OpenDecisions, holds) && !is_over(document, case.as_of)
    });
    marked
        .flat_map_iter(|document| {
            let hits = search_all(document, &decisions).into_iter();
            hits.map(|hit| report(document, &hit))
        })
        .collect()
}

fn report(document: &Document, hit: &Hit) -> Diagnostic {
    // What is written holds words in code too, which texts leave out.
    let written = document.file.slice(hit.span);
    let whole = written.starts_with('[') && written.ends_with(']');
    let words = if whole { written } else { &*hit.word };
    let inside = words.split_once(':').map_or("", |(_, rest)| rest);
    let inside: Vec<&str> = inside.trim_end_matches(']').split_whitespace().collect();
    let message = format!("still to be decided: {}", inside.join(" "));
    let finding = hit.finding(RULE.info.name, document, message);
    finding.help("Decide, and write what was decided instead of the brackets.")
}

/// The marks in a text, with what stands in them.
fn decisions(text: &str) -> Vec<Range<usize>> {
    let starts = OPEN_DECISIONS
        .iter()
        .flat_map(|mark| text.match_indices(mark));
    starts
        .map(|(start, mark)| {
            let window = text.floor_char_boundary(start + LONGEST);
            let length = closed(&text[start..window]).unwrap_or(mark.len());
            start..start + length
        })
        .collect()
}

/// The length of what stands in brackets, brackets inside included.
fn closed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        decisions(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn a_mark_ends_where_its_bracket_is_closed() {
        assert_eq!(found("a [decide: b [c] d] e]"), ["[decide: b [c] d]"]);
        assert_eq!(
            found("[decide: a][Decide: b]"),
            ["[decide: a]", "[Decide: b]"]
        );
    }

    #[test]
    fn a_mark_without_end_is_found_all_the_same() {
        assert_eq!(found("until [decide: the day"), ["[decide:"]);
        let long = format!("[decide: {}]", "ä".repeat(LONGEST));
        assert_eq!(found(&long), ["[decide:"]);
    }

    #[test]
    fn brackets_that_ask_for_no_decision_are_left_alone() {
        assert!(found("[to decide: later], decide: now, [x]").is_empty());
    }
}
