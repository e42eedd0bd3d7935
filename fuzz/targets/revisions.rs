//! What is typed after `--at` and `--since` names a commit, or is refused in words; the same twice.
#![no_main]

use isms::command::sides::{Base, Wanted};
use isms::repo::repository::{At, Repo};
use std::path::PathBuf;
use std::sync::LazyLock;

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| isms_fuzz::repository("revisions"));

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut typed = vec![text.to_owned()];
    if let Ok(wanted) = Wanted::new(Some(text), None) {
        assert!(text.contains("..") || wanted.base == Base::Named(text.to_owned()));
        typed.extend(wanted.head);
        if let Base::CommonWith(rev) | Base::Named(rev) = wanted.base {
            assert!(!rev.contains(".."), "{rev}");
            typed.push(rev);
        }
    }
    typed.dedup();
    for rev in typed {
        opens(&rev);
    }
});

fn opens(rev: &str) {
    let open = |rev: &str| {
        Repo::open(
            &FOLDER,
            Some(At {
                rev,
                default_branch: Some("main"),
            }),
        )
    };
    match open(rev) {
        Ok(repo) => {
            let commit = repo
                .revision()
                .commit
                .clone()
                .expect("a revision is a commit");
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()));
            let again = open(&commit).expect("a commit has its own name");
            assert_eq!(again.revision().commit.as_ref(), Some(&commit));
        }
        Err(why) => {
            let told = why.to_string();
            assert!(
                !told.is_empty() && told.len() < 4 * rev.len() + 1000,
                "{told}"
            );
        }
    }
}
