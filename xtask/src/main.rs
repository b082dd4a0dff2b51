//! The project's own chores: generated code, house rules, benchmarks.

#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod bench;
mod r#gen;
mod order;
mod tidy;

const USAGE: &str = "\
usage: cargo xtask <verb>

  gen            write the modules generated from the instruction table
  gen --check    fail when a generated module differs from what the table gives
  order          write the order in which the linker places what every start runs; `order --help` tells how
  bench          time wharf beside its peers; `bench --help` tells how
  tidy           check the house rules: imports, headers, lengths, unsafe, paths, generated files
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["gen"] => r#gen::write(&root()),
        ["bench", rest @ ..] => bench::run(&root(), rest),
        ["order", rest @ ..] => order::run(&root(), rest),
        ["tidy"] => tidy::run(&root()),
        ["gen", "--check"] => r#gen::check(&root()),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies in the workspace").to_path_buf()
}
