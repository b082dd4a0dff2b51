//! Who refers to whom in a module, and how many bytes each part takes: the ground for "what would go if this went".
//!
//! The root stands for the host: it keeps what is exported, started, or written into the host's own memories and tables.
//! A function that calls through a table keeps the table, and the table the functions in it. Where an address in memory
//! is computed, nothing tells which data segment it lies in: a memory keeps all of its segments.

use std::rc::Rc;

use wharf_core::module::{ElementItems, Mode, Module, SectionId, Span};
use wharf_core::types::ExternKind;
use wharf_core::{Features, Result};
use wharf_syntax::binary::linking;
use wharf_syntax::binary::{BodyReader, const_expr};
use wharf_syntax::instr::{Imm, Instr};

use super::dominators::{Dominators, NONE, dominators};

/// A part of a module.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Item {
    /// The host.
    Root,
    /// An entry of the export section.
    Export(u32),
    /// An entry of an index space.
    Entry(ExternKind, u32),
    /// An element segment.
    Elem(u32),
    /// A data segment.
    Data(u32),
    /// A custom section.
    Custom(u32),
}

/// The parts of a module with their sizes and references.
pub struct Graph {
    /// Where the nodes of each kind of part begin, in the order of [`KINDS`], and the number of all.
    starts: [u32; KINDS + 1],
    /// Bytes of each node.
    pub bytes: Vec<u64>,
    /// Where the references of each node begin in `targets`.
    edges: Vec<u32>,
    targets: Vec<u32>,
}

/// Root, exports, elements, data, custom sections, and the five index spaces.
const KINDS: usize = 10;

const SPACES: [ExternKind; 5] =
    [ExternKind::Table, ExternKind::Memory, ExternKind::Global, ExternKind::Tag, ExternKind::Func];

