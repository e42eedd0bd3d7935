//! What changed since a decision that is based on its own document.

use super::compare::{Difference, Step, differences, part, shortened};
use super::ground::{Ground, Since};
use super::place::{Files, MAX_SIDE};
use super::prose::{content, marks, name};
use super::trail::{Sought, Trail, Walk, bears};
use crate::assess::decision::What;
use crate::model::document::Document;
use crate::text::commit::Commit;
use crate::text::proof::Change;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What changed since a decision.
pub(super) fn since(
    ground: &Ground<'_>,
    walk: &Walk<'_>,
    trail: &Trail<'_>,
    sought: &Sought<'_>,
) -> Since {
    let files = Files {
        past: ground.past,
        store: ground.store,
    };
    let elsewhere = || {
        if walk.merged {
            beside(files, trail, sought)
        } else {
            Ok(None)
        }
    };
    let then = match sought.based_on {
        Some(at) => Some(trail.versions[at].document.clone()),
        None => match elsewhere() {
            Ok(found) => found,
            Err(TooLong) => return Since::Changed(Vec::new()),
        },
    };
    let Some(then) = then else {
        // A history that ends early may have held it.
        let known = trail.ended && !walk.cut;
        return if known {
            Since::Baseless
        } else {
            Since::Changed(Vec::new())
        };
    };
    let what = sought.judged.what;
    let now = content(what, &trail.versions[0].document);
    let mut found = differences(&content(what, &then), &now);
    if found.is_empty() {
        found.push(marks());
    }
    let versions = Versions { files, trail, what };
    Since::Changed(
        found
            .iter()
            .map(|difference| versions.change(difference))
            .collect(),
    )
}

/// The versions of a document, asked where its parts came from.
struct Versions<'a> {
    files: Files<'a>,
    trail: &'a Trail<'a>,
    what: What,
}

impl Versions<'_> {
    fn change(&self, difference: &Difference) -> Change {
        let (from, to) = shortened(difference);
        Change {
            field: name(self.what, &difference.path),
            from,
            to,
            commit: self.commit(&difference.path, difference.to.as_ref()),
        }
    }

    /// The commit that gave a part the value that it has; merges are followed to what they took in.
    fn commit(&self, path: &[Step], value: Option<&Json>) -> Option<Arc<Commit>> {
        let has = |document: &Document| part(&content(self.what, document), path) == value;
        let versions = &self.trail.versions;
        let newest = versions
            .iter()
            .take_while(|version| has(&version.document))
            .last()?;
        let (_, commit) = newest.brought.as_ref()?;
        if commit.parents.len() < 2 {
            return Some(Arc::clone(commit));
        }
        let (paths, like) = (self.trail.paths(), &newest.document);
        let holds = |id: &str| self.files.at(like, id, &paths).is_some_and(|it| has(&it));
        Some(self.files.origin(commit, &holds))
    }
}

/// The search was given up.
struct TooLong;

/// The version that bears the basis, where only a side branch holds it: what a merge took in is seen at
/// once from the branch that it went into.
fn beside(
    files: Files<'_>,
    trail: &Trail<'_>,
    sought: &Sought<'_>,
) -> Result<Option<Document>, TooLong> {
    let paths = trail.paths();
    let like = &trail.versions[0].document;
    let mut seen = BTreeSet::new();
    let mut looked_at = BTreeSet::new();
    let mut ahead = vec![files.past.head().to_owned()];
    while let Some(id) = ahead.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        if seen.len() > MAX_SIDE {
            return Err(TooLong);
        }
        for path in &paths {
            let content = files.past.content_at(&id, path);
            let Some(content) = content.filter(|content| looked_at.insert(*content)) else {
                continue;
            };
            let found = files.document(like, path, content);
            if let Some(found) = found.filter(|found| bears(found, sought.judged)) {
                return Ok(Some(found));
            }
        }
        ahead.extend(
            files
                .past
                .commit(&id)
                .into_iter()
                .flat_map(|commit| commit.parents),
        );
    }
    Ok(None)
}
