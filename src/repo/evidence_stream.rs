//! Files of a state as streams: evidence goes into a pack without being held.

use super::path::{Node, join, resolve};
use super::repository::Repo;
use super::stream::Stream;
use crate::text::snapshot::Unreadable;
use std::path::Path;

impl Repo {
    /// The content of a file of this state; links inside the root are followed, none leads out.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub fn stream(&self, path: &str) -> Result<Stream, Unreadable> {
        let state = self.state();
        let target = resolve(path, &|path| state.node(path))
            .map_err(|fault| Unreadable::Link(fault.leads()))?;
        match target.node {
            Node::File => state.open(&target.path),
            Node::Missing => Err(Unreadable::Refused("there is no such file".to_owned())),
            Node::Closed(why) => Err(Unreadable::Refused(why)),
            _ => Err(Unreadable::Refused("it is not a file".to_owned())),
        }
    }

    /// Which of these files git tracks and the working tree holds otherwise, or no more. Line ends that a
    /// checkout turns count as nothing.
    pub fn differing(&self, paths: &[String]) -> Vec<String> {
        let differs = |path: &&String| {
            let full = join(self.prefix(), path);
            // Git LFS keeps something else than it checks out, which its own filter alone can compare.
            let is_lfs = self.ask_git(|git| {
                let place = Path::new(&full);
                let filter =
                    git.get_attr(place, "filter", git2::AttrCheckFlags::FILE_THEN_INDEX)?;
                Ok(filter.filter(|name| *name == "lfs").map(|_| ()))
            });
            if is_lfs.is_some() {
                return false;
            }
            let status = self.ask_git(|git| git.status_file(Path::new(&full)).map(Some));
            let kept = git2::Status::CURRENT | git2::Status::IGNORED | git2::Status::WT_NEW;
            status.is_some_and(|status| !kept.contains(status))
        };
        paths.iter().filter(differs).cloned().collect()
    }
}
