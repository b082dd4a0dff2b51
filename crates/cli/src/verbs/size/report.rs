//! What a module's bytes are: measured once, as lists.

use std::collections::HashMap;

use serde::Serialize;
use wharf_core::Result;
use wharf_core::module::{Module, SectionId};
use wharf_core::types::ExternKind;

use super::List;
use crate::anatomy::dominators::{Dominators, NONE};
use crate::anatomy::graph::{Graph, Item};
use crate::anatomy::hints::Hints;
use crate::anatomy::labels::Labels;
use crate::anatomy::{dwarf, namespace};
use crate::verbs::objdump::all_sections;

/// The bytes in front of the first section.
const HEADER: u64 = 8;

/// A module with what was found out about its parts.
pub struct Measured<'m> {
    /// The module.
    pub module: &'m Module,
    /// What its functions are called.
    pub labels: Labels,
    /// Who refers to whom.
    pub graph: Graph,
    /// What everything leads through.
    pub dominators: Dominators,
    /// How many bytes each node keeps.
    pub kept: Vec<u64>,
}

impl<'m> Measured<'m> {
    /// Measures a module.
    ///
    /// # Errors
    /// What is malformed in a function body.
    pub fn of(module: &'m Module) -> Result<Measured<'m>> {
        let graph = Graph::of(module)?;
        let (dominators, kept) = graph.dominators();
        Ok(Measured { module, labels: Labels::of(module), graph, dominators, kept })
    }

    /// Whether anything leads to a node.
    pub fn is_kept(&self, node: u32) -> bool {
        node == 0 || self.dominators.immediate[node as usize] != NONE
    }

    /// What a node is called.
    pub fn name(&self, node: u32) -> String {
        let (module, names) = (self.module, &self.labels.names);
        let named = |word: &str, index: u32, name: Option<&str>| match name {
            Some(name) => format!("{word}[{index}] {name}"),
            None => format!("{word}[{index}]"),
        };
        match self.graph.item(node) {
            Item::Root => "the host".to_owned(),
            Item::Export(index) => {
                let export = module.exports.get(index as usize);
                export.map_or_else(String::new, |export| format!("export {:?}", export.name))
            }
            Item::Entry(ExternKind::Func, func) => named("func", func, self.labels.func(func).as_deref()),
            Item::Entry(ExternKind::Table, index) => named("table", index, names.tables.get(index)),
            Item::Entry(ExternKind::Memory, index) => named("memory", index, names.memories.get(index)),
            Item::Entry(ExternKind::Global, index) => named("global", index, names.globals.get(index)),
            Item::Entry(ExternKind::Tag, index) => named("tag", index, names.tags.get(index)),
            Item::Elem(index) => named("elem", index, names.elements.get(index)),
            Item::Data(index) => named("data", index, names.datas.get(index)),
            Item::Custom(index) => {
                module.customs.get(index as usize).map_or_else(String::new, |c| format!("custom {:?}", c.name))
            }
        }
    }

    /// The nodes of the defined functions.
    pub fn funcs(&self) -> impl Iterator<Item = (u32, u32)> {
        let nodes = self.graph.alike(Item::Entry(ExternKind::Func, 0));
        (0..self.module.funcs.len() as u32).zip(nodes).skip(self.module.imported_funcs() as usize)
    }
}

/// A part and its bytes.
#[derive(Serialize, Clone, Debug)]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
}

/// A function.
#[derive(Serialize, Clone, Debug)]
pub struct Function {
    /// Its index.
    pub index: u32,
    /// Its name as people read it, if it has one.
    pub name: Option<String>,
    /// Its name as it stands in the module, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mangled: Option<String>,
    /// Its bytes.
    pub bytes: u64,
    /// The bytes that would go if it went; `null` if nothing leads to it.
    pub keeps: Option<u64>,
}

/// A namespace.
#[derive(Serialize, Clone, Debug)]
pub struct Namespace {
    /// Its name; `null` for functions with a name that belongs to none.
    pub name: Option<String>,
    /// The bytes of its functions.
    pub bytes: u64,
    /// How many functions it has.
    pub functions: u64,
}

/// A data segment.
#[derive(Serialize, Clone, Debug)]
pub struct Segment {
    /// Its index.
    pub index: u32,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its bytes, with its offset expression.
    pub bytes: u64,
}

