//! The settings of a repository, understood: names in them that mean nothing are told too.

use crate::model::catalog::ANNEX_A;
use crate::model::mapped::MAPPED;
use crate::output::visible;
use crate::repo::Repo;
use crate::rules;
use crate::syntax::config::{self, ConfigError, Settings};
use crate::text::diagnostic::Level;
use crate::text::source::{SourceFile, Span};
use anyhow::Result;
use std::sync::Arc;

/// The settings of a repository; every problem in them is one line.
pub(super) fn settings(repo: &Repo) -> Result<Settings> {
    let source = repo
        .settings()
        .unwrap_or_else(|| Arc::new(SourceFile::new("isms.toml", "")));
    understand(&source).map_err(|wrong| anyhow::anyhow!("{wrong}"))
}

/// The settings in a text of `isms.toml`; every problem in it is one line.
pub(super) fn understand(source: &SourceFile) -> Result<Settings, String> {
    let lines = |errors: Vec<ConfigError>| errors.iter().map(|error| error.line(source)).collect();
    understood(source).map_err(|errors| each_on_a_line(lines(errors)))
}

/// The settings in a text of `isms.toml`, or every problem in it.
pub(super) fn understood(source: &SourceFile) -> Result<Settings, Vec<ConfigError>> {
    let settings = config::read(source)?;
    match unknown_names(&settings) {
        wrong if wrong.is_empty() => Ok(settings),
        wrong => Err(wrong),
    }
}

/// Problems one below the other; a line feed that one of them quotes begins no line.
fn each_on_a_line(problems: Vec<String>) -> String {
    let lines: Vec<String> = problems.iter().map(|it| visible::one_line(it)).collect();
    lines.join("\nerror: ")
}

/// Names in the settings that mean nothing: rules and catalogs.
fn unknown_names(settings: &Settings) -> Vec<ConfigError> {
    let error = |span: Span, message: String, help: Option<String>| ConfigError {
        span,
        message,
        help,
    };
    let mut wrong = Vec::new();
    for setting in &settings.rules {
        let name = &setting.name;
        match rules::find(name) {
            None => {
                let message = format!("`{name}` is not a rule");
                let help = meant(rules::nearest(name));
                wrong.push(error(setting.span, message, Some(help)));
            }
            Some(rule) if rule.info.family == "reading" && setting.level == Level::Off => {
                let why = rules::never_silenced(&rule.info);
                wrong.extend(why.map(|why| {
                    error(setting.span, format!("`{name}` cannot be off: {why}"), None)
                }));
            }
            Some(_) => {}
        }
    }
    for (at, name) in settings.catalogs.iter().enumerate() {
        if let Some(message) = wrong_catalog(at, name) {
            let place = settings.places.get(&format!("catalogs[{at}]"));
            wrong.push(error(place.copied().unwrap_or_default(), message, None));
        }
    }
    wrong
}

/// What helps against a name that is no rule.
pub(super) fn meant(near: Option<&str>) -> String {
    near.map_or_else(
        || "`isms rules` lists all rules".to_owned(),
        |near| format!("did you mean `{near}`?"),
    )
}

/// Why a name cannot stand at a place of `catalogs`: the first is the primary catalog, the others are
/// those that can be in force beside it.
fn wrong_catalog(at: usize, name: &str) -> Option<String> {
    let primary = ANNEX_A.name;
    let others = || MAPPED.iter().filter(|catalog| !catalog.lookup_only);
    if at == 0 {
        return (name != primary).then(|| {
            format!("the first catalog is `{primary}`, of which the Statement of Applicability speaks; `{name}` can stand behind it")
        });
    }
    if others().any(|catalog| *catalog.name == *name) {
        return None;
    }
    let known: Vec<&str> = others().map(|catalog| &*catalog.name).collect();
    Some(format!(
        "`{name}` is not a catalog that can be in force beside `{primary}` (those are {})",
        known.join(", ")
    ))
}
