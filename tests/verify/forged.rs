//! Damage to what a pack holds: the container is sound, the contents or the manifest are not.

use crate::damage::{Way, way};
use crate::sample::{container, entries, manifest, pack_under};
use isms::output::pack::check::What;
use isms::report::pack::manifest::{DIGEST, MANIFEST, Manifest};

/// Another container under the same manifest.
pub(crate) fn rebuilt(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let mut all = entries();
    change(&mut all);
    pack_under(&all, &manifest(&entries()).text())
}

/// Damage to entries.
pub(crate) fn contents() -> Vec<Way> {
    let bomb = vec![0; 20 << 20];
    vec![
        way(
            "two contents swapped",
            rebuilt(|all| {
                let one = all[0].1.clone();
                all[0].1 = std::mem::replace(&mut all[1].1, one);
            }),
            What::Altered,
            "holds what belongs to `decisions.json`",
        ),
        way(
            "reordered",
            rebuilt(|all| all.swap(2, 5)),
            What::Reordered,
            "the entries were reordered",
        ),
        way(
            "added",
            rebuilt(|all| all.push(("site/zz.html".into(), b"new".to_vec()))),
            What::Added,
            "`site/zz.html` was added",
        ),
        way(
            "removed",
            rebuilt(|all| _ = all.remove(3)),
            What::Missing,
            "`evidence/restore.pdf` is missing",
        ),
        way(
            "replaced",
            rebuilt(|all| all[6].1 = b"<h1>Another</h1>".to_vec()),
            What::Altered,
            "is not what was packed",
        ),
        way(
            "replaced by a bomb",
            rebuilt(|all| all[6].1 = bomb),
            What::Altered,
            "unpacks to more than the 19 bytes",
        ),
        way(
            "emptied",
            rebuilt(|all| all[6].1.clear()),
            What::Altered,
            "is not what was packed",
        ),
    ]
}

/// A pack whose manifest says something else, with a digest that fits.
fn says(change: impl FnOnce(&mut Manifest)) -> Vec<u8> {
    let mut forged = manifest(&entries());
    change(&mut forged);
    pack_under(&entries(), &forged.text())
}

/// A pack whose manifest is written otherwise.
fn written(change: impl FnOnce(String) -> String) -> Vec<u8> {
    pack_under(&entries(), &change(manifest(&entries()).text()))
}

/// A pack that ends with these entries instead of the manifest and its digest.
fn ending(last: &[(&str, String)]) -> Vec<u8> {
    let mut all = entries();
    let last = last.iter();
    all.extend(last.map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())));
    container(&all)
}

/// Damage to the manifest.
pub(crate) fn manifests() -> Vec<Way> {
    let text = manifest(&entries()).text();
    let changed = text.replace("auditor", "internal");
    let digest = format!("{}  {MANIFEST}\n", "0".repeat(64));
    let twice = says(|it| it.entries.push(it.entries[0].clone()));
    let more = written(|text| text.replacen('{', "{\"more\": 1,", 1));
    let spaced = written(|text| text.replacen('\n', "\n ", 1));
    let stale = ending(&[(MANIFEST, changed), (DIGEST, digest)]);
    let ways = [
        ("changed", stale, "is not the one that `MANIFEST.sha256`"),
        (
            "a size",
            says(|it| it.entries[0].size += 1),
            "bytes, and the manifest says",
        ),
        ("an entry twice", twice, "names an entry twice"),
        (
            "a format",
            says(|it| it.version = 9),
            "of a format that this isms does not read",
        ),
        ("more in it", more, "cannot be read as a manifest"),
        ("written otherwise", spaced, "not written as isms writes it"),
        ("none", ending(&[]), "there is no `MANIFEST.json`"),
        (
            "no digest",
            ending(&[(MANIFEST, text)]),
            "there is no `MANIFEST.sha256`",
        ),
    ];
    let ways = ways.map(|(name, pack, words)| way(name, pack, What::Manifest, words));
    let digest = says(|it| it.entries[0].sha256 = "0".repeat(64));
    let smaller = says(|it| it.entries[0].size = 3);
    let altered = [
        way("a digest", digest, What::Altered, "is not what was packed"),
        way(
            "a smaller size",
            smaller,
            What::Altered,
            "more than the 3 bytes",
        ),
    ];
    ways.into_iter().chain(altered).collect()
}
