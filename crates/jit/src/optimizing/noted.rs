//! What is noted of code that somebody wants to read: which instructions of the module it stands for, and which builtins
//! it calls. Costs nothing where nobody wants to.

use cranelift_codegen::CompiledCode;
use cranelift_codegen::ir::{DebugTag, Function, Inst, InstructionData, Opcode, Value};
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::CTX_BUILTINS;

use super::driver::Places;
use crate::listing::{Notes, Range, What};

/// Gives the calls of builtins a tag, which `cranelift` carries to their code. Before it changes the function.
pub(super) fn tag_builtins(function: &mut Function) {
    let blocks: Vec<_> = function.layout.blocks().collect();
    let insts = blocks.into_iter().flat_map(|block| function.layout.block_insts(block));
    let found: Vec<(Inst, Builtin)> = insts.filter_map(|inst| Some((inst, called(function, inst)?))).collect();
    for (inst, which) in found {
        function.debug_tags.set(inst, [DebugTag::User(which as u32)]);
    }
}

/// The builtin that an instruction calls: by an address from the table that the context points to.
fn called(function: &Function, inst: Inst) -> Option<Builtin> {
    if !matches!(function.dfg.insts[inst].opcode(), Opcode::CallIndirect | Opcode::TryCallIndirect) {
        return None;
    }
    let (table, offset) = loaded(function, *function.dfg.inst_args(inst).first()?)?;
    let (_, at) = loaded(function, table)?;
    let known = |which: &&Builtin| [which.offset(), which.preserving_offset()].contains(&offset);
    Builtin::ALL.iter().find(known).filter(|_| at == CTX_BUILTINS).copied()
}

/// Where a value was loaded from.
fn loaded(function: &Function, value: Value) -> Option<(Value, i32)> {
    let inst = function.dfg.value_def(function.dfg.resolve_aliases(value)).inst()?;
    match function.dfg.insts[inst] {
        InstructionData::Load { arg, offset, .. } => Some((arg, offset.into())),
        _ => None,
    }
}

/// The notes on code.
pub(super) fn notes(compiled: &CompiledCode, of: &Places) -> Notes {
    Notes { places: places(compiled, of), builtins: builtins(compiled), detours: None }
}

/// The tagged calls. A tag may lie behind what is done with the call's results.
fn builtins(compiled: &CompiledCode) -> Vec<(u32, Builtin)> {
    let calls: Vec<u32> = compiled.buffer.call_sites().map(|call| call.ret_addr).collect();
    let tagged = compiled.buffer.debug_tags().filter_map(|list| {
        let [DebugTag::User(number)] = list.tags else { return None };
        let before = calls.partition_point(|ret| *ret <= list.offset).checked_sub(1)?;
        Some((calls[before], *Builtin::ALL.get(*number as usize)?))
    });
    tagged.collect()
}

/// What the code stands for, in order. A branch table lies behind the jump through it, and is found by whoever reads it.
fn places(compiled: &CompiledCode, of: &Places) -> Vec<Range> {
    let mut places = vec![Range { start: 0, what: What::Frame }];
    let mut end = 0;
    for place in compiled.buffer.get_srclocs_sorted() {
        if place.start > end {
            places.push(Range { start: end, what: What::Frame });
        }
        let what = match place.loc.is_default() {
            true => What::Frame,
            false => What::Instr(of.resolve(place.loc.bits()).0),
        };
        places.push(Range { start: place.start, what });
        end = place.end;
    }
    places.push(Range { start: end, what: What::Frame });
    places.dedup_by(|later, earlier| later.what == earlier.what);
    // Of two at one place the later one counts.
    places.dedup_by(|later, earlier| {
        let same = later.start == earlier.start;
        if same {
            *earlier = *later;
        }
        same
    });
    places
}
