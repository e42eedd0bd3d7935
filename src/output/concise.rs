//! `--format concise`: one line a finding, for grep, for quickfix lists, and for logs that must stay short.
//!
//! In Vim: `set errorformat=%f:%l:%c:\ %t%*[^[][%*[^]]]\ %m`, then
//! `:cexpr system('isms check --format concise')`.

use super::format::{Context, FindingsFormat};
use super::tally::tally;
use super::told::exact_place;
use super::visible::one_line;
use crate::analysis::findings::Findings;
use crate::text::diagnostic::Diagnostic;

/// One line a finding.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "concise",
    summary: "one line a finding, for grep and editors",
    render,
};

fn render(findings: &Findings, _: &Context) -> String {
    let mut out = String::new();
    for found in &findings.diagnostics {
        out.push_str(&line(findings, found));
    }
    out.push_str(&tally(findings));
    out.push('\n');
    out
}

/// `path:line:column: severity[rule] message`; whatever the repository says stays on this line.
fn line(findings: &Findings, found: &Diagnostic) -> String {
    let place = exact_place(findings, &found.path, found.span);
    // What a machine of a forge would obey at the start of a line is still that path.
    let here = if place.starts_with("::") || place.starts_with("##[") {
        "./"
    } else {
        ""
    };
    let said = one_line(&found.message);
    format!("{here}{place}: {}[{}] {said}\n", found.severity, found.rule)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::text::diagnostic::Severity;
    use crate::text::source::Span;

    #[test]
    fn each_finding_is_one_line_with_its_place_and_the_tally_is_the_last() {
        let file = ("a\n:1:1: error[forged] b.yaml", "x: 1\nowner:\t表 jane\n");
        let mut found = sample::found(file, "jane", Severity::Warning);
        found.message = "first\r\nb.yaml:1:1: error[forged] second\u{1b}[1m".to_owned();
        let mut whole = found.clone();
        whole.span = Span::default();
        let text = render(
            &sample::findings(&[file], vec![found, whole]),
            &Context::default(),
        );
        let said = "warning[dangling-reference] first␍␊b.yaml:1:1: error[forged] second␛[1m";
        let path = "a␊:1:1: error[forged] b.yaml";
        assert_eq!(
            text,
            format!(
                "{path}:2:10: {said}\n{path}:1:1: {said}\n\
                 2 warnings in 214 documents (1 suppressed)\n"
            )
        );
    }
}
