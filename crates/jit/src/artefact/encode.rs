//! Writing a function's tables.

use wharf_vm::compiled::{CallSite, CompiledFunc, Handler, RelocTarget};

use super::varint::{put, put_signed};

/// Appends all that is known of a function beside its machine code, which is kept apart.
///
/// ```
/// use wharf_jit::artefact::{decode, encode};
/// use wharf_vm::compiled::CompiledFunc;
///
/// let compiled = CompiledFunc { align: 16, sites: vec![7], ..CompiledFunc::default() };
/// let mut bytes = Vec::new();
/// encode(&compiled, &mut bytes);
/// assert_eq!(decode(&bytes, 0, 0..0), Some(compiled));
/// ```
pub fn encode(compiled: &CompiledFunc, out: &mut Vec<u8>) {
    sites(&compiled.sites, out);
    put(out, u64::from(compiled.align));
    put(out, u64::from(compiled.frame_size));
    put_signed(out, i64::from(compiled.context));
    relocs(compiled, out);
    traps(compiled, out);
    calls(&compiled.calls, out);
    put(out, compiled.roots.len() as u64);
    compiled.roots.iter().for_each(|root| put_signed(out, i64::from(*root)));
    handlers(&compiled.handlers, out);
    inlined(compiled, out);
}

fn relocs(compiled: &CompiledFunc, out: &mut Vec<u8>) {
    put(out, compiled.relocs.len() as u64);
    let mut last = 0;
    for reloc in &compiled.relocs {
        put_signed(out, i64::from(reloc.at) - last);
        last = i64::from(reloc.at);
        put(
            out,
            match reloc.target {
                RelocTarget::TrapExit => 0,
                RelocTarget::Func(func) => u64::from(func) + 1,
            },
        );
    }
}

fn traps(compiled: &CompiledFunc, out: &mut Vec<u8>) {
    put(out, compiled.traps.len() as u64);
    let (mut last, mut wasm) = (0, 0);
    for trap in &compiled.traps {
        put(out, u64::from(trap.at - last));
        put_signed(out, i64::from(trap.wasm) - wasm);
        out.push(trap.kind as u8);
        (last, wasm) = (trap.at, i64::from(trap.wasm));
    }
}

fn calls(calls: &[CallSite], out: &mut Vec<u8>) {
    put(out, calls.len() as u64);
    let (mut last, mut wasm, mut roots, mut handlers) = (0, 0, 0, 0);
    for call in calls {
        put(out, u64::from(call.ret - last));
        put_signed(out, i64::from(call.wasm) - wasm);
        range(call.roots, &mut roots, out);
        range(call.handlers, &mut handlers, out);
        (last, wasm) = (call.ret, i64::from(call.wasm));
    }
}

fn range((start, end): (u32, u32), last: &mut u32, out: &mut Vec<u8>) {
    put_signed(out, i64::from(start) - i64::from(*last));
    put(out, u64::from(end - start));
    *last = end;
}

fn handlers(handlers: &[Handler], out: &mut Vec<u8>) {
    put(out, handlers.len() as u64);
    for handler in handlers {
        put(out, handler.tag.map_or(0, |tag| u64::from(tag) + 1));
        put(out, u64::from(handler.landing));
        put_signed(out, i64::from(handler.sp));
    }
}

fn inlined(compiled: &CompiledFunc, out: &mut Vec<u8>) {
    put(out, compiled.inlined.len() as u64);
    for inlined in &compiled.inlined {
        put(out, u64::from(inlined.func));
        put(out, u64::from(inlined.call));
        put(out, inlined.parent.map_or(0, |parent| u64::from(parent) + 1));
    }
    put(out, compiled.inlined_sites.len() as u64);
    let mut last = 0;
    for (at, index) in &compiled.inlined_sites {
        put(out, u64::from(at - last));
        put(out, u64::from(*index));
        last = *at;
    }
}

fn sites(sites: &[u32], out: &mut Vec<u8>) {
    put(out, sites.len() as u64);
    let mut last = 0;
    for at in sites {
        put(out, u64::from(at - last));
        last = *at;
    }
}
