//! A corpus of any size, and what is measured on it.

pub mod prose;

pub mod plan;

pub mod documents;

pub mod records;

pub mod bases;

pub mod history;

pub mod child;

pub mod editor;
