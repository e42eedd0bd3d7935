//! What changed between two states, for people and programs: the same sections in every format.

pub mod section;

pub mod risks;

pub mod controls;

pub mod decisions;

pub mod others;

pub mod figures;

pub mod sections;

pub mod text;

pub mod md;

pub mod html;

pub mod json;
