//! Renders the tables indexed by `op as usize`, and those that find an `Op`.

use super::BANNER;
use std::fmt::Write;
use wharf_core::features::Proposal;
use wharf_core::ops::{NumType, Row, Signature, StackType, keyword_hash};

/// The text of `generated/tables.rs`.
pub fn render(rows: &[Row]) -> Result<String, String> {
    let mut text = format!(
        "//! Properties of instructions, indexed by `op as usize`, and the tables that find an `Op`.\n\n{BANNER}\
         use super::Op;\n\
         use crate::ops::words::words;\n\
         use crate::ops::{{NumType::*, Proposal, Shape, SigId, Signature, StackType}};\n"
    );
    let signatures = distinct_signatures(rows);
    per_op(&mut text, rows, "ALL", "Op", |row| format!("Op::{}", row.ident));
    words(&mut text, "MNEMONICS", rows.iter().map(|row| row.mnemonic));
    per_op(&mut text, rows, "SHAPES", "Shape", |row| format!("Shape::{:?}", row.shape));
    per_op(&mut text, rows, "STACK_TYPES", "StackType", |row| stack(&signatures, &row.stack));
    per_op(&mut text, rows, "PREFIXES", "u8", |row| format!("0x{:02X}", row.prefix));
    per_op(&mut text, rows, "CODES", "u16", |row| format!("0x{:02X}", row.code));
    per_op(&mut text, rows, "ALIGNS", "u8", |row| row.align.to_string());
    per_op(&mut text, rows, "PROPOSALS", "Proposal", |row| format!("Proposal::{:?}", row.proposal));
    per_op(&mut text, rows, "EFFECTS", "u32", |row| format!("0x{:X}", row.effects.bits()));
    words(&mut text, "ANCHORS", rows.iter().map(anchor));
    write_signatures(&mut text, &signatures);
    for (name, prefix, least) in [
        ("BY_BYTE", 0, 256),
        ("BY_CODE_FB", 0xFB, 0),
        ("BY_CODE_FC", 0xFC, 0),
        ("BY_CODE_FD", 0xFD, 0),
        ("BY_CODE_FE", 0xFE, 0),
    ] {
        by_code(&mut text, rows, name, prefix, least);
    }
    keywords(&mut text, rows)?;
    Ok(text)
}

/// One line per instruction, commented with its mnemonic.
fn per_op(text: &mut String, rows: &[Row], name: &str, of: &str, cell: impl Fn(&Row) -> String) {
    let _ = writeln!(text, "\n#[rustfmt::skip]\npub(crate) static {name}: [{of}; {}] = [", rows.len());
    for row in rows {
        let cell = cell(row) + ",";
        let _ = writeln!(text, "    {cell:<32} // {}", row.mnemonic);
    }
    text.push_str("];\n");
}

/// A list of words, a line each.
fn words<W: AsRef<str>>(text: &mut String, name: &str, words: impl ExactSizeIterator<Item = W>) {
    let _ = writeln!(text, "\nwords!({name}: {} = [", words.len());
    for word in words {
        let _ = writeln!(text, "    {:?},", word.as_ref());
    }
    text.push_str("]);\n");
}

/// The fixed signatures, in the order of their first use.
fn distinct_signatures(rows: &[Row]) -> Vec<Signature> {
    let mut distinct = Vec::new();
    for row in rows {
        if let StackType::Fixed(signature) = row.stack
            && !distinct.contains(&signature)
        {
            distinct.push(signature);
        }
    }
    distinct
}

fn stack(signatures: &[Signature], stack: &StackType<Signature>) -> String {
    match stack {
        StackType::Fixed(signature) => {
            let id = signatures.iter().position(|s| s == signature).expect("collected from the same rows");
            format!("StackType::Fixed(SigId({id}))")
        }
        other => format!("StackType::{other:?}"),
    }
}

fn write_signatures(text: &mut String, signatures: &[Signature]) {
    let list = |types: &[NumType]| types.iter().map(|t| format!("{t:?}")).collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "\n#[rustfmt::skip]\npub(crate) static SIGNATURES: [Signature; {}] = [", signatures.len());
    for (id, signature) in signatures.iter().enumerate() {
        let (params, results) = (list(signature.params), list(signature.results));
        let _ = writeln!(text, "    Signature {{ params: &[{params}], results: &[{results}] }}, // {id}");
    }
    text.push_str("];\n");
}

/// From an opcode to its instruction.
fn by_code(text: &mut String, rows: &[Row], name: &str, prefix: u8, least: usize) {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.prefix == prefix).collect();
    let length = rows.iter().map(|row| row.code as usize + 1).max().unwrap_or(0).max(least);
    let _ = writeln!(text, "\n#[rustfmt::skip]\npub(crate) static {name}: [Option<Op>; {length}] = [");
    for code in 0..length {
        let cell = match rows.iter().find(|row| row.code as usize == code) {
            Some(row) => format!("Some(Op::{})", row.ident),
            None => "None".into(),
        } + ",";
        let _ = writeln!(text, "    {cell:<40} // 0x{code:02X}");
    }
    text.push_str("];\n");
}

/// From a keyword to its instruction: an open-addressed hash table of positions (plus one) in a sorted list.
fn keywords(text: &mut String, rows: &[Row]) -> Result<(), String> {
    const SLOTS: usize = 2048;
    let mut list: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        for keyword in [row.mnemonic].iter().chain(row.aliases) {
            // Where two opcodes share a keyword, the first stands for it (see `Op::from_mnemonic`).
            if !list.iter().any(|(known, _)| known == keyword) {
                list.push((keyword, row.ident));
            }
        }
    }
    list.sort_unstable();
    if list.len() * 2 > SLOTS {
        return Err("the keyword table is more than half full: enlarge SLOTS in xtask/src/gen/tables.rs".into());
    }
    let mut slots = [0; SLOTS];
    for (position, (keyword, _)) in list.iter().enumerate() {
        let mut slot = keyword_hash(keyword.as_bytes()) as usize % SLOTS;
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = position + 1;
    }
    words(text, "KEYWORDS", list.iter().map(|(keyword, _)| keyword));
    let _ = writeln!(text, "\n#[rustfmt::skip]\npub(crate) static KEYWORD_OPS: [Op; {}] = [", list.len());
    for (keyword, ident) in &list {
        let _ = writeln!(text, "    {:<32} // {keyword}", format!("Op::{ident},"));
    }
    let _ = writeln!(text, "];\n\n#[rustfmt::skip]\npub(crate) static KEYWORD_SLOTS: [u16; {SLOTS}] = [");
    for line in slots.chunks(24) {
        let line: Vec<String> = line.iter().map(|position| format!("{position},")).collect();
        let _ = writeln!(text, "    {}", line.join(" "));
    }
    text.push_str("];\n");
    Ok(())
}

/// The core specification and the legacy one name a validation rule `valid-…`; the overviews of proposals that are not
/// merged have headings instead.
fn anchor(row: &Row) -> String {
    match row.proposal {
        Proposal::Threads | Proposal::WideArithmetic => row.anchor.to_owned(),
        _ => format!("valid-{}", row.anchor),
    }
}
