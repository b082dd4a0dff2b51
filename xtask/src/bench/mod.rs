//! `cargo xtask bench`: wharf beside every peer that is on PATH, round by round in one run.
//!
//! Each figure is a whole process from start to exit, so it includes reading, compiling and starting. The runners take
//! turns within a round: whatever else the machine does hits all of them alike, and ratios hold where seconds do not.

mod report;
mod runners;
mod suite;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use report::Table;
use runners::Runner;
use suite::Job;

const USAGE: &str = "\
usage: cargo xtask bench [OPTION…] [NAME…]

Times wharf's tiers beside wasmtime, node and wasmi, as far as they are on PATH. NAMEs choose kernels or programs.

  --rounds N        how often each is run (default 5)
  --tiers LIST      wharf's tiers to run (default auto,interp)
  --wharf PATH      the binary to time (default: builds the `dist` profile)
  --programs DIR    also run the real programs in DIR: python.wasm, quickjs.wasm, esbuild.wasm, clang.wasm
  --cached          let the runners use what they compiled before: wharf its cache, wasmtime its precompiled module
";

/// What the command line asks for.
struct Options {
    rounds: u32,
    tiers: Vec<String>,
    wharf: Option<String>,
    programs: Option<String>,
    cached: bool,
    names: Vec<String>,
}

impl Options {
    fn parse(arguments: &[&str]) -> Result<Options, String> {
        let mut options = Options {
            rounds: 5,
            tiers: vec!["auto".into(), "interp".into()],
            wharf: None,
            programs: None,
            cached: false,
            names: Vec::new(),
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().map(|value| value.to_string()).ok_or(format!("{argument} wants a value"));
            match *argument {
                "--rounds" => options.rounds = value()?.parse().map_err(|_| "--rounds wants a number")?,
                "--tiers" => options.tiers = value()?.split(',').map(str::to_owned).collect(),
                "--wharf" => options.wharf = Some(value()?),
                "--programs" => options.programs = Some(value()?),
                "--cached" => options.cached = true,
                flag if flag.starts_with('-') => return Err(format!("unknown option {flag}\n{USAGE}")),
                name => options.names.push(name.to_owned()),
            }
        }
        Ok(options)
    }
}

/// Runs the benchmarks from the workspace at `root`.
pub fn run(root: &Path, arguments: &[&str]) -> Result<(), String> {
    if arguments.contains(&"--help") {
        print!("{USAGE}");
        return Ok(());
    }
    let options = Options::parse(arguments)?;
    let wharf = match &options.wharf {
        Some(path) => path.clone(),
        None => build(root)?,
    };
    let runners = runners::find(root, &wharf, &options.tiers, options.cached)?;
    let jobs = suite::jobs(root, options.programs.as_deref().map(Path::new), &options.names)?;
    let names = runners.iter().map(|runner| runner.name.clone()).collect();
    let mut table = Table::new(names);
    for job in &jobs {
        table.add(&job.name, measure(&runners, job, options.rounds));
    }
    print!("{table}");
    Ok(())
}

fn build(root: &Path) -> Result<String, String> {
    let arguments = ["build", "--quiet", "--profile", "dist", "--package", "wharf-cli"];
    let status = Command::new("cargo").args(arguments).current_dir(root).status();
    match status {
        Ok(status) if status.success() => Ok(root.join("target/dist/wharf").display().to_string()),
        _ => Err("cargo build of wharf failed".into()),
    }
}

/// The times of each runner; `None` for one that fails or prints something else than the others.
fn measure(runners: &[Runner], job: &Job, rounds: u32) -> Vec<Option<Vec<Duration>>> {
    eprint!("{:12}", job.name);
    let mut expected = None;
    let mut times: Vec<Option<Vec<Duration>>> = vec![Some(Vec::new()); runners.len()];
    // One round more than is counted: the first warms the file cache.
    for round in 0..=rounds {
        for (runner, times) in runners.iter().zip(&mut times) {
            let Some(list) = times else { continue };
            match once(runner, job) {
                Ok((time, output)) if output == *expected.get_or_insert_with(|| output.clone()) => {
                    list.extend((round > 0).then_some(time));
                }
                Ok(_) => {
                    eprint!(" [{}: other output]", runner.name);
                    *times = None;
                }
                Err(message) => {
                    eprint!(" [{}: {message}]", runner.name);
                    *times = None;
                }
            }
        }
        eprint!(".");
    }
    eprintln!();
    times
}

fn once(runner: &Runner, job: &Job) -> Result<(Duration, Vec<u8>), String> {
    let mut command = runner.command(job);
    let start = Instant::now();
    let output = command.output().map_err(|error| error.to_string())?;
    let time = start.elapsed();
    if output.status.success() { Ok((time, output.stdout)) } else { Err(format!("failed with {}", output.status)) }
}
