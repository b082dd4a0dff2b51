//! What the interpreter keeps for a store: the value stack, and where the runs on it stand.
//!
//! All calls of a store share one stack. A host function that calls back into the guest begins a new *run* above the
//! frame it was called from; frames are found again through [`Context::place`] of the running run and
//! [`Context::suspended`] of those below it.

use wharf_core::error::Error;
use wharf_core::trap::TrapKind;
use wharf_vm::ValueStack;
use wharf_vm::layout::VmContext;

use crate::code_table::CodeSlot;

/// Why a run left its handlers.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Exit {
    /// The function called by the host has returned.
    Done,
    /// A trap: [`Context::trap`] at [`Context::place`].
    Trap,
    /// An error of the host or the vm, or an exception: [`Context::error`] at [`Context::place`].
    Error,
    /// Go on at [`Context::place`] with fresh registers.
    Again,
    /// Translate [`Context::wanted`], then go on at [`Context::place`].
    Translate,
    /// An instruction that this build has no handler for: a fault of the translator.
    Missing,
}

/// An instruction in a frame of an instance.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Place {
    pub(crate) ip: *const u64,
    pub(crate) fp: *mut u64,
    pub(crate) vm: *mut VmContext,
}

impl Place {
    pub(crate) const NOWHERE: Place =
        Place { ip: std::ptr::null(), fp: std::ptr::null_mut(), vm: std::ptr::null_mut() };
}

/// Where a call that changed the instance goes back to. The frame's own return address is [`crate::run::BRIDGE`].
#[derive(Copy, Clone, Debug)]
pub(crate) struct Bridge {
    pub(crate) ip: *const u64,
    pub(crate) vm: *mut VmContext,
}

/// A run below the current one, waiting for a host function.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Suspended {
    pub(crate) place: Place,
    /// How many bridges belong to it and those below.
    pub(crate) bridges: usize,
}

/// The interpreter's state of a store.
pub(crate) struct Context {
    /// Frames must end at or below this address.
    pub(crate) limit: *mut u64,
    /// Where the current run is, as of its last call into the vm.
    pub(crate) place: Place,
    /// What stopped it.
    pub(crate) trap: TrapKind,
    /// What stopped it.
    pub(crate) error: Option<Error>,
    /// The function to translate: its code slot, and an instance of its module.
    pub(crate) wanted: Option<(*const CodeSlot, *mut VmContext)>,
    /// The ways back to other instances, innermost last.
    pub(crate) bridges: Vec<Bridge>,
    /// The runs below the current one.
    pub(crate) suspended: Vec<Suspended>,
    /// Where the next run's frame begins.
    pub(crate) top: *mut u64,
    /// What all frames lie in; made when the first function is called.
    pub(crate) stack: Option<ValueStack>,
}

impl Context {
    /// Nothing runs, and there is no value stack yet.
    pub(crate) fn new() -> Context {
        Context {
            limit: std::ptr::null_mut(),
            place: Place::NOWHERE,
            trap: TrapKind::Unreachable,
            error: None,
            wanted: None,
            bridges: Vec::new(),
            suspended: Vec::new(),
            top: std::ptr::null_mut(),
            stack: None,
        }
    }
}
