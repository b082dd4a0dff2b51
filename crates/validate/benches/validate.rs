//! How fast modules are decoded and validated, beside `wasmparser`, which `wasm-tools validate` runs on:
//! `cargo bench -p wharf-validate -- FILE.wasm…`
//!
//! Both run alternately in one process, on one thread, and are measured in processor time where the system tells it, so
//! that a busy machine disturbs little; the best of several runs counts. Prints milliseconds, megabytes (of 1 000 000
//! bytes) of code a second and core, the ratio, and the time on the wall with as many threads as there are cores.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use wasmparser::{Validator, WasmFeatures};
use wharf_core::canon::Registry;
use wharf_core::{Features, Module};
use wharf_syntax::binary::decode_module;
use wharf_validate::{Options, Validated, validate_with};

const RUNS: usize = 9;

fn main() {
    for file in std::env::args().skip(1).filter(|arg| !arg.starts_with("--")) {
        let bytes = Arc::new(std::fs::read(&file).expect("a readable file"));
        let mut best = [Duration::MAX; 4];
        let mut code = 0;
        for _ in 0..RUNS {
            let module = decoded(&bytes);
            code = module.bodies.iter().map(|body| body.span.len()).sum();
            let times = [
                processor_time(|| decoded(&bytes)),
                processor_time(|| wharf(module, 1)),
                processor_time(|| wasmparser(&bytes)),
                wall_time(|| wharf(decoded(&bytes), 0)),
            ];
            best = std::array::from_fn(|i| best[i].min(times[i]));
        }
        let [decode, validate, other, all] = best;
        let line = |what: &str, time: Duration| {
            let (ms, rate) = (time.as_secs_f64() * 1e3, code as f64 / 1e6 / time.as_secs_f64());
            println!("  {what:24} {ms:8.2} ms {rate:6.0} MB/s");
        };
        println!("{file}: {} bytes, {code} of code", bytes.len());
        line("wharf: decode", decode);
        line("wharf: validate", validate);
        line("wharf: both", decode + validate);
        line("wasmparser: both", other);
        println!("  {:24} {:8.2}", "ratio", other.as_secs_f64() / (decode + validate).as_secs_f64());
        line("wharf: both, all cores", all);
    }
}

fn wall_time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

/// The time this thread ran, as Linux accounts it; elsewhere the time on the wall.
fn processor_time<T>(run: impl FnOnce() -> T) -> Duration {
    let ran = || {
        // The account is settled when the scheduler is entered.
        std::thread::yield_now();
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(Duration::from_nanos(stat.split(' ').next()?.parse().ok()?))
    };
    let start = ran();
    let wall = wall_time(run);
    start.zip(ran()).map_or(wall, |(start, end)| end - start)
}

fn decoded(bytes: &Arc<Vec<u8>>) -> Module {
    decode_module(bytes.clone(), &Features::all()).expect("a well-formed module")
}

fn wharf(module: Module, threads: usize) -> Validated {
    validate_with(module, &Features::all(), &Registry::new(), Options { threads, ..Options::default() })
        .expect("a valid module")
}

fn wasmparser(bytes: &[u8]) {
    Validator::new_with_features(WasmFeatures::all()).validate_all(bytes).expect("a valid module");
}
