//! From findings and the texts they stand in to the texts once mended: fixes are made whole or not at
//! all, never two that meddle with each other, and none that would leave the repository less readable.

use super::soundness::Texts;
use crate::rules;
use crate::text::diagnostic::{Diagnostic, Fix};
use crate::text::edit::{Edit, apply};
use crate::text::source::{SourceFile, Span};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The texts that findings stand in, by path relative to the root.
pub type Sources = BTreeMap<Arc<str>, Arc<SourceFile>>;

/// Whether a fix of a finding may be made.
type May<'a> = &'a dyn Fn(&Diagnostic, &Fix) -> bool;

/// A fix that a finding carries.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// The finding.
    pub finding: &'a Diagnostic,
    /// What would mend it.
    pub fix: &'a Fix,
}

/// A fix that was not made, and why.
#[derive(Debug, Clone)]
pub struct Refused<'a> {
    /// The fix.
    pub offer: Offer<'a>,
    /// Why.
    pub why: String,
}

/// What one round of mending does.
#[derive(Debug, Default)]
pub struct Round<'a> {
    /// The new texts of the files that change.
    pub texts: Texts,
    /// The fixes that were made.
    pub made: Vec<Offer<'a>>,
    /// The fixes that would do harm.
    pub refused: Vec<Refused<'a>>,
    /// How many fixes wait for the next round, because they meddle with one that was made.
    pub waiting: usize,
}

/// One round over the findings of a state: the fixes that are certain; if there are none, with
/// `with_unsafe`, the likely ones; and what concerns suppressions at last, because what they excuse may
/// only be found once documents can be read. `may` holds back files that cannot be written.
pub fn round<'a>(
    findings: &'a [Diagnostic],
    sources: &Sources,
    with_unsafe: bool,
    may: &dyn Fn(&Fix) -> bool,
    worse: &dyn Fn(&Texts) -> Option<String>,
) -> Round<'a> {
    let record = |finding: &Diagnostic| {
        rules::find(finding.rule).is_some_and(|rule| rule.info.family == "suppression")
    };
    let safe = |_: &Diagnostic, fix: &Fix| fix.safe && may(fix);
    let likely = |finding: &Diagnostic, fix: &Fix| !record(finding) && may(fix);
    let all = |_: &Diagnostic, fix: &Fix| may(fix);
    let widths: [May<'_>; 3] = [&safe, &likely, &all];
    let taken = if with_unsafe {
        &widths[..]
    } else {
        &widths[..1]
    };
    let mut last = Round::default();
    for width in taken {
        let offers = offers(findings, *width);
        if !offers.is_empty() {
            last = mend(&offers, sources, worse);
        }
        if !last.made.is_empty() {
            break;
        }
    }
    last
}

/// The first fix of each finding that may be made, the safe ones first.
fn offers<'a>(findings: &'a [Diagnostic], may: May<'_>) -> Vec<Offer<'a>> {
    let first = |finding: &'a Diagnostic| {
        let fix = finding.fixes.iter().find(|fix| may(finding, fix))?;
        Some(Offer { finding, fix })
    };
    let mut offers: Vec<Offer<'a>> = findings.iter().filter_map(first).collect();
    offers.sort_by_key(|offer| !offer.fix.safe);
    offers
}

/// Makes as many of these fixes as go together. `worse` says why texts must not be written, if so.
fn mend<'a>(
    offers: &[Offer<'a>],
    sources: &Sources,
    worse: &dyn Fn(&Texts) -> Option<String>,
) -> Round<'a> {
    let mut round = Round::default();
    let chosen = apart(offers, sources, &mut round);
    settle(&chosen, sources, worse, &mut round);
    round.texts = texts(&round.made, sources).unwrap_or_default();
    round
}

/// The fixes that do not meddle with an earlier one.
fn apart<'a>(offers: &[Offer<'a>], sources: &Sources, round: &mut Round<'a>) -> Vec<Offer<'a>> {
    let mut taken: HashMap<&str, BTreeMap<u32, &Edit>> = HashMap::new();
    let mut chosen = Vec::new();
    for offer in offers {
        let fresh = offer.fix.edits.iter().filter(|edit| {
            let here = taken.get(&*edit.path);
            here.and_then(|here| here.get(&edit.edit.span.start)) != Some(&&edit.edit)
        });
        let fresh: Vec<_> = fresh.collect();
        if texts(&[*offer], sources).is_none() {
            let why = "its edits do not fit the text, which is a mistake of this tool".to_owned();
            round.refused.push(Refused { offer: *offer, why });
        } else if fresh
            .iter()
            .any(|edit| meddles(taken.get(&*edit.path), edit.edit.span))
        {
            round.waiting += 1;
        } else {
            for edit in fresh {
                let here = taken.entry(&edit.path).or_default();
                here.insert(edit.edit.span.start, &edit.edit);
            }
            chosen.push(*offer);
        }
    }
    chosen
}

