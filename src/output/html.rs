//! A page of HTML that stands alone: its style in it, no script, and nothing loaded from anywhere.

use super::links::Links;
use super::template::Templates;
use super::view::{About, title, values};
use crate::text::diagnostic::Diagnostic;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What a page has around it: the other pages of the site.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Path of the overview; `None` for a page that stands alone.
    pub home: Option<String>,
    /// Groups of pages in the bar at the top, in order: the title of each, and titles and paths in it.
    pub nav: Vec<(String, Vec<(String, String)>)>,
    /// Where ids are explained.
    pub links: Links,
    /// Labels and paths of the same page in other formats.
    pub downloads: Vec<(String, String)>,
}

/// A report as a page that stands alone.
pub fn report(
    report: &Value,
    about: &About,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let name = report["report"].as_str().unwrap_or_default();
    let frame = Frame {
        links: Links::new([(name, report)], []),
        ..Frame::default()
    };
    framed(report, about, &frame, templates)
}

/// A report as a page of a site.
pub fn framed(
    report: &Value,
    about: &About,
    frame: &Frame,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let name = report["report"].as_str().unwrap_or_default();
    let path = format!("{name}.html");
    let page = page(about, &title(report), &path, frame, templates)?;
    let given = values(report)
        .with("page", &page)
        .with("links", &frame.links.seen_from(&path));
    templates.render_values(&path, given)
}

/// What `base.html` needs for the page of this path.
pub fn page(
    about: &About,
    title: &str,
    path: &str,
    frame: &Frame,
    templates: &Templates,
) -> Result<Value, Box<Diagnostic>> {
    let style = style(templates)?;
    let to = |path_of: &str| super::links::relative(path, path_of);
    // The register stands for the pages of its documents.
    let stands_for = |of: &str| {
        of == path
            || path
                .split_once('/')
                .is_some_and(|(folder, _)| of == format!("{folder}.html"))
    };
    let here = |of: &str| {
        if of == path {
            "#_content".to_owned()
        } else {
            to(of)
        }
    };
    let entry = |(title, of): &(String, String)| {
        let current = if of == path { "page" } else { "true" };
        json!({"title": title, "href": here(of), "current": stands_for(of).then_some(current)})
    };
    let group = |(title, pages): &(String, Vec<(String, String)>)| {
        let current = pages.iter().any(|(_, of)| stands_for(of));
        json!({"title": title, "current": current, "pages": pages.iter().map(entry).collect::<Vec<_>>()})
    };
    let mut page = about.page(title);
    page["policy"] = policy(&style).into();
    page["style"] = style.into();
    page["home"] = frame.home.as_deref().map(here).into();
    page["at_home"] = (frame.home.as_deref() == Some(path)).into();
    page["nav"] = frame.nav.iter().map(group).collect();
    let files = frame.downloads.iter();
    page["downloads"] = files
        .map(|(label, of)| json!({"label": label, "href": to(of)}))
        .collect();
    Ok(page)
}

/// The style sheet; nothing in it can end its element.
fn style(templates: &Templates) -> Result<String, Box<Diagnostic>> {
    let style = templates.render("style.css", &json!({}))?;
    Ok(style.replace("</", "<\\/"))
}

/// What a browser may do with the page: apply this style, and nothing else.
fn policy(style: &str) -> String {
    let digest = base64(&Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
}

/// Base64 with padding (RFC 4648, section 4), as digests stand in the policy of a page.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for index in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * index) & 63) as usize];
            out.push(if index > three.len() {
                '='
            } else {
                char::from(letter)
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let known = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ];
        for (text, written) in known {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }
}
