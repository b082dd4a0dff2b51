//! Every entry of every section.

use std::io::{self, Write};

use wharf_core::module::{ElementItems, ElementSegment, Mode, SectionId};
use wharf_core::types::{AddrType, ExternKind, MemoryType, RefType, TableType};
use wharf_syntax::binary::linking::{self, Symbol, Target, flags};
use wharf_syntax::binary::relocs::{PREFIX, Reloc, RelocKind};
use wharf_syntax::binary::{dylink, names, target_features};
use wharf_syntax::instr::Imm;

use super::section_word;
use super::words::{self, angled, entry};
use crate::verbs::objdump::headers::count;
use crate::verbs::objdump::{Named, Object, all_sections};

/// Writes the details of each section.
pub fn write(object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "\nSection Details:\n")?;
    for named in sections {
        let word = section_word(named.section.id);
        match (named.section.id, count(&object.module, named.section.id)) {
            (SectionId::Start | SectionId::DataCount | SectionId::Custom, _) | (_, None) => writeln!(sink, "{word}:")?,
            (_, Some(count)) => writeln!(sink, "{word}[{count}]:")?,
        }
        section(object, named, sink)?;
    }
    Ok(())
}

fn section(object: &Object, named: &Named<'_>, sink: &mut dyn Write) -> io::Result<()> {
    let module = &object.module;
    let defined = |kind: ExternKind, all: usize| module.imported(kind)..all as u32;
    match named.section.id {
        SectionId::Type => (0..)
            .zip(&module.types)
            .try_for_each(|(index, ty): (u32, _)| writeln!(sink, " - type[{index}] {}", words::sub_type(ty))),
        SectionId::Import => imports(object, sink),
        SectionId::Function => defined(ExternKind::Func, module.funcs.len())
            .try_for_each(|func| writeln!(sink, " - {}", func_words(object, func))),
        SectionId::Table => defined(ExternKind::Table, module.tables.len()).try_for_each(|index| {
            writeln!(sink, " - {}", table_words(object, index, &module.tables[index as usize].ty))
        }),
        SectionId::Memory => defined(ExternKind::Memory, module.memories.len()).try_for_each(|index| {
            writeln!(sink, " - {}", memory_words(object, index, &module.memories[index as usize]))
        }),
        SectionId::Global => defined(ExternKind::Global, module.globals.len()).try_for_each(|index| {
            let init = module.globals[index as usize].init.map(|init| words::constant(object, init));
            writeln!(sink, " - {} - init {}", global_words(object, index), init.unwrap_or_default())
        }),
        SectionId::Tag => defined(ExternKind::Tag, module.tags.len())
            .try_for_each(|index| writeln!(sink, " - {}", tag_words(object, index))),
        SectionId::Export => exports(object, sink),
        SectionId::Start => module.start.iter().try_for_each(|start| {
            writeln!(sink, " - start function: {}{}", start.func, entry(object, ExternKind::Func, start.func))
        }),
        SectionId::Element => elements(object, sink),
        SectionId::DataCount => writeln!(sink, " - data count: {}", module.data_count.unwrap_or(0)),
        SectionId::Code => (module.imported_funcs()..).zip(&module.bodies).try_for_each(|(func, body)| {
            writeln!(sink, " - func[{func}] size={}{}", body.span.len(), entry(object, ExternKind::Func, func))
        }),
        SectionId::Data => datas(object, sink),
        SectionId::Custom => custom(object, named, sink),
    }
}

fn func_words(object: &Object, func: u32) -> String {
    let sig = object.module.funcs.get(func as usize).copied().unwrap_or(0);
    format!("func[{func}] sig={sig}{}", entry(object, ExternKind::Func, func))
}

fn table_words(object: &Object, index: u32, ty: &TableType) -> String {
    let name = angled(object.names.tables.get(index));
    format!("table[{index}] type={} {}{name}", ty.element, words::limits(&ty.limits))
}

