//! What GnuPG says of a signature, from its status lines (doc/DETAILS of GnuPG).

use crate::text::proof::Signature;

/// How a status line begins.
const MARK: &str = "[GNUPG:] ";

/// What status lines say of a signature of a person with these addresses. Words around them, which
/// anybody can choose, are not looked at.
pub(super) fn judge(text: &str, emails: &[String]) -> Signature {
    let lines: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.strip_prefix(MARK))
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .collect();
    let said = |name: &str| {
        lines
            .iter()
            .find(|(word, _)| *word == name)
            .map(|(_, rest)| *rest)
    };
    let first = |rest: &str| rest.split(' ').next().unwrap_or_default().to_owned();
    let of_key = |words: &str, rest: &str| Signature::Bad(format!("{words} {}", first(rest)));
    if let Some(rest) = said("BADSIG") {
        return of_key(
            "its signature is broken: the commit is not what was signed with the OpenPGP key",
            rest,
        );
    }
    if let Some(rest) = said("REVKEYSIG") {
        return of_key("it is signed with the revoked OpenPGP key", rest);
    }
    // What a key signed while it held stays signed when the key has expired since.
    let expired = said("EXPKEYSIG");
    let held = held(said("VALIDSIG"), said("KEYEXPIRED"));
    if let Some(rest) = expired.filter(|_| !held) {
        return of_key("it is signed with the expired OpenPGP key", rest);
    }
    if let Some(rest) = said("EXPSIG") {
        return of_key("its signature has expired, made with the OpenPGP key", rest);
    }
    if let Some(rest) = said("NO_PUBKEY").or_else(|| said("ERRSIG")) {
        return Signature::Unknown(format!(
            "the OpenPGP key {} is not in the key ring here; `gpg --import` brings it",
            first(rest)
        ));
    }
    let is_good = |word: &str| word == "GOODSIG" || word == "EXPKEYSIG";
    let good = lines.iter().filter(|(word, _)| is_good(word)).count();
    let whose = said("GOODSIG").or(expired);
    let (Some(whose), Some(key), 1) = (whose, said("VALIDSIG"), good) else {
        return Signature::Unknown(
            "`git verify-commit` did not say that the signature is good".to_owned(),
        );
    };
    let (key, whose) = (first(key), whose.split_once(' ').unwrap_or_default().1);
    if !emails
        .iter()
        .any(|email| email.eq_ignore_ascii_case(address(whose)))
    {
        let whose: String = whose.chars().take(80).collect();
        return Signature::Bad(format!(
            "the OpenPGP key {key} is that of {whose}, not of {}",
            emails.join(", ")
        ));
    }
    if said("TRUST_FULLY")
        .or_else(|| said("TRUST_ULTIMATE"))
        .is_none()
    {
        return Signature::Unknown(format!(
            "the OpenPGP key {key} names {}, but nobody here has certified that; `gpg --lsign-key {key}` does",
            address(whose)
        ));
    }
    Signature::Good { key }
}

/// Whether a signature was made before its key ended: the third word of VALIDSIG and the first of KEYEXPIRED
/// are seconds since 1970.
fn held(valid: Option<&str>, ended: Option<&str>) -> bool {
    let word = |rest: Option<&str>, at: usize| rest?.split(' ').nth(at)?.parse::<u64>().ok();
    let times = word(valid, 2).zip(word(ended, 0));
    times.is_some_and(|(made, ended)| made < ended)
}

/// The address in a user id: between the last `<` and `>`, or the whole.
fn address(user: &str) -> &str {
    let inner = user
        .rsplit_once('<')
        .and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(user, |(address, _)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "gpg: Signature made today\n[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG 1234ABCD Jane Doe <jane@x.example>\n[GNUPG:] VALIDSIG AAAA1234ABCD 2026-01-01 1 0 4 0 1 10 00 AAAA1234ABCD\n[GNUPG:] TRUST_FULLY 0 pgp\n";

    fn worth(text: &str) -> Signature {
        judge(text, &["jane@x.example".to_owned()])
    }

    fn words(text: &str) -> String {
        match worth(text) {
            Signature::Bad(why) => format!("bad: {why}"),
            Signature::Unknown(why) => format!("unknown: {why}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_good_signature_of_a_certified_key_counts() {
        let key = "AAAA1234ABCD".to_owned();
        assert_eq!(worth(GOOD), Signature::Good { key });
    }

    #[test]
    fn what_was_signed_while_the_key_held_stays_signed() {
        let expired = |made: u64, ended: u64| {
            let signed = GOOD.replace("2026-01-01 1 0", &format!("2026-01-01 {made} 0"));
            let ended = format!("[GNUPG:] KEYEXPIRED {ended}\n[GNUPG:] EXPKEYSIG");
            worth(&signed.replace("[GNUPG:] GOODSIG", &ended))
        };
        let key = "AAAA1234ABCD".to_owned();
        assert_eq!(expired(1_000, 2_000), Signature::Good { key });
        assert!(matches!(expired(2_000, 1_000), Signature::Bad(_)));
        let unknown = GOOD.replace("GOODSIG", "EXPKEYSIG");
        assert!(words(&unknown).starts_with("bad: it is signed with the expired OpenPGP key"));
    }

    #[test]
    fn a_key_that_anybody_could_have_made_does_not() {
        let text = GOOD.replace("TRUST_FULLY", "TRUST_UNDEFINED");
        assert!(
            words(&text).starts_with("unknown: the OpenPGP key AAAA1234ABCD names jane@x.example")
        );
    }

    #[test]
    fn a_key_of_somebody_else_is_told_so() {
        let text = GOOD.replace("jane@", "omar@");
        assert_eq!(
            words(&text),
            "bad: the OpenPGP key AAAA1234ABCD is that of Jane Doe <omar@x.example>, not of jane@x.example"
        );
    }

    #[test]
    fn every_other_word_of_gnupg_is_its_own_sentence() {
        for (word, sentence) in [
            (
                "BADSIG",
                "bad: its signature is broken: the commit is not what was signed with the OpenPGP key 1234ABCD",
            ),
            (
                "REVKEYSIG",
                "bad: it is signed with the revoked OpenPGP key 1234ABCD",
            ),
            (
                "EXPKEYSIG",
                "bad: it is signed with the expired OpenPGP key 1234ABCD",
            ),
            (
                "EXPSIG",
                "bad: its signature has expired, made with the OpenPGP key 1234ABCD",
            ),
            (
                "ERRSIG",
                "unknown: the OpenPGP key 1234ABCD is not in the key ring here; `gpg --import` brings it",
            ),
        ] {
            assert_eq!(words(&GOOD.replace("GOODSIG", word)), sentence);
        }
    }

    #[test]
    fn words_that_are_no_status_and_two_signatures_prove_nothing() {
        assert!(words(&GOOD.replace("[GNUPG:] ", "")).starts_with("unknown"));
        assert!(words(&format!("{GOOD}{GOOD}")).starts_with("unknown"));
        assert!(words("").starts_with("unknown"));
    }
}
