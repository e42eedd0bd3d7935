//! Whether an approval counts.

use crate::assess::decision::{Judged, State};

/// The message that `name` is not approved, or that its approval does not count and why; none when it
/// holds, and when it did until something changed, of which other rules speak.
pub(super) fn lacking(approval: Option<&Judged>, name: &str) -> Option<String> {
    let Some(judged) = approval else {
        return Some(format!("{name} is not approved"));
    };
    matches!(judged.state, State::None | State::Expired).then(|| {
        let why = judged.why.as_deref().unwrap_or("it does not hold");
        format!("the approval of {name} does not count: {why}")
    })
}
