//! Encoding of the module model, section by section.
//!
//! Function bodies, constant expressions and data are copied as they stand; everything else is written anew, with
//! integers as short as they can be.
//!
//! Specification: [modules](https://webassembly.github.io/spec/core/binary/modules.html).

use wharf_core::module::{ElementItems, ElementSegment, Mode, Module, SectionId, Span};
use wharf_core::ops::Op;
use wharf_core::types::{ExternKind, ExternType, HeapType, RefType};

use super::primitives::{bytes, ref_type, u32};
use super::types::{global_type, memory_type, sub_type, table_type};
use crate::binary::decode::{HEADER, ORDER};

/// Encodes a module.
///
/// A section is written if it holds something, or if it stood in the file that the module was decoded from. Custom
/// sections keep their places between the others. The DataCount section, if there is one, counts the data segments
/// anew.
///
/// ```
/// use wharf_syntax::binary::{decode_module, encode_module};
/// let bytes = b"\0asm\x01\0\0\0\x05\x04\x01\0\x81\0".to_vec();
/// let module = decode_module(bytes, &Default::default())?;
/// assert_eq!(encode_module(&module), b"\0asm\x01\0\0\0\x05\x03\x01\0\x01");
/// # Ok::<(), wharf_core::Error>(())
/// ```
pub fn encode_module(module: &Module) -> Vec<u8> {
    let mut encoder = Encoder { module, out: Vec::with_capacity(module.bytes.len()) };
    encoder.out.extend_from_slice(&HEADER);
    let slots = custom_slots(module);
    encoder.customs(&slots, 0);
    for (index, id) in ORDER.into_iter().enumerate() {
        if encoder.is_present(id) {
            encoder.section(id);
        }
        encoder.customs(&slots, index + 1);
    }
    encoder.out
}

/// For each custom section, after how many sections of [`ORDER`] it goes.
fn custom_slots(module: &Module) -> Vec<usize> {
    let stood: Vec<SectionId> =
        module.sections.iter().map(|section| section.id).filter(|id| *id != SectionId::Custom).collect();
    let slot = |after: u32| match after as usize {
        0 => 0,
        // It stood last, or the module was made by hand: last.
        after if after >= stood.len() => ORDER.len(),
        after => ORDER.iter().position(|id| *id == stood[after - 1]).map_or(0, |index| index + 1),
    };
    module.customs.iter().map(|section| slot(section.after)).collect()
}

struct Encoder<'a> {
    module: &'a Module,
    out: Vec<u8>,
}

impl Encoder<'_> {
    fn is_present(&self, id: SectionId) -> bool {
        let module = self.module;
        let defined = |total: usize, kind| total > module.imported(kind) as usize;
        let filled = match id {
            SectionId::Custom => false,
            SectionId::Type => !module.rec_groups.is_empty(),
            SectionId::Import => !module.imports.is_empty(),
            SectionId::Function => defined(module.funcs.len(), ExternKind::Func),
            SectionId::Table => defined(module.tables.len(), ExternKind::Table),
            SectionId::Memory => defined(module.memories.len(), ExternKind::Memory),
            SectionId::Global => defined(module.globals.len(), ExternKind::Global),
            SectionId::Tag => defined(module.tags.len(), ExternKind::Tag),
            SectionId::Export => !module.exports.is_empty(),
            SectionId::Start => return module.start.is_some(),
            SectionId::Element => !module.elements.is_empty(),
            SectionId::DataCount => return module.data_count.is_some(),
            SectionId::Code => !module.bodies.is_empty(),
            SectionId::Data => !module.datas.is_empty(),
        };
        filled || module.sections.iter().any(|section| section.id == id)
    }

    fn customs(&mut self, slots: &[usize], slot: usize) {
        let module = self.module;
        for (section, _) in module.customs.iter().zip(slots).filter(|(_, its)| **its == slot) {
            self.framed(SectionId::Custom, |out| {
                bytes(out, section.name.as_bytes());
                out.extend_from_slice(module.slice(section.data));
            });
        }
    }

    /// A section: id, size, and what `payload` writes.
    fn framed(&mut self, id: SectionId, payload: impl FnOnce(&mut Vec<u8>)) {
        self.out.push(id as u8);
        let start = self.out.len();
        payload(&mut self.out);
        let mut size = Vec::with_capacity(5);
        u32(&mut size, (self.out.len() - start) as u32);
        self.out.splice(start..start, size);
    }

    fn section(&mut self, id: SectionId) {
        let module = self.module;
        self.framed(id, |out| match id {
            SectionId::Custom => {}
            SectionId::Type => types(out, module),
            SectionId::Import => imports(out, module),
            SectionId::Function => list(out, defined(&module.funcs, module, ExternKind::Func), |out, ty| u32(out, *ty)),
            SectionId::Table => tables(out, module),
            SectionId::Memory => memories(out, module),
            SectionId::Global => globals(out, module),
            SectionId::Tag => list(out, defined(&module.tags, module, ExternKind::Tag), |out, ty| tag_type(out, *ty)),
            SectionId::Export => exports(out, module),
            SectionId::Start => module.start.iter().for_each(|start| u32(out, start.func)),
            SectionId::Element => list(out, &module.elements, |out, segment| element(out, module, segment)),
            SectionId::DataCount => u32(out, module.datas.len() as u32),
            SectionId::Code => list(out, &module.bodies, |out, body| bytes(out, module.slice(body.span))),
            SectionId::Data => datas(out, module),
        });
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut item: impl FnMut(&mut Vec<u8>, &T)) {
    u32(out, items.len() as u32);
    items.iter().for_each(|it| item(out, it));
}

