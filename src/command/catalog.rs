//! `isms catalog`: looks up controls, attributes, clauses, and how the catalogs correspond.

use super::exit_code::ExitCode;
use super::streams::Streams;
use anyhow::{Result, bail};

mod entry;

mod text;

/// Look up a control, clause, attribute or catalog, and what corresponds to it in other editions
///
/// Takes an id of the primary catalog (A.5.17), a clause or an item of one (9.3.2.c), a control of the 2013
/// edition (A.9.2.1), an entry of another catalog (PR.AA-01, also nist-csf-2.0:PR.AA-01), the name of a
/// catalog, an attribute (control_type) or a value of one (preventive). Without an id the catalogs and
/// attributes are listed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to look up
    id: Option<String>,
    /// How to write it
    #[arg(
        long,
        value_enum,
        default_value = "text",
        visible_alias = "output-format"
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such catalog or control, or standard output cannot be written.
pub fn run(args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let found = match &args.id {
        None => vec![entry::overview()],
        Some(id) => entry::find(id),
    };
    if found.is_empty() {
        let id = args.id.as_deref().unwrap_or_default();
        let near = entry::nearest(id).map(|near| format!("; did you mean `{near}`?"));
        bail!(
            "no catalog holds `{id}`{}",
            near.as_deref()
                .unwrap_or("; `isms catalog` lists the catalogs")
        );
    }
    let out = match args.format {
        Format::Text => found.iter().map(text::page).collect::<Vec<_>>().join("\n"),
        Format::Json => {
            let json = serde_json::json!({"version": 1, "entries": found});
            format!("{json:#}\n")
        }
    };
    streams.out(&out)?;
    Ok(ExitCode::Clean)
}
