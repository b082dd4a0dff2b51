//! Floats to integers: the machine's conversion gives the least integer for whatever does not fit, so only then is there
//! more to look at.
//!
//! Specification: [trunc](https://webassembly.github.io/spec/core/exec/numerics.html#op-trunc-u),
//! [trunc_sat](https://webassembly.github.io/spec/core/exec/numerics.html#op-trunc-sat-u).

use wharf_core::TrapKind;
use wharf_core::ops::Op;

use super::asm::{Cc, asm};
use super::machine::{SCRATCH, VSCRATCH, VSCRATCH2};
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::Type;
use crate::baseline::reg::Reg;

/// What a conversion is from and to.
#[derive(Copy, Clone)]
struct Kind {
    from: Repr,
    to: Type,
    signed: bool,
    saturating: bool,
}

impl Kind {
    fn of(op: Op) -> Kind {
        use Repr::{Float32, Float64};
        let (from, to, signed, saturating) = match op {
            Op::I32TruncF32S => (Float32, Type::I32, true, false),
            Op::I32TruncF32U => (Float32, Type::I32, false, false),
            Op::I32TruncF64S => (Float64, Type::I32, true, false),
            Op::I32TruncF64U => (Float64, Type::I32, false, false),
            Op::I64TruncF32S => (Float32, Type::I64, true, false),
            Op::I64TruncF32U => (Float32, Type::I64, false, false),
            Op::I64TruncF64S => (Float64, Type::I64, true, false),
            Op::I64TruncF64U => (Float64, Type::I64, false, false),
            Op::I32TruncSatF32S => (Float32, Type::I32, true, true),
            Op::I32TruncSatF32U => (Float32, Type::I32, false, true),
            Op::I32TruncSatF64S => (Float64, Type::I32, true, true),
            Op::I32TruncSatF64U => (Float64, Type::I32, false, true),
            Op::I64TruncSatF32S => (Float32, Type::I64, true, true),
            Op::I64TruncSatF32U => (Float32, Type::I64, false, true),
            Op::I64TruncSatF64S => (Float64, Type::I64, true, true),
            _ => (Float64, Type::I64, false, true),
        };
        Kind { from, to, signed, saturating }
    }

    fn single(self) -> bool {
        self.from == Repr::Float32
    }

    /// The bits of a power of two, perhaps negative, in the type it converts from.
    fn power(self, exponent: u32, negative: bool) -> u64 {
        let value = 2f64.powi(exponent as i32) * if negative { -1.0 } else { 1.0 };
        if self.single() { u64::from((value as f32).to_bits()) } else { value.to_bits() }
    }
}

