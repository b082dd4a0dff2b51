//! Functions: of modules, and of the host.
//!
//! A call passes 64-bit slots. [`Func::call`] fills them from [`Val`]s and checks every type; [`TypedFunc`] has checked
//! the type once, so that a call is loads and stores; `wrap` is the same the other way round.

mod typed;
mod wrap;

pub use typed::{TypedFunc, WasmParams, WasmResults, WasmTy};
pub use wrap::{IntoFunc, WasmRet};

use std::sync::Arc;

use wharf_core::Result;
use wharf_core::types::{FuncType, ValType};
use wharf_vm as vm;

use crate::caller::Caller;
use crate::engine::Engine;
use crate::errors;
use crate::store::{AsContext, AsContextMut};
use crate::val::{self, Val};

/// A function of a module or of the host.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Func, Store, Val};
///
/// let mut store = Store::new(&Engine::default(), ());
/// let add = Func::wrap(&mut store, |a: i32, b: i32| a + b);
/// let mut results = [Val::I32(0)];
/// add.call(&mut store, &[Val::I32(3), Val::I32(4)], &mut results)?;
/// assert_eq!(results[0].i32(), Some(7));
/// # Ok::<(), wharf::Error>(())
/// ```
///
/// Spec: [function instances](https://webassembly.github.io/spec/core/exec/runtime.html#function-instances).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Func(pub(crate) vm::Func);

/// How many slots of a call stand on the host's stack; calls with more allocate.
const INLINE_SLOTS: usize = 8;

/// A function of the host that belongs to no store yet.
#[derive(Clone)]
pub(crate) struct HostFunc(Arc<vm::Host>);

impl HostFunc {
    pub(crate) fn new(engine: &Engine, ty: FuncType, run: Arc<vm::HostFn>) -> HostFunc {
        HostFunc(vm::Host::new(engine.registry(), engine.registry().func(ty), run))
    }

    /// A closure over slots, of a type without references.
    pub(crate) fn raw<T: Send + 'static>(
        engine: &Engine,
        ty: FuncType,
        func: impl Fn(Caller<'_, T>, &mut [u64]) -> Result<()> + Send + Sync + 'static,
    ) -> HostFunc {
        let run =
            move |call: &mut vm::HostCall<'_>, slots: &mut [u64]| func(Caller::new(call.store, call.caller), slots);
        HostFunc::new(engine, ty, Arc::new(run))
    }

    /// A closure over values.
    pub(crate) fn dynamic<T: Send + 'static>(
        engine: &Engine,
        ty: FuncType,
        func: impl Fn(Caller<'_, T>, &[Val], &mut [Val]) -> Result<()> + Send + Sync + 'static,
    ) -> HostFunc {
        let signature = ty.clone();
        let run = move |call: &mut vm::HostCall<'_>, slots: &mut [u64]| {
            let params = values(call.store, signature.params(), slots);
            let mut results = vec![Val::I32(0); signature.results().len()];
            func(Caller::new(call.store, call.caller), &params, &mut results)?;
            for (result, ty) in results.iter().zip(signature.results()) {
                expect(call.store, "a result of a host function", result, *ty)?;
            }
            put(call.store, &results, slots);
            Ok(())
        };
        HostFunc::new(engine, ty, Arc::new(run))
    }

    pub(crate) fn in_store(&self, store: &mut vm::Store) -> vm::Func {
        self.0.in_store(store)
    }
}

impl Func {
    /// A function of the host from a closure over values, for types that are not known when the host is compiled.
    /// The closure is given as many results as `ty` has and sets each of them.
    pub fn new<T: Send + 'static>(
        mut store: impl AsContextMut<Data = T>,
        ty: FuncType,
        func: impl Fn(Caller<'_, T>, &[Val], &mut [Val]) -> Result<()> + Send + Sync + 'static,
    ) -> Func {
        let mut store = store.as_context_mut();
        let host = HostFunc::dynamic(store.engine(), ty, func);
        Func(host.in_store(store.as_context_mut().vm()))
    }

