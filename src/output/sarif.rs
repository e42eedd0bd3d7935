//! `--format sarif`: SARIF 2.1.0 as GitHub code scanning takes it, complete enough for its bare API.

mod log;

mod rules;

use super::escape;
use super::format::{Context, FindingsFormat};
use super::line_hash::line_hashes;
use super::tally::count;
use super::told::words;
use super::visible::one_line;
use crate::analysis::findings::Findings;
use crate::text::diagnostic::{Diagnostic, FileEdit, Fix, Label};
use crate::text::source::{Position, Span};
use log::{
    ArtifactChange, ArtifactLocation, AutomationDetails, Driver, Finding, Invocation, Location,
    Log, Message, Notification, PhysicalLocation, Region, Repair, RepairProperties, Replacement,
    Run, RunProperties, Tool,
};
use std::collections::{BTreeMap, HashMap};

/// For code scanning: SARIF 2.1.0.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "sarif",
    summary: "for code scanning: SARIF 2.1.0",
    render,
};

/// GitHub refuses a whole file with more results than this.
const MAX_RESULTS: usize = 25_000;
/// Further places of one result; more are of no use to a reader.
const MAX_RELATED: usize = 100;

fn render(findings: &Findings, _: &Context) -> String {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run(findings)],
    };
    escape::pretty_json(&log)
}

fn run(findings: &Findings) -> Run {
    let mut lookup = Lookup::new(findings);
    let all = findings.heaviest_first();
    let kept = &all[..all.len().min(MAX_RESULTS)];
    Run {
        tool: Tool {
            driver: driver(findings),
        },
        automation_details: AutomationDetails {
            id: category(findings),
        },
        invocations: [invocation(findings, all.len() - kept.len())],
        column_kind: "unicodeCodePoints",
        newline_sequences: ["\r\n", "\n", "\r"],
        results: kept
            .iter()
            .map(|found| finding(&mut lookup, found))
            .collect(),
        properties: RunProperties {
            as_of: findings.as_of.to_string(),
            stage: findings.stage.to_string(),
            revision: findings.revision.clone(),
        },
    }
}

fn driver(findings: &Findings) -> Driver {
    let rules = findings.rules.iter();
    Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules
            .map(|info| rules::rule(info, findings.stage))
            .collect(),
    }
}

/// Two roots in one repository are two categories; else the second upload would close the findings
/// of the first.
fn category(findings: &Findings) -> String {
    format!("isms/{}", findings.git_path(""))
        .trim_end_matches('/')
        .to_owned()
        + "/"
}

/// Says what the results do not show: findings above the limit, and documents that no rule could judge.
fn invocation(findings: &Findings, omitted: usize) -> Invocation {
    let left_out = (omitted > 0).then(|| {
        let omitted = count(omitted, "finding");
        format!("{omitted} left out: a run holds at most {MAX_RESULTS}, and the heaviest were kept")
    });
    let not_judged = findings.summary.not_judged;
    let not_judged = (not_judged > 0).then(|| {
        let documents = count(not_judged, "document");
        format!("{documents} could not be judged, because they or what they need could not be read")
    });
    let warning = |text| Notification {
        level: "warning",
        message: Message { text },
    };
    let notifications = left_out.into_iter().chain(not_judged).map(warning);
    Invocation {
        execution_successful: true,
        tool_execution_notifications: notifications.collect(),
    }
}

/// The findings, the places of rules, and the fingerprints of lines, computed when first needed.
struct Lookup<'a> {
    findings: &'a Findings,
    hashes: HashMap<&'a str, Vec<String>>,
    rules: HashMap<&'static str, usize>,
}

impl<'a> Lookup<'a> {
    fn new(findings: &'a Findings) -> Self {
        let rules = findings.rules.iter().enumerate();
        Self {
            findings,
            hashes: HashMap::new(),
            rules: rules.map(|(at, rule)| (rule.name, at)).collect(),
        }
    }

    /// The fingerprint of a line; that of an empty file where the file could not be read.
    fn hash(&mut self, path: &'a str, line: usize) -> String {
        let source = self.findings.source(path);
        let hashes = self.hashes.entry(path);
        let hashes =
            hashes.or_insert_with(|| line_hashes(source.map_or("", |source| &source.text)));
        let hash = hashes.get(line - 1).or(hashes.last());
        hash.cloned().unwrap_or_default()
    }
}

