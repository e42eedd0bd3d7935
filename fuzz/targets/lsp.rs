//! The language server takes any bytes and any messages, and goes home in order.
//!
//! An input that begins with `Content-` is what comes in, byte for byte. Every other one is messages, one a line,
//! behind a greeting; `ROOT` in them is the address of the repository.
#![no_main]

use clap::Parser;
use isms::command::lsp::{Args, serve};
use isms::command::session::Global;
use isms::command::streams::{ColorChoice, Streams};
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::LazyLock;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    args: Args,
}

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| isms_fuzz::repository("lsp"));

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let folder = FOLDER.display().to_string();
    let line = Line::parse_from(["isms", "-C", &folder, "--as-of", "2026-11-20"]);
    let bytes = match input.starts_with(b"Content-") {
        true => input.to_vec(),
        false => {
            framed(&String::from_utf8_lossy(input).replace("ROOT", &format!("file://{folder}")))
        }
    };
    let mut streams = Streams::new(ColorChoice::Never);
    serve(&line.global, &line.args, Cursor::new(bytes), &mut streams)
        .expect("what is said is heard");
});

fn framed(messages: &str) -> Vec<u8> {
    let greeting = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}"#;
    let lines = std::iter::once(greeting).chain(messages.lines());
    lines
        .map(|line| format!("Content-Length: {}\r\n\r\n{line}", line.len()))
        .collect::<String>()
        .into_bytes()
}
