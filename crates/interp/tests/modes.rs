//! Code with everything folded and fused against code where every instruction stands for itself: equal results, equal
//! traps at equal places, equal fuel and equal memories, over modules that wasm-smith makes.

mod common;

use arbitrary::Unstructured;
use common::World;
use wasm_smith::{Config, Module};
use wharf_core::types::{ExternKind, ValType};
use wharf_interp::Options;
use wharf_vm::{Extern, Instance};

/// A cheap stream of bytes.
fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..count).map(|_| next()).collect()
}

fn config() -> Config {
    Config {
        max_imports: 0,
        min_funcs: 1,
        max_funcs: 12,
        max_instructions: 400,
        export_everything: true,
        max_memory32_bytes: 1 << 20,
        max_memory64_bytes: 1 << 20,
        max_table_elements: 1000,
        max_memories: 2,
        allow_start_export: false,
        allow_invalid_funcs: false,
        bulk_memory_enabled: true,
        reference_types_enabled: true,
        simd_enabled: true,
        relaxed_simd_enabled: true,
        exceptions_enabled: true,
        tail_call_enabled: true,
        gc_enabled: true,
        memory64_enabled: true,
        wide_arithmetic_enabled: true,
        extended_const_enabled: true,
        ..Config::default()
    }
}

/// What a run shows: results or the error with its trace, for every exported function; then fuel and memories.
fn observe(wasm: &[u8], fuse: bool) -> Vec<String> {
    let mut world = World::new(Options { fuse, fuel: true, ..Options::default() });
    let mut seen = Vec::new();
    let Ok(template) = world.template(wasm.to_vec()) else { return seen };
    world.store.set_fuel(100_000);
    let instance = match Instance::new(&mut world.store, &template, &[]) {
        Ok(instance) => instance,
        Err(error) => return vec![error.to_string()],
    };
    let module = template.module();
    let funcs = module.exports.iter().filter(|export| export.kind == ExternKind::Func);
    for (n, export) in funcs.enumerate() {
        let Some(ty) = module.func_type(export.index) else { continue };
        // References cannot be told apart by their bits.
        if ty.params().iter().any(|ty| ty.is_ref()) {
            continue;
        }
        let slots = wharf_vm::slot_count(ty.params());
        let args: Vec<u64> = (0..slots as u64).map(|i| (i + 1 + n as u64) & 0xffff_ffff).collect();
        world.store.set_fuel(50_000);
        let outcome = match world.call(instance, &export.name, &args) {
            Ok(slots) => numbers(ty.results(), &slots),
            Err(error) => error.to_string(),
        };
        seen.push(format!("{}: {outcome}, fuel {}", export.name, world.store.fuel()));
    }
    for (_, item) in instance.exports(&world.store) {
        if let Extern::Memory(memory) = item
            && let Some(data) = memory.data(&world.store)
        {
            let hash = data.iter().fold(0u64, |hash, byte| hash.rotate_left(5) ^ u64::from(*byte).wrapping_mul(31));
            seen.push(format!("{} bytes, {hash:x}", data.len()));
        }
    }
    seen
}

/// Results without references.
fn numbers(types: &[ValType], slots: &[u64]) -> String {
    let mut at = 0;
    let mut shown = Vec::new();
    for ty in types {
        let count = wharf_vm::slot_count(&[*ty]);
        match ty.as_ref() {
            Some(_) => shown.push(format!("null: {}", slots[at] == 0)),
            None => shown.push(format!("{:x?}", &slots[at..at + count])),
        }
        at += count;
    }
    shown.join(" ")
}

#[test]
fn both_modes_show_the_same() {
    let count = std::env::var("MODES_MODULES").ok().and_then(|count| count.parse().ok()).unwrap_or(150u64);
    let first = std::env::var("MODES_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(0u64);
    let mut calls = 0;
    for seed in first..first + count {
        let bytes = bytes(seed, 6000);
        let Ok(module) = Module::new(config(), &mut Unstructured::new(&bytes)) else { continue };
        let wasm = module.to_bytes();
        let (fused, plain) = (observe(&wasm, true), observe(&wasm, false));
        calls += fused.len();
        assert!(fused == plain, "seed {seed}:\n{}\n--- plain\n{}", fused.join("\n"), plain.join("\n"));
    }
    assert!(calls as u64 > count, "the modules did too little: {calls} observations");
}
