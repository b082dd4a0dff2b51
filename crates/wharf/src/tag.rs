//! Tags of exceptions.

use wharf_core::types::FuncType;
use wharf_vm as vm;

use crate::store::{AsContext, AsContextMut};

/// A tag: what tells one kind of exception from another.
///
/// # Examples
///
/// A host function throws, and what nobody catches comes back to the host.
///
/// ```
/// use wharf::{Caller, Engine, ExnRef, FuncType, Linker, Module, Store, Tag, TrapKind, ValType};
///
/// let engine = Engine::default();
/// let module = Module::new(&engine, r#"(module
///     (import "host" "fail" (func $fail (param i32)))
///     (func (export "run") (call $fail (i32.const 7))))"#)?;
/// let mut store = Store::new(&engine, ());
/// let tag = Tag::new(&mut store, FuncType::new([ValType::I32], []));
/// let mut linker = Linker::new(&engine);
/// linker.func_wrap("host", "fail", move |mut caller: Caller<'_, ()>, code: i32| -> wharf::Result<()> {
///     let exception = ExnRef::new(&mut caller, tag, &[code.into()])?;
///     Err(exception.throw(&mut caller))
/// })?;
/// let instance = linker.instantiate(&mut store, &module)?;
/// let run = instance.get_typed_func::<(), ()>(&mut store, "run")?;
/// let error = run.call(&mut store, ()).unwrap_err();
/// assert_eq!(error.trap_kind(), Some(TrapKind::UncaughtException));
/// let exception = ExnRef::uncaught(&mut store, &error).unwrap();
/// assert!(exception.tag(&store) == tag);
/// assert_eq!(exception.args(&mut store)?[0].i32(), Some(7));
/// # Ok::<(), wharf::Error>(())
/// ```
///
/// Spec: [tag instances](https://webassembly.github.io/spec/core/exec/runtime.html#tag-instances).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Tag(pub(crate) vm::Tag);

impl Tag {
    /// A new tag, whose exceptions carry the parameters of `ty`.
    pub fn new(mut store: impl AsContextMut, ty: FuncType) -> Tag {
        let store = store.as_context_mut().vm();
        let id = store.registry().func(ty);
        Tag(vm::Tag::new(store, id))
    }

    /// Its function type. Concrete types in it are the engine's.
    pub fn ty(&self, store: impl AsContext) -> FuncType {
        let store = store.as_context().vm();
        let entry = store.registry().get(self.0.ty(store));
        entry.definition.as_func().cloned().unwrap_or_else(|| FuncType::new([], []))
    }
}
