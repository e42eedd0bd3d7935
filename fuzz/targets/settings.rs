//! Settings are read, or every mistake in them is told at its place.
#![no_main]

use isms::syntax::config::read;
use isms::text::source::SourceFile;
use isms_fuzz::lies_in;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let source = SourceFile::new("isms.toml", text);
    match read(&source) {
        Ok(settings) => assert_eq!(read(&source).as_ref(), Ok(&settings)),
        Err(mistakes) => {
            assert!(!mistakes.is_empty() && mistakes.len() <= 2 * text.len() + 2);
            for mistake in &mistakes {
                lies_in(text, mistake.span);
                assert!(!mistake.message.is_empty());
                let line = mistake.line(&source);
                assert!(line.contains("isms.toml"), "{line}");
            }
        }
    }
});
