//! Types of the host that stand for types of wasm, and functions of known type.

use std::marker::PhantomData;

use wharf_core::Result;
use wharf_core::matching::vals_match;
use wharf_core::types::{FuncType, HeapType, RefType, ValType};
use wharf_vm as vm;

use super::{Func, INLINE_SLOTS};
use crate::errors;
use crate::refs::{AnyRef, ExnRef, ExternRef};
use crate::store::AsContextMut;

/// A type of the host that stands for a value type of wasm.
pub trait WasmTy: Sized + Send + 'static {
    /// The type it stands for.
    const TYPE: ValType;
    /// How many slots a value takes.
    #[doc(hidden)]
    const SLOTS: usize = 1;

    /// Writes the value into its slots.
    #[doc(hidden)]
    fn store(self, store: &vm::Store, slots: &mut [u64]);

    /// Reads a value from its slots.
    #[doc(hidden)]
    fn load(store: &mut vm::Store, slots: &[u64]) -> Self;
}

macro_rules! numbers {
    ($($ty:ty: $wasm:ident, $value:ident => $store:expr, $slot:ident => $load:expr;)*) => {
        $(impl WasmTy for $ty {
            const TYPE: ValType = ValType::$wasm;

            #[inline]
            fn store(self, _store: &vm::Store, slots: &mut [u64]) {
                let $value = self;
                slots[0] = $store;
            }

            #[inline]
            fn load(_store: &mut vm::Store, slots: &[u64]) -> $ty {
                let $slot = slots[0];
                $load
            }
        })*
    };
}

numbers! {
    i32: I32, value => u64::from(value as u32), slot => slot as i32;
    u32: I32, value => u64::from(value), slot => slot as u32;
    i64: I64, value => value as u64, slot => slot as i64;
    u64: I64, value => value, slot => slot;
    f32: F32, value => u64::from(value.to_bits()), slot => f32::from_bits(slot as u32);
    f64: F64, value => value.to_bits(), slot => f64::from_bits(slot);
}

impl WasmTy for u128 {
    const TYPE: ValType = ValType::V128;
    const SLOTS: usize = 2;

    #[inline]
    fn store(self, _store: &vm::Store, slots: &mut [u64]) {
        slots[0] = self as u64;
        slots[1] = (self >> 64) as u64;
    }

    #[inline]
    fn load(_store: &mut vm::Store, slots: &[u64]) -> u128 {
        u128::from(slots[0]) | u128::from(slots[1]) << 64
    }
}

impl WasmTy for Option<Func> {
    const TYPE: ValType = ValType::FUNCREF;

    fn store(self, store: &vm::Store, slots: &mut [u64]) {
        slots[0] = self.map_or(0, |func| {
            // Refuses a function of another store.
            func.0.get(store);
            func.0.to_slot()
        });
    }

    fn load(store: &mut vm::Store, slots: &[u64]) -> Option<Func> {
        vm::Func::from_slot(store, slots[0]).map(Func)
    }
}

impl WasmTy for Func {
    const TYPE: ValType = ValType::reference(RefType::new(false, HeapType::Func));

    fn store(self, store: &vm::Store, slots: &mut [u64]) {
        WasmTy::store(Some(self), store, slots);
    }

    fn load(store: &mut vm::Store, slots: &[u64]) -> Func {
        <Option<_> as WasmTy>::load(store, slots).expect("the type has no null")
    }
}

macro_rules! references {
    ($($ty:ident $heap:ident;)*) => {
        $(impl WasmTy for Option<$ty> {
            const TYPE: ValType = ValType::reference(RefType::new(true, HeapType::$heap));

            fn store(self, store: &vm::Store, slots: &mut [u64]) {
                slots[0] = self.map_or(0, |reference| reference.0.get(store).to_slot());
            }

            fn load(store: &mut vm::Store, slots: &[u64]) -> Option<$ty> {
                vm::GcRef::from_slot(slots[0]).map(|reference| $ty(store.root(reference)))
            }
        }

        impl WasmTy for $ty {
            const TYPE: ValType = ValType::reference(RefType::new(false, HeapType::$heap));

            fn store(self, store: &vm::Store, slots: &mut [u64]) {
                WasmTy::store(Some(self), store, slots);
            }

            fn load(store: &mut vm::Store, slots: &[u64]) -> $ty {
                <Option<_> as WasmTy>::load(store, slots).expect("the type has no null")
            }
        })*
    };
}

references! {
    ExternRef Extern;
    AnyRef Any;
    ExnRef Exn;
}

/// The parameters of a typed function: a type that stands for one of wasm, or a tuple of up to 16.
pub trait WasmParams: Send {
    #[doc(hidden)]
    const SLOTS: usize;

    #[doc(hidden)]
    fn types() -> Vec<ValType>;

    #[doc(hidden)]
    fn store(self, store: &vm::Store, slots: &mut [u64]);
}

