//! Reading YAML ends, its places lie in the text and in order, and its fixes fit.
#![no_main]

use isms::syntax::yaml::read;
use isms_fuzz::{is_told, lies, lies_in};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let yaml = read(text, 0);
    let nodes: usize = yaml
        .documents
        .iter()
        .map(|document| lies(text, &document.node, 0))
        .sum();
    assert!(nodes <= 2 * text.len() + 2, "{nodes} nodes");
    assert!(yaml.problems.len() <= text.len() + 1);
    yaml.problems
        .iter()
        .for_each(|problem| is_told(text, problem));
    let sound = yaml.documents.iter().all(|document| document.sound);
    assert!(
        !sound
            || yaml
                .problems
                .iter()
                .all(|problem| problem.rule == "yaml-syntax"),
        "a defect in no document"
    );
    for comment in &yaml.comments {
        lies_in(text, comment.span);
        comment
            .covers
            .into_iter()
            .for_each(|span| lies_in(text, span));
        assert!(comment.text.contains("isms:"));
    }
    // Front matter begins inside of its file: what is read is the same, further on.
    let moved = read(text, 7);
    assert_eq!(yaml.problems.len(), moved.problems.len());
    for (here, there) in yaml.documents.iter().zip(&moved.documents) {
        assert!(
            here.node.says_same(&there.node) && here.node.span.start + 7 == there.node.span.start
        );
    }
});
