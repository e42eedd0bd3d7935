//! The thin binary: parse the arguments, run the command, return the exit code.
#![forbid(unsafe_code)]

/// Reading a document is mostly small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    isms::command::main()
}
