//! Where there is no assembly yet: compiled tiers refuse to start, the interpreter needs none of this.

use crate::layout::{StoreContext, VmContext};

/// Never called: `code::publish` refuses first.
pub(crate) unsafe extern "C" fn enter(
    _: *mut StoreContext,
    _: *mut VmContext,
    _: *mut u64,
    _: *const u8,
    _: *const u8,
) -> u64 {
    std::process::abort()
}

/// No thunk: nothing calls builtins here.
macro_rules! thunk {
    ($implementation:path) => {
        $implementation as *const u8
    };
}
pub(crate) use thunk;
pub(crate) use thunk as preserving;

/// No code.
pub(crate) fn trap_stub() -> &'static [u8] {
    &[]
}

/// No registers.
pub(crate) struct Registers;

impl Registers {
    /// # Safety
    /// None.
    pub(crate) unsafe fn of(_: *mut libc::c_void) -> Registers {
        Registers
    }

    pub(crate) fn pc(&self) -> usize {
        0
    }

    pub(crate) fn sp(&self) -> usize {
        0
    }

    pub(crate) fn fp(&self) -> usize {
        0
    }

    pub(crate) fn leave(&mut self, _: *mut StoreContext) {}
}

/// There is no assembly for this machine.
pub(crate) fn check_supported() -> wharf_core::Result<()> {
    Err(wharf_core::Error::host("fibers do not support this machine yet"))
}

/// Never called: `check_supported` refuses first.
pub(crate) unsafe extern "C" fn switch(_: *mut usize) {
    std::process::abort()
}

/// Never called: `check_supported` refuses first.
pub(crate) unsafe fn prepare_fiber(_: usize, _: extern "C" fn(*mut u8) -> !, _: *mut u8) -> usize {
    std::process::abort()
}

/// Nothing.
pub(crate) fn prefetch(_address: *const u8) {}
