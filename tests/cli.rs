//! What the command line says, word for word: help and a few outputs. `TRYCMD=overwrite cargo test
//! --test cli` writes them anew; read the difference before you commit it.

#[test]
fn help_and_outputs_are_as_shown() {
    trycmd::TestCases::new()
        .case("tests/cli/*.trycmd")
        .env("NO_COLOR", "1")
        .env("GITHUB_ACTIONS", "false");
}
