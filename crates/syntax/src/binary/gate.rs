//! Which proposals' bytes are let through: the one place where decoding asks for a [`Proposal`].
//!
//! Every question is a method; a refusal names the proposal and how to enable it.

use wharf_core::Result;
use wharf_core::features::{Features, Proposal};
use wharf_core::ops::Op;
use wharf_core::types::{HeapType, RefType, ValKind, ValType};

use super::errors;

/// The enabled proposals, and what else decides whether an instruction may stand in this module.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Gate {
    features: Features,
    data_count: bool,
}

impl Gate {
    pub(crate) fn new(features: Features, data_count: bool) -> Gate {
        Gate { features, data_count }
    }

    /// Whether the instruction is enabled; `proposal` is the one of [`Op::proposal`].
    #[inline(always)]
    pub(crate) fn op(self, op: Op, proposal: Proposal, at: usize) -> Result<()> {
        if self.features.has(proposal) { Ok(()) } else { Err(errors::disabled_op(at, op)) }
    }

    /// Whether something that a proposal brought is enabled.
    #[inline]
    pub(crate) fn proposal(self, proposal: Proposal, what: &'static str, at: usize) -> Result<()> {
        if self.features.has(proposal) { Ok(()) } else { Err(errors::needs_proposal(at, what, proposal)) }
    }

    /// Whether the value type is enabled.
    #[inline]
    pub(crate) fn val_type(self, ty: ValType, at: usize) -> Result<()> {
        if ty.is_num() { Ok(()) } else { self.wide_type(ty, at) }
    }

    fn wide_type(self, ty: ValType, at: usize) -> Result<()> {
        match ty.unpack() {
            ValKind::V128 => self.proposal(Proposal::Simd, "malformed value type: `v128`", at),
            ValKind::Ref(ty) => {
                self.proposal(Proposal::ReferenceTypes, "malformed value type: a reference", at)?;
                self.ref_type(ty, at)
            }
            _ => Ok(()),
        }
    }

    /// Whether the reference type is enabled, where even WebAssembly 1.0 has one.
    pub(crate) fn ref_type(self, ty: RefType, at: usize) -> Result<()> {
        if !ty.nullable() {
            self.proposal(
                Proposal::FunctionReferences,
                "malformed reference type: a reference that is never null",
                at,
            )?;
        }
        self.heap_type(ty.heap(), at)
    }

    /// Whether the heap type is enabled.
    pub(crate) fn heap_type(self, ty: HeapType, at: usize) -> Result<()> {
        match ty {
            HeapType::Func => Ok(()),
            HeapType::Extern => self.proposal(Proposal::ReferenceTypes, "malformed reference type: `extern`", at),
            HeapType::Exn | HeapType::NoExn => {
                self.proposal(Proposal::Exceptions, "malformed reference type: an exception", at)
            }
            HeapType::Concrete(_) => {
                self.proposal(Proposal::FunctionReferences, "malformed reference type: a type index", at)
            }
            _ => self.proposal(Proposal::Gc, "malformed reference type: this heap type", at),
        }
    }

    /// Whether an instruction may name a data segment.
    #[inline]
    pub(crate) fn data_segment(self, at: usize) -> Result<()> {
        if self.data_count { Ok(()) } else { Err(errors::data_count_required(at)) }
    }

    /// Whether a table other than the first may be named.
    #[inline]
    pub(crate) fn table(self, index: u32, at: usize) -> Result<()> {
        if index == 0 {
            Ok(())
        } else {
            self.proposal(Proposal::ReferenceTypes, "zero byte expected: a table index", at)
        }
    }

    /// Whether a memory other than the first may be named.
    #[inline]
    pub(crate) fn memory(self, index: u32, at: usize) -> Result<()> {
        if index == 0 { Ok(()) } else { self.proposal(Proposal::MultiMemory, "zero byte expected: a memory index", at) }
    }
}
