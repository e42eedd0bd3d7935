//! `isms rules`: every rule with its levels.

use super::exit_code::ExitCode;
use super::streams::Streams;
use crate::rules::RULES;
use crate::text::diagnostic::RuleInfo;
use anyhow::Result;
use serde_json::{Value, json};

/// List every rule with its levels by stage
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to write the list
    #[arg(
        long,
        visible_alias = "output-format",
        value_enum,
        default_value = "text"
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    #[value(alias = "markdown")]
    Md,
    Json,
}

/// Runs the verb.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let rules: Vec<&RuleInfo> = RULES.iter().map(|rule| &rule.info).collect();
    let text = match args.format {
        Format::Text => text(&rules),
        Format::Md => markdown(&rules),
        Format::Json => json_text(&rules),
    };
    streams.out(&text)?;
    Ok(ExitCode::Clean)
}

/// Columns for clauses; a rule with more of them moves what stands behind.
const CLAUSES: usize = 15;

fn text(rules: &[&RuleInfo]) -> String {
    let widest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut out = format!(
        "{:widest$}  {:9} {:9} {:9}  {:3}  {:CLAUSES$}  what it finds\n",
        "rule", "building", "stage-1", "certified", "fix", "clauses"
    );
    let mut family = "";
    for rule in rules {
        if rule.family != family {
            family = rule.family;
            out.push_str(&format!("\n{family}\n"));
        }
        let levels = rule.levels;
        let line = format!(
            "{:widest$}  {:9} {:9} {:9}  {:3}  {:CLAUSES$}  {}\n",
            rule.name,
            levels.building.to_string(),
            levels.stage_1.to_string(),
            levels.certified.to_string(),
            if rule.fix { "yes" } else { "" },
            rule.clauses.join(", "),
            rule.summary()
        );
        out.push_str(&line);
    }
    out.push_str("\n`isms explain RULE` shows the page of a rule.\n");
    out
}

fn markdown(rules: &[&RuleInfo]) -> String {
    let mut out = "| rule | family | clauses | building | stage-1 | certified | fix | what it finds |\n|---|---|---|---|---|---|---|---|\n".to_owned();
    for rule in rules {
        let levels = rule.levels;
        let line = format!(
            "| `{}` | {} | {} | {} | {} | {} | {} | {} |\n",
            rule.name,
            rule.family,
            rule.clauses.join(", "),
            levels.building,
            levels.stage_1,
            levels.certified,
            if rule.fix { "yes" } else { "" },
            rule.summary().replace('|', "\\|")
        );
        out.push_str(&line);
    }
    out
}

/// A rule as the contract of `rules --format json` has it.
pub(super) fn entry(rule: &RuleInfo) -> Value {
    let levels = rule.levels;
    json!({
        "name": rule.name,
        "family": rule.family,
        "clauses": rule.clauses,
        "levels": {"building": levels.building.to_string(), "stage-1": levels.stage_1.to_string(), "certified": levels.certified.to_string()},
        "summary": rule.summary(),
        "fix": rule.fix,
    })
}

fn json_text(rules: &[&RuleInfo]) -> String {
    let list: Vec<Value> = rules.iter().map(|rule| entry(rule)).collect();
    format!("{:#}\n", json!({"version": 1, "rules": list}))
}
