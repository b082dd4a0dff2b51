//! `wharf run`: runs a program, or calls one function of a module.

mod invoke;
mod program;
mod stats;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use wharf::{Config, Engine, Error, Extern, Func, Instance, Linker, Module, Profiler, Store, Val};
use wharf_wasi::p1::P1;
use wharf_wasi::{DirPerms, FilePerms, WasiCtx};

use crate::anatomy::demangle::readable;
use crate::failure::{Exit, Failure};
use crate::flags::{CacheFlags, FeatureFlags, KeyFlags, LimitFlags, Processor, TierFlags};
use invoke::Call;
use program::Program;

/// Run a program, or call one function of a module
///
/// A program has a function `_start`, as those built for WASI have; it sees the arguments behind FILE and the
/// directories that `--dir` grants, and nothing else of this machine. Its exit code is that of wharf. A trap exits with
/// 134, wrong use of wharf with 2, an invalid module with 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf run app.wasm one two            run a program with two arguments
  wharf app.wasm one two                the same
  wharf run --dir data::/ app.wasm      let it see the directory `data` as its root
  wharf run --invoke add math.wat 3 4   call one function and print its results
  wharf run --invoke map f.wat 'func double' 'array $ints 1 2 3'   references are written as below
  perf record wharf run --profile perf app.wasm   then `perf report` knows the program's functions
  wharf run app.cwharf                  run what `wharf compile` has made of it

Arguments and results of --invoke:
  42, -1, 0xff, 1.5, inf, nan:0x200000  numbers, as in the text format
  'i32x4 1 2 3 4', 0x…                  a vector, by lanes or as 128 bits
  null                                  the null of any type
  'func double', 'func $f', 'func 3'    a function: by export, by name, by index
  'extern 5'                            a value of the host: the guest can pass it on, and it prints as this again
  'i31 7'                               an unboxed integer
  'struct $point 1 (i31 2)'             a structure by its type (`$name` or index), and its fields
  'array 0 1 2 3'                       an array by its type, and its elements
  'exn $tag 1'                          an exception by its tag, and its arguments")]
pub struct Run {
    /// Grant a directory: HOST is the directory here, GUEST the name the program knows it by (HOST itself if absent).
    #[arg(long = "dir", value_name = "HOST[::GUEST]")]
    dirs: Vec<Grant>,
    /// Set an environment variable; without `=VALUE`, pass on the one of this process.
    #[arg(long = "env", value_name = "KEY[=VALUE]")]
    env: Vec<String>,
    /// The program's own name, its first argument; the name of FILE if absent.
    #[arg(long, value_name = "NAME")]
    argv0: Option<String>,
    /// Call this exported function with the arguments behind FILE, and print each result on a line.
    #[arg(long, value_name = "FUNC")]
    invoke: Option<String>,
    /// Tell on standard error what was compiled and where the time went, as a table or as `json`.
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "table",
        hide_possible_values = true
    )]
    stats: Option<stats::Format>,
    /// Tell a profiler where machine code is: `perf` writes /tmp/perf-PID.map, for `perf record` and `perf report`;
    /// `jitdump` writes jit-PID.dump, for `perf record -k mono` and `perf inject --jit`.
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    profile: Option<ProfileFormat>,
    #[command(flatten)]
    limits: LimitFlags,
    #[command(flatten)]
    cache: CacheFlags,
    /// Make machine code for no more than `x86-64-v2` or `x86-64-v3`, and run none that needs more; `native` is this processor.
    #[arg(long, value_enum, default_value = "native", value_name = "CPU", hide_possible_values = true)]
    cpu: Processor,
    #[command(flatten)]
    key: KeyFlags,
    /// Of an artefact that `wharf compile` made, run the module inside, as if there were no machine code.
    #[arg(long)]
    recompile: bool,
    #[command(flatten)]
    features: FeatureFlags,
    #[command(flatten)]
    tier: TierFlags,
    /// The module, binary or text (`-` is standard input), and what it is given.
    // One list, so that whatever follows the file is the program's, also what looks like a flag.
    #[arg(value_names = ["FILE", "ARG"], required = true, trailing_var_arg = true)]
    file_and_args: Vec<OsString>,
}

/// What machine code is told to profilers in.
#[derive(Copy, Clone, Debug, clap::ValueEnum)]
enum ProfileFormat {
    Perf,
    #[value(name = "jitdump")]
    JitDump,
}

impl From<ProfileFormat> for Profiler {
    fn from(format: ProfileFormat) -> Profiler {
        match format {
            ProfileFormat::Perf => Profiler::PerfMap,
            ProfileFormat::JitDump => Profiler::JitDump,
        }
    }
}

/// A directory that the program may use.
#[derive(Clone, Debug)]
struct Grant {
    host: PathBuf,
    guest: String,
}

impl FromStr for Grant {
    type Err = String;

    fn from_str(text: &str) -> Result<Grant, String> {
        let (host, guest) = text.split_once("::").unwrap_or((text, text));
        if host.is_empty() || guest.is_empty() {
            return Err("write HOST or HOST::GUEST, both not empty".to_owned());
        }
        Ok(Grant { host: host.into(), guest: guest.to_owned() })
    }
}

