//! All findings as Markdown that forges show in a job's summary or a comment: by weight, then by rule.
//!
//! The text comes from documents that anybody may have proposed, and may end up in a comment of a bot with
//! more rights than they have. So every character that could mean something to Markdown, to HTML or to the
//! forge (a mention, an issue, an address) is written as a character reference.

use super::tally::{count, tally};
use super::told::{bounded, place, why};
use super::visible::one_line;
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeMap;

/// Room for the end of a table that is cut, and for the line that counts what is missing.
const TAIL: usize = 200;
/// More findings of one rule would bury the others.
const UNFOLDED: usize = 10;
/// What ends the findings of a rule.
const CLOSING: &str = "\n</details>\n";

/// All findings, the heaviest first, in at most `max_bytes`; what does not fit is counted at the end.
pub fn markdown(findings: &Findings, max_bytes: usize) -> String {
    let mut out = heading(findings);
    let pieces = pieces(findings);
    let mut is_open = false;
    for (shown, piece) in pieces.iter().enumerate() {
        let size = piece.before.len() + piece.row.len() + piece.after.len();
        if out.len() + size > max_bytes.saturating_sub(TAIL) {
            out.push_str(if is_open { CLOSING } else { "" });
            let rest = count(pieces.len() - shown, "more finding");
            out.push_str(&format!(
                "\n{rest} did not fit here; `isms check` lists all of them.\n"
            ));
            break;
        }
        out.extend([&*piece.before, &*piece.row, piece.after]);
        is_open = piece.after.is_empty();
    }
    out.truncate(out.floor_char_boundary(max_bytes));
    out
}

fn heading(findings: &Findings) -> String {
    let (as_of, stage) = (findings.as_of, findings.stage);
    let mut out = format!("### isms check\n\n{}", tally(findings));
    if !findings.diagnostics.is_empty() {
        out.push_str(&format!("  \nas of {as_of} at stage {stage}"));
    }
    if let Some(revision) = &findings.revision {
        out.push_str(&format!(", revision {}", inert(revision)));
    }
    out.push('\n');
    out
}

/// A finding, and what opens and closes its surroundings when it is the first or the last of them.
struct Piece {
    before: String,
    row: String,
    after: &'static str,
}

fn pieces(findings: &Findings) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(findings.diagnostics.len());
    let weights = [
        (Severity::Error, "Errors"),
        (Severity::Warning, "Warnings"),
        (Severity::Info, "Informations"),
    ];
    for (severity, title) in weights {
        let mut rules: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        let of_weight = findings.diagnostics.iter();
        for found in of_weight.filter(|found| found.severity == severity) {
            rules.entry(found.rule).or_default().push(found);
        }
        let mut title = format!("\n#### {title}\n");
        for (rule, found) in rules {
            let rows = found.iter().map(|found| Piece {
                before: String::new(),
                row: row(findings, found),
                after: "",
            });
            let first = pieces.len();
            pieces.extend(rows);
            pieces[first].before = std::mem::take(&mut title) + &opening(findings, rule, &found);
            pieces
                .last_mut()
                .expect("internal error: a rule here has a finding")
                .after = CLOSING;
        }
    }
    pieces
}

/// What a rule is about, and the head of the table of its findings; errors are unfolded when they are few.
fn opening(findings: &Findings, rule: &str, found: &[&Diagnostic]) -> String {
    let open = match found[0].severity {
        Severity::Error if found.len() <= UNFOLDED => " open",
        _ => "",
    };
    let known = findings.rules.iter().find(|info| info.name == rule);
    let summary = known.map(|info| info.summary()).unwrap_or_default();
    let why = why(found[0].clauses).map_or(String::new(), |why| format!(" ({why})"));
    let number = count(found.len(), "finding");
    format!(
        "\n<details{open}>\n<summary>{}: {number}. {}{}</summary>\n\n\
         | where | what |\n|---|---|\n",
        code(rule),
        prose(&summary),
        inert(&why),
    )
}

fn row(findings: &Findings, found: &Diagnostic) -> String {
    let place = place(findings, &found.path, found.span);
    let help = found.help.as_deref().map(prose);
    let help = help.map_or(String::new(), |help| format!("<br>{help}"));
    format!(
        "| {} | {}{help} |\n",
        code(&findings.git_path(&place)),
        prose(&found.message),
    )
}

/// A sentence, what it has between backticks as code.
fn prose(text: &str) -> String {
    let text = bounded(text.trim_end());
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return inert(&text);
    }
    let shown = |(at, part): (usize, &&str)| match at % 2 {
        1 => code(part),
        _ => inert(part),
    };
    parts.iter().enumerate().map(shown).collect()
}

/// Stands between a sign and a name, and is not seen: a forge looks for mentions, issues and addresses after
/// it has resolved references.
const JOINT: &str = "&#8203;";

/// Text that Markdown, HTML and forges leave alone, on one line. It may stand inside tags, where a backslash
/// escapes nothing, so that what means something becomes a reference.
fn inert(text: &str) -> String {
    written(text, &|_| true)
}

