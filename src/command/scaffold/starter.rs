//! What a new organisation begins with: the files of a profile, with its name filled in so that each
//! still reads as what it is.

use super::modeline::with_modelines;
use crate::model::catalog;
use crate::output::escape::markdown_text;
use crate::syntax::yaml_edit::scalar;
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// How much a new ISMS begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// Everything that a software company usually needs: risks, assets, all starter policies
    Saas,
    /// The documents that the standard asks for, and little else
    Minimal,
}

/// What the organisation is called.
#[derive(Debug, Clone)]
pub struct Name {
    text: String,
    legal: &'static str,
}

/// Longer names are no names.
const LONGEST: usize = 200;

impl Name {
    /// A name that somebody gave.
    ///
    /// # Errors
    /// When the name is empty, too long, or holds what cannot stand on one line.
    pub fn given(text: &str) -> Result<Self> {
        let text = text.trim();
        let hidden = |c: char| {
            c.is_control()
                || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        };
        if text.is_empty() {
            bail!("the name is empty; give the name of the organisation, or leave out --name");
        }
        if text.chars().any(hidden) {
            bail!(
                "the name {text:?} holds a line break or another character that cannot be seen; write it on one line"
            );
        }
        if text.len() > LONGEST {
            bail!("the name is longer than {LONGEST} bytes; give the short one");
        }
        Ok(Self {
            text: text.to_owned(),
            legal: "the full name as it is registered, with the legal form",
        })
    }

    /// No name yet.
    pub fn undecided() -> Self {
        Self {
            text: "Our organisation".to_owned(),
            legal: "the name of the organisation, here and wherever Our organisation stands",
        }
    }
}

/// The policies that the standard asks for in one form or another.
const MINIMAL_POLICIES: [&str; 9] = [
    "acceptable-use-policy",
    "access-control-policy",
    "documented-information-procedure",
    "incident-management-procedure",
    "information-security-policy",
    "internal-audit-procedure",
    "management-review-procedure",
    "nonconformity-and-corrective-action-procedure",
    "risk-management-procedure",
];

/// What opens each file of controls.
const CONTROLS: &str = include_str!("starter/controls.txt");

/// The files of a profile out of all content, by path.
///
/// # Panics
/// When the content inside the program is no text, which its tests rule out.
pub fn files(
    content: BTreeMap<String, Vec<u8>>,
    profile: Profile,
    name: &Name,
) -> BTreeMap<String, String> {
    let chosen = content.into_iter().filter_map(|(path, bytes)| {
        let path = place(&path, profile)?;
        let text = String::from_utf8(bytes).expect("internal error: starter content is text");
        Some((path, text))
    });
    chosen
        .chain(controls())
        .map(|(path, text)| {
            let text = filled(&path, &text, name);
            let is_document = path.starts_with("isms/") && path.ends_with(".yaml");
            let text = if is_document {
                with_modelines(&path, &text)
            } else {
                text
            };
            (path, text)
        })
        .collect()
}

/// Where a file of the content goes in a profile.
fn place(path: &str, profile: Profile) -> Option<String> {
    let (folder, rest) = path.split_once('/')?;
    match (folder, profile) {
        ("common", _) | ("saas", Profile::Saas) | ("minimal", Profile::Minimal) => {
            Some(rest.to_owned())
        }
        ("policies", _) => {
            let id = rest.strip_suffix(".md")?;
            let asked = profile == Profile::Saas || MINIMAL_POLICIES.contains(&id);
            asked.then(|| format!("isms/{path}"))
        }
        _ => None,
    }
}

/// Every control of the catalog, undecided, in a file for each theme.
fn controls() -> impl Iterator<Item = (String, String)> {
    let catalog = &catalog::ANNEX_A;
    catalog.themes.iter().map(|theme| {
        let of_theme = |control: &&catalog::CatalogControl| control.theme == theme.id;
        let documents: Vec<String> = catalog
            .controls
            .iter()
            .filter(of_theme)
            .map(|control| format!("kind: control\nid: {}   # {}\n", control.id, control.title))
            .collect();
        let head = CONTROLS.replace("{{ theme }}", &theme.title);
        (
            format!("isms/controls/{}.yaml", theme.id),
            head + &documents.join("---\n"),
        )
    })
}

/// Stands for the name.
const NAME: &str = "{{ organization }}";

/// The text with the name filled in as its format wants it.
fn filled(path: &str, text: &str, name: &Name) -> String {
    let text = text.replace("{{ legal name }}", name.legal);
    let lines = text.split_inclusive('\n');
    // The front matter of a policy is YAML; a fence opens it and another ends it.
    let mut fences = 0;
    lines
        .map(|line| {
            fences += usize::from(line == "---\n");
            let yaml = path.ends_with(".yaml") || (path.ends_with(".md") && fences == 1);
            match line.contains(NAME) {
                false => line.to_owned(),
                true if yaml => in_yaml(line, &name.text),
                true if path.ends_with(".md") => line.replace(NAME, &in_markdown(&name.text)),
                true => line.replace(NAME, &name.text),
            }
        })
        .collect()
}

/// The name in Markdown; an ampersand that begins no entity stays as people write it.
fn in_markdown(name: &str) -> String {
    markdown_text(name).replace("\\& ", "& ")
}

/// A line of YAML with the name as a whole value, inside double quotes, or in a comment.
fn in_yaml(line: &str, name: &str) -> String {
    let before = line.split(NAME).next().unwrap_or_default();
    let value = if before.contains('"') {
        name.replace('\\', "\\\\").replace('"', "\\\"")
    } else if before.trim_start().starts_with('#') {
        name.to_owned()
    } else {
        scalar(name)
    };
    line.replace(NAME, &value)
}