impl Compiler<'_> {
    /// Any conversion of a float to an integer.
    pub(in crate::baseline) fn truncate(&mut self, op: Op) {
        let kind = Kind::of(op);
        let mut a = self.pop();
        let src = self.reg(&mut a);
        let dst = self.take(kind.to.repr);
        match (kind.signed, kind.to.is_wide()) {
            (true, _) => self.truncate_signed(kind, dst, src),
            (false, false) => self.truncate_to_u32(kind, dst, src),
            (false, true) => self.truncate_to_u64(kind, dst, src),
        }
        self.release(a);
        self.push_reg(dst, kind.to);
    }

    fn convert(&mut self, kind: Kind, wide: bool, dst: Reg, src: Reg) {
        match (kind.single(), wide) {
            (true, false) => asm!(self.asm, cvttss2si_a(dst, src)),
            (true, true) => asm!(self.asm, cvttss2si_aq(dst, src)),
            (false, false) => asm!(self.asm, cvttsd2si_a(dst, src)),
            (false, true) => asm!(self.asm, cvttsd2si_aq(dst, src)),
        }
    }

    fn compare_with(&mut self, kind: Kind, a: Reg, b: Reg) {
        match kind.single() {
            true => asm!(self.asm, ucomiss_a(a, b)),
            false => asm!(self.asm, ucomisd_a(a, b)),
        }
    }

    /// Compares with a constant.
    fn compare_with_bits(&mut self, kind: Kind, a: Reg, bits: u64) {
        moves::constant(&mut self.asm, kind.from, VSCRATCH, bits);
        self.compare_with(kind, a, VSCRATCH);
    }

    fn truncate_signed(&mut self, kind: Kind, dst: Reg, src: Reg) {
        let wide = kind.to.is_wide();
        let done = self.asm.label();
        self.convert(kind, wide, dst, src);
        // Only the least integer overflows when 1 is taken from it.
        let fits = self.asm.label();
        match wide {
            false => asm!(self.asm, cmpl_mi_sxb(dst, 1i8)),
            true => asm!(self.asm, cmpq_mi_sxb(dst, 1i8)),
        }
        self.asm.jump_unless_overflow(fits);
        self.compare_with(kind, src, src);
        if kind.saturating {
            let number = self.asm.label();
            self.asm.jump_if(Cc::NoParity, number);
            moves::int_constant(&mut self.asm, dst, 0);
            self.asm.jump(done);
            self.asm.bind(number);
            self.compare_with_bits(kind, src, 0);
            self.asm.jump_if(Cc::BelowOrEqual, done);
            let most = if wide { i64::MAX as u64 } else { i32::MAX as u64 };
            moves::int_constant(&mut self.asm, dst, most);
        } else {
            self.trap_if(Cc::Parity, TrapKind::InvalidConversionToInteger);
            let exact = wide || kind.single();
            match exact {
                true => {
                    let least = kind.power(if wide { 63 } else { 31 }, true);
                    self.compare_with_bits(kind, src, least);
                    self.trap_if(Cc::Below, TrapKind::IntegerOverflow);
                }
                false => {
                    self.compare_with_bits(kind, src, (-2_147_483_649f64).to_bits());
                    self.trap_if(Cc::BelowOrEqual, TrapKind::IntegerOverflow);
                }
            }
            self.compare_with_bits(kind, src, 0);
            self.trap_if(Cc::AboveOrEqual, TrapKind::IntegerOverflow);
        }
        self.asm.bind(done);
        self.asm.bind(fits);
    }

    /// Through 64 bits with sign, in which all results fit.
    fn truncate_to_u32(&mut self, kind: Kind, dst: Reg, src: Reg) {
        let done = self.asm.label();
        self.convert(kind, true, dst, src);
        asm!(self.asm, movq_rm(SCRATCH, dst));
        asm!(self.asm, shrq_mi(SCRATCH, 32u8));
        self.asm.jump_if(Cc::Equal, done);
        if kind.saturating {
            // NaN and what is below zero become zero, the rest the greatest integer.
            moves::int_constant(&mut self.asm, dst, 0);
            self.compare_with_bits(kind, src, 0);
            self.asm.jump_if(Cc::BelowOrEqual, done);
            moves::int_constant(&mut self.asm, dst, u64::from(u32::MAX));
        } else {
            self.compare_with(kind, src, src);
            self.trap_if(Cc::Parity, TrapKind::InvalidConversionToInteger);
            self.trap_always(TrapKind::IntegerOverflow);
        }
        self.asm.bind(done);
    }

    /// What is beyond the integers with sign is converted after 2^63 was taken from it.
    fn truncate_to_u64(&mut self, kind: Kind, dst: Reg, src: Reg) {
        let [large, not, done] = [self.asm.label(), self.asm.label(), self.asm.label()];
        let half = kind.power(63, false);
        self.compare_with_bits(kind, src, half);
        self.asm.jump_if(Cc::AboveOrEqual, large);
        self.convert(kind, true, dst, src);
        asm!(self.asm, testq_mr(dst, dst));
        self.asm.jump_if(Cc::Sign, not);
        self.asm.jump(done);
        self.asm.bind(large);
        asm!(self.asm, movaps_a(VSCRATCH2, src));
        match kind.single() {
            true => asm!(self.asm, subss_a(VSCRATCH2, VSCRATCH)),
            false => asm!(self.asm, subsd_a(VSCRATCH2, VSCRATCH)),
        }
        self.convert(kind, true, dst, VSCRATCH2);
        moves::int_constant(&mut self.asm, SCRATCH, 1 << 63);
        asm!(self.asm, xorq_rm(dst, SCRATCH));
        asm!(self.asm, testq_mr(dst, dst));
        self.asm.jump_if(Cc::Sign, done);
        if kind.saturating {
            moves::int_constant(&mut self.asm, dst, u64::MAX);
            self.asm.jump(done);
            self.asm.bind(not);
            moves::int_constant(&mut self.asm, dst, 0);
        } else {
            self.trap_always(TrapKind::IntegerOverflow);
            self.asm.bind(not);
            self.compare_with(kind, src, src);
            self.trap_if(Cc::Parity, TrapKind::InvalidConversionToInteger);
            self.trap_always(TrapKind::IntegerOverflow);
        }
        self.asm.bind(done);
    }
}
