//! What a plain scalar means: the core schema of YAML 1.2, without infinity and not-a-number.

use super::node::Value;

/// The value of a plain scalar, or `None` for `.inf` and `.nan`, which nothing here can mean.
pub(crate) fn plain(text: &str) -> Option<Value> {
    let Some(first) = text.bytes().next() else {
        return Some(Value::Null);
    };
    Some(match first {
        b'~' | b'n' | b'N' if matches!(text, "~" | "null" | "Null" | "NULL") => Value::Null,
        b't' | b'T' if matches!(text, "true" | "True" | "TRUE") => Value::Bool(true),
        b'f' | b'F' if matches!(text, "false" | "False" | "FALSE") => Value::Bool(false),
        b'0'..=b'9' | b'-' | b'+' | b'.' => return number(text),
        _ => Value::Text(text.into()),
    })
}

fn number(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return None;
    }
    Some(if is_digits(unsigned) {
        text.parse()
            .map_or_else(|_| Value::Number(text.into()), Value::Int)
    } else if is_decimal(unsigned) || is_based(text) {
        Value::Number(text.into())
    } else {
        Value::Text(text.into())
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `0o17` and `0x1F`.
fn is_based(text: &str) -> bool {
    let octal = text
        .strip_prefix("0o")
        .is_some_and(|d| !d.is_empty() && d.bytes().all(|b| matches!(b, b'0'..=b'7')));
    let hex = text
        .strip_prefix("0x")
        .is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_hexdigit()));
    octal || hex
}

/// Digits with a point or an exponent: `1.5`, `.5`, `2.`, `1e3`.
fn is_decimal(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |d: &str| d.bytes().all(|b| b.is_ascii_digit());
    let scaled = exponent.is_none_or(|e| is_digits(e.strip_prefix(['-', '+']).unwrap_or(e)));
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && scaled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_mean_what_yaml_1_2_says() {
        let text = |t: &str| Some(Value::Text(t.into()));
        let number = |t: &str| Some(Value::Number(t.into()));
        assert_eq!(plain(""), Some(Value::Null));
        assert_eq!(plain("true"), Some(Value::Bool(true)));
        assert_eq!(plain("yes"), text("yes"));
        assert_eq!(plain("5.10"), number("5.10"));
        assert_eq!(plain("-12"), Some(Value::Int(-12)));
        assert_eq!(
            plain("99999999999999999999"),
            number("99999999999999999999")
        );
        assert_eq!(plain("2026-11-20"), text("2026-11-20"));
        assert_eq!(plain("A.5.10"), text("A.5.10"));
        assert_eq!(plain("6.1.2"), text("6.1.2"));
        assert_eq!(plain("-"), text("-"));
        assert_eq!(plain("1e3"), number("1e3"));
        assert_eq!(plain(".inf"), None);
    }
}
