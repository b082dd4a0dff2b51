//! Every entry of every section, and what is in the custom sections whose form is known.

use std::io::{self, Write};

use wharf_core::module::{ElementItems, Mode, Module, SectionId};
use wharf_core::names::NameMap;
use wharf_core::types::ExternKind;
use wharf_syntax::binary::dylink::{self, decode_dylink};
use wharf_syntax::binary::linking::{self, Linking, Symbol, Target, flags};
use wharf_syntax::binary::names;
use wharf_syntax::binary::producers::{self, decode_producers};
use wharf_syntax::binary::target_features::{self, decode_target_features};

use super::{Named, Object, headers, raw, relocs, words};

/// Writes every entry of the sections.
pub fn write(object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
    for named in sections {
        match headers::count(&object.module, named.section.id) {
            Some(count) => writeln!(sink, "\n{}[{count}]:", named.name)?,
            None => writeln!(sink, "\ncustom {:?}, {} bytes:", named.name, named.section.payload.len())?,
        }
        section(object, named, sink)?;
    }
    Ok(())
}

fn section(object: &Object, named: &Named<'_>, sink: &mut dyn Write) -> io::Result<()> {
    let module = &object.module;
    match named.section.id {
        SectionId::Custom => custom(object, named.name, sink),
        SectionId::Type => types(object, sink),
        SectionId::Import => imports(object, sink),
        SectionId::Function => defined(object, ExternKind::Func, module.funcs.len(), sink),
        SectionId::Table => defined(object, ExternKind::Table, module.tables.len(), sink),
        SectionId::Memory => defined(object, ExternKind::Memory, module.memories.len(), sink),
        SectionId::Global => defined(object, ExternKind::Global, module.globals.len(), sink),
        SectionId::Tag => defined(object, ExternKind::Tag, module.tags.len(), sink),
        SectionId::Export => exports(object, sink),
        SectionId::Start => module
            .start
            .iter()
            .try_for_each(|start| writeln!(sink, " - {}", entry(object, ExternKind::Func, start.func))),
        SectionId::Element => elements(object, sink),
        SectionId::DataCount => writeln!(sink, " - {}", module.data_count.unwrap_or(0)),
        SectionId::Code => code(object, sink),
        SectionId::Data => datas(object, sink),
    }
}

/// `func[3] <main>`
fn entry(object: &Object, kind: ExternKind, index: u32) -> String {
    let names = &object.names;
    let of_kind = match kind {
        ExternKind::Func => &names.funcs,
        ExternKind::Table => &names.tables,
        ExternKind::Memory => &names.memories,
        ExternKind::Global => &names.globals,
        ExternKind::Tag => &names.tags,
    };
    numbered(kind.keyword(), index, of_kind)
}

fn numbered(word: &str, index: u32, names: &NameMap) -> String {
    match names.get(index) {
        Some(name) => format!("{word}[{index}] <{name}>"),
        None => format!("{word}[{index}]"),
    }
}

fn types(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    for group in &object.module.rec_groups {
        if group.len() > 1 {
            writeln!(sink, " - recursion group of {}:", group.len())?;
        }
        for index in group.clone() {
            let words = words::sub_type(&object.module.types[index as usize]);
            writeln!(sink, " - {} {words}", numbered("type", index, &object.names.types))?;
        }
    }
    Ok(())
}

fn imports(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let mut met = [0; 5];
    for import in &object.module.imports {
        let kind = import.ty.kind();
        let index = met[kind as usize];
        met[kind as usize] += 1;
        let (from, name) = (&import.module, &import.name);
        writeln!(
            sink,
            " - {} ← {from:?} {name:?}: {}",
            entry(object, kind, index),
            typed(&object.module, kind, index)
        )?;
    }
    Ok(())
}

/// The type of an entry, without its kind.
fn typed(module: &Module, kind: ExternKind, index: u32) -> String {
    let ty = module.extern_type(kind, index).map(|ty| words::extern_type(module, &ty));
    ty.map_or_else(String::new, |ty| ty[kind.keyword().len()..].trim_start().to_owned())
}

