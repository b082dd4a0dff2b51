//! The published adaptors of an engine, one pair for each function type that needed them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use wharf_core::Result;
use wharf_core::canon::{Registry, TypeId};
use wharf_core::types::FuncType;
use wharf_vm::builtins::Builtin;
use wharf_vm::code::{CodeBlock, publish};
use wharf_vm::compiled::{CallSite, CompiledFunc};

use super::listener::{Listener, What};
use crate::abi::Signature;
use crate::trampoline;

/// The adaptors of one function type.
pub(super) struct Adaptor {
    /// From the host to the guest.
    pub(super) entry: CodeBlock,
    /// From the guest to the host.
    pub(super) host: CodeBlock,
}

/// All adaptors of an engine; they live as long as it does.
#[derive(Default)]
pub(super) struct Adaptors(Mutex<HashMap<TypeId, Arc<Adaptor>>>);

impl Adaptors {
    /// The adaptors of a canonical function type.
    pub(super) fn of(&self, registry: &Registry, ty: TypeId, listener: Option<&dyn Listener>) -> Result<Arc<Adaptor>> {
        let mut known = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(adaptor) = known.get(&ty) {
            return Ok(adaptor.clone());
        }
        let entry = registry.get(ty);
        let none = FuncType::new([], []);
        let func_type = entry.definition.as_func().unwrap_or(&none);
        let signature = Signature::new(func_type, |index| registry.get(TypeId(index)).definition.as_func().is_some());
        let adaptor = Arc::new(Adaptor {
            entry: publish_adaptor(trampoline::entry(&signature))?,
            host: publish_adaptor(trampoline::host(&signature, Builtin::HostCall as u32))?,
        });
        if let Some(listener) = listener {
            let between = |what: &str| What::Between(format!("{what} {func_type}"));
            listener.published(&between("host to guest"), &adaptor.entry);
            listener.published(&between("guest to host"), &adaptor.host);
        }
        known.insert(ty, adaptor.clone());
        Ok(adaptor)
    }
}

fn publish_adaptor(code: Vec<u8>) -> Result<CodeBlock> {
    let compiled = CompiledFunc { code, align: 16, calls: Vec::<CallSite>::new(), ..CompiledFunc::default() };
    publish(compiled, None, |_| 0)
}
