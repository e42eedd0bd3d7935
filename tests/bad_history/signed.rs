//! Signatures that do not count, told at the line of the decision.

use crate::past::git;
use crate::world::{World, start};
use serde_json::Value;
use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey};

fn key(seed: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]))
}

fn risk(id: &str) -> String {
    format!(
        "kind: risk\nid: {id}\ntitle: The old server\ninherent: {{likelihood: 3, impact: 4}}\ntreatment:\n  options: [retain]\n  acceptance: {{of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30}}\n"
    )
}

/// Commits what is there, signed; `damage` is done to the signature.
fn sign(world: &World, key: &PrivateKey, damage: impl Fn(String) -> String) {
    git(world.path(), "2026-05-06", &["add", "--all"]);
    git(
        world.path(),
        "2026-05-06",
        &["commit", "--quiet", "-m", "Accept"],
    );
    let payload = git(world.path(), "2026-05-06", &["cat-file", "commit", "HEAD"]) + "\n";
    let pem = key
        .sign("git", HashAlg::Sha512, payload.as_bytes())
        .unwrap();
    let pem = damage(pem.to_pem(LineEnding::LF).unwrap());
    let git = git2::Repository::open(world.path()).unwrap();
    let id = git.commit_signed(&payload, pem.trim_end(), None).unwrap();
    git.reference("refs/heads/main", id, true, "test").unwrap();
}

/// A repository in which Jane's key counts, and another of hers only did until the year began.
fn repository() -> World {
    let world = World::empty();
    git(
        world.path(),
        "2026-05-01",
        &["init", "--quiet", "-b", "main"],
    );
    world.write(
        "isms.toml",
        "stage = \"certified\"\n[git]\nsignatures = true\nallowed_signers = \"signers\"\n",
    );
    let jane = "kind: person\nid: jane\nname: Jane Doe\nemails: [jane@example.com]\n";
    world.write("isms/people.yaml", jane);
    let public = |seed: u8| key(seed).public_key().to_openssh().unwrap();
    let (now, once) = (public(1), public(2));
    let old = "jane@example.com valid-before=\"20260101\"";
    world.write("signers", format!("jane@example.com {now}\n{old} {once}\n"));
    git(world.path(), "2026-05-01", &["add", "--all"]);
    git(
        world.path(),
        "2026-05-01",
        &["commit", "--quiet", "-m", "Begin"],
    );
    world
}

/// The armour with another character in its middle.
fn damaged(pem: String) -> String {
    let middle = pem.len() / 2;
    let other = if &pem[middle..=middle] == "A" {
        "B"
    } else {
        "A"
    };
    format!("{}{other}{}", &pem[..middle], &pem[middle + 1..])
}

#[test]
fn broken_expired_and_unknown_signatures_are_each_told_at_the_line_of_the_decision() {
    let world = repository();
    let accept = |name: &str, id: &str, seed: u8, damage: fn(String) -> String| {
        world.write(&format!("isms/{name}.yaml"), risk(id));
        sign(&world, &key(seed), damage);
    };
    accept("good", "R-1", 1, |pem| pem);
    accept("broken", "R-2", 1, damaged);
    accept("expired", "R-3", 2, |pem| pem);
    accept("unknown", "R-4", 3, |pem| pem);
    let (_, found) = world.check(&["--select", "decision-unsigned"]);
    let found = found.of("decision-unsigned");
    let place = |it: &&Value| (it["path"].as_str().unwrap().to_owned(), start(it).0);
    let places: Vec<_> = found.iter().map(place).collect();
    let expected = ["broken", "expired", "unknown"].map(|name| (format!("isms/{name}.yaml"), 7));
    assert_eq!(places, expected);
    for (it, why) in found.iter().zip([
        "cannot be read",
        "had expired",
        "is not listed in `signers`",
    ]) {
        let message = it["message"].as_str().unwrap();
        assert!(
            message.contains("its signature does not count"),
            "{message}"
        );
        assert!(message.contains(why), "{message}");
    }
}
