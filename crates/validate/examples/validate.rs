//! Decodes and validates modules, and says what is wrong with them: `validate [--threads N] FILE…`

use std::process::ExitCode;

use wharf_core::canon::Registry;
use wharf_core::{Features, Result};
use wharf_syntax::binary::decode_module;
use wharf_validate::{Options, Validated, validate_with};

fn main() -> ExitCode {
    let mut options = Options::default();
    let mut status = ExitCode::SUCCESS;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--threads" {
            options.threads = args.next().and_then(|count| count.parse().ok()).unwrap_or_default();
            continue;
        }
        match std::fs::read(&arg) {
            Ok(bytes) => match valid(bytes, options) {
                Ok(module) => println!("{arg}: valid, {} functions", module.module().funcs.len()),
                Err(error) => {
                    eprintln!("{arg}: {error}");
                    status = ExitCode::FAILURE;
                }
            },
            Err(error) => {
                eprintln!("{arg}: {error}");
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}

fn valid(bytes: Vec<u8>, options: Options) -> Result<Validated> {
    let features = Features::default();
    validate_with(decode_module(bytes, &features)?, &features, &Registry::new(), options)
}
