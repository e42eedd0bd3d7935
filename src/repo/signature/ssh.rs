//! SSH signatures of commits, verified in process (PROTOCOL.sshsig of OpenSSH).

use super::allowed::{AllowedSigners, Entry};
use super::parts::Parts;
use super::pattern::takes;
use crate::text::proof::Signature;
use ssh_key::public::KeyData;
use ssh_key::{EcdsaCurve, HashAlg, LineEnding, PublicKey, SshSig};

/// How the armour of an SSH signature begins.
pub(super) const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";

/// What git signs commits for; a signature for anything else is none of a commit.
const NAMESPACE: &str = "git";

/// Judges an SSH signature of a commit that was made at this second.
pub(super) fn judge(
    parts: &Parts,
    seconds: i64,
    signers: &AllowedSigners,
    emails: &[String],
) -> Signature {
    let Some(signature) = read(&parts.signature) else {
        return Signature::Bad("its SSH signature cannot be read".to_owned());
    };
    if signature.namespace() != NAMESPACE {
        let name: String = signature.namespace().chars().take(40).collect();
        return Signature::Bad(format!(
            "its signature was made for `{name}`, not for `{NAMESPACE}`"
        ));
    }
    let public = PublicKey::from(signature.public_key().clone());
    let key = public.fingerprint(HashAlg::Sha256).to_string();
    if let Some(why) = unsupported(signature.public_key()) {
        return Signature::Unknown(format!(
            "it is signed with {why} ({key}), which isms cannot check"
        ));
    }
    if public
        .verify(NAMESPACE, &parts.payload, &signature)
        .is_err()
    {
        return Signature::Bad(format!(
            "its signature is broken: the key {key} did not sign what the commit holds"
        ));
    }
    if let Some(why) = signers.missing() {
        return Signature::Unknown(why.to_owned());
    }
    match counts(&key, signature.public_key(), seconds, signers, emails) {
        Ok(()) => Signature::Good { key },
        Err(worth) => worth,
    }
}

/// The signature in an armour; the width of its lines does not matter.
pub(super) fn read(armour: &str) -> Option<SshSig> {
    let body = armour.trim().strip_prefix(BEGIN)?.strip_suffix(END)?;
    let body: Vec<u8> = body
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let mut pem = format!("{BEGIN}\n");
    for line in body.chunks(70) {
        pem.push_str(std::str::from_utf8(line).ok()?);
        pem.push('\n');
    }
    pem.push_str(END);
    let signature = SshSig::from_pem(&pem).ok()?;
    let says_what_was_read = match signature.public_key() {
        // Those of such security keys are written otherwise than they are read.
        KeyData::SkEcdsaSha2NistP256(_) => true,
        // A length that lies is passed over in reading, and refused by ssh-keygen; nobody signs lengths.
        _ => signature.to_pem(LineEnding::LF).ok()?.trim_end() == pem,
    };
    (says_what_was_read && signature.version() == SshSig::VERSION).then_some(signature)
}

/// What kind of key it is, when signatures of such keys cannot be checked.
pub(super) fn unsupported(key: &KeyData) -> Option<String> {
    match key {
        KeyData::Ed25519(_) | KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_) => None,
        KeyData::Ecdsa(key) if key.curve() != EcdsaCurve::NistP521 => None,
        KeyData::Rsa(key) => {
            let bits = key.n.as_positive_bytes().map_or(0, |bytes| bytes.len() * 8);
            let usual = (2048..=4096).contains(&bits);
            (!usual).then(|| format!("an RSA key of about {bits} bits"))
        }
        key => Some(format!("a key of the kind `{}`", key.algorithm())),
    }
}

/// Whether the list lets this key speak for the person at that second; if not, what the signature is
/// worth. Of several lines of a key one that counts is enough; else the last one is explained.
fn counts(
    name: &str,
    key: &KeyData,
    seconds: i64,
    signers: &AllowedSigners,
    emails: &[String],
) -> Result<(), Signature> {
    let list = signers.name();
    let entries = signers.of_key(key);
    let Some(first) = entries.first() else {
        return Err(Signature::Bad(format!(
            "the key {name} is not listed in {list}{}",
            unread(signers)
        )));
    };
    let of_person: Vec<&&Entry> = entries
        .iter()
        .filter(|entry| entry.is_for(emails))
        .collect();
    if of_person.is_empty() {
        let whose: String = first.principals.chars().take(80).collect();
        let person = match emails {
            [] => "the person, of whom no address is known".to_owned(),
            emails => emails.join(", "),
        };
        return Err(Signature::Bad(format!(
            "the key {name} is that of {whose} in {list}, not of {person}"
        )));
    }
    let mut worth = Ok(());
    for entry in of_person {
        worth = holds(entry, seconds).map_err(|why| {
            let why = format!("line {} of {list} lists the key {name} {why}", entry.line);
            if entry.options.is_authority {
                Signature::Unknown(why)
            } else {
                Signature::Bad(why)
            }
        });
        if worth.is_ok() {
            break;
        }
    }
    worth
}

/// Lines that could not be read may be those that were looked for.
fn unread(signers: &AllowedSigners) -> String {
    match signers.faults() {
        [] => String::new(),
        [first, rest @ ..] => {
            let more = match rest.len() {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            format!(
                " (line {} of it cannot be read: {}{more})",
                first.line, first.why
            )
        }
    }
}

/// Whether a line counts; if not, why, in words that go on after "lists the key".
fn holds(entry: &Entry, seconds: i64) -> Result<(), String> {
    let (options, refused) = (&entry.options, Err::<(), String>);
    if options.is_authority {
        return refused("as an authority for certificates, which isms does not check".to_owned());
    }
    if let Some(names) = options
        .namespaces
        .as_deref()
        .filter(|names| !takes(names, NAMESPACE))
    {
        return refused(format!("for `{names}` only, not for `{NAMESPACE}`"));
    }
    match (options.after, options.before) {
        (Some(after), _) if seconds < after.seconds => {
            refused(format!("from {after} on, and the commit is older"))
        }
        (_, Some(before)) if seconds > before.seconds => refused(format!(
            "until {before}, and the commit is younger: the key had expired"
        )),
        _ => Ok(()),
    }
}
