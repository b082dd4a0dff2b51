//! What changed, as text.

use std::io::{self, Write};

use super::report::{Entry, Function, Report, Version};
use crate::render::{Role, Style};

/// Writes it, at most `limit` lines of each list of functions.
pub fn write(report: &Report, files: (&str, &str), limit: usize, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    if report.is_empty() {
        return writeln!(sink, "{} and {} are the same", files.0, files.1);
    }
    writeln!(sink, "{}", style.paint(Role::Message, format!("{} → {}", files.0, files.1)))?;
    entries("Imports", &report.imports, style, sink)?;
    entries("Exports", &report.exports, style, sink)?;
    functions("Signatures", &report.signatures, limit, style, sink)?;
    functions("Bodies", &report.bodies, limit, style, sink)?;
    if !report.renamed.is_empty() {
        heading("Renamed", report.renamed.len(), style, sink)?;
    }
    for Entry { old, new, .. } in report.renamed.iter().take(limit) {
        writeln!(sink, "  ~ {} → {}", old.as_deref().unwrap_or(""), new.as_deref().unwrap_or(""))?;
    }
    functions("New functions", &report.added, limit, style, sink)?;
    functions("Functions that are gone", &report.removed, limit, style, sink)?;
    entries("Others", &report.others, style, sink)?;
    match report.unchanged {
        0 => Ok(()),
        1 => writeln!(sink, "\n1 function is the same."),
        count => writeln!(sink, "\n{count} functions are the same."),
    }
}

fn heading(words: &str, count: usize, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "\n{} ({count})", style.paint(Role::Message, words))
}

fn entries(words: &str, list: &[Entry], style: Style, sink: &mut dyn Write) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    heading(words, list.len(), style, sink)?;
    for entry in list {
        let name = &entry.name;
        match (&entry.old, &entry.new) {
            (Some(old), Some(new)) => writeln!(sink, "  ~ {name}: {old} → {new}")?,
            (Some(old), None) => writeln!(sink, "  {}", style.paint(Role::Error, format!("- {name}: {old}")))?,
            (None, Some(new)) => writeln!(sink, "  {}", style.paint(Role::Good, format!("+ {name}: {new}")))?,
            (None, None) => {}
        }
    }
    Ok(())
}

fn functions(words: &str, list: &[Function], limit: usize, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    heading(words, list.len(), style, sink)?;
    let shown = if list.len() <= limit.saturating_add(1) { list.len() } else { limit };
    for function in &list[..shown] {
        let name = &function.name;
        match (&function.old, &function.new) {
            (Some(old), Some(new)) if old.ty != new.ty => writeln!(sink, "  ~ {name}: {} → {}", ty(old), ty(new))?,
            (Some(old), Some(new)) if old.bytes == new.bytes => writeln!(sink, "  ~ {name}: {} bytes", new.bytes)?,
            (Some(old), Some(new)) => writeln!(sink, "  ~ {name}: {} → {} bytes", old.bytes, new.bytes)?,
            (Some(old), None) => writeln!(sink, "  {}", style.paint(Role::Error, format!("- {}", whole(name, old))))?,
            (None, Some(new)) => writeln!(sink, "  {}", style.paint(Role::Good, format!("+ {}", whole(name, new))))?,
            (None, None) => {}
        }
    }
    match list.len() - shown {
        0 => Ok(()),
        more => writeln!(sink, "  … {more} more (`--top 0` lists all)"),
    }
}

fn ty(version: &Version) -> &str {
    if version.ty.is_empty() { "(func)" } else { &version.ty }
}

fn whole(name: &str, version: &Version) -> String {
    format!("{name}: {}, {} bytes", ty(version), version.bytes)
}
