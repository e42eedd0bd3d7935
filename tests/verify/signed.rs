//! Signatures: OpenSSH takes ours, we take those of OpenSSH, and everything else is told.

use crate::company::{company, pack};
use crate::world::{Outcome, World};
use std::fs::File;
use std::process::Command;

/// A key in this world.
fn key(world: &World, name: &str, more: &[&str]) {
    let mut command = Command::new("ssh-keygen");
    command
        .args(["-q", "-t", "ed25519", "-C", "jane", "-f"])
        .arg(world.join(name));
    command.args(if more.is_empty() { &["-N", ""] } else { more });
    assert!(command.output().unwrap().status.success());
}

/// A world with a key, a list that names it, and a signed pack.
fn signed() -> World {
    let world = company();
    key(&world, "key", &[]);
    let public = std::fs::read_to_string(world.join("key.pub")).unwrap();
    world.write("signers", format!("jane@x.example {public}"));
    let outcome = pack(&world, &["--out", "pack.zip", "--sign", "key"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    world
}

fn verify(world: &World, more: &[&str]) -> Outcome {
    let mut args = vec!["verify", "pack.zip", "--as-of", "2026-11-20"];
    args.extend(more);
    world.run(&args)
}

#[test]
fn openssh_accepts_what_we_sign_and_we_accept_what_it_signs() {
    let world = signed();
    let by_openssh = |pack: &str| {
        let mut command = Command::new("ssh-keygen");
        command.current_dir(world.path());
        command.args([
            "-Y",
            "verify",
            "-f",
            "signers",
            "-I",
            "jane@x.example",
            "-n",
            "isms-pack",
        ]);
        command
            .args(["-s", "pack.zip.sig"])
            .stdin(File::open(world.join(pack)).unwrap());
        command.output().unwrap().status.success()
    };
    assert!(by_openssh("pack.zip"));
    assert!(!by_openssh("isms.toml"));
    let ours = verify(&world, &["--signers", "signers"]);
    assert_eq!(ours.code, 0, "{}", ours.stdout);
    assert!(
        ours.stdout.contains("signed by jane@x.example"),
        "{}",
        ours.stdout
    );
    std::fs::remove_file(world.join("pack.zip.sig")).unwrap();
    for hash in ["sha256", "sha512"] {
        let mut command = Command::new("ssh-keygen");
        command.current_dir(world.path());
        let option = format!("hashalg={hash}");
        command.args([
            "-Y",
            "sign",
            "-n",
            "isms-pack",
            "-O",
            &option,
            "-f",
            "key",
            "pack.zip",
        ]);
        assert!(command.output().unwrap().status.success());
        let theirs = verify(&world, &["--signers", "signers"]);
        assert_eq!(theirs.code, 0, "{}", theirs.stdout);
        std::fs::remove_file(world.join("pack.zip.sig")).unwrap();
    }
}

#[test]
fn a_pack_without_signature_is_whole_unless_somebody_asks_for_one() {
    let world = signed();
    std::fs::remove_file(world.join("pack.zip.sig")).unwrap();
    let plain = verify(&world, &[]);
    assert_eq!(plain.code, 0);
    assert!(plain.stdout.contains("not signed"), "{}", plain.stdout);
    let asked = verify(&world, &["--signers", "signers"]);
    assert_eq!(asked.code, 1);
    assert!(
        asked.stdout.contains("--signers asks for a signature"),
        "{}",
        asked.stdout
    );
}

#[test]
fn a_signature_without_a_list_says_that_nobody_knows_whose_it_is() {
    let outcome = verify(&signed(), &[]);
    assert_eq!(outcome.code, 0);
    assert!(
        outcome.stdout.contains("whose it is, --signers FILE tells"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn signatures_that_do_not_count_are_told_with_their_reason() {
    let world = signed();
    let armour = std::fs::read_to_string(world.join("pack.zip.sig")).unwrap();
    let public = std::fs::read_to_string(world.join("key.pub")).unwrap();
    key(&world, "other", &[]);
    let other = std::fs::read_to_string(world.join("other.pub")).unwrap();
    let lists = [
        (format!("jane@x.example {other}"), "is not listed in"),
        (
            format!("jane@x.example namespaces=\"git\" {public}"),
            "for `git` only",
        ),
        (
            format!("jane@x.example valid-before=\"20260101Z\" {public}"),
            "which is past",
        ),
        (
            format!("jane@x.example valid-after=\"20270101Z\" {public}"),
            "later than now",
        ),
        (
            format!("*@x.example cert-authority {public}"),
            "as an authority",
        ),
        ("nonsense".to_owned(), "line 1 of it cannot be read"),
    ];
    for (list, words) in lists {
        world.write("signers", &list);
        let outcome = verify(&world, &["--signers", "signers"]);
        assert_eq!(outcome.code, 1, "{list}");
        assert!(outcome.stdout.contains(words), "{list}: {}", outcome.stdout);
    }
    let middle = armour.len() / 2;
    let changed = if &armour[middle..=middle] == "A" {
        "B"
    } else {
        "A"
    };
    let mut flipped = armour.clone();
    flipped.replace_range(middle..=middle, changed);
    for damaged in [
        flipped,
        armour[..60].to_owned(),
        "hello".to_owned(),
        String::new(),
    ] {
        world.write("pack.zip.sig", damaged);
        let outcome = verify(&world, &[]);
        assert_eq!(outcome.code, 1);
        assert!(
            outcome.stdout.contains("the signature does not count"),
            "{}",
            outcome.stdout
        );
    }
    world.write("pack.zip.sig", armour);
    let mut bytes = std::fs::read(world.join("pack.zip")).unwrap();
    bytes.push(0);
    world.write("pack.zip", bytes);
    let outcome = verify(&world, &[]);
    assert!(
        outcome
            .stdout
            .contains("did not sign this file as it is now"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_signature_for_something_else_is_none_of_a_pack() {
    let world = signed();
    std::fs::remove_file(world.join("pack.zip.sig")).unwrap();
    let mut command = Command::new("ssh-keygen");
    command.current_dir(world.path());
    command.args(["-Y", "sign", "-n", "file", "-f", "key", "pack.zip"]);
    assert!(command.output().unwrap().status.success());
    let outcome = verify(&world, &["--signers", "signers"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome
            .stdout
            .contains("made for `file`, not for `isms-pack`"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_key_that_cannot_sign_is_refused_before_anything_stands_there() {
    let world = company();
    key(&world, "locked", &["-N", "passphrase"]);
    key(&world, "key", &[]);
    let cases = [
        (
            "locked",
            "ssh-keygen -Y sign -n isms-pack -f locked pack.zip",
        ),
        ("key.pub", "name the private key"),
        ("nothing", "cannot read the key nothing"),
    ];
    for (name, words) in cases {
        let outcome = pack(&world, &["--out", "pack.zip", "--sign", name]);
        assert_eq!(outcome.code, 2, "{name}");
        assert!(outcome.stderr.contains(words), "{name}: {}", outcome.stderr);
        assert!(!world.join("pack.zip").exists() && !world.join("pack.zip.sig").exists());
    }
}

#[test]
fn the_signature_of_a_replaced_pack_does_not_stay() {
    let world = signed();
    let outcome = pack(
        &world,
        &["--out", "pack.zip", "--findings", "none", "--force"],
    );
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(!world.join("pack.zip.sig").exists());
}

#[test]
fn beside_the_signature_of_another_pack_nothing_is_packed_unless_both_may_be_replaced() {
    let world = company();
    key(&world, "key", &[]);
    world.write("pack.zip.sig", "of another pack");
    for more in [&[][..], &["--sign", "key"]] {
        let outcome = pack(&world, &[&["--out", "pack.zip"], more].concat());
        assert_eq!(outcome.code, 2, "{}", outcome.stdout);
        assert!(
            outcome
                .stderr
                .contains("pack.zip.sig is the signature of another pack"),
            "{}",
            outcome.stderr
        );
        assert!(!world.join("pack.zip").exists());
        let kept = std::fs::read_to_string(world.join("pack.zip.sig")).unwrap();
        assert_eq!(kept, "of another pack");
    }
    let outcome = pack(&world, &["--out", "pack.zip", "--force"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(world.join("pack.zip").exists() && !world.join("pack.zip.sig").exists());
}

#[test]
fn what_cannot_be_read_is_named_and_not_the_pack() {
    let world = signed();
    let reason = |outcome: &Outcome| {
        assert_eq!(outcome.code, 2, "{}", outcome.stdout);
        assert!(
            !outcome.stderr.contains("read pack.zip"),
            "{}",
            outcome.stderr
        );
        outcome.stderr.clone()
    };
    let missing = reason(&verify(&world, &["--signers", "nobody"]));
    assert!(
        missing.contains("cannot read the signers in nobody"),
        "{missing}"
    );
    std::fs::remove_file(world.join("pack.zip.sig")).unwrap();
    std::fs::create_dir(world.join("pack.zip.sig")).unwrap();
    let folder = reason(&verify(&world, &[]));
    assert!(
        folder.contains("cannot read the signature beside pack.zip"),
        "{folder}"
    );
}
