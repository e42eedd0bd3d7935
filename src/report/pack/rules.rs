//! The rules in force, and the settings that set them.

use crate::rules::RULES;
use crate::syntax::config::Settings;
use crate::text::diagnostic::{Level, RuleInfo, Stage};
use serde_json::{Value, json};

/// Every rule with what it weighs here, and whether the settings say so or the stage.
pub fn in_force(settings: &Settings, stage: Stage) -> Value {
    let rule = |info: &RuleInfo| {
        let mut lines = settings.rules.iter().rev();
        let set = lines.find(|line| line.name == info.name);
        let level: Level = set.map_or_else(|| info.levels.at(stage), |set| set.level);
        json!({
            "name": info.name,
            "family": info.family,
            "level": level.to_string(),
            "set_by": if set.is_some() { "isms.toml" } else { "stage" },
            "level_of_stage": info.levels.at(stage).to_string(),
            "clauses": info.clauses,
            "summary": info.summary(),
        })
    };
    let rules: Vec<Value> = RULES.iter().map(|entry| rule(&entry.info)).collect();
    json!({"version": 1, "stage": stage.to_string(), "rules": rules})
}

/// The settings in force, as `isms.toml` names them.
pub fn settings(settings: &Settings) -> Value {
    let rules = settings.rules.iter();
    let rules: Vec<Value> = rules
        .map(|rule| json!({"name": rule.name, "level": rule.level.to_string()}))
        .collect();
    let git = &settings.git;
    json!({
        "stage": settings.stage.to_string(),
        "documents": settings.documents,
        "catalogs": settings.catalogs,
        "fail_on": settings.fail_on.to_string(),
        "rules": rules,
        "site": {"out": settings.site.out, "templates": settings.site.templates},
        "git": {
            "default_branch": git.default_branch,
            "proof": git.proof,
            "trailers": git.trailers,
            "signatures": git.signatures,
            "allowed_signers": git.allowed_signers,
            "openpgp": git.openpgp,
            "four_eyes": git.four_eyes,
        },
    })
}
