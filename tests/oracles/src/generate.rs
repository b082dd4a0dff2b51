//! Modules out of random bytes, by `wasm-smith`. The first bytes switch proposals and sizes, so that some modules are
//! about few things only ("swarm testing"); the others are the module.

use arbitrary::Unstructured;
use wasm_smith::{Config, Module};
use wharf_core::features::Features;
use wharf_core::module::Module as Model;
use wharf_core::ops::Op;
use wharf_syntax::binary::{BodyReader, decode_module};

/// How many bytes switch.
const SWITCHES: usize = 4;

/// The largest linear memory of a module that is run, in bytes.
pub const MEMORY_BYTES: u64 = 1 << 20;
/// The most elements of a table of a module that is run.
pub const TABLE_ELEMENTS: u64 = 4000;

/// A module to be run.
pub struct Runnable {
    /// The module in the binary format.
    pub bytes: Vec<u8>,
    /// Whether the module counts its steps itself and ends; without that, the engine has to stop it.
    pub counts: bool,
    /// Whether it has instructions whose result the specification leaves open: relaxed ones, and those that change the
    /// width of a NaN, which is the only arithmetic that `wasm-smith` does not follow by a canonical NaN.
    pub open: bool,
}

/// A module that can be run, if the bytes give one.
pub fn runnable(data: &[u8]) -> Option<Runnable> {
    let (switches, rest) = data.split_first_chunk::<SWITCHES>()?;
    let switches = Switches(u32::from_le_bytes(*switches));
    let config = Config { allow_invalid_funcs: false, ..config(&switches) };
    let mut module = Module::new(config, &mut Unstructured::new(rest)).ok()?;
    let counts = switches.on(20) && module.ensure_termination(500).is_ok();
    let bytes = module.to_bytes();
    let ops = ops(&decode_module(bytes.clone(), &Features::all()).ok()?);
    // A thread that waits is woken by nobody.
    if ops.iter().any(|op| matches!(op, Op::MemoryAtomicWait32 | Op::MemoryAtomicWait64)) {
        return None;
    }
    let open = ops.iter().any(|op| ["relaxed", "promote", "demote"].iter().any(|part| op.mnemonic().contains(part)));
    Some(Runnable { bytes, counts, open })
}

/// A module that is mostly valid; now and then a body is anything.
pub fn any(data: &[u8]) -> Option<Vec<u8>> {
    let (switches, rest) = data.split_first_chunk::<SWITCHES>()?;
    let switches = Switches(u32::from_le_bytes(*switches));
    let config = Config {
        max_imports: 20,
        allow_invalid_funcs: switches.on(21),
        generate_custom_sections: switches.on(22),
        min_uleb_size: if switches.on(23) { 1 + (switches.0 >> 24 & 3) as u8 } else { 1 },
        ..config(&switches)
    };
    Some(Module::new(config, &mut Unstructured::new(rest)).ok()?.to_bytes())
}

struct Switches(u32);

impl Switches {
    fn on(&self, bit: u32) -> bool {
        self.0 >> bit & 1 == 1
    }
}

fn config(switches: &Switches) -> Config {
    let long = switches.on(16);
    Config {
        min_funcs: 1,
        max_funcs: if long { 3 } else { 10 },
        max_instructions: if long { 1000 } else { 150 },
        max_imports: if switches.on(17) { 6 } else { 0 },
        max_types: 30,
        max_memories: if switches.on(18) { 3 } else { 1 },
        max_tables: if switches.on(18) { 3 } else { 1 },
        min_memories: u32::from(switches.on(19)),
        max_memory32_bytes: MEMORY_BYTES,
        max_memory64_bytes: u128::from(MEMORY_BYTES),
        max_table_elements: TABLE_ELEMENTS,
        max_data_segments: 10,
        max_element_segments: 10,
        max_globals: 10,
        max_tags: 5,
        export_everything: true,
        canonicalize_nans: true,
        disallow_traps: switches.on(15),
        allow_start_export: switches.on(0) && switches.on(1),
        simd_enabled: switches.on(2),
        relaxed_simd_enabled: switches.on(2) && switches.on(3),
        gc_enabled: switches.on(4),
        exceptions_enabled: switches.on(5),
        memory64_enabled: switches.on(6),
        tail_call_enabled: switches.on(7),
        threads_enabled: switches.on(8) && switches.on(9),
        wide_arithmetic_enabled: switches.on(10),
        custom_page_sizes_enabled: switches.on(11),
        extended_const_enabled: !switches.on(12),
        bulk_memory_enabled: true,
        reference_types_enabled: true,
        allow_floats: !(switches.on(13) && switches.on(14)),
        compact_imports_enabled: false,
        ..Config::default()
    }
}

fn ops(module: &Model) -> Vec<Op> {
    let mut found = Vec::new();
    for body in &module.bodies {
        let Ok(reader) = BodyReader::new(module, *body, &Features::all()) else { continue };
        let mut instrs = reader.instrs();
        while !instrs.is_at_end() {
            let Ok(instr) = instrs.next() else { break };
            found.push(instr.op);
        }
    }
    found
}
