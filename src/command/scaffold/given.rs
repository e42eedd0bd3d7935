//! What `--set path=value` gives, as what the field takes.

use crate::model::{Kind, schemas};
use crate::syntax::node::{Entry, Node, Step, Value, join, steps};
use crate::syntax::schema::near_miss;
use crate::syntax::yaml;
use crate::syntax::yaml_edit::Fragment;
use crate::text::words::with_article;
use anyhow::{Result, anyhow, bail};

/// What `--set` gives, as what its fields take.
///
/// # Errors
/// When `kind` or `id` is set, or a text is no value.
pub fn given(kind: Kind, set: &[(String, String)]) -> Result<Vec<(String, Fragment)>> {
    let value = |(path, text): &(String, String)| {
        if ["kind", "id"].contains(&path.as_str()) {
            bail!("`{path}` is not a field to set; write `isms new KIND ID`");
        }
        Ok((path.clone(), fragment(kind, path, text)?))
    };
    set.iter().map(value).collect()
}

/// Refuses a path that the documents of a kind do not have, and says which was probably meant.
///
/// # Errors
/// When there is no such field.
pub fn check_path(kind: Kind, path: &str) -> Result<()> {
    let schema = schemas::compiled(kind);
    let steps = steps(path);
    for (at, step) in steps.iter().enumerate() {
        if schema.field(&join(&steps[..=at])).is_object() {
            continue;
        }
        let around = join(&steps[..at]);
        let named = match around.as_str() {
            "" => with_article(kind.name()),
            around => format!("`{around}`"),
        };
        let Step::Key(key) = step else {
            bail!("`{path}` leads nowhere: {named} is not a list");
        };
        let field = schema.field(&around);
        if field["type"] == "array" {
            bail!(
                "`{path}` leads nowhere: {named} is a list; write `{around}[0].{key}` for the first in it"
            );
        }
        let known = field["properties"].as_object();
        let known: Vec<&str> = known
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        let help = match near_miss::nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "it is a single value".to_owned(),
            None => format!("its fields are {}", known.join(", ")),
        };
        bail!("`{path}` leads nowhere: {named} has no field `{key}`; {help}");
    }
    Ok(())
}

/// A text stays a text where the schema wants one; anything else is read as YAML.
fn fragment(kind: Kind, path: &str, text: &str) -> Result<Fragment> {
    if schemas::compiled(kind).field(path)["type"] == "string" {
        return Ok(text.into());
    }
    let yaml = yaml::read(text, 0);
    if let Some(problem) = yaml.problems.first() {
        bail!("`{path}={text}` is not YAML: {}", problem.message);
    }
    let node = yaml.documents.first().map(|document| &document.node);
    let value = node.and_then(written);
    value.ok_or_else(|| anyhow!("`{path}` has no value; write {path}=VALUE, or leave it out"))
}

/// A value as it was written, on one line; nothing when there is none.
pub fn written(node: &Node) -> Option<Fragment> {
    let line = |fragment| Some(Fragment::Line(Box::new(fragment)));
    match &node.value {
        Value::Null => None,
        Value::Bool(value) => Some((*value).into()),
        Value::Int(number) => Some((*number).into()),
        Value::Number(text) => Some(Fragment::Number(text.to_string())),
        Value::Text(text) => Some(text.to_string().into()),
        Value::List(items) => line(Fragment::List(
            items.iter().map(written).collect::<Option<_>>()?,
        )),
        Value::Map(entries) => {
            let pair = |entry: &Entry| Some((entry.key.to_string(), written(&entry.value)?));
            line(Fragment::Map(
                entries.iter().map(pair).collect::<Option<_>>()?,
            ))
        }
    }
}
