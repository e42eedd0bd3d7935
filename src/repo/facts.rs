//! Facts of the files that evidence names: size, digest, whether git tracks them; never their bytes.

use super::path::{Node, resolve};
use super::state::{State, Tracking};
use crate::text::snapshot::{FileFacts, Files};
use rayon::prelude::*;

/// The facts of each of `paths`, in parallel.
pub fn files(state: &dyn State, paths: &[String]) -> Files {
    if paths.is_empty() {
        return Files::new();
    }
    let tracking = state.tracking();
    paths
        .par_iter()
        .map(|path| (path.clone(), facts(state, &tracking, path)))
        .collect()
}

fn facts(state: &dyn State, tracking: &Tracking<'_>, path: &str) -> FileFacts {
    let refused = |why: String| FileFacts {
        refused: Some(why),
        ..FileFacts::default()
    };
    let target = match resolve(path, &|path| state.node(path)) {
        Ok(target) => target,
        Err(fault) => return refused(format!("the path leads {}", fault.leads())),
    };
    let here = tracking(&target.path);
    // Git must have the links on the way, too: otherwise a clone has no such path.
    let known = |link: &String| tracking(link) == Some(true);
    let tracked = here.map(|here| here && target.links.iter().all(known));
    let mut facts = match target.node {
        Node::File => match state.digest(&target.path) {
            Ok(digest) => FileFacts {
                size: Some(digest.size),
                sha256: Some(digest.sha256),
                ..FileFacts::default()
            },
            Err(why) => refused(why.to_string()),
        },
        Node::Folder => refused("the path names a folder, not a file".into()),
        Node::Module => refused("the path names a git submodule, not a file".into()),
        Node::Special => refused("the path names a pipe, socket or device, not a file".into()),
        Node::Closed(why) => refused(format!("the file cannot be read: {why}")),
        Node::Missing if !target.links.is_empty() => {
            refused("the symbolic link leads nowhere".into())
        }
        Node::Missing | Node::Link(_) => FileFacts::default(),
    };
    facts.tracked = tracked;
    facts
}
