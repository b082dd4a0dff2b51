//! Closures as functions of the host.

use std::sync::Arc;

use wharf_core::Result;
use wharf_core::types::{FuncType, ValType};
use wharf_vm as vm;

use super::{HostFunc, WasmResults, WasmTy};
use crate::caller::Caller;
use crate::engine::Engine;

/// A closure that can be a function of the host: of up to 16 parameters, with a [`Caller`] before them if it likes one.
pub trait IntoFunc<T, Params, Results>: Send + Sync + 'static {
    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn into_func(self, engine: &Engine) -> HostFunc;
}

/// What such a closure may give: nothing, a value, a tuple of values, or a [`Result`] of these.
pub trait WasmRet {
    #[doc(hidden)]
    fn types() -> Vec<ValType>;

    #[doc(hidden)]
    fn put(self, store: &vm::Store, slots: &mut [u64]) -> Result<()>;
}

impl<A: WasmTy> WasmRet for A {
    fn types() -> Vec<ValType> {
        vec![A::TYPE]
    }

    #[inline]
    fn put(self, store: &vm::Store, slots: &mut [u64]) -> Result<()> {
        self.store(store, slots);
        Ok(())
    }
}

impl<R: WasmRet> WasmRet for Result<R> {
    fn types() -> Vec<ValType> {
        R::types()
    }

    #[inline]
    fn put(self, store: &vm::Store, slots: &mut [u64]) -> Result<()> {
        self?.put(store, slots)
    }
}

/// Calls a macro with each list of names from none to sixteen.
macro_rules! for_each_arity {
    ($do:ident) => {
        $do!();
        $do!(A1);
        $do!(A1 A2);
        $do!(A1 A2 A3);
        $do!(A1 A2 A3 A4);
        $do!(A1 A2 A3 A4 A5);
        $do!(A1 A2 A3 A4 A5 A6);
        $do!(A1 A2 A3 A4 A5 A6 A7);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
        $do!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16);
    };
}
pub(super) use for_each_arity;

macro_rules! returns {
    ($($name:ident)*) => {
        impl<$($name: WasmTy),*> WasmRet for ($($name,)*) {
            fn types() -> Vec<ValType> {
                <Self as WasmResults>::types()
            }

            #[inline]
            fn put(self, store: &vm::Store, slots: &mut [u64]) -> Result<()> {
                super::WasmParams::store(self, store, slots);
                Ok(())
            }
        }
    };
}
for_each_arity!(returns);

macro_rules! closures {
    ($($name:ident)*) => {
        impl<T, F, R, $($name),*> IntoFunc<T, ($($name,)*), R> for F
        where
            T: Send + 'static,
            F: Fn($($name),*) -> R + Send + Sync + 'static,
            R: WasmRet,
            $($name: WasmTy,)*
        {
            #[allow(private_interfaces)]
            fn into_func(self, engine: &Engine) -> HostFunc {
                IntoFunc::<T, (Caller<'_, T>, $($name,)*), R>::into_func(
                    #[allow(non_snake_case)]
                    move |_: Caller<'_, T>, $($name: $name),*| self($($name),*),
                    engine,
                )
            }
        }

        impl<T, F, R, $($name),*> IntoFunc<T, (Caller<'_, T>, $($name,)*), R> for F
        where
            T: Send + 'static,
            F: Fn(Caller<'_, T>, $($name),*) -> R + Send + Sync + 'static,
            R: WasmRet,
            $($name: WasmTy,)*
        {
            #[allow(private_interfaces)]
            fn into_func(self, engine: &Engine) -> HostFunc {
                #[allow(non_snake_case)]
                let run = move |call: &mut vm::HostCall<'_>, slots: &mut [u64]| {
                    let ($($name,)*) = <($($name,)*) as WasmResults>::load(call.store, slots);
                    let result = self(Caller::new(call.store, call.caller), $($name),*);
                    result.put(call.store, slots)
                };
                HostFunc::new(engine, FuncType::new([$($name::TYPE),*], R::types()), Arc::new(run))
            }
        }
    };
}
for_each_arity!(closures);
