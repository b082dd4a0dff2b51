//! How fast modules are decoded and validated, beside `wasmparser`, which `wasm-tools validate` runs on:
//! `cargo bench -p wharf-validate -- FILE.wasm…`
//!
//! Both run alternately in one process, on one thread; the best of several runs counts. Prints milliseconds for the
//! whole module, megabytes (of 1 000 000 bytes) of code a second and core, the ratio, and wharf's time with all cores.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use wasmparser::{Validator, WasmFeatures};
use wharf_core::Features;
use wharf_core::canon::Registry;
use wharf_syntax::binary::decode_module;
use wharf_validate::{Options, validate_with};

const RUNS: usize = 7;

fn main() {
    for file in std::env::args().skip(1).filter(|arg| !arg.starts_with("--")) {
        let bytes = Arc::new(std::fs::read(&file).expect("a readable file"));
        let code = wharf(&bytes, 1);
        let (mut one, mut all, mut other) = (Duration::MAX, Duration::MAX, Duration::MAX);
        for _ in 0..RUNS {
            one = one.min(timed(|| wharf(&bytes, 1)));
            other = other.min(timed(|| wasmparser(&bytes)));
            all = all.min(timed(|| wharf(&bytes, 0)));
        }
        let rate = |time: Duration| code as f64 / 1e6 / time.as_secs_f64();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!("{file}: {} bytes, {code} of code", bytes.len());
        println!("  wharf       {:8.2} ms {:6.0} MB/s", ms(one), rate(one));
        println!("  wasmparser  {:8.2} ms {:6.0} MB/s", ms(other), rate(other));
        println!("  ratio       {:8.2}", other.as_secs_f64() / one.as_secs_f64());
        println!("  all cores   {:8.2} ms {:6.0} MB/s", ms(all), rate(all));
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

/// Decodes and validates; gives the bytes of function bodies.
fn wharf(bytes: &Arc<Vec<u8>>, threads: usize) -> usize {
    let features = Features::all();
    let module = decode_module(bytes.clone(), &features).expect("a well-formed module");
    let registry = Registry::new();
    let module = validate_with(module, &features, &registry, Options { threads }).expect("a valid module");
    module.module().bodies.iter().map(|body| body.span.len()).sum()
}

fn wasmparser(bytes: &[u8]) {
    Validator::new_with_features(WasmFeatures::all()).validate_all(bytes).expect("a valid module");
}
