//! Which files are documents and which are templates, as the settings say.

use super::error::RepoError;
use super::path::{Fault, below, normal};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Where things lie below the root; comes from `isms.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Folders or globs whose YAML and Markdown files are documents.
    pub documents: Vec<String>,
    /// The folder of rendered output, never read as documents.
    pub out: String,
    /// The folder whose templates override ours.
    pub templates: Option<String>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            documents: vec!["isms".into()],
            out: "out".into(),
            templates: None,
        }
    }
}

/// A layout ready to be asked.
#[derive(Debug)]
pub struct Plan {
    documents: Gitignore,
    out: Option<String>,
    templates: Option<String>,
}

impl Plan {
    /// Understands a layout, or names the entry that cannot be.
    ///
    /// # Errors
    /// When an entry leads out of the root, or is no pattern.
    pub fn new(layout: &Layout) -> Result<Self, RepoError> {
        let mut builder = GitignoreBuilder::new("");
        for entry in &layout.documents {
            let bad = |why: String| RepoError::Documents {
                entry: entry.clone(),
                why,
            };
            let path = normal(entry).map_err(|fault| bad(format!("it leads {}", fault.leads())))?;
            // The patterns of .gitignore do just what is wanted: a folder matches all below it. The
            // leading `/` ties them to the root and keeps `!` and `#` from meaning anything.
            let pattern = if path.is_empty() {
                "/**".into()
            } else {
                format!("/{path}")
            };
            builder
                .add_line(None, &pattern)
                .map_err(|error| bad(error.to_string()))?;
        }
        let documents = builder.build().map_err(|error| RepoError::Documents {
            entry: layout.documents.join(", "),
            why: error.to_string(),
        })?;
        Ok(Self {
            documents,
            out: folder(&layout.out),
            templates: layout.templates.as_deref().and_then(folder),
        })
    }

    /// Whether a path lies below `documents` and is no output.
    pub fn holds(&self, path: &str) -> bool {
        // What git calls a name may be a rooted path elsewhere (`\\x` on Windows); the matcher panics at it.
        if path.is_empty() || std::path::Path::new(path).has_root() {
            return false;
        }
        let out = self.out.as_deref();
        let rendered = out.is_some_and(|out| path == out || below(path, out).is_some());
        !rendered
            && self
                .documents
                .matched_path_or_any_parents(path, false)
                .is_ignore()
    }

    /// The name of a template, if the path is one.
    pub fn template<'a>(&self, path: &'a str) -> Option<&'a str> {
        below(path, self.templates.as_deref()?)
    }
}

/// A folder inside the root; one elsewhere, or the root itself, names no files here.
fn folder(path: &str) -> Option<String> {
    let found: Result<String, Fault> = normal(path);
    found.ok().filter(|path| !path.is_empty())
}

/// Whether the name is that of a YAML or Markdown file.
pub fn is_document(path: &str) -> bool {
    let ending = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'));
    ending.is_some_and(|(_, ending)| {
        ["yaml", "yml", "md"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(documents: &[&str]) -> Plan {
        Plan::new(&Layout {
            documents: documents.iter().map(|&entry| entry.into()).collect(),
            ..Layout::default()
        })
        .unwrap()
    }

    #[test]
    fn a_folder_holds_all_below_it_and_only_at_the_root() {
        let plan = plan(&["isms/"]);
        assert!(plan.holds("isms/a/b.yaml"));
        assert!(!plan.holds("other/isms/a.yaml"));
        assert!(!plan.holds("isms.yaml"));
    }

    #[test]
    fn a_glob_may_cross_folders_and_the_output_is_never_held() {
        let globs = plan(&["docs/**/*.md", "*.yaml"]);
        assert!(globs.holds("docs/a/b/c.md") && globs.holds("docs/c.md") && globs.holds("x.yaml"));
        assert!(!globs.holds("docs/a/b.yaml") && !globs.holds("a/x.yaml"));
        let all = plan(&["."]);
        assert!(all.holds("a/b.md") && all.holds("b.md") && !all.holds("out/b.md"));
    }

    #[test]
    fn an_entry_outside_the_root_is_refused_by_name() {
        let layout = Layout {
            documents: vec!["../x".into()],
            ..Layout::default()
        };
        let message = Plan::new(&layout).unwrap_err().to_string();
        assert!(
            message.contains("`../x`") && message.contains("out of the root"),
            "{message}"
        );
    }
}