fn finding<'a>(lookup: &mut Lookup<'a>, found: &'a Diagnostic) -> Finding {
    let findings = lookup.findings;
    let (start, _) = findings.positions(&found.path, found.span);
    let related = found.related.iter().take(MAX_RELATED).enumerate();
    Finding {
        rule_id: found.rule,
        rule_index: lookup.rules.get(found.rule).copied(),
        level: rules::level(found.severity),
        message: message(found),
        locations: [Location {
            id: None,
            physical_location: place(findings, &found.path, found.span),
            message: None,
        }],
        partial_fingerprints: [(
            "primaryLocationLineHash",
            lookup.hash(&found.path, start.line),
        )]
        .into(),
        related_locations: related
            .map(|(at, label)| related_location(findings, at + 1, label))
            .collect(),
        fixes: found
            .fixes
            .iter()
            .filter_map(|fix| repair(findings, fix))
            .collect(),
    }
}

/// The message, the help, and a link to each further place: without a link GitHub does not show it.
fn message(found: &Diagnostic) -> Message {
    let mut text = plain(&words(found));
    for (at, label) in found.related.iter().take(MAX_RELATED).enumerate() {
        let path = plain(&one_line(&label.path));
        text.push_str(&format!("\n[{}]({}): {path}", said(label), at + 1));
    }
    Message { text }
}

/// What a label says; an empty text is refused.
fn said(label: &Label) -> String {
    match one_line(&label.message).trim() {
        "" => "see here".to_owned(),
        said => plain(said),
    }
}

/// Brackets make links in a message, so those of the repository are escaped.
fn plain(text: &str) -> String {
    let text = text.replace('\\', "\\\\");
    text.replace('[', "\\[").replace(']', "\\]")
}

fn related_location(findings: &Findings, id: usize, label: &Label) -> Location {
    Location {
        id: Some(id),
        physical_location: place(findings, &label.path, label.span),
        message: Some(Message { text: said(label) }),
    }
}

fn place(findings: &Findings, path: &str, span: Span) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: artifact(findings, path),
        region: region(findings.positions(path, span)),
    }
}

