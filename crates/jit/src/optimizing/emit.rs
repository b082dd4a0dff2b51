//! From `cranelift`'s result to [`CompiledFunc`]: offsets from the first byte and from the frame pointer.
//!
//! Which wasm instruction an address belongs to is `cranelift`'s source location, which the driver sets to the
//! instruction's offset in the module.

use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::ir::{ExternalName, Function, SourceLoc};
use cranelift_codegen::{CompiledCode, Final, FinalizedMachExceptionHandler, FinalizedRelocTarget, MachSrcLoc};
use wharf_core::{Error, Result};
use wharf_vm::compiled::{CallSite, CompiledFunc, Handler, RelocTarget, TrapSite};

use super::driver::{Built, Places};
use super::merged::{self, Merged};
use super::traps;

/// Where functions begin: at a line of the cache. Elsewhere the same code of a small function that is called all the time
/// takes up to a sixth longer, and a few bytes more in it decide whether.
const LINE: u32 = 64;

/// The function in its final form; calls of `own` go to the code itself.
pub(super) fn finish(
    compiled: &CompiledCode,
    function: &Function,
    built: Built,
    own: Option<u32>,
) -> Result<CompiledFunc> {
    let buffer = &compiled.buffer;
    let frame = buffer.frame_layout().ok_or_else(|| unexpected("a frame of unknown layout"))?;
    let to_fp = frame.frame_to_fp_offset as i32;
    let mut code = buffer.data().to_vec();
    let mut relocs = Vec::new();
    for reloc in buffer.relocs() {
        let FinalizedRelocTarget::ExternalName(ExternalName::User(name)) = reloc.target else {
            return Err(unexpected("a call of a library function"));
        };
        if reloc.kind != Reloc::X86CallPCRel4 || reloc.addend != -4 {
            return Err(unexpected("a relocation that is not relative"));
        }
        let func = function.params.user_named_funcs()[name].index;
        let at = reloc.offset as usize;
        match own == Some(func) {
            true => code[at..at + 4].copy_from_slice(&(-4 - at as i32).to_le_bytes()),
            false => relocs.push(wharf_vm::compiled::Reloc { at: reloc.offset, target: RelocTarget::Func(func) }),
        }
    }
    let numbers = buffer.get_srclocs_sorted();
    let mut sources = Sources { all: numbers, next: 0, places: &built.places, sites: Vec::new() };
    let claimed: Vec<u32> = buffer.traps().iter().map(|trap| sources.number(trap.offset)).collect();
    let known = claimed.iter().zip(buffer.traps()).map(|(at, trap)| merged::key(*at, trap.code));
    let mut merged = Merged::find(function, known);
    let traps = buffer.traps().iter().zip(claimed).map(|(trap, claimed)| {
        let number = merged.place(claimed, trap.code);
        TrapSite { at: trap.offset, wasm: sources.resolve(trap.offset, number), kind: traps::kind(trap.code) }
    });
    let mut traps: Vec<TrapSite> = traps.collect();
    traps.sort_by_key(|trap| trap.at);
    let mut result = CompiledFunc {
        align: buffer.alignment.max(LINE),
        code,
        relocs,
        traps,
        frame_size: frame.frame_to_fp_offset + 16,
        context: frame.stackslots[built.context].offset as i32 - to_fp,
        ..CompiledFunc::default()
    };
    sources.next = 0;
    calls(compiled, &mut sources, to_fp, &mut result);
    sources.sites.sort_unstable();
    result.inlined_sites = sources.sites;
    result.inlined = built.places.inlined;
    Ok(result)
}

/// Calls, with the references and handlers of each.
fn calls(compiled: &CompiledCode, sources: &mut Sources<'_>, to_fp: i32, result: &mut CompiledFunc) {
    let buffer = &compiled.buffer;
    let mut maps = buffer.user_stack_maps().iter().peekable();
    for call in buffer.call_sites() {
        let ret = call.ret_addr;
        let first_root = result.roots.len() as u32;
        while maps.next_if(|map| map.0 < ret).is_some() {}
        if let Some((_, _, map)) = maps.next_if(|map| map.0 == ret) {
            result.roots.extend(map.entries().map(|(_, offset)| offset as i32 - to_fp));
        }
        let first_handler = result.handlers.len() as u32;
        let sp = -(call.frame_offset.map_or(to_fp, |offset| offset as i32));
        result.handlers.extend(call.exception_handlers.iter().filter_map(|handler| match *handler {
            FinalizedMachExceptionHandler::Tag(tag, landing) => Some(Handler { tag: Some(tag.as_u32()), landing, sp }),
            FinalizedMachExceptionHandler::Default(landing) => Some(Handler { tag: None, landing, sp }),
            FinalizedMachExceptionHandler::Context(_) => None,
        }));
        result.calls.push(CallSite {
            ret,
            wasm: sources.wasm(ret - 1),
            roots: (first_root, result.roots.len() as u32),
            handlers: (first_handler, result.handlers.len() as u32),
        });
    }
}

/// Source locations by ascending offset, asked for in mostly ascending order.
struct Sources<'a> {
    all: &'a [MachSrcLoc<Final>],
    next: usize,
    places: &'a Places,
    /// What was asked for and is in an inlined function.
    sites: Vec<(u32, u32)>,
}

impl Sources<'_> {
    /// The offset in the module of the instruction that the code at `offset` belongs to.
    fn wasm(&mut self, offset: u32) -> u32 {
        let number = self.number(offset);
        self.resolve(offset, number)
    }

    /// What `cranelift` names as the place of the code at `offset`.
    fn number(&mut self, offset: u32) -> u32 {
        if self.all.get(self.next).is_some_and(|place| place.start > offset) {
            self.next = 0;
        }
        while self.all.get(self.next).is_some_and(|place| place.end <= offset) {
            self.next += 1;
        }
        match self.all.get(self.next) {
            Some(place) if place.start <= offset => place.loc.bits(),
            _ => SourceLoc::default().bits(),
        }
    }

    /// The offset in the module that such a number stands for; notes that the code at `offset` is of an inlined function, if
    /// it is.
    fn resolve(&mut self, offset: u32, number: u32) -> u32 {
        if number == SourceLoc::default().bits() {
            return 0;
        }
        let (wasm, inlined) = self.places.resolve(number);
        self.sites.extend(inlined.map(|index| (offset, index)));
        wasm
    }
}

#[cold]
fn unexpected(what: &str) -> Error {
    Error::host(format!("the optimizing tier made {what}: a bug in wharf"))
}
