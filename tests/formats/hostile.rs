//! Findings whose paths, texts and messages try everything that some format could take for its own syntax.

use isms::analysis::findings::{Control, Findings, Summary};
use isms::output::format::Context;
use isms::rules::RULES;
use isms::text::diagnostic::{Diagnostic, FileEdit, Fix, RuleInfo, Severity, Stage};
use isms::text::edit::Edit;
use isms::text::source::{SourceFile, Span};
use std::sync::Arc;

/// The folder of the ISMS below the git root.
pub(crate) const PREFIX: &str = "docs/isms";

/// Paths that end a property, a line, an attribute, a tag, a table cell, or turn the text around.
pub(crate) const PATHS: [&str; 8] = [
    "a,b%0Ac::error.yaml",
    "new\nline\r\n::error file=x,line=1::.yaml",
    "quo\"te's <b>&amp; ]]>.md",
    "rtl \u{202e}lmay.\u{200f}.yaml",
    "ctl \u{1b}[31m\u{7}\u{9b}2J.yaml",
    "emoji 😀 ü/x y#z?.yaml",
    "`tick|pipe` @team <!-- .yaml",
    "plain.yaml",
];

/// A byte order mark, CRLF, a tab, an override, a character of four bytes and one of three before the needle.
pub(crate) static TEXT: &str = "\u{feff}x: 1\r\nowner:\t\u{202e}𐐀表 jane # c\r\nend: 2\r\n";

/// What most findings point at.
pub(crate) const NEEDLE: &str = "jane";

const MESSAGES: [&str; 10] = [
    "`jane` names nothing",
    "| a | b |\r\n\r\n# heading ` odd",
    "]]></failure></testcase> \"quoted\" & 'single'",
    "</td></table></details> <!-- <script>alert(1)</script> <img src=x>",
    "100% %0A::error file=x::forged",
    "\n::error file=forged::forged\r::add-mask::x\n##[error]forged",
    "[link](http://evil.example) ![i](https://evil.example) www.evil.example",
    "@team @org/team #1 !2 a@b.example",
    "\u{0}\u{8}\u{1b}[2J\u{7f}\u{85}\u{fffe}\u{ffff}\u{202e}\u{2066}",
    "forged.yaml:1:1: error[forged] 表 😀 \\ {{ 7*7 }} ${x}",
];

/// What tells a finding from every other: it stands in its message, in characters that no format changes.
pub(crate) fn marker(number: usize) -> String {
    format!("q{number}q")
}

