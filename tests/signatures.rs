//! What the signature of a commit is worth: keys, lists of allowed signers, and whatever else somebody
//! may put there.
//!
//! The commits in `signatures/` were signed by git with ssh-keygen, one with each kind of key, so that
//! what is verified in process is what those two make. All others are signed here.
#![allow(clippy::disallowed_methods, clippy::print_stderr, clippy::unwrap_used)]

#[path = "signatures/damage.rs"]
mod damage;

#[path = "signatures/openpgp.rs"]
mod openpgp;

use isms::repo::history::{Step, create};
use isms::repo::signature::{AllowedSigners, judge};
use isms::repo::{Repo, commits::Past};
use isms::text::proof::Signature;
use proptest::prelude::*;
use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey};
use tempfile::TempDir;

/// Committed at this second: 2026-05-06T10:00:00Z.
const THEN: i64 = 1_778_061_600;
const JANE: &str = "jane@example.com";

/// A repository whose first commit holds a list of allowed signers.
struct World {
    folder: TempDir,
    past: Past,
}

impl World {
    fn new(signers: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let file = |path: &str, text: &str| (path.to_owned(), Some(text.as_bytes().to_vec()));
        let step = Step {
            author_name: "Omar Haddad".into(),
            author_email: "omar@example.com".into(),
            when: "2026-05-05T09:00:00Z".parse().unwrap(),
            message: "Begin".into(),
            changes: vec![
                file("isms.toml", "stage = \"certified\"\n"),
                file("keys/signers", signers),
            ],
            tag: None,
        };
        create(folder.path(), &[step]).unwrap();
        let past = Repo::open(folder.path(), None).unwrap().past().unwrap();
        Self { folder, past }
    }

    fn git(&self) -> git2::Repository {
        git2::Repository::open(self.folder.path()).unwrap()
    }

    /// Puts a commit there, byte by byte.
    fn put(&self, raw: &[u8]) -> String {
        let odb = self.git();
        let odb = odb.odb().unwrap();
        odb.write(git2::ObjectType::Commit, raw)
            .unwrap()
            .to_string()
    }

    /// A commit that this key signed for this namespace.
    fn signed(&self, key: &PrivateKey, namespace: &str) -> String {
        self.put(&sign(key, namespace, HashAlg::Sha512, &payload()))
    }

    fn judge(&self, commit: &str, emails: &[&str]) -> Signature {
        let signers = AllowedSigners::of(&self.past, Some("keys/signers"));
        let emails: Vec<String> = emails.iter().map(|it| (*it).to_owned()).collect();
        judge(&self.past, commit, &signers, false, &emails)
    }
}

fn payload() -> String {
    format!(
        "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor Jane Doe <{JANE}> {THEN} +0000\ncommitter Jane Doe <{JANE}> {THEN} +0000\n\nAccept R-1\n"
    )
}

/// A commit of this payload with the signature of a key.
fn sign(key: &PrivateKey, namespace: &str, hash: HashAlg, payload: &str) -> Vec<u8> {
    let signature = key.sign(namespace, hash, payload.as_bytes()).unwrap();
    with_signature(payload, &signature.to_pem(LineEnding::LF).unwrap())
}

fn with_signature(payload: &str, signature: &str) -> Vec<u8> {
    let (header, message) = payload.split_once("\n\n").unwrap();
    let folded = signature.trim_end().replace('\n', "\n ");
    format!("{header}\ngpgsig {folded}\n\n{message}").into_bytes()
}

fn key(seed: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]))
}

fn public(seed: u8) -> String {
    key(seed).public_key().to_openssh().unwrap()
}

/// What Jane's signature is worth under a list in which `KEY` stands for her key.
fn under(list: &str) -> Signature {
    let world = World::new(&list.replace("KEY", &public(1)));
    let commit = world.signed(&key(1), "git");
    world.judge(&commit, &[JANE])
}

/// Why a signature does not count.
fn bad(signature: Signature) -> String {
    let Signature::Bad(why) = signature else {
        panic!("{signature:?} should be bad");
    };
    why
}

