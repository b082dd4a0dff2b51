//! Reading a function, from bytes that may be damaged: what is read keeps every rule that the floor relies on without
//! looking, or it is nothing. That the machine code itself is what some compiler made cannot be seen; whoever publishes it
//! must know where the bytes come from.

use std::ops::Range;

use wharf_core::TrapKind;
use wharf_vm::compiled::{CallSite, CompiledFunc, Handler, Inlined, Reloc, RelocTarget, TrapSite};

use super::varint::Reader;

/// The largest alignment that is asked for.
const MAX_ALIGN: u32 = 4096;

/// Reads the tables of a function of so many bytes of code; `None` if these are none, or not all of them. `defined` are the
/// indices of the functions that its module defines: it may call no other by name. The code is left empty.
pub fn decode(bytes: &[u8], len: u32, defined: Range<u32>) -> Option<CompiledFunc> {
    let mut reader = Reader::new(bytes);
    let head = head(&mut reader, len, &defined)?;
    let traps = traps(&mut reader, len)?;
    let calls = calls(&mut reader, len)?;
    let roots = list(&mut reader, |reader| reader.i32())?;
    let handlers = list(&mut reader, |reader| {
        let tag = reader.u32()?;
        let handler = Handler { tag: tag.checked_sub(1), landing: reader.u32()?, sp: reader.i32()? };
        (handler.landing < len).then_some(handler)
    })?;
    let inlined = inlined(&mut reader, &defined)?;
    let inlined_sites = inlined_sites(&mut reader, len, inlined.len())?;
    let within = |range: (u32, u32), len: usize| range.1 as usize <= len;
    let ranges = calls.iter().all(|call| within(call.roots, roots.len()) && within(call.handlers, handlers.len()));
    let whole = ranges && reader.rest().is_empty();
    whole.then_some(CompiledFunc { traps, calls, roots, handlers, inlined, inlined_sites, ..head })
}

/// The same without the tables of addresses, which are most of what there is to read and seldom needed.
pub fn decode_head(bytes: &[u8], len: u32, defined: Range<u32>) -> Option<CompiledFunc> {
    head(&mut Reader::new(bytes), len, &defined)
}

/// [`CompiledFunc::sites`] alone, which come first.
pub fn decode_sites(bytes: &[u8]) -> Option<Vec<u32>> {
    sites(&mut Reader::new(bytes))
}

fn head(reader: &mut Reader<'_>, len: u32, defined: &Range<u32>) -> Option<CompiledFunc> {
    let sites = sites(reader)?;
    let align = reader.u32().filter(|align| *align == 0 || align.is_power_of_two() && *align <= MAX_ALIGN)?;
    let (frame_size, context) = (reader.u32()?, reader.i32()?);
    let relocs = relocs(reader, len, defined)?;
    Some(CompiledFunc { align, relocs, sites, frame_size, context, ..CompiledFunc::default() })
}

/// As many items as are announced.
fn list<T>(reader: &mut Reader<'_>, mut item: impl FnMut(&mut Reader<'_>) -> Option<T>) -> Option<Vec<T>> {
    let count = reader.count()?;
    let mut items = Vec::with_capacity(count);
    for _ in 0..count {
        items.push(item(reader)?);
    }
    Some(items)
}

fn relocs(reader: &mut Reader<'_>, len: u32, defined: &Range<u32>) -> Option<Vec<Reloc>> {
    let mut last = 0;
    list(reader, |reader| {
        last = add(last, reader)?;
        let target = match reader.u32()?.checked_sub(1) {
            None => RelocTarget::TrapExit,
            Some(func) if defined.contains(&func) => RelocTarget::Func(func),
            Some(_) => return None,
        };
        (last.checked_add(4)? <= len).then_some(Reloc { at: last, target })
    })
}

fn traps(reader: &mut Reader<'_>, len: u32) -> Option<Vec<TrapSite>> {
    let (mut at, mut wasm) = (0u32, 0);
    list(reader, |reader| {
        at = at.checked_add(reader.u32()?).filter(|at| *at < len)?;
        wasm = add(wasm, reader)?;
        Some(TrapSite { at, wasm, kind: TrapKind::from_number(reader.number()?.try_into().ok()?)? })
    })
}

fn calls(reader: &mut Reader<'_>, len: u32) -> Option<Vec<CallSite>> {
    let (mut ret, mut wasm, mut roots, mut handlers) = (0u32, 0, 0, 0);
    list(reader, |reader| {
        ret = ret.checked_add(reader.u32()?).filter(|ret| *ret <= len)?;
        wasm = add(wasm, reader)?;
        let (roots, handlers) = (range(reader, &mut roots)?, range(reader, &mut handlers)?);
        Some(CallSite { ret, wasm, roots, handlers })
    })
}

/// A function names only earlier ones as its parent, so that a walk over parents ends.
fn inlined(reader: &mut Reader<'_>, defined: &Range<u32>) -> Option<Vec<Inlined>> {
    let mut index = 0;
    list(reader, |reader| {
        let func = reader.u32().filter(|func| defined.contains(func))?;
        let (call, parent) = (reader.u32()?, reader.u32()?.checked_sub(1));
        index += 1;
        parent.is_none_or(|parent| parent < index - 1).then_some(Inlined { func, call, parent })
    })
}

fn inlined_sites(reader: &mut Reader<'_>, len: u32, inlined: usize) -> Option<Vec<(u32, u32)>> {
    let mut at = 0u32;
    list(reader, |reader| {
        at = at.checked_add(reader.u32()?).filter(|at| *at < len)?;
        let index = reader.u32().filter(|index| (*index as usize) < inlined)?;
        Some((at, index))
    })
}

fn sites(reader: &mut Reader<'_>) -> Option<Vec<u32>> {
    let mut at = 0u32;
    list(reader, |reader| {
        at = at.checked_add(reader.u32()?)?;
        Some(at)
    })
}

fn range(reader: &mut Reader<'_>, last: &mut u32) -> Option<(u32, u32)> {
    let start = add(*last, reader)?;
    *last = start.checked_add(reader.u32()?)?;
    Some((start, *last))
}

/// The number that differs from this one by what is read.
#[inline]
fn add(from: u32, reader: &mut Reader<'_>) -> Option<u32> {
    i64::from(from).checked_add(reader.signed()?)?.try_into().ok()
}
