//! The report as a screen of text.

use std::io::{self, Write};

use super::{Memory, Report};
use crate::render::{Role, Style};

/// How many lines a list takes at most.
const SHOWN: usize = 12;
/// The width of the longest bar.
const BAR: usize = 30;

/// Writes the report.
pub fn write(report: &Report, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    let name = report.origin.name.as_deref().map_or_else(String::new, |name| format!(" `{name}`"));
    let article = if report.kind == "object file" { "an" } else { "a" };
    let title = format!("{}{name}", report.file);
    writeln!(sink, "{}: {article} {}, {}", style.paint(Role::Message, title), report.kind, size(report.size))?;
    needs(report, style, sink)?;
    offers(report, style, sink)?;
    heading("Memory", style, sink)?;
    if report.memories.is_empty() {
        writeln!(sink, "  none")?;
    }
    report.memories.iter().try_for_each(|memory| writeln!(sink, "  {}", memory_words(memory)))?;
    heading("Made with", style, sink)?;
    if report.origin.producers.is_empty() {
        writeln!(sink, "  it does not say")?;
    }
    for made in &report.origin.producers {
        writeln!(sink, "{}", format!("  {:<13} {} {}", made.field, made.name, made.version).trim_end())?;
    }
    heading("Uses beyond WebAssembly 1.0", style, sink)?;
    writeln!(sink, "  {}", if report.proposals.is_empty() { "nothing".into() } else { report.proposals.join(", ") })?;
    sizes(report, style, sink)?;
    if !report.warnings.is_empty() {
        heading("Worth knowing", style, sink)?;
    }
    report.warnings.iter().try_for_each(|warning| writeln!(sink, "  {} {warning}", style.paint(Role::Error, "!")))
}

fn heading(words: &str, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "\n{}", style.paint(Role::Message, words))
}

fn needs(report: &Report, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    heading("Needs from its host", style, sink)?;
    let needs = &report.needs;
    if needs.capabilities.is_empty() && needs.others.is_empty() {
        return writeln!(sink, "  nothing");
    }
    needs.capabilities.iter().try_for_each(|capability| writeln!(sink, "  {}", capability.what))?;
    list(&needs.others, sink, |other| format!("{:?} {:?}: {}", other.module, other.name, other.ty))
}

fn offers(report: &Report, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    heading(&format!("Offers ({} functions inside)", report.functions), style, sink)?;
    if report.exports.is_empty() {
        return writeln!(sink, "  nothing");
    }
    list(&report.exports, sink, |offer| format!("{:?}: {}", offer.name, offer.ty))
}

/// A line for each item, if they are not too many.
fn list<T>(items: &[T], sink: &mut dyn Write, line: impl Fn(&T) -> String) -> io::Result<()> {
    // One line more says as much as "1 more".
    let shown = if items.len() <= SHOWN + 1 { items.len() } else { SHOWN };
    items[..shown].iter().try_for_each(|item| writeln!(sink, "  {}", line(item)))?;
    match items.len() - shown {
        0 => Ok(()),
        more => writeln!(sink, "  … {more} more (`wharf objdump -x`)"),
    }
}

fn memory_words(memory: &Memory) -> String {
    let max = memory.max_bytes.map_or_else(|| ", no maximum".to_owned(), |max| format!(", at most {}", bytes(max)));
    let mut words = format!("{} to begin with{max}", bytes(memory.min_bytes));
    for (said, what) in
        [(memory.memory64, "64-bit addresses"), (memory.shared, "shared"), (memory.imported, "imported")]
    {
        if said {
            words += ", ";
            words += what;
        }
    }
    words
}

fn sizes(report: &Report, style: Style, sink: &mut dyn Write) -> io::Result<()> {
    heading("Sizes", style, sink)?;
    if report.sections.is_empty() {
        return writeln!(sink, "  no section");
    }
    let mut sections: Vec<_> = report.sections.iter().collect();
    sections.sort_by_key(|section| std::cmp::Reverse(section.bytes));
    let largest = sections.first().map_or(1, |section| section.bytes.max(1));
    let shown = if sections.len() <= SHOWN + 1 { sections.len() } else { SHOWN };
    for section in &sections[..shown] {
        let percent = 100.0 * section.bytes as f64 / report.size.max(1) as f64;
        let name = if section.custom { format!("{:?}", section.name) } else { section.name.clone() };
        // In bytes of at most four gibibytes, the product fits.
        let bar = "█".repeat((section.bytes * BAR).div_ceil(largest));
        let bar = style.paint(Role::Frame, bar);
        writeln!(sink, "  {name:<18} {:>10} {percent:>5.1}%  {bar}", size(section.bytes))?;
    }
    let rest: usize = sections[shown..].iter().map(|section| section.bytes).sum();
    match sections.len() - shown {
        0 => Ok(()),
        more => writeln!(sink, "  {:<18} {:>10}", format!("{more} more"), size(rest)),
    }
}

fn size(count: usize) -> String {
    bytes(count as u64)
}

/// A number of bytes with a unit that keeps it short.
fn bytes(count: u64) -> String {
    let units = [(1u64 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match units.iter().find(|(unit, _)| count >= *unit) {
        Some((unit, name)) if count.is_multiple_of(*unit) => format!("{} {name}", count / unit),
        Some((unit, name)) => format!("{:.1} {name}", count as f64 / *unit as f64),
        None if count == 1 => "1 byte".to_owned(),
        None => format!("{count} bytes"),
    }
}
