//! `isms verify`: every way to damage a pack is named, and signatures hold in both directions with OpenSSH.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "pack/company.rs"]
#[allow(dead_code)] // The tests of `pack` look into packs.
mod company;

#[path = "verify/sample.rs"]
mod sample;

#[path = "verify/forged.rs"]
mod forged;

#[path = "verify/damage.rs"]
mod damage;

#[path = "verify/signed.rs"]
mod signed;

#[path = "verify/again.rs"]
mod again;

#[path = "verify/told.rs"]
mod told;