/// Whether a span touches one of those that are taken, which do not touch each other.
fn meddles(taken: Option<&BTreeMap<u32, &Edit>>, span: Span) -> bool {
    let Some(taken) = taken else { return false };
    let before = taken.range(..=span.start).next_back();
    let after = taken.range(span.start..).next();
    let mut near = before.into_iter().chain(after);
    near.any(|(_, edit)| touch(edit.span, span))
}

/// Whether two edits depend on which of them is made first. Two that replace may stand side by side;
/// what is inserted at the edge of another would come before or behind it.
fn touch(a: Span, b: Span) -> bool {
    if a.start == a.end || b.start == b.end {
        return a.start <= b.end && b.start <= a.end;
    }
    a.start < b.end && b.start < a.end
}

/// Adds all of these fixes to those that are made, or looks by halves for the ones that do harm.
fn settle<'a>(
    offers: &[Offer<'a>],
    sources: &Sources,
    worse: &dyn Fn(&Texts) -> Option<String>,
    round: &mut Round<'a>,
) {
    if offers.is_empty() {
        return;
    }
    let mut together = round.made.clone();
    together.extend(offers);
    let why = match texts(&together, sources) {
        Some(texts) => worse(&texts),
        None => Some("it meddles with another fix".to_owned()),
    };
    match (why, offers) {
        (None, _) => round.made = together,
        (Some(why), [only]) => round.refused.push(Refused { offer: *only, why }),
        (Some(_), offers) => {
            let (first, second) = offers.split_at(offers.len() / 2);
            settle(first, sources, worse, round);
            settle(second, sources, worse, round);
        }
    }
}

