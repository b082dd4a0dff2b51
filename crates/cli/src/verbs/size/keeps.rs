//! What keeps what: the tree of dominators, and who keeps one part.

use std::collections::{BinaryHeap, HashMap};
use std::io::{self, Write};

use serde::Serialize;
use wharf_core::types::ExternKind;
use wharf_syntax::text::suggest::nearest;

use super::report::Measured;
use super::screen::share;
use crate::anatomy::dominators::NONE;
use crate::anatomy::graph::Item;
use crate::anatomy::hints::Hints;

/// How deep lines are indented at most.
const DEPTH: u32 = 40;

/// The parts that keep most, each under the one that everything leads through.
#[derive(Serialize)]
pub struct Tree {
    /// The size of the file.
    bytes: u64,
    /// In the order of a tree that is written from the top: the parts under one follow it with a greater depth.
    parts: Vec<Branch>,
}

/// A part in the tree.
#[derive(Serialize)]
struct Branch {
    depth: u32,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    bytes: u64,
    keeps: u64,
}

impl Tree {
    /// The `limit` parts that keep most.
    pub fn of(measured: &Measured<'_>, limit: usize) -> Tree {
        let below = Below::of(measured);
        let mut chosen: HashMap<u32, Vec<u32>> = HashMap::new();
        let mut open = BinaryHeap::from([(u64::MAX, 0u32)]);
        let mut count = 0usize;
        while let Some((_, node)) = open.pop().filter(|_| count <= limit) {
            count += 1;
            open.extend(below.node(node).iter().map(|child| (measured.kept[*child as usize], *child)));
            if node != 0 {
                chosen.entry(measured.dominators.immediate[node as usize]).or_default().push(node);
            }
        }
        let hints = Hints::of(measured.module);
        let (mut parts, mut stack) = (Vec::new(), vec![(0u32, 0u32)]);
        while let Some((node, depth)) = stack.pop() {
            if node != 0 {
                let hint = match measured.graph.item(node) {
                    Item::Entry(ExternKind::Func, func) if measured.labels.raw(func).is_none() => hints.func(func),
                    _ => None,
                };
                let (bytes, keeps) = (measured.graph.bytes[node as usize], measured.kept[node as usize]);
                parts.push(Branch { depth: depth - 1, name: measured.name(node), hint, bytes, keeps });
            }
            // The heap gave the largest first; a stack takes them from behind.
            stack.extend(chosen.remove(&node).unwrap_or_default().into_iter().rev().map(|child| (child, depth + 1)));
        }
        Tree { bytes: measured.module.bytes.len() as u64, parts }
    }

    /// Writes it.
    pub fn write(&self, sink: &mut dyn Write) -> io::Result<()> {
        writeln!(sink, "\nWhat keeps most, under what everything leads through")?;
        writeln!(sink, "     keeps      %      bytes")?;
        for part in &self.parts {
            let hint = part.hint.as_ref().map_or_else(String::new, |hint| format!(" ({hint})"));
            let indent = 2 * part.depth.min(DEPTH) as usize;
            writeln!(sink, "{} {:>10} {:indent$}{}{hint}", share(part.keeps, self.bytes), part.bytes, "", part.name)?;
        }
        Ok(())
    }
}

/// The nodes under each node of the dominator tree.
struct Below {
    starts: Vec<u32>,
    nodes: Vec<u32>,
}

