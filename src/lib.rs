//! `isms` keeps the information security management system of an organisation (ISO/IEC 27001) as YAML
//! and Markdown in git, checks it like code, and computes what auditors otherwise receive as
//! hand-made spreadsheets.
//!
//! Text from the repository goes through syntax, becomes a model, is assessed, judged by rules in one
//! analysis, reported, output, on command. The rooms stand in that order, and **a room imports only
//! rooms declared above it**; inside a room the same holds for its files (`tests/layering.rs`).
//!
//! | room | what it is for |
//! |---|---|
//! | [`text`] | files, spans, edits, findings, and the snapshot of a repository: plain data |
//! | [`repo`] | the only door to the world: working tree, git revisions, atomic writes |
//! | [`syntax`] | YAML, Markdown, schemas and settings as trees with places; knows no kind of document |
//! | [`model`] | the kinds of documents, the catalogs, and the links between them |
//! | [`assess`] | levels, criticality, decisions, applicability: each number with its derivation |
//! | [`rules`] | what is wrong, one rule a file, its page in the same file |
//! | [`analysis`] | the whole way on one page: snapshot in, everything known about it out |
//! | [`report`] | the analysis seen from one side: plain rows |
//! | [`output`] | rows and findings in, bytes out |
//! | [`command`] | a person asks: arguments, streams, exit codes |
//!
//! From [`text`] to [`report`] everything is a pure function of a snapshot, the settings, a date, the
//! digests of the files that evidence names, and the proofs of decisions. Deliberately absent: a
//! server, a database, a network client, plug-ins, and any way for a repository to run code.
#![forbid(unsafe_code)]

pub mod text;

pub mod repo;

pub mod syntax;

pub mod model;

pub mod assess;

pub mod rules;

pub mod analysis;

pub mod report;

pub mod output;

pub mod command;