fn unknown(signature: Signature) -> String {
    let Signature::Unknown(why) = signature else {
        panic!("{signature:?} should be unknown");
    };
    why
}

fn holds(text: &str, part: &str) {
    assert!(text.contains(part), "`{part}` is not in: {text}");
}

fn is_good(signature: &Signature) -> bool {
    matches!(signature, Signature::Good { key } if key.starts_with("SHA256:"))
}

#[test]
fn commits_that_git_signed_with_usual_keys_are_good() {
    let world = World::new(include_str!("signatures/allowed_signers"));
    for (name, raw) in [
        (
            "ed25519",
            include_bytes!("signatures/ed25519.commit").as_slice(),
        ),
        ("rsa-2048", include_bytes!("signatures/rsa-2048.commit")),
        ("rsa-3072", include_bytes!("signatures/rsa-3072.commit")),
        ("ecdsa-256", include_bytes!("signatures/ecdsa-256.commit")),
        ("ecdsa-384", include_bytes!("signatures/ecdsa-384.commit")),
    ] {
        let commit = world.put(raw);
        let worth = world.judge(&commit, &[JANE]);
        assert!(is_good(&worth), "{name}: {worth:?}");
        let altered = String::from_utf8(raw.to_vec())
            .unwrap()
            .replace("Accept R-1", "Accept R-2");
        let worth = world.judge(&world.put(altered.as_bytes()), &[JANE]);
        holds(&bad(worth), "its signature is broken");
    }
    let key = "SHA256:vaioxzu/Um4N+Bm+EYaawyqqhW4ihkmLcHmgREwslQM".to_owned();
    let commit = world.put(include_bytes!("signatures/ed25519.commit"));
    assert_eq!(world.judge(&commit, &[JANE]), Signature::Good { key });
}

#[test]
fn keys_that_cannot_be_checked_are_unknown_and_say_which_they_are() {
    let world = World::new(include_str!("signatures/allowed_signers"));
    let commit = world.put(include_bytes!("signatures/ecdsa-521.commit"));
    holds(
        &unknown(world.judge(&commit, &[JANE])),
        "`ecdsa-sha2-nistp521`",
    );
    let commit = world.put(include_bytes!("signatures/rsa-1024.commit"));
    holds(
        &unknown(world.judge(&commit, &[JANE])),
        "an RSA key of about 1024 bits",
    );
}

#[test]
fn a_signature_is_good_with_both_hashes_and_whatever_the_width_of_its_lines() {
    let world = World::new(&format!("{JANE} {}\n", public(1)));
    let plain = sign(&key(1), "git", HashAlg::Sha256, &payload());
    assert!(is_good(&world.judge(&world.put(&plain), &[JANE])));
    let signature = key(1)
        .sign("git", HashAlg::Sha512, payload().as_bytes())
        .unwrap();
    let pem = signature.to_pem(LineEnding::LF).unwrap();
    let lines: Vec<&str> = pem.trim().lines().collect();
    let body = lines[1..lines.len() - 1].concat();
    let narrow: Vec<&str> = body
        .as_bytes()
        .chunks(64)
        .map(|it| std::str::from_utf8(it).unwrap())
        .collect();
    let narrow = format!(
        "{}\n{}\n{}",
        lines[0],
        narrow.join("\n"),
        lines[lines.len() - 1]
    );
    let commit = world.put(&with_signature(&payload(), &narrow));
    assert!(is_good(&world.judge(&commit, &[JANE])));
}

#[test]
fn a_commit_without_a_signature_is_told_from_one_that_is_not_there() {
    let world = World::new("");
    assert_eq!(world.judge(world.past.head(), &[JANE]), Signature::Missing);
    let nowhere = "0123456789012345678901234567890123456789";
    holds(&unknown(world.judge(nowhere, &[JANE])), "cannot be read");
}

