//! `--format text`: findings for people, drawn as compilers draw them.
//!
//! Order: by path, as the files lie on disk and as they are mended. A rule that fires in many places
//! would bury the others, so its first findings are drawn in full where they belong, and the rest
//! follow at the end as one line each, all named: the eye meets every rule first, and nobody has to
//! believe a bare number.

use super::excerpt::{Excerpt, Mark, can_show, excerpts};
use super::format::{Context, FindingsFormat};
use super::tally::{closing, tally};
use super::told::{place, why};
use super::visible::{lines, one_line};
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Severity};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// For people: each finding with its lines, its reason and its way out.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "text",
    summary: "for people: each finding with its lines, its reason and its way out",
    render,
};

/// A rule with more findings than this is shortened …
const MANY: usize = 5;
/// … to this many in full, and a line for each of the others.
const IN_FULL: usize = 3;

fn render(findings: &Findings, context: &Context) -> String {
    let renderer = match context.color {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let renderer = renderer.term_width(context.width);
    let (in_full, repeated) = split(&findings.diagnostics);
    let mut out = String::new();
    for found in in_full {
        let drawn = renderer.render(&[group(findings, found)]);
        out.push_str(drawn.trim_end());
        out.push_str("\n\n");
    }
    for ((severity, rule), rest) in repeated.iter().rev() {
        let title = format!("{} more, each as shown above", rest.len());
        let title = level(*severity).primary_title(title).id(*rule);
        out.push_str(&renderer.render(&[Group::with_title(title)]));
        out.push('\n');
        for found in rest {
            out.push_str(&listed(findings, found));
        }
        out.push('\n');
    }
    out.push_str(&tally(findings));
    out.push('\n');
    out + &closing(findings)
}

type Repeated<'a> = BTreeMap<(Severity, &'static str), Vec<&'a Diagnostic>>;

/// What is drawn in full, in order, and what is listed, by rule.
fn split(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, Repeated<'_>) {
    let key = |found: &Diagnostic| (found.severity, found.rule);
    let mut totals: BTreeMap<_, usize> = BTreeMap::new();
    for found in diagnostics {
        *totals.entry(key(found)).or_default() += 1;
    }
    let (mut in_full, mut repeated) = (Vec::new(), Repeated::new());
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    for found in diagnostics {
        let number = seen.entry(key(found)).or_default();
        *number += 1;
        if *number > IN_FULL && totals[&key(found)] > MANY {
            repeated.entry(key(found)).or_default().push(found);
        } else {
            in_full.push(found);
        }
    }
    (in_full, repeated)
}

/// One finding on one line.
fn listed(findings: &Findings, found: &Diagnostic) -> String {
    let place = place(findings, &found.path, found.span);
    format!("  {place}  {}\n", one_line(&found.message))
}

/// One finding as the renderer wants it: title, excerpts, then help, reason and fixes.
fn group<'a>(findings: &Findings, found: &'a Diagnostic) -> Group<'a> {
    let title = level(found.severity).primary_title(one_line(&found.message));
    let mut group = Group::with_title(title.id(found.rule));
    for (path, marks) in marks_by_file(found) {
        group = file(group, findings, &path, marks);
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(lines(help)));
    }
    if let Some(why) = why(found.clauses) {
        group = group.element(Level::NOTE.with_name("why").message(why));
    }
    for fix in &found.fixes {
        let how = if fix.safe { "" } else { ", after a look" };
        let text = format!("{}{how}", one_line(&fix.title));
        group = group.element(Level::HELP.with_name("fix available").message(text));
    }
    group
}

/// The primary place's file first, then those of the labels, each once, in their order.
fn marks_by_file(found: &Diagnostic) -> Vec<(Arc<str>, Vec<Mark>)> {
    let primary = Mark {
        span: found.span,
        label: None,
        primary: true,
    };
    let mut files = vec![(Arc::clone(&found.path), vec![primary])];
    for label in &found.related {
        let mark = Mark {
            span: label.span,
            label: Some(one_line(&label.message)),
            primary: false,
        };
        match files.iter_mut().find(|(path, _)| *path == label.path) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((Arc::clone(&label.path), vec![mark])),
        }
    }
    files
}

