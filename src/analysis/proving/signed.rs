//! What the signatures of the commits that prove decisions are worth, where the settings require them.

use crate::model::document::Whole;
use crate::model::person::Person;
use crate::repo::commits::Past;
use crate::repo::signature::{AllowedSigners, judge};
use crate::syntax::config::Git;
use crate::text::proof::{Proof, Signature, Way};
use std::collections::HashMap;

/// Judges signatures, each once for each person: one commit may bring many decisions.
pub(super) struct Signatures<'a> {
    past: &'a Past,
    /// Whose keys count; `None` when signatures are not required.
    signers: Option<AllowedSigners>,
    openpgp: bool,
    judged: HashMap<(String, String), Signature>,
}

impl<'a> Signatures<'a> {
    pub(super) fn new(past: &'a Past, settings: &Git) -> Self {
        let list = settings.allowed_signers.as_deref();
        let signers = settings.signatures.then(|| AllowedSigners::of(past, list));
        Self {
            past,
            signers,
            openpgp: settings.openpgp,
            judged: HashMap::new(),
        }
    }

    /// The signature of the commit that proves that a person decided. The key must be theirs; where a
    /// trailer names them, that of whoever wrote the trailer, and so vouches for it.
    pub(super) fn of(&mut self, proof: &Proof, person: Whole<'_, Person>) -> Signature {
        let (Some(signers), Some(commit)) = (&self.signers, proof.proving_commit()) else {
            return Signature::NotAsked;
        };
        let emails: Vec<String> = match &proof.way {
            Some(Way::Trailer { commit, .. }) => vec![commit.author.email.clone()],
            _ => person.emails.iter().map(|it| it.0.to_string()).collect(),
        };
        let key = (commit.id.clone(), emails.join(" "));
        let judged = self
            .judged
            .entry(key)
            .or_insert_with(|| judge(self.past, &commit.id, signers, self.openpgp, &emails));
        judged.clone()
    }
}
