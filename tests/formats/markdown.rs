//! `md`, read by a CommonMark parser with GitHub's extensions that leaves raw HTML as it is, as forges do.

use crate::hostile::{findings, numbers, of, render};

pub(crate) fn html(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(markdown, &options)
}

/// The names of all tags, and what is between them.
fn taken_apart(html: &str) -> (Vec<String>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    for part in html.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        tags.push(tag.split([' ', '/']).next().unwrap_or_default().to_owned());
        text.push_str(rest);
    }
    (tags, text)
}

/// What we write ourselves; any other tag comes from a text.
const OURS: [&str; 14] = [
    "", "br", "code", "details", "h3", "h4", "p", "summary", "table", "tbody", "td", "th", "thead",
    "tr",
];

/// Tags that are not ours, and the text between all tags.
pub(crate) fn foreign(html: &str) -> (Vec<String>, String) {
    let (mut tags, text) = taken_apart(html);
    tags.retain(|tag| !OURS.contains(&tag.as_str()));
    (tags, text)
}

#[test]
fn every_finding_is_a_row_and_no_text_becomes_markup() {
    let findings = findings();
    let html = html(&render("md", &findings));
    let (tags, text) = foreign(&html);
    assert_eq!(tags, Vec::<String>::new());
    let tables = html.matches("<table>").count();
    assert_eq!(html.matches("<details").count(), tables);
    assert_eq!(html.matches("</details>").count(), tables);
    assert_eq!(
        html.matches("<tr>").count(),
        tables + findings.diagnostics.len()
    );
    assert_eq!(html.matches("<td>").count(), 2 * findings.diagnostics.len());
    let mut all = numbers(&text);
    all.sort_unstable();
    assert_eq!(all, (0..findings.diagnostics.len()).collect::<Vec<_>>());
}

/// What stands outside of code, where forges look for mentions and issues.
fn outside_code(html: &str) -> String {
    let parts = html
        .split("<code>")
        .map(|part| part.split("</code>").last());
    parts.flatten().collect()
}

#[test]
fn nobody_is_mentioned_and_no_issue_is_linked() {
    let html = html(&render("md", &findings()));
    let (_, everything) = taken_apart(&html);
    let (_, outside) = taken_apart(&outside_code(&html));
    for (sign, text) in [('@', &everything), ('#', &outside), ('!', &outside)] {
        let parts: Vec<&str> = text.split(sign).skip(1).collect();
        assert!(!parts.is_empty());
        let is_apart = |after: &&str| after.starts_with('\u{200b}');
        assert!(parts.iter().all(is_apart), "{sign}");
    }
}

#[test]
fn a_clean_check_says_so() {
    let text = render("markdown", &of(Vec::new()));
    assert!(
        text.contains("\n\nNo findings in 8 documents as of 2026-11-20 at stage stage-1"),
        "{text}"
    );
    assert!(!text.contains('<'), "{text}");
}