fn memory_words(object: &Object, index: u32, ty: &MemoryType) -> String {
    let name = angled(object.names.memories.get(index));
    let shared = if ty.shared { " shared" } else { "" };
    let wide = if ty.addr == AddrType::I64 { " i64" } else { "" };
    let page = if ty.page_size_log2 == 16 { String::new() } else { format!(" (pagesize {})", ty.page_size()) };
    format!("memory[{index}]{name} pages: {}{shared}{wide}{page}", words::limits(&ty.limits))
}

fn global_words(object: &Object, index: u32) -> String {
    let ty = object.module.globals[index as usize].ty;
    let name = entry(object, ExternKind::Global, index);
    format!("global[{index}] {} mutable={}{name}", ty.val, u8::from(ty.mutable))
}

fn tag_words(object: &Object, index: u32) -> String {
    let sig = object.module.tags.get(index as usize).copied().unwrap_or(0);
    format!("tag[{index}] sig={sig}{}", entry(object, ExternKind::Tag, index))
}

fn imports(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let module = &object.module;
    let mut met = [0; 5];
    for import in &module.imports {
        let kind = import.ty.kind();
        let index = met[kind as usize];
        met[kind as usize] += 1;
        let said = match kind {
            ExternKind::Func => func_words(object, index),
            ExternKind::Table => table_words(object, index, &module.tables[index as usize].ty),
            ExternKind::Memory => memory_words(object, index, &module.memories[index as usize]),
            ExternKind::Global => {
                let ty = module.globals[index as usize].ty;
                let name = angled(object.names.globals.get(index));
                format!("global[{index}] {} mutable={}{name}", ty.val, u8::from(ty.mutable))
            }
            ExternKind::Tag => tag_words(object, index),
        };
        writeln!(sink, " - {said} <- {}.{}", import.module, import.name)?;
    }
    Ok(())
}

fn exports(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    for export in &object.module.exports {
        let name = match export.kind {
            ExternKind::Func => entry(object, ExternKind::Func, export.index),
            ExternKind::Global => angled(object.names.globals.get(export.index)),
            _ => String::new(),
        };
        writeln!(sink, " - {}[{}]{name} -> \"{}\"", export.kind.keyword(), export.index, export.name)?;
    }
    Ok(())
}

/// The flags of a segment as they stand in the binary.
fn element_flags(segment: &ElementSegment) -> u32 {
    let exprs = matches!(segment.items, ElementItems::Exprs(_));
    let low = match segment.mode {
        Mode::Passive => 1,
        Mode::Declarative => 3,
        Mode::Active { target: 0, .. } if segment.ty == RefType::FUNC || !exprs => 0,
        Mode::Active { .. } => 2,
    };
    low | if exprs { 4 } else { 0 }
}

fn elements(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    for (index, segment) in (0u32..).zip(&object.module.elements) {
        let (table, init) = match segment.mode {
            Mode::Active { target, offset } => (target, format!(" - init {}", words::constant(object, offset))),
            _ => (0, String::new()),
        };
        let name = angled(object.names.elements.get(index));
        let (flags, count) = (element_flags(segment), segment.items.len());
        writeln!(sink, " - segment[{index}]{name} flags={flags} table={table} count={count}{init}")?;
        // Items are numbered by where they go, if that is known.
        let first = match segment.mode {
            Mode::Active { offset, .. } => match words::instrs(&object.module, offset)[..] {
                [one] => match one.imm {
                    Imm::I32(value) => i64::from(value),
                    Imm::I64(value) => value,
                    _ => 0,
                },
                _ => 0,
            },
            _ => 0,
        };
        match &segment.items {
            ElementItems::Funcs(funcs) => (first..).zip(funcs).try_for_each(|(at, func)| {
                writeln!(sink, "  - elem[{at}] = ref.func:{func}{}", entry(object, ExternKind::Func, *func))
            })?,
            ElementItems::Exprs(exprs) => (first..).zip(exprs).try_for_each(|(at, expr)| {
                let instrs = words::instrs(&object.module, *expr);
                let said = instrs.iter().map(|instr| words::item(object, instr)).collect::<Vec<_>>().join(", ");
                writeln!(sink, "  - elem[{at}] = {said}")
            })?,
        }
    }
    Ok(())
}

