//! The `(@dylink.0 …)` annotation, as other tools print it: the section of dynamic libraries.
//!
//! Specification: [dynamic linking](https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md).

use wharf_core::Result;

use super::cursor::Cursor;
use super::emit;
use crate::text::lex::TokenKind;

/// The flags of symbols, by keyword.
const FLAGS: [(&str, u32); 9] = [
    ("binding-weak", 1 << 0),
    ("binding-local", 1 << 1),
    ("visibility-hidden", 1 << 2),
    ("undefined", 1 << 4),
    ("exported", 1 << 5),
    ("explicit-name", 1 << 6),
    ("no-strip", 1 << 7),
    ("tls", 1 << 8),
    ("absolute", 1 << 9),
];

/// A subsection in work: its number, how many entries it has when it is a list, and their bytes.
struct Subsection {
    id: u8,
    count: Option<u32>,
    bytes: Vec<u8>,
}

/// The contents of the section, from the forms inside the annotation.
pub(super) fn dylink(cur: &mut Cursor<'_>) -> Result<Vec<u8>> {
    let mut subsections: Vec<Subsection> = Vec::new();
    while cur.tok.kind == TokenKind::LParen {
        cur.bump()?;
        let word = cur.keyword().unwrap_or_default();
        let (id, list) = match word {
            "mem-info" => (1, false),
            "needed" => (2, true),
            "export-info" => (3, true),
            "import-info" => (4, true),
            "runtime-path" => (5, true),
            _ => return Err(cur.unexpected("`mem-info`, `needed`, `export-info`, `import-info` or `runtime-path`")),
        };
        cur.bump()?;
        // Each export and import is a form of its own, and neighbours go together.
        let goes_on = matches!(id, 3 | 4) && subsections.last().is_some_and(|last| last.id == id);
        if !goes_on {
            subsections.push(Subsection { id, count: list.then_some(0), bytes: Vec::new() });
        }
        if let Some(subsection) = subsections.last_mut() {
            entries(cur, subsection)?;
        }
        cur.close()?;
    }
    let mut out = Vec::new();
    for Subsection { id, count, bytes } in subsections {
        let mut payload = Vec::with_capacity(bytes.len() + 5);
        count.into_iter().for_each(|count| emit::u32(&mut payload, count));
        payload.extend_from_slice(&bytes);
        out.push(id);
        emit::bytes(&mut out, &payload);
    }
    Ok(out)
}

/// What stands behind the keyword of a form.
fn entries(cur: &mut Cursor<'_>, subsection: &mut Subsection) -> Result<()> {
    let names = match subsection.id {
        1 => {
            for word in ["memory", "table"] {
                let numbers = if cur.open(word)? {
                    let numbers = [cur.u32()?, cur.u32()?];
                    cur.close()?;
                    numbers
                } else {
                    [0, 0]
                };
                numbers.into_iter().for_each(|number| emit::u32(&mut subsection.bytes, number));
            }
            return Ok(());
        }
        3 => 1,
        4 => 2,
        _ => {
            while cur.tok.kind == TokenKind::String {
                emit::bytes(&mut subsection.bytes, cur.name()?.as_bytes());
                subsection.count = subsection.count.map(|count| count + 1);
            }
            return Ok(());
        }
    };
    for _ in 0..names {
        emit::bytes(&mut subsection.bytes, cur.name()?.as_bytes());
    }
    emit::u32(&mut subsection.bytes, flags(cur)?);
    subsection.count = subsection.count.map(|count| count + 1);
    Ok(())
}

/// Flags by keyword or as numbers, all together.
fn flags(cur: &mut Cursor<'_>) -> Result<u32> {
    let mut all = 0;
    while !cur.at_close() {
        match cur.keyword().and_then(|word| FLAGS.iter().find(|flag| flag.0 == word)) {
            Some(flag) => {
                all |= flag.1;
                cur.bump()?;
            }
            None => all |= cur.u32()?,
        }
    }
    Ok(all)
}
