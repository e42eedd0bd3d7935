//! Paths that settings may name: relative, with `/`, inside the root, in one spelling.

use ignore::gitignore::GitignoreBuilder;

/// The path without `.` and doubled or trailing `/`, or why it is refused. The root itself is `.`.
pub(super) fn inside(path: &str) -> Result<String, String> {
    if path.trim().is_empty() {
        return Err("an empty path names nothing; `.` is the root".to_owned());
    }
    if path.contains('\\') {
        return Err("paths are written with `/`".to_owned());
    }
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with(['/', '~']) || drive {
        return Err(format!("`{path}` is not a path relative to the root"));
    }
    if path.chars().any(char::is_control) {
        return Err("the path holds a control character".to_owned());
    }
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !matches!(*part, "" | "."))
        .collect();
    if parts.contains(&"..") {
        return Err(format!(
            "`{path}` leads upward; only what is inside the root is read and written"
        ));
    }
    if parts.iter().any(|part| part.eq_ignore_ascii_case(".git")) {
        return Err("`.git` belongs to git".to_owned());
    }
    Ok(if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    })
}

/// A folder or glob below which documents are read.
pub(super) fn glob(path: &str) -> Result<String, String> {
    let path = inside(path)?;
    GitignoreBuilder::new("")
        .add_line(None, &format!("/{path}"))
        .map(|_| ())
        .map_err(|error| format!("`{path}` is not a glob: {error}"))?;
    Ok(path)
}

/// A folder or file other than the root itself.
pub(super) fn below_root(path: &str) -> Result<String, String> {
    let path = inside(path)?;
    if path == "." {
        return Err("the root itself cannot stand here".to_owned());
    }
    Ok(path)
}

/// Whether `path` is `folder` or lies in it.
pub(super) fn lies_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_folder_become_one() {
        for path in ["isms/risks", "./isms//risks/", "isms/./risks"] {
            assert_eq!(inside(path).as_deref(), Ok("isms/risks"), "{path}");
        }
        assert_eq!(inside("./").as_deref(), Ok("."));
    }

    #[test]
    fn what_leads_out_of_the_root_is_refused() {
        for path in [
            "", " ", "/etc", "..", "a/../b", "C:/x", "C:x", "a\\b", "~/x", "a\nb", ".git/x",
            "x/.GIT",
        ] {
            assert!(inside(path).is_err(), "{path}");
        }
        assert!(inside("..a/b..").is_ok());
    }

    #[test]
    fn a_folder_lies_in_itself_and_not_in_its_namesake() {
        assert!(lies_in("out/isms", "out"));
        assert!(lies_in("out", "out"));
        assert!(!lies_in("outer", "out"));
    }
}
