//! Vectors and single lanes in memory.
//!
//! Specification: [vector memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vload-val).

use wharf_core::ops::Op;
use wharf_syntax::instr::MemArg;

use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::Type;
use crate::baseline::x64::asm::asm;
use crate::baseline::x64::machine::{SCRATCH, VSCRATCH};

impl Compiler<'_> {
    /// `load`: whole vectors, half ones that are extended, lanes that are repeated or followed by zeros.
    pub(super) fn vector_load(&mut self, op: Op, arg: &MemArg) {
        let address = self.pop();
        let access = self.access(arg, address, op.access_width());
        let dst = self.take(Repr::Vector);
        let place = access.place;
        match op {
            Op::V128Load => asm!(self.asm, movups_a(dst, place)),
            Op::V128Load8x8S => asm!(self.asm, pmovsxbw_a(dst, place)),
            Op::V128Load8x8U => asm!(self.asm, pmovzxbw_a(dst, place)),
            Op::V128Load16x4S => asm!(self.asm, pmovsxwd_a(dst, place)),
            Op::V128Load16x4U => asm!(self.asm, pmovzxwd_a(dst, place)),
            Op::V128Load32x2S => asm!(self.asm, pmovsxdq_a(dst, place)),
            Op::V128Load32x2U => asm!(self.asm, pmovzxdq_a(dst, place)),
            Op::V128Load8Splat => {
                asm!(self.asm, movzbl_rm(SCRATCH, place));
                asm!(self.asm, movd_a(dst, SCRATCH));
                asm!(self.asm, pxor_a(VSCRATCH, VSCRATCH));
                asm!(self.asm, pshufb_a(dst, VSCRATCH));
            }
            Op::V128Load16Splat => {
                asm!(self.asm, movzwl_rm(SCRATCH, place));
                asm!(self.asm, movd_a(dst, SCRATCH));
                asm!(self.asm, pshuflw_a(dst, dst, 0u8));
                asm!(self.asm, pshufd_a(dst, dst, 0u8));
            }
            Op::V128Load32Splat => {
                asm!(self.asm, movss_a_m(dst, place));
                asm!(self.asm, pshufd_a(dst, dst, 0u8));
            }
            Op::V128Load64Splat => asm!(self.asm, movddup_a(dst, place)),
            Op::V128Load32Zero => asm!(self.asm, movss_a_m(dst, place)),
            Op::V128Load64Zero => asm!(self.asm, movsd_a_m(dst, place)),
            _ => unreachable!("{op} loads no vector"),
        }
        self.end_access(access);
        self.push_reg(dst, Type::V128);
    }

    /// `v128.store`
    pub(super) fn vector_store(&mut self, arg: &MemArg) {
        let (mut value, address) = (self.pop(), self.pop());
        let src = self.reg(&mut value);
        let access = self.access(arg, address, 16);
        asm!(self.asm, movups_b(access.place, src));
        self.end_access(access);
        self.release(value);
    }

    /// `load_lane` and `store_lane`
    pub(super) fn access_lane(&mut self, op: Op, arg: &MemArg, lane: u8) {
        match op {
            Op::V128Load8Lane | Op::V128Load16Lane | Op::V128Load32Lane | Op::V128Load64Lane => {
                self.load_lane(op, arg, lane);
            }
            _ => self.store_lane(op, arg, lane),
        }
    }

    fn load_lane(&mut self, op: Op, arg: &MemArg, lane: u8) {
        let (vector, address) = (self.pop(), self.pop());
        let dst = self.writable(vector);
        let access = self.access(arg, address, op.access_width());
        let place = access.place;
        match op {
            Op::V128Load8Lane => asm!(self.asm, pinsrb_a(dst, place, lane)),
            Op::V128Load16Lane => asm!(self.asm, pinsrw_a(dst, place, lane)),
            Op::V128Load32Lane => asm!(self.asm, pinsrd_a(dst, place, lane)),
            _ => asm!(self.asm, pinsrq_a(dst, place, lane)),
        }
        self.end_access(access);
        self.push_reg(dst, Type::V128);
    }

    fn store_lane(&mut self, op: Op, arg: &MemArg, lane: u8) {
        let (mut vector, address) = (self.pop(), self.pop());
        let src = self.reg(&mut vector);
        let access = self.access(arg, address, op.access_width());
        let place = access.place;
        match (op, lane) {
            (Op::V128Store8Lane, _) => asm!(self.asm, pextrb_a(place, src, lane)),
            (Op::V128Store16Lane, _) => asm!(self.asm, pextrw_b(place, src, lane)),
            (Op::V128Store32Lane, 0) => asm!(self.asm, movss_c_m(place, src)),
            (Op::V128Store32Lane, _) => asm!(self.asm, pextrd_a(place, src, lane)),
            (_, 0) => asm!(self.asm, movsd_c_m(place, src)),
            _ => asm!(self.asm, pextrq_a(place, src, lane)),
        }
        self.end_access(access);
        self.release(vector);
    }
}
