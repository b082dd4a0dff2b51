//! What is odd about a module, each with what follows from it.

use wharf_core::module::Module;
use wharf_core::types::ExternKind;

use super::super::strip::is_debug;
use super::capabilities::is_wasi;

/// How large debug information must be to be worth a word, as a part of the whole.
const MUCH_DEBUG: usize = 10;

/// What is odd, one sentence each.
pub fn of(module: &Module) -> Vec<String> {
    let mut told = Vec::new();
    let mut warn = |condition: bool, text: &str| {
        if condition {
            told.push(text.to_owned());
        }
    };
    let unbounded = module.memories.iter().any(|memory| memory.limits.max.is_none());
    warn(unbounded, "a memory has no maximum: it grows until the host refuses (`wharf run --max-memory`)");
    let foreign = module.imports.iter().any(|import| !is_wasi(import));
    warn(foreign, "some imports are not WASI: `wharf run` cannot provide them, the program it is embedded in must");
    let imports_memory = module.imported(ExternKind::Memory) > 0;
    warn(imports_memory, "its memory is imported: others can read and write it");
    let unnamed = module.custom("name").is_none() && !module.bodies.is_empty();
    warn(unnamed, "it has no names: traps and profiles show function numbers only");
    let debug = module.customs.iter().filter(|custom| is_debug(&custom.name));
    let debug: usize = debug.map(|custom| custom.data.len()).sum();
    let ships_debug = debug > 0 && debug >= module.bytes.len() / MUCH_DEBUG;
    warn(ships_debug, "a good part of it is debug information: `wharf strip --debug` takes it out");
    warn(module.start.is_some(), "a start function runs as soon as it is instantiated, before anything is called");
    let program = module.export("_start").is_some();
    warn(
        program && module.export("memory").is_none(),
        "it is a program that exports no memory: WASI cannot work for it",
    );
    warn(module.exports.is_empty() && module.start.is_none(), "it exports nothing and starts nothing: it does nothing");
    let many = module.bodies.iter().map(|body| body.span.len()).max().unwrap_or(0);
    warn(many > 1 << 20, "it has a function of more than a mebibyte: compiling it takes long");
    told
}
