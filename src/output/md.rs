//! A report as Markdown, through the template of its name.

use super::template::Templates;
use super::view::{About, context, title};
use crate::text::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// The report as Markdown.
pub fn report(report: &Value, about: &About, templates: &Templates) -> Result<String, Diagnostic> {
    let name = report["report"].as_str().unwrap_or_default();
    let page = about.page(&title(report));
    let text = templates.render(&format!("{name}.md"), &context(report, page, json!({})))?;
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