impl Run {
    /// Runs it.
    ///
    /// # Errors
    /// Why it could not be run, or the trap that ended it.
    pub fn run(self) -> Result<Exit, Failure> {
        let file = Path::new(&self.file_and_args[0]);
        let arguments = strings(&self.file_and_args[1..])?;
        let mut clock = stats::Clock::start();
        let mut config = Config::new();
        config.features(self.features.features).cpu(self.cpu.into());
        config.profiler(self.profile.map(Profiler::from)).readable_names(|name| readable(name).into_owned());
        self.tier.configure(&mut config);
        self.limits.configure(&mut config);
        self.cache.configure(&mut config);
        let engine = Engine::new(&config)?;
        let program = Program::load(&engine, file, &self.key, self.recompile, || clock.read())?;
        let (module, blame) = (&program.module, |error: Error| program.blame(error));
        clock.ready();
        let call = match &self.invoke {
            Some(name) => Some(Call::check(module, file, name, &arguments)?),
            None => None,
        };
        let guest_args = if call.is_some() { &[][..] } else { &arguments[..] };
        let mut store = Store::new(&engine, P1::new(self.context(file, guest_args)?));
        self.limits.apply(&mut store);
        let mut linker = Linker::new(&engine);
        wharf_wasi::add_imports_to_linker(&mut linker, module, |p1: &mut P1| p1).map_err(blame)?;
        if call.is_none() && has_nothing_to_run(module) {
            let note = "has neither `_start` nor a start function; `--invoke FUNC` calls one";
            let _ = writeln!(std::io::stderr(), "note: {} {note}", program.name);
        }
        let outcome = match (linker.instantiate(&mut store, module), call) {
            (Err(error), _) => Err(error),
            (Ok(instance), Some(call)) => call.run(&mut store, instance)?,
            (Ok(instance), None) => start(&mut store, instance),
        };
        if let Some(format) = self.stats {
            stats::tell(format, clock, &engine.stats(), &store.heap_stats());
        }
        // The process ends: the system frees memory and code at once that would be freed piece by piece.
        std::mem::forget(store);
        ended(outcome, &program)
    }

    /// What the program is given.
    fn context(&self, file: &Path, arguments: &[String]) -> Result<WasiCtx, Failure> {
        let own_name = || file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let argv0 = self.argv0.clone().unwrap_or_else(own_name);
        let mut builder = WasiCtx::builder().arg(argv0).args(arguments).inherit_stdio();
        for variable in &self.env {
            builder = match variable.split_once('=') {
                Some((key, value)) => builder.env(key, value),
                None => match std::env::var(variable) {
                    Ok(value) => builder.env(variable, value),
                    Err(_) => continue,
                },
            };
        }
        for grant in &self.dirs {
            builder = builder.preopen_dir(&grant.host, &grant.guest, DirPerms::all(), FilePerms::all());
        }
        builder.build().map_err(|error| Failure::Usage(error.to_string()))
    }
}

/// The arguments as strings, which is what a program can be given.
fn strings(args: &[OsString]) -> Result<Vec<String>, Failure> {
    let string = |arg: &OsString| {
        let text = arg.to_str().map(str::to_owned);
        text.ok_or_else(|| Failure::Usage(format!("the argument {arg:?} is not UTF-8")))
    };
    args.iter().map(string).collect()
}

/// Whether running the module does nothing that anybody sees.
fn has_nothing_to_run(module: &Module) -> bool {
    let called = STARTS.iter().any(|name| module.get_export(name).is_some());
    !called && module.model().start.is_none()
}

/// What is called first: of a program, or of a library.
const STARTS: [&str; 2] = ["_start", "_initialize"];

/// Runs a program: `_start`, or `_initialize` of a library. Anything else has done what it does by being instantiated.
fn start(store: &mut Store<P1>, instance: Instance) -> wharf::Result<()> {
    for name in STARTS {
        if let Some(Extern::Func(func)) = instance.get_export(&mut *store, name) {
            return call(store, func, &[]).map(drop);
        }
    }
    Ok(())
}

fn call(store: &mut Store<P1>, func: Func, params: &[Val]) -> wharf::Result<Vec<Val>> {
    let mut results = vec![Val::I32(0); func.ty(&*store).results().len()];
    func.call(&mut *store, params, &mut results)?;
    Ok(results)
}

/// The guest's exit code is ours.
fn ended(outcome: wharf::Result<()>, program: &Program) -> Result<Exit, Failure> {
    match outcome {
        Ok(()) => Ok(Exit::SUCCESS),
        Err(error) => match wharf_wasi::exit_code(&error) {
            // A process has eight bits to say it; a code that is not 0 must not become 0.
            Some(code) => Ok(Exit(u8::try_from(code).unwrap_or(if code & 0xff == 0 { 1 } else { code as u8 }))),
            None => Err(program.blame(error)),
        },
    }
}
