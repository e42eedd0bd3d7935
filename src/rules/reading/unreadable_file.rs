//! The rule `unreadable-file`.

use crate::rules::rule::{ERROR, levels, rule};

rule! {
    /// A file could not be read as text.
    ///
    /// What stands in it is unknown, so nothing that may depend on it can be judged: a reference
    /// that leads nowhere may lead into this file, and what seems to be missing may stand here. The
    /// message says why: the file is too large, not UTF-8, binary, a pointer of Git LFS without its
    /// content, a symbolic link that leads out of the repository, or closed to the user who runs
    /// the check.
    ///
    /// Save the file as UTF-8, fetch its content with `git lfs pull`, or move what is no document
    /// (pictures, exports) out of the folders that `documents` in `isms.toml` names; records belong
    /// in `evidence/`.
    "unreadable-file" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check None;
}
