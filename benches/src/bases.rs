//! Writes into each decision what the tool computes as its basis, so that none is stale.

use isms::analysis::pipeline::Linked;
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use std::collections::BTreeMap;
use std::path::Path;

/// A basis of one decision may be part of another, so this is done until nothing changes.
pub fn write(root: &Path, as_of: &str) -> std::io::Result<()> {
    let as_of: Date = as_of.parse().expect("the day of the corpus");
    while pass(root, as_of)? {}
    Ok(())
}

fn pass(root: &Path, as_of: Date) -> std::io::Result<bool> {
    let repo = Repo::open(root, None).map_err(std::io::Error::other)?;
    let snapshot = repo
        .snapshot(&Layout::default())
        .map_err(std::io::Error::other)?;
    let linked = Linked::new(&snapshot);
    let assessment = Assessment::new(&linked.model, as_of);
    let mut changed: BTreeMap<&str, String> = BTreeMap::new();
    for judged in &assessment.decisions {
        let document = &linked.model.documents[judged.document];
        let place = document.node.at(&format!("{}.basis", judged.field));
        let Some(place) = place.filter(|place| place.text() != Some(&judged.basis)) else {
            continue;
        };
        let text = changed
            .entry(&document.file.path)
            .or_insert_with(|| document.file.text.to_string());
        text.replace_range(place.span.range(), &format!("\"{}\"", judged.basis));
    }
    for (path, text) in &changed {
        std::fs::write(root.join(path), text)?;
    }
    Ok(!changed.is_empty())
}
