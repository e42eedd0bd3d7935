//! Pages of rules: one for a terminal, or any number as Markdown and HTML, by family.

use super::html::{self, Frame};
use super::template::Templates;
use super::values::Values;
use super::view::About;
use crate::syntax::markdown;
use crate::text::diagnostic::{Diagnostic, RuleInfo};
use serde_json::json;

/// The page of one rule, for a terminal.
pub fn text(rule: &RuleInfo) -> String {
    let levels = rule.levels;
    format!(
        "{}\n\nfamily {}; clauses {}; building: {}, stage-1: {}, certified: {}{}\n\n{}\n",
        rule.name,
        rule.family,
        rule.clauses.join(", "),
        levels.building,
        levels.stage_1,
        levels.certified,
        if rule.fix { "; with a fix" } else { "" },
        body(rule)
    )
}

/// What a rule says of itself, without the blank that begins each line of its source.
pub fn body(rule: &RuleInfo) -> String {
    let lines = rule.doc.lines();
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    lines.join("\n").trim().to_owned()
}

/// The rules by family, in the order in which they stand.
fn families<'a>(rules: &[&'a RuleInfo]) -> Vec<(&'a str, Vec<&'a RuleInfo>)> {
    let mut all: Vec<(&str, Vec<&RuleInfo>)> = Vec::new();
    for rule in rules {
        match all.iter_mut().find(|(family, _)| *family == rule.family) {
            Some((_, of)) => of.push(rule),
            None => all.push((rule.family, vec![rule])),
        }
    }
    all
}

/// Pages as Markdown: a heading for each family, and one below it for each rule.
pub fn markdown(rules: &[&RuleInfo]) -> String {
    let mut out = String::from("# Rules\n");
    for (family, rules) in families(rules) {
        out.push_str(&format!("\n## {family}\n"));
        for rule in rules {
            let levels = rule.levels;
            out.push_str(&format!(
                "\n### {}\n\n| clauses | building | stage-1 | certified | fix |\n|---|---|---|---|---|\n| {} | {} | {} | {} | {} |\n\n{}\n",
                rule.name,
                rule.clauses.join(", "),
                levels.building,
                levels.stage_1,
                levels.certified,
                if rule.fix { "yes" } else { "no" },
                body(rule)
            ));
        }
    }
    out
}

/// Pages as one page of HTML, with a table of contents.
///
/// # Errors
/// When a template of the user is wrong.
pub fn html(
    rules: &[&RuleInfo],
    about: &About,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let name = "rules.html";
    let entry = |rule: &&RuleInfo| {
        let levels = rule.levels;
        json!({
            "name": rule.name,
            "clauses": rule.clauses.join(", "),
            "building": levels.building.to_string(),
            "stage_1": levels.stage_1.to_string(),
            "certified": levels.certified.to_string(),
            "summary": rule.summary(),
            "page": markdown::html(&body(rule), &str::to_owned),
        })
    };
    let families: Vec<_> = families(rules)
        .iter()
        .map(|(family, rules)| {
            json!({"name": family, "rules": rules.iter().map(entry).collect::<Vec<_>>()})
        })
        .collect();
    let page = html::page(about, "Rules", name, &Frame::default(), templates)?;
    let given = Values::of(&json!({"families": families})).sharing("page", &page);
    templates.render_values(name, given)
}
