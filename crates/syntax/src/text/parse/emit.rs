//! Bytes of the binary format, as the text's constructs need them.

pub(super) use crate::binary::encode::opcode as op;
pub(super) use crate::binary::encode::primitives::{bytes, heap_type, ref_type, s64, u32, u64, val_type, val_types};
pub(super) use crate::binary::encode::types::{global_type, memory_type, sub_type, table_type};