/// The entries of an index space that are no imports.
fn defined(object: &Object, kind: ExternKind, count: usize, sink: &mut dyn Write) -> io::Result<()> {
    let module = &object.module;
    for index in module.imported(kind)..count as u32 {
        let ty = match kind {
            ExternKind::Func => format!("(type {}) {}", module.funcs[index as usize], typed(module, kind, index)),
            _ => typed(module, kind, index),
        };
        let init = match kind {
            ExternKind::Global => module.globals[index as usize].init,
            ExternKind::Table => module.tables[index as usize].init,
            _ => None,
        };
        let init = init.map_or_else(String::new, |init| format!(" = {}", words::constant(module, init)));
        writeln!(sink, " - {} {}{init}", entry(object, kind, index), ty.trim_end())?;
    }
    Ok(())
}

fn exports(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    for export in &object.module.exports {
        let ty = typed(&object.module, export.kind, export.index);
        let separator = if ty.is_empty() { "" } else { ": " };
        writeln!(sink, " - {:?} → {}{separator}{ty}", export.name, entry(object, export.kind, export.index))?;
    }
    Ok(())
}

/// When a segment is copied and where to.
fn mode(object: &Object, kind: ExternKind, mode: &Mode) -> String {
    match mode {
        Mode::Passive => "passive".to_owned(),
        Mode::Declarative => "declarative".to_owned(),
        Mode::Active { target, offset } => {
            format!("{} at {}", entry(object, kind, *target), words::constant(&object.module, *offset))
        }
    }
}

fn elements(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let module = &object.module;
    for (index, segment) in (0..).zip(&module.elements) {
        let name = numbered("elem", index, &object.names.elements);
        let place = mode(object, ExternKind::Table, &segment.mode);
        writeln!(sink, " - {name} {}, {place}, {} items", segment.ty, segment.items.len())?;
        match &segment.items {
            ElementItems::Funcs(funcs) => (0u32..).zip(funcs).try_for_each(|(item, func)| {
                writeln!(sink, "  - [{item}] {}", entry(object, ExternKind::Func, *func))
            })?,
            ElementItems::Exprs(exprs) => (0u32..)
                .zip(exprs)
                .try_for_each(|(item, expr)| writeln!(sink, "  - [{item}] {}", words::constant(module, *expr)))?,
        }
    }
    Ok(())
}

fn code(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    for (func, body) in (object.module.imported_funcs()..).zip(&object.module.bodies) {
        writeln!(sink, " - {} {} bytes", entry(object, ExternKind::Func, func), body.span.len())?;
    }
    Ok(())
}

fn datas(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    for (index, segment) in (0..).zip(&object.module.datas) {
        let name = numbered("data", index, &object.names.datas);
        let place = mode(object, ExternKind::Memory, &segment.mode);
        writeln!(sink, " - {name} {place}, {} bytes", segment.data.len())?;
        raw::hex(object.module.slice(segment.data), segment.data.start as usize, sink)?;
    }
    Ok(())
}

fn custom(object: &Object, name: &str, sink: &mut dyn Write) -> io::Result<()> {
    let module = &object.module;
    match name {
        names::SECTION => name_section(object, sink),
        producers::SECTION => {
            for field in decode_producers(module).map_err(io::Error::other)? {
                field.values.iter().try_for_each(|(tool, version)| {
                    writeln!(sink, " - {}: {}", field.name, format!("{tool} {version}").trim_end())
                })?;
            }
            Ok(())
        }
        target_features::SECTION => {
            let mut features = decode_target_features(module).map_err(io::Error::other)?.into_iter();
            features.try_for_each(|(policy, feature)| writeln!(sink, " - {}{feature}", char::from(policy as u8)))
        }
        linking::SECTION => object.linking.iter().try_for_each(|linking| linking_section(object, linking, sink)),
        dylink::SECTION => dylink_section(module, sink),
        _ => Ok(()),
    }
}

