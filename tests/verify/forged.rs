//! Damage to what a pack holds: the container is sound, the contents or the manifest are not.

use crate::damage::{Way, way};
use crate::sample::{container, entries, manifest, pack_under};
use isms::output::pack::check::What;
use isms::report::pack::manifest::{DIGEST, MANIFEST};

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

/// Damage to the manifest.
pub(crate) fn manifests() -> Vec<Way> {
    let text = manifest(&entries()).text();
    let forged = |change: &dyn Fn(&mut isms::report::pack::manifest::Manifest)| {
        let mut forged = manifest(&entries());
        change(&mut forged);
        pack_under(&entries(), &forged.text())
    };
    let without = |name: &str| {
        let mut all = entries();
        if name == DIGEST {
            all.push((MANIFEST.to_owned(), text.clone().into_bytes()));
        }
        container(&all)
    };
    let stale = {
        let mut all = entries();
        let changed = text.replace("auditor", "internal");
        all.push((MANIFEST.to_owned(), changed.into_bytes()));
        let digest = format!("{}  {MANIFEST}\n", "0".repeat(64));
        all.push((DIGEST.to_owned(), digest.into_bytes()));
        container(&all)
    };
    let m = What::Manifest;
    vec![
        way(
            "a changed manifest",
            stale,
            m,
            "is not the one that `MANIFEST.sha256`",
        ),
        way(
            "a forged digest of an entry",
            forged(&|it| it.entries[0].sha256 = "0".repeat(64)),
            What::Altered,
            "is not what was packed",
        ),
        way(
            "a forged size",
            forged(&|it| it.entries[0].size += 1),
            m,
            "bytes, and the manifest says",
        ),
        way(
            "a forged smaller size",
            forged(&|it| it.entries[0].size = 3),
            What::Altered,
            "more than the 3 bytes",
        ),
        way(
            "an entry twice in the manifest",
            forged(&|it| it.entries.push(it.entries[0].clone())),
            m,
            "names an entry twice",
        ),
        way(
            "another format",
            forged(&|it| it.version = 9),
            m,
            "of a format that this isms does not read",
        ),
        way(
            "a manifest with more in it",
            pack_under(&entries(), &text.replacen('{', "{\"more\": 1,", 1)),
            m,
            "cannot be read as a manifest",
        ),
        way(
            "a manifest written otherwise",
            pack_under(&entries(), &text.replacen('\n', "\n ", 1)),
            m,
            "not written as isms writes it",
        ),
        way(
            "no manifest",
            without(MANIFEST),
            m,
            "there is no `MANIFEST.json`",
        ),
        way(
            "no digest",
            without(DIGEST),
            m,
            "there is no `MANIFEST.sha256`",
        ),
    ]
}
