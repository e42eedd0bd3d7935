//! What `--set path=value` gives, as what the field takes.

use crate::model::{Kind, schemas};
use crate::syntax::node::{Entry, Node, Value};
use crate::syntax::yaml;
use crate::syntax::yaml_edit::Fragment;
use anyhow::{Result, anyhow, bail};

/// What `--set` gives, as what its fields take.
pub fn given(kind: Kind, set: &[(String, String)]) -> Result<Vec<(String, Fragment)>> {
    let value = |(path, text): &(String, String)| {
        if ["kind", "id"].contains(&path.as_str()) {
            bail!("`{path}` is no field to set; write `isms new KIND ID`");
        }
        Ok((path.clone(), fragment(kind, path, text)?))
    };
    set.iter().map(value).collect()
}

/// A text stays a text where the schema wants one; anything else is read as YAML.
fn fragment(kind: Kind, path: &str, text: &str) -> Result<Fragment> {
    if schemas::compiled(kind).field(path)["type"] == "string" {
        return Ok(text.into());
    }
    let yaml = yaml::read(text, 0);
    if let Some(problem) = yaml.problems.first() {
        bail!("`{path}={text}` is no YAML: {}", problem.message);
    }
    let node = yaml.documents.first().map(|document| &document.node);
    let value = node.and_then(written);
    value.ok_or_else(|| anyhow!("`{path}` has no value; write {path}=VALUE, or leave it away"))
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
