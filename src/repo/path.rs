//! Paths relative to the root, with `/`, and where they lead: never out of the root.

use std::collections::VecDeque;

/// What lies at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link with this target.
    Link(String),
    /// A submodule: a commit of another repository.
    Module,
    /// A pipe, socket or device: opening it could hang.
    Special,
    /// Something that the operating system does not let us look at, and why.
    Closed(String),
    /// Nothing.
    Missing,
}

/// Why a path leads nowhere that may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is absolute, or a link on the way is.
    Absolute,
    /// It climbs above the root.
    Outside,
    /// Links that go round.
    Loop,
}

impl Fault {
    /// Where it leads, to follow "leads".
    pub fn leads(self) -> &'static str {
        match self {
            Self::Absolute => "out of the root, for it is absolute",
            Self::Outside => "out of the root",
            Self::Loop => "round in a loop",
        }
    }
}

/// Where a path leads once every symbolic link on the way is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The path without links, `.` and `..`; empty for the root itself.
    pub path: String,
    /// What is there; never [`Node::Link`].
    pub node: Node,
    /// The symbolic links that were followed.
    pub links: Vec<String>,
}

impl Target {
    /// Whether a symbolic link was followed.
    pub fn linked(&self) -> bool {
        !self.links.is_empty()
    }
}

/// As many links as Linux follows.
const MAX_LINKS: usize = 40;

/// Whether `path` is absolute on any system: what one reads, all must.
pub fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    path.starts_with(['/', '\\'])
        || (bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':')
}

/// The parts of a path; on Windows a backslash parts too.
fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split(|c| c == '/' || (cfg!(windows) && c == '\\'))
        .filter(|part| !part.is_empty() && *part != ".")
}

/// The path without `.`, doubled and trailing `/`, and with `..` worked out by name alone.
///
/// # Errors
/// When it is absolute or leads out.
pub fn normal(path: &str) -> Result<String, Fault> {
    if is_absolute(path) {
        return Err(Fault::Absolute);
    }
    let mut done: Vec<&str> = Vec::new();
    for part in parts(path) {
        if part == ".." {
            done.pop().ok_or(Fault::Outside)?;
        } else {
            done.push(part);
        }
    }
    Ok(done.join("/"))
}

/// Follows `path` from the root by asking `node` what lies at each step, so that the working tree
/// and a revision resolve alike. `.git` is never entered.
///
/// # Errors
/// When it is absolute, leads out, or goes over too many links.
pub fn resolve(path: &str, node: &dyn Fn(&str) -> Node) -> Result<Target, Fault> {
    if is_absolute(path) {
        return Err(Fault::Absolute);
    }
    let mut ahead: VecDeque<String> = parts(path).map(str::to_owned).collect();
    let mut done: Vec<String> = Vec::new();
    let mut here = Node::Folder;
    let mut links = Vec::new();
    while let Some(part) = ahead.pop_front() {
        if part == ".." {
            done.pop().ok_or(Fault::Outside)?;
            here = Node::Folder;
            continue;
        }
        done.push(part);
        let joined = done.join("/");
        here = if is_git_folder(&done[done.len() - 1]) {
            Node::Missing
        } else {
            node(&joined)
        };
        if let Node::Link(target) = &here {
            links.push(joined);
            if links.len() > MAX_LINKS {
                return Err(Fault::Loop);
            }
            if is_absolute(target) {
                return Err(Fault::Absolute);
            }
            done.pop();
            parts(target)
                .rev()
                .for_each(|part| ahead.push_front(part.to_owned()));
            here = Node::Folder;
        } else if here != Node::Folder && !ahead.is_empty() {
            here = Node::Missing;
            break;
        }
    }
    Ok(Target {
        path: done.join("/"),
        node: here,
        links,
    })
}

/// Git's own folder, however a file system spells it.
pub fn is_git_folder(name: &str) -> bool {
    name.eq_ignore_ascii_case(".git")
}

/// `path` below `folder`, when it lies there; the empty folder is the root.
pub fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// `folder/name`, or `name` in the root.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        [folder, "/", name].concat()
    }
}

/// The folder of a path; empty in the root.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(path: &str) -> Node {
        match path {
            "a" | "a/b" => Node::Folder,
            "a/f" | "a/b/g" => Node::File,
            "up" => Node::Link("a/b/../f".into()),
            "dir" => Node::Link("a/b".into()),
            "out" => Node::Link("../x".into()),
            "abs" => Node::Link("/etc/passwd".into()),
            "loop" => Node::Link("loop".into()),
            "gone" => Node::Link("a/none".into()),
            _ => Node::Missing,
        }
    }

    fn found(path: &str) -> Result<(String, Node), Fault> {
        resolve(path, &world).map(|target| (target.path, target.node))
    }

    #[test]
    fn links_inside_the_root_are_followed() {
        assert_eq!(found("up"), Ok(("a/f".into(), Node::File)));
        assert_eq!(found("./dir//g"), Ok(("a/b/g".into(), Node::File)));
        assert_eq!(found("dir/../f"), Ok(("a/f".into(), Node::File)));
    }

    #[test]
    fn nothing_leads_out_of_the_root() {
        assert_eq!(found("out"), Err(Fault::Outside));
        assert_eq!(found("abs"), Err(Fault::Absolute));
        assert_eq!(found("a/../../x"), Err(Fault::Outside));
        assert_eq!(found("/a/f"), Err(Fault::Absolute));
        assert_eq!(found(r"C:\a"), Err(Fault::Absolute));
    }

    #[test]
    fn a_loop_ends_and_what_is_not_there_is_missing() {
        assert_eq!(found("loop"), Err(Fault::Loop));
        assert_eq!(found("gone").map(|f| f.1), Ok(Node::Missing));
        assert_eq!(found("a/f/x").map(|f| f.1), Ok(Node::Missing));
        assert_eq!(found(".GIT/config").map(|f| f.1), Ok(Node::Missing));
    }

    #[test]
    fn normal_paths_have_no_dots() {
        assert_eq!(normal("./a//b/../c/"), Ok("a/c".into()));
        assert_eq!(normal("a/../.."), Err(Fault::Outside));
    }
}
