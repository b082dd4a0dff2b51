//! What runs the benchmarks: wharf in each tier asked for, and the peers found on PATH.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::suite::Job;

/// An engine with the flags that make it run WASI programs.
pub struct Runner {
    /// How it is called in the table.
    pub name: String,
    kind: Kind,
    program: PathBuf,
    flags: Vec<String>,
    /// Where it keeps modules compiled beforehand, if it does.
    compiled: Option<PathBuf>,
}

#[derive(Copy, Clone, PartialEq)]
enum Kind {
    Wharf,
    Wasmtime,
    Node,
    Wasmi,
}

/// What wasmtime wants to be told before it runs what others run by themselves.
const PROPOSALS: &str = "gc=y,exceptions=y,function-references=y,tail-call=y,relaxed-simd=y";

fn strings(flags: &[&str]) -> Vec<String> {
    flags.iter().map(|flag| flag.to_string()).collect()
}

/// Every runner there is: wharf once per tier, then the peers. What wasmtime compiles it keeps from run to run unless told
/// otherwise; cached runs name what was compiled.
pub fn find(root: &Path, wharf: &str, tiers: &[String], cached: bool) -> Vec<Runner> {
    let mut runners = own(wharf, tiers, cached);
    let script = root.join("benches/wasi.mjs").display().to_string();
    let peers = [
        ("wasmtime", Kind::Wasmtime, strings(&["run", "-C", "cache=n", "-W", PROPOSALS])),
        ("node", Kind::Node, strings(&["--no-warnings", &script])),
        ("wasmi", Kind::Wasmi, strings(&["run"])),
    ];
    runners.extend(peers.into_iter().filter_map(|(name, kind, flags)| peer(name, name, kind, flags, cached)));
    runners
}

/// The runners that make fast code, each at its best: what wasmtime compiled beforehand; node as it is, and with its
/// optimising compiler alone, since it never gets from baseline code into optimised code within one call.
pub fn find_peak(root: &Path, wharf: &str, tiers: &[String]) -> Vec<Runner> {
    let mut runners = own(wharf, tiers, true);
    let script = root.join("benches/wasi.mjs").display().to_string();
    let peers = [
        ("wasmtime", "wasmtime", Kind::Wasmtime, strings(&["run", "-W", PROPOSALS])),
        ("node", "node", Kind::Node, strings(&["--no-warnings", &script])),
        ("node --no-liftoff", "node", Kind::Node, strings(&["--no-liftoff", "--no-warnings", &script])),
    ];
    runners.extend(peers.into_iter().filter_map(|(name, program, kind, flags)| peer(name, program, kind, flags, true)));
    runners
}

/// wharf, once for each tier.
fn own(wharf: &str, tiers: &[String], cached: bool) -> Vec<Runner> {
    // A binary from before there was a cache can be timed too.
    let help = Command::new(wharf).args(["run", "--help"]).output();
    let has_cache = help.is_ok_and(|help| String::from_utf8_lossy(&help.stdout).contains("--no-cache"));
    let mut runners = Vec::new();
    for tier in tiers {
        let mut flags = strings(&["run", "--tier", tier]);
        flags.extend((!cached && has_cache).then(|| "--no-cache".into()));
        let name = format!("wharf {tier}");
        runners.push(Runner { name, kind: Kind::Wharf, program: wharf.into(), flags, compiled: None });
    }
    runners
}

/// A peer, if it is on PATH.
fn peer(name: &str, program: &str, kind: Kind, flags: Vec<String>, cached: bool) -> Option<Runner> {
    let Some(program) = on_path(program) else {
        eprintln!("{program} is not on PATH: {name} is left out");
        return None;
    };
    let compiled = (cached && kind == Kind::Wasmtime).then(std::env::temp_dir);
    Some(Runner { name: name.into(), kind, program, flags, compiled })
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

impl Runner {
    /// The process to time.
    pub fn command(&self, job: &Job) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.flags).stdin(Stdio::null()).current_dir(&job.folder);
        if let Some(input) = job.input.as_ref().and_then(|file| std::fs::File::open(file).ok()) {
            command.stdin(input);
        }
        let grant = match self.kind {
            Kind::Wharf | Kind::Wasmtime => job.dir.then_some(["--dir", ".::/"]),
            Kind::Wasmi => job.dir.then_some(["--dir", "."]),
            Kind::Node => None,
        };
        command.args(grant.into_iter().flatten());
        if let (Kind::Wharf | Kind::Wasmtime, Some(name)) = (self.kind, &job.argv0) {
            command.args(["--argv0", name]);
        }
        let module = self.precompiled(job).unwrap_or_else(|| job.module.clone());
        if module != job.module {
            command.arg("--allow-precompiled");
        }
        command.arg(module).args(&job.arguments);
        command
    }

    /// The module compiled beforehand; made at its first use, which is before the counted rounds.
    fn precompiled(&self, job: &Job) -> Option<PathBuf> {
        let file = self.compiled.as_ref()?.join(format!("wharf-bench-{}.cwasm", job.module.file_stem()?.display()));
        if !file.is_file() {
            let mut compile = Command::new(&self.program);
            compile.arg("compile").args(&self.flags[1..]).arg("-o").arg(&file).arg(&job.module);
            compile.status().ok().filter(|status| status.success())?;
        }
        Some(file)
    }
}
