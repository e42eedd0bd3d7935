//! Changes of files as one unified diff that `git apply` takes.

use similar::{Algorithm, TextDiff};

/// Lines around each change.
const CONTEXT: usize = 3;

/// A file before and after.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its path from the root of git, with `/`.
    pub path: &'a str,
    /// Its text before.
    pub before: &'a str,
    /// Its text after.
    pub after: &'a str,
}

/// The diff of all files that differ, in the order given. Line ends are those of the files.
pub fn unified(files: &[File<'_>]) -> String {
    files.iter().map(of_file).collect()
}

/// The diff of a file that also gets another path.
pub fn renamed(file: &File<'_>, to: &str) -> String {
    let (old, new) = (name("a/", file.path), name("b/", to));
    let (from, bare) = (name("", file.path), name("", to));
    let head = format!("diff --git {old} {new}\nrename from {from}\nrename to {bare}\n");
    match file.before == file.after {
        true => head,
        false => head + &changes(file, &old, &new, to),
    }
}

fn of_file(file: &File<'_>) -> String {
    if file.before == file.after {
        return String::new();
    }
    let (old, new) = (name("a/", file.path), name("b/", file.path));
    format!("diff --git {old} {new}\n") + &changes(file, &old, &new, file.path)
}

/// The lines that go and come, below the two names.
fn changes(file: &File<'_>, old: &str, new: &str, to: &str) -> String {
    // Only a line feed ends a line for git.
    let before: Vec<&str> = file.before.split_inclusive('\n').collect();
    let after: Vec<&str> = file.after.split_inclusive('\n').collect();
    let mut config = TextDiff::configure();
    config.algorithm(Algorithm::Myers).newline_terminated(true);
    let diff = config.diff_slices(&before, &after);
    let hunks = diff.unified_diff().context_radius(CONTEXT).to_string();
    // A blank in a name would end it; git then writes a tab behind it.
    let tab = |path: &str| if path.contains(' ') { "\t" } else { "" };
    format!("--- {old}{}\n+++ {new}{}\n{hunks}", tab(file.path), tab(to))
}

/// A name as git writes it: in quotes when something in it would be read otherwise.
fn name(side: &str, path: &str) -> String {
    let acts = |c: char| c == '"' || c == '\\' || c.is_control();
    if !path.contains(acts) {
        return format!("{side}{path}");
    }
    let mut out = format!("\"{side}");
    for c in path.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                let bytes = c.encode_utf8(&mut bytes).bytes();
                out.extend(bytes.map(|byte| format!("\\{byte:03o}")));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(path: &str, before: &str, after: &str) -> String {
        unified(&[File {
            path,
            before,
            after,
        }])
    }

    #[test]
    fn line_ends_and_a_missing_last_one_stay() {
        assert_eq!(
            diff("a.yaml", "x: 1\r\ny: 2", "x: 2\r\ny: 2"),
            "diff --git a/a.yaml b/a.yaml\n--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n-x: 1\r\n+x: 2\r\n y: 2\n\\ No newline at end of file\n"
        );
        assert_eq!(diff("a", "x", "x"), "");
    }

    #[test]
    fn names_are_written_as_git_reads_them() {
        assert!(diff("a b", "1\n", "2\n").contains("--- a/a b\t\n"));
        let quoted = diff("a\"\u{7}", "1\n", "2\n");
        assert!(quoted.contains("--- \"a/a\\\"\\007\"\n"), "{quoted}");
    }
}
