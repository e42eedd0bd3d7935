//! Any path, message and place at all: each format stays what it is.

use crate::hostile::{TEXT, marker, numbers, of, render};
use crate::{github, junit, markdown};
use isms::text::diagnostic::Diagnostic;
use isms::text::source::{SourceFile, Span};
use proptest::prelude::*;
use std::sync::Arc;

/// Characters that mean something somewhere, and some that mean nothing.
const SIGNS: &str = "[-a-z<>&|`@#!:;,.%\"'/\\\\\\[\\](){}$~*_ \t\r\n\
    \u{0}\u{1b}\u{85}\u{202e}\u{feff}\u{ffff}é😀]{0,40}";

proptest! {
    #[test]
    fn one_finding_stays_one_finding(
        path in SIGNS,
        message in SIGNS,
        help in SIGNS,
        start in 0_usize..60,
        length in 0_usize..60,
        is_read in any::<bool>(),
    ) {
        let path: Arc<str> = path.into();
        let span = Span::new(start, start + length);
        let message = format!("{message} {}", marker(7));
        let found = Diagnostic::new("dangling-reference", &path, span, message).help(help);
        let mut findings = of(vec![found]);
        // What is said of each rule is told by other tests, and is long.
        findings.rules.retain(|rule| rule.name == "dangling-reference");
        if is_read {
            let file = Arc::new(SourceFile::new(Arc::clone(&path), TEXT));
            Arc::make_mut(&mut findings.sources).insert(path, file);
        }

        let text = render("concise", &findings);
        prop_assert_eq!(text.split(['\n', '\r']).count(), 3);

        let text = render("github", &findings);
        let (commands, others) = github::commands(&text);
        prop_assert_eq!((commands.len(), others.len()), (1, 1), "{}", text);
        prop_assert!(numbers(&commands[0].message).contains(&7));

        let report = junit::read(&render("junit", &findings));
        prop_assert_eq!(report.failures, 1);

        let html = markdown::html(&render("md", &findings));
        let (tags, text) = markdown::foreign(&html);
        prop_assert_eq!(tags, Vec::<String>::new(), "{}", html);
        prop_assert_eq!(html.matches("<td>").count(), 2, "{}", html);
        prop_assert!(numbers(&text).contains(&7));

        for format in ["json", "sarif", "gitlab", "rdjson"] {
            let text = render(format, &findings);
            let value: Result<serde_json::Value, _> = serde_json::from_str(&text);
            prop_assert!(value.is_ok(), "{}: {}", format, text);
        }
    }
}
