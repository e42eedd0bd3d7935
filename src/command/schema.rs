//! `isms schema [KIND]`: the JSON Schemas of documents, for editors.

use super::exit_code::ExitCode;
use super::session::Global;
use super::streams::Streams;
use crate::model::Kind;
use crate::repo::write::write_within;
use crate::syntax::schema::near_miss;
use anyhow::{Context, Result, bail};

/// Print the JSON Schema of a kind, list the kinds, or write all schemas for editors
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The kind whose schema is printed; without it the kinds are listed
    kind: Option<String>,
    /// Write every schema to `schemas/` below the folder
    #[arg(long, conflicts_with = "kind")]
    write: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such kind, or a schema cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if args.write {
        return write(global, streams);
    }
    let Some(name) = &args.kind else {
        let lines: Vec<String> = Kind::ALL
            .iter()
            .map(|kind| format!("{:18} {}\n", kind.name(), kind.clause()))
            .collect();
        streams.out(&lines.concat())?;
        return Ok(ExitCode::Clean);
    };
    streams.out(kind_named(name)?.schema_text())?;
    Ok(ExitCode::Clean)
}

/// The kind of a name, or what was probably meant.
pub(super) fn kind_named(name: &str) -> Result<Kind> {
    let names = || Kind::ALL.iter().map(|kind| kind.name());
    if let Some(kind) = Kind::ALL.iter().find(|kind| kind.name() == name) {
        return Ok(*kind);
    }
    let near = near_miss::nearest(name, names()).map(|near| format!("did you mean `{near}`? "));
    bail!(
        "`{name}` is not a kind; {}kinds are {}",
        near.unwrap_or_default(),
        names().collect::<Vec<_>>().join(", ")
    );
}

/// The schema files for editors, by path.
pub(super) fn files() -> impl Iterator<Item = (String, &'static str)> {
    Kind::ALL.iter().map(|kind| {
        let path = format!("schemas/{}.schema.json", kind.name());
        (path, kind.schema_text())
    })
}

fn write(global: &Global, streams: &mut Streams) -> Result<ExitCode> {
    let folder = global.folder();
    for (path, text) in files() {
        write_within(&folder, &path, text.as_bytes(), true)
            .with_context(|| format!("cannot write {path}"))?;
    }
    streams.note(&format!("wrote {} schemas to schemas/", Kind::ALL.len()));
    Ok(ExitCode::Clean)
}
