//! The law of the rooms: who may import whom, judged on the sources as texts.

use crate::scan::{Path, lists, paths, tokens};
use std::collections::BTreeMap;

/// Sources by their path below `src`.
pub(crate) type Sources = BTreeMap<String, String>;

/// Only these modules import these rooms.
const ONLY: &[(&str, &[&str])] = &[(
    "repo",
    &["assess::proof", "analysis", "report::trend", "command"],
)];

/// These rooms never import those.
const NEVER: &[(&str, &[&str])] = &[("output", &["model", "rules"])];

/// Everything that breaks the law, one sentence each, with `file:line`.
pub(crate) fn violations(sources: &Sources) -> Vec<String> {
    let tree = Tree::new(sources);
    let mut out = tree.unlisted(sources);
    for (file, source) in sources.iter().filter(|(file, _)| *file != "main.rs") {
        let module = module(file);
        for path in paths(&tokens(source)) {
            let place = format!("src/{file}:{}", path.line);
            let written = path.segments.join("::");
            if let Err(why) = tree.judge(&module, &path) {
                out.push(format!("{place}: `{written}` {why}"));
            }
        }
    }
    out
}

/// The module that a file is; the crate root is the empty path.
fn module(file: &str) -> Vec<String> {
    match file {
        "lib.rs" => Vec::new(),
        file => {
            let file = file.trim_end_matches(".rs");
            file.split('/').map(str::to_owned).collect()
        }
    }
}

/// For each module its children with their rank; names of one macro list share a rank.
struct Tree(BTreeMap<Vec<String>, BTreeMap<String, usize>>);

impl Tree {
    fn new(sources: &Sources) -> Self {
        let mut tree = BTreeMap::<Vec<String>, BTreeMap<String, usize>>::new();
        for file in sources.keys().filter(|file| *file != "main.rs") {
            let module = module(file);
            for end in 0..=module.len() {
                let parent = &module[..end];
                let listed = tree
                    .entry(parent.to_vec())
                    .or_insert_with(|| children(sources, parent));
                // A folder without a list of its own holds equals (the rules of a family).
                let has_list = sources.contains_key(&list_of(parent));
                if let (false, Some(name)) = (has_list, module.get(end)) {
                    listed.insert(name.clone(), 0);
                }
            }
        }
        Self(tree)
    }

    /// Files that no list names are not compiled, and nobody would notice.
    fn unlisted(&self, sources: &Sources) -> Vec<String> {
        let files = sources.keys().filter(|file| *file != "main.rs");
        let missing = files.filter(|file| {
            let module = module(file);
            let parent = module.split_last();
            parent.is_some_and(|(name, parent)| self.rank(parent, name).is_none())
        });
        let sentence = |file: &String| {
            let module = module(file);
            let list = list_of(&module[..module.len() - 1]);
            format!("src/{file}:1: no list names this file; add it to src/{list} or delete it")
        };
        missing.map(sentence).collect()
    }

    fn rank(&self, parent: &[String], name: &str) -> Option<usize> {
        self.0.get(parent)?.get(name).copied()
    }

    /// Whether a file is declared below the macro list of its room: what that macro makes (such as the
    /// list of kinds) stands where the macro stands, so files below it may use it and no cycle arises.
    fn stands_below_macro(&self, parent: &[String], own: &str) -> bool {
        let Some(listed) = self.0.get(parent) else {
            return false;
        };
        let shared = |rank: usize| listed.values().filter(|other| **other == rank).count() > 1;
        let of_macro = listed.values().copied().filter(|rank| shared(*rank)).max();
        of_macro.is_some_and(|rank| listed.get(own).is_some_and(|own| *own > rank))
    }

    /// Whether a path in this module keeps the law, or why not and what to do.
    fn judge(&self, module: &[String], path: &Path) -> Result<(), String> {
        let target = resolve(module, path)?;
        let same = module.iter().zip(&target).take_while(|(a, b)| a == b);
        let same = same.count();
        if same == module.len() {
            return Ok(()); // Itself, or what it lists.
        }
        let (parent, own) = (&module[..same], &module[same]);
        let list = list_of(parent);
        let name = target.get(same).map_or("*", String::as_str);
        let Some(rank) = self.rank(parent, name) else {
            if self.stands_below_macro(parent, own) {
                return Ok(());
            }
            return Err(format!(
                "imports from the list src/{list}; move what it needs into a file above `{own}`"
            ));
        };
        match rank.cmp(&self.rank(parent, own).unwrap_or(usize::MAX)) {
            std::cmp::Ordering::Less => denied(module, name, same),
            std::cmp::Ordering::Equal => Err(format!(
                "imports `{name}`, an equal of `{own}` in src/{list}; move what both need above them"
            )),
            std::cmp::Ordering::Greater => Err(format!(
                "imports `{name}`, which src/{list} declares below `{own}`; move what it needs up, \
                 or pass it in as data"
            )),
        }
    }
}

/// The children that a module lists, in order.
fn children(sources: &Sources, parent: &[String]) -> BTreeMap<String, usize> {
    let Some(list) = sources.get(&list_of(parent)) else {
        return BTreeMap::new();
    };
    let mut out = BTreeMap::new();
    for (rank, names) in lists(&tokens(list)).into_iter().enumerate() {
        for name in names {
            let path = [parent, std::slice::from_ref(&name)].concat().join("/");
            let exists = |file: &String| {
                file.strip_prefix(&path)
                    .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            };
            if sources.keys().any(exists) {
                out.insert(name, rank);
            }
        }
    }
    out
}

fn list_of(parent: &[String]) -> String {
    match parent {
        [] => "lib.rs".to_owned(),
        parent => parent.join("/") + ".rs",
    }
}

/// The path from the crate root; a `super` that reaches the root has left its room.
fn resolve(module: &[String], path: &Path) -> Result<Vec<String>, String> {
    let mut target = [module, &path.inside].concat();
    for segment in &path.segments {
        match segment.as_str() {
            "crate" => target.clear(),
            "self" => {}
            "super" => {
                target.pop();
                if target.is_empty() && !module.is_empty() {
                    return Err("leaves its room by `super`; write `crate::`".to_owned());
                }
            }
            name => target.push(name.to_owned()),
        }
    }
    Ok(target)
}

/// The short list of imports that the order would allow and the house does not.
fn denied(module: &[String], room: &str, same: usize) -> Result<(), String> {
    if same > 0 {
        return Ok(());
    }
    let path = module.join("::");
    let within = |allowed: &&str| path == **allowed || path.starts_with(&format!("{allowed}::"));
    for (closed, allowed) in ONLY {
        if *closed == room && !allowed.iter().any(within) {
            let allowed = allowed.join(", ");
            return Err(format!(
                "imports `{room}`, which only {allowed} may; take plain data instead"
            ));
        }
    }
    let refused = NEVER
        .iter()
        .any(|(from, rooms)| *from == module[0] && rooms.contains(&room));
    if refused {
        let from = &module[0];
        return Err(format!(
            "imports `{room}`, which `{from}` never does; take what `analysis` or `report` gives"
        ));
    }
    Ok(())
}
