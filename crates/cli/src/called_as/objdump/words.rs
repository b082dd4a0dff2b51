//! Types, constants and bytes in the words of wasm-objdump.

use std::io::{self, Write};

use wharf_core::Op;
use wharf_core::module::{ConstExpr, Module};
use wharf_core::types::{CompositeType, ExternKind, FuncType, Limits, RefType, SubType, ValType};
use wharf_syntax::binary::const_expr;
use wharf_syntax::instr::{Imm, Instr};

use crate::verbs::objdump::{Object, relocs, words};

/// How many bytes a line shows.
const LINE: usize = 16;

/// Writes bytes with their addresses, each line behind `lead`.
pub fn hex(bytes: &[u8], at: u64, lead: &str, sink: &mut dyn Write) -> io::Result<()> {
    for (position, line) in bytes.chunks(LINE).enumerate() {
        write!(sink, "{lead}{:07x}: ", at + (position * LINE) as u64)?;
        for column in 0..LINE {
            match line.get(column) {
                Some(byte) => write!(sink, "{byte:02x}")?,
                None => write!(sink, "  ")?,
            }
            if column % 2 == 1 {
                write!(sink, " ")?;
            }
        }
        let letter = |byte: &u8| if matches!(byte, 0x20..=0x7e) { char::from(*byte) } else { '.' };
        writeln!(sink, " {}", line.iter().map(letter).collect::<String>())?;
    }
    Ok(())
}

/// `(i32, i64) -> f32`, with `nil` for no result.
pub fn func_type(ty: &FuncType) -> String {
    let list = |types: &[ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let results = match ty.results() {
        [] => "nil".to_owned(),
        [one] => one.to_string(),
        many => format!("({})", list(many)),
    };
    format!("({}) -> {results}", list(ty.params()))
}

/// A type definition.
pub fn sub_type(ty: &SubType) -> String {
    match &ty.composite {
        CompositeType::Func(func) if ty.is_final && ty.supertype.is_none() => func_type(func),
        _ => words::sub_type(ty),
    }
}

/// ` initial=1 max=2`
pub fn limits(limits: &Limits) -> String {
    limits.max.map_or_else(|| format!("initial={}", limits.min), |max| format!("initial={} max={max}", limits.min))
}

/// ` <name>`, or nothing.
pub fn angled(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" <{name}>"))
}

/// What an entry is called: by the name section, in an object file by its symbol, else by its export or import.
pub fn name_of(object: &Object, kind: ExternKind, index: u32) -> Option<String> {
    let names = &object.names;
    let map = match kind {
        ExternKind::Func => &names.funcs,
        ExternKind::Table => &names.tables,
        ExternKind::Memory => &names.memories,
        ExternKind::Global => &names.globals,
        ExternKind::Tag => &names.tags,
    };
    if let Some(name) = map.get(index) {
        return Some(name.to_owned());
    }
    let symbols = object.linking.iter().flat_map(|linking| &linking.symbols);
    let mut symbols =
        symbols.filter(|symbol| symbol.target == wharf_syntax::binary::linking::Target::Extern { kind, index });
    if let Some(name) = symbols.find_map(|symbol| symbol.name.clone()) {
        return Some(name);
    }
    let mut imports = object.module.imports.iter().filter(|import| import.ty.kind() == kind);
    if let Some(import) = imports.nth(index as usize).filter(|_| index < object.module.imported(kind)) {
        return Some(format!("{}.{}", import.module, import.name));
    }
    if kind == ExternKind::Tag {
        return None;
    }
    let export = object.module.exports.iter().find(|export| (export.kind, export.index) == (kind, index));
    export.map(|export| export.name.to_string())
}

/// ` <name>` of an entry, or nothing.
pub fn entry(object: &Object, kind: ExternKind, index: u32) -> String {
    angled(name_of(object, kind, index).as_deref())
}

/// The name of a symbol.
pub fn symbol(object: &Object, index: u32) -> Option<String> {
    use wharf_syntax::binary::linking::Target;
    let symbol = object.linking.as_ref()?.symbols.get(index as usize)?;
    match symbol.target {
        Target::Extern { kind, index } if symbol.name.is_none() => name_of(object, kind, index),
        _ => relocs::symbol_name(object, symbol).map(str::to_owned),
    }
}