#[test]
fn a_key_that_is_not_listed_is_nobodys() {
    let worth = bad(under("# nobody yet\n"));
    holds(&worth, "is not listed in `keys/signers` of commit ");
    let worth = bad(under(
        "jane@example.com ssh-ed25519 AAAA\n\nomar@example.com KEY2 KEY\n",
    ));
    holds(
        &worth,
        "line 1 of it cannot be read: its key cannot be read",
    );
    holds(&worth, ", and 1 more)");
}

#[test]
fn a_key_of_somebody_else_does_not_count_for_the_person() {
    let why = bad(under("omar@example.com KEY\n"));
    holds(&why, "is that of omar@example.com in `keys/signers`");
    holds(&why, "not of jane@example.com");
    let world = World::new(&format!("{JANE} {}\n", public(1)));
    let commit = world.signed(&key(1), "git");
    holds(
        &bad(world.judge(&commit, &[])),
        "of whom no address is known",
    );
    assert!(is_good(
        &world.judge(&commit, &["jd@example.org", "Jane@Example.com"])
    ));
}

#[test]
fn principals_are_patterns_and_can_leave_somebody_out() {
    assert!(is_good(&under("*@example.com KEY\n")));
    assert!(is_good(&under(
        "\"omar@example.com,jane@example.com\" KEY\n"
    )));
    assert!(is_good(&under("omar@example.com KEY\n*@example.com KEY\n")));
    holds(
        &bad(under("*@example.com,!jane@example.com KEY\n")),
        "not of jane@example.com",
    );
}

#[test]
fn a_key_counts_within_its_time_and_the_commit_says_when_that_was() {
    assert!(is_good(&under(
        "* valid-after=\"20260506100000Z\",valid-before=\"20260506100000Z\" KEY\n"
    )));
    let why = bad(under("* valid-before=\"20260506\" KEY\n"));
    holds(
        &why,
        "until 2026-05-06T00:00:00Z (the list names no zone; it is read as UTC)",
    );
    holds(&why, "the key had expired");
    let why = bad(under("# one\n* valid-after=\"202605061001Z\" KEY\n"));
    holds(&why, "line 2 of `keys/signers`");
    holds(
        &why,
        "from 2026-05-06T10:01:00Z on, and the commit is older",
    );
}

#[test]
fn a_key_counts_for_what_it_is_listed_for() {
    assert!(is_good(&under("* namespaces=\"file,g*\" KEY\n")));
    holds(
        &bad(under("* namespaces=\"file\" KEY\n")),
        "for `file` only, not for `git`",
    );
    holds(
        &bad(under("* namespaces=\"*,!git\" KEY\n")),
        "not for `git`",
    );
}

#[test]
fn a_signature_for_something_else_is_none_of_a_commit() {
    let world = World::new(&format!("{JANE} {}\n", public(1)));
    let commit = world.signed(&key(1), "file");
    holds(
        &bad(world.judge(&commit, &[JANE])),
        "made for `file`, not for `git`",
    );
}

#[test]
fn an_authority_for_certificates_vouches_for_nobody_here() {
    let why = unknown(under("*@example.com cert-authority KEY\n"));
    holds(
        &why,
        "as an authority for certificates, which isms does not check",
    );
}

#[test]
fn what_somebody_else_signed_does_not_serve_for_another_commit() {
    let world = World::new(&format!("{JANE} {}\n", public(1)));
    let other = payload().replace("R-1", "R-2");
    let signature = key(1)
        .sign("git", HashAlg::Sha512, other.as_bytes())
        .unwrap();
    let raw = with_signature(&payload(), &signature.to_pem(LineEnding::LF).unwrap());
    holds(
        &bad(world.judge(&world.put(&raw), &[JANE])),
        "its signature is broken",
    );
}

