//! The table of damage: each way, and the sentence that names it.

use crate::forged::{contents, manifests, rebuilt};
use crate::sample::{data, entries, headers, said, sound};
use isms::output::pack::check::What;
use isms::report::pack::manifest::{DIGEST, MANIFEST};

/// A way to damage a pack: what it is called, the damaged pack, and what has to be said of it.
pub(crate) type Way = (String, Vec<u8>, What, String);

/// A way with its name and words.
pub(crate) fn way(name: &str, pack: Vec<u8>, what: What, words: &str) -> Way {
    (name.to_owned(), pack, what, words.to_owned())
}

fn cut(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut pack = sound();
    change(&mut pack);
    pack
}

/// Changes bits of both headers of an entry: by their place in the local one, and in the directory.
fn header(local: (usize, u8), central: (usize, u8)) -> Vec<u8> {
    cut(|pack| {
        let (first, second) = headers(pack, "evidence/restore.pdf");
        for (start, (at, bits)) in [(first, local), (second, central)] {
            pack[start + at] ^= bits;
        }
    })
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

/// A change of bits in both headers of an entry: the place in the local header and its bits, the place in the
/// directory and its bits, and what has to be said; no bits are no change.
type Bits = (&'static str, usize, u8, usize, u8, &'static str);

const HEADERS: &[Bits] = &[
    ("a mark", 2, 1, 0, 0, "does not begin where"),
    ("encrypted twice", 6, 1, 8, 1, "is marked as encrypted"),
    ("encrypted", 6, 1, 0, 0, "is marked as encrypted"),
    (
        "a size behind",
        6,
        8,
        8,
        8,
        "has flags that isms does not set",
    ),
    ("a method", 8, 4, 10, 4, "a method that isms does not use"),
    ("a time", 10, 7, 12, 7, "bears a time"),
    ("a date", 0, 0, 14, 2, "bears a time"),
    (
        "a checksum in front",
        14,
        1,
        0,
        0,
        "another checksum in its header",
    ),
    ("a checksum", 0, 0, 16, 1, "another checksum"),
    ("a packed size in front", 18, 1, 0, 0, "another packed size"),
    ("a size in front", 22, 1, 0, 0, "another size in its header"),
    ("a name in front", 31, 1, 0, 0, "another name in its header"),
    (
        "a symbolic link",
        0,
        0,
        41,
        0x20,
        "is marked as a symbolic link",
    ),
    ("a program", 0, 0, 40, 0x49, "not marked as a plain file"),
    ("a system", 0, 0, 5, 3, "names another system"),
    (
        "attributes",
        0,
        0,
        36,
        1,
        "attributes that isms does not set",
    ),
    ("a place", 0, 0, 42, 1, "begins at byte"),
    ("a comment", 0, 0, 32, 1, "has a comment"),
    ("an extra field", 0, 0, 30, 4, "extra field"),
];

/// Changes that both headers agree on, so that only the content contradicts them.
const AGREED: &[Bits] = &[
    (
        "a checksum twice",
        14,
        1,
        16,
        1,
        "does not have the checksum",
    ),
    ("a size twice", 24, 1, 26, 1, "and its header says"),
];

fn headers_changed() -> Vec<Way> {
    let of = |what: What, bits: &Bits| {
        let &(name, local, first, central, second, words) = bits;
        let pack = header((local, first), (central, second));
        way(name, pack, what, words)
    };
    let headers = HEADERS.iter().map(|bits| of(What::Container, bits));
    let agreed = AGREED.iter().map(|bits| of(What::Altered, bits));
    headers.chain(agreed).collect()
}

/// Changes of bits in the end record.
const ENDS: &[(&str, usize, u8, &str)] = &[
    ("a count", 10, 1, "end record that isms does not write"),
    ("a place of the directory", 16, 1, "of no entry"),
    ("a disk", 4, 1, "end record that isms does not write"),
    ("the mark of the end", 0, 1, "no end record"),
];

fn ends() -> Vec<Way> {
    let end = |at: usize, bits: u8| {
        cut(|pack| {
            let start = pack.len() - 22;
            pack[start + at] ^= bits;
        })
    };
    let changed = ENDS
        .iter()
        .map(|(name, at, bits, words)| way(name, end(*at, *bits), What::Container, words));
    let mut twice = end(10, 1);
    let at = twice.len() - 22;
    twice[at + 8] ^= 1;
    let counted = way(
        "a count twice",
        twice,
        What::Container,
        "its end record says",
    );
    changed.chain([counted]).collect()
}

fn lengths() -> Vec<Way> {
    let inside = cut(|pack| {
        let (at, _) = headers(pack, "index.html");
        pack.insert(at, 0);
    });
    let comment = cut(|pack| {
        let at = pack.len() - 2;
        pack[at] = 2;
        pack.extend(b"hi");
    });
    let ways = [
        ("cut by a byte", cut(|pack| _ = pack.pop()), "cut off"),
        (
            "cut in half",
            cut(|pack| pack.truncate(pack.len() / 2)),
            "no end record",
        ),
        ("cut to nothing", Vec::new(), "no end record"),
        (
            "a byte behind",
            cut(|pack| pack.push(0)),
            "1 bytes behind its end record",
        ),
        (
            "a byte in front",
            cut(|pack| pack.insert(0, 0)),
            "1 bytes that are of no entry",
        ),
        ("a byte between", inside, "of no entry"),
        ("a comment of all", comment, "and no comment"),
        (
            "no pack at all",
            b"%PDF-1.7 and more".to_vec(),
            "is no pack",
        ),
    ];
    ways.map(|(name, pack, words)| way(name, pack, What::Container, words))
        .into()
}

fn shared() -> Way {
    let pack = cut(|pack| {
        let (local, _) = headers(pack, "index.html");
        let (_, central) = headers(pack, "site/soa.html");
        let offset = u32::try_from(local).unwrap().to_le_bytes();
        pack[central + 42..central + 46].copy_from_slice(&offset);
    });
    let words = "shares bytes with another entry";
    way("bytes of another entry", pack, What::Altered, words)
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
        lengths(),
        names(),
        vec![shared()],
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