/// A constant expression: `i32=5`, or its instructions in parentheses.
pub fn constant(object: &Object, expr: ConstExpr) -> String {
    let all = instrs(&object.module, expr);
    match &all[..] {
        [one] => match one.imm {
            Imm::I32(value) => format!("i32={value}"),
            Imm::I64(value) => format!("i64={value}"),
            Imm::F32(bits) => format!("f32={}", float(u64::from(bits), 23, 8)),
            Imm::F64(bits) => format!("f64={}", float(bits, 52, 11)),
            Imm::Global(index) => format!("global={index}{}", entry(object, ExternKind::Global, index)),
            _ => item(object, one),
        },
        all => format!("({})", all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// An item of an element segment.
pub fn item(object: &Object, instr: &Instr<'_>) -> String {
    match instr.imm {
        Imm::Func(func) => format!("ref.func:{func}{}", entry(object, ExternKind::Func, func)),
        Imm::HeapType(heap) if instr.op == Op::RefNull => format!("ref.null {}", RefType::new(true, heap)),
        _ => instr.to_string(),
    }
}

/// The instructions of a constant expression without the last `end`.
pub fn instrs(module: &Module, expr: ConstExpr) -> Vec<Instr<'_>> {
    let mut reader = const_expr(module, expr);
    let mut all = Vec::new();
    while let Ok(instr) = reader.next() {
        if instr.op == Op::End {
            break;
        }
        all.push(instr);
    }
    all
}

/// A float from its bits in hexadecimal: `-0x1.8p+3`, `inf`, `nan`, `nan:0x1`.
pub fn float(bits: u64, fraction_bits: u32, exponent_bits: u32) -> String {
    let sign = if bits >> (fraction_bits + exponent_bits) & 1 == 1 { "-" } else { "" };
    let fraction = bits & ((1 << fraction_bits) - 1);
    let all_ones = (1u64 << exponent_bits) - 1;
    let exponent = bits >> fraction_bits & all_ones;
    if exponent == all_ones {
        return match fraction {
            0 => format!("{sign}inf"),
            _ if fraction == 1 << (fraction_bits - 1) => format!("{sign}nan"),
            _ => format!("{sign}nan:{fraction:#x}"),
        };
    }
    let bias = (all_ones >> 1) as i64;
    let (mut fraction, mut power) = (fraction, exponent as i64 - bias);
    if exponent == 0 {
        if fraction == 0 {
            return format!("{sign}0x0p+0");
        }
        // A subnormal number is shown with its first bit in front of the point, as the others.
        let shift = fraction_bits - (63 - fraction.leading_zeros());
        power = 1 - bias - i64::from(shift);
        fraction = fraction << shift & ((1 << fraction_bits) - 1);
    }
    let digits = fraction_bits.div_ceil(4) as usize;
    let hex = format!("{:0digits$x}", fraction << (digits as u32 * 4 - fraction_bits));
    let hex = hex.trim_end_matches('0');
    let point = if hex.is_empty() { "" } else { "." };
    format!("{sign}0x1{point}{hex}p{power:+}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_hexadecimal() {
        let f32 = |value: f32| float(value.to_bits().into(), 23, 8);
        let f64 = |value: f64| float(value.to_bits(), 52, 11);
        assert_eq!([f32(1.5), f32(2.5), f32(0.0), f32(-0.0)], ["0x1.8p+0", "0x1.4p+1", "0x0p+0", "-0x0p+0"]);
        assert_eq!(f32(f32::from_bits(0x8000_0300)), "-0x1.8p-140");
        assert_eq!(f64(1e300), "0x1.7e43c8800759cp+996");
        assert_eq!([f64(f64::INFINITY), f64(5e-324)], ["inf", "0x1p-1074"]);
        assert_eq!(float(0x7fa0_0000, 23, 8), "nan:0x200000");
        assert_eq!(float(0xffc0_0000, 23, 8), "-nan");
    }
}