/// What nothing leads to.
#[derive(Serialize, Clone, Debug, Default)]
pub struct Unreached {
    /// How many functions.
    pub functions: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// The lists. Those that were not asked for are absent.
#[derive(Serialize, Clone, Debug)]
pub struct Report {
    /// The file.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// Sections with their headers; their sum is the size of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<Vec<Part>>,
    /// Functions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functions: Option<Vec<Function>>,
    /// Namespaces; `name` is `null` in one of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespaces: Option<Vec<Namespace>>,
    /// Data segments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<Vec<Segment>>,
    /// Source files, after debug information; absent without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<Part>>,
    /// In place of them, functions by the source file that they or those around them mention; a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Part>>,
    /// Functions that nothing leads to.
    pub unreached: Unreached,
}

impl Report {
    /// Makes the lists.
    pub fn of(file: &str, measured: &Measured<'_>, lists: &[List], depth: usize) -> Report {
        let wanted = |list| lists.contains(&list);
        let part = |source: dwarf::Source| Part { name: source.path, bytes: source.bytes };
        let sources = wanted(List::Source).then(|| dwarf::sources(measured.module)).flatten();
        let mentions = wanted(List::Source) && sources.as_ref().is_none_or(|sources| sources.is_empty());
        Report {
            file: file.to_owned(),
            bytes: measured.module.bytes.len() as u64,
            sections: wanted(List::Section).then(|| sections(measured.module)),
            functions: wanted(List::Function).then(|| functions(measured)),
            namespaces: wanted(List::Namespace).then(|| namespaces(measured, depth)),
            segments: wanted(List::Data).then(|| segments(measured)),
            sources: sources.map(|all| all.into_iter().map(part).collect()),
            mentions: mentions.then(|| mentioned(measured)).filter(|list| !list.is_empty()),
            unreached: unreached(measured),
        }
    }

    /// The same with at most `top` entries of each list but the sections; 0 is all.
    pub fn cut(mut self, top: usize) -> Report {
        fn shorten<T>(list: &mut Option<Vec<T>>, top: usize) {
            if let Some(list) = list.as_mut().filter(|_| top > 0) {
                list.truncate(top);
            }
        }
        shorten(&mut self.functions, top);
        shorten(&mut self.namespaces, top);
        shorten(&mut self.segments, top);
        shorten(&mut self.sources, top);
        shorten(&mut self.mentions, top);
        self
    }
}

fn sections(module: &Module) -> Vec<Part> {
    let named = |named: &crate::verbs::objdump::Named<'_>| match named.section.id {
        SectionId::Custom => format!("custom {:?}", named.name),
        _ => named.name.to_owned(),
    };
    let all = all_sections(module);
    let parts =
        all.iter().map(|one| Part { name: named(one), bytes: u64::from(one.section.payload.end - one.section.at) });
    let mut parts: Vec<Part> = parts.collect();
    parts.push(Part { name: "header".to_owned(), bytes: HEADER });
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
    parts
}

fn functions(measured: &Measured<'_>) -> Vec<Function> {
    let labels = &measured.labels;
    let function = |(index, node): (u32, u32)| {
        let demangled = labels.demangled(index);
        let raw = labels.raw(index).map(str::to_owned);
        let (name, mangled) = if demangled.is_some() { (demangled, raw) } else { (raw, None) };
        let keeps = measured.is_kept(node).then(|| measured.kept[node as usize]);
        Function { index, name, mangled, bytes: measured.graph.bytes[node as usize], keeps }
    };
    let mut all: Vec<Function> = measured.funcs().map(function).collect();
    all.sort_by_key(|function| std::cmp::Reverse(function.bytes));
    all
}

/// The namespaces of functions that have a name.
fn namespaces(measured: &Measured<'_>, depth: usize) -> Vec<Namespace> {
    let mut sums: HashMap<Option<String>, (u64, u64)> = HashMap::new();
    for (func, node) in measured.funcs() {
        if let Some(name) = measured.labels.func(func) {
            let path = namespace::of(&name, depth);
            let key = (!path.is_empty()).then(|| path.join("::"));
            let (bytes, count) = sums.entry(key).or_default();
            *bytes += measured.graph.bytes[node as usize];
            *count += 1;
        }
    }
    let all = sums.into_iter().map(|(name, (bytes, functions))| Namespace { name, bytes, functions });
    let mut all: Vec<Namespace> = all.collect();
    all.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    all
}

fn segments(measured: &Measured<'_>) -> Vec<Segment> {
    let nodes = measured.graph.alike(Item::Data(0));
    let segment = |(index, node): (u32, u32)| Segment {
        index,
        name: measured.labels.names.datas.get(index).map(str::to_owned),
        bytes: measured.graph.bytes[node as usize],
    };
    let mut all: Vec<Segment> = (0..).zip(nodes).map(segment).collect();
    all.sort_by_key(|segment| std::cmp::Reverse(segment.bytes));
    all
}

/// The bytes of functions by the source file that they or those around them mention.
fn mentioned(measured: &Measured<'_>) -> Vec<Part> {
    let hints = Hints::of(measured.module);
    let mut sums: HashMap<&str, u64> = HashMap::new();
    for ((_, node), path) in measured.funcs().zip(hints.sources()) {
        if let Some(path) = path {
            *sums.entry(path).or_default() += measured.graph.bytes[node as usize];
        }
    }
    let mut all: Vec<Part> = sums.into_iter().map(|(path, bytes)| Part { name: path.to_owned(), bytes }).collect();
    all.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    all
}

fn unreached(measured: &Measured<'_>) -> Unreached {
    let alone = measured.funcs().filter(|(_, node)| !measured.is_kept(*node));
    alone.fold(Unreached::default(), |sum, (_, node)| Unreached {
        functions: sum.functions + 1,
        bytes: sum.bytes + measured.graph.bytes[node as usize],
    })
}
