//! What the tier keeps for a store: the adaptors it has called through, so that a call from the host takes no lock.

use wharf_core::canon::TypeId;
use wharf_vm::TierState;

/// Addresses of entry adaptors by canonical type; 0 where none was needed yet.
#[derive(Default)]
pub(super) struct NativeState(Vec<usize>);

impl NativeState {
    #[inline]
    pub(super) fn entry(&self, ty: TypeId) -> Option<*const u8> {
        self.0.get(ty.0 as usize).filter(|entry| **entry != 0).map(|entry| *entry as *const u8)
    }

    pub(super) fn keep(&mut self, ty: TypeId, entry: *const u8) {
        let at = ty.0 as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] = entry as usize;
    }
}

// Roots in compiled frames are found by the floor itself, through the stack maps of the code.
impl TierState for NativeState {}
