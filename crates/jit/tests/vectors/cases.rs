//! Functions of one vector instruction each, which takes its operands from wherever a compiler may have them.

use std::fmt::Write;

use wharf_core::ops::{NumType, Op, Shape};

use crate::inputs::Inputs;

/// Where operands are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// In parameters.
    Locals,
    /// In parameters of a loop's function, which may have registers to themselves.
    Loop,
    /// Vectors are all the same one.
    Twice,
    /// Just computed.
    Own,
    /// Computed before a block began.
    Homes,
    /// Just computed, while more vectors are alive than there are registers.
    Crowd,
}

/// All of them.
pub const PLACES: [Place; 6] = [Place::Locals, Place::Loop, Place::Twice, Place::Own, Place::Homes, Place::Crowd];

/// How many vectors are a crowd.
const CROWD: usize = 15;

/// A function.
pub struct Case {
    pub op: Op,
    pub name: String,
    pub params: Vec<NumType>,
    /// Its text. It gives the result, and a vector that depends on those that were alive.
    pub function: String,
}

/// Every vector instruction that touches no memory, with immediates of all kinds.
pub fn all(place: Place) -> Vec<Case> {
    let mut cases = Vec::new();
    for op in Op::ALL.iter().copied().filter(|op| op.prefix() == 0xFD) {
        let Some(signature) = op.signature() else { continue };
        for immediate in immediates(op) {
            push(&mut cases, op, signature.params, &immediate, place, None);
        }
        // The last operand may be a constant: a count, a value for a lane.
        let Some(last @ (NumType::I32 | NumType::I64 | NumType::F32 | NumType::F64)) = signature.params.last() else {
            continue;
        };
        for bits in [0, 1, 3, 7, 8, 13, 31, 33, 63, 64, 200] {
            let constant = format!("{}.const {bits}", last.name());
            push(&mut cases, op, signature.params, &immediates(op)[0], place, Some(&constant));
        }
    }
    cases
}

fn push(cases: &mut Vec<Case>, op: Op, params: &[NumType], immediate: &str, place: Place, constant: Option<&str>) {
    let name = cases.len().to_string();
    let variables = params.len() - usize::from(constant.is_some());
    let mut code = String::new();
    if place == Place::Crowd {
        for index in 0..CROWD {
            let _ = writeln!(code, "v128.const i32x4 {index} 1 2 3 local.get $t v128.xor");
        }
    }
    for (index, param) in params[..variables].iter().enumerate() {
        operand(&mut code, index, *param, place);
    }
    let _ = writeln!(code, "{}", constant.unwrap_or_default());
    if place == Place::Homes {
        let _ = writeln!(code, "block end");
    }
    let _ = writeln!(code, "{op} {immediate} local.set $r");
    if place == Place::Crowd {
        let _ = writeln!(code, "{} local.set $s", "i32x4.add ".repeat(CROWD - 1));
    }
    if place == Place::Loop {
        code = format!(
            "loop $l {code} local.get $r drop local.get $n i32.const 1 i32.add local.tee $n i32.const 3 i32.lt_u br_if $l end"
        );
    }
    let result = op.signature().map_or("v128", |signature| signature.results[0].name());
    let names: String = params[..variables].iter().map(|param| format!(" {}", param.name())).collect();
    let function = format!(
        "(func (export \"{name}\") (param{names}) (result {result} v128) (local $r {result}) (local $s v128) (local $t v128) (local $n i32)
        {code} local.get $r local.get $s)\n",
    );
    cases.push(Case { op, name, params: params[..variables].to_vec(), function });
}

fn operand(code: &mut String, index: usize, param: NumType, place: Place) {
    let index = if place == Place::Twice && param == NumType::V128 { 0 } else { index };
    let _ = writeln!(code, "local.get {index}");
    let compute = match param {
        NumType::V128 => "v128.const i32x4 1 2 3 4 v128.xor v128.const i32x4 1 2 3 4 v128.xor",
        NumType::I32 => "i32.const 5 i32.xor i32.const 5 i32.xor",
        NumType::I64 => "i64.const 5 i64.xor i64.const 5 i64.xor",
        NumType::F32 => "i32.reinterpret_f32 i32.const 5 i32.xor i32.const 5 i32.xor f32.reinterpret_i32",
        NumType::F64 => "i64.reinterpret_f64 i64.const 5 i64.xor i64.const 5 i64.xor f64.reinterpret_i64",
    };
    if matches!(place, Place::Own | Place::Homes | Place::Crowd) {
        let _ = writeln!(code, "{compute}");
    }
}

/// The immediates that an instruction is tried with.
fn immediates(op: Op) -> Vec<String> {
    match op.shape() {
        Shape::Lane => {
            let lanes = match op.mnemonic().split('.').next() {
                Some("i8x16") => 16,
                Some("i16x8") => 8,
                Some("i32x4" | "f32x4") => 4,
                _ => 2,
            };
            (0..lanes).map(|lane: u32| lane.to_string()).collect()
        }
        Shape::Lanes16 => orders(),
        Shape::V128 => ["i32x4 0 0 0 0", "i32x4 -1 -1 -1 -1", "i32x4 1 -2 0x7fffffff 4", "f64x2 nan:0x4 -0"]
            .map(str::to_owned)
            .to_vec(),
        _ => vec![String::new()],
    }
}

/// Orders of lanes: those that a single instruction may give, for both orders of the operands, and random ones.
fn orders() -> Vec<String> {
    let mut orders: Vec<[u8; 16]> = Vec::new();
    for size in [1, 2, 4, 8] {
        for start in [0, 8] {
            orders.push(std::array::from_fn(|byte| {
                let (element, within) = (byte as u8 / size, byte as u8 % size);
                start + element / 2 * size + within + 16 * (element % 2)
            }));
        }
    }
    for start in [0, 1, 4, 8, 13, 15] {
        orders.push(std::array::from_fn(|byte| byte as u8 + start));
        orders.push(std::array::from_fn(|byte| (byte as u8 + start) % 16));
    }
    let words = |words: [u8; 4]| std::array::from_fn(|byte| words[byte / 4] * 4 + byte as u8 % 4);
    orders.extend([[0, 2, 4, 6], [1, 3, 5, 7], [3, 0, 6, 6], [3, 2, 1, 0], [0, 4, 0, 4], [0, 5, 2, 7]].map(words));
    orders.push(std::array::from_fn(|byte| byte as u8 + if byte / 2 % 3 == 0 { 16 } else { 0 }));
    orders.push(std::array::from_fn(|byte| byte as u8 + if byte % 3 == 0 { 16 } else { 0 }));
    let mut inputs = Inputs::new();
    for _ in 0..12 {
        orders.push(std::array::from_fn(|_| inputs.below(32) as u8));
    }
    let exchanged: Vec<[u8; 16]> = orders.iter().map(|order| order.map(|lane| lane ^ 16)).collect();
    orders.extend(exchanged);
    let text = |order: [u8; 16]| order.map(|lane| lane.to_string()).join(" ");
    orders.into_iter().map(text).collect()
}