/// The same as code, where forges look for nothing but addresses: what is copied from it should be whole.
fn code(text: &str) -> String {
    let text = written(text, &|sign| matches!(sign, '@' | ':' | '.'));
    format!("<code>{text}</code>")
}

fn written(text: &str, is_joined: &dyn Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let text = one_line(&text.replace("\r\n", "\n"));
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match c {
            '␊' => out.push_str("<br>"),
            // Before a number or a blank it begins no address and no picture.
            ':' if next.is_ascii_digit() || next == ' ' => out.push(c),
            '@' | '#' | '!' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~'
            | '$' | ':' | '{' | '}' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
        if is_joined(c) && joins(c, next, &out) {
            out.push_str(JOINT);
        }
    }
    out
}

/// Whether a forge may take a sign and what follows together.
fn joins(c: char, next: char, written: &str) -> bool {
    let ends_with = |word: &str| {
        let end = written.len().checked_sub(word.len());
        let end = end.and_then(|at| written.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match c {
        '@' | '#' | '!' => true,
        '~' | '%' | '$' | '&' => next.is_alphanumeric() || next == '"',
        ':' => next == '/',
        '.' => ends_with("www."),
        '-' => next.is_ascii_digit() && ends_with("gh-"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, HOSTILE_PATH};
    use super::*;
    use crate::text::source::Span;

    const FILE: (&str, &str) = (HOSTILE_PATH, "a: 1\nowner: jane\nb: 2\n");

    fn found(severity: Severity) -> Diagnostic {
        sample::found(FILE, "jane", severity)
    }

    #[test]
    fn findings_stand_by_weight_and_rule_with_their_place_and_words() {
        let mut whole = found(Severity::Warning).help("write\nit");
        whole.span = Span::default();
        let all = vec![whole, found(Severity::Error)];
        let mut findings = sample::findings(&[FILE], all);
        findings.prefix = "docs".to_owned();
        findings.revision = Some("abc_d".to_owned());
        let expected = "\
### isms check

1 error, 1 warning in 214 documents (1 suppressed)  
as of 2026-11-20 at stage stage-1, revision abc&#95;d

#### Errors

<details open>
<summary><code>dangling-reference</code>: 1 finding. A reference names nothing. (clause 7.5.3)</summary>

| where | what |
|---|---|
| <code>docs/a,b%0Ac&#58;&#58;error.yaml:2:8</code> | <code>jane</code> names nothing |

</details>

#### Warnings

<details>
<summary><code>dangling-reference</code>: 1 finding. A reference names nothing. (clause 7.5.3)</summary>

| where | what |
|---|---|
| <code>docs/a,b%0Ac&#58;&#58;error.yaml</code> | <code>jane</code> names nothing<br>write<br>it |

</details>
";
        assert_eq!(markdown(&findings, usize::MAX), expected);
    }

    #[test]
    fn hostile_text_is_shown_as_text() {
        let mut hostile = found(Severity::Error).help("a | b </details> <!--");
        hostile.message =
            "<img src=x onerror=y> ![i](http://e) `c` `$x$\n# h | @team #1 !2 www.e.f GH-3 %v1"
                .to_owned();
        let text = markdown(&sample::findings(&[FILE], vec![hostile]), usize::MAX);
        let row = text
            .lines()
            .find(|line| line.contains("onerror"))
            .unwrap_or_default();
        assert_eq!(row.matches('|').count(), 3, "{row}");
        let plain = row
            .replace("<br>", "")
            .replace("<code>", "")
            .replace("</code>", "");
        assert_eq!(plain.find(['<', '`', '[', '@', '$', '!']), None, "{row}");
        let said = "&#60;img src=x onerror=y&#62; ";
        assert!(row.contains(said), "{row}");
        assert!(
            row.contains(" &#64;&#8203;team &#35;&#8203;1 &#33;&#8203;2 www.&#8203;e.f GH-&#8203;3 %&#8203;v1"),
            "{row}"
        );
        assert_eq!(text.matches("</details>").count(), 1, "{text}");
    }

    #[test]
    fn what_is_cut_is_counted_and_what_is_open_is_closed() {
        let all = vec![found(Severity::Error); 100];
        let findings = sample::findings(&[FILE], all);
        let rows = |text: &str| text.matches("names nothing |").count();
        assert_eq!(rows(&markdown(&findings, usize::MAX)), 100);
        for max in 600..1200 {
            let cut = markdown(&findings, max);
            assert!(cut.len() <= max && rows(&cut) < 100, "{cut}");
            let rest = format!("\n{} more findings did not fit here;", 100 - rows(&cut));
            assert!(cut.contains(&rest), "{cut}");
            assert_eq!(
                cut.matches("<details").count(),
                cut.matches("</details>").count()
            );
        }
        assert!(markdown(&findings, 50).len() <= 50);
    }

    #[test]
    fn a_sentence_without_an_end_is_cut() {
        let mut long = found(Severity::Error);
        long.message = "ä".repeat(100_000);
        let text = markdown(&sample::findings(&[FILE], vec![long]), usize::MAX);
        assert!(text.len() < 10_000 && text.contains("ä…"), "{}", text.len());
    }
}
