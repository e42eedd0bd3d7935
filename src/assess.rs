//! What follows from the documents: levels, decisions, applicability, each with its derivation.
//!
//! Nothing here judges; that is for rules. What cannot be known is `Unknown` with the place that makes
//! it so, never a number.

pub mod known;

pub mod life;

pub mod authority;

pub mod notification;

pub mod method;

pub mod criticality;

pub mod effect;

pub mod level;

pub mod basis;

pub mod applicability;

pub mod sign_off;

pub mod demand;

pub mod decision;

pub mod plan;

pub mod entitled;

pub mod next;

pub mod shown;

pub mod assessment;

pub mod proof;

pub mod independence;

pub mod coverage;

pub mod certificate;

pub mod sampling;

pub mod due;

pub mod awaiting;
