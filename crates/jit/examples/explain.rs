//! Prints the machine code that the optimising compiler makes of a function: `explain FILE FUNC`.

use std::process::ExitCode;

use wharf_core::canon::Registry;
use wharf_core::{Features, Result};
use wharf_jit::optimizing::explain;
use wharf_jit::options::Options;
use wharf_syntax::binary::decode::decode_module;
use wharf_validate::validate;

fn text(bytes: Vec<u8>, func: u32) -> Result<String> {
    let features = Features::all();
    let module = validate(decode_module(bytes, &features)?, &features, &Registry::new())?;
    explain(&module, func, &Options::default())
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let [_, file, func] = &args[..] else {
        eprintln!("usage: explain FILE FUNC");
        return ExitCode::from(2);
    };
    let Ok(bytes) = std::fs::read(file) else {
        eprintln!("cannot read {file}");
        return ExitCode::FAILURE;
    };
    match text(bytes, func.parse().unwrap_or(u32::MAX)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
