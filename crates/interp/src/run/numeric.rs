//! Scalar numeric instructions, by the pure functions of [`wharf_core::num`].
//!
//! | form | words |
//! |---|---|
//! | unary | `a ← f(b)` |
//! | `Slots` | `a ← f(b, c)` |
//! | `Const` | `a ← f(b, word 1)` |
//! | `ConstLeft` | `a ← f(word 1, b)` |
//! | `Jump`, `JumpNot` | to the distance if `f(a, slot (word 1))` is (not) zero |
//! | `JumpConst`, `JumpNotConst` | the same for `f(a, word 1)` |
//!
//! `i32.eqz` and `i64.eqz` jump on `a` alone, in one word.
//!
//! Specification: [numeric instructions](https://webassembly.github.io/spec/core/exec/instructions.html#numeric-instructions).

use wharf_core::num;

use super::{Outcome, Table, set};
use crate::frame::{Regs, Value};

macro_rules! unary {
    ($table:ident: $($op:ident = $module:ident::$name:ident,)*) => {
        $(set!($table: $op Slots => |r: Regs| num::$module::$name(r.get(r.b())).put(r, 1);
        );)*
    };
}

macro_rules! binary {
    ($table:ident: $($op:ident = $module:ident::$name:ident,)*) => {
        $(set!($table:
            $op Slots => |r: Regs| num::$module::$name(r.get(r.b()), r.get(r.c())).put(r, 1);
            $op Const => |r: Regs| num::$module::$name(r.get(r.b()), Value::constant(r, 1)).put(r, 2);
            $op ConstLeft => |r: Regs| num::$module::$name(Value::constant(r, 1), r.get(r.b())).put(r, 2);
        );)*
    };
}

macro_rules! jumps {
    ($table:ident: $($op:ident = $module:ident::$name:ident,)*) => {
        $(set!($table:
            $op Jump => |r: Regs| {
                if num::$module::$name(r.get(r.a()), r.get(r.field(0))) != 0 { r.jump() } else { r.next(2) }
            };
            $op JumpConst => |r: Regs| {
                if num::$module::$name(r.get(r.a()), Value::constant(r, 1)) != 0 { r.jump() } else { r.next(2) }
            };
            $op JumpNot => |r: Regs| {
                if num::$module::$name(r.get(r.a()), r.get(r.field(0))) == 0 { r.jump() } else { r.next(2) }
            };
            $op JumpNotConst => |r: Regs| {
                if num::$module::$name(r.get(r.a()), Value::constant(r, 1)) == 0 { r.jump() } else { r.next(2) }
            };
        );)*
    };
}

macro_rules! comparisons {
    ($table:ident: $($op:ident = $module:ident::$name:ident,)*) => {
        binary!($table: $($op = $module::$name,)*);
        jumps!($table: $($op = $module::$name,)*);
    };
}

pub(super) fn fill(table: &Table) {
    unary(table);
    comparisons(table);
    binary(table);
    set!(table:
        I32Eqz Jump => |r: Regs| if r.get::<u32>(r.a()) == 0 { r.jump() } else { r.next(1) };
        I32Eqz JumpNot => |r: Regs| if r.get::<u32>(r.a()) != 0 { r.jump() } else { r.next(1) };
        I64Eqz Jump => |r: Regs| if r.get::<u64>(r.a()) == 0 { r.jump() } else { r.next(1) };
        I64Eqz JumpNot => |r: Regs| if r.get::<u64>(r.a()) != 0 { r.jump() } else { r.next(1) };
        I64Add128 Slots => |r: Regs| {
            num::i64::add128(r.get(r.b()), r.get(r.c()), r.get(r.field(0)), r.get(r.field(1))).put(r, 2)
        };
        I64Sub128 Slots => |r: Regs| {
            num::i64::sub128(r.get(r.b()), r.get(r.c()), r.get(r.field(0)), r.get(r.field(1))).put(r, 2)
        };
        I64MulWideS Slots => |r: Regs| num::i64::mul_wide_s(r.get(r.b()), r.get(r.c())).put(r, 1);
        I64MulWideU Slots => |r: Regs| num::i64::mul_wide_u(r.get(r.b()), r.get(r.c())).put(r, 1);
    );
}