fn datas(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let module = &object.module;
    for (index, segment) in (0u32..).zip(&module.datas) {
        let name = match &object.linking {
            Some(linking) => angled(linking.segments.get(index as usize).map(|segment| &*segment.name)),
            None => angled(object.names.datas.get(index)),
        };
        let size = segment.data.len();
        let mut at = 0;
        match segment.mode {
            Mode::Active { target, offset } => {
                writeln!(
                    sink,
                    " - segment[{index}]{name} memory={target} size={size} - init {}",
                    words::constant(object, offset)
                )?;
                if let [one] = words::instrs(module, offset)[..] {
                    at = match one.imm {
                        Imm::I32(value) => u64::from(value as u32),
                        Imm::I64(value) => value as u64,
                        _ => 0,
                    };
                }
            }
            _ => writeln!(sink, " - segment[{index}]{name} passive size={size}")?,
        }
        words::hex(module.slice(segment.data), at, "  - ", sink)?;
    }
    Ok(())
}

fn custom(object: &Object, named: &Named<'_>, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, " - name: \"{}\"", named.name)?;
    match named.name {
        names::SECTION => name_section(object, sink),
        linking::SECTION => linking_section(object, sink),
        dylink::SECTION => dylink_section(object, sink),
        target_features::SECTION => {
            let features = target_features::decode_target_features(&object.module).map_err(io::Error::other)?;
            let mut features = features.into_iter();
            features.try_for_each(|(policy, name)| writeln!(sink, "  - [{}] {name}", char::from(policy as u8)))
        }
        name if name.starts_with(PREFIX) => relocations(object, named, sink),
        _ => Ok(()),
    }
}

fn name_section(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let names = &object.names;
    names.module.iter().try_for_each(|name| writeln!(sink, " - module <{name}>"))?;
    names.funcs.iter().try_for_each(|(index, name)| writeln!(sink, " - func[{index}] <{name}>"))?;
    for (func, locals) in names.locals.iter() {
        locals.iter().try_for_each(|(local, name)| writeln!(sink, " - func[{func}] local[{local}] <{name}>"))?;
    }
    let maps = [
        ("type", &names.types),
        ("table", &names.tables),
        ("memory", &names.memories),
        ("global", &names.globals),
        ("elemseg", &names.elements),
        ("dataseg", &names.datas),
        ("tag", &names.tags),
    ];
    for (word, map) in maps {
        map.iter().try_for_each(|(index, name)| writeln!(sink, " - {word}[{index}] <{name}>"))?;
    }
    Ok(())
}

fn linking_section(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let Some(linking) = &object.linking else { return Ok(()) };
    if !linking.symbols.is_empty() {
        writeln!(sink, "  - symbol table [count={}]", linking.symbols.len())?;
    }
    for (index, symbol) in (0u32..).zip(&linking.symbols) {
        writeln!(sink, "   - {index}: {} [ {} ]", target(object, index, symbol), flag_words(symbol))?;
    }
    if !linking.segments.is_empty() {
        writeln!(sink, "  - segment info [count={}]", linking.segments.len())?;
    }
    for (index, segment) in linking.segments.iter().enumerate() {
        let bits = [(1, "STRINGS "), (2, "TLS "), (4, "RETAIN ")];
        let bits: String = bits.iter().filter(|(bit, _)| segment.flags & bit != 0).map(|(_, word)| *word).collect();
        writeln!(sink, "   - {index}: {} p2align={} [ {bits}]", segment.name, segment.align)?;
    }
    if !linking.constructors.is_empty() {
        writeln!(sink, "  - init functions [count={}]", linking.constructors.len())?;
    }
    for one in &linking.constructors {
        let name = angled(words::symbol(object, one.symbol).as_deref());
        writeln!(sink, "   - {}{name}: priority={}", one.symbol, one.priority)?;
    }
    Ok(())
}

