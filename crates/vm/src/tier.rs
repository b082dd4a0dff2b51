//! What runs functions: the one thing the runtime asks of the tiers above it.
//!
//! The runtime refuses to know which tier it has. A store is given one [`Tier`]; what that tier keeps for a module
//! (translated code, where calls go) is its [`ModuleCode`], shared by all instances; what it keeps for a store (a value
//! stack) is its [`TierState`].

use std::any::Any;

use wharf_core::Result;

use crate::func::Func;
use crate::gc::RootVisitor;
use crate::handle::Instance;
use crate::store::Store;
use crate::template::Template;

/// What runs the functions of a store's modules.
pub trait Tier: Send + Sync {
    /// Calls a function that a module defines ([`crate::layout::FuncKind::Wasm`]; host functions never come here).
    ///
    /// `slots` holds the arguments, then takes the results: it is as long as the longer of both, in words. An
    /// exception that nobody catches is the error that [`Store::throw`] makes.
    fn invoke(&self, store: &mut Store, func: Func, slots: &mut [u64]) -> Result<()>;

    /// The word for [`crate::layout::FuncRef::code`] of a function that `template`'s module defines.
    fn func_code(&self, template: &Template, index: u32) -> *const u8 {
        let _ = (template, index);
        std::ptr::null()
    }

    /// The adaptor through which the host enters functions of this type, for [`Store::enter`]; it lives as long as the
    /// tier. Null if the tier wants to be asked by [`Tier::invoke`] each time.
    fn entry(&self, store: &Store, ty: wharf_core::canon::TypeId) -> *const u8 {
        let _ = (store, ty);
        std::ptr::null()
    }

    /// The word for [`crate::layout::FuncRef::code`] of host functions of this type.
    fn host_code(&self, store: &mut Store, ty: wharf_core::canon::TypeId) -> *const u8 {
        let _ = (store, ty);
        std::ptr::null()
    }

    /// What machine code asks of its tier through [`crate::builtins::Builtin::Tier`]: to compile a function at its first
    /// call, to note that one is hot. The tier gives `what`, `a` and `b` their meaning.
    fn builtin(&self, store: &mut Store, instance: Instance, what: u32, a: u64, b: u64) -> Result<u64> {
        let _ = (store, instance, a, b);
        Err(wharf_core::Error::host(format!("the tier knows no builtin {what}")))
    }

    /// What the tier keeps for a store, made when the store is.
    fn new_state(&self) -> Box<dyn TierState> {
        Box::new(())
    }
}

/// What a tier keeps for a module.
pub trait ModuleCode: Any + Send + Sync {
    /// The word of [`crate::layout::VmContext::ask`].
    fn ask(&self) -> *const u8 {
        std::ptr::null()
    }

    /// The word of [`crate::layout::VmContext::tier_data`].
    fn tier_data(&self) -> *mut u8 {
        std::ptr::null_mut()
    }
}

impl ModuleCode for () {}

/// What a tier keeps for a store. The collector asks it for the references in its frames.
pub trait TierState: Any + Send {
    /// Shows every live reference of the tier's frames to the collector, which may change it.
    ///
    /// Called whenever a collection happens while the tier runs: an allocation, a builtin, or a host function that
    /// allocates. So a tier leaves its frames findable from here before any call that may allocate.
    fn visit_roots(&mut self, roots: &mut RootVisitor<'_>) {
        let _ = roots;
    }
}

impl TierState for () {}
