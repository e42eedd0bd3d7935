//! The table of damage: each way, and the sentence that names it.

use crate::sample::{container, data, entries, headers, manifest, pack_under, said, sound};
use isms::output::pack::check::What;
use isms::report::pack::manifest::{DIGEST, MANIFEST};

/// A way to damage a pack: what it is called, the damaged pack, and what has to be said of it.
type Way = (String, Vec<u8>, What, String);

fn way(name: &str, pack: Vec<u8>, what: What, words: &str) -> Way {
    (name.to_owned(), pack, what, words.to_owned())
}

fn cut(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut pack = sound();
    change(&mut pack);
    pack
}

/// Changes bytes of both headers of an entry: by their place in the local one, and in the directory.
fn header(name: &str, local: Option<(usize, u8)>, central: Option<(usize, u8)>) -> Vec<u8> {
    cut(|pack| {
        let (first, second) = headers(pack, name);
        for (start, change) in [(first, local), (second, central)] {
            if let Some((at, bits)) = change {
                pack[start + at] ^= bits;
            }
        }
    })
}

fn rebuilt(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let mut all = entries();
    change(&mut all);
    pack_under(&all, &manifest(&entries()).text())
}

/// Gives an entry another name of the same length, everywhere.
fn renamed_in_place(from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    cut(|pack| {
        let (local, central) = headers(pack, from);
        pack[local + 30..local + 30 + to.len()].copy_from_slice(to.as_bytes());
        pack[central + 46..central + 46 + to.len()].copy_from_slice(to.as_bytes());
    })
}

fn bits_in_contents() -> Vec<Way> {
    let all = entries();
    let names = all.iter().map(|(name, _)| name.as_str());
    let mut ways: Vec<Way> = names
        .map(|name| {
            let pack = cut(|pack| {
                let at = data(pack, name) + 4;
                pack[at] ^= 0x10;
            });
            way(
                &format!("a bit in {name}"),
                pack,
                What::Altered,
                &format!("`{name}` "),
            )
        })
        .collect();
    for name in [MANIFEST, DIGEST] {
        let pack = cut(|pack| {
            let at = data(pack, name) + 4;
            pack[at] ^= 0x10;
        });
        ways.push(way(
            &format!("a bit in {name}"),
            pack,
            What::Manifest,
            &format!("`{name}` "),
        ));
    }
    ways
}

fn headers_changed() -> Vec<Way> {
    const E: &str = "evidence/restore.pdf";
    let both = |at: usize, bits: u8| header(E, Some((at, bits)), Some((at + 2, bits)));
    let c = What::Container;
    vec![
        way(
            "a bit in the mark of a local header",
            header(E, Some((2, 1)), None),
            c,
            "does not begin where",
        ),
        way(
            "encrypted, in both headers",
            both(6, 1),
            c,
            "is marked as encrypted",
        ),
        way(
            "encrypted, in the local header",
            header(E, Some((6, 1)), None),
            c,
            "is marked as encrypted",
        ),
        way(
            "a size behind the data",
            both(6, 8),
            c,
            "has flags that isms does not set",
        ),
        way(
            "another method",
            both(8, 4),
            c,
            "a method that isms does not use",
        ),
        way("a time", both(10, 7), c, "bears a time"),
        way(
            "a date in the directory",
            header(E, None, Some((14, 2))),
            c,
            "bears a time",
        ),
        way(
            "another checksum in front",
            header(E, Some((14, 1)), None),
            c,
            "another checksum in its header",
        ),
        way(
            "another checksum in the directory",
            header(E, None, Some((16, 1))),
            c,
            "another checksum",
        ),
        way(
            "another checksum in both",
            header(E, Some((14, 1)), Some((16, 1))),
            What::Altered,
            "does not have the checksum",
        ),
        way(
            "another packed size in front",
            header(E, Some((18, 1)), None),
            c,
            "another packed size",
        ),
        way(
            "another size in front",
            header(E, Some((22, 1)), None),
            c,
            "another size in its header",
        ),
        way(
            "a larger size in both",
            header(E, Some((24, 1)), Some((26, 1))),
            What::Altered,
            "and its header says",
        ),
        way(
            "another name in front",
            header(E, Some((31, 1)), None),
            c,
            "another name in its header",
        ),
        way(
            "a symbolic link",
            header(E, None, Some((41, 0x20))),
            c,
            "is marked as a symbolic link",
        ),
        way(
            "a program",
            header(E, None, Some((40, 0x49))),
            c,
            "not marked as a plain file",
        ),
        way(
            "another system",
            header(E, None, Some((5, 3))),
            c,
            "names another system",
        ),
        way(
            "inner attributes",
            header(E, None, Some((36, 1))),
            c,
            "attributes that isms does not set",
        ),
        way(
            "another place",
            header(E, None, Some((42, 1))),
            c,
            "begins at byte",
        ),
        way(
            "a comment that is not there",
            header(E, None, Some((32, 1))),
            c,
            "has a comment",
        ),
        way(
            "an extra field that is not there",
            header(E, None, Some((30, 4))),
            c,
            "extra field",
        ),
    ]
}

