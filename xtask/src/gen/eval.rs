//! Renders the match from a numeric instruction to its function in `core::num`.

use super::BANNER;
use std::fmt::Write;
use wharf_core::ops::{Row, Shape, StackType};

/// The text of `generated/eval.rs`.
pub fn render(rows: &[Row]) -> String {
    let mut text = format!(
        "//! From a numeric instruction to its function.\n\n{BANNER}\
         use super::Op;\n\
         use crate::num::{{self, Immediate, IntoNums, Num, Num::*, NumTrap}};\n\n\
         /// See [`num::eval()`].\n\
         #[rustfmt::skip]\n\
         pub(crate) fn eval(op: Op, immediate: Immediate, operands: &[Num]) -> Option<Result<Vec<Num>, NumTrap>> {{\n    \
         Some(match (op, operands) {{\n"
    );
    for row in rows {
        if let Some((pattern, call)) = arm(row) {
            let _ = writeln!(text, "        (Op::{}, [{pattern}]) => {call}.into_nums(),", row.ident);
        }
    }
    text.push_str("        _ => return None,\n    })\n}\n");
    text
}

/// The pattern of the operands and the call, for an instruction that only computes. Constants have no function.
fn arm(row: &Row) -> Option<(String, String)> {
    let StackType::Fixed(signature) = row.stack else { return None };
    let immediate = match row.shape {
        Shape::None => None,
        Shape::Lane => Some("immediate.lane()?"),
        Shape::Lanes16 => Some("immediate.lanes()?"),
        _ => return None,
    };
    let (module, function) = row.mnemonic.split_once('.')?;
    let names = ["a", "b", "c", "d"];
    let operands = || signature.params.iter().zip(names);
    let pattern: Vec<String> = operands().map(|(t, name)| format!("{t:?}({name})")).collect();
    let mut arguments: Vec<String> = operands().map(|(_, name)| format!("*{name}")).collect();
    arguments.extend(immediate.map(str::to_owned));
    Some((pattern.join(", "), format!("num::{module}::{function}({})", arguments.join(", "))))
}
