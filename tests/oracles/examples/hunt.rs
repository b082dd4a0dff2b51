//! Goes on asking for as long as it is told:
//!
//! `cargo run --release -p wharf-oracles --example hunt -- run --seconds 3600 --seed 1 --keep findings`
//!
//! prints each finding with its seed, keeps its input in the folder, and exits with 1 if there was any. `--once SEED`
//! tries one seed again; `--file PATH` asks about a file; `--corpus FOLDER` only writes inputs for `cargo fuzz` to begin
//! with.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use wharf_oracles::hunt::{Tally, Target, attempt, differential};
use wharf_oracles::random::Random;
use wharf_oracles::{Answer, Finding, acceptance, corpus, generate, roundtrip, text};

struct Args {
    target: Target,
    seconds: u64,
    seed: u64,
    once: bool,
    keep: Option<PathBuf>,
    file: Option<PathBuf>,
    corpus: Option<PathBuf>,
}

fn args() -> Result<Args, String> {
    let mut given = std::env::args().skip(1);
    let name = given.next().unwrap_or_default();
    let names = Target::ALL.map(Target::name).join(", ");
    let target = Target::ALL.into_iter().find(|target| target.name() == name);
    let target = target.ok_or_else(|| format!("what to hunt: {names}"))?;
    let mut args = Args { target, seconds: 60, seed: 0, once: false, keep: None, file: None, corpus: None };
    while let Some(flag) = given.next() {
        let value = given.next().ok_or_else(|| format!("{flag} needs a value"))?;
        let number = || value.parse::<u64>().map_err(|error| format!("{flag} {value}: {error}"));
        match flag.as_str() {
            "--seconds" => args.seconds = number()?,
            "--seed" => args.seed = number()? << 32,
            "--once" => (args.seed, args.once) = (number()?, true),
            "--keep" => args.keep = Some(value.into()),
            "--file" => args.file = Some(value.into()),
            "--corpus" => args.corpus = Some(value.into()),
            _ => return Err(format!("unknown flag {flag}")),
        }
    }
    Ok(args)
}

/// Asks about the bytes of a file.
fn ask(target: Target, bytes: &[u8]) -> Answer<String> {
    Ok(match target {
        Target::Decode | Target::Validate => format!("valid: {}", acceptance::check(bytes)?),
        Target::Text => format!("a module: {}", text::check(bytes)?),
        Target::Print => format!("printable: {}", roundtrip::check(bytes)?),
        Target::Run => {
            let module = generate::Runnable { bytes: bytes.to_vec(), counts: false, open: false };
            format!("{:?}", differential(&module)?)
        }
    })
}

fn keep(args: &Args, seed: u64, finding: &Finding) {
    println!("{} {seed}: {finding}", args.target.name());
    let Some(folder) = &args.keep else { return };
    let kind = if args.target == Target::Text { "wat" } else { "wasm" };
    let path = folder.join(format!("{}-{seed}.{kind}", args.target.name()));
    let kept = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, &finding.input));
    match kept {
        Ok(()) => println!("  kept as {}", path.display()),
        Err(error) => println!("  {}: {error}", path.display()),
    }
}

/// Asks about a file and says what came.
fn about(target: Target, file: &Path) -> ExitCode {
    let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    match ask(target, &bytes) {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(finding) => {
            println!("{finding}");
            ExitCode::FAILURE
        }
    }
}

/// Writes inputs that `cargo fuzz` can begin with.
fn write_corpus(target: Target, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let inputs: Vec<Vec<u8>> = match target {
        Target::Decode | Target::Print => corpus::modules().to_vec(),
        Target::Text => corpus::texts().iter().map(|text| text.as_bytes().to_vec()).collect(),
        Target::Validate | Target::Run => (0..200).map(|seed| Random::new(seed).bytes(4000)).collect(),
    };
    for (number, input) in inputs.iter().enumerate().filter(|(_, input)| input.len() < 4096) {
        std::fs::write(folder.join(number.to_string()), input)?;
    }
    Ok(())
}

/// Tries inputs until the time is over.
fn hunt(args: &Args) -> ExitCode {
    let (start, limit) = (Instant::now(), Duration::from_secs(args.seconds));
    let (mut tally, mut findings, mut seed) = (Tally::default(), 0, args.seed);
    while start.elapsed() < limit && findings < 50 {
        // A panic is a finding like any other.
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| attempt(args.target, seed, &mut tally)));
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(finding)) => {
                keep(args, seed, &finding);
                findings += 1;
            }
            Err(_) => {
                println!("{} {seed}: panicked", args.target.name());
                findings += 1;
            }
        }
        if args.once {
            break;
        }
        seed += 1;
    }
    println!("{tally:?} in {:?}, {findings} findings", start.elapsed());
    if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn main() -> ExitCode {
    let args = match args() {
        Ok(args) => args,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    if let Some(file) = &args.file {
        return about(args.target, file);
    }
    if let Some(folder) = &args.corpus {
        let written = write_corpus(args.target, folder);
        return written.map_or_else(|error| panic!("{}: {error}", folder.display()), |()| ExitCode::SUCCESS);
    }
    hunt(&args)
}
