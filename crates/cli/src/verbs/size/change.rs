//! What changed between two modules: the same lists as of one, with the bytes before and after.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use wharf_core::Result;

use super::List;
use super::report::{Measured, Report};
use crate::anatomy::graph::Item;
use crate::anatomy::matching::{Pairs, Side};
use wharf_core::types::ExternKind;

/// Bytes before and after.
#[derive(Serialize, Debug)]
struct Row {
    name: String,
    old: u64,
    new: u64,
}

/// What changed. Only what differs is listed, the largest difference first.
#[derive(Serialize, Debug)]
pub struct Change {
    old: u64,
    new: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    functions: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespaces: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<Vec<Row>>,
}

impl Change {
    /// Compares two modules.
    ///
    /// # Errors
    /// What is malformed in a function body.
    pub fn between(old: &Measured<'_>, new: &Measured<'_>, depth: usize, lists: &[List]) -> Result<Change> {
        let (before, after) = (Report::of("", old, lists, depth), Report::of("", new, lists, depth));
        let parts = |report: &Report, pick: fn(&Report) -> &Option<Vec<super::report::Part>>| {
            pick(report).as_ref().map(|all| all.iter().map(|part| (part.name.clone(), part.bytes)).collect::<Vec<_>>())
        };
        let namespaces = |report: &Report| {
            let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "(none)".to_owned());
            report.namespaces.as_ref().map(|all| all.iter().map(|one| (name(&one.name), one.bytes)).collect::<Vec<_>>())
        };
        let segments = |report: &Report| {
            let name = |segment: &super::report::Segment| match &segment.name {
                Some(name) => name.clone(),
                None => format!("data[{}]", segment.index),
            };
            report.segments.as_ref().map(|all| all.iter().map(|one| (name(one), one.bytes)).collect::<Vec<_>>())
        };
        let functions = match lists.contains(&List::Function) {
            true => Some(functions(old, new)?),
            false => None,
        };
        Ok(Change {
            old: before.bytes,
            new: after.bytes,
            sections: joined(parts(&before, |r| &r.sections), parts(&after, |r| &r.sections)),
            functions,
            namespaces: joined(namespaces(&before), namespaces(&after)),
            segments: joined(segments(&before), segments(&after)),
            sources: joined(parts(&before, |r| &r.sources), parts(&after, |r| &r.sources)),
        })
    }

    /// Writes it, at most `limit` lines of each list.
    pub fn write(&self, files: (&str, &str), limit: usize, sink: &mut dyn Write) -> io::Result<()> {
        writeln!(sink, "{} → {}: {} → {} bytes ({})", files.0, files.1, self.old, self.new, delta(self.old, self.new))?;
        let lists = [
            ("Sections", &self.sections),
            ("Functions", &self.functions),
            ("Namespaces", &self.namespaces),
            ("Data segments", &self.segments),
            ("Source files", &self.sources),
        ];
        for (title, rows) in lists {
            let Some(rows) = rows.as_ref().filter(|rows| !rows.is_empty()) else { continue };
            writeln!(sink, "\n{title} ({} changed)", rows.len())?;
            writeln!(sink, "    change        old        new")?;
            let shown = if rows.len() <= limit.saturating_add(1) { rows.len() } else { limit };
            for row in &rows[..shown] {
                writeln!(sink, "{:>10} {:>10} {:>10} {}", delta(row.old, row.new), row.old, row.new, row.name)?;
            }
            if shown < rows.len() {
                writeln!(sink, "  … {} more (`--top 0` shows all)", rows.len() - shown)?;
            }
        }
        Ok(())
    }
}

fn delta(old: u64, new: u64) -> String {
    format!("{:+}", i128::from(new) - i128::from(old))
}

/// The functions that differ in size, with those that are gone and those that are new.
fn functions(old: &Measured<'_>, new: &Measured<'_>) -> Result<Vec<Row>> {
    let (before, after) = Side::both((old.module, &old.labels), (new.module, &new.labels));
    let pairs = Pairs::of(&before, &after)?;
    let bytes = |side: &Measured<'_>, func| {
        side.graph.node(Item::Entry(ExternKind::Func, func)).map_or(0, |node| side.graph.bytes[node as usize])
    };
    let mut rows = Vec::new();
    for (func, _) in old.funcs() {
        let other = pairs.new_of[func as usize];
        let name = other.map_or_else(|| old.labels.shown(func), |other| new.labels.shown(other));
        rows.push(Row { name, old: bytes(old, func), new: other.map_or(0, |other| bytes(new, other)) });
    }
    let added = new.funcs().filter(|(func, _)| pairs.old_of[*func as usize].is_none());
    rows.extend(added.map(|(func, _)| Row { name: new.labels.shown(func), old: 0, new: bytes(new, func) }));
    Ok(sorted(rows))
}

/// Two lists joined by name; entries of the same name count as one.
fn joined(old: Option<Vec<(String, u64)>>, new: Option<Vec<(String, u64)>>) -> Option<Vec<Row>> {
    if old.is_none() && new.is_none() {
        return None;
    }
    let mut sums: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    old.into_iter().flatten().for_each(|(name, bytes)| sums.entry(name).or_default().0 += bytes);
    new.into_iter().flatten().for_each(|(name, bytes)| sums.entry(name).or_default().1 += bytes);
    Some(sorted(sums.into_iter().map(|(name, (old, new))| Row { name, old, new }).collect()))
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.retain(|row| row.old != row.new);
    rows.sort_by_key(|row| std::cmp::Reverse(row.old.abs_diff(row.new)));
    rows
}
