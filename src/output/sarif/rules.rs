//! Every rule as a `reportingDescriptor`, within the lengths that GitHub code scanning takes.

use super::log::{Configuration, Help, Message, Rule, RuleProperties};
use crate::text::diagnostic::{Level, RuleInfo, Severity, Stage};

/// Characters of a description.
const MAX_DESCRIPTION: usize = 1024;
/// Tags of a rule that are kept.
const MAX_TAGS: usize = 10;

/// The descriptor of a rule, with its level at this stage.
pub(super) fn rule(info: &RuleInfo, stage: Stage) -> Rule {
    // An empty string is refused where one is required, so a rule without a page has its name.
    let page = or_name(info.doc.trim().to_owned(), info);
    let level = info.levels.at(stage);
    let severity = match level {
        Level::On(severity) => severity,
        Level::Off => Severity::Info,
    };
    Rule {
        // Its `name` would say the same, and where it does the standard wants none.
        id: info.name,
        short_description: description(&or_name(info.summary(), info)),
        full_description: description(&page),
        help: Help {
            text: page.clone(),
            markdown: page,
        },
        default_configuration: Configuration {
            enabled: level != Level::Off,
            level: self::level(severity),
        },
        properties: properties(info, severity),
    }
}

/// The family and the clauses are what people filter by.
fn properties(info: &RuleInfo, severity: Severity) -> RuleProperties {
    let tags = std::iter::once(info.family).chain(info.clauses.iter().copied());
    RuleProperties {
        tags: tags.take(MAX_TAGS).collect(),
        // A finding follows from the documents by rule, without a guess.
        precision: "very-high",
        problem_severity: match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "recommendation",
        },
    }
}

/// The standard's word for a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn or_name(text: String, info: &RuleInfo) -> String {
    if text.is_empty() {
        return info.name.to_owned();
    }
    text
}

fn description(text: &str) -> Message {
    let mut kept: String = text.chars().take(MAX_DESCRIPTION).collect();
    if kept.len() < text.len() {
        kept.pop();
        kept.push('…');
    }
    Message { text: kept }
}
