//! A file that was written, as a person or a search finds words in it.

use super::audience_names::one_line;

/// A text as it may be read in a browser or an editor: without tags, with entities, escapes and encoded
/// characters resolved.
pub fn spelt(text: &str) -> [String; 3] {
    let read = entities(text);
    let bare: String = entities(&untagged(text))
        .chars()
        .filter(|c| !matches!(c, '\\' | '*'))
        .collect();
    [one_line(&bare), one_line(&decoded(&read)), one_line(&read)]
}

fn entities(text: &str) -> String {
    let all = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#x2F;", "/"),
        ("&#47;", "/"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    let mut out = text.to_owned();
    for (entity, letter) in all {
        if out.contains(entity) {
            out = out.replace(entity, letter);
        }
    }
    out
}

fn untagged(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            break;
        };
        rest = &rest[start + end + 1..];
    }
    out + rest
}

/// Percent encoding resolved, as far as it makes text.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (bytes[at] == b'%').then(|| digit(at + 1).zip(digit(at + 2)));
        match pair.flatten() {
            Some((high, low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_seen_through_every_way_to_write_it() {
        for written in [
            "Blue & Bird",
            "Blue &amp; Bird",
            "Blue <b>&amp;</b>\n Bird",
            "Blue%20%26%20Bird",
            "**Blue** \\& Bird",
        ] {
            let found = spelt(written)
                .iter()
                .any(|text| text.contains("Blue & Bird"));
            assert!(found, "{written}");
        }
    }
}
