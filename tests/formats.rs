//! Every format of findings, read back by somebody else's types, schema or parser, or by a strict reader
//! written from its documentation: no finding is lost, no place is wrong, and hostile text stays text.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "formats/hostile.rs"]
mod hostile;

#[path = "formats/any.rs"]
mod any;

#[path = "formats/concise.rs"]
mod concise;

#[path = "formats/every_rule.rs"]
mod every_rule;

#[path = "formats/github.rs"]
mod github;

#[path = "formats/gitlab.rs"]
mod gitlab;

#[path = "formats/junit.rs"]
mod junit;

#[path = "formats/markdown.rs"]
mod markdown;

#[path = "formats/rdjson.rs"]
mod rdjson;

#[path = "formats/sarif.rs"]
mod sarif;

#[path = "formats/whole.rs"]
mod whole;