fn target(object: &Object, index: u32, symbol: &Symbol) -> String {
    let name = words::symbol(object, index).unwrap_or_default();
    match symbol.target {
        Target::Extern { kind, index } => {
            let (letter, word) = match kind {
                ExternKind::Func => ("F", "func"),
                ExternKind::Global => ("G", "global"),
                ExternKind::Table => ("T", "table"),
                ExternKind::Tag => ("E", "tag"),
                ExternKind::Memory => ("M", "memory"),
            };
            format!("{letter} <{name}> {word}={index}")
        }
        Target::Data(Some(range)) => {
            format!("D <{name}> segment={} offset={} size={}", range.segment, range.offset, range.size)
        }
        Target::Data(None) => format!("D <{name}>"),
        Target::Section(section) => format!("S <{name}> section={section}"),
    }
}

fn flag_words(symbol: &Symbol) -> String {
    let has = |bit: u32| symbol.flags & bit != 0;
    let binding = if has(flags::WEAK) {
        "weak"
    } else if has(flags::LOCAL) {
        "local"
    } else {
        "global"
    };
    let visible = if has(flags::HIDDEN) { "hidden" } else { "default" };
    let extra = [
        (flags::UNDEFINED, "undefined "),
        (flags::EXPORTED, "exported "),
        (flags::EXPLICIT_NAME, "explicit_name "),
        (flags::NO_STRIP, "no_strip "),
        (flags::TLS, "tls "),
        (flags::ABSOLUTE, "absolute "),
    ];
    let extra: String = extra.iter().filter(|(bit, _)| has(*bit)).map(|(_, word)| *word).collect();
    format!("{extra}binding={binding} vis={visible}")
}

fn dylink_section(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let Some(dylink) = dylink::decode_dylink(&object.module).map_err(io::Error::other)? else { return Ok(()) };
    if let Some(space) = dylink.space {
        writeln!(sink, " - mem_size     : {}", space.memory_size)?;
        writeln!(sink, " - mem_p2align  : {}", space.memory_align)?;
        writeln!(sink, " - table_size   : {}", space.table_size)?;
        writeln!(sink, " - table_p2align: {}", space.table_align)?;
    }
    if !dylink.needed.is_empty() {
        writeln!(sink, " - needed_dynlibs[{}]:", dylink.needed.len())?;
    }
    dylink.needed.iter().try_for_each(|library| writeln!(sink, "  - {library}"))
}

fn relocations(object: &Object, named: &Named<'_>, sink: &mut dyn Write) -> io::Result<()> {
    // The n-th section of relocations in the file is the n-th that was decoded.
    let all = all_sections(&object.module);
    let before = all.iter().filter(|other| other.number < named.number && other.name.starts_with(PREFIX)).count();
    let Some(relocs) = object.relocs.get(before) else { return Ok(()) };
    let section = all.iter().find(|section| section.number == relocs.section);
    let word = section.map_or("unknown", |section| match section.custom {
        Some(custom) => &*custom.name,
        None => section_word(section.section.id),
    });
    let base = section.map_or(0, Named::contents_start);
    writeln!(sink, "  - relocations for section: {} ({word}) [{}]", relocs.section, relocs.entries.len())?;
    relocs.entries.iter().try_for_each(|reloc| {
        let file = u64::from(base) + u64::from(reloc.offset);
        let addend = addend(reloc, |value| format!("+{value:#x}"), |value| format!("-{value:#x}"));
        let name = relocated(object, reloc);
        let (kind, offset) = (reloc.kind.name(), reloc.offset);
        match name.is_empty() {
            true => writeln!(sink, "   - {kind} offset={offset:#08x}(file={file:#08x}) type={}", reloc.index),
            false => {
                writeln!(
                    sink,
                    "   - {kind} offset={offset:#08x}(file={file:#08x}) symbol={}{name}{addend}",
                    reloc.index
                )
            }
        }
    })
}

/// The symbol of a relocation, in angles; nothing for one that names a type.
pub fn relocated(object: &Object, reloc: &Reloc) -> String {
    match reloc.kind {
        RelocKind::TypeIndexLeb => String::new(),
        _ => angled(words::symbol(object, reloc.index).as_deref()),
    }
}

/// An addend in words; nothing for zero.
pub fn addend(reloc: &Reloc, plus: impl Fn(u64) -> String, minus: impl Fn(u64) -> String) -> String {
    match reloc.addend {
        0 => String::new(),
        value if value > 0 => plus(value.unsigned_abs()),
        value => minus(value.unsigned_abs()),
    }
}