fn region((start, end): (Position, Position)) -> Region {
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// A fix, with one change for each file; nothing when it edits none.
fn repair(findings: &Findings, fix: &Fix) -> Option<Repair> {
    let mut by_path: BTreeMap<&str, Vec<Replacement>> = BTreeMap::new();
    for FileEdit { path, edit } in &fix.edits {
        let text = edit.text.clone();
        by_path.entry(path).or_default().push(Replacement {
            deleted_region: region(findings.positions(path, edit.span)),
            inserted_content: (!text.is_empty()).then_some(Message { text }),
        });
    }
    let changes = by_path
        .into_iter()
        .map(|(path, replacements)| ArtifactChange {
            artifact_location: artifact(findings, path),
            replacements,
        });
    let repair = Repair {
        description: Message {
            text: one_line(&fix.title),
        },
        artifact_changes: changes.collect(),
        properties: RepairProperties { safe: fix.safe },
    };
    (!repair.artifact_changes.is_empty()).then_some(repair)
}

/// The path from the git root as a relative URI: everything but the plainest characters is encoded.
fn artifact(findings: &Findings, path: &str) -> ArtifactLocation {
    let mut uri = String::new();
    for byte in findings.git_path(path).bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    ArtifactLocation { uri }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, HOSTILE_PATH};
    use super::*;
    use crate::text::diagnostic::Severity;
    use serde_json::{Value, json};

    const FILE: (&str, &str) = (HOSTILE_PATH, "a: 1\nowner:\t表 jane\nb: 2\n");

    fn value(findings: &Findings) -> Value {
        serde_json::from_str(&render(findings, &Context::default())).unwrap()
    }

    fn hostile() -> Findings {
        let mut found = sample::found(FILE, "jane", Severity::Error).help("did you mean `janet`?");
        let span = found.span;
        found = found.label(&"other file.yaml".into(), span, "see [x](http://evil)");
        found = found.fix("write `janet`", true, span, "janet");
        found = found.fix("remove it", false, span, "");
        let again = found.fixes[0].edits[0].clone();
        found.fixes[1].edits.push(again);
        found.fixes.push(Fix {
            title: "nothing".to_owned(),
            safe: true,
            edits: Vec::new(),
        });
        let mut findings = sample::findings(&[FILE], vec![found]);
        findings.prefix = "docs/isms".to_owned();
        findings
    }

    #[test]
    fn a_third_party_reads_it_back() {
        let text = render(&hostile(), &Context::default());
        let log: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
        let result = &log.runs[0].results.as_ref().unwrap()[0];
        assert_eq!(result.rule_id.as_deref(), Some("dangling-reference"));
        let rules = log.runs[0].tool.driver.rules.as_ref().unwrap();
        assert_eq!(
            rules[result.rule_index.unwrap() as usize].id,
            "dangling-reference"
        );
        assert_eq!(result.fixes.as_ref().unwrap().len(), 2);
    }

    #[test]
    fn the_place_is_an_encoded_uri_from_the_git_root_with_columns_in_code_points() {
        let run = &value(&hostile())["runs"][0];
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        let uri = "docs/isms/a%2Cb%250Ac%3A%3Aerror.yaml";
        assert_eq!(place["artifactLocation"]["uri"], uri);
        let region = json!({"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 14});
        assert_eq!(place["region"], region);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["automationDetails"]["id"], "isms/docs/isms/");
        let related = &run["results"][0]["relatedLocations"][0]["physicalLocation"];
        assert_eq!(
            related["artifactLocation"]["uri"],
            "docs/isms/other%20file.yaml"
        );
    }

    #[test]
    fn a_message_links_further_places_and_cannot_bring_links_of_its_own() {
        let run = &value(&hostile())["runs"][0];
        assert_eq!(
            run["results"][0]["message"]["text"],
            "`jane` names nothing\nhelp: did you mean `janet`?\n\
             [see \\[x\\](http://evil)](1): other file.yaml"
        );
    }

    #[test]
    fn a_fix_changes_each_file_once_and_one_without_edits_is_left_out() {
        let run = &value(&hostile())["runs"][0];
        let fixes = run["results"][0]["fixes"].as_array().unwrap();
        assert_eq!(fixes.len(), 2);
        let changes = fixes[1]["artifactChanges"].as_array().unwrap();
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0]["replacements"].as_array().map(Vec::len), Some(2));
        let first = &changes[0]["replacements"][0];
        assert_eq!(first.get("insertedContent"), None, "{first}");
    }

    #[test]
    fn the_fingerprint_is_that_of_the_line() {
        let run = &value(&hostile())["runs"][0];
        let hash = &run["results"][0]["partialFingerprints"]["primaryLocationLineHash"];
        assert_eq!(hash, &json!(line_hashes(FILE.1)[1]));
    }

    #[test]
    fn an_unreadable_file_and_an_empty_message_still_make_a_complete_result() {
        let mut found = sample::found(FILE, "jane", Severity::Info);
        found.message.clear();
        let result = &value(&sample::findings(&[], vec![found]))["runs"][0]["results"][0];
        assert_eq!(result["message"]["text"], "dangling-reference");
        assert_eq!(result["level"], "note");
        let place = &result["locations"][0]["physicalLocation"];
        let region = json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1});
        assert_eq!(place["region"], region);
        let hash = &result["partialFingerprints"]["primaryLocationLineHash"];
        assert_eq!(hash, "c129715d7a2bc9a3:1");
    }

    #[test]
    fn every_rule_is_described_within_the_limits() {
        let mut findings = hostile();
        let long: &'static str = Box::leak("long ".repeat(1000).into_boxed_str());
        findings.rules[1].doc = long;
        findings.rules[1].clauses = &["6"; 20];
        let rules = &value(&findings)["runs"][0]["tool"]["driver"]["rules"];
        let properties = &rules[0]["properties"];
        assert_eq!(properties["tags"], json!(["reading", "7.5.3"]));
        assert_eq!(properties["problem.severity"], "error");
        assert_eq!(rules[0]["defaultConfiguration"]["level"], "error");
        assert_eq!(rules[1]["help"]["markdown"], long.trim());
        for key in ["shortDescription", "fullDescription"] {
            let text = rules[1][key]["text"].as_str().unwrap();
            assert_eq!(text.chars().count(), 1024, "{key}");
        }
        assert_eq!(
            rules[1]["properties"]["tags"].as_array().map(Vec::len),
            Some(10)
        );
    }

    #[test]
    fn above_the_limit_the_heaviest_are_kept_and_the_number_left_out_is_said() {
        let mut all = vec![sample::found(FILE, "jane", Severity::Info); MAX_RESULTS];
        all.push(sample::found(FILE, "jane", Severity::Error));
        let run = &value(&sample::findings(&[FILE], all))["runs"][0];
        assert_eq!(run["results"].as_array().map(Vec::len), Some(MAX_RESULTS));
        assert_eq!(run["results"][0]["level"], "error");
        let said = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert!(said.as_str().unwrap().starts_with("1 finding left out"));
    }

    #[test]
    fn what_could_not_be_judged_is_said() {
        let mut findings = hostile();
        let said = |findings: &Findings| {
            let run = value(findings)["runs"][0].clone();
            run["invocations"][0]["toolExecutionNotifications"].clone()
        };
        assert_eq!(said(&findings), json!([]));
        findings.summary.not_judged = 2;
        let text = said(&findings)[0]["message"]["text"].clone();
        assert!(
            text.as_str()
                .unwrap()
                .starts_with("2 documents could not be judged"),
            "{text}"
        );
    }
}
