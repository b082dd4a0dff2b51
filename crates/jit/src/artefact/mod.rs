//! Compiled functions as bytes, to be kept in a file and published in another process.
//!
//! A [`CompiledFunc`] names no address, so its bytes are good wherever they are put. This room owns how one function's
//! tables are written, and what its code calls where it is to run in the file ([`Linker`]); which file that is, and whether it
//! may be trusted, is for `wharf::cache` to say. All numbers are LEB128; what ascends is written as differences.
//!
//! ```text
//! tables   = sites align frame_size context relocs traps calls roots handlers inlined inlined_sites
//! sites    = count at*
//! relocs   = count (at target)*             target: 0 is the trap exit, else a function's index + 1
//! traps    = count (at wasm kind)*
//! calls    = count (ret wasm roots handlers)*      a range: its start from the last one's end, its length
//! roots    = count offset*
//! handlers = count (tag landing sp)*        tag: 0 catches everything, else a tag's index + 1
//! ```

mod decode;
mod encode;
mod link;
mod target;
mod varint;

pub use decode::{decode, decode_head, decode_sites};
pub use encode::encode;
pub use link::Linker;
pub use target::{Missing, Target};

#[cfg(doc)]
use wharf_vm::compiled::CompiledFunc;

#[cfg(test)]
mod tests;
