//! Vectors.
use crate::baseline::Compiler;
use wharf_syntax::instr::Instr;
impl Compiler<'_> {
    pub(in crate::baseline) fn vectors(&mut self, instr: &Instr<'_>) {
        unreachable!("{}", instr.op)
    }
}
