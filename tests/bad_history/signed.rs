//! Signatures that do not count, told at the line of the decision.

use crate::past::git;
use crate::world::{AS_OF, World};
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

#[test]
fn broken_expired_and_unknown_signatures_are_each_told_at_the_line_of_the_decision() {
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
    world.write(
        "isms/people.yaml",
        "kind: person\nid: jane\nname: Jane Doe\nemails: [jane@example.com]\n",
    );
    let public = |seed: u8| key(seed).public_key().to_openssh().unwrap();
    world.write(
        "signers",
        format!(
            "jane@example.com {}\njane@example.com valid-before=\"20260101\" {}\n",
            public(1),
            public(2)
        ),
    );
    git(world.path(), "2026-05-01", &["add", "--all"]);
    git(
        world.path(),
        "2026-05-01",
        &["commit", "--quiet", "-m", "Begin"],
    );
    let as_it_is = |pem: String| pem;
    world.write("isms/good.yaml", risk("R-1"));
    sign(&world, &key(1), as_it_is);
    world.write("isms/broken.yaml", risk("R-2"));
    sign(&world, &key(1), |pem| {
        let middle = pem.len() / 2;
        let other = if &pem[middle..=middle] == "A" {
            "B"
        } else {
            "A"
        };
        format!("{}{other}{}", &pem[..middle], &pem[middle + 1..])
    });
    world.write("isms/expired.yaml", risk("R-3"));
    sign(&world, &key(2), as_it_is);
    world.write("isms/unknown.yaml", risk("R-4"));
    sign(&world, &key(3), as_it_is);
    let outcome = world.run(&[
        "check",
        "--select",
        "decision-unsigned",
        "--format",
        "json",
        "--as-of",
        AS_OF,
    ]);
    let found = outcome.findings();
    let told: Vec<(&str, u64)> = found
        .of("decision-unsigned")
        .iter()
        .map(|it| {
            (
                it["path"].as_str().unwrap(),
                it["start"]["line"].as_u64().unwrap(),
            )
        })
        .collect();
    eprintln!("{}", outcome.stdout.len());
    eprintln!(
        "DBG {:?}",
        world
            .run(&["check", "--as-of", AS_OF])
            .stdout
            .lines()
            .filter(|l| l.contains("R-2") || l.contains("broken"))
            .collect::<Vec<_>>()
    );
    let expected = [
        ("isms/broken.yaml", 7),
        ("isms/expired.yaml", 7),
        ("isms/unknown.yaml", 7),
    ];
    assert_eq!(told, expected);
    for it in found.of("decision-unsigned") {
        let message = it["message"].as_str().unwrap();
        assert!(
            message.contains("its signature does not count"),
            "{message}"
        );
    }
}
