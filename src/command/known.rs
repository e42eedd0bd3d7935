//! The file of a baseline on the disk, and what a check says about it.
#![allow(
    clippy::disallowed_methods,
    reason = "the user names the file of the baseline"
)]

use super::session::Global;
use crate::analysis::baseline::{Baseline, Compared, file};
use crate::model::scalar::Date;
use crate::output::tally::count;
use crate::text::diagnostic::Diagnostic;
use crate::text::snapshot::MAX_DOCUMENT_BYTES;
use anyhow::{Context, Result, anyhow, bail};
use std::io::{ErrorKind, Read};
use std::path::Path;

/// As many findings that weigh more than before are named.
const NAMED: usize = 5;

/// Reads a baseline, named from the folder that is worked in; nothing when there is no such file.
///
/// # Errors
/// When it cannot be read, or is no baseline.
pub fn read(global: &Global, name: &Path) -> Result<Option<Baseline>> {
    let path = global.folder().join(name);
    let shown = name.display();
    let facts = match path.metadata() {
        Ok(facts) => facts,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {shown}")),
    };
    if !facts.is_file() {
        bail!("{shown} is not a file; a baseline is a file that `isms baseline` writes");
    }
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(&path);
    let read = opened.and_then(|file| file.take(MAX_DOCUMENT_BYTES + 1).read_to_end(&mut bytes));
    read.with_context(|| format!("cannot read {shown}"))?;
    if bytes.len() as u64 > MAX_DOCUMENT_BYTES {
        bail!("{shown} is larger than a baseline may be ({MAX_DOCUMENT_BYTES} bytes, 8 MiB)");
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow!("{shown} is not a baseline: the byte at offset {at} is not UTF-8")
    })?;
    let baseline = file::parse(&text).map_err(|wrong| {
        anyhow!(
            "{shown}:{wrong}; it is not read as a baseline, which `isms baseline` writes: correct it, or restore it from git"
        )
    })?;
    Ok(Some(baseline))
}

/// What a check says about a baseline: how old it is, what weighs more, and what is mended.
pub fn notes(name: &Path, baseline: &Baseline, compared: &Compared, as_of: Date) -> Vec<String> {
    let (known, heavier) = (compared.known.len(), &compared.heavier);
    let mut notes = vec![format!(
        "{} of a baseline {} {}.",
        count(known, "known finding"),
        age(baseline.created, as_of),
        if known == 1 {
            "is not shown"
        } else {
            "are not shown"
        },
    )];
    if !heavier.is_empty() {
        notes.push(format!(
            "{} more than when the baseline was written: {}.",
            match heavier.len() {
                1 => "1 of them weighs".to_owned(),
                more => format!("{more} of them weigh"),
            },
            named(heavier)
        ));
    }
    if compared.gone_count() > 0 {
        notes.push(format!(
            "{} mended: `isms baseline{}` takes {} out of the baseline.",
            match compared.gone_count() {
                1 => "1 known finding is".to_owned(),
                more => format!("{more} known findings are"),
            },
            option(name),
            if compared.gone_count() == 1 {
                "it"
            } else {
                "them"
            },
        ));
    }
    notes
}

/// The option that names a file, where it is not the usual one.
pub fn option(name: &Path) -> String {
    match name == Path::new(DEFAULT) {
        true => String::new(),
        false => format!(" --file {}", name.display()),
    }
}

/// The file of a baseline that nobody names otherwise.
pub const DEFAULT: &str = "isms-baseline.json";

fn age(created: Date, as_of: Date) -> String {
    let days = created.0.until(as_of.0).map_or(0, |span| span.get_days());
    match days {
        0.. => format!("{} old", count(usize::try_from(days).unwrap_or(0), "day")),
        _ => format!("of {created}, which is later"),
    }
}

fn named(findings: &[Diagnostic]) -> String {
    let one = |finding: &Diagnostic| {
        let about = finding.subject.as_deref().unwrap_or(&finding.path);
        format!("`{}` of {about}", finding.rule)
    };
    let mut names: Vec<String> = findings.iter().take(NAMED).map(one).collect();
    if findings.len() > NAMED {
        names.push(format!("{} more", findings.len() - NAMED));
    }
    names.join(", ")
}
