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
    let names = || Kind::ALL.iter().map(|kind| kind.name());
    let Some(kind) = Kind::ALL.iter().find(|kind| kind.name() == name) else {
        let near = near_miss::nearest(name, names()).map(|near| format!("did you mean `{near}`? "));
        bail!(
            "`{name}` is no kind; {}kinds are {}",
            near.unwrap_or_default(),
            names().collect::<Vec<_>>().join(", ")
        );
    };
    streams.out(kind.schema_text())?;
    Ok(ExitCode::Clean)
}

fn write(global: &Global, streams: &mut Streams) -> Result<ExitCode> {
    let folder = global.folder();
    for kind in Kind::ALL {
        let path = format!("schemas/{}.schema.json", kind.name());
        write_within(&folder, &path, kind.schema_text().as_bytes(), true)
            .with_context(|| format!("cannot write {path}"))?;
    }
    streams.note(&format!("wrote {} schemas to schemas/", Kind::ALL.len()));
    Ok(ExitCode::Clean)
}
