//! One deterministic zip file: the same names and contents are the same bytes on every machine, and a reader
//! that takes nothing but such bytes.
//!
//! Every header is a function of five facts (name, checksum, both sizes and place), so that the reader need not
//! trust a header: it writes the one that belongs there and compares.

mod layout;

mod fault;

mod deflate;

pub mod writer;

mod scan;

pub mod reader;
