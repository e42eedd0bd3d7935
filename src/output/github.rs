//! `--format github`: annotations on the changed lines, and the whole list for the job's summary.
//!
//! GitHub shows ten annotations of each weight a step and drops the others without a word, so the
//! heaviest are written and a notice says how many were not. Nothing that the repository says is
//! printed outside an escaped command, so no line of it can be read as one.

use super::format::{Context, FindingsFormat};
use super::summary;
use super::tally::{count, tally};
use super::told::{bounded, words};
use super::visible::one_line;
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Severity};
use std::cmp::Reverse;
use std::collections::HashMap;

/// For GitHub Actions: annotations at their lines.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "github",
    summary: "for GitHub Actions: annotations at their lines",
    render,
};

/// How many annotations of one weight a step may have.
const BUDGET: usize = 10;

fn render(findings: &Findings, _: &Context) -> String {
    let all = in_turn(findings);
    let (mut shown, mut omitted) = within(&all, [BUDGET; 3]);
    if omitted != [0; 3] {
        // The notice about the others is an annotation too.
        (shown, omitted) = within(&all, [BUDGET - 1, BUDGET, BUDGET]);
    }
    let commands = shown.iter().map(|found| command(findings, found));
    let mut out: String = commands.collect();
    if omitted != [0; 3] {
        out.push_str(&notice(omitted));
    }
    out.push_str(&tally(findings));
    out.push('\n');
    out
}

/// The heaviest first; among equals the first of each rule, then the second: a rule that repeats would
/// take all the room that there is.
fn in_turn(findings: &Findings) -> Vec<&Diagnostic> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let numbered = findings.diagnostics.iter().map(|found| {
        let number = seen.entry(found.rule).or_default();
        *number += 1;
        (*number, found)
    });
    let mut all: Vec<(usize, &Diagnostic)> = numbered.collect();
    all.sort_by_key(|(number, found)| (Reverse(found.severity), *number));
    all.into_iter().map(|(_, found)| found).collect()
}

/// What a budget for informations, warnings and errors allows, and how many of each it leaves out.
fn within<'a>(all: &[&'a Diagnostic], mut left: [usize; 3]) -> (Vec<&'a Diagnostic>, [usize; 3]) {
    let (mut shown, mut omitted) = (Vec::new(), [0; 3]);
    for found in all {
        let weight = found.severity as usize;
        match &mut left[weight] {
            0 => omitted[weight] += 1,
            left => {
                *left -= 1;
                shown.push(*found);
            }
        }
    }
    (shown, omitted)
}

/// Says what has no annotation, and where it is.
fn notice([infos, warnings, errors]: [usize; 3]) -> String {
    let parts = [(errors, "error"), (warnings, "warning"), (infos, "info")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, name)| count(number, name)).collect();
    format!(
        "::notice title=isms::{} without an annotation, for GitHub shows {BUDGET} of each weight; \
         see the summary of this job\n",
        parts.join(", ")
    )
}

/// One workflow command. Columns are left out when the finding spans lines, for GitHub refuses them.
fn command(findings: &Findings, found: &Diagnostic) -> String {
    let (start, end) = findings.positions(&found.path, found.span);
    let name = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let file = property(&one_line(&findings.git_path(&found.path)));
    let (first, last) = findings.lines(&found.path, found.span);
    let mut place = format!("file={file},line={first},endLine={last}");
    if start.line == end.line {
        place.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    let title = property(found.rule);
    let said = escaped(&bounded(&words(found)));
    format!("::{name} {place},title={title}::{said}\n")
}

fn escaped(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// A property ends at a comma or a colon, so those are escaped too.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// What `$GITHUB_STEP_SUMMARY` may hold in bytes.
pub const MAX_SUMMARY_BYTES: usize = 1 << 20;

/// All findings as Markdown for the job's summary, in at most `max_bytes`; what does not fit is counted at
/// the end.
pub fn summary_markdown(findings: &Findings, max_bytes: usize) -> String {
    summary::markdown(findings, max_bytes)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, HOSTILE_PATH};
    use super::*;
    use crate::text::source::Span;

    const FILE: (&str, &str) = (HOSTILE_PATH, "a: 1\nowner: jane\nb: 2\n");

    fn rendered(diagnostics: Vec<Diagnostic>) -> String {
        render(&sample::findings(&[FILE], diagnostics), &Context::default())
    }

    #[test]
    fn a_hostile_path_and_message_stay_inside_one_command() {
        let mut found = sample::found(FILE, "jane", Severity::Error);
        found.message = "100%\n::add-mask::x\r\n\u{1b}[31mred, a:b".to_owned();
        let text = rendered(vec![found]);
        assert_eq!(
            text.lines().next(),
            Some(
                "::error file=a%2Cb%250Ac%3A%3Aerror.yaml,line=2,endLine=2,col=8,endColumn=12,\
                 title=dangling-reference::100%25%0A::add-mask::x%0A␛[31mred, a:b"
            )
        );
        assert_eq!(text.lines().count(), 2);
    }

    #[test]
    fn columns_are_left_out_of_a_finding_that_spans_lines() {
        let mut found = sample::found(FILE, "jane", Severity::Info);
        found.span = Span::new(0, 17);
        let text = rendered(vec![found]);
        assert!(text.starts_with("::notice file="), "{text}");
        assert!(text.contains(",line=1,endLine=2,title="), "{text}");
    }

    #[test]
    fn ten_of_each_weight_are_annotated_heaviest_first_and_the_rest_is_counted() {
        let of = |severity| vec![sample::found(FILE, "jane", severity); 12];
        let all = [
            of(Severity::Info),
            of(Severity::Warning),
            of(Severity::Error),
        ];
        let text = rendered(all.concat());
        let names: Vec<&str> = text.lines().filter_map(|l| l.split(' ').next()).collect();
        assert!(names[..10].iter().all(|name| *name == "::error"), "{text}");
        assert_eq!(text.matches("::warning ").count(), 10);
        assert_eq!(text.matches("::notice ").count(), 10);
        let said =
            "::notice title=isms::2 errors, 2 warnings, 3 infos without an annotation, for GitHub";
        assert!(text.contains(said), "{text}");
    }

    #[test]
    fn a_rule_that_repeats_leaves_room_for_the_others() {
        let mut all = vec![sample::found(FILE, "jane", Severity::Error); 30];
        all[29].rule = "risk-without-owner";
        let text = rendered(all);
        let second = text.lines().nth(1).unwrap_or_default();
        assert!(second.contains("title=risk-without-owner::"), "{text}");
        assert!(
            text.contains("isms::20 errors without an annotation"),
            "{text}"
        );
    }

    #[test]
    fn ten_informations_need_no_notice_about_themselves() {
        let text = rendered(vec![sample::found(FILE, "jane", Severity::Info); 10]);
        assert_eq!(text.matches("::notice file=").count(), 10);
        assert!(!text.contains("without an annotation"), "{text}");
    }

    #[test]
    fn an_end_at_the_start_of_a_line_is_one_of_the_line_before() {
        let mut found = sample::found(FILE, "jane", Severity::Error);
        found.span = Span::new(0, 5);
        let text = rendered(vec![found]);
        assert!(text.contains(",line=1,endLine=1,title="), "{text}");
    }
}
