//! Pages that are told rather than tabled, in the formats that every verb with such a page has.

use super::report::{template_error, write};
use super::session::{Global, Session};
use super::streams::Streams;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::output::escape;
use crate::output::format::Context;
use crate::output::outline::Outline;
use crate::output::template::Templates;
use crate::output::view::About;
use anyhow::Result;
use serde::Serialize;

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageFormat {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
    /// Markdown.
    Md,
    /// HTML that stands alone.
    Html,
}

impl Named for PageFormat {
    fn names() -> Vec<&'static str> {
        vec!["text", "json", "md", "html"]
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Md),
            "html" => Some(Self::Html),
            _ => None,
        }
    }
}

/// What was asked for, or text on standard output.
pub(super) fn wanted<F: Clone>(asked: &[Wanted<F>], otherwise: F) -> Result<Vec<Wanted<F>>> {
    one_to_stdout(asked)?;
    Ok(match asked.is_empty() {
        true => vec![Wanted::on_stdout(otherwise)],
        false => asked.to_vec(),
    })
}

/// A page of a session in a format; `data` is what it was made from.
pub(super) fn render(
    session: &Session,
    outline: &Outline,
    data: &impl Serialize,
    format: PageFormat,
    context: &Context,
) -> Result<String> {
    let json = || serde_json::to_value(data).expect("internal error: plain structs serialize");
    match format {
        PageFormat::Text => Ok(outline.text(context)),
        PageFormat::Json => Ok(escape::pretty_json(&json())),
        PageFormat::Md => Ok(outline.markdown()),
        PageFormat::Html => {
            let prefix = &session.snapshot.prefix;
            let about = About::of(&json(), env!("CARGO_PKG_VERSION"), prefix);
            let templates = Templates::new(&session.snapshot.templates)
                .map_err(|wrong| template_error(session, &wrong))?;
            outline
                .html(&about, &templates)
                .map_err(|wrong| template_error(session, std::slice::from_ref(&wrong)))
        }
    }
}

/// Writes a page in every format that is wanted.
pub(super) fn print(
    global: &Global,
    session: &Session,
    outline: &Outline,
    data: &impl Serialize,
    wanted: &[Wanted<PageFormat>],
    streams: &mut Streams,
) -> Result<()> {
    for wanted in wanted {
        let context = streams.target(wanted.file.as_deref());
        let text = render(session, outline, data, wanted.format, &context)?;
        write(global, wanted.file.as_deref(), &text, streams)?;
    }
    Ok(())
}
