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

    /// Which of these files git tracks and the working tree holds otherwise, or no more. Of a link both itself
    /// and what it leads to is looked at. Line ends that a checkout turns count as nothing.
    pub fn differing(&self, paths: &[String]) -> Vec<String> {
        let state = self.state();
        let differs = |path: &&String| {
            let target = resolve(path, &|path| state.node(path)).ok();
            let ends = target.iter().map(|target| target.path.as_str());
            let mut ways = std::iter::once(path.as_str()).chain(ends);
            ways.any(|way| self.differs(&join(self.prefix(), way)))
        };
        paths.iter().filter(differs).cloned().collect()
    }

    /// Whether git tracks a file, by its path from the root of the repository, that is not as it was. What git
    /// cannot say counts as different, unless it does not know the path.
    fn differs(&self, path: &str) -> bool {
        let place = Path::new(path);
        // Git LFS keeps something else than it checks out, which its own filter alone can compare.
        let is_lfs = self.ask_git(|git| {
            let filter = git.get_attr(place, "filter", git2::AttrCheckFlags::FILE_THEN_INDEX)?;
            Ok(filter.filter(|name| *name == "lfs").map(|_| ()))
        });
        if is_lfs.is_some() {
            return false;
        }
        let kept = git2::Status::CURRENT | git2::Status::IGNORED | git2::Status::WT_NEW;
        let differs = self.ask_git(|git| {
            Ok(Some(match git.status_file(place) {
                Ok(status) => !kept.contains(status),
                Err(error) => error.code() != git2::ErrorCode::NotFound,
            }))
        });
        differs.unwrap_or(false)
    }
}
