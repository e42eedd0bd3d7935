//! A page of HTML: its style in it where it stands alone, beside it on a site; nothing is loaded from
//! elsewhere, and no script runs but the few lines of ours that the page names by their digest.

use super::links::Links;
use super::navigation;
use super::template::Templates;
use super::values::{Shared, Values};
use super::view::{About, title, values};
use crate::text::diagnostic::Diagnostic;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What a page has around it: the other pages of the site.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Path of the overview; `None` for a page that stands alone.
    pub home: Option<String>,
    /// The bar at the top, as the page sees it.
    pub bar: Bar,
    /// Where ids are explained.
    pub links: Links,
    /// Labels and paths of the same page in other formats.
    pub downloads: Vec<(String, String)>,
}

impl Frame {
    /// The frame of a page that has no other format.
    #[must_use]
    pub fn alone(self) -> Self {
        let downloads = Vec::new();
        Self { downloads, ..self }
    }
}

/// The bar at the top of the pages of a site. A copy shares everything.
#[derive(Debug, Clone)]
pub struct Bar {
    /// As data, for templates of users.
    nav: Shared,
    /// As the page shows it; nothing on a page that stands alone.
    text: Shared,
}

/// Groups of pages in order: the title of each, and titles and paths in it.
pub type Groups = [(String, Vec<(String, String)>)];

impl Default for Bar {
    fn default() -> Self {
        let nothing = Shared::of(&Value::Null);
        let nav = Shared::from(Vec::new());
        Self { nav, text: nothing }
    }
}

impl Bar {
    /// The bar as the page of this path sees it, rendered once for all pages of a folder, which see the same.
    ///
    /// # Errors
    /// When a template of a user is wrong.
    pub fn seen_from(
        path: &str,
        groups: &Groups,
        templates: &Templates,
    ) -> Result<Self, Box<Diagnostic>> {
        // The register stands for the pages of its documents.
        let stands_for = |of: &str| {
            of == path
                || path.split_once('/').is_some_and(|(folder, _)| {
                    of == format!("{}.html", navigation::register(folder))
                })
        };
        let entry = |(title, of): &(String, String)| {
            let current = if of == path { "page" } else { "true" };
            json!({"title": title, "href": here(of, path), "current": stands_for(of).then_some(current)})
        };
        let group = |(title, pages): &(String, Vec<(String, String)>)| {
            let current = pages.iter().any(|(_, of)| stands_for(of));
            json!({"title": title, "current": current, "pages": pages.iter().map(entry).collect::<Vec<_>>()})
        };
        let nav = Shared::of(&groups.iter().map(group).collect::<Vec<_>>());
        let page = json!({"home": here(HOME, path), "at_home": path == HOME});
        let page = Shared::of(&page).with("nav", nav.clone());
        let text = templates.render_values(BAR, Values::default().sharing("page", &page))?;
        let text = Shared::from(text.trim_end());
        Ok(Self { nav, text })
    }
}

/// How a page names another, or itself.
fn here(of: &str, path: &str) -> String {
    match of == path {
        true => "#_content".to_owned(),
        false => super::links::relative(path, of),
    }
}

/// The overview of a site, by its path.
pub const HOME: &str = "index.html";

/// The template of the bar at the top.
const BAR: &str = "bar.html";

/// The style sheet of a site, by its path.
pub const STYLE: &str = "style.css";

/// The search of a site, by its path.
pub const SEARCH: &str = "search.html";

/// Pages that a script makes easier to use, which without it do the same. No template of a user can
/// take its place: what comes from a repository is never run.
const SCRIPTS: [(&str, &str); 2] = [
    ("soa.html", include_str!("html/filter.js")),
    (SEARCH, include_str!("html/search.js")),
];

/// A report as a page that stands alone.
///
/// # Errors
/// When a template of the user is wrong.
pub fn report(
    report: &Value,
    about: &About,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let name = report["report"].as_str().unwrap_or_default();
    let frame = Frame {
        links: Links::within(name, report),
        ..Frame::default()
    };
    framed(report, values(report), about, &frame, templates)
}

/// A report as a page of a site, made from its [`values`].
///
/// # Errors
/// When a template of the user is wrong.
pub fn framed(
    report: &Value,
    values: Values,
    about: &About,
    frame: &Frame,
    templates: &Templates,
) -> Result<String, Box<Diagnostic>> {
    let name = report["report"].as_str().unwrap_or_default();
    let path = format!("{name}.html");
    let page = page(about, &title(report), &path, frame, templates)?;
    let given = values
        .sharing("page", &page)
        .sharing("links", &frame.links.of_report(&path, report));
    templates.render_values(&path, given)
}

/// What `base.html` needs for the page of this path.
///
/// # Errors
/// When a template of the user is wrong.
pub fn page(
    about: &About,
    title: &str,
    path: &str,
    frame: &Frame,
    templates: &Templates,
) -> Result<Shared, Box<Diagnostic>> {
    // A user's own frame of pages may know no other style than the one within the page.
    let within = frame.home.is_none() || templates.is_users("base.html");
    let style = within.then(|| style(templates)).transpose()?;
    let script = SCRIPTS.iter().find(|(of, _)| *of == path);
    let script = script.map(|(_, script)| *script);
    let to = |path_of: &str| super::links::relative(path, path_of);
    let mut page = about.page(title);
    page["policy"] = policy(style.as_deref(), script).into();
    page["style"] = style.into();
    page["style_href"] = to(STYLE).into();
    page["script"] = script.into();
    page["search"] = (frame.home.is_some() && path != SEARCH)
        .then(|| to(SEARCH))
        .into();
    let home = frame.home.as_deref();
    page["home"] = home.map(|home| here(home, path)).into();
    page["at_home"] = (home == Some(path)).into();
    let files = frame.downloads.iter();
    page["downloads"] = files
        .map(|(label, of)| json!({"label": label, "href": to(of)}))
        .collect();
    let Bar { nav, text } = frame.bar.clone();
    Ok(Shared::of(&page).with("nav", nav).with("bar", text))
}

/// The style sheet; nothing in it can end its element.
///
/// # Errors
/// When a template of the user is wrong.
pub fn style(templates: &Templates) -> Result<String, Box<Diagnostic>> {
    let style = templates.render(STYLE, &json!({}))?;
    Ok(style.replace("</", "<\\/"))
}

/// What a browser may do with the page: apply this style or the one beside it, run this script, send a
/// question to the search beside it, and nothing else. `file:` names the folder that an auditor opens
/// by double click, where not every browser takes `'self'` for it; over a network it names nothing.
fn policy(style: Option<&str>, script: Option<&str>) -> String {
    let digest = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
    let beside = "'self' file:";
    let styles = style.map_or(beside.to_owned(), digest);
    let scripts = script.map_or(String::new(), |script| {
        format!("script-src {}; ", digest(script))
    });
    let forms = if style.is_some() { "'none'" } else { beside };
    format!("default-src 'none'; style-src {styles}; {scripts}base-uri 'none'; form-action {forms}")
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
