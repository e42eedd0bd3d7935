//! `--format md`: all findings as Markdown, for a job's summary or a comment.

use super::format::{Context, FindingsFormat};
use super::summary;
use crate::analysis::findings::Findings;

/// For summaries and comments.
pub const FORMAT: FindingsFormat = FindingsFormat {
    name: "md",
    summary: "for summaries and comments: Markdown",
    render,
};

fn render(findings: &Findings, _: &Context) -> String {
    summary::markdown(findings, usize::MAX)
}