#[test]
fn what_is_no_signature_is_told_so() {
    let world = World::new(&format!("{JANE} {}\n", public(1)));
    let worth = |signature: &str| {
        let commit = world.put(&with_signature(&payload(), signature));
        world.judge(&commit, &[JANE])
    };
    holds(
        &bad(worth("yes, it was me")),
        "neither an SSH nor an OpenPGP signature",
    );
    let ssh = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----";
    holds(&bad(worth(ssh)), "cannot be read");
    holds(
        &bad(worth("-----BEGIN SSH SIGNATURE-----")),
        "cannot be read",
    );
    holds(
        &unknown(worth("-----BEGIN SIGNED MESSAGE-----\nx")),
        "X.509",
    );
    let pgp = "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----";
    holds(&unknown(worth(pgp)), "the settings do not allow `openpgp`");
    holds(
        &bad(worth(&format!(
            "-----BEGIN SSH SIGNATURE-----\n{}",
            "A".repeat(70_000)
        ))),
        "larger",
    );
}

#[test]
fn lines_that_cannot_be_read_are_named_and_allow_nobody() {
    let good = public(1);
    let list = format!(
        "{JANE}\n{JANE} ssh-ed25519\n{JANE} valid-before=\"tomorrow\" {good}\n{JANE} shiny {good}\n\"{JANE} {good}\n{JANE} namespaces=\"git {good}\n\n# fine\n{JANE} ssh-rsa {}\n, {good}\n{JANE} cert-authority,cert-authority {good}\n",
        good.split(' ').nth(1).unwrap()
    );
    let signers = AllowedSigners::read("the list", &list);
    let lines: Vec<usize> = signers.faults().iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 6, 9, 10, 11]);
    let whys: Vec<&str> = signers
        .faults()
        .iter()
        .map(|fault| fault.why.as_str())
        .collect();
    holds(whys[2], "`tomorrow` is not a moment");
    holds(whys[3], "`shiny` is not an option");
    let world = World::new(&list);
    let commit = world.signed(&key(1), "git");
    holds(&bad(world.judge(&commit, &[JANE])), "is not listed");
}

#[test]
fn a_list_that_is_not_committed_proves_nothing() {
    let world = World::new("");
    let commit = world.signed(&key(1), "git");
    std::fs::write(
        world.folder.path().join("signers"),
        format!("{JANE} {}\n", public(1)),
    )
    .unwrap();
    let ask = |path| {
        let signers = AllowedSigners::of(&world.past, path);
        unknown(judge(
            &world.past,
            &commit,
            &signers,
            false,
            &[JANE.to_owned()],
        ))
    };
    holds(
        &ask(Some("signers")),
        "a file that is not committed proves nothing",
    );
    holds(&ask(None), "the settings name no list");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_list_breaks_the_reading(text in "\\PC{0,200}", options in "[a-z=\",\\\\ -]{0,40}") {
        let key = public(1);
        for list in [text.clone(), format!("{JANE} {options} {key}\n{text}")] {
            let _ = AllowedSigners::read("the list", &list);
        }
    }

    #[test]
    fn no_damage_makes_a_signature_good(at in 0_usize..600, byte in any::<u8>()) {
        let world = World::new(&format!("{JANE} {}\n", public(1)));
        let whole = sign(&key(1), "git", HashAlg::Sha512, &payload());
        let mut raw = whole.clone();
        let at = at % raw.len();
        raw[at] = byte;
        let worth = world.judge(&world.put(&raw), &[JANE]);
        // Blanks in the armour mean nothing; everything else does.
        let armour = |raw: &[u8]| String::from_utf8_lossy(raw).split_whitespace().collect::<String>();
        prop_assert!(!is_good(&worth) || armour(&raw) == armour(&whole), "{worth:?}");
    }

    #[test]
    fn no_bytes_break_the_judgement(raw in proptest::collection::vec(any::<u8>(), 0..300)) {
        let world = World::new("");
        let mut signed = b"tree x\ngpgsig -----BEGIN SSH SIGNATURE-----\n ".to_vec();
        signed.extend(&raw);
        signed.extend(b"\n -----END SSH SIGNATURE-----\n\nx");
        for raw in [raw, signed] {
            let worth = world.judge(&world.put(&raw), &[JANE]);
            prop_assert!(!is_good(&worth));
        }
    }
}
