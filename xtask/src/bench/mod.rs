//! `cargo xtask bench`: wharf beside every peer that is on PATH, round by round in one run.
//!
//! Each figure is a whole process from start to exit, so it includes reading, compiling and starting. The runners take
//! turns within a round: whatever else the machine does hits all of them alike, and ratios hold where seconds do not.
//! With `--peak` kernels run for so long that nothing counts but the speed of their code.

mod clock;
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
  --peak            only kernels, each for some seconds, with the best code that a runner makes: wharf's optimizing tier,
                    wasmtime's precompiled modules, node as it is and without its baseline compiler
  --cpu             count the processor's time, of all threads, instead of what a clock on the wall shows
";

/// What the command line asks for.
struct Options {
    rounds: u32,
    tiers: Vec<String>,
    wharf: Option<String>,
    programs: Option<String>,
    cached: bool,
    peak: bool,
    cpu: bool,
    names: Vec<String>,
}

impl Options {
    fn parse(arguments: &[&str]) -> Result<Options, String> {
        let mut options = Options {
            rounds: 5,
            tiers: Vec::new(),
            wharf: None,
            programs: None,
            cached: false,
            peak: false,
            cpu: false,
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
                "--peak" => options.peak = true,
                "--cpu" => options.cpu = true,
                flag if flag.starts_with('-') => return Err(format!("unknown option {flag}\n{USAGE}")),
                name => options.names.push(name.to_owned()),
            }
        }
        if options.tiers.is_empty() {
            let usual: &[&str] = if options.peak { &["optimizing"] } else { &["auto", "interp"] };
            options.tiers = usual.iter().map(|tier| tier.to_string()).collect();
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
        // Runners start in other folders.
        Some(path) => {
            let path = Path::new(path).canonicalize().map_err(|error| format!("{path}: {error}"))?;
            path.display().to_string()
        }
        None => build(root)?,
    };
    let runners = match options.peak {
        true => runners::find_peak(root, &wharf, &options.tiers),
        false => runners::find(root, &wharf, &options.tiers, options.cached),
    };
    let jobs = match options.peak {
        true => suite::peak_jobs(root, &options.names)?,
        false => suite::jobs(root, options.programs.as_deref().map(Path::new), &options.names)?,
    };
    let names = runners.iter().map(|runner| runner.name.clone()).collect();
    let mut table = Table::new(names);
    for job in &jobs {
        table.add(&job.name, measure(&runners, job, &options));
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
fn measure(runners: &[Runner], job: &Job, options: &Options) -> Vec<Option<Vec<Duration>>> {
    eprint!("{:12}", job.name);
    let mut expected = None;
    let mut times: Vec<Option<Vec<Duration>>> = vec![Some(Vec::new()); runners.len()];
    // One round more than is counted: the first warms the file cache. A long run needs none.
    let warmup = u32::from(!options.peak);
    for round in 0..options.rounds + warmup {
        for (runner, times) in runners.iter().zip(&mut times) {
            let Some(list) = times else { continue };
            match once(runner, job, options.cpu) {
                Ok((time, output)) if output == *expected.get_or_insert_with(|| output.clone()) => {
                    list.extend((round >= warmup).then_some(time));
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

fn once(runner: &Runner, job: &Job, cpu: bool) -> Result<(Duration, Vec<u8>), String> {
    let mut command = runner.command(job);
    let (clock, start) = (clock::children()?, Instant::now());
    let output = command.output().map_err(|error| error.to_string())?;
    let time = if cpu { clock::children()? - clock } else { start.elapsed() };
    if output.status.success() { Ok((time, output.stdout)) } else { Err(format!("failed with {}", output.status)) }
}
