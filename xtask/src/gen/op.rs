//! Renders the `Op` enum.

use super::BANNER;
use std::fmt::Write;
use wharf_core::ops::{Row, StackType};

/// The text of `generated/op.rs`.
pub fn render(rows: &[Row]) -> String {
    let mut text = format!(
        "//! The `Op` enum: one variant per instruction, in order of prefix and opcode.\n\n{BANNER}\
         /// A WebAssembly instruction, without its immediates.\n\
         #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]\n\
         #[repr(u16)]\n\
         pub enum Op {{\n"
    );
    for row in rows {
        let _ = writeln!(text, "    /// {}\n    {},", document(row), row.ident);
    }
    text.push_str("}\n");
    text
}

/// One line: mnemonic, immediates, stack type, opcode.
fn document(row: &Row) -> String {
    let opcode = match row.prefix {
        0 => format!("0x{:02X}", row.code),
        prefix => format!("0x{prefix:02X} {}", row.code),
    };
    match stack(&row.stack) {
        Some(stack) => format!("`{}`: `{stack}` ({opcode})", row.mnemonic),
        None => format!("`{}` ({opcode})", row.mnemonic),
    }
}

fn stack<S: std::fmt::Display>(stack: &StackType<S>) -> Option<String> {
    Some(match stack {
        StackType::Fixed(signature) => signature.to_string(),
        StackType::Load(t) => format!("[at] -> [{t}]"),
        StackType::Store(t) => format!("[at {t}] -> []"),
        StackType::LoadLane => "[at v128] -> [v128]".into(),
        StackType::StoreLane => "[at v128] -> []".into(),
        StackType::AtomicRmw(t) => format!("[at {t}] -> [{t}]"),
        StackType::AtomicCmpxchg(t) => format!("[at {t} {t}] -> [{t}]"),
        StackType::AtomicWait(t) => format!("[at {t} i64] -> [i32]"),
        StackType::AtomicNotify => "[at i32] -> [i32]".into(),
        StackType::Special => return None,
    })
}
