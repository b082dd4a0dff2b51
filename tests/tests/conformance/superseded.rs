//! Assertions of the suite's older sets that state a rule which a later version of the specification changed.
//!
//! Each is named by script and by the message that the script expects. One that is named here and holds all the same
//! fails the test, so the list only shrinks.

use std::collections::HashMap;

use wharf_cli::wast::Failure;

const MULTIPLE_MEMORIES: &str = "a module may have several memories (multi-memory, 3.0)";
const MULTIPLE_TABLES: &str = "a module may have several tables (reference types, 2.0)";
const MEMORY_INDEX: &str = "what was a zero byte is the index of a memory or table (multi-memory, 3.0)";
const LIMITS: &str = "sizes and offsets have 64 bits in the grammar; validation judges their range (memory64, 3.0)";
const ALIGNMENT: &str = "flags beside an alignment tell a memory index; validation judges the rest (multi-memory, 3.0)";
const REF_EQ: &str = "the opcode is ref.eq (garbage collection, 3.0)";
const SEGMENTS: &str = "a segment that does not fit traps, and those before it stay written (bulk memory, 2.0)";
const BOTTOM: &str = "the labels of a br_table that is not reached may differ in type (2.0)";

/// Script, the message it expects (or the result that comes), how many of its assertions expect it, and what became of
/// the rule.
type Superseded = (&'static str, &'static str, usize, &'static str);

const SUPERSEDED: &[Superseded] = &[
    ("function-references/binary.wast", "zero byte expected", 10, MEMORY_INDEX),
    ("function-references/table.wast", "i32 constant out of range", 3, LIMITS),
    ("memory64/binary.wast", "zero byte expected", 10, MEMORY_INDEX),
    ("memory64/memory.wast", "multiple memories", 2, MULTIPLE_MEMORIES),
    ("memory64/memory64.wast", "multiple memories", 2, MULTIPLE_MEMORIES),
    ("multi-value/binary.wast", "zero flag expected", 11, MEMORY_INDEX),
    ("mutable-global/linking.wast", "elements segment does not fit", 3, SEGMENTS),
    ("mutable-global/linking.wast", "data segment does not fit", 3, SEGMENTS),
    ("mutable-global/linking.wast", "\"uninitialized\"", 2, SEGMENTS),
    ("mutable-global/linking.wast", "[i32 0], got [i32 97]", 2, SEGMENTS),
    ("reference-types/binary-leb128.wast", "integer representation too long", 4, LIMITS),
    ("reference-types/binary-leb128.wast", "integer too large", 8, LIMITS),
    ("reference-types/binary.wast", "illegal opcode", 1, REF_EQ),
    ("reference-types/binary.wast", "integer representation too long", 4, LIMITS),
    ("reference-types/binary.wast", "integer too large", 8, LIMITS),
    ("reference-types/binary.wast", "zero flag expected", 10, MEMORY_INDEX),
    ("reference-types/imports.wast", "multiple memories", 3, MULTIPLE_MEMORIES),
    ("reference-types/table.wast", "i32 constant out of range", 3, LIMITS),
    ("reference-types/unreached-invalid.wast", "type mismatch", 1, BOTTOM),
    ("threads/imports.wast", "multiple memories", 3, MULTIPLE_MEMORIES),
    ("threads/imports.wast", "multiple tables", 3, MULTIPLE_TABLES),
    ("threads/memory.wast", "i32 constant out of range", 3, LIMITS),
    ("threads/memory.wast", "multiple memories", 2, MULTIPLE_MEMORIES),
    ("wasm-v1/address.wast", "i32 constant", 1, LIMITS),
    ("wasm-v1/binary-leb128.wast", "integer representation too long", 4, LIMITS),
    ("wasm-v1/binary-leb128.wast", "integer too large", 8, LIMITS),
    ("wasm-v1/imports.wast", "multiple memories", 3, MULTIPLE_MEMORIES),
    ("wasm-v1/memory.wast", "multiple memories", 2, MULTIPLE_MEMORIES),
    ("wasm-v2/address.wast", "i32 constant", 1, LIMITS),
    ("wasm-v2/align.wast", "malformed memop flags", 5, ALIGNMENT),
    ("wasm-v2/binary-leb128.wast", "integer representation too long", 2, LIMITS),
    ("wasm-v2/binary-leb128.wast", "integer too large", 4, LIMITS),
    ("wasm-v2/binary.wast", "zero byte expected", 10, MEMORY_INDEX),
    ("wasm-v2/imports.wast", "multiple memories", 3, MULTIPLE_MEMORIES),
    ("wasm-v2/memory.wast", "i32 constant out of range", 3, LIMITS),
    ("wasm-v2/memory.wast", "multiple memories", 2, MULTIPLE_MEMORIES),
    ("wasm-v2/table.wast", "i32 constant out of range", 3, LIMITS),
];

/// Leaves out the failures of a script that only state an older rule. Gives what else is wrong with the list.
pub fn forgive(script: &str, failures: &mut Vec<Failure>) -> Vec<String> {
    let mut left: HashMap<&str, (usize, &str)> = HashMap::new();
    for (_, message, count, rule) in SUPERSEDED.iter().filter(|entry| entry.0 == script) {
        left.insert(message, (*count, rule));
    }
    failures.retain(|failure| {
        let entry = left.iter_mut().find(|(message, _)| failure.message.contains(**message));
        match entry {
            Some((_, (count, _))) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    });
    let unused = left.into_iter().filter(|(_, (count, _))| *count > 0);
    let tell = |(message, (count, rule)): (&str, (usize, &str))| {
        format!("{script}: {count} assertions of {message:?} hold, though the list says: {rule}")
    };
    unused.map(tell).collect()
}
