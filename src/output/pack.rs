//! The pages of the audit pack that are not of the site, and the check of a whole pack.

mod page;

pub mod front;

pub mod tables;

pub mod check;
