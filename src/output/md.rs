//! A report as Markdown, through the template of its name.

use super::links::Links;
use super::template::Templates;
use super::values::Values;
use super::view::{About, title, values};
use crate::text::diagnostic::Diagnostic;
use serde_json::Value;

/// A report as Markdown that stands alone.
///
/// # Errors
/// When a template of the user is wrong.
pub fn report(
    report: &Value,
    about: &About,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    framed(report, values(report), about, &Links::default(), templates)
}

/// A report as Markdown among the files of a site, made from its [`values`].
///
/// # Errors
/// When a template of the user is wrong.
pub fn framed(
    report: &Value,
    values: Values,
    about: &About,
    links: &Links,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let path = format!("{}.md", report["report"].as_str().unwrap_or_default());
    let given = values
        .with("page", &about.page(&title(report)))
        .sharing("links", &links.of_report(&path, report));
    let text = templates.render_values(&path, given)?;
    Ok(tidy(&text))
}

/// One line feed at the end, and never more than one empty line between two others.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && empty {
            continue;
        }
        empty = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}