/// The results of a typed function: nothing, a type that stands for one of wasm, or a tuple of up to 16.
pub trait WasmResults: Send + Sized {
    #[doc(hidden)]
    const SLOTS: usize;

    #[doc(hidden)]
    fn types() -> Vec<ValType>;

    #[doc(hidden)]
    fn load(store: &mut vm::Store, slots: &[u64]) -> Self;
}

impl<A: WasmTy> WasmParams for A {
    const SLOTS: usize = <A as WasmTy>::SLOTS;

    fn types() -> Vec<ValType> {
        vec![A::TYPE]
    }

    #[inline]
    fn store(self, store: &vm::Store, slots: &mut [u64]) {
        WasmTy::store(self, store, slots);
    }
}

impl<A: WasmTy> WasmResults for A {
    const SLOTS: usize = <A as WasmTy>::SLOTS;

    fn types() -> Vec<ValType> {
        vec![A::TYPE]
    }

    #[inline]
    fn load(store: &mut vm::Store, slots: &[u64]) -> A {
        WasmTy::load(store, slots)
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<$($name: WasmTy),*> WasmParams for ($($name,)*) {
            const SLOTS: usize = 0 $(+ <$name as WasmTy>::SLOTS)*;

            fn types() -> Vec<ValType> {
                vec![$($name::TYPE),*]
            }

            #[inline]
            #[allow(non_snake_case, unused_variables, unused_mut, unused_assignments)]
            fn store(self, store: &vm::Store, slots: &mut [u64]) {
                let ($($name,)*) = self;
                let mut at = 0;
                $(
                    WasmTy::store($name, store, &mut slots[at..]);
                    at += <$name as WasmTy>::SLOTS;
                )*
            }
        }

        impl<$($name: WasmTy),*> WasmResults for ($($name,)*) {
            const SLOTS: usize = 0 $(+ <$name as WasmTy>::SLOTS)*;

            fn types() -> Vec<ValType> {
                vec![$($name::TYPE),*]
            }

            #[inline]
            #[allow(non_snake_case, unused_variables, unused_mut, unused_assignments, clippy::unused_unit)]
            fn load(store: &mut vm::Store, slots: &[u64]) -> Self {
                let mut at = 0;
                $(
                    let $name = <$name as WasmTy>::load(store, &slots[at..]);
                    at += <$name as WasmTy>::SLOTS;
                )*
                ($($name,)*)
            }
        }
    };
}

super::wrap::for_each_arity!(tuples);

/// A function whose type is known when the host is compiled.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Func, Store};
///
/// let mut store = Store::new(&Engine::default(), ());
/// let divide = Func::wrap(&mut store, |a: u32, b: u32| (a / b, a % b));
/// let divide = divide.typed::<(u32, u32), (u32, u32)>(&store)?;
/// assert_eq!(divide.call(&mut store, (17, 5))?, (3, 2));
/// # Ok::<(), wharf::Error>(())
/// ```
pub struct TypedFunc<Params, Results> {
    func: Func,
    prepared: vm::Prepared,
    types: PhantomData<fn(Params) -> Results>,
}

impl<Params, Results> Copy for TypedFunc<Params, Results> {}

impl<Params, Results> Clone for TypedFunc<Params, Results> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Params, Results> std::fmt::Debug for TypedFunc<Params, Results> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.func.fmt(f)
    }
}

impl<Params: WasmParams, Results: WasmResults> TypedFunc<Params, Results> {
    pub(crate) fn new(func: Func, store: &vm::Store) -> Result<TypedFunc<Params, Results>> {
        let asked = FuncType::new(Params::types(), Results::types());
        let is = func.0.ty(store);
        let registry = &**store.registry();
        let fits =
            vals_match(registry, asked.params(), is.params()) && vals_match(registry, is.results(), asked.results());
        if fits {
            Ok(TypedFunc { func, prepared: func.0.prepare(store), types: PhantomData })
        } else {
            Err(errors::typed_mismatch(&asked, &is))
        }
    }

    /// The function itself.
    pub fn func(&self) -> &Func {
        &self.func
    }

    /// Calls it.
    ///
    /// # Errors
    /// A trap, with the functions that were running; what a host function returned as its error.
    #[inline]
    pub fn call(&self, mut store: impl AsContextMut, params: Params) -> Result<Results> {
        let store = store.as_context_mut().vm();
        let needed = if Params::SLOTS > Results::SLOTS { Params::SLOTS } else { Results::SLOTS };
        // Known to the compiler, which keeps one of these.
        match needed {
            0..=2 => self.call_over(store, params, &mut [0; 2]),
            3..=INLINE_SLOTS => self.call_over(store, params, &mut [0; INLINE_SLOTS]),
            _ => self.call_over(store, params, &mut vec![0; needed]),
        }
    }

    #[inline]
    fn call_over(&self, store: &mut vm::Store, params: Params, slots: &mut [u64]) -> Result<Results> {
        params.store(store, slots);
        self.prepared.call(store, slots)?;
        Ok(Results::load(store, slots))
    }
}
