//! The `wharf` binary: hands its arguments to the library, and the library's answer to the system.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    wharf_cli::main(std::env::args_os().collect())
}
