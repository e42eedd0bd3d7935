//! Detached SSH signatures of files (PROTOCOL.sshsig of OpenSSH), made and checked in process over a digest, so
//! that a file of any size is only streamed.

use super::allowed::AllowedSigners;
use super::pattern::takes;
use super::ssh::{read, unsupported};
use sha2::{Digest, Sha256, Sha512};
use signature::{Signer, Verifier};
use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};
use std::io::{self, Read};

/// What a signature of a pack is made for; one that was made for anything else is none of a pack.
pub const NAMESPACE: &str = "isms-pack";

/// A signature of more bytes is none that a key makes.
pub const MAX_SIGNATURE: u64 = 64 << 10;

/// Both digests over which a signature may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    sha256: Vec<u8>,
    sha512: Vec<u8>,
}

impl Digests {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(file: &mut dyn Read) -> io::Result<Self> {
        let (mut narrow, mut wide) = (Sha256::new(), Sha512::new());
        let mut chunk = vec![0; 64 << 10];
        loop {
            let read = file.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            narrow.update(&chunk[..read]);
            wide.update(&chunk[..read]);
        }
        Ok(Self {
            sha256: narrow.finalize().to_vec(),
            sha512: wide.finalize().to_vec(),
        })
    }

    /// What a key signs in the place of the file.
    fn signed(&self, reserved: &[u8], hash: HashAlg) -> Vec<u8> {
        let (name, digest) = match hash {
            HashAlg::Sha256 => ("sha256", &self.sha256),
            _ => ("sha512", &self.sha512),
        };
        let mut out = b"SSHSIG".to_vec();
        for part in [NAMESPACE.as_bytes(), reserved, name.as_bytes(), digest] {
            let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
            out.extend(length.to_be_bytes());
            out.extend(part);
        }
        out
    }
}

/// Why no signature was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotSign {
    /// The key is protected by a passphrase, which isms does not ask for.
    #[error("the key is protected by a passphrase, which isms does not ask for")]
    Encrypted,
    /// It is no private key.
    #[error("it is not a private key of OpenSSH ({0})")]
    NoKey(String),
    /// A key that signs elsewhere, or of a kind that cannot sign here.
    #[error("a key of the kind `{0}` cannot sign here")]
    Kind(String),
}

/// Signs with the private key in a text of OpenSSH; the armoured signature.
///
/// # Errors
/// Why that key cannot.
pub fn sign(key: &str, digests: &Digests) -> Result<String, CannotSign> {
    let key = PrivateKey::from_openssh(key).map_err(|why| CannotSign::NoKey(why.to_string()))?;
    if key.is_encrypted() {
        return Err(CannotSign::Encrypted);
    }
    let public = key.public_key().key_data();
    let kind = || CannotSign::Kind(key.algorithm().to_string());
    if unsupported(public).is_some() {
        return Err(kind());
    }
    let data = digests.signed(&[], HashAlg::Sha512);
    let signature = key.try_sign(&data).map_err(|_| kind())?;
    let whole = SshSig::new(public.clone(), NAMESPACE, HashAlg::Sha512, signature);
    whole
        .and_then(|whole| whole.to_pem(LineEnding::LF))
        .map_err(|_| kind())
}

/// What a signature of a file is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// The key signed this file. Whose it is, nobody was asked.
    Holds {
        /// The key, as people compare it.
        key: String,
    },
    /// The key signed this file, and the list says whose it is.
    Known {
        /// The key, as people compare it.
        key: String,
        /// Who is listed with it.
        who: String,
    },
    /// It does not count, and why.
    Bad(String),
}

/// Checks an armoured signature of a file; with a list of signers, also that one of them made it. Until when a
/// key counts is judged at a second, since 1970.
pub fn verify(
    armour: &str,
    digests: &Digests,
    signers: Option<&AllowedSigners>,
    seconds: i64,
) -> Worth {
    let bad = |why: String| Worth::Bad(why);
    let Some(signature) = read(armour) else {
        return bad("it is not an SSH signature".to_owned());
    };
    if signature.namespace() != NAMESPACE {
        let name: String = signature.namespace().chars().take(40).collect();
        return bad(format!("it was made for `{name}`, not for `{NAMESPACE}`"));
    }
    let public = PublicKey::from(signature.public_key().clone());
    let key = public.fingerprint(HashAlg::Sha256).to_string();
    if let Some(why) = unsupported(signature.public_key()) {
        return bad(format!(
            "it is signed with {why} ({key}), which isms cannot check"
        ));
    }
    let data = digests.signed(signature.reserved(), signature.hash_alg());
    if signature
        .public_key()
        .verify(&data, signature.signature())
        .is_err()
    {
        return bad(format!("the key {key} did not sign this file as it is now"));
    }
    let Some(signers) = signers else {
        return Worth::Holds { key };
    };
    listed(key, &signature, signers, seconds)
}

/// Whether a list names the key for packs at that second.
fn listed(key: String, signature: &SshSig, signers: &AllowedSigners, seconds: i64) -> Worth {
    let list = signers.name();
    let mut why = match signers.faults() {
        [] => format!("the key {key} is not listed in {list}"),
        [first, ..] => format!(
            "the key {key} is not listed in {list} (line {} of it cannot be read: {})",
            first.line, first.why
        ),
    };
    for entry in signers.of_key(signature.public_key()) {
        let options = &entry.options;
        let names = options.namespaces.as_deref();
        let refused = if options.is_authority {
            Some("as an authority for certificates, which isms does not check".to_owned())
        } else if let Some(names) = names.filter(|names| !takes(names, NAMESPACE)) {
            Some(format!("for `{names}` only, not for `{NAMESPACE}`"))
        } else if let Some(after) = options.after.filter(|after| seconds < after.seconds) {
            Some(format!("from {after} on, which is later than now"))
        } else {
            let before = options.before.filter(|before| seconds > before.seconds);
            before.map(|before| format!("until {before}, which is past"))
        };
        match refused {
            None => {
                let who = entry.principals.chars().take(200).collect();
                return Worth::Known { key, who };
            }
            Some(refused) => {
                why = format!(
                    "line {} of {list} lists the key {key} {refused}",
                    entry.line
                );
            }
        }
    }
    Worth::Bad(why)
}
