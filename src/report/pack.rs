//! What the audit pack says beside reports and files: plain data, each a file of the pack.

pub mod manifest;

pub mod scope;

pub mod clause_index;

pub mod decisions;

pub mod open;

pub mod history;

pub mod rules;
