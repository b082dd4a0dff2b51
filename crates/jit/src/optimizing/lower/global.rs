//! Globals.
//!
//! Specification: [variable instructions](https://webassembly.github.io/spec/core/exec/instructions.html#variable-instructions).

use cranelift_codegen::ir::{Value, types};

use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// The cell: an address and an offset. Imported globals may be one and the same.
fn cell(cx: &mut Cx<'_>, global: u32) -> (Region, Value, i32) {
    match cx.shape.own_global(global) {
        Some(offset) => (Region::Global(Some(global)), cx.context, offset),
        None => {
            let address = cx.load_fixed(types::I64, cx.context, cx.shape.global(global));
            (Region::Global(None), address, 0)
        }
    }
}

/// `global.get`. What never changes may be read anywhere; references do change, when their objects move.
pub(super) fn get(cx: &mut Cx<'_>, global: u32) -> Value {
    let ty = cx.module.globals[global as usize].ty;
    let clif = cx.clif_type(ty.val);
    let (region, address, offset) = cell(cx, global);
    if !ty.mutable && !cx.is_traced(ty.val) {
        return cx.load_fixed(clif, address, offset);
    }
    let value = cx.load(clif, region, address, offset);
    cx.track(value, ty.val)
}

/// `global.set`. The high half of a narrow value's word is zero from the start and stays so.
pub(super) fn set(cx: &mut Cx<'_>, global: u32, value: Value) {
    let (region, address, offset) = cell(cx, global);
    let value = cx.canonical(value);
    cx.store(region, value, address, offset);
}
