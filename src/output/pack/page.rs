//! A page of the pack that stands alone: one file, without script, that opens by double click.

use crate::output::escape::{address, html};

const STYLE: &str = include_str!("page.css");

/// Text made inert.
pub(super) fn text(input: &str) -> String {
    let mut out = Vec::new();
    html(input, &mut out).expect("internal error: writing to memory cannot fail");
    String::from_utf8_lossy(&out).into_owned()
}

/// A link to a file of the pack.
pub(super) fn link(path: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", address(path), text(words))
}

/// A link to a file of the pack whose words mean little alone, with what is said of it instead.
pub(super) fn link_spoken(path: &str, words: &str, spoken: &str) -> String {
    format!(
        "<a href=\"{}\" aria-label=\"{}\">{}</a>",
        address(path),
        text(spoken),
        text(words)
    )
}

/// A whole page; `body` is HTML, and the marks are what has to be said first.
pub(super) fn page(title: &str, marks: &[String], body: &str) -> String {
    let marks: String = marks
        .iter()
        .map(|mark| format!("<p class=\"mark\" role=\"note\">{}</p>\n", text(mark)))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{marks}{body}</main>\n</body>\n</html>\n",
        text(title)
    )
}

/// A table with a heading for each column; cells are HTML.
pub(super) fn table(caption: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    let heads: String = columns
        .iter()
        .map(|name| format!("<th scope=\"col\">{}</th>", text(name)))
        .collect();
    let row = |cells: &Vec<String>| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<td>{cell}</td>"))
            .collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n",
        caption = text(caption)
    )
}
