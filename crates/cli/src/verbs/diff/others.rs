//! What of a module is neither import, export nor function, in words: equal words for what is the same in two modules.

use wharf_core::Op;
use wharf_core::module::{ConstExpr, ElementItems, Mode, Module};
use wharf_core::names::{NameMap, Names};
use wharf_core::types::{ExternKind, ExternType};
use wharf_syntax::binary::const_expr;
use wharf_syntax::instr::Imm;

use super::report::Named;
use crate::anatomy::matching::Side;
use crate::verbs::objdump::words;

/// Memories, tables, globals, tags, segments, custom sections and the start function. `func` tells what a function is
/// called; the names of other things count if the other module has such names too.
pub fn of(side: &Side<'_>, other: &Side<'_>, func: &dyn Fn(u32) -> String) -> Named {
    let of = Others { module: side.module, func };
    let (module, names) = (side.module, &side.labels.names);
    let mut all = Named::new();
    let called = |word: &str, index: u32, map: fn(&Names) -> &NameMap| {
        let named = !map(&other.labels.names).is_empty();
        match map(names).get(index).filter(|_| named) {
            Some(name) => format!("{word} {name}"),
            None => format!("{word}[{index}]"),
        }
    };
    let defined = |kind: ExternKind| module.imported(kind) as usize;
    for (index, memory) in (0..).zip(&module.memories).skip(defined(ExternKind::Memory)) {
        all.push((called("memory", index, |names| &names.memories), words::memory_type(memory)));
    }
    for (index, table) in (0..).zip(&module.tables).skip(defined(ExternKind::Table)) {
        all.push((called("table", index, |names| &names.tables), words::table_type(&table.ty) + &of.init(table.init)));
    }
    for (index, global) in (0..).zip(&module.globals).skip(defined(ExternKind::Global)) {
        let words = words::global_type(&global.ty) + &of.init(global.init);
        all.push((called("global", index, |names| &names.globals), words));
    }
    for (index, tag) in (0..).zip(&module.tags).skip(defined(ExternKind::Tag)) {
        let words = words::extern_type(module, &ExternType::Tag(*tag));
        all.push((called("tag", index, |names| &names.tags), words));
    }
    for (index, segment) in (0..).zip(&module.elements) {
        let words = format!("{}, {}", of.mode(&segment.mode), of.items(&segment.items));
        all.push((called("elem", index, |names| &names.elements), words));
    }
    for (index, data) in (0..).zip(&module.datas) {
        let words = format!("{}, {}", of.mode(&data.mode), bytes(module.slice(data.data)));
        all.push((called("data", index, |names| &names.datas), words));
    }
    for custom in &module.customs {
        all.push((format!("custom {:?}", custom.name), bytes(module.slice(custom.data))));
    }
    all.extend(module.start.map(|start| ("start".to_owned(), func(start.func))));
    all
}

struct Others<'a> {
    module: &'a Module,
    func: &'a dyn Fn(u32) -> String,
}

impl Others<'_> {
    fn init(&self, init: Option<ConstExpr>) -> String {
        init.map_or_else(String::new, |init| format!(" = {}", self.constant(init)))
    }

    fn mode(&self, mode: &Mode) -> String {
        match mode {
            Mode::Passive => "passive".to_owned(),
            Mode::Declarative => "declarative".to_owned(),
            Mode::Active { offset, .. } => format!("at {}", self.constant(*offset)),
        }
    }

    /// A constant expression with functions by what they are called.
    fn constant(&self, expr: ConstExpr) -> String {
        let mut instrs = const_expr(self.module, expr);
        let mut words = Vec::new();
        while let Ok(instr) = instrs.next() {
            match (instr.op, instr.imm) {
                (Op::End, _) => break,
                (Op::RefFunc, Imm::Func(func)) => words.push(format!("ref.func {}", (self.func)(func))),
                _ => words.push(instr.to_string()),
            }
        }
        words.join("; ")
    }

    fn items(&self, items: &ElementItems) -> String {
        let mut sum = Sum::new();
        match items {
            ElementItems::Funcs(funcs) => funcs.iter().for_each(|func| sum.add((self.func)(*func).as_bytes())),
            ElementItems::Exprs(exprs) => exprs.iter().for_each(|expr| sum.add(self.constant(*expr).as_bytes())),
        }
        format!("{} items (sum {:08x})", items.len(), sum.0)
    }
}

/// How many bytes, and a sum that tells different ones apart.
fn bytes(bytes: &[u8]) -> String {
    let mut sum = Sum::new();
    sum.add(bytes);
    format!("{} bytes (sum {:08x})", bytes.len(), sum.0)
}

/// The FNV-1a hash.
struct Sum(u32);

impl Sum {
    fn new() -> Sum {
        Sum(0x811c_9dc5)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
        // A piece ends here: "ab", "c" is not "a", "bc".
        self.0 = (self.0 ^ 0x100).wrapping_mul(0x0100_0193);
    }
}
