//! The rules of instructions, one short function each, in the order of the specification's chapter.
//!
//! Rules are methods of [`State`](crate::state::State): they pop what an instruction takes and push what it leaves.
//! What they refuse they say without a place; the walk adds where, which instruction, and the anchor of its rule.
//!
//! Specification: [instructions](https://webassembly.github.io/spec/core/valid/instructions.html).

mod array;
mod branch;
mod call;
mod control;
mod exception;
mod legacy;
mod memory;
mod numeric;
mod parametric;
mod reference;
mod structure;
mod table;
mod variable;
mod vector;