fn name_section(object: &Object, sink: &mut dyn Write) -> io::Result<()> {
    let names = &object.names;
    names.module.iter().try_for_each(|name| writeln!(sink, " - module <{name}>"))?;
    let direct = [
        ("func", &names.funcs),
        ("type", &names.types),
        ("table", &names.tables),
        ("memory", &names.memories),
        ("global", &names.globals),
        ("elem", &names.elements),
        ("data", &names.datas),
        ("tag", &names.tags),
    ];
    for (word, map) in direct {
        map.iter().try_for_each(|(index, name)| writeln!(sink, " - {word}[{index}] <{name}>"))?;
    }
    for (outer, inner, map) in
        [("func", "local", &names.locals), ("func", "label", &names.labels), ("type", "field", &names.fields)]
    {
        for (index, map) in map.iter() {
            map.iter().try_for_each(|(at, name)| writeln!(sink, " - {outer}[{index}] {inner}[{at}] <{name}>"))?;
        }
    }
    Ok(())
}

fn linking_section(object: &Object, linking: &Linking, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, " - version {}", linking.version)?;
    for (index, symbol) in linking.symbols.iter().enumerate() {
        let name = relocs::symbol_name(object, symbol).map_or_else(String::new, |name| format!(" <{name}>"));
        writeln!(sink, " - symbol[{index}]{name} {}{}", target(symbol), flag_words(symbol.flags))?;
    }
    for (index, segment) in linking.segments.iter().enumerate() {
        let align = 1u64.checked_shl(segment.align).unwrap_or(0);
        let bits = [(1, " strings"), (2, " tls"), (4, " retain")];
        let bits: String = bits.iter().filter(|(bit, _)| segment.flags & bit != 0).map(|(_, word)| *word).collect();
        writeln!(sink, " - segment[{index}] <{}> align={align}{bits}", segment.name)?;
    }
    for constructor in &linking.constructors {
        writeln!(sink, " - constructor symbol[{}] priority={}", constructor.symbol, constructor.priority)?;
    }
    for comdat in &linking.comdats {
        let kinds = ["data", "func", "global", "tag", "table", "section"];
        let member = |(kind, index): &(u8, u32)| format!(" {}[{index}]", kinds.get(*kind as usize).unwrap_or(&"?"));
        writeln!(sink, " - comdat <{}>{}", comdat.name, comdat.members.iter().map(member).collect::<String>())?;
    }
    linking.unknown.iter().try_for_each(|id| writeln!(sink, " - subsection {id}, unknown"))
}

/// What a symbol stands for.
fn target(symbol: &Symbol) -> String {
    match symbol.target {
        Target::Extern { kind, index } => format!("{}[{index}]", kind.keyword()),
        Target::Data(Some(range)) => format!("data[{}] offset={} size={}", range.segment, range.offset, range.size),
        Target::Data(None) => "data".to_owned(),
        Target::Section(index) => format!("section[{index}]"),
    }
}

fn flag_words(bits: u32) -> String {
    let words = [
        (flags::WEAK, " weak"),
        (flags::LOCAL, " local"),
        (flags::HIDDEN, " hidden"),
        (flags::UNDEFINED, " undefined"),
        (flags::EXPORTED, " exported"),
        (flags::EXPLICIT_NAME, " explicit-name"),
        (flags::NO_STRIP, " no-strip"),
        (flags::TLS, " tls"),
        (flags::ABSOLUTE, " absolute"),
    ];
    words.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, word)| *word).collect()
}

fn dylink_section(module: &Module, sink: &mut dyn Write) -> io::Result<()> {
    let Some(dylink) = decode_dylink(module).map_err(io::Error::other)? else { return Ok(()) };
    if let Some(space) = dylink.space {
        let align = |log2: u32| 1u64.checked_shl(log2).unwrap_or(0);
        writeln!(sink, " - memory: {} bytes, align={}", space.memory_size, align(space.memory_align))?;
        writeln!(sink, " - table: {} elements, align={}", space.table_size, align(space.table_align))?;
    }
    dylink.needed.iter().try_for_each(|library| writeln!(sink, " - needs {library:?}"))?;
    dylink.exports.iter().try_for_each(|(name, bits)| writeln!(sink, " - export {name:?}{}", flag_words(*bits)))?;
    let mut imports = dylink.imports.iter();
    imports.try_for_each(|(from, name, bits)| writeln!(sink, " - import {from:?} {name:?}{}", flag_words(*bits)))?;
    dylink.runtime_path.iter().try_for_each(|path| writeln!(sink, " - runtime path {path:?}"))?;
    dylink.unknown.iter().try_for_each(|id| writeln!(sink, " - subsection {id}, unknown"))
}