/// The places in one file: excerpts, or the place alone where there is nothing to show.
fn file<'a>(mut group: Group<'a>, findings: &Findings, path: &str, marks: Vec<Mark>) -> Group<'a> {
    let source = findings.source(path);
    let can_show = |mark: &Mark| source.is_some_and(|source| can_show(source, mark.span));
    let (shown, bare): (Vec<Mark>, Vec<Mark>) = marks.into_iter().partition(can_show);
    for mark in bare {
        group = named(group, findings, path, mark);
    }
    for excerpt in source
        .into_iter()
        .flat_map(|source| excerpts(source, shown.clone()))
    {
        group = group.element(snippet(excerpt).path(one_line(path)));
    }
    group
}

/// A place without an excerpt; what its label says follows as a note.
fn named<'a>(group: Group<'a>, findings: &Findings, path: &str, mark: Mark) -> Group<'a> {
    let place = place(findings, path, mark.span);
    match mark.label {
        Some(label) => group.element(Level::NOTE.message(format!("{place}: {label}"))),
        None => group.element(Origin::path(place)),
    }
}

/// An excerpt with its marks.
fn snippet<'a>(excerpt: Excerpt) -> Snippet<'a, Annotation<'a>> {
    let marks = excerpt.marks.into_iter().map(|(range, mark)| {
        let kind = match mark.primary {
            true => AnnotationKind::Primary,
            false => AnnotationKind::Context,
        };
        kind.span(range).label(mark.label)
    });
    Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .annotations(marks)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::text::source::Span;

    const RISK: (&str, &str) = (
        "risks/r.yaml",
        "kind: risk\nid: R-1\nowner: jane\nassets: [x]\n",
    );
    const PEOPLE: (&str, &str) = ("people.yaml", "kind: person\nid: janet\n");

    fn plain(findings: &Findings) -> String {
        render(findings, &Context::default())
    }

    #[test]
    fn a_finding_shows_its_place_its_labels_in_other_files_its_help_reason_and_fix() {
        let span = Span::new(17, 22);
        let found = sample::found(RISK, "jane", Severity::Error)
            .help("did you mean `janet`?")
            .label(&PEOPLE.0.into(), span, "declared here")
            .fix("write `janet`", false, Span::new(26, 30), "janet");
        let text = plain(&sample::findings(&[RISK, PEOPLE], vec![found]));
        let expected = "\
error[dangling-reference]: `jane` names nothing
 --> risks/r.yaml:3:8
  |
3 | owner: jane
  |        ^^^^
  |
 ::: people.yaml:2:5
  |
2 | id: janet
  |     ----- declared here
  |
  = help: did you mean `janet`?
  = why: clause 7.5.3
  = fix available: write `janet`, after a look

1 error in 214 documents (1 suppressed)
1 can be mended by `isms fix --unsafe`
";
        assert_eq!(text, expected);
    }

    #[test]
    fn nothing_in_the_repository_reaches_the_terminal_as_an_escape_or_an_override() {
        let file = (
            "a\u{1b}[2J\u{202e}.yaml",
            "x: \u{1b}[31m\u{9b}1m\u{2066} bad\r\n",
        );
        let mut found = sample::found(file, "bad", Severity::Warning)
            .help("\u{1b}]8;;http://evil\u{7}\nerror[x]: forged")
            .label(&"gone\u{1b}c".into(), Span::new(1, 2), "\u{202e}label")
            .fix("\u{1b}[0m", true, Span::new(0, 1), "y");
        found.message = "first\nerror[forged]: second\u{1b}[1m".to_owned();
        let text = plain(&sample::findings(&[file], vec![found]));
        let acts = |c: char| c != '\n' && super::super::visible::character(c) != c;
        assert_eq!(text.chars().find(|c| acts(*c)), None, "{text}");
        let forged = text.lines().filter(|line| line.starts_with("error["));
        assert_eq!(forged.count(), 0, "{text}");
        assert!(text.contains("a␛[2J\u{fffd}.yaml:1:14"), "{text}");
    }

    #[test]
    fn a_whole_file_and_an_unreadable_file_are_named_without_an_excerpt() {
        let mut whole = sample::found(RISK, "kind", Severity::Error);
        whole.span = Span::default();
        let text = plain(&sample::findings(&[RISK], vec![whole.clone()]));
        assert!(text.contains("--> risks/r.yaml\n"), "{text}");
        assert!(!text.contains("1 |"), "{text}");
        whole.span = Span::new(3, 5);
        let text = plain(&sample::findings(&[], vec![whole]));
        assert!(text.contains("--> risks/r.yaml\n"), "{text}");
    }

    #[test]
    fn a_place_far_out_in_a_very_long_line_is_still_named_exactly() {
        let long = format!("{}HERE{}", "ä".repeat(500_000), "b".repeat(500_000));
        let file = ("long.yaml", long.as_str());
        let found = sample::found(file, "HERE", Severity::Error);
        let text = plain(&sample::findings(&[file], vec![found]));
        assert!(text.contains("--> long.yaml:1:500001\n"), "{text}");
        assert!(text.len() < 1000);
    }

    #[test]
    fn a_rule_that_repeats_is_shown_three_times_and_every_other_place_is_named() {
        let names: Vec<String> = (0..20).map(|n| format!("risks/{n}.yaml")).collect();
        let files: Vec<_> = names.iter().map(|n| (n.as_str(), RISK.1)).collect();
        let each = files
            .iter()
            .map(|f| sample::found(*f, "jane", Severity::Warning));
        let text = plain(&sample::findings(&files, each.collect()));
        assert_eq!(text.matches("--> ").count(), 3, "{text}");
        assert!(
            text.contains("warning[dangling-reference]: 17 more"),
            "{text}"
        );
        for name in &names {
            assert!(text.contains(&format!("{name}:3:8")), "{name} in {text}");
        }
    }

    #[test]
    fn a_clean_check_says_what_was_silent_and_as_of_when() {
        let mut clean = sample::findings(&[], Vec::new());
        clean.summary.not_judged = 2;
        assert_eq!(
            plain(&clean),
            "No findings in 214 documents as of 2026-11-20 at stage stage-1 \
             (1 suppressed; 2 documents could not be judged)\n"
        );
    }

    #[test]
    fn columns_stand_under_wide_characters_and_tabs() {
        let file = ("a.yaml", "a:\t表表 here # x\n");
        let found = sample::found(file, "here", Severity::Info);
        let text = plain(&sample::findings(&[file], vec![found]));
        assert!(text.contains("a.yaml:1:7\n"), "{text}");
        assert!(
            text.contains("\n1 | a:    表表 here # x\n  |            ^^^^\n"),
            "{text}"
        );
    }

    #[test]
    fn colours_are_written_only_when_asked_for() {
        let findings = sample::findings(&[RISK], vec![sample::found(RISK, "jane", Severity::Info)]);
        let colored = Context {
            color: true,
            ..Context::default()
        };
        assert!(render(&findings, &colored).contains("\u{1b}["));
        assert!(!plain(&findings).contains('\u{1b}'));
    }

    proptest::proptest! {
        #[test]
        fn no_text_and_no_span_can_break_the_drawing(
            text in "[a-z表\t\r\n\u{feff}\u{1b}\u{301}]{0,60}",
            spans in proptest::collection::vec((0_usize..90, 0_usize..90), 1..4),
        ) {
            let mut found = Diagnostic::new("r", &"f".into(), Span::new(spans[0].0, spans[0].1), "m");
            for (start, end) in spans {
                found = found.label(&"f".into(), Span::new(start, end), "label");
            }
            let text = plain(&sample::findings(&[("f", &text)], vec![found]));
            proptest::prop_assert!(text.contains("error[r]: m"));
        }
    }
}
