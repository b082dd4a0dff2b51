//! The lists as text.

use std::io::{self, Write};

use super::List;
use super::keeps::Tree;
use super::report::{Measured, Report};
use crate::anatomy::hints::Hints;

/// The width of the longest bar.
const BAR: u64 = 24;

/// Writes the lists, at most `limit` lines of each. `asked` is empty if no list was asked for in particular.
pub fn write(
    report: &Report,
    measured: &Measured<'_>,
    asked: &[List],
    limit: usize,
    sink: &mut dyn Write,
) -> io::Result<()> {
    writeln!(sink, "{}: {} bytes", report.file, report.bytes)?;
    if let Some(sections) = &report.sections {
        writeln!(sink, "\nSections")?;
        let largest = sections.first().map_or(1, |section| section.bytes.max(1));
        rows(sections, limit, sink, |section, sink| {
            let bar = "█".repeat((section.bytes * BAR).div_ceil(largest) as usize);
            writeln!(sink, "{} {:<24} {bar}", share(section.bytes, report.bytes), section.name)
        })?;
    }
    if report.functions.is_some() {
        functions(report, measured, limit, sink)?;
    }
    if report.namespaces.is_some() {
        namespaces(report, measured, asked.is_empty(), limit, sink)?;
    }
    if let Some(segments) = report.segments.as_ref().filter(|list| !list.is_empty() || !asked.is_empty()) {
        writeln!(sink, "\nData segments ({})", segments.len())?;
        rows(segments, limit, sink, |segment, sink| {
            let name = segment.name.as_deref().unwrap_or("");
            let line = format!("{} data[{}] {name}", share(segment.bytes, report.bytes), segment.index);
            writeln!(sink, "{}", line.trim_end())
        })?;
    }
    sources(report, asked, limit, sink)?;
    match report.unreached.functions {
        0 => Ok(()),
        count => writeln!(sink, "\nNothing leads to {count} functions of {} bytes.", report.unreached.bytes),
    }
}

fn functions(report: &Report, measured: &Measured<'_>, limit: usize, sink: &mut dyn Write) -> io::Result<()> {
    let Some(functions) = &report.functions else { return Ok(()) };
    writeln!(sink, "\nFunctions ({})", functions.len())?;
    if !functions.is_empty() {
        writeln!(sink, "     bytes      %      keeps")?;
    }
    let hints = Hints::of(measured.module);
    rows(functions, limit, sink, |function, sink| {
        let keeps = function.keeps.map_or_else(|| "-".to_owned(), |keeps| keeps.to_string());
        let about = match &function.name {
            Some(name) => name.clone(),
            None => hints.func(function.index).map_or_else(String::new, |hint| format!("({hint})")),
        };
        let line = format!("{} {keeps:>10} func[{}] {about}", share(function.bytes, report.bytes), function.index);
        writeln!(sink, "{}", line.trim_end())
    })
}

/// The namespaces; without names, what keeps what takes their place.
fn namespaces(
    report: &Report,
    measured: &Measured<'_>,
    instead: bool,
    limit: usize,
    sink: &mut dyn Write,
) -> io::Result<()> {
    let Some(namespaces) = report.namespaces.as_ref().filter(|_| !measured.module.bodies.is_empty()) else {
        return Ok(());
    };
    let named: u64 = namespaces.iter().map(|namespace| namespace.functions).sum();
    let all = measured.module.bodies.len() as u64;
    // A few exports do not make a module that has names.
    if named * 10 < all {
        writeln!(sink, "\nNamespaces: {named} of {all} functions have a name")?;
        return if instead { Tree::of(measured, limit).write(sink) } else { Ok(()) };
    }
    let nameless =
        if named < all { format!(", {} functions without a name left out", all - named) } else { String::new() };
    writeln!(sink, "\nNamespaces ({}{nameless})", namespaces.len())?;
    writeln!(sink, "     bytes      %  functions")?;
    rows(namespaces, limit, sink, |namespace, sink| {
        let name = namespace.name.as_deref().unwrap_or("(none)");
        writeln!(sink, "{} {:>10} {name}", share(namespace.bytes, report.bytes), namespace.functions)
    })
}

fn sources(report: &Report, asked: &[List], limit: usize, sink: &mut dyn Write) -> io::Result<()> {
    let list = match (&report.sources, &report.mentions) {
        (Some(sources), _) if !sources.is_empty() => {
            writeln!(sink, "\nSource files ({}, after debug information)", sources.len())?;
            sources
        }
        (_, Some(mentions)) => {
            let why = "no debug information for the code: by the file that functions, or those around them, mention";
            writeln!(sink, "\nSource files ({}; {why})", mentions.len())?;
            mentions
        }
        _ if asked.contains(&List::Source) => {
            return writeln!(sink, "\nSource files: there is no debug information for the code");
        }
        _ => return Ok(()),
    };
    rows(list, limit, sink, |source, sink| writeln!(sink, "{} {}", share(source.bytes, report.bytes), source.name))?;
    let code: u64 = list.iter().map(|source| source.bytes).sum();
    writeln!(sink, "{} in all", share(code, report.bytes))
}

/// The bytes and their share of all.
pub fn share(bytes: u64, all: u64) -> String {
    format!("{bytes:>10} {:>5.1}%", 100.0 * bytes as f64 / all.max(1) as f64)
}

/// A line for each entry, and one for what is left.
fn rows<T>(
    list: &[T],
    limit: usize,
    sink: &mut dyn Write,
    mut line: impl FnMut(&T, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // One line more says as much as "1 more".
    let shown = if list.len() <= limit.saturating_add(1) { list.len() } else { limit };
    list[..shown].iter().try_for_each(|entry| line(entry, sink))?;
    match list.len() - shown {
        0 => Ok(()),
        more => writeln!(sink, "  … {more} more (`--top 0` shows all)"),
    }
}