impl Below {
    fn of(measured: &Measured<'_>) -> Below {
        let above = &measured.dominators.immediate;
        let inner = || (0u32..).zip(above).filter(|(_, above)| **above != NONE);
        let mut starts = vec![0u32; above.len() + 1];
        inner().for_each(|(_, above)| starts[*above as usize + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut fill = starts.clone();
        let mut nodes = vec![0u32; inner().count()];
        for (node, above) in inner() {
            let slot = &mut fill[*above as usize];
            nodes[*slot as usize] = node;
            *slot += 1;
        }
        Below { starts, nodes }
    }

    fn node(&self, node: u32) -> &[u32] {
        &self.nodes[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

/// Who keeps one part.
#[derive(Serialize)]
pub struct Answer {
    /// The part.
    name: String,
    bytes: u64,
    /// The bytes that would go with it; `null` if nothing leads to it.
    keeps: Option<u64>,
    /// What every way to it leads through, from the host on.
    through: Vec<String>,
    /// How many parts refer to it that something leads to.
    referrers: usize,
    /// How many parts refer to it that nothing leads to.
    unreached: usize,
    /// The shortest way through each of the former, the shortest first.
    ways: Vec<Vec<String>>,
}

impl Answer {
    /// Who keeps the part of this name; `limit` ways at most. Else what is wrong with the name.
    pub fn of(measured: &Measured<'_>, name: &str, limit: usize) -> Result<Answer, String> {
        let node = find(measured, name)?;
        let (graph, above) = (&measured.graph, &measured.dominators.immediate);
        let mut through = Vec::new();
        let mut at = above[node as usize];
        while at != NONE {
            through.push(measured.name(at));
            at = above[at as usize];
        }
        through.reverse();
        let from = graph.shortest();
        let referrers = graph.referrers(node);
        let mut ways: Vec<Vec<u32>> = referrers.iter().filter_map(|referrer| way(&from, *referrer, node)).collect();
        ways.sort_by_key(Vec::len);
        let reached = ways.len();
        ways.truncate(limit);
        Ok(Answer {
            name: measured.name(node),
            bytes: graph.bytes[node as usize],
            keeps: measured.is_kept(node).then(|| measured.kept[node as usize]),
            through,
            referrers: reached,
            unreached: referrers.len() - reached,
            ways: ways.iter().map(|way| way.iter().map(|node| measured.name(*node)).collect()).collect(),
        })
    }

    /// Writes it.
    pub fn write(&self, sink: &mut dyn Write) -> io::Result<()> {
        let unreached = match self.unreached {
            0 => "Nothing refers to it.".to_owned(),
            count => format!("{count} {} to it, but nothing leads there.", plural(count, "part refers", "parts refer")),
        };
        let Some(keeps) = self.keeps else {
            writeln!(sink, "{}: {} bytes", self.name, self.bytes)?;
            return writeln!(sink, "  {unreached}");
        };
        writeln!(sink, "{}: {} bytes, keeps {keeps}", self.name, self.bytes)?;
        writeln!(sink, "  Every way to it leads through {}.", self.through.join(" → "))?;
        let parts = plural(self.referrers, "part that refers", "parts that refer");
        writeln!(sink, "  The shortest way through each of {} {parts} to it:", self.referrers)?;
        self.ways.iter().try_for_each(|way| writeln!(sink, "    {}", way.join(" → ")))?;
        if self.ways.len() < self.referrers {
            writeln!(sink, "    … {} more (`--top 0` shows all)", self.referrers - self.ways.len())?;
        }
        if self.unreached > 0 { writeln!(sink, "  {unreached}") } else { Ok(()) }
    }
}

fn plural<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    if count == 1 { one } else { many }
}

/// The shortest way from the host through `referrer` to `node`; `None` if nothing leads to the referrer, or only the node
/// itself does.
fn way(from: &[u32], referrer: u32, node: u32) -> Option<Vec<u32>> {
    let mut way = vec![node];
    let mut at = referrer;
    while at != NONE && at != node {
        way.push(at);
        if at == 0 {
            way.reverse();
            return Some(way);
        }
        at = from[at as usize];
    }
    None
}

/// The node that a user means: an index, a part such as `data[3]`, or a name.
fn find(measured: &Measured<'_>, wanted: &str) -> Result<u32, String> {
    if let Some(item) = part(wanted) {
        return measured.graph.node(item).ok_or_else(|| format!("there is no {wanted} in the module"));
    }
    let module = measured.module;
    let funcs = || 0..module.funcs.len() as u32;
    let bare = wanted.strip_prefix('$').unwrap_or(wanted);
    let by_name = funcs().find(|func| measured.labels.raw(*func) == Some(bare));
    let by_name = by_name.or_else(|| funcs().find(|func| measured.labels.func(*func).as_deref() == Some(bare)));
    if let Some(node) = by_name.and_then(|func| measured.graph.node(Item::Entry(ExternKind::Func, func))) {
        return Ok(node);
    }
    let export = module.exports.iter().position(|export| &*export.name == bare);
    let custom = module.customs.iter().position(|custom| &*custom.name == bare);
    let item = export.map(|at| Item::Export(at as u32)).or(custom.map(|at| Item::Custom(at as u32)));
    if let Some(node) = item.and_then(|item| measured.graph.node(item)) {
        return Ok(node);
    }
    let readable = funcs().filter_map(|func| measured.labels.func(func));
    let close: Vec<String> =
        readable.filter(|name| name.contains(bare)).take(5).map(|name| format!("`{name}`")).collect();
    if !close.is_empty() {
        return Err(format!("no function is called just `{wanted}`; these contain it: {}", close.join(", ")));
    }
    let names: Vec<_> = funcs().filter_map(|func| measured.labels.func(func)).collect();
    Err(match nearest(bare, names.iter().map(|name| &**name)) {
        Some(near) => format!("nothing is called `{wanted}`; did you mean `{near}`?"),
        None => format!("nothing is called `{wanted}`: give a function's name or index, or a part such as `data[3]`"),
    })
}

/// A part by its number: `12` for a function, or `data[3]`.
fn part(text: &str) -> Option<Item> {
    if let Ok(func) = text.parse() {
        return Some(Item::Entry(ExternKind::Func, func));
    }
    let (word, index) = text.strip_suffix(']')?.split_once('[')?;
    let index = index.parse().ok()?;
    Some(match word {
        "func" => Item::Entry(ExternKind::Func, index),
        "table" => Item::Entry(ExternKind::Table, index),
        "memory" => Item::Entry(ExternKind::Memory, index),
        "global" => Item::Entry(ExternKind::Global, index),
        "tag" => Item::Entry(ExternKind::Tag, index),
        "elem" => Item::Elem(index),
        "data" => Item::Data(index),
        _ => return None,
    })
}