    /// A function of the host from a closure: of up to 16 parameters, with a [`Caller`] before them if it likes one,
    /// and giving nothing, a value, a tuple, or a [`Result`] of these.
    pub fn wrap<T: Send + 'static, Params, Results>(
        mut store: impl AsContextMut<Data = T>,
        func: impl IntoFunc<T, Params, Results>,
    ) -> Func {
        let mut store = store.as_context_mut();
        let host = func.into_func(store.engine());
        Func(host.in_store(store.as_context_mut().vm()))
    }

    /// Its type. Concrete types in it are the engine's.
    pub fn ty(&self, store: impl AsContext) -> FuncType {
        self.0.ty(store.as_context().vm())
    }

    /// Calls it. `results` must be as long as the function has results; what it held is overwritten.
    ///
    /// # Errors
    /// Arguments of other types than the function's; a trap, with the functions that were running; what a host function
    /// returned as its error.
    pub fn call(&self, mut store: impl AsContextMut, params: &[Val], results: &mut [Val]) -> Result<()> {
        let store = store.as_context_mut().vm();
        let entry = store.registry().get(self.0.type_id(store));
        let ty = entry.definition.as_func().expect("functions have function types");
        if params.len() != ty.params().len() {
            return Err(errors::argument_count(params.len(), ty));
        }
        if results.len() != ty.results().len() {
            return Err(errors::result_count(results.len(), ty));
        }
        for (param, ty) in params.iter().zip(ty.params()) {
            expect(store, "an argument", param, *ty)?;
        }
        match vm::call_slots(ty) {
            0..=INLINE_SLOTS => self.call_over(store, ty, params, results, &mut [0; INLINE_SLOTS]),
            many => self.call_over(store, ty, params, results, &mut vec![0; many]),
        }
    }

    fn call_over(
        &self,
        store: &mut vm::Store,
        ty: &FuncType,
        params: &[Val],
        results: &mut [Val],
        slots: &mut [u64],
    ) -> Result<()> {
        put(store, params, slots);
        self.0.call(store, slots)?;
        let mut at = 0;
        for (result, ty) in results.iter_mut().zip(ty.results()) {
            *result = val::from_slots(store, *ty, &slots[at..]);
            at += val::width(*ty);
        }
        Ok(())
    }

    /// The function with its type checked once and for all, for calls that cost little.
    ///
    /// # Errors
    /// The function is of another type.
    pub fn typed<Params: WasmParams, Results: WasmResults>(
        &self,
        store: impl AsContext,
    ) -> Result<TypedFunc<Params, Results>> {
        TypedFunc::new(*self, store.as_context().vm())
    }
}

/// Refuses a value that is not of this type.
pub(crate) fn expect(store: &vm::Store, what: &str, given: &Val, ty: ValType) -> Result<()> {
    if val::matches(given, store, ty) { Ok(()) } else { Err(mismatch(what, given, ty)) }
}

#[cold]
fn mismatch(what: &str, given: &Val, wanted: ValType) -> wharf_core::Error {
    let given = match given {
        Val::I32(_) => ValType::I32,
        Val::I64(_) => ValType::I64,
        Val::F32(_) => ValType::F32,
        Val::F64(_) => ValType::F64,
        Val::V128(_) => ValType::V128,
        Val::FuncRef(_) => ValType::FUNCREF,
        Val::ExternRef(_) => ValType::EXTERNREF,
        Val::AnyRef(_) => ValType::ANYREF,
        Val::ExnRef(_) => ValType::EXNREF,
    };
    errors::value_type(what, given, wanted)
}

/// Writes values one after the other.
fn put(store: &vm::Store, vals: &[Val], slots: &mut [u64]) {
    let mut at = 0;
    for val in vals {
        val::to_slots(val, store, &mut slots[at..]);
        at += 1 + usize::from(matches!(val, Val::V128(_)));
    }
}

/// Reads values of these types one after the other.
pub(crate) fn values(store: &mut vm::Store, types: &[ValType], slots: &[u64]) -> Vec<Val> {
    let mut at = 0;
    let mut next = |ty: &ValType| {
        let val = val::from_slots(store, *ty, &slots[at..]);
        at += val::width(*ty);
        val
    };
    types.iter().map(&mut next).collect()
}