fn ends() -> Vec<Way> {
    let end = |at: usize, bits: u8| {
        cut(|pack| {
            let start = pack.len() - 22;
            pack[start + at] ^= bits;
        })
    };
    let c = What::Container;
    vec![
        way("cut by a byte", cut(|pack| _ = pack.pop()), c, "cut off"),
        way(
            "cut in half",
            cut(|pack| pack.truncate(pack.len() / 2)),
            c,
            "no end record",
        ),
        way("cut to nothing", Vec::new(), c, "no end record"),
        way(
            "a byte behind",
            cut(|pack| pack.push(0)),
            c,
            "1 bytes behind its end record",
        ),
        way(
            "a byte in front",
            cut(|pack| pack.insert(0, 0)),
            c,
            "1 bytes that are of no entry",
        ),
        way(
            "a byte between",
            cut(|pack| {
                let (at, _) = headers(pack, "index.html");
                pack.insert(at, 0);
            }),
            c,
            "of no entry",
        ),
        way(
            "a comment",
            cut(|pack| {
                let at = pack.len() - 2;
                pack[at] = 2;
                pack.extend(b"hi");
            }),
            c,
            "and no comment",
        ),
        way(
            "another count",
            end(10, 1),
            c,
            "end record that isms does not write",
        ),
        way(
            "another count twice",
            {
                let mut pack = end(10, 1);
                let at = pack.len() - 22;
                pack[at + 8] ^= 1;
                pack
            },
            c,
            "its end record says",
        ),
        way(
            "another place of the directory",
            end(16, 1),
            c,
            "of no entry",
        ),
        way(
            "another disk",
            end(4, 1),
            c,
            "end record that isms does not write",
        ),
        way("the mark of the end", end(0, 1), c, "no end record"),
        way(
            "no pack at all",
            b"%PDF-1.7 and more".to_vec(),
            c,
            "is no pack",
        ),
    ]
}

fn names() -> Vec<Way> {
    let c = What::Container;
    let (from, named) = ("index.html", "site/soa.html");
    vec![
        way(
            "zip-slip",
            renamed_in_place(from, "../../evil"),
            c,
            "leads out of its folder",
        ),
        way(
            "absolute",
            renamed_in_place(from, "/etc/evils"),
            c,
            "the root of the disk",
        ),
        way(
            "backslash",
            renamed_in_place(from, "..\\evil.sh"),
            c,
            "backslash",
        ),
        way("drive", renamed_in_place(from, "c:evil.txt"), c, "a colon"),
        way(
            "control character",
            renamed_in_place(from, "evil\n.html"),
            c,
            "control character",
        ),
        way(
            "not UTF-8",
            cut(|pack| {
                let (local, central) = headers(pack, from);
                pack[local + 30] = 0xff;
                pack[central + 46] = 0xff;
            }),
            c,
            "not UTF-8",
        ),
        way(
            "twice",
            renamed_in_place("documents/soa.md", "decisions.json12"),
            What::Renamed,
            "stands under another name",
        ),
        way(
            "the same name twice",
            rebuilt(|all| all.push(all[6].clone())),
            c,
            "is there twice",
        ),
        way(
            "names that differ in case",
            rebuilt(|all| all.push(("INDEX.html".into(), b"x".to_vec()))),
            c,
            "only in the case",
        ),
        way(
            "renamed",
            rebuilt(|all| all[7].0 = "site/other.html".into()),
            What::Renamed,
            &format!("`{named}` stands under another name"),
        ),
    ]
}

fn contents() -> Vec<Way> {
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

fn manifests() -> Vec<Way> {
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

#[test]
fn a_sound_pack_has_no_fault() {
    assert_eq!(said(&sound()), []);
}

#[test]
fn every_way_to_damage_a_pack_is_named() {
    let groups = [
        bits_in_contents(),
        headers_changed(),
        ends(),
        names(),
        contents(),
        manifests(),
    ];
    let ways: Vec<Way> = groups.into_iter().flatten().collect();
    assert!(ways.len() > 60, "{} ways", ways.len());
    let mut failed = Vec::new();
    for (name, pack, what, words) in &ways {
        let said = said(pack);
        let named = said
            .iter()
            .any(|(found, message)| found == what && message.contains(words.as_str()));
        if !named {
            failed.push(format!(
                "{name}: wanted {what:?} with {words:?}, found {said:?}"
            ));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn no_bit_of_a_pack_is_without_meaning() {
    let pack = sound();
    // Each bit of a pack would take minutes; a prime step meets every sort of byte.
    for bit in (0..pack.len() * 8).step_by(13) {
        let mut damaged = pack.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert!(!said(&damaged).is_empty(), "bit {bit} is not missed");
    }
}
