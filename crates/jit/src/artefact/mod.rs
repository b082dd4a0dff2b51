//! Compiled functions as bytes, to be kept in a file and published in another process.
//!
//! A [`CompiledFunc`] names no address, so its bytes are good wherever they are put. This room owns how one function is
//! written; which file it stands in, and whether that file may be trusted, is for `wharf::cache` to say. All numbers are
//! LEB128; what ascends is written as differences.
//!
//! ```text
//! function = align frame_size context code_len relocs sites traps calls roots handlers inlined inlined_sites code
//! relocs   = count (at target)*             target: 0 is the trap exit, else a function's index + 1
//! sites    = count at*
//! traps    = count (at wasm kind)*
//! calls    = count (ret wasm roots handlers)*      a range: its start from the last one's end, its length
//! roots    = count offset*
//! handlers = count (tag landing sp)*        tag: 0 catches everything, else a tag's index + 1
//! ```

mod decode;
mod encode;
mod target;
mod varint;

pub use decode::{decode, decode_code};
pub use encode::encode;
pub use target::{Missing, Target};

#[cfg(doc)]
use wharf_vm::compiled::CompiledFunc;

#[cfg(test)]
mod tests;
