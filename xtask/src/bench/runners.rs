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

/// Every runner there is: wharf once per tier, then the peers.
pub fn find(root: &Path, wharf: &str, tiers: &[String], cached: bool) -> Result<Vec<Runner>, String> {
    let strings = |flags: &[&str]| flags.iter().map(|flag| flag.to_string()).collect::<Vec<_>>();
    let mut runners = Vec::new();
    for tier in tiers {
        let mut flags = strings(&["run", "--tier", tier]);
        flags.extend((!cached).then(|| "--no-cache".into()));
        let name = format!("wharf {tier}");
        runners.push(Runner { name, kind: Kind::Wharf, program: wharf.into(), flags, compiled: None });
    }
    let proposals = "gc=y,exceptions=y,function-references=y,tail-call=y,relaxed-simd=y";
    let peers = [
        ("wasmtime", Kind::Wasmtime, strings(&["run", "-W", proposals])),
        ("node", Kind::Node, vec!["--no-warnings".into(), root.join("benches/wasi.mjs").display().to_string()]),
        ("wasmi", Kind::Wasmi, strings(&["run"])),
    ];
    for (name, kind, flags) in peers {
        let Some(program) = on_path(name) else {
            eprintln!("{name} is not on PATH: left out");
            continue;
        };
        let compiled = (cached && kind == Kind::Wasmtime).then(std::env::temp_dir);
        runners.push(Runner { name: name.into(), kind, program, flags, compiled });
    }
    Ok(runners)
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
