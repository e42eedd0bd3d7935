//! `isms baseline`: writes down what is known, and takes out what is mended.
#![allow(
    clippy::disallowed_methods,
    reason = "a CI is recognised by its environment"
)]

use super::exit_code::ExitCode;
use super::known::{self, DEFAULT, option};
use super::report::say_incomplete;
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use crate::analysis::baseline::known::can_be_known;
use crate::analysis::baseline::{Baseline, Compared, file};
use crate::analysis::findings::Findings;
use crate::output::tally::{count, weights};
use crate::repo::layout::is_document;
use crate::text::diagnostic::Stage;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Write down the findings that are known, or take out those that are mended
///
/// The first run writes every finding of today into a file, which `isms check --baseline FILE` then does not show, so that only new ones fail. Each later run takes out what is mended and adds nothing; commit the file with the change that mends.
///
/// Errors of reading and findings about suppressions are never in a baseline.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file of the baseline
    #[arg(long, value_name = "FILE", default_value = DEFAULT)]
    file: PathBuf,
    /// Add what is new, too; not possible in CI
    #[arg(long)]
    force: bool,
    /// Judge as at this stage: building, stage-1 or certified
    #[arg(long, value_name = "STAGE")]
    stage: Option<Stage>,
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read, or the file of known findings cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if let Some(at) = &global.at {
        bail!("a baseline is written of the working tree; leave out `--at {at}`");
    }
    let name = args.file.to_string_lossy();
    if is_document(&name) {
        bail!("`{name}` has the name of a document; a baseline is JSON, as in `{DEFAULT}`");
    }
    let before = known::read(global, &args.file)?;
    if (before.is_none() || args.force) && is_ci() {
        bail!(
            "a baseline only shrinks in CI (the variable CI is set): {} where you work, and commit it",
            match before {
                None => "write it",
                Some(_) => "let it grow",
            }
        );
    }
    let session = Session::open(global, args.stage)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let view = View::new(&session);
    let findings = view.findings();
    let mut after = before.clone();
    let baseline = after.get_or_insert_with(|| Baseline::empty(session.as_of));
    let mut compared = baseline.compare(&findings.diagnostics);
    let bench = view.bench();
    compared.only_gone_of(|rule| bench.has_run(rule));
    let torn = session.linked.not_judged() > 0;
    if !torn {
        baseline.shrink(&compared.gone);
    }
    if before.is_none() || args.force {
        baseline.add(new(&compared));
        baseline.add_weight(&compared.heavier);
    }
    let changed = before.as_ref() != Some(&*baseline);
    if changed && (before.is_some() || baseline.count() > 0) {
        baseline.as_of = session.as_of;
        global.write(&args.file, file::write(baseline).as_bytes())?;
    }
    let said = Said {
        file: &args.file,
        before: before.as_ref(),
        after: baseline,
        compared: &compared,
        findings: &findings,
        force: args.force,
    };
    streams.out(&said.text(torn))?;
    Ok(say_incomplete(&session, streams))
}

fn is_ci() -> bool {
    let set = std::env::var("CI").unwrap_or_default();
    !["", "0", "false"].contains(&&*set.to_lowercase())
}

/// What may be added.
fn new(compared: &Compared) -> impl Iterator<Item = &crate::text::diagnostic::Diagnostic> {
    let all = compared.new.iter();
    all.filter(|finding| can_be_known(finding.rule))
}

/// What was done, in sentences.
struct Said<'a> {
    file: &'a Path,
    before: Option<&'a Baseline>,
    after: &'a Baseline,
    compared: &'a Compared,
    findings: &'a Findings,
    force: bool,
}

impl Said<'_> {
    fn text(&self, torn: bool) -> String {
        let mut lines = match self.before {
            None => self.first(),
            Some(_) => self.later(torn),
        };
        let never = self.compared.new.len() - new(self.compared).count();
        if never > 0 {
            lines.push(format!(
                "{} cannot stand in a baseline (errors of reading, and findings about suppressions): `isms check` shows what to mend.",
                count(never, "finding")
            ));
        }
        lines.join("\n") + "\n"
    }

    fn first(&self) -> Vec<String> {
        if self.after.count() == 0 {
            return vec![
                "Nothing is found that a baseline could hold, so none is written.".to_owned(),
            ];
        }
        let file = self.file.display();
        let kept = self.findings.diagnostics.iter();
        let kept = kept.filter(|finding| can_be_known(finding.rule));
        vec![
            format!(
                "Wrote {file} with {}: {}.",
                count(self.after.count(), "known finding"),
                weights(kept)
            ),
            format!(
                "`isms check --baseline {file}` does not show them. Commit the file; `isms baseline{}` takes out what is mended.",
                option(self.file)
            ),
        ]
    }

    fn later(&self, torn: bool) -> Vec<String> {
        let file = self.file.display();
        let mut lines = Vec::new();
        let (gone, left) = (self.compared.gone_count(), self.after.count());
        if gone > 0 && torn {
            lines.push(format!(
                "{} not found, and stay in {file} while documents cannot be judged.",
                are(gone, "known finding")
            ));
        } else if gone > 0 {
            lines.push(format!(
                "Took {} out of {file}, {left} left.",
                count(gone, "mended finding")
            ));
        }
        let new = new(self.compared).count();
        if new > 0 {
            lines.push(match self.force {
                true => format!("Added {} to {file}.", count(new, "finding")),
                false => format!(
                    "{} new and not added; `isms baseline{} --force` would add {}.",
                    are(new, "finding"),
                    option(self.file),
                    if new == 1 { "it" } else { "them" }
                ),
            });
        }
        if left == 0 {
            lines.push(format!(
                "{file} holds nothing any more: delete it, and leave out `--baseline`."
            ));
        } else if lines.is_empty() {
            lines.push(format!(
                "{file} stays as it is: {} still there.",
                are(left, "known finding")
            ));
        }
        lines
    }
}

/// `1 finding is`, `2 findings are`.
fn are(number: usize, noun: &str) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{} {verb}", count(number, noun))
}
