//! `--format github`: annotations on the changed lines, and the whole list for the job's summary.
//!
//! GitHub shows ten annotations of each weight a step and drops the others without a word, so the
//! heaviest are written and the last line says how many were not. Nothing that the repository says is
//! printed outside an escaped command, so no line of it can be read as one.

use super::format::{Context, FindingsFormat};
use super::tally::{count, tally};
use super::visible::{lines, one_line};
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Severity};

/// For GitHub Actions: annotations at their lines.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "github",
    summary: "for GitHub Actions: annotations at their lines",
    render,
};

/// How many annotations of one weight a step may have.
const BUDGET: usize = 10;

fn render(findings: &Findings, _: &Context) -> String {
    let mut out = String::new();
    let mut left = [BUDGET; 3];
    let mut omitted = 0;
    for found in findings.heaviest_first() {
        match &mut left[found.severity as usize] {
            0 => omitted += 1,
            left => {
                *left -= 1;
                out.push_str(&command(findings, found));
            }
        }
    }
    out.push_str(&tally(findings));
    if omitted > 0 {
        let omitted = count(omitted, "finding");
        out.push_str(&format!(
            "\n{omitted} without an annotation, for GitHub shows {BUDGET} of each weight; \
             the summary of this job lists all of them"
        ));
    }
    out.push('\n');
    out
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
    // An end at the start of a line belongs to the line before: ends are exclusive.
    let to = if end.column == 1 {
        end.line - 1
    } else {
        end.line
    };
    let to = to.max(start.line);
    let mut place = format!("file={file},line={},endLine={to}", start.line);
    if start.line == end.line {
        place.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    let title = property(found.rule);
    format!("::{name} {place},title={title}::{}\n", message(found))
}

/// The message and the help, escaped so that they stay one command.
fn message(found: &Diagnostic) -> String {
    let mut text = lines(&found.message);
    if let Some(help) = &found.help {
        text.push_str("\nhelp: ");
        text.push_str(&lines(help));
    }
    escaped(&text)
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

/// All findings as Markdown for the job's summary, the heaviest first, in at most `max_bytes`; what
/// does not fit is counted at the end.
pub fn summary_markdown(findings: &Findings, max_bytes: usize) -> String {
    // Enough for the line that counts what did not fit.
    const TAIL: usize = 160;
    let mut out = heading(findings);
    let all = findings.heaviest_first();
    for (number, found) in all.iter().enumerate() {
        let row = row(findings, found);
        if out.len() + row.len() + TAIL > max_bytes {
            let rest = count(all.len() - number, "more finding");
            out.push_str(&format!(
                "\n{rest} did not fit here; `isms check --format json` lists all.\n"
            ));
            break;
        }
        out.push_str(&row);
    }
    out.truncate(out.floor_char_boundary(max_bytes));
    out
}

fn heading(findings: &Findings) -> String {
    let (as_of, stage) = (findings.as_of, findings.stage);
    let mut out = format!("### isms check\n\n{}  \n", tally(findings));
    out.push_str(&format!("as of {as_of} at stage {stage}"));
    if let Some(revision) = &findings.revision {
        out.push_str(&format!(", revision {}", inert(revision)));
    }
    out.push_str("\n\n");
    if !findings.diagnostics.is_empty() {
        out.push_str("| | where | what | rule |\n|---|---|---|---|\n");
    }
    out
}

fn row(findings: &Findings, found: &Diagnostic) -> String {
    let (start, _) = findings.positions(&found.path, found.span);
    let place = inert(&findings.git_path(&found.path));
    let help = found.help.as_deref().map(inert);
    let help = help.map_or(String::new(), |help| format!("<br>{help}"));
    format!(
        "| {} | {place}:{}:{} | {}{help} | {} |\n",
        found.severity,
        start.line,
        start.column,
        inert(&found.message),
        inert(found.rule),
    )
}

/// Text that Markdown and HTML leave alone: what could mean something to them becomes a reference.
fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '␊' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '@' | '#'
            | '!' | ':' | '"' | '{' | '}' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
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
        assert!(
            text.contains("\n6 findings without an annotation"),
            "{text}"
        );
    }

    #[test]
    fn the_summary_shows_hostile_text_as_text() {
        let mut found = sample::found(FILE, "jane", Severity::Error).help("a | b");
        found.message = "<img src=x onerror=y> ![i](http://e) `c` $x$\n# h | @u".to_owned();
        let text = summary_markdown(&sample::findings(&[FILE], vec![found]), 10_000);
        let row = text.lines().last().unwrap_or_default();
        assert_eq!(row.matches('|').count(), 5, "{row}");
        assert_eq!(
            row.replace("<br>", "").find(['<', '`', '[', '@', '$']),
            None,
            "{row}"
        );
        assert!(row.contains("&#60;img src=x onerror=y&#62;"), "{row}");
    }

    #[test]
    fn the_summary_holds_all_findings_that_fit_and_counts_the_others() {
        let all = vec![sample::found(FILE, "jane", Severity::Error); 100];
        let findings = sample::findings(&[FILE], all);
        let whole = summary_markdown(&findings, MAX_SUMMARY_BYTES);
        assert_eq!(whole.matches("| error |").count(), 100);
        let cut = summary_markdown(&findings, 2000);
        let shown = cut.matches("| error |").count();
        assert!(cut.len() <= 2000 && shown > 5, "{cut}");
        assert!(cut.contains(&format!("\n{} more findings did not fit", 100 - shown)));
        assert!(summary_markdown(&findings, 50).len() <= 50);
    }
}