impl Graph {
    /// Reads the references of a module.
    ///
    /// # Errors
    /// What is malformed in a function body.
    pub fn of(module: &Module) -> Result<Graph> {
        let spaces =
            [module.tables.len(), module.memories.len(), module.globals.len(), module.tags.len(), module.funcs.len()];
        let counts = [1, module.exports.len(), module.elements.len(), module.datas.len(), module.customs.len()];
        let mut starts = [0; KINDS + 1];
        for (at, count) in counts.into_iter().chain(spaces).enumerate() {
            starts[at + 1] = starts[at] + count as u32;
        }
        let nodes = starts[KINDS] as usize;
        let mut graph =
            Graph { starts, bytes: vec![0; nodes], edges: Vec::with_capacity(nodes + 1), targets: Vec::new() };
        graph.measure(module);
        let mut links = Links {
            met: vec![0; nodes],
            node: 0,
            datas: by_target(module.datas.iter().map(|data| &data.mode)),
            elements: by_target(module.elements.iter().map(|segment| &segment.mode)),
            graph: &mut graph,
        };
        for node in 0..nodes as u32 {
            links.node = node;
            links.graph.edges.push(links.graph.targets.len() as u32);
            links.references(module, links.graph.item(node))?;
        }
        graph.edges.push(graph.targets.len() as u32);
        Ok(graph)
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Never: there is always the root.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The part of a node.
    pub fn item(&self, node: u32) -> Item {
        let kind = self.starts.partition_point(|start| *start <= node).saturating_sub(1);
        let index = node - self.starts[kind.min(KINDS)];
        match kind {
            0 => Item::Root,
            1 => Item::Export(index),
            2 => Item::Elem(index),
            3 => Item::Data(index),
            4 => Item::Custom(index),
            kind => Item::Entry(SPACES[kind.min(KINDS - 1) - 5], index),
        }
    }

    /// The node of a part; `None` if there is no such one.
    pub fn node(&self, item: Item) -> Option<u32> {
        let (kind, index) = match item {
            Item::Root => (0, 0),
            Item::Export(index) => (1, index),
            Item::Elem(index) => (2, index),
            Item::Data(index) => (3, index),
            Item::Custom(index) => (4, index),
            Item::Entry(space, index) => (5 + SPACES.iter().position(|other| *other == space)?, index),
        };
        let node = self.starts[kind].checked_add(index)?;
        (node < self.starts[kind + 1]).then_some(node)
    }

    /// The nodes of all parts of the kind of this one.
    pub fn alike(&self, item: Item) -> std::ops::Range<u32> {
        let kind = match item {
            Item::Root => 0,
            Item::Export(_) => 1,
            Item::Elem(_) => 2,
            Item::Data(_) => 3,
            Item::Custom(_) => 4,
            Item::Entry(space, _) => 5 + SPACES.iter().position(|other| *other == space).unwrap_or(0),
        };
        self.starts[kind]..self.starts[kind + 1]
    }

    /// What a node refers to, each once.
    pub fn references(&self, node: u32) -> &[u32] {
        &self.targets[self.edges[node as usize] as usize..self.edges[node as usize + 1] as usize]
    }

    /// Who refers to a node, in order.
    pub fn referrers(&self, target: u32) -> Vec<u32> {
        let refers = |node: &u32| self.references(*node).contains(&target);
        (0..self.len() as u32).filter(refers).collect()
    }

    /// The dominators, and how many bytes each node keeps: its own and all it dominates.
    pub fn dominators(&self) -> (Dominators, Vec<u64>) {
        let found = dominators(self.len(), |node| self.references(node));
        let mut kept = self.bytes.clone();
        for node in found.order.iter().rev() {
            let above = found.immediate[*node as usize];
            if above != NONE {
                kept[above as usize] += kept[*node as usize];
            }
        }
        (found, kept)
    }

    /// The nodes from the root to each node by the shortest way: from where each was met first, or [`NONE`].
    pub fn shortest(&self) -> Vec<u32> {
        let mut from = vec![NONE; self.len()];
        let mut open = std::collections::VecDeque::from([0u32]);
        while let Some(node) = open.pop_front() {
            for next in self.references(node) {
                if *next != 0 && from[*next as usize] == NONE {
                    from[*next as usize] = node;
                    open.push_back(*next);
                }
            }
        }
        from
    }

    /// The bytes of every part.
    fn measure(&mut self, module: &Module) {
        let payload = |id: SectionId| {
            let section = module.sections.iter().find(|section| section.id == id);
            section.map_or(Span::default(), |section| section.payload)
        };
        self.entries(1, payload(SectionId::Export), module.exports.iter().map(|export| export.at));
        self.entries(2, payload(SectionId::Element), module.elements.iter().map(|segment| segment.at));
        self.entries(3, payload(SectionId::Data), module.datas.iter().map(|segment| segment.at));
        let customs = module.sections.iter().filter(|section| section.id == SectionId::Custom);
        for (node, section) in (self.starts[4]..).zip(customs) {
            self.put(node, u64::from(section.payload.end - section.at));
        }
        let imports: Vec<u32> = module.imports.iter().map(|import| import.at).collect();
        let sizes = sizes(payload(SectionId::Import), imports.into_iter());
        let mut next = [0; 5];
        for (import, size) in module.imports.iter().zip(sizes) {
            let kind = import.ty.kind();
            if let Some(node) = self.node(Item::Entry(kind, next[kind as usize])) {
                self.put(node, size);
            }
            next[kind as usize] += 1;
        }
        let defined = |kind: ExternKind| module.imported(kind) as usize;
        let tables = module.tables.iter().skip(defined(ExternKind::Table)).map(|table| table.at);
        self.entries_of(ExternKind::Table, module, payload(SectionId::Table), tables);
        let globals = module.globals.iter().skip(defined(ExternKind::Global)).map(|global| global.at);
        self.entries_of(ExternKind::Global, module, payload(SectionId::Global), globals);
        self.bodies(module, payload(SectionId::Code));
    }

    fn bodies(&mut self, module: &Module, code: Span) {
        // The size in front of a body is the body's: what is between it and the one before.
        let count = leb_length(module.slice(code));
        let mut end = code.start + count;
        for (func, body) in (module.imported_funcs()..).zip(&module.bodies) {
            if let Some(node) = self.node(Item::Entry(ExternKind::Func, func)) {
                self.put(node, u64::from(body.span.end.saturating_sub(end)));
            }
            end = body.span.end;
        }
    }

    fn entries_of(&mut self, kind: ExternKind, module: &Module, section: Span, at: impl Iterator<Item = u32>) {
        if let Some(first) = self.node(Item::Entry(kind, module.imported(kind))) {
            for (node, size) in (first..).zip(sizes(section, at)) {
                self.put(node, size);
            }
        }
    }

    fn entries(&mut self, kind: usize, section: Span, at: impl Iterator<Item = u32>) {
        for (node, size) in (self.starts[kind]..).zip(sizes(section, at)) {
            self.put(node, size);
        }
    }

    fn put(&mut self, node: u32, size: u64) {
        if let Some(bytes) = self.bytes.get_mut(node as usize) {
            *bytes = size;
        }
    }
}

/// How long the LEB128 integer at the start of some bytes is.
fn leb_length(bytes: &[u8]) -> u32 {
    bytes.iter().position(|byte| byte & 0x80 == 0).map_or(0, |at| at as u32 + 1)
}

/// The sizes of the entries of a section by where they begin.
fn sizes(section: Span, at: impl Iterator<Item = u32>) -> impl Iterator<Item = u64> {
    let at: Vec<u32> = at.collect();
    let ends: Vec<u32> = at.iter().copied().skip(1).chain([section.end]).collect();
    at.into_iter().zip(ends).map(|(start, end)| u64::from(end.saturating_sub(start)))
}

/// Collects the references of one node after another.
struct Links<'g> {
    graph: &'g mut Graph,
    /// The last node that referred to each, plus one.
    met: Vec<u32>,
    node: u32,
    /// The active segments with what they are written into, in its order.
    datas: Rc<[(u32, u32)]>,
    elements: Rc<[(u32, u32)]>,
}