/// An index space without its imports.
fn defined<'a, T>(space: &'a [T], module: &Module, kind: ExternKind) -> &'a [T] {
    &space[(module.imported(kind) as usize).min(space.len())..]
}

fn expr(out: &mut Vec<u8>, module: &Module, span: Span) {
    out.extend_from_slice(module.slice(span));
}

fn types(out: &mut Vec<u8>, module: &Module) {
    list(out, &module.rec_groups, |out, group| {
        if group.len() != 1 {
            out.push(0x4e);
            u32(out, group.len() as u32);
        }
        module.types[group.start as usize..group.end as usize].iter().for_each(|ty| sub_type(out, ty));
    });
}

fn tag_type(out: &mut Vec<u8>, ty: u32) {
    out.push(0);
    u32(out, ty);
}

fn imports(out: &mut Vec<u8>, module: &Module) {
    list(out, &module.imports, |out, import| {
        bytes(out, import.module.as_bytes());
        bytes(out, import.name.as_bytes());
        out.push(import.ty.kind() as u8);
        match import.ty {
            ExternType::Func(ty) => u32(out, ty),
            ExternType::Table(ty) => table_type(out, ty),
            ExternType::Memory(ty) => memory_type(out, ty, false),
            ExternType::Global(ty) => global_type(out, ty),
            ExternType::Tag(ty) => tag_type(out, ty),
        }
    });
}

fn tables(out: &mut Vec<u8>, module: &Module) {
    list(out, defined(&module.tables, module, ExternKind::Table), |out, table| {
        if table.init.is_some() {
            out.extend_from_slice(&[0x40, 0]);
        }
        table_type(out, table.ty);
        table.init.into_iter().for_each(|init| expr(out, module, init));
    });
}

fn memories(out: &mut Vec<u8>, module: &Module) {
    list(out, defined(&module.memories, module, ExternKind::Memory), |out, ty| memory_type(out, *ty, false));
}

fn globals(out: &mut Vec<u8>, module: &Module) {
    list(out, defined(&module.globals, module, ExternKind::Global), |out, global| {
        global_type(out, global.ty);
        global.init.into_iter().for_each(|init| expr(out, module, init));
    });
}

fn exports(out: &mut Vec<u8>, module: &Module) {
    list(out, &module.exports, |out, export| {
        bytes(out, export.name.as_bytes());
        out.push(export.kind as u8);
        u32(out, export.index);
    });
}

/// An element segment, in the shortest of its eight forms.
///
/// Spec: [element section](https://webassembly.github.io/spec/core/binary/modules.html#binary-elemsec).
fn element(out: &mut Vec<u8>, module: &Module, segment: &ElementSegment) {
    let funcs = segment.ty == RefType::new(false, HeapType::Func) && matches!(segment.items, ElementItems::Funcs(_));
    let plain = if funcs { segment.ty } else { RefType::FUNC };
    let (bits, target) = match segment.mode {
        Mode::Passive => (1, None),
        Mode::Declarative => (3, None),
        Mode::Active { target: 0, .. } if segment.ty == plain => (0, None),
        Mode::Active { target, .. } => (2, Some(target)),
    };
    u32(out, bits | u32::from(!funcs) << 2);
    target.into_iter().for_each(|target| u32(out, target));
    if let Mode::Active { offset, .. } = segment.mode {
        expr(out, module, offset);
    }
    match (bits, funcs) {
        (0, _) => {}
        (_, true) => out.push(0),
        (_, false) => ref_type(out, segment.ty),
    }
    match &segment.items {
        ElementItems::Funcs(items) if funcs => list(out, items, |out, func| u32(out, *func)),
        ElementItems::Funcs(items) => list(out, items, |out, func| ref_func(out, *func)),
        ElementItems::Exprs(items) => list(out, items, |out, item| expr(out, module, *item)),
    }
}

fn ref_func(out: &mut Vec<u8>, func: u32) {
    super::opcode(out, Op::RefFunc);
    u32(out, func);
    super::opcode(out, Op::End);
}

fn datas(out: &mut Vec<u8>, module: &Module) {
    list(out, &module.datas, |out, segment| {
        match segment.mode {
            Mode::Passive | Mode::Declarative => u32(out, 1),
            Mode::Active { target: 0, offset } => {
                u32(out, 0);
                expr(out, module, offset);
            }
            Mode::Active { target, offset } => {
                u32(out, 2);
                u32(out, target);
                expr(out, module, offset);
            }
        }
        bytes(out, module.slice(segment.data));
    });
}
