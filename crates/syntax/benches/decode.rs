//! How fast sections and instructions are decoded: `cargo bench -p wharf-syntax --bench decode -- FILE.wasm…`
//!
//! Prints the best of several runs, in milliseconds, and megabytes (of 1 000 000 bytes) a second.

use std::sync::Arc;
use std::time::{Duration, Instant};

use wharf_core::Result;
use wharf_core::features::Features;
use wharf_core::module::Module;
use wharf_syntax::binary::{BodyReader, decode::nesting, decode_module};
use wharf_syntax::instr::Imm;

const RUNS: usize = 9;

fn main() {
    let files = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    for file in files {
        let bytes = Arc::new(std::fs::read(&file).expect("a readable file"));
        let features = Features::default();
        let module = decode_module(bytes.clone(), &features).expect("a well-formed module");
        let sections = best(|| decode_module(bytes.clone(), &features).map(|module| module.bodies.len()));
        println!("{file}: {} functions", module.bodies.len());
        report("sections", sections, bytes.len());
        let code = module.bodies.iter().map(|body| body.span.len()).sum();
        let instrs = instructions(&module, &features).expect("well-formed bodies").0;
        let time = best(|| instructions(&module, &features));
        report("instructions", time, code);
        println!("  {instrs} instructions, {:.2} ns each", time.as_nanos() as f64 / instrs as f64);
    }
}

fn best<T>(mut run: impl FnMut() -> Result<T>) -> Duration {
    let timed = (0..RUNS).map(|_| {
        let start = Instant::now();
        std::hint::black_box(run()).expect("a well-formed module");
        start.elapsed()
    });
    timed.min().unwrap_or_default()
}

fn report(what: &str, time: Duration, bytes: usize) {
    let rate = bytes as f64 / 1e6 / time.as_secs_f64();
    println!("  {what}: {:.2} ms, {rate:.0} MB/s", time.as_secs_f64() * 1e3);
}

/// Decodes every body, and uses each immediate a little, so that none is optimised away.
fn instructions(module: &Module, features: &Features) -> Result<(usize, u64)> {
    let (mut count, mut sum) = (0, 0u64);
    for body in &module.bodies {
        let mut reader = BodyReader::new(module, *body, features)?;
        let mut depth = 1;
        while depth > 0 {
            let instr = reader.next()?;
            count += 1;
            depth += nesting(instr.op);
            sum = sum.wrapping_add(match instr.imm {
                Imm::None => 1,
                Imm::Local(x) | Imm::Global(x) | Imm::Label(x) | Imm::Func(x) => x.into(),
                Imm::I32(x) => x as u64,
                Imm::MemArg(arg) => arg.offset,
                _ => 3,
            });
        }
        reader.finish()?;
    }
    Ok((count, sum))
}