/// The active segments among these with their targets, by target.
fn by_target<'m>(modes: impl Iterator<Item = &'m Mode>) -> Rc<[(u32, u32)]> {
    let target = |(index, mode): (u32, &Mode)| match mode {
        Mode::Active { target, .. } => Some((*target, index)),
        _ => None,
    };
    let mut all: Vec<(u32, u32)> = (0..).zip(modes).filter_map(target).collect();
    all.sort_unstable();
    all.into()
}

/// The segments that are written into this target.
fn active(all: &[(u32, u32)], target: u32) -> impl Iterator<Item = u32> {
    let first = all.partition_point(|(other, _)| *other < target);
    all[first..].iter().take_while(move |(other, _)| *other == target).map(|(_, index)| *index)
}

impl Links<'_> {
    fn to(&mut self, item: Item) {
        let Some(target) = self.graph.node(item) else { return };
        if std::mem::replace(&mut self.met[target as usize], self.node + 1) != self.node + 1 {
            self.graph.targets.push(target);
        }
    }

    fn entry(&mut self, kind: ExternKind, index: u32) {
        self.to(Item::Entry(kind, index));
    }

    fn references(&mut self, module: &Module, item: Item) -> Result<()> {
        match item {
            Item::Root => self.root(module),
            Item::Export(index) => {
                let export = &module.exports[index as usize];
                self.entry(export.kind, export.index);
            }
            Item::Entry(ExternKind::Func, func) => return self.func(module, func),
            Item::Entry(ExternKind::Table, table) => self.table(module, table),
            Item::Entry(ExternKind::Memory, memory) => {
                let datas = self.datas.clone();
                active(&datas, memory).for_each(|data| self.to(Item::Data(data)));
            }
            Item::Entry(ExternKind::Global, global) => self.constant(module, module.globals[global as usize].init),
            Item::Entry(ExternKind::Tag, _) | Item::Custom(_) => {}
            Item::Elem(index) => self.elem(module, index),
            Item::Data(index) => self.offset(module, &module.datas[index as usize].mode),
        }
        Ok(())
    }

    fn root(&mut self, module: &Module) {
        (0..module.exports.len() as u32).for_each(|export| self.to(Item::Export(export)));
        (0..module.customs.len() as u32).for_each(|custom| self.to(Item::Custom(custom)));
        if let Some(start) = module.start {
            self.entry(ExternKind::Func, start.func);
        }
        let imported =
            |mode: &Mode, kind| matches!(mode, Mode::Active { target, .. } if *target < module.imported(kind));
        for (index, segment) in (0..).zip(&module.elements) {
            if imported(&segment.mode, ExternKind::Table) || segment.mode == Mode::Declarative {
                self.to(Item::Elem(index));
            }
        }
        for (index, segment) in (0..).zip(&module.datas) {
            if imported(&segment.mode, ExternKind::Memory) {
                self.to(Item::Data(index));
            }
        }
        // What an object file defines is there for the linker.
        if module.custom(linking::SECTION).is_some() {
            (module.imported_funcs()..module.funcs.len() as u32).for_each(|func| self.entry(ExternKind::Func, func));
            (0..module.datas.len() as u32).for_each(|data| self.to(Item::Data(data)));
        }
    }

    fn table(&mut self, module: &Module, table: u32) {
        self.constant(module, module.tables[table as usize].init);
        let elements = self.elements.clone();
        active(&elements, table).for_each(|elem| self.to(Item::Elem(elem)));
    }

    fn elem(&mut self, module: &Module, index: u32) {
        let segment = &module.elements[index as usize];
        self.offset(module, &segment.mode);
        // What only declares functions keeps none of them.
        match &segment.items {
            _ if segment.mode == Mode::Declarative => {}
            ElementItems::Funcs(funcs) => funcs.iter().for_each(|func| self.entry(ExternKind::Func, *func)),
            ElementItems::Exprs(exprs) => exprs.iter().for_each(|expr| self.constant(module, Some(*expr))),
        }
    }

    fn offset(&mut self, module: &Module, mode: &Mode) {
        if let Mode::Active { offset, .. } = mode {
            self.constant(module, Some(*offset));
        }
    }

    fn constant(&mut self, module: &Module, expr: Option<Span>) {
        let Some(expr) = expr else { return };
        let mut instrs = const_expr(module, expr);
        while let Ok(instr) = instrs.next() {
            self.instr(&instr);
            if instrs.is_at_end() {
                break;
            }
        }
    }

    fn func(&mut self, module: &Module, func: u32) -> Result<()> {
        let Some(body) = module.body(func) else { return Ok(()) };
        let mut instrs = BodyReader::new(module, body, &Features::all())?.instrs();
        while !instrs.is_at_end() {
            let instr = instrs.next()?;
            self.instr(&instr);
        }
        Ok(())
    }

    #[inline]
    fn instr(&mut self, instr: &Instr<'_>) {
        match instr.imm {
            Imm::Func(func) => self.entry(ExternKind::Func, func),
            Imm::Global(global) => self.entry(ExternKind::Global, global),
            Imm::Table(table) | Imm::CallIndirect { table, .. } => self.entry(ExternKind::Table, table),
            Imm::Memory(memory) => self.entry(ExternKind::Memory, memory),
            Imm::MemArg(arg) | Imm::MemArgLane(arg, _) => self.entry(ExternKind::Memory, arg.memory),
            Imm::Tag(tag) => self.entry(ExternKind::Tag, tag),
            Imm::Data(data) | Imm::TypeData { data, .. } => self.to(Item::Data(data)),
            Imm::Elem(elem) | Imm::TypeElem { elem, .. } => self.to(Item::Elem(elem)),
            Imm::DataMemory { data, memory } => {
                self.to(Item::Data(data));
                self.entry(ExternKind::Memory, memory);
            }
            Imm::ElemTable { elem, table } => {
                self.to(Item::Elem(elem));
                self.entry(ExternKind::Table, table);
            }
            Imm::TableTable { dst, src } => [dst, src].iter().for_each(|table| self.entry(ExternKind::Table, *table)),
            Imm::MemoryMemory { dst, src } => {
                [dst, src].iter().for_each(|memory| self.entry(ExternKind::Memory, *memory));
            }
            Imm::TryTable(_, catches) => {
                catches.iter().filter_map(|catch| catch.tag).for_each(|tag| self.entry(ExternKind::Tag, tag));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_syntax::binary::decode_module;

    fn graph(text: &str) -> (Module, Graph) {
        let module = decode_module(wharf_syntax::text::parse(text).unwrap().bytes, &Features::all()).unwrap();
        let graph = Graph::of(&module).unwrap();
        (module, graph)
    }

    fn func(graph: &Graph, index: u32) -> u32 {
        graph.node(Item::Entry(ExternKind::Func, index)).unwrap()
    }

    #[test]
    fn a_table_keeps_its_functions_and_a_memory_its_data() {
        let (_, graph) = graph(
            r#"(module (table funcref (elem $in)) (memory 1) (data (i32.const 0) "abc") (type $t (func))
                (func (export "go") (call_indirect (type $t) (i32.const 0)))
                (func $in (drop (i32.load (i32.const 0))))
                (func $alone))"#,
        );
        let (found, kept) = graph.dominators();
        let data = graph.node(Item::Data(0)).unwrap();
        assert_eq!(found.immediate[func(&graph, 2) as usize], NONE);
        let table = graph.node(Item::Entry(ExternKind::Table, 0)).unwrap();
        assert_eq!(found.immediate[table as usize], func(&graph, 0));
        assert!(kept[func(&graph, 0) as usize] > graph.bytes[func(&graph, 1) as usize] + graph.bytes[data as usize]);
        let mut way = vec![data];
        let from = graph.shortest();
        while way.last() != Some(&0) {
            way.push(from[*way.last().unwrap() as usize]);
        }
        let way: Vec<Item> = way.iter().rev().map(|node| graph.item(*node)).collect();
        let entry = Item::Entry;
        assert_eq!(
            way,
            [
                Item::Root,
                Item::Export(0),
                entry(ExternKind::Func, 0),
                entry(ExternKind::Table, 0),
                Item::Elem(0),
                entry(ExternKind::Func, 1),
                entry(ExternKind::Memory, 0),
                Item::Data(0)
            ]
        );
        assert_eq!(graph.referrers(data), [graph.node(entry(ExternKind::Memory, 0)).unwrap()]);
    }

    #[test]
    fn the_parts_of_a_section_fill_it_behind_its_count() {
        let (module, graph) = graph(
            r#"(module (import "a" "f" (func)) (import "a" "g" (global i32)) (global i32 (i32.const 1000))
                (func (nop)) (func (nop) (nop)) (memory 1) (data (i32.const 0) "abc") (data "d")
                (export "x" (func 1)) (export "yy" (func 2)) (@custom "c" "123"))"#,
        );
        for item in [Item::Export(0), Item::Data(0), Item::Entry(ExternKind::Func, 1)] {
            let id = match item {
                Item::Export(_) => SectionId::Export,
                Item::Data(_) => SectionId::Data,
                _ => SectionId::Code,
            };
            let section = module.sections.iter().find(|section| section.id == id).unwrap();
            let nodes = graph.alike(item).skip(if id == SectionId::Code { 1 } else { 0 });
            let sum: u64 = nodes.map(|node| graph.bytes[node as usize]).sum();
            assert_eq!(sum, section.payload.len() as u64 - 1, "{id:?}");
        }
    }
}
