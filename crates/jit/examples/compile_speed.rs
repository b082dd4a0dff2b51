//! How fast the compilers are: compiles all functions of a module, one after the other, and says megabytes of bodies per
//! second. `cargo run --release -p wharf-jit --example compile_speed -- app.wasm [baseline|optimizing]`

use std::time::Instant;

use wharf_core::canon::Registry;
use wharf_core::{Features, Result};
use wharf_jit::options::Options;
use wharf_jit::profile::Unknown;
use wharf_jit::{baseline, optimizing};
use wharf_syntax::binary::decode_module;
use wharf_validate::validate;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let file = args.next().expect("a module's file");
    let level = args.next().unwrap_or_else(|| "baseline".to_owned());
    let bytes = std::fs::read(file).expect("the file is read");
    let features = Features::all();
    let module = validate(decode_module(bytes, &features)?, &features, &Registry::new())?;
    let first = module.module().imported_funcs();
    let bodies = &module.module().bodies;
    let (start, mut code, options) = (Instant::now(), 0, Options::default());
    for func in first..first + bodies.len() as u32 {
        let compiled = match level.as_str() {
            "baseline" => baseline::compile(&module, func, &options, true)?,
            _ => optimizing::compile(&module, func, &options, &Unknown)?,
        };
        code += compiled.code.len();
    }
    let (seconds, wasm) = (start.elapsed().as_secs_f64(), bodies.iter().map(|body| body.span.len()).sum::<usize>());
    println!(
        "{level}: {} functions, {:.1} MB of wasm, {:.1} MB of code, {seconds:.3} s, {:.1} MB/s",
        bodies.len(),
        wasm as f64 / 1e6,
        code as f64 / 1e6,
        wasm as f64 / 1e6 / seconds
    );
    Ok(())
}