/// Which finding a text is about.
pub(crate) fn numbers(text: &str) -> Vec<usize> {
    let parts = text.split('q');
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// The rules that the findings are of.
pub(crate) fn rules() -> Vec<RuleInfo> {
    let mut rules: Vec<RuleInfo> = RULES.iter().map(|rule| rule.info).collect();
    rules.sort_by_key(|rule| rule.name);
    rules
}

fn spans() -> [Span; 5] {
    let at = |needle: &str| TEXT.find(needle).unwrap();
    let (jane, owner, end) = (at(NEEDLE), at("owner"), at("end"));
    [
        Span::new(jane, jane + NEEDLE.len()),
        Span::new(at("x: 1"), owner + "owner".len()),
        Span::new(jane, jane),
        Span::new(owner, end),
        Span::default(),
    ]
}

fn edit(path: &str, needle: &str, text: &str) -> FileEdit {
    let start = TEXT.find(needle).unwrap();
    FileEdit {
        path: path.into(),
        edit: Edit {
            span: Span::new(start, start + needle.len()),
            text: text.to_owned(),
        },
    }
}

/// One fix of two edits, one that deletes, and one that reaches into another file.
fn fixes(path: &str) -> Vec<Fix> {
    let fix = |title: &str, safe, edits| Fix {
        title: title.to_owned(),
        safe,
        edits,
    };
    let two = vec![edit(path, NEEDLE, "\u{1b}ädä"), edit(path, "x: 1", "y: 2")];
    let other = vec![edit(path, NEEDLE, "x"), edit(PATHS[7], NEEDLE, "x")];
    vec![
        fix("write `ädä`\n::error::", true, two),
        fix("delete it", false, vec![edit(path, NEEDLE, "")]),
        fix("move it", false, other),
    ]
}

fn finding(number: usize, path: &Arc<str>, message: &str, rules: &[RuleInfo]) -> Diagnostic {
    let rule = &rules[number % 7];
    let span = spans()[number % 5];
    let message = format!("{message} {}", marker(number));
    let mut found = Diagnostic::new(rule.name, path, span, message)
        .help(MESSAGES[(number + 3) % MESSAGES.len()])
        .subject(format!("control/A.5.{}", number % 4))
        .field("owner")
        .label(
            &PATHS[number % 8].into(),
            spans()[0],
            MESSAGES[(number + 5) % 10],
        );
    found.severity = [Severity::Error, Severity::Warning, Severity::Info][number % 3];
    found.clauses = rule.clauses;
    if *path != PATHS[7].into() {
        found.fixes = fixes(path);
    }
    found
}

/// Every path with every message.
pub(crate) fn findings() -> Findings {
    let rules = rules();
    let paths = PATHS.iter().map(|path| Arc::<str>::from(*path));
    let pairs = paths.flat_map(|path| MESSAGES.map(|message| (Arc::clone(&path), message)));
    let all = pairs.enumerate();
    let all = all.map(|(number, (path, message))| finding(number, &path, message, &rules));
    of(all.collect())
}

/// The findings of a check that found these.
pub(crate) fn of(diagnostics: Vec<Diagnostic>) -> Findings {
    let number = |severity| {
        diagnostics
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    };
    let sources = PATHS.map(|path| (path.into(), Arc::new(SourceFile::new(path, TEXT))));
    let control = |id: &str, applicable| Control {
        id: id.to_owned(),
        title: "\"Title\" <b>\u{1b}".to_owned(),
        applicable,
    };
    Findings {
        as_of: jiff::civil::date(2026, 11, 20),
        stage: Stage::Stage1,
        revision: Some("abc-dirty".to_owned()),
        summary: Summary {
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            infos: number(Severity::Info),
            documents: 8,
            ..Summary::default()
        },
        diagnostics,
        ran: rules().iter().map(|rule| rule.name).collect(),
        rules: rules(),
        controls: vec![
            control("A.5.0", Some(true)),
            control("A.5.1", Some(false)),
            control("A.5.2", None),
            control("A.9.9", Some(false)),
        ],
        sources: Arc::new(sources.into_iter().collect()),
        prefix: PREFIX.to_owned(),
    }
}

/// The findings in a format.
pub(crate) fn render(format: &str, findings: &Findings) -> String {
    let format = isms::output::find(format).unwrap();
    (format.render)(findings, &Context::default())
}

/// Number, finding, and the text that it points at.
pub(crate) fn expected(findings: &Findings) -> Vec<(usize, &Diagnostic, &'static str)> {
    let each = findings.diagnostics.iter().enumerate();
    each.map(|(number, found)| (number, found, &TEXT[found.span.range()]))
        .collect()
}

/// The text between two places in lines and Unicode characters, both from 1; a byte order mark is none.
pub(crate) fn cut_characters(text: &str, start: (usize, usize), end: (usize, usize)) -> &str {
    let offset = |(line, column): (usize, usize)| {
        let begin = line_start(text, line);
        let mark = if text[begin..].starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let before = text[begin + mark..].chars().take(column - 1);
        begin + mark + before.map(char::len_utf8).sum::<usize>()
    };
    &text[offset(start)..offset(end)]
}

/// The text between two places in lines and bytes, both from 1.
pub(crate) fn cut_bytes(text: &str, start: (usize, usize), end: (usize, usize)) -> &str {
    let offset = |(line, column): (usize, usize)| line_start(text, line) + column - 1;
    &text[offset(start)..offset(end)]
}

fn line_start(text: &str, line: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line - 1);
    lines.map(str::len).sum()
}

/// A number of JSON.
pub(crate) fn number(value: &serde_json::Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}
