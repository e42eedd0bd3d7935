//! `isms explain RULE`: the page of a rule.

use super::exit_code::ExitCode;
use super::streams::Streams;
use crate::rules::{self, RULES};
use crate::syntax::schema::near_miss;
use anyhow::{Result, bail};

/// Show the page of a rule: what it finds, why it matters, what to do
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a rule, also as rule/NAME
    rule: String,
}

/// Runs the verb.
pub fn run(args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let name = args.rule.strip_prefix("rule/").unwrap_or(&args.rule);
    let Some(rule) = rules::find(name) else {
        let near = near_miss::nearest(name, RULES.iter().map(|rule| rule.info.name));
        let help = near.map_or_else(
            || "`isms rules` lists all rules".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        bail!("`{name}` is no rule; {help}");
    };
    let info = rule.info;
    let page: Vec<&str> = info
        .doc
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let levels = info.levels;
    let text = format!(
        "{}\n\nfamily {}; clauses {}; building: {}, stage-1: {}, certified: {}\n\n{}\n",
        info.name,
        info.family,
        info.clauses.join(", "),
        levels.building,
        levels.stage_1,
        levels.certified,
        page.join("\n").trim()
    );
    streams.out(&text)?;
    Ok(ExitCode::Clean)
}
