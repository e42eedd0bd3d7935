//! `floor DIR [--read]`: walks DIR, reads every YAML and Markdown file and scans it with libyaml, on as
//! many threads as the machine has; with `--read` it reads and does not scan. Less no program can do.

use rayon::prelude::*;
use std::mem::MaybeUninit;
use unsafe_libyaml as yaml;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| ".".into());
    let scans = arguments.next().as_deref() != Some("--read");
    let mut walk = ignore::WalkBuilder::new(&folder);
    walk.hidden(false)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .parents(false);
    let is_document = |path: &std::path::Path| {
        path.extension()
            .is_some_and(|ending| ending == "yaml" || ending == "md")
    };
    let paths: Vec<_> = walk
        .filter_entry(|entry| entry.file_name() != ".git")
        .build()
        .filter_map(|entry| Some(entry.ok()?.into_path()))
        .filter(|path| is_document(path))
        .collect();
    let (bytes, tokens) = paths
        .par_iter()
        .map(|path| {
            let text = std::fs::read(path).unwrap_or_default();
            (
                text.len(),
                if scans { scan(front_or_all(&text)) } else { 0 },
            )
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    println!("{} files, {bytes} bytes, {tokens} tokens", paths.len());
}

/// The front matter of a Markdown file, or the whole text.
fn front_or_all(text: &[u8]) -> &[u8] {
    let front = text.strip_prefix(b"---\n");
    let end = front.and_then(|rest| rest.windows(5).position(|window| window == b"\n---\n"));
    match (front, end) {
        (Some(rest), Some(end)) => &rest[..end + 1],
        _ => text,
    }
}

fn scan(text: &[u8]) -> usize {
    let mut tokens = 0;
    // SAFETY: the parser and each token are initialised by the calls that take them first, the input
    // outlives the parser, and everything is deleted once.
    unsafe {
        let mut parser = MaybeUninit::<yaml::yaml_parser_t>::uninit();
        if yaml::yaml_parser_initialize(parser.as_mut_ptr()).fail {
            return 0;
        }
        let parser = parser.as_mut_ptr();
        yaml::yaml_parser_set_input_string(parser, text.as_ptr(), text.len() as u64);
        loop {
            let mut token = MaybeUninit::<yaml::yaml_token_t>::uninit();
            if yaml::yaml_parser_scan(parser, token.as_mut_ptr()).fail {
                break;
            }
            let ended = (*token.as_ptr()).type_ == yaml::YAML_STREAM_END_TOKEN;
            yaml::yaml_token_delete(token.as_mut_ptr());
            tokens += 1;
            if ended {
                break;
            }
        }
        yaml::yaml_parser_delete(parser);
    }
    tokens
}