/// The texts once these fixes are made; an edit that two of them share is made once.
fn texts(offers: &[Offer<'_>], sources: &Sources) -> Option<Texts> {
    let mut edits: BTreeMap<Arc<str>, Vec<Edit>> = BTreeMap::new();
    for offer in offers {
        let mut own: BTreeMap<&Arc<str>, Vec<&Edit>> = BTreeMap::new();
        for edit in &offer.fix.edits {
            own.entry(&edit.path).or_default().push(&edit.edit);
        }
        for (path, own) in own {
            let here = edits.entry(Arc::clone(path)).or_default();
            let fresh: Vec<Edit> = own
                .into_iter()
                .filter(|edit| !here.contains(edit))
                .cloned()
                .collect();
            here.extend(fresh);
        }
    }
    let mended = |(path, edits): (Arc<str>, Vec<Edit>)| {
        let text = &sources.get(&path)?.text;
        let edits: Vec<Edit> = edits.into_iter().map(|edit| at_home(text, edit)).collect();
        let text = apply(text, &edits)?;
        Some((path, text))
    };
    edits.into_iter().map(mended).collect()
}

/// The edit with the line ends of the text: what a rule proposes ends lines by a line feed.
fn at_home(text: &str, edit: Edit) -> Edit {
    let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    match crlf && edit.text.contains('\n') && !edit.text.contains('\r') {
        true => Edit {
            text: edit.text.replace('\n', "\r\n"),
            ..edit
        },
        false => edit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::diagnostic::FileEdit;

    fn sources(files: &[(&str, &str)]) -> Sources {
        let file = |(path, text): &(&str, &str)| {
            let file = SourceFile::new(*path, *text);
            (Arc::clone(&file.path), Arc::new(file))
        };
        files.iter().map(file).collect()
    }

    /// A finding with one fix of these edits.
    fn finding(safe: bool, edits: &[(&str, usize, usize, &str)]) -> Diagnostic {
        let path: Arc<str> = edits[0].0.into();
        let mut finding = Diagnostic::new("rule", &path, Span::default(), "wrong");
        let edits = edits.iter().map(|(path, start, end, text)| FileEdit {
            path: (*path).into(),
            edit: Edit {
                span: Span::new(*start, *end),
                text: (*text).to_owned(),
            },
        });
        finding.fixes.push(Fix {
            title: "mend".to_owned(),
            safe,
            edits: edits.collect(),
        });
        finding
    }

    /// The texts after one round, how many fixes were made, wait, and were refused.
    fn mended(
        files: &[(&str, &str)],
        findings: &[Diagnostic],
        worse: &dyn Fn(&Texts) -> Option<String>,
    ) -> (Vec<String>, (usize, usize, usize)) {
        let offers = offers(findings, &|_, _| true);
        let round = mend(&offers, &sources(files), worse);
        let counts = (round.made.len(), round.waiting, round.refused.len());
        (round.texts.into_values().collect(), counts)
    }

    fn fine(_: &Texts) -> Option<String> {
        None
    }

    #[test]
    fn two_fixes_in_one_line_are_both_made() {
        let findings = [
            finding(true, &[("a", 3, 4, "YY")]),
            finding(true, &[("a", 0, 1, "X")]),
        ];
        let (texts, counts) = mended(&[("a", "1 23 4")], &findings, &fine);
        assert_eq!((texts, counts), (vec!["X 2YY 4".to_owned()], (2, 0, 0)));
    }

    #[test]
    fn of_two_that_overlap_the_safe_one_is_made_and_the_other_waits() {
        let findings = [
            finding(false, &[("a", 0, 3, "unsafe")]),
            finding(true, &[("a", 2, 5, "safe")]),
        ];
        let (texts, counts) = mended(&[("a", "123456")], &findings, &fine);
        assert_eq!((texts, counts), (vec!["12safe6".to_owned()], (1, 1, 0)));
    }

    #[test]
    fn an_insertion_at_the_edge_of_another_edit_waits_and_deletions_side_by_side_do_not() {
        let insertions = [
            finding(true, &[("a", 2, 2, "x")]),
            finding(true, &[("a", 2, 2, "y")]),
            finding(true, &[("a", 2, 3, "")]),
        ];
        assert_eq!(mended(&[("a", "1234")], &insertions, &fine).1, (1, 2, 0));
        let deletions = [
            finding(true, &[("a", 0, 2, "")]),
            finding(true, &[("a", 2, 3, "")]),
        ];
        let (texts, counts) = mended(&[("a", "1234")], &deletions, &fine);
        assert_eq!((texts, counts), (vec!["4".to_owned()], (2, 0, 0)));
    }

    #[test]
    fn a_fix_of_two_files_is_made_in_both_or_in_none() {
        let both = finding(true, &[("a", 0, 1, "X"), ("b", 0, 1, "X")]);
        let first = finding(true, &[("b", 0, 1, "Y")]);
        let files = [("a", "1"), ("b", "1")];
        let (texts, counts) = mended(&files, std::slice::from_ref(&both), &fine);
        assert_eq!((texts, counts), (vec!["X".into(), "X".into()], (1, 0, 0)));
        let (texts, counts) = mended(&files, &[first, both.clone()], &fine);
        assert_eq!((texts, counts), (vec!["Y".to_owned()], (1, 1, 0)));
        let (texts, counts) = mended(&files[..1], &[both], &fine);
        assert_eq!((texts, counts), (vec![], (0, 0, 1)), "one file is unknown");
    }

    #[test]
    fn two_findings_that_ask_for_the_same_edit_get_it_once() {
        let twice = finding(true, &[("a", 1, 1, "x")]);
        let (texts, counts) = mended(&[("a", "12")], &[twice.clone(), twice], &fine);
        assert_eq!((texts, counts), (vec!["1x2".to_owned()], (2, 0, 0)));
    }

    #[test]
    fn of_many_fixes_only_the_harmful_ones_are_left_out() {
        let findings: Vec<Diagnostic> = (0..9)
            .map(|at| {
                finding(
                    true,
                    &[("a", at, at + 1, if at % 4 == 2 { "!" } else { "x" })],
                )
            })
            .collect();
        let harm = |texts: &Texts| {
            let mut texts = texts.values();
            texts
                .any(|text| text.contains('!'))
                .then(|| "of harm".to_owned())
        };
        let (texts, counts) = mended(&[("a", "123456789")], &findings, &harm);
        assert_eq!((texts, counts), (vec!["xx3xxx7xx".to_owned()], (7, 0, 2)));
    }

    #[test]
    fn edits_outside_the_text_or_inside_a_character_are_refused() {
        let findings = [
            finding(true, &[("a", 1, 9, "")]),
            finding(true, &[("a", 1, 2, "")]),
        ];
        assert_eq!(mended(&[("a", "ä")], &findings, &fine).1, (0, 0, 2));
    }

    #[test]
    fn inserted_lines_end_as_those_of_the_file() {
        let line = [finding(true, &[("a", 0, 0, "x: 1\n")])];
        let (texts, _) = mended(&[("a", "y: 2\r\nz: 3\r\n")], &line, &fine);
        assert_eq!(texts, ["x: 1\r\ny: 2\r\nz: 3\r\n"]);
    }
}
