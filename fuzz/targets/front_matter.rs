//! Front matter and body are apart, cover the text, and what is read in the one lies in it.
#![no_main]

use isms::model::reading;
use isms::syntax::{markdown, yaml};
use isms_fuzz::{is_told, lies, lies_in};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let found = markdown::read(text);
    lies_in(text, found.body);
    assert_eq!(found.body.end as usize, text.len());
    if let Some(front) = found.front {
        lies_in(text, front.span);
        assert!(
            front.span.end <= found.body.start,
            "the front matter reaches into the body"
        );
        assert_ne!(
            front.closed,
            found
                .problems
                .iter()
                .any(|problem| problem.rule == "yaml-syntax")
        );
        let read = yaml::read(&text[front.span.range()], front.span.start as usize);
        for document in &read.documents {
            assert!(front.span.contains(document.node.span));
            lies(text, &document.node, 0);
        }
        read.problems
            .iter()
            .for_each(|problem| is_told(text, problem));
    }
    let parsed = reading::read("isms/a.md", text);
    parsed
        .diagnostics
        .iter()
        .for_each(|finding| is_told(text, finding));
});
