//! The compiler's machine half for x86-64.
//!
//! Everything here is either about the machine alone ([`asm`], [`machine`], [`moves`], [`cpu`]) or emits the instructions of
//! one chapter of the specification. Another machine is another folder with the same parts.

pub(super) mod asm;
mod atomic;
mod bulk;
mod call;
pub(super) mod compare;
pub(super) mod cpu;
mod float;
mod gc;
pub(super) mod int;
pub(super) mod machine;
pub(super) mod memory;
pub(super) mod moves;
mod scalar;
mod simd;
mod table;
mod truncate;
