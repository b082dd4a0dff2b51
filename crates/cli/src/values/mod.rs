//! Values as people write and read them on the command line: arguments of `--invoke`, results, and what a script's
//! assertion got. What is printed as a result can be given as an argument.
//!
//! Specification: [values](https://webassembly.github.io/spec/core/exec/runtime.html#values); numbers are those of the
//! text format, references are in the words of specification scripts (`ref.extern 5`, without `ref.`).

mod argument;
mod number;
mod show;
mod words;

pub use argument::Argument;
pub use number::{f32, f64, v128};
pub use show::{Teller, describe};
pub use words::Words;
