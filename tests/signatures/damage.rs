//! Each character of a signature counts, also those that nobody signs.

use super::{JANE, World, is_good, key, payload, public, sign};
use ssh_key::HashAlg;

#[test]
fn no_other_character_anywhere_in_the_armour_makes_a_signature_good() {
    let world = World::new(&format!("{JANE} {}\n", public(1)));
    let whole = sign(&key(1), "git", HashAlg::Sha512, &payload());
    let text = String::from_utf8(whole.clone()).unwrap();
    let (begin, end) = (text.find("-----BEGIN").unwrap(), text.find("-----END"));
    for at in begin..end.unwrap() {
        for other in [b'A', b'B', b'Q'] {
            let mut raw = whole.clone();
            raw[at] = other;
            let blank = whole[at].is_ascii_whitespace() || whole[at] == other;
            let worth = world.judge(&world.put(&raw), &[JANE]);
            let around = &text[at.saturating_sub(20)..at + 20];
            assert!(blank || !is_good(&worth), "{at} in `{around}`: {worth:?}");
        }
    }
}
