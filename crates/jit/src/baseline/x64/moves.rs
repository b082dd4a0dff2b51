//! Moving values between registers, memory and constants.

use super::asm::{Asm, Mem, asm};
use super::machine::SCRATCH;
use crate::abi::Repr;
use crate::baseline::reg::Reg;

/// Copies a register; of a 32-bit integer the upper half becomes zero.
pub(in crate::baseline) fn copy(asm: &mut Asm, repr: Repr, dst: Reg, src: Reg) {
    if dst == src {
        return;
    }
    match repr {
        Repr::Int32 => asm!(*asm, movl_rm(dst, src)),
        Repr::Int64 => asm!(*asm, movq_rm(dst, src)),
        Repr::Float32 | Repr::Float64 | Repr::Vector => asm!(*asm, movaps_a(dst, src)),
    }
}

/// Reads a register from memory; of a 32-bit integer the upper half becomes zero.
pub(in crate::baseline) fn load(asm: &mut Asm, repr: Repr, dst: Reg, src: Mem) {
    match repr {
        Repr::Int32 => asm!(*asm, movl_rm(dst, src)),
        Repr::Int64 => asm!(*asm, movq_rm(dst, src)),
        Repr::Float32 => asm!(*asm, movss_a_m(dst, src)),
        Repr::Float64 => asm!(*asm, movsd_a_m(dst, src)),
        Repr::Vector => asm!(*asm, movups_a(dst, src)),
    }
}

/// Writes a register to memory.
pub(in crate::baseline) fn store(asm: &mut Asm, repr: Repr, dst: Mem, src: Reg) {
    match repr {
        Repr::Int32 => asm!(*asm, movl_mr(dst, src)),
        Repr::Int64 => asm!(*asm, movq_mr(dst, src)),
        Repr::Float32 => asm!(*asm, movss_c_m(dst, src)),
        Repr::Float64 => asm!(*asm, movsd_c_m(dst, src)),
        Repr::Vector => asm!(*asm, movups_b(dst, src)),
    }
}

/// Writes a register as a word of a slot: 32-bit values with an upper half of zero.
pub(in crate::baseline) fn store_word(asm: &mut Asm, repr: Repr, dst: Mem, src: Reg) {
    match repr {
        Repr::Int32 => {
            asm!(*asm, movl_rm(SCRATCH, src));
            asm!(*asm, movq_mr(dst, SCRATCH));
        }
        Repr::Float32 => {
            asm!(*asm, movd_b(SCRATCH, src));
            asm!(*asm, movq_mr(dst, SCRATCH));
        }
        _ => store(asm, repr, dst, src),
    }
}

/// A constant into an integer register. Changes the flags.
pub(in crate::baseline) fn int_constant(asm: &mut Asm, dst: Reg, bits: u64) {
    match (u32::try_from(bits), i32::try_from(bits as i64)) {
        (Ok(0), _) => asm!(*asm, xorl_rm(dst, dst)),
        (Ok(bits), _) => asm!(*asm, movl_oi(dst, bits)),
        (_, Ok(bits)) => asm!(*asm, movq_mi_sxl(dst, bits)),
        _ => asm!(*asm, movabsq_oi(dst, bits)),
    }
}

/// A constant into a register. Changes the flags.
pub(in crate::baseline) fn constant(asm: &mut Asm, repr: Repr, dst: Reg, bits: u64) {
    match repr {
        Repr::Int32 | Repr::Int64 => int_constant(asm, dst, bits),
        _ if bits == 0 => asm!(*asm, xorps_a(dst, dst)),
        Repr::Float32 => {
            int_constant(asm, SCRATCH, bits);
            asm!(*asm, movd_a(dst, SCRATCH));
        }
        _ => {
            int_constant(asm, SCRATCH, bits);
            asm!(*asm, movq_a(dst, SCRATCH));
        }
    }
}

/// A constant into memory.
pub(in crate::baseline) fn store_constant(asm: &mut Asm, repr: Repr, dst: Mem, bits: u64) {
    if repr.stack_size() == 8 && matches!(repr, Repr::Int32 | Repr::Float32) {
        return asm!(*asm, movl_mi(dst, bits as u32));
    }
    match i32::try_from(bits as i64) {
        Ok(bits) => asm!(*asm, movq_mi_sxl(dst, bits)),
        Err(_) => {
            int_constant(asm, SCRATCH, bits);
            asm!(*asm, movq_mr(dst, SCRATCH));
        }
    }
}
