//! What a module is made of and what keeps it there: names as people read them, who refers to whom, which source its code
//! came from, and which function of one module is which of another.
//!
//! Serves the verbs `size`, `diff` and `demangle`. Refuses to decide how any of it is shown.

pub mod demangle;
pub mod dominators;
pub mod dwarf;
pub mod graph;
pub mod hints;
pub mod labels;
pub mod matching;

pub mod namespace;
