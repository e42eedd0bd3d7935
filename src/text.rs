//! Text with places in it: files, spans, findings, and the plain data that the world is read into.
//!
//! Nothing here knows what an ISMS is. Everything is data; a `Snapshot` is all that later rooms ever
//! see of a repository.

pub mod source;

pub mod words;

pub mod phrases;

pub mod edit;

pub mod diagnostic;

pub mod snapshot;

pub mod commit;

pub mod proof;