#[rustfmt::skip]
fn unary(table: &Table) {
    unary! { table:
            I32Eqz = i32::eqz, I64Eqz = i64::eqz, I32Clz = i32::clz, I32Ctz = i32::ctz, I32Popcnt = i32::popcnt,
            I64Clz = i64::clz, I64Ctz = i64::ctz, I64Popcnt = i64::popcnt, F32Abs = f32::abs, F32Neg = f32::neg,
            F32Ceil = f32::ceil, F32Floor = f32::floor, F32Trunc = f32::trunc, F32Nearest = f32::nearest,
            F32Sqrt = f32::sqrt, F64Abs = f64::abs, F64Neg = f64::neg, F64Ceil = f64::ceil, F64Floor = f64::floor,
            F64Trunc = f64::trunc, F64Nearest = f64::nearest, F64Sqrt = f64::sqrt, I32WrapI64 = i32::wrap_i64,
            I32TruncF32S = i32::trunc_f32_s, I32TruncF32U = i32::trunc_f32_u, I32TruncF64S = i32::trunc_f64_s,
            I32TruncF64U = i32::trunc_f64_u, I64ExtendI32S = i64::extend_i32_s, I64ExtendI32U = i64::extend_i32_u,
            I64TruncF32S = i64::trunc_f32_s, I64TruncF32U = i64::trunc_f32_u, I64TruncF64S = i64::trunc_f64_s,
            I64TruncF64U = i64::trunc_f64_u, F32ConvertI32S = f32::convert_i32_s, F32ConvertI32U = f32::convert_i32_u,
            F32ConvertI64S = f32::convert_i64_s, F32ConvertI64U = f32::convert_i64_u, F32DemoteF64 = f32::demote_f64,
            F64ConvertI32S = f64::convert_i32_s, F64ConvertI32U = f64::convert_i32_u,
            F64ConvertI64S = f64::convert_i64_s, F64ConvertI64U = f64::convert_i64_u,
            F64PromoteF32 = f64::promote_f32, I32ReinterpretF32 = i32::reinterpret_f32,
            I64ReinterpretF64 = i64::reinterpret_f64, F32ReinterpretI32 = f32::reinterpret_i32,
            F64ReinterpretI64 = f64::reinterpret_i64, I32Extend8S = i32::extend8_s, I32Extend16S = i32::extend16_s,
            I64Extend8S = i64::extend8_s, I64Extend16S = i64::extend16_s, I64Extend32S = i64::extend32_s,
            I32TruncSatF32S = i32::trunc_sat_f32_s, I32TruncSatF32U = i32::trunc_sat_f32_u,
            I32TruncSatF64S = i32::trunc_sat_f64_s, I32TruncSatF64U = i32::trunc_sat_f64_u,
            I64TruncSatF32S = i64::trunc_sat_f32_s, I64TruncSatF32U = i64::trunc_sat_f32_u,
            I64TruncSatF64S = i64::trunc_sat_f64_s, I64TruncSatF64U = i64::trunc_sat_f64_u,
    }
}

#[rustfmt::skip]
fn comparisons(table: &Table) {
    comparisons! { table:
            I32Eq = i32::eq, I32Ne = i32::ne, I32LtS = i32::lt_s, I32LtU = i32::lt_u, I32GtS = i32::gt_s,
            I32GtU = i32::gt_u, I32LeS = i32::le_s, I32LeU = i32::le_u, I32GeS = i32::ge_s, I32GeU = i32::ge_u,
            I64Eq = i64::eq, I64Ne = i64::ne, I64LtS = i64::lt_s, I64LtU = i64::lt_u, I64GtS = i64::gt_s,
            I64GtU = i64::gt_u, I64LeS = i64::le_s, I64LeU = i64::le_u, I64GeS = i64::ge_s, I64GeU = i64::ge_u,
            F32Eq = f32::eq, F32Ne = f32::ne, F32Lt = f32::lt, F32Gt = f32::gt, F32Le = f32::le, F32Ge = f32::ge,
            F64Eq = f64::eq, F64Ne = f64::ne, F64Lt = f64::lt, F64Gt = f64::gt, F64Le = f64::le, F64Ge = f64::ge,
    }
    // A test of bits is a comparison with zero when a jump depends on it.
    jumps! { table: I32And = i32::and, I64And = i64::and, }
}

#[rustfmt::skip]
fn binary(table: &Table) {
    binary! { table:
            I32Add = i32::add, I32Sub = i32::sub, I32Mul = i32::mul, I32DivS = i32::div_s, I32DivU = i32::div_u,
            I32RemS = i32::rem_s, I32RemU = i32::rem_u, I32And = i32::and, I32Or = i32::or, I32Xor = i32::xor,
            I32Shl = i32::shl, I32ShrS = i32::shr_s, I32ShrU = i32::shr_u, I32Rotl = i32::rotl, I32Rotr = i32::rotr,
            I64Add = i64::add, I64Sub = i64::sub, I64Mul = i64::mul, I64DivS = i64::div_s, I64DivU = i64::div_u,
            I64RemS = i64::rem_s, I64RemU = i64::rem_u, I64And = i64::and, I64Or = i64::or, I64Xor = i64::xor,
            I64Shl = i64::shl, I64ShrS = i64::shr_s, I64ShrU = i64::shr_u, I64Rotl = i64::rotl, I64Rotr = i64::rotr,
            F32Add = f32::add, F32Sub = f32::sub, F32Mul = f32::mul, F32Div = f32::div, F32Min = f32::min,
            F32Max = f32::max, F32Copysign = f32::copysign, F64Add = f64::add, F64Sub = f64::sub, F64Mul = f64::mul,
            F64Div = f64::div, F64Min = f64::min, F64Max = f64::max, F64Copysign = f64::copysign,
    }
}
