//! How fast sections and instructions are decoded: `cargo bench -p wharf-syntax --bench decode -- FILE.wasm…`
//!
//! Prints the best of several runs, in milliseconds, and megabytes (of 1 000 000 bytes) a second.

use std::sync::Arc;
use std::time::{Duration, Instant};

use wharf_core::Result;
use wharf_core::features::Features;
use wharf_core::module::Module;
use wharf_syntax::binary::annotate::{self, Part, annotate};
use wharf_syntax::binary::decode::{BodyReader, Visit, decode_module, nesting};
use wharf_syntax::binary::{decode_names, encode_module};
use wharf_syntax::instr::{Imm, Instr};

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
        let once = Instant::now();
        let mut parts = Count::default();
        annotate(&bytes, &decode_names(&module), &mut parts).expect("a visitor that refuses nothing");
        report(&format!("annotating, {} parts", parts.0), once.elapsed(), bytes.len());
        let names = best(|| Ok(decode_names(&module).funcs.len()));
        report("names", names, module.custom("name").map_or(0, |section| section.data.len()));
        let encoded = best(|| Ok(encode_module(&module).len()));
        report("encoding", encoded, bytes.len());
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
    let mut tally = Tally { count: 0, sum: 0, depth: 0 };
    for body in &module.bodies {
        let mut reader = BodyReader::new(module, *body, features)?.instrs();
        tally.depth = 1;
        while tally.depth > 0 {
            reader.visit(&mut tally)?;
        }
        reader.finish()?;
    }
    Ok((tally.count, tally.sum))
}

struct Tally {
    count: usize,
    sum: u64,
    depth: i32,
}

impl<'a> Visit<'a> for Tally {
    type Out = ();

    #[inline(always)]
    fn instr(&mut self, instr: Instr<'a>) -> Result<()> {
        self.count += 1;
        let value = match instr.imm {
            Imm::None => {
                self.depth += nesting(instr.op);
                1
            }
            Imm::Block(_) | Imm::TryTable(..) => {
                self.depth += 1;
                2
            }
            Imm::Local(x) | Imm::Global(x) | Imm::Label(x) | Imm::Func(x) => x.into(),
            Imm::I32(x) => x as u64,
            Imm::MemArg(arg) => arg.offset,
            _ => 3,
        };
        self.sum = self.sum.wrapping_add(value);
        Ok(())
    }
}

/// Counts parts.
#[derive(Default)]
struct Count(usize);

impl annotate::Visit for Count {
    fn open(&mut self, _: &Part<'_>) -> Result<()> {
        self.0 += 1;
        Ok(())
    }

    fn leaf(&mut self, _: &Part<'_>) -> Result<()> {
        self.0 += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        Ok(())
    }
}
