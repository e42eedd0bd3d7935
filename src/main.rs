//! The thin binary: parse the arguments, run the command, return the exit code.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    isms::command::main()
}
