//! Findings for the tests of the formats, hostile where it matters.

use crate::analysis::findings::{Control, Findings, Summary};
use crate::text::diagnostic::{Diagnostic, Level, Levels, RuleInfo, Severity, Stage};
use crate::text::source::{SourceFile, Span};
use std::sync::Arc;

/// A path that tries to end a workflow command's property and to start another command.
pub(crate) const HOSTILE_PATH: &str = "a,b%0Ac::error.yaml";

const ON: Level = Level::On(Severity::Error);

/// The rules that the sample findings name.
pub(crate) const RULES: [RuleInfo; 2] = [
    RuleInfo {
        name: "dangling-reference",
        family: "reading",
        clauses: &["7.5.3"],
        levels: Levels {
            building: ON,
            stage_1: ON,
            certified: ON,
        },
        doc: "A reference names nothing.\n\nWithout its target a link proves nothing.",
        fix: true,
    },
    RuleInfo {
        name: "risk-without-owner",
        family: "risk",
        clauses: &["6.1.2", "A.5.2"],
        levels: Levels {
            building: Level::Off,
            stage_1: ON,
            certified: ON,
        },
        doc: "",
        fix: false,
    },
];

/// Findings in these files.
pub(crate) fn findings(files: &[(&str, &str)], diagnostics: Vec<Diagnostic>) -> Findings {
    let number = |severity| {
        diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    let source = |(path, text): &(&str, &str)| {
        let file = Arc::new(SourceFile::new(*path, *text));
        (Arc::clone(&file.path), file)
    };
    Findings {
        as_of: jiff::civil::date(2026, 11, 20),
        stage: Stage::Stage1,
        revision: None,
        summary: Summary {
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            infos: number(Severity::Info),
            suppressed: 1,
            files: files.len(),
            documents: 214,
            ..Summary::default()
        },
        diagnostics,
        rules: RULES.to_vec(),
        ran: RULES.iter().map(|rule| rule.name).collect(),
        controls: vec![
            control("A.5.2", "Roles", Some(true)),
            control("A.7.1", "Perimeters", Some(false)),
        ],
        sources: Arc::new(files.iter().map(source).collect()),
        prefix: String::new(),
    }
}

fn control(id: &str, title: &str, applicable: Option<bool>) -> Control {
    Control {
        id: id.to_owned(),
        title: title.to_owned(),
        applicable,
    }
}

/// A finding of the first sample rule at the first place of `needle`, of this severity.
pub(crate) fn found(file: (&str, &str), needle: &str, severity: Severity) -> Diagnostic {
    let start = file.1.find(needle).expect("the sample holds the needle");
    let span = Span::new(start, start + needle.len());
    let message = format!("`{needle}` names nothing");
    let mut found = Diagnostic::new(RULES[0].name, &file.0.into(), span, message);
    found.severity = severity;
    found.clauses = RULES[0].clauses;
    found
}
